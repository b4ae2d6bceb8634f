//! Decides the sums of trees for many rows of features at once. For the blocks of a page, which come by the hundred: no
//! tree is walked at all, but every split strikes out the leaves that it cuts off, and the first leaf left is the one
//! (QuickScorer, Lucchese et al. 2015). That has no branches to guess wrong.

use crate::page::Span;

/// Trees by their splits and leaves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lanes {
    trees: Vec<Tree>,
    splits: Vec<Split>,
    /// The leaves of each tree, in as much room as the most would take, so that a place in it needs no check.
    leaves: Vec<[f32; MOST_LEAVES]>,
}

/// Leaves of a tree, which are bits of one number.
pub const MOST_LEAVES: usize = u32::BITS as usize;

/// A tree: a stretch of the splits, and how many leaves it has.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Tree {
    splits: Span,
    leaves: usize,
}

/// What a split leaves over.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Split {
    threshold: f32,
    column: u32,
    /// The leaves that a row above the threshold may still reach, one bit each, from the left. While the tree is built,
    /// the number of leaves before its left branch.
    right: u32,
}

/// Rows looked at together: sixteen numbers of 32 bits are four registers of every processor or fewer.
const LANES: usize = 32;

impl Lanes {
    /// No trees yet, and room for so many with so many splits.
    pub fn with_capacity(trees: usize, splits: usize) -> Lanes {
        Lanes {
            trees: Vec::with_capacity(trees),
            splits: Vec::with_capacity(splits),
            leaves: Vec::with_capacity(trees),
        }
    }

    /// Begins a tree. Its splits and leaves follow from left to right.
    pub fn begin(&mut self) {
        let split = self.splits.len() as u32;
        self.trees.push(Tree { splits: Span { start: split, end: split }, leaves: 0 });
        self.leaves.push([0.0; MOST_LEAVES]);
    }

    fn last(&mut self, change: impl FnOnce(&mut Tree)) {
        if let Some(tree) = self.trees.last_mut() {
            change(tree);
        }
    }

    fn leaves_so_far(&self) -> u32 {
        self.trees.last().map_or(0, |tree| tree.leaves as u32)
    }

    /// Adds a leaf.
    pub fn leaf(&mut self, value: f32) {
        let Some((tree, leaves)) = self.trees.last_mut().zip(self.leaves.last_mut()) else { return };
        if let Some(leaf) = leaves.get_mut(tree.leaves) {
            *leaf = value;
            tree.leaves += 1;
        }
    }

    /// Adds a split whose left branch follows; gives back its place, for [`Lanes::turn`].
    pub fn split(&mut self, column: u16, threshold: f32) -> usize {
        let right = self.leaves_so_far();
        self.splits.push(Split { threshold, column: u32::from(column), right });
        self.last(|tree| tree.splits.end += 1);
        self.splits.len() - 1
    }

    /// Says that the left branch of a split is done.
    pub fn turn(&mut self, split: usize) {
        let bits = |count: u32| ((1_u64 << count.min(63)) - 1) as u32;
        let behind = bits(self.leaves_so_far());
        if let Some(split) = self.splits.get_mut(split) {
            split.right = !(behind & !bits(split.right));
        }
    }

    /// The sums for many rows of features, which stand one after another.
    pub fn sums(&self, rows: &[f32], columns: usize) -> Vec<f32> {
        let columns = columns.max(1);
        let mut sums = Vec::with_capacity(rows.len() / columns);
        let mut lanes = vec![[0.0; LANES]; columns];
        for group in rows.chunks(columns * LANES) {
            let mut count = 0;
            for (lane, row) in group.chunks(columns).enumerate() {
                for (values, value) in lanes.iter_mut().zip(row) {
                    if let Some(place) = values.get_mut(lane) {
                        *place = *value;
                    }
                }
                count += 1;
            }
            sums.extend(self.sum_lanes(&lanes).into_iter().take(count));
        }
        sums
    }

    /// The sums for one group of rows, whose features stand side by side.
    fn sum_lanes(&self, lanes: &[[f32; LANES]]) -> [f32; LANES] {
        let mut sums = [0.0; LANES];
        for (tree, leaves) in self.trees.iter().zip(&self.leaves) {
            let mut left = [u32::MAX; LANES];
            for split in self.splits.get(tree.splits.range()).unwrap_or_default() {
                let Some(values) = lanes.get(split.column as usize) else { continue };
                for (left, value) in left.iter_mut().zip(values) {
                    // Arithmetic instead of a choice, so that the compiler takes all lanes at once.
                    let below = u32::from(*value <= split.threshold);
                    *left &= split.right | 0_u32.wrapping_sub(below);
                }
            }
            for (sum, left) in sums.iter_mut().zip(left) {
                // No row strikes out all leaves; the mask says so to the compiler.
                let first = left.trailing_zeros() as usize % MOST_LEAVES;
                *sum += leaves.get(first).copied().unwrap_or(0.0);
            }
        }
        sums
    }
}
