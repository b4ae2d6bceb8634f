//! Decides which date stands in words as people write them: numbers, month names and the small words between them, in any
//! listed language. For the reader of dates.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{Manner, Order, calendar, civil};
use crate::cues;
use crate::table::Words;
use crate::words;

/// The words that a date may hold: months, and what stands between them and numbers.
static WORDS: LazyLock<Words<Kind>> = LazyLock::new(|| {
    let months = cues::lines(include_str!("months.txt"))
        .filter_map(|(number, names)| Some((number.parse::<u32>().ok()?, names)))
        .flat_map(|(number, names)| names.split_whitespace().map(move |name| (name, number)))
        .map(|(name, number)| (name, if name.starts_with(is_thai) { Kind::Thai(number) } else { Kind::Month(number) }));
    let iranian = cues::lines(include_str!("months.txt"))
        .filter_map(|(name, names)| Some((name.strip_prefix("iran ")?.parse::<u32>().ok()?, names)))
        .flat_map(|(number, names)| names.split_whitespace().map(move |name| (name, Kind::Iranian(number))));
    // What is both is a month.
    let fillers = FILLERS.iter().map(|filler| (*filler, Kind::Filler));
    let mut words: Words<Kind> =
        fillers.chain([("of", Kind::Of)]).chain(iranian).chain(months).chain([(MONTH, Kind::Lead)]).collect();
    for (word, languages) in cues::lines(include_str!("months.txt")) {
        let word = word.strip_prefix(HOMONYM).and_then(|word| words.get_mut(word));
        if let Some(kind) = word
            && let Kind::Month(number) = *kind
        {
            *kind = Kind::Homonym(number, languages);
        }
    }
    words
});

/// What opens a line on the name of a month that is also a word of another language.
const HOMONYM: &str = "also a word ";

/// The number of the month of this name.
pub(super) fn month(name: &str) -> Option<u32> {
    match WORDS.get(name)? {
        Kind::Month(number) | Kind::Thai(number) | Kind::Homonym(number, _) => Some(*number),
        _ => None,
    }
}

/// A number, a month or something else, with what parts it from the next token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub start: usize,
    end: usize,
    kind: Kind,
    /// The character behind it, if it may bind two numbers.
    joint: Option<char>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number {
        value: u32,
        digits: u8,
    },
    Month(u32),
    /// A month in Thai, beside which years count from the death of the Buddha.
    Thai(u32),
    /// A month in the languages named, and a word of others: "out" is October in Portuguese.
    Homonym(u32, &'static str),
    /// A month of the calendar of Iran.
    Iranian(u32),
    /// What leads to the number of a month.
    Lead,
    /// A word that may stand inside a date: "de", "th".
    Filler,
    /// The same in English, where it also stands between a number and what that is a part of: "14 out of 20".
    Of,
    Other,
}

/// The word for a month in Vietnamese, which numbers them: "9 tháng 6 năm 2024".
const MONTH: &str = "tháng";

/// Words inside dates of the listed languages, and the endings of ordinal numbers.
const FILLERS: &[&str] = &[
    "de",
    "del",
    "do",
    "di",
    "the",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "º",
    "ª",
    "er.",
    "r",
    "года",
    "г",
    "a",
    "al",
    "den",
    "року",
    "р",
    "gada",
    "m",
    "d",
    "urte",
    "г.",
    "година",
    "της",
    "năm",
    "ko",
    "eko",
    "године",
    "գ",
    "թ",
    "พ.ศ",
    "ค.ศ",
];

/// How many numbers a text holds.
pub(super) fn numbers(text: &str) -> usize {
    let mut inside = false;
    let mut begins = |is_digit: bool| !std::mem::replace(&mut inside, is_digit) && is_digit;
    match text.is_ascii() {
        true => text.bytes().filter(|byte| begins(byte.is_ascii_digit())).count(),
        false => text.chars().filter(|character| begins(digit(*character).is_some())).count(),
    }
}

