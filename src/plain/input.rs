//! Decides what an input is before anything reads it: a page, plain text, or something that is neither. From the
//! decoded text alone, for extract.

use serde::de::IgnoredAny;

use crate::tag::Tag;
use crate::words;

/// Why a text is no page and no plain text either, if so.
pub(crate) fn refusal(text: &str) -> Option<&'static str> {
    let body = text.trim_matches(|character| words::is_space(character) || words::is_invisible(character));
    if body.is_empty() {
        Some("empty input")
    } else if is_pdf(body) {
        Some("looks like a PDF")
    } else if !opens_with_markup(body) && is_binary(body) && !opens_with_markup(&quiet(body)) {
        Some("binary data")
    } else if is_json(body) {
        Some("looks like JSON")
    } else {
        None
    }
}

/// Whether a tag or a comment stands at the very front. That is a page, whatever stands in it, as in the standard on sniffing
/// MIME types: NULs and controls are left out where they are read.
fn opens_with_markup(text: &str) -> bool {
    let rest = text.strip_prefix('<').unwrap_or_default();
    rest.starts_with("!--") || matches!(sign(rest), Sign::Sure | Sign::Opening)
}

/// The start of a text without control characters, which a damaged page has inside of its first tag too.
fn quiet(text: &str) -> String {
    let is_noise = |letter: &char| u8::try_from(*letter).is_ok_and(is_control);
    let start: String = head(text).chars().filter(|letter| !is_noise(letter)).collect();
    start.trim_start().to_owned()
}

/// Characters of a text searched for signs of a file format; headers stand in front.
const HEAD: usize = 1 << 13;

fn head(text: &str) -> &str {
    text.char_indices().nth(HEAD).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// A text about the format may open with its signature; only a file goes on with objects.
fn is_pdf(text: &str) -> bool {
    let rest = text.strip_prefix("%PDF-").map(head);
    rest.is_some_and(|rest| {
        rest.starts_with(|version: char| version.is_ascii_digit()) && (rest.contains(" obj") || !is_mostly_text(rest))
    })
}

fn is_binary(text: &str) -> bool {
    // Nearly every text has no control character at all, and that is seen at once without a look at its characters.
    let start = text.as_bytes().get(..4 * HEAD).unwrap_or(text.as_bytes());
    start.iter().fold(false, |found, byte| found | is_control(*byte)) && !is_mostly_text(head(text))
}

/// Whether a byte is a control character that text hardly ever holds.
fn is_control(byte: u8) -> bool {
    (byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B) | (byte == 0x7F)
}

/// Control characters are a tenth of random bytes and next to none of any text; a stray one in a page is harmless.
fn is_mostly_text(text: &str) -> bool {
    let (mut all, mut control, mut nul, mut lost) = (0_usize, 0_usize, 0_usize, 0_usize);
    for character in text.chars() {
        all += 1;
        match character {
            '\0' => nul += 1,
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1B}' => {}
            '\u{1}'..='\u{1F}' | '\u{7F}' => control += 1,
            '\u{FFFD}' => lost += 1,
            _ => {}
        }
    }
    let junk = control + nul;
    // A wrong charset alone loses letters without making control characters.
    let torn = (junk + lost) * 10 >= all * 3 && junk * 100 >= all;
    let zeros = nul >= 4 && nul * 200 >= all;
    let noise = junk * 25 >= all && junk >= 4;
    !(torn && junk > 0 || zeros && junk * 100 >= all || noise)
}

/// One JSON document or several in lines. One that was cut off at the end still counts.
fn is_json(text: &str) -> bool {
    if !text.starts_with(['{', '[']) {
        return false;
    }
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    loop {
        match documents.next() {
            None => return true,
            Some(Ok(_)) => {}
            Some(Err(error)) => return error.is_eof() && text.contains("\":"),
        }
    }
}

/// Whether a text holds real tags, so that it is a page and not plain text that mentions one.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let body = text.trim_start_matches(|character| words::is_space(character) || words::is_invisible(character));
    let (mut opening, mut lines) = (0_usize, 1_usize);
    let mut before = '\n';
    for (at, character) in body.char_indices() {
        match character {
            '\n' => lines += 1,
            '<' => match sign(body.get(at + 1..).unwrap_or_default()) {
                Sign::Sure => return true,
                Sign::Opening if at == 0 => return true,
                // In `List<Object>` the bracket is glued to a word, which opening tags of pages seldom are.
                Sign::Opening if !before.is_alphanumeric() => opening += 1,
                _ => {}
            },
            _ => {}
        }
        before = character;
    }
    // A manual in plain text names a tag here and there; a fragment without closing tags has one in most lines.
    opening * 8 >= lines && opening > 0
}

