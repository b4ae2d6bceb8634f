//! Markdown and JSON of any content: the text of the input stands in every element that the writers know.
#![no_main]

#[path = "../pieces.rs"]
mod pieces;
#[path = "../properties.rs"]
mod properties;

use dechrome::options::{Options, Source};
use dechrome::Extractor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = Options::default().source(Source::Html);
    let text = String::from_utf8_lossy(bytes);
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let (soup, _) = bytes.split_at(bytes.len() / 2);
    let html = format!(
        "<title>{escaped}</title><article><h1>{escaped}</h1><p>It rained all day in the harbour, and nobody went out to \
         see the boats come in, and {escaped} too.</p><ul><li>{escaped}<ol start=7><li>{escaped}</ol></ul>\
         <blockquote><p>{escaped}</blockquote><pre><code class=\"language-{escaped}\">{escaped}</code></pre>\
         <table><tr><th>{escaped}<th>b<tr><td>{escaped}<td>c</table><dl><dt>{escaped}<dd>{escaped}</dl>\
         <figure><img src=\"{escaped}\" alt=\"{escaped}\"><figcaption>{escaped}</figcaption></figure>\
         <p><a href=\"{escaped}\">{escaped}</a> stood on the pier, where the band played until late in the evening.</p>{}",
        pieces::page(soup)
    );
    let article = Extractor::new(options.clone()).extract(&html);
    properties::hold(&article);
    // An article can hold anything when it was read from JSON, not only what extraction writes.
    let mut article = article;
    article.text = text.to_string();
    article.title = Some(text.to_string());
    properties::json_is_safe(&article);
    let _ = dechrome::write::to_markdown(&article);
});
