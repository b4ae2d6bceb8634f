//! Decides who signed the page, from the candidates of all sources: whose names are a person's and not the site's own, which
//! source is believed, and in which form a name is written. For gather.

use super::candidate::{Candidate, Source};
use super::clean::essence;
use super::labels::{self, Purpose};
use super::{Found, Setting, name, role, site};
use crate::article::{Author, PageType};

/// The essences of the site's own names.
pub fn own_names(site: Option<&str>, setting: &Setting<'_>) -> Vec<String> {
    let mut names: Vec<String> = site.map(essence).into_iter().collect();
    names.extend(setting.host.as_deref().map(site::host_essence));
    names
}

/// Whether an author is nothing but the site itself, by the essences of its names.
pub fn is_own(author: &Author, own: &[String]) -> bool {
    // A site may say what it is behind its name.
    let name = essence(author.name.split(',').next().unwrap_or_default());
    own.iter().any(|site| !site.is_empty() && (*site == name || name.len() > 3 && site.starts_with(&name)))
}

/// The rank of a candidate for the authors: half of it when it is nothing but the site's own name.
pub fn author_rank(candidate: &Candidate<Vec<Author>>, own: &[String]) -> u8 {
    let own = candidate.value.iter().all(|author| is_own(author, own));
    if own { candidate.rank / 2 } else { candidate.rank }
}

/// The authors of the highest rank; a source that gives the site's own name speaks only if no other one does.
pub fn choose_authors(found: &Found, site: Option<&str>, setting: &Setting<'_>) -> Vec<Author> {
    let names = own_names(site, setting);
    let is_site = |author: &Author| is_own(author, &names);
    let mut best: Option<(u8, &Candidate<Vec<Author>>)> = None;
    for candidate in found.authors.list.iter().filter(|candidate| is_likely(candidate, found, setting.page_type)) {
        let is_own = |author: &Author| is_site(author) || is_own_firm(author, &names);
        if is_maker(candidate) && !candidate.value.iter().all(is_own) || is_shop(candidate, setting.page_type) {
            continue;
        }
        let rank = author_rank(candidate, &names);
        if best.is_none_or(|(most, _)| rank > most) {
            best = Some((rank, candidate));
        }
    }
    let Some((_, best)) = best else { return Vec::new() };
    let best = shown_instead(best, found, setting, is_site);
    let chosen = &declared_within(best, found, is_site).unwrap_or(best).value;
    if chosen.iter().all(|author| is_nobody(author, found, setting)) {
        return Vec::new();
    }
    let others = chosen.iter().any(|author| !is_site(author) && name::looks_like_person(&author.name));
    // Another source may know the profile of a person that the best one only names.
    chosen
        .iter()
        .filter(|author| !others || !is_site(author))
        .map(|author| {
            let known = || {
                found
                    .authors
                    .list
                    .iter()
                    .flat_map(|candidate| &candidate.value)
                    .find(|other| other.url.is_some() && essence(&other.name) == essence(&author.name))
            };
            Author {
                name: fuller(&author.name, found),
                url: author.url.clone().or_else(|| known().and_then(|other| other.url.clone())),
            }
        })
        .collect()
}

/// Whether a bare name of the head gives a firm: who made the site, as a rule, and on gold in no case who wrote the page.
fn is_maker(candidate: &Candidate<Vec<Author>>) -> bool {
    let is_firm =
        |author: &Author| without_form(&author.name) != author.name || labels::is(&author.name, Purpose::Maker);
    // The form behind the last of several words stands for all of them: "Tug & Pan Ltd".
    let is_person = |author: &Author| !is_firm(author) && name::looks_like_person(&author.name);
    candidate.source == Source::Meta && candidate.value.iter().any(is_firm) && !candidate.value.iter().any(is_person)
}

/// Whether an author is the site's own name with the form of its firm behind it.
fn is_own_firm(author: &Author, own: &[String]) -> bool {
    own.contains(&essence(without_form(&author.name)))
}

/// A firm's name without the form of the firm behind it.
pub(crate) fn without_form(name: &str) -> &str {
    let parted = name.trim_end().rsplit_once(char::is_whitespace);
    parted.filter(|(_, form)| labels::is(form, Purpose::Firm)).map_or(name, |(bare, _)| bare.trim_end_matches(','))
}

