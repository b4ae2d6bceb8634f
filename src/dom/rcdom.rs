//! Decides in which order the nodes of an RcDom are reported: reading order, as for our own tree. For callers who hold an
//! RcDom already, and for the tests.

use std::rc::Rc;

use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Attributes, Element, Visitor, Walk, lookup, script};
use crate::tag::Tag;

impl Walk for RcDom {
    fn walk(&self, visitor: &mut impl Visitor) {
        let mut stack: Vec<(Handle, usize)> = vec![(Rc::clone(&self.document), 0)];
        while let Some((node, at)) = stack.last_mut() {
            let child = node.children.borrow().get(*at).map(Rc::clone);
            *at += 1;
            let Some(child) = child else {
                let opened = stack.len() > 1;
                let contents = stack.pop().is_some_and(|(node, _)| matches!(node.data, NodeData::Document));
                // A template's contents hang below a document node of their own, which was never opened.
                if opened && !contents {
                    visitor.close();
                }
                continue;
            };
            match &child.data {
                NodeData::Text { contents } => visitor.text(&contents.borrow()),
                NodeData::Element { name, attrs, template_contents, .. } => {
                    let attributes = attrs.borrow();
                    let element = Element {
                        tag: lookup::tag(&name.local),
                        name: &name.local,
                        attributes: Attributes::All(attributes.iter()),
                    };
                    if visitor.open(&element) {
                        let contents = template_contents.borrow().as_ref().map(Rc::clone);
                        drop(attributes);
                        stack.push((Rc::clone(&child), 0));
                        if let Some(contents) = contents {
                            stack.push((contents, 0));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// An RcDom that some caller parsed without our script, perhaps with scripting on: code is left out of it here.
pub struct Given<'a>(pub &'a RcDom);

impl Walk for Given<'_> {
    fn walk(&self, visitor: &mut impl Visitor) {
        self.0.walk(&mut Readable { visitor, inside: Inside::Other });
    }
}

/// Passes on what the guard would have let through.
struct Readable<'a, V> {
    visitor: &'a mut V,
    inside: Inside,
}

/// What the text that comes next is, if it comes before any tag.
enum Inside {
    /// A script without a data type.
    Script,
    /// What scripting turns from markup into text.
    Noscript,
    /// Anything else.
    Other,
}

impl<V: Visitor> Visitor for Readable<'_, V> {
    fn open(&mut self, element: &Element<'_>) -> bool {
        self.inside = match element.tag {
            Tag::Script if !element.attribute("type").is_some_and(script::is_data) => Inside::Script,
            Tag::Noscript => Inside::Noscript,
            _ => Inside::Other,
        };
        self.visitor.open(element)
    }
    fn text(&mut self, text: &str) {
        let code = match self.inside {
            Inside::Script => !script::holds_data(text),
            Inside::Noscript => text.contains('<'),
            Inside::Other => false,
        };
        if !code {
            self.visitor.text(text);
        }
    }
    fn close(&mut self) {
        self.inside = Inside::Other;
        self.visitor.close();
    }
}
