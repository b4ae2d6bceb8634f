//! Decides the fingerprint of a text: 64 bits of which similar texts share most. From the words alone, for finding
//! duplicates.

use crate::words;

/// Words that are hashed together, so that their order counts.
const SHINGLE: usize = 3;

/// The fingerprint of a text as 16 hexadecimal digits; zeros for a text without words.
///
/// The algorithm is a simhash (Charikar 2002) and part of the output's contract:
/// 1. The words are the lower-cased runs of letters and digits; a letter of a script without spaces is a word.
/// 2. Every three words in a row, joined by one space in UTF-8, are hashed; a text of fewer words is hashed as one.
/// 3. The hash is FNV-1a in 64 bits, put through the finaliser of SplitMix64, since FNV's high bits hardly differ
///    between short strings.
/// 4. Bit `i` of the fingerprint is set when more of the hashes have bit `i` set than not.
pub(crate) fn fingerprint(text: &str) -> String {
    let mut window: Vec<String> = Vec::with_capacity(SHINGLE);
    let mut sum = Sum::default();
    for word in words::tokens(text) {
        if window.len() == SHINGLE {
            window.rotate_left(1);
            window.pop();
        }
        window.push(word);
        if window.len() == SHINGLE {
            sum.add(hash(&window));
        }
    }
    if sum.count == 0 && !window.is_empty() {
        sum.add(hash(&window));
    }
    format!("{:016x}", sum.bits())
}

/// How many hashes had each bit set.
struct Sum {
    count: u64,
    ones: [u64; 64],
}

impl Default for Sum {
    fn default() -> Self {
        Sum { count: 0, ones: [0; 64] }
    }
}

impl Sum {
    fn add(&mut self, hash: u64) {
        self.count += 1;
        for (bit, ones) in self.ones.iter_mut().enumerate() {
            *ones += hash >> bit & 1;
        }
    }

    fn bits(&self) -> u64 {
        self.ones.iter().enumerate().fold(0, |bits, (bit, ones)| bits | u64::from(ones * 2 > self.count) << bit)
    }
}

fn hash(words: &[String]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for (at, word) in words.iter().enumerate() {
        let space: &[u8] = if at > 0 { b" " } else { b"" };
        for byte in space.iter().chain(word.as_bytes()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    hash = (hash ^ hash >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ hash >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The ferry left the harbour at dawn, with eleven goats on deck and a piano in the hold. \
        Nobody had asked the captain. By noon the wind had turned, the goats had found the piano, and the crew had \
        learned two new songs. Wir sind müde, sagte der Koch; 天气很好.";

    #[test]
    fn the_algorithm_gives_the_value_computed_apart_from_it() {
        assert_eq!(fingerprint(TEXT), "cff953b80f5cb2ae");
        assert_eq!(fingerprint("One"), "8f5beae94a0a2c61");
        assert_eq!(fingerprint(" .\n"), "0000000000000000");
    }

    #[test]
    fn case_punctuation_and_white_space_do_not_count() {
        assert_eq!(fingerprint("A ferry, at dawn!"), fingerprint("a  FERRY\nat dawn"));
    }

    #[test]
    fn one_changed_word_flips_few_bits_and_another_text_many() {
        let bits = |text: &str| u64::from_str_radix(&fingerprint(text), 16).unwrap();
        let differing = |other: &str| (bits(TEXT) ^ bits(other)).count_ones();
        assert!(differing(&TEXT.replace("noon", "night")) <= 12);
        assert!(differing("A quite different text about bread, which is baked in the morning and eaten by ten.") >= 16);
    }
}
