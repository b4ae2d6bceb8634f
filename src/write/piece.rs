//! Decides where in a written text its links, emphasis and other parts stand. From a stretch of the page's text and the
//! parts met in it, for everything that compose builds.

use super::clean;
use crate::article::{Inline, InlineKind};

/// A stretch of the page's text with its parts, whose positions are bytes of that stretch.
#[derive(Clone, Copy)]
pub(super) struct Marked<'a> {
    pub text: &'a str,
    pub parts: &'a [Inline],
}

/// A text on its way into the article.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub text: String,
    pub spans: Vec<Inline>,
    /// Bytes of `text` whose characters were counted, and how many characters they are.
    counted: (usize, u32),
}

impl Piece {
    /// A piece of one stretch, in trimmed lines.
    pub fn of(marked: Marked<'_>) -> Piece {
        let mut piece = Piece::default();
        piece.push(marked);
        piece
    }

    /// A piece of one stretch, on one line.
    pub fn of_line(marked: Marked<'_>) -> Piece {
        let mut piece = Piece { text: clean::line(marked.text), ..Piece::default() };
        piece.mark(0, marked);
        piece
    }

    /// Adds a stretch on lines of its own.
    pub fn push(&mut self, marked: Marked<'_>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        clean::push_lines(&mut self.text, marked.text);
        self.mark(start, marked);
    }

    /// Adds a stretch as a paragraph of its own.
    pub fn push_paragraph(&mut self, marked: Marked<'_>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.push(marked);
    }

    /// Finds the parts of a stretch again in what was written of it from `start` on. Writing only leaves characters out
    /// and changes white space, so one walk along both finds every position.
    fn mark(&mut self, start: usize, marked: Marked<'_>) {
        if marked.parts.is_empty() {
            return;
        }
        let (bytes, known) = self.counted;
        let passed = self.text.get(bytes..start).unwrap_or_default().chars().count() as u32;
        let base = known + passed;
        self.counted = (start, base);
        let trimmed: Vec<(u32, u32)> = marked.parts.iter().map(|part| trim(marked.text, part)).collect();
        let mut wanted: Vec<u32> = trimmed.iter().flat_map(|(start, end)| [*start, *end]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found = walk(marked.text, self.text.get(start..).unwrap_or_default(), &wanted);
        let place = |at: u32| {
            let index = wanted.binary_search(&at).unwrap_or_default();
            base + found.get(index).copied().unwrap_or_default()
        };
        for (part, (start, end)) in marked.parts.iter().zip(trimmed) {
            let (start, end) = (place(start), place(end));
            if start < end || part.kind == InlineKind::Math {
                self.spans.push(Inline { start, end, ..part.clone() });
            }
        }
    }
}

/// A part without the white space at its ends.
fn trim(text: &str, part: &Inline) -> (u32, u32) {
    let inner = text.get(part.start as usize..part.end as usize).unwrap_or_default();
    let left = inner.trim_start();
    let start = part.start + (inner.len() - left.len()) as u32;
    (start, start + left.trim_end().len() as u32)
}

/// For each wanted byte of `source`, in order, how many characters of `written` come before it.
fn walk(source: &str, written: &str, wanted: &[u32]) -> Vec<u32> {
    let mut found = Vec::with_capacity(wanted.len());
    if source == written {
        let (mut at, mut passed) = (0, 0);
        for wanted in wanted.iter().map(|wanted| *wanted as usize) {
            passed += source.get(at..wanted).unwrap_or_default().chars().count() as u32;
            at = wanted;
            found.push(passed);
        }
        return found;
    }
    let mut next = wanted.iter().peekable();
    let mut rest = written.chars().peekable();
    let mut passed = 0;
    for (at, character) in source.char_indices() {
        while next.next_if(|wanted| **wanted as usize <= at).is_some() {
            found.push(passed);
        }
        if next.peek().is_none() {
            return found;
        }
        if rest.next_if(|other| *other == character || other.is_whitespace() && character.is_whitespace()).is_some() {
            passed += 1;
        }
    }
    found.extend(next.map(|_| passed));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: u32, end: u32) -> Inline {
        Inline { start, end, kind: InlineKind::Strong, url: None, note: None, tex: None }
    }

    #[test]
    fn parts_are_found_again_in_characters() {
        let text = "é \u{1b} \n\n b  c d";
        let place = |word: &str| text.find(word).unwrap() as u32;
        let parts = [part(0, 2), part(place(" b"), place(" d")), part(place("d"), place("d") + 1)];
        let mut piece = Piece::of(Marked { text: "öl", parts: &[] });
        piece.push(Marked { text, parts: &parts });
        assert_eq!(piece.text, "öl\né\nb  c d");
        let found: Vec<_> = piece.spans.iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(found, [(3, 4), (5, 9), (10, 11)]);
        let line = Piece::of_line(Marked { text: " a\n b", parts: &[part(3, 5)] });
        assert_eq!((line.text.as_str(), line.spans[0].start, line.spans[0].end), ("a b", 2, 3));
    }

    #[test]
    fn parts_without_words_are_left_out() {
        assert!(Piece::of(Marked { text: "a  b", parts: &[part(1, 3)] }).spans.is_empty());
    }
}
