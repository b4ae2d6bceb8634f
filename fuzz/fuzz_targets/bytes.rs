//! Any bytes give one article whose JSON is strict, can be read back and can be shown on a terminal.
#![no_main]

#[path = "../properties.rs"]
mod properties;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let article = dechrome::extract_bytes(bytes, None);
    assert!(!article.text.is_empty() || !article.warnings.is_empty());
    assert!(article.encoding.is_some());
    properties::hold(&article);
});
