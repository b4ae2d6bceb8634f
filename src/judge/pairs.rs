//! Keeps what is of no use without the other half of its pair: the term of a kept description and the description of a kept term,
//! and the cell that says what a kept row is about.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::tag::Tag;

/// Share of the page's threshold that a term or description must reach. From 0.7 on five gold products are better, two by a
/// tenth, and two articles worse by less than 0.001; threads, whose lists are of members and their counts, lose by it.
const OF_ENTRY: f32 = 0.7;
/// Share of it that the first cell of a row must reach. Eleven gold pages are better and nine worse, with each of four draws, and
/// products gain 0.0003.
const OF_ROW: f32 = 0.6;
/// Elements from a cell's text up to the cell.
const WITHIN: usize = 3;

/// Looks at every block and the next. On collections such pairs are ratings, sellers and filters.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type == PageType::Collection {
        return;
    }
    let blocks = &view.context.blocks.list;
    for (at, pair) in (0_u32..).zip(blocks.windows(2)) {
        let [first, second] = pair else { continue };
        if verdicts.keeps(at) == verdicts.keeps(at + 1) || first.is_of_links() {
            continue;
        }
        let reaches = |at: u32, share: f32| view.score(at) >= view.cut.threshold * share;
        let is_entry = first.kind == Kind::Term && second.kind == Kind::Description;
        if is_entry && view.page_type != PageType::Forum {
            if verdicts.keeps(at) && reaches(at + 1, OF_ENTRY) {
                verdicts.keep(at + 1, "it says what the kept term before it means");
            } else if verdicts.keeps(at + 1) && reaches(at, OF_ENTRY) {
                verdicts.keep(at, "the term of what is kept behind it");
            }
        } else if verdicts.keeps(at + 1) && reaches(at, OF_ROW) && begins_row(view, at, first, second) {
            verdicts.keep(at, "the first cell of a row of which the next is kept");
        }
    }
}

/// Whether a block is all of the first cell of a table's row, and the next stands in another cell of that.
fn begins_row(view: &View<'_>, at: u32, first: &Block, second: &Block) -> bool {
    let page = view.context.page;
    let is_cell = |row: &u32| matches!(page.row(*row).tag, Tag::Td | Tag::Th);
    let cell = |block: &Block| page.upwards(block.row).take(1 + WITHIN).find(is_cell);
    let (Some(one), Some(other)) = (cell(first), cell(second)) else { return false };
    let row = page.row(one).parent;
    one != other && row == page.row(other).parent && view.context.span(row).start == at
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str, page_type: PageType, low: f32) -> bool {
        let more = "<p>The boats lay still in the rain, and nobody knew why they had not put out to sea.".repeat(4);
        let score = |text: &str| if text.starts_with("Loom") { low } else { 1.0 };
        left(&format!("{STORY}{more}{html}"), page_type, score).iter().any(|text| text.starts_with("Loom"))
    }

    #[test]
    fn a_term_and_what_it_means_stay_together() {
        for entry in ["<dl><dt>Loom<dd>What weaves.</dl>", "<dl><dt>What weaves<dd>Loom, with a shuttle.</dl>"] {
            assert!(kept(entry, PageType::Article, 0.4), "{entry}");
            assert!(!kept(entry, PageType::Article, 0.3), "{entry}");
            assert!(!kept(entry, PageType::Forum, 0.4), "{entry}");
        }
    }

    #[test]
    fn the_first_cell_of_a_kept_row_stays() {
        let row = "<table><tr><td><p>Loom of the weavers by the sea<td>Weaves what the cards of the pattern say, a row at a time.</table>";
        assert!(kept(row, PageType::Article, 0.35));
        assert!(!kept(row, PageType::Article, 0.25));
        assert!(!kept(&row.replace("<td>Weaves", "<p>Weaves"), PageType::Article, 0.35));
    }
}
