//! Decides how likely each block is content: named features of the block, its neighbours, its containers and the page,
//! and learned weights over them. For judge, which turns the scores into verdicts.

mod alike;
pub mod context;
pub mod features;
mod fingerprints;
mod groups;
mod landmarks;
mod lanes;
pub mod page_type;
mod paths;
pub mod quality;
mod sections;
mod threshold;
mod trees;
pub mod weights;
pub mod whole;

pub use alike::level;
pub use context::Context;
pub use features::Matrix;
pub use page_type::page_type;
pub use quality::quality;
pub use threshold::{Cut, cut};
pub use weights::Weights;
pub use whole::Whole;

use crate::deadline::Deadline;
use lanes::Lanes;

/// The probability of every block of being content, 0 to 1.
#[cfg(any(test, feature = "lab"))]
pub fn weigh(matrix: &Matrix, weights: &Weights) -> Vec<f32> {
    probabilities(matrix, &weights.content.lanes(|_| None), weights.base)
}

fn probabilities(matrix: &Matrix, lanes: &Lanes, base: f32) -> Vec<f32> {
    let sums = lanes.sums(&matrix.values, matrix.columns);
    sums.into_iter().map(|sum| probability(base + sum)).collect()
}

/// Blocks whose features are held at once: a page of a million blocks would else need half a gigabyte for them.
const AT_ONCE: u32 = 4096;

/// Blocks of a page for which nothing is worth preparing: making lanes of the trees costs as much as walking them for five.
const FEW: u32 = 4;

/// The same without a matrix of the whole page; none when the time is over before the blocks are.
pub fn weigh_in_parts(
    context: &Context<'_>,
    whole: &Whole,
    types: &[f32; 7],
    weights: &Weights,
    deadline: Deadline,
) -> Option<Vec<f32>> {
    let blocks = context.blocks.len();
    if blocks <= FEW {
        let of_page = features::of_page(whole, types);
        let sum = |at| weights.content.sum(&features::of_block(context, weights, at, &of_page));
        return Some((0..blocks).map(|at| probability(weights.base + sum(at))).collect());
    }
    // What the page as a whole says is the same for every block and stands behind what the block says.
    let page = features::of_page(whole, types);
    let own = features::names().len().saturating_sub(page.len());
    let lanes = weights.content.lanes(|column| page.get(column.checked_sub(own)?).copied());
    let starts = (0..blocks).step_by(AT_ONCE as usize);
    let mut scores = Vec::with_capacity(blocks as usize);
    for part in starts.map(|start| start..start.saturating_add(AT_ONCE).min(blocks)) {
        if deadline.is_over() {
            return None;
        }
        scores.append(&mut probabilities(&Matrix::part(context, weights, part, own), &lanes, weights.base));
    }
    Some(scores)
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
