//! Decides which well-known phrases of page chrome a short line holds, such as "Listen Live" or "Get short URL".
//! From the word list beside it and the line alone, for weigh and judge; a phrase is evidence, and what each kind is
//! worth is measured in the weights.

mod spelling;

pub use spelling::normalise;

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::BitOr;
use std::sync::LazyLock;

use spelling::{borders, borders_from_end, first_border, last_border, normalise_into};

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
    fn whole_lines_lead_ins_and_ends_are_found_at_borders_of_words() {
        assert!(read("Share this!").line.meets(Phrases::named("share")));
        assert!(!read("Share this with everybody you know").line.meets(Phrases::named("share")));
        let found = read("READ MORE: The harbour closes");
        assert!(found.start.meets(Phrases::named("read_more_lead")));
        assert_eq!(found.line, Phrases::NONE);
        assert!(!read("Read moreover the book").start.meets(Phrases::named("read_more_lead")));
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
