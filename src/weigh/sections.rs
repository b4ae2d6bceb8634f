//! Decides under which headings a block stands, how long ago the page turned to comments or to other stories, and what
//! it holds of prices and years. From blocks and their phrases, once a page, for the features.

use std::sync::LazyLock;

use super::features::{has_price, has_year};
use crate::block::{Blocks, Kind};
use crate::page::{Page, Span};
use crate::phrases::{Found, Phrases};

/// What the blocks before a block announced.
#[derive(Debug, Default)]
pub struct Sections {
    /// For each block the phrases of every heading it stands under, of all levels.
    pub above: Vec<Phrases>,
    /// For each block the last line before it that announces comments.
    pub comments: Vec<Option<u32>>,
    /// For each block the last line before it that announces other stories, the author or a newsletter.
    pub others: Vec<Option<u32>>,
    /// Blocks with a price before each block, and before the end.
    prices: Vec<u32>,
    /// Blocks with a year before each block, and before the end.
    years: Vec<u32>,
}

/// Lines that announce comments, and lines that announce what stands around an article.
static COMMENTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::all(&["comment", "reply_button", "feedback"]));
static OTHERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::all(&["related_heading", "author_bio", "newsletter", "tags_lead", "share", "pager", "advertisement"])
});

/// Words of the longest line that announces something; a longer one says something itself.
const LONGEST_ANNOUNCEMENT: u32 = 12;

impl Sections {
    /// Reads the announcements of a page.
    pub fn of(page: &Page, blocks: &Blocks, phrases: &[Found]) -> Sections {
        let count = blocks.list.len();
        let mut sections = Sections {
            above: Vec::with_capacity(count),
            comments: Vec::with_capacity(count),
            others: Vec::with_capacity(count),
            prices: Vec::with_capacity(count + 1),
            years: Vec::with_capacity(count + 1),
        };
        // The open headings: level, and the phrases of it and of those above it.
        let mut open: Vec<(u8, Phrases)> = Vec::new();
        let (mut comments, mut others, mut prices, mut years) = (None, None, 0, 0);
        for (at, block) in blocks.list.iter().enumerate() {
            let found = phrases.get(at).copied().unwrap_or_default();
            let said = found.line | found.start;
            if let Kind::Heading(level) = block.kind {
                while open.last().is_some_and(|(above, _)| *above >= level) {
                    open.pop();
                }
            }
            let above = open.last().map_or(Phrases::NONE, |(_, phrases)| *phrases);
            sections.above.push(above);
            sections.comments.push(comments);
            sections.others.push(others);
            sections.prices.push(prices);
            sections.years.push(years);
            if let Kind::Heading(level) = block.kind {
                open.push((level, above | said));
            }
            if block.counts.words <= LONGEST_ANNOUNCEMENT {
                comments = if said.meets(*COMMENTS) { Some(at as u32) } else { comments };
                others = if said.meets(*OTHERS) { Some(at as u32) } else { others };
            }
            let text = page.slice(block.text);
            prices += u32::from(has_price(text));
            years += u32::from(has_year(text));
        }
        sections.prices.push(prices);
        sections.years.push(years);
        sections
    }

    /// Blocks with a price inside a stretch.
    pub fn prices(&self, span: Span) -> u32 {
        between(&self.prices, span)
    }

    /// Blocks with a year inside a stretch.
    pub fn years(&self, span: Span) -> u32 {
        between(&self.years, span)
    }
}

fn between(sums: &[u32], span: Span) -> u32 {
    let at = |at: u32| sums.get(at as usize).or(sums.last()).copied().unwrap_or(0);
    at(span.end.max(span.start)) - at(span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Limits;
    use crate::{block, dom, page, phrases};

    #[test]
    fn a_block_stands_under_its_heading_and_under_those_above_it() {
        let html = "<h1>Boats</h1><p>a</p><h2>Comments</h2><h3>Anna</h3><p>b costs $5</p><h2>Sails</h2><p>c</p>";
        let page = page::settle(&dom::parse(html, &Limits::default()));
        let blocks = block::cut(&page);
        let found: Vec<_> = blocks.list.iter().map(|block| phrases::read(page.slice(block.text))).collect();
        let sections = Sections::of(&page, &blocks, &found);
        let comment = Phrases::named("comment");
        let under: Vec<bool> = sections.above.iter().map(|above| above.meets(comment)).collect();
        assert_eq!(under, [false, false, false, true, true, false, false]);
        assert_eq!(sections.comments.get(1..4), Some(&[None, None, Some(2)][..]));
        assert_eq!(sections.prices(Span { start: 0, end: 7 }), 1);
        assert_eq!(sections.prices(Span { start: 5, end: 7 }), 0);
    }
}
