//! Decides which words label a value: what opens a byline, marks a change, names a role. From the list beside it, for
//! the readers of authors, dates, credits and tags.

use std::sync::LazyLock;

use crate::cues;
use crate::table::{self, Dictionary, Key, Shapes, Words};
use crate::words;

/// What a label is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    By,
    Behind,
    Updated,
    Published,
    First,
    Reader,
    /// Leads to the day on which somebody read a source.
    Cited,
    Says,
    Role,
    /// Begins or ends the name of an account that many write under.
    Desk,
    /// Stands behind the name of a house whose people write together.
    House,
    Degree,
    Nobody,
    Credit,
    Tags,
    Rights,
    And,
    /// Opens what a credit names: "Illustration von".
    OfCredit,
    /// A verb that tells something of a person.
    Verb,
    /// Leads from a name to a section or a day.
    Place,
    /// Stands behind the word of a place, and yet within a name.
    InsideName,
    /// A heading above the names of authors.
    Heading,
    /// Makes the program that a site runs on.
    Maker,
    /// Says in a title that a board shows what is named behind.
    View,
    /// Leads to whom a biography tells of.
    About,
    /// Opens the text alternative of a portrait.
    Portrait,
    /// Ends the text alternative of a portrait.
    PortraitEnd,
    /// A word in the name of an image's file that is no picture of anything in the text.
    StandIn,
    /// A word in the name of an image's file that makes it none only where all its words are such.
    Sign,
    /// The same, and in the name of a drawing also among other words.
    Icon,
    /// A word in the name of an image's file that the whole site shows, where its other words say no more.
    General,
    /// A word beside such words that says no more.
    Neutral,
    /// A folder of images that are small and say nothing of the text.
    Adorning,
    /// A word inside a name that is written small.
    Particle,
    /// A word before a noun, with which no person's name begins.
    Article,
    /// A line that says that a site is an authority's.
    Official,
    /// Heads the ingredients of a recipe.
    Ingredients,
    /// Opens a byline and says no more than who published.
    Publisher,
    /// Ends the name of a newspaper.
    Paper,
    /// Opens the day on which goods come out.
    Release,
    /// A day of the week.
    Day,
    /// What a menu holds and no page is filed under: networks, and pages that ask who somebody is.
    Elsewhere,
    /// Ends the name of a firm, and says in which form it is one.
    Firm,
    /// Says beside the name of a site that it is one: "official website".
    Site,
    /// Stands for the last of some years that go on.
    Now,
    /// Invites to a shop or a page: "Visit the store".
    Invitation,
    /// Opens the day until which something is asked for or offered.
    Deadline,
}

const PURPOSES: [(&str, Purpose); 47] = [
    ("by", Purpose::By),
    ("behind", Purpose::Behind),
    ("updated", Purpose::Updated),
    ("published", Purpose::Published),
    ("first", Purpose::First),
    ("reader", Purpose::Reader),
    ("cited", Purpose::Cited),
    ("says", Purpose::Says),
    ("role", Purpose::Role),
    ("desk", Purpose::Desk),
    ("house", Purpose::House),
    ("degree", Purpose::Degree),
    ("nobody", Purpose::Nobody),
    ("credit", Purpose::Credit),
    ("tags", Purpose::Tags),
    ("rights", Purpose::Rights),
    ("and", Purpose::And),
    ("of credit", Purpose::OfCredit),
    ("verb", Purpose::Verb),
    ("place", Purpose::Place),
    ("inside name", Purpose::InsideName),
    ("heading", Purpose::Heading),
    ("maker", Purpose::Maker),
    ("view", Purpose::View),
    ("about", Purpose::About),
    ("portrait", Purpose::Portrait),
    ("portrait end", Purpose::PortraitEnd),
    ("stand-in", Purpose::StandIn),
    ("sign", Purpose::Sign),
    ("icon", Purpose::Icon),
    ("general", Purpose::General),
    ("neutral", Purpose::Neutral),
    ("adorning", Purpose::Adorning),
    ("particle", Purpose::Particle),
    ("article", Purpose::Article),
    ("official", Purpose::Official),
    ("ingredients", Purpose::Ingredients),
    ("publisher", Purpose::Publisher),
    ("paper", Purpose::Paper),
    ("release", Purpose::Release),
    ("day", Purpose::Day),
    ("elsewhere", Purpose::Elsewhere),
    ("firm", Purpose::Firm),
    ("site", Purpose::Site),
    ("now", Purpose::Now),
    ("invitation", Purpose::Invitation),
    ("deadline", Purpose::Deadline),
];

/// Bytes in which a label that opens a text must end; the longest of the list is shorter.
const LONGEST: usize = 64;

static LIST: LazyLock<Words<u64>> = LazyLock::new(|| {
    let mut list: Words<u64> = Words::default();
    for (name, labels) in cues::lines(include_str!("labels.txt")) {
        let Some((_, purpose)) = PURPOSES.iter().find(|(known, _)| *known == name) else { continue };
        for label in labels.split('|') {
            *list.entry(label.trim()).or_default() |= 1 << *purpose as u64;
        }
    }
    list
});

/// Whether a text is, as a whole, a label of this purpose.
pub(crate) fn is(text: &str, purpose: Purpose) -> bool {
    is_any(text, &[purpose])
}

/// Whether a text is, as a whole, a label of one of these purposes.
pub(crate) fn is_any(text: &str, purposes: &[Purpose]) -> bool {
    let text = bare(text);
    let may_be = text.len() <= LONGEST && may_be(text);
    may_be
        && LIST.get(&*text.to_lowercase()).is_some_and(|found| purposes.iter().any(|purpose| is_for(*found, *purpose)))
}

