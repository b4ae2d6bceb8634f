//! Decides the fingerprint of a text: 64 bits of which similar texts share most. From the words alone, for finding
//! duplicates.

use crate::{table, words};

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
    let mut shingles = Shingles::default();
    let mut inside = false;
    let mut rest = text;
    loop {
        let starts = rest.as_bytes().first().is_some_and(|byte| words::folded(*byte) != 0);
        if starts && !inside {
            shingles.begin();
        }
        inside |= starts;
        let ascii = shingles.feed(rest.bytes().map(words::folded).take_while(|byte| *byte != 0));
        let mut characters = rest.get(ascii..).unwrap_or_default().chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        let spaceless = !character.is_ascii() && words::is_spaceless(character);
        let letter = !character.is_ascii() && !spaceless && words::is_alphanumeric(character);
        if inside && !letter {
            shingles.end();
            inside = false;
        }
        if !letter && !spaceless {
            continue;
        }
        if !inside {
            shingles.begin();
        }
        let mut bytes = [0; 4];
        if spaceless {
            shingles.feed(character.encode_utf8(&mut bytes).bytes());
            shingles.end();
            continue;
        }
        words::lowered(character, |lower| {
            shingles.feed(lower.encode_utf8(&mut bytes).bytes());
        });
        inside = true;
    }
    if inside {
        shingles.end();
    }
    format!("{:016x}", shingles.bits())
}

/// The hashes of the runs of words that are not complete yet. Every byte goes into all of them, which costs hardly more
/// than one, because no hash waits for another.
#[derive(Default)]
struct Shingles {
    open: [u64; SHINGLE],
    words: usize,
    sum: Sum,
}

impl Shingles {
    /// Takes bytes of a word in, and says how many they were.
    fn feed(&mut self, bytes: impl Iterator<Item = u8>) -> usize {
        // In a copy, so that the hashes stay in registers.
        let mut open = self.open;
        let mut count = 0;
        for byte in bytes {
            open.iter_mut().for_each(|hash| *hash = table::step(*hash, u64::from(byte)));
            count += 1;
        }
        self.open = open;
        count
    }

    /// A word begins, and with it a run.
    fn begin(&mut self) {
        if self.words > 0 {
            self.feed([b' '].into_iter());
        }
        if let Some(own) = self.open.get_mut(self.words % SHINGLE) {
            *own = table::START;
        }
    }

    /// A word ends, and with it the run that began two words before.
    fn end(&mut self) {
        self.words += 1;
        if self.words >= SHINGLE {
            self.add(self.words % SHINGLE);
        }
    }

    fn add(&mut self, slot: usize) {
        let hash = self.open.get(slot).copied().unwrap_or_default();
        self.sum.add(finalise(hash));
    }

    fn bits(mut self) -> u64 {
        if (1..SHINGLE).contains(&self.words) {
            self.add(0);
        }
        self.sum.bits()
    }
}

/// How many hashes had each bit set.
#[derive(Default)]
struct Sum {
    count: u64,
    /// The counts of all 64 bits since the last carry, in binary: the lowest digit of each in the first number, the next one
    /// in the second, so that one addition of digits serves them all.
    digits: [u64; DIGITS],
    ones: Ones,
}

/// Digits in which counts are held, and hashes between two carries: as many as make no count too large.
const DIGITS: usize = 8;
const CARRY_EVERY: u64 = (1 << DIGITS) - 1;

struct Ones([u64; 64]);

impl Default for Ones {
    fn default() -> Self {
        Ones([0; 64])
    }
}

impl Sum {
    fn add(&mut self, hash: u64) {
        let mut carry = hash;
        for digit in &mut self.digits {
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
        self.count += 1;
        if self.count.is_multiple_of(CARRY_EVERY) {
            self.carry();
        }
    }

    fn carry(&mut self) {
        for (place, digit) in std::mem::take(&mut self.digits).into_iter().enumerate() {
            for (bit, ones) in self.ones.0.iter_mut().enumerate() {
                *ones += (digit >> bit & 1) << place;
            }
        }
    }

    fn bits(mut self) -> u64 {
        self.carry();
        self.ones.0.iter().enumerate().fold(0, |bits, (bit, ones)| bits | u64::from(ones * 2 > self.count) << bit)
    }
}

fn finalise(mut hash: u64) -> u64 {
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
