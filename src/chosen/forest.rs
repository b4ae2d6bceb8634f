//! Decides what selectors see of a page: its elements with their names, the attributes that some selector asks for, and
//! who stands in whom and beside whom. From a walk over the tree, for `select`; it also says what an element reads like.

use std::cell::Cell;

use selectors::OpaqueElement;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::MatchingContext;
use selectors::matching::ElementSelectorFlags;

use crate::dom::{Element, Visitor};
use crate::page::Span;
use crate::selector::{Grammar, Nothing, Word, hash};
use crate::words;

/// No element.
const NONE: u32 = u32::MAX;
/// Levels that `:has()` looks down into, since the library descends by recursion; real pages are at most 56 deep.
const DEEPEST: u16 = 64;
/// Bytes of an attribute's value that selectors see, as many as rows keep.
const LONGEST_VALUE: usize = 8 << 10;

/// The elements of a page in the order of the walk.
#[derive(Debug)]
pub struct Forest {
    nodes: Vec<Node>,
    strings: String,
    /// The attributes that are asked for: class and id first.
    wanted: Vec<String>,
    attributes: Vec<(u16, Span)>,
    open: Vec<u32>,
    last: u32,
    /// The page's text, where somebody asks what an element reads like.
    text: Option<String>,
    /// Elements around here whose text is for no reader.
    silent: u32,
    /// The address that the page declares for itself.
    pub canonical: Option<String>,
    /// Steps left: each look at another element or at a value costs some, so that no selector takes longer on any page
    /// than a bounded number of them.
    steps: Cell<u64>,
}

#[derive(Debug)]
struct Node {
    parent: u32,
    previous: u32,
    end: u32,
    depth: u16,
    name: Span,
    attributes: Span,
    text: Span,
    silent: bool,
    filled: bool,
}

fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}

impl Forest {
    /// An empty forest that keeps these attributes, and the text if it is told to.
    pub fn new(wanted: &[String], with_text: bool) -> Forest {
        Forest {
            nodes: Vec::new(),
            strings: String::new(),
            wanted: ["class", "id"].map(str::to_owned).into_iter().chain(wanted.iter().cloned()).collect(),
            attributes: Vec::new(),
            open: Vec::new(),
            last: NONE,
            text: with_text.then(String::new),
            silent: 0,
            canonical: None,
            steps: Cell::new(0),
        }
    }

    /// How many elements there are.
    pub fn len(&self) -> u32 {
        position(self.nodes.len())
    }

    /// The places behind the last descendants of all elements.
    pub fn ends(&self) -> Vec<u32> {
        self.nodes.iter().map(|node| node.end).collect()
    }

    /// The place behind the last descendant of an element.
    pub fn end(&self, at: u32) -> u32 {
        self.node(at).map_or(0, |node| node.end)
    }

    /// Allows so many steps from now on.
    pub fn allow(&self, steps: u64) {
        self.steps.set(steps);
    }

    /// Whether there are steps left.
    pub fn has_steps(&self) -> bool {
        self.steps.get() > 0
    }

    /// An element as selectors see it.
    pub fn tree(&self, at: u32) -> Tree<'_> {
        Tree { forest: self, at }
    }

    fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    fn slice(&self, span: Span) -> &str {
        self.strings.get(span.range()).unwrap_or_default()
    }

    fn value(&self, at: u32, name: &str) -> Option<&str> {
        let number = position(self.wanted.iter().position(|wanted| wanted == name)?);
        let held = self.attributes.get(self.node(at)?.attributes.range())?;
        let (_, value) = held.iter().find(|(known, _)| u32::from(*known) == number)?;
        let value = self.slice(*value);
        self.spend(1 + value.len() as u64 / 16).then_some(value)
    }

    fn spend(&self, steps: u64) -> bool {
        let left = self.steps.get().saturating_sub(steps);
        self.steps.set(left);
        left > 0
    }

    /// An element's path for people, as rows have it.
    pub fn path(&self, at: u32) -> String {
        let mut steps = Vec::new();
        let mut next = self.node(at);
        let mut at = at;
        while let Some(node) = next {
            let name = self.slice(node.name);
            if name != "html" && steps.len() < 12 {
                let held = self.attributes.get(node.attributes.range()).unwrap_or_default();
                let class = held.iter().find(|(number, _)| *number == 0).map(|(_, value)| self.slice(*value));
                let class = class.and_then(|class| class.split_whitespace().next());
                steps.push(class.map_or_else(|| name.to_owned(), |class| format!("{name}.{class}")));
            }
            at = if node.parent < at { node.parent } else { NONE };
            next = self.node(at);
        }
        steps.reverse();
        steps.join(" > ")
    }

    /// What an element reads like.
    pub fn text_of(&self, at: u32) -> String {
        let text = self.text.as_deref().zip(self.node(at)).and_then(|(text, node)| text.get(node.text.range()));
        words::fold(text.unwrap_or_default())
    }
}

