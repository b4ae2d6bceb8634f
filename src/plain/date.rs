//! Decides which lines are nothing but a date or a clock, and which day they name. From the words of the line; reading
//! the date itself is the metadata room's. For the passes over plain text.

use crate::meta::date::{self as dates, Order};

/// Bytes of the longest line that is only a date: two dates with labels, times and zones.
const LONGEST: usize = 120;

/// The first date in a line, as `2019-09-20` or with time and offset. A date between slashes that reads differently in
/// the two orders is none: a text does not say where it was written.
pub(super) fn date(line: &str) -> Option<String> {
    let found = dates::read(line, Order::Day)?;
    (dates::read(line, Order::Month) == Some(found)).then(|| found.to_string())
}

/// Whether every word of a line belongs to a date or a time of day.
pub(super) fn is_moment(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let parts = parts(line);
    let number = |part: &&str| part.starts_with(|first: char| first.is_ascii_digit());
    let known = |part: &&str| number(part) || is_clock_word(part) || is_month(part);
    parts.iter().filter(|part| number(part)).count() >= 2 && parts.iter().all(known)
}

/// Whether a line begins with the time now, as headers of pages do: a time of day with its zone.
pub(super) fn is_running_clock(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let zoned = words.next().is_some_and(|zone| zone.starts_with("GMT") || zone.starts_with("UTC"));
    let timed = first.contains(':') && first.starts_with(|first: char| first.is_ascii_digit());
    line.len() <= LONGEST && zoned && timed
}

/// Runs of letters and runs of digits.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut digit = false;
    for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
        let word = character.is_alphanumeric();
        if let Some(from) = start
            && (!word || character.is_numeric() != digit)
        {
            parts.push(line.get(from..at).unwrap_or_default());
            start = None;
        }
        if word && start.is_none() {
            start = Some(at);
            digit = character.is_numeric();
        }
    }
    parts
}

/// Whether a word is a month's name: a date that holds it can be read.
fn is_month(word: &str) -> bool {
    dates::read(&format!("1 {word} 2000"), Order::Day).is_some()
}

/// Words beside the numbers of a clock or a date: zones, halves of the day, week days, words for "updated".
fn is_clock_word(word: &str) -> bool {
    let word = word.to_lowercase();
    let days = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mont", "dien", "mitt", "donn", "frei", "sams", "sonn", "lun",
        "mer", "jeu", "ven", "dim", "mié", "jue", "vie", "sáb", "dom", "пон", "вто", "сре", "чет", "пят", "суб", "вос",
    ];
    matches!(
        word.as_str(),
        "gmt"
            | "utc"
            | "cet"
            | "cest"
            | "est"
            | "edt"
            | "pst"
            | "pdt"
            | "bst"
            | "msk"
            | "мск"
            | "am"
            | "pm"
            | "a"
            | "p"
            | "m"
            | "uhr"
            | "h"
            | "t"
            | "z"
            | "at"
            | "um"
            | "à"
            | "de"
            | "del"
            | "в"
            | "г"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "updated"
            | "published"
            | "posted"
            | "aktualisiert"
            | "stand"
            | "veröffentlicht"
            | "publié"
            | "mis"
            | "jour"
            | "actualizado"
            | "publicado"
            | "обновлено"
            | "опубликовано"
            | "年"
            | "月"
            | "日"
            | "时"
            | "分"
    ) || word.chars().count() <= 10 && days.iter().any(|day| word.starts_with(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_the_orders_people_write() {
        for (line, expected) in [
            ("2019-09-20T01:12:00+03:00", "2019-09-20T01:12:00+03:00"),
            ("01:12 20.09.2019(updated 01:15 21.09.2019)", "2019-09-20"),
            ("20 September 2019, 01:12", "2019-09-20"),
            ("Published: September 20th, 2019", "2019-09-20"),
            ("4. Oktober 2021", "2021-10-04"),
            ("5 апреля 2011 г.", "2011-04-05"),
            ("le 3 août 2020", "2020-08-03"),
            ("17 de junio de 2023", "2023-06-17"),
            ("2023年4月18日 15:26", "2023-04-18"),
        ] {
            assert_eq!(date(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_none() {
        for line in ["31.02.2020", "In 2011 a study of 40 bridges", "Version 1.2", "", "99 Mann 2020", "03/04/2020"] {
            assert_eq!(date(line), None, "{line}");
        }
    }

    #[test]
    fn a_clock_shows_the_time_now_and_a_dated_line_does_not() {
        assert!(is_running_clock("01:51 GMT +3 20 September 2019"));
        assert!(!is_running_clock("20 September 2019, 01:12") && is_moment("20 September 2019, 01:12"));
        assert!(is_moment("16:58 04.10.2021") && !is_moment("3 May 2020 brought rain") && !is_moment("2020"));
    }
}
