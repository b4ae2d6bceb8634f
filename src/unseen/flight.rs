//! Decides how streamed flight data becomes HTML: the pushed strings are put together, parted into rows, and the element
//! tuples of the rows written as the markup they stand for, references followed. For the candidates of embedded state.

use std::collections::HashMap;

use super::literal;
use super::markup::{escape, is_markup};
use super::tree::{Kind, Tree};

/// The mark by which a script of flight data is known, whatever the framework calls its array.
const MARKS: [&str; 2] = ["__next_f", "__rsc"];

/// Whether a script carries flight data.
pub(super) fn is_flight(script: &str) -> bool {
    // The name stands in the assignment or call with which the script begins.
    let head = script.get(..200).unwrap_or(script);
    MARKS.iter().any(|mark| head.contains(mark))
}

/// The rows of a page's flight data: a tree whose top values are the rows, each under its number.
pub(super) fn rows(scripts: &[&str]) -> Tree {
    let length = scripts.iter().map(|script| script.len()).sum();
    let mut stream = String::with_capacity(length);
    // One tree takes the scripts in turn and then the rows, because room that was used once costs nothing more.
    let mut tree = Tree::for_text(length);
    for script in scripts {
        literal::read(script, &mut tree);
        // `push([1,"…"])` carries text; other numbers carry form state and binary chunks.
        for at in 0..tree.len() {
            if tree.kind(at) == Kind::Text
                && let Some(list) = tree.parent(at).filter(|parent| tree.kind(*parent) == Kind::List)
                && at == list + 2
                && tree.value(list + 1) == "1"
                && tree.parent(list).is_some_and(|call| tree.kind(call) == Kind::Group)
            {
                stream.push_str(tree.value(at));
            }
        }
        tree.clear();
    }
    split(&stream, &mut tree);
    tree
}

/// Hexadecimal digits of a length.
const LONGEST_LENGTH: usize = 8;

/// Parts a stream into rows: `number:JSON` up to a line end, or `number:Tlength,text` with a length in bytes.
fn split(stream: &str, tree: &mut Tree) {
    let mut rest = stream;
    while !rest.is_empty() && !tree.is_full() {
        let digits = rest.bytes().take(16).take_while(u8::is_ascii_hexdigit).count();
        let (number, behind) = (rest.get(..digits).unwrap_or_default(), rest.get(digits..).unwrap_or_default());
        let Some(body) = behind.strip_prefix(':') else {
            rest = rest.split_once('\n').map_or("", |(_, next)| next);
            continue;
        };
        let counted = body.strip_prefix('T').and_then(|text| {
            // The comma is looked for only as far as a length reaches: to the end of the stream for every row would take
            // quadratic time.
            let digits = text.bytes().take(LONGEST_LENGTH).take_while(u8::is_ascii_hexdigit).count();
            let length = usize::from_str_radix(text.get(..digits)?, 16).ok()?;
            let text = text.get(digits..)?.strip_prefix(',')?;
            Some((text.get(..length.min(text.len()))?, text.get(length.min(text.len())..)?))
        });
        if let Some((text, next)) = counted {
            let (key, value) = (tree.store(number), tree.store(text));
            tree.leaf(Kind::Text, key, value);
            rest = next;
            continue;
        }
        let (line, next) = body.split_once('\n').unwrap_or((body, ""));
        // Modules, hints and errors begin with a capital; only data begins with a bracket or a quote.
        if line.starts_with(['[', '{', '"']) {
            let key = tree.store(number);
            tree.open(Kind::Group, key);
            literal::read(line, tree);
            tree.close();
        }
        rest = next;
    }
}

/// How a value is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Inside an element: strings are text.
    Text,
    /// Inside data: only elements count.
    Data,
}

enum Step {
    Visit(u32, Mode),
    Close(String),
}

struct Renderer<'a> {
    tree: &'a Tree,
    rows: HashMap<&'a str, u32>,
    /// Rows that were written; each is written once, so that references cannot multiply.
    seen: Vec<bool>,
    steps: Vec<Step>,
    out: String,
}

