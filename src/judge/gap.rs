//! Keeps a block between two kept blocks of the same parent when it was nearly kept by itself, such as a short line of
//! dialogue, and a code sample beside one kept block. What stands between paragraphs without belonging to them is far less
//! probable.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};

/// Share of the page's threshold that such a block must reach.
const NEARLY: f32 = 0.6;

/// The same for a paragraph between two kept ones wherever they stand, on pages of prose: of those on gold 64 % are content,
/// of those from 0.5 on 46 %.
const NEARLY_AMONG_PROSE: f32 = 0.7;

/// The same for a sample beside kept text: what comes before it says what it is for. Seven gold pages are better so, one of
/// them by 0.16, and one worse by less than 0.001; without a bound three are worse.
const OF_SAMPLE: f32 = 0.3;
/// Words of a line that may say so; what a sample gives back is another sample.
const FEWEST_BESIDE_SAMPLE: u32 = 4;

/// Words of a line that may be the title of another story; an address to write to has one, and so has the name of a file.
const FEWEST_OF_LINK: u32 = 3;

/// Looks at every dropped block between kept ones, and at samples beside one.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    // On products nine tenths of what stands so are labels of choices and prices: seven gold pages are better without, five
    // worse.
    let is_whole = view.page_type != PageType::Product;
    let parent = |at: u32| context.blocks.get(at).map(|block| context.page.row(block.row).parent);
    // A link between paragraphs leads to another story, but in a thread: without those that stand behind text sixteen gold pages are
    // better and ten worse, and the mean is the same.
    let is_thread = view.page_type == PageType::Forum;
    let is_title =
        |block: &Block| block.kind == Kind::Paragraph && block.is_of_links() && block.counts.words >= FEWEST_OF_LINK;
    let leads_away = |at: u32| !is_thread && context.blocks.get(at).is_some_and(is_title);
    let is_long = |at: u32| context.blocks.get(at).is_some_and(Block::is_long);
    let is_code = |at: u32| context.blocks.get(at).is_some_and(|block| block.kind == Kind::Code);
    let is_told =
        |at: u32| is_code(at) || context.blocks.get(at).is_some_and(|block| block.counts.words >= FEWEST_BESIDE_SAMPLE);
    for at in 1..context.blocks.len().saturating_sub(1) {
        let score = view.score(at);
        if is_code(at) {
            continue;
        }
        if verdicts.keeps(at)
            || score < view.cut.threshold * NEARLY
            || !verdicts.keeps(at - 1)
            || !verdicts.keeps(at + 1)
        {
            continue;
        }
        let is_among_kin = parent(at) == parent(at - 1) && parent(at) == parent(at + 1);
        if is_whole && is_among_kin && (!leads_away(at) || leads_away(at - 1)) {
            verdicts.keep(at, "nearly probable enough, and kept blocks of the same parent stand on both sides");
        } else if view.is_prose() && score >= view.cut.threshold * NEARLY_AMONG_PROSE && (at - 1..=at + 1).all(is_long)
        {
            verdicts.keep(at, "a paragraph, nearly probable enough, between two kept ones");
        }
    }
    // Down the page and up again: what a sample gives back stands below it, and says what it is for above.
    let samples = || (1..context.blocks.len().saturating_sub(1)).filter(|at| is_code(*at));
    for at in samples().chain(samples().rev()) {
        let may_be = view.score(at) >= view.cut.threshold * OF_SAMPLE && !verdicts.keeps(at);
        if may_be && [at - 1, at + 1].into_iter().any(|beside| verdicts.keeps(beside) && is_told(beside)) {
            verdicts.keep(at, "a sample beside kept text");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    #[test]
    fn a_quotation_between_paragraphs_comes_back_and_a_notice_among_offers_does_not() {
        let quotation =
            "Whenever the wind turned we all went down to the pier and counted the boats until it was dark.";
        let end = "On Monday the sun came out again, and by noon most of the boats had left the harbour for the bay.";
        let page = format!("{STORY}<blockquote><p>{quotation}</p></blockquote><p>{end}</p>");
        let score = |text: &str| if text == quotation { 0.4 } else { 1.0 };
        assert!(left(&page, PageType::Article, score).contains(&quotation.to_owned()));
        assert!(!left(&page, PageType::Product, score).contains(&quotation.to_owned()));
        let lower = |text: &str| if text == quotation { 0.3 } else { 1.0 };
        assert!(!left(&page, PageType::Article, lower).contains(&quotation.to_owned()));
    }

    #[test]
    fn a_link_between_paragraphs_does_not_come_back() {
        let kept = |line: &str| {
            let page = format!("<div>{STORY}<p>{line}</p><p>The boats left the harbour in the morning.</p></div>");
            left(&page, PageType::Article, |text| if text.starts_with("Fog") { 0.4 } else { 1.0 }).len()
        };
        assert_eq!((kept("Fog over the canal"), kept("<a href=/fog>Fog over the canal</a>")), (4, 3));
    }

    #[test]
    fn a_sample_stays_behind_the_line_that_says_what_it_is_for() {
        let page = |line: &str| format!("{STORY}<p>{line}</p><pre>loom --warp 12</pre><p>Weather</p>");
        let score = |low: f32| move |text: &str| if text.len() > 14 { 1.0 } else { low };
        let kept = |line: &str, low: f32| {
            left(&page(line), PageType::Article, score(low)).iter().any(|text| text.starts_with("loom"))
        };
        assert!(kept("This is how to weave it again", 0.2));
        assert!(!kept("This is how to weave it again", 0.1));
        assert!(!kept("Loom", 0.2));
    }
}
