//! Keeps a block between two kept blocks of the same parent when it was nearly kept by itself: a code sample between two
//! paragraphs, a short line of dialogue. What stands between paragraphs without belonging to them is far less probable.

use super::{Verdicts, View};

/// Share of the page's threshold that such a block must reach.
const NEARLY: f32 = 0.6;

/// Looks at every dropped block between kept ones.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let parent = |at: u32| context.blocks.get(at).map(|block| context.page.row(block.row).parent);
    for at in 1..context.blocks.len().saturating_sub(1) {
        let score = view.scores.get(at as usize).copied().unwrap_or(0.0);
        if verdicts.keeps(at)
            || score < view.cut.threshold * NEARLY
            || !verdicts.keeps(at - 1)
            || !verdicts.keeps(at + 1)
        {
            continue;
        }
        if parent(at) == parent(at - 1) && parent(at) == parent(at + 1) {
            verdicts.keep(at, "nearly probable enough, and kept blocks of the same parent stand on both sides");
        }
    }
}
