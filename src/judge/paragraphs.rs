//! Keeps a run of paragraphs of one element as a whole, where it is nearly probable enough on average: a transcript, notes of
//! a recipe, an explanation further down. Each of them says too little to be sure of by itself, and which of them the page's
//! threshold divides is chance.

use super::{Verdicts, View};
use crate::block::{Block, Kind};

/// Share of the page's threshold that the words of the run must reach on average, those above it counting as it.
const ON_AVERAGE: f32 = 0.7;
/// The same for each paragraph that comes back.
const EACH: f32 = 0.5;
/// Paragraphs and words that make a run, and words that it must have lost: a line or two at its end are a notice of rights or
/// a note on the author. Six gold pages are better so and two worse, by 0.03 at most; without a bound on what is lost ten and
/// five. Of 2,700 pages from elsewhere seventeen gain, all but four of them content.
const FEWEST: usize = 4;
const LEAST: u32 = 150;
const LOST: u32 = 50;

/// Looks at every run of blocks in one element, on pages of prose.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if !view.is_prose() {
        return;
    }
    let context = view.context;
    let parent = |block: &Block| context.page.row(block.row).parent;
    let mut at = 0;
    for run in context.blocks.list.chunk_by(|one, next| parent(one) == parent(next)) {
        keep(view, at, run, verdicts);
        at += run.len() as u32;
    }
}

/// Keeps the paragraphs of a run that begins at a block.
fn keep(view: &View<'_>, first: u32, run: &[Block], verdicts: &mut Verdicts) {
    let threshold = view.cut.threshold;
    let paragraphs = || (first..).zip(run).filter(|(_, block)| is_paragraph(block));
    let (mut count, mut words, mut lost, mut reached) = (0, 0, 0, 0.0);
    for (at, block) in paragraphs() {
        let score = view.score(at);
        count += 1;
        words += block.counts.words;
        reached += block.counts.words as f32 * score.min(threshold);
        lost += if !verdicts.keeps(at) && score >= EACH * threshold { block.counts.words } else { 0 };
    }
    if count < FEWEST || words < LEAST || lost < LOST || reached < ON_AVERAGE * threshold * words as f32 {
        return;
    }
    let nearly = paragraphs().map(|(at, _)| at).filter(|at| view.score(*at) >= EACH * threshold);
    verdicts.keep_dropped(nearly, "one of a run of paragraphs that are nearly probable enough");
}

fn is_paragraph(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Description | Kind::Quote) && !block.is_of_links()
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(paragraphs: usize, page_type: PageType, average: f32) -> usize {
        let line = |at: usize| format!("<p>Voice {at}: {}</p>", "and the boats came back in the evening ".repeat(5));
        let transcript: String = (0..paragraphs).map(line).collect();
        let page = format!("{STORY}<div>{transcript}</div>");
        let score = |text: &str| match text {
            text if text.starts_with("Voice 1") => average + 0.1,
            text if text.starts_with("Voice") => average,
            _ => 1.0,
        };
        left(&page, page_type, score).iter().filter(|text| text.starts_with("Voice")).count()
    }

    #[test]
    fn a_transcript_of_which_the_threshold_leaves_one_line_comes_back() {
        assert_eq!(kept(6, PageType::Article, 0.42), 6);
        assert_eq!(kept(6, PageType::Article, 0.3), 0);
        // One of six is no part of a page of goods, and leaves by their majority.
        assert_eq!(kept(6, PageType::Product, 0.42), 0);
    }
}
