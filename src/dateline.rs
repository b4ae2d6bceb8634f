//! Decides whether a paragraph opens with a dateline, the place, date and agency of a wire story. From the paragraph's
//! first words alone, for the article's `dateline`, whatever the input was.

use crate::words;

/// Characters a dateline may take; the longest seen name two cities, a date and an agency of three words.
const LONGEST: usize = 90;

/// The dateline that opens a paragraph, as shown and without the dash behind it: `VELMORA (Meridian)`.
pub(crate) fn dateline(paragraph: &str) -> Option<String> {
    let end = paragraph.char_indices().nth(LONGEST).map_or(paragraph.len(), |(at, _)| at);
    let head = paragraph.get(..end)?;
    slashed(head).or_else(|| dashed(head, paragraph)).map(words_of)
}

fn words_of(dateline: &str) -> String {
    words::fold(dateline)
}

/// `МОСКВА, 20 сентября. /ТАСС/.`
fn slashed(head: &str) -> Option<&str> {
    let (before, rest) = head.split_once(" /")?;
    let (agency, _) = rest.split_once('/')?;
    let (place, date) = before.split_once(',')?;
    let fits = is_capital_place(place) && is_date(date) && is_agency(agency);
    fits.then(|| head.get(..before.len() + agency.len() + 3)).flatten()
}

fn dashed<'a>(head: &'a str, paragraph: &str) -> Option<&'a str> {
    let (at, dash) = separator(head)?;
    let opening = head.get(..at)?.trim_end();
    let behind = paragraph.get(at..)?.trim_start_matches([' ', '\u{a0}', '-', '–', '—']);
    if let Some((place, agency)) = opening.strip_suffix(')').and_then(|inside| inside.rsplit_once('(')) {
        return (is_agency(agency.trim()) && is_place_with_date(place.trim())).then_some(opening);
    }
    let (place, date) = opening.split_once(',').map_or((opening, None), |(place, rest)| (place, Some(rest)));
    if !is_capital_place(place) || !date.is_none_or(|date| is_date(date) || is_region(date)) {
        return None;
    }
    // `СЕВЕРОЛУЧЬЕ, 12 фев – Меридиан. Первый ...`: the agency stands behind the dash and ends with a full stop.
    if let Some(agency) =
        behind.split_once(". ").map(|(agency, _)| agency).filter(|agency| date.is_some() && is_agency(agency))
    {
        let end = paragraph.len() - behind.len() + agency.len();
        return head.get(..end);
    }
    // Without date and agency only a long dash and a sentence behind it tell a place from an abbreviation.
    let begins =
        behind.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric() || !first.is_alphabetic());
    let shouted = SHOUTS.contains(&place);
    (begins && !shouted && (date.is_some() || dash != '-')).then_some(opening)
}

/// Labels in capitals that editors put in front of a sentence.
const SHOUTS: &[&str] = &[
    "ACHTUNG",
    "ANALYSIS",
    "BREAKING",
    "EXCLUSIVE",
    "EXKLUSIV",
    "EXPLAINER",
    "FACT",
    "IMPORTANT",
    "KOMMENTAR",
    "LIVE",
    "NOTE",
    "OPINION",
    "REVIEW",
    "SPOILER",
    "UPDATE",
    "VIDEO",
    "WARNING",
    "WATCH",
    "WICHTIG",
    "ВАЖНО",
    "ВИДЕО",
    "ОБНОВЛЕНО",
];

/// The first dash that stands between spaces or behind a bracket, and its sign.
fn separator(head: &str) -> Option<(usize, char)> {
    let mut before = ' ';
    for (at, character) in head.char_indices() {
        let spaced = words::is_space(before) || before == ')' || character == '—';
        let behind = head.get(at + character.len_utf8()..).and_then(|rest| rest.chars().next());
        let free = behind.is_some_and(|next| words::is_space(next) || next == '-') || character == '—';
        if matches!(character, '-' | '–' | '—') && spaced && free {
            let double = behind == Some('-');
            return Some((at, if double { '—' } else { character }));
        }
        before = character;
    }
    None
}

/// A place in capitals: `PORT AMSEL`, `СЕВЕРОЛУЧЬЕ`, `WASHINGTON D.C.`. Four letters, because shorter capitals are
/// abbreviations more often than cities.
fn is_capital_place(place: &str) -> bool {
    let letters = place.chars().filter(|character| character.is_alphabetic()).count();
    let longest = place.split(|character: char| !character.is_alphabetic()).map(|word| word.chars().count()).max();
    let allowed = |character: char| {
        character.is_uppercase() || words::is_space(character) || matches!(character, '-' | '.' | '\'' | '’' | '/')
    };
    letters >= 4
        && longest.is_some_and(|longest| longest >= 3)
        && place.chars().all(allowed)
        && place.split_whitespace().count() <= 5
}

/// A region or second place behind a comma: `Iowa`, `NEW YORK`, `N.Y.`.
fn is_region(region: &str) -> bool {
    let words: Vec<&str> = region.split_whitespace().take(4).collect();
    (1..=3).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase) && !word.contains(','))
}

