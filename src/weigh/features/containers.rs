//! Features of what the block lies in: its five nearest containers that differ, the siblings most like each, and the
//! smallest containers of the page's long text.

use super::{Sink, share};
use crate::weigh::Context;
use crate::weigh::groups::REPEATED;

/// How many containers up the features reach.
const LEVELS: usize = 5;

/// Puts the features of a block's containers.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut impl Sink) {
    let own = context.blocks.get(at).map_or(0, |block| block.row);
    main_containers(context, at, own, sink);
    let total = context.total.words as f32;
    let mut row = own;
    let (mut largest, mut count) = (0, 0);
    for nth in 0..LEVELS {
        let group = context.groups.siblings(row);
        if group.count >= REPEATED && group.words > largest {
            (largest, count) = (group.words, group.count);
        }
        // The third container says what the second and the fourth say too.
        if nth != 3 {
            let tally = context.blocks.tally(context.span(row));
            sink.put_nth("up", nth, "link_density", tally.link_density());
            sink.put_nth("up", nth, "average", share(tally.words as f32, tally.blocks as f32));
            sink.put_nth("up", nth, "long_of_page", share(tally.long_words as f32, context.total.long_words as f32));
            sink.put_nth("up", nth, "kin_count", group.count as f32);
            sink.put_nth("up", nth, "kin_share", share(group.words as f32, total));
        }
        row = context.wider(row);
    }
    sink.put("repeated_share", share(largest as f32, total));
    sink.put("repeated_average", share(largest as f32, count as f32));
}

fn main_containers(context: &Context<'_>, at: u32, own: u32, sink: &mut impl Sink) {
    for (nth, container) in context.marks.containers.iter().enumerate() {
        let common = container.common(own);
        let up = context.page.row(own).depth.saturating_sub(context.page.row(common).depth);
        let down = context.page.row(container.row).depth.saturating_sub(context.page.row(common).depth);
        let span = container.span;
        let place = if at < span.start {
            at as f32 - span.start as f32
        } else if at >= span.end {
            (at - span.end) as f32 + 1.0
        } else {
            0.0
        };
        sink.put_nth("main", nth, "place", place);
        sink.put_nth("main", nth, "up", f32::from(up));
        sink.put_nth("main", nth, "down", f32::from(down));
        let inside = if span.contains(at) { share((at - span.start) as f32, span.len() as f32) } else { -1.0 };
        sink.put_nth("main", nth, "inside", inside);
    }
}
