//! Decides how HTML becomes a tree: our tokenizer and html5ever's tree builder, through a guard that bounds the tree, into
//! a flat tree of our own. For settle, which sees any tree only as a stream of [`Visitor`] calls; nothing outside this
//! folder reads html5ever's nodes. A caller's RcDom is walked the same way, and html5ever's own tokenizer into an RcDom is
//! the judge of our tokenizer and tree in the tests.

mod bundle;
mod dense;
#[cfg(any(test, feature = "difference"))]
pub mod difference;
mod flat;
mod guard;
#[cfg(test)]
mod html5lib;
mod literals;
mod lookup;
mod rcdom;
mod script;
#[cfg(any(test, feature = "difference"))]
mod sink;
#[cfg(test)]
mod tests;
mod tokenizer;
mod tree;

pub use literals::literals;
pub use rcdom::Given;
pub use script::{is_formula, is_whole};
pub use tokenizer::read_reference;

use std::slice;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::tree_builder::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, TokenizerResult};

use crate::deadline::Deadline;
use crate::options::{Limits, Parser};
use crate::tag::Tag;

/// A parsed page.
pub struct Document<Tree = tree::Tree> {
    tree: Tree,
    /// Limits that the guard enforced, in plain words.
    pub warnings: Vec<String>,
    /// Whether something hides much of the page that may have no end.
    pub hides: bool,
}

/// Parses with the default tokenizer.
#[cfg(test)]
pub fn parse(text: &str, limits: &Limits) -> Document {
    parse_with(text, limits, Parser::default(), Deadline::default(), &[])
}

/// Parses a page or a fragment with either tokenizer. Never fails: HTML gives every input a tree. Attributes that no stage
/// reads are left out, but for the wanted ones.
pub fn parse_with(text: &str, limits: &Limits, parser: Parser, deadline: Deadline, wanted: &[String]) -> Document {
    let sink = flat::Flat::for_page(text.len()).wanting(wanted);
    match parser {
        Parser::WholeInput => {
            let options = options(limits, wanted, deadline);
            let (sink, warnings, outcome) = build(text, limits, options, deadline, sink, tokenizer::tokenize);
            let tree = sink.into_tree();
            Document { hides: outcome.hides || tree.hides_much(), tree, warnings }
        }
        Parser::Html5ever => {
            let (sink, warnings) = build_with_html5ever(text, limits, deadline, sink);
            Document { tree: sink.into_tree(), warnings, hides: false }
        }
    }
}

/// Parses a page again of which the standard leaves little because something on it never ends and hides the rest, and ends
/// that where it can be. None if there is nothing of the kind.
pub fn parse_mending(text: &str, limits: &Limits, deadline: Deadline, wanted: &[String]) -> Option<Document> {
    let sink = flat::Flat::for_page(text.len()).wanting(wanted);
    let options = options(limits, wanted, deadline);
    let (sink, mut warnings, outcome) = build(text, limits, options, deadline, sink, tokenizer::tokenize_mending);
    if outcome.ended == 0 {
        return None;
    }
    let ended = tokenizer::ended(outcome.ended);
    warnings.push(format!("ended where it hid the rest of the page, because nothing else ends it: {ended}"));
    Some(Document { tree: sink.into_tree(), warnings, hides: false })
}

fn options(limits: &Limits, wanted: &[String], deadline: Deadline) -> tokenizer::Options {
    let all_attributes = !wanted.is_empty();
    tokenizer::Options { all_attributes, attributes: limits.attributes, until: deadline.reading() }
}

