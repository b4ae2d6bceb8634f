//! Decides how tree-builder calls change the flat tree. For the default parse. A handle carries its element's name, so
//! that the tree builder, which asks for names at every step, never goes to the tree for one.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, local_name, ns};

use super::guard::Keep;
use super::tree::{DOCUMENT, Tree};
use crate::work;

/// The flat tree as a sink.
pub struct Flat {
    tree: RefCell<Tree>,
    created: Cell<usize>,
}

/// A node of the tree, and what the tree builder wants to know of it.
#[derive(Debug, Clone)]
pub struct Handle {
    name: LocalName,
    node: u32,
    space: Space,
    integration_point: bool,
}

/// The three namespaces that HTML has elements of.
#[derive(Debug, Clone, Copy)]
enum Space {
    Html,
    Svg,
    MathMl,
}

static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATH_ML: Namespace = ns!(mathml);

impl Handle {
    /// A node that is no element.
    fn nameless(node: u32) -> Handle {
        Handle { name: local_name!(""), node, space: Space::Html, integration_point: false }
    }
}

impl Flat {
    /// A sink for a page of this length.
    pub fn for_page(length: usize) -> Flat {
        Flat { tree: RefCell::new(Tree::for_page(length)), created: Cell::new(0) }
    }

    /// The same sink, whose tree keeps the attributes of these names too.
    pub fn wanting(self, names: &[String]) -> Flat {
        Flat { tree: RefCell::new(self.tree.into_inner().wanting(names)), ..self }
    }

    /// Gives the tree up.
    pub fn into_tree(self) -> Tree {
        self.tree.into_inner()
    }
}

impl Keep for Flat {
    fn keep(&self, number: u8, value: &str) {
        self.tree.borrow_mut().keep(number, value);
    }
    fn bundle(&self, tag: &LocalName) -> Option<Attribute> {
        self.tree.borrow_mut().bundle(tag)
    }
    fn created(&self) -> usize {
        self.created.get()
    }
    fn text_length(&self) -> Option<usize> {
        Some(self.tree.borrow().text_length())
    }
}

impl TreeSink for Flat {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn get_document(&self) -> Handle {
        Handle::nameless(DOCUMENT)
    }
    fn get_template_contents(&self, target: &Handle) -> Handle {
        Handle::nameless(self.tree.borrow().contents(target.node))
    }
    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        work::count(1);
        one.node == other.node
    }
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        work::count(1);
        let ns = match target.space {
            Space::Html => &HTML,
            Space::Svg => &SVG,
            Space::MathMl => &MATH_ML,
        };
        ExpandedName { ns, local: &target.name }
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let space = match name.ns {
            ns!(svg) => Space::Svg,
            ns!(mathml) => Space::MathMl,
            _ => Space::Html,
        };
        self.created.set(self.created.get() + 1);
        let node = self.tree.borrow_mut().create_element(&name.local, &attributes, flags.template);
        Handle { name: name.local, node, space, integration_point: flags.mathml_annotation_xml_integration_point }
    }
    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(self.tree.borrow_mut().create_ignored())
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::nameless(self.tree.borrow_mut().create_ignored())
    }
    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => tree.append(parent.node, child.node),
            NodeOrText::AppendText(text) => tree.append_text(parent.node, &text),
        }
    }
    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => tree.insert_before(sibling.node, child.node),
            NodeOrText::AppendText(text) => tree.insert_text_before(sibling.node, &text),
        }
    }
    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().has_parent(element.node);
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.tree.borrow_mut().add_missing(target.node, &attributes);
    }
    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.node);
    }
    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.tree.borrow_mut().reparent(node.node, parent.node);
    }
    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        target.integration_point
    }
}
