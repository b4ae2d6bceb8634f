//! Decides which links are the marks of footnotes, and which blocks are the footnotes. From links inside the page and the
//! blocks that are written, for compose.

use std::collections::{HashMap, HashSet};

use url::Url;

use crate::block::{Block, Blocks};
use crate::marks;
use crate::page::{Name, Page};
use crate::tag::Tag;

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Notes {
    /// The row of each mark, and its footnote's label.
    marks: HashMap<u32, String>,
    /// The block of each footnote, and its label.
    bodies: HashMap<u32, String>,
    /// The blocks that are only the number of the footnote behind them.
    numbers: HashSet<u32>,
    /// The names of the marks, by which links lead back to them.
    names: HashSet<String>,
}

impl Notes {
    /// Finds the footnotes whose marks and bodies are both written. `base` is the page's own address.
    pub fn find(page: &Page, blocks: &Blocks, base: Option<&Url>, written: impl Fn(usize) -> bool) -> Notes {
        let marks: Vec<(u32, &str)> =
            page.rows_of(Tag::A).iter().filter_map(|at| marks::mark(page, *at, base)).collect();
        if marks.is_empty() {
            return Notes::default();
        }
        let targets = marks::targets(page, marks.iter().map(|(_, target)| *target));
        let mut notes = Notes::default();
        let mut used = HashSet::new();
        let mut found = Vec::new();
        for (row, target) in marks {
            let Some(place) = targets.get(target).filter(|place| **place > row) else { continue };
            let Some((body, number)) = marks::body(page, blocks, *place).filter(|body| written(body.0 as usize)) else {
                continue;
            };
            let own = marks::block_at(blocks, page.row(row).text.start);
            if !own.is_some_and(|own| own < body && written(own as usize)) {
                continue;
            }
            found.push((row, body, number));
        }
        let bibliographies = bibliographies(page, blocks, &found, &written);
        for (row, body, number) in found {
            let item = blocks.get(body).and_then(|block| item_of(page, block));
            if item.is_some_and(|item| bibliographies.contains(&page.row(item).parent)) {
                continue;
            }
            let label = notes.bodies.entry(body).or_insert_with(|| label(page, row, &mut used)).clone();
            notes.marks.insert(row, label);
            let names = page.upwards(row).take(NAMED).filter_map(|at| page.attribute(at, Name::Id));
            notes.names.extend(names.map(str::to_owned));
            notes.numbers.extend(number);
        }
        notes
    }

    /// The label of the footnote that a row is the mark of.
    pub fn of_mark(&self, row: u32) -> Option<&String> {
        self.marks.get(&row)
    }

    /// Whether a link leads to a mark.
    pub fn leads_to_mark(&self, page: &Page, row: u32) -> bool {
        let target = page.attribute(row, Name::Href).and_then(|href| href.strip_prefix('#'));
        target.is_some_and(|target| self.names.contains(target))
    }

    /// Whether a block is only the number of the footnote behind it.
    pub fn is_number(&self, block: u32) -> bool {
        self.numbers.contains(&block)
    }

    /// The label of the footnote that a block is.
    pub fn of_block(&self, block: u32) -> Option<&String> {
        self.bodies.get(&block)
    }
}

/// Elements that may bear a mark's name: its link and the `sup` around that.
const NAMED: usize = 2;

/// The row of a mark, the block of its footnote, and the block of that one's number.
type Found = (u32, u32, Option<u32>);

/// Elements between a footnote's block and its item.
const BETWEEN: usize = 4;

/// The item that a block stands in.
fn item_of(page: &Page, block: &Block) -> Option<u32> {
    page.upwards(block.row).take(BETWEEN).find(|at| page.row(*at).tag == Tag::Li)
}

