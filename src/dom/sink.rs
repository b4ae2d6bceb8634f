//! Decides how tree-builder calls change the tree: RcDom's own code, but for three calls that cost too much there.
//! Finding a node among its siblings starts at the end, where the tree builder works, so that text before a table of
//! ten thousand rows is not searched from the front each time; parse errors are not collected; and `selectedcontent`
//! is not filled, which walks a whole `select` for every option.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName};
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom};

use super::guard::Keep;

/// RcDom behind a sink of our own.
#[derive(Default)]
pub struct Sink {
    dom: RcDom,
    created: Cell<usize>,
    text_length: Cell<usize>,
}

impl Sink {
    /// Gives the tree up.
    pub fn into_dom(self) -> RcDom {
        self.dom
    }

    fn count_text(&self, child: &NodeOrText<Handle>) {
        if let NodeOrText::AppendText(text) = child {
            self.text_length.set(self.text_length.get() + text.len());
        }
    }
}

impl Keep for Sink {
    fn created(&self) -> usize {
        self.created.get()
    }
    fn text_length(&self) -> Option<usize> {
        Some(self.text_length.get())
    }
}

/// The node's parent and its place there, searched from the end.
fn place(node: &Handle) -> Option<(Handle, usize)> {
    let weak = node.parent.take();
    let parent = weak.as_ref().and_then(std::rc::Weak::upgrade);
    node.parent.set(weak);
    let parent = parent?;
    let at = parent.children.borrow().iter().rposition(|child| Rc::ptr_eq(child, node))?;
    Some((parent, at))
}

fn detach(node: &Handle) {
    if let Some((parent, at)) = place(node) {
        parent.children.borrow_mut().remove(at);
        node.parent.set(None);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> Handle {
        self.dom.get_document()
    }
    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.dom.get_template_contents(target)
    }
    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.dom.set_quirks_mode(mode);
    }
    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        Rc::ptr_eq(one, other)
    }
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.dom.elem_name(target)
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.created.set(self.created.get() + 1);
        self.dom.create_element(name, attributes, flags)
    }
    fn create_comment(&self, text: StrTendril) -> Handle {
        self.dom.create_comment(text)
    }
    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.dom.create_pi(target, data)
    }
    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.count_text(&child);
        self.dom.append(parent, child);
    }
    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.count_text(&child);
        let node = match child {
            NodeOrText::AppendNode(node) => {
                detach(&node);
                node
            }
            NodeOrText::AppendText(text) => {
                let Some((parent, at)) = place(sibling) else { return };
                let before = at.checked_sub(1).and_then(|before| parent.children.borrow().get(before).map(Rc::clone));
                if let Some(NodeData::Text { contents }) = before.as_ref().map(|node| &node.data) {
                    contents.borrow_mut().push_tendril(&text);
                    return;
                }
                Node::new(NodeData::Text { contents: std::cell::RefCell::new(text) })
            }
        };
        let Some((parent, at)) = place(sibling) else { return };
        node.parent.set(Some(Rc::downgrade(&parent)));
        parent.children.borrow_mut().insert(at, node);
    }
    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = element.parent.take();
        let has_parent = parent.is_some();
        element.parent.set(parent);
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }
    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.dom.append_doctype_to_document(name, public, system);
    }
    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.dom.add_attrs_if_missing(target, attributes);
    }
    fn remove_from_parent(&self, target: &Handle) {
        detach(target);
    }
    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.dom.reparent_children(node, parent);
    }
    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        self.dom.is_mathml_annotation_xml_integration_point(target)
    }
}
