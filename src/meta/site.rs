//! Decides which pieces of a title name the site: by what the page calls it, by its host, and by the signs that part them.
//! For the choice of the headline.

use super::Setting;
use super::clean::{clean, essence};
use super::labels::{self, Purpose};
use crate::words;

/// Pieces of a title that are looked at: no headline has as many.
pub(super) const MOST_PIECES: usize = 20;

/// A title without the words by which programs of boards say what they show: "Harbour Board • View topic - Rain".
pub(super) fn behind_view(title: &str) -> &str {
    let behind = |sign: &'static str| {
        title.match_indices(sign).take(MOST_PIECES).find_map(|(at, _)| {
            let (before, rest) = (title.get(..at)?, title.get(at + sign.len()..)?);
            let label = pieces(before).last().filter(|piece| labels::is(piece, Purpose::View));
            label.map(|_| rest.trim()).filter(|rest| !rest.is_empty())
        })
    };
    [" - ", ": ", " :: "].into_iter().find_map(behind).unwrap_or(title)
}

/// The pieces of a title between the signs that part it from names.
pub(super) fn pieces(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    let signs: Vec<&str> = spaced_signs(title).filter(|sign| *sign != " :").collect();
    std::iter::from_fn(move || {
        let text = rest?;
        let found = signs.iter().filter_map(|sign| text.find(sign).map(|at| (at, sign.len()))).min();
        let Some((at, length)) = found else {
            rest = None;
            return Some(text.trim());
        };
        rest = text.get(at + length..);
        Some(text.get(..at).unwrap_or_default().trim())
    })
}

/// Words of a piece of a title that says what a page is about.
const TELLING: u32 = 4;

/// The piece that two titles share, where each says another name beside it: "r/weather - Rain over Velmora" and "Rain over
/// Velmora : weather".
pub(super) fn shared<'a>(one: &'a str, other: &str) -> Option<&'a str> {
    let others: Vec<String> = pieces(other).map(essence).collect();
    let [first, last] = pieces(one).collect::<Vec<_>>().try_into().ok()?;
    let has = |piece: &str| others.contains(&essence(piece));
    let is_whole =
        |piece: &str, rest: &str| words::count(piece).words >= TELLING && has(piece) && !has(rest) && others.len() == 2;
    [(first, last), (last, first)].into_iter().find(|(piece, rest)| is_whole(piece, rest)).map(|(piece, _)| piece)
}

/// The host's own label, the usual short form of a site's name: `example` of `news.example.co.uk`.
pub(crate) fn host_essence(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let own = labels.iter().rev().skip(1).find(|label| label.len() > 3).or(labels.first());
    own.map(|label| essence(label)).unwrap_or_default()
}

/// Signs that part a title from the site's name.
pub(super) const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " « ", " ‹ ", " › ", " ~ ", " ∙ ", " ⋆ ", "｜",
    " : ", " |", "| ", " > ", " < ", "_", "-",
];

/// The signs with white space that a title holds. Most hold none or one, and whether it does is told faster than where.
fn spaced_signs(title: &str) -> impl Iterator<Item = &'static str> {
    SEPARATORS.iter().copied().filter(move |sign| sign.len() > 1 && title.contains(sign))
}

/// A title without the pieces that name the site; without the last piece, if that is short, when none does.
pub(crate) fn without_site(title: &str, names: &[String]) -> String {
    shortened(title, names, true)
}

