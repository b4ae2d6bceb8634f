//! Decides whether an article was seen before in the run, word for word or nearly so. From the fingerprints of all before
//! it, in the order of the input, so that the answer is the same for any number of threads; for `run`.
//!
//! Two articles are the same when their words are, in the same order. They are nearly the same when both have at least
//! [`FEWEST_WORDS`] words and their fingerprints differ in at most [`NEAR`] of 64 bits.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use dechrome::Article;

/// Bits in which the fingerprints of near duplicates may differ (Manku, Jain and Das Sarma 2007 found 3 right for web
/// pages): four parts of 16 bits, of which one is then the same in both.
pub const NEAR: u32 = 3;

/// The fingerprint of a shorter text hangs on too few words: texts that differ in what matters could be near.
pub const FEWEST_WORDS: u32 = 50;

/// By what an article is recognised.
pub struct Print {
    /// The `id`, or what messages call the input.
    pub id: String,
    /// The article's fingerprint.
    pub fingerprint: u64,
    /// The hash of its exact words.
    pub exact: u64,
    /// How many words it has.
    pub words: u32,
}

impl Print {
    /// That of an article.
    pub fn of(article: &Article, id: String) -> Print {
        let mut hasher = DefaultHasher::new();
        for word in article.text.split_whitespace() {
            word.hash(&mut hasher);
        }
        let fingerprint = u64::from_str_radix(&article.fingerprint, 16).unwrap_or_default();
        Print { id, fingerprint, exact: hasher.finish(), words: article.word_count }
    }
}

/// What was seen.
#[derive(Debug, Default)]
pub struct Seen {
    ids: Vec<String>,
    fingerprints: Vec<u64>,
    exact: HashMap<u64, usize>,
    /// The articles that have a part of the fingerprint in common: its place and its 16 bits.
    parts: HashMap<(u32, u16), Vec<usize>>,
}

impl Seen {
    /// The id of the first article that this one repeats; if there is none, it is remembered.
    pub fn before(&mut self, print: Print) -> Option<&str> {
        let near = print.words >= FEWEST_WORDS;
        let same = self.exact.get(&print.exact).copied();
        let found = same.or_else(|| if near { self.near(print.fingerprint) } else { None });
        if let Some(found) = found {
            return self.ids.get(found).map(String::as_str);
        }
        let number = self.ids.len();
        self.exact.insert(print.exact, number);
        self.ids.push(print.id);
        self.fingerprints.push(print.fingerprint);
        if near {
            for part in parts(print.fingerprint) {
                self.parts.entry(part).or_default().push(number);
            }
        }
        None
    }

    fn near(&self, fingerprint: u64) -> Option<usize> {
        let candidates = parts(fingerprint).into_iter().filter_map(|part| self.parts.get(&part)).flatten().copied();
        let is_near = |number: &usize| {
            self.fingerprints.get(*number).is_some_and(|other| (other ^ fingerprint).count_ones() <= NEAR)
        };
        candidates.filter(is_near).min()
    }
}

fn parts(fingerprint: u64) -> [(u32, u16); 4] {
    [0, 1, 2, 3].map(|part| (part, (fingerprint >> (16 * part)) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(id: &str, fingerprint: u64, exact: u64, words: u32) -> Print {
        Print { id: id.to_owned(), fingerprint, exact, words }
    }

    #[test]
    fn the_same_words_are_the_same_article() {
        let mut seen = Seen::default();
        assert_eq!(seen.before(print("a", 1, 7, 3)), None);
        assert_eq!(seen.before(print("b", 1, 7, 3)), Some("a"));
        assert_eq!(seen.before(print("c", 1, 8, 3)), None, "a short text is never nearly the same");
    }

    #[test]
    fn near_fingerprints_are_found_wherever_they_differ() {
        let mut seen = Seen::default();
        let first = 0x0123_4567_89ab_cdef;
        assert_eq!(seen.before(print("a", first, 1, 99)), None);
        for bits in [[0, 1, 2], [0, 20, 40], [15, 31, 63]] {
            let changed = bits.iter().fold(first, |fingerprint, bit| fingerprint ^ 1 << bit);
            assert_eq!(seen.before(print("b", changed, 2, 99)), Some("a"));
        }
        assert_eq!(seen.before(print("c", first ^ 0b1111, 3, 99)), None);
    }
}
