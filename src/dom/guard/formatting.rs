//! Decides how many formatting elements may be open: each of them is opened again in every following paragraph. For the
//! guard.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tokenizer::{EndTag, Tag, TagToken, TokenSink};

use super::depth::Handles;
use super::dropped::add;
use super::{Guard, Keep};
use crate::dom::lookup::is_formatting;

/// Elements that a token makes beside its own, at most: `html`, `head` and `body`, or `tbody` and `tr`.
const IMPLIED: usize = 3;

/// Bytes of attributes that weigh as much as an element, which takes about as many where it is laid out.
const BYTES_OF_A_NODE: usize = 40;

impl<Sink: Keep> Guard<Sink> {
    /// Keeps the list of open formatting elements short. So many bytes of the tag's attributes went around the token.
    pub(super) fn count_formatting(&self, tag: &Tag, aside: usize, line: u64) {
        if tag.kind == EndTag {
            let mut open = self.formatting.borrow_mut();
            if let Some(at) = open.iter().rposition(|name| *name == tag.name) {
                open.remove(at);
            }
            return;
        }
        if self.formatting.borrow().len() >= self.limits.formatting {
            add(&self.dropped.closed, 1);
            self.close_formatting(line);
        }
        self.formatting.borrow_mut().push(tag.name.clone());
        let attributes = aside + tag.attrs.iter().map(|attribute| attribute.value.len()).sum::<usize>();
        self.heaviest.set(self.heaviest.get().max(attributes));
    }

    pub(super) fn close_formatting(&self, line: u64) {
        for name in self.formatting.take().into_iter().rev() {
            self.end_element(name, line);
        }
    }

    /// Looks at how many elements a token made beside its own. An end tag that stands behind `table`, `object` or a cell does not end what
    /// was opened before it, so that the tree builder remembers more than the list here has: no page shows that but by
    /// what it opens again.
    #[inline]
    pub(super) fn count_reopened(&self, made: usize, line: u64) {
        if made > 0 {
            // Their attributes are copied with them.
            self.nodes.set(self.nodes.get() + made * (self.heaviest.get() / BYTES_OF_A_NODE));
        }
        if made > IMPLIED {
            self.close_reopened(made, line);
        }
    }

    #[cold]
    fn close_reopened(&self, made: usize, line: u64) {
        let unknown = made.saturating_sub(self.formatting.borrow().len() + IMPLIED);
        if unknown == 0 {
            return;
        }
        self.nodes.set(self.nodes.get() + unknown);
        if made <= self.limits.formatting.saturating_add(IMPLIED) && !self.is_dense() {
            return;
        }
        add(&self.dropped.closed, 1);
        self.formatting.borrow_mut().clear();
        for name in self.remembered(made) {
            self.end_element(name, line);
        }
    }

    /// The names of the formatting elements that the tree builder remembers, the last first.
    fn remembered(&self, most: usize) -> Vec<LocalName> {
        let handles = Handles(RefCell::default());
        self.builder.trace_handles(&handles);
        // Those that are remembered come behind those that are open.
        self.names(handles, is_formatting).into_iter().take(most).collect()
    }

    pub(super) fn end_element(&self, name: LocalName, line: u64) {
        let end = Tag { kind: EndTag, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        // An end tag never switches the tokenizer's state.
        let _ = self.builder.process_token(TagToken(end), line);
    }
}

#[cfg(test)]
mod tests {
    use crate::dom;
    use crate::options::{Limits, Parser};
    use crate::page;
    use crate::tag::Tag;

    #[test]
    fn long_attributes_are_copied_a_few_times() {
        // A paragraph is ended by the next one, and the link in it is opened again there.
        for (open, unit) in [("a href", "<p>x</p>"), ("b class", "<p>x</p>"), ("a href", "<div>x</div>")] {
            let html = format!("<body><p><{open}='{}'>{}", "x".repeat(10_000), unit.repeat(20_000));
            let page = page::laid_out(&html);
            let copies = page
                .rows
                .iter()
                .filter(|row| row.text.len() == 1 && matches!(page.row(row.parent).tag, Tag::P | Tag::Div))
                .count();
            assert!((500..2_000).contains(&copies), "{open} {unit}: {copies}");
        }
    }

    #[test]
    fn what_the_tree_builder_remembers_without_being_told_is_bounded_too() {
        // The end tag does not end what stands in front of the table or the object, which is opened again later.
        for between in ["table", "table><tr><td", "object", "marquee"] {
            let open =
                |at| format!("<b class=c{at}><{between}></b></{}>", between.split('>').next().unwrap_or_default());
            let opened: String = (0..400).map(open).collect();
            let html = format!("<body><div>{opened}</div>{}", "<p>x</p>".repeat(1000));
            for parser in [Parser::WholeInput, Parser::Html5ever] {
                let document = dom::parse_with(&html, &Limits::default(), parser, Default::default(), &[]);
                assert!(
                    document.warnings.iter().any(|warning| warning.contains("formatting limit of 32")),
                    "{between}"
                );
                let page = page::settle(&document);
                assert!(page.rows.len() < 20_000, "{between}: {} rows", page.rows.len());
                assert_eq!(page.text.matches('x').count(), 1000, "{between}");
            }
        }
    }
}
