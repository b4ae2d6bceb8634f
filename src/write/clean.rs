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

/// The text without forbidden characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_forbidden) {
        Cow::Owned(text.chars().filter(|character| !is_forbidden(*character)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes forbidden characters out of a text.
pub(crate) fn retain_readable(text: &mut String) {
    if text.chars().any(is_forbidden) {
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
    fn a_line_holds_no_breaks() {
        assert_eq!(line(" a\n b\tc "), "a b c");
    }
}
