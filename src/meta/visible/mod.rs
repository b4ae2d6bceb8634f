//! Decides what the page's visible elements say: microdata, `time`, bylines, dates, trails, keywords, licences and the
//! lead image, each trusted by how near it stands to the headline. For gather; one pass over the rows.

mod alike;
mod alone;
mod byline;
mod dates;
mod keywords;
mod lead;
mod lines;
mod links;
mod mail;
mod order;
mod others;
mod person;
mod place;
mod reporter;
mod rights;
mod subject;
mod told;

use std::sync::LazyLock;

use jiff::civil::Date;

pub(crate) use place::Place;
use place::{ABOVE, AFTER, BEFORE, BEFORE_TEXT, BETWEEN, FAR, INSIDE, SOON};
use subject::Subjects;

use crate::article::PageType;
use crate::block::Blocks;
use crate::cues::Cues;
use crate::meta::candidate::Source;
use crate::meta::clean::clean;
use crate::meta::date;
use crate::meta::{Found, Setting};
use crate::page::{Flags, Name, Page, Row, Span};
use crate::tag::Tag;

/// The kinds of cues that this pass reads.
pub(crate) struct Kinds {
    author: Cues,
    user: Cues,
    date: Cues,
    tags: Cues,
    breadcrumb: Cues,
    reference: Cues,
    pub caption: Cues,
    pub credit: Cues,
    /// Parts of a page that speak of other pages or of its readers.
    away: Cues,
    /// Parts that rarely speak of the page, but sometimes hold its byline or date.
    aside: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    author: Cues::named("author"),
    user: Cues::named("user"),
    date: Cues::named("date"),
    tags: Cues::named("tags"),
    breadcrumb: Cues::named("breadcrumb"),
    reference: Cues::named("reference"),
    caption: Cues::named("caption"),
    credit: Cues::named("credit"),
    away: Cues::all(&["comment", "related", "consent", "login", "pagination", "carousel", "cart"]),
    aside: Cues::all(&[
        "sidebar",
        "footer",
        "navigation",
        "newsletter",
        "advertisement",
        "promo",
        "modal",
        "review",
        "search",
    ]),
});

impl Kinds {
    /// What makes an element read for what its class calls it.
    fn read(&self) -> Cues {
        self.author | self.user | self.date | self.tags | self.breadcrumb
    }
}

/// Bytes of a byline or date line.
const LONGEST_LINE: usize = 250;
/// Elements of one kind that are read; what matters stands among the first.
const MOST: u32 = 40;
/// How far a byline is trusted that microdata marks, and one that a relation of a link does or the profile that it leads to.
const MARKED: u8 = 60;
const RELATED: u8 = 50;
const PROFILED: u8 = 40;
/// How far the categories of a wiki are trusted.
const WIKI: u8 = 65;
/// How far an element is trusted that names a user.
const USER: u8 = 25;
/// Bylines after which names of users add nothing: a thread's first post is what counts.
const FEW: usize = 6;

/// Adds what the visible page says.
pub(crate) fn collect(page: &Page, blocks: &Blocks, heading: Option<u32>, setting: &Setting<'_>, found: &mut Found) {
    let place = Place::new(page, blocks, heading);
    let declared = found.images.best().and_then(|image| image.value.url.clone());
    let mut setting = setting.clone();
    setting.manner.order = order::shown(page).unwrap_or(setting.manner.order);
    let setting = &setting;
    let mut pass = Pass {
        page,
        declared,
        blocks,
        setting,
        place,
        found,
        author_end: 0,
        author_base: 0,
        aside: false,
        authors: 0,
        boxes: 0,
        dates: 0,
        images: 0,
        tags: Vec::new(),
        tag_rank: 0,
        trail_end: 0,
        is_wiki: page.head.meta("generator").is_some_and(|generator| generator.starts_with("MediaWiki")),
        categories: Vec::new(),
        items: Vec::new(),
        signed: Vec::new(),
        revised: Vec::new(),
        clocks: Vec::new(),
        subjects: Subjects::default(),
    };
    pass.walk();
    pass.declare_subject();
    pass.lines();
    pass.alone();
    pass.mail();
    pass.headed();
    pass.lone_dates();
    pass.leave_out_items();
    pass.leave_out_signed();
    pass.copyright();
    pass.lone_tags();
    pass.addressed_tags();
    if !pass.categories.is_empty() {
        let categories = std::mem::take(&mut pass.categories);
        pass.found.categories.add(Source::Class, WIKI, categories);
    }
    if !pass.tags.is_empty() {
        let (tags, rank) = (std::mem::take(&mut pass.tags), pass.tag_rank);
        pass.found.tags.add(Source::Class, rank, tags);
    }
}

