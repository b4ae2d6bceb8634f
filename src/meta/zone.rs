//! Decides which time of day and offset stand in a piece of text, and gives none unless both do: a time without its
//! offset names no moment. For the reader of dates.

use jiff::civil::Time;

/// How far a local time is ahead of Greenwich, and how the page wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Offset {
    /// Minutes east of Greenwich.
    pub minutes: i16,
    /// Written as `Z`, `UTC` or `GMT`, not as a number.
    pub is_zulu: bool,
}

impl Offset {
    /// Universal time by name.
    pub(crate) const ZULU: Offset = Offset { minutes: 0, is_zulu: true };
}

/// Zones by name, in minutes east of Greenwich. Only names that mean one thing wherever they stand beside a date.
const ZONES: &[(&str, i16)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("мск", 180),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
];

/// Bytes in which a time must stand, beside its date.
const NEAR: usize = 40;

/// The first time of day in a text with its offset.
pub(crate) fn time_in(text: &str) -> Option<(Time, Offset)> {
    let text = super::clean::cut(text.trim_start(), NEAR);
    let bytes = text.as_bytes();
    if let Some(found) = compact(text) {
        return Some(found);
    }
    let colon = (1..bytes.len()).find(|at| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        bytes.get(*at) == Some(&b':') && digit(at - 1) && digit(at + 1) && digit(at + 2)
    })?;
    let from = if colon >= 2 && bytes.get(colon - 2).is_some_and(u8::is_ascii_digit) { colon - 2 } else { colon - 1 };
    let mut hour: i8 = text.get(from..colon)?.parse().ok()?;
    let minute: i8 = text.get(colon + 1..colon + 3)?.parse().ok()?;
    let mut rest = text.get(colon + 3..)?;
    let mut second: i8 = 0;
    if let Some(found) = rest.strip_prefix(':').and_then(|rest| rest.get(..2)).and_then(|digits| digits.parse().ok()) {
        second = found;
        rest = rest.get(3..)?;
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
    }
    let rest = rest.trim_start();
    let (half, rest) = halves(rest);
    hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some((Time::new(hour, minute, second, 0).ok()?, offset(rest)?))
}

/// `015100Z`, the time of the basic ISO form.
fn compact(text: &str) -> Option<(Time, Offset)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 6 && digits != 4 {
        return None;
    }
    let part = |from: usize| text.get(from..from + 2).and_then(|digits| digits.parse::<i8>().ok());
    let second = if digits == 6 { part(4)? } else { 0 };
    Some((Time::new(part(0)?, part(2)?, second, 0).ok()?, offset(text.get(digits..)?)?))
}

/// Whether a text opens with "pm" (true) or "am" (false), and the rest.
fn halves(text: &str) -> (Option<bool>, &str) {
    for (name, half) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        if text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return (Some(half), text.get(name.len()..).unwrap_or_default());
        }
    }
    (None, text)
}

/// The offset a text opens with: `+03:00`, `-0500`, `GMT +3`, `(CET)`.
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim_start_matches([' ', '(', ',', '\u{A0}']);
    if let Some(signed) = signed(text) {
        return Some(numbered(signed));
    }
    let letters =
        text.char_indices().find(|(_, character)| !character.is_alphabetic()).map_or(text.len(), |(at, _)| at);
    let name = text.get(..letters)?.to_lowercase();
    let named = ZONES.iter().find(|(known, _)| *known == name)?.1;
    let further = text.get(letters..)?.trim_start();
    // "GMT +3" counts from Greenwich; a sign behind another zone belongs to something else.
    if named != 0 {
        return Some(numbered(named));
    }
    Some(signed(further).map_or(Offset::ZULU, numbered))
}

fn numbered(minutes: i16) -> Offset {
    Offset { minutes, is_zulu: false }
}

fn signed(text: &str) -> Option<i16> {
    let (negative, rest) = match text.chars().next()? {
        '+' => (false, text.get(1..)?),
        '-' => (true, text.get(1..)?),
        '−' => (true, text.get('−'.len_utf8()..)?),
        _ => return None,
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, minutes): (i16, i16) = match digits {
        1 | 2 => {
            let minutes = rest
                .get(digits..)?
                .strip_prefix(':')
                .and_then(|rest| rest.get(..2))
                .and_then(|minutes| minutes.parse().ok());
            (rest.get(..digits)?.parse().ok()?, minutes.unwrap_or(0))
        }
        4 => (rest.get(..2)?.parse().ok()?, rest.get(2..4)?.parse().ok()?),
        _ => return None,
    };
    // Offsets in use run from -12:00 to +14:00.
    let total = hours * 60 + minutes;
    let total = if negative { -total } else { total };
    (minutes < 60 && (-720..=840).contains(&total)).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_needs_an_offset() {
        let shown = |text: &str| time_in(text).map(|(time, offset)| (time.hour(), time.minute(), offset.minutes));
        assert_eq!(shown("01:51:00+03:00"), Some((1, 51, 180)));
        assert_eq!(shown("01:51 GMT +3"), Some((1, 51, 180)));
        assert_eq!(shown("at 12:05 a.m. PST"), Some((0, 5, -480)));
        assert_eq!(shown("235959Z"), Some((23, 59, 0)));
        assert_eq!(shown("01:51 Uhr"), None);
        assert_eq!(shown("25:00Z"), None);
        assert_eq!(shown("01:00+99:00"), None);
    }
}
