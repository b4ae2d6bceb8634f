//! Drops kept text that was kept before on the same page: pages ship a copy for phones beside the one for desks.

use std::collections::HashSet;

use super::{Verdicts, View};
use crate::block::Kind;

/// Words of the shortest block that counts as a copy; shorter ones ("Yes.", a table's cell) repeat in real texts.
const SHORTEST: u32 = 8;

/// Looks at every kept block of some length.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let mut seen = HashSet::new();
    for (at, block) in view.context.blocks.list.iter().enumerate() {
        let at = at as u32;
        if !verdicts.keeps(at) || block.counts.words < SHORTEST || block.kind == Kind::Code {
            continue;
        }
        if !seen.insert(view.context.text(at)) {
            verdicts.drop(at, "the same text was kept before");
        }
    }
}
