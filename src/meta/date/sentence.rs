//! Decides whether a date stands inside of a sentence, which tells of something that happened on that day, by the words before
//! it. For the readers of lines, which have no element or class to say that a date is the page's.

use crate::meta::labels::{self, Purpose};

/// Words before a date that make a sentence: "Lundi le" opens a date as well as one does.
const FEWEST: usize = 3;
/// Words among them that are written small: "Meteorological Office, Velmora" names who published.
const FEWEST_SMALL: usize = 2;
/// Words that are looked at.
const MOST: usize = 40;
/// Words before a small word that leads to a name: "Posted by tidewatch on", "Beitrag von tidewatch am".
const LEADING: usize = 1;

/// Whether the words before a date lead to it as those of a sentence do: "Held in the scout hut on". Labels of bylines and
/// of dates lead to it otherwise.
pub(crate) fn is_sentence(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().take(MOST).collect();
    let small = |word: &&&str| word.starts_with(char::is_lowercase);
    if words.len() < FEWEST || words.iter().filter(small).count() < FEWEST_SMALL {
        return false;
    }
    let labels = [Purpose::By, Purpose::Published, Purpose::Updated, Purpose::First, Purpose::Role];
    let mut rest = before.trim_start();
    for at in 0..words.len() {
        let opened = labels.iter().filter_map(|purpose| labels::opening(rest, *purpose));
        // A label of one word may be any word of a sentence, but for its first.
        let mut opened = opened.map(|(label, _)| label);
        if opened.any(|label| at == 0 || label.contains(' ') || at <= LEADING && labels::is(label, Purpose::By)) {
            return false;
        }
        rest = rest.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_lead_to_a_date_without_a_label() {
        for before in
            ["Held in the scout hut on", "For the quarterly period ended", "Der nächste Stammtisch findet am Mi."]
        {
            assert!(is_sentence(before), "{before}");
        }
        for before in [
            "",
            "Montag, den",
            "By Ann Lee, keeper of the harbour at Velmora, on",
            "Discussion in 'Weather' started by tidewatch,",
            "Ann Lee zuletzt geändert am",
            "this post was submitted on",
            "Beitrag von tidewatch am",
            "Harbour Office, Velmora,",
        ] {
            assert!(!is_sentence(before), "{before}");
        }
    }
}
