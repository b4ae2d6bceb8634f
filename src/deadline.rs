//! Decides whether an extraction has used up the time that its caller allows. The only place that reads a clock, and only
//! where [`Options::deadline`](crate::Options) asks for it: without one, the same bytes give the same article.

use std::time::{Duration, Instant};

/// The time that is left for one extraction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deadline {
    /// When reading the page ends, so that time is left for what was read.
    reading: Option<Instant>,
    /// When everything ends.
    end: Option<Instant>,
}

/// Reading may use a third of the time: the stages behind it took at most twice as long on every family of hostile pages.
const READING: u32 = 3;

impl Deadline {
    /// Begins now.
    pub fn begin(allowed: Option<Duration>) -> Deadline {
        let Some(allowed) = allowed else { return Deadline::default() };
        let now = Instant::now();
        Deadline { reading: now.checked_add(allowed / READING), end: now.checked_add(allowed) }
    }

    /// When the page is to be read no further.
    pub fn reading(self) -> Option<Instant> {
        self.reading
    }

    /// Whether the time is over.
    pub fn is_over(self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_deadline_there_is_always_time() {
        assert!(!Deadline::begin(None).is_over());
        assert!(Deadline::begin(None).reading().is_none());
        assert!(Deadline::begin(Some(Duration::ZERO)).is_over());
        assert!(!Deadline::begin(Some(Duration::MAX)).is_over());
    }
}
