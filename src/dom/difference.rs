//! Decides whether our tokenizer and tree make of a page what html5ever makes of it into an RcDom. For the tests and the
//! differential fuzzing; not part of the library's promise.

use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use markup5ever_rcdom::RcDom;

use super::{Document, Element, Visitor, Walk, build_with_html5ever, parse_with, sink};
use crate::deadline::Deadline;
use crate::options::{Limits, Parser};

/// Where the trees of a page differ, in plain words: ours, html5ever's tokenizer behind the same guard into an RcDom, and
/// where that is comparable html5ever all by itself.
#[cfg(feature = "difference")]
pub fn difference(html: &str) -> Option<String> {
    // html5ever's tokenizer knows no limit on attributes.
    let limits = Limits { attributes: usize::MAX, ..Limits::default() };
    let guarded = between(html, &limits);
    if guarded.is_some() || !is_comparable(html) {
        return guarded;
    }
    let unlimited = Limits { density: 0, depth: usize::MAX, formatting: usize::MAX, ..limits };
    first(&readable(&ours(html, &unlimited)), &readable(&alone(html)))
}

/// Where our tree differs from that of html5ever's tokenizer behind the same guard.
pub fn between(html: &str, limits: &Limits) -> Option<String> {
    let (ours, judge) = (ours(html, limits), judge(html, limits));
    let warnings = || format!("warnings {:?} are not {:?}", ours.warnings, judge.warnings);
    first(&readable(&ours), &readable(&judge)).or_else(|| (ours.warnings != judge.warnings).then(warnings))
}

fn ours(html: &str, limits: &Limits) -> Document {
    parse_with(html, limits, Parser::WholeInput, Deadline::default(), &[])
}

/// html5ever's tokenizer into an RcDom, behind our guard.
pub fn judge(html: &str, limits: &Limits) -> Document<RcDom> {
    let (sink, warnings) = build_with_html5ever(html, limits, Deadline::default(), sink::Sink::default());
    Document { tree: sink.into_dom(), warnings, hides: false }
}

/// What html5ever makes of a page by itself, without our guard.
pub fn alone(html: &str) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    // Left to itself it would take a byte order mark for one after every script and every encoding that a page declares, where
    // it starts anew.
    let tokenizer = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let text = html.strip_prefix('\u{FEFF}').unwrap_or(html);
    html5ever::parse_document(RcDom::default(), ParseOpts { tokenizer, tree_builder }).one(text)
}

/// Whether html5ever by itself may be compared: RcDom fills `selectedcontent`; the guard ends empty frames, and leaves code
/// and style sheets out.
pub fn is_comparable(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    ["<selectedcontent", "<iframe", "<script", "<style"].iter().all(|tag| !lower.contains(tag))
}

/// Everything that a walk reports, with text and elements told apart.
#[derive(Default)]
struct Events(String);

impl Visitor for Events {
    fn open(&mut self, element: &Element<'_>) -> bool {
        self.0 += &format!("\n<{} {:?}", element.name, element.tag);
        for (known, value) in element.attributes() {
            self.0 += &format!(" {}={value:?}", known.spelling);
        }
        true
    }
    fn text(&mut self, text: &str) {
        self.0 += &format!("\n|{text:?}|");
    }
    fn close(&mut self) {
        self.0 += "\n</>";
    }
}

fn events(document: &impl Walk) -> String {
    let mut events = Events::default();
    document.walk(&mut events);
    events.0
}

/// The events of a tree without comments, which part texts in a tree that has them.
pub fn readable(document: &impl Walk) -> String {
    events(document).replace("\"|\n|\"", "")
}

/// The first line in which two lists of events differ.
fn first(found: &str, expected: &str) -> Option<String> {
    if found == expected {
        return None;
    }
    let at = found.lines().zip(expected.lines()).take_while(|(one, other)| one == other).count();
    Some(format!("line {at}: {:?} is not {:?}", found.lines().nth(at), expected.lines().nth(at)))
}
