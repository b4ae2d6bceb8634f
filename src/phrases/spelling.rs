//! Decides how the list of phrases spells a line, and where words of it begin and end, in scripts with and without spaces.
//! From the line alone, for the look-up of phrases.

use crate::words;

/// A line as the list spells it: lower case, brackets and white space folded to one space, none before a colon, each
/// number as `#`, signs at both ends left out.
pub fn normalise(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    normalise_into(&mut line, text);
    line
}

/// The same into a buffer, which is emptied first.
#[inline]
pub(super) fn normalise_into(line: &mut String, text: &str) {
    line.clear();
    let mut rest = text.trim_matches(is_edge);
    loop {
        // Words with single spaces between them need no look at each character.
        let plain = words::plain(rest.as_bytes());
        let start = line.len();
        line.push_str(rest.get(..plain.length).unwrap_or_default());
        // Most lines have a capital at their beginning and no other.
        if let Some(capitals) = line.get_mut(start..start + plain.capitals) {
            capitals.make_ascii_lowercase();
        }
        let mut characters = rest.get(plain.length..).unwrap_or_default().chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        let after_number = line.ends_with('#');
        match character {
            ' ' => push_space(line),
            _ if words::is_numeric(character) => {
                if !after_number {
                    line.push('#');
                }
            }
            '.' | ',' if after_number && rest.starts_with(words::is_numeric) => {}
            '’' | '‘' | '`' | '´' => line.push('\''),
            ':' | '：' => {
                line.truncate(line.trim_end().len());
                line.push(':');
            }
            '(' | ')' | '[' | ']' | '{' | '}' | '（' | '）' | '【' | '】' => push_space(line),
            _ if words::is_space(character) => push_space(line),
            _ if words::is_invisible(character) => {}
            _ => words::lowered(character, |lower| line.push(lower)),
        }
    }
}

fn push_space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

/// Signs that stand around a phrase without being part of it.
fn is_edge(character: char) -> bool {
    !is_of_word(character) && !matches!(character, '©' | '°')
}

/// Whether a character is part of a word: Thai and Hindi end words with marks that are no letters.
#[inline]
fn is_of_word(character: char) -> bool {
    words::is_alphanumeric(character) || words::is_mark(character) || words::is_spaceless(character)
}

/// Positions inside a line where a word ends or begins. A script without spaces has one at every letter.
pub(super) fn borders(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut characters = line.chars();
    let mut before = characters.next().unwrap_or_default();
    let mut at = 0;
    characters.filter_map(move |after| {
        at += before.len_utf8();
        splits(std::mem::replace(&mut before, after), after).then_some(at)
    })
}

/// The same positions, the last one first.
pub(super) fn borders_from_end(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut characters = line.chars().rev();
    let mut after = characters.next().unwrap_or_default();
    let mut at = line.len();
    characters.filter_map(move |before| {
        at -= after.len_utf8();
        splits(before, std::mem::replace(&mut after, before)).then_some(at)
    })
}

/// The first of [`borders`]: behind the first word, whose letters mostly are ASCII.
pub(super) fn first_border(line: &str) -> Option<usize> {
    let length = line.bytes().take_while(|byte| is_word_byte(*byte)).count();
    match line.as_bytes().get(length) {
        Some(behind) if length > 0 && behind.is_ascii() => Some(length),
        _ => borders(line).next(),
    }
}

/// The last of [`borders`].
pub(super) fn last_border(line: &str) -> Option<usize> {
    let length = line.bytes().rev().take_while(|byte| is_word_byte(*byte)).count();
    let start = line.len() - length;
    match start.checked_sub(1).and_then(|before| line.as_bytes().get(before)) {
        Some(before) if length > 0 && before.is_ascii() => Some(start),
        _ => borders_from_end(line).next(),
    }
}

/// Whether a word ends or begins between two characters.
#[inline]
fn splits(before: char, after: char) -> bool {
    if before.is_ascii() && after.is_ascii() {
        return !(is_word_byte(before as u8) && is_word_byte(after as u8));
    }
    let is_word = |character: char| match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => is_word_byte(byte),
        _ => is_of_word(character),
    };
    !is_word(before) || !is_word(after) || words::is_spaceless(before)
}

/// Whether a byte is part of a word by itself.
#[inline]
fn is_word_byte(byte: u8) -> bool {
    words::folded(byte) != 0 || matches!(byte, b'#' | b'\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_spelt_as_in_the_list() {
        assert_eq!(normalise(" » 1,234 Comments (12) "), "# comments #");
        assert_eq!(normalise("Don’t  miss : now!"), "don't miss: now");
    }

    #[test]
    fn first_and_last_borders_are_those_of_the_walk() {
        let parts = ["share", "don't", " ", ", ", "#", ":", "é", "©", "天", "_", "'", "a"];
        for seed in 0..3000_usize {
            let line: String =
                (0..seed % 6).map(|at| parts[(seed * 31 + at * (seed % 17 + 1)) % parts.len()]).collect();
            assert_eq!(first_border(&line), borders(&line).next(), "{line}");
            assert_eq!(last_border(&line), borders_from_end(&line).next(), "{line}");
        }
    }
}