/// The lists, by their rows, of whose written items no mark leads to most: bibliographies, whose items are also named in
/// ranges ("4–9"). As footnotes a few of them would be torn out of their list.
fn bibliographies(page: &Page, blocks: &Blocks, found: &[Found], written: impl Fn(usize) -> bool) -> HashSet<u32> {
    let items = |at: &u32| item_of(page, blocks.get(*at)?);
    let marked: HashSet<u32> = found.iter().filter_map(|(_, body, _)| items(body)).collect();
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    for item in &marked {
        counts.entry(page.row(*item).parent).or_default().0 += 1;
    }
    let mut last = 0;
    let count = if counts.is_empty() { 0 } else { blocks.len() };
    for at in (0..count).filter(|at| written(*at as usize)) {
        let Some(item) = items(&at).filter(|item| *item != last) else { continue };
        last = item;
        if let Some((_, all)) = counts.get_mut(&page.row(item).parent) {
            *all += 1;
        }
    }
    counts.retain(|_, (marked, all)| *marked * 2 < *all);
    counts.into_keys().collect()
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
    fn brackets_around_a_mark_are_part_of_it() {
        let blocks = composed("<p>a<sup>[<a href=#n>b</a>]</sup> c<p id=n>d").blocks;
        let ContentBlock::Paragraph { spans, .. } = &blocks[0] else { panic!() };
        let found: Vec<_> = spans.iter().map(|span| (span.kind, span.start, span.end)).collect();
        assert_eq!(found, [(InlineKind::NoteReference, 1, 4)]);
    }

    #[test]
    fn a_number_may_stand_alone_before_its_footnote() {
        let blocks = composed(
            "<p>a <a class=footnote-anchor href='https://example.org/#n1'>1</a> b</p>\
             <div class=footnote><a id=n1 href='#r1'>1</a><div><p>c</p></div></div>",
        )
        .blocks;
        let [ContentBlock::Paragraph { spans, .. }, ContentBlock::Paragraph { text, note, .. }] = blocks.as_slice()
        else {
            panic!("{blocks:?}")
        };
        assert_eq!((text.as_str(), note.as_deref(), spans[0].note.as_deref()), ("c", Some("1"), Some("1")));
    }

    #[test]
    fn a_note_leads_back_from_its_last_paragraph_and_in_words() {
        let mark = "<p>a<sup id=r1><a href=#n1>1</a></sup>";
        let parts = |note: &str| match composed(&format!("{mark}<ol><li id=n1>{note}</ol>")).blocks.into_iter().last() {
            Some(ContentBlock::List { items, .. }) => items[0].spans.iter().map(|span| span.kind).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(parts("<p>b<p>c <a href=#r1>↩</a>"), [InlineKind::BackReference]);
        assert_eq!(parts("b <a href=#r1>back</a>"), [InlineKind::BackReference]);
        assert_eq!(parts("b <a href=#r1>as here</a> c"), []);
        assert_eq!(parts("b <a href=#r2>back</a>"), []);
    }

    #[test]
    fn a_bibliography_stays_a_list() {
        let blocks = composed(
            "<p>a<sup><a href=#c1>1–3</a></sup> b<sup><a href=#c4>4</a></sup><ol><li id=c1>c<li>d<li>e<li id=c4>f</ol>",
        )
        .blocks;
        let [ContentBlock::Paragraph { spans, .. }, ContentBlock::List { items, .. }] = blocks.as_slice() else {
            panic!("{blocks:?}")
        };
        assert!(spans.iter().all(|span| span.note.is_none()) && items.iter().all(|item| item.note.is_none()));
    }

    #[test]
    fn the_numbers_typed_in_a_bibliography_stay() {
        let item = |number: u32| format!("<li id=c{number}>{number}.<div>Of tide {number}</div>");
        let list: String = (5..=8).map(item).collect();
        let text = composed(&format!("<p>a<sup><a href=#c6>6</a></sup><ol>{list}</ol>")).text;
        for number in 5..=8 {
            assert!(text.contains(&format!("{number}.\nOf tide {number}")), "{text}");
        }
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
