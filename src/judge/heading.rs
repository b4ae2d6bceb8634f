//! Keeps a heading that was nearly kept by itself when the text right under it is kept: "Ingredients" says little, but a
//! reader misses it above the list. The same for the line that opens a folded answer.

use std::sync::LazyLock;

use super::{Verdicts, View, moment};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::page::Span;
use crate::phrases::Phrases;
use crate::tag::Tag;

/// Share of the page's threshold that a heading must reach. Of those that do on gold two thirds are content; cross-validated,
/// 205 pages gain and 131 lose by it, 0.0004 of F1 in the mean and no type of page more than 0.0001. At 0.5 the
/// mean is the same and forums and products lose; without a bound articles lose, too.
const NEARLY: f32 = 0.7;

/// The same on lists, manuals and pages of services, whose parts are told by their headings: 25 gold pages are better with
/// it and ten worse, by 0.005 at most, listings gain 0.0016 and services 0.0005. Collections and forums lose by it.
const OF_PARTS: f32 = 0.3;
/// Blocks from such a heading to its text: a date or a picture's caption may stand between them.
const FAR: u32 = 2;

/// Share of the threshold that the line above a folded text must reach. Of those on gold seven tenths are content from a half
/// on; of the others down to here there is one, on a page that is worse by less than 0.001 for it.
const POSSIBLY: f32 = 0.3;

/// Share of the threshold that the headline of a page of goods must reach. Gold begins with it on two of five such pages,
/// and their texts are short: with it products gain 0.0027 and collections 0.0010, and 0.001 of the snippets that must be
/// found, though hardly more pages are better than worse. On other types nothing is gained.
const OF_GOODS: f32 = 0.3;

/// Looks at every dropped heading above a kept block.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    keep_name(view, verdicts);
    keep_titles(view, verdicts);
    let blocks = &view.context.blocks;
    let is_heading = |at: u32| blocks.get(at).is_some_and(Block::is_heading);
    let is_summary = |at: u32| blocks.get(at).is_some_and(|block| block.kind == Kind::Summary && !is_label(view, at));
    let may_fold = !matches!(view.page_type, PageType::Product | PageType::Collection | PageType::Forum);
    // The headline stands in the title.
    let headline = view.context.headline();
    let is_of_parts = matches!(view.page_type, PageType::Listing | PageType::Service | PageType::Documentation);
    let (least, far) = if is_of_parts { (OF_PARTS, FAR) } else { (NEARLY, 1) };
    for at in 0..blocks.len().saturating_sub(1) {
        if verdicts.keeps(at) || headline == Some(at) {
            continue;
        }
        let score = view.score(at);
        let has_text = |at: u32| verdicts.keeps(at) && !is_heading(at);
        let heads_text = || {
            let next = (at + 1..=at + far).find(|next| verdicts.keeps(*next) || is_heading(*next));
            next.is_some_and(has_text)
        };
        if is_heading(at) && score >= view.cut.threshold * least && heads_text() {
            verdicts.keep(at, "a heading, nearly probable enough, whose text is kept");
        } else if is_summary(at) && score >= view.cut.threshold * POSSIBLY && has_text(at + 1) {
            verdicts.keep(at, "it opens what is kept under it");
        } else if may_fold
            && score >= view.cut.threshold * asking(view, at)
            && opens(view, at)
            && tells(view, at + 1, verdicts)
        {
            verdicts.keep(at, "it opens what is kept under it, in what is called an accordion");
        }
    }
}

/// Words of the shortest and the longest line above what an accordion unfolds.
const OPENING: std::ops::RangeInclusive<u32> = 3..=30;
/// Words of what it unfolds for each link in that; menus unfold, too.
const FOR_A_LINK: u32 = 8;

/// What is written on what unfolds, whatever that is.
static LABELS: LazyLock<Phrases> = LazyLock::new(|| Phrases::all(&["learn_more", "menu", "toc_heading"]));
static ACCORDION: LazyLock<Cues> = LazyLock::new(|| Cues::named("accordion"));

/// Share of the threshold that a question must reach there. Gold has answers and their questions or neither as it pleases: from
/// 0.4 on two pages are better and three worse, -0.00001 in the mean, and one snippet of `segments` that must not appear does.
/// Readers of answers miss what was asked, so it stays.
const ASKED: f32 = 0.4;
/// Signs that end a question.
pub(super) const QUESTION: [char; 4] = ['?', '？', '؟', '՞'];

