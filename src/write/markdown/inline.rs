//! Decides how a text with links, emphasis and code is written in Markdown. From the text and its parts, line by line;
//! where Markdown's own marks would not be read as marks, as inside a word, HTML's stand in for them.

use super::address;
use super::escape::{Active, escaped_at, is_active, is_mark};
use crate::article::{Definition, Inline, InlineKind};
use crate::write::clean::{self, clean};
use crate::write::spans::{self, Located, around_links, located};

/// Writes lines of text with their parts; `between` is written between two lines. With `item`, a box at the start is
/// escaped, which would make an item a task.
pub(super) fn lines(text: &str, spans: &[Inline], between: &str, item: bool) -> String {
    write(text, spans, between, between, item)
}

/// Writes paragraphs with their parts, which blank lines set apart.
pub(super) fn paragraphs(text: &str, spans: &[Inline]) -> String {
    write(text, spans, "\\\n", "\n\n", false)
}

/// Writes lines of text; `apart` is written instead of `between` where blank lines stand.
fn write(text: &str, spans: &[Inline], between: &str, apart: &str, item: bool) -> String {
    let parts = around_links(text, located(text, spans));
    let mut writer = Writer {
        escaped: String::with_capacity(text.len() + text.len() / 8),
        closed: 0,
        opened: 0,
        coded: 0,
        marks: Marks::of(&parts),
        labels: labels(text, &parts),
    };
    let active = Active::among(text, &parts);
    let last = parts.iter().map(|part| part.end).max().unwrap_or(0).max(text.trim_end().len());
    let break_mark = between.chars().next().unwrap_or(' ');
    let (mut start, mut is_apart) = (0, false);
    // Parts that begin before the end of a line; each is looked at once for every line it reaches into.
    let mut next = parts.iter().copied().peekable();
    let mut reaching: Vec<Located<'_>> = Vec::new();
    for line in text.split('\n') {
        let end = start + line.len();
        while let Some(part) = next.next_if(|part| part.start < end || part.start == end && part.end == end) {
            reaching.push(part);
        }
        let goes_on = |part: &Located<'_>| apart != between && part.start < start;
        let is_blank = line.trim().is_empty() && reaching.iter().all(goes_on);
        is_apart |= is_blank;
        if !is_blank {
            if !writer.escaped.is_empty() {
                writer.escaped.push_str(if is_apart { apart } else { between });
            }
            is_apart = false;
            let first = item && writer.escaped.is_empty();
            let active = if end < last { active.in_front_of(break_mark) } else { active };
            writer.line(line, start, &reaching, active, first);
        }
        start = end + 1;
        reaching.retain(|part| part.end > start);
    }
    writer.escaped
}

/// Writes text with its parts on one line.
pub(super) fn line(text: &str, spans: &[Inline]) -> String {
    if spans.is_empty() {
        return super::escape::inline(text);
    }
    lines(text, spans, " ", false)
}

/// Writes text with its parts on one line, strong as a whole.
pub(super) fn strong(text: &str, spans: &[Inline]) -> String {
    let (text, spans) = strong_whole(text, spans);
    line(&text, &spans)
}

/// Writes a definition: its term, strong as a whole, and below it the description. They are one paragraph, so that marks
/// in the one could pair with marks in the other.
pub(super) fn definition(entry: &Definition) -> String {
    let (mut text, mut spans) = strong_whole(&entry.term, &entry.term_spans);
    text.push('\n');
    let before = text.chars().count() as u32;
    text.push_str(&entry.description);
    spans.extend(entry.description_spans.iter().cloned().map(|span| Inline {
        start: span.start.saturating_add(before),
        end: span.end.saturating_add(before),
        ..span
    }));
    lines(&text, &spans, "\\\n", false)
}

/// The text on one line and its parts, with one around all of it that is strong.
fn strong_whole(text: &str, spans: &[Inline]) -> (String, Vec<Inline>) {
    let text = text.replace('\n', " ");
    let words = text.trim();
    let lead = text.chars().take_while(|character| character.is_whitespace()).count();
    let (start, end) = (lead as u32, (lead + words.chars().count()) as u32);
    let whole = Inline { start, end, kind: InlineKind::Strong, url: None, note: None, tex: None };
    let others = spans.iter().filter(|span| span.kind != InlineKind::Strong).cloned();
    let spans = std::iter::once(whole).chain(others).collect();
    (text, spans)
}

/// Writes a table cell's text with its parts.
pub(super) fn cell(text: &str, spans: &[Inline]) -> String {
    lines(text, spans, "<br>", false).replace('|', "\\|")
}

/// A line while it is written. Places in it are counted from its start.
struct Line<'a> {
    text: &'a str,
    /// Where it starts in the whole text.
    start: usize,
    /// Where its first word begins.
    lead: usize,
    /// The open parts, each with its end and what closes it.
    open: Vec<(usize, String)>,
    /// How many of these are links.
    links: usize,
    /// The last character, or a space in front of the first.
    before: char,
    /// Before this place all is written.
    skip: usize,
}

