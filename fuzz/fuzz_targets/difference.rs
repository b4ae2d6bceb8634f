//! Tag soup has the same tree by our tokenizer in our own tree and by html5ever's in an RcDom. Every byte of the input picks a
//! piece.
#![no_main]

#[path = "../pieces.rs"]
mod pieces;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let html = pieces::page(bytes);
    assert_eq!(dechrome::difference(&html), None, "{html:?}");
});
