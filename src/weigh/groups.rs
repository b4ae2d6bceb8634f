//! Decides what belongs together: rows with the same blocks, siblings of one kind, blocks on the same path.
//! From rows and sums, once a page, for the features that describe a block by its like and its containers.

use std::hash::BuildHasherDefault;

use crate::block::{Blocks, Tally};
use crate::page::{Page, Span};
use crate::table::Table;

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

    /// Average words of a member.
    pub fn average(&self) -> f32 {
        self.words as f32 / self.count.max(1) as f32
    }
}

/// What is known of every row's place among its like.
#[derive(Debug, Default)]
pub struct Groups {
    /// For each row the blocks inside it.
    pub spans: Vec<Span>,
    /// For each row its nearest ancestor that holds more blocks than it does; the root for the root.
    pub wider: Vec<u32>,
    /// For each row the group of the siblings most like it, the largest among the rows with the same blocks above it.
    sibling: Vec<u32>,
    siblings: Vec<Group>,
    /// For each block its groups by path: of tags alone, and of tags with class words.
    path: Vec<(u32, u32)>,
    paths: Vec<Group>,
}

impl Groups {
    /// Groups a page's rows and blocks.
    pub fn of(page: &Page, blocks: &Blocks) -> Groups {
        let mut groups = Groups::default();
        groups.group_rows(page, blocks);
        groups.group_blocks(page, blocks);
        groups
    }

    fn group_rows(&mut self, page: &Page, blocks: &Blocks) {
        let mut table: Table<u32> = Table::with_capacity_and_hasher(page.rows.len() / 4, BuildHasherDefault::default());
        self.siblings.push(Group::default());
        for (at, row) in page.rows.iter().enumerate() {
            let span = blocks.between(at as u32, row.end);
            let parent = row.parent as usize;
            self.spans.push(span);
            if at == 0 || span.is_empty() {
                self.wider.push(row.parent);
                self.sibling.push(0);
                continue;
            }
            let same = self.spans.get(parent) == Some(&span);
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
        // A second look: among rows that hold the same blocks the one with the most siblings says most.
        for at in 1..page.rows.len() {
            let parent = page.row(at as u32).parent as usize;
            let same = parent != 0 && self.spans.get(parent) == self.spans.get(at);
            let count = |row: usize| self.sibling.get(row).map_or(0, |group| self.group(*group).count);
            if same && count(parent) > count(at) {
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

    /// The siblings like a row.
    pub fn siblings(&self, row: u32) -> &Group {
        self.group(self.sibling.get(row as usize).copied().unwrap_or(0))
    }

    fn group_blocks(&mut self, page: &Page, blocks: &Blocks) {
        let mut tags: Vec<u64> = Vec::with_capacity(page.rows.len());
        let mut kin: Vec<u64> = Vec::with_capacity(page.rows.len());
        for (at, row) in page.rows.iter().enumerate() {
            let parent = row.parent as usize;
            let above = |list: &[u64]| if at == 0 { 7 } else { list.get(parent).copied().unwrap_or(7) };
            let mix = |hash: u64, key: u64| (hash ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
            let (tag_path, kin_path) = (mix(above(&tags), row.tag as u64 + 1), mix(above(&kin), u64::from(row.kin)));
            tags.push(tag_path);
            kin.push(kin_path);
        }
        let mut table: Table<u32> = Table::default();
        for (at, block) in blocks.list.iter().enumerate() {
            let span = Span { start: at as u32, end: at as u32 + 1 };
            let mut join = |paths: &mut Vec<Group>, key: u64| {
                let next = paths.len() as u32;
                let group = *table.entry(key).or_insert(next);
                if group == next {
                    paths.push(Group::default());
                }
                if let Some(group) = paths.get_mut(group as usize) {
                    group.add(span, blocks.tally(span));
                }
                group
            };
            let row = block.row as usize;
            let tag_group = join(&mut self.paths, tags.get(row).copied().unwrap_or(0));
            let kin_group = join(&mut self.paths, !kin.get(row).copied().unwrap_or(0));
            self.path.push((tag_group, kin_group));
        }
    }

    /// The blocks on the same path as a block: by tags alone, and by tags with class words.
    pub fn paths(&self, block: usize) -> (Group, Group) {
        let (tags, kin) = self.path.get(block).copied().unwrap_or_default();
        let at = |group: u32| self.paths.get(group as usize).copied().unwrap_or_default();
        (at(tags), at(kin))
    }
}