/// Whether the head of a page that sells or offers something gives the name of a host as its author: that of the shop.
fn is_shop(candidate: &Candidate<Vec<Author>>, page_type: PageType) -> bool {
    let is_host = |author: &Author| {
        let (name, domain) = without_form(&author.name).rsplit_once('.').unwrap_or_default();
        let is_domain = (2..=4).contains(&domain.len()) && domain.bytes().all(|byte| byte.is_ascii_lowercase());
        is_domain && name.len() > 3 && !name.contains(char::is_whitespace)
    };
    let sells = matches!(page_type, PageType::Product | PageType::Collection | PageType::Service);
    sells && candidate.source == Source::Meta && candidate.value.iter().all(is_host)
}

/// Whether an author is an organisation that readers would not call the author. Of gold articles that name nobody else half are
/// by the firm that their data names, and of the manuals, lists and services none; "Contributors to a project" are everybody.
fn is_nobody(author: &Author, found: &Found, setting: &Setting<'_>) -> bool {
    let opens = |purpose| labels::opening(&author.name, purpose).is_some();
    found.houses.contains(&author.name)
        && (setting.page_type != PageType::Article || opens(Purpose::Desk) || opens(Purpose::Heading))
}

/// The declaration of the site as the author, where what is shown is its name with something glued to it, such as the town:
/// the site of a band is called as the band is.
fn declared_within<'a>(
    best: &Candidate<Vec<Author>>,
    found: &'a Found,
    is_site: impl Fn(&Author) -> bool,
) -> Option<&'a Candidate<Vec<Author>>> {
    let goes_on = |declared: &str| {
        best.value.first().is_some_and(|shown| {
            shown.name.strip_prefix(declared).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })
    };
    let names_site = |candidate: &&Candidate<Vec<Author>>| {
        !is_shown(candidate.source) && candidate.value.iter().all(|author| is_site(author) && goes_on(&author.name))
    };
    found.authors.list.iter().filter(|_| is_shown(best.source)).find(names_site)
}

/// Rank from which a shown byline stands beside the headline.
const BYLINE: u8 = 57;
/// Rank from which one with a label stands near it.
const NEAR_BYLINE: u8 = 50;

/// Whether what a reader sees may name the author of a page of this type. On pages that sell something, describe a program
/// or list others, most of what looks like a byline is none: of the gold pages of these types 40 had such a byline alone,
/// and 2 of them an author.
fn is_likely(candidate: &Candidate<Vec<Author>>, found: &Found, page_type: PageType) -> bool {
    let mut people = candidate.value.iter().map(|author| name::looks_like_person(&author.name));
    let guessed = matches!(candidate.source, Source::Class | Source::Time | Source::Text);
    // "Held by the United Kingdom" is no byline.
    let is_phrase = |author: &Author| {
        let first = author.name.split(' ').next().unwrap_or_default();
        first.starts_with(char::is_lowercase) && labels::is(first, Purpose::Article)
    };
    if candidate.source == Source::Text && candidate.value.iter().all(is_phrase) {
        return false;
    }
    !guessed
        || match page_type {
            PageType::Article | PageType::Forum => true,
            // Those who wrote what is listed are named each in the same way.
            PageType::Listing => {
                let same = |other: &&Candidate<Vec<Author>>| {
                    other.source == candidate.source && other.rank == candidate.rank && other.value != candidate.value
                };
                let alone = !found.authors.list.iter().any(|other| same(&other));
                candidate.rank >= BYLINE && people.all(|person| person) && alone
            }
            // A manual may be by people and their project.
            PageType::Documentation => {
                let least = if candidate.source == Source::Text { NEAR_BYLINE } else { BYLINE };
                candidate.rank >= least && people.any(|person| person)
            }
            PageType::Product | PageType::Collection | PageType::Service => {
                candidate.rank >= BYLINE && people.all(|person| person)
            }
        }
}

