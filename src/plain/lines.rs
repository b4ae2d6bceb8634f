//! Decides which lines of a plain text make one block: line ends of every system, paragraphs wrapped at a fixed width,
//! marks of lists, headings, quotations and code. From the text alone, for the passes that judge the lines.

use super::mark::{Mark, mark_of, underline};
use super::shape;
use crate::block::Kind;
use crate::page::Span;
use crate::words;

/// One line, or the lines of one wrapped paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    /// Its text in the buffer, without the mark of a list, heading or quotation.
    pub text: Span,
    /// What its mark says it is; a paragraph without one.
    pub kind: Kind,
    /// Whether it is an item of a numbered list.
    pub ordered: bool,
    /// Bytes before `text` that its mark takes.
    lead: u32,
    /// The number of a numbered item.
    number: u32,
    /// Whether its mark alone says little, so that a list needs two of them.
    doubtful: bool,
}

/// A text in lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lines {
    /// All lines, white space folded, joined by newlines.
    pub text: String,
    /// The lines in order.
    pub list: Vec<Entry>,
    /// Whether the text had more lines than are told apart.
    pub capped: bool,
}

/// Lines told apart; what follows is one block. A long novel, wrapped, has 65,000; above this the tables would outgrow
/// the memory that the input's size allows.
const MOST_LINES: usize = 200_000;
/// Lines told apart however short the text is. Each of those beyond needs some bytes, for it takes some 400 of memory.
const UNEARNED_LINES: usize = 1 << 16;
/// Bytes that each line beyond these needs; lines of verse and of lists have more.
const BYTES_A_LINE: usize = 20;
/// Widths of text that people and programs wrap at: mail 72, terminals 80, some up to 100. Wider lines are paragraphs.
const WIDEST: usize = 110;
/// Narrower columns than this are lists and verse.
const NARROWEST: usize = 40;

/// Splits a text into lines.
pub(super) fn split(text: &str) -> Lines {
    let physical = physical(text);
    let width = wrap_width(&physical.lines);
    let mut lines = Lines { capped: !physical.rest.is_empty(), ..Lines::default() };
    let mut builder = Builder { lines: &mut lines, width, previous: None };
    let mut at = 0;
    while let Some(line) = physical.lines.get(at) {
        at += match closing_fence(&physical, at) {
            Some(end) => {
                builder.code(physical.lines.get(at + 1..end).unwrap_or_default());
                end + 1 - at
            }
            None => {
                builder.take(line);
                1
            }
        };
    }
    if !physical.rest.is_empty() {
        builder.previous = None;
        builder.push(&words::fold(physical.rest), Mark::default());
    }
    settle_marks(&mut lines.list);
    lines
}

/// The lines as they stand in the input.
struct Physical<'a> {
    lines: Vec<Line<'a>>,
    /// The next fence of a code block at or behind each fence, by line.
    fences: Vec<usize>,
    rest: &'a str,
}

#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    indent: usize,
    /// Characters, one more than [`WIDEST`] when there are more.
    width: usize,
}

fn physical(text: &str) -> Physical<'_> {
    // A carriage return alone ends lines only where no newline does, as old systems wrote.
    let returns = !text.contains('\n');
    let ends = |character: char| match character {
        '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
        '\r' => returns,
        _ => false,
    };
    let most = MOST_LINES.min(UNEARNED_LINES + text.len() / BYTES_A_LINE);
    let mut lines = Vec::new();
    let mut fences = Vec::new();
    let mut rest = "";
    let mut left = text;
    while !left.is_empty() {
        if lines.len() == most {
            rest = left;
            break;
        }
        let (line, behind) = left.split_once(ends).unwrap_or((left, ""));
        left = behind;
        let body = line.trim_matches(|character| words::is_space(character) || words::is_invisible(character));
        if body.starts_with("```") || body.starts_with("~~~") {
            fences.push(lines.len());
        }
        let indent = line.chars().take_while(|character| words::is_space(*character)).take(WIDEST).count();
        lines.push(Line { text: line, indent, width: body.chars().take(WIDEST + 1).count() });
    }
    Physical { lines, fences, rest }
}

/// The line of the fence that closes the code block opened at a line.
fn closing_fence(physical: &Physical<'_>, at: usize) -> Option<usize> {
    let found = physical.fences.binary_search(&at).ok()?;
    physical.fences.get(found + 1).copied()
}

impl Line<'_> {
    fn body(&self) -> &str {
        self.text.trim()
    }

    fn is_blank(&self) -> bool {
        self.width == 0
    }

    /// Whether the first word of the next line would not have fitted behind this one.
    fn is_full(&self, next: &Line<'_>, width: usize) -> bool {
        let word = next.body().split(words::is_space).next().unwrap_or_default();
        let first = word.chars().next();
        let length = if first.is_some_and(words::is_spaceless) { 2 } else { word.chars().take(WIDEST).count() + 1 };
        self.width + length > width
    }

    fn begins_small(&self) -> bool {
        self.body().chars().next().is_some_and(|first| first.is_lowercase() || words::is_spaceless(first))
    }

    fn is_running(&self) -> bool {
        self.body().split(words::is_space).nth(2).is_some() || self.body().chars().any(words::is_spaceless)
    }
}

