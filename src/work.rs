//! Decides nothing: counts the steps that an extraction takes, so that a test can hold a page against one of twice its size
//! without a clock. A step is a row, a block, a node or a byte of text that some stage looks at, or a name that the tree
//! builder asks for; what loops over something else is seen by the memory that it asks for, or not at all. Behind the
//! feature `work`, without which a count is nothing.

#[cfg(feature = "work")]
use std::cell::Cell;

#[cfg(feature = "work")]
thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Counts steps of this thread.
#[cfg(feature = "work")]
#[inline]
pub(crate) fn count(steps: usize) {
    STEPS.set(STEPS.get().wrapping_add(steps));
}

/// Counts nothing.
#[cfg(not(feature = "work"))]
#[inline(always)]
pub(crate) fn count(_: usize) {}

/// The steps of this thread since the last call.
#[cfg(feature = "work")]
pub fn take() -> usize {
    STEPS.take()
}
