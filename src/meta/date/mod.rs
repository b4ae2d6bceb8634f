//! Decides which moment a piece of text means: machine forms first, then dates as people write them in any listed
//! language. For every source of dates; the precision found is kept and nothing is made up.

mod calendar;
mod machine;
mod manner;
mod sentence;
mod written;

pub(crate) use machine::{in_address, machine, month_in_address};
pub(crate) use manner::{Manner, Order};
pub(crate) use sentence::is_sentence;

use jiff::civil::{Date, Time};

use super::labels::{self, Purpose};
use super::zone::{self, Offset};
use written::{date_at, numbers, tokens};

/// A date, with the time and offset when the page gave both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub date: Date,
    /// Time of day and offset. A time without an offset names no moment and is left out.
    pub time: Option<(Time, Offset)>,
}

impl Moment {
    /// The date with day and month exchanged, if there is one: what a page says that mixes the two orders up.
    pub(crate) fn exchanged(&self) -> Option<Date> {
        let date = Date::new(self.date.year(), self.date.day(), self.date.month()).ok()?;
        (date != self.date).then_some(date)
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.date)?;
        let Some((time, offset)) = self.time else { return Ok(()) };
        write!(formatter, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        if offset.is_zulu {
            return formatter.write_str("Z");
        }
        let sign = if offset.minutes < 0 { '-' } else { '+' };
        write!(formatter, "{sign}{:02}:{:02}", offset.minutes.abs() / 60, offset.minutes.abs() % 60)
    }
}

/// Bytes of a text that are searched for a date.
const LONGEST: usize = 300;
/// The web has no articles from before its beginning, and a later year is a typing error or an event.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Years by which the calendar of Thailand is ahead. Its years of the web's time mean nothing else.
const BUDDHIST: i32 = 543;

/// A date of the web's time.
fn civil(year: i32, month: u32, day: u32) -> Option<Date> {
    let year = if YEARS.contains(&(year - BUDDHIST)) { year - BUDDHIST } else { year };
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The first date in a text.
pub(crate) fn read(text: &str, manner: impl Into<Manner>) -> Option<Moment> {
    find(text, manner).map(|found| found.0)
}

/// The first date in a text, and the words before it, which may say what date it is.
pub(crate) fn find(text: &str, manner: impl Into<Manner>) -> Option<(Moment, &str)> {
    parted(text, manner).map(|(moment, before, _)| (moment, before))
}

/// The first date in a text, the words before it, and the text from the first word behind it on, which may hold another one.
pub(crate) fn parted(text: &str, manner: impl Into<Manner>) -> Option<(Moment, &str, &str)> {
    let manner = manner.into();
    let text = super::clean::cut(text.trim(), LONGEST);
    // Most lines that are asked about hold no number in any script.
    let numbers = numbers(text);
    if numbers == 0 {
        return None;
    }
    if let Some(moment) = machine(text) {
        return Some((moment, "", ""));
    }
    // A day and a year at least are numbers.
    if numbers == 1 {
        return None;
    }
    let tokens = tokens(text, manner);
    (0..tokens.len()).find_map(|at| {
        let (date, used) = date_at(&tokens, at, manner.order)?;
        let token = tokens.get(at)?;
        let before = text.get(..token.start).unwrap_or_default();
        let behind = tokens.get(at + used).map_or("", |next| text.get(next.start..).unwrap_or_default());
        let time = zone::time_in(behind).or_else(|| zone::time_in(before));
        let next_word = behind.find(char::is_alphabetic).and_then(|at| behind.get(at..)).unwrap_or_default();
        Some((Moment { date, time }, before, next_word))
    })
}

/// What a date is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Of the page, as far as its label says: publication.
    Publication,
    /// Of the first publication, by name.
    First,
    /// Of the last change.
    Change,
    /// Of something that is no text: a reader's joining, a firm's founding.
    Other,
}

/// Bytes before a date in which its label must stand.
const LABEL: usize = 60;

