//! The sparse features of a block: which cue words stand on its path and how near, which phrases it holds, which
//! phrase its heading is, which elements it lies in. A linear model gives each a weight and their sums become features
//! of the trees, so that four hundred rare signs cost a few additions a block.

use super::Sink;
use crate::weigh::{Context, Weights};

/// A sparse feature: its family and its number there.
#[cfg(feature = "lab")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The family: 0 to 2 cues near, in the middle and far; 3 to 5 phrases as line, beginning and end; 6 phrase of the
    /// section's heading; 7 elements on the path; 8 phrase of any heading above.
    pub family: u8,
    /// The bit in the family's set.
    pub bit: u8,
}

/// Families of tokens, by the names of the weights file.
pub const FAMILIES: [&str; 9] =
    ["cue_near", "cue_middle", "cue_far", "line", "start", "end", "heading", "path", "section"];

/// The tokens of a block, as the sets of its families.
fn sets(context: &Context<'_>, at: u32) -> [u128; FAMILIES.len()] {
    let [near, middle, far] = context.cues(at);
    let found = context.phrases(at);
    let heading = context.marks.heading(at);
    let above = heading.map(|heading| context.phrases(heading)).unwrap_or_default();
    let row = context.blocks.get(at).map_or(0, |block| block.row);
    [
        near.0.into(),
        middle.0.into(),
        far.0.into(),
        found.line.0.into(),
        found.start.0.into(),
        found.end.0.into(),
        (above.line | above.start).0.into(),
        context.paths.tags(row),
        context.sections.phrases_above(at).0.into(),
    ]
}

/// Calls `take` for each bit of a set.
fn bits(set: u128, mut take: impl FnMut(u8)) {
    // Most sets are small and lie in the lower half, where a register holds them.
    for (mut half, first) in [(set as u64, 0), ((set >> 64) as u64, 64)] {
        while half != 0 {
            take(first + half.trailing_zeros() as u8);
            half &= half - 1;
        }
    }
}

/// Calls `take` for each token of a block.
#[cfg(feature = "lab")]
pub fn tokens(context: &Context<'_>, at: u32, mut take: impl FnMut(Token)) {
    for (family, set) in (0..).zip(sets(context, at)) {
        bits(set, |bit| take(Token { family, bit }));
    }
}

/// For each family the sum that its tokens' weights belong to.
const SUMS: [usize; FAMILIES.len()] = [0, 0, 0, 1, 1, 1, 2, 3, 4];

/// Puts the sums of the sparse features' weights: cues, phrases, the heading's phrases, elements.
pub fn fill(context: &Context<'_>, weights: &Weights, at: u32, sink: &mut impl Sink) {
    let mut sums = [0.0; 5];
    for ((family, set), group) in sets(context, at).into_iter().enumerate().zip(SUMS) {
        if let Some(sum) = sums.get_mut(group) {
            let family = weights.family(family);
            bits(set, |bit| *sum += family.get(usize::from(bit)).copied().unwrap_or(0.0));
        }
    }
    let [cues, phrases, heading, path, section] = sums;
    sink.put("cue_score", cues);
    sink.put("phrase_score", phrases);
    sink.put("heading_score", heading);
    sink.put("path_score", path);
    sink.put("section_score", section);
}