enum Sign {
    Sure,
    Opening,
    None,
}

/// Bytes of one tag looked at; longer ones carry data in an attribute.
const LONGEST_TAG: usize = 4096;

fn sign(rest: &str) -> Sign {
    let starts = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if starts("!doctype") || starts("html>") || starts("html ") || starts("?xml ") {
        return Sign::Sure;
    }
    let closing = rest.starts_with('/');
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let (name, behind) = name.split_at_checked(length).unwrap_or_default();
    let known = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && Tag::from_name(&name.to_ascii_lowercase()) != Tag::Unknown;
    if !known || name.len() > 40 {
        return Sign::None;
    }
    if closing {
        return if behind.trim_start().starts_with('>') { Sign::Sure } else { Sign::None };
    }
    let inside = behind.bytes().take(LONGEST_TAG).position(|byte| byte == b'>' || byte == b'<');
    let ended = inside.is_some_and(|at| behind.as_bytes().get(at) == Some(&b'>'));
    let inside = behind.get(..inside.unwrap_or(0)).unwrap_or_default();
    let bare = matches!(inside.trim(), "" | "/");
    let attributes = inside.starts_with(|first: char| first.is_ascii_whitespace()) && inside.contains('=');
    if ended && (bare || attributes) { Sign::Opening } else { Sign::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_named() {
        assert_eq!(refusal(""), Some("empty input"));
        assert_eq!(refusal("\u{FEFF} \n\u{3000}"), Some("empty input"));
        assert_eq!(refusal("%PDF-1.4\n1 0 obj\n<x:xmpmeta><p>a</p>"), Some("looks like a PDF"));
        assert_eq!(refusal("{\"a\": [1, \"<p>x</p>\"]}"), Some("looks like JSON"));
        assert_eq!(refusal("{\"a\": 1}\n{\"a\": 2}\n"), Some("looks like JSON"));
        assert_eq!(refusal("{\"a\": [1, {\"b\""), Some("looks like JSON"));
        assert_eq!(refusal("<pk>\u{3}\u{4}ab\0\0\0\0cd\u{1}\u{2}x"), Some("binary data"));
        assert_eq!(refusal("PK\u{3}\u{4}ab\0\0\0\0cd\u{1}\u{2}x"), Some("binary data"));
    }

    #[test]
    fn text_that_begins_oddly_is_read() {
        for text in [
            "[1] The first note.",
            "{curly} is how it began",
            "%PDF-1.7 is the version we print.",
            "1 < 2",
            "\u{1}Hello there, this is a page.",
            "\n<p>\0\0\0\0\u{1}\u{2}\u{3}\u{4}",
            "<!-- \0\0\0\0\u{1}\u{2}\u{3}\u{4}",
            "<\0!doc\0\u{1}type\0 html>\0a\0b",
        ] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }

    #[test]
    fn json_nested_without_end_does_not_overflow() {
        assert_eq!(
            refusal(&format!("{}\"a\":", "[{".repeat(200_000))),
            Some("looks like JSON").filter(|_| false).or(refusal("[["))
        );
    }

    #[test]
    fn a_file_with_nothing_but_broken_letters_is_text() {
        assert_eq!(refusal(&"caf\u{FFFD} \u{FFFD}t\u{FFFD}".repeat(20)), None);
    }

    #[test]
    fn tags_make_a_page() {
        for text in [
            "<!DOCTYPE html>x",
            "<p>x",
            "a</div>b",
            "  <br/>",
            "x <a href=\"y\">z",
            "<my-card>x</my-card>",
            "one<br>two</p>",
        ] {
            assert!(looks_like_html(text), "{text}");
        }
    }

    #[test]
    fn other_angle_brackets_make_none() {
        for text in [
            "a < b",
            "I <3 you",
            "<a@b.c>",
            "Vec<String>",
            "x<y && y>z",
            "if a <b and c> d",
            "List<Object> x",
            "<john.doe@example.org>",
        ] {
            assert!(!looks_like_html(text), "{text}");
        }
        let manual = format!("{}Put it into a <p> element.\n", "A line of the manual.\n".repeat(20));
        assert!(!looks_like_html(&manual));
    }
}