/// The width the text was wrapped at, if it was: lines end where the next word would not have fitted, and go on in the
/// middle of a sentence.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let mut widths = [0_usize; WIDEST + 2];
    let running = lines.iter().filter(|line| line.is_running());
    let mut total = 0;
    for line in running {
        if let Some(count) = widths.get_mut(line.width) {
            *count += 1;
        }
        total += 1;
    }
    let long = widths.last().copied().unwrap_or_default();
    // A few long lines, a table or an address, stand in wrapped texts too.
    if total == 0 || long * 20 > total {
        return None;
    }
    let mut above = 0;
    let width = (0..=WIDEST).rev().find(|width| {
        above += widths.get(*width).copied().unwrap_or_default();
        above * 50 >= total && above > 0
    })?;
    if width < NARROWEST {
        return None;
    }
    let (mut full, mut short) = (0, 0);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let broken = next.begins_small() && !shape::is_address(next.body()) && !shape::ends_sentence(line.body());
        if line.is_blank() || next.is_blank() || !broken || !line.is_running() {
            continue;
        }
        if line.is_full(next, width) { full += 1 } else { short += 1 }
    }
    // Two breaks in mid-sentence prove a habit; in a text of a few lines one has to do.
    let enough = if total <= 4 { 1 } else { 2 };
    (full >= enough && full > short * 2).then_some(width)
}

struct Builder<'a, 'b> {
    lines: &'a mut Lines,
    width: Option<usize>,
    /// The physical line before, unless a blank one stood between.
    previous: Option<Line<'b>>,
}

impl<'b> Builder<'_, 'b> {
    fn take(&mut self, line: &Line<'b>) {
        if line.is_blank() {
            self.previous = None;
            return;
        }
        let folded = words::fold(line.text);
        let mark = mark_of(&folded);
        if let (Some(kind), Some(previous), Some(last)) =
            (underline(&folded), self.previous, self.lines.list.last_mut())
            && last.kind == Kind::Paragraph
            && previous.width < WIDEST
        {
            last.kind = kind;
            self.previous = None;
            return;
        }
        if self.goes_on(line, &mark) {
            self.append(&folded, mark);
        } else {
            self.push(&folded, mark);
        }
        self.previous = Some(*line);
    }

    /// Whether a line belongs to the paragraph before it.
    fn goes_on(&self, line: &Line<'_>, mark: &Mark) -> bool {
        let (Some(width), Some(previous), Some(last)) = (self.width, &self.previous, self.lines.list.last()) else {
            return false;
        };
        let marked = match mark.kind {
            Some(Kind::Quote) => last.kind != Kind::Quote,
            // A line that happens to begin with a number or a dash goes on in the middle of a sentence.
            Some(Kind::Item) if mark.doubtful && last.kind == Kind::Paragraph => {
                mark.number == 0 || !previous.is_full(line, width)
            }
            Some(_) => true,
            None => last.kind == Kind::Quote,
        };
        if marked || matches!(last.kind, Kind::Heading(_) | Kind::Code) {
            return false;
        }
        // An indented line begins a paragraph, except below the mark of an item.
        let indented = line.indent >= previous.indent + 2 && last.kind != Kind::Item;
        let ragged = line.begins_small() && previous.width * 3 >= width * 2;
        !indented && (previous.is_full(line, width) || ragged)
    }

    fn push(&mut self, folded: &str, mark: Mark) {
        if !self.lines.text.is_empty() {
            self.lines.text.push('\n');
        }
        let lead = mark.bytes.min(folded.len());
        let start = (self.lines.text.len() + lead) as u32;
        self.lines.text.push_str(folded);
        let kind = mark.kind.unwrap_or(Kind::Paragraph);
        self.lines.list.push(Entry {
            text: Span { start, end: self.lines.text.len() as u32 },
            kind,
            ordered: mark.number > 0,
            lead: lead as u32,
            number: mark.number,
            doubtful: mark.doubtful,
        });
    }

    fn append(&mut self, folded: &str, mark: Mark) {
        let body = if mark.kind == Some(Kind::Quote) { folded.get(mark.bytes..).unwrap_or_default() } else { folded };
        // A hyphen at the line's end joins the two parts of a word; scripts without spaces need none between lines.
        let joins = |last: char| {
            words::is_spaceless(last) || matches!(last, '-' | '。' | '，' | '、' | '！' | '？' | '」' | '”')
        };
        let spaceless = body.chars().next().is_some_and(words::is_spaceless);
        let last = self.lines.text.chars().next_back();
        if !last.is_some_and(|last| joins(last) && (last == '-' || spaceless || words::is_spaceless(last))) {
            self.lines.text.push(' ');
        }
        self.lines.text.push_str(body);
        let end = self.lines.text.len() as u32;
        if let Some(last) = self.lines.list.last_mut() {
            last.text.end = end;
        }
    }

    /// Takes the lines between two fences as they are.
    fn code(&mut self, lines: &[Line<'_>]) {
        let mut code = String::new();
        for line in lines {
            code.push_str(line.text.trim_end());
            code.push('\n');
        }
        self.previous = None;
        if !code.trim().is_empty() {
            self.push(code.trim_end(), Mark { kind: Some(Kind::Code), ..Mark::default() });
        }
    }
}

