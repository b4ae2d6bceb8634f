//! Decides what a word, a sentence end and white space are, in every script, from characters alone.
//! For cut (counts of blocks), weigh (features) and write (word counts); every count in the program comes from here.

mod characters;
mod eight;
mod letters;

pub use characters::{folded, is_blank, is_in_name, is_invisible, is_mark, is_space, is_spaceless, is_unseen};
pub use eight::{capitals, cases, first_of, is_ascii_blank, of_names, plain, small_letters};
pub use letters::{is_alphabetic, is_alphanumeric, is_numeric, is_uppercase, letters_of, lowered};

use crate::work;
use eight::{EACH, HIGH, between, is, last_bytes, marks, spaces};

/// What one pass over a stretch of text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Words; in scripts written without spaces two characters count as one word.
    pub words: u32,
    /// Characters other than white space.
    pub characters: u32,
    /// Digits.
    pub digits: u32,
    /// Words that begin with an upper-case letter.
    pub capitals: u32,
    /// Commas of any script.
    pub commas: u32,
    /// Ends of sentences: `.`, `!`, `?` and their like before white space, a closing quote or the end.
    pub sentences: u32,
    /// Other punctuation and symbols.
    pub symbols: u32,
}

/// Counts words and punctuation in one pass: eight bytes at a time where they are ASCII, else a character at a time.
pub fn count(text: &str) -> Counts {
    run::<ALL>(text)
}

/// Counts words alone.
pub fn how_many(text: &str) -> u32 {
    run::<WORDS>(text).words
}

/// What a block of text measures; less than [`Counts`], because there is one for every block of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// Words, as in [`Counts`].
    pub words: u32,
    /// Ends of sentences, as in [`Counts`].
    pub sentences: u32,
}

/// Counts words and sentences alone, which costs half as much as [`count`].
pub fn measure(text: &str) -> Measure {
    let Counts { words, sentences, .. } = run::<SENTENCES>(text);
    Measure { words, sentences }
}

/// What is wanted of a pass: words alone, sentences as well, or everything.
const WORDS: u8 = 0;
const SENTENCES: u8 = 1;
const ALL: u8 = 2;

/// One pass over a text.
fn run<const WANTED: u8>(text: &str) -> Counts {
    work::count(text.len());
    let mut counter = Counter::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(ahead) = bytes.get(at..).filter(|ahead| !ahead.is_empty()) {
        let (eight, size) = match ahead.first_chunk::<8>() {
            Some(eight) => (u64::from_le_bytes(*eight), 8),
            None => (last_bytes(bytes, at), ahead.len()),
        };
        if eight & HIGH == 0 {
            counter.take_eight::<WANTED>(eight, size < 8);
            at += size;
            continue;
        }
        for character in text.get(at..).unwrap_or_default().chars().take(8) {
            counter.take(character);
            at += character.len_utf8();
        }
    }
    counter.finish()
}

/// What a character is to the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Lower,
    Upper,
    Digit,
    /// A letter of a script written without spaces between words.
    Spaceless,
    Comma,
    /// A sentence end that needs white space or the end behind it.
    Stop,
    /// A sentence end by itself (`。`).
    FullStop,
    /// Joins two letters into one word (`'`, `’`, `-` between letters is two words, as readers of counts expect).
    Joiner,
    Symbol,
}

#[derive(Default)]
struct Counter {
    counts: Counts,
    spaceless: u32,
    /// What stood last was part of a word, or joins one to what follows.
    inside: bool,
    joined: bool,
    /// What stood last ends a sentence if white space follows.
    stop: bool,
}

