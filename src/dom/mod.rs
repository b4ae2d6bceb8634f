//! Decides how HTML becomes a tree: html5ever's tokenizer and tree builder, through a guard that bounds the tree, into
//! RcDom. For settle, which sees the tree only as a stream of [`Visitor`] calls; nothing outside this folder names
//! html5ever.

mod guard;
mod sink;

use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, TokenizerResult};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::options::Limits;
use crate::tag::Tag;

/// A parsed page.
pub struct Document {
    dom: RcDom,
    /// Limits that the guard enforced, in plain words.
    pub warnings: Vec<String>,
}

/// Parses a page or a fragment. Never fails: HTML gives every input a tree.
pub fn parse(text: &str, limits: &Limits) -> Document {
    let builder = TreeBuilder::new(
        sink::Sink::default(),
        // Without scripting the content of `noscript` is markup, which is what a reader without scripts sees.
        TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() },
    );
    let tokenizer = Tokenizer::new(guard::Guard::new(builder, limits), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    // The tokenizer pauses at every script so that a browser could run it; nothing runs here.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let (builder, warnings) = tokenizer.sink.finish();
    Document { dom: builder.sink.into_dom(), warnings }
}

impl Document {
    /// Walks the tree in reading order.
    pub fn walk(&self, visitor: &mut impl Visitor) {
        walk(&self.dom, visitor);
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
    attributes: &'a [Attribute],
}

impl<'a> Element<'a> {
    /// Its attributes in source order.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// Walks any RcDom in reading order without recursion, template contents included.
pub fn walk(dom: &RcDom, visitor: &mut impl Visitor) {
    let mut stack: Vec<(Handle, usize)> = vec![(Rc::clone(&dom.document), 0)];
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
                let element =
                    Element { tag: Tag::from_name(&name.local), name: &name.local, attributes: attributes.as_slice() };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Trace(String);
    impl Visitor for Trace {
        fn open(&mut self, element: &Element<'_>) -> bool {
            self.0 += &format!("<{}>", element.name);
            element.name != "svg"
        }
        fn text(&mut self, text: &str) {
            self.0 += text;
        }
        fn close(&mut self) {
            self.0 += "</>";
        }
    }

    fn trace(html: &str) -> String {
        let mut trace = Trace::default();
        parse(html, &Limits::default()).walk(&mut trace);
        trace.0
    }

    #[test]
    fn elements_text_and_template_contents_come_in_reading_order() {
        assert_eq!(
            trace("<title>t</title><p>a<b>b</b>c<template><i>d</i></template>e<svg><g>x</g></svg>f"),
            "<html><head><title>t</></><body><p>a<b>b</>c<template><i>d</></>e<svg>f</></></>"
        );
    }

    #[test]
    fn noscript_is_markup() {
        assert_eq!(trace("<body><noscript><p>a</noscript>"), "<html><head></><body><noscript><p>a</></></></>");
    }

    #[test]
    fn a_table_keeps_foster_parented_text_in_front() {
        assert_eq!(
            trace("<body><table>a<tr><td>b</table>"),
            "<html><head></><body>a<table><tbody><tr><td>b</></></></></></>"
        );
    }

    #[test]
    fn deep_nesting_keeps_the_text_and_says_so() {
        for tag in ["div", "b", "table><tr><td", "ul><li", "svg"] {
            let html = format!("{}deep text", format!("<{tag}>").repeat(20_000));
            let document = parse(&html, &Limits::default());
            let mut depth = Depth::default();
            document.walk(&mut depth);
            assert!(depth.most < 700, "{tag}: {}", depth.most);
            assert!(depth.found, "{tag}");
        }
    }

    #[derive(Default)]
    struct Depth {
        now: usize,
        most: usize,
        found: bool,
    }
    impl Visitor for Depth {
        fn open(&mut self, _: &Element<'_>) -> bool {
            self.now += 1;
            self.most = self.most.max(self.now);
            true
        }
        fn text(&mut self, text: &str) {
            self.found |= text.contains("deep text");
        }
        fn close(&mut self) {
            self.now -= 1;
        }
    }
}
