//! Decides what a page's JSON-LD says: which node is the page's main entity, and what it and its neighbours state.
//! From the head's scripts, in every shape met in the wild; a script that cannot be mended is skipped alone.

mod nodes;

use std::collections::HashMap;

use serde_json::Value;

use super::author;
use super::candidate::Source;
use super::clean::{clean, essence, unescape};
use super::date;
use super::image;
use super::language;
use super::tags;
use super::{Found, Setting};
use crate::article::{Author, LeadImage};
use crate::comments;
use nodes::{Class, Node, Object};

/// Nodes beside the main one that are described; each may name the same long list of people again.
const MOST_NEIGHBOURS: usize = 200;
/// How far a publisher is trusted to be what the site is called.
pub(crate) const PUBLISHER: u8 = 70;
/// The same of a firm that offers work: its jobs stand on the sites of others as often as on its own.
const HIRING: u8 = 15;
/// How far an organisation is trusted that is said to be the author: below a line beside the headline that begins with "By",
/// and what is called a byline there.
const ORGANIZATION: u8 = 57;
/// Values of one list that are read.
const MOST_VALUES: usize = 50;

/// Adds what the JSON-LD of a page says.
pub(crate) fn collect(roots: &[Value], setting: &Setting<'_>, found: &mut Found) {
    let (nodes, known) = nodes::nodes(roots);
    let reader = Reader { setting, known };
    let main = reader.main(&nodes);
    if let Some(main) = main {
        reader.describe(main.object, Source::JsonLd, main.class, found);
        let name = nodes::type_of(main.object).filter(|name| is_type(name));
        // An article or a thread is what the page is; ratings make a product of what is none, and answers a question.
        let is_whole = matches!(main.class, Class::Article | Class::Discussion) && name != Some("Question");
        found.declared_type = name.filter(|_| is_whole || reader.is_about_this_page(main.object)).map(str::to_owned);
        if main.class == Class::Article {
            found.comments = comments::declared::read(main.object, setting.manner.order);
        }
    }
    let organizations = nodes.iter().filter(|node| node.class == Class::Organization).take(MOST_NEIGHBOURS);
    let signs = organizations.filter_map(|node| reader.image(node.object.get("logo")?)?.url);
    found.signs.extend(signs.take(MOST_VALUES));
    let speaks = |node: &&Node<'_>| node.class != Class::Thing;
    let others = nodes.iter().filter(|node| main.is_none_or(|main| !std::ptr::eq(main.object, node.object)));
    for node in others.filter(speaks).take(MOST_NEIGHBOURS) {
        match node.class {
            Class::Page if !node.aside => reader.describe(node.object, Source::JsonLdOther, node.class, found),
            // A second description of the page, such as a theme's beside that of a plug-in, fills gaps.
            Class::Article | Class::Discussion if !node.aside && reader.is_about_this_page(node.object) => {
                reader.describe(node.object, Source::JsonLdOther, node.class, found)
            }
            Class::Site if !node.aside => {
                if let Some(name) = reader.text(node.object.get("name")) {
                    found.site_names.add(Source::JsonLdOther, 60, name);
                }
            }
            Class::Organization if !node.aside => {
                if let Some(name) = reader.text(node.object.get("name")) {
                    found.site_names.add(Source::JsonLdOther, 30, name);
                }
            }
            Class::Breadcrumb => reader.breadcrumb(node.object, found),
            _ => {}
        }
    }
}

/// Whether a type is one of what a page can be about: no page, site, organisation or part of one.
pub(crate) fn is_subject(name: &str) -> bool {
    is_type(name) && matches!(nodes::class_named(name), Class::Article | Class::Discussion | Class::Thing)
}

/// Bytes of the longest name of a type; those of schema.org are shorter.
const LONGEST_TYPE: usize = 40;

/// Whether a name has the form of those of schema.org.
fn is_type(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain && name.len() <= LONGEST_TYPE && name.starts_with(|first: char| first.is_ascii_uppercase())
}

