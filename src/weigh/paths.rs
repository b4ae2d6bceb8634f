//! Decides which rows stand on the same path: under the same elements with the same class words and cues. From the rows,
//! once a page, so that what a path says is worked out for each path and not for each row.

use std::hash::BuildHasherDefault;

use super::groups::Group;
use crate::block::Blocks;
use crate::cues::Cues;
use crate::page::{Page, Row};
use crate::table::Table;

/// The paths of a page.
#[derive(Debug, Default)]
pub struct Paths {
    /// For each row its path; the one above the root where a row holds no block.
    of_row: Vec<u32>,
    list: Vec<Path>,
    groups: Vec<Group>,
}

/// A way from the root to a row.
#[derive(Debug, Clone, Copy, Default)]
struct Path {
    /// The path of the parent.
    parent: u32,
    /// The path that was the last found below this one; siblings mostly share theirs.
    latest: u32,
    tag: u8,
    kin: u32,
    own: Cues,
    /// The cues of the row and of everything above it.
    cues: Cues,
    /// The tags of the row and of everything above it, one bit each.
    tags: u128,
    /// Hashes of the tags alone, and of the tags with class words.
    tag_hash: u64,
    kin_hash: u64,
    /// The groups of blocks on it; [`NONE`] before the first.
    tag_group: u32,
    kin_group: u32,
}

const NONE: u32 = u32::MAX;
/// Above the root.
const ROOT: Path = Path {
    parent: 0,
    latest: NONE,
    tag: u8::MAX,
    kin: 0,
    own: Cues::NONE,
    cues: Cues::NONE,
    tags: 0,
    tag_hash: 7,
    kin_hash: 7,
    tag_group: NONE,
    kin_group: NONE,
};

impl Paths {
    /// Finds the paths of a page's rows and groups its blocks by them.
    pub fn of(page: &Page, blocks: &Blocks) -> Paths {
        let mut paths = Paths { of_row: Vec::with_capacity(page.rows.len()), list: vec![ROOT], groups: Vec::new() };
        // Real pages have a path for every two rows or fewer.
        let mut known: Table<u32> = Table::with_capacity_and_hasher(page.rows.len() / 2, BuildHasherDefault::default());
        for (at, row) in page.rows.iter().enumerate() {
            // Nobody asks for the path of a row without blocks, and a third of all rows have none.
            if blocks.between(at as u32, row.end).is_empty() {
                paths.of_row.push(0);
                continue;
            }
            let parent = if at == 0 { 0 } else { paths.of_row.get(row.parent as usize).copied().unwrap_or(0) };
            let path = paths.step(parent, row, &mut known);
            paths.of_row.push(path);
        }
        paths.group(blocks);
        paths
    }

    fn get(&self, path: u32) -> &Path {
        self.list.get(path as usize).unwrap_or(&ROOT)
    }

    fn of_row(&self, row: u32) -> &Path {
        self.get(self.of_row.get(row as usize).copied().unwrap_or(0))
    }

    /// The path of a row below another path.
    fn step(&mut self, parent: u32, row: &Row, known: &mut Table<u32>) -> u32 {
        let above = *self.get(parent);
        let tag = row.tag as u8;
        let is_same =
            |path: &Path| path.parent == parent && path.tag == tag && path.kin == row.kin && path.own == row.cues;
        if above.latest != NONE && is_same(self.get(above.latest)) {
            return above.latest;
        }
        let key = mix(mix(u64::from(parent) << 32 | u64::from(row.kin), u64::from(tag)), row.cues.0);
        let next = self.list.len() as u32;
        let found = known.get(&key).copied().filter(|found| is_same(self.get(*found)));
        let path = found.unwrap_or(next);
        if found.is_none() {
            known.insert(key, next);
            self.list.push(Path {
                parent,
                latest: NONE,
                tag,
                kin: row.kin,
                own: row.cues,
                cues: above.cues | row.cues,
                tags: above.tags | 1 << (u32::from(tag) & 127),
                tag_hash: mix(above.tag_hash, u64::from(tag) + 1),
                kin_hash: mix(above.kin_hash, u64::from(row.kin)),
                tag_group: NONE,
                kin_group: NONE,
            });
        }
        if let Some(above) = self.list.get_mut(parent as usize) {
            above.latest = path;
        }
        path
    }

    /// Groups the blocks on the same path: by tags alone, and by tags with class words.
    fn group(&mut self, blocks: &Blocks) {
        let mut table: Table<u32> = Table::default();
        for (at, block) in (0_u32..).zip(&blocks.list) {
            let path = self.of_row.get(block.row as usize).copied().unwrap_or(0);
            let Some(path) = self.list.get_mut(path as usize) else { continue };
            if path.tag_group == NONE {
                for (group, key) in [(&mut path.tag_group, path.tag_hash), (&mut path.kin_group, !path.kin_hash)] {
                    let next = self.groups.len() as u32;
                    *group = *table.entry(key).or_insert(next);
                    if *group == next {
                        self.groups.push(Group::default());
                    }
                }
            }
            for group in [path.tag_group, path.kin_group] {
                if let Some(group) = self.groups.get_mut(group as usize) {
                    group.add_block(at, block);
                }
            }
        }
    }

    /// The cues of a row and of everything above it.
    pub fn cues(&self, row: u32) -> Cues {
        self.of_row(row).cues
    }

    /// The tags of a row and of everything above it, one bit each.
    pub fn tags(&self, row: u32) -> u128 {
        self.of_row(row).tags
    }

    /// How many groups there are.
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The group of the blocks on the same path as a row's, tags with class words.
    pub fn kin_group(&self, row: u32) -> u32 {
        self.of_row(row).kin_group
    }

    /// The blocks on the same path as a row's: by tags alone, and by tags with class words.
    pub fn groups(&self, row: u32) -> (Group, Group) {
        let path = self.of_row(row);
        let at = |group: u32| self.groups.get(group as usize).copied().unwrap_or_default();
        (at(path.tag_group), at(path.kin_group))
    }
}

fn mix(hash: u64, key: u64) -> u64 {
    (hash ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}
