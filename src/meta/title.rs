//! Decides which headline a page has: the heading that agrees with what the head declares, else the declared title
//! without the site's name. From headings and candidates, for gather, which also takes the place of the headline from it.

use super::candidate::Source;
use super::clean::{clean, essence, plain};
use super::{Found, Setting};
use crate::page::{Flags, Page};
use crate::tag::Tag;
use crate::words;

/// A heading that may be the headline.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub row: u32,
    pub level: u8,
    pub text: String,
    essence: String,
    /// Hidden, or in a part of the page that holds no article.
    poor: bool,
}

/// Headings that are compared with the declared titles; the headline is among the first of its level.
const MOST_HEADINGS: usize = 12;
/// Headings of the second level that are compared; they matter only where no first one agrees.
const MOST_SECOND: usize = 12;

/// The headings of the page that may be its headline.
pub(crate) fn headings(page: &Page) -> Vec<Heading> {
    let (mut first, mut second) = (0, 0);
    let mut list = Vec::new();
    for (at, row) in page.rows.iter().enumerate() {
        let room = match row.tag {
            Tag::H1 => &mut first,
            Tag::H2 | Tag::H3 => &mut second,
            _ => continue,
        };
        if *room >= if row.tag == Tag::H1 { MOST_HEADINGS } else { MOST_SECOND } {
            continue;
        }
        let at = at as u32;
        let Some(text) = plain(page.text_of(at)) else { continue };
        let text = text.trim_end_matches(['¶', '#', '§', ' ', '\u{f0c1}']).trim().to_owned();
        let essence = essence(&text);
        if essence.is_empty() {
            continue;
        }
        *room += 1;
        let poor = row
            .flags
            .meets(Flags::HIDDEN | Flags::NAVIGATION | Flags::DIALOG | Flags::FOOTER | Flags::ASIDE | Flags::TEMPLATE);
        list.push(Heading { row: at, level: row.tag.heading_level(), text, essence, poor });
    }
    list
}

/// The headline and the row of the heading that shows it.
pub(crate) fn choose(
    found: &Found,
    headings: &[Heading],
    setting: &Setting<'_>,
    site: Option<&str>,
) -> (Option<String>, Option<u32>) {
    let names: Vec<String> = site
        .map(essence)
        .into_iter()
        .chain(setting.host.as_deref().map(host_essence))
        .filter(|name| !name.is_empty())
        .collect();
    let mut declared = declared(found, &names);
    let element = found
        .titles
        .list
        .iter()
        .find(|candidate| candidate.source == Source::TitleElement)
        .map(|candidate| candidate.value.as_str());
    // "Site: Headline", where the first heading says the site and a lower one the headline.
    if let Some((head, tail)) = element.and_then(|title| title.split_once(": ")) {
        let (head, essence) = (essence(head), essence(tail));
        let said = |text: &str, first: bool| {
            headings.iter().any(|heading| heading.essence == text && (!first || heading.level == 1))
        };
        if said(&head, true) && said(&essence, false) {
            declared.push(Declared::new(tail));
        }
    }
    let element = element.map(essence).unwrap_or_default();
    let mut best: Option<(f32, &Heading)> = None;
    for heading in headings {
        let words = if heading.level == 1 { hashed(&heading.text) } else { Vec::new() };
        let mut agreement = declared.iter().map(|title| agreement(heading, &words, title)).fold(0.0, f32::max);
        // A second-level heading must repeat a declared title; a first-level one is a claim by itself.
        if heading.level > 1 && agreement < 0.95 {
            continue;
        }
        if heading.level > 1 {
            agreement -= 0.1;
        }
        if heading.poor {
            agreement -= 0.25;
        }
        // "Site: Headline" in the title and the headline alone in a declaration: the heading is the site's.
        if opens_only(&element, &heading.essence, &declared) || names.contains(&heading.essence) {
            agreement -= 0.75;
        }
        if best.is_none_or(|(most, _)| agreement > most) {
            best = Some((agreement, heading));
        }
    }
    let alone = headings
        .iter()
        .filter(|heading| heading.level == 1 && !heading.poor && !names.contains(&heading.essence))
        .count()
        == 1;
    // Half of the words in common is agreement; a page's only heading of the first level needs less.
    let enough = match (setting.is_article, alone) {
        (true, true) => ONLY_HEADING,
        (true, false) => AGREEMENT,
        (false, _) => NO_ARTICLE,
    };
    if let Some((agreement, heading)) = best
        && (agreement >= enough || declared.is_empty() && agreement >= 0.0)
    {
        return (Some(bare_heading(heading, &declared)), Some(heading.row));
    }
    let fallback = found
        .titles
        .best()
        .map(|best| if setting.is_root { best.value.clone() } else { without_site(&best.value, &names) });
    let fallback = fallback.filter(|title| !title.is_empty());
    let row = best.filter(|(agreement, _)| *agreement > 0.0).map(|(_, heading)| heading.row);
    (fallback.or_else(|| best.map(|(_, heading)| heading.text.clone())), row)
}