/// A date without a year or with one: `Sept 20`, `12. März`, `le 3 mai`, `12 фев`.
fn is_date(date: &str) -> bool {
    let words: Vec<&str> = date.split([' ', '\u{a0}', ',']).filter(|word| !word.is_empty()).take(7).collect();
    let digits = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    let small = |word: &str| {
        word.chars().count() <= 12
            && word.chars().all(|character| character.is_alphabetic() || matches!(character, '.' | '/' | '\''))
    };
    words.len() <= 6
        && words.iter().any(|word| digits(word))
        && words.iter().all(|word| digits(word) && word.len() <= 6 || small(word))
}

/// What may stand before an agency in brackets: a place of capitalised words, perhaps with region and date.
fn is_place_with_date(place: &str) -> bool {
    let (name, date) = match place.split_once(',') {
        Some((name, rest)) => (name, Some(rest)),
        None => (place, None),
    };
    let count = name.split_whitespace().count();
    let particle = |word: &str| {
        matches!(
            word,
            "am" | "an"
                | "der"
                | "bei"
                | "im"
                | "de"
                | "del"
                | "la"
                | "le"
                | "les"
                | "sur"
                | "of"
                | "the"
                | "do"
                | "da"
                | "di"
                | "na"
                | "над"
                | "на"
        )
    };
    let capital = |word: &str| word.chars().next().is_some_and(|first| !first.is_lowercase() && first.is_alphabetic());
    let named = (1..=5).contains(&count) && name.split_whitespace().all(|word| capital(word) || particle(word));
    let rest =
        date.is_none_or(|date| date.split(',').all(|part| part.trim().is_empty() || is_date(part) || is_region(part)));
    named && rest && name.chars().next().is_some_and(|first| !first.is_lowercase())
}

/// Agencies that write their names small.
const SMALL_AGENCIES: &[&str] = &[
    "afp", "ansa", "apa", "dapd", "ddp", "dpa", "efe", "epd", "kna", "lusa", "ots", "pap", "ritzau", "sda", "sid",
    "tass",
];

/// A name in a few words: an agency's begins with a capital, unless it is one of the known small ones.
fn is_agency(name: &str) -> bool {
    let parts = name.split(['/', ' ', '-']).filter(|part| !part.is_empty());
    let count = parts.clone().count();
    let named = |part: &str| {
        let first = part.chars().next().unwrap_or_default();
        (first.is_alphabetic() && !first.is_lowercase()) || SMALL_AGENCIES.contains(&part)
    };
    let lone = name.split_whitespace().count() <= 4 && name.chars().count() <= 40;
    count >= 1 && lone && parts.clone().all(named) && !name.contains([',', ';', ':', '(', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_and_agency_open_a_story() {
        for (paragraph, expected) in [
            ("VELMORA (Meridian) - The bridge is closed.", "VELMORA (Meridian)"),
            ("PORT AMSEL (Meridian) — Trains ran.", "PORT AMSEL (Meridian)"),
            ("LINDHAGEN (Meridian) – Nach der Sitzung ging es heim.", "LINDHAGEN (Meridian)"),
            ("MOSCOW, Sept 20 (Agency) — The council met.", "MOSCOW, Sept 20 (Agency)"),
            ("BERLIN, 12. März (dpa) - Der Rat tagt.", "BERLIN, 12. März (dpa)"),
            ("Berlin (dpa/Meridian) - Der Rat tagt.", "Berlin (dpa/Meridian)"),
            ("SORREL CITY, Iowa (MP) — Corn grew.", "SORREL CITY, Iowa (MP)"),
            ("СЕВЕРОЛУЧЬЕ, 12 фев – Меридиан. Первый трамвай вышел.", "СЕВЕРОЛУЧЬЕ, 12 фев – Меридиан"),
            ("СЕВЕРОЛУЧЬЕ, 20 сентября. /МЕРИДИАН/. Трамвай вышел.", "СЕВЕРОЛУЧЬЕ, 20 сентября. /МЕРИДИАН/"),
            ("السروين (ميريديان) - عادت المياه.", "السروين (ميريديان)"),
            ("VELMORA — The council met.", "VELMORA"),
            ("VELMORA, Sept. 20 -- The council met.", "VELMORA, Sept. 20"),
        ] {
            assert_eq!(dateline(paragraph).as_deref(), Some(expected), "{paragraph}");
        }
    }

    #[test]
    fn a_dash_in_a_sentence_opens_none() {
        for paragraph in [
            "The bridge - closed since May - is old.",
            "Anna Smith (left) - the mayor - said so.",
            "Odile Varnas (43) – the engineer – agreed.",
            "NASA — which built it — was pleased.",
            "WARNING - do not open.",
            "UPDATE — The council met.",
            "USA - The land of maps.",
            "It was late (very late) - nobody came.",
            "Well-known people (Meridian) met.",
            "",
        ] {
            assert_eq!(dateline(paragraph), None, "{paragraph}");
        }
    }
}
