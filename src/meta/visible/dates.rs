//! Decides what an element that says it holds a date gives: its machine form first, then the words it shows, with the
//! label that tells publication from change. One part of the pass over visible elements.

use super::{LONGEST_LINE, MOST, Pass};
use crate::meta::candidate::Source;
use crate::meta::date::{self, Meaning, Moment};
use crate::page::{Flags, Name, Row};

/// Rank of a date that is called that of the first publication: above shown dates without such a label.
const FIRST: u8 = 63;
/// Bytes before a date that may label it on the same line.
const LABEL: usize = 40;

impl Pass<'_> {
    /// Reads a row that holds a date.
    pub(super) fn date(&mut self, at: u32, row: &Row, source: Source, extra: u8) {
        if self.dates >= MOST || row.text.len() > LONGEST_LINE {
            return;
        }
        let page = self.page;
        let text = page.text_of(at);
        let given = page
            .attribute(at, Name::Datetime)
            .or(page.attribute(at, Name::DataTime))
            .and_then(|value| date::read(value, self.setting.manner))
            // Microformats keep the machine form in the title: `<abbr class=published title=2020-05-03>`.
            .or_else(|| page.attribute(at, Name::Title).and_then(date::machine));
        let near = self.nearness(row);
        let footer = row.flags.meets(Flags::FOOTER) && !row.flags.meets(Flags::ARTICLE);
        let base = if footer || self.aside { 10 } else { 40 } + extra;
        if let Some(moment) = given {
            self.dates += 1;
            let own = date::meaning(text);
            let meaning = if own == Meaning::Publication { date::meaning(self.before(row)) } else { own };
            self.add_date(moment, meaning, source, base + 2 + near, at);
            return;
        }
        let mut rest = text;
        // A line may give two dates: of publication and of the last change.
        for _ in 0..2 {
            let Some((moment, before, next)) = date::parted(rest, self.setting.manner) else { break };
            self.dates += 1;
            let label = if before.trim().is_empty() { self.before(row) } else { before };
            self.add_date(moment, date::meaning(label), source, base + near, at);
            rest = next;
        }
    }

    /// Adds a date that stands in a row to the field it belongs to.
    pub(super) fn add_date(&mut self, moment: Moment, meaning: Meaning, source: Source, rank: u8, at: u32) {
        match meaning {
            Meaning::Publication => {
                self.note_item(at);
                self.found.published.add(source, rank, moment);
            }
            // By name it goes before any other shown date.
            Meaning::First => self.found.published.add(source, rank.max(FIRST), moment),
            Meaning::Change => self.found.modified.add(source, rank, moment),
            Meaning::Other => {}
        }
    }

    /// The words on the same line before a row, which may label its date.
    fn before(&self, row: &Row) -> &str {
        self.line_before(row.text.start)
    }

    /// The end of the line before a place in the page's text.
    pub(super) fn line_before(&self, place: u32) -> &str {
        let end = place as usize;
        let mut start = end.saturating_sub(LABEL);
        while start < end && !self.page.text.is_char_boundary(start) {
            start += 1;
        }
        let text = self.page.text.get(start..end).unwrap_or_default().trim_end();
        text.rsplit(['\n', '|', '·', '•']).next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    #[test]
    fn a_declared_date_no_earlier_than_the_last_change_gives_way_to_the_date_beside_the_headline() {
        let declared = |published: &str, modified: &str, shown: &str| {
            meta(&format!(
                "<meta property='article:published_time' content='{published}'><meta property='article:modified_time' content='{modified}'>
                 <h1>Rain over Velmora</h1><p class=date>{shown}</p>{BODY}"
            ))
            .published
        };
        let rebuilt = declared("2021-05-04T10:00:00Z", "2021-05-04T10:00:00Z", "3 May 2020");
        assert_eq!(rebuilt.as_deref(), Some("2020-05-03"));
        let fresh = declared("2021-05-04T10:00:00Z", "2021-05-04T10:00:00Z", "4 May 2021");
        assert_eq!(fresh.as_deref(), Some("2021-05-04T10:00:00Z"));
        let changed = declared("2021-05-04T10:00:00Z", "2021-06-04T10:00:00Z", "3 May 2020");
        assert_eq!(changed.as_deref(), Some("2021-05-04T10:00:00Z"));
    }

    #[test]
    fn labels_tell_first_publication_and_the_dates_of_readers() {
        let found = meta(&format!(
            "<h1>Rain over Velmora</h1><p class=date>30 May 2022</p>{BODY}<p class=date>This was first published on 3 May 2020.</p>"
        ));
        assert_eq!(found.published.as_deref(), Some("2020-05-03"));
        let found = meta(&format!("<h1>Rain over Velmora</h1><p>Joined: 30 May 2012</p><p>3 May 2020</p>{BODY}"));
        assert_eq!(found.published.as_deref(), Some("2020-05-03"));
    }

    #[test]
    fn the_date_may_open_the_paragraph_below_a_summary() {
        let summary = BODY.replace("It rained", "Nobody knew why it rained");
        let found = meta(&format!("<h1>Rain over Velmora</h1>{summary}{}", BODY.replace("<p>", "<p>3.5.2020 - ")));
        assert_eq!(found.published.as_deref(), Some("2020-05-03"));
    }

    #[test]
    fn one_line_may_tell_publication_change_and_reporter() {
        let found =
            meta(&format!("<h1>Rain</h1><div>입력 2022.11.05 09:20 수정 2022.11.06 13:40 박서연 기자</div>{BODY}"));
        assert_eq!(found.published.as_deref(), Some("2022-11-05"));
        assert_eq!(found.modified.as_deref(), Some("2022-11-06"));
        assert_eq!(names(&found), ["박서연"]);
        // The end of a span of time is no change.
        let found = meta(&format!("<h1>Rain</h1><div>From 3 May 2021 to 4 May 2021</div>{BODY}"));
        assert_eq!(found.modified, None);
    }
}
