//! Decides which well-known phrases of page chrome a short line holds, such as "Listen Live" or "Get short URL".
//! From the word list beside it and the line alone, for weigh and judge; a phrase is evidence, and what each kind is
//! worth is measured in the weights.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::BitOr;
use std::sync::LazyLock;

use crate::cues;
use crate::table::{self, Dictionary, Shapes, Sparse, Spread, Words};
use crate::{words, work};

/// A set of phrase kinds, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Phrases(pub u64);

impl Phrases {
    /// No phrase.
    pub const NONE: Phrases = Phrases(0);

    /// The set with the kind of this name; empty when the list has no such kind, which a test forbids.
    pub fn named(kind: &str) -> Phrases {
        LIST.kinds.iter().position(|known| *known == kind).map_or(Phrases::NONE, |at| Phrases(1 << at))
    }

    /// The set with all kinds of these names.
    pub fn all(kinds: &[&str]) -> Phrases {
        kinds.iter().fold(Phrases::NONE, |sum, kind| sum | Phrases::named(kind))
    }

    /// Whether the two sets share a kind.
    #[inline]
    pub fn meets(self, other: Phrases) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Phrases {
    type Output = Phrases;
    #[inline]
    fn bitor(self, other: Phrases) -> Phrases {
        Phrases(self.0 | other.0)
    }
}

/// What a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Found {
    /// Kinds that the whole line is.
    pub line: Phrases,
    /// Kinds that the line begins with.
    pub start: Phrases,
    /// Bytes of the normalised line that the longest beginning takes.
    pub start_length: usize,
    /// Kinds that the line ends with.
    pub end: Phrases,
}

/// Bytes of the longest line looked at: no phrase of the list is longer, and a lead-in stands in the first words.
const LONGEST_LINE: usize = 160;
/// Borders looked at: eight words, each with a border on both sides, and some signs.
const LONGEST_LEAD: usize = 20;

/// Looks a line up: as a whole if it is short, and by its beginning and end.
pub fn read(text: &str) -> Found {
    read_with(&mut String::new(), text)
}

/// The kinds that a whole line is.
pub fn line(text: &str) -> Phrases {
    if text.is_empty() || text.len() > LONGEST_LINE { Phrases::NONE } else { LIST.line.get(&normalise(text)) }
}

/// What every line of a page holds; most hold nothing and many the same, so each find is held once.
#[derive(Debug, Default)]
pub struct Finds {
    /// For each line its find's place in the list.
    of_line: Sparse,
    list: Vec<Found>,
}

impl Finds {
    /// Looks every line up.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Finds {
        let mut finds = Finds { of_line: Sparse::default(), list: vec![Found::default()] };
        let mut known: HashMap<Found, u32, BuildHasherDefault<Spread>> = HashMap::default();
        let mut buffer = String::with_capacity(LONGEST_LINE);
        for line in lines {
            let found = read_with(&mut buffer, line);
            let next = finds.list.len() as u32;
            let place = if found == Found::default() { 0 } else { *known.entry(found).or_insert(next) };
            if place == next {
                finds.list.push(found);
            }
            finds.of_line.push(place);
        }
        finds
    }

    /// What a line holds.
    pub fn get(&self, line: u32) -> Found {
        self.list.get(self.of_line.get(line) as usize).copied().unwrap_or_default()
    }
}

fn read_with(line: &mut String, text: &str) -> Found {
    work::count(text.len().min(LONGEST_LINE));
    let short = text.len() <= LONGEST_LINE;
    let mut found = Found::default();
    if text.is_empty() {
        return found;
    }
    if !short && !may_lead(line, text) {
        return found;
    }
    normalise_into(line, words::cut(text, LONGEST_LINE));
    if short {
        found.line = LIST.line.get(line);
        let last = last_border(line).and_then(|at| line.get(at..)).unwrap_or(line);
        if LIST.last_words.holds(last.trim()) {
            for at in borders_from_end(line).chain([0]).take(LONGEST_LEAD) {
                found.end = found.end | LIST.end.get(line.get(at..).unwrap_or_default().trim_start());
            }
        }
    }
    let first = first_border(line).and_then(|at| line.get(..at)).unwrap_or(line);
    if LIST.first_words.holds(first) {
        for at in borders(line).chain([line.len()]).take(LONGEST_LEAD) {
            let kinds = LIST.start.get(line.get(..at).unwrap_or_default().trim_end());
            if kinds != Phrases::NONE {
                found.start = found.start | kinds;
                found.start_length = at;
            }
        }
    }
    found
}

/// Bytes of a long line in which its first word is looked for before the rest is read.
const GLANCE: usize = 40;

