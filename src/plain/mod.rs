//! Decides what plain text that another extractor left behind holds: its lines are blocks without tags, and passes over
//! them tell the article from the chrome between its paragraphs. For extract, instead of settle, cut and judge.

mod caption;
mod chrome;
mod date;
mod ending;
mod input;
mod kinds;
mod labels;
mod lines;
mod mark;
mod opening;
mod pointers;
mod shape;
mod sheet;

pub(crate) use input::{looks_like_html, refusal};

use crate::article::Related;
use crate::block::{Block, Blocks, Kind};
use crate::cues::Cues;
use crate::deadline::Deadline;
use crate::judge::Verdict;
use crate::meta::Meta;
use crate::page::{Flags, Page, Row, Span};
use crate::tag::Tag;
use crate::words::Measure;
use kinds::KINDS;
use sheet::{Line, Sheet};

/// Plain text, read.
pub struct Reading {
    /// A page with one row a line; items stand in list rows.
    pub page: Page,
    /// Its lines as blocks.
    pub blocks: Blocks,
    /// A verdict for each block.
    pub verdicts: Vec<Verdict>,
    /// What the lines say about the article: title, lead image's caption and credit, tags, dates.
    pub meta: Meta,
    /// Stories the text points to.
    pub related: Vec<Related>,
    /// Expected F1.
    pub quality: f32,
    /// Limits reached, in plain words.
    pub warnings: Vec<String>,
}

/// Reads plain text; none when the time is over before every line is judged.
pub fn read_until(text: &str, deadline: Deadline) -> Option<Reading> {
    if deadline.is_over() {
        return None;
    }
    let lines = lines::split(text);
    let mut warnings = Vec::new();
    if lines.capped {
        warnings.push("too many lines: what follows the last one told apart is one paragraph".to_owned());
    }
    if deadline.is_over() {
        return None;
    }
    let mut sheet = Sheet::new(lines, deadline);
    for pass in [caption::pass, pointers::read_more, pointers::lists, pointers::tags, chrome::pass] {
        if deadline.is_over() {
            return None;
        }
        pass(&mut sheet);
    }
    let clean = sheet.lines.iter().all(|line| line.verdict.as_ref().is_none_or(|verdict| verdict.by == "plain: rule"));
    opening::pass(&mut sheet, clean);
    ending::tail(&mut sheet);
    ending::rest(&mut sheet);
    (!deadline.is_over()).then(|| assemble(sheet, warnings))
}

/// Reads plain text however long it takes.
#[cfg(test)]
fn read(text: &str) -> Reading {
    read_until(text, Deadline::default()).expect("without a deadline there is time")
}

/// Whether a line between others is a date, a count or a rule.
fn is_aside(text: &str) -> bool {
    date::is_moment(text) || shape::is_counter(text) || shape::is_rule(text)
}

/// Whether a line is chrome by its words alone.
fn is_chrome_line(sheet: &Sheet, at: usize) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    let whole = line.found.line.meets(KINDS.hard) || line.found.line.meets(KINDS.soft);
    let led = (line.found.start | line.found.end).meets(KINDS.lead)
        || line.found.start.meets(KINDS.tags) && sheet.text(at).contains([':', '：']);
    whole || led || shape::is_address(sheet.text(at)) || labels::read(sheet.text(at)) == labels::Labels::Known
}

/// F1 expected of a text with paragraphs: below what the scores of a page promise, because lines carry less evidence.
const LIKELY: f32 = 0.8;
/// F1 expected where no line reads as running text, so that lists and verse cannot be told from menus.
const UNLIKELY: f32 = 0.4;

/// Lays the judged lines out as a page and its blocks.
fn assemble(sheet: Sheet, warnings: Vec<String>) -> Reading {
    let Sheet { text, lines, meta, related, .. } = sheet;
    let end = text.len() as u32;
    let mut rows = vec![Row { depth: 0, ..row(Tag::Body, 0, 0, Span { start: 0, end }, Flags::default()) }];
    let mut list = Vec::with_capacity(lines.len());
    let mut first = vec![0];
    let mut verdicts = Vec::with_capacity(lines.len());
    let mut open: Option<(u32, bool)> = None;
    for line in &lines {
        let Line { entry, counts, .. } = line;
        let item = entry.kind == Kind::Item;
        if !item || open.is_some_and(|(_, ordered)| ordered != entry.ordered) {
            open = None;
        }
        if item && open.is_none() {
            open = Some((rows.len() as u32, entry.ordered));
            first.push(list.len() as u32);
            rows.push(row(if entry.ordered { Tag::Ol } else { Tag::Ul }, rows.len(), 0, entry.text, Flags::LIST));
        }
        let (tag, flags) = tag_of(entry.kind);
        let parent = open.map_or(0, |(list, _)| list);
        let at = rows.len() as u32;
        first.push(list.len() as u32);
        rows.push(row(tag, rows.len(), parent, entry.text, flags));
        if let Some(parent) = rows.get_mut(parent as usize).filter(|_| parent > 0) {
            parent.end = at + 1;
            parent.text.end = entry.text.end;
        }
        list.push(Block {
            row: at,
            kind: entry.kind,
            text: entry.text,
            counts: Measure { words: counts.words, sentences: counts.sentences },
            link_words: 0,
            links: 0,
            flags,
            inner: Cues::NONE,
        });
        verdicts.push(line.verdict.clone().unwrap_or(Verdict {
            keep: true,
            by: "plain: line",
            reason: "nothing says that it is chrome".into(),
        }));
    }
    if let Some(row) = rows.first_mut() {
        row.end = first.len() as u32;
    }
    let page = Page { rows, text, ..Page::default() };
    let blocks = Blocks::with_sums(list, first);
    let quality = if lines.iter().any(|line| line.prose) { LIKELY } else { UNLIKELY };
    Reading { page, blocks, verdicts, meta, related, quality, warnings }
}

fn tag_of(kind: Kind) -> (Tag, Flags) {
    match kind {
        Kind::Heading(1) => (Tag::H1, Flags::HEADING),
        Kind::Heading(2) => (Tag::H2, Flags::HEADING),
        Kind::Heading(3) => (Tag::H3, Flags::HEADING),
        Kind::Heading(4) => (Tag::H4, Flags::HEADING),
        Kind::Heading(5) => (Tag::H5, Flags::HEADING),
        Kind::Heading(_) => (Tag::H6, Flags::HEADING),
        Kind::Item => (Tag::Li, Flags::LIST),
        Kind::Quote => (Tag::Blockquote, Flags::QUOTE),
        Kind::Code => (Tag::Pre, Flags::VERBATIM | Flags::CODE),
        _ => (Tag::P, Flags::default()),
    }
}

/// A row at an index that holds no other; one that does is given a later end when they come.
fn row(tag: Tag, at: usize, parent: u32, text: Span, flags: Flags) -> Row {
    let depth = if parent > 0 { 2 } else { 1 };
    let end = at as u32 + 1;
    Row { tag, depth, parent, end, text, first_attribute: 0, attributes: 0, cues: Cues::NONE, flags, kin: 0 }
}

#[cfg(test)]
mod tests;
