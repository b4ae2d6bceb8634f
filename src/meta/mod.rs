//! Decides what the page says about itself: candidates from every source, ranked in one place.
//! From the laid-out page, its blocks and its head, for the article; the sources do not know each other.

pub(crate) mod address;
pub(crate) mod author;
mod candidate;
pub(crate) mod clean;
pub(crate) mod date;
pub(crate) mod declared;
mod home;
mod image;
mod jsonld;
pub(crate) mod known;
pub(crate) mod labels;
mod language;
mod listed;
pub(crate) mod mend;
pub(crate) mod name;
mod packed;
mod pointed;
mod published;
mod role;
mod sign;
mod signed;
mod site;
mod stretch;
pub(crate) mod tags;
mod title;
mod unmarked;
mod visible;
mod zone;

pub(crate) use image::split_credit;

use crate::article::{Author, Candidate as Listed, Comment, Direction, Image, LeadImage, PageType};
use crate::block::Blocks;
use crate::chosen::Chosen;
use crate::head::Head;
use crate::page::Page;
use address::Resolver;
use candidate::{Candidate, Field, Source};
use clean::essence;
use date::{Manner, Moment};
use jiff::civil::Date;
use pointed::Pointed;
use published::{choose_dates, with_address};
use sign::Standing;
use signed::{choose_authors, own_names};

/// What a page says about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// The address the page declares as its own, absolute.
    pub canonical_url: Option<String>,
    /// The host of the caller's address, else of the canonical one, without `www.`.
    pub hostname: Option<String>,
    /// The site's name.
    pub site_name: Option<String>,
    /// What kind of thing the JSON-LD or microdata says that the page is about.
    pub declared_type: Option<String>,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// The authors, one entry each.
    pub authors: Vec<Author>,
    /// RFC 3339 or a date alone.
    pub published: Option<String>,
    /// RFC 3339 or a date alone.
    pub modified: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Direction of the script.
    pub direction: Option<Direction>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The lead image.
    pub image: Option<LeadImage>,
    /// The section or sections the page is filed under.
    pub categories: Vec<String>,
    /// Keywords as the page shows or declares them.
    pub tags: Vec<String>,
    /// Licence name or address.
    pub license: Option<String>,
    /// Comments of readers that the head declares.
    pub comments: Vec<Comment>,
    /// What the fields were chosen from, where somebody asks.
    pub candidates: Vec<Listed>,
}

/// All candidates of a page, field by field.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Found {
    pub canonical: Field<String>,
    pub site_names: Field<String>,
    /// What links to the site's entry and the names of its feeds say.
    pub homes: Vec<String>,
    pub titles: Field<String>,
    pub authors: Field<Vec<Author>>,
    /// Organisations that are said to be the author.
    pub houses: Vec<String>,
    /// Addresses on this site that the head gives in place of the author's name.
    pub author_pages: Vec<String>,
    pub published: Field<Moment>,
    /// The page shows the dates of what it lists.
    pub lists_dates: bool,
    pub modified: Field<Moment>,
    /// The days on which what the page announces begins and ends.
    pub events: Vec<Date>,
    pub languages: Field<String>,
    pub descriptions: Field<String>,
    pub images: Field<LeadImage>,
    /// Addresses of the signs of organisations.
    pub signs: Vec<String>,
    pub categories: Field<Vec<String>>,
    pub tags: Field<Vec<String>>,
    pub licenses: Field<String>,
    /// Comments of readers on the main entity.
    pub comments: Vec<Comment>,
    /// What kind of thing the main entity is.
    pub declared_type: Option<String>,
}

/// Days of events that are kept: what announces more is a calendar.
const MOST_EVENTS: usize = 40;

impl Found {
    /// Notes a day on which what the page announces begins or ends.
    fn add_event(&mut self, moment: Moment) {
        if self.events.len() < MOST_EVENTS {
            self.events.push(moment.date);
        }
    }
}

/// What the readers of all sources need to know of the page.
#[derive(Debug, Clone)]
pub(crate) struct Setting<'a> {
    pub resolver: Resolver,
    pub manner: Manner,
    /// The host of the page.
    pub host: Option<String>,
    /// Essences of the titles the page shows, for telling its own data from that about other pages.
    pub shown_titles: Vec<String>,
    /// The page's own addresses, without scheme, `www.`, fragment and closing slash.
    pub own: Vec<String>,
    pub address: Option<&'a str>,
    /// Whether the page may be an article: nothing in its head says that it is something else.
    pub is_article: bool,
    /// What the page was judged to be.
    pub page_type: PageType,
    /// Whether the page is its site's entry.
    pub is_root: bool,
}