impl Counter {
    fn take(&mut self, character: char) {
        let class = classify(character);
        if class != Class::Space {
            self.counts.characters += 1;
        }
        if self.stop {
            // Behind a full stop most signs and letters outside ASCII begin something new.
            let ends = match u8::try_from(u32::from(character)) {
                Ok(byte) if byte.is_ascii() => byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b')' | b']'),
                _ => true,
            };
            self.counts.sentences += u32::from(ends);
            self.stop = false;
        }
        let starts = !self.inside && !self.joined;
        let was_inside = self.inside;
        self.inside = false;
        self.joined = false;
        match class {
            Class::Lower | Class::Upper | Class::Digit => {
                self.inside = true;
                if starts {
                    self.counts.words += 1;
                    self.counts.capitals += u32::from(class == Class::Upper);
                }
                self.counts.digits += u32::from(class == Class::Digit);
            }
            Class::Spaceless => self.spaceless += 1,
            Class::Comma => self.counts.commas += 1,
            Class::Stop => self.stop = true,
            Class::FullStop => self.counts.sentences += 1,
            Class::Joiner => {
                self.joined = was_inside;
                self.counts.symbols += u32::from(!was_inside);
            }
            Class::Symbol => self.counts.symbols += 1,
            Class::Space => {}
        }
    }

    /// Takes eight ASCII bytes at once. Each class is a number with the high bit set in the bytes that belong to it, and
    /// a byte's neighbour is a shift away. `padded` says that spaces were put behind the end of the text.
    #[inline]
    fn take_eight<const WANTED: u8>(&mut self, bytes: u64, padded: bool) {
        let digits = between(bytes, b'0', b'9');
        // The bit that makes a capital small makes no other sign a letter.
        let word = between(bytes | (EACH * 0x20), b'a', b'z') | digits | is(bytes, b'_');
        let stops = if WANTED == WORDS { 0 } else { is(bytes, b'.') | is(bytes, b'!') | is(bytes, b'?') };
        let joiners = is(bytes, b'\'');
        let behind = |marks: u64, carried: bool| marks << 8 | u64::from(carried) << 7;

        let joined = joiners & behind(word, self.inside);
        let starts = word & !behind(word, self.inside) & !behind(joined, self.joined);
        self.counts.words += marks(starts);
        let stopped = behind(stops, self.stop);
        if WANTED == ALL || WANTED == SENTENCES && stopped != 0 {
            let space = spaces(bytes);
            let ends = space | joiners | is(bytes, b'"') | is(bytes, b')') | is(bytes, b']');
            self.counts.sentences += marks(ends & stopped);
            if WANTED == ALL {
                let commas = is(bytes, b',');
                let counts = &mut self.counts;
                counts.capitals += marks(starts & between(bytes, b'A', b'Z'));
                counts.digits += marks(digits);
                counts.characters += marks(HIGH & !space);
                counts.commas += marks(commas);
                counts.symbols += marks(HIGH & !(word | space | commas | stops | joined));
            }
        }
        let last = |marks: u64| marks >> 63 != 0 && !padded;
        (self.inside, self.joined, self.stop) = (last(word), last(joined), last(stops));
    }

    fn finish(mut self) -> Counts {
        self.counts.words += self.spaceless.div_ceil(2);
        self.counts.sentences += u32::from(self.stop);
        self.counts
    }
}

fn classify(character: char) -> Class {
    if character.is_ascii() {
        return match character as u8 {
            b'a'..=b'z' | b'_' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\n' | b'\t' | b'\r' | 0x0C => Class::Space,
            b',' => Class::Comma,
            b'.' | b'!' | b'?' => Class::Stop,
            b'\'' => Class::Joiner,
            _ => Class::Symbol,
        };
    }
    match character {
        '，' | '、' | '،' | '؛' | '､' => Class::Comma,
        '。' | '！' | '？' | '｡' | '।' => Class::FullStop,
        '؟' | '…' | '۔' => Class::Stop,
        '’' => Class::Joiner,
        _ if is_spaceless(character) => Class::Spaceless,
        _ if character.is_whitespace() => Class::Space,
        _ if is_uppercase(character) => Class::Upper,
        _ if is_alphabetic(character) => Class::Lower,
        _ if is_numeric(character) => Class::Digit,
        _ if is_mark(character) => Class::Lower,
        _ => Class::Symbol,
    }
}

/// Folds runs of white space to one space and trims both ends.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    let mut parted = false;
    while let Some(first) = rest.chars().next() {
        let plain = if first.is_ascii() { eight::single_spaced(rest.as_bytes()) } else { 0 };
        let (stretch, behind) = rest.split_at_checked(plain.max(first.len_utf8())).unwrap_or((rest, ""));
        rest = behind;
        if plain == 0 && is_space(first) {
            parted = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut parted) {
            folded.push(' ');
        }
        let bare = stretch.strip_suffix(' ');
        parted = bare.is_some();
        if !is_invisible(first) {
            folded.push_str(bare.unwrap_or(stretch));
        }
    }
    folded
}

