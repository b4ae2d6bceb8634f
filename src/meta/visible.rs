//! Decides what the page's visible elements say: microdata, `time`, bylines, dates, trails, keywords, licences and the
//! lead image, each trusted by how near it stands to the headline. For gather; one pass over the rows.

use std::sync::LazyLock;

use super::author;
use super::candidate::Source;
use super::clean::{self, clean};
use super::date::{self, Moment};
use super::image;
use super::labels::{self, Purpose};
use super::{Found, Setting};
use crate::article::{Author, LeadImage};
use crate::block::{Block, Blocks};
use crate::cues::Cues;
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
/// Bytes of a byline or date line.
const LONGEST_LINE: usize = 250;
/// Elements of one kind that are read; what matters stands among the first.
const MOST: u32 = 40;
/// Rows of a byline.
const BYLINE_ROWS: usize = 60;

impl Place {
    fn new(page: &Page, blocks: &Blocks, heading: Option<u32>) -> Place {
        let (start, end) = heading.map_or((0, 0), |row| (page.row(row).text.start, page.row(row).text.end));
        let long = |from: u32| blocks.list.iter().filter(move |block| block.is_long() && block.text.start >= from);
        let body = long(end).next().map_or(end, |block| block.text.start);
        let last = long(end).last().map_or(body, |block| block.text.end);
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
    let mut pass = Pass {
        page,
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
            } else if row.cues.meets(kinds.user) {
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

    /// Reads a row that holds a byline.
    fn byline(&mut self, at: u32, row: &Row, base: u8) {
        if at < self.author_end && base <= self.author_base
            || self.authors >= MOST
            || row.text.len() > LONGEST_LINE && base < 60
        {
            return;
        }
        self.authors += 1;
        let Some(people) = self.people(at, row, base) else { return };
        self.author_end = row.end;
        self.author_base = base;
        let footer = row.flags.meets(Flags::FOOTER) && !row.flags.meets(Flags::ARTICLE);
        let near = self.nearness(row);
        let rank = if footer || self.aside && base < 60 {
            base / 2
        } else if base >= 60 && near < 12 {
            // Far from the headline an author may be that of a reply.
            48 + near
        } else {
            base + near
        };
        let source = if base >= 60 { Source::Microdata } else { Source::Class };
        // Two bylines side by side name the authors of one article.
        let joined =
            self.found.authors.list.last_mut().filter(|last| last.source == source && last.rank == rank && near == 20);
        match joined {
            Some(last) => {
                for person in people {
                    if last.value.len() < 20 && !last.value.iter().any(|known| known.name == person.name) {
                        last.value.push(person);
                    }
                }
            }
            None => self.found.authors.add(source, rank, people),
        }
    }

    fn people(&self, at: u32, row: &Row, base: u8) -> Option<Vec<Author>> {
        let page = self.page;
        if let Some(content) = page.attribute(at, Name::Content).filter(|_| base >= 60) {
            let people: Vec<Author> =
                author::people(content).into_iter().map(|name| Author { name, url: None }).collect();
            return (!people.is_empty()).then_some(people);
        }
        let rows = at..row.end.min(at.saturating_add(BYLINE_ROWS as u32));
        let property = |below: u32, name: &str| {
            page.attribute(below, Name::ItemProperty)
                .is_some_and(|value| value.split_ascii_whitespace().any(|word| word == name))
        };
        let link_of = |below: u32| page.attribute(below, Name::Href).and_then(|href| self.setting.profile(href));
        if base >= 60 {
            // Microdata says which part of the person is the name.
            if let Some(named) = rows.clone().skip(1).find(|below| property(*below, "name")) {
                let text = page.attribute(named, Name::Content).unwrap_or_else(|| page.text_of(named));
                let url = rows.clone().find_map(link_of);
                let names = author::people(text);
                if !names.is_empty() {
                    let alone = names.len() == 1;
                    return Some(
                        names.into_iter().map(|name| Author { name, url: url.clone().filter(|_| alone) }).collect(),
                    );
                }
            }
        }
        let text = page.text_of(at);
        if text.is_empty() || text.len() > LONGEST_LINE {
            return None;
        }
        let mut linked: Vec<Author> = Vec::new();
        let links = || rows.clone().filter(|below| page.row(*below).tag == Tag::A);
        // Where one link leads to a profile, the others lead to sections, networks and the like.
        let profile = |below: u32| page.attribute(below, Name::Href).is_some_and(is_profile);
        let profiled = links().any(profile);
        for below in links() {
            let label = page.text_of(below);
            let Some(url) = link_of(below) else { continue };
            if profiled && !profile(below) {
                continue;
            }
            if label.starts_with('@') || !author::looks_like_name(label) && base < 50 {
                continue;
            }
            for name in author::people(label) {
                if !linked.iter().any(|known| known.name == name) {
                    linked.push(Author { name, url: Some(url.clone()) });
                }
            }
        }
        let labelled = labels::opening(text, Purpose::By).is_some();
        let line = text.lines().find(|line| !author::people(line).is_empty()).unwrap_or(text);
        let names = author::people(line);
        let plausible = !names.is_empty()
            && names.iter().all(|name| labelled || author::looks_like_name(name) || base < 30 && !name.contains(' '));
        if linked.is_empty() || plausible && labelled && names.len() > linked.len() {
            if !plausible {
                return None;
            }
            let url = |name: &str| linked.iter().find(|known| known.name == name).and_then(|known| known.url.clone());
            return Some(names.into_iter().map(|name| Author { url: url(&name), name }).collect());
        }
        Some(linked)
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
        if href.contains("creativecommons.org/licenses/") || href.contains("creativecommons.org/publicdomain/") {
            if let Some(url) = self.setting.resolver.absolute(href) {
                self.found.licenses.add(Source::Class, 40, url);
            }
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
        let declared = self
            .found
            .images
            .list
            .iter()
            .find(|image| image.source != Source::Class)
            .and_then(|image| image.value.url.as_deref());
        let known = declared.is_some_and(|declared| image::file_name(declared) == image::file_name(address));
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
        super::tags::add_trail(&names, Source::Class, self.setting, self.found);
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

    /// Reads the lines around the headline that no class marks: "By Ann Lee", "20 September 2019".
    fn lines(&mut self) {
        let first = self.blocks.list.iter().position(|block| block.text.end + BEFORE > self.place.start).unwrap_or(0);
        let page = self.page;
        let kinds = &*KINDS;
        let mut left = LINES;
        let mut label_alone = false;
        for block in self.blocks.list.iter().skip(first) {
            let row = page.row(block.row);
            if block.text.start > self.place.body.saturating_add(AFTER) || left == 0 {
                break;
            }
            if block.text.start == self.place.body {
                self.opening(page.slice(block.text));
            }
            if block.text.len() > LONGEST_LINE
                || block.flags.meets(Flags::NAVIGATION | Flags::HIDDEN | Flags::DIALOG)
                || Some(block.row) == self.place.heading
                || row.cues.meets(kinds.away)
            {
                continue;
            }
            left -= 1;
            let text = page.slice(block.text);
            let near = self.place.nearness(&Row { text: block.text, ..*row });
            let named = std::mem::replace(&mut label_alone, labels::is(text, Purpose::By));
            if named && author::looks_like_name(text.lines().next().unwrap_or_default()) {
                self.add_names(text.lines().next().unwrap_or_default(), 36 + near);
            }
            for line in text.lines().take(4) {
                self.line(line, near);
            }
        }
        self.tag_lines();
    }

    /// Reads a date that opens the running text: "27.1.2022 - ...".
    fn opening(&mut self, text: &str) {
        let start = clean::cut(text, 40);
        if let Some((moment, _)) = date::find(start, self.setting.order).filter(|(_, before)| before.len() <= 20) {
            self.add_date(moment, false, Source::Text, 24);
        }
    }

    /// Reads lines behind the headline that are a label and keywords: "Tags: rain, snow".
    fn tag_lines(&mut self) {
        let page = self.page;
        let behind = self.blocks.list.iter().filter(|block| block.text.start >= self.place.body);
        for block in behind.take(2000).filter(|block| block.text.len() <= 400 && block.links > 0) {
            let text = page.slice(block.text);
            let Some((_, rest)) = labels::opening(text, Purpose::Tags) else { continue };
            if !rest.is_empty() && !block.flags.meets(Flags::NAVIGATION | Flags::FOOTER) {
                let tags: Vec<String> = rest.split([',', '、', '，', '|', '·', '•']).filter_map(clean).collect();
                self.found.tags.add(Source::Text, 50, tags);
                break;
            }
        }
    }

    /// Reads blocks that are a date and nothing else, wherever they stand: better than no date.
    fn lone_dates(&mut self) {
        if !self.found.published.list.is_empty() {
            return;
        }
        let page = self.page;
        let kinds = &*KINDS;
        let lone = |text: &str| text.len() <= 60 && text.bytes().any(|byte| byte.is_ascii_digit());
        let short = |block: &&Block| block.text.len() <= LONGEST_LINE && page.slice(block.text).lines().any(lone);
        for block in self.blocks.list.iter().filter(short).take(MOST as usize) {
            if block
                .flags
                .meets(Flags::NAVIGATION | Flags::HIDDEN | Flags::DIALOG | Flags::FOOTER | Flags::TABLE | Flags::LINK)
                || page.row(block.row).cues.meets(kinds.away)
            {
                continue;
            }
            for line in page.slice(block.text).lines().filter(|line| lone(line)).take(4) {
                if let Some((moment, before)) = date::find(line, self.setting.order) {
                    self.add_date(moment, date::is_change(before), Source::Text, 15);
                }
            }
        }
    }

    /// Reads the site's name from the copyright line at the page's end.
    fn copyright(&mut self) {
        if !self.found.site_names.list.is_empty() {
            return;
        }
        let page = self.page;
        for block in self.blocks.list.iter().rev().take(MOST as usize) {
            let text = page.slice(block.text);
            let Some((_, rest)) = text.split_once('©').filter(|_| text.len() < LONGEST_LINE) else { continue };
            let rest = rest.trim_start_matches(|character: char| !character.is_alphabetic());
            let name =
                rest.split(['.', ',', '|', '\n', '·', '–', '-', ';', '(']).next().and_then(clean).unwrap_or_default();
            if (2..=40).contains(&name.len()) && name.split_whitespace().count() <= 4 {
                self.found.site_names.add(Source::Text, 10, name);
                return;
            }
        }
    }

    /// Reads a line behind the running text that is nothing but short links to one directory: keywords without a label.
    fn lone_tags(&mut self) {
        if !self.found.tags.list.is_empty() {
            return;
        }
        let page = self.page;
        let kinds = &*KINDS;
        let avoided = Flags::NAVIGATION | Flags::FOOTER | Flags::HEADER | Flags::ASIDE | Flags::HIDDEN | Flags::DIALOG;
        let behind = self
            .blocks
            .list
            .iter()
            .filter(|block| block.text.start >= self.place.body && block.links >= 2 && !block.flags.meets(avoided));
        for block in behind.take(MOST as usize) {
            let words = block.counts.words;
            let row = page.row(block.row);
            if block.link_words != words
                || words > block.links * 3
                || row.cues.meets(kinds.away | kinds.aside | kinds.breadcrumb)
                || row.end - block.row > 120
            {
                continue;
            }
            let links: Vec<u32> =
                page.descendants(block.row).filter(|at| page.row(*at).tag == Tag::A).take(30).collect();
            let folders = links.iter().map(|at| page.attribute(*at, Name::Href).and_then(folder));
            let mut folders = folders.collect::<Option<Vec<&str>>>().unwrap_or_default();
            folders.dedup();
            if links.len() >= 2 && folders.len() == 1 {
                let tags = links.iter().filter_map(|at| clean(page.text_of(*at))).collect();
                self.found.tags.add(Source::Text, 20, tags);
                return;
            }
        }
    }

    fn line(&mut self, line: &str, near: u8) {
        if let Some((label, rest)) = labels::opening(line, Purpose::By) {
            // A label of one word may open a sentence, so the rest must be names only.
            if rest.len() < 120 && !label.is_empty() {
                self.add_names(rest, 38 + near);
            }
        }
        if line.len() <= 120 {
            if let Some((moment, before)) = date::find(line, self.setting.order) {
                if before.len() <= 80 {
                    self.add_date(moment, date::is_change(before), Source::Text, 30 + near);
                    self.name_beside_date(line, near);
                    self.name_inside(line, near);
                }
            }
        }
    }
}

impl Pass<'_> {
    /// Adds the people a line names, if all have the shape of a name.
    fn add_names(&mut self, line: &str, rank: u8) {
        let names = author::people(line);
        if !names.is_empty() && names.iter().all(|name| author::looks_like_name(name)) {
            self.found.authors.add(
                Source::Text,
                rank,
                names.into_iter().map(|name| Author { name, url: None }).collect(),
            );
        }
    }

    /// Reads "Posted in Weather by Ann Lee on 3 May 2020".
    fn name_inside(&mut self, line: &str, near: u8) {
        let found = INNER_LABELS.iter().find_map(|label| line.split_once(label));
        let Some((_, rest)) = found.filter(|(before, _)| !before.is_empty()) else { return };
        let names = author::people(rest);
        // A user's name may be one small word; a longer text must have the shape of a name.
        if near >= 12
            && names.len() == 1
            && names.iter().all(|name| !name.contains(' ') || author::looks_like_name(name))
        {
            self.found.authors.add(
                Source::Text,
                30 + near / 2,
                names.into_iter().map(|name| Author { name, url: None }).collect(),
            );
        }
    }

    /// Reads "Ann Lee | 3 May 2020": a piece of a date line that has two or three words, all with capitals.
    fn name_beside_date(&mut self, line: &str, near: u8) {
        let pieces = line.split(['|', '·', '•', '—', '–', '⋅']).map(str::trim);
        let name = pieces.filter(|piece| (2..=3).contains(&piece.split_whitespace().count()) && piece.len() < 40).find(
            |piece| {
                let capital = |word: &str| {
                    word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
                };
                author::looks_like_name(piece)
                    && piece.split_whitespace().all(capital)
                    && labels::opening(piece, Purpose::Published).is_none()
                    && labels::opening(piece, Purpose::Updated).is_none()
                    && date::read(piece, self.setting.order).is_none()
            },
        );
        if let Some(name) = name.filter(|_| near >= 12) {
            self.add_names(name, 16 + near / 2);
        }
    }
}

/// Labels of a name in the middle of a line that also holds a date.
const INNER_LABELS: &[&str] =
    &[" by ", " By ", " von ", " par ", " por ", " przez ", " door ", " автор ", " Автор: ", " Autor: "];

/// Blocks around the headline that are read as lines.
const LINES: usize = 60;
/// Bytes behind the beginning of the running text in which a byline or date line may stand.
const AFTER: u32 = 800;

/// The directory an address within the site lies in, if it is not the top one.
fn folder(href: &str) -> Option<&str> {
    let path = href.split(['?', '#']).next()?.trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/')?;
    (!folder.is_empty() && !name.is_empty() && !folder.ends_with('/') && !folder.ends_with(':')).then_some(folder)
}

/// Whether an address looks like a person's page.
fn is_profile(href: &str) -> bool {
    href.split(['/', '?', '=', '-']).any(|part| {
        matches!(
            part,
            "author"
                | "authors"
                | "autor"
                | "autoren"
                | "autore"
                | "auteur"
                | "auteurs"
                | "autores"
                | "profile"
                | "profiles"
                | "people"
                | "person"
                | "staff"
                | "contributors"
                | "contributor"
                | "by"
                | "journalist"
                | "journalists"
                | "writers"
                | "reporters"
                | "redaktion"
                | "redactie"
        )
    })
}
