//! Decides what the words of a class name, id or role hint at: a set of kinds such as `comment` or `footer`.
//! From the word list beside it, for settle, which puts one set on every row; what a kind is worth is left to the weights.

use std::ops::BitOr;
use std::sync::LazyLock;

use crate::table::{Dictionary, Key, Shapes};
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

    /// The set with all kinds of these names.
    pub fn all(kinds: &[&str]) -> Cues {
        kinds.iter().fold(Cues::NONE, |sum, kind| sum | Cues::named(kind))
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

/// Bytes of a value that are looked at together, and room behind them for the longest key.
const WINDOW: usize = u64::BITS as usize;
const ROOM: usize = 16;

/// The same for ASCII, where a word is a part of the value but for its capitals.
fn read_ascii(value: &str) -> Cues {
    let bytes = value.as_bytes();
    let mut cues = Cues::NONE;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let mut window = [0; WINDOW + ROOM];
        window.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        // A word is letters up to a capital behind a small one; a run of capitals is one word with what follows it.
        let (small, capital) = words::cases(rest);
        let letters = small | capital;
        let mut starts = letters & !(letters << 1) | capital & (small << 1);
        let mut next = WINDOW;
        while starts != 0 {
            let start = starts.trailing_zeros();
            starts &= starts - 1;
            let length = 1 + ((!letters | starts) >> start >> 1).trailing_zeros().min(u64::BITS - 1 - start) as usize;
            let start = start as usize;
            if start + length == WINDOW && rest.len() > WINDOW {
                // It may go on: it is read again from its beginning, or passed over if it is longer than any of the list.
                next = if start > 0 { start } else { word_length(rest) };
                break;
            }
            cues = cues | look_up_part(&window, start, length);
        }
        at += next;
    }
    cues
}

/// The length of the word that begins here.
fn word_length(ascii: &[u8]) -> usize {
    let capitals = ascii.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    capitals + words::small_letters(ascii.get(capitals..).unwrap_or_default())
}

/// The cues of a word of letters in a value.
#[inline]
fn look_up_part(value: &[u8], start: usize, length: usize) -> Cues {
    let small = |at: usize| value.get(at).map_or(0, u8::to_ascii_lowercase);
    if !LIST.shapes.may_hold((small(start), small(start + length - 1)), length) {
        return Cues::NONE;
    }
    let word = value.get(start..start + length).unwrap_or_default();
    LIST.words.get_by(Key::within(value, start, length).small(), word).unwrap_or_default()
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
    LIST.words.get(word).unwrap_or_default()
}

struct List {
    kinds: Vec<&'static str>,
    words: Dictionary<Cues>,
    shapes: Shapes,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List { kinds: Vec::new(), words: Dictionary::default(), shapes: Shapes::default() };
    for (kind, words) in lines(include_str!("cues.txt")) {
        let cue = Cues(1_u64.checked_shl(list.kinds.len() as u32).unwrap_or(0));
        list.kinds.push(kind);
        for word in words.split_whitespace() {
            list.words.change(word, |known| *known = *known | cue);
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
            // At the end of what is looked at together, and behind a word that is longer.
            for filler in ["-", "x", "X", "Xx-"] {
                let filled = filler.repeat(61 / filler.len() + seed % 3) + &value;
                assert_eq!(read_ascii(&filled), read_any(&filled), "{filled}");
            }
        }
        assert!(LIST.words.words().all(|word| !word.is_ascii() || read_ascii(word) == read_any(word)));
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
