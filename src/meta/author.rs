//! Decides which people a byline names: labels, roles, dates and addresses go, several names become several entries.
//! For every source of authors; nothing here looks at the page.

use super::clean;
use super::labels::{self, Purpose};
use super::name::is_somebody;
use super::role::{is_role, is_title, without_role};
use super::stretch;
pub(crate) use super::stretch::without_labels;
use crate::article::Author;
use crate::words;

/// Bytes of one byline that are read; a longer one is a biography.
const LONGEST: usize = 600;
/// Letters of an agency's sign.
const LONGEST_SIGN: usize = 4;
/// People named by one byline, or by all that one source declares; scientific papers reach this.
pub(super) const MOST: usize = 50;

/// The people that a text declared as an author names, in order.
pub(crate) fn people(raw: &str) -> Vec<String> {
    named(raw, false)
}

/// The people that the name of one author names, as structured data gives it: one as a rule. "Rust and Reason" is one name,
/// where the halves of "Ann Lee and Bo Moss" are names by themselves.
pub(crate) fn of_name(raw: &str) -> Vec<String> {
    named(raw, true)
}

fn named(raw: &str, is_name: bool) -> Vec<String> {
    let Some(text) = clean::clean(clean::cut(raw, LONGEST * 4)) else { return Vec::new() };
    let text = clean::cut(&text, LONGEST);
    let mut names: Vec<String> = Vec::new();
    for part in parts(&stretch::of_people(text), is_name) {
        let part = part.trim_matches(is_edge);
        if part.is_empty() {
            continue;
        }
        // "4+ years covering the harbour" tells of the one before.
        if !names.is_empty() && part.starts_with(|first: char| first.is_ascii_digit()) && part.contains(' ') {
            break;
        }
        // "Harbour Tugs, Inc." is one firm.
        if labels::is_any(part, &[Purpose::Degree, Purpose::Firm]) {
            if let Some(last) = names.last_mut() {
                last.push_str(", ");
                last.push_str(part);
            }
            continue;
        }
        // "Ann Lee, dpa": the sign of an agency.
        let sign = part.len() <= LONGEST_SIGN && part.bytes().all(|byte| byte.is_ascii_lowercase());
        if !names.is_empty() && (sign || is_role(part)) {
            continue;
        }
        let name = without_role(without_labels(without_sign_of_user(part)));
        let name = once(without_agency(&without_contact(name))).to_owned();
        if is_somebody(&name) && !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) && names.len() < MOST {
            names.push(name);
        }
    }
    names
}

/// People of whom only the names are known.
pub(crate) fn unlinked(names: impl IntoIterator<Item = String>) -> Vec<Author> {
    names.into_iter().map(|name| Author { name, url: None }).collect()
}

/// Adds people to those who are known, each name once and so many in all.
pub(crate) fn add_to(known: &mut Vec<Author>, people: impl IntoIterator<Item = Author>, most: usize) {
    for person in people {
        if known.len() < most && !known.iter().any(|known| known.name == person.name) {
            known.push(person);
        }
    }
}

pub(super) fn is_edge(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            ',' | ';'
                | ':'
                | '|'
                | '•'
                | '·'
                | '-'
                | '–'
                | '—'
                | '/'
                | '*'
                | '"'
                | '“'
                | '”'
                | '：'
                | '，'
                | '»'
                | '«'
                | '›'
                | '⋅'
                | '∣'
                | '→'
                | '~'
                | '←'
        )
}

/// The parts between commas and words for "and"; of a name alone, the halves that have two words each.
fn parts(line: &str, is_name: bool) -> Vec<String> {
    let between = |character: char| matches!(character, ',' | ';' | '、' | '，' | '；' | '・' | '،');
    // Where names have no spaces, a sign for "and" has none either.
    let spaceless = line.chars().any(words::is_spaceless);
    let pieces: Vec<&str> = line
        .split(|character| between(character) || spaceless && matches!(character, '&' | '＆'))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    // Catalogues add the years of a life: "Moss, Jeff, 1841-1910".
    if let [family, given, years] = pieces.as_slice()
        && (is_life(years) || !family.contains(char::is_whitespace) && is_year(years))
    {
        return vec![format!("{given} {family}")];
    }
    if let [family, given] = pieces.as_slice() {
        // "Family, Given" is one person, as catalogues write.
        let single = |text: &str| !text.contains(char::is_whitespace);
        let short = given.split_whitespace().count() <= 2 && !labels::is(given, Purpose::Degree) && !is_role(given);
        if single(family)
            && line.contains(',')
            && short
            && !is_handle(family)
            && given.chars().any(char::is_alphabetic)
            && !opens_with_and(given)
            && !single(given) | given.ends_with('.')
        {
            return vec![format!("{given} {family}")];
        }
    }
    let mut parts = Vec::new();
    let is_alone = is_name && pieces.len() == 1;
    for (at, piece) in pieces.into_iter().enumerate() {
        // "Privacy and Security Expert" behind a name is one role, not two people.
        if at > 0 && is_title(piece) {
            parts.push(piece.to_owned());
        } else {
            split_at_and(piece, is_alone, &mut parts);
        }
    }
    parts
}

