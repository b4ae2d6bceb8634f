//! Decides under which headings a block stands. From blocks and their phrases, once a page, for the features: a review is
//! still a review three small headings below the line that says so.

use crate::block::{Blocks, Kind};
use crate::phrases::{Found, Phrases};

/// For each block the phrases of every heading it stands under, of all levels.
pub fn phrases_above(blocks: &Blocks, phrases: &[Found]) -> Vec<Phrases> {
    // The open headings: level, and the phrases of it and of those above it.
    let mut open: Vec<(u8, Phrases)> = Vec::new();
    let mut found = Vec::with_capacity(blocks.list.len());
    for (at, block) in blocks.list.iter().enumerate() {
        let Kind::Heading(level) = block.kind else {
            found.push(open.last().map_or(Phrases::NONE, |(_, phrases)| *phrases));
            continue;
        };
        while open.last().is_some_and(|(above, _)| *above >= level) {
            open.pop();
        }
        let above = open.last().map_or(Phrases::NONE, |(_, phrases)| *phrases);
        found.push(above);
        let own = phrases.get(at).copied().unwrap_or_default();
        open.push((level, above | own.line | own.start));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Limits;
    use crate::{block, dom, page, phrases};

    #[test]
    fn a_block_stands_under_its_heading_and_under_those_above_it() {
        let html = "<h1>Boats</h1><p>a</p><h2>Comments</h2><h3>Anna</h3><p>b</p><h2>Sails</h2><p>c</p>";
        let page = page::settle(&dom::parse(html, &Limits::default()));
        let blocks = block::cut(&page);
        let found: Vec<_> = blocks.list.iter().map(|block| phrases::read(page.slice(block.text))).collect();
        let comment = Phrases::named("comment");
        let under: Vec<bool> = phrases_above(&blocks, &found).into_iter().map(|above| above.meets(comment)).collect();
        assert_eq!(under, [false, false, false, true, true, false, false]);
    }
}
