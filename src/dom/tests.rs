//! Decides whether the trees are right: small pages by hand, and the flat tree against RcDom on the corpus, on generated
//! tag soup and on shapes that cost too much elsewhere.

use markup5ever_rcdom::RcDom;

use super::difference::{alone, is_comparable, judge, readable};
use super::*;

fn read(html: &str) -> Document {
    parse(html, &Limits::default())
}

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
    read(html).walk(&mut trace);
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
fn an_empty_frame_in_noscript_does_not_swallow_the_page() {
    assert_eq!(
        trace("<body><noscript><iframe src=a /></noscript><p>b"),
        "<html><head></><body><noscript><iframe></></><p>b</></></>"
    );
    assert_eq!(trace("<body><iframe/><p>b"), "<html><head></><body><iframe><p>b</></></>");
}

#[test]
fn attributes_reach_every_copy_of_their_element() {
    let pages = [
        "<html lang=a><body class=b dir=c><html lang=d dir=e class=f><body class=g id=h>x",
        "<a href=1 title=2><p>x<a href=3><div>y</a>z</div>",
        "<svg viewBox=1 id=2><a xlink:href=3 href=4>x</a></svg><p id=5><math><mi class=6>x</mi></math><p class=7>",
        "<table class=a><td id=b>x<td id=c><div href=d></table><template class=e><p id=f>x</p></template>",
    ];
    for html in pages {
        compare(html, &Limits::default());
    }
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
    for tag in ["div", "b", "table><tr><td", "ul><li", "svg", "table><svg><td", "svg><input", "math><mi><link"] {
        let html = format!("{}deep text", format!("<{tag}>").repeat(20_000));
        let document = read(&html);
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

/// Compares the two trees of a page.
fn compare(html: &str, limits: &Limits) {
    assert_eq!(difference::between(html, limits), None, "{html}");
}

#[test]
fn corpus_pages_have_the_same_tree_in_both() {
    let mut count = 0;
    for case in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).unwrap() {
        if let Ok(bytes) = std::fs::read(case.unwrap().path().join("page.html")) {
            compare(&String::from_utf8_lossy(&bytes), &Limits::default());
            count += 1;
        }
    }
    // Guards against a folder that moved.
    assert!(count >= 30, "{count} pages");
}

/// `DECHROME_GOLD=dir cargo test --release --lib -- --ignored same_tree` compares the pages of an unpacked gold set.
#[test]
#[ignore = "needs pages that are not in the repository"]
fn gold_pages_have_the_same_tree_in_both() {
    let root = std::env::var_os("DECHROME_GOLD").expect("DECHROME_GOLD names the folder");
    let mut folders = vec![std::path::PathBuf::from(root)];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let bytes = std::fs::read(path).unwrap();
                compare(&crate::decode::decode(&bytes, None).text, &Limits::default());
                count += 1;
            }
        }
    }
    assert!(count > 0, "no pages");
    println!("{count} pages");
}

#[test]
fn a_given_tree_is_read_without_code() {
    use html5ever::tendril::TendrilSink;
    let html = "<script>code</script><script>window.__x=1</script><script type=a/json>{}</script>\
                <body><noscript><p>markup</noscript><noscript>words</noscript><p>text";
    let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    let mut trace = Trace::default();
    Given(&dom).walk(&mut trace);
    assert_eq!(
        trace.0,
        "<html><head><script></><script>window.__x=1</><script>{}</></>\
         <body><noscript></><noscript>words</><p>text</></></>"
    );
}

/// A generator of numbers that is the same everywhere (Knuth's MMIX constants).
struct Numbers(u64);
impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }
}

/// Tags by the part of the tree builder that they set to work; a soup takes most of its tags from few of them, so that
/// they meet.
const FAMILIES: &[&[&str]] = &[
    &["div", "p", "section", "article", "h1", "h2", "ul", "li", "dl", "dt", "dd", "blockquote", "center", "my-box"],
    &["a", "b", "i", "font", "nobr", "em", "code", "big", "u", "span", "p", "div"],
    &["table", "caption", "colgroup", "col", "tbody", "thead", "tr", "td", "th", "form", "input", "b", "a"],
    &["template", "div", "tr", "td", "table", "option", "col", "svg"],
    &["svg", "math", "foreignObject", "desc", "title", "mi", "annotation-xml", "g", "path", "p", "b", "font", "mglyph"],
    &["select", "option", "optgroup", "selectedcontent", "button", "input", "hr", "datalist", "textarea", "keygen"],
    &["html", "head", "body", "frameset", "frame", "noframes", "meta", "link", "base", "title", "noscript"],
    &["script", "style", "xmp", "iframe", "noembed", "textarea", "title", "plaintext", "pre", "listing", "image", "br"],
    &[
        "ruby", "rb", "rt", "rp", "rtc", "marquee", "object", "applet", "form", "fieldset", "details", "summary",
        "dialog",
    ],
];

