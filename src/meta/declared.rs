//! Decides what the head's `meta` and `link` elements say, name by name, and how far each name is trusted.
//! For gather; visible elements are read elsewhere.

use super::author;
use super::candidate::Source;
use super::clean::{clean, unescape};
use super::date;
use super::labels::{self, Purpose};
use super::language;
use super::packed;
use super::site;
use super::{Found, Setting};
use crate::article::{Author, LeadImage, PageType};
use crate::head::Head;

/// `meta` elements of one page that are read.
const MOST: usize = 500;

/// Pages of authors that are looked for among the links.
const MOST_PAGES: usize = 4;

/// Names under which heads declare authors.
const OF_AUTHORS: [&str; 25] = [
    "citation_author",
    "citation_authors",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "article:author:name",
    "article:author",
    "author",
    "og:article:author",
    "og:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.contributor.author",
    "eprints.creators_name",
    "bt:author",
    "cxenseparse:author",
    "cxenseparse:recs:author",
    "vr:author",
    "shareaholic:article_author_name",
    "article.author",
    "authors",
    "rbauthors",
    "creator",
    "article_author",
];

/// Whether a head declares authors under a name.
pub(crate) fn is_of_author(name: &str) -> bool {
    OF_AUTHORS.contains(&name)
}

/// Adds what the head declares.
pub(crate) fn collect(head: &Head, setting: &Setting<'_>, found: &mut Found) {
    let mut scholars: Vec<Author> = Vec::new();
    let mut article_tags: Vec<String> = Vec::new();
    let mut sections: Vec<String> = Vec::new();
    let mut image = LeadImage::default();
    let listed = lists_others(head, setting);
    for (name, content) in head.metas.iter().take(MOST) {
        if content.is_empty() || listed && name == DATE_PUBLISHED {
            continue;
        }
        match name.as_str() {
            name if is_of_author(name) => {
                let names = if name.starts_with("citation_") {
                    author::people(&given_first(content))
                } else {
                    author::people(content)
                };
                if names.is_empty() && found.author_pages.len() < MOST_PAGES {
                    let page = setting.profile(content).filter(|page| super::address::host(page) == setting.host);
                    found.author_pages.extend(page);
                }
                if name.starts_with("citation_author") {
                    scholars.extend(names.into_iter().map(|name| Author { name, url: None }));
                } else if !names.is_empty() {
                    let source = if name.starts_with("article:") || name.starts_with("og:") {
                        Source::OpenGraph
                    } else {
                        Source::Meta
                    };
                    let people: Vec<Author> = names.into_iter().map(|name| Author { name, url: None }).collect();
                    join_authors(found, source, author_rank(name), people);
                }
            }
            "article:tag" | "og:article:tag" | "video:tag" => article_tags.extend(clean(content)),
            "article:section" | "og:article:section" | "article:section:list" => sections.extend(clean(content)),
            "og:image:alt" | "twitter:image:alt" if image.alt.is_none() => image.alt = clean(content),
            "og:image" | "og:image:url" | "og:image:secure_url" if image.url.is_none() => {
                image.url = setting.resolver.absolute(content)
            }
            "parsely-page" => packed::collect(content, setting, found),
            _ => collect_one(name, content, setting, found),
        }
    }
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if let (Some(_), Some(data)) =
            (head.meta(label).filter(|label| labels::is(label, Purpose::By)), head.meta(data))
        {
            let people: Vec<Author> = author::people(data).into_iter().map(|name| Author { name, url: None }).collect();
            if !people.is_empty() {
                found.authors.add(Source::Meta, 66, people);
            }
        }
    }
    if !scholars.is_empty() {
        found.authors.add(Source::Meta, 92, scholars);
    }
    if !article_tags.is_empty() {
        let tags = article_tags.iter().flat_map(|tags| tags.split(',')).filter_map(clean).collect();
        found.tags.add(Source::OpenGraph, 70, tags);
    }
    if !sections.is_empty() {
        found.categories.add(Source::OpenGraph, 80, sections);
    }
    if image.url.is_some() {
        found.images.add(Source::OpenGraph, 85, image);
    }
    for (rel, href) in head.links.iter().take(MOST) {
        for rel in rel.split_ascii_whitespace() {
            match rel {
                "canonical" => found.canonical.list.extend(candidate(setting, href, 90)),
                "license" | "licence" => {
                    if let Some(url) = setting.resolver.absolute(href) {
                        found.licenses.add(Source::Link, 80, url);
                    }
                }
                "image_src" => {
                    if let Some(url) = setting.resolver.absolute(href) {
                        found.images.add(Source::Link, 50, LeadImage { url: Some(url), ..LeadImage::default() });
                    }
                }
                _ => {}
            }
        }
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

fn candidate(setting: &Setting<'_>, href: &str, rank: u8) -> Option<super::candidate::Candidate<String>> {
    let value = own_address(setting, href)?;
    Some(super::candidate::Candidate { value, source: Source::Link, rank })
}

/// What a page says its own address is; a copy in an archive has the address of what it is a copy of.
fn own_address(setting: &Setting<'_>, href: &str) -> Option<String> {
    Some(super::address::of_original(&setting.resolver.absolute(href)?).to_owned())
}

/// "Family, Given", as catalogues of papers write, in the order people say it.
fn given_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') && !family.trim().is_empty() => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    }
}

