//! Decides how embedded data is held: values of any depth as a flat table in reading order, so that a subtree is a range
//! and no walk recurses. For the readers of state, which fill it, and the search for a body, which reads it.

use crate::page::Span;
use crate::work;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Keys with values; also a block of code that the tolerant reader met.
    Object,
    /// Values in order.
    List,
    /// What stands in round brackets: arguments, parameters.
    Group,
    /// A string.
    Text,
    /// A number as written.
    Number,
    /// A bare word: `null`, a variable, part of an expression.
    Name,
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    pub kind: Kind,
    /// The value it stands in; a top value is its own parent.
    pub parent: u32,
    /// The node behind its last descendant.
    pub end: u32,
    /// Its key, empty for a member of a list.
    pub key: Span,
    /// The characters of a scalar.
    pub value: Span,
}

/// Values in reading order.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    text: String,
    open: Vec<u32>,
}

/// Values of one page that are held: a million of them is far more than any story, and bounds memory at 32 MB.
pub(super) const MOST_NODES: usize = 1_000_000;

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Tree {
    /// A tree with room for what a text of this length mostly holds: a value for every fifty bytes, and all keys and
    /// strings, which are never longer than the text. What of the room is not used is never touched.
    pub fn for_text(length: usize) -> Tree {
        let nodes = Vec::with_capacity((length / 50).min(MOST_NODES));
        Tree { nodes, text: String::with_capacity(length), open: Vec::new() }
    }

    /// Whether no more values may be added.
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= MOST_NODES || self.text.len() >= u32::MAX as usize / 2
    }

    /// Stores characters and says where they are.
    pub fn store(&mut self, text: &str) -> Span {
        let start = self.stored();
        self.push(text);
        self.since(start)
    }

    /// How many bytes of characters are stored.
    pub fn stored(&self) -> usize {
        self.text.len()
    }

    /// Stores a part of a value.
    pub fn push(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// Where the characters are that were stored since then.
    pub fn since(&self, start: usize) -> Span {
        Span { start: position(start), end: position(self.text.len()) }
    }

    /// Forgets every value, and keeps the room for others.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.text.clear();
        self.open.clear();
    }

    /// Adds a scalar and says where it is.
    pub fn leaf(&mut self, kind: Kind, key: Span, value: Span) -> u32 {
        let at = position(self.nodes.len());
        let parent = self.open.last().copied().unwrap_or(at);
        self.nodes.push(Node { kind, parent, end: at + 1, key, value });
        at
    }

    /// Opens a container.
    pub fn open(&mut self, kind: Kind, key: Span) -> u32 {
        let at = self.leaf(kind, key, Span::default());
        self.open.push(at);
        at
    }

    /// Closes the innermost container.
    pub fn close(&mut self) {
        let end = position(self.nodes.len());
        if let Some(node) = self.open.pop().and_then(|at| self.nodes.get_mut(at as usize)) {
            node.end = end;
        }
    }

    /// How many containers are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Takes the last scalar back, for its characters turned out to be a key.
    pub fn take_leaf(&mut self) -> Span {
        self.nodes.pop().map(|node| node.value).unwrap_or_default()
    }

    /// Gives a scalar the value of another one.
    pub fn replace(&mut self, at: u32, by: u32) {
        let Some((kind, value)) = self.node(by).map(|node| (node.kind, node.value)) else { return };
        if let Some(node) = self.nodes.get_mut(at as usize)
            && kind != Kind::Object
            && kind != Kind::List
            && kind != Kind::Group
        {
            node.kind = kind;
            node.value = value;
        }
    }

    /// How many values there are.
    pub fn len(&self) -> u32 {
        position(self.nodes.len())
    }

    /// A value.
    pub fn node(&self, at: u32) -> Option<&Node> {
        work::count(1);
        self.nodes.get(at as usize)
    }

    /// The characters of a scalar.
    pub fn value(&self, at: u32) -> &str {
        self.node(at).map(|node| self.slice(node.value)).unwrap_or_default()
    }

    /// The key a value stands under.
    pub fn key(&self, at: u32) -> &str {
        self.node(at).map(|node| self.slice(node.key)).unwrap_or_default()
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// What a value is; nothing is a name.
    pub fn kind(&self, at: u32) -> Kind {
        self.node(at).map_or(Kind::Name, |node| node.kind)
    }

    /// The node behind a value's last descendant.
    pub fn end(&self, at: u32) -> u32 {
        self.node(at).map_or(at.saturating_add(1), |node| node.end.max(at.saturating_add(1)))
    }

    /// The value a value stands in.
    pub fn parent(&self, at: u32) -> Option<u32> {
        self.node(at).map(|node| node.parent).filter(|parent| *parent != at)
    }

    /// The members of a container.
    pub fn children(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.end(at);
        let mut next = at.saturating_add(1);
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.end(child);
                child
            })
        })
    }

    /// The member of this name.
    pub fn member(&self, at: u32, key: &str) -> Option<u32> {
        self.children(at).find(|child| self.key(*child) == key)
    }

    /// The string under the first of these keys that holds one.
    pub fn text_under(&self, at: u32, keys: &[&str]) -> Option<&str> {
        self.children(at)
            .filter(|child| self.kind(*child) == Kind::Text)
            .find(|child| keys.contains(&self.key(*child)))
            .map(|child| self.value(child))
    }
}
