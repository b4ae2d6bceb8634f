//! Decides which stretch of a byline names people: what stands before and behind it, labels, dates, places, credits and
//! sentences, is left out. For `author`, which parts it into names.

use super::author::is_edge;
use super::date::{self, Order};
use super::labels::{self, Purpose};
use super::name::looks_like_person;
use super::role::is_role;
use crate::words;

/// The stretch of a byline that names people.
pub(super) fn of_people(byline: &str) -> String {
    let line = without_labels(own_part(first_line(byline)));
    // "王小明／臺北報導": behind the broad slash stands where it was written.
    let line = until_place(until_date(line).split('／').find(|part| !part.trim().is_empty()).unwrap_or_default());
    without_brackets(until_verb(until_credit(line)))
}

/// The first stretch between bars, dots and dashes that names somebody.
fn first_line(text: &str) -> &str {
    const BREAKS: &[&str] =
        &[" | ", " • ", " · ", " – ", " — ", " - ", " // ", " / ", "\n", "｜", " ∙ ", " ● ", " › ", " » ", " ⋅", " ∣ "];
    let mut rest = text;
    // Most bylines are words alone; looking for every sign in each of them is what costs.
    if !text.contains(|character: char| {
        matches!(character, '|' | '-' | '/' | '\n') || !character.is_ascii() && !character.is_alphanumeric()
    }) {
        return text;
    }
    let breaks: Vec<&str> = BREAKS.iter().copied().filter(|sign| text.contains(sign)).collect();
    loop {
        let found = breaks.iter().filter_map(|sign| rest.find(sign).map(|at| (at, sign.len()))).min();
        let Some((at, length)) = found else { return rest };
        let (before, behind) = (rest.get(..at).unwrap_or_default(), rest.get(at + length..).unwrap_or_default());
        let named = without_labels(before);
        let useless = named.trim_matches(is_edge).is_empty()
            || is_role(named)
            || labels::is(named, Purpose::Nobody)
            || is_day(named);
        if !useless {
            return before;
        }
        rest = behind;
    }
}

/// Whether a stretch is a date, with no name before it.
fn is_day(text: &str) -> bool {
    let is_own = |word: &&str| !labels::is_any(word, &[Purpose::Day, Purpose::Published, Purpose::Updated]);
    date::find(text, Order::Day).is_some_and(|(_, before)| {
        before.split_whitespace().filter(|word| is_own(&word.trim_matches(is_edge))).count() < 2
    })
}

/// The part of a line of labels and values that names the author: "来源：晨报 作者：王小明 时间：" says it between two others.
fn own_part(text: &str) -> &str {
    if !text.contains([':', '：']) {
        return text;
    }
    // An own part begins with a name, with the label of one, or with a role.
    let (mut start, mut is_own) = (0, true);
    for (at, word) in placed_words(text) {
        let Some((label, _)) = word.split_once([':', '：']) else { continue };
        let is = |purpose| labels::is(label, purpose);
        let other = [Purpose::Credit, Purpose::Published, Purpose::Updated, Purpose::Tags].into_iter().any(is);
        // "by" may be the end of a label, as in "Article by:".
        let is_whole = at == start || !is_own || label.chars().any(words::is_spaceless);
        let opens = is(Purpose::By) && is_whole || at == start && is(Purpose::Role);
        if at > start && is_own && (other || opens || is(Purpose::Role)) {
            return text.get(start..at).unwrap_or_default();
        }
        if other || opens {
            (start, is_own) = (at, opens);
        }
    }
    if is_own { text.get(start..).unwrap_or_default() } else { "" }
}

/// A text without the labels that open a byline.
pub(crate) fn without_labels(text: &str) -> &str {
    let mut text = without_glued_label(text.trim_matches(is_edge));
    // Labels come twice at most ("Author: By Ann Lee").
    for _ in 0..2 {
        match labels::opening(text, Purpose::By) {
            // "Contributors to the project" are a name as they stand.
            Some((_, rest)) if !rest.trim().is_empty() && !rest.trim_start().starts_with("to ") => {
                text = rest.trim_matches(is_edge);
            }
            _ => break,
        }
    }
    text
}

/// Bytes of the shortest label that may touch the name behind it: shorter ones begin names, as in "DiCaprio".
const LONG_LABEL: usize = 5;

/// A text without a label that touches the name behind it, because only the style sheet parts them: "AuthorAnn Lee".
fn without_glued_label(text: &str) -> &str {
    let length = text.bytes().skip(1).take_while(u8::is_ascii_lowercase).count() + 1;
    match text.split_at_checked(length) {
        Some((label, name))
            if length >= LONG_LABEL && name.starts_with(char::is_uppercase) && labels::is(label, Purpose::By) =>
        {
            name
        }
        _ => text,
    }
}

