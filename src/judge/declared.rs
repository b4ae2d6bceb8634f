//! Keeps what the page's own structured data declares to be its content, or a heading says to be it: the ingredients and
//! steps of a recipe, whose short lines beside a column look like a box of links, and the answers to questions, which stand
//! folded up below goods.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use super::ingredients::{Ingredients, Says};
use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::meta::labels::{self, Purpose};
use crate::page::{Flags, Name, Span};
use crate::phrases::Phrases;
use crate::tag::Tag;
use crate::{table, unseen, work};

/// Looks for what is declared. Of 27 gold pages on which something was missing 20 are better with it and 7 worse, collections
/// by 0.002, most of it questions; of recipes gold has four, and on 223 from elsewhere 0.970 of the ingredients are kept
/// instead of 0.911.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let mut declared = unseen::declared(&view.context.page.head);
    if declared.ingredients.is_empty() {
        declared.ingredients = marked(view);
    }
    if !declared.passages.is_empty() {
        keep_passages(view, verdicts, &declared.passages);
    }
    if declared.ingredients.is_empty() {
        keep_list_of_ingredients(view, verdicts);
    } else {
        keep_ingredients(view, verdicts, &declared.ingredients);
    }
}

/// Keeps the list below a heading that says "Ingredients" where nothing is declared: one gold page, better by 0.039.
fn keep_list_of_ingredients(view: &View<'_>, verdicts: &mut Verdicts) {
    let blocks = view.context.blocks;
    if view.page_type != PageType::Article {
        return;
    }
    for (at, block) in (0_u32..).zip(&blocks.list) {
        let is_heading = block.is_heading() && !block.flags.meets(ELSEWHERE);
        if !is_heading || !labels::is(view.context.text(at), Purpose::Ingredients) {
            continue;
        }
        let page = view.context.page;
        let list = blocks.list.get(at as usize + 1..).unwrap_or_default();
        let parent = list.first().map(|first| page.row(first.row).parent);
        let is_item = |block: &&Block| {
            let is_of_list = Some(page.row(block.row).parent) == parent && !block.flags.meets(ELSEWHERE);
            block.kind == Kind::Item && is_of_list && block.counts.words <= LONGEST
        };
        let items: Vec<&Block> = list.iter().take_while(is_item).collect();
        // What a shop sells of them is linked; a menu is nothing else.
        let linked = items.iter().filter(|block| block.is_of_links()).count();
        if items.len() >= FEWEST && linked * 2 <= items.len() {
            let whole = at..=at + items.len() as u32;
            verdicts.keep_dropped(whole, "in the list below a heading that says it is of ingredients");
        }
    }
}

/// Words in a row by which a block is known to be a part of a passage, and the fewest that it must have: with 4, 6 and 10 the
/// same gold pages are better.
const IN_A_ROW: usize = 4;
/// The least that a block of a passage must be probable: below stand copies for readers of the page's source, and with those
/// two gold pages more are better and one worse, by 0.16.
const POSSIBLE: f32 = 0.1;

/// Keeps the blocks that say nothing but what a passage says.
fn keep_passages(view: &View<'_>, verdicts: &mut Verdicts, passages: &[String]) {
    let mut rows_of_words = HashSet::new();
    for passage in passages {
        rows_of_words.extend(in_rows(passage));
    }
    // What follows is judged before, for a question stands with its answer.
    let mut next = false;
    for (at, block) in view.context.blocks.list.iter().enumerate().rev() {
        let at = at as u32;
        let is_answered = next;
        if block.counts.words > 0 {
            next = verdicts.keeps(at);
        }
        let may_be = view.score(at) >= POSSIBLE && block.counts.words as usize >= IN_A_ROW;
        if !may_be || verdicts.keeps(at) {
            continue;
        }
        let text = view.context.text(at);
        if text.ends_with(QUESTION_MARKS) && !is_answered {
            continue;
        }
        let said = in_rows(text);
        if !said.is_empty() && said.iter().all(|row| rows_of_words.contains(row)) {
            verdicts.keep(at, "declared as a step or an answer in the page's structured data");
            next = true;
        }
    }
}

/// What questions end in. One whose answer is worded in another way than declared, or is a click away, says nothing alone: three
/// gold pages are better without, none worse.
const QUESTION_MARKS: [char; 4] = ['?', '？', '؟', '՞'];

/// A number for every so many words in a row of a text; what is equal by chance does no harm.
fn in_rows(text: &str) -> Vec<u64> {
    let words: Vec<u64> = table::numbers(text).collect();
    words
        .windows(IN_A_ROW)
        .map(|row| row.iter().fold(table::START, |number, word| table::step(number, *word)))
        .collect()
}

/// Words of the longest block that may be an ingredient; of the ingredients of 232 recipes two have more, notes of 51 and 53.
const LONGEST: u32 = 50;
/// Ingredients in one element that make it the list of them.
const FEWEST: usize = 3;

/// Where no text of the page itself stands, whatever it repeats.
const ELSEWHERE: Flags = Flags(Flags::NAVIGATION.0 | Flags::HIDDEN.0 | Flags::FOOTER.0);

