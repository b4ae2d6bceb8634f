//! Decides which kept blocks are only the number or the bullet of the text beside them, in a table that sets an item's number and
//! its words or a formula and its number side by side. From the page's rows and the frames, for compose, which writes both as one paragraph.

use std::collections::{HashMap, HashSet};

use super::frames::{Form, Frames};
use super::typed;
use crate::block::{Block, Blocks, Kind};
use crate::page::{Page, Span};
use crate::tag::Tag;

/// The numbers that are written before other blocks.
pub(super) struct Numbers {
    /// Where the number of each block stands in the text, by the block.
    before: HashMap<u32, Span>,
    /// Where the number of each formula stands, by the block of the formula, behind which it stands.
    behind: HashMap<u32, Span>,
}

impl Numbers {
    /// Finds the blocks that are only the number of the next one.
    pub fn find(page: &Page, blocks: &Blocks, frames: &Frames, written: impl Fn(usize) -> bool) -> Numbers {
        let mut found = Vec::new();
        let mut behind = HashMap::new();
        for (at, pair) in blocks.list.windows(2).enumerate() {
            let [number, text] = pair else { continue };
            let sign = page.slice(number.text);
            if is_number(sign)
                && written(at)
                && written(at + 1)
                && (text.counts.words >= FEWEST_WORDS || !is_stroke(sign))
                && are_beside(page, blocks, number, text)
                && are_together(frames, number, text)
            {
                found.push((at as u32 + 1, number.text));
            }
            let (formula, sign) = (number, page.slice(text.text));
            if sign.starts_with('(')
                && is_number(sign)
                && written(at)
                && written(at + 1)
                && is_formula(page, formula)
                && are_beside(page, blocks, text, formula)
                && are_together(frames, text, formula)
            {
                behind.insert(at as u32, text.text);
            }
        }
        let value = |text: Span| page.slice(text).trim().trim_end_matches(['.', ')']).parse::<u32>().ok();
        let words = |at: u32| blocks.get(at).map_or(0, |block| block.counts.words);
        let steps = steps(found.iter().map(|(at, text)| (*at, value(*text), words(*at))));
        found.retain(|(at, _)| !steps.contains(at));
        Numbers { before: found.into_iter().collect(), behind }
    }

    /// Whether a block is the number of the next one, or of the formula before it.
    pub fn is_number(&self, block: u32) -> bool {
        self.before.contains_key(&(block + 1)) || block > 0 && self.behind.contains_key(&(block - 1))
    }

    /// The numbers that are written before and behind a block.
    pub fn around<'a>(&self, page: &'a Page, block: u32) -> [Option<&'a str>; 2] {
        [&self.before, &self.behind].map(|held| held.get(&block).map(|number| page.slice(*number).trim()))
    }
}

/// The blocks behind the numbers from one on, which make an ordered list as they are; each comes with its number and its words.
fn steps(found: impl Iterator<Item = (u32, Option<u32>, u32)>) -> HashSet<u32> {
    let (mut steps, mut run, mut least) = (HashSet::new(), Vec::new(), u32::MAX);
    for (at, value, words) in found.chain([(0, None, 0)]) {
        let goes_on = run.last().is_none_or(|last| last + 2 == at) && value == Some(run.len() as u32 + 1);
        if !goes_on {
            if typed::are_steps(run.len(), least) {
                steps.extend(run.iter().copied());
            }
            run.clear();
            least = u32::MAX;
        }
        if goes_on || value == Some(1) {
            run.push(at);
            least = least.min(words);
        }
    }
    steps
}

/// Whether two blocks are written in one element that holds several, and not as cells.
fn are_together(frames: &Frames, number: &Block, text: &Block) -> bool {
    let (owner, other) = (frames.owner(number.row).0, frames.owner(text.row).0);
    matches!(owner.form, Form::Page | Form::List | Form::Quote) && owner.row == other.row
}

/// Words of the shortest text beside a stroke: in tables of figures one stands for what is not known.
const FEWEST_WORDS: u32 = 3;

/// Whether a block is a formula.
fn is_formula(page: &Page, block: &Block) -> bool {
    let formulas = page.rows_of(Tag::Math);
    let at = formulas.partition_point(|at| page.row(*at).text.start < block.text.start);
    let first = formulas.get(at).map(|at| page.row(*at).text);
    first.is_some_and(|first| first.start == block.text.start && first.end >= block.text.end)
}

/// Elements between a block and its cell.
const WRAPPERS: usize = 4;

/// Whether two blocks stand in two cells of one line, and the first is all that its cell says.
fn are_beside(page: &Page, blocks: &Blocks, number: &Block, text: &Block) -> bool {
    let cell = |block: &Block| page.cell(block.row, WRAPPERS);
    let (Some(first), Some(second)) = (cell(number), cell(text)) else { return false };
    first != second
        && page.row(first).parent == page.row(second).parent
        && blocks.under(page, first).len() == 1
        && matches!(text.kind, Kind::Paragraph | Kind::Cell | Kind::Item)
}

/// Bytes of the longest number with its signs: "(xxviii)".
const LONGEST: usize = 8;

