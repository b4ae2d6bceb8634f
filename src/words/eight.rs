//! Decides what eight bytes of ASCII are at once: each class is a number with the high bit set in the bytes that belong to
//! it. For the counts of words, and for every look at a text whose end cannot be guessed.

/// The high bit of each of eight bytes.
pub const HIGH: u64 = 0x8080_8080_8080_8080;
/// One in each of eight bytes.
pub const EACH: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes have their high bit set, if no other bit is: the product adds all of them up in its highest byte.
/// Not every processor can count bits, and the general way around that takes several times as long.
#[inline]
pub fn marks(high: u64) -> u32 {
    ((high >> 7).wrapping_mul(EACH) >> 56) as u32
}

/// The high bits of those of eight ASCII bytes that lie between two others: one addition lifts what is at least the first
/// into the high bit, another what is above the last.
#[inline]
pub fn between(bytes: u64, first: u8, last: u8) -> u64 {
    // No byte carries into the next: the largest is twice 0x7F.
    let lift = |from: u8| bytes.wrapping_add(EACH * u64::from(0x80 - from));
    lift(first) & !lift(last + 1) & HIGH
}

/// The high bits of those of eight ASCII bytes that are this one: what differs is at least one and takes the high bit away.
#[inline]
pub fn is(bytes: u64, byte: u8) -> u64 {
    HIGH.wrapping_sub(bytes ^ (EACH * u64::from(byte))) & HIGH
}

/// The high bits of those of eight bytes of any kind that are this one, of which only the first is sure.
#[inline]
pub fn first_of(bytes: u64, byte: u8) -> u64 {
    let others = bytes ^ (EACH * u64::from(byte));
    others.wrapping_sub(EACH) & !others & HIGH
}

/// The last bytes of a text from a place on, fewer than eight, with spaces behind them.
pub fn last_bytes(bytes: &[u8], at: usize) -> u64 {
    let spaces = EACH * u64::from(b' ');
    if let Some(eight) = bytes.last_chunk::<8>() {
        // Those before the place are shifted out.
        let passed = 8 * (8 + at - bytes.len()) as u32;
        let rest = u64::from_le_bytes(*eight).checked_shr(passed).unwrap_or(0);
        return rest | spaces.checked_shl(u64::BITS - passed).unwrap_or(0);
    }
    let mut eight = [b' '; 8];
    eight.iter_mut().zip(bytes.iter().skip(at)).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(eight)
}

/// The high bits of those of eight ASCII bytes that are capitals.
#[inline]
pub fn capitals(bytes: u64) -> u64 {
    between(bytes, b'A', b'Z')
}

/// How many of the first bytes of an ASCII text are small letters: eight are looked at together, because where a word ends
/// cannot be guessed.
#[inline]
pub fn small_letters(ascii: &[u8]) -> usize {
    let (chunks, rest) = ascii.as_chunks::<8>();
    for (nth, chunk) in chunks.iter().enumerate() {
        let others = HIGH & !between(u64::from_le_bytes(*chunk), b'a', b'z');
        if others != 0 {
            return nth * 8 + others.trailing_zeros() as usize / 8;
        }
    }
    chunks.len() * 8 + rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// The small letters and the capitals among the first 64 bytes of an ASCII text, one bit each.
pub fn cases(ascii: &[u8]) -> (u64, u64) {
    let (mut small, mut capital) = (0, 0);
    let mut look = |nth: u32, bytes: u64| {
        small |= bits(between(bytes, b'a', b'z')) << (8 * nth);
        capital |= bits(between(bytes, b'A', b'Z')) << (8 * nth);
    };
    let (chunks, rest) = ascii.get(..64).unwrap_or(ascii).as_chunks::<8>();
    (0..).zip(chunks).for_each(|(nth, chunk)| look(nth, u64::from_le_bytes(*chunk)));
    if !rest.is_empty() {
        look(chunks.len() as u32, last_bytes(ascii, chunks.len() * 8));
    }
    (small, capital)
}

/// The high bits of eight bytes beside each other: the product moves each to its place in the highest byte.
#[inline]
fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// How many of the first bytes of a text are letters, digits or hyphens of ASCII, as most bytes of names are. Of the last seven
/// bytes none is looked at.
#[inline]
pub fn of_names(text: &[u8]) -> usize {
    let mut length = 0;
    while let Some(eight) = text.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        let bytes = u64::from_le_bytes(*eight);
        let known = between(bytes | (EACH * 0x20), b'a', b'z') | between(bytes, b'0', b'9') | is(bytes, b'-');
        // Behind a byte outside of ASCII the marks mean nothing, but they end there.
        let others = HIGH & !(known & !bytes);
        length += others.trailing_zeros() as usize / 8;
        if others != 0 {
            break;
        }
    }
    length
}

/// Whether a text is nothing but white space of ASCII, eight bytes at a time.
pub fn is_ascii_blank(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (chunks, rest) = bytes.as_chunks::<8>();
    let is_blank = |chunk: &[u8; 8]| {
        let bytes = u64::from_le_bytes(*chunk);
        bytes & HIGH == 0 && spaces(bytes) == HIGH
    };
    chunks.iter().all(is_blank) && rest.iter().all(u8::is_ascii_whitespace)
}

/// The high bits of those of eight ASCII bytes that are white space.
#[inline]
pub fn spaces(bytes: u64) -> u64 {
    is(bytes, b' ') | between(bytes, b'\t', b'\n') | between(bytes, b'\x0C', b'\r')
}

