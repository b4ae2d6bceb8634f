//! Decides the sums of trees for many rows of features at once. For the blocks of a page, which come by the hundred: no
//! tree is walked at all, but every split strikes out the leaves that it cuts off, and the first leaf left is the one
//! (QuickScorer, Lucchese et al. 2015). That has no branches to guess wrong.

use std::slice::IterMut;

use super::features::Values;
use crate::page::Span;

/// Trees by their splits and leaves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lanes {
    trees: Vec<Tree>,
    splits: Vec<Split>,
}

/// Leaves of a tree, which are bits of one number. The trees that ship have as many.
pub const MOST_LEAVES: usize = u16::BITS as usize;

/// A tree: a stretch of the splits, and the leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tree {
    splits: Span,
    leaves: Leaves,
}

/// The leaves of a tree in as much room as the most would take and one more, which no row reaches: the first bit of a number
/// is a place in it whatever the number, so that none needs a check.
type Leaves = [f32; MOST_LEAVES + 1];

/// What a split leaves over.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Split {
    threshold: f32,
    column: u16,
    /// The leaves that a row above the threshold may still reach, one bit each, from the left. While the tree grows, the
    /// number of leaves before its left branch.
    right: u16,
}

/// Rows looked at together: as many numbers of 16 bits as four registers of every processor hold.
pub const LANES: usize = 32;

impl Lanes {
    /// No trees yet, and room for so many with so many splits.
    pub fn with_capacity(trees: usize, splits: usize) -> Lanes {
        Lanes { trees: Vec::with_capacity(trees), splits: Vec::with_capacity(splits) }
    }

    /// Adds a tree, which `grow` gives its splits and leaves from left to right.
    pub fn add(&mut self, grow: impl FnOnce(&mut Growing<'_>)) {
        let start = self.splits.len() as u32;
        let mut tree = Growing { splits: &mut self.splits, leaves: Leaves::default(), count: 0 };
        grow(&mut tree);
        let leaves = tree.leaves;
        self.trees.push(Tree { splits: Span { start, end: self.splits.len() as u32 }, leaves });
    }

    /// The sums for the rows of a group.
    pub fn sums(&self, group: &Group) -> [f32; LANES] {
        let mut sums = [0.0; LANES];
        for tree in &self.trees {
            let mut left = [u16::MAX; LANES];
            for split in self.splits.get(tree.splits.range()).unwrap_or_default() {
                let Some(values) = group.0.get(usize::from(split.column)) else { continue };
                for (left, value) in left.iter_mut().zip(values) {
                    // Arithmetic instead of a choice, so that the compiler takes all lanes at once.
                    let below = u16::from(*value <= split.threshold);
                    *left &= split.right | 0_u16.wrapping_sub(below);
                }
            }
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum += tree.leaves.get(left.trailing_zeros() as usize).copied().unwrap_or(0.0);
            }
        }
        sums
    }
}

/// A tree that is being added.
pub struct Growing<'a> {
    splits: &'a mut Vec<Split>,
    leaves: Leaves,
    count: usize,
}

impl Growing<'_> {
    /// Adds a leaf.
    pub fn leaf(&mut self, value: f32) {
        if let Some(leaf) = self.leaves.get_mut(self.count) {
            *leaf = value;
            self.count += 1;
        }
    }

    /// Adds a split whose left branch follows; gives back its place, for [`Growing::turn`].
    pub fn split(&mut self, column: u16, threshold: f32) -> usize {
        self.splits.push(Split { threshold, column, right: self.count as u16 });
        self.splits.len() - 1
    }

    /// Says that the left branch of a split is done.
    pub fn turn(&mut self, split: usize) {
        let bits = |count: u32| 1_u32.checked_shl(count).unwrap_or_default().wrapping_sub(1) as u16;
        let behind = bits(self.count as u32);
        if let Some(split) = self.splits.get_mut(split) {
            split.right = !(behind & !bits(u32::from(split.right)));
        }
    }
}

/// The features of a few rows, those of one column side by side.
pub struct Group(Vec<[f32; LANES]>);

impl Group {
    /// A group with so many columns.
    pub fn new(columns: usize) -> Group {
        Group(vec![[0.0; LANES]; columns])
    }

    /// Takes the features of one row, from the first column on.
    pub fn lane(&mut self, lane: usize) -> Lane<'_> {
        Lane { columns: self.0.iter_mut(), lane: lane % LANES }
    }
}

/// A row of a group that is being filled.
pub struct Lane<'a> {
    columns: IterMut<'a, [f32; LANES]>,
    lane: usize,
}

impl Values for Lane<'_> {
    #[inline]
    fn take(&mut self, value: f32) {
        if let Some(place) = self.columns.next().and_then(|column| column.get_mut(self.lane)) {
            *place = value;
        }
    }
}
