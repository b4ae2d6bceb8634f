//! Drops kept text that was kept before on the same page: pages ship a copy for phones beside the one for desks.

use std::collections::{HashMap, HashSet};

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::Kind;
use crate::weigh::Context;

/// Words of the shortest block that counts as a copy; shorter ones ("Yes.", a table's cell) repeat in real texts.
const SHORTEST: u32 = 8;

/// Words of a block that none of 1,497 gold pages has.
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
/// other pages 4 and 8, some by much, because cards and slides are cloned where they stand. Documentation says the same of
/// many functions, each in a container of its own on the same path.
fn is_said_again(view: &View<'_>, first: u32, second: u32) -> bool {
    let row = |at: u32| view.context.blocks.get(at).map_or(0, |block| block.row);
    let parent = |at: u32| view.context.page.row(row(at)).parent;
    let kin = |at: u32| view.context.kin_group(row(at));
    if view.page_type == PageType::Documentation && kin(first) == kin(second) && !is_same_part(view, first, second) {
        return true;
    }
    view.is_prose() && (row(first) == row(second) || parent(first) == parent(second))
}

/// Blocks before a text that are compared with those before its first copy.
const BEFORE: u32 = 8;

/// Whether two blocks stand in the same words as well: all between them and the headings above them is the same, and so are
/// the headings.
fn is_same_part(view: &View<'_>, first: u32, second: u32) -> bool {
    let is_heading = |at: u32| view.context.blocks.get(at).is_some_and(|block| matches!(block.kind, Kind::Heading(_)));
    if second == first + 1 || view.context.text(second - 1) == view.context.text(first) {
        return true;
    }
    for back in 1..=BEFORE.min(first) {
        if view.context.text(first - back) != view.context.text(second - back) {
            return false;
        }
        if is_heading(first - back) {
            return true;
        }
    }
    true
}

/// Looks at every kept block of some length, then at the headings of what was dropped.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let mut seen = HashMap::new();
    let mut headings = HashSet::new();
    let mut heading: Option<u32> = None;
    for (at, block) in view.context.blocks.list.iter().enumerate() {
        let at = at as u32;
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
        if matches!(block.kind, Kind::Heading(_)) {
            // A heading said before goes with its copied section, and stays when new text follows.
            heading = (!headings.insert(view.context.text(at))).then_some(at);
        }
        if matches!(block.kind, Kind::Heading(_)) && block.counts.words < SHORTEST {
            continue;
        }
        // What no other block says is not looked for.
        let first = if view.context.has_double(at) { *seen.entry(view.context.text(at)).or_insert(at) } else { at };
        let is_long = block.counts.words >= SHORTEST;
        if first == at || is_long && is_said_again(view, first, at) {
            heading = None;
        } else if is_long {
            verdicts.drop(at, "the same text was kept before");
            if let Some(heading) = heading.take() {
                verdicts.drop(heading, "the same heading and the text below it were kept before");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::left;
    use crate::options::Limits;
    use crate::weigh::Context;
    use crate::{block, dom, page};

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
            let page = page::settle(&dom::parse(&html, &Limits::default()));
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
        let copies = format!("<h1>Moorings</h1>{}{}<div><p>{NOTE}</p></div>", entry("moor"), entry("moor"));
        assert_eq!(count(&left(&copies, PageType::Documentation, |_| 1.0), NOTE), 1);
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