/// Makes lines with a doubtful mark paragraphs again where no second one like them stands beside.
fn settle_marks(list: &mut [Entry]) {
    let alike = |one: &Entry, next: &Entry| {
        one.kind == Kind::Item
            && next.kind == Kind::Item
            && (!one.ordered && !next.ordered || next.number == one.number + 1)
    };
    let pairs: Vec<bool> = list.windows(2).map(|pair| matches!(pair, [one, next] if alike(one, next))).collect();
    for (at, entry) in list.iter_mut().enumerate() {
        let before = at.checked_sub(1).and_then(|at| pairs.get(at)).copied().unwrap_or_default();
        let behind = pairs.get(at).copied().unwrap_or_default();
        if entry.doubtful && !before && !behind {
            entry.kind = Kind::Paragraph;
            entry.ordered = false;
            entry.text.start -= entry.lead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let lines = split(text);
        lines.list.iter().map(|entry| lines.text[entry.text.range()].to_owned()).collect()
    }

    fn kinds(text: &str) -> Vec<Kind> {
        split(text).list.iter().map(|entry| entry.kind).collect()
    }

    #[test]
    fn every_system_s_line_ends_and_blank_lines_separate() {
        assert_eq!(texts("\u{FEFF}one\r\n\r\n two\u{a0} three \nfour"), ["one", "two three", "four"]);
        assert_eq!(texts("one\rtwo"), ["one", "two"]);
    }

    #[test]
    fn a_paragraph_wrapped_at_a_width_is_one_line() {
        let text = "The lighthouse keeper had painted the door green in the first\nspring and blue in the second, and nobody on the island could say\nwhich of the two had been the better choice.\n\nThen it was white.";
        let found = texts(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("first spring and blue in the second, and nobody on the island could say which"));
    }

    #[test]
    fn short_lines_that_end_before_the_width_stay_apart() {
        let text = "Roses are slow to open here\nand quick to fall again\nWhen ferries leave the pier\nthey take the summer rain";
        assert_eq!(texts(text).len(), 4);
    }

    #[test]
    fn wrapped_chinese_lines_join_without_a_space() {
        let line = "渡口的木船停在岸边等着过河的人们看着天色慢慢地暗了下来然后他们一起走上船去没有人说话只有风声";
        let text = format!("{line}\n{line}\n{line}。");
        assert_eq!(texts(&text), [format!("{line}{line}{line}。")]);
    }

    #[test]
    fn marks_of_lists_headings_and_quotes_are_read() {
        assert_eq!(
            kinds("# Tea\n- black\n- green\n1. boil\n2. pour\n> hot\nEnd\n==="),
            [Kind::Heading(1), Kind::Item, Kind::Item, Kind::Item, Kind::Item, Kind::Quote, Kind::Heading(1)]
        );
        assert_eq!(texts("- black\n- green"), ["black", "green"]);
    }

    #[test]
    fn a_single_dash_or_number_marks_no_list() {
        assert_eq!(
            texts("- Come in, she said.\n1984. That was the year."),
            ["- Come in, she said.", "1984. That was the year."]
        );
        assert_eq!(kinds("3. Berlin\nother"), [Kind::Paragraph, Kind::Paragraph]);
    }

    #[test]
    fn fenced_code_keeps_its_white_space_and_an_open_fence_is_text() {
        assert_eq!(texts("a\n```\n  x = 1\n\n  y\n```\nb"), ["a", "  x = 1\n\n  y", "b"]);
        assert_eq!(texts("```\nx").len(), 2);
    }

    #[test]
    fn lines_beyond_the_limit_are_one_block() {
        let lines = split(&"a line of words here\n".repeat(MOST_LINES + 5));
        assert!(lines.capped);
        assert_eq!(lines.list.len(), MOST_LINES + 1);
        assert_eq!(lines.text[lines.list[MOST_LINES].text.range()].matches("a line").count(), 5);
        // Lines of one letter are as many as their bytes allow.
        let lines = split(&"a\n".repeat(100_000));
        assert_eq!((lines.capped, lines.list.len()), (true, UNEARNED_LINES + 10_000 + 1));
    }
}
