//! Decides the rows and cells of a table of data. From its kept blocks in reading order, for compose.

use super::list::join;
use super::piece::{Marked, Piece};
use crate::article::{Cell, ContentBlock, Inline, InlineKind};
use crate::page::{Name, Page};
use crate::tag::Tag;

/// Columns that a cell may span, as in HTML.
const MOST_COLUMNS: u16 = 1000;

/// A table being written.
pub(super) struct Table {
    row: u32,
    /// The kept cells in order: the row of each, and its text.
    cells: Vec<(u32, Piece)>,
}

impl Table {
    pub fn new(row: u32) -> Table {
        Table { row, cells: Vec::new() }
    }

    /// Adds a block that stands in a cell.
    pub fn add(&mut self, cell: u32, marked: Marked<'_>) {
        match self.cells.last_mut().filter(|(known, _)| *known == cell) {
            Some((_, last)) => last.push(marked),
            None => self.cells.push((cell, Piece::of(marked))),
        }
    }

    /// The finished table. A line with a kept cell has all its cells, those without kept text empty, so that columns
    /// stay columns; spans are not expanded, but said of the cell.
    pub fn finish(self, page: &Page) -> ContentBlock {
        let mut lines: Vec<Line> = Vec::new();
        let mut kept = self.cells.into_iter().peekable();
        for at in page.descendants(self.row) {
            let cell = page.row(at);
            let tag = part(page, at, self.row);
            if !matches!(tag, Tag::Td | Tag::Th) {
                continue;
            }
            let piece = kept.next_if(|(row, _)| *row == at).map(|(_, piece)| piece).unwrap_or_default();
            let heads = tag == Tag::Th || page.row(page.row(cell.parent).parent).tag == Tag::Thead;
            let held = Held { row: at, heads, piece };
            match lines.last_mut() {
                Some(line) if line.row == cell.parent => line.cells.push(held),
                _ => lines.push(Line { row: cell.parent, cells: vec![held] }),
            }
        }
        lines.retain(|line| !line.cells.iter().all(|cell| cell.piece.text.is_empty()));
        // The corner above heads of rows is empty and may be any cell.
        let heads = lines.len() > 1
            && lines.first().is_some_and(|line| {
                line.cells.iter().all(|cell| cell.heads || cell.piece.text.is_empty())
                    && line.cells.iter().any(|cell| cell.heads)
            });
        let heads = heads || is_headed(&lines);
        let count = lines.len();
        let mut cells = Vec::new();
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(count);
        for (row, line) in lines.into_iter().enumerate() {
            let mut texts = Vec::with_capacity(line.cells.len());
            for (column, held) in line.cells.into_iter().enumerate() {
                let header = held.heads && !(heads && row == 0);
                cells.extend(special(page, held.row, (row, column), header, held.piece.spans, count - row));
                texts.push(held.piece.text);
            }
            rows.push(texts);
        }
        let text = write(&rows);
        let header = if heads { rows.remove(0) } else { Vec::new() };
        ContentBlock::Table { text, header, rows, cells }
    }

    /// The lines of a table of code: the last cell of each, numbers before it left out.
    pub fn finish_code(self, page: &Page) -> String {
        let mut lines: Vec<(u32, String)> = Vec::new();
        for (cell, piece) in self.cells {
            let line = page.row(cell).parent;
            match lines.last_mut() {
                Some((last, held)) if *last == line => *held = piece.text,
                _ => lines.push((line, piece.text)),
            }
        }
        join(lines.iter().map(|(_, text)| text.as_str()), '\n')
    }
}

/// What an element is to a table: by its tag, or else by the role that makes a table of other elements. Inside of no table
/// (0) a role makes none of its cells.
pub(super) fn part(page: &Page, row: u32, table: u32) -> Tag {
    let tag = page.row(row).tag;
    if !matches!(tag, Tag::Div | Tag::Section | Tag::Ul | Tag::Li | Tag::Custom) {
        return tag;
    }
    match page.attribute(row, Name::Role) {
        Some("table") => Tag::Table,
        Some("cell") if table != 0 => Tag::Td,
        Some("columnheader" | "rowheader") if table != 0 => Tag::Th,
        _ => tag,
    }
}

/// Whether the first line names the columns by its look alone: of all lines, only it is bold throughout, as word processors write it.
fn is_headed(lines: &[Line]) -> bool {
    let is_bold = |line: &Line| line.cells.len() > 1 && line.cells.iter().all(|cell| is_bold(&cell.piece));
    let [first, second, rest @ ..] = lines else { return false };
    is_bold(first) && !is_bold(second) && !rest.iter().any(is_bold) && first.cells.len() >= second.cells.len()
}

/// Whether a cell says something, all of it bold.
fn is_bold(piece: &Piece) -> bool {
    let bold = piece.spans.iter().find(|span| span.kind == InlineKind::Strong);
    bold.is_some_and(|bold| bold.start == 0 && bold.end as usize == piece.text.chars().count())
}

/// A line of a table.
struct Line {
    row: u32,
    cells: Vec<Held>,
}

/// A cell of a line.
struct Held {
    row: u32,
    /// Whether it is a header cell.
    heads: bool,
    piece: Piece,
}