struct Reader<'a> {
    setting: &'a Setting<'a>,
    known: HashMap<&'a str, &'a Object>,
}

impl<'a> Reader<'a> {
    /// The node that describes what the page is about.
    fn main<'n>(&self, nodes: &'n [Node<'a>]) -> Option<&'n Node<'a>> {
        let mut best: Option<(i32, &Node<'a>)> = None;
        for node in nodes {
            // Weights by kind first; the page's own address or headline outweighs a kind, a side place outweighs both.
            let mut weight = match node.class {
                Class::Article => 50,
                Class::Discussion => 45,
                Class::Thing => 35,
                Class::Page => 20,
                _ => continue,
            };
            weight -= if node.aside { 60 } else { 0 };
            weight += if self.is_this_page(node.object) { 30 } else { 0 };
            weight += if self.agrees(node.object) { 30 } else { 0 };
            weight +=
                if node.object.contains_key("datePublished") || node.object.contains_key("author") { 5 } else { 0 };
            if best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, node));
            }
        }
        best.filter(|(weight, _)| *weight > 0).map(|(_, node)| node)
    }

    fn is_about_this_page(&self, object: &Object) -> bool {
        self.is_this_page(object) || self.agrees(object)
    }

    fn is_this_page(&self, object: &Object) -> bool {
        ["url", "mainEntityOfPage", "@id"].iter().any(|key| {
            let value = object.get(*key);
            let address = value
                .and_then(Value::as_str)
                .or_else(|| value.and_then(|value| value.get("@id")).and_then(Value::as_str));
            address.is_some_and(|address| self.setting.is_own(address))
        })
    }

    fn agrees(&self, object: &Object) -> bool {
        let headline = object.get("headline").or(object.get("name")).and_then(Value::as_str);
        let Some(headline) = headline.and_then(clean) else { return false };
        let headline = essence(&headline);
        headline.chars().count() >= 8 && self.setting.shown_titles.iter().any(|title| title.contains(&headline))
    }

    /// Adds what an object states of itself.
    fn describe(&self, object: &Object, source: Source, class: Class, found: &mut Found) {
        let main = source == Source::JsonLd;
        let firm = main && matches!(class, Class::Article | Class::Discussion);
        // The main node of an article is the page's most careful statement; other nodes fill gaps only.
        let rank = if firm {
            90
        } else if main {
            60
        } else {
            40
        };
        if let Some(title) = self.text(object.get("headline")).or_else(|| self.text(object.get("name"))) {
            // Below OpenGraph: a product's or page's name in JSON-LD is often a longer or shorter one than the page shows.
            found.titles.add(source, rank - 20, title);
        }
        let authors = self.people(object.get("author"));
        let authors = if authors.is_empty() { self.people(object.get("creator")) } else { authors };
        let authors = if authors.is_empty() { self.artists(object) } else { authors };
        if !authors.is_empty() {
            found.authors.add(source, if main { rank.max(75) } else { rank }, authors);
        } else {
            self.add_house(object, source, found);
        }
        self.add_dates(object, source, rank, found);
        self.add_places(object, source, rank, found);
        if let Some(description) = self.text(object.get("description")) {
            found.descriptions.add(source, rank - 20, description);
        }
        if let Some(image) =
            object.get("image").or(object.get("primaryImageOfPage")).and_then(|value| self.image(value))
        {
            found.images.add(source, rank - 20, image);
        }
        if let Some(license) = self.text(object.get("license")) {
            found.licenses.add(source, rank, license);
        }
        if let Some(language) = self.text(object.get("inLanguage")).and_then(|text| language::normalise(&text)) {
            found.languages.add(source, 50, language);
        }
        let url = self.text(object.get("url")).and_then(|url| self.setting.resolver.absolute(&url));
        if let Some(url) = url.filter(|_| firm) {
            found.canonical.add(source, 40, url);
        }
    }

    /// Whoever plays on a record: a group signs it as a person would.
    fn artists(&self, object: &Object) -> Vec<Author> {
        let name = object.get("byArtist").and_then(|artist| self.name(artist));
        name.into_iter().map(|name| Author { name, url: None }).collect()
    }

    /// Adds the organisation that an object names as its author.
    fn add_house(&self, object: &Object, source: Source, found: &mut Found) {
        let author =
            object.get("author").and_then(|value| value.as_array().map_or(Some(value), |values| values.first()));
        let house = author.and_then(|author| self.object(author)).filter(|house| nodes::is_organization(house));
        let Some(house) = house else { return };
        if let Some(name) = self.text(house.get("name")) {
            let url = self.text(house.get("url")).and_then(|url| self.setting.profile(&url));
            found.houses.push(name.clone());
            found.authors.add(source, ORGANIZATION, vec![Author { name, url }]);
        }
    }

    /// Adds when an object says that it was published and changed.
    fn add_dates(&self, object: &Object, source: Source, rank: u8, found: &mut Found) {
        let moment = |key: &str| self.text(object.get(key)).and_then(|text| date::read(&text, self.setting.manner));
        // A date of creation or upload may lie before publication, so it ranks lower.
        let keys = [("datePublished", 0), ("datePosted", 0), ("dateCreated", 15), ("uploadDate", 15)];
        for (key, rank) in keys.map(|(key, less)| (key, rank - less)) {
            if let Some(moment) = moment(key) {
                found.published.add(source, rank, moment);
            }
        }
        if let Some(moment) = moment("dateModified") {
            found.modified.add(source, rank, moment);
        }
        let of_event = ["startDate", "endDate", "doorTime"].into_iter().filter_map(moment);
        of_event.for_each(|moment| found.add_event(moment));
    }

    /// Adds where an object says that it stands: on which site, in which sections, under which keywords.
    fn add_places(&self, object: &Object, source: Source, rank: u8, found: &mut Found) {
        let keys = [
            ("publisher", PUBLISHER),
            ("sourceOrganization", PUBLISHER),
            ("isPartOf", 50),
            ("hiringOrganization", HIRING),
        ];
        for (key, rank) in keys {
            if let Some(name) = object.get(key).and_then(|value| self.name(value)) {
                found.site_names.add(source, rank, name);
            }
        }
        let sections = self.list(object.get("articleSection"), false);
        if !sections.is_empty() {
            found.categories.add(source, rank, sections);
        }
        let keywords = self.list(object.get("keywords"), true);
        if !keywords.is_empty() {
            found.tags.add(source, rank, keywords);
        }
    }

    /// An object, with a bare reference followed to the node it means.
    fn object<'v>(&self, value: &'v Value) -> Option<&'v Object>
    where
        'a: 'v,
    {
        let object = value.as_object()?;
        if object.len() <= 2 && !object.contains_key("name") {
            let id = object.get("@id").and_then(Value::as_str);
            return id.and_then(|id| self.known.get(id)).copied().or(Some(object));
        }
        Some(object)
    }

    /// The first text of a value of any type.
    fn text(&self, value: Option<&Value>) -> Option<String> {
        match value? {
            Value::String(text) => clean(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(values) => values.iter().take(MOST_VALUES).find_map(|value| match value {
                Value::String(text) => clean(text),
                Value::Object(object) => self.plain(object),
                _ => None,
            }),
            Value::Object(object) => self.plain(object),
            _ => None,
        }
    }

    fn plain(&self, object: &Object) -> Option<String> {
        ["@value", "name", "alternateName", "url", "@id"]
            .iter()
            .find_map(|key| object.get(*key).and_then(Value::as_str))
            .and_then(clean)
    }

    /// The name of a thing given as text, object, list or reference.
    fn name(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => clean(text).filter(|text| !text.contains("://")),
            Value::Array(values) => values.iter().take(MOST_VALUES).find_map(|value| match value {
                Value::String(text) => clean(text).filter(|text| !text.contains("://")),
                value => self.object(value).and_then(|object| self.text(object.get("name"))),
            }),
            value => self.object(value).and_then(|object| self.text(object.get("name"))),
        }
    }

    fn people(&self, value: Option<&Value>) -> Vec<Author> {
        let single = [value];
        let values: Vec<&Value> = match value {
            None => return Vec::new(),
            Some(Value::Array(values)) => values.iter().take(MOST_VALUES).collect(),
            Some(_) => single.into_iter().flatten().collect(),
        };
        let mut people: Vec<Author> = Vec::new();
        for value in values {
            let (names, url) = match value {
                Value::String(text) => (author::people(text), None),
                value => {
                    let Some(object) = self.object(value) else { continue };
                    if nodes::is_organization(object) {
                        continue;
                    }
                    let names = match object.get("name") {
                        Some(Value::Array(names)) => {
                            names.iter().take(MOST_VALUES).filter_map(Value::as_str).flat_map(author::of_name).collect()
                        }
                        name => self.text(name).map(|name| author::of_name(&name)).unwrap_or_default(),
                    };
                    let url = self
                        .text(object.get("url"))
                        .or_else(|| self.text(object.get("@id")).filter(|id| id.contains("/author/")));
                    (names, url.and_then(|url| self.setting.profile(&url)))
                }
            };
            let alone = names.len() == 1;
            let url = url.filter(|_| alone);
            let named = names.into_iter().map(|name| Author { name, url: url.clone() });
            author::add_to(&mut people, named, MOST_VALUES);
        }
        people
    }

    fn image(&self, value: &Value) -> Option<LeadImage> {
        let value = match value {
            Value::Array(values) => values.first()?,
            value => value,
        };
        let absolute = |text: String| self.setting.resolver.absolute(&text);
        if let Value::String(text) = value {
            return Some(image::at_address(absolute(text.clone())?));
        }
        let object = self.object(value)?;
        let url = ["url", "contentUrl", "@id"].iter().find_map(|key| self.text(object.get(*key)).and_then(absolute))?;
        let credit = self
            .text(object.get("creditText"))
            .or_else(|| object.get("creator").and_then(|creator| self.name(creator)));
        Some(LeadImage { url: Some(url), alt: None, caption: self.text(object.get("caption")), credit })
    }

    /// The texts of a list, or of one text with commas when `split` says so.
    fn list(&self, value: Option<&Value>, split: bool) -> Vec<String> {
        let mut list = Vec::new();
        let mut push = |text: &str| {
            let text = &*unescape(text);
            match split {
                true => list.extend(tags::parted(text)),
                false => list.extend(clean(text)),
            }
        };
        match value {
            Some(Value::String(text)) => push(text),
            Some(Value::Array(values)) => {
                for value in values.iter().take(MOST_VALUES) {
                    match value {
                        Value::String(text) => push(text),
                        Value::Object(object) => push(&self.text(object.get("name")).unwrap_or_default()),
                        _ => {}
                    }
                }
            }
            Some(Value::Object(object)) => push(&self.text(object.get("name")).unwrap_or_default()),
            _ => {}
        }
        list
    }

    /// The section a trail of breadcrumbs ends in: the last step that is not the page itself, the first being the home page.
    fn breadcrumb(&self, object: &Object, found: &mut Found) {
        let Some(Value::Array(steps)) = object.get("itemListElement") else { return };
        let names: Vec<String> = steps
            .iter()
            .take(MOST_VALUES)
            .filter_map(|step| {
                self.text(step.get("name")).or_else(|| self.text(step.get("item").and_then(|item| item.get("name"))))
            })
            .collect();
        tags::add_trail(&names, Source::JsonLdOther, self.setting, found);
    }
}
