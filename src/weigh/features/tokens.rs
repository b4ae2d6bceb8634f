//! The sparse features of a block: which cue words stand on its path and how near, which phrases it holds, which
//! phrase its heading is, which elements it lies in. A linear model gives each a weight and their sums become features
//! of the trees, so that four hundred rare signs cost a few additions a block.

use super::Sink;
use crate::weigh::{Context, Weights};

/// A sparse feature: its family and its number there.
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

/// Calls `take` for each token of a block.
pub fn tokens(context: &Context<'_>, at: u32, mut take: impl FnMut(Token)) {
    let mut bits = |family: u8, mut set: u128| {
        while set != 0 {
            take(Token { family, bit: set.trailing_zeros() as u8 });
            set &= set - 1;
        }
    };
    let [near, middle, far] = context.cues(at);
    bits(0, near.0.into());
    bits(1, middle.0.into());
    bits(2, far.0.into());
    let found = context.phrases(at);
    bits(3, found.line.0.into());
    bits(4, found.start.0.into());
    bits(5, found.end.0.into());
    let heading = context.marks.heading(at);
    let above = heading.map(|heading| context.phrases(heading)).unwrap_or_default();
    bits(6, (above.line | above.start).0.into());
    let row = context.blocks.get(at).map_or(0, |block| block.row);
    bits(8, context.sections.phrases_above(at).0.into());
    bits(7, context.paths.tags(row));
}

/// Puts the sums of the sparse features' weights: cues, phrases, the heading's phrases, elements.
pub fn fill(context: &Context<'_>, weights: &Weights, at: u32, sink: &mut impl Sink) {
    let mut sums = [0.0; 5];
    tokens(context, at, |token| {
        let group = match token.family {
            0..=2 => 0,
            3..=5 => 1,
            6 => 2,
            8 => 4,
            _ => 3,
        };
        if let Some(sum) = sums.get_mut(group) {
            *sum += weights.token(token);
        }
    });
    let [cues, phrases, heading, path, section] = sums;
    sink.put("cue_score", cues);
    sink.put("phrase_score", phrases);
    sink.put("heading_score", heading);
    sink.put("path_score", path);
    sink.put("section_score", section);
}