/// The same; `guess` lets a last piece behind a dash go that may be the site's name.
pub(super) fn shortened(title: &str, names: &[String], guess: bool) -> String {
    let Some(separator) = SEPARATORS.iter().find(|sign| title.contains(**sign)) else { return title.to_owned() };
    // Signs without white space part a site's name only where no words are written apart.
    if matches!(*separator, "_" | "-") && !title.chars().any(words::is_spaceless) {
        return title.to_owned();
    }
    let pieces: Vec<&str> =
        title.split(separator).map(str::trim).filter(|piece| !piece.is_empty()).take(MOST_PIECES).collect();
    let is_site = |piece: &str| names_site(piece, names);
    let strong = !matches!(*separator, " - " | " – " | " — " | " : " | " / ");
    let mut kept: Vec<&str> = pieces.clone();
    while kept.len() > 1 && kept.last().is_some_and(|piece| is_site(piece)) {
        kept.pop();
    }
    while kept.len() > 1 && kept.first().is_some_and(|piece| is_site(piece)) {
        kept.remove(0);
    }
    if kept.len() == pieces.len() && kept.len() > 1 {
        // Nothing named the site: a bar parts a site's name nearly always, a dash only when little follows it.
        let last = kept.last().map_or(0, |piece| words::count(piece).words);
        let before: u32 = kept.iter().rev().skip(1).map(|piece| words::count(piece).words).sum();
        let first = kept.first().map_or(0, |piece| words::count(piece).words);
        if strong && first >= 2 {
            kept.truncate(1);
        } else if !guess && !strong {
            // A dash may well be the headline's own.
        } else if before >= 3 && last <= if strong { 6 } else { 4 } || strong && before > last {
            kept.pop();
        }
    }
    // Behind the site's name more bars part further names and slogans.
    if kept.len() < pieces.len() && strong && kept.first().is_some_and(|first| words::count(first).words >= 2) {
        kept.truncate(1);
    }
    kept.join(separator)
}

/// What stands before the last sign that parts a title, and behind that.
pub(super) fn last_parted(title: &str) -> Option<(&str, &str)> {
    let found = spaced_signs(title).filter_map(|sign| title.rsplit_once(sign));
    found.min_by_key(|(_, behind)| behind.len())
}

/// A title without the site's name behind it. On the site's entry a name in front is part of what the title says.
pub(super) fn without_end(title: &str, names: &[String]) -> String {
    let cut = last_parted(title);
    let cut = cut.filter(|(before, behind)| words::count(before).words > 1 && names_site(behind, names));
    cut.map_or(title, |(before, _)| before.trim_end()).to_owned()
}

/// Whether a piece of a title is one of the site's names, in full or in part.
fn names_site(piece: &str, names: &[String]) -> bool {
    let piece = bare_name(piece).map(|piece| essence(&piece)).unwrap_or_default();
    !piece.is_empty()
        && names.iter().any(|name| {
            !name.is_empty()
                && (*name == piece
                    || piece.len() > 3
                        && (name.starts_with(&piece)
                            || piece.starts_with(name.as_str()) && name.len() > 3 && piece.len() < name.len() * 3))
        })
}

/// Bytes of a site's name in a title; a longer piece is a slogan.
pub(super) const LONGEST_NAME: usize = 60;

/// The site's name as the title element gives it: the piece that agrees with the host.
pub(crate) fn site_in_title(title: Option<&str>, setting: &Setting<'_>) -> Option<String> {
    let title = clean(title?)?;
    let host = host_essence(setting.host.as_deref()?);
    let separator = spaced_signs(&title).next()?;
    let agrees = |piece: &&str| {
        let fits = |piece: &str| {
            let piece = essence(piece);
            let begins = host.starts_with(&piece) || piece.starts_with(&host) && host.len() > 3;
            piece.len() > 3 && (begins || is_spelled_as(&piece, &host))
        };
        fits(piece) || piece.strip_prefix("The ").is_some_and(fits)
    };
    // "Example.com: Umbrellas" begins with the name, and a name is short.
    let short = |piece: &str| {
        let piece = piece.split(": ").next().unwrap_or_default();
        let piece = piece.trim_end_matches(|sign: char| matches!(sign, '®' | '™' | '©') || sign.is_whitespace());
        (piece.len() <= LONGEST_NAME && agrees(&piece)).then(|| piece.to_owned())
    };
    title.split(separator).map(str::trim).filter(agrees).filter_map(short).last()
}

/// Whether a name is the host's own but for the letters with accents that hosts are written without: "Tugipédia".
fn is_spelled_as(name: &str, host: &str) -> bool {
    let is_same = |(letter, plain): (char, char)| letter == plain || letter.is_alphabetic() && !letter.is_ascii();
    !name.is_ascii()
        && name.chars().count() == host.len()
        && name.chars().zip(host.chars()).all(is_same)
        && name.bytes().filter(u8::is_ascii).count() * 2 > host.len()
}

/// Whether a name agrees with the host's own.
pub(crate) fn agrees(name: &str, setting: &Setting<'_>) -> bool {
    let host = setting.host.as_deref().map(host_essence).unwrap_or_default();
    let fits = |name: &str| {
        let name = essence(name);
        name.len() > 3 && host.len() > 3 && (host.starts_with(&name) || name.starts_with(&host))
    };
    fits(name) || name.strip_prefix("The ").is_some_and(fits)
}

