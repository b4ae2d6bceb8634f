//! Decides the items of a list. From its kept blocks in reading order, for compose.

use super::clean;
use super::frames::Frame;
use crate::article::{ContentBlock, ListItem};

/// Deepest nesting written; a page that nests deeper is not understood better for it.
const DEEPEST: u16 = 31;

/// A list being written.
pub(super) struct List {
    /// The row of the item that the last block stood in; 0 for none.
    last: u32,
    ordered: bool,
    items: Vec<(u16, ListItem)>,
}

impl List {
    pub fn new(ordered: bool) -> List {
        List { last: 0, ordered, items: Vec::new() }
    }

    /// Adds a block that stands in an item of the list `frame`. A block behind a nested list is an item again, because
    /// the order of reading counts more than whose words they are.
    pub fn add(&mut self, frame: &Frame, ordered: bool, item: u32, text: &str) {
        if let (true, Some((_, last))) = (item != 0 && item == self.last, self.items.last_mut()) {
            last.text.push('\n');
            clean::push_lines(&mut last.text, text);
            return;
        }
        self.last = item;
        self.items.push((frame.depth, ListItem { text: clean::lines(text), depth: 0, ordered }));
    }

    /// The finished list. Depth counts from the shallowest item that was kept.
    pub fn finish(self) -> ContentBlock {
        let least = self.items.iter().map(|(depth, _)| *depth).min().unwrap_or(0);
        let whole = self.items.iter().all(|(depth, _)| *depth == least);
        let ordered = if whole { self.items.iter().all(|(_, item)| item.ordered) } else { self.ordered };
        let items: Vec<ListItem> = self
            .items
            .into_iter()
            .map(|(depth, item)| ListItem { depth: depth.saturating_sub(least).min(DEEPEST) as u8, ..item })
            .collect();
        let text = join(items.iter().map(|item| item.text.as_str()), '\n');
        ContentBlock::List { text, ordered, items }
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
