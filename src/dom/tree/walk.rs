//! Decides in which order the flat tree is reported. For settle, which lays it out.

use super::{DOCUMENT, Kind, NONE, Tree, slice};
use crate::dom::{Attributes, Element, Size, Visitor, Walk};
use crate::page::Span;
use crate::tag::Tag;

impl Walk for Tree {
    fn size(&self) -> Size {
        let Tree { nodes, text, attributes, values, .. } = self;
        Size { nodes: nodes.len(), text: text.len(), attributes: attributes.len(), values: values.len() }
    }

    fn walk(&self, visitor: &mut impl Visitor) {
        let mut at = self.node(DOCUMENT).first;
        while at != NONE {
            let mut below = NONE;
            match self.node(at).kind {
                Kind::Element { tag, name, first, count } => {
                    let own = || self.names.get(name as usize).map_or("", |name| &**name);
                    let name = if matches!(tag, Tag::Custom | Tag::Unknown) { own() } else { tag.name() };
                    let attributes = Attributes::Kept {
                        list: self.attributes_of(first, count).iter(),
                        wanted: &self.wanted,
                        values: &self.values,
                    };
                    if visitor.open(&Element { tag, name, attributes }) {
                        below = self.below(at, tag);
                        if below == NONE {
                            visitor.close();
                        }
                    }
                }
                Kind::Text { span, .. } => at = self.report_text(at, span, visitor),
                Kind::Root | Kind::Ignored => {}
            }
            at = if below == NONE { self.after(at, visitor) } else { below };
        }
    }
}

/// The part of all nodes that an element must hide for a second reading; with a fifth two of 48 pages that lost the end of
/// their `select` stayed lost.
const SHARE: u32 = 10;

impl Tree {
    /// Whether a large part of the page stands in an element whose content nobody sees. Nodes are counted as they were made,
    /// which is nearly as they stand.
    pub fn hides_much(&self) -> bool {
        let all = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let mut at = DOCUMENT;
        while at < all {
            let node = self.node(at);
            let mut next = at + 1;
            if matches!(node.kind, Kind::Element { tag, .. } if tag.is_skipped()) && node.first != NONE {
                next = self.behind(at).clamp(next, all);
                if (next - at).saturating_mul(SHARE) >= all {
                    return true;
                }
            }
            at = next;
        }
        false
    }

    /// The node behind all that stands in one.
    fn behind(&self, mut id: u32) -> u32 {
        while self.node(id).next == NONE {
            id = self.node(id).parent;
            if id == NONE {
                return NONE;
            }
        }
        self.node(id).next
    }

    /// Reports a text, all that continues it included; gives back the last node of it.
    fn report_text(&self, id: u32, span: Span, visitor: &mut impl Visitor) -> u32 {
        let more = |id: u32| match self.node(id).kind {
            Kind::Text { span, continues: true } => Some(span),
            _ => None,
        };
        let mut last = id;
        let Some(mut next) = more(self.node(id).next) else {
            visitor.text(slice(&self.text, span));
            return last;
        };
        let mut whole = slice(&self.text, span).to_owned();
        loop {
            whole.push_str(slice(&self.text, next));
            last = self.node(last).next;
            match more(self.node(last).next) {
                Some(span) => next = span,
                None => break,
            }
        }
        visitor.text(&whole);
        last
    }

    /// The first node below an element: of a template's contents, if it has some.
    fn below(&self, id: u32, tag: Tag) -> u32 {
        let contents = if tag == Tag::Template { self.node(self.contents(id)).first } else { NONE };
        if contents == NONE { self.node(id).first } else { contents }
    }

    /// The node after one whose children are done, closing every element that ends there.
    fn after(&self, mut id: u32, visitor: &mut impl Visitor) -> u32 {
        loop {
            let node = self.node(id);
            if node.next != NONE {
                return node.next;
            }
            let mut parent = node.parent;
            if matches!(self.node(parent).kind, Kind::Root) {
                // A template's contents are done, its own children follow; above the document there is nothing.
                parent = self.node(parent).parent;
                let first = self.node(parent).first;
                if parent == NONE || first != NONE {
                    return first;
                }
            }
            if parent == NONE {
                return NONE;
            }
            visitor.close();
            id = parent;
        }
    }
}
