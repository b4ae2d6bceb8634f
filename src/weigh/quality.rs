//! Decides how good an extraction is likely to be: the word F1 against a person's choice, as learned from pages that the
//! weights had never seen. From the scores, the threshold and the page type, for callers who send poor pages elsewhere.

use super::{Cut, Weights};

/// The features, in the order of [`evidence`].
pub const NAMES: [&str; 12] = [
    "expected",
    "threshold",
    "kept_words",
    "kept_share",
    "unsure_share",
    "type_article",
    "type_forum",
    "type_product",
    "type_collection",
    "type_listing",
    "type_documentation",
    "type_service",
];

/// The column of a feature.
pub fn column(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name)
}

/// The word F1 that is expected of a page, 0 to 1. `blocks` are pairs of probability and words; `types` are the
/// probabilities of the page types.
pub fn quality(blocks: impl Iterator<Item = (f32, u32)>, cut: Cut, types: &[f32; 7], weights: &Weights) -> f32 {
    // The trees say how far the expected F1 is from what was found.
    (cut.expected + weights.quality.sum(&evidence(blocks, cut, types))).clamp(0.0, 1.0)
}

/// Probabilities between these leave open whether a block is kept.
const UNSURE: std::ops::Range<f32> = 0.2..0.8;

fn evidence(blocks: impl Iterator<Item = (f32, u32)>, cut: Cut, types: &[f32; 7]) -> [f32; NAMES.len()] {
    let (mut total, mut kept, mut unsure) = (0.0, 0.0, 0.0);
    for (probability, words) in blocks {
        let words = words as f32;
        total += words;
        kept += if probability >= cut.threshold { words } else { 0.0 };
        unsure += if UNSURE.contains(&probability) { words } else { 0.0 };
    }
    let total = total.max(1.0);
    let [article, forum, product, collection, listing, documentation, service] = *types;
    [
        cut.expected,
        cut.threshold,
        kept,
        kept / total,
        unsure / total,
        article,
        forum,
        product,
        collection,
        listing,
        documentation,
        service,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: Cut = Cut { threshold: 0.5, expected: 0.9 };

    #[test]
    fn the_evidence_measures_what_is_kept_and_what_is_open() {
        let found = evidence([(0.9, 60), (0.6, 20), (0.1, 20)].into_iter(), CUT, &[0.0; 7]);
        assert_eq!(found.get(..5), Some(&[0.9, 0.5, 80.0, 0.8, 0.2][..]));
    }

    #[test]
    fn trees_correct_the_expected_f1() {
        let weights = Weights::read("[quality]\nkept_words<=10 0.2 -0.25").unwrap();
        let blocks = || [(0.9, 60)].into_iter();
        assert_eq!(quality(blocks(), CUT, &[0.0; 7], &weights), 0.9 - 0.25);
        assert_eq!(quality(blocks(), CUT, &[0.0; 7], &Weights::default()), 0.9);
    }
}
