//! Decides how likely each block is content: named features of the block, its neighbours, its containers and the page,
//! and learned weights over them. For judge, which turns the scores into verdicts.

pub mod context;
pub mod features;
mod fingerprints;
mod groups;
mod landmarks;
pub mod page_type;
pub mod quality;
mod sections;
mod threshold;
mod trees;
pub mod weights;
pub mod whole;

pub use context::Context;
pub use features::Matrix;
pub use page_type::page_type;
pub use quality::quality;
pub use threshold::{Cut, cut};
pub use weights::Weights;
pub use whole::Whole;

/// The probability of every block of being content, 0 to 1.
pub fn weigh(matrix: &Matrix, weights: &Weights) -> Vec<f32> {
    let sums = weights.content.sums(&matrix.values, matrix.columns);
    sums.into_iter().map(|sum| probability(weights.base + sum)).collect()
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