/// Whether a title is this heading followed by another declared title.
fn opens_only(title: &str, heading: &str, declared: &[Declared]) -> bool {
    title
        .strip_prefix(heading)
        .is_some_and(|rest| rest.chars().count() >= 8 && declared.iter().any(|other| other.essence == rest))
}

/// The heading's text, without a label or date that stands before a title the head declares.
fn bare_heading(heading: &Heading, declared: &[Declared]) -> String {
    let inner = declared.iter().filter(|title| {
        title.words.len() >= 3
            && title.essence.len() < heading.essence.len()
            && heading.essence.ends_with(&title.essence)
    });
    let text = inner.max_by_key(|title| title.text.len()).map_or(heading.text.as_str(), |title| title.text.as_str());
    // A bar in a headline parts it from the section's or site's name.
    let first = text.split(" | ").next().unwrap_or_default();
    let bare = if words::count(first).words >= 2 { first } else { text };
    bare.to_owned()
}

/// Share of words in common from which a heading is the declared title in other words.
const AGREEMENT: f32 = 0.4;
/// The same for an article's only first-level heading: it is the headline unless it shares no word with any title.
const ONLY_HEADING: f32 = 0.1;
/// The same on pages that are no article, whose first heading is often a slogan.
const NO_ARTICLE: f32 = 0.8;

/// A declared title, made ready for comparing.
struct Declared {
    text: String,
    essence: String,
    pieces: Vec<String>,
    words: Vec<u64>,
}

impl Declared {
    fn new(text: &str) -> Declared {
        let essence = essence(text);
        Declared {
            pieces: pieces(text).map(super::clean::essence).collect(),
            words: hashed(text),
            text: text.to_owned(),
            essence,
        }
    }
}

/// The declared titles, and what is left of them without the site's name.
fn declared(found: &Found, names: &[String]) -> Vec<Declared> {
    let mut titles: Vec<Declared> = Vec::new();
    for candidate in found.titles.list.iter().filter(|candidate| candidate.source != Source::JsonLdOther).take(16) {
        let bare = without_site(&candidate.value, names);
        for title in [bare.as_str(), candidate.value.as_str()] {
            if !titles.iter().any(|known| known.text == title) {
                titles.push(Declared::new(title));
            }
        }
    }
    titles
}

/// How much a heading and a declared title say the same, 0 to 1.
fn agreement(heading: &Heading, words: &[u64], title: &Declared) -> f32 {
    if heading.essence == title.essence {
        return 1.0;
    }
    if let Some(at) = title.pieces.iter().position(|piece| *piece == heading.essence) {
        // The first piece is the page's own title; a later one is as likely the section's or the site's name.
        return match at {
            0 => 0.98,
            // Behind a longer first piece it is the site's name.
            _ if title.pieces.first().is_some_and(|first| first.len() > heading.essence.len()) => 0.05,
            _ => 0.7,
        };
    }
    // A heading of a lower level must repeat the title.
    if heading.level > 1 {
        return 0.0;
    }
    let common = words.iter().filter(|word| title.words.contains(word)).count() as f32;
    let shared = common / (words.len().max(title.words.len()).max(1) as f32);
    // A title that holds the whole heading adds a site's or section's name to it.
    if words.len() > 1 && title.essence.contains(&heading.essence) { shared.max(0.9) } else { shared }
}