/// Whether a long line begins with the first word of some lead-in, or with a word too long to tell.
fn may_lead(glance: &mut String, text: &str) -> bool {
    normalise_into(glance, words::cut(text, GLANCE));
    let first = first_border(glance).and_then(|at| glance.get(..at));
    first.is_none_or(|first| LIST.first_words.holds(first))
}

/// The names of the kinds, in the order of their bits.
pub fn kinds() -> &'static [&'static str] {
    &LIST.kinds
}

/// A line as the list spells it: lower case, brackets and white space folded to one space, none before a colon, each
/// number as `#`, signs at both ends left out.
pub fn normalise(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    normalise_into(&mut line, text);
    line
}

/// The same into a buffer, which is emptied first.
fn normalise_into(line: &mut String, text: &str) {
    line.clear();
    let mut rest = text.trim_matches(is_edge);
    loop {
        // Words with single spaces between them need no look at each character.
        let plain = words::plain(rest.as_bytes());
        let start = line.len();
        line.push_str(rest.get(..plain.length).unwrap_or_default());
        // Most lines have a capital at their beginning and no other.
        if let Some(capitals) = line.get_mut(start..start + plain.capitals) {
            capitals.make_ascii_lowercase();
        }
        let mut characters = rest.get(plain.length..).unwrap_or_default().chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        let after_number = line.ends_with('#');
        match character {
            ' ' => push_space(line),
            _ if words::is_numeric(character) => {
                if !after_number {
                    line.push('#');
                }
            }
            '.' | ',' if after_number && rest.starts_with(words::is_numeric) => {}
            '’' | '‘' | '`' | '´' => line.push('\''),
            ':' | '：' => {
                line.truncate(line.trim_end().len());
                line.push(':');
            }
            '(' | ')' | '[' | ']' | '{' | '}' | '（' | '）' | '【' | '】' => push_space(line),
            _ if words::is_space(character) => push_space(line),
            _ if words::is_invisible(character) => {}
            _ => words::lowered(character, |lower| line.push(lower)),
        }
    }
}

fn push_space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

/// Signs that stand around a phrase without being part of it.
fn is_edge(character: char) -> bool {
    !is_of_word(character) && !matches!(character, '©' | '°')
}

/// Whether a character is part of a word: Thai and Hindi end words with marks that are no letters.
fn is_of_word(character: char) -> bool {
    words::is_alphanumeric(character) || words::is_mark(character) || words::is_spaceless(character)
}

/// Positions inside a line where a word ends or begins. A script without spaces has one at every letter.
fn borders(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut characters = line.chars();
    let mut before = characters.next().unwrap_or_default();
    let mut at = 0;
    characters.filter_map(move |after| {
        at += before.len_utf8();
        splits(std::mem::replace(&mut before, after), after).then_some(at)
    })
}

/// The same positions, the last one first.
fn borders_from_end(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut characters = line.chars().rev();
    let mut after = characters.next().unwrap_or_default();
    let mut at = line.len();
    characters.filter_map(move |before| {
        at -= after.len_utf8();
        splits(before, std::mem::replace(&mut after, before)).then_some(at)
    })
}

/// The first of [`borders`]: behind the first word, whose letters mostly are ASCII.
fn first_border(line: &str) -> Option<usize> {
    let length = line.bytes().take_while(|byte| is_word_byte(*byte)).count();
    match line.as_bytes().get(length) {
        Some(behind) if length > 0 && behind.is_ascii() => Some(length),
        _ => borders(line).next(),
    }
}

/// The last of [`borders`].
fn last_border(line: &str) -> Option<usize> {
    let length = line.bytes().rev().take_while(|byte| is_word_byte(*byte)).count();
    let start = line.len() - length;
    match start.checked_sub(1).and_then(|before| line.as_bytes().get(before)) {
        Some(before) if length > 0 && before.is_ascii() => Some(start),
        _ => borders_from_end(line).next(),
    }
}

/// Whether a word ends or begins between two characters.
#[inline]
fn splits(before: char, after: char) -> bool {
    if before.is_ascii() && after.is_ascii() {
        return !(is_word_byte(before as u8) && is_word_byte(after as u8));
    }
    let is_word = |character: char| match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => is_word_byte(byte),
        _ => is_of_word(character),
    };
    !is_word(before) || !is_word(after) || words::is_spaceless(before)
}

/// Whether a byte is part of a word by itself.
#[inline]
fn is_word_byte(byte: u8) -> bool {
    words::folded(byte) != 0 || matches!(byte, b'#' | b'\'')
}

/// Whether a heading names what is popular or new on the site rather than what belongs to the story.
pub fn names_elsewhere(heading: &str) -> bool {
    let lists = || cues::lines(include_str!("elsewhere.txt"));
    let spaceless = heading.chars().any(words::is_spaceless);
    if spaceless {
        return lists()
            .flat_map(|(_, list)| list.split_whitespace())
            .any(|word| word.chars().all(words::is_spaceless) && heading.contains(word));
    }
    words::tokens(heading).any(|token| lists().any(|(_, list)| list.split_whitespace().any(|word| word == token)))
}