/// Share of the words of an element that must be of ingredients, one in so many: in a list all the rest is, for some sites
/// declare only the first few.
const OF_LIST: u32 = 3;
const OF_OTHER: u32 = 2;

/// What the class words and item properties of recipes hint at, by which most pages are told.
static RECIPE: LazyLock<Cues> = LazyLock::new(|| Cues::named("recipe"));

/// What heads a list of ingredients or a part of it. The weights know this kind of line as a whole, ways to cook and what goods
/// are made of among them; which lines say "Ingredients" and nothing else is told by the labels.
static HEADING: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("spec_heading"));

/// Keeps the ingredients in every element that holds little else, once.
fn keep_ingredients(view: &View<'_>, verdicts: &mut Verdicts, declared: &[String]) {
    let context = view.context;
    let says = read_blocks(view, Ingredients::of(declared));
    let is_own = |at: u32| says.get(at as usize).is_some_and(|says| *says != Says::Else);
    let own = view.words_of(|at, _| is_own(at));
    let mut known: BTreeSet<u32> = BTreeSet::new();
    for (at, says) in (0..).zip(&says) {
        if let Says::Ingredient { ingredient, is_whole: true } = says
            && verdicts.keeps(at)
        {
            known.insert(*ingredient);
        }
    }
    let mut at = 0;
    while let Some(row) = context.page.rows.get(at as usize) {
        let span = context.span(at);
        if span.is_empty() || own.within(span) * OF_OTHER < context.blocks.tally(span).words {
            at += 1;
            continue;
        }
        // What stands in it has no more ingredients than it has, so no block is looked at twice.
        at = row.end;
        let named = named_in(&says, span);
        // A list in cups beside one in grams, or a copy for phones, says nothing new; one of which a part is kept is completed.
        let is_new = named.difference(&known).count() * 2 >= named.len()
            || (span.start..span.end).any(|at| is_own(at) && verdicts.keeps(at));
        if named.len() >= FEWEST && is_new {
            keep_list(view, verdicts, span, is_own);
            known.extend(named);
        }
    }
}

/// What every block says of the ingredients.
fn read_blocks(view: &View<'_>, mut ingredients: Ingredients) -> Vec<Says> {
    let context = view.context;
    let may_be = |block: &Block| block.counts.words <= LONGEST && !block.flags.meets(ELSEWHERE);
    let of_block = |(at, block)| if may_be(block) { ingredients.read(context.text(at)) } else { Says::Else };
    let mut says: Vec<Says> = (0..).zip(&context.blocks.list).map(of_block).collect();
    let own = view.words_of(|at, _| says.get(at as usize).is_some_and(|says| *says != Says::Else));
    let mut end = 0;
    for list in context.page.rows_of_any(&[Tag::Ul, Tag::Ol, Tag::Dl, Tag::Table]) {
        let span = context.span(list);
        if span.start < end || own.within(span) * OF_LIST < context.blocks.tally(span).words {
            continue;
        }
        end = span.end;
        if named_in(&says, span).len() < FEWEST {
            continue;
        }
        let inside = context.blocks.list.get(span.range()).unwrap_or_default();
        for (says, block) in says.get_mut(span.range()).unwrap_or_default().iter_mut().zip(inside) {
            if *says == Says::Else && may_be(block) {
                *says = Says::Amount;
            }
        }
    }
    says
}

fn named_in(says: &[Says], span: Span) -> BTreeSet<u32> {
    work::count(span.len());
    says.get(span.range()).unwrap_or_default().iter().filter_map(Says::named).collect()
}

/// Keeps a list of ingredients and what heads it or its parts.
fn keep_list(view: &View<'_>, verdicts: &mut Verdicts, list: Span, is_own: impl Fn(u32) -> bool) {
    let heads = |at: u32| {
        let is_heading = view.context.blocks.get(at).is_some_and(Block::is_heading);
        is_heading || view.context.phrases(at).line.meets(*HEADING)
    };
    let before = list.start.checked_sub(1).filter(|before| heads(*before));
    let parts = before.into_iter().chain(list.start..list.end).filter(|at| is_own(*at) || heads(*at));
    let reason = "declared as an ingredient in the page's structured data, or heads a list of such";
    verdicts.keep_dropped(parts, reason);
}

