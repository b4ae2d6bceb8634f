//! Bytes in every encoding and with every hint: the text is found, or what is wrong is counted. The first byte chooses
//! the hint, the second one the declaration.
#![no_main]

#[path = "../properties.rs"]
mod properties;

use libfuzzer_sys::fuzz_target;

const LABELS: &[&str] = &[
    "", "utf-8", "utf-16", "utf-16be", "windows-1252", "windows-1251", "iso-8859-2", "koi8-r", "shift_jis", "euc-jp",
    "iso-2022-jp", "gbk", "gb18030", "big5", "euc-kr", "windows-874", "macintosh", "x-user-defined", "replacement",
    "text/html; charset=\"windows-1255\"",
];

fuzz_target!(|bytes: &[u8]| {
    let [hint, declared, rest @ ..] = bytes else { return };
    let label = |byte: &u8| LABELS[usize::from(*byte) % LABELS.len()];
    let mut page = Vec::new();
    match declared / 64 {
        0 => page.extend_from_slice(rest),
        1 => page.extend_from_slice(&[b"\xEF\xBB\xBF<p>".as_slice(), rest].concat()),
        2 => page.extend_from_slice(&[b"\xFF\xFE<\0p\0>\0".as_slice(), rest].concat()),
        _ => page.extend_from_slice(&[format!("<meta charset=\"{}\"><p>", label(declared)).as_bytes(), rest].concat()),
    }
    let hint = Some(label(hint)).filter(|hint| !hint.is_empty());
    let article = dechrome::extract_bytes(&page, hint);
    assert!(article.encoding.is_some());
    properties::hold(&article);
});
