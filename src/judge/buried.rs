//! Keeps an article that stands beside something so much larger that, measured against it, nothing else on the page is
//! worth anything: a list of a hundred thousand lines, a table of records, a heading of a megabyte. Most of what is known
//! of a block is a share of its page, so paragraphs that would be sure by themselves are doubtful there.

use super::small::BESIDE;
use super::{Verdicts, View};
use crate::block::{Block, Kind};
use crate::page::Flags;

/// Words of a block that is no paragraph any more, and of the smallest page in which something can be buried that does not
/// stand under its headline; and of the smallest in which anything can.
const LARGE: u32 = 1_000;
const LEAST: u32 = 500;
/// How many times as many words as the paragraphs the page must have. Without the look at what fills the page, 42 of 1,896
/// gold pages had a paragraph more by this rule, most of them notes on the author; with it none has.
const TIMES: u32 = 20;
/// The same for what stands under the page's headline. For anything else it gave one of them a note on the site.
const TIMES_OF_OWN: u32 = 10;
/// Words of a page that is no article, whatever it says: three times as many as the largest of 1,896 gold pages has.
const HUGE: u32 = 50_000;
/// Words of a page of prose that is not only its article if that is a tenth of it. From 1,000 words on one of 1,896 gold
/// pages had two paragraphs more by this rule, from 5,000 on none has.
const LONG: u32 = 5_000;
/// Paragraphs that make an article.
const FEWEST: usize = 2;
/// Elements around a headline that are looked at, one around the other.
const HIGHEST: usize = 4;

/// Looks at every run of blocks in one container.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let all = context.total.words;
    let times = if all >= LEAST { flood(view) } else { 0 };
    if times < TIMES_OF_OWN && all < LONG {
        return;
    }
    let headline = context.headline();
    let parent = |block: &Block| context.page.row(block.row).parent;
    let mut at = 0;
    for run in context.blocks.list.chunk_by(|one, next| parent(one) == parent(next)) {
        let behind = at + run.len() as u32;
        let is_own = headline.is_some_and(|headline| (at..behind).contains(&headline));
        // Beside prose that could be the page's own only what stands under its headline is sure to be.
        let buried = match is_own {
            true => (times >= TIMES_OF_OWN || all >= LONG) && is_article(run, all, TIMES_OF_OWN),
            false => times >= TIMES && all >= LARGE && is_article(run, all, TIMES),
        };
        if buried {
            keep(at, run, is_prose, verdicts);
        }
        at = behind;
    }
    if times >= TIMES && all >= LARGE {
        keep_around_headline(view, verdicts);
    }
}

/// Keeps the article in the smallest element around the headline that holds one, if hardly anything else of the page does:
/// headline and text often stand in elements of their own.
fn keep_around_headline(view: &View<'_>, verdicts: &mut Verdicts) {
    let (context, blocks) = (view.context, view.context.blocks);
    let Some((headline, block)) = context.headline().and_then(|at| Some((at, blocks.get(at)?))) else {
        return;
    };
    let all = context.total.words;
    let mut row = block.row;
    for _ in 0..HIGHEST {
        row = context.wider(row);
        let span = blocks.under(context.page, row);
        if blocks.tally(span).words.saturating_mul(TIMES) > all {
            return;
        }
        let behind = blocks.list.get(headline as usize..span.end as usize).unwrap_or_default();
        let (paragraphs, words) = prose(behind, reads_on);
        if paragraphs >= FEWEST && words.saturating_mul(2) > prose(&blocks.list, reads_on).1 {
            return keep(headline, behind, reads_on, verdicts);
        }
    }
}

fn keep(first: u32, run: &[Block], is_meant: fn(&Block) -> bool, verdicts: &mut Verdicts) {
    let meant = (first..).zip(run).filter(|(_, block)| is_meant(block)).map(|(at, _)| at);
    verdicts.keep_dropped(meant, "paragraphs of an article, beside something many times as large");
}

/// How many times as many words a page has as are prose, and of a length that prose has.
fn flood(view: &View<'_>) -> u32 {
    let all = view.context.total.words;
    if all >= HUGE {
        return u32::MAX;
    }
    all / prose(&view.context.blocks.list, is_prose).1.max(1)
}

/// How many paragraphs of prose there are of a length that prose has, and how many words they have.
fn prose(blocks: &[Block], is_meant: fn(&Block) -> bool) -> (usize, u32) {
    count(blocks.iter().filter(|block| is_meant(block) && block.counts.words < LARGE))
}

/// How many paragraphs and words some blocks are.
fn count<'a>(blocks: impl Iterator<Item = &'a Block>) -> (usize, u32) {
    blocks.fold((0, 0_u32), |(paragraphs, words), block| (paragraphs + 1, words.saturating_add(block.counts.words)))
}