/// A list of phrases.
#[derive(Default)]
struct Table {
    words: Words<Phrases>,
    shapes: Shapes,
}

impl Table {
    /// Adds a phrase, or a kind to one that is there.
    fn add(&mut self, phrase: &'static str, kind: Phrases) {
        self.shapes.note(phrase);
        let known = self.words.entry(phrase).or_default();
        *known = *known | kind;
    }

    #[inline]
    fn get(&self, phrase: &str) -> Phrases {
        let known = || self.words.get(phrase).copied();
        if self.shapes.may_hold(table::ends(phrase), phrase.len()) {
            known().unwrap_or_default()
        } else {
            Phrases::NONE
        }
    }
}

/// A list of words.
#[derive(Default)]
struct Single {
    words: Dictionary<()>,
    shapes: Shapes,
}

impl Single {
    fn add(&mut self, word: &'static str) {
        self.shapes.note(word);
        self.words.change(word, |()| ());
    }

    #[inline]
    fn holds(&self, word: &str) -> bool {
        self.shapes.may_hold(table::ends(word), word.len()) && self.words.get(word).is_some()
    }
}

#[derive(Default)]
struct List {
    kinds: Vec<&'static str>,
    line: Table,
    start: Table,
    end: Table,
    /// What stands before the first border of each beginning, and behind the last of each end: most lines are done
    /// with one look here.
    first_words: Single,
    last_words: Single,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List::default();
    for (head, phrases) in cues::lines(include_str!("phrases.txt")) {
        let mut head = head.split_whitespace();
        let (kind, mode) = (head.next().unwrap_or_default(), head.next().unwrap_or_default());
        let at = list.kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            list.kinds.push(kind);
            list.kinds.len() - 1
        });
        let bit = Phrases(1_u64.checked_shl(at as u32).unwrap_or(0));
        let table = match mode {
            "line" => &mut list.line,
            "start" => &mut list.start,
            _ => &mut list.end,
        };
        for phrase in phrases.split(';').map(str::trim) {
            if mode == "start" {
                let first = borders(phrase).next().and_then(|at| phrase.get(..at)).unwrap_or(phrase);
                list.first_words.add(first);
            } else if mode == "end" {
                let last = borders_from_end(phrase).next().and_then(|at| phrase.get(at..)).unwrap_or(phrase).trim();
                list.last_words.add(last);
            }
            table.add(phrase, bit);
        }
    }
    list
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_spelt_as_in_the_list() {
        assert_eq!(normalise(" » 1,234 Comments (12) "), "# comments #");
        assert_eq!(normalise("Don’t  miss : now!"), "don't miss: now");
    }

    #[test]
    fn whole_lines_lead_ins_and_ends_are_found_at_borders_of_words() {
        assert!(read("Share this!").line.meets(Phrases::named("share")));
        assert!(!read("Share this with everybody you know").line.meets(Phrases::named("share")));
        let found = read("READ MORE: The harbour closes");
        assert!(found.start.meets(Phrases::named("read_more_lead")));
        assert_eq!(found.line, Phrases::NONE);
        assert!(!read("Read moreover the book").start.meets(Phrases::named("read_more_lead")));
    }

    #[test]
    fn first_and_last_borders_are_those_of_the_walk() {
        let parts = ["share", "don't", " ", ", ", "#", ":", "é", "©", "天", "_", "'", "a"];
        for seed in 0..3000_usize {
            let line: String =
                (0..seed % 6).map(|at| parts[(seed * 31 + at * (seed % 17 + 1)) % parts.len()]).collect();
            assert_eq!(first_border(&line), borders(&line).next(), "{line}");
            assert_eq!(last_border(&line), borders_from_end(&line).next(), "{line}");
        }
    }

    #[test]
    fn the_list_is_sorted_unique_and_fits_its_bits() {
        assert!(kinds().len() <= 64);
        for (head, phrases) in cues::lines(include_str!("phrases.txt")) {
            let phrases: Vec<_> = phrases.split(';').map(str::trim).collect();
            assert!(phrases.windows(2).all(|pair| pair[0] < pair[1]), "{head} is not sorted and unique");
            let mode = head.split_whitespace().nth(1).unwrap();
            let unreachable = |phrase: &&&str| normalise(&phrase.replace('#', "7")) != ***phrase;
            let lost: Vec<_> = phrases.iter().filter(|_| mode == "line").filter(unreachable).collect();
            assert_eq!(lost, Vec::<&&str>::new(), "{head}");
        }
    }
}
