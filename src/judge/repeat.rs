//! Drops kept text that was kept before on the same page: pages ship a copy for phones beside the one for desks.

use std::collections::{HashMap, HashSet};

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::page::Flags;
use crate::tag::Tag;
use crate::weigh::Context;

/// Looks at every kept block of some length, then at the headings of what was dropped.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let mut seen = HashMap::new();
    let mut headings = HashSet::new();
    let mut heading: Option<u32> = None;
    for (at, block) in (0_u32..).zip(&view.context.blocks.list) {
        if !verdicts.keeps(at) {
            if let Some(heading) = heading.take() {
                verdicts.drop(heading, "the same heading was kept before, and the text below it is dropped");
            }
            continue;
        }
        if block.kind == Kind::Code {
            // A sample is text of its own, even when it is said twice.
            heading = None;
            continue;
        }
        if block.is_heading() {
            // A heading said before goes with its copied section, and stays when new text follows.
            heading = (!headings.insert(view.context.text(at))).then_some(at);
        }
        if block.is_heading() && block.counts.words < SHORTEST {
            continue;
        }
        // What no other block says is not looked for.
        let first = if view.context.has_double(at) { *seen.entry(view.context.text(at)).or_insert(at) } else { at };
        let is_long = block.counts.words >= SHORTEST;
        if is_long && !is_unseen(block) && view.context.blocks.get(first).is_some_and(is_unseen) {
            verdicts.drop(first, "the same text stands further below, where it is seen");
            seen.insert(view.context.text(at), at);
            heading = None;
            continue;
        }
        if first == at || is_long && (is_said_again(view, first, at) || is_part_of_new(view, verdicts, at)) {
            heading = None;
        } else if is_long {
            verdicts.drop(at, "the same text was kept before");
            if let Some(heading) = heading.take() {
                verdicts.drop(heading, "the same heading and the text below it were kept before");
            }
        }
    }
}

/// Whether a block stands in what is shown to nobody, or on demand: of two copies the other is where a reader finds it.
fn is_unseen(block: &Block) -> bool {
    block.flags.meets(Flags::HIDDEN | Flags::TEMPLATE | Flags::DIALOG)
}

/// Words of the shortest block that counts as a copy; shorter ones ("Yes.", a table's cell) repeat in real texts.
const SHORTEST: u32 = 8;

/// Words of a block that is a flood: none of 1,497 gold pages has one of so many.
const FLOOD: u32 = 20_000;

/// The words of every block; none for one that says again, word by word, what an earlier one said, kept or not. Most of
/// such are dropped later, and must not raise what the rest has to reach. Nor must a flood, which would be all that is
/// looked for: it counts nothing where there is anything else.
pub fn new_words(context: &Context<'_>) -> impl Iterator<Item = u32> {
    let blocks = &context.blocks.list;
    let has_others = blocks.iter().any(|block| (1..FLOOD).contains(&block.counts.words));
    (0_u32..).zip(blocks).map(move |(at, block)| {
        let words = block.counts.words;
        if has_others && words >= FLOOD {
            return 0;
        }
        let is_copy = words >= SHORTEST && block.kind != Kind::Code && context.is_repeated(at);
        if is_copy { 0 } else { words }
    })
}

/// Whether text said twice is its author's: where both stand in one container, on pages of prose. A copy for phones has a
/// container of its own. Of 21 gold pages judged to be prose that hold such text 16 became better with it and 5 worse; of 12
/// other pages 4 and 8, some by much, because cards and slides are cloned where they stand.
fn is_said_again(view: &View<'_>, first: u32, second: u32) -> bool {
    let row = |at: u32| view.context.blocks.get(at).map_or(0, |block| block.row);
    let parent = |at: u32| view.context.page.row(row(at)).parent;
    view.is_prose() && (row(first) == row(second) || parent(first) == parent(second))
        || view.page_type == PageType::Documentation && !is_copy(view, first, second)
}

/// Blocks that a copy of a whole page has at least. With every text that documentation says again but right behind itself, five
/// gold pages are better, one by 0.06, and two worse by 0.001, and 40 of 346 manuals better and none worse.
const COPY: u32 = 16;

/// Whether a block of documentation belongs to a copy: right behind the first, or among many blocks that are all the same as
/// those around the first. Documentation says the same of many functions, with the same notes and headings.
fn is_copy(view: &View<'_>, first: u32, second: u32) -> bool {
    let text = |at: Option<u32>| at.filter(|at| *at < view.context.blocks.len()).map(|at| view.context.text(at));
    let same = |one: Option<u32>, other: Option<u32>| text(one).is_some_and(|one| text(other) == Some(one));
    let before = (1..=COPY).take_while(|by| same(first.checked_sub(*by), second.checked_sub(*by))).count();
    let behind = (1..=COPY).take_while(|by| same(first.checked_add(*by), second.checked_add(*by))).count();
    second == first + 1 || before + behind >= COPY as usize
}

/// Elements around a block in which its list or table is looked for: a paragraph stands in a cell, row and body of a table.
const PART_DEPTH: usize = 5;
/// Items of a list, or cells of a table, of which so many are looked at.
const MOST_ITEMS: u32 = 64;