impl<'a> Setting<'a> {
    /// What a page's head, its headings and its address tell.
    fn of(head: &Head, headings: &[title::Heading], url: Option<&'a str>, page_type: PageType) -> Setting<'a> {
        let declared_address = head.addresses().next();
        let resolver = Resolver::new(url, head.base.as_deref(), declared_address);
        let own = url
            .into_iter()
            .chain(head.addresses())
            .filter_map(|address| resolver.absolute(address))
            .map(|address| bare(address::of_original(&address)))
            .collect();
        let shown = [head.title.as_deref(), head.meta("og:title")]
            .into_iter()
            .flatten()
            .map(|title| clean::cut(title, clean::LONGEST));
        let shown_titles = shown
            .chain(headings.iter().filter(|heading| heading.level == 1).map(|heading| heading.text.as_str()))
            .map(essence)
            .collect();
        let host = url.and_then(address::host).or_else(|| declared_address.and_then(address::host));
        let other_kind = head.meta("og:type").is_some_and(|kind| !kind.contains("article") && !kind.contains("blog"));
        let is_article = page_type != PageType::Service && !other_kind
            || head.json_ld.iter().any(|script| script.contains("Article\"") || script.contains("BlogPosting\""));
        let is_root = url.is_some_and(is_entry);
        let manner = Manner::of(
            head.language.as_deref().or(head.meta("og:locale")),
            host.as_deref(),
            head.title.as_deref().unwrap_or_default(),
        );
        Setting { resolver, manner, host, shown_titles, own, address: url, is_article, page_type, is_root }
    }
}

impl Setting<'_> {
    /// Whether an address is the page's own.
    pub(crate) fn is_own(&self, address: &str) -> bool {
        self.resolver.absolute(address).is_some_and(|address| self.own.contains(&bare(&address)))
    }

    /// A profile's address: absolute, and not the page itself.
    pub(crate) fn profile(&self, reference: &str) -> Option<String> {
        self.resolver.absolute(reference).filter(|address| !self.own.contains(&bare(address)))
    }
}

/// Whether an address is that of its site's entry.
fn is_entry(address: &str) -> bool {
    !address.is_empty() && !bare(address).split('?').next().unwrap_or_default().contains('/')
}