/// Whether a block may be the question above a folded answer, on a button or in a line that a class word calls so. From 0.7
/// of the threshold on seven to nine gold pages are better, by 0.016 at most, and one to four worse by 0.005; from a half
/// on, and on goods and threads, as many are worse.
fn opens(view: &View<'_>, at: u32) -> bool {
    let [near, middle, _] = view.context.cues(at);
    let is_line = |block: &Block| {
        let may_ask = OPENING.contains(&block.counts.words) && !block.is_heading() && !block.is_of_links();
        may_ask && !moment::tells_when(block, view.context.text(at))
    };
    ((near | middle).meets(*ACCORDION) || is_term(view, at)) && view.context.blocks.get(at).is_some_and(is_line)
}

/// Whether a block is a button that is all of a term, whose description it unfolds.
fn is_term(view: &View<'_>, at: u32) -> bool {
    let page = view.context.page;
    let is_in_term = |block: &Block| page.ancestors(block.row).take(NEAR).any(|row| page.row(row).tag == Tag::Dt);
    view.context.blocks.get(at).is_some_and(|block| block.kind == Kind::Button && is_in_term(block))
}

/// Elements between a term and a button in it.
const NEAR: usize = 2;

/// Whether a line says no more than that something unfolds: "Expand description", "See more".
pub(super) fn is_label(view: &View<'_>, at: u32) -> bool {
    view.context.phrases(at).line.meets(*LABELS)
}

/// Share of the threshold that a line above a folded text must reach.
fn asking(view: &View<'_>, at: u32) -> f32 {
    if view.context.text(at).ends_with(QUESTION) { ASKED } else { NEARLY }
}

/// Whether a block is kept and says something in sentences.
fn tells(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    let is_told = |block: &Block| {
        block.counts.sentences > 0 && u32::from(block.links) * FOR_A_LINK <= FOR_A_LINK + block.counts.words
    };
    verdicts.keeps(at) && view.context.blocks.get(at).is_some_and(is_told)
}

/// Words of a post that is kept: fewer are a line that stands in place of it.
const OF_POST: u32 = 20;

/// Keeps the first heading of every `article` that has others beside it and whose text is kept: the titles of posts on a
/// blog's front page say whose text is whose. Twenty-six gold pages are better so, most of them threads, and eleven worse,
/// by 0.023 at most; of 2,700 pages from elsewhere eight gain such titles, and little else.
fn keep_titles(view: &View<'_>, verdicts: &mut Verdicts) {
    let (page, blocks) = (view.context.page, view.context.blocks);
    let articles = page.rows_of(Tag::Article);
    if articles.len() < 2 {
        return;
    }
    let kept = view.kept_words(verdicts);
    let mut parents: Vec<u32> = articles.iter().map(|article| page.row(*article).parent).collect();
    parents.sort_unstable();
    let has_others = |parent: u32| {
        let first = parents.partition_point(|other| *other < parent);
        parents.get(first + 1) == Some(&parent)
    };
    let headings = (0_u32..).zip(&blocks.list).filter(|(_, block)| block.is_heading()).map(|(at, _)| at);
    let headings: Vec<u32> = headings.collect();
    for article in articles.iter().filter(|article| has_others(page.row(**article).parent)) {
        let span = view.context.span(*article);
        let first = headings.get(headings.partition_point(|at| *at < span.start)).filter(|at| span.contains(**at));
        let is_kept = |at: &&u32| kept.within(Span { start: **at + 1, end: span.end }) >= OF_POST;
        if let Some(at) = first.filter(|at| !verdicts.keeps(**at)).filter(is_kept) {
            verdicts.keep(*at, "the title of a post that is kept, among others");
        }
    }
}

