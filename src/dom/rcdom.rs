//! Decides in which order the nodes of an RcDom are reported: reading order, as for our own tree. For callers who hold an
//! RcDom already, and for the tests.

use std::rc::Rc;

use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Attributes, Element, Visitor, Walk, lookup};

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
