//! Decides whether content from outside the visible document is better than what the document gave, from their lengths,
//! what they share and how good each is expected to be. For extract.
//!
//! Measured on the 307 labelled pages that have a candidate, in three states: as they are, with the labelled text taken
//! out of the document as in a page that is rendered by script, and with a fifth of it left as before a paywall. A
//! replacement is right when it raises the page's F1 by more than 0.02 and wrong when it lowers it by as much. Rules may
//! fire together.
//!
//! | rule: right, wrong | as they are | emptied | cut |
//! |---|---|---|---|
//! | little: next to nothing was seen | 0, 1 | 20, 0 | 2, 0 |
//! | stated: JSON-LD about the page, longer | 0, 0 | 33, 0 | 24, 0 |
//! | continued: says what was seen and goes on | 0, 0 | 34, 0 | 62, 0 |
//! | stored: state about the page, better and longer | 0, 1 | 20, 0 | 7, 1 |
//! | any, where the data is worth reading | 0, 1 | 77, 0 | 59, 1 |
//!
//! Mean F1 of the emptied pages rises from 0.266 to 0.446 and of the cut ones from 0.461 to 0.561. The one wrong page of
//! the first column has no visible text at all and a body in its state; its label is empty. Without the rules, taking
//! every candidate that exists would lower the pages as they are from 0.829 to 0.470.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Candidate, markup};
use crate::article::Method;
use crate::head::Head;
use crate::words;

/// What the document gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// The text that was kept.
    pub text: &'a str,
    /// The F1 that it is expected to have.
    pub quality: f32,
}

/// Words that a candidate needs: shorter ones were teasers as often as bodies.
const LEAST_WORDS: u32 = 40;

/// How many times longer than what was seen any candidate must be: shorter ones were the same text or a part of it.
const LONGER: f32 = 1.5;

/// By how much the expected quality of what JSON-LD says of the page must be higher, where little was seen that is hardly any
/// shorter: labels and prices around a description that stands folded up. Two goods of gold, in two of three draws of the
/// weights, rise by 0.3 to 0.8 and none falls.
const CLEARER: f32 = 0.2;

/// Seen words below which the document says nothing: a spinner, a cookie line.
const NOTHING: u32 = 15;
/// Seen words and expected quality below which what was seen is most likely chrome. Above a quality of 0.5 the rule took
/// pages of few words for empty ones.
const LITTLE: (u32, f32) = (100, 0.5);
/// Expected quality from which the document is right even if its state says more: from 0.9 on as many replacements were
/// wrong as right.
const GOOD: f32 = 0.9;
/// Seen words and expected quality from which the data scripts are not even read, to save their time: reading them cost
/// a twentieth of a whole extraction when it began at 1,000 words, and what is lost are longer versions of texts that
/// are already of some length.
const PLENTY: (u32, f32) = (300, 0.6);
/// Bytes of the longest text that may have so few words.
const ROOM: usize = 8 << 10;
/// Share of the seen four-word sequences that a continuation repeats; from 0.4 to 0.7 none was wrong.
const REPEATED: f64 = 0.5;

/// Whether there is more in the data scripts than was seen.
pub(super) fn is_more_in_data(head: &Head, seen: Seen<'_>) -> bool {
    let data = head.json_ld.iter().chain(head.states.iter().map(|(_, text)| text));
    data.map(String::len).sum::<usize>() > seen.text.len()
}

/// Whether what was seen may be too little, so that scripts are worth reading.
pub(super) fn is_wanted(seen: Seen<'_>) -> bool {
    seen.quality < PLENTY.1 || seen.text.len() < ROOM && words::how_many(seen.text) < PLENTY.0
}

/// Whether a candidate is so much longer than what was seen that it is worth a closer look, or is what the page says of itself
/// where that is little.
pub(super) fn is_longer(candidate: &Candidate, seen: Seen<'_>) -> bool {
    let longer = |times: f32| candidate.words as f32 >= times * words::how_many(seen.text) as f32;
    candidate.words >= LEAST_WORDS && (longer(LONGER) || is_stated(candidate) && is_little(seen) && longer(1.0))
}

/// Whether a candidate is what JSON-LD says of the page.
fn is_stated(candidate: &Candidate) -> bool {
    candidate.own && candidate.method == Method::StructuredData
}

/// Whether a candidate, whose own text is expected to have `quality`, is to be taken instead of what was seen.
pub(crate) fn better(candidate: &Candidate, quality: f32, seen: Seen<'_>) -> bool {
    let words = words::how_many(seen.text);
    let longer = |times: f32| candidate.words as f32 >= times * words as f32;
    if !is_longer(candidate, seen) {
        return false;
    }
    let little = is_little(seen);
    let stated = is_stated(candidate) && (longer(LONGER) || quality >= seen.quality + CLEARER);
    let stored = candidate.own && seen.quality < GOOD && quality > seen.quality;
    stated || (little || stored) && longer(2.0) || (candidate.own || longer(3.0)) && continues(candidate, seen.text)
}

