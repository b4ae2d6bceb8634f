//! Decides which dates and names in the lines of a text belong to what the text tells, and are not the page's own. For the
//! reading of lines, which have no class to say what they are.

use super::Pass;
use super::lines::INNER_LABELS;
use crate::meta::author;
use crate::meta::date::{self, Moment};
use crate::meta::labels::{self, Purpose};
use crate::page::Flags;
use crate::tag::Tag;

impl Pass<'_> {
    /// Whether a date in the text belongs to what the text tells: in a sentence that goes on behind it, in a sample of code or
    /// in a table. Given are the line above it, and what stands before and behind it.
    pub(super) fn is_told(&self, [above, before, behind]: [&str; 3], row: u32) -> bool {
        if labels::is(above, Purpose::Published) || labels::opening(before, Purpose::Published).is_some() {
            return false;
        }
        let page = self.page;
        let own = page.row(row);
        // A table or a sample that holds the headline or the text too is how the page is laid out.
        let set = Flags::CODE | Flags::VERBATIM | Flags::TABLE;
        let is_set = own.flags.meets(set) && !self.place.set.meets(set);
        let is_byline = || INNER_LABELS.iter().any(|label| behind.contains(label));
        // A list tells what happened on its days: "3 May 2020: the weir is built".
        let words = || behind.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
        let is_item = own.tag == Tag::Li && words().nth(1).is_some();
        is_set || (is_item || date::is_sentence(behind)) && !is_byline()
    }

    /// Whether a date is told in a sentence, or is that of a change.
    pub(super) fn is_none_of_page(&self, before: &str, moment: Moment, row: u32) -> bool {
        date::is_sentence(before) || self.is_revised(row, before, moment)
    }
}

/// What stands behind the day in a line, where the reader of dates gives nothing: a line that opens with a machine's form is
/// read as if it were nothing else.
pub(super) fn behind_day<'a>(line: &'a str, given: &'a str) -> &'a str {
    let line = line.trim_start();
    // "2018-07-09: first release"
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let opens = || digits == 4 && line.as_bytes().get(digits).is_some_and(|sign| matches!(sign, b'-' | b'/'));
    let rest = || line.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    if given.is_empty() && opens() { rest() } else { given }
}

/// What stands behind a date from the label of a change on: "à 07h00, mis à jour le 4 mars 2024".
pub(super) fn change_in(behind: &str) -> Option<&str> {
    let signs = behind.match_indices([',', ';', '(', '–', '—']).map(|(at, sign)| at + sign.len());
    let mut parts = std::iter::once(0).chain(signs).filter_map(|at| behind.get(at..));
    parts.find(|part| labels::opening(part, Purpose::Updated).is_some())
}

/// Whether a label says who published a text and what follows names a newspaper: that wrote what it printed of others no more
/// than its printer did.
pub(super) fn is_published_by_paper(label: &str, rest: &str) -> bool {
    let is_paper =
        |name: &String| name.split_whitespace().next_back().is_some_and(|last| labels::is(last, Purpose::Paper));
    labels::is(label, Purpose::Publisher) && author::people(rest).first().is_some_and(is_paper)
}

#[cfg(test)]
mod tests {
    use crate::meta::Meta;
    use crate::meta::tests::{BODY, meta, names};

    fn found(behind: &str) -> Meta {
        meta(&format!("<h1>Rain over Velmora</h1>{BODY}{behind}{BODY}"))
    }

    #[test]
    fn dates_of_what_is_told_are_not_the_pages() {
        for told in [
            "<pre>cp -a /copies/2024-02-11/home/ann ~</pre>",
            "<table><tr><th>Filed<th>Title<tr><td>2001-01-01<td>Folding pot</table>",
            "<p>Version 2.1 (2018-07-09) was the last.</p>",
            "<ul><li>2018-07-09: first release<li>2019-01-02: second release</ul>",
            "<p>It was posted <time datetime=2024-01-01>last week</time> by hand.</p>",
            "<p>It was posted <relative-time datetime=2024-01-01>last week</relative-time> by hand.</p>",
        ] {
            assert_eq!(found(told).published, None, "{told}");
        }
        for own in [
            "<p>Published 2018-07-09</p>",
            "<ul><li>2018-07-09</ul>",
            "<p>2018-07-09 by Ann Lee</p>",
            "<p><time datetime=2018-07-09>last week</time></p>",
            "<p>lunes, 9 de julio de 2018 <time datetime=2018-07-09>07:59</time></p>",
        ] {
            assert_eq!(found(own).published.as_deref(), Some("2018-07-09"), "{own}");
        }
        let layout = format!("<table><tr><td><h1>Rain</h1><td>{BODY}<p>3 May 2020</p>{BODY}</table>");
        assert_eq!(meta(&layout).published.as_deref(), Some("2020-05-03"));
    }

    #[test]
    fn who_prints_or_changes_a_text_did_not_write_it() {
        let authors = |line: &str| names(&found(line)).into_iter().map(str::to_owned).collect::<Vec<_>>();
        for line in [
            "<p>Published by Valley Tribune on 6 March 2024.</p>",
            "<p>(last edited 12 August 2013 by AnnLee)</p>",
            "<h2>Author Contributions</h2>",
            "<h3>Author Affiliations</h3>",
        ] {
            assert_eq!(authors(line), [""; 0], "{line}");
        }
        assert_eq!(authors("<p>Published by Ann Lee on 6 March 2024.</p>"), ["Ann Lee"]);
    }
}