/// Whether a block is a part of a list or table that says something new as well: a recipe's steps, some of which its story told,
/// or a week's plan. Of 25 gold pages that hold such parts 23 are better with them, two by 0.07 and more, and 2 worse by 0.002;
/// on pages of cards it is 3 of 13, and lists of those are left alone.
fn is_part_of_new(view: &View<'_>, verdicts: &Verdicts, at: u32) -> bool {
    let context = view.context;
    let page = context.page;
    let Some(block) = context.blocks.get(at).filter(|_| !view.is_of_cards()) else { return false };
    let is_whole = |row: &u32| matches!(page.row(*row).tag, Tag::Ol | Tag::Ul | Tag::Dl | Tag::Table);
    let mut around = page.upwards(block.row).take(PART_DEPTH);
    let Some(whole) = around.find(is_whole) else { return false };
    let span = context.span(whole);
    let mut parts = span.start..span.end.min(span.start + MOST_ITEMS);
    parts.any(|part| verdicts.keeps(part) && !context.has_double(part))
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::left;
    use crate::weigh::Context;
    use crate::{block, page};

    const NOTE: &str = "Since the harbour was dredged all of this holds for boats with a keel, too.";

    fn kept(html: &str) -> Vec<String> {
        left(html, PageType::Article, |_| 1.0)
    }

    fn count(kept: &[String], wanted: &str) -> usize {
        kept.iter().filter(|text| *text == wanted).count()
    }

    #[test]
    fn a_flood_of_words_counts_only_when_it_is_alone() {
        let flood = "word ".repeat(super::FLOOD as usize);
        for (html, expected) in
            [(format!("<p>{flood}"), vec![20_000]), (format!("<p>{flood}<h2>Moor</h2>"), vec![0, 1])]
        {
            let page = page::laid_out(&html);
            let blocks = block::cut(&page);
            let words: Vec<u32> = super::new_words(&Context::new(&page, &blocks)).collect();
            assert_eq!(words, expected);
        }
    }

    #[test]
    fn a_copy_goes_with_its_heading() {
        let section = format!("<section><h2>Examples</h2><p>Moor.</p><p>{NOTE}</p></section>");
        let kept = kept(&format!("<h1>Moorings</h1>{section}{section}"));
        assert_eq!((count(&kept, "Examples"), count(&kept, NOTE)), (1, 1));
    }

    #[test]
    fn documentation_says_the_same_of_several_functions() {
        let entry =
            |name: &str| format!("<div><h2>{name}</h2><div><p>Does {name} at once.</p><p>{NOTE}</p></div></div>");
        let page = format!("<h1>Moorings</h1>{}{}", entry("moor"), entry("cast"));
        assert_eq!(count(&left(&page, PageType::Documentation, |_| 1.0), NOTE), 2);
        assert_eq!(count(&kept(&page), NOTE), 1);
        let part = |at| format!("<p>The harbour office keeps the keys of {at} boats, and no more, until spring.</p>");
        let parts: String = (1..20).map(part).collect();
        let copies = format!("<h1>Moorings</h1><main>{parts}</main><main>{parts}</main>");
        assert_eq!(left(&copies, PageType::Documentation, |_| 1.0).len(), 20);
    }

    #[test]
    fn a_list_that_says_something_new_stays_whole() {
        let story = format!("<h1>Moorings</h1><div><p>{NOTE}</p></div>");
        let list = |other: &str| format!("{story}<ul><li>{NOTE}<li>{other}</ul>");
        assert_eq!(count(&kept(&list("Moor.")), NOTE), 2);
        assert_eq!(count(&kept(&format!("{story}<ul><li>{NOTE}</ul>")), NOTE), 1);
        assert_eq!(count(&left(&list("Moor."), PageType::Product, |_| 1.0), NOTE), 1);
        let plan = format!("{story}<table><tr><td>Monday<td>{NOTE}<tr><td>Friday<td>{NOTE}</table>");
        assert_eq!(count(&kept(&plan), NOTE), 3);
    }

    #[test]
    fn a_heading_said_before_stays_above_a_sample_or_a_short_line() {
        for own in ["<pre>moor(2)</pre>", "<p>Cast off.</p>"] {
            let page = format!(
                "<h1>Moorings</h1><section><h2>Examples</h2><pre>moor(1)</pre><p>{NOTE}</p></section>\
                 <section><h2>Examples</h2>{own}<p>{NOTE}</p></section>"
            );
            let kept = kept(&page);
            assert_eq!((count(&kept, "Examples"), count(&kept, NOTE)), (2, 1), "{own}");
        }
    }

    #[test]
    fn a_paragraph_said_twice_in_one_container_is_its_authors() {
        let page = format!("<h1>Moorings</h1><div><p>{NOTE}</p><p>Moor.</p><p>{NOTE}</p></div>");
        assert_eq!(count(&kept(&page), NOTE), 2);
        let shop = left(&page, PageType::Product, |_| 1.0);
        assert_eq!(count(&shop, NOTE), 1);
        let copy = format!("<h1>Moorings</h1><div><p>{NOTE}</p></div><div><p>{NOTE}</p></div>");
        assert_eq!(count(&kept(&copy), NOTE), 1);
    }
}
