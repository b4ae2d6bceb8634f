//! Decides what belongs together: rows with the same blocks, and siblings of one kind.
//! From rows and sums, once a page, for the features that describe a block by its like and its containers.

use std::hash::BuildHasherDefault;

use crate::block::{Block, Blocks, Tally};
use crate::page::{Page, Span};
use crate::table::Table;

/// Rows alike from which on they are a repeated group: two may be columns.
pub const REPEATED: u32 = 3;

/// Sums over the blocks of several rows that are alike.
#[derive(Debug, Clone, Copy, Default)]
pub struct Group {
    /// Rows or blocks in it.
    pub count: u32,
    /// Sums over their blocks.
    pub words: u32,
    /// Words inside links.
    pub link_words: u32,
    /// Sentence ends.
    pub sentences: u32,
    /// First block.
    pub first: u32,
    /// Last block.
    pub last: u32,
}

impl Group {
    fn add(&mut self, span: Span, tally: Tally) {
        if self.count == 0 {
            self.first = span.start;
        }
        self.count += 1;
        self.words += tally.words;
        self.link_words += tally.link_words;
        self.sentences += tally.sentences;
        self.last = span.end.saturating_sub(1);
    }

    /// Adds one block.
    pub fn add_block(&mut self, at: u32, block: &Block) {
        let tally = Tally {
            words: block.counts.words,
            link_words: block.link_words,
            sentences: block.counts.sentences,
            ..Tally::default()
        };
        self.add(Span { start: at, end: at + 1 }, tally);
    }

    /// Average words of a member.
    pub fn average(&self) -> f32 {
        self.words as f32 / self.count.max(1) as f32
    }
}

/// What is known of every row's place among its like.
#[derive(Debug, Default)]
pub struct Groups {
    /// For each row its nearest ancestor that holds more blocks than it does; the root for the root.
    pub wider: Vec<u32>,
    /// For each row the group of the siblings most like it, the largest among the rows with the same blocks above it.
    sibling: Vec<u32>,
    siblings: Vec<Group>,
}

impl Groups {
    /// Groups a page's rows.
    pub fn of(page: &Page, blocks: &Blocks) -> Groups {
        let rows = page.rows.len();
        let mut groups = Groups {
            wider: Vec::with_capacity(rows),
            sibling: Vec::with_capacity(rows),
            siblings: Vec::with_capacity(rows / 8),
        };
        groups.group_siblings(page, blocks);
        groups.look_up(page, blocks);
        groups
    }

    fn group_siblings(&mut self, page: &Page, blocks: &Blocks) {
        // Real pages have a group for every four rows or more.
        let mut table: Table<u32> = Table::with_capacity_and_hasher(page.rows.len() / 4, BuildHasherDefault::default());
        self.siblings.push(Group::default());
        for (at, row) in page.rows.iter().enumerate() {
            let span = blocks.between(at as u32, row.end);
            let parent = row.parent as usize;
            if at == 0 || span.is_empty() {
                self.wider.push(row.parent);
                self.sibling.push(0);
                continue;
            }
            let same = blocks.under(page, row.parent) == span;
            let above = self.wider.get(parent).copied().unwrap_or(0);
            self.wider.push(if same && parent != 0 { above } else { row.parent });
            let next = self.siblings.len() as u32;
            let group = *table.entry(u64::from(row.parent) << 32 | u64::from(row.kin)).or_insert(next);
            if group == next {
                self.siblings.push(Group::default());
            }
            if let Some(group) = self.siblings.get_mut(group as usize) {
                group.add(span, blocks.tally(span));
            }
            self.sibling.push(group);
        }
    }

    /// A second look: among rows that hold the same blocks the one with the most siblings says most.
    fn look_up(&mut self, page: &Page, blocks: &Blocks) {
        for (at, row) in page.rows.iter().enumerate().skip(1) {
            let count = |row: usize| self.sibling.get(row).map_or(0, |group| self.group(*group).count);
            let parent = row.parent as usize;
            if parent == 0 || count(parent) <= count(at) {
                continue;
            }
            if blocks.under(page, row.parent) == blocks.between(at as u32, row.end) {
                let best = self.sibling.get(parent).copied().unwrap_or(0);
                if let Some(group) = self.sibling.get_mut(at) {
                    *group = best;
                }
            }
        }
    }

    fn group(&self, at: u32) -> &Group {
        const NONE: Group = Group { count: 0, words: 0, link_words: 0, sentences: 0, first: 0, last: 0 };
        self.siblings.get(at as usize).unwrap_or(&NONE)
    }

    /// The words of the largest repeated group.
    pub fn largest(&self) -> u32 {
        let of_row = self.sibling.iter().map(|group| self.group(*group));
        of_row.filter(|group| group.count >= REPEATED).map(|group| group.words).max().unwrap_or(0)
    }

    /// The siblings like a row.
    pub fn siblings(&self, row: u32) -> &Group {
        self.group(self.sibling.get(row as usize).copied().unwrap_or(0))
    }
}
