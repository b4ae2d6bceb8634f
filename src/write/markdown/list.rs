//! Decides the markers and the indentation of a list's items. From the items in order, for Markdown.

use std::borrow::Cow;

use super::inline;
use crate::article::ListItem;
use crate::write::typed::behind;

/// A list that is open at an item.
struct Level {
    depth: u8,
    ordered: bool,
    /// Number of its last item.
    number: u32,
    /// Columns before its markers.
    indent: usize,
    /// Columns before its items' text.
    inner: usize,
}

/// Writes a list. `second` takes the other set of markers, which keeps a list apart from one just before it.
pub(super) fn write(text: &mut String, items: &[ListItem], start: u32, second: bool) {
    let mut open: Vec<Level> = Vec::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.note.is_none()) {
        let rest = items.get(at..).unwrap_or_default();
        while open.last().is_some_and(|level| level.depth > item.depth) {
            open.pop();
        }
        // The other kind of marker at the same depth is another list in the same place.
        let indent = match open.last() {
            Some(level) if level.depth == item.depth => level.indent,
            Some(level) => level.inner,
            None => 0,
        };
        let goes_on = open.last().filter(|level| item.continues && level.depth == item.depth);
        if let Some(inner) = goes_on.map(|level| level.inner) {
            go_on(text, item, inner);
            continue;
        }
        if open.last().is_some_and(|level| level.depth == item.depth && level.ordered != item.ordered) {
            open.pop();
        }
        if open.last().is_none_or(|level| level.depth < item.depth) {
            let number = if item.depth == 0 { start } else { 1 };
            let number = counted(rest).filter(|_| item.ordered).unwrap_or(number).saturating_sub(1);
            open.push(Level { depth: item.depth, ordered: item.ordered, number, indent, inner: indent });
        }
        let Some(level) = open.last_mut() else { continue };
        level.number = item.start.unwrap_or(level.number.saturating_add(1));
        let marker = match (item.ordered, second) {
            (true, false) => format!("{}.", level.number),
            (true, true) => format!("{})", level.number),
            (false, false) => "-".to_owned(),
            (false, true) => "*".to_owned(),
        };
        level.inner = indent + marker.len() + 1;
        let line = format!("\\\n{}", " ".repeat(level.inner));
        // A number that the page says besides its list's own would stand there twice.
        let said = typed(&item.text).filter(|(number, _)| item.ordered && *number == level.number);
        let (words, parts) = match said {
            Some((_, length)) => {
                (item.text.get(length..).unwrap_or_default(), Cow::Owned(behind(&item.spans, length as u32)))
            }
            None => (item.text.as_str(), Cow::Borrowed(item.spans.as_slice())),
        };
        let words = inline::lines(words, &parts, &line, true);
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(&marker);
        if let Some(done) = item.checked {
            text.push_str(if done { " [x]" } else { " [ ]" });
        }
        if !words.is_empty() {
            text.push(' ');
            text.push_str(&words);
        }
        text.push('\n');
    }
}

/// Writes what goes on with the item before.
fn go_on(text: &mut String, item: &ListItem, inner: usize) {
    let line = format!("\\\n{}", " ".repeat(inner));
    let words = inline::lines(&item.text, &item.spans, &line, false);
    if !words.is_empty() {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', inner));
        text.push_str(&words);
        text.push('\n');
    }
}

/// The number with which an item's text begins, "1. " or "[1] ", and its bytes.
fn typed(text: &str) -> Option<(u32, usize)> {
    let bracketed = text.strip_prefix('[');
    let digits = bracketed.unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits.get(..length)?.parse().ok()?;
    let behind = digits.get(length..)?;
    let rest = match bracketed {
        Some(_) => behind.strip_prefix(']')?,
        None => behind.strip_prefix(['.', ')'])?,
    };
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then_some((number, text.len() - words.len()))
}

/// The number of a list's first item, where its items count on from there in their own words.
fn counted(items: &[ListItem]) -> Option<u32> {
    let first = items.first()?;
    let (number, _) = typed(&first.text)?;
    let inside = items.iter().skip(1).take_while(|item| item.depth >= first.depth);
    let next = inside.take(MOST_BETWEEN).find(|item| item.depth == first.depth && !item.continues)?;
    typed(&next.text).is_some_and(|(next, _)| number.checked_add(1) == Some(next)).then_some(number)
}

/// Items inside of the first one among which the second is looked for.
const MOST_BETWEEN: usize = 64;
