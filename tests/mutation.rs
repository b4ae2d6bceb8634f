//! HTML that a browser would read otherwise than it was written: pages whose markup tries to come back to life in ours.
//! Whatever they hold, our HTML has only listed elements and attributes, and it means the same when it is read, written
//! and read again, with scripts on and off.

use dechrome::html5ever::driver::ParseOpts;
use dechrome::html5ever::parse_document;
use dechrome::html5ever::tendril::TendrilSink;
use dechrome::html5ever::tree_builder::TreeBuilderOpts;
use dechrome::markup5ever_rcdom::{Handle, NodeData, RcDom};
use dechrome::{Extractor, Options, write};

const SENTENCE: &str =
    "The boats came back at noon, and the whole harbour went down to see what they had caught that day.";

/// Markup that changes its meaning between two readings, or that breaks out of where it is put.
const HOSTILE: &[&str] = &[
    r#"<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">"#,
    r#"<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">"#,
    r#"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>"#,
    r#"<svg><desc><noscript><p title="</noscript><img src=x onerror=alert(1)>"></desc></svg>"#,
    r#"<noscript><p title="</noscript><img src=x onerror=alert(1)>">"#,
    r#"<template><p title="</template><script>alert(1)</script>">words</template>"#,
    r#"<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"#,
    r#"<svg><title><p>words</title><script>alert(1)</script></svg>"#,
    r#"<textarea>&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>"#,
    r#"<xmp>&lt;/xmp>&lt;script>alert(1)&lt;/script></xmp><xmp><script>alert(1)</script></xmp>"#,
    r#"<plaintext><script>alert(1)</script>"#,
    r#"<p>&lt;script&gt;alert(1)&lt;/script&gt; is shown as it stands, with &amp;lt;b&amp;gt; and &#60;i&#62; beside it.</p>"#,
    r#"<pre>&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</pre>"#,
    r#"<pre><code class='language-"><script>alert(1)</script>'>let x = "&lt;/code&gt;";</code></pre>"#,
    r#"<p>A <code>&lt;/code&gt;&lt;img src=x onerror=alert(1)&gt;</code> in a line of some length.</p>"#,
    r#"<img src="/a.jpg" alt='"><script>alert(1)</script>'>"#,
    r#"<figure><img src="/b.jpg?a=&quot;onerror=alert(1)//" alt="`'&quot;onload=alert(1)"><figcaption>&lt;svg onload=alert(1)&gt;</figcaption></figure>"#,
    r#"<p><a href="javascript:alert(1)">one</a> <a href="java&Tab;script:alert(1)">two</a> <a href=" &#1;javascript:alert(1)">three</a></p>"#,
    r#"<p><a href="JaVaScRiPt&colon;alert(1)">one</a> <a href="data:text/html,<script>alert(1)</script>">two</a> <a href="vbscript:x">three</a></p>"#,
    r#"<p><a href='/x"onmouseover="alert(1)'>one</a> <a href="https://example.org/<script>alert(1)</script>">two</a></p>"#,
    r#"<blockquote cite="javascript:alert(1)"><p>A quotation that is long enough to be kept as one of the page.</p></blockquote>"#,
    r#"<iframe src="javascript:alert(1)" title='"><script>'></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>"#,
    r#"<iframe src='https://www.youtube.com/embed/x"onload="alert(1)' title='&lt;b&gt;'></iframe>"#,
    r#"<details open ontoggle=alert(1)><summary onclick=alert(1)>More &lt;b&gt;</summary><p>What is folded out is a text of its own.</p></details>"#,
    r#"<table><tr><th onclick=alert(1) id='"><script>'>&lt;th&gt;<th>b<tr><td style="background:url(javascript:alert(1))">&lt;/table&gt;<td>d</table>"#,
    r#"<ul><li id="x onerror=y"><a id=a href=#b>one</a><li>&lt;/ul&gt;&lt;script&gt;</ul>"#,
    r##"<p>A mark<sup id='r"><script>'><a href='#n"><script>alert(1)</script>'>1</a></sup> of a footnote stands here.</p><ol><li id='n"><script>alert(1)</script>'>&lt;img onerror&gt; <a href='#r"><script>'>back</a></ol>"##,
    r#"<p>An <!-- comment --!><img src=x onerror=alert(1)> --> and <![CDATA[<script>alert(1)</script>]]> in a line.</p>"#,
    r#"<p>A line with &#x2028; and &#0; and &#xFEFF;, &nbsp; and &shy; in it, and a &NotEqualTilde; of two characters.</p>"#,
    r#"<select><option><style></select><img src=x onerror=alert(1)></style></option></select>"#,
    r#"<p>One <b title='</b><script>'>bold<i>both</b>italic</i> with <font face="</font><script>">a font</font>.</p>"#,
    r#"<script type="application/ld+json">{"@type":"Article","headline":"</title><script>alert(1)<\/script>","author":"<b onclick=x>Ada</b> Lee","articleBody":"<svg onload=alert(1)>"}</script>"#,
    r#"<math><annotation-xml encoding="text/html"><p>words<style><!--</style></annotation-xml></math><img src=x onerror=alert(1)>-->"#,
    r#"<math><semantics><mi>x</mi><annotation encoding="application/x-tex">\href{javascript:alert(1)}{x} </script><script></annotation></semantics></math>"#,
];