/// The byline beside the headline, where a declaration says less: when it gives only a user's name, or when two other kinds
/// of sources agree on somebody else and nothing supports the declaration.
fn shown_instead<'a>(
    best: &'a Candidate<Vec<Author>>,
    found: &'a Found,
    setting: &Setting<'_>,
    is_site: impl Fn(&Author) -> bool,
) -> &'a Candidate<Vec<Author>> {
    if let Some(fuller) = with_others(best, found, &is_site) {
        return fuller;
    }
    let is_general = best.value.iter().all(|author| role::is_general(&author.name));
    if is_general && let Some(named) = named_in_text(found, &is_site) {
        return named;
    }
    if is_shown(best.source) {
        return best;
    }
    let same = |one: &[Author], other: &[Author]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| essence(&one.name) == essence(&other.name))
    };
    let support = |value: &[Author]| {
        let mut sources: Vec<Source> = Vec::new();
        for other in found.authors.list.iter().filter(|other| same(&other.value, value)) {
            let counts = !is_shown(other.source) || other.rank >= BYLINE;
            if counts && !sources.contains(&other.source) {
                sources.push(other.source);
            }
        }
        sources.len()
    };
    let people = |candidate: &&Candidate<Vec<Author>>| {
        is_shown(candidate.source)
            && candidate.rank >= BYLINE
            && candidate.value.iter().all(|person| name::looks_like_person(&person.name) && !is_site(person))
    };
    let Some(shown) = found.authors.list.iter().find(people) else { return best };
    let user = setting.is_article && best.value.iter().all(|author| !author.name.contains(char::is_whitespace));
    let alone = support(&best.value) < 2 && support(&shown.value) >= 2;
    if user || alone { shown } else { best }
}

/// The person whom a line with a label names near the headline, where an account of many is declared.
fn named_in_text(found: &Found, is_site: impl Fn(&Author) -> bool) -> Option<&Candidate<Vec<Author>>> {
    let is_person = |author: &Author| {
        let is_name = name::looks_like_person(&author.name) && !author.name.starts_with(char::is_lowercase);
        is_name && !is_site(author) && !role::is_general(&author.name)
    };
    let named = |candidate: &&Candidate<Vec<Author>>| {
        candidate.source == Source::Text && candidate.rank >= NEAR_BYLINE && candidate.value.iter().all(is_person)
    };
    found.authors.list.iter().find(named)
}

/// The byline beside the headline that names the only author of the best source first and others behind, if two kinds of
/// elements say so: many templates have room for one author.
fn with_others<'a>(
    best: &Candidate<Vec<Author>>,
    found: &'a Found,
    is_site: impl Fn(&Author) -> bool,
) -> Option<&'a Candidate<Vec<Author>>> {
    let [only] = best.value.as_slice() else { return None };
    let first = essence(&only.name);
    let adds = |candidate: &&Candidate<Vec<Author>>| {
        let is_person = |author: &Author| name::looks_like_person(&author.name) && !is_site(author);
        is_shown(candidate.source)
            && candidate.rank >= NEAR_BYLINE
            && (2..=MOST_BESIDE).contains(&candidate.value.len())
            && candidate.value.first().is_some_and(|author| essence(&author.name) == first)
            && candidate.value.iter().all(is_person)
    };
    let fuller = found.authors.list.iter().find(|candidate| candidate.rank >= BYLINE && adds(candidate))?;
    let again =
        |other: &Candidate<Vec<Author>>| other.source != fuller.source && other.value.len() == fuller.value.len();
    found.authors.list.iter().filter(adds).any(again).then_some(fuller)
}

/// People in a byline that adds to what another source gives; more are a list of people.
const MOST_BESIDE: usize = 6;

/// Whether a source is what a reader sees.
pub fn is_shown(source: Source) -> bool {
    matches!(source, Source::Class | Source::Time | Source::Text | Source::Microdata)
}

/// Rank from which a source is believed to give a fuller form of a name.
const FULL: u8 = 45;
/// Bytes of such a form; a longer one says more than the name.
const LONGEST_NAME: usize = 40;

/// A name in the fullest form that any source gives: "annlee" and "Ann" become "Ann Lee".
fn fuller(name: &str, found: &Found) -> String {
    if name.contains(char::is_whitespace) {
        return name.to_owned();
    }
    let short = essence(name);
    let trusted = found.authors.list.iter().filter(|candidate| candidate.rank >= FULL);
    let others = trusted.flat_map(|candidate| &candidate.value).map(|author| author.name.as_str());
    let same = |other: &&str| {
        other.contains(' ')
            && other.len() < LONGEST_NAME
            && (essence(other) == short || other.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))
    };
    others.filter(same).min_by_key(|other| other.len()).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests;
