//! Decides which day of the common calendar a date of another one is: years of Iran and Afghanistan, which begin in March, and years
//! of East Asia that count from the beginning of a reign or of the Republic. For the reader of dates as people write them.

use jiff::Span;
use jiff::civil::{Date, date};

use super::{YEARS, civil};

/// Years of the solar calendar of Iran that are of the web's time. No page means such years of the common calendar.
const IRANIAN: std::ops::RangeInclusive<u32> = 1369..=1449;

/// The day of the common calendar that a day of the solar calendar of Iran and Afghanistan is: its first six months have 31 days,
/// the others 30, and the last one 29 but in leap years. In a cycle of 33 years the leap years are those with the remainders
/// below, which agrees with the equinox from 1800 to 2256 (K. M. Borkowski, "The Persian calendar for 3000 years", 1996).
pub(super) fn iranian(year: u32, month: u32, day: u32) -> Option<Date> {
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u32::from(is_leap(year)),
        _ => return None,
    };
    if !IRANIAN.contains(&year) || !(1..=longest).contains(&day) {
        return None;
    }
    let leaps = (*IRANIAN.start()..year).filter(|year| is_leap(*year)).count() as u32;
    let days = (year - IRANIAN.start()) * 365 + leaps + (month - 1) * 30 + (month - 1).min(6) + day - 1;
    let found = NEW_YEAR.checked_add(Span::new().try_days(days).ok()?).ok()?;
    civil(i32::from(found.year()), u32::try_from(found.month()).ok()?, u32::try_from(found.day()).ok()?)
}

/// The first day of the first of these years.
const NEW_YEAR: Date = date(1990, 3, 21);

fn is_leap(year: u32) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// What stands before a year that counts from a beginning, and the year before that: the Republic, and the reigns of the web's time.
const BEGINNINGS: [(&str, u32); 4] = [("民國", 1911), ("民国", 1911), ("平成", 1988), ("令和", 2018)];

/// The year that a number means behind what stands before it, if that names a beginning; without one the number of three digits
/// before the sign for a year, which is one of the Republic: "令和6年", "113年".
pub(super) fn counted(before: &str, number: u32, digits: u8, next: Option<char>) -> Option<u32> {
    let before = before.trim_end();
    let named = BEGINNINGS.iter().find(|(name, _)| before.ends_with(name)).map(|(_, year)| *year);
    let start = named.or_else(|| (digits == 3 && next == Some('年')).then_some(1911))?;
    let year = number.checked_add(start).filter(|_| digits <= 3)?;
    i32::try_from(year).is_ok_and(|year| YEARS.contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::super::{Order, read};

    fn shown(text: &str) -> Option<String> {
        read(text, Order::Day).map(|moment| moment.to_string())
    }

    #[test]
    fn years_of_iran_begin_in_march() {
        for (text, expected) in [
            ("۳۱ اردیبهشت ۱۴۰۳", "2024-05-20"),
            ("1 فروردین 1400", "2021-03-21"),
            ("۳۰ اسفند ۱۴۰۳", "2025-03-20"),
            ("۱۴۰۳/۰۲/۳۱", "2024-05-20"),
            ("1404/01/01 - 12:30", "2025-03-21"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(shown("۳۰ اسفند ۱۴۰۲"), None, "no leap year");
        assert_eq!(shown("20 مهر 2019"), None, "no year of Iran");
    }

    #[test]
    fn years_of_east_asia_count_from_a_beginning() {
        for (text, expected) in [
            ("113年8月6日", "2024-08-06"),
            ("中華民國113年8月6日", "2024-08-06"),
            ("令和6年5月1日", "2024-05-01"),
            ("更新日：平成31年4月30日", "2019-04-30"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }
}
