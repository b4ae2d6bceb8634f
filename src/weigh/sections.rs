//! Decides under which headings a block stands. From blocks and their phrases, once a page, for the features: a review is
//! still a review three small headings below the line that says so.

use crate::block::{Blocks, Kind};
use crate::phrases::{Finds, Phrases};
use crate::table::Sparse;

/// For each block the phrases of every heading it stands under, of all levels.
#[derive(Debug, Default)]
pub struct Sections {
    /// For each block the place of its phrases in the list.
    of_block: Sparse,
    list: Vec<Phrases>,
}

impl Sections {
    /// Reads a page's headings.
    pub fn of(blocks: &Blocks, phrases: &Finds) -> Sections {
        let mut sections = Sections { of_block: Sparse::default(), list: vec![Phrases::NONE] };
        // The open headings: level, and the place of the phrases of it and of those above it.
        let mut open: Vec<(u8, u32)> = Vec::new();
        for (at, block) in (0_u32..).zip(&blocks.list) {
            if let Kind::Heading(level) = block.kind {
                while open.last().is_some_and(|(above, _)| *above >= level) {
                    open.pop();
                }
            }
            let above = open.last().map_or(0, |(_, place)| *place);
            sections.of_block.push(above);
            if let Kind::Heading(level) = block.kind {
                let own = phrases.get(at);
                open.push((level, sections.below(above, own.line | own.start)));
            }
        }
        sections
    }

    /// The place of these phrases together with those at a place.
    fn below(&mut self, above: u32, own: Phrases) -> u32 {
        let phrases = self.get(above) | own;
        if phrases == self.get(above) {
            return above;
        }
        if self.list.last() != Some(&phrases) {
            self.list.push(phrases);
        }
        self.list.len() as u32 - 1
    }

    fn get(&self, place: u32) -> Phrases {
        self.list.get(place as usize).copied().unwrap_or_default()
    }

    /// The phrases of every heading that a block stands under.
    pub fn phrases_above(&self, block: u32) -> Phrases {
        self.get(self.of_block.get(block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{block, page};

    #[test]
    fn a_block_stands_under_its_heading_and_under_those_above_it() {
        let html = "<h1>Boats</h1><p>a</p><h2>Comments</h2><h3>Anna</h3><p>b</p><h2>Sails</h2><p>c</p>";
        let page = page::laid_out(html);
        let blocks = block::cut(&page);
        let found = Finds::of(blocks.list.iter().map(|block| page.slice(block.text)));
        let comment = Phrases::named("comment");
        let sections = Sections::of(&blocks, &found);
        let under: Vec<bool> = (0..blocks.len()).map(|at| sections.phrases_above(at).meets(comment)).collect();
        assert_eq!(under, [false, false, false, true, true, false, false]);
    }
}