/// Whether a class calls its element the sign of the site.
pub(super) fn is_called_sign(class: &str) -> bool {
    class.split(|sign: char| !sign.is_ascii_alphanumeric()).any(|word| SIGNS.contains(&word))
}

/// Words by which a class does so.
const SIGNS: [&str; 4] = ["logo", "logotype", "brand", "branding"];

/// A site's name as a template writes it, without what is no name: the separator around it, the rest of an address, the sign
/// of a network's handle; none if nothing else is there.
pub fn bare_name(name: &str) -> Option<String> {
    let is_separator =
        |character: char| character.is_whitespace() || matches!(character, '|' | '–' | '—' | '·' | '»' | '«' | '@');
    let name = with_closing_quote(name, name.trim_matches(is_separator));
    let host = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://"));
    let name = host.map_or(name, |address| address.split('/').next().unwrap_or_default());
    let is_web = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let bare = name.get(4..).filter(|_| is_web).unwrap_or(name);
    (!bare.is_empty() && !bare.eq_ignore_ascii_case("www")).then(|| bare.to_owned())
}

/// The trimmed part of a text with the quotation mark behind it, where the one that it closes stands inside: "Pier «Low Light»".
pub(super) fn with_closing_quote<'a>(whole: &'a str, trimmed: &'a str) -> &'a str {
    let start = whole.find(trimmed).unwrap_or_default();
    let behind = whole.get(start + trimmed.len()..).unwrap_or_default();
    let closes = |opening: char, closing: char| {
        let is_open = trimmed.rfind(opening) > trimmed.rfind(closing) && trimmed.contains(opening);
        let at =
            behind.find(closing).filter(|at| is_open && behind.get(..*at).is_some_and(|gap| gap.trim().is_empty()))?;
        whole.get(start..start + trimmed.len() + at + closing.len_utf8())
    };
    closes('«', '»').or_else(|| closes('»', '«')).unwrap_or(trimmed)
}

/// Whoever a notice of rights names: "晨报版权所有", "Copyright The Slow Post. All rights reserved".
pub(super) fn owner(notice: &str) -> Option<String> {
    let mut rest = notice;
    // Before the name and behind it something is said of the rights.
    for _ in 0..3 {
        let (before, behind) = around_rights(rest);
        // The number of a licence begins with the sign of its province: "京ICP备".
        let (name, last) = before.trim_end().rsplit_once(char::is_whitespace).unwrap_or((before, ""));
        let before = if last.chars().all(words::is_spaceless) && last.chars().count() == 1 { name } else { before };
        let name = without_years(before);
        let name = name.strip_prefix("by ").unwrap_or(name).trim_start();
        // Who made the program of a board has rights in that, and not in what is written there.
        if labels::is(name, Purpose::Maker) {
            return None;
        }
        if name.contains(char::is_alphabetic) {
            // Behind a name without spaces of its own further links follow.
            let first = name.split_whitespace().next().filter(|_| name.chars().any(words::is_spaceless));
            return Some(first.unwrap_or(name).to_owned());
        }
        rest = behind;
    }
    None
}

/// What stands before and behind the first words of a notice that speak of rights.
fn around_rights(notice: &str) -> (&str, &str) {
    let mut begins = true;
    for (at, character) in notice.char_indices() {
        let rest = notice.get(at..).unwrap_or_default();
        if (begins || words::is_spaceless(character))
            && let Some((_, behind)) = labels::opening(rest, Purpose::Rights)
        {
            return (notice.get(..at).unwrap_or_default(), behind);
        }
        begins = !character.is_alphanumeric() || words::is_spaceless(character);
    }
    (notice, "")
}

