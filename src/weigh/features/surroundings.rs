//! Features of what stands around the block: its neighbours on both sides, blocks on the same path, the page.

use super::{Sink, share};
use crate::block::Kind;
use crate::page::Span;
use crate::weigh::Context;

/// Puts the features of a block's surroundings.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut Sink) {
    for distance in 1..=3 {
        neighbour(context, at, at.checked_sub(distance), "before", distance as usize, sink);
        neighbour(context, at, at.checked_add(distance), "after", distance as usize, sink);
    }
    for (name, reach) in [("near", 5), ("wide", 15)] {
        let around = context
            .blocks
            .tally(Span { start: at.saturating_sub(reach), end: (at + reach + 1).min(context.blocks.len()) });
        sink.put_nth(name, 0, "words", around.words as f32);
        sink.put_nth(name, 0, "link_density", around.link_density());
        sink.put_nth(name, 0, "long_share", share(around.long_words as f32, around.words as f32));
    }
    let (tags, kin) = context.groups.paths(at as usize);
    for (nth, group) in [tags, kin].into_iter().enumerate() {
        sink.put_nth("path", nth, "count", group.count as f32);
        sink.put_nth("path", nth, "share", share(group.words as f32, context.total.words as f32));
        sink.put_nth("path", nth, "average", group.average());
        sink.put_nth("path", nth, "link_density", group.link_density());
        sink.put_nth("path", nth, "sentences", share(group.sentences as f32, group.count as f32));
        sink.put_nth("path", nth, "first", share(group.first as f32, context.total.blocks as f32));
        sink.put_nth("path", nth, "span", share((group.last - group.first) as f32, context.total.blocks as f32));
    }
}

fn neighbour(context: &Context<'_>, at: u32, other: Option<u32>, side: &str, nth: usize, sink: &mut Sink) {
    let own = context.blocks.get(at).map_or(0, |block| block.row);
    let block = other.and_then(|other| context.blocks.get(other));
    sink.put_nth(side, nth, "words", block.map_or(-1.0, |block| block.counts.words as f32));
    sink.put_nth(side, nth, "link_density", block.map_or(-1.0, |block| block.link_density()));
    sink.put_nth(
        side,
        nth,
        "heading",
        block.map_or(-1.0, |block| f32::from(u8::from(matches!(block.kind, Kind::Heading(_))))),
    );
    let kinship = block.map_or(-1.0, |block| {
        let (one, two) = (context.page.row(own), context.page.row(block.row));
        if own == block.row || one.parent == two.parent && one.tag == two.tag {
            2.0
        } else if one.parent == two.parent {
            1.0
        } else {
            0.0
        }
    });
    sink.put_nth(side, nth, "kinship", kinship);
}
