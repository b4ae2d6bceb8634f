//! Decides how lists of short words are stored: by so many bytes of each that most words have no more, so that a look-up
//! compares numbers and never goes to the word itself. For names of elements and attributes, words of class names, and the
//! words that phrases begin and end with.

use crate::words;

/// The bytes at both ends of a word: up to sixteen are all that it has, and comparing two numbers costs less than comparing
/// texts of any length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    bytes: (u64, u64),
    length: usize,
}

impl Ends {
    /// The ends of a word.
    #[inline]
    pub fn of(word: &[u8]) -> Ends {
        let wide = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
        let at = |place: usize| word.get(place).copied().map_or(0, u64::from);
        let length = word.len();
        let bytes = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (word.first_chunk::<4>(), word.last_chunk::<4>()) {
                (Some(first), Some(last)) => (wide(first), wide(last)),
                // Of three bytes or fewer these are all.
                _ => (at(0), at(length / 2) << 8 | at(length.saturating_sub(1))),
            },
        };
        Ends { bytes, length }
    }

    /// Whether they are all bytes of the word.
    #[inline]
    pub fn is_all(self) -> bool {
        self.length <= 16
    }

    /// Whether there may be capitals in the word. Where bytes outside of ASCII stand among them nothing is sure.
    #[inline]
    pub fn may_have_capitals(self) -> bool {
        let (first, last) = self.bytes;
        !self.is_all() || words::capitals(first) | words::capitals(last) != 0
    }

    /// A number that all its bytes have a part in, the highest bits most of all.
    #[inline]
    pub fn mixed(self) -> u64 {
        let (first, last) = self.bytes;
        (first ^ last.rotate_left(32) ^ self.length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// A word as a number: its first sixteen bytes, which are all that most words have, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    bytes: u128,
    length: usize,
}

/// Bytes of a word that are in its key.
const IN_KEY: usize = 16;

impl Key {
    /// The key of a whole word.
    pub fn of(word: &[u8]) -> Key {
        Key::within(word, 0, word.len())
    }

    /// The key of the word that begins at a place in a text. Where the text goes on behind the word, which it mostly does, no
    /// byte is looked at by itself: how long a word is cannot be guessed.
    #[inline]
    pub fn within(text: &[u8], start: usize, length: usize) -> Key {
        let ahead = text.get(start..).unwrap_or_default();
        let sixteen = ahead.first_chunk().copied().unwrap_or_else(|| {
            let mut sixteen = [0; IN_KEY];
            sixteen.iter_mut().zip(ahead).for_each(|(to, from)| *to = *from);
            sixteen
        });
        Key { bytes: u128::from_le_bytes(sixteen) & Key::mask(length), length }
    }

    /// The bits of the first bytes, as many as a word has.
    #[inline]
    fn mask(length: usize) -> u128 {
        let missing = IN_KEY.saturating_sub(length) as u32 * 8;
        u128::MAX.checked_shr(missing).unwrap_or(0)
    }

    /// The key of the same word in small letters, if it is all letters of ASCII.
    #[inline]
    pub fn small(self) -> Key {
        const SPACES: u128 = u128::from_le_bytes([b' '; IN_KEY]);
        Key { bytes: (self.bytes | SPACES) & Key::mask(self.length), ..self }
    }

    /// A number that all its bytes have a part in, the highest bits most of all.
    #[inline]
    fn mixed(self) -> u64 {
        let folded = self.bytes as u64 ^ ((self.bytes >> 64) as u64).rotate_left(32) ^ self.length as u64;
        folded.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// Words in small letters and what is known of each, in an open-addressing table. What is not in the list is told by a few
/// bits of a slot, so that hardly more than the words that are found come into the cache.
#[derive(Debug, Clone)]
pub struct Dictionary<Value> {
    /// A power of two of them, more than the words by half.
    slots: Vec<Slot>,
    list: Vec<(u128, Value)>,
    words: Vec<&'static str>,
}

/// Where a word of the list stands, and what tells others from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    place: u16,
    /// The lowest bits of its length, and bits of its hash.
    length: u8,
    hash: u8,
}

/// A slot without a word.
const FREE: Slot = Slot { place: u16::MAX, length: 0, hash: 0 };
/// Slots to begin with.
const FEWEST: usize = 64;

impl<Value> Default for Dictionary<Value> {
    fn default() -> Self {
        Dictionary { slots: vec![FREE; FEWEST], list: Vec::new(), words: Vec::new() }
    }
}

impl<Value: Copy + Default> Dictionary<Value> {
    /// Changes what is known of a word. A list too long for its places does not grow.
    pub fn change(&mut self, word: &'static str, change: impl FnOnce(&mut Value)) {
        let place = self.place(Key::of(word.as_bytes()), word.as_bytes()).unwrap_or_else(|| self.add(word));
        if let Some((_, value)) = self.list.get_mut(place) {
            change(value);
        }
    }

    fn add(&mut self, word: &'static str) -> usize {
        let place = self.list.len();
        if place < usize::from(FREE.place) {
            self.list.push((Key::of(word.as_bytes()).bytes, Value::default()));
            self.words.push(word);
        }
        if self.list.len() * 3 > self.slots.len() * 2 {
            self.slots = vec![FREE; self.slots.len() * 2];
            (0..self.list.len()).for_each(|place| self.seat(place));
        } else {
            self.seat(place);
        }
        place
    }

    /// Puts a word of the list into the first free slot from its best one on.
    fn seat(&mut self, place: usize) {
        let Some(word) = self.words.get(place) else { return };
        let key = Key::of(word.as_bytes());
        let free = self.way(key).find(|slot| self.slots.get(*slot) == Some(&FREE));
        if let (Some(slot), Ok(place)) = (free.and_then(|slot| self.slots.get_mut(slot)), u16::try_from(place)) {
            *slot = Slot { place, length: key.length as u8, hash: key.mixed() as u8 };
        }
    }

    /// The slots from the best one of a key on.
    #[inline]
    fn way(&self, key: Key) -> impl Iterator<Item = usize> + use<Value> {
        let last = self.slots.len().wrapping_sub(1);
        let best = (key.mixed() >> 40) as usize;
        (0..=last).map(move |step| best.wrapping_add(step) & last)
    }

    #[inline]
    fn place(&self, key: Key, word: &[u8]) -> Option<usize> {
        let (length, hash) = (key.length as u8, key.mixed() as u8);
        for slot in self.way(key) {
            let slot = self.slots.get(slot)?;
            if *slot == FREE {
                return None;
            }
            if slot.length == length && slot.hash == hash {
                let place = usize::from(slot.place);
                let (bytes, _) = self.list.get(place)?;
                let is_all = key.length <= IN_KEY;
                if *bytes == key.bytes && (is_all || self.words.get(place)?.as_bytes().eq_ignore_ascii_case(word)) {
                    return Some(place);
                }
            }
        }
        None
    }

    /// What is known of a word, if the list has it.
    #[inline]
    pub fn get(&self, word: &str) -> Option<Value> {
        self.get_by(Key::of(word.as_bytes()), word.as_bytes())
    }

    /// The same by its key. What of the word is not in the key may have capitals.
    #[inline]
    pub fn get_by(&self, key: Key, word: &[u8]) -> Option<Value> {
        self.list.get(self.place(key, word)?).map(|(_, value)| *value)
    }

    /// The words.
    #[cfg(test)]
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_lengths_are_found_and_others_are_not() {
        const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
        let mut list = Dictionary::default();
        for length in 0..30 {
            for start in 0..20 {
                list.change(&LETTERS[start..start + length], |sum| *sum += length + 1);
            }
        }
        assert_eq!(list.get(""), Some(20));
        for length in 1..30 {
            assert_eq!(list.get(&LETTERS[3..3 + length]), Some(length + 1));
            assert_eq!(list.get(&LETTERS[21..21 + length]), None);
        }
        // The same at both ends.
        assert_eq!(list.get("abcdefghijklmnopq-s"), None);
        let (text, word) = (b"-ABCDEFGHIJKLMNOPQrst-", b"ABCDEFGHIJKLMNOPQrst");
        for length in 1..=word.len() {
            let key = Key::within(text, 1, length);
            assert_eq!(list.get_by(key.small(), &word[..length]), Some(length + 1));
            assert_eq!(list.get_by(key, &word[..length]), None);
        }
        assert_eq!(list.words().count(), 1 + 29 * 20);
    }
}