/// What the words before a date say it is the date of.
pub(crate) fn meaning(label: &str) -> Meaning {
    let label = label.trim();
    if label.is_empty() {
        return Meaning::Publication;
    }
    let last = label.rsplit(['|', '·', '•', '(', '—', '–', ',', ';', '\n']).next().unwrap_or_default();
    let opens = |purpose| labels::opening(label, purpose).is_some() || labels::opening(last, purpose).is_some();
    if opens(Purpose::Updated) {
        return Meaning::Change;
    }
    // A single word such as "until" is such a label only by itself.
    let is_deadline = |text| {
        labels::opening(text, Purpose::Deadline).is_some_and(|(label, rest)| rest.is_empty() || label.contains(' '))
    };
    if opens(Purpose::Reader) || opens(Purpose::Cited) || is_deadline(label) || is_deadline(last) {
        return Meaning::Other;
    }
    // A sentence may lead to the label: "This article was originally published on", "This page was last edited on".
    let mut words = tail(label);
    while !words.is_empty() {
        if labels::opening(words, Purpose::First).is_some() {
            return Meaning::First;
        }
        // A note of a source ends with the day on which somebody read it.
        if labels::opening(words, Purpose::Cited).is_some_and(|(_, rest)| rest.is_empty()) {
            return Meaning::Other;
        }
        // One word, such as "edited", may be any word of a sentence.
        if labels::opening(words, Purpose::Updated).is_some_and(|(label, _)| label.contains(' ')) {
            return Meaning::Change;
        }
        words = words.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    }
    Meaning::Publication
}

