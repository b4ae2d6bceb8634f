//! Decides what kind of page this is, with a probability for each kind. From the page's features as a whole, by learned
//! trees; never from its address, which many callers do not have. For the output, and as evidence about every block.

use super::{Weights, Whole};
use crate::article::PageType;

/// The most probable type of a page, and the probabilities of all types in the order of [`PageType::ALL`].
pub fn page_type(whole: &Whole, weights: &Weights) -> (PageType, [f32; 7]) {
    let scores = weights.types.each_ref().map(|trees| trees.sum(&whole.values));
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - highest).exp());
    of_odds(powers)
}

/// The most probable type and the probabilities of all where one type is so many times as probable.
pub(super) fn with_odds(types: [f32; 7], of: PageType, times: f32) -> (PageType, [f32; 7]) {
    let mut odds = types;
    for (odd, page_type) in odds.iter_mut().zip(PageType::ALL) {
        *odd *= if page_type == of { times } else { 1.0 };
    }
    of_odds(odds)
}

/// The most probable type by the odds of all types, and their probabilities.
fn of_odds(odds: [f32; 7]) -> (PageType, [f32; 7]) {
    let sum: f32 = odds.iter().sum();
    let probabilities = odds.map(|odd| odd / sum.max(f32::MIN_POSITIVE));
    // Without weights all are equal, and the first, an article, is the best guess.
    let best = PageType::ALL.iter().zip(probabilities).rev().max_by(|one, two| one.1.total_cmp(&two.1));
    (best.map_or(PageType::Article, |(page_type, _)| *page_type), probabilities)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_sum_wins_and_the_probabilities_add_up() {
        let weights = Weights::read("[type forum]\n2\n[type product]\n1").unwrap();
        let (page_type, probabilities) = page_type(&Whole::default(), &weights);
        assert_eq!(page_type, PageType::Forum);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn without_evidence_a_page_is_an_article() {
        assert_eq!(page_type(&Whole::default(), &Weights::default()).0, PageType::Article);
    }
}
