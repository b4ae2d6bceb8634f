//! Decides which words label a value: what opens a byline, marks a change, names a role. From the list beside it, for
//! the readers of authors, dates, credits and tags.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::cues;

/// What a label is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    By,
    Behind,
    Updated,
    Published,
    Role,
    Degree,
    Nobody,
    Credit,
    Tags,
    And,
}

const PURPOSES: [(&str, Purpose); 10] = [
    ("by", Purpose::By),
    ("behind", Purpose::Behind),
    ("updated", Purpose::Updated),
    ("published", Purpose::Published),
    ("role", Purpose::Role),
    ("degree", Purpose::Degree),
    ("nobody", Purpose::Nobody),
    ("credit", Purpose::Credit),
    ("tags", Purpose::Tags),
    ("and", Purpose::And),
];

/// Bytes in which a label that opens a text must end; the longest of the list is shorter.
const LONGEST: usize = 48;

static LIST: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut list: HashMap<&'static str, u16> = HashMap::new();
    for (name, labels) in cues::lines(include_str!("labels.txt")) {
        let Some((_, purpose)) = PURPOSES.iter().find(|(known, _)| *known == name) else { continue };
        for label in labels.split('|') {
            *list.entry(label.trim()).or_default() |= 1 << *purpose as u16;
        }
    }
    list
});

/// Whether a text is, as a whole, a label of this purpose.
pub(crate) fn is(text: &str, purpose: Purpose) -> bool {
    let text = text.trim_matches(|character: char| character.is_whitespace() || matches!(character, ':' | '：'));
    if text.len() > LONGEST {
        return false;
    }
    LIST.get(text.to_lowercase().as_str()).is_some_and(|found| found & (1 << purpose as u16) != 0)
}

/// What follows the longest label of this purpose that opens the text, and the label; white space, colons and slashes
/// between them are dropped. Labels of scripts without spaces need no end of word.
pub(crate) fn opening(text: &str, purpose: Purpose) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let mut best = None;
    for (at, end) in word_ends(text) {
        let Some((label, rest)) = text.split_at_checked(at) else { continue };
        let spaceless = label.chars().next_back().is_some_and(crate::words::is_spaceless);
        if (end || spaceless) && is(label, purpose) {
            best = Some((
                label.trim_matches(|character: char| character.is_whitespace() || matches!(character, ':' | '：')),
                rest,
            ));
        }
    }
    let (label, rest) = best?;
    Some((
        label,
        rest.trim_start_matches(|character: char| {
            character.is_whitespace() || matches!(character, ':' | '：' | '/' | '／' | '|' | '-' | '–' | '—')
        }),
    ))
}

/// The positions at which a label may end, near the start of a text, and whether a word ends there.
fn word_ends(text: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
    let near = super::clean::cut(text, LONGEST);
    let whole = near.len() == text.len();
    near.char_indices()
        .filter_map(|(at, character)| {
            (at > 0 && (!character.is_alphanumeric() || crate::words::is_spaceless(character)))
                .then_some((at, !character.is_alphanumeric()))
        })
        .chain((whole && !near.is_empty()).then_some((near.len(), true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_label_opens_a_text_as_whole_words() {
        assert_eq!(opening("Written by: Ann Lee", Purpose::By), Some(("Written by", "Ann Lee")));
        assert_eq!(opening("Byron Lee", Purpose::By), None);
        assert_eq!(opening("文/王小明", Purpose::By).map(|found| found.1), Some("王小明"));
        assert_eq!(opening("Автор: Анна", Purpose::By).map(|found| found.1), Some("Анна"));
    }

    #[test]
    fn every_line_of_the_list_has_a_purpose() {
        for (name, labels) in cues::lines(include_str!("labels.txt")) {
            assert!(PURPOSES.iter().any(|(known, _)| *known == name), "{name}");
            for label in labels.split('|') {
                assert!(label.trim() == label.trim().to_lowercase() && label.trim().len() <= LONGEST, "{label}");
            }
        }
    }
}
