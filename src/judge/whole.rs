//! Keeps tables, lists, samples and quotations whole: when most of one is kept, its short cells, items and parts, which say
//! little by themselves, belong to it. A table without its first column, a list without its one-word item, or code without
//! the class that its page marks for a link, is of no use to a reader.

use super::{Sums, Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::page::{Flags, Span};
use crate::tag::Tag;

/// Share of a table's, list's or sample's words that must be kept before the rest is: three quarters, so that a half-kept menu
/// stays half.
const MOST: (u32, u32) = (3, 4);
/// The same for a sample, half of which is worth nothing.
const OF_SAMPLE: (u32, u32) = (1, 2);
/// The same for a list that the page's structured data declares, whose items nothing but their words tells apart: any of it.
const OF_DECLARED: (u32, u32) = (0, 1);
/// Share of a numbered list's parts that must be kept before the others are, and of the page's threshold that each of these
/// must reach: without the second and third of four steps a reader is lost. Of gold two pages are better and two worse, and
/// the mean is the same.
const OF_NUMBERED: (u32, u32) = (1, 2);
const OF_NUMBERED_EACH: f32 = 0.5;
/// Largest share of link words there: boards number their threads, whose other lines say "by" and "views".
const OF_NUMBERED_LINKED: (u32, u32) = (1, 5);
/// Share of the page's threshold from which on a part of a quotation comes back with any other: a line of verse, or who said
/// it. Sixteen gold pages are better so, and eleven worse, by a hundredth at most; of 2,700 pages from elsewhere nine gain
/// such lines, and one the labels of reviews.
const OF_QUOTATION: (u32, u32) = (0, 1);
const OF_QUOTATION_EACH: f32 = 0.5;
/// Largest share of link words: menus are lists too.
const LINKED: (u32, u32) = (1, 2);

/// Looks at every table, list, sample and quotation. On collections nine tenths of what would come back are ratings, sellers and filters:
/// without it eleven gold pages are better, and four worse.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type == PageType::Collection && !view.is_declared {
        return;
    }
    let context = view.context;
    fill_numbered(view, verdicts);
    let kept = view.kept_words(verdicts);
    for at in context.page.rows_of_any(&[Tag::Table, Tag::Ul, Tag::Ol, Tag::Dl, Tag::Pre, Tag::Blockquote]) {
        let row = context.page.row(at);
        if row.flags.meets(Flags::HIDDEN) {
            continue;
        }
        let span = context.span(at);
        let tally = context.blocks.tally(span);
        let words = kept.within(span);
        // A table whose words are mostly running text lays a page out; its cells have nothing to do with each other.
        if row.tag == Tag::Table && tally.long_words * 2 > tally.words {
            continue;
        }
        let (share, least) = match row.tag {
            Tag::Pre => (OF_SAMPLE, 0.0),
            Tag::Blockquote => (OF_QUOTATION, OF_QUOTATION_EACH * view.cut.threshold),
            Tag::Ul | Tag::Ol if view.is_declared => (OF_DECLARED, 0.0),
            _ => (MOST, 0.0),
        };
        let most = words * share.1 >= tally.words * share.0 && tally.link_words * LINKED.1 <= tally.words * LINKED.0;
        if !most || words == tally.words || words == 0 {
            continue;
        }
        let reason = match row.tag {
            Tag::Blockquote => "another part of the quotation it stands in is kept",
            _ => "most of the table, list or sample it stands in is kept",
        };
        // What one presses is not what a list of goods or offers says.
        let is_button = |at: u32| context.blocks.get(at).is_some_and(|block| block.kind == Kind::Button);
        let parts = (span.start..span.end).filter(|at| !is_button(*at) && view.score(*at) >= least);
        verdicts.keep_dropped(parts, reason);
    }
    captions(view, verdicts);
}

/// Elements between a caption and its figure.
const WRAPPERS: usize = 3;
/// Blocks of the longest caption.
const OF_CAPTION: usize = 3;

/// Keeps the captions of figures whose table or sample is kept: those of pictures are written with the picture.
fn captions(view: &View<'_>, verdicts: &mut Verdicts) {
    let page = view.context.page;
    let captions = page.rows_of(Tag::Figcaption);
    if captions.is_empty() {
        return;
    }
    let kept = view.kept_words(verdicts);
    for caption in captions.iter().copied() {
        let own = view.context.span(caption);
        let Some(figure) = page.ancestors(caption).take(WRAPPERS).find(|at| page.row(*at).tag == Tag::Figure) else {
            continue;
        };
        let held = view.context.span(figure);
        let beside = if own.start > held.start { held.start } else { own.end };
        let is_table =
            view.context.blocks.get(beside).is_some_and(|block| matches!(block.kind, Kind::Cell | Kind::Code));
        let said = |span: Span| view.context.blocks.tally(span).words;
        let rest = said(held).saturating_sub(said(own));
        let whole = kept.within(held).saturating_sub(kept.within(own)) * MOST.1 >= rest * MOST.0;
        if is_table && whole && rest > 0 && !own.is_empty() && own.len() <= OF_CAPTION {
            verdicts.keep_dropped(own.start..own.end, "the table or sample that it is the caption of is kept");
        }
    }
}

