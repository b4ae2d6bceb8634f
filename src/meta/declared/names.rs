//! Decides what a `meta` element is about, and how far it is trusted, by its name alone. For the reader of the head, which
//! reads the value.

use crate::meta::candidate::Source;

/// What an element is about that has a field of its own, where that comes from, and how far it is trusted.
pub(super) type Meaning = (Field, Source, u8);

/// What an element is about.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Title,
    /// What the site is called.
    SiteName,
    /// Who publishes the page or holds the rights, which may be what the site is called.
    Owner,
    Published,
    Modified,
    Description,
    /// The page's own address.
    Address,
    Language,
    Image,
    Category,
    /// Several words in one text.
    Tags,
    License,
    /// The licence, or whose the rights are.
    Rights,
}

/// What an element of this name is about; none for what is not read. Authors are told by [`is_of_author`].
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    of_words(name).or_else(|| of_date(name)).or_else(|| of_address(name))
}

/// Names of what the page says in words.
fn of_words(name: &str) -> Option<Meaning> {
    use Field::{Category, Description, Language, Owner, SiteName, Tags, Title};
    use Source::{Meta, OpenGraph};
    Some(match name {
        "og:title" => (Title, OpenGraph, 80),
        "twitter:title" => (Title, Meta, 70),
        "parsely-title" | "sailthru.title" | "citation_title" | "headline" | "hdl" | "article:title" | "vr:title"
        | "cxenseparse:title" => (Title, Meta, 85),
        "dc.title" | "dcterms.title" | "dc:title" | "title" => (Title, Meta, 60),
        "og:site_name" => (SiteName, OpenGraph, 90),
        "application-name" | "apple-mobile-web-app-title" => (SiteName, Meta, 40),
        "dc.publisher" | "citation_publisher" | "dcterms.publisher" | "publisher" | "copyright" => (Owner, Meta, 20),
        "og:description" => (Description, OpenGraph, 80),
        "description" => (Description, Meta, 75),
        "twitter:description"
        | "dc.description"
        | "dcterms.description"
        | "sailthru.description"
        | "parsely-summary"
        | "abstract" => (Description, Meta, 60),
        "og:locale" => (Language, OpenGraph, 60),
        "content-language" | "language" | "dc.language" | "dcterms.language" => (Language, Meta, 55),
        "parsely-section" | "sailthru.section" | "section" | "cxenseparse:section" | "vr:category" | "category" => {
            (Category, Meta, 60)
        }
        "keywords" => (Tags, Meta, 30),
        "news_keywords" | "parsely-tags" | "sailthru.tags" | "dc.subject" | "citation_keywords" | "dcterms.subject" => {
            (Tags, Meta, 45)
        }
        _ => return None,
    })
}

/// Names of dates.
fn of_date(name: &str) -> Option<Meaning> {
    use Field::{Modified, Published};
    use Source::{Meta, OpenGraph};
    Some(match name {
        "article:published_time" | "og:article:published_time" | "article:published" => (Published, OpenGraph, 85),
        "parsely-pub-date"
        | "sailthru.date"
        | "cxenseparse:publishtime"
        | "citation_publication_date"
        | "citation_online_date"
        | "citation_date"
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
        | "dc.date.issue"
        | "ptime" => (Published, Meta, 80),
        // Just below the same date as microdata beside the headline: such names are also filled with the last change.
        "dc.date" | "dcterms.date" | "dc.date.created" | "dcterms.created" | "date" | "og:pubdate" | "created"
        | "article:post_date" | "dc:date" | "release_date" | "ms.date" => (Published, Meta, 64),
        "article:modified_time" | "og:updated_time" | "article:modified" | "og:article:modified_time" => {
            (Modified, OpenGraph, 85)
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
        // Office programs write these two for the page itself.
        | "changed"
        | "updated_at" => (Modified, Meta, 70),
        _ => return None,
    })
}

/// Names of what is given by its address as a rule.
fn of_address(name: &str) -> Option<Meaning> {
    use Field::{Address, Image, License, Rights};
    use Source::{Meta, OpenGraph};
    Some(match name {
        "og:url" => (Address, OpenGraph, 60),
        "twitter:image" | "twitter:image:src" | "thumbnail" | "sailthru.image.full" | "parsely-image-url" => {
            (Image, Meta, 60)
        }
        "license" | "dcterms.license" | "dc.rights.license" => (License, Meta, 50),
        "dc.rights" | "dcterms.rights" => (Rights, Meta, 50),
        _ => return None,
    })
}

/// Names under which heads declare authors.
const OF_AUTHORS: [&str; 26] = [
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
    "dc.contributor.inventor",
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

/// Names made for articles are filled with care; the bare `author` is often the site's maker.
pub(super) fn author_rank(name: &str) -> u8 {
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