/// Whether two words around a comma are one name, the family's first, as catalogues write: others list people there.
pub(super) fn is_inverted(name: &str) -> bool {
    let is_word = |part: &str| {
        let part = part.trim();
        !part.is_empty()
            && !part.contains(char::is_whitespace)
            && !labels::is_any(part, &[Purpose::Degree, Purpose::Role, Purpose::Firm])
    };
    name.split_once(',').is_some_and(|(family, given)| is_word(family) && is_word(given))
}

/// "Family, Given", as catalogues write, in the order people say it.
pub(super) fn given_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') && !family.trim().is_empty() => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    }
}

/// Whether a piece is the years of a life: "1841-1910".
fn is_life(piece: &str) -> bool {
    piece.split_once(['-', '–']).is_some_and(|(birth, death)| is_year(birth) && is_year(death))
}

/// Whether a piece is a year, perhaps with the sign behind it that leads to another one.
fn is_year(piece: &str) -> bool {
    let piece = piece.trim_end_matches(['-', '–', '?']);
    piece.len() == 4 && piece.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn opens_with_and(text: &str) -> bool {
    labels::opening(text, Purpose::And).is_some()
}

/// The name of a user without the sign in front by which some sites link to it: "id:tidewatch".
fn without_sign_of_user(part: &str) -> &str {
    part.strip_prefix("id:").filter(|name| !name.contains(char::is_whitespace)).unwrap_or(part)
}

fn is_handle(text: &str) -> bool {
    text.starts_with('@')
}

fn split_at_and(piece: &str, is_alone: bool, parts: &mut Vec<String>) {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let mut part: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let joins = labels::is(word, Purpose::And) && *word == word.to_lowercase();
        let left = part.len();
        let right = words.len() - at - 1;
        // "y", "e" and "i" also stand inside one name, so they part only what is long enough for two.
        let enough = if !is_alone && matches!(*word, "and" | "&" | "und" | "et") { 1 } else { 2 };
        if joins && (left == 0 || left >= enough && right >= enough) {
            if left > 0 {
                parts.push(part.join(" "));
            }
            part.clear();
        } else {
            part.push(word);
        }
    }
    if !part.is_empty() {
        parts.push(part.join(" "));
    }
}

/// A name said once: templates hold it a second time for the printer.
fn once(name: &str) -> &str {
    let half = name.len() / 2;
    match (name.get(..half), name.get(half + 1..)) {
        (Some(one), Some(other)) if one == other && name.get(half..=half) == Some(" ") => one,
        _ => name,
    }
}

/// A name without mail addresses and handles, unless nothing else is there.
fn without_contact(name: &str) -> String {
    if !name.contains('@') {
        let bare = name.trim_end_matches('.').trim();
        return format!("{bare}{}", if keeps_stop(name) { "." } else { "" });
    }
    let words: Vec<&str> = name.split_whitespace().filter(|word| !word.contains('@')).collect();
    if words.is_empty() && is_handle(name) && !name.contains(char::is_whitespace) {
        return name.trim_start_matches('@').to_owned();
    }
    words.join(" ").trim_matches(['<', '>', ' ']).to_owned()
}

/// A person's name without the agency behind a slash: "Ann Lee/Meridian".
fn without_agency(name: &str) -> &str {
    let person = name.split_once('/').map(|(before, _)| before.trim()).filter(|before| before.contains(' '));
    person.unwrap_or(name)
}

