//! Decides where the page's landmarks lie: the headline, the containers of its long text, the headings that open
//! sections. From blocks and sums, once a page, for features that say where a block stands.

use super::fingerprints::{Fingerprints, Vocabulary};
use crate::block::{Blocks, Kind};
use crate::page::{Flags, Page, Span};
use crate::table::Sparse;

/// A container of long text, and for every row how far below their common ancestor the row lies.
#[derive(Debug, Default, Clone)]
pub struct Container {
    /// Its row.
    pub row: u32,
    /// Its blocks.
    pub span: Span,
    /// For each row its nearest ancestor, itself included, that holds the container.
    common: Vec<u32>,
}

impl Container {
    /// The nearest ancestor of a row that holds the container.
    pub fn common(&self, row: u32) -> u32 {
        self.common.get(row as usize).copied().unwrap_or(0)
    }
}

/// The landmarks of a page.
#[derive(Debug, Default)]
pub struct Landmarks {
    /// The block of the headline.
    pub headline: Option<u32>,
    /// The smallest containers of 50, 75 and 90 percent of the page's long text.
    pub containers: [Container; 3],
    /// For each block how many headings stand before it.
    before: Sparse,
    /// The headings, by their blocks.
    headings: Vec<u32>,
    /// The words of the page's title.
    pub title: Vocabulary,
}

impl Landmarks {
    /// Finds a page's landmarks.
    pub fn of(page: &Page, blocks: &Blocks, prints: &Fingerprints) -> Landmarks {
        let title = Vocabulary::of(page.head.title.as_deref().or(page.head.meta("og:title")).unwrap_or_default());
        let (before, headings) = headings(blocks);
        Landmarks {
            headline: headline(blocks, prints, &title),
            containers: containers(page, blocks),
            before,
            headings,
            title,
        }
    }

    /// The last heading before a block.
    pub fn heading(&self, block: u32) -> Option<u32> {
        let before = self.before.get(block).checked_sub(1)?;
        self.headings.get(before as usize).copied()
    }

    /// Where a block's section ends: the next heading behind it; none when the page ends first.
    pub fn section_end(&self, block: u32) -> Option<u32> {
        let mut at = self.before.get(block) as usize;
        // A heading is not behind itself.
        at += usize::from(self.headings.get(at) == Some(&block));
        self.headings.get(at).copied()
    }
}

/// Words of a headline; a longer block that holds the title is a summary of it.
const WORDS: std::ops::RangeInclusive<u32> = 2..=40;
/// Shares of its own words that the title must have, and of the title's that it must have: one word in common is no match.
const INSIDE: f32 = 0.6;
const COVERED: f32 = 0.3;
/// By how much a visible `h1` and another heading are more likely than a line that is as much like the title, and links less.
const FIRST: f32 = 0.3;
const HEADING: f32 = 0.15;
const LINKED: f32 = 0.3;

/// The block most like the title: most of its words are the title's, and it holds most of the title's words; a visible
/// `h1` breaks ties, and stands in when nothing is alike.
fn headline(blocks: &Blocks, prints: &Fingerprints, title: &Vocabulary) -> Option<u32> {
    let mut best: Option<(f32, u32)> = None;
    let mut first_h1 = None;
    for (at, block) in (0_u32..).zip(&blocks.list) {
        let heading = block.is_heading();
        let h1 = block.kind == Kind::Heading(1) && !block.flags.meets(Flags::HIDDEN);
        if h1 && first_h1.is_none() {
            first_h1 = Some(at);
        }
        if title.len() == 0 || !WORDS.contains(&block.counts.words) {
            continue;
        }
        let words = prints.block(at as usize);
        let inside = title.share(words);
        let covered = inside * words.len() as f32 / title.len() as f32;
        let level = if h1 {
            FIRST
        } else if heading {
            HEADING
        } else {
            0.0
        };
        let score = inside + covered.min(1.0) + level - LINKED * block.link_density();
        if inside >= INSIDE && covered >= COVERED && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at).or(first_h1)
}

/// Shares of the page's long text whose containers are landmarks.
const SHARES: [f32; 3] = [0.5, 0.75, 0.9];

/// The deepest rows that hold at least these shares of the page's long text.
fn containers(page: &Page, blocks: &Blocks) -> [Container; 3] {
    let total = blocks.total().long_words as f32;
    let wanted = SHARES.map(|share| total * share);
    let mut deepest = [(0_u32, page.row(0).depth); 3];
    let least = wanted.iter().copied().fold(f32::INFINITY, f32::min);
    let mut at = 0;
    while let Some(candidate) = page.rows.get(at as usize).filter(|_| least > 0.0) {
        let held = blocks.long_words(blocks.between(at, candidate.end)) as f32;
        if held < least {
            // What it holds holds no more.
            at = candidate.end.max(at + 1);
            continue;
        }
        for ((row, depth), wanted) in deepest.iter_mut().zip(wanted) {
            if candidate.depth > *depth && held >= wanted {
                (*row, *depth) = (at, candidate.depth);
            }
        }
        at += 1;
    }
    let [half, most, nearly_all] = deepest.map(|(row, _)| row);
    let first = container(page, blocks, half);
    // Shares that the same row holds have one container.
    let second = if most == half { first.clone() } else { container(page, blocks, most) };
    let third = if nearly_all == most { second.clone() } else { container(page, blocks, nearly_all) };
    [first, second, third]
}

fn container(page: &Page, blocks: &Blocks, row: u32) -> Container {
    let span = blocks.under(page, row);
    if row == 0 {
        // The root is what every row has in common with it, which an empty list says as well.
        return Container { row, span, common: Vec::new() };
    }
    let end = page.row(row).end;
    let mut common = Vec::with_capacity(page.rows.len());
    for (at, candidate) in page.rows.iter().enumerate() {
        let at = at as u32;
        let holds = at <= row && candidate.end >= end;
        let inside = row <= at && at < end;
        let above = common.get(candidate.parent as usize).copied().unwrap_or(0);
        common.push(if inside {
            row
        } else if holds {
            at
        } else {
            above
        });
    }
    Container { row, span, common }
}

/// For each block the headings before it, and all headings.
fn headings(blocks: &Blocks) -> (Sparse, Vec<u32>) {
    let mut before = Sparse::default();
    let mut headings = Vec::new();
    for (at, block) in (0_u32..).zip(&blocks.list) {
        before.push(headings.len() as u32);
        if block.is_heading() {
            headings.push(at);
        }
    }
    (before, headings)
}
