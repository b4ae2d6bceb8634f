//! Drops kept text that was kept before on the same page: pages ship a copy for phones beside the one for desks.

use std::collections::HashSet;

use super::{Verdicts, View};
use crate::block::Kind;

/// Words of the shortest block that counts as a copy; shorter ones ("Yes.", a table's cell) repeat in real texts.
const SHORTEST: u32 = 8;

/// Looks at every kept block of some length, then at the headings of what was dropped.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let mut seen = HashSet::new();
    let mut headings = HashSet::new();
    let mut heading: Option<u32> = None;
    for (at, block) in view.context.blocks.list.iter().enumerate() {
        let at = at as u32;
        if !verdicts.keeps(at) {
            if let Some(heading) = heading.take() {
                verdicts.drop(heading, "the same heading was kept before, and the text below it is dropped");
            }
            continue;
        }
        if block.kind == Kind::Code {
            continue;
        }
        if matches!(block.kind, Kind::Heading(_)) {
            // A heading said before goes with its copied section, and stays when new text follows.
            heading = (!headings.insert(view.context.text(at))).then_some(at);
        }
        if block.counts.words < SHORTEST {
            continue;
        }
        if seen.insert(view.context.text(at)) {
            heading = None;
        } else {
            verdicts.drop(at, "the same text was kept before");
            if let Some(heading) = heading.take() {
                verdicts.drop(heading, "the same heading and the text below it were kept before");
            }
        }
    }
}
