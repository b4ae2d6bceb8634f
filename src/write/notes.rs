//! Decides which links are the marks of footnotes, and which blocks are the footnotes. From links inside the page and the
//! blocks that are written, for compose.

use std::collections::{HashMap, HashSet};

use crate::block::{Blocks, Kind};
use crate::page::{Name, Page, Span};
use crate::tag::Tag;

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Notes {
    /// The row of each mark, and its footnote's label.
    marks: HashMap<u32, String>,
    /// The block of each footnote, and its label.
    bodies: HashMap<u32, String>,
}

/// Letters of the longest mark without its brackets.
const LONGEST_MARK: usize = 4;
/// Elements between a mark's link and the `sup` around it.
const WRAPPERS: usize = 2;

impl Notes {
    /// Finds the footnotes whose marks and bodies are both written.
    pub fn find(page: &Page, blocks: &Blocks, written: impl Fn(usize) -> bool) -> Notes {
        let marks: Vec<(u32, &str)> = page.rows_of(Tag::A).iter().filter_map(|at| mark(page, *at)).collect();
        if marks.is_empty() {
            return Notes::default();
        }
        let wanted: HashSet<&str> = marks.iter().map(|(_, target)| *target).collect();
        let mut targets: HashMap<&str, u32> = HashMap::new();
        for at in 0..page.rows.len() as u32 {
            let id = page.attribute(at, Name::Id).or_else(|| page.attribute(at, Name::Name));
            if let Some(id) = id.filter(|id| wanted.contains(id)) {
                targets.entry(id).or_insert(at);
            }
        }
        let mut notes = Notes::default();
        let mut used = HashSet::new();
        for (row, target) in marks {
            let Some(place) = targets.get(target).filter(|place| **place > row) else { continue };
            let Some(body) = body(page, blocks, *place).filter(|body| written(*body as usize)) else { continue };
            let own = block_at(blocks, page.row(row).text.start);
            if !own.is_some_and(|own| own < body && written(own as usize)) {
                continue;
            }
            let label = notes.bodies.entry(body).or_insert_with(|| label(page, row, &mut used)).clone();
            notes.marks.insert(row, label);
        }
        notes
    }

    /// The label of the footnote that a row is the mark of.
    pub fn of_mark(&self, row: u32) -> Option<&String> {
        self.marks.get(&row)
    }

    /// The label of the footnote that a block is.
    pub fn of_block(&self, block: u32) -> Option<&String> {
        self.bodies.get(&block)
    }
}

/// The target of a link that looks like the mark of a footnote: one short sign, raised or in brackets or called a note.
fn mark(page: &Page, at: u32) -> Option<(u32, &str)> {
    let target = page.attribute(at, Name::Href)?.strip_prefix('#').filter(|target| !target.is_empty())?;
    let text = page.text_of(at);
    let bare = text.trim_matches(['[', ']', '(', ')']);
    let short = !bare.is_empty() && bare.chars().count() <= LONGEST_MARK;
    let numbered = bare.bytes().all(|byte| byte.is_ascii_digit());
    let sign = bare.chars().all(|character| matches!(character, '*' | '†' | '‡' | '§'));
    let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase());
    if !short || !(numbered || sign || letter) {
        return None;
    }
    let raised = page.ancestors(at).take(WRAPPERS).any(|at| page.row(at).tag == Tag::Sup)
        || page.descendants(at).take(WRAPPERS).any(|at| page.row(at).tag == Tag::Sup);
    let called = page.attribute(at, Name::Role) == Some("doc-noteref")
        || page.attribute(at, Name::Class).is_some_and(|class| class.contains("footnote") || class.contains("noteref"));
    (raised || called || text.starts_with('[') && text.ends_with(']')).then_some((at, target))
}

/// The block that a footnote's element holds or stands in. A heading is no footnote.
fn body(page: &Page, blocks: &Blocks, row: u32) -> Option<u32> {
    let held = blocks.under(page, row);
    let at = if held.is_empty() { block_at(blocks, page.row(row).text.start)? } else { held.start };
    blocks.get(at).filter(|block| !matches!(block.kind, Kind::Heading(_) | Kind::Code)).map(|_| at)
}

/// The first block that ends behind a position.
fn block_at(blocks: &Blocks, position: u32) -> Option<u32> {
    let at = blocks.list.partition_point(|block| block.text.end <= position);
    (at < blocks.list.len()).then_some(at as u32)
}

/// The label of a footnote: its mark where that is a number or a letter nobody took, else the next free number.
fn label(page: &Page, row: u32, used: &mut HashSet<String>) -> String {
    let shown = page.text_of(row).trim_matches(['[', ']', '(', ')']);
    let plain = shown.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut label = shown.to_owned();
    let mut number = used.len();
    while !plain && label == shown || used.contains(&label) {
        number += 1;
        label = number.to_string();
    }
    used.insert(label.clone());
    label
}

/// Whether a link leads back from a footnote: it says nothing but a sign.
pub(super) fn leads_back(page: &Page, row: u32, text: Span) -> bool {
    let inside = page.attribute(row, Name::Href).is_some_and(|href| href.starts_with('#'));
    let shown = page.slice(text).trim();
    inside && !shown.is_empty() && shown.chars().count() <= LONGEST_MARK && !shown.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::{ContentBlock, InlineKind};

    #[test]
    fn marks_lead_to_their_footnotes() {
        let blocks = composed(
            "<p>a<sup><a href=#n1 id=r1>1</a></sup> b <a href=#n2>[2]</a> c<a href=#n9><sup>9</sup></a> d<sup><a href=#h>3</a></sup>\
             <h2 id=h>x</h2><ol><li id=n1>e <a href=#r1>↩</a><li><span id=n2>f</span></ol>",
        )
        .blocks;
        let ContentBlock::Paragraph { spans, .. } = &blocks[0] else { panic!() };
        let notes: Vec<_> = spans.iter().filter_map(|span| span.note.as_deref()).collect();
        assert_eq!(notes, ["1", "2"]);
        let ContentBlock::List { items, .. } = &blocks[2] else { panic!("{blocks:?}") };
        let notes: Vec<_> = items.iter().map(|item| item.note.as_deref()).collect();
        assert_eq!(notes, [Some("1"), Some("2")]);
        assert_eq!(items[0].spans[0].kind, InlineKind::BackReference);
    }

    #[test]
    fn signs_get_numbers() {
        let blocks = composed("<p>a<sup><a href=#n>*</a></sup><p>b<sup><a href=#n>*</a></sup><p id=n>c").blocks;
        let ContentBlock::Paragraph { note, .. } = &blocks[2] else { panic!() };
        assert_eq!(note.as_deref(), Some("1"));
    }

    #[test]
    fn other_links_inside_the_page_are_no_marks() {
        let blocks =
            composed("<p><a href=#c>1</a> <sup><a href=#c>first</a></sup> <sup><a href=/c>2</a></sup><p id=c>d");
        let ContentBlock::Paragraph { spans, .. } = &blocks.blocks[0] else { panic!() };
        assert!(spans.iter().all(|span| span.note.is_none()));
    }
}
