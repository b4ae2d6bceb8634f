//! Decides what of the head and of the data scripts is worth keeping, as plain pairs of name and content.
//! Filled by settle while it walks, read by gather for metadata and by the fall-backs that look for text outside the
//! visible page.

use memchr::memchr2;

use crate::dom::{self, Element};
use crate::options::Limits;
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
    /// The titles of the page's feeds.
    pub feeds: Vec<String>,
    /// The texts of JSON-LD scripts, in page order.
    pub json_ld: Vec<String>,
    /// The texts of other data scripts, each with the script's id or an empty string.
    pub states: Vec<(String, String)>,
    /// The texts of scripts that are code, with literals that hold text.
    pub code: Vec<String>,
    /// `lang` of the root element.
    pub language: Option<String>,
    /// `itemtype` of the root element or the body.
    pub item_type: Option<String>,
    /// `dir` of the root element or the body.
    pub direction: Option<String>,
    /// `href` of the first `base` element.
    pub base: Option<String>,
    /// Bytes of data scripts held so far.
    held: usize,
    /// Data scripts for which there was no room.
    left_out: usize,
    /// The same of scripts that are code.
    held_code: usize,
    left_out_code: usize,
}

/// Feeds of a page whose titles are kept: the site's, that of its comments, that of the section and that of the page.
const MOST_FEEDS: usize = 4;
/// Bytes of all data scripts together.
const LARGEST_DATA: usize = 16 << 20;
/// Bytes of all scripts together that are code with literals: bounded by themselves, because a bundle stands in front of the
/// page's data as often as behind it, and is held as a whole.
const LARGEST_CODE: usize = 16 << 20;
/// Values that the JSON-LD of a page may have, however short it is. Of 1,896 real pages none has more than 4,304.
const UNEARNED_VALUES: usize = 1 << 16;
/// Bytes that each value beyond these needs: in memory an object of seven bytes takes 460. The real page with the densest
/// JSON-LD has 26 for each value.
const BYTES_A_VALUE: usize = 24;

