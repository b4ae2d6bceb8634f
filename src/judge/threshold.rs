//! The first pass: a block is kept when it is at least as probable as the page's threshold.

use super::{Verdicts, View};

/// Compares every score with the threshold.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    for (at, score) in view.scores.iter().enumerate() {
        if *score >= view.cut.threshold {
            verdicts.keep(at as u32, "probable enough");
        } else {
            verdicts.drop(at as u32, "not probable enough");
        }
    }
}
