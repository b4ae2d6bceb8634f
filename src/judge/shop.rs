//! Drops the tools of a shop from pages of goods: buttons, and the values that a list can be narrowed to, "Leather (12)",
//! which shops that the weights have not seen have in as many shapes as there are shops.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::tag::Tag;

/// Values side by side that make a filter. Lines such as "Chairs (12)" by themselves may be goods or sections.
const FEWEST: usize = 4;
/// Words of the longest value.
const LONGEST: u32 = 8;

/// Looks at every block of a page of goods. Of the buttons that are kept until here a sixth of the words is content on gold
/// collections, of values with counts next to nothing; without both collections have 0.716 of F1 instead of 0.707, 16 pages
/// being better and one worse, most of them of one shop.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if !matches!(view.page_type, PageType::Collection | PageType::Product) {
        return;
    }
    drop_choices(view, verdicts);
    let context = view.context;
    let is_value = |block: &Block| block.counts.words <= LONGEST && ends_in_count(context.page.slice(block.text));
    let mut at = 0;
    for run in context.blocks.list.chunk_by(|one, next| is_value(one) && is_value(next)) {
        let is_filter = run.len() >= FEWEST;
        for (at, block) in (at..).zip(run) {
            if !verdicts.keeps(at) {
                continue;
            }
            if is_filter {
                verdicts.drop(at, "a value that the list can be narrowed to");
            } else if block.kind == Kind::Button && !heads_answer(view, at, verdicts) {
                verdicts.drop(at, "a button on a page of goods");
            }
        }
        at += run.len() as u32;
    }
}

/// Drops what stands in a group of form fields, such as the colours of a chair, unless the group is half of the page. None
/// of it is content on gold collections, where it is 4 % as long as all content together.
fn drop_choices(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let mut end = 0;
    for at in context.page.rows_of(Tag::Fieldset) {
        let span = context.span(*at);
        if span.start < end || context.blocks.tally(span).words * 2 > context.total.words {
            continue;
        }
        end = span.end;
        for block in span.start..span.end {
            if verdicts.keeps(block) {
                verdicts.drop(block, "a choice in a group of form fields");
            }
        }
    }
}

/// Whether kept prose follows, as behind a question that opens its answer.
fn heads_answer(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    verdicts.keeps(at + 1) && view.context.blocks.get(at + 1).is_some_and(Block::is_long)
}

/// Whether a text is a name and a count in brackets.
fn ends_in_count(text: &str) -> bool {
    let Some(open) = text.strip_suffix([')', '）']) else { return false };
    let name =
        open.trim_end_matches(|of_count: char| of_count.is_numeric() || matches!(of_count, ',' | '.' | '+' | ' '));
    name.len() < open.len() && name.strip_suffix(['(', '（']).is_some_and(|name| !name.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::ends_in_count;
    use crate::article::PageType;
    use crate::judge::tests::left;

    #[test]
    fn filters_and_buttons_leave_collections_and_questions_stay() {
        let page = "<ul><li>Oak (12)<li>Beech (3)<li>Ash (1,204)<li>Elm (7)</ul>\
            <p>A chair of oak with a seat of rush, made to be taken apart for the winter</p>\
            <button>Compare this chair of oak with others</button><p>Made to order</p><p>Chairs (12)</p>\
            <button>How long does it take?</button>\
            <p>Each chair is made by two people in nine days, and then waits for a week until its oil is dry.</p>";
        let kept = left(page, PageType::Collection, |_| 1.0);
        let is_left = |text: &str| kept.iter().any(|line| line.starts_with(text));
        assert!(!is_left("Oak") && !is_left("Elm") && !is_left("Compare"), "{kept:?}");
        assert!(is_left("Chairs (12)") && is_left("How long") && is_left("Made to order"), "{kept:?}");
        assert_eq!(left(page, PageType::Article, |_| 1.0).len(), 10);
    }

    #[test]
    fn a_count_stands_in_brackets_behind_a_name() {
        for text in ["Oak (12)", "Size 8 ( 1,204 )", "椅子（12）", "Up to 9 kg (100+)"] {
            assert!(ends_in_count(text), "{text}");
        }
        for text in ["(12)", "Oak (see below)", "Oak 12", "f()", "Oak ()", "1)"] {
            assert!(!ends_in_count(text), "{text}");
        }
    }
}