/// A name without the years before and behind it.
fn without_years(notice: &str) -> &str {
    let is_sign = |character: char| !character.is_alphanumeric() && !matches!(character, '®' | '™' | ')' | '!' | '?');
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut name = notice.trim_matches(is_sign);
    for sign in ["c)", "C)"] {
        name = name.strip_prefix(sign).unwrap_or(name).trim_matches(is_sign);
    }
    // "2013-heute": the years go on.
    let is_now = |word: &str| labels::is(word, Purpose::Now);
    let is_span =
        |name: &str| name.rsplit_once(is_sign).is_some_and(|(before, last)| is_now(last) && before.ends_with(is_digit));
    while let Some((before, _)) = name.rsplit_once(is_sign).filter(|(_, last)| is_year(last) || is_span(name)) {
        name = before.trim_end_matches(is_sign);
    }
    let mut dated = false;
    while let Some((_, behind)) = name.split_once(is_sign).filter(|(first, _)| is_year(first) || dated && is_now(first))
    {
        name = behind.trim_start_matches(is_sign);
        dated = true;
    }
    with_closing_quote(notice, name)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_board_shows_stands_behind_its_words_for_that() {
        for title in [
            "Harbour Board • View topic - Rain over it",
            "Harbour Board - View topic - Rain over it",
            "Harbour Board :: View topic :: Rain over it",
            "View topic: Rain over it",
        ] {
            assert_eq!(behind_view(title), "Rain over it", "{title}");
        }
        assert_eq!(behind_view("Harbour Board • View topic - Rain - and hail"), "Rain - and hail");
        assert_eq!(behind_view("Thema anzeigen - Regen"), "Regen");
        assert_eq!(behind_view("Rain - a view - over it"), "Rain - a view - over it");
        assert_eq!(behind_view("Harbour Board - View topic - "), "Harbour Board - View topic - ");
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        let names = vec!["theslowpost".to_owned(), "slowpost".to_owned()];
        for (title, expected) in [
            ("Rain over Velmora | The Slow Post", "Rain over Velmora"),
            ("The Slow Post - Rain over Velmora", "Rain over Velmora"),
            ("Rain - and hail - over Velmora - The Slow Post", "Rain - and hail - over Velmora"),
            ("A long headline about rain | Weather Desk", "A long headline about rain"),
            ("Rain-soaked roads", "Rain-soaked roads"),
            ("Rain over Velmora", "Rain over Velmora"),
        ] {
            assert_eq!(without_site(title, &names), expected, "{title}");
        }
    }

    #[test]
    fn a_separator_is_no_part_of_a_name() {
        assert_eq!(bare_name("The Slow Post |").as_deref(), Some("The Slow Post"));
        assert_eq!(bare_name("Yes!").as_deref(), Some("Yes!"));
        for (name, bare) in [
            ("http://www.slow.example/", "slow.example"),
            ("www.Slow.example", "Slow.example"),
            ("@slowpost", "slowpost"),
            ("Pier «Low Light»", "Pier «Low Light»"),
            ("« Low Light » |", "Low Light"),
            ("Low Light »", "Low Light"),
        ] {
            assert_eq!(bare_name(name).as_deref(), Some(bare));
        }
        assert_eq!(bare_name("www"), None);
        assert_eq!(bare_name(" | "), None);
    }

    #[test]
    fn a_notice_of_rights_names_their_owner() {
        for (notice, expected) in [
            ("晨报版权所有", Some("晨报")),
            ("版权所有：晨报", Some("晨报")),
            ("晨报 京ICP备00000001号", Some("晨报")),
            ("The Slow Post. All rights reserved", Some("The Slow Post")),
            ("Copyright 2026 The Slow Post - all rights reserved", Some("The Slow Post")),
            ("All Rights Reserved", None),
            ("The Slow Post", Some("The Slow Post")),
            ("晨报 意见反馈", Some("晨报")),
            ("Copyright (c) 2004-2014 The Slow Post", Some("The Slow Post")),
            ("Copyright 2010-2023, The Slow Post", Some("The Slow Post")),
            ("The Slow Post Guild® 2024", Some("The Slow Post Guild®")),
            ("Copyright 2024", None),
            ("2024 by Ann Lee", Some("Ann Lee")),
            ("2000, 2007 phpBB Group", None),
            ("2013-heute The Slow Post", Some("The Slow Post")),
            ("The Slow Post 2013–present", Some("The Slow Post")),
            ("Present Tense", Some("Present Tense")),
            ("2020 Pier «Low Light»", Some("Pier «Low Light»")),
        ] {
            assert_eq!(owner(notice).as_deref(), expected, "{notice}");
        }
    }

    #[test]
    fn the_label_of_a_host_stands_for_the_site() {
        assert_eq!(host_essence("news.slow-post.co.uk"), "slowpost");
        assert_eq!(host_essence("slowpost.com"), "slowpost");
    }
}