/// The numbers, months and words of a text, as they are read in a manner.
pub(super) fn tokens(text: &str, manner: Manner) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut word = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if let Some(first) = digit(character) {
            let (mut value, mut digits) = (first, 1_u8);
            while let Some((_, next)) = characters.next_if(|(_, next)| digit(*next).is_some()) {
                value = value.saturating_mul(10).saturating_add(digit(next).unwrap_or(0));
                digits = digits.saturating_add(1);
            }
            let next = characters.peek().map(|(_, next)| *next);
            if let Some(year) = calendar::counted(text.get(..start).unwrap_or_default(), value, digits, next) {
                (value, digits) = (year, 4);
            }
            let end = characters.peek().map_or(text.len(), |(next, _)| *next);
            let led = tokens.pop_if(|last| last.kind == Kind::Lead).filter(|_| (1..=12).contains(&value));
            let kind = if led.is_some() { Kind::Month(value) } else { Kind::Number { value, digits } };
            tokens.push(Token { start, end, kind, joint: None });
        } else if is_letter(character) {
            word.clear();
            words::lowered(character, |small| word.push(small));
            loop {
                // "ม.ค." is one word.
                let mut behind = characters.clone();
                let stop = is_thai(character) && behind.next().is_some_and(|(_, next)| next == '.');
                let inside = stop && behind.next().is_some_and(|(_, next)| is_thai(next));
                let next = characters.next_if(|(_, next)| inside || is_letter(*next) || is_mark(*next));
                let Some((_, next)) = next else { break };
                words::lowered(next, |small| word.push(small));
            }
            let kind = match WORDS.get(word.as_str()).copied().unwrap_or(Kind::Other) {
                Kind::Homonym(month, languages) if manner.speaks(languages) => Kind::Month(month),
                kind => kind,
            };
            let end = characters.peek().map_or(text.len(), |(next, _)| *next);
            tokens.push(Token { start, end, kind, joint: None });
        } else if let Some(last) = tokens.last_mut().filter(|last| last.joint.is_none() && !character.is_whitespace()) {
            last.joint = Some(character);
        }
    }
    tokens
}

/// Whether a character is part of a word.
fn is_letter(character: char) -> bool {
    words::is_alphabetic(character) && !is_sign(character)
}

/// Marks inside a word that are no letters: an accent of its own, and what joins consonants in the scripts of India.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{301}' | '\u{94D}' | '\u{9BC}' | '\u{9CD}' | '\u{A4D}' | '\u{ACD}' | '\u{BCD}' | '\u{C4D}'
        | '\u{CCD}' | '\u{D4D}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}

/// Whether a character is a letter, vowel or mark of Thai, which is no sign behind a number.
fn is_thai(character: char) -> bool {
    matches!(character, '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}')
}

/// Letters that stand behind a number as a sign: those of spaceless scripts, and Korean for year, month and day.
fn is_sign(character: char) -> bool {
    crate::words::is_spaceless(character) && !is_thai(character) || matches!(character, '년' | '월' | '일')
}

/// The noughts of Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Lao, Burmese and Khmer.
const NULLS: [u32; 11] = [0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xED0, 0x1040, 0x17E0];