struct Writer {
    escaped: String,
    /// Where the last closing mark ended: an opening one there would run together with it.
    closed: usize,
    /// Where the last opening mark ended.
    opened: usize,
    /// Where the last piece of code ended.
    coded: usize,
    marks: Marks,
    /// Before this place a bracket at the start of a line may open a label of a link.
    labels: usize,
}

impl Writer {
    fn line(&mut self, line: &str, start: usize, parts: &[Located<'_>], active: Active, item: bool) {
        let trimmed = line.trim_end();
        let lead = trimmed.len() - trimmed.trim_start().len();
        let task = item && ["[ ]", "[\t]", "[x]", "[X]"].iter().any(|mark| trimmed.trim_start().starts_with(mark));
        let label = start < self.labels && trimmed.trim_start().starts_with('[');
        let opening = if task || label { Some(0) } else { escaped_at(trimmed.trim_start()) }.map(|at| at + lead);
        let mut line = Line { text: trimmed, start, lead, open: Vec::new(), links: 0, before: ' ', skip: 0 };
        let mut next = parts.iter().peekable();
        let places = trimmed.char_indices().map(|(at, character)| (at, Some(character)));
        for (at, character) in places.chain([(trimmed.len(), None)]) {
            while let Some((_, mark)) = line.open.pop_if(|(end, _)| *end <= at) {
                line.links -= usize::from(mark.starts_with(']'));
                self.escaped.push_str(&mark);
                self.closed = self.escaped.len();
            }
            while let Some(part) = next.next_if(|part| part.start.max(start + lead) <= start + at) {
                self.part(&mut line, part, at);
            }
            let Some(character) = character else { break };
            if at < line.skip || at < lead || clean::is_forbidden(character) {
                line.before = character;
                continue;
            }
            let ends = at + character.len_utf8();
            let behind = trimmed.get(ends..).unwrap_or_default();
            let bracket = line.links > 0 && matches!(character, '[' | ']');
            let begins = next.peek().is_some_and(|part| part.start <= start + ends);
            if opening == Some(at)
                || bracket
                || is_mark(character) && self.is_beside_mark(&line, character, ends, begins)
                || is_active(character, self.before(&line), behind, active)
            {
                self.escaped.push('\\');
            }
            self.escaped.push(character);
            line.before = character;
        }
    }

    /// What stands in front of a place in a line. Where that is white space in the text, something else may have been
    /// written behind it or instead of it: a formula without words, or a break.
    fn before(&self, line: &Line<'_>) -> char {
        if line.before.is_whitespace() { self.escaped.chars().next_back().unwrap_or(' ') } else { line.before }
    }

    /// Begins a part of a line at this place, or writes it whole; one that is over there is passed by.
    fn part(&mut self, line: &mut Line<'_>, part: &Located<'_>, at: usize) {
        let end = (part.end - line.start.min(part.end)).min(line.text.len());
        if at < line.skip || at < line.lead || (end <= at && part.part.kind != InlineKind::Math) {
            return;
        }
        let words = line.text.get(at..end).unwrap_or_default();
        let behind = line.text.get(end..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        if part.part.kind == InlineKind::Math && words.is_empty() && spans::is_glued(line.before) {
            self.escaped.push(' ');
        }
        if self.whole(part.part, words) {
            line.skip = end;
            return;
        }
        let edges = self.marks.edges(part, words, line.start + end);
        // Marks side by side are one.
        let beside = self.opened == self.escaped.len();
        let nested = !beside && line.open.iter().any(|(_, mark)| mark.starts_with('*'));
        let emphasis = edges.is_some_and(|edges| flanks(edges, self.before(line), behind, nested));
        let close = self.begin(part.part, emphasis, line.links > 0);
        line.links += usize::from(close.starts_with(']'));
        line.open.push((end, close));
        self.opened = self.escaped.len();
    }

    /// Whether a sign that ends here may be taken for a part of a written mark beside it; `begins` says whether one follows.
    fn is_beside_mark(&self, line: &Line<'_>, sign: char, ends: usize, begins: bool) -> bool {
        let here = self.escaped.len();
        // An exclamation mark only makes an image of a link behind it.
        (begins || sign != '!')
            && (self.closed == here && self.closed > 0
                || self.opened == here && self.opened > 0
                || line.open.last().is_some_and(|(end, _)| *end <= ends)
                || begins)
    }

    /// Writes a part that is no text of its own any more; says whether it was one.
    fn whole(&mut self, part: &Inline, words: &str) -> bool {
        match part.kind {
            InlineKind::Code => self.code(words),
            InlineKind::NoteReference => {
                let note = part.note.as_deref().unwrap_or(words);
                self.escaped.push_str(&format!("[^{}]", clean::label(note)));
            }
            InlineKind::BackReference => {
                let kept = self.escaped.trim_end_matches(' ').len();
                self.escaped.truncate(kept);
            }
            InlineKind::Math => match part.tex.as_deref().map(clean::line).filter(|tex| !tex.contains('$')) {
                Some(tex) => self.escaped.push_str(&format!("${tex}$")),
                None => return words.is_empty(),
            },
            _ => return false,
        }
        true
    }

    /// Code between more backticks than stand in it.
    fn code(&mut self, words: &str) {
        let words = clean(words);
        let longest = words.split(|character| character != '`').map(str::len).max().unwrap_or(0);
        // Two pieces of code side by side are one: their backticks would run together.
        if self.coded == self.escaped.len() && self.coded > 0 {
            if longest == 0 && !self.escaped.ends_with("``") {
                self.escaped.pop();
                self.escaped.extend([&words, "`"]);
                self.coded = self.escaped.len();
                return;
            }
            self.escaped.push(' ');
        }
        let fence = "`".repeat(longest + 1);
        let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
        self.escaped.extend([fence.as_str(), space, &words, space, &fence]);
        self.coded = self.escaped.len();
    }

    /// Writes what opens a part; gives back what closes it. `emphasis` says whether marks around it would open and close.
    fn begin(&mut self, part: &Inline, emphasis: bool, linked: bool) -> String {
        let mark = match part.kind {
            InlineKind::Link if linked || part.url.is_none() => return String::new(),
            InlineKind::Link => {
                self.escaped.push('[');
                return format!("]({})", address(part.url.as_deref().unwrap_or_default()));
            }
            InlineKind::Emphasis => "*",
            InlineKind::Strong => "**",
            InlineKind::Deleted => "~~",
            InlineKind::Quotation => {
                self.escaped.push('“');
                return "”".to_owned();
            }
            _ => "",
        };
        let tag = match part.kind {
            InlineKind::Emphasis => "em",
            InlineKind::Strong => "strong",
            InlineKind::Deleted => "del",
            InlineKind::Subscript => "sub",
            InlineKind::Superscript => "sup",
            _ => return String::new(),
        };
        let apart = self.closed < self.escaped.len() || self.closed == 0;
        if !mark.is_empty() && apart && emphasis {
            self.escaped.push_str(mark);
            return mark.to_owned();
        }
        self.escaped.push_str(&format!("<{tag}>"));
        format!("</{tag}>")
    }
}

/// Whether marks around words that begin and end with these characters open and close: a mark inside a word does only
/// beside a letter, not beside a punctuation mark, and never beside white space. Between two punctuation marks the opening
/// one would also close, and so must not stand inside other emphasis.
fn flanks((first, last): (char, char), before: char, behind: char, nested: bool) -> bool {
    let word = |character: char| character.is_alphanumeric();
    let free = |character: char| !word(character);
    let opens = !first.is_whitespace() && (word(first) || free(before));
    let closes = !last.is_whitespace() && (word(last) || free(behind));
    let both = nested && !word(first) && !before.is_whitespace();
    opens && closes && !both
}

/// Where the last part ends in which a bracket and a colon may end the label of a link, so that what stands behind them
/// would be its address: in code and formulas they cannot be escaped, and the label may begin lines before.
fn labels(text: &str, parts: &[Located<'_>]) -> usize {
    let last = text.rfind("]:");
    let ends = |part: &&Located<'_>| match part.part.kind {
        InlineKind::Code => last.is_some_and(|at| part.start <= at),
        InlineKind::Math => part.part.tex.as_deref().is_some_and(|tex| tex.contains("]:")),
        _ => false,
    };
    parts.iter().filter(ends).map(|part| part.end).max().unwrap_or(0)
}

/// Where parts begin and end whose own marks are punctuation, by their place and that of their other end: emphasis
/// around such a part does not stand beside its words.
struct Marks {
    starts: Vec<(usize, usize)>,
    ends: Vec<(usize, usize)>,
}

impl Marks {
    fn of(parts: &[Located<'_>]) -> Marks {
        let marked = |part: &&Located<'_>| {
            !matches!(part.part.kind, InlineKind::Emphasis | InlineKind::Strong | InlineKind::BackReference)
        };
        let mut starts: Vec<_> = parts.iter().filter(marked).map(|part| (part.start, part.end)).collect();
        let mut ends: Vec<_> = parts.iter().filter(marked).map(|part| (part.end, part.start)).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        Marks { starts, ends }
    }

    /// The characters that a part's marks stand beside, in its words up to `end`: a bracket stands for any mark.
    fn edges(&self, part: &Located<'_>, words: &str, end: usize) -> Option<(char, char)> {
        let (first, last) = (words.chars().next()?, words.chars().next_back()?);
        let next = |list: &[(usize, usize)], from: (usize, usize)| {
            list.get(list.partition_point(|at| *at < from)).filter(|at| at.0 == from.0).copied()
        };
        let begins = next(&self.starts, (part.start, 0)).is_some_and(|(_, inner)| inner <= part.end);
        let closes = next(&self.ends, (end, part.start)).is_some();
        Some((if begins { '[' } else { first }, if closes { ']' } else { last }))
    }
}