/// Whether an attribute says what its element is about.
fn describes(name: Name) -> bool {
    matches!(name, Name::ItemProperty | Name::ItemType | Name::Property | Name::Rel)
}

struct Pass<'a> {
    page: &'a Page,
    /// The address of the declared lead image.
    declared: Option<String>,
    blocks: &'a Blocks,
    setting: &'a Setting<'a>,
    place: Place,
    found: &'a mut Found,
    /// Rows before this one belong to a byline that was read.
    author_end: u32,
    /// How far that byline was trusted; a better one inside it is read all the same.
    author_base: u8,
    /// The row stands in a part that rarely speaks of the page.
    aside: bool,
    authors: u32,
    /// Boxes of authors that were looked into.
    boxes: u32,
    dates: u32,
    images: u32,
    tags: Vec<String>,
    tag_rank: u8,
    trail_end: u32,
    /// The page is written by the program of Wikipedia, which files pages under categories at their end.
    is_wiki: bool,
    categories: Vec<String>,
    /// In what elements dates of publication stand, each with its place among the candidates.
    items: Vec<(u64, usize)>,
    /// The bylines that were read.
    signed: Vec<alike::Signed>,
    /// Where in the page's text elements tell when the page was changed.
    revised: Vec<(u32, Date)>,
    /// Where in the page's text elements tell what the time is.
    clocks: Vec<Span>,
    /// What microdata says that the page is about.
    subjects: Subjects,
}