/// The value of a digit of any script.
pub(super) fn digit(character: char) -> Option<u32> {
    let code = character as u32;
    match character {
        '0'..='9' => Some(code - 0x30),
        '\u{660}'..='\u{669}' => Some(code - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(code - 0x6F0),
        '\u{966}'..='\u{96F}' => Some(code - 0x966),
        '\u{E50}'..='\u{E59}' => Some(code - 0xE50),
        '\u{FF10}'..='\u{FF19}' => Some(code - 0xFF10),
        '\u{980}'..='\u{17EF}' => {
            NULLS.iter().find(|null| (**null..**null + 10).contains(&code)).map(|null| code - null)
        }
        _ => None,
    }
}

/// The date that begins at a token, and how many tokens it takes.
pub(super) fn date_at(tokens: &[Token], at: usize, order: Order) -> Option<(Date, usize)> {
    around_time(tokens, at).or_else(|| plain(tokens, at, order))
}

/// A date with the time in its middle, as clocks of Unix say it: "Mar 2 10:14:05 UTC 2021".
fn around_time(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let token = |behind: usize| tokens.get(at + behind);
    let number = |behind: usize| match token(behind)?.kind {
        Kind::Number { value, digits: 1..=2 } => Some(value),
        _ => None,
    };
    let Kind::Month(month) = token(0)?.kind else { return None };
    let day = number(1)?;
    let joined =
        |behind: usize| number(behind).is_some() && token(behind).is_some_and(|token| token.joint == Some(':'));
    if !joined(2) || !joined(3) || number(4).is_none() {
        return None;
    }
    // The zone may stand before the year.
    (5..=6).find_map(|behind| match token(behind)?.kind {
        Kind::Number { value, digits: 4 } => Some((civil(i32::try_from(value).ok()?, month, day)?, behind + 1)),
        _ => None,
    })
}

/// What is added to the last two digits of a year of the Buddhist calendar: 62 stands for 2562, which is 2019.
const BUDDHIST_CENTURY: i32 = 2500 - super::BUDDHIST;

/// A date of three parts: "2 March 2021", "2021-03-02".
fn plain(tokens: &[Token], at: usize, order: Order) -> Option<(Date, usize)> {
    let (parts, used, is_share) = parts(tokens, at)?;
    let is_year = parts.iter().flatten().any(|(kind, _)| matches!(kind, Kind::Number { digits: 4, .. }));
    // "14 out of 20" counts something, and "09 May 10:00" and "10:05 May 20" tell the time.
    let last = (at + used).checked_sub(1)?;
    let is_clock = is_clock(tokens, last) || at.checked_sub(1).is_some_and(|before| is_clock(tokens, before));
    if !is_year && (is_share || is_clock) {
        return None;
    }
    let doubtful = parts.iter().flatten().any(|(kind, _)| matches!(kind, Kind::Homonym(..)));
    if doubtful && (is_share || !is_year && !is_written_as_one(&parts)) {
        return None;
    }
    if let [Some((day, _)), Some((Kind::Thai(month), _)), Some((Kind::Number { value, digits: 2 }, _))] = parts {
        let Kind::Number { value: day, digits: 1..=2 } = day else { return None };
        return Some((civil(i32::try_from(value).ok()? + BUDDHIST_CENTURY, month, day)?, used));
    }
    let plain = |(kind, joint)| match kind {
        Kind::Thai(month) | Kind::Homonym(month, _) => (Kind::Month(month), joint),
        kind => (kind, joint),
    };
    let [Some(first), Some(second), Some(third)] = parts.map(|part| part.map(plain)) else { return None };
    Some((in_order([first, second, third], order)?, used))
}

/// A number or a month's name, and the sign behind it.
type Part = (Kind, Option<char>);

/// Whether a token is a number that a colon binds to the next one, as hours are to minutes.
fn is_clock(tokens: &[Token], at: usize) -> bool {
    let is_number = |token: &Token| matches!(token.kind, Kind::Number { .. });
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    token.joint == Some(':') && next.start == token.end + 1 && is_number(token) && is_number(next)
}

/// Whether signs bind three parts to one word: "14-out-20".
fn is_written_as_one(parts: &[Option<Part>; 3]) -> bool {
    let [Some((_, first)), Some((_, second)), _] = parts else { return false };
    first == second && matches!(first, Some('-' | '/'))
}

/// The first three parts that are no small words, how many tokens they take, and whether the last is what the others are
/// counted of.
fn parts(tokens: &[Token], at: usize) -> Option<([Option<Part>; 3], usize, bool)> {
    // A date takes at most a day, a month, a year and the small words between them.
    let mut parts: [Option<Part>; 3] = [None; 3];
    let mut used = 0;
    let mut filled = 0;
    let mut last = None;
    let mut is_share = false;
    for token in tokens.get(at..)?.iter().take(7) {
        used += 1;
        let counts_of = filled == 2 && token.kind == Kind::Of;
        is_share |= counts_of;
        match token.kind {
            Kind::Other | Kind::Lead => return None,
            Kind::Filler | Kind::Of if filled == 0 => return None,
            Kind::Filler | Kind::Of => continue,
            // "28 آب/اغسطس 2013": in Arabic a month may have both of its names.
            Kind::Month(month) if last == Some(Kind::Month(month)) => continue,
            kind => {
                last = Some(kind);
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
    Some((parts, used, is_share))
}

/// The date that three parts mean, where their order or the signs between them tell which is which.
fn in_order([first, second, third]: [Part; 3], order: Order) -> Option<Date> {
    use Kind::{Iranian, Month, Number};
    match (first.0, second.0, third.0) {
        (Number { value: day, .. }, Iranian(month), Number { value: year, digits: 4 }) => {
            calendar::iranian(year, month, day)
        }
        (
            Number { value: year @ 1300..=1499, digits: 4 },
            Number { value: month, digits: 1..=2 },
            Number { value: day, digits: 1..=2 },
        ) if bound(first.1, second.1) => calendar::iranian(year, month, day),
        (Number { value: day, digits: 1..=2 }, Month(month), Number { value: year, digits }) => {
            civil(full(year, digits)?, month, day)
        }
        (Month(month), Number { value: day, digits: 1..=2 }, Number { value: year, digits: 4 }) => {
            civil(year as i32, month, day)
        }
        (Number { value: year, digits: 4 }, Month(month), Number { value: day, digits: 1..=2 }) => {
            civil(year as i32, month, day)
        }
        // "2019. gada 20. septembris"
        (Number { value: year, digits: 4 }, Number { value: day, digits: 1..=2 }, Month(month))
            if first.1 == Some('.') =>
        {
            civil(year as i32, month, day)
        }
        (
            Number { value: year, digits: 4 },
            Number { value: month, digits: 1..=2 },
            Number { value: day, digits: 1..=2 },
        ) if bound(first.1, second.1) => civil(year as i32, month, day),
        (
            Number { value: year, digits: 2 },
            Number { value: month, digits: 1..=2 },
            Number { value: day, digits: 1..=2 },
        ) if order == Order::Year && bound(first.1, second.1) => civil(full(year, 2)?, month, day),
        (
            Number { value: left, digits: tens @ 1..=2 },
            Number { value: right, digits: others @ 1..=2 },
            Number { value: year, digits },
        ) if bound(first.1, second.1) && !(digits == 2 && tens + others == 2 && first.1 == Some('.')) => {
            // "1.4.46" is the number of a section or version.
            let year = full(year, digits)?;
            let month_first = left <= 12
                && (right > 12 || order == Order::EveryMonth || (first.1 == Some('/') && order == Order::Month));
            if month_first { civil(year, left, right) } else { civil(year, right, left) }
        }
        _ => None,
    }
}

/// Whether two characters bind three numbers to a date: the same sign twice, or the signs for year and month.
fn bound(first: Option<char>, second: Option<char>) -> bool {
    match (first, second) {
        (Some('年' | '년'), Some('月' | '월')) => true,
        (Some(first), Some(second)) => first == second && matches!(first, '.' | '/' | '-' | '–' | '．' | '／' | '‐'),
        _ => false,
    }
}

/// The last year of this century that two digits stand for; beyond it they are numbers of something else.
const LAST: u32 = 35;

/// A year of two digits is one of the web's time.
fn full(year: u32, digits: u8) -> Option<i32> {
    match digits {
        4 => i32::try_from(year).ok(),
        2 if year <= LAST => i32::try_from(year + 2000).ok(),
        2 if year >= 90 => i32::try_from(year + 1900).ok(),
        _ => None,
    }
}
