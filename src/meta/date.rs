//! Decides which moment a piece of text means: machine forms first, then dates as people write them in any listed
//! language. For every source of dates; the precision found is kept and nothing is made up.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Time};

use super::labels::{self, Purpose};
use super::zone::{self, Offset};
use crate::cues;

/// A date, with the time and offset when the page gave both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub date: Date,
    /// Time of day and offset. A time without an offset names no moment and is left out.
    pub time: Option<(Time, Offset)>,
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

/// Which of two numbers is the month in `3/4/2020`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// Day first, as most of the world writes.
    #[default]
    DayFirst,
    /// Month first, as the United States write.
    MonthFirst,
}

impl Order {
    /// The order used where a language is spoken; plain `en` is mostly the American web.
    pub(crate) fn of(language: Option<&str>) -> Order {
        match language.map(str::to_ascii_lowercase).as_deref() {
            None | Some("en" | "en-us" | "en_us" | "en-ph") => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }
}

/// Bytes of a text that are searched for a date.
const LONGEST: usize = 300;
/// The web has no articles from before its beginning, and a later year is a typing error or an event.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// The first date in a text.
pub(crate) fn read(text: &str, order: Order) -> Option<Moment> {
    find(text, order).map(|found| found.0)
}

/// The first date in a text, and the words before it, which may say what date it is.
pub(crate) fn find(text: &str, order: Order) -> Option<(Moment, &str)> {
    let text = super::clean::cut(text.trim(), LONGEST);
    if let Some(moment) = machine(text) {
        return Some((moment, ""));
    }
    if !text.chars().any(|character| digit(character).is_some()) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (date, used) = date_at(&tokens, at, order)?;
        let token = tokens.get(at)?;
        let before = text.get(..token.start).unwrap_or_default();
        let behind = tokens.get(at + used).map_or("", |next| text.get(next.start..).unwrap_or_default());
        let time = zone::time_in(behind).or_else(|| zone::time_in(before));
        Some((Moment { date, time }, before))
    })
}

/// Whether a text holds a date label of a change, such as "Updated".
pub(crate) fn is_change(label: &str) -> bool {
    let label = label.trim();
    labels::opening(label, Purpose::Updated).is_some()
        || label
            .rsplit(['|', '·', '•', '(', '—', '–', ',', ';', '\n'])
            .next()
            .is_some_and(|last| labels::opening(last, Purpose::Updated).is_some())
}

/// ISO 8601 in the shapes pages use, and seconds or milliseconds since 1970.
pub(crate) fn machine(text: &str) -> Option<Moment> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == text.len() && (digits == 10 || digits == 13) {
        return epoch(text.get(..10)?.parse().ok()?);
    }
    let (date, rest) = match digits {
        8 => (date_of(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)?, text.get(8..)?),
        4 => {
            let separator = text.as_bytes().get(4).copied().filter(|byte| matches!(byte, b'-' | b'/'))?;
            let (month, rest) = number(text.get(5..)?)?;
            let rest = rest.strip_prefix(char::from(separator))?;
            let (day, rest) = number(rest)?;
            (date_of(text.get(..4)?, month, day)?, rest)
        }
        _ => return None,
    };
    if rest.starts_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    Some(Moment { date, time: zone::time_in(rest.strip_prefix(['T', 't']).unwrap_or(rest)) })
}

fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 1 || digits == 2 { text.split_at_checked(digits) } else { None }
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn civil(year: i32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn epoch(seconds: i64) -> Option<Moment> {
    let moment = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    let date = moment.date();
    YEARS.contains(&i32::from(date.year())).then(|| Moment { date, time: Some((moment.time(), Offset::ZULU)) })
}

/// The date in an address: `/2019/09/20/`, `/2019-09-20-` or `/20190920/`.
pub(crate) fn in_address(address: &str) -> Option<Moment> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut last: [&str; 3] = [""; 3];
    for piece in super::clean::cut(path, 2000).split(|character: char| !character.is_ascii_alphanumeric()) {
        last = [last[1], last[2], piece];
        if piece.len() == 8
            && piece.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(moment) = machine(piece)
        {
            return Some(moment);
        }
        let [year, month, day] = last;
        let shaped = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        if shaped && let Some(date) = date_of(year, month, day) {
            return Some(Moment { date, time: None });
        }
        // `/20-09-2019-title`, day first as in the languages that write so.
        if day.len() == 4
            && month.len() == 2
            && year.len() == 2
            && let Some(date) = date_of(day, month, year)
        {
            return Some(Moment { date, time: None });
        }
        // `/2019/sep/20/`, as some papers write.
        if year.len() == 4
            && (1..=2).contains(&day.len())
            && (3..=9).contains(&month.len())
            && let Some(date) = MONTHS
                .get(month.to_ascii_lowercase().as_str())
                .and_then(|month| civil(year.parse().ok()?, *month, day.parse().ok()?))
        {
            return Some(Moment { date, time: None });
        }
        // `/2019/0920/`, as Chinese papers write.
        if month.len() == 4
            && day.len() == 4
            && let (Some(m), Some(d)) = (day.get(..2), day.get(2..))
            && let Some(date) = date_of(month, m, d)
        {
            return Some(Moment { date, time: None });
        }
    }
    None
}

static MONTHS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    cues::lines(include_str!("months.txt"))
        .filter_map(|(number, names)| Some((number.parse::<u32>().ok()?, names)))
        .flat_map(|(number, names)| names.split_whitespace().map(move |name| (name, number)))
        .collect()
});

/// A number, a month or something else, with what separates it from the next token.
#[derive(Debug, Clone, Copy)]
struct Token {
    start: usize,
    kind: Kind,
    /// The character behind it, if it may bind two numbers.
    joint: Option<char>,
    /// Whether white space stands behind it.
    spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number {
        value: u32,
        digits: u8,
    },
    Month(u32),
    /// A word that may stand inside a date: "de", "of", "th".
    Filler,
    Other,
}

/// Words inside dates of the listed languages, and the endings of ordinal numbers.
const FILLERS: &[&str] = &[
    "of", "de", "del", "do", "di", "the", "st", "nd", "rd", "th", "er", "º", "ª", "er.", "r", "года", "г", "a", "al",
    "den",
];

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if let Some(first) = digit(character) {
            let (mut value, mut digits) = (first, 1_u8);
            while let Some((_, next)) = characters.next_if(|(_, next)| digit(*next).is_some()) {
                value = value.saturating_mul(10).saturating_add(digit(next).unwrap_or(0));
                digits = digits.saturating_add(1);
            }
            tokens.push(Token { start, kind: Kind::Number { value, digits }, joint: None, spaced: false });
        } else if character.is_alphabetic() && !is_sign(character) {
            let mut word: String = character.to_lowercase().collect();
            while let Some((_, next)) =
                characters.next_if(|(_, next)| next.is_alphabetic() && !is_sign(*next) || *next == '\u{301}')
            {
                word.extend(next.to_lowercase());
            }
            let kind = match MONTHS.get(word.as_str()) {
                Some(month) => Kind::Month(*month),
                None if FILLERS.contains(&word.as_str()) => Kind::Filler,
                None => Kind::Other,
            };
            tokens.push(Token { start, kind, joint: None, spaced: false });
        } else if let Some(last) = tokens.last_mut() {
            if character.is_whitespace() {
                last.spaced = true;
            } else if last.joint.is_none() {
                last.joint = Some(character);
            }
        }
    }
    tokens
}

/// Letters that stand behind a number as a sign: those of spaceless scripts, and Korean for year, month and day.
fn is_sign(character: char) -> bool {
    crate::words::is_spaceless(character) || matches!(character, '년' | '월' | '일')
}

