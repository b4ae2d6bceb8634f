//! Decides how a page's tree is stored: nodes in one vector, linked by number; all text in one string, all attribute
//! values in another. For the walk that settle watches. Every change costs the same however large the tree is, nothing
//! recurses, and dropping the tree drops four vectors.

mod walk;

use html5ever::{Attribute, LocalName};

use super::{bundle, lookup};
use crate::page::Span;
use crate::tag::Tag;
use crate::work;

/// No node.
pub const NONE: u32 = u32::MAX;
/// The document.
pub const DOCUMENT: u32 = 0;

/// A page's tree.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    text: String,
    attributes: Vec<Kept>,
    values: String,
    /// Names of elements that have no tag of their own.
    names: Vec<LocalName>,
    /// The attributes before this one are in some bundle or of some element.
    bundled: u32,
    /// The attributes that wait for the element of the last tag, and its name.
    waiting: Option<(LocalName, Span)>,
    /// Names of further attributes that somebody asks for.
    wanted: Vec<LocalName>,
}

/// What a node is, and its neighbours.
#[derive(Debug, Clone, Copy)]
struct Node {
    parent: u32,
    first: u32,
    last: u32,
    previous: u32,
    next: u32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// The root, or the root of a template's contents: that one stands right behind its template in the vector and has
    /// it as parent, without being its child.
    Root,
    Element {
        tag: Tag,
        /// Its place in the names, if its tag does not say its name.
        name: u32,
        /// Its first attribute, and how many there are; they are all different, and the selectors of a caller ask for few.
        first: u32,
        count: u16,
    },
    /// Text, or more of the text before it that could not be put behind it in the string.
    Text { span: Span, continues: bool },
    /// A comment, a doctype or a processing instruction.
    Ignored,
}

// A page of nothing but tags has one for every two bytes, so this decides how much memory it takes.
const _: () = assert!(size_of::<Node>() <= 32);

/// The part of a string that a span covers.
#[inline]
fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// An attribute that some stage reads.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    /// The number of one that a stage reads, or behind those the place among the wanted ones.
    name: u16,
    value: Span,
}

/// The number of the first wanted attribute: behind those of all that a stage reads.
const WANTED: u16 = 1 << 8;

impl Kept {
    /// What it is and its value, which stands in the given string; none for one that only somebody else asks for.
    #[inline]
    pub fn read(self, values: &str) -> Option<(&'static lookup::Known, &str)> {
        let number = u8::try_from(self.name).ok()?;
        Some((lookup::known(number), slice(values, self.value)))
    }

    /// The value, if the attribute has this name.
    #[cfg(feature = "selectors")]
    pub fn value<'a>(self, name: &str, wanted: &[LocalName], values: &'a str) -> Option<&'a str> {
        let own = match u8::try_from(self.name) {
            Ok(number) => lookup::known(number).spelling,
            Err(_) => wanted.get(usize::from(self.name - WANTED)).map_or("", |wanted| &**wanted),
        };
        (own == name).then(|| slice(values, self.value))
    }
}

/// A length as a 32-bit offset. The input limit keeps pages far under 4 GiB; past that, offsets stay at the end.
#[inline]
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}

const UNLINKED: Node = Node { parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, kind: Kind::Ignored };

impl Kind {
    fn element(tag: Tag, name: u32, attributes: Span) -> Kind {
        let count = u16::try_from(attributes.len()).unwrap_or(u16::MAX);
        Kind::Element { tag, name, first: attributes.start, count }
    }
}

impl Tree {
    /// A document without anything in it, with room for a page of this length.
    pub fn for_page(length: usize) -> Tree {
        let mut tree = Tree {
            // Nine of ten real pages need no more. Room that is not used is never touched and takes no memory.
            nodes: Vec::with_capacity(length / 34 + 8),
            text: String::with_capacity(length / 2),
            attributes: Vec::with_capacity(length / 64),
            values: String::with_capacity(length / 2),
            names: Vec::new(),
            bundled: 0,
            waiting: None,
            wanted: Vec::new(),
        };
        tree.push(Kind::Root);
        tree
    }

    /// The same tree, which keeps the attributes of these names too.
    pub fn wanting(self, names: &[String]) -> Tree {
        Tree { wanted: names.iter().map(|name| LocalName::from(name.as_str())).collect(), ..self }
    }

    /// The number of an attribute that is kept.
    fn number(&self, name: &LocalName) -> Option<u16> {
        let wanted = || self.wanted.iter().position(|wanted| wanted == name);
        let known = lookup::attribute(name).map(u16::from);
        known.or_else(|| wanted().and_then(|place| u16::try_from(place).ok()?.checked_add(WANTED)))
    }