/// What follows the longest label of this purpose that opens the text, and the label; white space, colons and slashes
/// between them are dropped. Labels of scripts without spaces need no end of word.
pub(crate) fn opening(text: &str, purpose: Purpose) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if !may_open(text, purpose) {
        return None;
    }
    let near = super::clean::cut(text, LONGEST);
    let mut lower = String::with_capacity(LONGEST);
    let mut spaceless = false;
    let mut first = true;
    let mut best = None;
    for (at, character) in near.char_indices() {
        let ends = !words::is_alphanumeric(character);
        if at > 0 && (ends || spaceless) {
            if first && !spaceless && !FIRST_WORDS.get(&lower).is_some_and(|found| is_for(found, purpose)) {
                return None;
            }
            first = false;
            if has(bare(&lower), purpose) {
                best = Some(at);
            }
        }
        words::lowered(character, |small| lower.push(small));
        spaceless = words::is_spaceless(character);
    }
    if near.len() == text.len() && has(bare(&lower), purpose) {
        best = Some(near.len());
    }
    let (label, rest) = text.split_at_checked(best?)?;
    // "文" alone is a label before a slash, but also how a word of two signs begins.
    if crate::words::is_spaceless(label.chars().next()?)
        && label.chars().count() == 1
        && rest.starts_with(char::is_alphanumeric)
    {
        return None;
    }
    Some((
        bare(label),
        rest.trim_start_matches(|character: char| {
            character.is_whitespace() || matches!(character, ':' | '：' | '/' | '／' | '|' | '-' | '–' | '—')
        }),
    ))
}

/// A text without what ends the text alternative of a portrait beside the name.
pub(crate) fn without_portrait(text: &str) -> &str {
    let rests = PORTRAIT_ENDS.iter().filter_map(|ending| {
        let rest = text.strip_suffix(ending)?;
        let is_whole = !(rest.ends_with(char::is_alphanumeric) && ending.starts_with(char::is_alphanumeric));
        is_whole.then_some(rest)
    });
    // The longest ending leaves the shortest rest.
    rests.min_by_key(|rest| rest.len()).unwrap_or(text)
}

static PORTRAIT_ENDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let endings = LIST.iter().filter(|(_, found)| is_for(**found, Purpose::PortraitEnd));
    endings.map(|(ending, _)| &**ending).collect()
});

/// Whether a text may open with a label of this purpose, as far as a first word of ASCII tells: most words are the first of
/// no label.
fn may_open(text: &str, purpose: Purpose) -> bool {
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let ends = text.as_bytes().get(length).is_none_or(u8::is_ascii);
    if length == 0 || !ends {
        return true;
    }
    let word = text.as_bytes().get(..length).unwrap_or_default();
    // Digits are the same in small letters.
    let key = Key::within(text.as_bytes(), 0, length).small();
    FIRST_WORDS.get_by(key, word).is_some_and(|found| is_for(found, purpose))
}

/// The first words of all labels: most texts open with no label, and their first word already shows it.
static FIRST_WORDS: LazyLock<Dictionary<u64>> = LazyLock::new(|| {
    let mut list: Dictionary<u64> = Dictionary::default();
    for (label, purposes) in LIST.iter() {
        let first = label.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
        list.change(first, |known| *known |= purposes);
    }
    list
});

/// The shapes of all labels, by which most texts are told from them.
static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let mut shapes = Shapes::default();
    LIST.keys().for_each(|label| shapes.note(label));
    shapes
});

/// Whether a text may be a label. What is not ASCII changes its length with its case.
fn may_be(text: &str) -> bool {
    let (first, last) = table::ends(text);
    !text.is_ascii() || SHAPES.may_hold((first.to_ascii_lowercase(), last.to_ascii_lowercase()), text.len())
}

/// Whether a label is one of this purpose.
fn has(label: &str, purpose: Purpose) -> bool {
    LIST.get(label).is_some_and(|found| is_for(*found, purpose))
}

/// Whether this purpose is among some.
fn is_for(found: u64, purpose: Purpose) -> bool {
    found & (1 << purpose as u64) != 0
}

/// A label without the white space and colons around it.
fn bare(label: &str) -> &str {
    label.trim_matches(|character: char| character.is_whitespace() || matches!(character, ':' | '：'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_label_opens_a_text_as_whole_words() {
        assert_eq!(opening("Written by: Ann Lee", Purpose::By), Some(("Written by", "Ann Lee")));
        assert_eq!(opening("Byron Lee", Purpose::By), None);
        assert_eq!(opening("文/王小明", Purpose::By).map(|found| found.1), Some("王小明"));
        assert_eq!(opening("文献资料", Purpose::By), None);
        assert_eq!(opening("Автор: Анна", Purpose::By).map(|found| found.1), Some("Анна"));
    }

    #[test]
    fn the_longest_label_that_ends_a_text_goes() {
        for (text, expected) in
            [("Ann Lee's avatar", "Ann Lee"), ("Ann Lee avatar", "Ann Lee "), ("Annavatar", "Annavatar")]
        {
            assert_eq!(without_portrait(text), expected);
        }
    }

    #[test]
    fn every_line_of_the_list_has_a_purpose() {
        for (name, labels) in cues::lines(include_str!("labels.txt")) {
            assert!(PURPOSES.iter().any(|(known, _)| *known == name), "{name}");
            for label in labels.split('|') {
                assert!(label.trim() == label.trim().to_lowercase() && label.trim().len() <= LONGEST, "{label}");
                assert_eq!(label.trim(), bare(label), "labels are compared without the colons around them");
            }
        }
    }
}
