//! The parser against html5lib's tests of tree construction and tokenizing, which `make test-html5lib` fetches: with the
//! guard on, by our tokenizer and by html5ever's. Where the two leave out what no stage reads (comments, code, style
//! sheets), so does the expected tree. Not run by `cargo test` alone, for the tests are not part of the repository.

mod tokens;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::State;
use html5ever::tokenizer::{TokenSink, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, local_name, ns};
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom};

use super::guard::{Guard, Keep};
use super::tokenizer;
use crate::options::Limits;

/// The files of a folder of the tests; the folder of all is named by `HTML5LIB`.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let root = PathBuf::from(env::var_os("HTML5LIB").expect("HTML5LIB names the folder of the tests"));
    let mut found: Vec<(String, String)> = fs::read_dir(root.join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a test file")))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no tests in {folder}");
    found
}

/// One test of tree construction.
#[derive(Default)]
struct Case {
    data: String,
    document: String,
    fragment: Option<String>,
    /// Whether scripts run, where the test says so.
    scripting: Option<bool>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for part in format!("\n{file}").split("\n#data\n").skip(1) {
        let mut case = Case::default();
        let mut section = "#data";
        let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in part.split('\n') {
            match line {
                "#errors" | "#new-errors" | "#document-fragment" | "#document" => section = line,
                "#script-on" => case.scripting = Some(true),
                "#script-off" => case.scripting = Some(false),
                line => lines.entry(section).or_default().push(line),
            }
        }
        let text = |section: &str| lines.get(section).map(|lines| lines.join("\n")).unwrap_or_default();
        case.data = text("#data");
        case.document = text("#document").trim_end_matches('\n').to_owned();
        case.fragment = lines.get("#document-fragment").and_then(|lines| lines.first()).map(|name| (*name).to_owned());
        cases.push(case);
    }
    cases
}

fn element_name(written: &str) -> QualName {
    let (namespace, name) = match written.split_once(' ') {
        Some(("svg", name)) => (ns!(svg), name),
        Some(("math", name)) => (ns!(mathml), name),
        _ => (ns!(html), written),
    };
    QualName::new(None, namespace, LocalName::from(name))
}

impl Keep for RcDom {}

/// What a test is parsed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Our tokenizer and the guard.
    Ours,
    /// html5ever's tokenizer and the guard.
    Guarded,
    /// html5ever alone, the judge of what it gets wrong by itself.
    Alone,
}

/// Parses as the test says; none where our tokenizer cannot, since it always begins with text.
fn tree(case: &Case, scripting: bool, way: Way) -> Option<RcDom> {
    let options = TreeBuilderOpts { scripting_enabled: scripting, ..TreeBuilderOpts::default() };
    let (builder, state) = match &case.fragment {
        None => (TreeBuilder::new(RcDom::default(), options), State::Data),
        Some(name) => {
            let context = Node::new(NodeData::Element {
                name: element_name(name),
                attrs: Vec::new().into(),
                template_contents: None.into(),
                mathml_annotation_xml_integration_point: false,
            });
            let builder = TreeBuilder::new_for_fragment(RcDom::default(), context, None, options);
            let state = builder.tokenizer_state_for_context_elem(scripting);
            (builder, state)
        }
    };
    if way == Way::Ours {
        if state != State::Data {
            return None;
        }
        let guard = Guard::new(builder, &Limits::default(), usize::MAX);
        let options = tokenizer::Options { all_attributes: true, attributes: 1024, until: None };
        tokenizer::tokenize(&case.data, options, &guard);
        return Some(guard.finish().0);
    }
    if way == Way::Guarded {
        let tokenizer = fed(&case.data, state, Guard::new(builder, &Limits::default(), usize::MAX));
        return Some(tokenizer.sink.finish().0);
    }
    Some(fed(&case.data, state, builder).sink.sink)
}

