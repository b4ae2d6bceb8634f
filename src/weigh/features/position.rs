//! Features of where the block stands: in the page, after the headline, in its section, among long blocks.

use super::{Sink, share};
use crate::block::{Kind, Tally};
use crate::page::Span;
use crate::weigh::Context;

/// Puts the features of a block's place in the page.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut Sink) {
    let total = &context.total;
    let before = context.blocks.tally(Span { start: 0, end: at });
    sink.put("position", share(at as f32, total.blocks as f32));
    sink.put("words_before", before.words as f32);
    sink.put("words_before_share", share(before.words as f32, total.words as f32));
    sink.put("long_before_share", share(before.long_words as f32, total.long_words as f32));
    headline(context, at, sink);
    section(context, at, sink);
    let (last, next) = context.marks.long.get(at as usize).copied().unwrap_or_default();
    let words_between = |from: Option<u32>, to: Option<u32>| match (from, to) {
        (Some(from), Some(to)) => context.blocks.tally(Span { start: from, end: to }).words as f32,
        _ => -1.0,
    };
    sink.put("last_long_blocks", last.map_or(-1.0, |last| (at - last) as f32));
    sink.put("next_long_blocks", next.map_or(-1.0, |next| (next - at) as f32));
    sink.put("last_long_words", words_between(last.map(|last| last + 1), Some(at)));
    sink.put("next_long_words", words_between(Some(at + 1), next));
    let since = |list: &[Option<u32>]| list.get(at as usize).copied().flatten();
    for (name, mark) in [("comments", since(&context.sections.comments)), ("others", since(&context.sections.others))] {
        sink.put_of("since", name, words_between(mark, Some(at)));
    }
    let end = context.marks.containers.first().map_or(at, |container| container.span.end);
    sink.put("behind_main_words", words_between(Some(end.min(at)), Some(at)));
    sink.put("last_long_near", common_depth(context, at, last));
    sink.put("next_long_near", common_depth(context, at, next));
}

/// How many containers up a block and another meet, at most eight; -1 without another.
fn common_depth(context: &Context<'_>, at: u32, other: Option<u32>) -> f32 {
    let (Some(block), Some(other)) = (context.blocks.get(at), other) else { return -1.0 };
    let mut row = block.row;
    for step in 0_u8..8 {
        if context.span(row).contains(other) {
            return f32::from(step);
        }
        row = context.wider(row);
    }
    8.0
}

fn headline(context: &Context<'_>, at: u32, sink: &mut Sink) {
    let found = context.marks.headline;
    let words = found.map_or(Tally::default(), |headline| {
        context.blocks.tally(Span { start: at.min(headline), end: at.max(headline) })
    });
    let behind = found.is_some_and(|headline| at >= headline);
    sink.put(
        "headline_words",
        match found {
            None => -1.0,
            Some(_) if behind => words.words as f32,
            Some(_) => -2.0 - words.words as f32,
        },
    );
    sink.put(
        "headline_blocks",
        match found {
            None => 0.0,
            Some(headline) => at as f32 - headline as f32,
        },
    );
    sink.put("headline_near", common_depth(context, at, found));
}

fn section(context: &Context<'_>, at: u32, sink: &mut Sink) {
    let index = at as usize;
    let heading = context.marks.heading.get(index).copied().flatten();
    let start = heading.map_or(0, |heading| heading + 1);
    let end = context.marks.section_end.get(index).copied().unwrap_or(at);
    let own = context.blocks.get(at).is_some_and(|block| matches!(block.kind, Kind::Heading(_)));
    // A heading's section is what follows it; every other block's is what stands around it.
    let section = context.blocks.tally(if own { Span { start: at + 1, end } } else { Span { start, end } });
    let level = heading.and_then(|heading| context.blocks.get(heading)).map_or(0, |block| match block.kind {
        Kind::Heading(level) => level,
        _ => 0,
    });
    sink.put("heading_blocks", heading.map_or(-1.0, |heading| (at - heading) as f32));
    sink.put("heading_level", f32::from(level));
    sink.put("heading_near", common_depth(context, at, heading));
    sink.put("section_words", section.words as f32);
    sink.put("section_link_density", section.link_density());
    sink.put("section_long_share", share(section.long_words as f32, section.words as f32));
    sink.put("section_sentences", section.sentences as f32);
    sink.put("sections_to_end", share((context.total.blocks.saturating_sub(end)) as f32, context.total.blocks as f32));
}
