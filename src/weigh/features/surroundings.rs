//! Features of what stands around the block: the blocks near it and those on the same path.

use super::{Sink, share};
use crate::page::Span;
use crate::weigh::Context;

/// Blocks on either side that are near.
const REACH: u32 = 5;

/// Puts the features of a block's surroundings.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut impl Sink) {
    let after = context.blocks.get(at.saturating_add(1));
    sink.put("after_words", after.map_or(-1.0, |block| block.counts.words as f32));
    let (start, end) = (at.saturating_sub(REACH), (at + REACH + 1).min(context.blocks.len()));
    let near = context.blocks.tally(Span { start, end });
    sink.put("near_words", near.words as f32);
    sink.put("near_link_density", near.link_density());
    let blocks = context.total.blocks as f32;
    let row = context.blocks.get(at).map_or(0, |block| block.row);
    let (tags, kin) = context.paths.groups(row);
    for (name, group) in [("path", tags), ("kin", kin)] {
        sink.put_of(name, "count", group.count as f32);
        sink.put_of(name, "share", share(group.words as f32, context.total.words as f32));
        sink.put_of(name, "average", group.average());
        sink.put_of(name, "first", share(group.first as f32, blocks));
        sink.put_of(name, "sentences", share(group.sentences as f32, group.count as f32));
        sink.put_of(name, "span", share((group.last - group.first) as f32, blocks));
    }
}