/// How many of the first bytes of a text are seen, with single spaces behind them, as in text that is folded already.
pub fn single_spaced(text: &[u8]) -> usize {
    let mut length = 0;
    let mut seen = false;
    let (chunks, rest) = text.as_chunks::<8>();
    for chunk in chunks {
        let bytes = u64::from_le_bytes(*chunk);
        let shown = between(bytes, b'!', b'~');
        let spaces = is(bytes, b' ') & (shown << 8 | u64::from(seen) << 7);
        // Behind a byte outside of ASCII the marks mean nothing, but they end there.
        let known = (HIGH & !((shown | spaces) & !bytes)).trailing_zeros() / 8;
        length += known as usize;
        if known < 8 {
            return length;
        }
        seen = shown >> 63 != 0;
    }
    for byte in rest {
        if !(byte.is_ascii_graphic() || seen && *byte == b' ') {
            break;
        }
        seen = *byte != b' ';
        length += 1;
    }
    length
}

/// The beginning of a text that is letters of ASCII and single spaces behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plain {
    /// Its bytes.
    pub length: usize,
    /// Those up to its last capital.
    pub capitals: usize,
}

/// Measures the plain beginning of a text.
#[inline]
pub fn plain(text: &[u8]) -> Plain {
    let mut found = Plain::default();
    let mut letter = false;
    let (chunks, rest) = text.as_chunks::<8>();
    for chunk in chunks {
        let bytes = u64::from_le_bytes(*chunk);
        let capitals = between(bytes, b'A', b'Z');
        let letters = between(bytes | (EACH * 0x20), b'a', b'z');
        let spaces = is(bytes, b' ') & (letters << 8 | u64::from(letter) << 7);
        // Behind a byte outside of ASCII the marks mean nothing, but they end there.
        let plain = (HIGH & !((letters | spaces) & !bytes)).trailing_zeros() / 8;
        let capitals = capitals & 1_u64.checked_shl(plain * 8).map_or(u64::MAX, |end| end - 1);
        if capitals != 0 {
            found.capitals = found.length + 8 - capitals.leading_zeros() as usize / 8;
        }
        found.length += plain as usize;
        if plain < 8 {
            return found;
        }
        letter = letters >> 63 != 0;
    }
    for byte in rest {
        if !(byte.is_ascii_alphabetic() || letter && *byte == b' ') {
            break;
        }
        letter = byte.is_ascii_alphabetic();
        found.length += 1;
        if byte.is_ascii_uppercase() {
            found.capitals = found.length;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_letters_are_told_by_their_bits() {
        let text = "aBc-".repeat(20);
        for length in 0..70 {
            let letters = |is: fn(&u8) -> bool| {
                let bits = text.bytes().take(length.min(64)).enumerate();
                bits.fold(0, |all, (at, byte)| all | u64::from(is(&byte)) << at)
            };
            let expected = (letters(u8::is_ascii_lowercase), letters(u8::is_ascii_uppercase));
            assert_eq!(cases(&text.as_bytes()[..length]), expected, "{length}");
        }
    }

    #[test]
    fn a_plain_beginning_is_measured_as_byte_by_byte() {
        let pieces = ["Don", "t", " ", "  ", "é", "A", "'", "x y", "LONGER ", "1", "end of it"];
        for seed in 0..3000_usize {
            let text: String =
                (0..seed % 11).map(|at| pieces[(seed * 31 + at * (seed % 17 + 1)) % pieces.len()]).collect();
            let is_plain = |at: usize, byte: u8| {
                byte.is_ascii_alphabetic() || byte == b' ' && at > 0 && text.as_bytes()[at - 1].is_ascii_alphabetic()
            };
            let length = text.bytes().enumerate().take_while(|(at, byte)| is_plain(*at, *byte)).count();
            let capitals = text[..length].rfind(|letter: char| letter.is_ascii_uppercase()).map_or(0, |at| at + 1);
            assert_eq!(plain(text.as_bytes()), Plain { length, capitals }, "{text}");
            let is_single = |at: usize, byte: u8| {
                byte.is_ascii_graphic() || byte == b' ' && at > 0 && text.as_bytes()[at - 1].is_ascii_graphic()
            };
            let length = text.bytes().enumerate().take_while(|(at, byte)| is_single(*at, *byte)).count();
            assert_eq!(single_spaced(text.as_bytes()), length, "{text}");
            let small = text.bytes().take_while(u8::is_ascii_lowercase).count();
            assert!(!text.is_ascii() || small_letters(text.as_bytes()) == small, "{text}");
        }
    }

    #[test]
    fn names_go_on_as_byte_by_byte() {
        for text in [
            "div>        ",
            "data-src-2=x  ",
            "H1 class=a long name",
            "xlink:href='a'",
            "é         ",
            "aé-b      ",
            "p",
            "",
        ] {
            let is_known = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
            let expected = text.bytes().take_while(|byte| is_known(byte)).count();
            let found = of_names(text.as_bytes());
            assert!(found == expected || found < expected && text.len() - found < 8, "{text:?}: {found}");
        }
    }

    #[test]
    fn white_space_of_ascii_is_blank() {
        for text in [
            "",
            "\n",
            " \t\r\n\x0C    ",
            "        \n\n\n\n\n\n\n\n",
            "\x0B",
            "       \x0B",
            "     \u{85}  ",
            "        a",
        ] {
            assert_eq!(is_ascii_blank(text), text.bytes().all(|byte| byte.is_ascii_whitespace()), "{text:?}");
        }
    }
}
