//! Decides whether an extraction has used up the time that its caller allows. The only place that reads a clock, and only
//! where [`Options::deadline`](crate::Options) asks for it: without one, the same bytes give the same article.

use std::time::{Duration, Instant};

/// The time that is left for one extraction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deadline {
    /// When reading the page ends, so that time is left for what was read.
    reading: Option<Instant>,
    /// When explaining ends, so that time is left for what is written.
    explaining: Option<Instant>,
    /// When everything ends.
    end: Option<Instant>,
    /// Bytes of text that are read.
    text: Option<usize>,
}

/// Reading may use a fifth of the time: the stages behind it took at most 3.7 times as long on every family of hostile pages.
const READING: u32 = 5;
/// Bytes of text that any page may have: the slowest take some 30 ms.
const SHORT: usize = 256 << 10;
/// Bytes of text beyond these for each millisecond. A flood of text is read at once, but what stands behind reading took up
/// to 0.2 s for each megabyte of it.
const TEXT_A_MILLISECOND: usize = 3_000;

impl Deadline {
    /// Begins now.
    pub fn begin(allowed: Option<Duration>) -> Deadline {
        let Some(allowed) = allowed else { return Deadline::default() };
        let now = Instant::now();
        let beyond = usize::try_from(allowed.as_millis()).unwrap_or(usize::MAX).saturating_mul(TEXT_A_MILLISECOND);
        Deadline {
            reading: now.checked_add(allowed / READING),
            explaining: now.checked_add(allowed / 2),
            end: now.checked_add(allowed),
            text: Some(SHORT.saturating_add(beyond)),
        }
    }

    /// When the page is to be read no further.
    pub fn reading(self) -> Option<Instant> {
        self.reading
    }

    /// Whether the page is to be read no further.
    pub fn ends_reading(self) -> bool {
        self.reading.is_some_and(|end| Instant::now() >= end)
    }

    /// Whether no further block is to be explained.
    pub fn ends_explaining(self) -> bool {
        self.explaining.is_some_and(|end| Instant::now() >= end)
    }

    /// Bytes of text beyond which a page is to be read no further.
    pub fn text(self) -> usize {
        self.text.unwrap_or(usize::MAX)
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
        assert_eq!(Deadline::begin(None).text(), usize::MAX);
        assert_eq!(Deadline::begin(Some(Duration::from_millis(10))).text(), SHORT + 30_000);
        assert!(!Deadline::begin(None).ends_explaining());
        assert!(Deadline::begin(Some(Duration::ZERO)).ends_explaining());
        assert!(Deadline::begin(Some(Duration::ZERO)).ends_reading());
        assert!(!Deadline::begin(None).ends_reading());
        assert!(Deadline::begin(Some(Duration::ZERO)).is_over());
        assert!(!Deadline::begin(Some(Duration::MAX)).is_over());
    }
}
