//! Decides what the page's visible elements say: microdata, `time`, bylines, dates, trails, keywords, licences and the
//! lead image, each trusted by how near it stands to the headline. For gather; one pass over the rows.

mod byline;
mod lines;

use std::sync::LazyLock;

use byline::is_profile;

use crate::article::LeadImage;
use crate::block::Blocks;
use crate::cues::Cues;
use crate::meta::author;
use crate::meta::candidate::Source;
use crate::meta::clean::clean;
use crate::meta::date::{self, Moment};
use crate::meta::image;
use crate::meta::labels::{self, Purpose};
use crate::meta::{Found, Setting};
use crate::page::{Flags, Name, Page, Row};
use crate::tag::Tag;

/// The kinds of cues that this pass reads.
pub(crate) struct Kinds {
    author: Cues,
    user: Cues,
    date: Cues,
    tags: Cues,
    breadcrumb: Cues,
    pub caption: Cues,
    pub credit: Cues,
    /// Parts of a page that speak of other pages or of its readers.
    away: Cues,
    /// Parts that rarely speak of the page, but sometimes hold its byline or date.
    aside: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let all = |names: &[&str]| names.iter().fold(Cues::NONE, |sum, name| sum | Cues::named(name));
    Kinds {
        author: Cues::named("author"),
        user: Cues::named("user"),
        date: Cues::named("date"),
        tags: Cues::named("tags"),
        breadcrumb: Cues::named("breadcrumb"),
        caption: Cues::named("caption"),
        credit: Cues::named("credit"),
        away: all(&["comment", "related", "consent", "login", "pagination", "carousel", "cart"]),
        aside: all(&[
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
    }
});

/// Where the headline and the running text stand.
pub(crate) struct Place {
    /// The row of the headline.
    pub heading: Option<u32>,
    /// Text position of the headline.
    start: u32,
    end: u32,
    /// Text position of the first and behind the last running text that follows.
    body: u32,
    last: u32,
}

/// Bytes before the headline in which its byline or date may stand.
const BEFORE: u32 = 500;
/// Bytes behind the beginning of the running text in which a byline or date line may stand.
const AFTER: u32 = 800;
/// Bytes of a byline or date line.
const LONGEST_LINE: usize = 250;
/// Elements of one kind that are read; what matters stands among the first.
const MOST: u32 = 40;
/// Bylines after which names of users add nothing: a thread's first post is what counts.
const FEW: usize = 6;

impl Place {
    fn new(page: &Page, blocks: &Blocks, heading: Option<u32>) -> Place {
        let (start, end) = heading.map_or((0, 0), |row| (page.row(row).text.start, page.row(row).text.end));
        let long = |from: u32| blocks.list.iter().filter(move |block| block.is_long() && block.text.start >= from);
        let body = long(end).next().map_or(end, |block| block.text.start);
        let last = long(end).next_back().map_or(body, |block| block.text.end);
        Place { heading, start, end, body, last }
    }

    /// How near to the headline a text stands, 0 to 20: between headline and running text is where bylines belong.
    fn nearness(&self, row: &Row) -> u8 {
        let at = row.text.start;
        if self.heading.is_none() {
            return if at <= self.body { 8 } else { 4 };
        }
        if at >= self.end && at <= self.body {
            20
        } else if at > self.body && at - self.body <= AFTER {
            // The first running text may be a summary above the byline.
            12
        } else if at < self.start {
            if self.start - at <= BEFORE { 14 } else { 2 }
        } else if at < self.last {
            7
        } else {
            5
        }
    }
}

/// Adds what the visible page says.
pub(crate) fn collect(page: &Page, blocks: &Blocks, heading: Option<u32>, setting: &Setting<'_>, found: &mut Found) {
    let place = Place::new(page, blocks, heading);
    let declared = found.images.best().and_then(|image| image.value.url.as_deref()).map(image::file_name);
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
        dates: 0,
        images: 0,
        tags: Vec::new(),
        tag_rank: 0,
        trail_end: 0,
    };
    pass.walk();
    pass.lines();
    pass.lone_dates();
    pass.copyright();
    pass.lone_tags();
    if !pass.tags.is_empty() {
        let (tags, rank) = (std::mem::take(&mut pass.tags), pass.tag_rank);
        pass.found.tags.add(Source::Class, rank, tags);
    }
}

struct Pass<'a> {
    page: &'a Page,
    /// What the declared lead image's file is called.
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
    dates: u32,
    images: u32,
    tags: Vec<String>,
    tag_rank: u8,
    trail_end: u32,
}

