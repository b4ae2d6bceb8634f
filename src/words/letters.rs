//! Decides which characters are letters and digits, and which small letter a capital has, as Unicode says. For every pass
//! over text that is not ASCII: the tables of the standard library are searched, which costs more than all else that such a
//! pass does with a character, so what they say is noted once for the characters of most alphabets.

use std::sync::LazyLock;

/// The characters that UTF-8 writes in two bytes or one: Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic.
const NOTED: usize = 0x800;

/// What is noted of a character.
#[derive(Debug, Clone, Copy, Default)]
struct Noted {
    alphabetic: bool,
    numeric: bool,
    uppercase: bool,
    /// Its small letter, or itself; NUL where that is more than one character.
    lower: u16,
}

static TABLE: LazyLock<Vec<Noted>> = LazyLock::new(|| {
    let note = |character: char| {
        let mut lower = character.to_lowercase();
        let first = lower.next().filter(|_| lower.next().is_none());
        Noted {
            alphabetic: character.is_alphabetic(),
            numeric: character.is_numeric(),
            uppercase: character.is_uppercase(),
            lower: first.and_then(|first| u16::try_from(u32::from(first)).ok()).unwrap_or_default(),
        }
    };
    (0..NOTED as u32).filter_map(char::from_u32).map(note).collect()
});

#[inline]
fn noted(character: char) -> Option<&'static Noted> {
    TABLE.get(character as usize)
}

/// Quotation marks, dashes and the spaces beside them stand in every script; none of them is a letter or digit.
#[inline]
fn is_punctuation(character: char) -> bool {
    matches!(character, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}')
}

/// The syllables of Korean, and the letters that they are made of, of which a flood takes longest to look up. All are letters
/// without capitals.
#[inline]
fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}')
}

/// What the standard library says of a character that is not noted, with the two answers that need no search.
#[inline]
fn beyond(character: char, hangul: bool, ask: impl Fn(char) -> bool) -> bool {
    if is_hangul(character) { hangul } else { !is_punctuation(character) && ask(character) }
}

/// Whether a character is a letter.
#[inline]
pub fn is_alphabetic(character: char) -> bool {
    match noted(character) {
        Some(noted) => noted.alphabetic,
        None => beyond(character, true, char::is_alphabetic),
    }
}

/// Whether a character is a digit or another sign for a number.
#[inline]
pub fn is_numeric(character: char) -> bool {
    match noted(character) {
        Some(noted) => noted.numeric,
        None => beyond(character, false, char::is_numeric),
    }
}

/// Whether a character is a letter, a digit or another sign for a number.
#[inline]
pub fn is_alphanumeric(character: char) -> bool {
    match noted(character) {
        Some(noted) => noted.alphabetic || noted.numeric,
        None => beyond(character, true, char::is_alphanumeric),
    }
}

/// Whether a character is a capital.
#[inline]
pub fn is_uppercase(character: char) -> bool {
    match noted(character) {
        Some(noted) => noted.uppercase,
        None => beyond(character, false, char::is_uppercase),
    }
}

/// Gives the small letter of a character, or the character itself where it has none; a few have several.
#[inline]
pub fn lowered(character: char, mut take: impl FnMut(char)) {
    match single(character) {
        Some(lower) => take(lower),
        None => character.to_lowercase().for_each(take),
    }
}

/// The small letter of a character, or the character itself, where that is told without a search.
#[inline]
fn single(character: char) -> Option<char> {
    let noted = noted(character).and_then(|noted| char::from_u32(u32::from(noted.lower)));
    let itself = || (is_punctuation(character) || is_hangul(character)).then_some(character);
    noted.filter(|lower| *lower != '\0').or_else(itself)
}

/// The letters and digits of a text in lower case: two texts have the same ones where they differ in how they are set and
/// punctuated.
pub fn letters_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| is_alphanumeric(*character)).flat_map(|character| {
        let single = single(character);
        let several = single.is_none().then(|| character.to_lowercase());
        single.into_iter().chain(several.into_iter().flatten())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_numeric(character), character.is_numeric(), "{character:?}");
            assert_eq!(is_alphanumeric(character), character.is_alphanumeric(), "{character:?}");
            assert_eq!(is_uppercase(character), character.is_uppercase(), "{character:?}");
            let mut lower = String::new();
            lowered(character, |small| lower.push(small));
            assert_eq!(lower, character.to_lowercase().to_string(), "{character:?}");
        }
    }

    #[test]
    fn letters_are_what_is_left_without_signs() {
        let letters = |text: &str| letters_of(text).collect::<String>();
        assert_eq!(letters("“Ida”, the 2nd TUG:"), "idathe2ndtug");
        assert_eq!(letters("Ünder İda 배, Ꭰ。"), "ünderi\u{307}da배\u{ab70}");
    }
}