/// The ingredients that the page's elements are marked as, by microdata.
fn marked(view: &View<'_>) -> Vec<String> {
    let page = view.context.page;
    let is_ingredient = |at: &u32| {
        let property = page.attribute(*at, Name::ItemProperty);
        property.is_some_and(|property| matches!(property, "recipeIngredient" | "ingredients"))
    };
    let rows = (0_u32..).zip(&page.rows).filter(|(_, row)| row.cues.meets(*RECIPE)).map(|(at, _)| at);
    rows.filter(is_ingredient).map(|at| page.text_of(at).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    /// What is left of a page where only long blocks are probable.
    fn kept(declared: &str, rest: &str) -> Vec<String> {
        let html = format!("<script type=application/ld+json>{declared}</script>{STORY}{rest}");
        left(&html, PageType::Article, |text| if text.len() > 80 || text.contains("Velmora") { 0.9 } else { 0.2 })
    }

    const RECIPE: &str = r#"{"@type": "Recipe", "recipeIngredient": ["2 cups rye flour", "200 g sea salt", "1 loaf of stale bread, diced"]}"#;

    fn holds(kept: &[String], text: &str) -> bool {
        kept.iter().any(|block| block == text)
    }

    #[test]
    fn a_list_below_a_heading_of_ingredients_stays_where_nothing_is_declared() {
        let list = "<h2>Zutaten:</h2><ul><li>2 cups rye flour<li>200 g sea salt<li>1 loaf of stale bread, diced</ul><p>Save</p>";
        let with = kept("{}", list);
        for text in ["Zutaten:", "2 cups rye flour", "200 g sea salt", "1 loaf of stale bread, diced"] {
            assert!(holds(&with, text), "{text}: {with:?}");
        }
        assert!(!holds(&with, "Save"));
        let two = format!("{list}<ul><li>Share<li>Print<li>Send</ul>").replace("<p>Save</p>", "");
        assert!(!holds(&kept("{}", &two), "Print"), "another list is none");
        let links = list.replace("<li>", "<li><a href=/x>");
        assert_eq!(kept("{}", &links).len(), 2, "a menu is none");
        assert_eq!(kept("{}", &format!("<nav>{list}</nav>")).len(), 2);
    }

    #[test]
    fn declared_ingredients_stay_with_their_heading() {
        let list = "<aside><h3>Ingredients</h3><p>2 cups (240g) rye flour</p><p>200g sea salt</p><p>1 loaf of stale bread, diced</p>\
                    <p>Save</p></aside>";
        let with = kept(RECIPE, list);
        for text in ["Ingredients", "2 cups (240g) rye flour", "200g sea salt", "1 loaf of stale bread, diced"] {
            assert!(holds(&with, text), "{text}");
        }
        assert!(!holds(&with, "Save"));
        assert_eq!(kept("{}", list).len(), 2);
        assert_eq!(kept(RECIPE, &format!("{list}<div>{list}</div>")).len(), with.len(), "a copy says nothing new");
        assert_eq!(kept(RECIPE, &format!("<nav>{list}</nav>")).len(), 2, "a menu is none");
    }

    #[test]
    fn amounts_beside_their_ingredients_stay() {
        let row = |amount: &str, name: &str| format!("<div><div>{amount}</div><div>{name}</div></div>");
        let list = [row("2 cups", "rye flour"), row("200 g", "sea salt"), row("1", "stale bread")].concat();
        let with = kept(RECIPE, &format!("<div>{list}</div><div>4</div>"));
        assert_eq!(with[2..], ["2 cups", "rye flour", "200 g", "sea salt", "1", "stale bread"]);
    }

    #[test]
    fn a_list_of_which_a_part_is_declared_stays_whole() {
        let items =
            "<li>2 cups rye flour<li>200 g sea salt<li>1 loaf of stale bread<li>3 ripe quinces<li>a sprig of thyme";
        assert!(holds(&kept(RECIPE, &format!("<ul>{items}</ul>")), "3 ripe quinces"));
        let others =
            "<li>About the bakery<li>Opening hours of the shop<li>Our ovens and their makers<li>Write to the bakers";
        assert!(!holds(&kept(RECIPE, &format!("<ul>{items}{others}{others}</ul>")), "3 ripe quinces"));
    }

    #[test]
    fn elements_marked_as_ingredients_stay() {
        let item = |text: &str| format!("<li itemprop=recipeIngredient>{text}</li>");
        let list = [item("4 eggs"), item("4 dl of milk"), item("rye")].concat();
        assert!(holds(&kept("{}", &format!("<ul>{list}</ul>")), "4 dl of milk"));
    }

    #[test]
    fn declared_answers_and_steps_stay() {
        let declared = r#"[{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Does the rye rise at night?",
            "acceptedAnswer": {"@type": "Answer", "text": "<p>It <b>rises</b> until six.</p><p>Then it rests.</p>"}}]},
            {"@type": "HowTo", "step": [{"@type": "HowToStep", "text": "Stir it for an hour."}]}]"#;
        let rest = "<div><button>Does the rye rise at night?</button><p>It rises until six.<p>Stir it for an hour.<p>Stir it for a day.";
        let with = kept(declared, rest);
        assert_eq!(with[2..], ["Does the rye rise at night?", "It rises until six.", "Stir it for an hour."]);
    }

    #[test]
    fn a_declared_question_does_not_stay_without_its_answer() {
        let declared = r#"{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Does the rye rise at night?",
            "acceptedAnswer": {"@type": "Answer", "text": "It rises until six."}}]}"#;
        let rest = |answer: &str| format!("<div><h3>Does the rye rise at night?</h3><i>+</i><p>{answer}</p></div>");
        assert_eq!(kept(declared, &rest("It does so until five o'clock.")).len(), 2);
        assert_eq!(kept(declared, &rest("It rises until six.")).len(), 4);
    }
}
