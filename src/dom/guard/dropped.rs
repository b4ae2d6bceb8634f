//! Counts what a guard dropped or closed, and decides what is said of it. For the article's warnings.

use std::cell::Cell;

use crate::options::Limits;

/// How often each limit was reached.
#[derive(Debug, Default)]
pub(super) struct Dropped {
    /// Tags beyond the depth.
    pub deep: Cell<usize>,
    /// Tags beyond the number of nodes.
    pub nodes: Cell<usize>,
    /// Tags that the page had not earned by its bytes.
    pub dense: Cell<usize>,
    /// Bytes of text for which there was no time.
    pub text: Cell<usize>,
    /// Times that open formatting elements were closed.
    pub closed: Cell<usize>,
}

/// Adds to a count.
pub(super) fn add(count: &Cell<usize>, more: usize) {
    count.set(count.get() + more);
}

impl Dropped {
    /// A line for each limit that was reached. `levels` is how deep the page may be, `repeated` how many bytes were dropped
    /// that had just been said.
    pub fn warnings(&self, limits: &Limits, levels: usize, repeated: usize) -> Vec<String> {
        let mut warnings = Vec::new();
        for (count, what, limit) in [
            (&self.deep, "depth", levels),
            (&self.nodes, "node", limits.nodes),
            (&self.dense, "density", limits.density),
        ] {
            let count = count.get();
            if count > 0 {
                warnings.push(format!("{what} limit of {limit} reached: {count} tags dropped, their text kept"));
            }
        }
        if self.closed.get() > 0 {
            warnings.push(format!(
                "formatting limit of {} reached: open formatting elements closed {} times",
                limits.formatting,
                self.closed.get()
            ));
        }
        if repeated > 0 {
            warnings.push(format!(
                "density limit of {} reached: {repeated} bytes of text dropped that had just been said",
                limits.density
            ));
        }
        if self.text.get() > 0 {
            warnings.push(format!("deadline near: {} bytes of text were not read", self.text.get()));
        }
        warnings
    }
}
