//! Decides whether a line is several labels that lost what stood between them, such as `Terms of usePrivacy policy` or
//! `Home | World | Sport`. From the line and the vocabulary, for the passes over plain text.

use super::kinds::KINDS;
use crate::phrases::{self, Phrases};
use crate::words;

/// Words of the longest line of labels looked at.
const MOST_WORDS: usize = 40;
/// Bytes of that line.
const LONGEST: usize = 400;
/// Words of the longest label in the vocabulary that occurs glued.
const LONGEST_LABEL: usize = 6;

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// Glued or listed labels, most of them known.
    Known,
    /// A row of labels that only the edge of a text can hold: a headline may be made of such words too.
    Row,
    /// None.
    None,
}

/// What a line is.
pub(super) fn read(line: &str) -> Labels {
    if line.is_empty() || line.len() > LONGEST || super::shape::ends_sentence(line) {
        return Labels::None;
    }
    let (parts, glued) = parts(line);
    let words: Vec<usize> = parts.iter().map(|part| part.split_whitespace().count()).collect();
    if words.iter().sum::<usize>() > MOST_WORDS || words.iter().any(|count| *count > LONGEST_LABEL) {
        return Labels::None;
    }
    if let [one] = parts.as_slice() {
        let enough = if one.chars().any(words::is_spaceless) { 2 } else { 3 };
        return if segments(one).is_some_and(|count| count >= enough) { Labels::Row } else { Labels::None };
    }
    let known = parts.iter().filter(|part| segments(part).is_some()).count();
    let short = words.iter().all(|count| *count <= 3);
    let letters = parts.iter().all(|part| part.chars().filter(|character| character.is_alphabetic()).count() >= 3);
    if letters && (known * 2 >= parts.len() || glued && is_alike(&parts)) {
        Labels::Known
    } else if letters && short && parts.len() >= 4 {
        Labels::Row
    } else {
        Labels::None
    }
}

/// Splits at signs that separate labels and where a small letter meets a capital; says whether the latter occurred.
fn parts(line: &str) -> (Vec<&str>, bool) {
    let mut parts = Vec::new();
    let mut glued = false;
    let (mut start, mut before) = (0, ' ');
    for (at, character) in line.char_indices() {
        let sign = matches!(character, '|' | '·' | '•' | '›' | '»' | '/' | '｜' | '¦');
        let meets = before.is_lowercase() && character.is_uppercase();
        glued |= meets;
        if sign || meets {
            parts.push(line.get(start..at).unwrap_or_default());
            start = if sign { at + character.len_utf8() } else { at };
        }
        before = character;
    }
    parts.push(line.get(start..).unwrap_or_default());
    parts.retain(|part| !part.trim().is_empty());
    (parts.into_iter().map(str::trim).collect(), glued)
}

/// The greatest number of known labels a part divides into, if it does.
fn segments(part: &str) -> Option<usize> {
    let is_label = |label: &str| is_chrome(phrases::line(label));
    let ends: Vec<usize> = if part.chars().any(words::is_spaceless) {
        part.char_indices().map(|(at, character)| at + character.len_utf8()).take(MOST_WORDS).collect()
    } else {
        let spaces = part.char_indices().filter(|(_, character)| words::is_space(*character)).map(|(at, _)| at);
        spaces.chain([part.len()]).collect()
    };
    if ends.last() != Some(&part.len()) {
        return None;
    }
    // The greatest number of labels that end at each place; a label spans at most so many words or letters.
    let reach = if part.chars().any(words::is_spaceless) { 8 } else { LONGEST_LABEL };
    let mut most: Vec<Option<usize>> = vec![Some(0)];
    for (at, end) in ends.iter().enumerate() {
        let best = (at.saturating_sub(reach - 1)..=at).filter_map(|from| {
            let so_far = most.get(from).copied().flatten()?;
            let start = from.checked_sub(1).and_then(|from| ends.get(from)).copied().unwrap_or(0);
            is_label(part.get(start..*end)?).then_some(so_far + 1)
        });
        most.push(best.max());
    }
    most.last().copied().flatten()
}

fn is_chrome(found: Phrases) -> bool {
    found.meets(KINDS.hard) || found.meets(KINDS.soft)
}

/// Whether glued labels repeat a wording, as `Sign in with oneSign in with other` does.
fn is_alike(parts: &[&str]) -> bool {
    let shape = |part: &&str| (part.split_whitespace().count(), part.split_whitespace().next().map(str::to_lowercase));
    let mut shapes = parts.iter().map(shape);
    let first = shapes.next();
    first.as_ref().is_some_and(|(count, _)| *count >= 2) && shapes.all(|shape| Some(shape) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_labels_come_apart_where_a_capital_follows_a_small_letter() {
        for line in [
            "Community standardsDiscussion",
            "Terms of usePrivacy policyContact",
            "Comment via FacebookComment via Meridian",
            "Per Sonne anmeldenPer Mond anmelden",
        ] {
            assert_eq!(read(line), Labels::Known, "{line}");
        }
    }

    #[test]
    fn listed_labels_need_one_known_in_two() {
        assert_eq!(read("Home | News | Harbour"), Labels::Known);
        assert_eq!(read("Coast | Islands | Harbour | Fish"), Labels::Row);
        assert_eq!(read("Facebook Twitter E-mail"), Labels::Row);
    }

    #[test]
    fn names_and_sentences_are_no_labels() {
        for line in [
            "McDonald wins",
            "The MacBook Pro and the PowerBook",
            "TypeScript",
            "Subscribe and share this.",
            "The Harbour Bridge Reopens",
            "",
        ] {
            assert_eq!(read(line), Labels::None, "{line}");
        }
    }
}