/// What our HTML may hold.
const ELEMENTS: &str = " html head body main article header h1 h2 h3 h4 h5 h6 p a em strong code del sub sup q span br time ul ol \
    li blockquote pre table thead tbody tr th td dl dt dd figure img figcaption details summary aside section div footer ";
const ATTRIBUTES: &str = " href cite src alt title datetime class id start colspan rowspan open ";

fn parse(html: &str, scripting: bool) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled: scripting, ..TreeBuilderOpts::default() };
    parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(html)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\u{A0}', "&nbsp;")
}

/// Writes a tree as a browser does. The trees here are small, so this may recurse.
fn serialize(node: &Handle, out: &mut String) {
    let mut close = None;
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            *out += &format!("<{}", name.local);
            for attribute in attrs.borrow().iter() {
                *out += &format!(" {}=\"{}\"", attribute.name.local, escaped(&attribute.value));
            }
            out.push('>');
            if !matches!(&*name.local, "img" | "br" | "meta") {
                close = Some(format!("</{}>", name.local));
            }
            if &*name.local == "pre" {
                // The first line feed behind it is not part of it.
                out.push('\n');
            }
        }
        NodeData::Text { contents } => *out += &escaped(&contents.borrow()),
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| serialize(child, out));
    *out += &close.unwrap_or_default();
}

/// Holds every element of a tree to the lists.
fn check(node: &Handle, page: bool, context: &str) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let local = &*name.local;
            let own = page && matches!(local, "title" | "meta" | "link" | "style");
            assert!(ELEMENTS.contains(&format!(" {local} ")) || own, "{local}: {context}");
            for attribute in attrs.borrow().iter().filter(|_| !own) {
                let name = &*attribute.name.local;
                let lang = page && matches!(name, "lang" | "dir");
                assert!(ATTRIBUTES.contains(&format!(" {name} ")) || lang, "{local} {name}: {context}");
                if matches!(name, "href" | "src" | "cite") {
                    let value = attribute.value.to_ascii_lowercase();
                    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                    let relative = scheme.is_empty() || scheme.contains(['/', '?', '#']);
                    assert!(relative || ["http", "https", "mailto"].contains(&scheme), "{value}: {context}");
                }
            }
        }
        NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => panic!("a comment: {context}"),
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| check(child, page, context));
}

#[test]
fn hostile_markup_stays_what_it_was_written_as() {
    let extractor = Extractor::new(Options::default().url("https://example.org/a/b"));
    let mut kept = 0;
    for hostile in HOSTILE {
        // In the middle of an article, and around its end.
        for page in [
            format!(
                "<title>Rain</title><article><h1>Rain</h1><p>{SENTENCE}</p>{hostile}<p>{SENTENCE} Again.</p></article>"
            ),
            format!(
                "<title>{hostile}</title><article><h1>{hostile}</h1><p>{SENTENCE} {hostile}</p><p>{SENTENCE} Again.</p>"
            ),
        ] {
            let article = extractor.extract(&page);
            kept += usize::from(article.text.contains("The boats came back"));
            for (html, whole) in [(write::to_html(&article), false), (write::to_html_page(&article), true)] {
                let context = format!("{page}\n{html}");
                let off = parse(&html, false);
                check(&off.document, whole, &context);
                let mut first = String::new();
                serialize(&off.document, &mut first);
                let mut on = String::new();
                serialize(&parse(&html, true).document, &mut on);
                assert_eq!(first, on, "{context}");
                let mut again = String::new();
                serialize(&parse(&first, true).document, &mut again);
                assert_eq!(first, again, "{context}");
            }
        }
    }
    // Whatever stands beside it, the article is there: but where plain text or raw text swallows the rest of the page.
    assert!(kept + 8 >= 2 * HOSTILE.len(), "{kept} of {}", 2 * HOSTILE.len());
}

#[test]
fn markdown_lets_no_markup_of_the_page_through() {
    for hostile in HOSTILE {
        let page = format!(
            "<title>Rain</title><article><h1>Rain</h1><p>{SENTENCE}</p>{hostile}<p>{SENTENCE} Again.</p></article>"
        );
        let markdown = write::to_markdown(&dechrome::extract(&page));
        // Outside code, an opener is escaped or followed by what no tag begins with, unless Markdown's own table of HTML is.
        let mut fenced = false;
        for line in markdown.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            let outside: String = line.split('`').step_by(2).collect();
            let opens = |tag: &str| {
                !fenced && outside.to_ascii_lowercase().contains(tag) && !outside.contains(&format!("\\{tag}"))
            };
            assert!(!opens("<script") && !opens("<svg") && !opens("<iframe"), "{line}\n{page}");
        }
        assert!(!markdown.contains("](javascript:") && !markdown.contains("](vbscript:"), "{markdown}");
    }
}
