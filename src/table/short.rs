//! Decides how lists of short words are stored: by the bytes at both ends of each, which are all that most words have, so
//! that a look-up compares numbers and never goes to the word itself. For names of elements and attributes, words of class
//! names, and the words that phrases begin and end with.

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

    /// A number that all its bytes have a part in, the highest bits most of all.
    #[inline]
    pub fn mixed(self) -> u64 {
        let (first, last) = self.bytes;
        (first ^ last.rotate_left(32) ^ self.length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// Words and what is known of each, in an open-addressing table whose slots hold places in a list.
#[derive(Debug, Clone)]
pub struct Dictionary<Value> {
    /// A power of two of them, more than twice as many as there are words.
    slots: Vec<u16>,
    list: Vec<Entry<Value>>,
}

#[derive(Debug, Clone)]
struct Entry<Value> {
    ends: Ends,
    value: Value,
    word: &'static str,
}

/// A slot without a word.
const FREE: u16 = u16::MAX;
/// Slots to begin with.
const FEWEST: usize = 64;

impl<Value> Default for Dictionary<Value> {
    fn default() -> Self {
        Dictionary { slots: vec![FREE; FEWEST], list: Vec::new() }
    }
}

impl<Value: Copy + Default> Dictionary<Value> {
    /// Changes what is known of a word. A list too long for its places does not grow.
    pub fn change(&mut self, word: &'static str, change: impl FnOnce(&mut Value)) {
        let ends = Ends::of(word.as_bytes());
        let place = self.place(ends, word).unwrap_or_else(|| self.add(ends, word));
        if let Some(entry) = self.list.get_mut(place) {
            change(&mut entry.value);
        }
    }

    fn add(&mut self, ends: Ends, word: &'static str) -> usize {
        let place = self.list.len();
        if place < usize::from(FREE) {
            self.list.push(Entry { ends, value: Value::default(), word });
        }
        if self.list.len() * 2 > self.slots.len() {
            self.slots = vec![FREE; self.slots.len() * 2];
            (0..self.list.len()).for_each(|place| self.seat(place));
        } else {
            self.seat(place);
        }
        place
    }

    /// Puts a word of the list into the first free slot from its best one on.
    fn seat(&mut self, place: usize) {
        let Some(entry) = self.list.get(place) else { return };
        let free = self.way(entry.ends).find(|slot| self.slots.get(*slot) == Some(&FREE));
        if let Some(slot) = free.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = u16::try_from(place).unwrap_or(FREE);
        }
    }

    /// The slots from the best one of these ends on.
    #[inline]
    fn way(&self, ends: Ends) -> impl Iterator<Item = usize> + use<Value> {
        let last = self.slots.len().wrapping_sub(1);
        let best = (ends.mixed() >> 40) as usize;
        (0..=last).map(move |step| best.wrapping_add(step) & last)
    }

    #[inline]
    fn place(&self, ends: Ends, word: &str) -> Option<usize> {
        for slot in self.way(ends) {
            // A free slot is the place of no word.
            let place = usize::from(*self.slots.get(slot)?);
            let entry = self.list.get(place)?;
            if entry.ends == ends && (ends.is_all() || entry.word == word) {
                return Some(place);
            }
        }
        None
    }

    /// What is known of a word, if the list has it.
    #[inline]
    pub fn get(&self, word: &str) -> Option<Value> {
        let place = self.place(Ends::of(word.as_bytes()), word)?;
        self.list.get(place).map(|entry| entry.value)
    }

    /// The words.
    #[cfg(test)]
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.list.iter().map(|entry| entry.word)
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
        assert_eq!(list.get("abcdefgh-klmnopqr"), None);
        assert_eq!(list.words().count(), 1 + 29 * 20);
    }
}
