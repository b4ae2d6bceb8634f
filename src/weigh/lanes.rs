//! Decides the sums of trees for many rows of features at once. For the blocks of a page, which come by the hundred: no
//! tree is walked at all, but every split strikes out the leaves that it cuts off, and the first leaf left is the one
//! (QuickScorer, Lucchese et al. 2015). The splits stand by column and threshold, so that those that leave every row on the
//! same side, as most do for blocks that follow each other, are told apart by the least and the largest value of a column.

use std::slice::IterMut;

use super::features::Values;
use crate::page::Span;

/// Trees by their splits and leaves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lanes {
    /// For each column its splits.
    columns: Vec<Span>,
    /// Sorted by column and threshold.
    splits: Vec<Split>,
    /// For each tree its leaves.
    leaves: Vec<Leaves>,
}

/// Leaves of a tree, which are bits of one number. The trees that ship have as many.
pub const MOST_LEAVES: usize = u16::BITS as usize;

/// The leaves of a tree in as much room as the most would take and one more, which no row reaches: the first bit of a number
/// is a place in it whatever the number, so that none needs a check.
type Leaves = [f32; MOST_LEAVES + 1];

/// What a split leaves over.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Split {
    threshold: f32,
    tree: u16,
    /// The leaves that a row above the threshold may still reach, one bit each, from the left. While the tree grows, the
    /// number of leaves before its left branch.
    right: u16,
}

/// Rows looked at together: as many numbers of 16 bits as four registers of every processor hold.
pub const LANES: usize = 32;

/// Trees that can be told apart by the number that a split has for them.
pub const MOST_TREES: usize = u16::MAX as usize;

impl Lanes {
    /// The splits and leaves of some trees, which `grow` gives in their order from left to right.
    pub fn of(grow: impl FnOnce(&mut Growing)) -> Lanes {
        let mut growing = Growing::default();
        grow(&mut growing);
        let Growing { mut splits, leaves, .. } = growing;
        splits.sort_by(|(column, split), (other, above)| {
            column.cmp(other).then(split.threshold.total_cmp(&above.threshold))
        });
        let count = splits.last().map_or(0, |(column, _)| usize::from(*column) + 1);
        let mut columns = vec![Span::default(); count];
        for (at, (column, _)) in (0_u32..).zip(&splits) {
            if let Some(span) = columns.get_mut(usize::from(*column)) {
                let start = if span.is_empty() { at } else { span.start };
                *span = Span { start, end: at + 1 };
            }
        }
        Lanes { columns, splits: splits.into_iter().map(|(_, split)| split).collect(), leaves }
    }

    fn splits(&self, column: usize) -> &[Split] {
        self.columns.get(column).and_then(|span| self.splits.get(span.range())).unwrap_or_default()
    }

    /// The leaves of each tree that rows may reach that agree in all columns from one on: what stands there is given.
    pub fn left_by(&self, from: usize, values: &[f32]) -> Left {
        let mut left = vec![u16::MAX; self.leaves.len()];
        for (column, value) in (from..).zip(values) {
            for split in self.splits(column).iter().filter(|split| !is_below(*value, split.threshold)) {
                strike(&mut left, split);
            }
        }
        Left(left)
    }

    /// The sums for so many rows of a group, of which is known which leaves they may reach. What follows behind them is of
    /// no row.
    pub fn sums(&self, group: &mut Group, rows: usize, known: &Left) -> [f32; LANES] {
        group.common.clone_from(&known.0);
        group.left.clear();
        group.left.resize(self.leaves.len(), [u16::MAX; LANES]);
        for (at, values) in group.columns.iter().enumerate() {
            let splits = self.splits(at);
            let (least, largest) = extent(values.get(..rows).unwrap_or(values));
            let all_above = splits.partition_point(|split| !is_below(least, split.threshold));
            let (above, rest) = splits.split_at_checked(all_above).unwrap_or_default();
            above.iter().for_each(|split| strike(&mut group.common, split));
            let none_above = rest.iter().position(|split| is_below(largest, split.threshold)).unwrap_or(rest.len());
            strike_each(&mut group.left, rest.get(..none_above).unwrap_or_default(), values);
        }
        self.reached(&group.left, &group.common)
    }

