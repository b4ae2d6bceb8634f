//! Drops the tools of a shop from pages of goods: buttons, the values that a list can be narrowed to, "Leather (12)", and
//! shelves of other goods, which shops that the weights have not seen have in as many shapes as there are shops.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::heading::QUESTION;
use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::page::Span;
use crate::phrases::Phrases;
use crate::tag::Tag;
use crate::weigh::Context;
use crate::weigh::features::has_price;

/// Values side by side that make a filter. Lines such as "Chairs (12)" by themselves may be goods or sections.
const FEWEST: usize = 4;
/// Words of the longest value.
const LONGEST: u32 = 8;

/// What leads in the ways to narrow or sort a list: without "Filter by Size" 13 gold pages are better and none worse.
static SEARCH: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("search"));

/// Looks at every block of a page of goods. Of the buttons that are kept until here a sixth of the words is content on gold
/// collections, of values with counts next to nothing; without both collections have 0.716 of F1 instead of 0.707, 16 pages
/// being better and one worse, most of them of one shop.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if !matches!(view.page_type, PageType::Collection | PageType::Product) {
        return;
    }
    drop_choices(view, verdicts);
    drop_other_goods(view, verdicts);
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
            } else if block.counts.words <= LONGEST && context.phrases(at).start.meets(*SEARCH) {
                verdicts.drop(at, "what the list can be narrowed or sorted by");
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
        // What is told at length is no choice, though its form has been put into one group as a whole.
        let is_told =
            |at: u32| context.blocks.get(at).is_some_and(|block| block.is_long() && block.counts.sentences > 0);
        let choices = (span.start..span.end).filter(|at| !is_told(*at));
        verdicts.drop_kept(choices, "a choice in a group of form fields");
    }
}

/// How probable it must be that the page is of one product. With 0.3 a collection is lost.
const OF_PRODUCT: f32 = 0.5;
/// Parts side by side, each with a price, that make a shelf. With 4 nine gold pages are better and two worse, and products have
/// 0.002 less.
const SHELF: u32 = 3;
/// The least that a block must be probable there. On shelves 12 gold pages are better, seven of them by 0.09 and more, and two
/// worse by 0.05: products have 0.701 instead of 0.691, half of which is one page. From 0.65 on as many get worse.
const OF_OTHERS: f32 = 0.6;
/// Elements around a price in which its shelf is looked for.
const AROUND: usize = 16;
/// Words of the longest line that is a price and what belongs to it.
const PRICE: u32 = 8;

/// Drops what is not of the product from its page: what stands above its name, and shelves of other goods, lists of parts with
/// a price each, but the one that holds the headline. What stands above the name leaves 14 gold pages, of which nine are better
/// and five worse, all but one of these by less than 0.01; products gain 0.002.
fn drop_other_goods(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let Some(headline) = context.headline().filter(|_| view.probability(PageType::Product) >= OF_PRODUCT) else {
        return;
    };
    let kept = view.kept_words(verdicts);
    let above = Span { start: 0, end: headline };
    let is_name = kept.within(above) * 2 <= kept.within(context.span(0));
    let mut drop_within = |span: Span, reason: &'static str| {
        verdicts.drop_kept((span.start..span.end).filter(|at| view.score(*at) < OF_OTHERS), reason);
    };
    // What most of the text stands above is a slogan.
    if is_name {
        drop_within(above, "above the name of the product");
    }
    for shelf in shelves(context) {
        let span = context.span(shelf);
        if !(span.start..span.end).contains(&headline) {
            drop_within(span, "on a shelf of other goods, each with its price");
        }
    }
}

/// The elements of which several parts have a price each.
fn shelves(context: &Context<'_>) -> Vec<u32> {
    let page = context.page;
    let is_price = |block: &&Block| block.counts.words <= PRICE && has_price(page.slice(block.text));
    let mut priced = BTreeSet::new();
    for block in context.blocks.list.iter().filter(is_price) {
        let inside = page.upwards(block.row);
        priced.extend(page.ancestors(block.row).take(AROUND).zip(inside));
    }
    let mut parts: BTreeMap<u32, u32> = BTreeMap::new();
    for (whole, _) in priced {
        *parts.entry(whole).or_default() += 1;
    }
    parts.into_iter().filter(|(_, parts)| *parts >= SHELF).map(|(whole, _)| whole).collect()
}

/// Whether kept prose follows, as behind a question that opens its answer; behind what ends as a question a sentence will do.
fn heads_answer(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    let is_question = view.context.text(at).ends_with(QUESTION);
    let answers = |block: &Block| block.is_long() || is_question && block.counts.sentences > 0;
    verdicts.keeps(at + 1) && view.context.blocks.get(at + 1).is_some_and(answers)
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
            <button>Compare this chair of oak with others</button><p>Filter by Size</p><p>Made to order</p><p>Chairs (12)</p>\
            <button>May I sit on it?</button><p>Yes, for years.</p>\
            <button>How long does it take?</button>\
            <p>Each chair is made by two people in nine days, and then waits for a week until its oil is dry.</p>";
        let kept = left(page, PageType::Collection, |_| 1.0);
        let is_left = |text: &str| kept.iter().any(|line| line.starts_with(text));
        assert!(!is_left("Oak") && !is_left("Elm"), "{kept:?}");
        assert!(!is_left("Compare") && !is_left("Filter"), "{kept:?}");
        assert!(
            is_left("Chairs (12)") && is_left("How long") && is_left("May I") && is_left("Made to order"),
            "{kept:?}"
        );
        assert_eq!(left(page, PageType::Article, |_| 1.0).len(), 13);
    }

    #[test]
    fn a_shelf_of_other_goods_leaves_the_page_of_one() {
        let card = |name: &str| format!("<li><h3><a href=/{name}>Lamp {name}</a></h3><p>$12.50</p></li>");
        let shelf = |names: &[&str]| format!("<ul>{}</ul>", names.iter().map(|name| card(name)).collect::<String>());
        let lamp = "<h1>Lamp of brass</h1><p>$20</p><p>A lamp of brass with a cord of three metres, made for a desk by the sea.</p>";
        let texts = |names: &[&str], page_type, other: f32| {
            let page = format!("<div>{lamp}</div><div>{}</div>", shelf(names));
            left(&page, page_type, |text| if text.starts_with("Lamp ") || text == "$12.50" { other } else { 0.9 }).len()
        };
        assert_eq!(texts(&["A", "B", "C"], PageType::Product, 0.55), 3);
        assert_eq!(texts(&["A", "B", "C"], PageType::Product, 0.7), 9);
        assert_eq!(texts(&["A", "B"], PageType::Product, 0.55), 7);
        assert_eq!(texts(&["A", "B", "C"], PageType::Collection, 0.55), 9);
        let offer = format!("<p>Lamp oil for nothing this week</p>{lamp}");
        assert_eq!(
            left(&offer, PageType::Product, |text| if text.starts_with("Lamp oil") { 0.55 } else { 0.9 }).len(),
            3
        );
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