/// Whether a text says nothing but a number or a letter with the signs of an enumeration, "(1)", "2.", "b)", or a bullet. Digits alone
/// may be a value.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    if is_stroke(text) || matches!(text, "•" | "●" | "○" | "▪" | "■" | "◦" | "‣" | "·") {
        return true;
    }
    let inner = match (text.strip_prefix('('), text.strip_suffix([')', '.'])) {
        (Some(inner), Some(_)) => inner.trim_end_matches([')', '.']),
        (None, Some(inner)) => inner,
        _ => return false,
    };
    let is_roman = |sign: u8| matches!(sign, b'i' | b'v' | b'x' | b'I' | b'V' | b'X');
    let is_digit = |sign: u8| sign.is_ascii_digit();
    // Those of a section inside of another have dots: "2.1".
    let is_figure = inner.bytes().all(|sign| is_digit(sign) || sign == b'.')
        && inner.bytes().next().is_some_and(is_digit)
        && inner.bytes().next_back().is_some_and(is_digit);
    let is_letter = inner.len() == 1 && inner.bytes().all(|sign| sign.is_ascii_alphabetic());
    text.len() <= LONGEST && !inner.is_empty() && (is_letter || is_figure || inner.bytes().all(is_roman))
}

/// Whether a text is a stroke, which may also stand for a value.
pub(super) fn is_stroke(text: &str) -> bool {
    matches!(text.trim(), "–" | "—" | "-")
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    fn row(first: &str, second: &str) -> String {
        format!("<tr><td><p>{first}<td><p>{second}")
    }

    #[test]
    fn a_number_beside_a_text_is_written_before_it() {
        let text = |rows: &str| composed(&format!("<p>Whereas:<table>{rows}</table>")).text;
        assert_eq!(text(&row("(1)", "The <b>tide</b> turns")), "Whereas:\n\n(1) The tide turns");
        assert_eq!(text(&[row("(a)", "Rain"), row("(b)", "Hail")].concat()), "Whereas:\n\n(a) Rain\n\n(b) Hail");
        assert_eq!(text(&row("–", "It rains again")), "Whereas:\n\n– It rains again");
        assert_eq!(text(&row("–", "–")), "Whereas:\n\n–\n\n–");
        assert_eq!(text(&row("1994", "Rain")), "Whereas:\n\n1994\n\nRain");
        let content = composed(&format!("<table>{}</table>", row("(1)", "The <b>tide</b> turns")));
        let Some(ContentBlock::Paragraph { spans, .. }) = content.blocks.first() else { panic!("{content:?}") };
        assert_eq!((spans[0].start, spans[0].end), (8, 12));
    }

    #[test]
    fn the_number_of_a_formula_is_written_behind_it() {
        let formula = "<math alttext='x=1'><mi>x</mi><mo>=</mo><mn>1</mn></math>";
        let content = composed(&format!("<table><tr><td><td>{formula}<td><td><b>(1)</b></table>"));
        let [ContentBlock::Paragraph { text, spans, .. }] = content.blocks.as_slice() else { panic!("{content:?}") };
        assert_eq!((text.as_str(), spans[0].tex.as_deref(), spans[0].end), ("x=1 (1)", Some("x=1"), 3));
    }

    #[test]
    fn bullets_beside_texts_make_a_list() {
        let content = composed(&format!("<table>{}{}</table>", row("•", "Rain at dawn"), row("•", "Hail at noon")));
        let [ContentBlock::List { items, .. }] = content.blocks.as_slice() else { panic!("{content:?}") };
        assert_eq!(items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["Rain at dawn", "Hail at noon"]);
    }

    #[test]
    fn steps_beside_their_numbers_are_a_list() {
        let rows = |last: &str| {
            [row("1.", "Row out at dawn"), row("2.", "Wait for the tide"), row(last, "Row home with it")].concat()
        };
        let content = composed(&format!("<table>{}</table>", rows("3.")));
        assert!(matches!(content.blocks.as_slice(), [ContentBlock::List { ordered: true, .. }]), "{content:?}");
        let text = composed(&format!("<table>{}</table>", rows("4."))).text;
        let short = [row("1.", "Rain"), row("2.", "Hail"), row("3.", "Fog")].concat();
        assert_eq!(composed(&format!("<table>{short}</table>")).text, "1. Rain\n\n2. Hail\n\n3. Fog");
        assert_eq!(text, "1. Row out at dawn\n\n2. Wait for the tide\n\n4. Row home with it");
    }

    #[test]
    fn tables_of_data_keep_their_numbers() {
        let three = "<tr><td>1.<td>Ida<td>7<tr><td>2.<td>Ada<td>5";
        for table in [three, "<tr><th>No.<th>Name<tr><td>1.<td>Ida<tr><td>2.<td>Ada"] {
            let content = composed(&format!("<table>{table}</table>"));
            assert!(matches!(content.blocks.as_slice(), [ContentBlock::Table { .. }]), "{content:?}");
        }
    }

    #[test]
    fn only_signs_of_an_enumeration_are_numbers() {
        for number in ["1.", "(12)", "a)", "(iv)", "B.", "•", "—", "(3.)", "(2.1)"] {
            assert!(super::is_number(number), "{number}");
        }
        for other in ["1", "1994", "(tide)", "no.", ".", "()", "(.)", "Mr.", ""] {
            assert!(!super::is_number(other), "{other}");
        }
    }
}
