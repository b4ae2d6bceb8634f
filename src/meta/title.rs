//! Decides which headline a page has: the heading that agrees with what the head declares, else the declared title
//! without the site's name. From headings and candidates, for gather, which also takes the place of the headline from it.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::candidate::Source;
use super::clean::{LONGEST_RAW, essence, plain};
use super::site::{SEPARATORS, host_essence, pieces, shortened, spaced_signs, without_end, without_site};
use super::{Found, Setting};
use crate::cues::Cues;
use crate::page::{Flags, Page, Row, Span};
use crate::tag::Tag;
use crate::{table, words};

/// A heading that may be the headline.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub row: u32,
    pub level: u8,
    pub text: String,
    essence: String,
    /// Hidden, or in a part of the page that holds no article.
    poor: bool,
    /// Outside of the main part, which has a heading of the first level of its own.
    outside: bool,
}

/// Headings that are compared with the declared titles; the headline is among the first of its level.
const MOST_HEADINGS: usize = 12;
/// Elements inside a heading that are looked at.
const MOST_INSIDE: usize = 60;
/// Headings of the second level that are compared; they matter only where no first one agrees.
const MOST_SECOND: usize = 12;

/// The headings of the page that may be its headline.
pub(crate) fn headings(page: &Page) -> Vec<Heading> {
    let (mut first, mut second) = (0, 0);
    let mut list = Vec::new();
    for at in page.rows_of_any(&[Tag::H1, Tag::H2, Tag::H3]) {
        let row = page.row(at);
        let room = if row.tag == Tag::H1 { &mut first } else { &mut second };
        if *room >= if row.tag == Tag::H1 { MOST_HEADINGS } else { MOST_SECOND } {
            continue;
        }
        let Some(heading) = Heading::of(page, at, row.tag.heading_level()) else { continue };
        *room += 1;
        list.push(heading);
    }
    if first == 0 {
        list.extend(titled(page));
    }
    doubt_outside_of_main(page, &mut list);
    list
}

impl Heading {
    fn of(page: &Page, at: u32, level: u8) -> Option<Heading> {
        let text = plain(&without_buttons(page, at))?;
        let text = once(text.trim_end_matches(['¶', '#', '§', ' ', '\u{f0c1}']).trim()).to_owned();
        let essence = essence(&text);
        let beside = Flags::HIDDEN | Flags::NAVIGATION | Flags::DIALOG | Flags::FOOTER | Flags::ASIDE | Flags::TEMPLATE;
        let poor = page.row(at).flags.meets(beside);
        (!essence.is_empty()).then_some(Heading { row: at, level, text, essence, poor, outside: false })
    }
}

/// Elements that only their class calls a title, on pages without a heading of the first level: manuals by Doxygen have
/// such. They count as headings of the second level, which must repeat what is declared.
fn titled(page: &Page) -> Vec<Heading> {
    let is_title = |row: &Row| {
        let is_short = (1..=LONGEST_TITLE).contains(&row.text.len());
        is_short && row.cues.meets(*TITLE) && row.tag.heading_level() == 0
    };
    let rows = (0_u32..).zip(&page.rows).filter(|(_, row)| is_title(row)).map(|(at, _)| at);
    rows.take(MOST_TITLED).filter_map(|at| Heading::of(page, at, 2)).collect()
}

static TITLE: LazyLock<Cues> = LazyLock::new(|| Cues::named("title"));
/// Bytes of a title's element.
const LONGEST_TITLE: usize = 200;
/// Elements called titles that are looked at.
const MOST_TITLED: usize = 3;

/// Where the main part of a page has a heading of the first level, one outside of it may be the site's or the book's.
fn doubt_outside_of_main(page: &Page, list: &mut [Heading]) {
    let in_main = |heading: &Heading| page.row(heading.row).flags.meets(Flags::MAIN);
    if list.iter().any(|heading| heading.level == 1 && !heading.poor && in_main(heading)) {
        for heading in list.iter_mut().filter(|heading| heading.level == 1 && !in_main(heading)) {
            heading.outside = true;
        }
    }
}

/// A heading said once: pages that move its letters hold it a second time for screen readers. Two words may be a name.
fn once(text: &str) -> &str {
    let words = text.split(' ').count();
    let half = text.len() / 2;
    match (text.get(..half), text.get(half + 1..)) {
        (Some(one), Some(other)) if words >= 6 && text.len() % 2 == 1 && one == other => one,
        _ => text,
    }
}

