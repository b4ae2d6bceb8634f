//! Decides the entries of a definition list, or the items of a list whose numbers are its terms. From its kept blocks in reading
//! order, for compose.

use super::list::join;
use super::numbers;
use super::piece::{Marked, Piece};
use super::typed;
use crate::article::{ContentBlock, Definition, Inline, ListItem};

/// A definition list being written.
#[derive(Default)]
pub(super) struct Definitions {
    /// The row of the term or description that the last block stood in; 0 for none.
    last: u32,
    entries: Vec<(Piece, Piece)>,
}

impl Definitions {
    /// Adds a block that stands in a term or in a description.
    pub fn add(&mut self, item: u32, term: bool, marked: Marked<'_>) {
        let again = item != 0 && item == self.last;
        self.last = item;
        // A description belongs to the term just before it; everything else begins an entry.
        let joins = again || !term && self.entries.last().is_some_and(|(_, description)| description.text.is_empty());
        if !joins {
            self.entries.push(Default::default());
        }
        let Some((name, description)) = self.entries.last_mut() else { return };
        if term { name.push(marked) } else { description.push(marked) }
    }

    /// The finished list.
    pub fn finish(self) -> ContentBlock {
        let is_item = |(term, description): &(Piece, Piece)| {
            numbers::is_number(&term.text) && !term.text.contains('\n') && !description.text.is_empty()
        };
        if !self.entries.is_empty() && self.entries.iter().all(is_item) {
            return items(self.entries);
        }
        let mut text = String::new();
        for part in self.entries.iter().flat_map(|(term, description)| [&term.text, &description.text]) {
            if !text.is_empty() && !part.is_empty() {
                text.push('\n');
            }
            text.push_str(part);
        }
        let entries = self.entries.into_iter().map(|(term, description)| Definition {
            term: term.text,
            description: description.text,
            term_spans: term.spans,
            description_spans: description.spans,
        });
        ContentBlock::DefinitionList { text, entries: entries.collect() }
    }
}

/// A list whose items have the terms for numbers, as laws are written. Where they count on from one to the next they are the numbers
/// of the list, and else they open their items.
fn items(entries: Vec<(Piece, Piece)>) -> ContentBlock {
    let number = |term: &str| term.trim_end_matches('.').parse::<u32>().ok();
    let first = entries.first().and_then(|(term, _)| number(&term.text));
    let counts = |(at, (term, _)): (usize, &(Piece, Piece))| {
        first.and_then(|first| first.checked_add(at as u32)) == number(&term.text)
    };
    let start = first.filter(|_| entries.iter().enumerate().all(counts));
    let items = entries.into_iter().map(|(term, description)| {
        let number = if start.is_some() { String::new() } else { format!("{} ", term.text) };
        let moved = number.chars().count() as u32;
        let spans = description.spans.into_iter();
        let spans = spans.map(|span| Inline { start: span.start + moved, end: span.end + moved, ..span }).collect();
        let (text, spans) = match start {
            Some(_) => (description.text, spans),
            None => typed::without_bullet(number + &description.text, spans),
        };
        let ordered = start.is_some();
        ListItem { text, depth: 0, ordered, checked: None, start: None, continues: false, spans, note: None }
    });
    let items: Vec<ListItem> = items.collect();
    let text = join(items.iter().map(|item| item.text.as_str()), '\n');
    ContentBlock::List { text, ordered: start.is_some(), items, start: start.filter(|start| *start != 1) }
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    #[test]
    fn descriptions_follow_their_terms() {
        let content =
            composed("<dl><div><dt>a</dt><dd><p>b</p><p>c</p></dd></div><dd>d</dd><dt>e</dt><dt>f</dt><dd>g</dd></dl>");
        let [ContentBlock::DefinitionList { entries, .. }] = content.blocks.as_slice() else { panic!() };
        let entries: Vec<_> = entries.iter().map(|entry| (entry.term.as_str(), entry.description.as_str())).collect();
        assert_eq!(entries, [("a", "b\nc"), ("", "d"), ("e", ""), ("f", "g")]);
        assert_eq!(content.text, "a\nb\nc\nd\ne\nf\ng");
    }

    #[test]
    fn terms_that_are_numbers_are_those_of_a_list() {
        let items = |html: &str| match composed(html).blocks.into_iter().next() {
            Some(ContentBlock::List { items, start, ordered, .. }) => {
                (items.into_iter().map(|item| item.text).collect::<Vec<_>>().join("|"), start, ordered)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(items("<dl><dt>2.<dd>a<dt>3.<dd><p>b<p>c</dl>"), ("a|b\nc".to_owned(), Some(2), true));
        assert_eq!(items("<dl><dt>a)<dd>a <b>b</b><dt>c)<dd>d</dl>"), ("a) a b|c) d".to_owned(), None, false));
        assert_eq!(items("<dl><dt>1.<dd>a<dt>3.<dd>b</dl>"), ("1. a|3. b".to_owned(), None, false));
        assert_eq!(items("<dl><dt>•<dd>a<dt>•<dd>b</dl>"), ("a|b".to_owned(), None, false));
    }

    #[test]
    fn descriptions_without_terms_are_part_of_their_item() {
        let content = composed("<ol><li>a<dl><dd><i>b</i></dl><li>c<dl><dt>d<dd>e</dl></ol>");
        let [ContentBlock::List { items, .. }, ContentBlock::DefinitionList { .. }] = content.blocks.as_slice() else {
            panic!("{content:?}")
        };
        assert_eq!(items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["a\nb", "c"]);
    }

    #[test]
    fn a_list_inside_a_description_is_part_of_it() {
        let content = composed("<dl><dt>a</dt><dd>b<ul><li>c<li>d</ul></dd><dt>e</dt><dd><ul><li>f</ul></dd></dl>");
        let [ContentBlock::DefinitionList { entries, .. }] = content.blocks.as_slice() else { panic!() };
        let entries: Vec<_> = entries.iter().map(|entry| (entry.term.as_str(), entry.description.as_str())).collect();
        assert_eq!(entries, [("a", "b\nc\nd"), ("e", "f")]);
    }

    #[test]
    fn a_definition_list_of_sections_is_layout() {
        let blocks = composed("<dl><dt>a</dt><dd><h3>b</h3><p>c</p></dd></dl>").blocks;
        assert_eq!(blocks.len(), 3);
    }
}