impl Pass<'_> {
    fn walk(&mut self) {
        let kinds = &*KINDS;
        let interesting = kinds.author | kinds.user | kinds.date | kinds.tags | kinds.breadcrumb;
        let away_flags = Flags::NAVIGATION | Flags::DIALOG | Flags::TEMPLATE | Flags::HIDDEN;
        let mut away_end = 0;
        let mut aside_end = 0;
        let page = self.page;
        for (at, row) in page.rows.iter().enumerate() {
            let at = at as u32;
            let holds_heading = self.place.heading.is_some_and(|heading| at <= heading && heading < row.end);
            if at >= away_end
                && row.cues.meets(kinds.away)
                && !holds_heading
                && at > 2
                && !row.cues.meets(kinds.author | kinds.date)
            {
                away_end = row.end;
            }
            if at >= aside_end
                && row.cues.meets(kinds.aside)
                && !holds_heading
                && at > 2
                && !row.cues.meets(kinds.author | kinds.date)
            {
                aside_end = row.end;
            }
            let away = at < away_end || row.flags.meets(away_flags);
            self.aside = at < aside_end;
            if self.properties(at, row, away) || away && !row.cues.meets(kinds.breadcrumb) {
                continue;
            }
            match row.tag {
                Tag::Time => self.date(at, row, Source::Time, 0),
                Tag::A => self.link(at, row),
                Tag::Img => self.image(at, row),
                _ => {}
            }
            if !row.cues.meets(interesting) {
                continue;
            }
            if row.cues.meets(kinds.author) {
                self.byline(at, row, 45);
            } else if row.cues.meets(kinds.user) && self.found.authors.list.len() < FEW {
                self.byline(at, row, 25);
            }
            if row.cues.meets(kinds.date) && row.tag != Tag::Time {
                self.date(at, row, Source::Class, 0);
            }
            if row.cues.meets(kinds.breadcrumb) && at >= self.trail_end {
                self.trail(at, row);
            }
            if row.cues.meets(kinds.tags) {
                self.tag_links(at, row);
            }
        }
    }

    /// Reads item properties, RDFa properties and link relations; whether the row needs no further look.
    fn properties(&mut self, at: u32, row: &Row, away: bool) -> bool {
        if row.attributes.is_empty() {
            return false;
        }
        let page = self.page;
        let Some(attributes) = page.attributes.get(row.attributes.range()) else { return false };
        for attribute in attributes {
            if !matches!(attribute.name, Name::ItemProperty | Name::Property | Name::Rel) {
                continue;
            }
            let Some(value) = page.values.get(attribute.value.range()) else { continue };
            for name in value.split_ascii_whitespace().take(4) {
                let name = name.rsplit(':').next().unwrap_or(name);
                if away && !matches!(name, "license") {
                    continue;
                }
                match attribute.name {
                    Name::Rel => self.relation(name, at),
                    _ => self.property(name, at, row),
                }
            }
        }
        false
    }

    fn relation(&mut self, name: &str, at: u32) {
        match name {
            "author" => {
                let row = self.page.row(at);
                self.byline(at, row, 50);
            }
            "tag" | "category" if self.page.row(at).tag == Tag::A => {
                if let Some(tag) = clean(self.page.text_of(at)) {
                    // A link to a category is also marked `rel="category tag"`, and is no keyword.
                    let both = self.page.attribute(at, Name::Rel).is_some_and(|rel| rel.contains("category"));
                    if both {
                        if self.found.categories.list.len() < 8 && name == "category" {
                            self.found.categories.add(Source::Class, 55, vec![tag]);
                        }
                    } else {
                        self.add_tag(tag, 60);
                    }
                }
            }
            "license" => {
                if let Some(url) =
                    self.page.attribute(at, Name::Href).and_then(|href| self.setting.resolver.absolute(href))
                {
                    self.found.licenses.add(Source::Class, 60, url);
                }
            }
            _ => {}
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
            "author" | "creator" => self.byline(at, row, 60),
            "datePublished" | "dateCreated" | "uploadDate" | "pubdate" => {
                if let Some(moment) = date::read(value(), self.setting.order) {
                    self.found.published.add(
                        Source::Microdata,
                        if name == "datePublished" { 60 } else { 50 } + near,
                        moment,
                    );
                }
            }
            "dateModified" => {
                if let Some(moment) = date::read(value(), self.setting.order) {
                    self.found.modified.add(Source::Microdata, 50 + near, moment);
                }
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

    /// Reads a row that holds a date.
    fn date(&mut self, at: u32, row: &Row, source: Source, extra: u8) {
        if self.dates >= MOST || row.text.len() > LONGEST_LINE {
            return;
        }
        let page = self.page;
        let text = page.text_of(at);
        let given = page
            .attribute(at, Name::Datetime)
            .or(page.attribute(at, Name::DataTime))
            .and_then(|value| date::read(value, self.setting.order));
        let near = self.nearness(row);
        let footer = row.flags.meets(Flags::FOOTER) && !row.flags.meets(Flags::ARTICLE);
        let base = if footer || self.aside { 10 } else { 40 } + extra;
        if let Some(moment) = given {
            self.dates += 1;
            self.add_date(moment, date::is_change(text) || date::is_change(self.before(row)), source, base + 2 + near);
            return;
        }
        let mut rest = text;
        // A line may give two dates: of publication and of the last change.
        for _ in 0..2 {
            let Some((moment, before)) = date::find(rest, self.setting.order) else { break };
            self.dates += 1;
            let label = if before.trim().is_empty() { self.before(row) } else { before };
            self.add_date(moment, date::is_change(label), source, base + near);
            rest = rest
                .get(before.len() + 8..)
                .map_or("", |rest| rest.find(char::is_alphabetic).and_then(|at| rest.get(at..)).unwrap_or_default());
        }
    }

    fn add_date(&mut self, moment: Moment, change: bool, source: Source, rank: u8) {
        let field = if change { &mut self.found.modified } else { &mut self.found.published };
        field.add(source, rank, moment);
    }

    /// The words on the same line before a row, which may label its date.
    fn before(&self, row: &Row) -> &str {
        let end = row.text.start as usize;
        let mut start = end.saturating_sub(40);
        while start < end && !self.page.text.is_char_boundary(start) {
            start += 1;
        }
        let text = self.page.text.get(start..end).unwrap_or_default().trim_end();
        text.rsplit(['\n', '|', '·', '•']).next().unwrap_or_default()
    }

    fn link(&mut self, at: u32, row: &Row) {
        if row.text.is_empty() || row.text.len() > 80 {
            return;
        }
        let Some(href) = self.page.attribute(at, Name::Href) else { return };
        if is_license(href)
            && let Some(url) = self.setting.resolver.absolute(href)
        {
            self.found.licenses.add(Source::Class, 40, url);
        }
        let near = self.place.nearness(row);
        if near >= 12 && at >= self.author_end && is_profile(href) && author::looks_like_name(self.page.text_of(at)) {
            self.byline(at, row, 40);
        }
    }

    fn image(&mut self, at: u32, row: &Row) {
        if self.images >= MOST {
            return;
        }
        let page = self.page;
        let Some(address) = image::source(page, at) else { return };
        self.images += 1;
        let known = self.declared.as_deref().is_some_and(|declared| image::file_name(address) == declared);
        let near = self.place.nearness(row);
        // Before the headline a lead image stands farther away than a byline: its caption lies between.
        let before = row.text.start <= self.place.start && self.place.start - row.text.start < 1500;
        let lead = (near >= 14
            || before && self.place.heading.is_some() && row.flags.meets(Flags::FIGURE | Flags::MAIN | Flags::ARTICLE))
            && image::may_lead(page, at)
            && !row.flags.meets(Flags::HEADER | Flags::BUTTON);
        let figure = row.flags.meets(Flags::FIGURE | Flags::ARTICLE)
            && row.text.start < self.place.last
            && image::may_lead(page, at);
        let has_lead = self.found.images.list.iter().any(|image| image.rank == image::SHOWN_AS_LEAD);
        let captioned = before && image::may_lead(page, at);
        if !(known || lead && !has_lead || (figure || captioned) && !has_lead) {
            return;
        }
        let image: LeadImage =
            image::read(page, self.blocks, at, &self.place, &KINDS, self.setting.resolver.absolute(address));
        if image.url.is_none() || !known && !lead && !figure && image.credit.is_none() {
            return;
        }
        self.found.images.add(
            Source::Class,
            if known {
                48
            } else if lead || image.credit.is_some() {
                image::SHOWN_AS_LEAD
            } else {
                30
            },
            image,
        );
    }

    fn trail(&mut self, at: u32, row: &Row) {
        self.trail_end = row.end;
        let page = self.page;
        let text = page.text_of(at);
        if text.is_empty() || text.len() > 500 {
            return;
        }
        let names: Vec<String> = text.split(['>', '»', '›', '\n', '/', '|', '→']).take(20).filter_map(clean).collect();
        let links: Vec<String> = page
            .descendants(at)
            .filter(|below| page.row(*below).tag == Tag::A)
            .take(20)
            .filter_map(|below| clean(page.text_of(below)))
            .collect();
        let names = if links.len() > 1 { links } else { names };
        crate::meta::tags::add_trail(&names, Source::Class, self.setting, self.found);
    }

    /// Reads a container of keywords: all its text stands in short links.
    fn tag_links(&mut self, at: u32, row: &Row) {
        let page = self.page;
        if row.text.is_empty() || row.text.len() > 1500 || row.end - at > 200 || row.text.start < self.place.start {
            return;
        }
        let mut inside = 0;
        let mut tags = Vec::new();
        for below in at..row.end {
            let link = page.row(below);
            if link.tag == Tag::A && link.text.len() <= 60 {
                inside += link.text.len();
                tags.extend(clean(page.text_of(below)));
            }
        }
        // A label such as "Tags:" is all that may stand beside the links.
        if inside * 10 >= row.text.len() * 6 {
            for tag in tags {
                self.add_tag(tag, 58);
            }
        }
    }

    fn add_tag(&mut self, tag: String, rank: u8) {
        if self.tags.len() < 60 && !labels::is(&tag, Purpose::Tags) {
            self.tags.push(tag);
            self.tag_rank = self.tag_rank.max(rank);
        }
    }
}

/// Whether an address is that of a Creative Commons licence; looked at for every link, so it compares starts only.
fn is_license(href: &str) -> bool {
    let host = href.split_once("//").map_or("", |(_, rest)| rest);
    let path = host.strip_prefix("www.").unwrap_or(host).strip_prefix("creativecommons.org/");
    path.is_some_and(|path| path.starts_with("licenses/") || path.starts_with("publicdomain/"))
}