/// html5ever's tokenizer, run over a text.
fn fed<Sink: TokenSink>(text: &str, state: State, sink: Sink) -> Tokenizer<Sink> {
    let options = TokenizerOpts { initial_state: Some(state), discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(sink, options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer
}

/// Writes a tree as the tests do, without comments and without the text of code and style sheets. The trees of the tests
/// are small, so this may recurse.
fn write(parent: &Handle, depth: usize, out: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for child in parent.children.borrow().iter() {
        match &child.data {
            NodeData::Doctype { name, public_id, system_id } => {
                let ids = if public_id.is_empty() && system_id.is_empty() {
                    String::new()
                } else {
                    format!(" \"{public_id}\" \"{system_id}\"")
                };
                out.push(format!("| {indent}<!DOCTYPE {name}{ids}>"));
            }
            NodeData::Text { contents } => {
                out.push(format!("| {indent}\"{}\"", contents.borrow()));
            }
            NodeData::Element { name, attrs, template_contents, .. } => {
                let prefix = match name.ns {
                    ns!(svg) => "svg ",
                    ns!(mathml) => "math ",
                    _ => "",
                };
                out.push(format!("| {indent}<{prefix}{}>", name.local));
                let mut attributes: Vec<String> =
                    attrs.borrow().iter().map(|attribute| written(attribute, &indent)).collect();
                attributes.sort();
                out.append(&mut attributes);
                let code = prefix.is_empty() && matches!(name.local, local_name!("script") | local_name!("style"));
                if !code {
                    write(child, depth + 1, out);
                }
                if let Some(contents) = template_contents.borrow().as_ref() {
                    out.push(format!("| {indent}  content"));
                    write(contents, depth + 2, out);
                }
            }
            _ => {}
        }
    }
}

fn written(attribute: &Attribute, indent: &str) -> String {
    let prefix = match attribute.name.ns {
        ns!(xlink) => "xlink ",
        ns!(xml) => "xml ",
        ns!(xmlns) => "xmlns ",
        _ => "",
    };
    format!("| {indent}  {prefix}{}=\"{}\"", attribute.name.local, attribute.value)
}

/// The expected tree without what is left out.
fn expected(document: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in document.split('\n') {
        match entries.last_mut() {
            Some(last) if !line.starts_with("| ") => {
                last.push('\n');
                last.push_str(line);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    joined(entries)
}

/// Entries without comments and without the text of code and style sheets; text on both sides of one is joined.
fn joined(entries: Vec<String>) -> Vec<String> {
    let depth = |entry: &str| entry.get(2..).unwrap_or_default().bytes().take_while(|byte| *byte == b' ').count();
    let mut kept: Vec<String> = Vec::new();
    let mut code: Option<usize> = None;
    for entry in entries {
        let here = depth(&entry);
        let body = entry.get(2 + here..).unwrap_or_default();
        if code.is_some_and(|above| here <= above) {
            code = None;
        }
        let text = body.starts_with('"');
        if body.starts_with("<!-- ") || body.starts_with("<?") || code.is_some() && text {
            continue;
        }
        if matches!(body, "<script>" | "<style>") {
            code = Some(here);
        }
        let joined = kept.last().is_some_and(|last| {
            text && depth(last) == here && last.get(2 + here..).is_some_and(|last| last.starts_with('"'))
        });
        match kept.last_mut().filter(|_| joined) {
            Some(last) => {
                last.pop();
                last.push_str(body.get(1..).unwrap_or_default());
            }
            None => kept.push(entry),
        }
    }
    kept
}

/// The tree of a test as the tests write it.
fn shown(case: &Case, dom: &RcDom) -> Vec<String> {
    let document = std::rc::Rc::clone(&dom.document);
    let top = document.children.borrow().first().cloned();
    let root = if case.fragment.is_some() { top.unwrap_or(document) } else { document };
    let mut found = Vec::new();
    write(&root, 0, &mut found);
    found
}

#[test]
#[ignore = "needs the tests of html5lib: make test-html5lib"]
fn trees_are_those_of_the_tests() {
    let files = files("tree-construction", "dat");
    for way in [Way::Ours, Way::Guarded] {
        let (mut right, mut runs, mut left_out, mut alike) = (0, 0, 0, 0);
        for case in files.iter().flat_map(|(_, file)| cases(file)) {
            for scripting in [false, true] {
                if case.scripting.is_some_and(|only| only != scripting) {
                    continue;
                }
                let (Some(dom), Some(alone)) = (tree(&case, scripting, way), tree(&case, scripting, Way::Alone)) else {
                    left_out += 1;
                    continue;
                };
                let found = shown(&case, &dom);
                runs += 1;
                if found == expected(&case.document) {
                    right += 1;
                } else if joined(shown(&case, &alone)) == found {
                    // The test is older than the standard that html5ever follows.
                    alike += 1;
                } else {
                    println!("{way:?}, scripting {scripting}: {:?}\n{}\n", case.data, found.join("\n"));
                }
            }
        }
        println!("trees, {way:?}: {right} of {runs} right, {alike} as html5ever alone, {left_out} left out");
        assert_eq!(right + alike, runs);
    }
}