/// The end of a label, from a character boundary on.
fn tail(label: &str) -> &str {
    let mut start = label.len().saturating_sub(LABEL);
    while !label.is_char_boundary(start) {
        start += 1;
    }
    label.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        read(text, Order::Day).map(|moment| moment.to_string())
    }

    #[test]
    fn machine_forms_keep_their_precision_and_offset() {
        for (text, expected) in [
            ("2019-09-20T01:51:00+03:00", "2019-09-20T01:51:00+03:00"),
            ("2019-09-20T01:51-0530", "2019-09-20T01:51:00-05:30"),
            ("2019-09-20 01:51:07.123Z", "2019-09-20T01:51:07Z"),
            ("2019-09-20T01:51:00", "2019-09-20"),
            ("2019-9-2", "2019-09-02"),
            ("20190920", "2019-09-20"),
            ("20190920T015100Z", "2019-09-20T01:51:00Z"),
            ("1568933460", "2019-09-19T22:51:00Z"),
            ("Fri, 20 Sep 2019 01:51:00 GMT", "2019-09-20T01:51:00Z"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_sentence_may_lead_to_the_label_of_a_change() {
        assert_eq!(meaning("This page was last edited on"), Meaning::Change);
        assert_eq!(meaning("La dernière modification de cette page a été faite le"), Meaning::Change);
        assert_eq!(meaning("A story that Ann Lee edited on"), Meaning::Publication);
        assert_eq!(meaning("“Of rain”. The Slow Post. Retrieved"), Meaning::Other);
    }

    #[test]
    fn dates_of_many_languages_are_read() {
        for text in [
            "September 20, 2019",
            "Sept. 20th, 2019",
            "20 September 2019",
            "20. September 2019",
            "am 20.09.2019 um 8 Uhr",
            "20.9.19",
            "20 septembre 2019",
            "20 de septiembre de 2019",
            "20 settembre 2019",
            "20 de setembro de 2019",
            "20 сентября 2019",
            "20 września 2019",
            "20 wrz. 2019",
            "Fri Sep 20 01:51:00 2019",
            "Fri Sep 20 01:51:00 UTC 2019",
            "20 sep 2019",
            "20 september 2019",
            "20 eylül 2019",
            "2019年9月20日",
            "2019年09月20日 08:00",
            "2019년 9월 20일",
            "2019. 9. 20.",
            "٢٠ سبتمبر ٢٠١٩",
            "20 سبتمبر 2019",
            "20 أيلول/سبتمبر 2019",
            "2019. szeptember 20.",
            "20/09/2019",
            "Fredag, 20-09-2019",
            "Published: Friday, 20 September 2019",
            "20 de setembre de 2019",
            "20 вересня 2019 року",
            "20 септември 2019 г.",
            "20. septembra 2019",
            "20. září 2019",
            "20. syyskuuta 2019",
            "20 Σεπτεμβρίου 2019",
            "20 septembrie 2019",
            "2019 m. rugsėjo 20 d.",
            "2019. gada 20. septembris",
            "20 सितंबर 2019",
            "२० सितंबर २०१९",
            "20 ספטמבר 2019",
            "20 ستمبر 2019",
            "২০ সেপ্টেম্বর ২০১৯",
            "20 सप्टेंबर 2019",
            "20 செப்டம்பர் 2019",
            "20 సెప్టెంబర్ 2019",
            "20 სექტემბერი, 2019",
            "20 սեպտեմբերի, 2019",
            "20 қыркүйек 2019",
            "2019ko irailaren 20a",
            "Ngày 20 tháng 9 năm 2019",
            "20 กันยายน 2562",
            "วันศุกร์ที่ 20 กันยายน พ.ศ. 2562 เวลา 13:51 น.",
            "20 ก.ย. 62",
            "๒๐ ก.ย. ๒๕๖๒",
            "20/09/2562",
            "20. september 2019 kl. 08.00",
        ] {
            assert_eq!(
                shown(text).map(|date| date.get(..10).unwrap_or_default().to_owned()).as_deref(),
                Some("2019-09-20"),
                "{text}"
            );
        }
        assert_eq!(read("12/31/99", Order::Month).map(|moment| moment.to_string()).as_deref(), Some("1999-12-31"));
        assert_eq!(read("03/04/2020", Order::Month).map(|moment| moment.to_string()).as_deref(), Some("2020-03-04"));
        assert_eq!(read("03/04/2020", Order::Day).map(|moment| moment.to_string()).as_deref(), Some("2020-04-03"));
    }

    #[test]
    fn east_asia_writes_the_year_first() {
        let order = Order::of(None, None, "大雨过后的港口");
        assert_eq!(read("发布时间：18-03-08", order).map(|moment| moment.to_string()).as_deref(), Some("2018-03-08"));
        assert_eq!(read("18.03.08 09:30", order).map(|moment| moment.to_string()).as_deref(), Some("2018-03-08"));
        assert_eq!(read("08-03 18:14", order), None, "no year");
        assert_eq!(Order::of(Some("ko-KR"), None, ""), Order::Year);
        assert_eq!(Order::of(Some("de"), None, "Regen"), Order::Day);
    }

    #[test]
    fn months_that_are_words_of_other_languages_need_the_page_to_speak_theirs() {
        let found = |text: &str, language| read(text, Manner::of(language, None, "")).map(|moment| moment.to_string());
        for (text, language) in
            [("14 out 20", "pt-BR"), ("14 out. de 20", "pt"), ("14 out 2020", "en"), ("14-Out-20", "en")]
        {
            assert_eq!(found(text, Some(language)).as_deref(), Some("2020-10-14"), "{text}");
        }
        for text in
            ["14 out of 20", "11 set 12", "3 out of 10 people", "3 sie 20", "3 out of 2012 boats", "14 Jan of 20"]
        {
            assert_eq!((found(text, Some("de")), found(text, None)), (None, None), "{text}");
        }
        assert_eq!(found("14th of January of 2020", None).as_deref(), Some("2020-01-14"));
    }

    #[test]
    fn the_hour_of_a_time_is_no_year_and_its_minute_no_day() {
        assert_eq!(shown("09 May 10:00"), None);
        assert_eq!(shown("9 May 2020:10:00:00").as_deref(), Some("2020-05-09"));
        assert_eq!(shown("03.05.20: 10 boats").as_deref(), Some("2020-05-03"));
        assert_eq!(shown("10:05 May 20 2021").as_deref(), Some("2021-05-20"));
    }

    #[test]
    fn a_time_counts_only_with_its_offset() {
        assert_eq!(shown("20 September 2019, 01:51 GMT +3").as_deref(), Some("2019-09-20T01:51:00+03:00"));
        assert_eq!(shown("01:51 GMT +3 20 September 2019").as_deref(), Some("2019-09-20T01:51:00+03:00"));
        assert_eq!(shown("September 20, 2019 1:51 PM EDT").as_deref(), Some("2019-09-20T13:51:00-04:00"));
        assert_eq!(shown("20.09.2019, 13:51 Uhr").as_deref(), Some("2019-09-20"));
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in [
            "2019-02-30",
            "1969-12-31",
            "2101-01-01",
            "31.04.2019",
            "May 2019",
            "version 1.2.3",
            "3.2.29 clef-modifier",
            "1.4.46",
            "Via 5 Maggio, 81",
            "99999999999999",
            "12 of 13",
            "",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_tells_what_a_date_is_of() {
        for (label, expected) in [
            ("Last updated: ", Meaning::Change),
            ("3 May 2019 | Aktualisiert am ", Meaning::Change),
            ("Posted ", Meaning::Publication),
            ("", Meaning::Publication),
            ("This story was originally published on ", Meaning::First),
            ("Mitglied seit: ", Meaning::Other),
        ] {
            assert_eq!(meaning(label), expected, "{label}");
        }
    }
}
