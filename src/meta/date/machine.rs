//! Decides which moment a machine form means: ISO 8601, seconds since 1970, and the dates in addresses. For the reader of
//! dates.

use jiff::civil::Date;

use super::written;
use super::{Moment, civil};
use crate::address;
use crate::meta::clean;
use crate::meta::zone::{self, Offset};

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

fn epoch(seconds: i64) -> Option<Moment> {
    let moment = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    let date = moment.date();
    super::YEARS.contains(&i32::from(date.year())).then(|| Moment { date, time: Some((moment.time(), Offset::ZULU)) })
}

/// The date in an address: `/2019/09/20/`, `/2019-09-20-` or `/20190920/`.
pub(crate) fn in_address(address: &str) -> Option<Moment> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = address::path(path);
    let mut last: [&str; 3] = [""; 3];
    for piece in clean::cut(path, 2000).split(|character: char| !character.is_ascii_alphanumeric()) {
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
            && let Some(date) = written::month(&month.to_ascii_lowercase())
                .and_then(|month| civil(year.parse().ok()?, month, day.parse().ok()?))
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

/// The year and month in an address: `/2014/05/` or `/2014-05/`.
pub(crate) fn month_in_address(address: &str) -> Option<(i16, i8)> {
    let mut year = None;
    for piece in clean::cut(crate::address::path(address), 2000).split(['/', '-']) {
        let number = |length: usize| piece.parse::<u32>().ok().filter(|_| piece.len() == length);
        if let (Some(year), Some(month)) = (year, number(2).filter(|month| (1..=12).contains(month))) {
            return Some((i16::try_from(year).ok()?, i8::try_from(month).ok()?));
        }
        year = number(4).filter(|year| i32::try_from(*year).is_ok_and(|year| super::YEARS.contains(&year)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