/// The value of a digit: Latin, Arabic, Persian or full width.
fn digit(character: char) -> Option<u32> {
    let code = character as u32;
    match character {
        '0'..='9' => Some(code - 0x30),
        '\u{660}'..='\u{669}' => Some(code - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(code - 0x6F0),
        '\u{FF10}'..='\u{FF19}' => Some(code - 0xFF10),
        _ => None,
    }
}

/// The date that begins at a token, and how many tokens it takes.
fn date_at(tokens: &[Token], at: usize, order: Order) -> Option<(Date, usize)> {
    // A date takes at most a day, a month, a year and the small words between them.
    let mut parts: [Option<(Kind, Option<char>)>; 3] = [None; 3];
    let mut used = 0;
    let mut filled = 0;
    for token in tokens.get(at..)?.iter().take(7) {
        used += 1;
        match token.kind {
            Kind::Other => return None,
            Kind::Filler if filled == 0 => return None,
            Kind::Filler => continue,
            kind => {
                if let Some(part) = parts.get_mut(filled) {
                    *part = Some((kind, token.joint));
                }
                filled += 1;
            }
        }
        if filled == 3 {
            break;
        }
    }
    let [Some(first), Some(second), Some(third)] = parts else { return None };
    use Kind::{Month, Number};
    let date = match (first.0, second.0, third.0) {
        (Number { value: day, digits: 1..=2 }, Month(month), Number { value: year, digits }) => {
            civil(full(year, digits)?, month, day)
        }
        (Month(month), Number { value: day, digits: 1..=2 }, Number { value: year, digits: 4 }) => {
            civil(year as i32, month, day)
        }
        (Number { value: year, digits: 4 }, Month(month), Number { value: day, digits: 1..=2 }) => {
            civil(year as i32, month, day)
        }
        (
            Number { value: year, digits: 4 },
            Number { value: month, digits: 1..=2 },
            Number { value: day, digits: 1..=2 },
        ) if bound(first.1, second.1) => civil(year as i32, month, day),
        (
            Number { value: left, digits: 1..=2 },
            Number { value: right, digits: 1..=2 },
            Number { value: year, digits },
        ) if bound(first.1, second.1) => {
            let year = full(year, digits)?;
            let month_first = left <= 12 && (right > 12 || (first.1 == Some('/') && order == Order::MonthFirst));
            if month_first { civil(year, left, right) } else { civil(year, right, left) }
        }
        _ => None,
    }?;
    Some((date, used))
}

/// Whether two characters bind three numbers to a date: the same sign twice, or the signs for year and month.
fn bound(first: Option<char>, second: Option<char>) -> bool {
    match (first, second) {
        (Some('年' | '년'), Some('月' | '월')) => true,
        (Some(first), Some(second)) => first == second && matches!(first, '.' | '/' | '-' | '–' | '．' | '／' | '‐'),
        _ => false,
    }
}

/// A year of two digits belongs to this century; the web's older years are written out.
fn full(year: u32, digits: u8) -> Option<i32> {
    match digits {
        4 => i32::try_from(year).ok(),
        2 => i32::try_from(year + 2000).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        read(text, Order::DayFirst).map(|moment| moment.to_string())
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
            "20 sep 2019",
            "20 september 2019",
            "20 eylül 2019",
            "2019年9月20日",
            "2019年09月20日 08:00",
            "2019년 9월 20일",
            "2019. 9. 20.",
            "٢٠ سبتمبر ٢٠١٩",
            "20 سبتمبر 2019",
            "2019. szeptember 20.",
            "20/09/2019",
            "Fredag, 20-09-2019",
            "Published: Friday, 20 September 2019",
        ] {
            assert_eq!(
                shown(text).map(|date| date.get(..10).unwrap_or_default().to_owned()).as_deref(),
                Some("2019-09-20"),
                "{text}"
            );
        }
        assert_eq!(
            read("03/04/2020", Order::MonthFirst).map(|moment| moment.to_string()).as_deref(),
            Some("2020-03-04")
        );
        assert_eq!(read("03/04/2020", Order::DayFirst).map(|moment| moment.to_string()).as_deref(), Some("2020-04-03"));
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
            "99999999999999",
            "12 of 13",
            "",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_give_their_dates() {
        for address in [
            "https://example.org/2019/09/20/a",
            "https://example.org/n/2019-09-20-b",
            "https://example.org/20190920/c",
            "https://example.org/2019/sep/20/d",
            "https://example.org/sh/2019/0920/e",
        ] {
            assert_eq!(
                in_address(address).map(|moment| moment.to_string()).as_deref(),
                Some("2019-09-20"),
                "{address}"
            );
        }
        assert_eq!(in_address("https://example.org/2019/09/title-of-20"), None);
    }

    #[test]
    fn a_label_tells_a_change() {
        assert!(is_change("Last updated: "));
        assert!(is_change("3 May 2019 | Aktualisiert am "));
        assert!(!is_change("Posted "));
    }
}
