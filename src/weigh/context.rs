//! Decides nothing by itself: holds what one look at the whole page found, so that each block's features are look-ups.

use super::fingerprints::{Fingerprints, Repeats};
use super::groups::Groups;
use super::landmarks::Landmarks;
use super::paths::Paths;
use super::sections::Sections;
use crate::block::{Blocks, Kind, Tally};
use crate::cues::Cues;
use crate::page::{Flags, Page, Span};
use crate::phrases::{Finds, Found};
use crate::tag::Tag;

/// A page and everything that was worked out about it once.
pub struct Context<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// Sums over the whole page.
    pub total: Tally,
    pub(super) groups: Groups,
    pub(super) marks: Landmarks,
    pub(super) prints: Fingerprints,
    pub(super) repeats: Repeats,
    pub(super) sections: Sections,
    phrases: Finds,
    pub(super) paths: Paths,
    pub(super) whole: Counted,
}

/// What holds for the page as a whole.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counted {
    /// Elements `article`.
    pub articles: u32,
    /// Elements `form`.
    pub forms: u32,
    /// Blocks of running text.
    pub long_blocks: u32,
    /// Blocks in elements `p`.
    pub paragraphs: u32,
    /// Elements that show pictures, videos or other pages.
    pub images: u32,
    /// Words in items of lists.
    pub items: u32,
    /// Words in cells of tables.
    pub cells: u32,
    /// Words in samples of code.
    pub code: u32,
    /// Blocks that are headings.
    pub headings: u32,
    /// Short blocks with an amount of money.
    pub prices: u32,
    /// Blocks with a year near their beginning.
    pub years: u32,
    /// Elements `time`.
    pub times: u32,
    /// Words of the longest block.
    pub longest: u32,
    /// Words in quotations.
    pub quotes: u32,
    /// Words of the largest repeated group.
    pub largest_group: f32,
}

/// Words of the longest block that is counted as a price: an amount and what belongs to it.
const LONGEST_PRICE: u32 = 8;
/// Rows above a block's parent that are in the middle.
const MIDDLE: usize = 4;

impl<'a> Context<'a> {
    /// Looks at a page once.
    pub fn new(page: &'a Page, blocks: &'a Blocks) -> Context<'a> {
        let groups = Groups::of(page, blocks);
        let prints = Fingerprints::of(page, blocks);
        let marks = Landmarks::of(page, blocks, &prints);
        let repeats = Repeats::of(&prints, blocks.list.len());
        let phrases = Finds::of(blocks.list.iter().map(|block| page.slice(block.text)));
        let sections = Sections::of(blocks, &phrases);
        let paths = Paths::of(page, blocks);
        let whole = whole(page, blocks, &groups);
        Context { page, blocks, total: blocks.total(), groups, marks, prints, repeats, sections, phrases, paths, whole }
    }

    /// The text of a block.
    pub fn text(&self, block: u32) -> &'a str {
        self.blocks.get(block).map_or("", |block| self.page.slice(block.text))
    }

    /// The phrases of a block.
    pub fn phrases(&self, block: u32) -> Found {
        self.phrases.get(block)
    }

    /// The blocks inside a row.
    pub fn span(&self, row: u32) -> Span {
        self.blocks.under(self.page, row)
    }

    /// The block of the headline.
    pub fn headline(&self) -> Option<u32> {
        self.marks.headline
    }

    /// The nearest ancestor of a row that holds more blocks.
    pub fn wider(&self, row: u32) -> u32 {
        self.groups.wider.get(row as usize).copied().unwrap_or(0)
    }

    /// How many of the page's blocks are a price.
    pub fn prices(&self) -> u32 {
        self.whole.prices
    }

    /// How many groups of blocks on the same path there are.
    pub fn kin_groups(&self) -> usize {
        self.paths.group_count()
    }

    /// The group of the blocks on the same path as a row's, tags with class words.
    pub fn kin_group(&self, row: u32) -> u32 {
        self.paths.kin_group(row)
    }

    /// Whether another block has exactly the same words.
    pub fn has_double(&self, block: u32) -> bool {
        self.repeats.same(block as usize) > 1
    }

    /// Whether an earlier block has exactly the same text.
    pub fn is_repeated(&self, block: u32) -> bool {
        self.repeats.same_before.get(block as usize).is_some_and(|count| *count > 0)
    }

    /// The cues near a block (its own inline elements, its row and the row's parent), in the middle (the next four rows
    /// above), and of everything above these.
    pub fn cues(&self, block: u32) -> [Cues; 3] {
        let Some(block) = self.blocks.get(block) else { return [Cues::NONE; 3] };
        let row = block.row;
        let parent = self.page.row(row).parent;
        let near = block.inner | self.page.row(row).cues | self.page.row(parent).cues;
        let mut middle = Cues::NONE;
        let mut at = parent;
        for _ in 0..MIDDLE {
            at = self.page.row(at).parent;
            middle = middle | self.page.row(at).cues;
        }
        [near, middle, self.paths.cues(self.page.row(at).parent)]
    }
}

fn whole(page: &Page, blocks: &Blocks, groups: &Groups) -> Counted {
    let rows = |tag: Tag| page.rows_of(tag).len() as u32;
    let mut whole = Counted {
        articles: rows(Tag::Article),
        forms: rows(Tag::Form),
        times: rows(Tag::Time),
        images: rows(Tag::Img) + rows(Tag::Video) + rows(Tag::Iframe),
        largest_group: groups.largest() as f32,
        ..Counted::default()
    };
    for block in &blocks.list {
        let words = block.counts.words;
        whole.long_blocks += u32::from(block.is_long());
        whole.paragraphs += u32::from(page.row(block.row).tag == Tag::P);
        whole.longest = whole.longest.max(words);
        match block.kind {
            Kind::Item => whole.items += words,
            Kind::Cell => whole.cells += words,
            Kind::Code => whole.code += words,
            Kind::Quote => whole.quotes += words,
            Kind::Heading(_) => whole.headings += 1,
            _ => {}
        }
        whole.years += u32::from(super::features::has_year(page.slice(block.text)));
        if words <= LONGEST_PRICE
            && super::features::has_price(page.slice(block.text))
            && !block.flags.meets(Flags::HIDDEN)
        {
            whole.prices += 1;
        }
    }
    whole
}
