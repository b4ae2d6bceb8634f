//! Decides where the page's landmarks lie: the headline, the containers of its long text, the headings that open
//! sections. From blocks and sums, once a page, for features that say where a block stands.

use super::fingerprints::{self, Fingerprints};
use crate::block::{Blocks, Kind};
use crate::page::{Flags, Page, Span};

/// A container of long text, and for every row how far below their common ancestor the row lies.
#[derive(Debug, Default)]
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
    /// For each block the last heading before it.
    pub heading: Vec<Option<u32>>,
    /// For each block the end of its section: the next heading, or the end.
    pub section_end: Vec<u32>,
    /// The words of the page's title, sorted.
    pub title: Vec<u32>,
}

impl Landmarks {
    /// Finds a page's landmarks.
    pub fn of(page: &Page, blocks: &Blocks, spans: &[Span], prints: &Fingerprints) -> Landmarks {
        let title = sorted_words(page.head.title.as_deref().or(page.head.meta("og:title")).unwrap_or_default());
        let (heading, section_end) = sections(blocks);
        Landmarks {
            headline: headline(blocks, prints, &title),
            containers: [0.5, 0.75, 0.9].map(|share| container(page, blocks, spans, share)),
            heading,
            section_end,
            title,
        }
    }
}

fn sorted_words(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    fingerprints::hash_words(text, &mut words);
    words.sort_unstable();
    words.dedup();
    words
}

/// The block most like the title: most of its words are the title's, and it holds most of the title's words; a visible
/// `h1` breaks ties, and stands in when nothing is alike.
fn headline(blocks: &Blocks, prints: &Fingerprints, title: &[u32]) -> Option<u32> {
    let mut best: Option<(f32, u32)> = None;
    let mut first_h1 = None;
    for (at, block) in blocks.list.iter().enumerate() {
        let heading = matches!(block.kind, Kind::Heading(_));
        let h1 = block.kind == Kind::Heading(1) && !block.flags.meets(Flags::HIDDEN);
        if h1 && first_h1.is_none() {
            first_h1 = Some(at as u32);
        }
        // A headline has 2 to 40 words; a longer block that holds the title is a summary of it.
        if title.is_empty() || !(2..=40).contains(&block.counts.words) {
            continue;
        }
        let words = prints.block(at);
        let inside = fingerprints::share(words, title);
        let covered = inside * words.len() as f32 / title.len() as f32;
        let level = if h1 {
            0.3
        } else if heading {
            0.15
        } else {
            0.0
        };
        let score = inside + covered.min(1.0) + level - 0.3 * block.link_density();
        // Half of either measure, so that one shared word is no match.
        if inside >= 0.6 && covered >= 0.3 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at as u32));
        }
    }
    best.map(|(_, at)| at).or(first_h1)
}

/// The deepest row that holds at least this share of the page's long text.
fn container(page: &Page, blocks: &Blocks, spans: &[Span], share: f32) -> Container {
    let wanted = blocks.total().long_words as f32 * share;
    let mut row = 0_u32;
    for (at, candidate) in page.rows.iter().enumerate() {
        let span = spans.get(at).copied().unwrap_or_default();
        let deeper = candidate.depth > page.row(row).depth;
        if deeper && wanted > 0.0 && blocks.long_words(span) as f32 >= wanted {
            row = at as u32;
        }
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
    Container { row, span: spans.get(row as usize).copied().unwrap_or_default(), common }
}

fn sections(blocks: &Blocks) -> (Vec<Option<u32>>, Vec<u32>) {
    let count = blocks.list.len();
    let is_heading = |at: usize| blocks.list.get(at).is_some_and(|block| matches!(block.kind, Kind::Heading(_)));
    let mut heading = Vec::with_capacity(count);
    let mut last = None;
    for at in 0..count {
        heading.push(last);
        if is_heading(at) {
            last = Some(at as u32);
        }
    }
    let mut ends = vec![count as u32; count];
    let mut next = count as u32;
    for (at, end) in ends.iter_mut().enumerate().rev() {
        *end = next;
        if is_heading(at) {
            next = at as u32;
        }
    }
    (heading, ends)
}