    /// The sums of the leaves that each row has reached. In a function of its own like [`strike_each`].
    #[inline(never)]
    fn reached(&self, left: &[[u16; LANES]], common: &[u16]) -> [f32; LANES] {
        let mut sums = [0.0; LANES];
        for ((leaves, left), common) in self.leaves.iter().zip(left).zip(common) {
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum += leaves.get((left & common).trailing_zeros() as usize).copied().unwrap_or(0.0);
            }
        }
        sums
    }
}

/// Strikes out for each row by itself. In a function of its own, because inside of a long one the compiler takes only four
/// rows at once.
#[inline(never)]
fn strike_each(left: &mut [[u16; LANES]], splits: &[Split], values: &[f32; LANES]) {
    for split in splits {
        let Some(left) = left.get_mut(usize::from(split.tree)) else { continue };
        for (left, value) in left.iter_mut().zip(values) {
            // Arithmetic instead of a choice, so that the compiler takes all lanes at once.
            let below = u16::from(is_below(*value, split.threshold));
            *left &= split.right | 0_u16.wrapping_sub(below);
        }
    }
}

/// Whether a split sends a value to the left. What is no number goes to the right.
#[inline]
fn is_below(value: f32, threshold: f32) -> bool {
    value <= threshold
}

/// Strikes the leaves out that rows above a split do not reach.
#[inline]
fn strike(left: &mut [u16], split: &Split) {
    if let Some(left) = left.get_mut(usize::from(split.tree)) {
        *left &= split.right;
    }
}

/// The least and the largest of some values. What is no number is above every threshold, and so counts as the largest.
fn extent(values: &[f32]) -> (f32, f32) {
    let mut least = [f32::INFINITY; 8];
    let mut largest = [f32::NEG_INFINITY; 8];
    let mut missing = false;
    let (chunks, rest) = values.as_chunks::<8>();
    let mut look = |values: &[f32]| {
        for ((least, largest), value) in least.iter_mut().zip(&mut largest).zip(values) {
            *least = if *value < *least { *value } else { *least };
            *largest = if *value > *largest { *value } else { *largest };
            missing |= value.is_nan();
        }
    };
    chunks.iter().for_each(|chunk| look(chunk));
    look(rest);
    let least = least.into_iter().fold(f32::INFINITY, f32::min);
    let largest = largest.into_iter().fold(f32::NEG_INFINITY, f32::max);
    (least, if missing { f32::NAN } else { largest })
}

/// For each tree the leaves that may still be reached.
pub struct Left(Vec<u16>);

/// Trees that are being added.
#[derive(Default)]
pub struct Growing {
    /// Each with its column.
    splits: Vec<(u16, Split)>,
    leaves: Vec<Leaves>,
    /// Leaves of the last tree.
    count: usize,
}

impl Growing {
    /// Begins a tree.
    pub fn begin(&mut self) {
        self.leaves.push(Leaves::default());
        self.count = 0;
    }

    /// Adds a leaf.
    pub fn leaf(&mut self, value: f32) {
        if let Some(leaf) = self.leaves.last_mut().and_then(|leaves| leaves.get_mut(self.count)) {
            *leaf = value;
            self.count += 1;
        }
    }

    /// Adds a split whose left branch follows; gives back its place, for [`Growing::turn`].
    pub fn split(&mut self, column: u16, threshold: f32) -> usize {
        let tree = self.leaves.len().saturating_sub(1) as u16;
        self.splits.push((column, Split { threshold, tree, right: self.count as u16 }));
        self.splits.len() - 1
    }

    /// Says that the left branch of a split is done.
    pub fn turn(&mut self, split: usize) {
        let bits = |count: u32| 1_u32.checked_shl(count).unwrap_or_default().wrapping_sub(1) as u16;
        let behind = bits(self.count as u32);
        if let Some((_, split)) = self.splits.get_mut(split) {
            split.right = !(behind & !bits(u32::from(split.right)));
        }
    }
}

/// The features of a few rows, those of one column side by side.
pub struct Group {
    columns: Vec<[f32; LANES]>,
    /// For each tree the leaves that each row may still reach, and those that none is known not to reach.
    left: Vec<[u16; LANES]>,
    common: Vec<u16>,
}

impl Group {
    /// A group with so many columns.
    pub fn new(columns: usize) -> Group {
        Group { columns: vec![[0.0; LANES]; columns], left: Vec::new(), common: Vec::new() }
    }

    /// Takes the features of one row, from the first column on.
    pub fn lane(&mut self, lane: usize) -> Lane<'_> {
        Lane { columns: self.columns.iter_mut(), lane: lane % LANES }
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
