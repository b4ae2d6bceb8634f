//! Decides whether damaged input is still UTF-8 and repairs it, from the count of good and bad sequences, for pages glued together from several sources.

use encoding_rs::WINDOWS_1252;

/// Without any claim, legacy text passes for UTF-8 only by accident: eight good characters in a short page are no accident.
const ENOUGH_GOOD: usize = 8;

/// How much of the input is UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Good characters beyond ASCII.
    good: usize,
    /// Malformed sequences between two characters of ASCII, but for a character cut off by the end of the input.
    alone: usize,
    /// Malformed sequences beside others or beside good characters beyond ASCII.
    joined: usize,
}

impl Survey {
    /// Counts in one pass.
    pub fn of(bytes: &[u8]) -> Survey {
        let mut survey = Survey { good: 0, alone: 0, joined: 0 };
        let mut pieces = Pieces(bytes).peekable();
        while let Some(Piece { valid, broken }) = pieces.next() {
            // Every character has one byte that is no continuation; those of more than one byte start at 0xC2.
            survey.good += valid.bytes().filter(|&byte| byte >= 0xC2).count();
            match (broken, pieces.peek()) {
                (Broken::Pair(_), _) => survey.good += 1,
                (Broken::Bytes(bytes), None) if bytes.is_empty() || opens_a_character(bytes) => {}
                (Broken::Bytes(_), next) => {
                    let after = next.is_none_or(|next| next.valid.starts_with(|first: char| first.is_ascii()));
                    let alone = after && valid.ends_with(|last: char| last.is_ascii());
                    *(if alone { &mut survey.alone } else { &mut survey.joined }) += 1;
                }
            }
        }
        survey
    }

    /// Whether the bytes alone speak for UTF-8.
    pub fn is_nearly_utf8(self) -> bool {
        // A page in UTF-8 with a pasted paragraph of another encoding stays below a quarter; legacy pages have more bad than
        // good.
        self.good >= ENOUGH_GOOD && self.joined.saturating_mul(4).saturating_add(self.alone / ALONE) <= self.good
    }

    /// Whether the bytes bear out a claim of UTF-8 by the page or the caller, for which less evidence will do.
    pub fn is_utf8_as_claimed(self) -> bool {
        // Short pages have only a handful of quotation marks to go by; twice as many good as bad is still far from legacy text.
        self.good >= 1 && self.joined.saturating_mul(2).saturating_add(self.alone) <= self.good
    }
}

/// Bad bytes between letters of ASCII that one good character outweighs. They are the accented letters of a Western encoding,
/// and in text of such a one hardly any two stand side by side that are good UTF-8: what has both has two sources.
const ALONE: usize = 2;

/// The text as UTF-8 with bad bytes read as windows-1252, and how many U+FFFD had to be written.
pub fn repair(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len().saturating_add(bytes.len() / 8));
    let mut replaced = 0;
    for Piece { valid, broken } in Pieces(bytes) {
        text.push_str(valid);
        let invalid = match broken {
            Broken::Pair(character) => {
                text.push(character);
                continue;
            }
            Broken::Bytes([]) => continue,
            Broken::Bytes(invalid) => invalid,
        };
        let (legacy, _) = WINDOWS_1252.decode_without_bom_handling(invalid);
        if is_cut_character(valid.chars().next_back(), invalid, &legacy) {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        } else {
            text.push_str(&legacy);
        }
    }
    (text, replaced)
}

/// Good text, and what is broken behind it.
struct Piece<'a> {
    valid: &'a str,
    broken: Broken<'a>,
}

enum Broken<'a> {
    /// A character as two surrogates of three bytes each, as old databases and Java write emoji.
    Pair(char),
    /// Anything else, or nothing at the end of the input.
    Bytes(&'a [u8]),
}

/// The pieces of an input.
struct Pieces<'a>(&'a [u8]);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let chunk = self.0.utf8_chunks().next()?;
        let valid = chunk.valid();
        let behind = self.0.get(valid.len()..)?;
        let (broken, length) = match surrogates(behind) {
            Some(character) => (Broken::Pair(character), 6),
            None => (Broken::Bytes(chunk.invalid()), chunk.invalid().len()),
        };
        self.0 = behind.get(length..)?;
        Some(Piece { valid, broken })
    }
}

/// The character that two surrogates at the front make.
fn surrogates(bytes: &[u8]) -> Option<char> {
    let [0xED, high @ 0xA0..=0xAF, high_end @ 0x80..=0xBF, 0xED, low @ 0xB0..=0xBF, low_end @ 0x80..=0xBF, ..] = *bytes
    else {
        return None;
    };
    let half = |lead: u8, end: u8| 0xD000 | u16::from(lead & 0x3F) << 6 | u16::from(end & 0x3F);
    char::decode_utf16([half(high, high_end), half(low, low_end)]).next()?.ok()
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
        assert_eq!(Survey::of("é€😀x".as_bytes()), Survey { good: 3, alone: 0, joined: 0 });
        assert_eq!(Survey::of(b"a\xE9a\xC3\xA9\xFF\xFF"), Survey { good: 1, alone: 1, joined: 2 });
        assert_eq!(
            Survey::of(b"a\xE9\xC3\xA9 \xE9"),
            Survey { good: 1, alone: 0, joined: 1 },
            "the last one may go on"
        );
        assert_eq!(Survey::of(b"\xED\xA0\xBD\xED\xB8\x80\xED\xA0"), Survey { good: 1, alone: 0, joined: 2 });
    }

    #[test]
    fn a_character_cut_by_the_end_is_not_bad() {
        assert_eq!(Survey::of(b"\xC3\xA9\xE2\x80"), Survey { good: 1, alone: 0, joined: 0 });
        assert_eq!(Survey::of(b"\xC3\xA9\x80"), Survey { good: 1, alone: 0, joined: 1 });
    }

    #[test]
    fn a_quarter_of_bad_is_the_most_without_a_claim() {
        let is_nearly = |good, alone, joined| Survey { good, alone, joined }.is_nearly_utf8();
        assert!(is_nearly(8, 0, 2) && !is_nearly(8, 0, 3) && !is_nearly(7, 0, 0));
        assert!(is_nearly(8, 17, 0) && !is_nearly(8, 18, 0) && !is_nearly(8, 2, 2), "what stands alone weighs less");
    }

    #[test]
    fn a_claim_needs_less() {
        let is_claimed = |good, alone, joined| Survey { good, alone, joined }.is_utf8_as_claimed();
        assert!(is_claimed(2, 0, 1) && !is_claimed(1, 0, 1) && !is_claimed(0, 0, 0));
        assert!(is_claimed(1, 1, 0) && !is_claimed(1, 2, 0));
    }

    #[test]
    fn a_character_in_two_surrogates_is_one() {
        assert_eq!(repair(b"a\xED\xA0\xBD\xED\xB8\x80b"), ("a😀b".to_owned(), 0));
        // One alone means nothing.
        assert!(!repair(b"a\xED\xA0\xBDb").0.contains('😀'));
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
