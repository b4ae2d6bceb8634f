//! Decides how likely each block is content: named features of the block, its neighbours, its containers and the page,
//! and learned weights over them. For judge, which turns the scores into verdicts.

mod alike;
mod below;
mod board;
pub mod context;
pub mod features;
mod fingerprints;
mod generator;
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
pub use board::with_board;
pub use context::Context;
#[cfg(feature = "lab")]
pub use features::Matrix;
pub use generator::with_generator;
pub use page_type::page_type;
pub use quality::quality;
pub use threshold::{Cut, cut};
pub use weights::Weights;
pub use whole::Whole;

use crate::deadline::Deadline;
use lanes::{Group, LANES};

/// Groups of blocks between two looks at the clock: a few milliseconds.
const LOOK_EVERY: usize = 128;

/// Blocks of a page for which nothing is worth preparing: making lanes of the trees costs as much as walking them for five.
const FEW: u32 = 4;

/// The probability of every block of being content, 0 to 1; none when the time is over before all are weighed.
pub fn weigh(
    context: &Context<'_>,
    whole: &Whole,
    types: &[f32; 7],
    weights: &Weights,
    deadline: Deadline,
) -> Option<Vec<f32>> {
    let blocks = context.blocks.len();
    let page = features::of_page(whole, types);
    if blocks <= FEW {
        let sum = |at| weights.content.sum(&features::of_block(context, weights, at, &page));
        return Some((0..blocks).map(|at| probability(weights.base + sum(at))).collect());
    }
    // What the page as a whole says is the same for every block and stands behind what the block says.
    let own = features::names().len().saturating_sub(page.len());
    let known = weights.lanes.left_by(own, &page);
    let mut scores = Vec::with_capacity(blocks as usize);
    // A group of blocks at a time: the features of all would be half a gigabyte on a page of a million.
    let mut group = Group::new(own);
    for (nth, start) in (0..blocks).step_by(LANES).enumerate() {
        if nth.is_multiple_of(LOOK_EVERY) && deadline.is_over() {
            return None;
        }
        let part = start..blocks.min(start.saturating_add(LANES as u32));
        for (lane, at) in part.clone().enumerate() {
            features::fill(context, weights, at, &mut group.lane(lane));
        }
        let sums = weights.lanes.sums(&mut group, part.len(), &known).into_iter().take(part.len());
        scores.extend(sums.map(|sum| probability(weights.base + sum)));
    }
    Some(scores)
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