/// Keeps the other parts of a numbered list of which half are kept.
fn fill_numbered(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let lists = context.page.rows_of(Tag::Ol);
    if lists.is_empty() {
        return;
    }
    let kept = Sums::of((0..context.blocks.len()).map(|at| u32::from(verdicts.keeps(at))));
    let least = OF_NUMBERED_EACH * view.cut.threshold;
    let may_stay = |at: &u32| {
        let is_text = |block: &Block| block.kind != Kind::Button && !block.is_of_links();
        view.score(*at) >= least && context.blocks.get(*at).is_some_and(is_text)
    };
    for list in lists {
        let span = context.span(*list);
        let (parts, all) = (kept.within(span), span.end - span.start);
        let tally = context.blocks.tally(span);
        let is_of_text = tally.link_words * OF_NUMBERED_LINKED.1 <= tally.words * OF_NUMBERED_LINKED.0;
        if is_of_text && parts > 0 && parts < all && parts * OF_NUMBERED.1 >= all * OF_NUMBERED.0 {
            verdicts.keep_dropped(
                (span.start..span.end).filter(may_stay),
                "half of the numbered list it stands in is kept",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left, left_declared};

    #[test]
    fn short_items_come_back_with_their_list_and_buttons_do_not() {
        let page = "<ul><li>A lamp of brass with a cord of three metres<button>Choose options</button>\
            <li>A lamp of reed that stands on the floor<button>Choose options</button><li>Bulbs</ul>";
        let kept = left(page, PageType::Listing, |text| if text.len() > 20 { 1.0 } else { 0.1 });
        assert!(kept.contains(&"Bulbs".to_owned()));
        assert!(!kept.contains(&"Choose options".to_owned()));
        let shop = left(page, PageType::Collection, |text| if text.len() > 20 { 1.0 } else { 0.1 });
        assert_eq!(shop.len(), 2);
    }

    #[test]
    fn a_numbered_list_of_which_half_is_kept_has_no_holes() {
        let items = ["Station", "Market", "Hospital", "Harbour"].map(|stop| format!("<li>{stop}")).concat();
        let kept = |tag: &str, low: f32| {
            let page = format!("{STORY}<{tag}>{items}</{tag}>");
            left(&page, PageType::Article, |text| if text == "Market" || text == "Hospital" { low } else { 0.9 }).len()
                - 2
        };
        assert_eq!((kept("ol", 0.3), kept("ol", 0.2), kept("ul", 0.3)), (4, 2, 2));
    }

    #[test]
    fn who_said_it_comes_back_with_the_quotation() {
        let page = "<blockquote><p>The lamps along the quay went out at nine, and nobody lit them again.</p>\
            — Harbour office, 3 May</blockquote>";
        let kept =
            |low: f32| left(page, PageType::Article, |text| if text.starts_with("The") { 1.0 } else { low }).len();
        assert_eq!((kept(0.3), kept(0.2)), (2, 1));
    }

    #[test]
    fn declared_items_share_their_fate() {
        let items = "<li>Two cups of rye<li>Salt of the bay<li>Water from the well<li>Stale bread in cubes";
        let page = format!("{STORY}<ul>{items}</ul>");
        let score = |text: &str| if text.len() > 60 || text.starts_with("Two") { 0.9 } else { 0.2 };
        let holds = |kept: Vec<String>| kept.contains(&"Stale bread in cubes".to_owned());
        assert!(!holds(left(&page, PageType::Article, score)));
        assert!(holds(left_declared(&page, PageType::Article, score)));
        let none = |text: &str| if text.len() > 60 { 0.9 } else { 0.2 };
        assert!(!holds(left_declared(&page, PageType::Article, none)));
    }

    #[test]
    fn the_caption_of_a_kept_table_is_kept() {
        let page = |caption: &str, inner: &str| format!("{STORY}<figure>{caption}<table>{inner}</table></figure>");
        let score = |text: &str| if text.contains("Ropes") { 0.1 } else { 0.9 };
        let holds = |page: &str| left(page, PageType::Article, score).contains(&"Ropes by year".to_owned());
        let cells = "<tr><th>Year<th>Coils<tr><td>1994<td>12";
        assert!(holds(&page("<figcaption>Ropes by year</figcaption>", cells)));
        assert!(!holds(&page("<p>Ropes by year</p>", cells)));
        assert!(!holds(&format!("{STORY}<figure><img src=a.jpg><figcaption>Ropes by year</figcaption></figure>")));
    }

    #[test]
    fn a_part_of_a_sample_comes_back_with_the_rest() {
        let page = "<pre>let loom = weave(pattern);\nlet cloth = loom.finish();\n<div>fn weave(warp, weft)</div></pre>";
        let kept = left(page, PageType::Article, |text| if text.starts_with("let") { 1.0 } else { 0.1 });
        assert!(kept.contains(&"fn weave(warp, weft)".to_owned()), "{kept:?}");
    }
}