impl Visitor for Forest {
    fn open(&mut self, element: &Element<'_>) -> bool {
        let at = self.len();
        let push = |strings: &mut String, text: &str| {
            let start = position(strings.len());
            strings.push_str(text);
            Span { start, end: position(strings.len()) }
        };
        let name = push(&mut self.strings, element.name);
        let from = position(self.attributes.len());
        for (number, wanted) in (0..=u16::MAX).zip(&self.wanted) {
            if let Some(value) = element.wanted(wanted) {
                let value = push(&mut self.strings, words::cut(value, LONGEST_VALUE));
                self.attributes.push((number, value));
            }
        }
        let attributes = Span { start: from, end: position(self.attributes.len()) };
        if self.canonical.is_none()
            && element.name == "link"
            && element.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        {
            self.canonical = element.attribute("href").map(|href| words::cut(href, LONGEST_VALUE).to_owned());
        }
        let parent = self.open.last().copied().unwrap_or(NONE);
        if let Some(parent) = self.nodes.get_mut(parent as usize) {
            parent.filled = true;
        }
        let silent = element.tag.is_skipped();
        let start = position(self.text.as_ref().map_or(0, String::len));
        let depth = u16::try_from(self.open.len()).unwrap_or(u16::MAX);
        let text = Span { start, end: start };
        let previous = std::mem::replace(&mut self.last, NONE);
        self.nodes.push(Node { parent, previous, end: at + 1, depth, name, attributes, text, silent, filled: false });
        self.silent += u32::from(silent);
        self.open.push(at);
        true
    }

    fn text(&mut self, text: &str) {
        let inner = self.open.last().and_then(|at| self.nodes.get_mut(*at as usize));
        if let Some(inner) = inner.filter(|_| !text.is_empty()) {
            inner.filled = true;
        }
        if let Some(whole) = self.text.as_mut().filter(|_| self.silent == 0) {
            whole.push_str(text);
        }
    }

    fn close(&mut self) {
        let Some(at) = self.open.pop() else { return };
        let (end, text) = (self.len(), position(self.text.as_ref().map_or(0, String::len)));
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.end = end;
            node.text.end = text;
            self.silent -= u32::from(node.silent);
        }
        if let Some(text) = self.text.as_mut().filter(|text| !text.ends_with(' ')) {
            // Elements are set apart; of inline ones it is no matter here.
            text.push(' ');
        }
        self.last = at;
    }
}

/// An element of a forest.
#[derive(Debug, Clone, Copy)]
pub struct Tree<'a> {
    forest: &'a Forest,
    at: u32,
}

impl<'a> Tree<'a> {
    fn node(&self) -> Option<&'a Node> {
        self.forest.node(self.at)
    }

    fn name(&self) -> &'a str {
        self.node().map_or("", |node| self.forest.slice(node.name))
    }

    fn to(self, at: u32) -> Option<Tree<'a>> {
        (at < self.forest.len() && self.forest.spend(1)).then_some(Tree { at, ..self })
    }
}

impl selectors::Element for Tree<'_> {
    type Impl = Grammar;

    fn opaque(&self) -> OpaqueElement {
        match self.node() {
            Some(node) => OpaqueElement::new(node),
            None => OpaqueElement::new(self.forest),
        }
    }
    fn parent_element(&self) -> Option<Self> {
        self.to(self.node()?.parent)
    }
    fn prev_sibling_element(&self) -> Option<Self> {
        self.to(self.node()?.previous)
    }
    fn next_sibling_element(&self) -> Option<Self> {
        let node = self.node()?;
        let end = self.forest.node(node.parent).map_or(self.forest.len(), |parent| parent.end);
        if node.end < end { self.to(node.end) } else { None }
    }
    fn first_element_child(&self) -> Option<Self> {
        let node = self.node()?;
        if node.end > self.at + 1 && node.depth < DEEPEST { self.to(self.at + 1) } else { None }
    }
    fn is_empty(&self) -> bool {
        self.node().is_some_and(|node| !node.filled)
    }
    fn is_root(&self) -> bool {
        self.node().is_some_and(|node| node.parent == NONE)
    }
    fn has_local_name(&self, name: &Word) -> bool {
        self.name() == name.as_ref()
    }
    fn is_same_type(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
    fn has_id(&self, id: &Word, case: CaseSensitivity) -> bool {
        self.forest.value(self.at, "id").is_some_and(|value| case.eq(value.as_bytes(), id.as_ref().as_bytes()))
    }
    fn has_class(&self, class: &Word, case: CaseSensitivity) -> bool {
        let value = self.forest.value(self.at, "class").unwrap_or_default();
        value.split_ascii_whitespace().any(|word| case.eq(word.as_bytes(), class.as_ref().as_bytes()))
    }
    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Word>,
        name: &Word,
        operation: &AttrSelectorOperation<&Word>,
    ) -> bool {
        self.forest.value(self.at, name.as_ref()).is_some_and(|value| operation.eval_str(value))
    }
    fn add_element_unique_hashes(&self, filter: &mut BloomFilter) -> bool {
        filter.insert_hash(hash(self.name()));
        for name in ["id", "class"] {
            for word in self.forest.value(self.at, name).unwrap_or_default().split_ascii_whitespace() {
                filter.insert_hash(hash(word));
            }
        }
        for wanted in &self.forest.wanted {
            if self.forest.value(self.at, wanted).is_some() {
                filter.insert_hash(hash(wanted));
            }
        }
        self.forest.has_steps()
    }

    // Of what follows a page that nobody looks at has nothing.
    fn is_html_element_in_html_document(&self) -> bool {
        true
    }
    fn has_namespace(&self, _: &Word) -> bool {
        true
    }
    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }
    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }
    fn is_pseudo_element(&self) -> bool {
        false
    }
    fn match_non_ts_pseudo_class(&self, class: &Nothing, _: &mut MatchingContext<'_, Grammar>) -> bool {
        match *class {}
    }
    fn match_pseudo_element(&self, element: &Nothing, _: &mut MatchingContext<'_, Grammar>) -> bool {
        match *element {}
    }
    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}
    fn is_link(&self) -> bool {
        false
    }
    fn is_html_slot_element(&self) -> bool {
        false
    }
    fn has_custom_state(&self, _: &Word) -> bool {
        false
    }
    fn imported_part(&self, _: &Word) -> Option<Word> {
        None
    }
    fn is_part(&self, _: &Word) -> bool {
        false
    }
}