/// Whether a run of blocks reads as an article of its own, and as a small one for this page.
fn is_article(run: &[Block], all: u32, times: u32) -> bool {
    let (paragraphs, words) = count(run.iter().filter(|block| is_prose(block)));
    let has_headline = run.iter().any(|block| block.kind == Kind::Heading(1));
    let begins = has_headline || run.first().is_some_and(|first| first.flags.meets(Flags::ARTICLE));
    paragraphs >= FEWEST && words.saturating_mul(times) <= all && begins
}

fn is_prose(block: &Block) -> bool {
    block.kind == Kind::Paragraph && reads_on(block)
}

/// Whether a block holds sentences, whatever holds it: pages of old are laid out in tables, and some in lists.
fn reads_on(block: &Block) -> bool {
    let is_text = matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Quote | Kind::Cell | Kind::Description);
    is_text && !block.flags.meets(BESIDE) && block.is_long() && block.counts.sentences > 0
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    const MORE: &str = "<p>Nobody had expected them before the evening, because the wind had turned in the night and \
        stayed in the north.</p>";

    const LONG: &str =
        "<p>Box # stood under the window again, and nobody in the house could say who had put it there.</p>";

    /// Whether the story is kept that stands in front of something, all of it doubtful but for what that says of Boxes.
    fn keeps_story(story: &str, beside: &str) -> bool {
        let score = |text: &str| if text.starts_with("Box") { 0.9 } else { 0.1 };
        let kept = left(&format!("{story}{beside}"), PageType::Article, score);
        kept.iter().any(|text| text.starts_with("It rained")) && kept.iter().any(|text| text.starts_with("Nobody"))
    }

    fn times(unit: &str, times: usize) -> String {
        (0..times).map(|at| unit.replace('#', &at.to_string())).collect()
    }

    #[test]
    fn an_article_is_found_beside_a_list_a_table_or_a_heading_many_times_as_large() {
        let article = format!("<article>{STORY}{MORE}</article>");
        for beside in [
            format!("<ul>{}</ul>", times("<li>Box # stood under the window again.", 300)),
            format!("<table>{}</table>", times("<tr><td>Box #<td>Box # of this row", 500)),
            format!("<h2>{}</h2>", times("Box # ", 1500)),
            format!("<p>{}</p>", times("Box # stood there. ", 1500)),
            format!("<div hidden>{}</div>", times("<p>Box # stood under the window again.", 300)),
        ] {
            assert!(keeps_story(&article, &beside), "{}", beside.get(..40).unwrap_or_default());
            assert!(keeps_story(&format!("<div>{STORY}{MORE}</div>"), &beside), "under its headline");
        }
    }

    #[test]
    fn what_stands_under_the_headline_is_found_beside_prose_that_no_page_has_beside_its_article() {
        for holder in ["div", "details", "label"] {
            let beside = format!("<{holder}>{}", times(LONG, 300));
            assert!(keeps_story(&format!("<article>{STORY}{MORE}</article>"), &beside), "{holder}");
        }
        let other = STORY.replace("h1", "h2");
        assert!(!keeps_story(&format!("<article>{other}{MORE}</article>"), &times(LONG, 300)));
    }

    #[test]
    fn headline_and_text_may_stand_in_elements_of_their_own() {
        let (headline, text) = STORY.split_once("</h1>").unwrap_or_default();
        let table = format!("<table>{}</table>", times("<tr><td>Box #<td>Box # of this row", 500));
        let text = format!("{text}{MORE}");
        for article in [
            format!("<div><header>{headline}</h1></header><div>{text}</div></div>"),
            format!("<table><tr><td>{headline}</h1>{text}</table>"),
            format!("<ul><li>{headline}</h1>{text}</ul>"),
        ] {
            assert!(keeps_story(&article, &table), "{article}");
            let prose = format!("<div>{}</div>", times(LONG, 9));
            assert!(!keeps_story(&article, &format!("{table}{prose}")), "it may be the article");
        }
        assert!(!keeps_story(&format!("<div>{headline}</h1></div><div>{text}</div>"), &table), "its end is not known");
    }

    #[test]
    fn what_is_doubtful_stays_so_beside_less_and_beside_prose() {
        let article = format!("<article>{STORY}{MORE}</article>");
        let list = |items| format!("<ul>{}</ul>", times("<li>Box # stood under the window again.", items));
        assert!(!keeps_story(&article, &list(30)));
        assert!(!keeps_story(&article, &times(LONG, 200)));
        assert!(keeps_story(&article, &times(LONG, 3_000)), "a flood of prose");
        // A box about the author, say.
        let story = STORY.split_once("</h1>").map_or("", |(_, text)| text);
        assert!(!keeps_story(&format!("<div>{story}{MORE}</div>"), &list(300)));
        assert!(!keeps_story(&format!("<aside>{STORY}{MORE}</aside>"), &list(300)));
    }
}
