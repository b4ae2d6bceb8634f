//! Decides where running text begins and ends among the lines of a plain text, and holds them while the passes judge.
//! From the lines' signs and phrases.

use std::borrow::Cow;

use super::kinds::KINDS;
use super::lines::{Entry, Lines};
use super::shape;
use crate::article::Related;
use crate::block::Kind;
use crate::deadline::Deadline;
use crate::judge::Verdict;
use crate::meta::Meta;
use crate::phrases::{self, Found};
use crate::words::{self, Counts};

/// A line while it is judged.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Where it stands and what its mark says.
    pub entry: Entry,
    /// What its text counts.
    pub counts: Counts,
    /// The phrases it holds.
    pub found: Found,
    /// Whether it reads as running text.
    pub prose: bool,
    /// What was decided; nothing yet for most.
    pub verdict: Option<Verdict>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Before the first running text.
    Opening,
    /// Between running text, or anywhere when there is none.
    Body,
    /// Behind the last running text.
    Ending,
}

/// All lines with what was found in them.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub text: String,
    pub lines: Vec<Line>,
    /// The first line of running text.
    pub first: usize,
    /// The line behind the last of running text.
    pub end: usize,
    pub meta: Meta,
    pub related: Vec<Related>,
    /// When a pass that takes long gives up; nobody reads what it left.
    pub deadline: Deadline,
}

impl Sheet {
    /// Reads every line once.
    pub fn new(lines: Lines, deadline: Deadline) -> Sheet {
        let Lines { text, list, .. } = lines;
        let read = |entry: Entry| {
            let line = text.get(entry.text.range()).unwrap_or_default();
            let counts = words::count(line);
            let found = phrases::read(line);
            let spoken = (found.start | found.line | found.end).meets(KINDS.spoken);
            let prose = entry.kind == Kind::Code
                || shape::is_prose(line, &counts) && !spoken && !matches!(entry.kind, Kind::Heading(_));
            Line { entry, counts, found, prose, verdict: None }
        };
        let lines: Vec<Line> = list.into_iter().map(read).collect();
        let mut sheet = Sheet { text, lines, deadline, ..Sheet::default() };
        sheet.bound(0);
        sheet
    }

    /// Finds the bounds of running text at or behind a line.
    pub fn bound(&mut self, from: usize) {
        let first = self.lines.iter().skip(from).position(|line| line.prose).map(|at| at + from);
        let last = self.lines.iter().rposition(|line| line.prose);
        let last = last.map(|last| self.before_widgets(from, last));
        (self.first, self.end) = match (first, last) {
            (Some(first), Some(last)) if last >= first => (first, last + 1),
            _ => (0, self.lines.len()),
        };
    }

    /// The last line of running text before the widgets below an article, which hold a sentence of their own here and
    /// there. A comment form or copyright note shows them when little stands behind it and each sentence is alone.
    fn before_widgets(&self, from: usize, last: usize) -> usize {
        let total: u64 = self.lines.iter().filter(|line| line.prose).map(|line| u64::from(line.counts.words)).sum();
        let (mut behind, mut labels) = (0, 0);
        let mut found = last;
        for at in (from..self.lines.len()).rev() {
            let Some(line) = self.line(at) else { break };
            if line.prose {
                behind += u64::from(line.counts.words);
                labels = 0;
                let beside = at > 0 && self.is_prose(at - 1);
                // A tenth of the text: a closing paragraph is longer than a widget's sentence in a short text too.
                if beside || behind * 10 > total || line.entry.kind == Kind::Code {
                    break;
                }
                continue;
            }
            let known = line.found.line.meets(KINDS.hard) || line.found.line.meets(KINDS.soft);
            labels += u32::from(known);
            let marks = line.found.line.meets(KINDS.notice) || line.found.start.meets(KINDS.copyright);
            if marks && labels >= 3 && behind > 0 {
                let Some(prose) =
                    self.lines.iter().take(at).rposition(|line| line.prose).filter(|prose| *prose >= from)
                else {
                    break;
                };
                found = prose;
                break;
            }
        }
        found
    }

    pub fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at)
    }

    /// A line's text; past the end nothing.
    pub fn text(&self, at: usize) -> &str {
        self.line(at).and_then(|line| self.text.get(line.entry.text.range())).unwrap_or_default()
    }

    pub fn zone(&self, at: usize) -> Zone {
        if at < self.first {
            Zone::Opening
        } else if at < self.end {
            Zone::Body
        } else {
            Zone::Ending
        }
    }

    /// Whether nothing was decided about a line.
    pub fn is_open(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| line.verdict.is_none())
    }

    pub fn is_dropped(&self, at: usize) -> bool {
        self.line(at).and_then(|line| line.verdict.as_ref()).is_some_and(|verdict| !verdict.keep)
    }

    pub fn is_prose(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| line.prose)
    }

    /// Whether a line is unmarked, or an item, and reads as a headline.
    pub fn is_headline(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        !line.prose
            && matches!(line.entry.kind, Kind::Paragraph | Kind::Item | Kind::Heading(_))
            && shape::is_headline(self.text(at), &line.counts)
    }

    pub fn drop(&mut self, at: usize, by: &'static str, reason: &'static str) {
        self.decide(at, false, by, reason);
    }

    pub fn keep(&mut self, at: usize, by: &'static str, reason: &'static str) {
        self.decide(at, true, by, reason);
    }

    fn decide(&mut self, at: usize, keep: bool, by: &'static str, reason: &'static str) {
        if let Some(line) = self.lines.get_mut(at) {
            line.verdict = Some(Verdict { keep, by, reason: Cow::Borrowed(reason) });
        }
    }

    /// Points to another story, once.
    pub fn relate(&mut self, title: &str) {
        let title = title.trim();
        let known = self.related.iter().any(|story| story.title == title);
        // A page of a thousand pointers is no article; the bound keeps the comparison above from growing.
        if !title.is_empty() && !known && self.related.len() < 200 {
            self.related.push(Related { title: title.to_owned(), url: None });
        }
    }
}
