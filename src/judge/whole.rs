//! Keeps tables and lists whole: when most of one is kept, its short cells and items, which say little by themselves, belong
//! to it. A table without its first column, or a list without its one-word item, is of no use to a reader.

use super::{Verdicts, View};
use crate::block::Kind;
use crate::page::Flags;
use crate::tag::Tag;

/// Share of a table's or list's words that must be kept before the rest is: three quarters, so that a half-kept menu
/// stays half.
const MOST: (u32, u32) = (3, 4);
/// Largest share of link words: menus are lists too.
const LINKED: (u32, u32) = (1, 2);

/// Looks at every table and list.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let mut kept = Vec::with_capacity(context.blocks.list.len() + 1);
    let mut sum = 0;
    for (at, block) in context.blocks.list.iter().enumerate() {
        kept.push(sum);
        sum += if verdicts.keeps(at as u32) { block.counts.words } else { 0 };
    }
    kept.push(sum);
    let kept_before = |at: u32| kept.get(at as usize).copied().unwrap_or(sum);
    for at in context.page.rows_of_any(&[Tag::Table, Tag::Ul, Tag::Ol, Tag::Dl]) {
        let row = context.page.row(at);
        if row.flags.meets(Flags::HIDDEN) {
            continue;
        }
        let span = context.span(at);
        let tally = context.blocks.tally(span);
        let words = kept_before(span.end) - kept_before(span.start);
        // A table whose words are mostly running text lays a page out; its cells have nothing to do with each other.
        if row.tag == Tag::Table && tally.long_words * 2 > tally.words {
            continue;
        }
        let most = words * MOST.1 >= tally.words * MOST.0 && tally.link_words * LINKED.1 <= tally.words * LINKED.0;
        if !most || words == tally.words || words == 0 {
            continue;
        }
        for block in span.start..span.end {
            // What one presses is not what a list of goods or offers says.
            let is_button = context.blocks.get(block).is_some_and(|block| block.kind == Kind::Button);
            if !is_button && !verdicts.keeps(block) {
                verdicts.keep(block, "most of the table or list it stands in is kept");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::left;

    #[test]
    fn short_items_come_back_with_their_list_and_buttons_do_not() {
        let page = "<ul><li>A lamp of brass with a cord of three metres<button>Choose options</button>\
            <li>A lamp of reed that stands on the floor<button>Choose options</button><li>Bulbs</ul>";
        let kept = left(page, PageType::Collection, |text| if text.len() > 20 { 1.0 } else { 0.1 });
        assert!(kept.contains(&"Bulbs".to_owned()));
        assert!(!kept.contains(&"Choose options".to_owned()));
    }
}
