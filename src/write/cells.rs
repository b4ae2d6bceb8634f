//! Decides what stands in each cell of a table, line by line, from its texts and the list of cells that are more than
//! their text. For the writers of HTML, TEI and Markdown.

use std::collections::HashMap;

use crate::article::{Cell, Inline};

/// A line of a table.
pub(super) struct Line<'a> {
    /// Whether it is the header.
    pub heads: bool,
    pub slots: Vec<Slot<'a>>,
}

/// A cell of a line.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub text: &'a str,
    pub spans: &'a [Inline],
    /// Columns that it spans.
    pub columns: u16,
    /// Rows that it spans.
    pub rows: u16,
    /// Whether it is a header outside the header row.
    pub heads: bool,
}

/// What stands where a cell of another place reaches.
const EMPTY: Slot<'_> = Slot { text: "", spans: &[], columns: 1, rows: 1, heads: false };

/// The lines of a table, the header first.
pub(super) fn lines<'a>(
    header: &'a [String],
    rows: &'a [Vec<String>],
    cells: &'a [Cell],
) -> impl Iterator<Item = Line<'a>> {
    let special: HashMap<(u32, u32), &Cell> = cells.iter().map(|cell| ((cell.row, cell.column), cell)).collect();
    let head = (!header.is_empty()).then_some(header);
    let all = head.into_iter().chain(rows.iter().map(Vec::as_slice)).enumerate();
    all.map(move |(row, texts)| {
        let slot = |(column, text): (usize, &'a String)| match special.get(&(row as u32, column as u32)) {
            Some(cell) => {
                let Cell { columns, rows, header: heads, spans, .. } = *cell;
                Slot { text, spans, columns: *columns, rows: *rows, heads: *heads }
            }
            None => Slot { text, ..EMPTY },
        };
        Line { heads: row == 0 && head.is_some(), slots: texts.iter().enumerate().map(slot).collect() }
    })
}

/// Empty cells that may be added for each cell of a table where others span rows and columns; a table that spans more
/// than that is cut short, or a page of a few lines would give millions of cells.
const MOST_ADDED: usize = 4;

/// The lines with an empty cell in every place that a cell of another place spans, so that columns stay columns.
pub(super) fn expanded<'a>(lines: impl Iterator<Item = Line<'a>>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = lines.collect();
    if lines.iter().flat_map(|line| &line.slots).all(|slot| slot.columns <= 1 && slot.rows <= 1) {
        return lines;
    }
    let mut left = MOST_ADDED * lines.iter().map(|line| line.slots.len()).sum::<usize>();
    // For each column, how many of the rows that follow a cell above still covers.
    let mut covered: Vec<u16> = Vec::new();
    for line in &mut lines {
        let mut slots: Vec<Slot<'a>> = Vec::with_capacity(line.slots.len());
        for slot in std::mem::take(&mut line.slots) {
            fill(&mut slots, &mut covered, &mut left);
            let extra = usize::from(slot.columns.max(1) - 1).min(left);
            left -= extra;
            slots.push(slot);
            slots.extend(std::iter::repeat_n(EMPTY, extra));
            if covered.len() < slots.len() {
                covered.resize(slots.len(), 0);
            }
            let from = slots.len() - extra - 1;
            for column in covered.iter_mut().skip(from).take(extra + 1) {
                *column = slot.rows.max(1) - 1;
            }
        }
        fill(&mut slots, &mut covered, &mut left);
        line.slots = slots;
    }
    lines
}

/// The lines without the columns that say nothing in any of them: pages set figures apart by such. Behind `expanded`, where columns
/// are columns.
pub(super) fn without_empty_columns(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut filled: Vec<bool> = Vec::new();
    for line in &lines {
        filled.resize(filled.len().max(line.slots.len()), false);
        for (column, slot) in filled.iter_mut().zip(&line.slots) {
            *column |= !slot.text.trim().is_empty();
        }
    }
    if filled.contains(&false) {
        for line in &mut lines {
            let mut columns = filled.iter();
            line.slots.retain(|_| columns.next() == Some(&true));
        }
    }
    lines
}

/// Adds empty cells while a cell above covers the next column.
fn fill<'a>(slots: &mut Vec<Slot<'a>>, covered: &mut [u16], left: &mut usize) {
    while *left > 0
        && let Some(rows) = covered.get_mut(slots.len()).filter(|rows| **rows > 0)
    {
        *rows -= 1;
        *left -= 1;
        slots.push(EMPTY);
    }
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use super::*;
    use crate::article::ContentBlock;

    /// The cells of each line of the only block, once expanded.
    fn grid(html: &str) -> Vec<String> {
        let content = composed(html);
        let [ContentBlock::Table { header, rows, cells, .. }] = content.blocks.as_slice() else {
            panic!("{:?}", content.blocks)
        };
        let written = |line: Line<'_>| line.slots.iter().map(|slot| slot.text).collect::<Vec<_>>().join("|");
        expanded(lines(header, rows, cells)).into_iter().map(written).collect()
    }

    #[test]
    fn columns_stay_columns_where_cells_span() {
        assert_eq!(
            grid("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d<tr><td>e<td>f</table>"),
            ["a|b", "|c", "d|", "e|f"]
        );
        assert_eq!(
            grid("<table><tr><td colspan=2 rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>"),
            ["a||b", "||c", "d|e|f"]
        );
        assert_eq!(grid("<table><tr><td>a<td rowspan=2>b<tr><td>c<tr><td>d<td>e</table>"), ["a|b", "c|", "d|e"]);
    }

    #[test]
    fn cells_are_never_added_without_bound() {
        let html = format!("<table>{}</table>", "<tr><td colspan=1000>a<td rowspan=0>b".repeat(2_000));
        let added: usize = grid(&html).iter().map(|line| line.matches('|').count()).sum();
        assert!(added <= 2_000 * 2 * MOST_ADDED + 2_000, "{added}");
    }
}
