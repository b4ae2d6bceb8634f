//! Drops rails of links beside a story: a list of other stories is kept or not as a whole, and taken one by one its links
//! seem as likely as not. The column in which the story stands is left alone.

use super::section::CONTENTS;
use super::{Verdicts, View};
use crate::article::PageType;
use crate::page::{Page, Span};
use crate::work;

/// Types of pages whose links beside the text are rails. In documentation they are its contents, and on pages of offers the text.
const TYPES: [PageType; 3] = [PageType::Article, PageType::Service, PageType::Forum];
/// How probable these types must be together. With 0.5 for articles three gold pages are worse, one of them a chapter's table of
/// contents that has one long paragraph.
const PROBABLE: f32 = 0.7;
/// How probable a long text must be to be surely the story's.
const SURE: f32 = 0.8;
/// Words that must be surely the story's.
const FEWEST: u32 = 30;
/// Share of these words that stand in the story's column.
const COLUMN: (u32, u32) = (4, 5);
/// The least that a link of a rail must be probable. On gold, each page read with weights that do not know its site, it makes
/// eight pages better, two of them by 0.2, and four worse, all but one by less than 0.03; with 0.75 as many are worse as better. Of 70
/// Chinese pages of news, of which gold has one, seven lose rails of five to forty headlines, and nothing else.
const RAIL: f32 = 0.65;
/// Links of the shortest rail: two or three are often sources, or the parts of a series.
const LINKS: u32 = 5;

/// Looks at every container beside the story's column and at those in it that hold nothing of the story.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if TYPES.into_iter().map(|of| view.probability(of)).sum::<f32>() < PROBABLE {
        return;
    }
    let page = view.context.page;
    let story = view.words_of(|at, block| view.score(at) >= SURE && block.is_long() && verdicts.keeps(at));
    let all = story.within(view.context.span(0));
    let mut column = (all >= FEWEST).then_some(0);
    while let Some(row) = column.take() {
        let inside = view.context.span(row);
        let mut beside = Vec::new();
        for at in children(page, row) {
            let span = view.context.span(at);
            let before = story.within(Span { start: inside.start, end: span.start });
            match story.within(span) {
                0 => beside.push((span, before > 0 && before < story.within(inside))),
                words if words * COLUMN.1 >= all * COLUMN.0 => column = Some(at),
                _ => {}
            }
        }
        // A list among the paragraphs is theirs.
        let rails = beside.into_iter().filter(|(_, is_among)| column.is_some() || !is_among);
        rails.for_each(|(span, _)| drop_rail(view, verdicts, span));
    }
}

fn children(page: &Page, row: u32) -> impl Iterator<Item = u32> {
    let inside = page.descendants(row);
    std::iter::successors(Some(inside.start), |at| Some(page.row(*at).end)).take_while(move |at| {
        work::count(1);
        *at < inside.end
    })
}

/// Drops what a container holds if most of it is a rail of links.
fn drop_rail(view: &View<'_>, verdicts: &mut Verdicts, span: Span) {
    // A page's own contents are named, as a chapter's in a book of which the page holds little else.
    if (span.start..span.end).any(|at| view.context.phrases(at).line.meets(*CONTENTS)) {
        return;
    }
    let (mut words, mut link_words, mut links) = (0, 0, 0);
    let mut doubtful = Vec::new();
    for at in (span.start..span.end).filter(|at| verdicts.keeps(*at)) {
        let Some(block) = view.context.blocks.get(at) else { continue };
        words += block.counts.words;
        link_words += block.link_words;
        links += u32::from(block.is_of_links());
        if view.score(at) < RAIL {
            doubtful.push((at, block.counts.words));
        }
    }
    let doubt = doubtful.iter().map(|(_, words)| words).sum::<u32>();
    // Where a third is surer, what stands beside the column is a part of the text, such as its sources.
    if links >= LINKS && link_words * 2 >= words && doubt * 3 >= words * 2 {
        for (at, _) in doubtful {
            verdicts.drop(at, "in a rail of links beside the story, and not probable enough for one");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    /// How many links are left of a page with a story and something beside it.
    fn links(beside: &str, page_type: PageType, link: f32) -> usize {
        let more = "<p>Nobody had expected them before the evening, because the wind had turned in the night and stayed in \
            the north for as long as anybody could remember.";
        let page = format!("<div><div>{STORY}{more}</div>{beside}</div>");
        let score = |text: &str| if text.starts_with("Boat") { link } else { 0.9 };
        left(&page, page_type, score).iter().filter(|text| text.starts_with("Boat")).count()
    }

    fn rail(links: usize) -> String {
        let link = |at| format!("<li><a href=https://example.com/{at}>Boat {at} leaves the harbour</a>");
        format!("<ul>{}</ul>", (0..links).map(link).collect::<String>())
    }

    #[test]
    fn links_beside_a_story_that_are_as_likely_as_not_go_together() {
        assert_eq!(links(&rail(6), PageType::Article, 0.55), 0);
        assert_eq!(links(&rail(6), PageType::Article, 0.7), 6);
        assert_eq!(links(&rail(3), PageType::Article, 0.55), 3);
        assert_eq!(links(&rail(6), PageType::Listing, 0.55), 6);
    }

    #[test]
    fn a_list_that_is_called_a_table_of_contents_is_no_rail() {
        let contents = format!("<div><p>Table of contents</p>{}</div>", rail(6));
        assert_eq!(links(&contents, PageType::Article, 0.55), 6);
        assert_eq!(links(&contents.replace("Table of contents", "Latest news"), PageType::Article, 0.55), 0);
    }

    #[test]
    fn a_list_among_the_text_stays_with_it() {
        let among = format!("<div>{}{}{}</div>", STORY.replace("Rain", "Wind"), rail(6), STORY.replace("Rain", "Snow"));
        assert_eq!(links(&among, PageType::Article, 0.55), 6);
        let items = rail(6).replace("</a>", "</a> in the morning, and comes back with the tide of the evening");
        assert_eq!(links(&items, PageType::Article, 0.55), 6, "most is no link");
    }
}
