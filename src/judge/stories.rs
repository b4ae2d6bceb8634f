//! Drops teasers of other stories from an article, of which nothing but their shape tells: three elements alike or more, apart
//! from all that is surely the article's, in each of which stand a link of some words and a summary. One by one they read like
//! its paragraphs under headings.

use std::collections::BTreeSet;

use super::{Sums, Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::page::Span;

/// How probable it must be that the page is one article. With 0.5 the cards of a guide and of a course are lost.
const PROBABLE: f32 = 0.7;
/// How probable a long text is that is surely the story's. With 0.95 the items of an article that lists reviews are lost.
const SURE: f32 = 0.9;
/// Words of the shortest summary; fewer are a label or a date.
const SUMMARY: u32 = 6;
/// The most of the kept words that stand in all teasers; what has more is what the page is about.
const MOST: (u32, u32) = (1, 2);
/// Words that are surely the story's from which on the page is about that, however much else there is.
const STORY: u32 = 200;
/// Share of the kept words of the element around them that the teasers hold: beside them may stand a heading and a few words. From
/// 0.5 to 0.9 gold scores the same.
const ALONE: (u32, u32) = (7, 10);
/// Of so many elements alike so many are teasers; one may have no picture, and one no summary.
const ARE: (usize, usize) = (4, 5);
/// Blocks and words of the longest teaser: picture, section, title, author, date and summary, which some sites let run on.
const LONGEST: (usize, u32) = (8, 150);
/// Words of the shortest title; fewer are a button.
const TITLE: u32 = 3;
/// The most that titles of other stories are probable in the mean; those of the parts of an article are surer. With 0.7 an article
/// that lists reviews is lost.
const TITLES: f32 = 0.6;

/// Looks at every run of elements alike below the headline. With each of three draws of the weights three or four gold pages are
/// better, two of them by a quarter, which raises articles by 0.0007, and one of a course is worse with one draw; of 2,002
/// others, most of them from elsewhere, fifteen lose teasers of 20 to 612 words, and nothing else.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Article || view.probability(PageType::Article) < PROBABLE {
        return;
    }
    let context = view.context;
    let kept = view.kept_words(verdicts);
    let story = view.words_of(|at, block| block.is_long() && verdicts.keeps(at) && view.score(at) >= SURE);
    let mut dropped: Vec<Span> = Vec::new();
    let mut words = 0;
    for (around, items) in runs(view, &story) {
        let span = context.span(around);
        // A list inside of one that goes is gone with it.
        if dropped.last().is_some_and(|last| span.start < last.end) {
            continue;
        }
        let own: u32 = items.iter().map(|row| kept.within(context.span(*row))).sum();
        let is_alone = own * ALONE.1 >= kept.within(span) * ALONE.0;
        if own > 0 && is_alone && are_teasers(view, &items) {
            words += own;
            dropped.push(span);
        }
    }
    let all = context.span(0);
    if words * MOST.1 > kept.within(all) * MOST.0 && story.within(all) < STORY {
        return;
    }
    let blocks = dropped.into_iter().flat_map(|span| span.start..span.end);
    verdicts.drop_kept(blocks, "a teaser of another story, by its shape");
}

/// The elements alike that hold a paragraph each, with the element around them, which holds nothing that is surely the story's.
fn runs(view: &View<'_>, story: &Sums<u32>) -> Vec<(u32, BTreeSet<u32>)> {
    let context = view.context;
    let below = context.headline().map_or(context.blocks.len(), |headline| headline + 1);
    let summaries = context.blocks.list.iter().skip(below as usize).filter(|block| is_summary(block));
    let is_apart = |row: u32| {
        let around = context.span(context.page.row(row).parent);
        around.start >= below && story.within(around) == 0
    };
    context.page.siblings_alike(summaries.map(|block| block.row), is_apart)
}

fn is_summary(block: &Block) -> bool {
    block.kind == Kind::Paragraph && block.counts.words >= SUMMARY && !block.is_of_links()
}

/// Whether most of the elements are teasers, and their titles no surer than those of other stories are.
fn are_teasers(view: &View<'_>, items: &BTreeSet<u32>) -> bool {
    let blocks = &view.context.blocks;
    let is_title = |at: &u32| {
        let block = blocks.get(*at);
        block.is_some_and(|block| block.is_of_links() && block.counts.words >= TITLE)
    };
    let (mut teasers, mut titles, mut sum) = (0, 0, 0.0);
    for row in items {
        let span = view.context.span(*row);
        let own = blocks.list.get(span.range()).unwrap_or_default();
        let words: u32 =
            if own.len() > LONGEST.0 { u32::MAX } else { own.iter().map(|block| block.counts.words).sum() };
        if words > LONGEST.1 {
            continue;
        }
        let before = titles;
        for at in (span.start..span.end).filter(is_title) {
            titles += 1;
            sum += view.score(at);
        }
        let texts = own.iter().filter(|block| block.is_long() && !block.is_of_links()).count();
        teasers += usize::from(titles > before && texts <= 1);
    }
    teasers * ARE.1 >= items.len() * ARE.0 && sum <= TITLES * titles as f32
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    const MORE: &str = "<p>In the evening the harbour master counted them, and found one more than in the morning. Nobody on \
        the pier would say where it had come from, and its lamps were out. It left before the day broke, and took the rain along.</p>";

    /// How many summaries are left of a story with others below.
    fn summaries(below: &str, page_type: PageType, title: f32) -> usize {
        let page = format!("<main><article>{STORY}{MORE}</article></main>{below}");
        let score = |text: &str| match text {
            text if text.starts_with("Barge") => title,
            text if text.starts_with("Summary") => 0.8,
            _ => 1.0,
        };
        left(&page, page_type, score).iter().filter(|text| text.starts_with("Summary")).count()
    }

    fn teasers(count: usize) -> String {
        let teaser = |at| {
            format!(
                "<div class=card><h3><a href=/{at}>Barge {at} is seen again</a></h3><p>Summary {at} of what the barge did below the town.</p></div>"
            )
        };
        format!("<div class=more>{}</div>", (0..count).map(teaser).collect::<String>())
    }

    #[test]
    fn teasers_below_an_article_leave_it() {
        assert_eq!(summaries(&teasers(3), PageType::Article, 0.55), 0);
        assert_eq!(summaries(&teasers(2), PageType::Article, 0.55), 2);
        assert_eq!(summaries(&teasers(3), PageType::Listing, 0.55), 3);
        assert_eq!(summaries(&teasers(3), PageType::Article, 0.7), 3, "titles of its parts are surer");
        assert_eq!(summaries(&teasers(20), PageType::Article, 0.55), 20, "they are most of the page");
        let long = format!("{}{}", MORE.repeat(4), teasers(20));
        assert_eq!(summaries(&long, PageType::Article, 0.55), 0, "the page has a long story");
    }

    #[test]
    fn parts_of_the_article_stay() {
        let without_links = teasers(3).replace("<a href", "<b title").replace("</a>", "</b>");
        assert_eq!(summaries(&without_links, PageType::Article, 0.55), 3);
        let among = format!(
            "<div>{}{MORE}</div>",
            teasers(3).replace("<div class=more>", "").replacen("</div></div>", "</div>", 1)
        );
        assert_eq!(summaries(&among, PageType::Article, 0.55), 3, "they stand with a paragraph of the story");
    }
}
