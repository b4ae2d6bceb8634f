//! Decides how an article is written as JSON, so that it is safe to print on a terminal. For the command line and for
//! callers of the library.

use super::clean::is_suspect;
use crate::article::Article;

/// The article as one JSON document, on one line or indented. Control characters, line separators and the marks that
/// turn the reading direction around are written as escapes.
pub fn to_json(article: &Article, pretty: bool) -> String {
    // The text stands in it twice, and the links and names of fields are about as much again.
    let mut written = Vec::with_capacity(article.text.len() * 4 + 4096);
    let done = match pretty {
        true => serde_json::to_writer_pretty(&mut written, article),
        false => serde_json::to_writer(&mut written, article),
    };
    escape(done.ok().and_then(|()| String::from_utf8(written).ok()).unwrap_or_default())
}

/// Whether a character that JSON allows raw is escaped all the same.
fn is_escaped(character: char) -> bool {
    matches!(character,
        '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Escapes what the serialiser leaves raw; outside of strings JSON holds none of it.
pub(super) fn escape(json: String) -> String {
    if !is_suspect(&json) || !json.contains(is_escaped) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for character in json.chars() {
        if is_escaped(character) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_or_a_line_reader_obeys_is_escaped() {
        let mut article = crate::extract("");
        let hostile = "\u{0}\u{1b}\u{7f}\u{9b}\u{2028}\u{202e}\u{2069}é";
        article.title = Some(hostile.to_owned());
        for pretty in [false, true] {
            let json = to_json(&article, pretty);
            assert!(json.contains(r"\u0000\u001b\u007f\u009b\u2028\u202e\u2069é"), "{json}");
            let read: Article = serde_json::from_str(&json).unwrap();
            assert_eq!(read.title.as_deref(), Some(hostile));
        }
    }

    #[test]
    fn one_line_is_one_line() {
        assert!(!to_json(&crate::extract("<p>a<br>b"), false).contains('\n'));
        assert!(to_json(&crate::extract(""), true).contains("\n  \"schema_version\": 1,\n"));
    }
}
