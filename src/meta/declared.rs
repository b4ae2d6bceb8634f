//! Decides what the head's `meta` and `link` elements say: what each is about tells its name, and the value is read as what
//! it is about asks for. For gather; visible elements are read elsewhere.

mod names;

pub(crate) use names::is_of_author;

use super::author::{self, unlinked};
use super::candidate::{self, Candidate, Source};
use super::clean::{clean, unescape};
use super::date;
use super::image;
use super::labels::{self, Purpose};
use super::language;
use super::packed;
use super::site;
use super::tags;
use super::{Found, Setting};
use crate::article::{Author, LeadImage, PageType};
use crate::head::Head;
use names::{Field, Meaning, author_rank, meaning};

/// `meta` elements of one page that are read.
const MOST: usize = 500;

/// Pages of authors that are looked for among the links.
const MOST_PAGES: usize = 4;
/// Bytes of whoever publishes the page or holds the rights; a longer text states the rights.
const LONGEST_OWNER: usize = 60;

/// Adds what the head declares.
pub(crate) fn collect(head: &Head, setting: &Setting<'_>, found: &mut Found) {
    let mut joined = Joined::default();
    let listed = lists_others(head, setting);
    for (name, content) in head.metas.iter().take(MOST) {
        if content.is_empty() || listed && name == DATE_PUBLISHED {
            continue;
        }
        match name.as_str() {
            name if is_of_author(name) => joined.scholars.extend(collect_authors(name, content, setting, found)),
            "parsely-page" => packed::collect(content, setting, found),
            name if joined.take(name, content, setting) => {}
            name => {
                if let Some(meaning) = meaning(name) {
                    add(meaning, content, setting, found);
                }
            }
        }
    }
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if let (Some(_), Some(data)) =
            (head.meta(label).filter(|label| labels::is(label, Purpose::By)), head.meta(data))
        {
            let people = unlinked(author::people(data));
            if !people.is_empty() {
                found.authors.add(Source::Meta, 66, people);
            }
        }
    }
    joined.add(found);
    for (rel, href) in head.links.iter().take(MOST) {
        rel.split_ascii_whitespace().for_each(|rel| collect_link(rel, href, setting, found));
    }
}

/// What several elements say together.
#[derive(Default)]
struct Joined {
    /// The authors of a paper.
    scholars: Vec<Author>,
    tags: Vec<String>,
    sections: Vec<String>,
    image: LeadImage,
}

impl Joined {
    /// Takes what an element says of these; says whether it does.
    fn take(&mut self, name: &str, content: &str, setting: &Setting<'_>) -> bool {
        match name {
            "article:tag" | "og:article:tag" | "video:tag" => self.tags.extend(clean(content)),
            "article:section" | "og:article:section" | "article:section:list" => self.sections.extend(clean(content)),
            "og:image:alt" | "twitter:image:alt" if self.image.alt.is_none() => self.image.alt = clean(content),
            "og:image" | "og:image:url" | "og:image:secure_url" if self.image.url.is_none() => {
                self.image.url = setting.resolver.absolute(content);
            }
            _ => return false,
        }
        true
    }

    fn add(self, found: &mut Found) {
        if !self.scholars.is_empty() {
            found.authors.add(Source::Meta, 92, self.scholars);
        }
        if !self.tags.is_empty() {
            let tags = self.tags.iter().flat_map(|tags| tags.split(',')).filter_map(clean).collect();
            found.tags.add(Source::OpenGraph, 70, tags);
        }
        if !self.sections.is_empty() {
            found.categories.add(Source::OpenGraph, 80, self.sections);
        }
        if self.image.url.is_some() {
            found.images.add(Source::OpenGraph, 85, self.image);
        }
    }
}

/// Adds the authors whom an element names, or the page of one whose address it gives; gives back those of a paper, each of
/// whom has an element.
fn collect_authors(name: &str, content: &str, setting: &Setting<'_>, found: &mut Found) -> Vec<Author> {
    let is_catalogue = CATALOGUES.iter().any(|start| name.starts_with(start)) && author::is_inverted(content);
    let names = match name.starts_with("citation_") || is_catalogue {
        true => author::people(&author::given_first(content)),
        false => author::people(content),
    };
    if names.is_empty() && found.author_pages.len() < MOST_PAGES {
        let page = setting.profile(content).filter(|page| super::address::host(page) == setting.host);
        found.author_pages.extend(page);
    }
    let people = unlinked(names);
    if name.starts_with("citation_author") {
        return people;
    }
    if !people.is_empty() {
        let is_open_graph = name.starts_with("article:") || name.starts_with("og:");
        let source = if is_open_graph { Source::OpenGraph } else { Source::Meta };
        join_authors(found, source, author_rank(name), people);
    }
    Vec::new()
}

