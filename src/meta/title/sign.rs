//! Decides which headings are the sign of the site, that leads to its entry from every page, and what a title says beside it.
//! For the choice of the headline.

use super::heading::{Heading, MOST_INSIDE};
use crate::article::PageType;
use crate::meta::Setting;
use crate::meta::clean::essence;
use crate::meta::site;
use crate::page::{Flags, Name, Page};
use crate::tag::Tag;

/// The essences of the headings that are the site's sign. Where the title says nothing else, or begins with the sign on a
/// page that is no text, the page may be the site's entry, and its sign the headline.
pub(super) fn signs(title: Option<&str>, headings: &[Heading], setting: &Setting<'_>) -> Vec<String> {
    let mut signs = headings.iter().filter(|heading| heading.sign).peekable();
    if setting.is_root || signs.peek().is_none() {
        return Vec::new();
    }
    let title = title.map(essence).unwrap_or_default();
    let is_text = matches!(setting.page_type, PageType::Article | PageType::Forum | PageType::Documentation);
    // The slogan stands below the sign.
    let has_slogan = |sign: &Heading| {
        let beside = headings.iter().filter(|other| other.row != sign.row && other.parent == sign.parent);
        title
            .strip_prefix(sign.essence.as_str())
            .is_some_and(|rest| beside.into_iter().any(|other| other.essence == rest))
    };
    let is_other =
        |sign: &&Heading| title != sign.essence && (is_text && !has_slogan(sign) || !title.starts_with(&sign.essence));
    signs.filter(is_other).map(|heading| heading.essence.clone()).collect()
}

/// The title behind the site's sign, where nothing parts the two and a heading says it: "Slow Post Rain over Velmora".
pub(super) fn behind<'a>(title: &str, signs: &[String], headings: &'a [Heading]) -> Option<&'a str> {
    let whole = essence(title);
    let rests = signs.iter().filter_map(|sign| whole.strip_prefix(sign.as_str()));
    let said = |rest: &str| headings.iter().find(|heading| heading.essence == rest);
    rests.filter_map(said).map(|heading| heading.text.as_str()).next()
}

/// Whether a heading is one link that leads to the site's entry, or is called the sign of the page in its own class.
pub(super) fn is_sign(page: &Page, at: u32) -> bool {
    let row = page.row(at);
    let Some(link) = link_of(page, at) else { return false };
    let leads_home = || page.attribute(link, Name::Href).is_some_and(is_home);
    let is_called = || page.attribute(at, Name::Class).is_some_and(site::is_called_sign);
    leads_home() || row.flags.meets(Flags::HEADER) && is_called()
}

/// The link that a heading is as a whole.
pub(super) fn link_of(page: &Page, at: u32) -> Option<u32> {
    let inside = page.descendants(at).take(MOST_INSIDE).find(|below| page.row(*below).tag == Tag::A);
    let around = Some(page.row(at).parent).filter(|parent| page.row(*parent).tag == Tag::A);
    inside.or(around).filter(|link| page.text_of(*link).len() >= page.text_of(at).len())
}

/// Whether a reference is to the entry of a site: "/", or an address without a path.
fn is_home(reference: &str) -> bool {
    let reference = reference.trim();
    let path = reference
        .split_once("//")
        .map_or(reference, |(_, rest)| rest.find('/').map_or("/", |at| rest.get(at..).unwrap_or_default()));
    path == "/"
}
