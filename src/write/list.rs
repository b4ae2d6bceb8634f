//! Decides the items of a list. From its kept blocks in reading order, for compose.

use super::piece::{Marked, Piece};
use crate::article::{ContentBlock, ListItem};
use crate::page::{Name, Page};
use crate::tag::Tag;

/// Deepest nesting written; a page that nests deeper is not understood better for it.
const DEEPEST: u16 = 31;

/// A list being written.
pub(super) struct List {
    ordered: bool,
    start: Option<u32>,
    items: Vec<Open>,
}

/// The item that a block stands in.
pub(super) struct Item<'a> {
    /// Its row; 0 for none.
    pub row: u32,
    pub depth: u16,
    /// Whether its list is numbered.
    pub ordered: bool,
    /// The label of the footnote that it is.
    pub note: Option<&'a String>,
}

struct Open {
    row: u32,
    depth: u16,
    ordered: bool,
    note: Option<String>,
    piece: Piece,
}

impl List {
    pub fn new(page: &Page, row: u32) -> List {
        let ordered = page.row(row).tag == Tag::Ol;
        let start = page.attribute(row, Name::Start).filter(|_| ordered).and_then(|start| start.trim().parse().ok());
        List { ordered, start: start.filter(|start| *start != 1), items: Vec::new() }
    }

    /// Adds a block that stands in an item. A block behind a nested list is an item again, because the order of reading
    /// counts more than whose words they are.
    pub fn add(&mut self, item: Item<'_>, marked: Marked<'_>) {
        if let Some(last) = self.items.last_mut().filter(|last| item.row != 0 && item.row == last.row) {
            last.note = last.note.take().or_else(|| item.note.cloned());
            return last.piece.push(marked);
        }
        let Item { row, depth, ordered, note } = item;
        self.items.push(Open { row, depth, ordered, note: note.cloned(), piece: Piece::of(marked) });
    }

    /// The finished list. Depth counts from the shallowest item that was kept.
    pub fn finish(self) -> ContentBlock {
        let least = self.items.iter().map(|item| item.depth).min().unwrap_or(0);
        let whole = self.items.iter().all(|item| item.depth == least);
        let ordered = if whole { self.items.iter().all(|item| item.ordered) } else { self.ordered };
        let items: Vec<ListItem> = self
            .items
            .into_iter()
            .map(|Open { depth, ordered, note, piece: Piece { text, spans, .. }, .. }| {
                let depth = depth.saturating_sub(least).min(DEEPEST) as u8;
                ListItem { text, depth, ordered, spans, note }
            })
            .collect();
        let text = join(items.iter().map(|item| item.text.as_str()), '\n');
        ContentBlock::List { text, ordered, items, start: self.start.filter(|_| ordered) }
    }
}

/// Joins texts with a character between them.
pub(super) fn join<'a>(texts: impl Iterator<Item = &'a str>, between: char) -> String {
    let mut joined = String::new();
    for (at, text) in texts.enumerate() {
        if at > 0 {
            joined.push(between);
        }
        joined.push_str(text);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    /// The items of the only block, each as depth, marker and text.
    fn items(html: &str) -> Vec<String> {
        let content = composed(html);
        let [ContentBlock::List { items, .. }] = content.blocks.as_slice() else { panic!("{:?}", content.blocks) };
        items
            .iter()
            .map(|item| format!("{}{}{}", item.depth, if item.ordered { '#' } else { '-' }, item.text))
            .collect()
    }

    #[test]
    fn nested_items_follow_their_parent() {
        let html = "<ul><li>a<ol><li>b<ul><li>c</ul><li>d</ol><li>e</ul>";
        assert_eq!(items(html), ["0-a", "1#b", "2-c", "1#d", "0-e"]);
        assert_eq!(composed(html).text, "a\nb\nc\nd\ne");
    }

    #[test]
    fn an_item_joins_its_blocks() {
        assert_eq!(items("<ul><li><p>a<br>b</p><p>c</p><li>d</ul>"), ["0-a\nb\nc", "0-d"]);
    }

    #[test]
    fn depth_counts_from_the_shallowest_kept_item() {
        assert_eq!(items("<ul><li>DROP<ol><li>a<li>b</ol></ul>"), ["0#a", "0#b"]);
    }

    #[test]
    fn depth_is_bounded() {
        let html = format!("{}z", "<ul><li>a".repeat(1000));
        let items = items(&html);
        assert!(items.iter().all(|item| !item.starts_with("32")));
        assert!(items.last().unwrap().starts_with("31-"));
    }

    #[test]
    fn two_lists_stay_two() {
        assert_eq!(composed("<ul><li>a</ul><ul><li>b</ul>").blocks.len(), 2);
    }

    #[test]
    fn a_list_of_sections_is_layout() {
        let content = composed("<ul><li><h3>a</h3><p>b</p></li><li><h3>c</h3><p>d</p></li></ul>");
        let kinds: Vec<_> = content.blocks.iter().map(|block| matches!(block, ContentBlock::Heading { .. })).collect();
        assert_eq!(kinds, [true, false, true, false]);
    }
}
