//! Decides how probable the blocks of a page are and what follows from that for the page, by the judgements of weigh one
//! after the other. For the order of the stages, which hands it on to judge and to the explanation.

use super::{Extractor, Step};
use crate::article::PageType;
use crate::chosen::Chosen;
use crate::deadline::Deadline;
use crate::head::Head;
use crate::weigh::{Context, Cut, Weights, Whole};
use crate::{judge, weigh};

/// What was weighed of a page.
pub(super) struct Weighed<'a> {
    /// The weights that it was weighed by.
    pub weights: &'a Weights,
    /// What the page is like as a whole.
    pub whole: Whole,
    /// The probability of every block, 0 to 1.
    pub scores: Vec<f32>,
    /// The words of every block that the threshold follows from.
    words: Vec<u32>,
    pub page_type: PageType,
    /// The probability of every type, in the order of [`PageType::ALL`].
    pub types: [f32; 7],
    /// The page's threshold, before the caller's wish moves it.
    pub cut: Cut,
}

impl Extractor {
    /// Weighs a page whose head tells what kind of page it is; none when the time is over before all blocks are weighed.
    pub(super) fn weigh(
        &self,
        context: &Context<'_>,
        head: &Head,
        chosen: &Chosen,
        deadline: Deadline,
    ) -> Option<Weighed<'_>> {
        let weights = self.weights.as_deref().unwrap_or_else(|| Weights::shipped());
        let whole = Whole::of(context, head);
        let (page_type, types) = weigh::page_type(&whole, weights);
        self.watcher.done("weigh: page");
        self.watcher.tell(Step::Weighing(context, &whole));
        let (page_type, types) = weigh::with_generator(head, page_type, types);
        let mut scores = weigh::weigh(context, &whole, &types, weights, deadline)?;
        weigh::level(context, &mut scores);
        let (page_type, types) = weigh::with_board(context, head, page_type, types);
        let words = counted_words(context, chosen);
        let cut = weigh::cut(pairs(&scores, &words), weights.lean(&types));
        self.watcher.done("weigh: blocks");
        Some(Weighed { weights, whole, scores, words, page_type, types, cut })
    }
}

impl Weighed<'_> {
    /// The F1 that the extraction is likely to reach, 0 to 1.
    pub fn quality(&self) -> f32 {
        weigh::quality(pairs(&self.scores, &self.words), self.cut, &self.types, self.weights)
    }
}

/// For every block its probability and the words that count.
fn pairs<'a>(scores: &'a [f32], words: &'a [u32]) -> impl Iterator<Item = (f32, u32)> + Clone + 'a {
    scores.iter().copied().zip(words.iter().copied())
}

/// How many words of each block the page's threshold follows from: those that are new, where selectors allow them at all.
fn counted_words(context: &Context<'_>, chosen: &Chosen) -> Vec<u32> {
    let allowed = chosen.allowed(context.page, context.blocks);
    let counts = |at: usize| allowed.as_ref().is_none_or(|allowed| allowed.get(at).copied().unwrap_or(true));
    let words = judge::new_words(context).enumerate();
    words.map(|(at, words)| if counts(at) { words } else { 0 }).collect()
}
