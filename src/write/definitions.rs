//! Decides the entries of a definition list. From its kept blocks in reading order, for compose.

use super::piece::{Marked, Piece};
use crate::article::{ContentBlock, Definition};

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
