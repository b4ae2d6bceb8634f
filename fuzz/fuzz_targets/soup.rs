//! Tag soup gives the same article by our tokenizer and by html5ever's. Every byte of the input picks a piece.
#![no_main]

#[path = "../pieces.rs"]
mod pieces;
#[path = "../properties.rs"]
mod properties;

use dechrome::options::{Options, Parser, Source};
use dechrome::Extractor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let html = pieces::page(bytes);
    let options = Options::default().source(Source::Html).explain(true).url("https://example.org/a/b");
    let ours = Extractor::new(options.clone()).extract(&html);
    let theirs = Extractor::new(options.parser(Parser::Html5ever)).extract(&html);
    // A page that something without an end hides is read again by our tokenizer only.
    if !ours.warnings.iter().any(|warning| warning.contains("nothing else ends it")) {
        assert_eq!(ours, theirs, "{html:?}");
    }
    properties::hold(&ours);
});
