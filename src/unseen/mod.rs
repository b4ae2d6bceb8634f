//! Decides what content a page holds outside its visible document: the bodies of its JSON-LD and of the state that a
//! single-page application embeds. For extract, which runs a candidate through the same stages as the document when the
//! document says little.

mod declared;
mod flat;
mod flight;
mod keys;
mod literal;
mod markup;
mod rich;
mod state;
mod structured;
mod title;
mod tree;
mod weighing;

use crate::article::Method;
use crate::deadline::Deadline;
use crate::dom::literals;
use crate::head::Head;
use crate::meta::mend;
use crate::page::Page;
pub(crate) use declared::declared;
use state::Body;
use title::Titles;
use tree::{Kind, Tree};
pub(crate) use weighing::{Seen, better, is_little, is_longer_by_far};

/// Content that was found outside the visible document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// A fragment of HTML.
    pub markup: String,
    /// Where it was found.
    pub method: Method,
    /// Its words, markup left out.
    pub words: u32,
    /// The title of the object it was found in.
    pub title: Option<String>,
    /// Whether that is the page's own title or address.
    pub own: bool,
}

/// Bytes of strings read as state of their own: data within data is met, but not without end.
const MOST_NESTED: usize = 16 << 20;

/// The best content that the page's scripts hold, as far as they are read in time, if it may be better than what was seen.
pub(crate) fn best(page: &Page, seen: Seen<'_>, deadline: Deadline) -> Option<Candidate> {
    let is_in_data = weighing::is_more_in_data(&page.head, seen);
    if !is_in_data && page.head.code.is_empty() || !weighing::is_wanted(seen) {
        return None;
    }
    let titles = Titles::of(page);
    let code = in_code(&page.head, &titles, seen.text.len());
    if !is_in_data && code.is_empty() {
        return None;
    }
    let candidates = candidates(&page.head, &titles, &code, deadline);
    candidates.into_iter().next().filter(|candidate| weighing::is_longer(candidate, seen))
}

/// The literals in a page's code that may be about it and hold so many bytes of text.
fn in_code<'a>(head: &'a Head, titles: &Titles, least: usize) -> Vec<&'a str> {
    let scripts = head.code.iter().filter(|script| titles.may_be_in(script));
    scripts.flat_map(|script| literals(script, least)).filter(|literal| titles.may_be_in(literal)).collect()
}

