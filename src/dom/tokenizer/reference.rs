//! Decides what a character reference (`&amp;`, `&#8217;`) stands for, as the HTML standard does, with html5ever's table
//! of names. For text and attribute values.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;

/// What a reference stands for.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    /// One or two characters.
    characters: (char, Option<char>),
    /// Bytes behind the ampersand that belong to it.
    pub length: usize,
}

impl Reference {
    /// Its text.
    pub fn text(&self) -> StrTendril {
        let mut text = StrTendril::from_char(self.characters.0);
        if let Some(second) = self.characters.1 {
            text.push_char(second);
        }
        text
    }
}

/// Reads the reference behind an ampersand. None if the ampersand stands for itself.
pub fn read(behind: &[u8], in_attribute: bool) -> Option<Reference> {
    match behind.first()? {
        b'#' => numeric(behind),
        first if first.is_ascii_alphanumeric() => named(behind, in_attribute),
        _ => None,
    }
}

fn numeric(behind: &[u8]) -> Option<Reference> {
    let hexadecimal = matches!(behind.get(1), Some(b'x' | b'X'));
    let (base, start) = if hexadecimal { (16, 2) } else { (10, 1) };
    let digits = behind.get(start..)?;
    let mut number = 0_u32;
    let mut length = start;
    for digit in digits.iter().map_while(|byte| char::from(*byte).to_digit(base)) {
        number = number.saturating_mul(base).saturating_add(digit);
        length += 1;
    }
    if length == start {
        return None;
    }
    if behind.get(length) == Some(&b';') {
        length += 1;
    }
    Some(Reference { characters: (character(number), None), length })
}

/// The first of the C1 controls, which stand for characters of windows-1252.
const FIRST_C1: u32 = 0x80;

fn character(number: u32) -> char {
    let replaced = number.checked_sub(FIRST_C1).and_then(|at| C1_REPLACEMENTS.get(at as usize).copied().flatten());
    replaced.or_else(|| char::from_u32(number).filter(|found| *found != '\0')).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The longest name in the table, with its semicolon.
const LONGEST: usize = 32;

fn named(behind: &[u8], in_attribute: bool) -> Option<Reference> {
    if let Some(found) = common(behind) {
        return Some(found);
    }
    let letters = behind.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let with_semicolon = behind.get(letters) == Some(&b';');
    if let Some(found) = with_semicolon.then(|| entry(behind, letters + 1)).flatten() {
        return Some(found);
    }
    // Without a semicolon the longest name that the table has counts; none of those is longer than six letters, but the
    // search begins at the end to be sure.
    let found = (1..=letters).rev().find_map(|length| entry(behind, length))?;
    let next = behind.get(found.length);
    let stays = in_attribute && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    (!stays).then_some(found)
}

/// The references that make up most of those in real pages, found without the table.
fn common(behind: &[u8]) -> Option<Reference> {
    const COMMON: [(&[u8], char); 5] =
        [(b"amp;", '&'), (b"nbsp;", '\u{A0}'), (b"quot;", '"'), (b"lt;", '<'), (b"gt;", '>')];
    let (name, character) = COMMON.iter().find(|(name, _)| behind.starts_with(name))?;
    Some(Reference { characters: (*character, None), length: name.len() })
}

/// What the table has under a name of this length; it also holds every beginning of a name, for nothing.
fn entry(behind: &[u8], length: usize) -> Option<Reference> {
    let name = str::from_utf8(behind.get(..length)?).ok()?;
    let (first, second) = *NAMED_ENTITIES.get(name).filter(|(first, _)| *first != 0)?;
    let second = char::from_u32(second).filter(|second| *second != '\0');
    Some(Reference { characters: (char::from_u32(first)?, second), length })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(behind: &str, in_attribute: bool) -> Option<(String, usize)> {
        read(behind.as_bytes(), in_attribute).map(|found| (found.text().to_string(), found.length))
    }

    #[test]
    fn the_longest_name_counts_and_a_semicolon_belongs_to_it() {
        assert_eq!(text("notin;x", false), Some(("∉".into(), 6)));
        assert_eq!(text("notit;", false), Some(("¬".into(), 3)));
        assert_eq!(text("amp;", false), Some(("&".into(), 4)));
        assert_eq!(text("NotEqualTilde;", false), Some(("≂\u{338}".into(), 14)));
        assert_eq!(text("nonsense;", false), None);
        assert_eq!(text("", false), None);
        assert_eq!(text(" amp;", false), None);
    }

    #[test]
    fn in_an_attribute_a_name_that_goes_on_is_no_reference() {
        assert_eq!(text("copy=1", true), None);
        assert_eq!(text("copy2", true), None);
        assert_eq!(text("copy", true), Some(("©".into(), 4)));
        assert_eq!(text("copy=1", false), Some(("©".into(), 4)));
    }

    #[test]
    fn numbers_out_of_range_become_the_replacement_character() {
        assert_eq!(text("#8217;", false), Some(("’".into(), 6)));
        assert_eq!(text("#x2019", false), Some(("’".into(), 6)));
        assert_eq!(text("#146;", false), Some(("’".into(), 5)));
        for number in ["#0;", "#xD800;", "#x110000;", "#99999999999;"] {
            assert_eq!(text(number, false), Some(("\u{FFFD}".into(), number.len())), "{number}");
        }
        assert_eq!(text("#x;", false), None);
        assert_eq!(text("#;", false), None);
    }

    #[test]
    fn no_name_in_the_table_is_longer_than_what_is_looked_at() {
        assert_eq!(NAMED_ENTITIES.keys().map(|name| name.len()).max(), Some(LONGEST));
    }
}