/// What stands before a date and the labels that lead to it.
fn until_date(text: &str) -> &str {
    let mut text = text;
    let mut dated = false;
    if text.bytes().any(|byte| byte.is_ascii_digit())
        && let Some((_, before)) = date::find(text, Order::Day)
    {
        text = before.trim_end_matches(is_edge);
        dated = true;
    }
    for _ in 0..3 {
        let Some((start, word)) = last_word(text) else { break };
        let label = labels::is_any(word, &[Purpose::Published, Purpose::Updated]);
        // Short labels such as "Le" and "Am" are also family names; only a date behind them tells.
        let weekday = dated && (word.chars().count() <= 4 && word.ends_with('.') || labels::is(word, Purpose::Day));
        if start == 0 || !(label && (dated || word.chars().count() > 4) || weekday) {
            break;
        }
        text = text.get(..start).unwrap_or_default().trim_end_matches(is_edge);
    }
    text
}

/// The words of a text, each with the byte at which it begins.
fn placed_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    text.split_whitespace().map_while(move |word| {
        let at = from + text.get(from..)?.find(word)?;
        from = at + word.len();
        Some((at, word))
    })
}

pub(super) fn last_word(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end();
    let start = text
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    Some((start, text.get(start..)?)).filter(|(_, word)| !word.is_empty())
}

/// What stands before the word that leads from a name to where or when it was written. A single word before it is a
/// user's name only when more follows.
fn until_place(text: &str) -> &str {
    let (mut before, mut last) = (0, "");
    for (at, word) in placed_words(text) {
        let next = text.get(at + word.len()..).and_then(|behind| behind.split_whitespace().next());
        let is_place = labels::is(word, Purpose::Place);
        let leads = match next {
            // A name may begin with such a word, in a large letter.
            Some(next) => {
                before > 0 && is_place && word.starts_with(char::is_lowercase) && !labels::is(next, Purpose::InsideName)
            }
            None => before > 1 && is_place && !labels::is(last, Purpose::Nobody),
        };
        if leads {
            return text.get(..at).unwrap_or_default().trim_end_matches(is_edge);
        }
        (before, last) = (before + 1, word);
    }
    text
}

/// What stands before a credit: "Ann Lee Illustration von Bo Moss".
fn until_credit(text: &str) -> &str {
    let opens = |(at, word): &(usize, &str)| {
        let behind = text.get(at + word.len()..).and_then(|behind| behind.split_whitespace().next());
        behind.is_some_and(|next| labels::is(next, Purpose::OfCredit)) && labels::is(word, Purpose::Credit)
    };
    let credit = placed_words(text).skip(2).find(opens);
    credit.and_then(|(at, _)| text.get(..at)).map_or(text, |before| before.trim_end_matches(is_edge))
}

/// What stands before the verb of a sentence, if that is a name: "Ann Lee is a writer". Of other sentences nothing is left.
fn until_verb(text: &str) -> &str {
    let verb = placed_words(text).skip(1).find(|(_, word)| labels::is(word, Purpose::Verb) && *word != "IS");
    match verb.and_then(|(at, _)| text.get(..at)).map(str::trim_end) {
        Some(before) if looks_like_person(before) => before,
        Some(_) => "",
        None => text,
    }
}

/// A line without what stands in brackets, unless only an address stands outside them.
fn without_brackets(text: &str) -> String {
    let Some((before, behind)) = text.split_once(['(', '[', '（']) else { return text.to_owned() };
    let (inside, after) = behind.split_once([')', ']', '）']).unwrap_or((behind, ""));
    let outside = format!("{before} {after}");
    if before.contains('@') || outside.trim().is_empty() { inside.to_owned() } else { outside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_the_names_goes() {
        for (text, expected) in [
            ("Updated May 3, 2020 | By Ann Lee", "Ann Lee"),
            ("Ann Lee and Bo Moss on Friday", "Ann Lee and Bo Moss"),
            ("Ann Lee Foto von Bo Moss", "Ann Lee"),
            ("TextAnn Lee", "TextAnn Lee"),
            ("AuthorAnn Lee", "Ann Lee"),
            ("Ann Lee has sailed for years", "Ann Lee"),
            ("It is late", ""),
        ] {
            assert_eq!(of_people(text).trim(), expected, "{text}");
        }
    }
}
