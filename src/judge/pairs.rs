//! Keeps lists of terms beside kept text, and what is of no use without the other half of its pair: the term of a kept
//! description and the description of a kept term, and the cell that says what a kept row is about.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::Kind;
use crate::tag::Tag;

/// Share of the page's threshold that a term or description must reach. From 0.7 on five gold products are better, two by a
/// tenth, and two articles worse by less than 0.001; threads, whose lists are of members and their counts, lose by it.
const OF_ENTRY: f32 = 0.7;
/// Share of it that the first cell of a row must reach. Eleven gold pages are better and nine worse, with each of four draws, and
/// products gain 0.0003.
const OF_ROW: f32 = 0.6;
/// Elements from a cell's text up to the cell.
const WITHIN: usize = 3;

/// Share of it that the words of a definition list right beside kept text of its container must reach on average. With each of two
/// draws two gold pages are better, by 0.27 and by 0.07 to 0.10, and one or two worse by 0.007.
const ON_AVERAGE: f64 = 0.7;

/// Keeps every list of terms that stands right beside a kept block of its container and is nearly probable enough as a whole.
fn keep_lists(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let lists = context.page.rows_of(Tag::Dl);
    if lists.is_empty() {
        return;
    }
    let reached = view.reached_words();
    let mut end = 0;
    for at in lists {
        let span = context.span(*at);
        let tally = context.blocks.tally(span);
        // A list within a list is a part of it.
        if span.start < end || tally.words == 0 || tally.link_words * 2 > tally.words {
            continue;
        }
        end = span.end;
        let is_probable = reached.within(span) >= ON_AVERAGE * f64::from(tally.words);
        if is_probable && view.stands_beside_kept(*at, verdicts) {
            let reason = "a list of terms beside kept text that is nearly probable enough";
            verdicts.keep_dropped(span.start..span.end, reason);
        }
    }
}

/// Looks at every block and the next. On collections such pairs are ratings, sellers and filters.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type == PageType::Collection {
        return;
    }
    if view.page_type != PageType::Forum {
        keep_lists(view, verdicts);
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
        } else if verdicts.keeps(at + 1) && reaches(at, OF_ROW) && begins_row(view, at) {
            verdicts.keep(at, "the first cell of a row of which the next is kept");
        }
    }
}

/// Whether a block is all of the first cell of a table's row, and the next stands in another cell of that.
fn begins_row(view: &View<'_>, at: u32) -> bool {
    let (Some(one), Some(other)) = (view.cell(at, WITHIN), view.cell(at + 1, WITHIN)) else { return false };
    let row = |cell: u32| view.context.page.row(cell).parent;
    one != other && row(one) == row(other) && view.context.span(row(one)).start == at
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
        for entry in [
            "<section><p>Loom</p><dl><dt>Loom<dd>What weaves.</dl></section>",
            "<section><p>Loom</p><dl><dt>What weaves<dd>Loom, with a shuttle.</dl></section>",
        ] {
            assert!(kept(entry, PageType::Article, 0.4), "{entry}");
            assert!(!kept(entry, PageType::Article, 0.3), "{entry}");
            assert!(!kept(entry, PageType::Forum, 0.4), "{entry}");
        }
    }

    #[test]
    fn a_list_of_terms_beside_kept_text_stays_as_a_whole() {
        let list = "<dl><dt>Loom one<dd>Loom of the weavers by the sea.<dt>Loom two<dd>Loom of the ropers.</dl>";
        assert!(kept(list, PageType::Article, 0.4));
        assert!(!kept(list, PageType::Article, 0.3));
        assert!(!kept(list, PageType::Forum, 0.4));
        assert!(kept(&format!("<section>{list}</section>"), PageType::Article, 0.4));
        assert!(!kept(&format!("<section><p>Loom</p>{list}</section>"), PageType::Article, 0.4));
    }

    #[test]
    fn the_first_cell_of_a_kept_row_stays() {
        let row = "<table><tr><td><p>Loom of the weavers by the sea<td>Weaves what the cards of the pattern say, a row at a time.</table>";
        assert!(kept(row, PageType::Article, 0.35));
        assert!(!kept(row, PageType::Article, 0.25));
        assert!(!kept(&row.replace("<td>Weaves", "<p>Weaves"), PageType::Article, 0.35));
    }
}
