//! Turns bytes of a known encoding into text and counts what could not be read, for the choice between encodings and the report to the caller.

use encoding_rs::{DecoderResult, Encoding};

/// Text read in one encoding, and how well that went.
pub struct Transcoded {
    pub text: String,
    /// U+FFFD written in place of malformed sequences.
    pub replaced: usize,
    /// Bytes in malformed sequences, but for one cut off by the end of the input, which says nothing about the encoding.
    pub damaged: usize,
}

/// The room for one round of decoding. The decoder prepares all the room it is given on every call and returns at every
/// malformed sequence, so decoding straight into a string for the whole input would take quadratic time on damaged input.
const ROUND: usize = 4096;

/// Reads all of `bytes` as `encoding`, without looking for a byte order mark.
pub fn transcode(bytes: &[u8], encoding: &'static Encoding) -> Transcoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut round = String::with_capacity(ROUND);
    let (mut replaced, mut damaged) = (0, 0);
    let mut rest = bytes;
    loop {
        let (result, used) = decoder.decode_to_string_without_replacement(rest, &mut round, true);
        rest = rest.get(used..).unwrap_or_default();
        text.push_str(&round);
        round.clear();
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, _) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
                if !rest.is_empty() {
                    damaged += usize::from(length);
                }
            }
        }
    }
    Transcoded { text, replaced, damaged }
}

/// How many characters from U+0080 to U+009F a text has; no writer ever typed one.
pub fn control_characters(text: &str) -> usize {
    // In UTF-8 they are 0xC2 and their own number.
    let bytes = text.as_bytes();
    bytes
        .iter()
        .zip(bytes.iter().skip(1))
        .filter(|&(&first, &second)| first == 0xC2 && (0x80..0xA0).contains(&second))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, SHIFT_JIS, UTF_16LE, WINDOWS_1252};

    #[test]
    fn every_malformed_sequence_is_counted() {
        let read = transcode(b"a\xFFb\xFFc", SHIFT_JIS);
        assert_eq!(read.text, "a\u{FFFD}b\u{FFFD}c");
        assert_eq!((read.replaced, read.damaged), (2, 2));
    }

    #[test]
    fn a_character_cut_by_the_end_is_no_damage() {
        let read = transcode(b"ab\x83", SHIFT_JIS);
        assert_eq!(read.text, "ab\u{FFFD}");
        assert_eq!((read.replaced, read.damaged), (1, 0));
    }

    #[test]
    fn text_may_take_several_rounds() {
        // Each byte becomes three: the euro sign.
        let read = transcode(&[0x80; ROUND], WINDOWS_1252);
        assert_eq!(read.text, "€".repeat(ROUND));
        // Two bytes become two characters of two bytes each.
        assert_eq!(transcode(b"\x88\x62", BIG5).text, "Ê\u{304}");
    }

    #[test]
    fn lone_surrogates_are_replaced() {
        let read = transcode(b"\x00\xD8a\x00", UTF_16LE);
        assert_eq!(read.text, "\u{FFFD}a");
    }

    #[test]
    fn control_characters_are_found_by_their_bytes() {
        assert_eq!(control_characters("a\u{80}\u{9F}\u{A0}é\n"), 2);
    }
}
