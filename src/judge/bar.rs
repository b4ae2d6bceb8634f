//! Decides whether a block is a bar of buttons: "Share on Facebook 289 Tweet 1045 Print", "09:10 12.03.2019 Get short URL".
//! From the elements in it and the text between them, for the pass that drops phrases of page chrome.

use super::chrome::KINDS;
use crate::block::Block;
use crate::page::{Page, Span};
use crate::{phrases, words};

/// Whether a block is made of several parts, nearly all of them phrases of chrome or numbers.
pub fn is_bar(page: &Page, block: &Block) -> bool {
    if block.counts.words > LONGEST_BAR || block.is_heading() {
        return false;
    }
    let mut parts = Parts::default();
    let span = block.text;
    let from = page.rows.partition_point(|row| row.text.start < span.start);
    let inside = page.rows.iter().enumerate().skip(from).take_while(|(_, row)| row.text.start < span.end);
    let mut at = span.start;
    for (nth, row) in inside.filter(|(_, row)| !row.text.is_empty()) {
        // Only the innermost elements are parts.
        let below = page.rows.get(nth + 1..row.end as usize).unwrap_or_default();
        if row.text.start < at || below.iter().any(|below| !below.text.is_empty()) {
            continue;
        }
        if !parts.add_between(page.slice(Span { start: at, end: row.text.start }))
            || !parts.add(page.slice(row.text).trim())
        {
            return false;
        }
        at = row.text.end;
    }
    at > span.start && parts.add_between(page.slice(Span { start: at, end: span.end })) && parts.are_a_bar()
}

/// Words of the longest bar of buttons that is looked into.
const LONGEST_BAR: u32 = 30;

/// Words of a button's longest label.
const LONGEST_PART: u32 = 5;

/// What the parts of a block are.
#[derive(Default)]
struct Parts {
    certain: u32,
    phrases: u32,
    numbers: u32,
    unknown: u32,
}

impl Parts {
    /// Counts the text of an element; `false` says that the block is no bar.
    fn add(&mut self, part: &str) -> bool {
        if words::how_many(part) > LONGEST_PART {
            return false;
        }
        let found = phrases::line(part);
        if found.meets(KINDS.clock) || !part.contains(char::is_alphabetic) {
            self.numbers += u32::from(part.contains(char::is_numeric));
        } else if found.meets(KINDS.certain) {
            self.certain += 1;
            self.phrases += 1;
        } else if found.meets(KINDS.usual) {
            self.phrases += 1;
        } else {
            self.unknown += 1;
        }
        true
    }

    /// The same for text outside of elements, which must be known.
    fn add_between(&mut self, text: &str) -> bool {
        let text = text.trim();
        let unknown = self.unknown;
        !text.contains(char::is_alphabetic) || self.add(text) && self.unknown == unknown
    }

    /// One part that is not known may be a section's name beside a date and a certain phrase.
    fn are_a_bar(&self) -> bool {
        self.phrases >= 2 && self.unknown * 2 <= self.phrases
            || self.certain > 0 && self.numbers > 0 && self.unknown <= 1
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str) -> bool {
        let more = "<p>Nobody had expected them before the evening, because the wind had turned in the night.";
        left(&format!("{STORY}{more}<div>{html}</div>"), PageType::Article, |_| 1.0).len() > 3
    }

    #[test]
    fn buttons_and_counts_are_a_bar() {
        assert!(!kept("<a>Share on Facebook</a> <b>289</b> <a>Print</a>"));
        assert!(!kept("<a href=/europe>Europe</a> <time>09:10 12.03.2019</time> Get short URL"));
        assert!(!kept("<time>12 March 2019</time> Share"));
    }

    #[test]
    fn a_sentence_around_elements_is_none() {
        assert!(kept("The office opens at <b>9</b> and closes at <b>5</b>, says the <a>print</a> on its door"));
        assert!(kept("<a href=/ann>Ann Lee</a> <time>09:10 12.03.2019</time>"));
        assert!(kept("<i>list.</i><b>clear</b> ()"));
    }
}
