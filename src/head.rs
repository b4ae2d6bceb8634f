//! Decides what of the head and of the data scripts is worth keeping, as plain pairs of name and content.
//! Filled by settle while it walks, read by gather for metadata and by the fall-backs that look for text outside the
//! visible page.

use crate::dom::Element;
use crate::tag::Tag;
use crate::words;

/// What the page says outside its visible text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// The `title` element, white space folded.
    pub title: Option<String>,
    /// `meta` elements: the lower-cased `name`, `property`, `itemprop` or `http-equiv`, and the content.
    pub metas: Vec<(String, String)>,
    /// `link` elements: the lower-cased `rel`, and the `href`.
    pub links: Vec<(String, String)>,
    /// The texts of JSON-LD scripts, in page order.
    pub json_ld: Vec<String>,
    /// The texts of other data scripts, each with the script's id or an empty string.
    pub states: Vec<(String, String)>,
    /// `lang` of the root element.
    pub language: Option<String>,
    /// `dir` of the root element or the body.
    pub direction: Option<String>,
    /// `href` of the first `base` element.
    pub base: Option<String>,
    /// Bytes of data scripts held so far.
    held: usize,
}

/// Bytes of one JSON-LD script that are read, so that a script of a gigabyte costs no more than the page's own size.
const LARGEST_JSON_LD: usize = 4 << 20;
/// Bytes of all data scripts together.
const LARGEST_DATA: usize = 16 << 20;

impl Head {
    /// The content of the first `meta` of this name.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.all_metas(name).next()
    }

    /// The contents of every `meta` of this name, in page order.
    pub fn all_metas(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }

    /// The `href` of the first `link` whose `rel` holds this word.
    pub fn link(&self, rel: &str) -> Option<&str> {
        let holds = |known: &str| known.split_ascii_whitespace().any(|word| word == rel);
        self.links.iter().find(|(known, _)| holds(known)).map(|(_, href)| href.as_str())
    }

    /// Notes an element that may stand in the head.
    pub(crate) fn note(&mut self, element: &Element<'_>) {
        match element.tag {
            Tag::Html | Tag::Body => {
                if self.language.is_none() {
                    self.language = element.attribute("lang").or(element.attribute("xml:lang")).map(str::to_owned);
                }
                if self.direction.is_none() {
                    self.direction = element.attribute("dir").map(str::to_owned);
                }
            }
            Tag::Meta => self.note_meta(element),
            Tag::Link => {
                if let (Some(rel), Some(href)) = (element.attribute("rel"), element.attribute("href")) {
                    self.links.push((rel.to_lowercase(), href.trim().to_owned()));
                }
            }
            Tag::Base if self.base.is_none() => {
                self.base = element.attribute("href").map(|href| href.trim().to_owned())
            }
            _ => {}
        }
    }

    fn note_meta(&mut self, element: &Element<'_>) {
        let Some(content) = element.attribute("content") else { return };
        for key in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = element.attribute(key) {
                self.metas.push((name.trim().to_lowercase(), content.trim().to_owned()));
            }
        }
    }

    /// Notes the text of the title; the first one that says something counts.
    pub(crate) fn note_title(&mut self, text: &str) {
        if self.title.is_none() {
            let title = words::fold(text);
            self.title = (!title.is_empty()).then_some(title);
        }
    }

    /// Notes the text of a data script.
    pub(crate) fn note_script(&mut self, kind: &str, id: &str, text: &str) {
        if text.trim().is_empty() || self.held + text.len() > LARGEST_DATA {
            return;
        }
        self.held += text.len();
        if kind.to_ascii_lowercase().contains("ld+json") {
            if text.len() <= LARGEST_JSON_LD {
                self.json_ld.push(text.to_owned());
            }
        } else {
            self.states.push((id.to_owned(), text.to_owned()));
        }
    }
}