/// An address without what does not tell pages apart.
fn bare(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

/// The host that a page belongs to by its address or, without one, by what its head declares.
pub fn site(url: Option<&str>, head: &Head) -> Option<String> {
    url.into_iter().chain(head.addresses()).find_map(address::host)
}

/// Gathers a page's metadata. `url` is the page's address as the caller gave it, `page_type` what the page was judged
/// to be, `chosen` what the caller's selectors point at, `pictures` those of its content.
pub fn gather(
    page: &Page,
    blocks: &Blocks,
    url: Option<&str>,
    page_type: PageType,
    chosen: &Chosen,
    pictures: &[Image],
) -> Meta {
    gathered(page, blocks, url, page_type, chosen, pictures, false)
}

/// The same, with the candidates listed for an explanation.
pub fn gather_listing(
    page: &Page,
    blocks: &Blocks,
    url: Option<&str>,
    page_type: PageType,
    chosen: &Chosen,
    pictures: &[Image],
) -> Meta {
    gathered(page, blocks, url, page_type, chosen, pictures, true)
}

fn gathered(
    page: &Page,
    blocks: &Blocks,
    url: Option<&str>,
    page_type: PageType,
    chosen: &Chosen,
    pictures: &[Image],
    explain: bool,
) -> Meta {
    let head = &page.head;
    let headings = title::headings(page);
    let mut setting = Setting::of(head, &headings, url, page_type);
    let mut found = Found::default();
    if let Some(language) = head.language.as_deref().and_then(language::normalise) {
        found.languages.add(Source::Root, 90, language);
    }
    declared::collect(head, &setting, &mut found);
    jsonld::collect(&mend::parse(&head.json_ld), &setting, &mut found);
    if let Some(title) = head.title.as_deref().and_then(clean::clean) {
        // What stands behind a sign that parts it from nothing is the site's name: the template had no title.
        let is_name = title.starts_with(['|', '-', '–', '—', '»', '·']) && title.chars().nth(1) == Some(' ');
        let title = site::behind_view(&title).to_owned();
        found.titles.add(Source::TitleElement, if is_name { NAME_ALONE } else { 50 }, title);
    }
    found.homes.extend(head.feeds.iter().filter_map(|title| site::pieces(title).next()).filter_map(clean::clean));
    let site = found.site_names.choose();
    if url.is_none() && head.addresses().next().is_some_and(is_entry) {
        // Some sites declare their entry as the address of every page. The title of the entry begins with the site's name.
        setting.is_root = title::opens_with_name(head.title.as_deref(), site.as_deref(), &setting);
    }
    let (headline, row) = title::choose(&found, &headings, &setting, site.as_deref());
    let title = head.title.as_deref().filter(|_| row.is_none());
    let unmarked = title.and_then(|title| unmarked::find(page, blocks, title, headline.as_deref()));
    let (headline, row) = unmarked.map_or((headline, row), |(title, row)| (Some(title), Some(row)));
    let called =
        || home::called(page, &found, &setting).filter(|_| row.is_none() && site.is_none() && !setting.is_root);
    let headline = headline.map(|title| home::without_name(title, called));
    let headline = headline.map(|title| title::without_loose_end(&title).to_owned());
    let pointed = Pointed::read(page, chosen, &setting, &mut found);
    let (headline, row) = pointed.title.clone().map_or((headline, row), |(title, row)| (Some(title), Some(row)));
    visible::collect(page, blocks, row, &setting, &mut found);
    let headline = headline.map(|title| match row {
        None => title::without_section(title, &tags::sections(&found.categories)),
        Some(_) => title,
    });
    let mut meta = choose(page, blocks, &setting, &found, headline);
    pointed.fill(&mut meta);
    if explain {
        let own = own_names(meta.site_name.as_deref(), &setting);
        meta.candidates = listed::listed(&found, &headings, &with_address(&found, &setting), &own, &meta);
    }
    Standing::of(&found, &setting).settle(&mut meta, page_type, pictures);
    meta
}

/// Whether a declared value is more than signs or the word by which a program says that it has none.
fn is_said(value: &str) -> bool {
    value.chars().any(char::is_alphanumeric) && !matches!(value, "null" | "undefined" | "None" | "NULL")
}

/// Rank of a title element that only names the site.
const NAME_ALONE: u8 = 5;
/// Rank from which a declared name is the site's own.
const NAMED: u8 = 40;
/// Bytes of a licence; a longer text is its terms, not its name or address.
const LONGEST_LICENSE: usize = 200;

/// Chooses among all candidates.
fn choose(page: &Page, blocks: &Blocks, setting: &Setting<'_>, found: &Found, title: Option<String>) -> Meta {
    let canonical_url = found.canonical.choose();
    // A publisher, or whoever has the rights, may have many sites: the title knows better which one this is.
    let named = found.site_names.best().filter(|best| best.rank >= NAMED);
    let in_title = site::site_in_title(page.head.title.as_deref(), setting);
    let is_house = |best: &Candidate<String>| best.rank == jsonld::PUBLISHER && !site::agrees(&best.value, setting);
    let named = named.filter(|best| in_title.is_none() || !is_house(best)).map(|best| best.value.clone());
    let site_name =
        named.or(in_title).or_else(|| home::called(page, found, setting)).or_else(|| found.site_names.choose());
    let declared = found.languages.best().and_then(|best| language::normalise(&best.value));
    let language = language::choose(declared, page, blocks);
    let direction = match page.head.direction.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("rtl") => Some(Direction::Rtl),
        Some("ltr") => Some(Direction::Ltr),
        _ => language.as_deref().map(language::direction),
    };
    let (published, modified) = choose_dates(found, setting);
    Meta {
        hostname: setting.host.clone().or_else(|| canonical_url.as_deref().and_then(address::host)),
        authors: choose_authors(found, site_name.as_deref(), setting),
        published: published.map(|moment| moment.to_string()),
        modified: modified.map(|moment| moment.to_string()),
        // A summary that repeats the title or the site's name says nothing.
        description: found
            .descriptions
            .best_where(|best| {
                let repeats = |name: &str| best.value.len() < 2 * name.len() && essence(name) == essence(&best.value);
                let names = [title.as_deref(), site_name.as_deref()];
                is_said(&best.value) && !names.into_iter().flatten().any(repeats)
            })
            .map(|best| best.value.clone()),
        image: image::choose(found, &Standing::of(found, setting)),
        categories: tags::sections(&found.categories),
        tags: tags::choose(found, title.as_deref()),
        license: found.licenses.choose().filter(|license| license.len() <= LONGEST_LICENSE),
        comments: found.comments.clone(),
        declared_type: found.declared_type.clone(),
        candidates: Vec::new(),
        canonical_url,
        site_name,
        title,
        language,
        direction,
    }
}

#[cfg(test)]
mod tests;