const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    " class=a",
    " class='b c' id=x",
    " onclick=y data-src=z",
    " encoding=text/html",
    " color=red",
    " type=hidden",
    " type=application/json",
    " lang=en dir=ltr",
    " lang=de style='display:none'",
    " href=u href=v",
    " definitionurl=q xlink:href=w xml:lang=fr",
    " hidden aria-hidden=true",
    " shadowrootmode=open",
    "/",
];

const TEXTS: &[&str] = &[
    "a",
    " ",
    "word and word",
    "\n",
    "&amp;",
    "&nbsp;",
    "&notit;",
    "\0",
    "\r\n",
    "é 漢",
    "<",
    "</",
    "<!--c-->",
    "<!doctype html>",
    "<![CDATA[d]]>",
    "<?pi?>",
    "window.__x=1",
    "&#0;&#x80;",
];

fn soup(seed: u64) -> String {
    let mut numbers = Numbers(seed);
    let families = [FAMILIES[numbers.below(FAMILIES.len())], FAMILIES[numbers.below(FAMILIES.len())]];
    let mut html = String::new();
    for _ in 0..20 + numbers.below(150) {
        let family =
            if numbers.below(8) == 0 { FAMILIES[numbers.below(FAMILIES.len())] } else { families[numbers.below(2)] };
        let tag = numbers.pick(family);
        // Nothing ends plain text, so it must be rare for the rest to matter.
        let tag = if tag == "plaintext" && numbers.below(10) > 0 { "p" } else { tag };
        match numbers.below(10) {
            0..5 => html += &format!("<{tag}{}>", numbers.pick(ATTRIBUTES)),
            5..8 => html += &format!("</{tag}>"),
            _ => html += numbers.pick(TEXTS),
        }
    }
    html
}

#[test]
fn tag_soups_have_the_same_tree_in_both() {
    let wide = Limits::default();
    let tight = Limits { depth: 24, formatting: 4, nodes: 60, ..Limits::default() };
    for seed in 0..1_500 {
        let html = soup(seed);
        compare(&html, if seed % 5 == 0 { &tight } else { &wide });
    }
}

/// Both parsers behind the guard make of a page what html5ever makes of it by itself.
fn compare_with_html5ever_alone(html: &str) {
    let expected = readable(&alone(html));
    assert_eq!(readable(&read(html)), expected, "{html:?}");
    assert_eq!(readable(&judge(html, &Limits::default())), expected, "{html:?}");
}

#[test]
fn a_line_feed_behind_a_tag_and_a_comment_stays() {
    for between in ["", "<!--c-->", "<!---->", "<?pi?>", "</ c>", "<!c>", "</>", "<![CDATA[c]]>"] {
        for tag in ["pre", "listing", "pre/", "textarea", "p", "div><pre", "table><listing"] {
            for text in ["\n", "\n\nx", "&#10;x", "&#10x", "\r\nx", "x\n"] {
                let html = format!("<{tag}>{between}{text}");
                compare_with_html5ever_alone(&html);
            }
        }
    }
}

#[test]
fn white_space_behind_text_and_a_comment_stays_in_its_table() {
    for table in ["<table>", "<table><tr>", "<table><colgroup>", "<table><tbody><tr><td>a</td>"] {
        for text in
            ["x<!--c-->\n<td>y", "x<!--c-->\n\n", " <!--c-->x", "x\0<!--c--> <tr>", "x<!--c-->y<!--c--> </table>"]
        {
            let html = format!("{table}{text}");
            compare_with_html5ever_alone(&html);
        }
    }
}