/// A heading's text without the labels of buttons in it, such as "Copy link", and without what nobody sees.
fn without_buttons(page: &Page, at: u32) -> Cow<'_, str> {
    let span = page.row(at).text;
    let rows = page.descendants(at).take(MOST_INSIDE).map(|below| page.row(below));
    let own = page.row(at).flags.meets(Flags::BUTTON);
    let buttons = rows.filter(|row| row.tag == Tag::Button && !own && !row.text.is_empty()).map(|row| row.text);
    let mut left_out: Vec<Span> = buttons.chain(page.unseen_in(span).iter().copied()).collect();
    if left_out.is_empty() {
        return page.text_of(at).into();
    }
    left_out.sort_unstable();
    left_out.push(Span { start: span.end, end: span.end });
    let mut text = String::new();
    let mut from = span.start;
    for out in &left_out {
        // What is longer is no heading, and in a page that is one heading in another each would be copied with the rest.
        text.push_str(words::cut(
            page.slice(Span { start: from, end: out.start }),
            LONGEST_RAW.saturating_sub(text.len()),
        ));
        from = from.max(out.end);
    }
    // A heading that is one button, as a fold-out's, has no other text.
    if text.trim().is_empty() { page.text_of(at).into() } else { text.into() }
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
    if let Some((head, tail)) = element.and_then(|title| title.split_once(": ")) {
        declared.extend(parted(head, tail, headings));
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
        // What opens the declared title is the headline wherever it stands: questions stand above the main part of answers.
        if heading.outside && agreement < FIRST_PIECE {
            agreement -= 0.5;
        }
        // "Site: Headline" in the title and the headline alone in a declaration: the heading is the site's.
        if opens_only(&element, &heading.essence, &declared) || names.contains(&heading.essence) {
            agreement -= 0.75;
        }
        // "The Slow Post, on paper": a heading with the site's name in it that says little of what is declared is the site's.
        let is_own = |name: &String| {
            name.len() >= OWN_NAME && heading.essence.contains(name) && (setting.is_article || heading.essence != *name)
        };
        if agreement < AGREEMENT && names.iter().any(is_own) {
            agreement -= 0.5;
        }
        if best.is_none_or(|(most, _)| agreement > most) {
            best = Some((agreement, heading));
        }
    }
    let alone = headings
        .iter()
        .filter(|heading| heading.level == 1 && !heading.poor && !heading.outside && !names.contains(&heading.essence))
        .count()
        == 1;
    // Half of the words in common is agreement; a page's only heading of the first level needs less.
    let enough = match (setting.is_article, alone) {
        _ if alone && !setting.is_root && are_slogans(found, &names, setting) => 0.0,
        (true, true) => ONLY_HEADING,
        (true, false) => AGREEMENT,
        (false, _) => NO_ARTICLE,
    };
    if let Some((agreement, heading)) = best
        && (agreement >= enough || declared.is_empty() && agreement >= 0.0)
    {
        // Where a lower heading repeats the declared title, the byline stands below the only first one before it.
        let whole = heading;
        let heading = headings.iter().find(|other| is_first_piece(other, whole)).unwrap_or(whole);
        let top = headings.iter().find(|top| top.level == 1 && !top.poor).filter(|_| alone);
        let row = top.filter(|top| heading.level > 1 && top.row < heading.row).map_or(heading.row, |top| top.row);
        return (Some(bare_heading(heading, &declared, &names)), Some(row));
    }
    // Where the title element adds to a declared title, it adds the names; the declared one has none.
    let whole = found.titles.list.iter().find(|title| title.source == Source::TitleElement);
    let is_bare = |title: &str| {
        let behind = whole.and_then(|whole| whole.value.strip_prefix(title)).unwrap_or_default();
        SEPARATORS.iter().any(|sign| sign.len() > 1 && behind.starts_with(sign))
    };
    // A title that only names the site belongs to the site's entry; elsewhere it is the last resort.
    let telling = found.titles.best_where(|title| setting.is_root || !names.contains(&essence(&title.value)));
    let fallback = telling.or(found.titles.best()).map(|best| {
        if setting.is_root {
            without_end(&best.value, &names)
        } else {
            shortened(&best.value, &names, !is_bare(&best.value))
        }
    });
    let fallback = fallback.filter(|title| !title.is_empty());
    let row = best.filter(|(agreement, _)| *agreement > 0.0).map(|(_, heading)| heading.row);
    (fallback.or_else(|| best.map(|(_, heading)| heading.text.clone())), row)
}

/// The headline in "Site: Headline" or "Headline: Site", where headings tell which it is: the first one says the site and a
/// lower one the headline, or there is none of the first level, and a lower one says one of both.
fn parted(head: &str, tail: &str, headings: &[Heading]) -> Option<Declared> {
    let (of_head, of_tail) = (essence(head), essence(tail));
    let says = |text: &str| headings.iter().any(|heading| heading.essence == text);
    let tops = || headings.iter().filter(|heading| heading.level == 1 && !heading.poor);
    let is_site = tops().any(|heading| heading.essence == of_head);
    let alone = tops().next().is_none();
    if (is_site || alone) && says(&of_tail) {
        Some(Declared::new(tail))
    } else if alone && says(&of_head) {
        Some(Declared::new(head))
    } else {
        None
    }
}

