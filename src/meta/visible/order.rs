//! Decides in which order a page writes the numbers of its dates, where some of them can be read in one way only: of
//! "08-12-2013" and "08-13-2013" the second tells. For the pass over visible elements.

use super::KINDS;
use crate::meta::date::Order;
use crate::page::Page;
use crate::tag::Tag;

/// Elements that are called dates which are looked at.
const MOST: usize = 60;
/// Bytes of such an element's text.
const LONGEST: usize = 60;

/// The order that the dates of a page show, if they agree.
pub(super) fn shown(page: &Page) -> Option<Order> {
    let dated = page.rows.iter().filter(|row| row.tag == Tag::Time || row.cues.meets(KINDS.date));
    let short = dated.filter(|row| (8..=LONGEST).contains(&row.text.len())).take(MOST);
    let mut orders = short.filter_map(|row| of_text(page.slice(row.text)));
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// The order of the first three numbers in a text that end in a year, where it can be only one.
fn of_text(text: &str) -> Option<Order> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let mut rest = text.get(start..)?;
    let mut number = |most: usize| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at_checked(digits).filter(|_| digits <= most)?;
        let sign = behind.chars().next();
        rest = behind.get(sign.map_or(0, char::len_utf8)..)?;
        Some((number.parse::<u32>().ok()?, digits, sign))
    };
    let (first, second, third) = (number(2)?, number(2)?, number(4)?);
    let is_date = third.1 == 4 && first.2 == second.2 && matches!(first.2, Some('/' | '-' | '.'));
    match (first.0, second.0) {
        (13..=31, 1..=12) if is_date => Some(Order::Day),
        (1..=12, 13..=31) if is_date => Some(Order::EveryMonth),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn a_day_above_twelve_tells_the_order() {
        for (text, order) in [
            ("08-13-2013, 10:05", Some(Order::EveryMonth)),
            ("on 13.08.2013", Some(Order::Day)),
            ("08-12-2013", None),
            ("13-08/2013", None),
            ("2013-08-13", None),
            ("1.13.99", None),
        ] {
            assert_eq!(of_text(text), order, "{text}");
        }
    }

    #[test]
    fn other_dates_of_a_page_tell_how_the_first_is_meant() {
        let posts = |other: &str| {
            let post = |day: &str| format!("<p class=date>{day}</p>{BODY}");
            meta(&format!("<h1>Rain</h1>{}{}", post("08-12-2013"), post(other))).published
        };
        assert_eq!(posts("08-13-2013").as_deref(), Some("2013-08-12"));
        assert_eq!(posts("13-08-2013").as_deref(), Some("2013-12-08"));
        assert_eq!(posts("09-08-2013").as_deref(), Some("2013-12-08"));
    }
}
