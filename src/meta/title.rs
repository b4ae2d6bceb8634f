//! Decides which headline a page has: the heading that agrees with what the head declares, else the declared title
//! without the site's name. From headings and candidates, for gather, which also takes the place of the headline from it.

mod declared;
mod heading;
mod sign;

pub(crate) use heading::{Heading, headings};

use declared::{Declared, FIRST_PIECE, agreement, declared, hashed};

use super::candidate::Source;
use super::clean::essence;
use super::site::{self, SEPARATORS, host_essence, last_parted, pieces, shared, shortened, without_end};
use super::{Found, Setting};
use crate::words;

/// The essences of what the site is called.
fn names_of(site: Option<&str>, setting: &Setting<'_>) -> Vec<String> {
    let names = site.map(essence).into_iter().chain(setting.host.as_deref().map(host_essence));
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether a title begins with the site's name.
pub(crate) fn opens_with_name(title: Option<&str>, site: Option<&str>, setting: &Setting<'_>) -> bool {
    let first = title.and_then(|title| pieces(title).next()).map(essence);
    first.is_some_and(|first| names_of(site, setting).contains(&first))
}

/// The headline and the row of the heading that shows it.
pub(crate) fn choose(
    found: &Found,
    headings: &[Heading],
    setting: &Setting<'_>,
    site: Option<&str>,
) -> (Option<String>, Option<u32>) {
    let names = names_of(site, setting);
    let said = Said::of(found, headings, names, setting);
    let mut best: Option<(f32, &Heading)> = None;
    for heading in headings {
        let Some(agreement) = said.standing(heading, setting) else { continue };
        if best.is_none_or(|(most, _)| agreement > most) {
            best = Some((agreement, heading));
        }
    }
    let is_likely = |heading: &&Heading| {
        let is_own = said.is_sign(heading) || said.names.contains(&heading.essence);
        heading.level == 1 && !heading.poor && !heading.outside && !is_own
    };
    let alone = headings.iter().filter(is_likely).count() == 1;
    let enough = enough(found, &said.names, setting, alone);
    if let Some((agreement, heading)) = best
        && (agreement >= enough || said.titles.is_empty() && agreement >= 0.0)
    {
        // Where a lower heading repeats the declared title, the byline stands below the only first one before it.
        let whole = heading;
        let heading = headings.iter().find(|other| is_first_piece(other, whole)).unwrap_or(whole);
        let top = headings.iter().find(|top| top.level == 1 && !top.poor).filter(|_| alone);
        let row = top.filter(|top| heading.level > 1 && top.row < heading.row).map_or(heading.row, |top| top.row);
        return (Some(bare_heading(heading, &said.titles, &said.names)), Some(row));
    }
    // Where nothing is declared and no heading is of the first level, the first one is the headline.
    let is_trail = |heading: &Heading| pieces(&heading.text).nth(2).is_some();
    let may_lead = |heading: &&Heading| !heading.poor && !said.is_sign(heading) && !is_trail(heading);
    let top = || headings.iter().find(may_lead).filter(|_| said.titles.is_empty());
    if best.is_none()
        && let Some(top) = top()
    {
        return (Some(top.text.clone()), Some(top.row));
    }
    let title = said.declared_title(found, setting).or_else(|| best.map(|(_, heading)| heading.text.clone()));
    let row = best.filter(|(agreement, _)| *agreement > 0.0).map(|(_, heading)| heading.row);
    (title, row)
}

/// What headings are compared with.
struct Said {
    /// The essence of the title element.
    element: String,
    /// What stands in the title element before the last sign that parts it, and behind that.
    ends: Option<(String, String)>,
    /// The declared titles.
    titles: Vec<Declared>,
    /// What the site is called.
    names: Vec<String>,
    /// The essences of the headings that are the site's sign and not the headline.
    signs: Vec<String>,
}

impl Said {
    fn of(found: &Found, headings: &[Heading], mut names: Vec<String>, setting: &Setting<'_>) -> Said {
        let signs = sign::signs(title_element(found), headings, setting);
        // What the title says beside the sign is the headline, and the sign is what the site is called.
        let of_title = || title_element(found).map(|title| pieces(title).map(essence).collect()).unwrap_or_default();
        let of_title: Vec<String> = if signs.is_empty() { Vec::new() } else { of_title() };
        names.extend(signs.iter().filter(|sign| of_title.len() > 1 && of_title.contains(sign)).cloned());
        let mut titles = declared(found, &names);
        let element = title_element(found);
        let is_headline = |text: &str| {
            let of_text = essence(text);
            let ends = |title: &Declared| title.essence.len() > of_text.len() && title.essence.ends_with(&of_text);
            titles.iter().any(|title| title.text.contains(": ") && ends(title))
        };
        // "Headline : section" beside "Section on Slow Post: Headline" begins with the headline.
        let is_group = |title: &&str| {
            let whole = essence(title);
            headings.iter().any(|heading| heading.group.as_ref() == Some(&whole))
        };
        let split = element.filter(|title| !is_group(title)).and_then(|title| title.split_once(": "));
        let split = split.filter(|(head, _)| !is_headline(head));
        if let Some((head, tail)) = split {
            titles.extend(parted(head, tail, headings));
        }
        titles.extend(element.and_then(|title| sign::behind(title, &signs, headings)).map(Declared::new));
        let ends = element.and_then(last_parted).map(|(first, last)| (first.to_owned(), last.to_owned()));
        Said { ends, element: element.map(essence).unwrap_or_default(), titles, names, signs }
    }

    fn is_sign(&self, heading: &Heading) -> bool {
        self.signs.contains(&heading.essence)
    }

    /// Whether the title element ends with this name, behind something that says far more.
    fn ends_with_board(&self, name: &str) -> bool {
        let Some((first, last)) = &self.ends else { return false };
        let words = |text: &str| words::count(text).words;
        essence(last) == name && words(first) >= FULL && words(first) > 2 * words(last)
    }

    /// How far a heading is the headline: how much it agrees with what is declared, less what speaks against it. None for one
    /// that cannot be.
    fn standing(&self, heading: &Heading, setting: &Setting<'_>) -> Option<f32> {
        let words = if heading.level == 1 { hashed(&heading.text) } else { Vec::new() };
        let mut agreement = self.titles.iter().map(|title| agreement(heading, &words, title)).fold(0.0, f32::max);
        // A second-level heading must repeat a declared title; a first-level one is a claim by itself.
        if heading.level > 1 && agreement < 0.95 {
            return None;
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
        // "Why does it rain in May? : weather": the board that the heading leads to.
        let is_board = || heading.linked && heading.level == 1 && self.ends_with_board(&heading.essence);
        // "Site: Headline" in the title and the headline alone in a declaration: the heading is the site's.
        if self.is_sign(heading)
            || is_board()
            || opens_only(&self.element, &heading.essence, &self.titles)
            || self.names.contains(&heading.essence)
        {
            agreement -= 0.75;
        }
        // "The Slow Post, on paper": a heading with the site's name in it that says little of what is declared is the site's.
        let is_own = |name: &String| {
            name.len() >= OWN_NAME && heading.essence.contains(name) && (setting.is_article || heading.essence != *name)
        };
        if agreement < AGREEMENT && self.names.iter().any(is_own) {
            agreement -= 0.5;
        }
        Some(agreement)
    }

    /// The headline where no heading is: the best declared title, without the site's name.
    fn declared_title(&self, found: &Found, setting: &Setting<'_>) -> Option<String> {
        let names = &self.names;
        // Where the title element adds to a declared title, it adds the names; the declared one has none.
        let whole = title_element(found);
        let is_bare = |title: &str| {
            let behind = whole.and_then(|whole| whole.strip_prefix(title)).unwrap_or_default();
            SEPARATORS.iter().any(|sign| sign.len() > 1 && behind.starts_with(sign))
        };
        // A title that only names the site belongs to the site's entry; elsewhere it is the last resort.
        let telling = found.titles.best_where(|title| {
            let is_own = || pieces(&title.value).any(|piece| names.contains(&essence(piece)));
            if setting.is_root { is_own() } else { !names.contains(&essence(&title.value)) }
        });
        let best = &telling.or(found.titles.best())?.value;
        if let Some(shared) = whole.and_then(|whole| shared(best, whole)).filter(|_| !setting.is_root) {
            return Some(shared.to_owned());
        }
        let title = match setting.is_root {
            true => without_end(best, names),
            false => shortened(best, names, !is_bare(best)),
        };
        let title = Some(title).filter(|title| !title.is_empty())?;
        Some(without_front(&title, &self.titles, names).unwrap_or(title))
    }
}

/// What the title element says.
fn title_element(found: &Found) -> Option<&str> {
    let element = found.titles.list.iter().find(|title| title.source == Source::TitleElement);
    element.map(|title| title.value.as_str())
}

/// The agreement from which a heading is the headline; `alone` says whether it is the page's only likely one.
fn enough(found: &Found, names: &[String], setting: &Setting<'_>, alone: bool) -> f32 {
    // Half of the words in common is agreement; a page's only heading of the first level needs less.
    match (setting.is_article, alone) {
        // The heading of a site's entry is that of one of its stories.
        _ if setting.is_root => NO_ARTICLE,
        _ if alone && are_slogans(found, names, setting) => 0.0,
        (true, true) => ONLY_HEADING,
        (true, false) => AGREEMENT,
        (false, _) => NO_ARTICLE,
    }
}

/// A title without the site's name in front, where another declared title has none: "Slow Post: Rain over Velmora" beside
/// "Rain over Velmora".
fn without_front(title: &str, declared: &[Declared], names: &[String]) -> Option<String> {
    let (_, rest) = title.split_once(": ").filter(|(front, _)| names.contains(&essence(front)))?;
    let of_rest = essence(rest);
    declared.iter().any(|other| other.essence == of_rest).then(|| rest.to_owned())
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
    if let Some(lead) = heading.lead.as_ref().filter(|lead| {
        let of_lead = essence(lead);
        declared.iter().any(|title| title.words.len() >= LEAD && title.essence == of_lead)
    }) {
        return lead.clone();
    }
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
    let cut = last_parted(heading);
    let cut = cut.filter(|(before, behind)| words::count(before).words > 1 && names.contains(&essence(behind)));
    cut.map_or(heading, |(before, _)| before.trim_end())
}

/// Share of words in common from which a heading is the declared title in other words.
const AGREEMENT: f32 = 0.4;
/// The same for an article's only first-level heading: it is the headline unless it shares no word with any title.
const ONLY_HEADING: f32 = 0.1;
/// The same on pages that are no article, whose first heading is often a slogan.
const NO_ARTICLE: f32 = 0.8;

/// Words of a declared title that a heading with a second line may begin with.
const LEAD: usize = 3;

/// Words of a title that says what a page is about, beside the name of where it stands.
const FULL: u32 = 4;

/// Bytes of a site's name that no other words hold by chance.
const OWN_NAME: usize = 8;

/// Words of a title that says something without the section behind it.
const BEFORE_SECTION: u32 = 2;

/// A title that no heading shows without the section at its end that the page is filed under: "Rope for boats - Rigging".
pub(super) fn without_section(title: String, sections: &[String]) -> String {
    let Some((before, last)) = last_parted(&title) else { return title };
    let is_section = sections.iter().any(|section| essence(section) == essence(last));
    let is_said = is_section && words::count(before).words >= BEFORE_SECTION;
    if is_said { before.trim_end().to_owned() } else { title }
}

/// A title without the sign at its end that parted it from what is not there: "Rain over Velmora |".
pub(super) fn without_loose_end(title: &str) -> &str {
    let cut = title.trim_end_matches(['|', '-', '–', '—', ':', '·', '»', '•', '~']);
    // A quotation mark that closes is no loose end.
    let cut = site::with_closing_quote(title, cut);
    let apart = cut.len() < title.len() && cut.ends_with(char::is_whitespace) && cut.contains(char::is_alphanumeric);
    if apart { cut.trim_end() } else { title }
}

#[cfg(test)]
mod tests;
