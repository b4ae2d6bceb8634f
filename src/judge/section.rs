//! Keeps the sections of documentation whole: where most of a container is kept, its short terms, descriptions and samples,
//! above all those between kept blocks, belong to it, however little each says by itself. Stories are left alone,
//! because what stands within their column without being kept is mostly a box or a lead-in to another story.

use std::sync::LazyLock;

use super::chrome::KINDS;
use super::small::BESIDE;
use super::{Verdicts, View, heading};
use crate::article::PageType;
use crate::block::Kind;
use crate::page::{Flags, Span};
use crate::phrases::Phrases;
use crate::tag::Tag;

/// How probable it must be that the page is documentation: a page of a reference that says one function is taken for a list as
/// often as not. With 0.2 seven gold pages are better and four worse than with the most probable type alone, and manuals
/// that gold has none of have 0.939 of F1 instead of 0.937. Pages of goods and services are left alone: with each of four draws one
/// to three gold pages are better for it, by up to 0.07, and one or two worse, by 0.011 at most.
const POSSIBLE: f32 = 0.2;
/// Share of a container's words that must be kept before the rest is. From 0.6 to 0.9 gold documentation scores the same.
const MOST: (u32, u32) = (2, 3);
/// The same where the page is documentation beyond doubt: references whose members are a name and a line each. Of 30 pages of javadoc
/// and 63 of Doxygen from packages these have 0.963 and 0.976 of F1 with it and 0.955 and 0.970 without; gold scores the same.
const MOST_OF_SURE: (u32, u32) = (2, 5);
/// From which probability on a page is documentation beyond doubt. From 0.6 on a gold page loses a tenth of its F1.
const SURE: f32 = 0.9;
/// Words that must be kept, so that no container of a few lines decides by itself.
const FEWEST: u32 = 50;
/// Share of the page's threshold that a block must reach: below stand menus and ways to the next page.
const AT_ALL: f32 = 0.2;
/// The same behind the last kept block of the container, where a footer may stand.
const AT_ITS_END: f32 = 0.5;

/// What stands above a table of contents, whose items do not come back.
pub(super) static CONTENTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("toc_heading"));

/// Looks at every outermost container of which most is kept.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let is_possible = view.probability(PageType::Documentation) >= POSSIBLE;
    let is_offer = matches!(view.page_type, PageType::Product | PageType::Service);
    if view.page_type != PageType::Documentation && (is_offer || !is_possible) {
        return;
    }
    let context = view.context;
    let kept = view.kept_words(verdicts);
    let is_sure = view.probability(PageType::Documentation) >= SURE;
    let most = if is_sure { MOST_OF_SURE } else { MOST };
    let mut at = 0;
    while let Some(row) = context.page.rows.get(at as usize) {
        let span = context.span(at);
        let (words, all) = (kept.within(span), context.blocks.tally(span).words);
        let is_section = row.tag.is_block() && !row.flags.meets(Flags::HIDDEN) && words >= FEWEST;
        // Behind the text of a page its footer stands, unless it is in the main part.
        let is_page = matches!(row.tag, Tag::Html | Tag::Body);
        if is_section && words < all && words * most.1 >= all * most.0 {
            fill(view, verdicts, span, !is_page);
            at = if is_page { at + 1 } else { row.end };
        } else {
            at += 1;
        }
    }
}

/// Keeps what stands in a section, but for buttons and the items of a table of contents.
fn fill(view: &View<'_>, verdicts: &mut Verdicts, span: Span, has_end: bool) {
    let Some(first) = (span.start..span.end).find(|at| verdicts.keeps(*at)) else { return };
    let last = (first..span.end).rev().find(|at| verdicts.keeps(*at)).unwrap_or(first);
    // From the end, so that a heading there is looked at after what it heads.
    let end = if has_end { span.end } else { last };
    for at in (first..end).rev() {
        let Some(block) = view.context.blocks.get(at) else { continue };
        let score = view.score(at);
        // Items that are links are a table of contents, and all links behind the text lead away from it.
        let is_way = block.is_of_links() && (block.kind == Kind::Item || at > last);
        let heads_nothing = block.is_heading() && at > last && !verdicts.keeps(at + 1);
        let is_label = block.kind == Kind::Summary && heading::is_label(view, at);
        let is_control = is_label || block.kind == Kind::Button || block.flags.meets(BESIDE);
        // "Prev" and "Next" are links, too, and stand where the next page's title does.
        let line = view.context.phrases(at).line;
        let is_phrase = block.is_of_links() && line.meets(KINDS.certain | KINDS.usual)
            || block.is_heading() && line.meets(*CONTENTS);
        let is_text = !is_way && !heads_nothing && !is_control && !is_phrase;
        let least = view.cut.threshold * if at > last { AT_ITS_END } else { AT_ALL };
        if is_text && score >= least && !verdicts.keeps(at) {
            verdicts.keep(at, "most of the section of documentation it stands in is kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{left, left_torn};

    #[test]
    fn short_lines_between_kept_ones_stay_in_documentation_and_leave_a_story() {
        let prose = "<p>The loom takes its pattern from a card, and each hole of the card lifts one thread of the \
            warp before the shuttle passes. Cards are read from the left, and a card that is turned around lifts \
            the threads of the other side.</p>";
        let page = format!("<div>{prose}<dl><dt>Gives back<dd>Nothing.</dl>{prose}<p>Next page</p></div>");
        let score = |text: &str| if text.len() > 40 { 1.0 } else { 0.2 };
        let kept = left(&page.replacen("loom", "hand loom", 1), PageType::Documentation, score);
        assert!(kept.contains(&"Nothing.".to_owned()));
        assert!(!kept.contains(&"Next page".to_owned()));
        assert!(!left(&page, PageType::Article, score).contains(&"Nothing.".to_owned()));
        let torn = |page_type| left_torn(&page, page_type, PageType::Documentation, score);
        assert!(torn(PageType::Listing).contains(&"Nothing.".to_owned()));
        assert!(!torn(PageType::Service).contains(&"Nothing.".to_owned()));
        assert!(
            !left(&page, PageType::Documentation, |text| if text.len() > 40 { 1.0 } else { 0.05 })
                .contains(&"Nothing.".to_owned())
        );
    }

    #[test]
    fn the_end_of_a_section_stays_and_the_end_of_a_page_without_one_does_not() {
        let prose = "<p>The loom takes its pattern from a card, and each hole of the card lifts one thread of the \
            warp before the shuttle passes. Cards are read from the left, and a card that is turned around lifts \
            the threads of the other side. Cards of wood last longer than cards of paper, and swell in damp air.";
        let end = "<h4>Gives back</h4><p>Nothing.<h4>Set by a machine</h4>";
        let score = |text: &str| if text.len() > 40 { 1.0 } else { 0.3 };
        let kept = left(&format!("<section>{prose}{end}</section>"), PageType::Documentation, score);
        assert_eq!(kept[1..], ["Gives back", "Nothing."]);
        assert_eq!(left(&format!("{prose}{end}"), PageType::Documentation, score).len(), 1);
        let way =
            "<h3>Contents</h3><p><a href=2>Next</a><p><a href=1>Previous</a><p><a href=3>Next</a><p>Rain on the card.";
        assert_eq!(
            left(&format!("<section>{prose}{way}</section>"), PageType::Documentation, score)[1..],
            ["Rain on the card."]
        );
    }
}