/// Runs our tokenizer, the guard and the tree builder over a page; gives the sink back with what the limits have to say.
fn build<Sink: guard::Keep>(
    text: &str,
    limits: &Limits,
    options: tokenizer::Options,
    deadline: Deadline,
    sink: Sink,
    tokenize: impl Fn(&str, tokenizer::Options, &guard::Guard<Sink>) -> tokenizer::Outcome,
) -> (Sink, Vec<String>, tokenizer::Outcome) {
    let guard = guard::Guard::new(builder(sink), limits, deadline.text());
    let outcome = tokenize(text, options, &guard);
    let (sink, mut warnings) = guard.finish();
    let dropped = outcome.dropped_attributes;
    if dropped > 0 {
        warnings.push(format!("attribute limit of {} reached: {dropped} attributes dropped", limits.attributes));
    }
    if outcome.stopped {
        warnings.push("deadline near: the rest of the page was not read".to_owned());
    }
    (sink, warnings, outcome)
}

/// The same with html5ever's tokenizer, which knows no limit on attributes.
fn build_with_html5ever<Sink: guard::Keep>(
    text: &str,
    limits: &Limits,
    deadline: Deadline,
    sink: Sink,
) -> (Sink, Vec<String>) {
    // Left to itself it would take a byte order mark for one after every script, where it starts anew.
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(guard::Guard::new(builder(sink), limits, deadline.text()), options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text.strip_prefix('\u{FEFF}').unwrap_or(text)));
    // The tokenizer may pause, so that a browser could run a script; nothing runs here.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.finish()
}

fn builder<Sink: TreeSink>(sink: Sink) -> TreeBuilder<Sink::Handle, Sink> {
    // Without scripting the content of `noscript` is markup, which is what a reader without scripts sees.
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    TreeBuilder::new(sink, options)
}

/// A tree that can be walked.
pub trait Walk {
    /// Walks the tree in reading order without recursion, template contents included.
    fn walk(&self, visitor: &mut impl Visitor);

    /// How much a walk reports at most, as far as the tree knows that without one.
    fn size(&self) -> Size {
        Size::default()
    }
}

/// How much a walk reports.
#[derive(Debug, Clone, Copy, Default)]
pub struct Size {
    /// Elements and texts.
    pub nodes: usize,
    /// Bytes of text.
    pub text: usize,
    /// Attributes.
    pub attributes: usize,
    /// Bytes of their values.
    pub values: usize,
}

impl<Tree: Walk> Walk for Document<Tree> {
    fn walk(&self, visitor: &mut impl Visitor) {
        self.tree.walk(visitor);
    }

    fn size(&self) -> Size {
        self.tree.size()
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
    /// Its attributes in source order, but for those that no stage reads.
    pub fn attributes(&self) -> Attributes<'a> {
        self.attributes.clone()
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        debug_assert!(lookup::attribute(&name.into()).is_some(), "the flat tree does not keep {name}");
        self.attributes().find(|(known, _)| known.spelling == name).map(|(_, value)| value)
    }
}

#[cfg(feature = "selectors")]
impl<'a> Element<'a> {
    /// The value of an attribute of any name that the tree was told to keep.
    pub fn wanted(&self, name: &str) -> Option<&'a str> {
        match self.attributes() {
            Attributes::Kept { mut list, wanted, values } => list.find_map(|kept| kept.value(name, wanted, values)),
            Attributes::All(mut list) => {
                list.find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
            }
        }
    }
}

/// The attributes of an element, whatever tree it is from.
#[derive(Clone)]
pub enum Attributes<'a> {
    /// Of the flat tree.
    Kept {
        /// The attributes left.
        list: slice::Iter<'a, tree::Kept>,
        /// Names of those that no stage reads.
        #[cfg_attr(not(feature = "selectors"), expect(dead_code, reason = "only selectors ask for them"))]
        wanted: &'a [LocalName],
        /// The string that their values stand in.
        values: &'a str,
    },
    /// Of an RcDom.
    All(slice::Iter<'a, Attribute>),
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'static lookup::Known, &'a str);

    fn next(&mut self) -> Option<(&'static lookup::Known, &'a str)> {
        match self {
            Attributes::Kept { list, values, .. } => list.find_map(|kept| kept.read(values)),
            Attributes::All(list) => list.find_map(|attribute| {
                let number = lookup::attribute(&attribute.name.local)?;
                Some((lookup::known(number), &*attribute.value))
            }),
        }
    }
}