    /// The length of all text that was ever written.
    pub fn text_length(&self) -> usize {
        self.text.len()
    }

    #[inline]
    fn push(&mut self, kind: Kind) -> u32 {
        let id = offset(self.nodes.len());
        self.nodes.push(Node { kind, ..UNLINKED });
        id
    }

    #[inline]
    fn node(&self, id: u32) -> &Node {
        work::count(1);
        self.nodes.get(id as usize).unwrap_or(&UNLINKED)
    }

    #[inline]
    fn change(&mut self, id: u32, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id as usize) {
            change(node);
        }
    }

    /// Makes an element, linked to nothing. A template gets its contents, which [`Tree::contents`] finds.
    #[inline]
    pub fn create_element(&mut self, name: &LocalName, attributes: &[Attribute], template: bool) -> u32 {
        let attributes = match bundle::of(attributes) {
            Some(bundle) => bundle,
            None if attributes.is_empty() => self.take_waiting(name),
            None => self.keep_all(attributes.iter()),
        };
        let tag = lookup::tag(name);
        let at = offset(self.names.len());
        if matches!(tag, Tag::Custom | Tag::Unknown) {
            self.names.push(name.clone());
        }
        let id = self.push(Kind::element(tag, at, attributes));
        if template {
            let contents = self.push(Kind::Root);
            self.change(contents, |node| node.parent = id);
        }
        id
    }

    /// Makes a node that no walk reports.
    pub fn create_ignored(&mut self) -> u32 {
        self.push(Kind::Ignored)
    }

    /// Keeps an attribute by its number; it belongs to the next bundle.
    #[inline]
    pub fn keep(&mut self, name: u8, value: &str) {
        self.keep_any(u16::from(name), value);
    }

    fn keep_any(&mut self, name: u16, value: &str) {
        let start = offset(self.values.len());
        self.values.push_str(value);
        self.attributes.push(Kept { name, value: Span { start, end: offset(self.values.len()) } });
    }

    /// Gives the attributes kept since the last bundle or element to a tag of this name. Mostly they wait for its element
    /// here; of a tag whose element is not made at once, or more than once, an attribute stands for them, which
    /// [`Tree::create_element`] and [`Tree::add_missing`] know when they are given it.
    #[inline]
    pub fn bundle(&mut self, tag: &LocalName) -> Option<Attribute> {
        let end = offset(self.attributes.len());
        let span = Span { start: std::mem::replace(&mut self.bundled, end), end };
        // What the last tag left became no element.
        self.waiting = None;
        if span.is_empty() {
            return None;
        }
        if bundle::travels(tag) {
            return Some(bundle::attribute(span));
        }
        self.waiting = Some((tag.clone(), span));
        None
    }

    /// The attributes that wait for an element of this name. Others that are made on its way have other names.
    fn take_waiting(&mut self, name: &LocalName) -> Span {
        let waiting = self.waiting.take_if(|(tag, _)| tag == name);
        waiting.map_or(Span::default(), |(_, span)| span)
    }

    fn keep_all<'a>(&mut self, attributes: impl Iterator<Item = &'a Attribute>) -> Span {
        let start = offset(self.attributes.len());
        for attribute in attributes {
            if let Some(number) = self.number(&attribute.name.local) {
                self.keep_any(number, &attribute.value);
            }
        }
        self.bundled = offset(self.attributes.len());
        Span { start, end: self.bundled }
    }

    /// Gives an element the attributes that it does not have yet. Only kept ones are copied, so that a page of nothing
    /// but `html` tags costs no more than another.
    pub fn add_missing(&mut self, id: u32, attributes: &[Attribute]) {
        let Kind::Element { tag, name, first, count } = self.node(id).kind else { return };
        let known: Vec<Kept> = self.attributes_of(first, count).to_vec();
        let is_missing = |name: u16| known.iter().all(|known| known.name != name);
        let missing: Vec<Kept> = match bundle::of(attributes) {
            Some(bundle) => self.kept(bundle).iter().filter(|kept| is_missing(kept.name)).copied().collect(),
            None => {
                let is_missing = |attribute: &&Attribute| self.number(&attribute.name.local).is_some_and(is_missing);
                let missing: Vec<&Attribute> = attributes.iter().filter(is_missing).collect();
                let added = self.keep_all(missing.into_iter());
                self.kept(added).to_vec()
            }
        };
        if missing.is_empty() {
            return;
        }
        let start = offset(self.attributes.len());
        self.attributes.extend(known.into_iter().chain(missing));
        self.bundled = offset(self.attributes.len());
        let attributes = Span { start, end: self.bundled };
        self.change(id, |node| node.kind = Kind::element(tag, name, attributes));
    }

    #[inline]
    fn kept(&self, span: Span) -> &[Kept] {
        self.attributes.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn attributes_of(&self, first: u32, count: u16) -> &[Kept] {
        self.kept(Span { start: first, end: first.saturating_add(u32::from(count)) })
    }

    /// The root of a template's contents; an element that is no template stands for itself.
    pub fn contents(&self, template: u32) -> u32 {
        let contents = template.saturating_add(1);
        let node = self.node(contents);
        if matches!(node.kind, Kind::Root) && node.parent == template { contents } else { template }
    }

    /// Whether a node hangs below another.
    pub fn has_parent(&self, id: u32) -> bool {
        self.node(id).parent != NONE
    }

    /// Puts a node behind the children of another.
    #[inline]
    pub fn append(&mut self, parent: u32, child: u32) {
        self.detach(child);
        let last = self.node(parent).last;
        self.link(parent, last, child, NONE);
    }

    /// Puts a node before another, below the same parent.
    pub fn insert_before(&mut self, sibling: u32, child: u32) {
        self.detach(child);
        let Node { parent, previous, .. } = *self.node(sibling);
        self.link(parent, previous, child, sibling);
    }

    /// Puts text behind the children of a node.
    #[inline]
    pub fn append_text(&mut self, parent: u32, text: &str) {
        let last = self.node(parent).last;
        if let Some(child) = self.write(last, text) {
            self.link(parent, last, child, NONE);
        }
    }

    /// Puts text before a node.
    pub fn insert_text_before(&mut self, sibling: u32, text: &str) {
        let Node { parent, previous, .. } = *self.node(sibling);
        if let Some(child) = self.write(previous, text) {
            self.link(parent, previous, child, sibling);
        }
    }

    /// Takes a node from its parent.
    pub fn detach(&mut self, id: u32) {
        let Node { parent, previous, next, .. } = *self.node(id);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.change(parent, |node| node.first = next),
            _ => self.change(previous, |node| node.next = next),
        }
        match next {
            NONE => self.change(parent, |node| node.last = previous),
            _ => self.change(next, |node| node.previous = previous),
        }
        self.change(id, |node| (node.parent, node.previous, node.next) = (NONE, NONE, NONE));
    }

    /// Moves all children of a node behind those of another.
    pub fn reparent(&mut self, from: u32, to: u32) {
        let Node { first, last, .. } = *self.node(from);
        if first == NONE {
            return;
        }
        let mut child = first;
        while child != NONE {
            self.change(child, |node| node.parent = to);
            child = self.node(child).next;
        }
        let end = self.node(to).last;
        match end {
            NONE => self.change(to, |node| node.first = first),
            _ => self.change(end, |node| node.next = first),
        }
        self.change(first, |node| node.previous = end);
        self.change(to, |node| node.last = last);
        self.change(from, |node| (node.first, node.last) = (NONE, NONE));
    }

    /// Links a node that hangs nowhere between two children of a parent, either of which may be missing.
    fn link(&mut self, parent: u32, previous: u32, id: u32, next: u32) {
        self.change(id, |node| (node.parent, node.previous, node.next) = (parent, previous, next));
        match previous {
            NONE => self.change(parent, |node| node.first = id),
            _ => self.change(previous, |node| node.next = id),
        }
        match next {
            NONE => self.change(parent, |node| node.last = id),
            _ => self.change(next, |node| node.previous = id),
        }
    }

    /// Writes text that follows a node. Gives back the new node that holds it, or none if the node before was text that
    /// ends the string and could be made longer. Text behind which something else has been written since goes on in a
    /// node of its own: copying it would cost its length each time a table with stray text has another row.
    fn write(&mut self, previous: u32, text: &str) -> Option<u32> {
        let start = offset(self.text.len());
        self.text.push_str(text);
        let end = offset(self.text.len());
        let mut continues = false;
        if let Some(Node { kind: Kind::Text { span, .. }, .. }) = self.nodes.get_mut(previous as usize) {
            if span.end == start {
                span.end = end;
                return None;
            }
            continues = true;
        }
        Some(self.push(Kind::Text { span: Span { start, end }, continues }))
    }
}
