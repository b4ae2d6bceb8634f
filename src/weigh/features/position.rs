//! Features of where the block stands: in the page, after the headline, in its section.

use super::{Sink, share};
use crate::block::{Block, Kind};
use crate::page::Span;
use crate::weigh::Context;

/// Puts the features of a block's place in the page.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut impl Sink) {
    let total = &context.total;
    let before = context.blocks.tally(Span { start: 0, end: at });
    sink.put("words_before", before.words as f32);
    sink.put("words_before_share", share(before.words as f32, total.words as f32));
    sink.put("long_before_share", share(before.long_words as f32, total.long_words as f32));
    let end = context.marks.containers.first().map_or(at, |container| container.span.end);
    sink.put("behind_main_words", context.blocks.tally(Span { start: end.min(at), end: at }).words as f32);
    headline(context, at, sink);
    section(context, at, sink);
}

/// The way from the headline: words count down in front of it and up behind it; -1 without a headline.
fn headline(context: &Context<'_>, at: u32, sink: &mut impl Sink) {
    let (mut words, mut blocks) = (-1.0, 0.0);
    if let Some(headline) = context.marks.headline {
        let between = context.blocks.tally(Span { start: at.min(headline), end: at.max(headline) }).words as f32;
        words = if at >= headline { between } else { -2.0 - between };
        blocks = at as f32 - headline as f32;
    }
    sink.put("headline_words", words);
    sink.put("headline_blocks", blocks);
}

fn section(context: &Context<'_>, at: u32, sink: &mut impl Sink) {
    let heading = context.marks.heading(at);
    let start = heading.map_or(0, |heading| heading + 1);
    let end = context.marks.section_end(at).unwrap_or(context.blocks.len());
    let own = context.blocks.get(at).is_some_and(Block::is_heading);
    // A heading's section is what follows it; every other block's is what stands around it.
    let section = context.blocks.tally(if own { Span { start: at + 1, end } } else { Span { start, end } });
    let level = heading.and_then(|heading| context.blocks.get(heading)).map_or(0, |block| match block.kind {
        Kind::Heading(level) => level,
        _ => 0,
    });
    sink.put("heading_level", f32::from(level));
    sink.put("section_words", section.words as f32);
    sink.put("section_link_density", section.link_density());
    sink.put("section_long_share", share(section.long_words as f32, section.words as f32));
    sink.put("section_sentences", section.sentences as f32);
}
