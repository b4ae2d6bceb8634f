//! Drops calendars, and keeps a table of records whole where it is nearly probable enough: a number or a name in a cell says
//! little by itself, so the page's threshold keeps some cells of it and drops others, and what is left has lost its rows and
//! columns.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::Kind;
use crate::page::{Flags, Span};
use crate::tag::Tag;

/// Rows of a table of records, and cells for each of them.
const ROWS: usize = 3;
const COLUMNS: usize = 2;
/// Share of a table's words that must be kept before the rest is, and share of the page's threshold that its words must reach on
/// average, those above it counting as it. On gold 21 pages are better so and five worse, by 0.023 at most; with 0.7 of
/// the threshold two more lose 0.09 each, and from half of the words on, 11 are better and four worse. Lists gain nothing by it.
const KEPT: f64 = 0.1;
const ON_AVERAGE: f64 = 0.8;
/// The same average for a table right beside kept text of its own container, of which nothing need be kept and which need have two
/// rows: gold is the same in the mean, and of seven pages of 3,499 that change three get a table back, of watches, fees and
/// temperatures.
const ON_AVERAGE_BESIDE: f64 = 0.7;
const ROWS_BESIDE: usize = 2;
/// Days of the shortest month, all but one of which count up in a calendar.
const DAYS: usize = 27;
/// Cells of the largest calendar: the days, those of the weeks before and behind, their names and the ways to other months.
const MOST_OF_CALENDAR: u32 = 60;

/// Looks at every table that has a few rows and columns and is not of links.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let tables = context.page.rows_of(Tag::Table);
    if tables.is_empty() || view.page_type == PageType::Collection {
        return;
    }
    let kept = view.kept_words(verdicts);
    let reached = view.reached_words();
    let mut done = 0;
    for at in tables {
        let row = context.page.row(*at);
        let span = context.span(*at);
        let tally = context.blocks.tally(span);
        // A table within a table of records is a part of it.
        let is_seen = *at < done || row.flags.meets(Flags::HIDDEN);
        // One that is mostly links is a menu, and one that is mostly running text lays a page out.
        let is_other = tally.link_words * 2 > tally.words || tally.long_words * 2 > tally.words;
        let words = kept.within(span);
        if words > 0 && tally.blocks <= MOST_OF_CALENDAR && is_calendar(view, span) {
            verdicts.drop_kept(span.start..span.end, "the days of a month, as beside a blog's posts");
            continue;
        }
        if is_seen || is_other || words == tally.words {
            continue;
        }
        let share = reached.within(span) / f64::from(tally.words);
        let is_begun = f64::from(words) >= KEPT * f64::from(tally.words) && share >= ON_AVERAGE;
        let is_beside = || share >= ON_AVERAGE_BESIDE && view.stands_beside_kept(*at, verdicts);
        let has_records =
            is_begun && has_records(view, *at, ROWS) || is_beside() && has_records(view, *at, ROWS_BESIDE);
        if has_records && !is_calendar(view, span) {
            done = row.end;
            keep(view, span, verdicts);
        }
    }
}

/// Whether a table has so many rows, and columns, rather than cells for the parts of a page or the fields of a form.
fn has_records(view: &View<'_>, table: u32, least: usize) -> bool {
    let page = view.context.page;
    let end = page.row(table).end;
    let count = |tag: Tag| {
        let rows = page.rows_of(tag);
        rows.partition_point(|row| *row < end) - rows.partition_point(|row| *row < table)
    };
    let (rows, cells) = (count(Tag::Tr), count(Tag::Td) + count(Tag::Th));
    // Half as many blocks again as cells: a cell of a record holds a line or two.
    let is_of_lines = view.context.span(table).len() * 2 <= cells * 3;
    // The table itself is the one.
    let is_plain = [Tag::Table, Tag::Form, Tag::Input].map(count).iter().sum::<usize>() == 1;
    rows >= least && cells >= rows * COLUMNS && is_of_lines && is_plain
}

/// Whether most of a table is the days of a month, as beside a blog's posts.
fn is_calendar(view: &View<'_>, span: Span) -> bool {
    let day = |at: u32| view.context.text(at).parse::<u8>().ok();
    let counts_up = |at: &u32| day(*at).is_some_and(|one| day(at + 1) == Some(one.saturating_add(1)));
    (span.start..span.end).filter(counts_up).take(DAYS).count() == DAYS
}

fn keep(view: &View<'_>, span: Span, verdicts: &mut Verdicts) {
    let is_button = |at: u32| view.context.blocks.get(at).is_some_and(|block| block.kind == Kind::Button);
    let cells = (span.start..span.end).filter(|at| !is_button(*at));
    verdicts.keep_dropped(cells, "a cell of a table that is nearly probable enough");
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn cells(table: &str, score: impl Fn(&str) -> f32) -> usize {
        let page = format!("{STORY}{table}");
        left(&page, PageType::Article, |text| if text.contains("Velmora") { 1.0 } else { score(text) }).len() - 2
    }

    #[test]
    fn a_table_of_which_the_threshold_keeps_some_cells_comes_back_whole() {
        let boats = ["Heron", "Tern", "Plover"].map(|boat| format!("<tr><td>{boat}<td>12 metres<td>oak"));
        let table = format!("<table><tr><th>Boat<th>Length<th>Wood{}</table>", boats.concat());
        let at = |low: f32| move |text: &str| if text == "oak" { 0.6 } else { low };
        assert_eq!(cells(&table, at(0.4)), 12);
        assert_eq!(cells(&table, at(0.2)), 3);
        // Beside kept text nothing of it need be kept.
        assert_eq!(cells(&table, |_| 0.45), 12);
        assert_eq!(cells(&table, |_| 0.3), 0);
        assert_eq!(cells(&format!("<div>{table}</div>"), |_| 0.45), 12);
        assert_eq!(cells(&format!("<div><p>Weather</p>{table}</div>"), |_| 0.45), 0);
    }

    #[test]
    fn a_calendar_leaves() {
        let days: String = (1..31).map(|day| format!("{}<td>{day}", if day % 7 == 1 { "<tr>" } else { "" })).collect();
        let table = format!("<table>{days}</table>");
        assert_eq!(cells(&table, |text| if text.len() == 1 { 0.6 } else { 0.45 }), 0);
        assert_eq!(cells(&table.replace("<td>1", "<td>n"), |_| 0.6), 30);
    }
}
