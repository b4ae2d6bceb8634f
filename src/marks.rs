//! Decides which links are the marks of footnotes, where in the page they lead, and which links lead back from there. From the
//! page's rows and blocks, for the pass of judge that keeps footnotes and for what is written of them.

use std::collections::{HashMap, HashSet};

use url::Url;

use crate::block::{Blocks, Kind};
use crate::page::{Name, Page, Span};
use crate::tag::Tag;

/// Letters of the longest mark without its brackets.
const LONGEST_MARK: usize = 4;
/// Elements between a mark's link and the `sup` around it.
const WRAPPERS: usize = 2;

/// The target of a link that looks like the mark of a footnote: one short sign, raised or in brackets or called a note.
pub(crate) fn mark<'a>(page: &'a Page, at: u32, base: Option<&Url>) -> Option<(u32, &'a str)> {
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

/// Bytes of the longest number of a footnote, with the signs behind it.
const LONGEST_NUMBER: usize = 8;

/// The block that a footnote's element holds or stands in, and that of its number where this stands alone before it.
/// A heading is no footnote.
pub(crate) fn body(page: &Page, blocks: &Blocks, row: u32) -> Option<(u32, Option<u32>)> {
    let held = blocks.under(page, row);
    let at = if held.is_empty() { block_at(blocks, page.row(row).text.start)? } else { held.start };
    let found = blocks.get(at)?;
    let is_number = found.text.len() <= LONGEST_NUMBER
        && page.slice(found.text).trim_matches(['[', '(', '.', ')', ']']).chars().all(|sign| sign.is_ascii_digit());
    let behind = || blocks.under(page, found.row).contains(at + 1).then(|| blocks.get(at + 1)).flatten();
    let (at, number) = if is_number && behind().is_some() { (at + 1, Some(at)) } else { (at, None) };
    blocks.get(at).filter(|block| !matches!(block.kind, Kind::Heading(_) | Kind::Code)).map(|_| (at, number))
}

/// The first block that ends behind a position.
pub(crate) fn block_at(blocks: &Blocks, position: u32) -> Option<u32> {
    let at = blocks.list.partition_point(|block| block.text.end <= position);
    (at < blocks.list.len()).then_some(at as u32)
}

/// The rows of the elements with these names, the first of each.
pub(crate) fn targets<'a>(page: &'a Page, wanted: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u32> {
    let wanted: HashSet<&str> = wanted.collect();
    let mut targets: HashMap<&str, u32> = HashMap::new();
    for at in 0..page.rows.len() as u32 {
        let id = page.attribute(at, Name::Id).or_else(|| page.attribute(at, Name::Name));
        if let Some(id) = id.filter(|id| wanted.contains(id)) {
            targets.entry(id).or_insert(at);
        }
    }
    targets
}

/// Whether a link leads back from a footnote: it says nothing but a sign.
pub(crate) fn leads_back(page: &Page, row: u32, text: Span) -> bool {
    let inside = page.attribute(row, Name::Href).is_some_and(|href| href.starts_with('#'));
    let shown = page.slice(text).trim();
    inside && !shown.is_empty() && shown.chars().count() <= LONGEST_MARK && !shown.chars().any(char::is_alphanumeric)
}

/// Whether a link leads back from the beginning of a footnote: it says the label that the footnote has.
pub(crate) fn is_label(page: &Page, row: u32, text: Span, label: &str) -> bool {
    let inside = page.attribute(row, Name::Href).is_some_and(|href| href.starts_with('#'));
    let link = page.row(row).text;
    let before = Span { start: text.start, end: link.start };
    let shown = page.slice(link).trim().trim_matches(['[', '(', '.', ')', ']']);
    inside && shown == label && before.len() <= LONGEST_NUMBER && page.slice(before).trim().is_empty()
}

/// Whether an element holds a link back to a mark, by the name of the mark or of what stands closely around it. Word names places
/// by `name`.
pub(crate) fn returns(page: &Page, note: u32, mark: u32) -> bool {
    let names = || {
        page.upwards(mark)
            .take(WRAPPERS + 1)
            .filter_map(|at| page.attribute(at, Name::Id).or_else(|| page.attribute(at, Name::Name)))
    };
    let mut links = page
        .upwards(note)
        .take(1)
        .chain(page.descendants(note).take(LOOKED_AT))
        .filter(|at| page.row(*at).tag == Tag::A);
    links.any(|link| {
        let target = page.attribute(link, Name::Href).and_then(|href| href.split_once('#')).map(|(_, target)| target);
        target.is_some_and(|target| !target.is_empty() && names().any(|name| name == target))
    })
}

/// Elements of a footnote among which the link back is looked for.
const LOOKED_AT: usize = 60;
