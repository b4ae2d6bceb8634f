//! Decides which links are the marks of footnotes, and which blocks are the footnotes. From links inside the page and the
//! blocks that are written, for compose.

use std::collections::{HashMap, HashSet};

use url::Url;

use crate::block::{Block, Blocks, Kind};
use crate::page::{Name, Page, Span};
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
}

/// Letters of the longest mark without its brackets.
const LONGEST_MARK: usize = 4;
/// Elements between a mark's link and the `sup` around it.
const WRAPPERS: usize = 2;

impl Notes {
    /// Finds the footnotes whose marks and bodies are both written. `base` is the page's own address.
    pub fn find(page: &Page, blocks: &Blocks, base: Option<&Url>, written: impl Fn(usize) -> bool) -> Notes {
        let marks: Vec<(u32, &str)> = page.rows_of(Tag::A).iter().filter_map(|at| mark(page, *at, base)).collect();
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
        let mut found = Vec::new();
        for (row, target) in marks {
            let Some(place) = targets.get(target).filter(|place| **place > row) else { continue };
            let Some((body, number)) = body(page, blocks, *place).filter(|body| written(body.0 as usize)) else {
                continue;
            };
            let own = block_at(blocks, page.row(row).text.start);
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
            notes.numbers.extend(number);
        }
        notes
    }

    /// The label of the footnote that a row is the mark of.
    pub fn of_mark(&self, row: u32) -> Option<&String> {
        self.marks.get(&row)
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

/// The target of a link that looks like the mark of a footnote: one short sign, raised or in brackets or called a note.
fn mark<'a>(page: &'a Page, at: u32, base: Option<&Url>) -> Option<(u32, &'a str)> {
    let target = fragment(page.attribute(at, Name::Href)?, base).filter(|target| !target.is_empty())?;
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

/// The place inside of the page that a link leads to; some pages write their whole address before it.
fn fragment<'a>(link: &'a str, base: Option<&Url>) -> Option<&'a str> {
    let (address, fragment) = link.split_once('#')?;
    let own = |base: &Url| base.as_str().split('#').next() == Some(address);
    (address.is_empty() || base.is_some_and(own)).then_some(fragment)
}

/// The block that a footnote's element holds or stands in, and that of its number where this stands alone before it.
/// A heading is no footnote.
fn body(page: &Page, blocks: &Blocks, row: u32) -> Option<(u32, Option<u32>)> {
    let held = blocks.under(page, row);
    let at = if held.is_empty() { block_at(blocks, page.row(row).text.start)? } else { held.start };
    let found = blocks.get(at)?;
    let is_number = page.slice(found.text).trim_end_matches(['.', ')']).chars().all(|sign| sign.is_ascii_digit());
    let behind = || blocks.under(page, found.row).contains(at + 1).then(|| blocks.get(at + 1)).flatten();
    let (at, number) = if is_number && behind().is_some() { (at + 1, Some(at)) } else { (at, None) };
    blocks.get(at).filter(|block| !matches!(block.kind, Kind::Heading(_) | Kind::Code)).map(|_| (at, number))
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
        let list: String = (1..=4).map(item).collect();
        let text = composed(&format!("<p>a<sup><a href=#c2>2</a></sup><ol>{list}</ol>")).text;
        for number in 1..=4 {
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
