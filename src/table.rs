//! Decides how tables keyed by hashes are stored: a hash map that does not hash again. For the stages that look up class
//! words and runs of words by hashes of their own; its order is never read, so it never reaches the output.

mod short;

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::LazyLock;

pub use short::{Dictionary, Ends, Key};

use crate::words;

/// A table keyed by what is already a hash.
pub type Table<V> = HashMap<u64, V, BuildHasherDefault<Spread>>;

/// Spreads a 64-bit key over the table: the two halves of a product, folded. The seed is another one in every process, so
/// that no page can be written whose keys all meet in one place of the table, which would take quadratic time.
#[derive(Debug, Clone, Copy)]
pub struct Spread(u64);

static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0_u8));

impl Default for Spread {
    fn default() -> Spread {
        Spread(*SEED)
    }
}

impl Hasher for Spread {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    #[inline]
    fn write_u64(&mut self, key: u64) {
        let product = u128::from(self.0 ^ key) * 0x9E37_79B9_7F4A_7C15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

/// A map or set of words with a hash of their bytes; faster than the standard hash, and its order is never read.
pub type Words<V> = HashMap<&'static str, V, BuildHasherDefault<Bytes>>;

/// Hashes the bytes of a word with [`hash`].
#[derive(Debug, Default, Clone, Copy)]
pub struct Bytes(u64);

impl Hasher for Bytes {
    #[inline]
    fn finish(&self) -> u64 {
        let mixed = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 29)
    }
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes, self.0);
    }
    /// The mark that ends every string, which the hash of its bytes does not need.
    fn write_u8(&mut self, _: u8) {}
}

/// For each first byte the lengths that the words of a list have, one bit each, and the same for each last byte. Most words
/// that a list is asked for are not in it, and this says so of most of those without a hash.
#[derive(Debug, Clone)]
pub struct Shapes {
    first: [u64; 256],
    last: [u64; 256],
}

impl Default for Shapes {
    fn default() -> Self {
        Shapes { first: [0; 256], last: [0; 256] }
    }
}

impl Shapes {
    /// Long words share the last bit.
    fn bit(length: usize) -> u64 {
        1 << length.min(63)
    }

    /// Notes a word of the list.
    pub fn note(&mut self, word: &str) {
        let (first, last) = ends(word);
        for (table, byte) in [(&mut self.first, first), (&mut self.last, last)] {
            if let Some(lengths) = table.get_mut(usize::from(byte)) {
                *lengths |= Shapes::bit(word.len());
            }
        }
    }

    /// Whether a word of this length and these bytes at its ends may be in the list.
    #[inline]
    pub fn may_hold(&self, (first, last): (u8, u8), length: usize) -> bool {
        let lengths = |table: &[u64; 256], byte: u8| table.get(usize::from(byte)).copied().unwrap_or(0);
        lengths(&self.first, first) & lengths(&self.last, last) & Shapes::bit(length) != 0
    }
}

/// The first and the last byte of a word.
#[inline]
pub fn ends(word: &str) -> (u8, u8) {
    let bytes = word.as_bytes();
    (bytes.first().copied().unwrap_or_default(), bytes.last().copied().unwrap_or_default())
}

/// Small numbers in a row of which most are 0, such as places in a list of what few have: as long as all are 0 they take
/// no memory, and there are pages of a million blocks of which none has any.
#[derive(Debug, Default)]
pub struct Sparse {
    count: usize,
    list: Vec<u32>,
}

impl Sparse {
    /// Adds a number behind the others.
    pub fn push(&mut self, number: u32) {
        if number != 0 {
            self.list.resize(self.count, 0);
            self.list.push(number);
        }
        self.count += 1;
    }

    /// The number at a place; 0 where there is none.
    #[inline]
    pub fn get(&self, at: u32) -> u32 {
        self.list.get(at as usize).copied().unwrap_or(0)
    }
}

/// Where FNV-1a in 64 bits begins, by Fowler, Noll and Vo.
pub const START: u64 = 0xCBF2_9CE4_8422_2325;

/// One step of FNV-1a.
#[inline]
pub fn step(hash: u64, unit: u64) -> u64 {
    (hash ^ unit).wrapping_mul(0x0000_0100_0000_01B3)
}

/// The same for bytes, eight a step, continued from a seed.
pub fn hash(bytes: &[u8], seed: u64) -> u64 {
    let mut hash = seed ^ START;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        hash = (hash ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    for byte in rest {
        hash = step(hash, u64::from(*byte));
    }
    hash ^ (bytes.len() as u64)
}

/// The [tokens](words::tokens) of a text as numbers, which are compared faster than texts; few are equal by chance.
pub fn numbers(text: &str) -> impl Iterator<Item = u64> {
    words::tokens_as(text, || START, |number, letter| *number = step(*number, u64::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_meet_under_one_seed_part_under_another() {
        let place = |seed: u64, key: u64| {
            let mut spread = Spread(seed);
            spread.write_u64(key);
            spread.finish() & 0xFF
        };
        let meeting: Vec<u64> = (0..1_000_000).filter(|key| place(1, *key) == 0).take(1000).collect();
        let still = meeting.iter().filter(|key| place(0x5DEE_CE66_D1CE_4E5B, **key) == 0).count();
        assert!(meeting.len() == 1000 && still < 50, "{still}");
    }
}
