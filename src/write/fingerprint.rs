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
            open = open.map(|hash| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
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
            *own = 0xCBF2_9CE4_8422_2325;
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

/// Each bit of a byte in a byte of its own, so that eight bits are counted by one addition.
#[expect(clippy::indexing_slicing, reason = "a constant: a place outside the table would not compile")]
const SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            table[byte] |= ((byte as u64 >> bit) & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    table
};

/// How many hashes had each bit set.
struct Sum {
    count: u64,
    ones: [u64; 64],
    /// Counts since the last carry: a lane for each byte of the hash, eight counters of eight bits in each.
    lanes: [u64; 8],
}

impl Default for Sum {
    fn default() -> Self {
        Sum { count: 0, ones: [0; 64], lanes: [0; 8] }
    }
}

impl Sum {
    fn add(&mut self, hash: u64) {
        self.count += 1;
        for (lane, byte) in self.lanes.iter_mut().zip(hash.to_le_bytes()) {
            *lane += SPREAD.get(byte as usize).copied().unwrap_or(0);
        }
        // The counters of a lane hold 255 at most.
        if self.count.is_multiple_of(255) {
            self.carry();
        }
    }

    fn carry(&mut self) {
        for (lane, ones) in self.lanes.iter_mut().zip(self.ones.chunks_exact_mut(8)) {
            for (count, ones) in lane.to_le_bytes().into_iter().zip(ones) {
                *ones += u64::from(count);
            }
            *lane = 0;
        }
    }

    fn bits(mut self) -> u64 {
        self.carry();
        self.ones.iter().enumerate().fold(0, |bits, (bit, ones)| bits | u64::from(ones * 2 > self.count) << bit)
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
