//! Decides how probable a block must be to be kept on this page: the threshold that maximises the expected F1 over
//! words. From the probabilities alone; no fixed threshold is right for a news story and a shop window alike.

/// A page's threshold and what it promises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Blocks at least this probable are kept.
    pub threshold: f32,
    /// The F1 that is then expected, 0 to 1.
    pub expected: f32,
}

impl Cut {
    /// The cut with its threshold's odds multiplied; a factor of 1 changes nothing.
    pub fn leaning(self, odds: f32) -> Cut {
        if odds == 1.0 || self.threshold >= 1.0 {
            return self;
        }
        let leaned = self.threshold / (1.0 - self.threshold) * odds;
        Cut { threshold: leaned / (1.0 + leaned), ..self }
    }
}

/// Rounds of the search; it settles in a few, and the rest are for pages on an edge.
const ROUNDS: usize = 16;
/// Where the search begins: near where it ends on a page that is clear, which is a half.
const START: f32 = 0.4;
/// Steps below this change no verdict worth having.
const SETTLED: f32 = 1e-4;

/// Finds the threshold. The set that maximises expected F1 is all blocks with a probability of at least half the F1 it
/// reaches (Lipton, Elkan and Naryanaswamy 2014), found by iteration. `blocks` are pairs of probability and words.
///
/// Labels of one page err together, so that the expectation leans to keeping too much on some types of page and too
/// little on others: `lean` is the factor that was measured for the page's types.
pub fn cut(blocks: impl Iterator<Item = (f32, u32)> + Clone, lean: f32) -> Cut {
    let all: f32 = blocks.clone().map(|(probability, words)| probability * words as f32).sum();
    let mut threshold = START;
    for _ in 0..ROUNDS {
        let (mut hit, mut kept) = (0.0_f32, 0.0_f32);
        for (probability, words) in blocks.clone().filter(|(probability, _)| *probability >= threshold) {
            hit += probability * words as f32;
            kept += words as f32;
        }
        let expected = if kept + all > 0.0 { 2.0 * hit / (kept + all) } else { 0.0 };
        let next = expected / 2.0;
        if (next - threshold).abs() < SETTLED {
            break;
        }
        threshold = next;
    }
    Cut { threshold: threshold * lean, expected: threshold * 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_pages_cut_in_the_middle_and_unsure_ones_keep_more() {
        let sure = cut([(0.99, 100), (0.01, 100)].into_iter(), 1.0);
        assert!((0.45..0.55).contains(&sure.threshold) && sure.expected > 0.95);
        let unsure = cut([(0.3, 100), (0.25, 100), (0.01, 100)].into_iter(), 1.0);
        assert!(unsure.threshold < 0.25 && unsure.expected < 0.6);
    }

    #[test]
    fn nothing_is_expected_of_nothing() {
        assert_eq!(cut([].into_iter(), 1.0).expected, 0.0);
    }
}
