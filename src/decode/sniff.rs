//! Decides from the bytes alone whether they are UTF-16 or ISO-2022-JP, and guesses among the legacy encodings, for pages that say nothing useful.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE};

/// The part of the input where markup outweighs text in every language, so that UTF-16 shows its NULs even in a Chinese page.
const HEAD: usize = 1024;

/// Units below which nothing is said.
const FEWEST: usize = 3;

/// UTF-16 in the order of bytes that its NULs show, if they show one.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, bytes)?;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // A page whose markup is plain ASCII without NULs is no UTF-16, however many NULs were strewn in behind it.
    if bytes.len() > HEAD && head.is_ascii() && !head.contains(&0) || opens_with_a_tag(head) {
        return None;
    }
    utf16_pattern(head).or_else(|| utf16_pattern(bytes))
}

/// Whether a tag of plain ASCII stands at the very front; as UTF-16 its bytes would be characters that no page begins with.
fn opens_with_a_tag(bytes: &[u8]) -> bool {
    let opening = bytes.trim_ascii_start().get(..OPENING).unwrap_or_default();
    opening.starts_with(b"<") && opening.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ')
}

/// Bytes at the front that must be a tag's: as many characters as `<title>` has, and half as many of UTF-16.
const OPENING: usize = 7;

fn utf16_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut nul_first = 0_usize;
    let mut nul_second = 0_usize;
    let pairs = bytes.chunks_exact(2);
    let units = pairs.len();
    for pair in pairs {
        nul_first += usize::from(pair.first() == Some(&0));
        nul_second += usize::from(pair.last() == Some(&0));
    }
    // Few units are too little to speak of a pattern: stray NULs make one by accident.
    if units < FEWEST {
        return None;
    }
    // ASCII and Latin characters make half of all units in any page with markup;
    // the other half of a unit is NUL only in binary data and in characters such as U+0100.
    let mostly = |nuls: usize| nuls.saturating_mul(2) >= units;
    let hardly = |nuls: usize| nuls.saturating_mul(20) < units;
    if mostly(nul_second) && hardly(nul_first) {
        Some(UTF_16LE)
    } else if mostly(nul_first) && hardly(nul_second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// ISO-2022-JP, if bytes that are all ASCII switch to one of its Japanese sets.
pub fn iso_2022_jp(bytes: &[u8]) -> Option<&'static Encoding> {
    let escaped = bytes.is_ascii()
        && bytes.contains(&0x1B)
        && bytes.windows(3).any(|window| matches!(window, b"\x1B$B" | b"\x1B$@" | b"\x1B(I"));
    escaped.then_some(ISO_2022_JP)
}

/// Bytes that are guessed by, before and behind the first one that is not ASCII: a guess takes a quarter of a second a
/// megabyte, and what a megabyte of text has not told the rest does not tell.
const MOST_GUESSED: usize = 1 << 20;

/// The most likely legacy encoding.
pub fn detect(bytes: &[u8]) -> &'static Encoding {
    // Both that are denied here have been looked for already, with stricter rules.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let around = first.saturating_sub(MOST_GUESSED)..first.saturating_add(MOST_GUESSED).min(bytes.len());
    detector.feed(bytes.get(around).unwrap_or_default(), true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nuls_show_the_order_of_bytes() {
        assert_eq!(utf16(&b"<\0p\0>\0".repeat(3)), Some(UTF_16LE));
        assert_eq!(utf16(&b"\0<\0p\0>".repeat(3)), Some(UTF_16BE));
    }

    #[test]
    fn markup_at_the_front_is_enough() {
        let page = format!("<p>{}</p>{}", "x".repeat(600), "海".repeat(4000));
        let bytes: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(utf16(&bytes), Some(UTF_16BE));
    }

    #[test]
    fn nuls_on_both_sides_or_few_of_them_are_no_utf16() {
        assert_eq!(utf16(&[0; 100]), None);
        assert_eq!(utf16(b"text with a \0 in it"), None);
        assert_eq!(utf16(b"a\0b\0"), None);
        assert_eq!(utf16(&[b"<p>".repeat(400), b"a\0".repeat(4000)].concat()), None);
        assert_eq!(utf16(b"\0"), None);
        assert_eq!(utf16(&[b"\n<title>Rain".as_slice(), &b"a\0".repeat(400)].concat()), None);
    }

    #[test]
    fn escapes_of_iso_2022_jp_count_only_in_ascii() {
        assert_eq!(iso_2022_jp(b"a\x1B$B$3\x1B(Bz"), Some(ISO_2022_JP));
        assert_eq!(iso_2022_jp(b"a\x1B[1mb\x1B(B"), None);
        assert_eq!(iso_2022_jp(b"\xE9\x1B$B$3\x1B(B"), None);
    }

    #[test]
    fn the_guess_reads_russian() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Вечером на пристани играл духовой оркестр");
        assert_eq!(detect(&bytes), encoding_rs::WINDOWS_1251);
    }
}