/// The longest beginning of a text that fits into so many bytes, ending on a character boundary.
pub fn cut(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let end = (0..=longest).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// The lower-cased words of a text, in order: runs of letters and digits, and each letter of a spaceless script by
/// itself. For comparing texts with each other.
pub fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    tokens_as(text, || String::with_capacity(16), String::push)
}

/// The same words as whatever is made of their characters, one by one from the beginning on.
pub fn tokens_as<T>(text: &str, begin: impl Fn() -> T, take: impl Fn(&mut T, char)) -> impl Iterator<Item = T> {
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            let first = characters.next()?;
            let spaceless = is_spaceless(first);
            if !spaceless && !is_alphanumeric(first) {
                continue;
            }
            let mut token = begin();
            if spaceless {
                take(&mut token, first);
                return Some(token);
            }
            lowered(first, |small| take(&mut token, small));
            while let Some(next) = characters.next_if(|next| is_alphanumeric(*next) && !is_spaceless(*next)) {
                lowered(next, |small| take(&mut token, small));
            }
            return Some(token);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_at_once_count_as_one_by_one() {
        let by_characters = |text: &str| {
            let mut counter = Counter::default();
            text.chars().for_each(|character| counter.take(character));
            counter.finish()
        };
        let ascii: String = (0..0x80_u8).map(char::from).collect();
        let pieces = [
            "Don't", "stop.", " ", "1.5", "e.g.", "\"", "?", "'", "''a", ")", "B", "_x", ",", "天", "é", ".", "\n",
            "’s", "…",
        ];
        let briefly = |text: &str| {
            let Counts { words, sentences, .. } = by_characters(text);
            Measure { words, sentences }
        };
        assert_eq!((count(&ascii), measure(&ascii)), (by_characters(&ascii), briefly(&ascii)));
        assert_eq!(how_many(&ascii), by_characters(&ascii).words);
        for seed in 0..3000_usize {
            let text: String =
                (0..seed % 23).map(|at| pieces[(seed * 31 + at * (seed % 17 + 1)) % pieces.len()]).collect();
            assert_eq!((count(&text), measure(&text)), (by_characters(&text), briefly(&text)), "{text}");
            assert_eq!(how_many(&text), by_characters(&text).words, "{text}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_an_apostrophe_joins() {
        let counts = count("Don’t stop: it's 20 o'clock, Anna said.");
        assert_eq!((counts.words, counts.commas, counts.sentences), (7, 1, 1));
        assert_eq!((counts.capitals, counts.digits), (2, 2));
    }

    #[test]
    fn a_stop_inside_a_number_or_name_ends_no_sentence() {
        assert_eq!(count("Version 1.2 of example.org came. Really? Yes!").sentences, 3);
    }

    #[test]
    fn two_characters_without_spaces_are_one_word() {
        assert_eq!(count("今天天气很好。").words, 3);
        assert_eq!(count("今天天气很好。").sentences, 1);
        assert_eq!(count("오늘 날씨").words, 2);
    }

    #[test]
    fn combining_marks_do_not_split_words() {
        assert_eq!(count("हिन्दी में").words, 2);
        assert_eq!(count("cafe\u{301} bar").words, 2);
    }

    #[test]
    fn a_cut_ends_on_a_character() {
        assert_eq!((cut("aé", 3), cut("aé", 2), cut("é", 1), cut("", 0)), ("aé", "a", "", ""));
    }

    #[test]
    fn folding_removes_invisible_characters_and_no_break_spaces() {
        assert_eq!(fold(" a\u{a0}\u{a0}b\n c\u{ad}d\u{200b} "), "a b cd");
    }

    #[test]
    fn folding_goes_as_word_by_word() {
        let pieces = ["Rain", " ", "  ", "\n", "é", "\u{ad}", "天气", "\u{a0}", "a longer stretch", "\x07", "."];
        for seed in 0..3000_usize {
            let text: String =
                (0..seed % 11).map(|at| pieces[(seed * 31 + at * (seed % 17 + 1)) % pieces.len()]).collect();
            let bare = |word: &str| word.chars().filter(|character| !is_invisible(*character)).collect::<String>();
            let mut expected = String::new();
            for word in text.split_whitespace() {
                expected.push_str(if expected.is_empty() { "" } else { " " });
                expected.push_str(&bare(word));
            }
            assert_eq!(fold(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn tokens_lower_case_and_split_spaceless_scripts() {
        assert_eq!(tokens("Ab-c 天气").collect::<Vec<_>>(), ["ab", "c", "天", "气"]);
    }
}
