//! Decides what a character is by itself: white space, unseen, a mark of the letter before it, of a script without spaces. For
//! counting, and for every stage that looks at single characters.

/// For each byte the small letter or digit that it stands for as ASCII; 0 for every other byte.
#[expect(clippy::indexing_slicing, reason = "a constant: a place outside the table would not compile")]
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The small letter or digit that a byte stands for as ASCII; 0 for every other byte.
#[inline]
pub fn folded(byte: u8) -> u8 {
    FOLDED.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Whether a byte may stand in a name of JavaScript, or in a number.
#[inline]
pub fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Whether a script writes this letter without spaces between words: Han, Kana, Thai, Lao, Khmer, Burmese, Tibetan.
/// Korean is written with spaces and is not among them.
#[inline]
pub fn is_spaceless(character: char) -> bool {
    matches!(character as u32,
        0x0E00..=0x0EFF | 0x0F00..=0x0FFF | 0x1000..=0x109F | 0x1780..=0x17FF
        | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Combining marks and joiners, of scripts that have spaces: they belong to the letter before them, so they must not end
/// its word.
pub fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0963}' | '\u{0966}'..='\u{0DFF}' | '\u{064B}'..='\u{065F}'
        | '\u{200C}' | '\u{200D}')
}

/// White space as layout folds it: Unicode white space, which includes the no-break space.
#[inline]
pub fn is_space(character: char) -> bool {
    character.is_whitespace()
}

/// Whether a text holds nothing but white space. Between elements most texts do.
#[inline]
pub fn is_blank(text: &str) -> bool {
    let shown = text.bytes().position(|byte| !matches!(byte, b' ' | b'\t'..=b'\r'));
    match shown.and_then(|at| text.get(at..)) {
        None => true,
        // What begins with ASCII is seen; the rest of Unicode has white space too.
        Some(rest) => !rest.as_bytes().first().is_some_and(u8::is_ascii) && rest.trim_start().is_empty(),
    }
}

/// Whether nothing of a text is seen: white space, and characters that only join, part or turn what stands beside them.
/// Editors of web pages fill empty paragraphs with one of those.
#[inline]
pub fn is_unseen(text: &str) -> bool {
    let takes_no_room = |letter: char| matches!(letter, '\u{200C}'..='\u{200F}') || is_invisible(letter);
    let first = text.chars().next();
    // Nearly every text is told by its first letter.
    first.is_none_or(|letter| is_space(letter) || takes_no_room(letter))
        && text.chars().all(|letter| is_space(letter) || takes_no_room(letter))
}

/// Characters that take no room and mean nothing once the page is text: soft hyphen, zero-width space, byte order mark.
#[inline]
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{00AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_blank_has_nothing_but_white_space() {
        for text in ["", " ", "\n\t\x0B \r\n", "\u{a0}", " \u{2003} \u{3000}\n", "\u{85}"] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", "  a", "\u{a0}é", "\x1F", " \u{200B}", "\0"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