impl Head {
    /// The addresses that the page declares as its own, the most trusted first.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.link("canonical").into_iter().chain(self.meta("og:url"))
    }

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
                    let declared = [element.attribute("lang"), element.attribute("xml:lang")].into_iter().flatten();
                    self.language = declared.into_iter().find(|tag| !tag.trim().is_empty()).map(str::to_owned);
                }
                if self.item_type.is_none() {
                    self.item_type = element.attribute("itemtype").map(|kind| kind.trim().to_owned());
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
                let is_feed = || {
                    element
                        .attribute("type")
                        .is_some_and(|kind| kind.ends_with("rss+xml") || kind.ends_with("atom+xml"))
                };
                if let Some(title) = element.attribute("title").filter(|_| self.feeds.len() < MOST_FEEDS && is_feed()) {
                    self.feeds.push(title.trim().to_owned());
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
        // What Remix makes of structured data that is given as metadata.
        if element.attribute("name") == Some("script:ld+json") {
            return self.note_script("ld+json", "", content.to_owned());
        }
        for key in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = element.attribute(key) {
                let mut name = name.trim().to_lowercase();
                if let Some(scheme) = element.attribute("scheme").filter(|_| name.starts_with("dc.")) {
                    refine(&mut name, scheme);
                }
                self.metas.push((name, content.trim().to_owned()));
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

    /// Notes the text of a script that holds data.
    pub(crate) fn note_script(&mut self, kind: &str, id: &str, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let is_data = dom::is_whole(kind, &text);
        let (held, left_out, most) = if is_data {
            (&mut self.held, &mut self.left_out, LARGEST_DATA)
        } else {
            (&mut self.held_code, &mut self.left_out_code, LARGEST_CODE)
        };
        if *held + text.len() > most {
            *left_out += 1;
            return;
        }
        *held += text.len();
        if !is_data {
            self.code.push(text);
        } else if kind.to_ascii_lowercase().contains("ld+json") {
            self.json_ld.push(text);
        } else {
            self.states.push((id.to_owned(), text));
        }
    }

    /// Lets JSON-LD go that is longer or deeper than a caller allows, or would take more memory than its length allows; says
    /// what was not read.
    pub(crate) fn bound(&mut self, limits: &Limits) -> Vec<String> {
        let (mut long, mut deep, mut dense) = (0, 0, 0);
        let mut values = UNEARNED_VALUES;
        self.json_ld.retain(|script| {
            let outline = outline(script);
            let left = values.saturating_add(script.len() / BYTES_A_VALUE).checked_sub(outline.values);
            let over = match left {
                _ if script.len() > limits.json_ld => &mut long,
                _ if outline.levels > limits.json_levels => &mut deep,
                None => &mut dense,
                Some(left) => {
                    values = left;
                    return true;
                }
            };
            *over += 1;
            false
        });
        let named = [
            (long, format!("JSON-LD limit of {} bytes", limits.json_ld)),
            (deep, format!("JSON-LD limit of {} levels", limits.json_levels)),
            (dense, format!("JSON-LD limit of {BYTES_A_VALUE} bytes a value")),
            (self.left_out, format!("data limit of {LARGEST_DATA} bytes")),
            (self.left_out_code, format!("code limit of {LARGEST_CODE} bytes")),
        ];
        let reached = named.into_iter().filter(|(count, _)| *count > 0);
        reached.map(|(count, limit)| format!("{limit} reached, scripts not read: {count}")).collect()
    }
}

/// What the scheme of an element of Dublin Core may say that belongs to its name; other schemes say how the value is written.
const REFINING: [&str; 3] = ["inventor", "issue", "datesubmitted"];

/// Adds to a name what the element's scheme makes of it: an inventor is one who contributed.
fn refine(name: &mut String, scheme: &str) {
    if let Some(word) = REFINING.iter().find(|word| scheme.trim().eq_ignore_ascii_case(word)) {
        name.push('.');
        name.push_str(word);
    }
}

/// What a JSON text is made of outside its strings.
#[derive(Default)]
struct Outline {
    /// Values, at the most.
    values: usize,
    /// How deep its lists and objects stand in each other.
    levels: usize,
}

fn outline(json: &str) -> Outline {
    let mut outline = Outline::default();
    let mut open = 0_usize;
    let mut bytes = json.as_bytes();
    while let Some((byte, behind)) = bytes.split_first() {
        bytes = behind;
        match byte {
            b'"' => bytes = behind_string(behind),
            b'{' | b'[' => {
                open += 1;
                outline.values += 1;
                outline.levels = outline.levels.max(open);
            }
            b'}' | b']' => open = open.saturating_sub(1),
            b',' => outline.values += 1,
            _ => {}
        }
    }
    outline
}

/// What stands behind a string, from behind its first quotation mark on.
fn behind_string(mut bytes: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', bytes) {
        let escape = bytes.get(at) == Some(&b'\\');
        bytes = bytes.get(at + 1 + usize::from(escape)..).unwrap_or_default();
        if !escape {
            return bytes;
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(scripts: &[&str], limits: &Limits) -> (usize, Vec<String>) {
        let mut head = Head::default();
        scripts.iter().for_each(|script| head.note_script("application/ld+json", "", (*script).to_owned()));
        let warnings = head.bound(limits);
        (head.json_ld.len(), warnings)
    }

    #[test]
    fn json_ld_over_a_limit_goes_alone_and_is_named() {
        let mut limits = Limits::default();
        let flood = format!("[{}0]", "{\"\":0},".repeat(50_000));
        let words = format!("[\"{}\"]", "{a, \\\" b},".repeat(50_000));
        assert_eq!(bounded(&["{}", &words], &limits), (2, Vec::new()));
        let named = |limit: &str| vec![format!("JSON-LD limit of {limit} reached, scripts not read: 1")];
        assert_eq!(bounded(&["{}", &flood, "[]"], &limits), (2, named("24 bytes a value")));
        (limits.json_ld, limits.json_levels) = (20, 3);
        assert_eq!(bounded(&["{}", "[1, 2, 3, 4, 5, 6, 7]", "[]"], &limits), (2, named("20 bytes")));
        assert_eq!(bounded(&["[[[1]],[[2]]]", "[[[[1]]]]", "[\"[[[[\"]"], &limits), (2, named("3 levels")));
    }

    #[test]
    fn data_beyond_its_limit_is_named() {
        let mut head = Head::default();
        head.note_script("json", "", "x".repeat(LARGEST_DATA));
        head.note_script("json", "", "y".to_owned());
        assert_eq!((head.states.len(), head.bound(&Limits::default()).len()), (1, 1));
    }

    #[test]
    fn code_takes_no_room_from_data() {
        let mut head = Head::default();
        head.note_script("", "", "x".repeat(LARGEST_CODE));
        head.note_script("", "", "y".to_owned());
        head.note_script("application/ld+json", "", "{}".to_owned());
        assert_eq!((head.code.len(), head.json_ld.len()), (1, 1));
        assert!(head.bound(&Limits::default()).iter().all(|warning| warning.starts_with("code limit")));
    }
}
