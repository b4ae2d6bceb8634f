//! Decides the markers and the indentation of a list's items. From the items in order, for Markdown.

use super::inline;
use crate::article::ListItem;

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
    for item in items.iter().filter(|item| item.note.is_none()) {
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
            let line = format!("\\\n{}", " ".repeat(inner));
            let words = inline::lines(&item.text, &item.spans, &line, false);
            if !words.is_empty() {
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', inner));
                text.push_str(&words);
                text.push('\n');
            }
            continue;
        }
        if open.last().is_some_and(|level| level.depth == item.depth && level.ordered != item.ordered) {
            open.pop();
        }
        if open.last().is_none_or(|level| level.depth < item.depth) {
            let number = if item.depth == 0 { start } else { 1 }.saturating_sub(1);
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
        let words = inline::lines(&item.text, &item.spans, &line, true);
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