/// A cell that is more than its text, as data.
fn special(
    page: &Page,
    row: u32,
    place: (usize, usize),
    header: bool,
    spans: Vec<Inline>,
    rows_left: usize,
) -> Option<Cell> {
    let number = |name| page.attribute(row, name).and_then(|value| value.trim().parse::<u32>().ok()).unwrap_or(1);
    let columns = number(Name::Colspan).clamp(1, u32::from(MOST_COLUMNS)) as u16;
    // Zero means all rows that follow.
    let left = rows_left.clamp(1, usize::from(u16::MAX)) as u32;
    let rows = match number(Name::Rowspan) {
        0 => left,
        rows => rows.min(left),
    } as u16;
    let cell = Cell { row: place.0 as u32, column: place.1 as u32, columns, rows, header, spans };
    (cell.columns > 1 || cell.rows > 1 || cell.header || !cell.spans.is_empty()).then_some(cell)
}

/// Lines of cells; a break inside a cell is a space, so that a line stays a line.
fn write(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        if !text.is_empty() {
            text.push('\n');
        }
        let line = join(row.iter().map(String::as_str), '\t').replace('\n', " ");
        text.push_str(line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    /// The rows of the only block, the header first in brackets.
    fn rows(html: &str) -> Vec<String> {
        let content = composed(html);
        let [ContentBlock::Table { header, rows, .. }] = content.blocks.as_slice() else {
            panic!("{:?}", content.blocks)
        };
        let head = (!header.is_empty()).then(|| format!("[{}]", header.join("|")));
        head.into_iter().chain(rows.iter().map(|row| row.join("|"))).collect()
    }

    #[test]
    fn roles_make_a_table() {
        let row = |role: &str, first: &str, second: &str| {
            format!("<div role=row><div role={role}>{first}</div><div role={role}><p>{second}</div></div>")
        };
        let head = row("columnheader", "a", "b");
        let html = format!("<div role=table><div role=rowgroup>{head}</div>{}</div>", row("cell", "c", "d"));
        assert_eq!(rows(&html), ["[a|b]", "c|d"]);
        let blocks = composed(&format!("{}{}", row("cell", "c", "d"), row("cell", "e", "f"))).blocks;
        assert!(blocks.iter().all(|block| matches!(block, ContentBlock::Paragraph { .. })), "{blocks:?}");
    }

    #[test]
    fn a_first_line_that_is_bold_alone_is_the_header() {
        let table =
            |lines: [&str; 3]| rows(&format!("<table>{}</table>", lines.map(|line| format!("<tr>{line}")).concat()));
        let bold = "<td><b>a</b><td><p><b>b</b></p>";
        assert_eq!(table([bold, "<td>c<td>d", "<td>e<td>f"]), ["[a|b]", "c|d", "e|f"]);
        assert_eq!(table([bold, bold, "<td>e<td>f"]), ["a|b", "a|b", "e|f"]);
        assert_eq!(table([bold, "<td>c<td>d", bold]), ["a|b", "c|d", "a|b"]);
        assert_eq!(table(["<td><b>a</b><td><b>b</b> x", "<td>c<td>d", "<td>e<td>f"]), ["a|b x", "c|d", "e|f"]);
    }

    #[test]
    fn cells_become_rows_and_the_first_line_of_headers_the_header() {
        let html = "<table><tr><th>a<th>b<tr><td><p>c<td>d<br>e</table>";
        assert_eq!(rows(html), ["[a|b]", "c|d\ne"]);
        assert_eq!(composed(html).text, "a\tb\nc\td e");
        assert_eq!(rows("<table><thead><tr><td>a<td>b<tbody><tr><td>c<td>d</table>"), ["[a|b]", "c|d"]);
        assert_eq!(rows("<table><tr><th>a<td>b<tr><th>c<td>d</table>"), ["a|b", "c|d"]);
        assert_eq!(rows("<table><tr><td><th>b<tr><th>c<td>d</table>"), ["[|b]", "c|d"]);
    }

    #[test]
    fn dropped_and_empty_cells_leave_their_place_and_dropped_lines_do_not() {
        let html = "<table><tr><th>a<th>b<th>c<tr><td>DROP<td>DROP x<td>DROP y<tr><td><td>d<td>DROP</table>";
        assert_eq!(rows(html), ["[a|b|c]", "|d|"]);
        assert_eq!(composed(html).text, "a\tb\tc\n\td");
    }

    #[test]
    fn spans_are_not_expanded() {
        assert_eq!(rows("<table><tr><td colspan=1000000000>a<td>b<tr><td rowspan=9>c<td>d</table>"), ["a|b", "c|d"]);
    }

    #[test]
    fn tables_that_lay_text_out_are_paragraphs() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        for html in [
            "<table><tr><td>a<tr><td>b</table>".to_owned(),
            "<table><tr><td>a<td>b</table>".to_owned(),
            "<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>".to_owned(),
            "<table><tr><td>a<td>b<tr><td><table><tr><td>c<td>d</table><td></table>".to_owned(),
            format!("<table><tr><td><p>{long}<p>{long}<td>b<tr><td>c<td>d</table>"),
        ] {
            let blocks = composed(&html).blocks;
            let none = blocks.iter().all(|block| !matches!(block, ContentBlock::Table { .. }));
            assert!(blocks.len() > 1 && none, "{html}: {blocks:?}");
        }
    }

    #[test]
    fn a_large_table_is_written_whole() {
        let html = format!("<table>{}</table>", "<tr><td>a<td>b".repeat(40_000));
        assert_eq!(rows(&html).len(), 40_000);
    }
}