/// Whether a first-level heading is what another one says before a dash or bar: "Headline" beside "Headline - Section".
fn is_first_piece(heading: &Heading, whole: &Heading) -> bool {
    heading.level == 1
        && !heading.poor
        && heading.essence.len() >= 12
        && heading.essence.len() < whole.essence.len()
        && pieces(&whole.text).next().is_some_and(|piece| essence(piece) == heading.essence)
}

/// Whether every declared title is the site's name with words that the address does not repeat: then they are the same on
/// all its pages.
fn are_slogans(found: &Found, names: &[String], setting: &Setting<'_>) -> bool {
    let path = setting.address.and_then(|address| address.split_once("://")).map_or("", |(_, path)| path);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let address = hashed(path);
    let opens = |title: &str| {
        pieces(title).next().is_some_and(|piece| names.contains(&essence(piece)))
            && hashed(title).iter().filter(|word| address.contains(word)).count() < 2
    };
    !found.titles.list.is_empty() && found.titles.list.iter().all(|title| opens(&title.value))
}

/// Whether a title is this heading followed by another declared title.
fn opens_only(title: &str, heading: &str, declared: &[Declared]) -> bool {
    title
        .strip_prefix(heading)
        .is_some_and(|rest| rest.chars().count() >= 8 && declared.iter().any(|other| other.essence == rest))
}

/// The heading's text, without a label or date that stands before a title the head declares.
fn bare_heading(heading: &Heading, declared: &[Declared], names: &[String]) -> String {
    // A heading that a declared title repeats to the sign has no label; where a sign parts them it is one.
    let repeated = declared.iter().any(|title| title.text == heading.text);
    let inner = declared.iter().filter(|title| {
        !repeated
            && !is_counted(&heading.text)
            && title.words.len() >= 3
            && title.essence.len() < heading.essence.len()
            && heading.essence.ends_with(&title.essence)
    });
    let text = inner.max_by_key(|title| title.text.len()).map_or(heading.text.as_str(), |title| title.text.as_str());
    // A bar in a headline parts it from the section's or site's name.
    let first = text.split(" | ").next().unwrap_or_default();
    let bare = if words::count(first).words >= 2 { first } else { text };
    let bare = without_own_name(bare, names);
    bare.to_owned()
}

/// Whether a heading opens with a number that belongs to what follows, as in "2025 Price Guide": a label is no number.
fn is_counted(heading: &str) -> bool {
    let first = heading.split_whitespace().next().unwrap_or_default();
    first.len() <= 4 && first.bytes().all(|byte| byte.is_ascii_digit())
}

/// A heading without the site's name, in full, behind a dash.
fn without_own_name<'a>(heading: &'a str, names: &[String]) -> &'a str {
    let found = spaced_signs(heading).filter_map(|sign| heading.rsplit_once(sign));
    let cut = found.min_by_key(|(_, behind)| behind.len());
    let cut = cut.filter(|(before, behind)| words::count(before).words > 1 && names.contains(&essence(behind)));
    cut.map_or(heading, |(before, _)| before.trim_end())
}

/// Share of words in common from which a heading is the declared title in other words.
const AGREEMENT: f32 = 0.4;
/// The same for an article's only first-level heading: it is the headline unless it shares no word with any title.
const ONLY_HEADING: f32 = 0.1;
/// The same on pages that are no article, whose first heading is often a slogan.
const NO_ARTICLE: f32 = 0.8;

/// Bytes of a site's name that no other words hold by chance.
const OWN_NAME: usize = 8;

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

/// Agreement of a heading that is the first piece of a title.
const FIRST_PIECE: f32 = 0.98;

/// How much a heading and a declared title say the same, 0 to 1.
fn agreement(heading: &Heading, words: &[u64], title: &Declared) -> f32 {
    if heading.essence == title.essence {
        return 1.0;
    }
    if let Some(at) = title.pieces.iter().position(|piece| *piece == heading.essence) {
        // The first piece is the page's own title; a later one is as likely the section's or the site's name.
        return match at {
            0 => FIRST_PIECE,
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

/// The words of a text, as far as they are compared.
fn hashed(text: &str) -> Vec<u64> {
    table::numbers(text).take(MOST_WORDS).collect()
}

/// Words of a title that are compared.
const MOST_WORDS: usize = 60;

/// A title without the sign at its end that parted it from what is not there: "Rain over Velmora |".
pub(super) fn without_loose_end(title: &str) -> &str {
    let cut = title.trim_end_matches(['|', '-', '–', '—', ':', '·', '»', '•', '~']);
    let apart = cut.len() < title.len() && cut.ends_with(char::is_whitespace) && cut.contains(char::is_alphanumeric);
    if apart { cut.trim_end() } else { title }
}

#[cfg(test)]
mod tests;