/// Writes the elements of all rows as HTML, the root row first.
pub(super) fn render(tree: &Tree) -> String {
    let tops: Vec<u32> = tops(tree).collect();
    let rows = tops.iter().rev().map(|at| (tree.key(*at), *at)).collect();
    let seen = vec![false; tree.nodes.len()];
    let mut renderer = Renderer { tree, rows, seen, steps: Vec::new(), out: String::new() };
    let root = renderer.rows.get("0").copied();
    for top in root.into_iter().chain(tops) {
        if tree.kind(top) == Kind::Group {
            renderer.row(top, Mode::Data);
            renderer.run();
        }
    }
    renderer.out
}

fn tops(tree: &Tree) -> impl Iterator<Item = u32> + '_ {
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next;
        (at < tree.len()).then(|| {
            next = tree.end(at);
            at
        })
    })
}

/// Elements whose content is no text of the page.
fn is_skipped(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "head"
            | "meta"
            | "link"
            | "title"
            | "svg"
            | "template"
            | "iframe"
            | "noscript"
            | "html"
            | "body"
            | "base"
    )
}

fn is_void(tag: &str) -> bool {
    matches!(tag, "br" | "hr" | "img" | "input" | "wbr" | "source" | "col" | "area" | "embed" | "track")
}

impl Renderer<'_> {
    fn run(&mut self) {
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Close(tag) => {
                    self.out.push_str("</");
                    self.out.push_str(&tag);
                    self.out.push('>');
                }
                Step::Visit(at, mode) => self.visit(at, mode),
            }
        }
    }

    fn row(&mut self, at: u32, mode: Mode) {
        let text = self.tree.kind(at) == Kind::Text;
        // A counted text met among data is not written, so it is still to come.
        if text && mode == Mode::Data {
            return;
        }
        let Some(seen) = self.seen.get_mut(at as usize).filter(|seen| !**seen) else { return };
        *seen = true;
        if text {
            self.text(at, mode);
        } else {
            self.push_children(at, mode);
        }
    }

    fn push_children(&mut self, at: u32, mode: Mode) {
        let first = self.steps.len();
        self.steps.extend(self.tree.children(at).map(|child| Step::Visit(child, mode)));
        if let Some(added) = self.steps.get_mut(first..) {
            added.reverse();
        }
    }

    fn visit(&mut self, at: u32, mode: Mode) {
        match self.tree.kind(at) {
            Kind::Text => self.string(at, mode),
            Kind::List => match self.element(at) {
                Some((tag, properties)) => self.open(tag, properties),
                None => self.push_children(at, mode),
            },
            Kind::Object | Kind::Group => self.push_children(at, Mode::Data),
            Kind::Number if mode == Mode::Text => self.text(at, mode),
            Kind::Number | Kind::Name => {}
        }
    }

    /// The tag and the properties of an element tuple `["$", tag, key, properties]`.
    fn element(&self, at: u32) -> Option<(u32, Option<u32>)> {
        let mut members = self.tree.children(at);
        let mark = members.next()?;
        if self.tree.kind(mark) != Kind::Text || self.tree.value(mark) != "$" {
            return None;
        }
        let tag = members.next()?;
        let properties = members.nth(1).filter(|at| self.tree.kind(*at) == Kind::Object);
        Some((tag, properties))
    }

    fn open(&mut self, tag: u32, properties: Option<u32>) {
        let name = self.tree.value(tag).to_owned();
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && name.starts_with(|first: char| first.is_ascii_alphabetic());
        let root = matches!(name.as_str(), "html" | "body");
        if plain && is_skipped(&name) && !root {
            return;
        }
        let Some(properties) = properties else { return };
        // A component of the client's is a box; a fragment or a server's reference is nothing by itself.
        let shown = if plain && !root {
            Some(name.as_str())
        } else if name.starts_with("$L") {
            Some("div")
        } else {
            None
        };
        if let Some(shown) = shown {
            self.start_tag(shown, properties);
            if is_void(shown) {
                return;
            }
            self.steps.push(Step::Close(shown.to_owned()));
        }
        let mut inside = Vec::new();
        for child in self.tree.children(properties) {
            match self.tree.key(child) {
                "children" => inside.push((child, Mode::Text)),
                "dangerouslySetInnerHTML" => {
                    if let Some(markup) = self.tree.member(child, "__html") {
                        inside.push((markup, Mode::Text));
                    }
                }
                _ if self.tree.kind(child) != Kind::Text || self.tree.value(child).starts_with('$') => {
                    inside.push((child, Mode::Data));
                }
                _ => {}
            }
        }
        self.steps.extend(inside.into_iter().rev().map(|(at, mode)| Step::Visit(at, mode)));
    }

    fn start_tag(&mut self, tag: &str, properties: u32) {
        self.out.push('<');
        self.out.push_str(tag);
        for child in self.tree.children(properties).filter(|child| self.tree.kind(*child) == Kind::Text) {
            let name = match self.tree.key(child) {
                "className" => "class",
                known @ ("class" | "id" | "href" | "src" | "alt" | "role" | "title" | "lang" | "dir" | "itemProp") => {
                    known
                }
                _ => continue,
            };
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(self.tree.value(child), &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// A string is a reference, an escaped dollar sign or text.
    fn string(&mut self, at: u32, mode: Mode) {
        let value = self.tree.value(at);
        let Some(reference) = value.strip_prefix('$') else { return self.text(at, mode) };
        if let Some(escaped) = reference.strip_prefix('$') {
            if mode == Mode::Text {
                self.out.push('$');
                escape(escaped, &mut self.out);
            }
            return;
        }
        let reference = reference.strip_prefix(['L', '@', 'Q', 'W']).unwrap_or(reference);
        let (number, path) = reference.split_once(':').unwrap_or((reference, ""));
        match self.rows.get(number).copied() {
            // A path points at a part that stands elsewhere in the stream and is written there.
            Some(row) if path.is_empty() => self.row(row, mode),
            Some(_) => {}
            None if mode == Mode::Text && !reference.starts_with(|first: char| first.is_ascii_alphanumeric()) => {
                self.text(at, mode);
            }
            None => {}
        }
    }

    fn text(&mut self, at: u32, mode: Mode) {
        if mode == Mode::Data {
            return;
        }
        let text = self.tree.value(at);
        if is_markup(text) { self.out.push_str(text) } else { escape(text, &mut self.out) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(payload: &str) -> String {
        let script = format!("self.__next_f.push([1,{}])", serde_json::json!(payload));
        assert!(is_flight(&script));
        render(&rows(&[script.as_str()]))
    }

    #[test]
    fn rows_become_the_markup_they_stand_for() {
        let payload = "1:I[12,[\"a.js\"],\"Shell\"]\n\
            3:[\"$\",\"p\",null,{\"className\":\"lead\",\"children\":[\"It rained \",[\"$\",\"b\",null,{\"children\":2}],\" < $$3\"]}]\n\
            0:{\"f\":[[\"children\",[\"$\",\"$L1\",null,{\"children\":[[\"$\",\"h2\",null,{\"children\":\"Rain\"}],\"$L3\",\"$undefined\"]}]]]}\n";
        let expected = "<div><h2>Rain</h2><p class=\"lead\">It rained <b>2</b> &lt; $$3</p></div>";
        // Inside a string a doubled dollar sign is only an escape at the beginning.
        assert_eq!(html(payload), expected);
    }

    #[test]
    fn counted_text_rows_and_raw_markup_are_followed() {
        let payload =
            "a:T11,<p>It rained.</p>0:[\"$\",\"div\",null,{\"dangerouslySetInnerHTML\":{\"__html\":\"$a\"}}]\n";
        assert_eq!(html(payload), "<div><p>It rained.</p></div>");
    }

    #[test]
    fn circles_of_references_end() {
        assert_eq!(
            html(
                "0:[\"$\",\"p\",null,{\"children\":[\"a\",\"$L1\"]}]\n1:[\"$\",\"i\",null,{\"children\":[\"b\",\"$L0\",\"$L1\"]}]\n"
            ),
            "<p>a<i>b</i></p>"
        );
    }

    #[test]
    fn pieces_of_a_row_in_several_scripts_are_put_together() {
        let scripts = [
            "(self.__next_f=self.__next_f||[]).push([0])",
            "self.__next_f.push([1,\"0:[\\\"$\\\",\\\"p\\\",nu\"])",
            "self.__next_f.push([1,\"ll,{\\\"children\\\":\\\"a\\\"}]\\n\"])",
        ];
        assert_eq!(render(&rows(&scripts)), "<p>a</p>");
    }
}
