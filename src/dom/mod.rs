//! Decides how HTML becomes a tree: html5ever's tokenizer and tree builder, through a guard that bounds the tree, into a
//! flat tree of our own. For settle, which sees any tree only as a stream of [`Visitor`] calls; nothing outside this
//! folder reads html5ever's nodes. A caller's RcDom is walked the same way, and is the judge of our tree in the tests.

mod flat;
mod guard;
mod lookup;
mod rcdom;
#[cfg(test)]
mod sink;
mod skip;
#[cfg(test)]
mod tests;
mod tree;

pub use rcdom::Given;

use std::slice;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::tree_builder::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, TokenizerResult};
#[cfg(test)]
use markup5ever_rcdom::RcDom;

use crate::options::Limits;
use crate::tag::Tag;

/// A parsed page.
pub struct Document<Tree = tree::Tree> {
    tree: Tree,
    /// Limits that the guard enforced, in plain words.
    pub warnings: Vec<String>,
}

/// Parses a page or a fragment. Never fails: HTML gives every input a tree.
pub fn parse(text: &str, limits: &Limits) -> Document {
    let (sink, warnings) = build(text, limits, flat::Flat::for_page(text.len()));
    Document { tree: sink.into_tree(), warnings }
}

#[cfg(test)]
/// Parses as [`parse`] does, but into an RcDom.
pub fn parse_rcdom(text: &str, limits: &Limits) -> Document<RcDom> {
    let (sink, warnings) = build(text, limits, sink::Sink::default());
    Document { tree: sink.into_dom(), warnings }
}

/// Runs tokenizer, guard and tree builder over a page; gives the sink back with what the guard has to say.
fn build<Sink: TreeSink>(text: &str, limits: &Limits, sink: Sink) -> (Sink, Vec<String>) {
    let builder = TreeBuilder::new(
        sink,
        // Without scripting the content of `noscript` is markup, which is what a reader without scripts sees.
        TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() },
    );
    let tokenizer = Tokenizer::new(guard::Guard::new(builder, limits), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let feed = |part: &str| {
        queue.push_back(StrTendril::from(part));
        // The tokenizer pauses at every script so that a browser could run it; nothing runs here.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    };
    let mut rest = text;
    while let Some((tag, body)) = skip::next_raw(rest) {
        feed(tag);
        rest = body;
        if tokenizer.sink.drops(rest) {
            rest = skip::behind_body(rest);
        }
    }
    feed(rest);
    tokenizer.end();
    tokenizer.sink.finish()
}

/// A tree that can be walked.
pub trait Walk {
    /// Walks the tree in reading order without recursion, template contents included.
    fn walk(&self, visitor: &mut impl Visitor);
}

impl<Tree: Walk> Walk for Document<Tree> {
    fn walk(&self, visitor: &mut impl Visitor) {
        self.tree.walk(visitor);
    }
}

/// What a walk over the tree reports.
pub trait Visitor {
    /// An element begins. `false` leaves its children out, and no [`Visitor::close`] follows.
    fn open(&mut self, element: &Element<'_>) -> bool;
    /// Text stands here.
    fn text(&mut self, text: &str);
    /// The innermost open element ends.
    fn close(&mut self);
}

/// An element as the visitor sees it.
pub struct Element<'a> {
    /// Its tag.
    pub tag: Tag,
    /// Its name as written, in lower case.
    pub name: &'a str,
    attributes: Attributes<'a>,
}

impl<'a> Element<'a> {
    /// Its attributes in source order; those that no stage reads may be missing.
    pub fn attributes(&self) -> Attributes<'a> {
        self.attributes.clone()
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        debug_assert!(lookup::attribute(&name.into()).is_some(), "the flat tree does not keep {name}");
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// The attributes of an element, whatever tree it is from, as names and values.
#[derive(Clone)]
pub enum Attributes<'a> {
    /// Of the flat tree.
    Kept {
        /// The attributes left.
        list: slice::Iter<'a, tree::Kept>,
        /// The string that their values stand in.
        values: &'a str,
    },
    /// Of an RcDom.
    All(slice::Iter<'a, Attribute>),
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        match self {
            Attributes::Kept { list, values } => list.next().map(|kept| kept.read(values)),
            Attributes::All(list) => list.next().map(|attribute| (&*attribute.name.local, &*attribute.value)),
        }
    }
}
