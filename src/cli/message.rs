//! Decides how a message on stderr looks: one line, nothing in it that a terminal would obey. For everything in `cli`.
//!
//! A file name or a page can hold escape sequences that recolour, retitle or rewrite a terminal, line breaks that forge
//! a second message, and marks that turn the order of the letters around; they are shown as escapes such as `\u001b`.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Writes one line on stderr, opened by the tool's name.
pub fn say(text: &str) {
    // Nobody is left to be told when stderr itself is gone.
    let _ = io::stderr().write_all(format!("dechrome: {}\n", one_line(text)).as_bytes());
}

/// Text for one line: nothing that moves the cursor, line breaks and tabs included.
pub fn one_line(text: &str) -> Cow<'_, str> {
    escape(text, |letter| is_control(letter) || is_break(letter))
}

/// Text of several lines for a terminal: line breaks and tabs stay.
/// The escapes are JSON's, so that a JSON document stays the same document.
pub fn tame(text: &str) -> Cow<'_, str> {
    escape(text, is_control)
}

/// Whether a terminal would obey something in the text.
pub fn has_controls(text: &str) -> bool {
    text.contains(is_control)
}

/// A file name for a message; bytes that are not UTF-8 are shown as `\xff`.
pub fn name(name: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(&one_line(chunk.valid()));
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// What went wrong with a file, without the number that Rust puts behind the system's words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::UnexpectedEof => "ends too early: it was cut or is damaged".to_owned(),
        _ => {
            let text = error.to_string();
            text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_owned()
        }
    }
}

/// C0 and C1 controls but newline and tab, and the marks that reorder text.
fn is_control(letter: char) -> bool {
    let reorders = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter.is_control() && letter != '\n' && letter != '\t' || reorders
}

/// What would leave the line or, in Unicode's view, end it; and the invisible marks that reorder their neighbours.
fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\t' | '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

fn escape(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Most text is nothing but visible ASCII, which many bytes at once tell.
    if text.bytes().fold(true, |plain, byte| plain & (b' '..=b'~').contains(&byte)) || !text.contains(&unwanted) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if unwanted(letter) {
            // Writing to a string does not fail; every unwanted character has at most four hexadecimal digits.
            let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_not_obeyed() {
        assert_eq!(one_line("a\u{1b}[31m\nb\u{9b}c\u{202e}d\u{2028}"), "a\\u001b[31m\\u000ab\\u009bc\\u202ed\\u2028");
        assert_eq!(tame("a\tb\nc\u{7f}\r\u{2069}"), "a\tb\nc\\u007f\\u000d\\u2069");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(tame("Größe, 大きさ, الحجم\n"), Cow::Borrowed(_)));
        assert!(!has_controls("two\nlines"));
    }

    #[test]
    fn tamed_json_is_the_same_document() {
        let raw = "{\"text\":\"a\u{9b}b\u{202e}\"}";
        let tamed = tame(raw);
        assert_ne!(tamed, raw);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&tamed), value(raw));
    }

    #[cfg(unix)]
    #[test]
    fn bytes_outside_utf8_are_shown() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(name(OsStr::from_bytes(b"caf\xe9\n.html")), "caf\\xe9\\u000a.html");
    }

    #[test]
    fn reasons_have_no_numbers() {
        assert_eq!(reason(&io::Error::from_raw_os_error(2)), "no such file");
        assert!(!reason(&io::Error::from_raw_os_error(28)).contains("os error"));
    }
}
