//! Decides whether damaged input is still UTF-8 and repairs it, from the count of good and bad sequences, for pages glued together from several sources.

use encoding_rs::WINDOWS_1252;

/// Without any claim, legacy text passes for UTF-8 only by accident: eight good characters in a short page are no accident.
const ENOUGH_GOOD: usize = 8;

/// How much of the input is UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Good characters beyond ASCII.
    good: usize,
    /// Malformed sequences, but for a character cut off by the end of the input.
    bad: usize,
}

impl Survey {
    /// Counts in one pass.
    pub fn of(bytes: &[u8]) -> Survey {
        let mut good = 0;
        let mut bad = 0;
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            // Every character has one byte that is no continuation; those of more than one byte start at 0xC2.
            good += chunk.valid().bytes().filter(|&byte| byte >= 0xC2).count();
            let cut = chunks.peek().is_none() && opens_a_character(chunk.invalid());
            bad += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        Survey { good, bad }
    }

    /// Whether the bytes alone speak for UTF-8.
    pub fn is_nearly_utf8(self) -> bool {
        // A page in UTF-8 with a pasted paragraph of another encoding stays below a quarter; legacy pages have more bad than good.
        self.good >= ENOUGH_GOOD && self.bad.saturating_mul(4) <= self.good
    }

    /// Whether the bytes bear out a claim of UTF-8 by the page or the caller, for which less evidence will do.
    pub fn is_utf8_as_claimed(self) -> bool {
        // Short pages have only a handful of quotation marks to go by; twice as many good as bad is still far from legacy text.
        self.good >= 1 && self.bad.saturating_mul(2) <= self.good
    }
}

/// The text as UTF-8 with bad bytes read as windows-1252, and how many U+FFFD had to be written.
pub fn repair(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len().saturating_add(bytes.len() / 8));
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let invalid = chunk.invalid();
        if invalid.is_empty() {
            continue;
        }
        let (legacy, _) = WINDOWS_1252.decode_without_bom_handling(invalid);
        if is_cut_character(chunk.valid().chars().next_back(), invalid, &legacy) {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        } else {
            text.push_str(&legacy);
        }
    }
    (text, replaced)
}

/// Whether bad bytes are the front of a UTF-8 character that lost its end, as programs make when they shorten text by bytes,
/// and not windows-1252. The difference shows in what the latter would say.
fn is_cut_character(before: Option<char>, invalid: &[u8], legacy: &str) -> bool {
    // Nobody writes an umlaut right behind a Chinese or Cyrillic letter; the Latin letters end at U+024F.
    let foreign = before.is_some_and(|letter| letter.is_alphabetic() && letter > '\u{24F}');
    // The leads of two-byte characters would be capitals in windows-1252.
    let capital_inside = before.is_some_and(char::is_lowercase) && legacy.starts_with(char::is_uppercase);
    // Of two bytes that do begin a character, only a letter with a punctuation mark or no-break space behind it makes sense.
    let front = !matches!(invalid, [_] | [_, 0x85 | 0x92 | 0x94 | 0xA0 | 0xBB]);
    foreign || capital_inside || front || legacy.chars().any(char::is_control)
}

/// Whether bytes are the front of a well-formed character.
fn opens_a_character(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_characters_and_bad_sequences_are_counted() {
        assert_eq!(Survey::of("é€😀x".as_bytes()), Survey { good: 3, bad: 0 });
        assert_eq!(Survey::of(b"\xE9a\xC3\xA9\xFF\xFF"), Survey { good: 1, bad: 3 });
    }

    #[test]
    fn a_character_cut_by_the_end_is_not_bad() {
        assert_eq!(Survey::of(b"\xC3\xA9\xE2\x80"), Survey { good: 1, bad: 0 });
        assert_eq!(Survey::of(b"\xC3\xA9\x80"), Survey { good: 1, bad: 1 });
    }

    #[test]
    fn a_quarter_of_bad_is_the_most_without_a_claim() {
        assert!(Survey { good: 8, bad: 2 }.is_nearly_utf8());
        assert!(!Survey { good: 8, bad: 3 }.is_nearly_utf8());
        assert!(!Survey { good: 7, bad: 0 }.is_nearly_utf8());
    }

    #[test]
    fn a_claim_needs_less() {
        assert!(Survey { good: 2, bad: 1 }.is_utf8_as_claimed());
        assert!(!Survey { good: 1, bad: 1 }.is_utf8_as_claimed());
        assert!(!Survey { good: 0, bad: 0 }.is_utf8_as_claimed());
    }

    #[test]
    fn bad_bytes_are_read_as_windows_1252() {
        assert_eq!(repair(b"\x93caf\xE9\x94 \xC3\xBC"), ("“café” ü".to_owned(), 0));
        assert_eq!(repair(b"caf\xE9\xA0: \xC9A"), ("café\u{A0}: ÉA".to_owned(), 0));
    }

    #[test]
    fn characters_cut_short_are_replaced() {
        for (bytes, text) in [
            (&b"ros\xC3..."[..], "ros\u{FFFD}..."),
            (b"so\xE2\x80<", "so\u{FFFD}<"),
            ("海ä<".as_bytes().get(..4).unwrap_or_default(), "海\u{FFFD}"),
            (b"x\x9D", "x\u{FFFD}"),
        ] {
            assert_eq!(repair(bytes), (text.to_owned(), 1));
        }
    }
}