/// Whether the full stop at the end of a name belongs to it, as in "Jeff T." or "Jr.".
fn keeps_stop(name: &str) -> bool {
    name.ends_with('.')
        && stretch::last_word(name).is_some_and(|(_, word)| word.chars().count() <= 4 || word.matches('.').count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_people() {
        for (text, expected) in [
            ("By Ann Lee and Bo Moss", &["Ann Lee", "Bo Moss"][..]),
            ("Von Ute Kern und Jan Opitz", &["Ute Kern", "Jan Opitz"]),
            ("Par Solène Brun, Luc Vary et Ida Noël", &["Solène Brun", "Luc Vary", "Ida Noël"]),
            ("Автор: Анна Ветрова", &["Анна Ветрова"]),
            ("文/林小雨", &["林小雨"]),
            ("来源：晨报 作者：林小雨 时间：2020-05-03", &["林小雨"]),
            ("林小雨 责任编辑：王小明", &["林小雨"]),
            ("Ann Lee Photo: Bo Moss", &["Ann Lee"]),
            ("Ann Lee: Notes", &["Ann Lee: Notes"]),
            ("Article by: Ann Lee", &["Ann Lee"]),
            ("Ann Lee, Staff Writer at The Post", &["Ann Lee"]),
            ("Ann Lee Senior Reporter", &["Ann Lee"]),
            ("Ann Lee, MD, PhD", &["Ann Lee, MD, PhD"]),
            ("By Ann Lee Ann Lee", &["Ann Lee"]),
            ("Harbour Tugs, Inc.", &["Harbour Tugs, Inc."]),
            ("By Ann Lee Sunday 12 May 2024 - 10:30", &["Ann Lee"]),
            ("Sunday 12 May 2024 - Ann Lee", &["Ann Lee"]),
            ("Written by Ann Lee | Updated May 3, 2020", &["Ann Lee"]),
            ("Ann Lee Published on 3 May 2020", &["Ann Lee"]),
            ("Staff | Ann Lee", &["Ann Lee"]),
            ("ann@example.org (Ann Lee)", &["Ann Lee"]),
            ("Ann Lee (Meridian)", &["Ann Lee"]),
            ("Moss, Jeff T.", &["Jeff T. Moss"]),
            ("Moss, Martha Hale", &["Martha Hale Moss"]),
            ("Moss, Martha, 1841-1910", &["Martha Moss"]),
            ("Moss, Martha Hale, 1970–", &["Martha Hale Moss"]),
            ("José Ortega y Luna", &["José Ortega y Luna"]),
            ("lulu30", &["lulu30"]),
            ("id:lulu30", &["lulu30"]),
            ("lulu30 in Weather", &["lulu30"]),
            ("Ann Lee on Friday", &["Ann Lee"]),
            ("Jan in 't Veld", &["Jan in 't Veld"]),
            ("Human in the Loop", &["Human in the Loop"]),
            ("Ann Lee/Meridian", &["Ann Lee"]),
            ("Ann Lee, Privacy and Home Security Expert", &["Ann Lee"]),
            ("Ann Lee, Head of Weather and Tides", &["Ann Lee"]),
            ("Alle Beiträge von tidewatch →", &["tidewatch"]),
            ("Ann Lee Illustration von Bo Moss", &["Ann Lee"]),
            ("Ann Lee, dpa", &["Ann Lee"]),
            ("林小雨&王小明", &["林小雨", "王小明"]),
            ("Ann Lee is a writer in Velmora", &["Ann Lee"]),
            ("Ann Lee, 4+ years covering fog, rain and snow", &["Ann Lee"]),
            ("박서연 바다 칼럼니스트", &["박서연"]),
            ("AuthorAnn Lee", &["Ann Lee"]),
            ("Parson McDermott", &["Parson McDermott"]),
        ] {
            assert_eq!(people(text), expected, "{text}");
        }
    }

    #[test]
    fn one_name_is_two_only_where_both_halves_are_names() {
        for name in ["Rust and Reason", "Food and Drug Desk", "Sand & Tide"] {
            assert_eq!(of_name(name), [name]);
        }
        assert_eq!(of_name("Ann Lee and Bo Moss"), ["Ann Lee", "Bo Moss"]);
        assert_eq!(people("Ann and Bo"), ["Ann", "Bo"]);
    }

    #[test]
    fn nobody_is_nobody() {
        for text in [
            "",
            "admin",
            "Read more",
            "Newsletter abonnieren",
            "https://example.org/ann",
            "ann@example.org",
            "By",
            "2020-05-03",
            "{{author}}",
            "6小时前",
            "#harbour",
            "Visit the Harbour Store",
            "© Slow Post",
            "登录 后参与讨论",
            "版权声明 来源：晨报 时间",
            "Photo: Bo Moss",
            "Hello. My name is Ann, I’m the keeper of this lighthouse, and a mother",
            "3 min read",
        ] {
            assert_eq!(people(text), Vec::<String>::new(), "{text}");
        }
    }
}