/// The content that the page's data scripts and the literals of its code hold, best first.
fn candidates(head: &Head, titles: &Titles, code: &[&str], deadline: Deadline) -> Vec<Candidate> {
    let mut found: Vec<(f32, Candidate)> = Vec::new();
    let mut add = |body: Body, method: Method| {
        let Body { markup, words, near: own, weight, title, .. } = body;
        if words >= markup::LEAST_PROSE {
            found.push((weight, Candidate { markup, method, words, title, own }));
        }
    };
    for body in structured::bodies(&mend::parse(&head.json_ld), titles, deadline) {
        add(body, Method::StructuredData);
    }
    let scripts: Vec<&str> = head.states.iter().map(|(_, text)| text.as_str()).collect();
    let (streamed, stores): (Vec<&str>, Vec<&str>) = scripts.into_iter().partition(|text| flight::is_flight(text));
    if !streamed.is_empty() && !deadline.is_over() {
        let rows = flight::rows(&streamed);
        let markup = flight::render(&rows);
        let words = markup::measure(&markup).words;
        // The markup of the whole page holds chrome too, so a body of its own speaks louder.
        add(
            Body { markup, words, own: false, near: false, weight: words as f32 * 0.5, title: None },
            Method::EmbeddedState,
        );
        for body in state::bodies(&rows, titles) {
            add(body, Method::EmbeddedState);
        }
    }
    // Code holds messages, settings and what is said of others too: of 12 pages from elsewhere that took any body of it, two
    // took their own.
    for (scripts, is_state) in [(stores.as_slice(), true), (code, false)] {
        for tree in trees(scripts, deadline) {
            if deadline.is_over() {
                break;
            }
            let bodies = state::bodies(&tree, titles).into_iter();
            bodies.filter(|body| is_state || body.near).for_each(|body| add(body, Method::EmbeddedState));
        }
    }
    found.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Reads stores, and what they hold as text that is data again.
fn trees(stores: &[&str], deadline: Deadline) -> Vec<Tree> {
    let mut trees: Vec<Tree> = Vec::new();
    let mut left = MOST_NESTED;
    let mut waiting: Vec<String> = Vec::new();
    let mut nodes = 0;
    let mut read = |text: &str, waiting: &mut Vec<String>| {
        if nodes >= tree::MOST_NODES || deadline.is_over() {
            return;
        }
        let mut tree = Tree::for_text(text.len());
        literal::read(text, &mut tree);
        if let Some(graph) = flat::unflatten(&tree) {
            tree = graph;
        }
        nodes += tree.nodes.len();
        for at in 0..tree.len() {
            if tree.kind(at) == Kind::Text
                && let Some(inner) = data_in(tree.value(at))
                && let Some(rest) = left.checked_sub(inner.len())
            {
                left = rest;
                waiting.push(inner);
            }
        }
        trees.push(tree);
    };
    for store in stores {
        read(store, &mut waiting);
    }
    let mut at = 0;
    while let Some(inner) = waiting.get_mut(at).map(std::mem::take) {
        read(&inner, &mut waiting);
        at += 1;
    }
    trees
}

/// Bytes of a string that may hold data worth reading.
const SHORTEST_DATA: usize = 100;

/// The data that a string holds as JSON, plain or percent-encoded.
fn data_in(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() < SHORTEST_DATA {
        return None;
    }
    if text.starts_with(['{', '[']) && text.ends_with(['}', ']']) && text.contains('"') {
        return Some(text.to_owned());
    }
    let encoded = ["%7B%22", "%5B%7B", "%7b%22", "%5b%7b"].iter().any(|mark| text.starts_with(mark));
    encoded.then(|| percent_decoded(text))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes().iter().copied();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let pair = if byte == b'%' { digit(ahead.next()).zip(digit(ahead.next())) } else { None };
        match pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAIN: &str = "It rained all day in the harbour, and nobody went out to see the boats come in, although the \
                        band played on the pier until late in the evening.";

    fn first(html: &str) -> Option<(String, Method)> {
        let page = crate::page::laid_out(html);
        let titles = Titles::of(&page);
        let code = in_code(&page.head, &titles, 0);
        let first = candidates(&page.head, &titles, &code, Deadline::default()).into_iter().next()?;
        Some((first.markup.trim().to_owned(), first.method))
    }

    #[test]
    fn every_kind_of_script_gives_its_body() {
        let expected = format!("<p>{RAIN}</p>");
        let inner = serde_json::json!({"post": {"body": RAIN}}).to_string();
        let encoded: String = inner.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for script in [
            format!(r#"<script id="__NEXT_DATA__" type="application/json">{inner}</script>"#),
            format!("<script>window.__INITIAL_STATE__ = {inner};(function(){{}}())</script>"),
            format!("<script>window.__APOLLO_STATE__=JSON.parse({})</script>", serde_json::json!(inner)),
            format!(r#"<script>window.__PRELOADED_STATE__ = "{encoded}"</script>"#),
            format!(r#"<script>window.__NUXT__=(function(a,b){{return {{data:[{{body:a}}]}}}}("{RAIN}",1))</script>"#),
            format!(
                r#"<script type="application/json" id="__NUXT_DATA__">[{{"data":1}},{{"post":2}},{{"body":3,"n":4}},"{RAIN}",5,6,7,8,9]</script>"#
            ),
            format!(
                "<script>__sveltekit_1 = {{}};kit.start(app, {{data:[{{type:'data',data:{{post:{{body:'{RAIN}'}}}}}}]}})</script>"
            ),
            format!(r#"<script>self.__next_f.push([1,{}])</script>"#, serde_json::json!(format!("1:{inner}\n"))),
        ] {
            assert_eq!(first(&script), Some((expected.clone(), Method::EmbeddedState)), "{script}");
        }
        let script =
            format!(r#"<script type="application/ld+json">{{"@type":"Article","articleBody":"{RAIN}"}}</script>"#);
        assert_eq!(first(&script), Some((expected, Method::StructuredData)));
    }

    #[test]
    fn ordinary_scripts_are_read_for_what_has_the_title_of_the_page() {
        let body = vec![RAIN; 16].join(" ");
        let script = |title: &str| {
            let story = serde_json::json!({"title": title, "body": body});
            format!("<title>Rain in the harbour</title><script>a();\nvar shown = [{story}];\nb();</script>")
        };
        assert_eq!(first(&script("Rain in the harbour")), Some((format!("<p>{body}</p>"), Method::EmbeddedState)));
        assert_eq!(first(&script("What else is read")), None);
    }

    #[test]
    fn pages_without_data_and_with_nonsense_give_nothing() {
        for html in
            ["", "<p>Rain.</p>", "<script>var __a = [1,{;}}</script>", "<script type=application/json>]]{{\"</script>"]
        {
            assert_eq!(first(html), None, "{html}");
        }
    }
}
