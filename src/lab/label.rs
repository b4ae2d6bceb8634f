//! Decides how much of each block a person chose: the page's words are aligned with the gold text's words, and a block's
//! label is the share of its words that found their place. For training.

use std::collections::HashSet;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Matched words in a row that count as a match by themselves; fewer may be chance.
const SURE_RUN: usize = 3;
/// Words of a run that is looked for outside the alignment, for text that the gold holds in another order.
const MOVED_RUN: usize = 3;
/// Words of the shortest block that may have moved.
const SHORTEST_MOVED: usize = 8;

/// The label of every block, 0 to 1.
pub fn label(blocks: &[String], gold: &str) -> Vec<f32> {
    let mut page_words: Vec<String> = Vec::new();
    let mut spans = Vec::with_capacity(blocks.len());
    for block in blocks {
        let start = page_words.len();
        page_words.extend(words(block));
        spans.push(start..page_words.len());
    }
    let (gold_words, line_starts) = gold_words(gold);
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(page_words.iter().map(String::as_str));
    input.update_after(gold_words.iter().map(String::as_str));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let matches = Matches::of(&diff, page_words.len(), gold_words.len(), &line_starts);
    let unmatched = unmatched_runs(&gold_words, &matches.gold);
    spans
        .into_iter()
        .map(|span| {
            let aligned = matches.share(span.clone());
            let moved = moved_share(page_words.get(span).unwrap_or_default(), &unmatched);
            aligned.max(moved)
        })
        .collect()
}

/// The words of a text for alignment: runs of letters and digits, letters of spaceless scripts one by one.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        let wide = matches!(character as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x0E00..=0x0EFF);
        if character.is_alphanumeric() && !wide {
            word.push(character);
            continue;
        }
        if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
        if wide {
            found.push(character.to_string());
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

fn gold_words(gold: &str) -> (Vec<String>, HashSet<usize>) {
    let mut all = Vec::new();
    let mut starts = HashSet::new();
    for line in gold.lines() {
        starts.insert(all.len());
        all.extend(words(line));
    }
    starts.insert(all.len());
    (all, starts)
}

/// Which words of page and gold are matched, and how surely.
struct Matches {
    /// For each page word its matched gold word, if it is sure.
    sure: Vec<bool>,
    /// For each page word whether it is matched at all.
    any: Vec<bool>,
    /// For each page word whether it and its neighbours match exactly whole lines of the gold.
    line: Vec<bool>,
    gold: Vec<bool>,
}

impl Matches {
    fn of(diff: &Diff, page: usize, gold: usize, line_starts: &HashSet<usize>) -> Matches {
        let mut matches = Matches {
            sure: vec![false; page],
            any: vec![false; page],
            line: vec![false; page],
            gold: vec![false; gold],
        };
        let (mut page_at, mut gold_at) = (0_usize, 0_usize);
        let mut take = |page_at: usize, gold_at: usize, length: usize| {
            let whole = line_starts.contains(&gold_at) && line_starts.contains(&(gold_at + length));
            for step in 0..length {
                matches.any[page_at + step] = true;
                matches.sure[page_at + step] = length >= SURE_RUN;
                matches.line[page_at + step] = whole;
                matches.gold[gold_at + step] = true;
            }
        };
        for hunk in diff.hunks() {
            let length = hunk.before.start as usize - page_at;
            take(page_at, gold_at, length);
            page_at = hunk.before.end as usize;
            gold_at = hunk.after.end as usize;
        }
        take(page_at, gold_at, page - page_at);
        matches
    }

    fn share(&self, span: std::ops::Range<usize>) -> f32 {
        let count = span.len();
        if count == 0 {
            return 0.0;
        }
        let sum = |list: &[bool]| list[span.clone()].iter().filter(|set| **set).count();
        let (sure, any, line) = (sum(&self.sure), sum(&self.any), sum(&self.line));
        // Scattered single matches count only where most of the block is surely matched.
        let matched = if sure * 2 >= count {
            any
        } else if line == count {
            line
        } else {
            sure
        };
        matched as f32 / count as f32
    }
}

fn unmatched_runs<'a>(gold: &'a [String], matched: &[bool]) -> HashSet<&'a [String]> {
    gold.windows(MOVED_RUN)
        .zip(matched.windows(MOVED_RUN))
        .filter(|(_, matched)| matched.iter().all(|set| !set))
        .map(|(run, _)| run)
        .collect()
}

fn moved_share(block: &[String], runs: &HashSet<&[String]>) -> f32 {
    if block.len() < SHORTEST_MOVED {
        return 0.0;
    }
    let all = block.len() - MOVED_RUN + 1;
    let found = block.windows(MOVED_RUN).filter(|run| runs.contains(run)).count();
    let share = found as f32 / all as f32;
    if share >= 0.8 { share } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(blocks: &[&str], gold: &str) -> Vec<f32> {
        label(&blocks.iter().map(|block| (*block).to_owned()).collect::<Vec<_>>(), gold)
    }

    #[test]
    fn blocks_in_the_gold_are_content_and_others_are_not() {
        let found = labels(
            &["Home", "The ship left the harbour at dawn.", "Share", "It came back at night with the catch."],
            "The ship left the harbour at dawn.\n\nIt came back at night with the catch.",
        );
        assert_eq!(found, [0.0, 1.0, 0.0, 1.0]);
    }

    #[test]
    fn a_short_block_needs_a_line_of_its_own() {
        let gold = "Weather\nIt rained at home the whole day long.";
        assert_eq!(labels(&["home", "Weather", "It rained at home the whole day long."], gold), [0.0, 1.0, 1.0]);
    }

    #[test]
    fn text_in_another_order_is_found() {
        let (one, two) =
            ("First the bread is cut into very thin slices.", "Then the soup is poured over it while hot.");
        assert_eq!(labels(&[one, two], &format!("{two}\n{one}")), [1.0, 1.0]);
    }
}
