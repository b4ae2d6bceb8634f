//! Features of what the block lies in: its five nearest containers that differ, the siblings most like each, and the
//! smallest containers of the page's long text.

use super::{Sink, share};
use crate::weigh::Context;

/// Puts the features of a block's containers.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut Sink) {
    let own = context.blocks.get(at).map_or(0, |block| block.row);
    main_containers(context, at, own, sink);
    let mut row = own;
    let mut largest = (0.0_f32, 0.0_f32, 0.0_f32);
    let total = context.total.words as f32;
    for nth in 0..5 {
        let span = context.span(row);
        let tally = context.blocks.tally(span);
        let group = context.groups.siblings(row);
        sink.put_nth("up", nth, "words", tally.words as f32);
        sink.put_nth("up", nth, "share", share(tally.words as f32, total));
        sink.put_nth("up", nth, "link_density", tally.link_density());
        sink.put_nth("up", nth, "blocks", tally.blocks as f32);
        sink.put_nth("up", nth, "average", share(tally.words as f32, tally.blocks as f32));
        sink.put_nth("up", nth, "long_share", share(tally.long_words as f32, tally.words as f32));
        sink.put_nth("up", nth, "long_of_page", share(tally.long_words as f32, context.total.long_words as f32));
        sink.put_nth("up", nth, "sentences", tally.sentences as f32);
        sink.put_nth("up", nth, "paragraphs", tally.paragraphs as f32);
        sink.put_nth("up", nth, "headings", tally.headings as f32);
        sink.put_nth("up", nth, "short", share(tally.short_blocks as f32, tally.blocks as f32));
        sink.put_nth("up", nth, "linked", share(tally.linked_blocks as f32, tally.blocks as f32));
        sink.put_nth("up", nth, "images", context.images(row) as f32);
        let count = tally.blocks as f32;
        sink.put_nth("up", nth, "prices", share(context.sections.prices(span) as f32, count));
        sink.put_nth("up", nth, "years", share(context.sections.years(span) as f32, count));
        sink.put_nth("up", nth, "place", share((at.saturating_sub(span.start)) as f32, tally.blocks as f32));
        sink.put_nth("up", nth, "kin_count", group.count as f32);
        sink.put_nth("up", nth, "kin_average", group.average());
        sink.put_nth("up", nth, "kin_link_density", group.link_density());
        sink.put_nth("up", nth, "kin_share", share(group.words as f32, total));
        if group.count >= 3 && group.words as f32 > largest.0 {
            largest = (group.words as f32, group.count as f32, group.link_density());
        }
        row = context.wider(row);
    }
    sink.put("repeated_share", share(largest.0, total));
    sink.put("repeated_count", largest.1);
    sink.put("repeated_link_density", largest.2);
    sink.put("repeated_average", share(largest.0, largest.1));
}

fn main_containers(context: &Context<'_>, at: u32, own: u32, sink: &mut Sink) {
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
        let tally = context.blocks.tally(span);
        sink.put_nth("main", nth, "words", tally.words as f32);
        sink.put_nth("main", nth, "link_density", tally.link_density());
    }
}
