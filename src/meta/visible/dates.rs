//! Decides what an element that says it holds a date gives: its machine form first, then the words it shows, with the
//! label that tells publication from change. One part of the pass over visible elements.

use jiff::civil::Date;

use super::{LONGEST_LINE, MOST, Pass};
use crate::article::PageType;
use crate::meta::candidate::Source;
use crate::meta::clean::cut;
use crate::meta::date::{self, Meaning, Moment};
use crate::meta::labels::{self, Purpose};
use crate::page::{Flags, Name, Row};
use crate::tag::Tag;

/// Rank of a date that is called that of the first publication: above shown dates without such a label.
const FIRST: u8 = 63;
/// Rows before a date that may be a sign with a name: an icon, and the element around it.
const SIGNS: u32 = 2;
/// Bytes of an element's classes that are looked at.
const LONGEST_CLASS: usize = 200;
/// Bytes before a date that may label it on the same line.
const LABEL: usize = 40;

impl Pass<'_> {
    /// Reads a row that holds a date.
    pub(super) fn date(&mut self, at: u32, row: &Row, source: Source, extra: u8) {
        if self.dates >= MOST || row.text.len() > LONGEST_LINE {
            return;
        }
        let page = self.page;
        if self.is_clock(at) {
            self.clocks.push(row.text);
            return;
        }
        let text = page.text_of(at);
        // In a sentence of the text an element that tells a day tells that of what the sentence is about.
        let is_within = source == Source::Time && row.text.start > self.place.body && !self.aside;
        // What a script replaces is laid out as a block, and stands in a line all the same.
        let goes_on = || {
            row.tag == Tag::Custom
                || page.text.as_bytes().get((row.text.start as usize).wrapping_sub(1)) != Some(&b'\n')
        };
        // "Wednesday, the 4th of May 2022" before a time is no sentence.
        let tells = |before: &str| date::is_sentence(before) && !before.contains(|sign: char| sign.is_ascii_digit());
        if is_within && goes_on() && tells(self.before(row)) {
            return;
        }
        if self.is_of_event(at) {
            let value = page.attribute(at, Name::Datetime).unwrap_or(text);
            date::read(value, self.setting.manner).into_iter().for_each(|moment| self.found.add_event(moment));
            return;
        }
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
            let own = self.meaning(text);
            let meaning = if own == Meaning::Publication { self.labelled(at, self.before(row)) } else { own };
            self.add_date(moment, meaning, source, base + 2 + near, at);
            return;
        }
        let mut rest = text;
        // A line may give two dates: of publication and of the last change.
        for _ in 0..2 {
            let Some((moment, before, next)) = date::parted(rest, self.setting.manner) else { break };
            self.dates += 1;
            let label = if before.contains(char::is_alphanumeric) { before } else { self.before(row) };
            self.add_date(moment, self.labelled(at, label), source, base + near, at);
            rest = next;
        }
    }

    /// What the date of a row is the date of, by the words before it, by its class and by what the sign before it is called.
    fn labelled(&self, at: u32, label: &str) -> Meaning {
        let page = self.page;
        let is_called = |at: u32, names: &[&str]| {
            let class = page.attribute(at, Name::Class).unwrap_or_default();
            parts_of(class).any(|part| names.contains(&part))
        };
        // Alone or on one element with "published", the class of a change says no more than that hAtom asks for it.
        let follows_published = || {
            let beside = |before: &u32| page.row(*before).parent == page.row(at).parent;
            (at.saturating_sub(SIGNS)..at).filter(beside).any(|before| is_called(before, &["published"]))
        };
        let revised = |at: u32| {
            let is_updated = is_called(at, &["updated", "modified"]) && !is_called(at, &["published"]);
            is_called(at, &["revision"]) || is_updated && follows_published()
        };
        let is_sign = |at: &u32| page.row(*at).text.is_empty();
        let mut signs = (at.saturating_sub(SIGNS)..at).filter(is_sign).filter_map(|at| page.attribute(at, Name::Title));
        if revised(at) || signs.any(|title| labels::is(title, Purpose::Updated)) {
            return Meaning::Change;
        }
        self.meaning(label)
    }

    /// What a label says that a date is the date of. Goods come out on a day, which is not that of their page.
    pub(super) fn meaning(&self, label: &str) -> Meaning {
        let is_of_goods = || labels::opening(label, Purpose::Release).is_some();
        match self.setting.page_type {
            PageType::Product if is_of_goods() => Meaning::Other,
            _ => date::meaning(label),
        }
    }

    /// Whether a row holds such an element.
    fn is_of_clock(&self, at: u32) -> bool {
        let text = self.page.row(at).text;
        self.clocks.iter().any(|clock| text.start <= clock.start && clock.end <= text.end)
    }

    /// Whether a row says by its class that it shows what the time is: `time-now`, `current-date`.
    fn is_clock(&self, at: u32) -> bool {
        let is_now = |part: &str| matches!(part, "now" | "today" | "current" | "clock");
        let is_time = |part: &str| matches!(part, "date" | "time");
        self.page.class_words(at).any(|name| {
            let mut pairs = parts_of(name).zip(parts_of(name).skip(1));
            pairs.any(|(part, next)| is_now(part) && is_time(next) || is_time(part) && is_now(next))
        })
    }

    /// Whether a row says by its class that it holds the day of what the page announces: `start-date`, `dtstart`.
    fn is_of_event(&self, at: u32) -> bool {
        let is_time = |part: &str| matches!(part, "date" | "time");
        self.page.class_words(at).any(|name| {
            let mut pairs = parts_of(name).zip(parts_of(name).skip(1));
            let is_of_event = |part: &str, next: &str| {
                matches!(part, "start" | "end" | "event") && is_time(next)
                    || is_time(part) && matches!(next, "start" | "end")
            };
            matches!(name, "dtstart" | "dtend") || pairs.any(|(part, next)| is_of_event(part, next))
        })
    }

    /// Adds a date that stands in a row to the field it belongs to.
    pub(super) fn add_date(&mut self, moment: Moment, meaning: Meaning, source: Source, rank: u8, at: u32) {
        match meaning {
            // The line tells what the time is.
            Meaning::Publication if source == Source::Text && self.is_of_clock(at) => {}
            Meaning::Publication => {
                self.note_item(at);
                self.found.published.add(source, rank, moment);
            }
            // By name it goes before any other shown date.
            Meaning::First => self.found.published.add(source, rank.max(FIRST), moment),
            Meaning::Change => {
                if source != Source::Text {
                    self.revised.push((self.page.row(at).text.start, moment.date));
                }
                self.found.modified.add(source, rank, moment);
            }
            Meaning::Other => {}
        }
    }

    /// Whether a date without a label is one that an element in the same row has told to be that of a change.
    pub(super) fn is_revised(&self, at: u32, before: &str, moment: Moment) -> bool {
        let text = self.page.row(at).text;
        let is_same = |(place, date): &(u32, Date)| *date == moment.date && text.contains(*place);
        !before.contains(char::is_alphanumeric) && self.revised.iter().any(is_same)
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

/// The words of a class name that signs part.
fn parts_of(name: &str) -> impl Iterator<Item = &str> {
    cut(name, LONGEST_CLASS).split(|character: char| !character.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    #[test]
    fn the_day_of_an_event_is_not_that_of_its_page() {
        let event = r#"{"@type":"MusicEvent","name":"Rain over Velmora","startDate":"2024-06-07T19:30:00+01:00"}"#;
        let shown = format!("<h1>Rain over Velmora</h1><p>Fri, 7 Jun 2024 19:30</p>{BODY}");
        assert_eq!(meta(&format!("<script type=application/ld+json>{event}</script>{shown}")).published, None);
        let time = "<time class=start-date datetime=2024-06-07>Friday</time>";
        assert_eq!(meta(&format!("{time}{shown}")).published, None);
        assert_eq!(meta(&shown).published.as_deref(), Some("2024-06-07"));
    }

    #[test]
    fn what_the_time_is_says_nothing_of_the_page() {
        let found = |class: &str| {
            meta(&format!("<h1>Rain</h1><p class={class}>Monday, 6 May 2024</p><p class=date>3 May 2020</p>{BODY}"))
                .published
        };
        assert_eq!(found("time-now").as_deref(), Some("2020-05-03"));
        assert_eq!(found("date").as_deref(), Some("2024-05-06"));
    }

    #[test]
    fn a_closing_date_is_none_of_publication() {
        let found = |row: &str| meta(&format!("<h1>Tug for sale</h1>{row}{BODY}")).published;
        for row in [
            "<table><tr><th>Closing date<td>28 June 2024</table>",
            "<p>Deadline for bids: 28 June 2024</p>",
            "<p class=date>Bewerbungsfrist: 28.06.2024</p>",
            "<p>Bis zum</p><p>28. Juni 2024</p>",
            "<p>截止日期：2024年6月28日</p>",
        ] {
            assert_eq!(found(row), None, "{row}");
        }
        assert_eq!(found("<p>Until now, 28 June 2024</p>").as_deref(), Some("2024-06-28"));
    }

    #[test]
    fn elements_of_scripts_hold_the_time_that_they_show() {
        let found =
            meta(&format!("<h1>Rain</h1><relative-time datetime=2024-05-07T08:14:02Z>on May 7</relative-time>{BODY}"));
        assert_eq!(found.published.as_deref(), Some("2024-05-07T08:14:02Z"));
    }

    #[test]
    fn classes_and_signs_tell_a_change() {
        for date in [
            "<span title='Last update'></span><span class=date>January 9, 2024</span>",
            "<p class=git-revision-date>January 9, 2024</p>",
            "<table><tr><th>Last edited<td><time>@January 9, 2024 10:12 AM</time></table>",
        ] {
            let found = meta(&format!("<h1>Rain over Velmora</h1>{date}{BODY}"));
            assert_eq!((found.published, found.modified.as_deref()), (None, Some("2024-01-09")), "{date}");
        }
    }

    #[test]
    fn dates_inside_of_sentences_are_not_the_pages() {
        let found = |line: &str| meta(&format!("<h1>Minutes of the society</h1><p>{line}</p>{BODY}")).published;
        assert_eq!(found("Held in the scout hut on 4 March 2024"), None);
        assert_eq!(found("By Ann Lee of the harbour office on 4 March 2024").as_deref(), Some("2024-03-04"));
        assert_eq!(found("Velmora, 4 March 2024").as_deref(), Some("2024-03-04"));
    }

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
        let line = "<p>Publié le 3 mars 2024 à 07h00, mis à jour le 4 mars 2024 à 09h12</p>";
        let found = meta(&format!("<h1>Rain</h1>{line}{BODY}"));
        assert_eq!((found.published.as_deref(), found.modified.as_deref()), (Some("2024-03-03"), Some("2024-03-04")));
        // The end of a span of time is no change.
        let found = meta(&format!("<h1>Rain</h1><div>From 3 May 2021 to 4 May 2021</div>{BODY}"));
        assert_eq!(found.modified, None);
    }
}