/// Keeps what the goods of a page are called.
fn keep_name(view: &View<'_>, verdicts: &mut Verdicts) {
    let is_of_goods = matches!(view.page_type, PageType::Product | PageType::Collection);
    let headline = view.context.headline().filter(|at| is_of_goods && !verdicts.keeps(*at) && verdicts.keeps_any());
    if let Some(at) = headline.filter(|at| view.score(*at) >= view.cut.threshold * OF_GOODS) {
        verdicts.keep(at, "the headline of a page of goods, which says what they are");
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str, of_heading: f32) -> Vec<String> {
        let page = format!("{STORY}{html}");
        let sure = |text: &str| text.ends_with('.');
        left(&page, PageType::Article, |text| if sure(text) { 1.0 } else { of_heading })
    }

    #[test]
    fn a_heading_stays_above_its_text_when_it_is_nearly_probable_enough() {
        let page = "<section><h2>Ingredients</h2><p>Flour, water and salt.</p></section>";
        assert!(kept(page, 0.4).contains(&"Ingredients".to_owned()));
        assert!(!kept(page, 0.3).contains(&"Ingredients".to_owned()));
    }

    #[test]
    fn a_heading_of_a_list_stays_above_the_date_of_its_teaser() {
        let page =
            format!("{STORY}<div><h3>Boats of oak</h3><p>3 May</p><p>They last longer than the harbour.</p></div>");
        let score = |text: &str| match text {
            text if text.ends_with('.') => 1.0,
            text if text.starts_with("Boats") => 0.2,
            _ => 0.0,
        };
        let kept = |page_type| left(&page, page_type, score).contains(&"Boats of oak".to_owned());
        assert!(kept(PageType::Listing) && !kept(PageType::Article));
    }

    #[test]
    fn a_heading_without_text_and_the_headline_do_not_come_back() {
        let page = "<section><h2>More stories</h2><h2>Weather</h2><p>Today: rain</p></section>";
        let kept = kept(page, 0.4);
        assert!(!kept.iter().any(|text| ["More stories", "Weather", "Rain over Velmora"].contains(&text.as_str())));
    }

    #[test]
    fn the_headline_stays_on_pages_of_goods() {
        let page = STORY.replace("Rain over Velmora", "Lamp of brass");
        let kept = |page_type| left(&page, page_type, |text| if text.ends_with('.') { 1.0 } else { 0.2 }).len();
        assert_eq!([PageType::Product, PageType::Collection, PageType::Article].map(kept), [2, 2, 1]);
    }

    #[test]
    fn posts_keep_their_titles() {
        let post = |title: &str| {
            format!(
                "<article><header><h2>{title}</h2></header><p>{title}: {}rain.</p></article>",
                "in the bay the boats lay still and ".repeat(8)
            )
        };
        let titles = |page: &str| {
            let kept = left(page, PageType::Article, |text| if text.ends_with('.') { 1.0 } else { 0.0 });
            kept.iter().filter(|text| text.starts_with("Day") && text.len() < 9).count()
        };
        assert_eq!(titles(&format!("{}{}", post("Day one"), post("Day two"))), 2);
        assert_eq!(titles(&post("Day one")), 0);
        let teasers = "<article><h2>Day one</h2></article><article><h2>Day two</h2><p>Rain.</article>";
        assert_eq!(titles(&format!("<main>{}</main>{teasers}", post("Rain over Velmora"))), 0);
    }

    #[test]
    fn what_opens_a_folded_answer_stays_with_it() {
        let page = "<details><summary>May I fish here?</summary><p>With a card from the harbour office.</p></details>";
        assert!(kept(page, 0.2).contains(&"May I fish here?".to_owned()));
        assert!(!kept(page, 0.1).contains(&"May I fish here?".to_owned()));
        let label = page.replace("May I fish here?", "Expand description");
        assert!(!kept(&label, 0.3).contains(&"Expand description".to_owned()));
    }

    #[test]
    fn the_question_of_an_accordion_stays_with_its_answer() {
        let page =
            "<div class=accordion><button>May I fish here?</button><div>With a card from the office.</div></div>";
        let has = |page: &str, score: f32| kept(page, score).contains(&"May I fish here?".to_owned());
        assert!(has(page, 0.3) && !has(page, 0.1));
        let told = page.replace("May I fish here?", "Who may fish here");
        assert!(!kept(&told, 0.3).contains(&"Who may fish here".to_owned()));
        assert!(!has(&page.replace("accordion", "box"), 0.4));
        let term = "<dl><dt><button>May I fish here?</button></dt><dd>With a card from the office.</dd></dl>";
        assert!(has(term, 0.3));
        assert!(!has(&page.replace("office.", "office"), 0.4));
    }
}
