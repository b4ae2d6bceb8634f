//! Decides which characters of a page may stand in the output: no control characters and no marks that turn the reading
//! direction around. For every writer of content.

use std::borrow::Cow;

/// Whether a character may not be written: C0 and C1 controls but newline and tab, and the overrides and isolates of the
/// bidirectional algorithm, with which a page could make a terminal show something else than what is there.
pub(super) fn is_forbidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => false,
    }
}

/// Whether a text may hold a forbidden character or one that JSON output escapes. It looks at every byte with the two
/// behind it and never stops early, which compiles to vector instructions and costs far less than reading characters.
pub(super) fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    let control = |byte: u8| (byte < b' ') & (byte != b'\n') & (byte != b'\t') | (byte == 0x7F);
    let behind = |count: usize| bytes.get(count..).unwrap_or_default();
    let suspect = |found, ((first, second), third): ((&u8, &u8), &u8)| {
        // U+0080 to U+009F, U+2028 to U+202E, U+2066 to U+2069.
        let c1 = (*first == 0xC2) & (*second < 0xA0);
        let separators = (*second == 0x80) & (*third >= 0xA8) & (*third <= 0xAE);
        let isolates = (*second == 0x81) & (*third >= 0xA6) & (*third <= 0xA9);
        found | control(*first) | c1 | (*first == 0xE2) & (separators | isolates)
    };
    bytes.iter().zip(behind(1)).zip(behind(2)).fold(false, suspect)
        || behind(bytes.len().saturating_sub(2)).iter().any(|byte| control(*byte) || *byte == 0xC2)
}

/// The text without forbidden characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if is_suspect(text) && text.chars().any(is_forbidden) {
        Cow::Owned(text.chars().filter(|character| !is_forbidden(*character)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes forbidden characters out of a text.
pub(crate) fn retain_readable(text: &mut String) {
    if is_suspect(text) {
        text.retain(|character| !is_forbidden(character));
    }
}

/// Appends the text's lines, each trimmed, joined by newlines; empty lines are left out.
pub(super) fn push_lines(buffer: &mut String, text: &str) {
    let mut first = true;
    for line in clean(text).split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        if !first {
            buffer.push('\n');
        }
        first = false;
        buffer.push_str(line);
    }
}

/// The text on one line.
pub(super) fn line(text: &str) -> String {
    let mut buffer = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !buffer.is_empty() {
            buffer.push(' ');
        }
        buffer.push_str(word);
    }
    buffer
}

/// A footnote's label without what could end it, or the name that is made of it.
pub(super) fn label(note: &str) -> String {
    note.chars().filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        let mut buffer = String::new();
        push_lines(&mut buffer, text);
        buffer
    }

    #[test]
    fn controls_and_direction_overrides_are_left_out() {
        assert_eq!(lines("a\u{0}b\u{1b}[c\td\u{9b}e\u{202e}f\u{2067}g\n \nh "), "ab[c\tdefg\nh");
        assert_eq!(clean("\u{200f}\u{200e}é"), "\u{200f}\u{200e}é");
    }

    #[test]
    fn what_a_quick_look_passes_holds_nothing_forbidden() {
        for character in
            ('\0'..='\u{FFFF}').filter(|character| is_forbidden(*character)).chain(['\u{2028}', '\u{2029}'])
        {
            for text in [format!("{character}"), format!("{character}a"), format!("abc“{character}”")] {
                assert!(is_suspect(&text), "{text:?}");
            }
        }
        for text in ["", "a", "é", "ab\tc\nd", "“Grüße” – don’t…", "\u{A0}\u{200E}\u{2027}\u{202F}\u{2065}\u{206A}"]
        {
            assert!(!is_suspect(text), "{text:?}");
        }
    }

    #[test]
    fn a_line_holds_no_breaks() {
        assert_eq!(line(" a\n b\tc "), "a b c");
    }
}