impl Pass<'_> {
    fn walk(&mut self) {
        let kinds = &*KINDS;
        let noted = kinds.read() | kinds.away | kinds.aside;
        let away_flags = Flags::NAVIGATION | Flags::DIALOG | Flags::TEMPLATE | Flags::HIDDEN;
        let mut away_end = 0;
        let mut aside_end = 0;
        let page = self.page;
        for (at, row) in page.rows.iter().enumerate() {
            let described = self.is_described(row);
            // Most rows say nothing that is read here.
            if !described
                && !row.cues.meets(noted)
                && !matches!(
                    row.tag,
                    Tag::Time | Tag::Custom | Tag::Unknown | Tag::A | Tag::Img | Tag::Label | Tag::Form
                )
            {
                continue;
            }
            let at = at as u32;
            let holds_heading = self.place.heading.is_some_and(|heading| at <= heading && heading < row.end);
            let may_be_beside = !holds_heading
                && !matches!(row.tag, Tag::Html | Tag::Body | Tag::Main)
                && !row.cues.meets(kinds.author | kinds.date);
            if at >= away_end && may_be_beside && row.cues.meets(kinds.away) {
                away_end = row.end;
            }
            if at >= aside_end && may_be_beside && row.cues.meets(kinds.aside) {
                aside_end = row.end;
            }
            if at >= away_end && self.asks_for_fields(at, row) {
                away_end = row.end;
            }
            let away = at < away_end || row.flags.meets(away_flags);
            self.aside = at < aside_end;
            if described {
                self.properties(at, row, away);
            }
            if !away || row.cues.meets(kinds.breadcrumb) {
                self.element(at, row);
            }
        }
    }

    /// Reads a row by its tag and by what its class calls it.
    fn element(&mut self, at: u32, row: &Row) {
        let kinds = &*KINDS;
        match row.tag {
            _ if self.is_time(at, row) => self.date(at, row, Source::Time, 0),
            Tag::A => self.link(at, row),
            Tag::Img => self.image(at, row),
            _ => {}
        }
        if !row.cues.meets(kinds.read()) {
            return;
        }
        let is_signed = row.cues.meets(kinds.author | kinds.user);
        if is_signed && self.is_of_standing(at) {
            // A rank or a badge names nobody.
        } else if row.cues.meets(kinds.author) {
            self.byline(at, row, byline::CLASSED);
        } else if row.cues.meets(kinds.user) && self.has_users(row) && self.found.authors.list.len() < FEW {
            self.byline(at, row, USER);
        }
        if row.cues.meets(kinds.date) && !self.is_time(at, row) {
            self.date(at, row, Source::Class, 0);
        }
        if row.cues.meets(kinds.breadcrumb) && at >= self.trail_end {
            self.trail(at, row);
        }
        if row.cues.meets(kinds.tags) {
            self.tag_links(at, row);
        }
    }

    /// Whether a row is a `time`, or an element of a script that shows one in its place: `<relative-time datetime=...>`.
    fn is_time(&self, at: u32, row: &Row) -> bool {
        row.tag == Tag::Time
            || matches!(row.tag, Tag::Custom | Tag::Unknown) && self.page.attribute(at, Name::Datetime).is_some()
    }

    /// Whether a row may name the user who wrote the page: where people discuss, or outside of the running text of an article.
    /// Elsewhere badges, stars and the members of a program's types look the same.
    fn has_users(&self, row: &Row) -> bool {
        match self.setting.page_type {
            PageType::Forum => true,
            PageType::Article => !matches!(self.place.nearness(row), FAR | INSIDE) && !row.flags.meets(Flags::CODE),
            _ => false,
        }
    }

    /// Whether a row is a field's label, or a form that says nothing: "Login name" is nobody's. Forms that hold the page, as
    /// those of boards do, say what the page says.
    fn asks_for_fields(&self, at: u32, row: &Row) -> bool {
        let holds_text = || self.blocks.tally(self.blocks.under(self.page, at)).long_words > 0;
        row.tag == Tag::Label || row.tag == Tag::Form && !holds_text()
    }

    /// Whether a row has item properties, RDFa properties or link relations.
    fn is_described(&self, row: &Row) -> bool {
        self.page.attributes_of(row).iter().any(|attribute| describes(attribute.name))
    }

    /// Reads a row's item properties, RDFa properties and link relations.
    fn properties(&mut self, at: u32, row: &Row, away: bool) {
        let page = self.page;
        for attribute in page.attributes_of(row).iter().filter(|attribute| describes(attribute.name)) {
            let Some(value) = page.value_of(attribute) else { continue };
            for name in value.split_ascii_whitespace().take(4) {
                let name = name.rsplit(':').next().unwrap_or(name);
                if away && !matches!(name, "license") {
                    continue;
                }
                match attribute.name {
                    Name::Rel => self.relation(name, at),
                    Name::ItemType => self.subject(name, at, row),
                    _ => self.property(name, at, row),
                }
            }
        }
    }

    /// How near to the headline a row stands, less in parts that rarely speak of the page.
    fn nearness(&self, row: &Row) -> u8 {
        let near = self.place.nearness(row);
        if self.aside { near / 4 } else { near }
    }

    fn property(&mut self, name: &str, at: u32, row: &Row) {
        let near = self.nearness(row);
        let value = || {
            let page = self.page;
            let given = [Name::Content, Name::Datetime, Name::Href, Name::Source]
                .into_iter()
                .find_map(|name| page.attribute(at, name));
            given.unwrap_or_else(|| page.text_of(at))
        };
        match name {
            "author" | "creator" => self.byline(at, row, MARKED),
            "datePublished" | "dateCreated" | "uploadDate" | "pubdate" => {
                // Microformats keep the machine form in the title of an `abbr`.
                let in_title = || self.page.attribute(at, Name::Title).and_then(date::machine);
                if let Some(moment) = date::read(value(), self.setting.manner).or_else(in_title) {
                    self.note_item(at);
                    self.found.published.add(
                        Source::Microdata,
                        if name == "datePublished" { 60 } else { 50 } + near,
                        moment,
                    );
                }
            }
            "dateModified" => {
                if let Some(moment) = date::read(value(), self.setting.manner) {
                    self.found.modified.add(Source::Microdata, 50 + near, moment);
                }
            }
            "startDate" | "endDate" | "doorTime" => {
                date::read(value(), self.setting.manner).into_iter().for_each(|moment| self.found.add_event(moment));
            }
            "articleSection" => {
                if let Some(section) = clean(value()) {
                    self.found.categories.add(Source::Microdata, 60, vec![section]);
                }
            }
            "keywords" => {
                let text = self.page.attribute(at, Name::Content).unwrap_or_else(|| self.page.text_of(at));
                let tags: Vec<String> = text.split(',').take(50).filter_map(clean).collect();
                if !tags.is_empty() && text.len() < 1000 {
                    self.found.tags.add(Source::Microdata, 55, tags);
                }
            }
            "license" => {
                if let Some(license) = clean(value()) {
                    self.found.licenses.add(Source::Microdata, 55, license);
                }
            }
            _ => {}
        }
    }
}