/// Adds what a `link` element says by one of its relations.
fn collect_link(rel: &str, href: &str, setting: &Setting<'_>, found: &mut Found) {
    match rel {
        "canonical" => found.canonical.list.extend(candidate(setting, href, 90)),
        "license" | "licence" => {
            if let Some(url) = setting.resolver.absolute(href) {
                found.licenses.add(Source::Link, 80, url);
            }
        }
        "image_src" => {
            if let Some(url) = setting.resolver.absolute(href) {
                found.images.add(Source::Link, 50, image::at_address(url));
            }
        }
        _ => {}
    }
}

/// The property of microdata by which a page gives the date of publication, its own or those of what it lists.
const DATE_PUBLISHED: &str = "datepublished";
/// Different dates from which they are those of a list.
const LISTED: usize = 3;

/// Whether the page declares the dates of other things than itself. Of a thread's dates the first is its own.
fn lists_others(head: &Head, setting: &Setting<'_>) -> bool {
    let mut dates: Vec<&str> = head.all_metas(DATE_PUBLISHED).take(MOST).collect();
    dates.sort_unstable();
    dates.dedup();
    dates.len() >= LISTED && setting.page_type != PageType::Forum
}

fn candidate(setting: &Setting<'_>, href: &str, rank: u8) -> Option<Candidate<String>> {
    let value = own_address(setting, href)?;
    Some(Candidate { value, source: Source::Link, rank })
}

/// What a page says its own address is; a copy in an archive has the address of what it is a copy of.
fn own_address(setting: &Setting<'_>, href: &str) -> Option<String> {
    Some(super::address::of_original(&setting.resolver.absolute(href)?).to_owned())
}

/// How the names begin under which catalogues give each author by the family's name first.
const CATALOGUES: [&str; 4] = ["dc.", "dc:", "dcterms.", "eprints."];

/// Several elements of one name list several people.
fn join_authors(found: &mut Found, source: Source, rank: u8, people: Vec<Author>) {
    match found.authors.list.iter_mut().find(|known| known.source == source && known.rank == rank) {
        Some(known) => author::add_to(&mut known.value, people, author::MOST),
        None => found.authors.add(source, rank, people),
    }
}

/// Adds what an element says of a field.
fn add((field, source, rank): Meaning, content: &str, setting: &Setting<'_>, found: &mut Found) {
    let text = || clean(content);
    let date = || date::read(content, setting.manner);
    match field {
        Field::Title => add_to(&mut found.titles, source, rank, text()),
        Field::SiteName => add_to(&mut found.site_names, source, rank, text().and_then(|name| site::bare_name(&name))),
        Field::Owner => {
            let name = text().filter(|name| !name.contains('©') && name.len() < LONGEST_OWNER);
            add_to(&mut found.site_names, source, rank, name.and_then(|name| site::owner(&name)));
        }
        Field::Published => add_to(&mut found.published, source, rank, date()),
        Field::Modified => add_to(&mut found.modified, source, rank, date()),
        Field::Description => add_to(&mut found.descriptions, source, rank, text()),
        Field::Address => add_to(&mut found.canonical, source, rank, own_address(setting, content)),
        Field::Language => add_to(&mut found.languages, source, rank, language::normalise(content)),
        Field::Image => {
            add_to(&mut found.images, source, rank, setting.resolver.absolute(content).map(image::at_address))
        }
        Field::Category => add_to(&mut found.categories, source, rank, text().map(|section| vec![section])),
        Field::Tags => {
            // A semicolon may be the end of a reference that was escaped two or three times.
            let tags = tags::parted(&unescape(&unescape(content)));
            add_to(&mut found.tags, source, rank, Some(tags).filter(|tags| !tags.is_empty()));
        }
        Field::License => add_to(&mut found.licenses, source, rank, text()),
        // The name of whoever holds the rights is no licence.
        Field::Rights => add_to(&mut found.licenses, source, rank, text().filter(|text| is_licence(text))),
    }
}

fn add_to<T>(list: &mut candidate::Field<T>, source: Source, rank: u8, value: Option<T>) {
    if let Some(value) = value {
        list.add(source, rank, value);
    }
}

/// Words of which a licence's name or address holds one.
const LICENCES: &[&str] = &[
    "creativecommons",
    "commons",
    "cc",
    "license",
    "licence",
    "lizenz",
    "licencia",
    "licença",
    "licenza",
    "licentie",
    "domain",
    "gemeinfrei",
    "copyleft",
    "gfdl",
    "gpl",
    "mit",
    "apache",
];

fn is_licence(text: &str) -> bool {
    let text = text.to_lowercase();
    text.split(|character: char| !character.is_alphanumeric()).any(|word| LICENCES.contains(&word))
}
