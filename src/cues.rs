//! Decides what the words of a class name, id or role hint at: a set of kinds such as `comment` or `footer`.
//! From the word list beside it, for settle, which puts one set on every row; what a kind is worth is left to the weights.

use std::ops::BitOr;
use std::sync::LazyLock;

use crate::table::{Shapes, Words};
use crate::words;

/// A set of cue kinds, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Cues(pub u64);

impl Cues {
    /// No cue.
    pub const NONE: Cues = Cues(0);

    /// The set with the one kind of this name; empty when the list has no such kind, which a test forbids.
    pub fn named(kind: &str) -> Cues {
        match LIST.kinds.iter().position(|known| *known == kind) {
            Some(at) => Cues(1 << at),
            None => Cues::NONE,
        }
    }

    /// Whether the two sets share a kind.
    #[inline]
    pub fn meets(self, other: Cues) -> bool {
        self.0 & other.0 != 0
    }

    /// The indices of the kinds in the set, in the order of [`kinds`].
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            (left != 0).then(|| {
                let at = left.trailing_zeros() as usize;
                left &= left - 1;
                at
            })
        })
    }
}

impl BitOr for Cues {
    type Output = Cues;
    #[inline]
    fn bitor(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }
}

/// The cues of one attribute value, such as `sharing-buttons leftRail`. Words end at everything but a letter and where
/// a small letter meets a capital, and are looked up whole: `hero` is not found inside `TheRoleOfThings`.
pub fn read(value: &str) -> Cues {
    if value.is_ascii() { read_ascii(value) } else { read_any(value) }
}

/// The same for ASCII, where a word is a part of the value but for its capitals.
fn read_ascii(value: &str) -> Cues {
    let bytes = value.as_bytes();
    let mut cues = Cues::NONE;
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        // A word is letters up to a capital behind a small one; a run of capitals is one word with what follows it.
        let rest = bytes.get(at..).unwrap_or_default();
        let capitals = if first.is_ascii_uppercase() {
            rest.iter().take_while(|byte| byte.is_ascii_uppercase()).count()
        } else {
            0
        };
        let length = capitals + words::small_letters(rest.get(capitals..).unwrap_or_default());
        let last = rest.get(length.saturating_sub(1)).unwrap_or(first);
        let ends = (first.to_ascii_lowercase(), last.to_ascii_lowercase());
        if length > 0 && LIST.shapes.may_hold(ends, length) {
            let word = value.get(at..at + length).unwrap_or_default();
            cues = cues | if capitals > 0 { look_up(&word.to_ascii_lowercase()) } else { look_up(word) };
        }
        at += length.max(1);
    }
    cues
}

fn read_any(value: &str) -> Cues {
    let mut cues = Cues::NONE;
    let mut word = String::new();
    let mut small = false;
    for character in value.chars() {
        let letter = character.is_alphabetic();
        if (!letter || (small && character.is_uppercase())) && !word.is_empty() {
            cues = cues | look_up(&word);
            word.clear();
        }
        small = character.is_lowercase();
        if character.is_ascii_alphabetic() {
            word.push(character.to_ascii_lowercase());
        } else if letter {
            word.extend(character.to_lowercase());
        }
    }
    cues | look_up(&word)
}

/// The names of the kinds, in the order of their bits.
pub fn kinds() -> &'static [&'static str] {
    &LIST.kinds
}

fn look_up(word: &str) -> Cues {
    LIST.words.get(word).copied().unwrap_or_default()
}

struct List {
    kinds: Vec<&'static str>,
    words: Words<Cues>,
    shapes: Shapes,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List { kinds: Vec::new(), words: Words::default(), shapes: Shapes::default() };
    for (kind, words) in lines(include_str!("cues.txt")) {
        let cue = Cues(1_u64.checked_shl(list.kinds.len() as u32).unwrap_or(0));
        list.kinds.push(kind);
        for word in words.split_whitespace() {
            let known = list.words.entry(word).or_default();
            *known = *known | cue;
            list.shapes.note(word);
        }
    }
    list
});

/// The lines of a word list that are not comments, as name and rest.
pub(crate) fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_split_at_case_and_signs() {
        let comment = Cues::named("comment");
        assert!(comment != Cues::NONE);
        for value in ["comments", "main-comments", "commentList comments2", "articleComments", "x_comment_y"] {
            assert!(read(value).meets(comment), "{value}");
        }
        for value in ["commentator-of-war", "uncommented", ""] {
            assert!(!read(value).meets(comment), "{value}");
        }
    }

    #[test]
    fn ascii_is_read_as_any_other_text_is() {
        let parts = ["comment", "Comment", "COMMENT", "s", "-", "2", " ", "Box", "boX", "footer", "_", "NAV"];
        for seed in 0..2000_usize {
            let value: String =
                (0..seed % 7).map(|at| parts[(seed * 31 + at * (seed % 13 + 1)) % parts.len()]).collect();
            assert_eq!(read_ascii(&value), read_any(&value), "{value}");
        }
        assert!(LIST.words.keys().all(|word| !word.is_ascii() || read_ascii(word) == read_any(word)));
    }

    #[test]
    fn the_list_is_sorted_unique_and_fits_its_bits() {
        let mut seen = Vec::new();
        for (kind, words) in lines(include_str!("cues.txt")) {
            assert!(!seen.contains(&kind), "{kind} twice");
            seen.push(kind);
            let words: Vec<_> = words.split_whitespace().collect();
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "{kind} is not sorted and unique");
        }
        assert!(seen.len() <= 64);
        assert_eq!(seen, kinds());
    }
}