/// The words of a text as numbers, which are compared faster than texts; equal by chance is equal enough here.
fn hashed(text: &str) -> Vec<u64> {
    let hash = |word: String| {
        word.bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    };
    words::tokens(text).take(MOST_WORDS).map(hash).collect()
}

/// Words of a title that are compared.
const MOST_WORDS: usize = 60;

/// The pieces of a title between the signs that part it from names.
fn pieces(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let found = SEPARATORS
            .iter()
            .filter(|sign| sign.len() > 1 && **sign != " :")
            .filter_map(|sign| text.find(sign).map(|at| (at, sign.len())))
            .min();
        let Some((at, length)) = found else {
            rest = None;
            return Some(text.trim());
        };
        rest = text.get(at + length..);
        Some(text.get(..at).unwrap_or_default().trim())
    })
}

/// The host's own label, the usual short form of a site's name: `example` of `news.example.co.uk`.
pub(crate) fn host_essence(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let own = labels.iter().rev().skip(1).find(|label| label.len() > 3).or(labels.first());
    own.map(|label| essence(label)).unwrap_or_default()
}

/// Signs that part a title from the site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " « ", " ‹ ", " › ", " ~ ", " ∙ ", " ⋆ ", "｜",
    " : ", " |", "| ", " > ", " < ", "_", "-",
];

/// A title without the pieces that name the site; without the last piece, if that is short, when none does.
pub(crate) fn without_site(title: &str, names: &[String]) -> String {
    let Some(separator) = SEPARATORS.iter().find(|sign| title.contains(**sign)) else { return title.to_owned() };
    // Signs without white space part a site's name only where no words are written apart.
    if matches!(*separator, "_" | "-") && !title.chars().any(words::is_spaceless) {
        return title.to_owned();
    }
    let pieces: Vec<&str> = title.split(separator).map(str::trim).filter(|piece| !piece.is_empty()).take(20).collect();
    let is_site = |piece: &str| {
        let piece = essence(piece);
        !piece.is_empty()
            && names.iter().any(|name| {
                !name.is_empty()
                    && (*name == piece
                        || piece.len() > 3
                            && (name.starts_with(&piece) || piece.starts_with(name.as_str()) && name.len() > 3))
            })
    };
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
        let strong = !matches!(*separator, " - " | " – " | " — " | " : " | " / ");
        let first = kept.first().map_or(0, |piece| words::count(piece).words);
        if strong && first >= 2 {
            kept.truncate(1);
        } else if before >= 3 && last <= if strong { 6 } else { 4 } || strong && before > last {
            kept.pop();
        }
    }
    kept.join(separator)
}

/// The site's name as the title element gives it: the piece that agrees with the host.
pub(crate) fn site_in_title(title: Option<&str>, setting: &Setting<'_>) -> Option<String> {
    let title = clean(title?)?;
    let host = host_essence(setting.host.as_deref()?);
    let separator = SEPARATORS.iter().filter(|sign| sign.len() > 1).find(|sign| title.contains(**sign))?;
    let agrees = |piece: &&str| {
        let piece = essence(piece);
        piece.len() > 3 && (host.starts_with(&piece) || piece.starts_with(&host) && host.len() > 3)
    };
    title.split(separator).map(str::trim).filter(agrees).last().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_label_of_a_host_stands_for_the_site() {
        assert_eq!(host_essence("news.slow-post.co.uk"), "slowpost");
        assert_eq!(host_essence("slowpost.com"), "slowpost");
    }
}