/// Several elements of one name list several people.
fn join_authors(found: &mut Found, source: Source, rank: u8, people: Vec<Author>) {
    match found.authors.list.iter_mut().find(|known| known.source == source && known.rank == rank) {
        Some(known) => {
            for person in people {
                if known.value.len() < 50 && !known.value.iter().any(|known| known.name == person.name) {
                    known.value.push(person);
                }
            }
        }
        None => found.authors.add(source, rank, people),
    }
}

/// Names made for articles are filled with care; the bare `author` is often the site's maker.
fn author_rank(name: &str) -> u8 {
    match name {
        "parsely-author"
        | "sailthru.author"
        | "byl"
        | "cxenseparse:author"
        | "article:author:name"
        | "rbauthors"
        | "cxenseparse:recs:author" => 86,
        "article:author" | "og:article:author" | "shareaholic:article_author_name" | "bt:author" | "vr:author" => 80,
        "author" | "authors" | "article.author" | "og:author" => 68,
        _ => 72,
    }
}

fn collect_one(name: &str, content: &str, setting: &Setting<'_>, found: &mut Found) {
    let read = |text: &str| date::read(text, setting.order);
    let text = || clean(content);
    macro_rules! add {
        ($field:ident, $source:ident, $rank:expr, $value:expr) => {
            if let Some(value) = $value {
                found.$field.add(Source::$source, $rank, value);
            }
        };
    }
    match name {
        "og:title" => add!(titles, OpenGraph, 80, text()),
        "twitter:title" => add!(titles, Meta, 70, text()),
        "parsely-title" | "sailthru.title" | "citation_title" | "headline" | "hdl" | "article:title" | "vr:title"
        | "cxenseparse:title" => add!(titles, Meta, 85, text()),
        "dc.title" | "dcterms.title" | "dc:title" | "title" => add!(titles, Meta, 60, text()),
        "og:site_name" => add!(site_names, OpenGraph, 90, text().and_then(|name| site::bare_name(&name))),
        "application-name" | "apple-mobile-web-app-title" => {
            add!(site_names, Meta, 40, text().and_then(|name| site::bare_name(&name)))
        }
        "dc.publisher" | "citation_publisher" | "dcterms.publisher" | "publisher" | "copyright" => {
            let name = text().filter(|name| !name.contains('©') && name.len() < 60);
            add!(site_names, Meta, 20, name.and_then(|name| site::owner(&name)))
        }
        "article:published_time" | "og:article:published_time" | "article:published" => {
            add!(published, OpenGraph, 85, read(content))
        }
        "parsely-pub-date"
        | "sailthru.date"
        | "cxenseparse:publishtime"
        | "citation_publication_date"
        | "citation_online_date"
        | "bt:pubdate"
        | "pdate"
        | "publish-date"
        | "publish_date"
        | "pubdate"
        | "publishdate"
        | "publication_date"
        | "datepublished"
        | "article.published"
        | "dc.date.issued"
        | "dcterms.issued"
        | "dcterms.date.issued"
        | "published_time"
        | "og:published_time"
        | "rbpubdate"
        | "displaydate"
        | "article_date_original"
        | "originalpublicationdate"
        | "cxenseparse:recs:publishtime"
        | "shareaholic:article_published_time"
        | "vr:published_time"
        | "w-published-date"
        | "published"
        | "published-date"
        | "publishdatetime"
        | "date_published"
        | "iptc.date"
        | "ptime" => add!(published, Meta, 80, read(content)),
        "dc.date" | "dcterms.date" | "dc.date.created" | "dcterms.created" | "date" | "og:pubdate" | "created"
        | "article:post_date" | "dc:date" | "release_date" | "ms.date" => {
            // Just below the same date as microdata beside the headline: such names are also filled with the last change.
            add!(published, Meta, 64, read(content))
        }
        "article:modified_time" | "og:updated_time" | "article:modified" | "og:article:modified_time" => {
            add!(modified, OpenGraph, 85, read(content))
        }
        "lastmod"
        | "last-modified"
        | "datemodified"
        | "dcterms.modified"
        | "dc.date.modified"
        | "modified"
        | "revised"
        | "date.modified"
        | "sailthru.lastmodified"
        | "updated"
        | "last-updated"
        | "updated_at" => add!(modified, Meta, 70, read(content)),
        "og:description" => add!(descriptions, OpenGraph, 80, text()),
        "description" => add!(descriptions, Meta, 75, text()),
        "twitter:description"
        | "dc.description"
        | "dcterms.description"
        | "sailthru.description"
        | "parsely-summary"
        | "abstract" => add!(descriptions, Meta, 60, text()),
        "og:url" => add!(canonical, OpenGraph, 60, own_address(setting, content)),
        "og:locale" => add!(languages, OpenGraph, 60, language::normalise(content)),
        "content-language" | "language" | "dc.language" | "dcterms.language" => {
            add!(languages, Meta, 55, language::normalise(content))
        }
        "twitter:image" | "twitter:image:src" | "thumbnail" | "sailthru.image.full" | "parsely-image-url" => {
            add!(
                images,
                Meta,
                60,
                setting.resolver.absolute(content).map(|url| LeadImage { url: Some(url), ..LeadImage::default() })
            );
        }
        "parsely-section" | "sailthru.section" | "section" | "cxenseparse:section" | "vr:category" | "category" => {
            add!(categories, Meta, 60, text().map(|section| vec![section]))
        }
        "keywords" | "news_keywords" | "parsely-tags" | "sailthru.tags" | "dc.subject" | "citation_keywords"
        | "dcterms.subject" => {
            // A semicolon may be the end of a reference that was escaped two or three times.
            let tags: Vec<String> =
                unescape(&unescape(content)).split([',', ';', '、', '，']).take(50).filter_map(clean).collect();
            if !tags.is_empty() {
                let rank = if name == "keywords" { 30 } else { 45 };
                found.tags.add(Source::Meta, rank, tags);
            }
        }
        "license" | "dcterms.license" | "dc.rights.license" => add!(licenses, Meta, 50, text()),
        // The name of whoever holds the rights is no licence.
        "dc.rights" | "dcterms.rights" => add!(licenses, Meta, 50, text().filter(|text| is_licence(text))),
        _ => {}
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
