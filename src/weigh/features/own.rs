//! Features of the block itself: its words, links, ending, element and flags, and what it repeats.

use memchr::{memchr_iter, memchr2_iter};

use super::{Sink, share};
use crate::block::{Block, Kind};
use crate::page::Flags;
use crate::tag::Tag;
use crate::weigh::Context;
use crate::words;

/// The flags that are features by themselves; what else a block stands in counts by its path's weights.
const FLAGS: [(&str, Flags); 4] =
    [("navigation", Flags::NAVIGATION), ("main", Flags::MAIN), ("dialog", Flags::DIALOG), ("footer", Flags::FOOTER)];

/// Puts the features of the block itself.
pub fn fill(context: &Context<'_>, at: u32, sink: &mut impl Sink) {
    const NOTHING: &Block = &Block {
        row: 0,
        kind: Kind::Paragraph,
        text: crate::page::Span { start: 0, end: 0 },
        counts: crate::words::Measure { words: 0, sentences: 0 },
        link_words: 0,
        links: 0,
        flags: Flags(0),
        inner: crate::cues::Cues::NONE,
    };
    let block = context.blocks.get(at).unwrap_or(NOTHING);
    let text = context.text(at);
    sink.put("plain_words", (block.counts.words - block.link_words.min(block.counts.words)) as f32);
    sink.put("link_density", block.link_density());
    sink.put("lines", memchr_iter(b'\n', text.as_bytes()).count() as f32);
    sink.put("ending", ending(text));
    let (kind, level) = kind(block.kind);
    sink.put("kind", kind);
    sink.put("level", level);
    sink.put("tag", tag(context.page.row(block.row).tag));
    for (name, flag) in FLAGS {
        sink.put(name, f32::from(u8::from(block.flags.meets(flag))));
    }
    let index = at as usize;
    let repeats = &context.repeats;
    sink.put("said_earlier", repeats.earlier.get(index).copied().unwrap_or(0.0));
    sink.put("same", f32::from(repeats.same(index)));
    sink.put("same_before", f32::from(repeats.same_before.get(index).copied().unwrap_or(0)));
    let prints = context.prints.block(index);
    let title = &context.marks.title;
    let inside = title.share(prints) * prints.len() as f32;
    sink.put("title_covered", share(inside, title.len() as f32));
}

/// Bytes of a text in which a price or a year is looked for: what stands further behind is told in a story.
const NEAR: usize = 200;

/// How a text ends: 0 without a sign, 1 full stop, 2 question or exclamation, 3 colon, 4 comma or semicolon, 5 other.
fn ending(text: &str) -> f32 {
    let last = text.chars().rev().find(|character| !matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | '」'));
    match last {
        Some('.' | '。' | '…' | '।' | '۔') => 1.0,
        Some('!' | '?' | '！' | '？' | '؟') => 2.0,
        Some(':' | '：') => 3.0,
        Some(',' | ';' | '，' | '、' | '،') => 4.0,
        Some(character) if words::is_alphanumeric(character) => 0.0,
        Some(_) => 5.0,
        None => 0.0,
    }
}

/// Whether an amount of money stands near the beginning: a currency sign or code beside a digit.
pub fn has_price(text: &str) -> bool {
    // All other signs are outside ASCII.
    if !text.bytes().fold(false, |found, byte| found | (byte == b'$') | !byte.is_ascii()) {
        return false;
    }
    let mut before = ' ';
    let mut digit_before = false;
    for character in text.char_indices().take_while(|(at, _)| *at < NEAR).map(|(_, character)| character) {
        let sign = matches!(character, '$' | '€' | '£' | '¥' | '₽' | '₹' | '￥' | '円' | '元' | '₩' | '₴');
        if sign && digit_before
            || character.is_ascii_digit() && matches!(before, '$' | '€' | '£' | '¥' | '₽' | '₹' | '￥' | '₩' | '₴')
        {
            return true;
        }
        if character != ' ' && character != '\u{a0}' {
            digit_before = character.is_ascii_digit();
            before = character;
        }
    }
    false
}

/// Whether a year between 1900 and 2099 stands near the beginning.
pub fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes().get(..NEAR.min(text.len())).unwrap_or_default();
    memchr2_iter(b'1', b'2', bytes)
        .filter_map(|at| bytes.get(at..at + 4))
        .any(|year| (year.starts_with(b"19") || year.starts_with(b"20")) && year.iter().all(u8::is_ascii_digit))
}

fn kind(kind: Kind) -> (f32, f32) {
    match kind {
        Kind::Paragraph => (0.0, 0.0),
        Kind::Quote => (1.0, 0.0),
        Kind::Item => (2.0, 0.0),
        Kind::Heading(level) => (3.0, f32::from(level)),
        Kind::Code => (4.0, 0.0),
        Kind::Cell => (5.0, 0.0),
        Kind::Caption => (6.0, 0.0),
        Kind::Term => (7.0, 0.0),
        Kind::Description => (8.0, 0.0),
        Kind::Summary => (9.0, 0.0),
        Kind::Button => (10.0, 0.0),
    }
}

/// Elements in an order in which neighbours mean alike, from prose to containers, so that a tree can split it.
fn tag(tag: Tag) -> f32 {
    match tag {
        Tag::P => 0.0,
        Tag::Pre => 1.0,
        Tag::Blockquote => 2.0,
        Tag::Li => 3.0,
        Tag::Dd => 4.0,
        Tag::Dt => 5.0,
        Tag::Td => 6.0,
        Tag::Th => 7.0,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 8.0,
        Tag::Article | Tag::Section | Tag::Main => 9.0,
        Tag::Div => 10.0,
        Tag::Custom => 11.0,
        Tag::Figcaption | Tag::Caption => 12.0,
        Tag::Body => 13.0,
        Tag::Button | Tag::Summary | Tag::Legend => 14.0,
        Tag::Noscript => 15.0,
        _ => 16.0,
    }
}