#[test]
fn tag_soups_have_the_tree_that_html5ever_gives_them_alone() {
    let limits = Limits { density: 0, depth: usize::MAX, formatting: usize::MAX, ..Limits::default() };
    let mut count = 0;
    for seed in 10_000..11_500 {
        let html = soup(seed);
        if !is_comparable(&html) {
            continue;
        }
        count += 1;
        assert_eq!(readable(&parse(&html, &limits)), readable(&alone(&html)), "{html:?}");
    }
    assert!(count > 300, "{count} soups");
}

#[test]
fn every_way_of_changing_the_tree_ends_in_the_same_tree() {
    for html in [
        "<p>a<b>b<div>c</b>d</div>e",
        "a<table>b<tr>c<td>d</td>e<b>f</table>g",
        "<table><a>1<p>2</a>3</p>",
        "<a>1<div>2<div>3<a>4</a>5",
        "<b class=x>1<p>2</b>3<p>4",
        "<html lang=en><body class=a><html lang=de dir=rtl><body class=b id=c>text<html title=t>",
        "<template>a<template>b</template>c</template>d<template></template>",
        "<table><template><tr><td>a</template>b</table>",
        "<svg><template>a</template><desc><p>b</desc></svg>",
        "<math><annotation-xml encoding=TEXT/html><p>a</annotation-xml><annotation-xml><p>b",
        "<body>a<frameset><frame></frameset>",
        "<select><option selected>a<button><selectedcontent></button></select>",
        "<b><em><foo><foob><fooc><aside></b></em>",
        "\u{FEFF}a<script></script>\u{FEFF}b",
        "\u{FEFF}a<meta charset=utf-8>\u{FEFF}b",
        "",
    ] {
        compare(html, &Limits::default());
    }
}

#[test]
fn a_walk_that_leaves_elements_out_still_closes_the_rest() {
    assert_eq!(
        trace("<p><svg><g></g></svg><p>a<template></template><template><svg></svg></template>").matches("</>").count(),
        7
    );
}

/// Many of the same: what costs time in the square of their number here never ends.
const MANY: usize = 100_000;

fn read_all(html: &str) -> Document {
    parse(html, &Limits { density: 0, ..Limits::default() })
}

#[test]
fn text_before_a_table_is_never_copied() {
    let rows = "<tr><td>cell</td>stray".repeat(MANY);
    let document = read_all(&format!("<body>before<table>{rows}</table>"));
    assert_eq!(document.tree.text_length(), "before".len() + "cellstray".len() * MANY);
    let mut trace = Trace::default();
    document.walk(&mut trace);
    assert!(trace.0.starts_with("<html><head></><body>beforestraystray"));
}

#[test]
fn wide_and_deep_pages_keep_everything() {
    for (start, end) in [("<p>x", "</p>"), ("<table>x<div>", "</div></table>"), ("<a>x", "</a>"), ("<div>x", "")] {
        let html = format!("<body>{}", format!("{start}{end}").repeat(MANY));
        let mut trace = Trace::default();
        read_all(&html).walk(&mut trace);
        assert_eq!(trace.0.matches('x').count(), MANY, "{start}");
    }
    let html = format!("<body><table>{}</table>", "<div>x</div>".repeat(MANY));
    let mut trace = Trace::default();
    read_all(&html).walk(&mut trace);
    assert!(trace.0.ends_with("<div>x</><div>x</><table></></></>"));
}

#[test]
fn tiny_elements_are_earned_by_the_bytes_of_the_page() {
    let flood = "<br>".repeat(200_000);
    let document = read(&format!("<body>{flood}<p>behind</p><div>it</div>"));
    assert!(document.warnings.iter().any(|warning| warning.contains("density limit of 40")), "{:?}", document.warnings);
    let text = "a word here and there ".repeat(4);
    let document = read(&format!("<body>{flood}{}", format!("<p>{text}</p>").repeat(50)));
    let mut trace = Trace::default();
    document.walk(&mut trace);
    assert_eq!(trace.0.matches("<p>").count(), 50);
    // The words of blocks stay apart where their tags are dropped; those of inline elements are one word.
    let limits = Limits { nodes: 2, ..Limits::default() };
    let mut trace = Trace::default();
    parse("<p>a<p>b<p>c<div>d</div><i>e</i>", &limits).walk(&mut trace);
    assert_eq!(trace.0, "<html><head></><body><p>a</><p>b c de</></></>");
}