/// Whether what was seen is nothing, or most likely chrome.
pub(crate) fn is_little(seen: Seen<'_>) -> bool {
    // Words are at least a byte long, so that a long text need not be counted.
    let words = if seen.text.len() < ROOM { words::how_many(seen.text) } else { u32::MAX };
    words < NOTHING || words < LITTLE.0 && seen.quality < LITTLE.1
}

/// Whether another reading of a page says so much more that it may be the right one.
pub(crate) fn is_longer_by_far(other: &str, seen: &str) -> bool {
    let words = words::how_many(other);
    words >= LEAST_WORDS && words as f32 >= 2.0 * words::how_many(seen) as f32
}

/// Whether a candidate says again what was seen, and goes on.
fn continues(candidate: &Candidate, seen: &str) -> bool {
    let seen = sequences(seen);
    if seen.is_empty() {
        return false;
    }
    let all = sequences(&markup::plain(&candidate.markup));
    let again = seen.iter().filter(|sequence| all.contains(*sequence)).count();
    again as f64 >= REPEATED * seen.len() as f64
}

/// Hashes of every four words in a row: single words of a language occur in every long text.
fn sequences(text: &str) -> HashSet<u64> {
    let mut last = [0_u64; 4];
    let mut sequences = HashSet::new();
    for (at, token) in words::tokens(text).enumerate() {
        let mut hasher = DefaultHasher::new();
        token.hash(&mut hasher);
        last.rotate_left(1);
        last[3] = hasher.finish();
        if at >= 3 {
            let mut hasher = DefaultHasher::new();
            last.hash(&mut hasher);
            sequences.insert(hasher.finish());
        }
    }
    sequences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(words: u32, own: bool, method: Method) -> Candidate {
        let markup = (0..words).map(|at| format!("w{at} ")).collect();
        Candidate { markup, method, words, title: None, own }
    }

    fn seen(words: u32, of: &str) -> String {
        (0..words).map(|at| format!("{of}{at} ")).collect()
    }

    fn taken(candidate: &Candidate, quality: f32, text: &str, seen_quality: f32) -> bool {
        better(candidate, quality, Seen { text, quality: seen_quality })
    }

    #[test]
    fn an_empty_document_gives_way_to_any_body() {
        let far = candidate(60, false, Method::EmbeddedState);
        assert!(taken(&far, 0.5, "", 0.0));
        assert!(taken(&far, 0.5, &seen(30, "x"), 0.4));
        assert!(!taken(&far, 0.9, &seen(30, "x"), 0.6));
        assert!(!taken(&candidate(20, false, Method::EmbeddedState), 0.9, "", 0.0));
    }

    #[test]
    fn structured_data_about_the_page_wins_when_it_is_longer() {
        assert!(taken(&candidate(300, true, Method::StructuredData), 0.5, &seen(190, "x"), 0.95));
        assert!(!taken(&candidate(300, true, Method::StructuredData), 0.9, &seen(250, "x"), 0.2));
        assert!(!taken(&candidate(300, false, Method::StructuredData), 0.9, &seen(140, "x"), 0.8));
    }

    #[test]
    fn structured_data_wins_over_labels_when_it_is_clearly_better() {
        let own = candidate(90, true, Method::StructuredData);
        assert!(taken(&own, 0.9, &seen(65, "x"), 0.4));
        assert!(!taken(&own, 0.55, &seen(65, "x"), 0.4));
        assert!(!taken(&own, 0.9, &seen(65, "x"), 0.6));
        assert!(!taken(&own, 0.9, &seen(95, "x"), 0.4));
        assert!(!taken(&candidate(90, false, Method::StructuredData), 0.9, &seen(65, "x"), 0.4));
    }

    #[test]
    fn state_about_the_page_wins_when_it_is_expected_to_be_better() {
        let own = candidate(300, true, Method::EmbeddedState);
        assert!(taken(&own, 0.8, &seen(140, "x"), 0.7));
        assert!(!taken(&own, 0.6, &seen(140, "x"), 0.7));
        assert!(!taken(&own, 0.99, &seen(140, "x"), 0.95));
    }

    #[test]
    fn a_text_that_goes_on_where_the_document_ends_wins() {
        assert!(taken(&candidate(300, false, Method::EmbeddedState), 0.5, &seen(90, "w"), 0.95));
        assert!(!taken(&candidate(300, false, Method::EmbeddedState), 0.5, &seen(150, "w"), 0.95));
        assert!(taken(&candidate(300, true, Method::EmbeddedState), 0.5, &seen(150, "w"), 0.95));
    }
}
