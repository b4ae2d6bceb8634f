//! Decides what a value found in a page looks like as plain text: entities read, tags and control characters gone, white
//! space folded, length bounded. For every source of metadata, so that no later step meets raw markup.

use std::borrow::Cow;

pub(crate) use crate::words::cut;
use crate::{dom, words};

/// Bytes of one value that are kept: a headline or summary of a thousand characters is already a mistake of the page.
pub(crate) const LONGEST: usize = 1000;
/// Bytes of a raw value that are looked at; what lies behind cannot survive the cut, markup included.
pub(super) const LONGEST_RAW: usize = 16 << 10;

/// A value as plain text; none when nothing is left.
pub(crate) fn clean(raw: &str) -> Option<String> {
    let once = unescape(cut(raw, LONGEST_RAW));
    if once.contains('&') { plain(&without_tags(&unescape(&once))) } else { plain(&without_tags(&once)) }
}

/// Visible text as plain text: what looks like markup in it is meant to be read.
pub(crate) fn plain(text: &str) -> Option<String> {
    let mut text: String = words::fold(cut(text, LONGEST_RAW));
    // Every byte is looked at, because that takes less time than to look for the first that is not printed.
    let printed = text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~'));
    if !printed && text.chars().any(is_control) {
        text.retain(|character| !is_control(character));
    }
    let kept = cut(&text, LONGEST).trim();
    if kept.len() < text.len() {
        text = kept.to_owned();
    }
    (!text.is_empty()).then_some(text)
}

/// Control characters and those that turn the direction of what follows, which a terminal must never see.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
}

/// Takes tags out of a value that was meant as markup; a lone `<` stays.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        bare.push_str(before);
        let opens = behind
            .starts_with(|character: char| character.is_ascii_alphabetic() || character == '/' || character == '!');
        if !opens {
            bare.push('<');
            rest = behind;
            continue;
        }
        // Without a further `>` there is no further tag, and looking again at each `<` would take quadratic time.
        let Some((_, after)) = behind.split_once('>') else {
            bare.push('<');
            rest = behind;
            break;
        };
        rest = after;
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// Reads character references once, as far as they end in a semicolon: without one, an address with `&copy=1` is meant.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        rest = behind;
        let found = dom::read_reference(behind.as_bytes(), false);
        let found = found.and_then(|found| Some((found.text(), behind.split_at_checked(found.length)?)));
        match found.filter(|(_, (reference, _))| reference.ends_with(';')) {
            Some((character, (_, behind))) => {
                plain.push_str(&character);
                rest = behind;
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// A text reduced to its lower-cased letters and digits, for telling whether two say the same.
pub(crate) fn essence(text: &str) -> String {
    let mut essence = String::with_capacity(text.len());
    if text.is_ascii() {
        essence.extend(text.bytes().map(words::folded).filter(|byte| *byte != 0).map(char::from));
        return essence;
    }
    essence.extend(words::letters_of(text));
    essence
}

/// Whether a text has this essence. Most have another one, and most of these begin with another letter.
pub(crate) fn has_essence(text: &str, expected: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().map(words::folded).filter(|byte| *byte != 0).eq(expected.bytes());
    }
    essence(text) == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_once_where_they_end() {
        let text = "p&aring; &#229; &#xE5; &#150; &amp;lt; &NotEqualTilde; &copy=1 &unknown; &";
        assert_eq!(unescape(text), "på å å – &lt; ≂̸ &copy=1 &unknown; &");
    }

    #[test]
    fn values_lose_markup_control_and_direction_characters() {
        assert_eq!(clean(" A&amp;B <em>or</em>\u{7} \u{202E}C&amp;#39;s "), Some("A&B or C's".to_owned()));
        assert_eq!(clean("3 < 4"), Some("3 < 4".to_owned()));
        assert_eq!(clean("\u{0}\u{1}"), None);
    }

    #[test]
    fn long_values_are_cut_on_a_character() {
        let title = "ä".repeat(1_000_000);
        assert_eq!(clean(&title).map(|text| text.len()), Some(LONGEST));
    }
}
