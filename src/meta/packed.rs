//! Decides what a `meta` element says whose content is an object of JSON: `parsely-page`, by which publishers tell a counter of
//! readers the title, the authors, the date, the section and the keywords of a page. For the reader of the head.

use serde_json::Value;

use super::author;
use super::candidate::Source;
use super::clean::clean;
use super::date;
use super::{Found, Setting, image, mend};

/// Bytes of an object; the longest of 118 that were looked at has 5 KiB.
const LONGEST: usize = 16 << 10;
/// People and keywords that are read.
const MOST: usize = 50;

/// Titles often end with the site's name, so every other declared one goes first, but for the title element.
const TITLE: u8 = 65;
/// Names and days are those that the publisher counts by, and are filled with care.
const AUTHORS: u8 = 86;
const PUBLISHED: u8 = 80;
/// Sections and keywords are the publisher's own short forms, such as `us-news`: better than none.
const SECTION: u8 = 25;
const TAGS: u8 = 20;
const IMAGE: u8 = 55;

/// Adds what such an element says of a page that is one story; entries of sites and sections are listed by themselves.
pub(super) fn collect(content: &str, setting: &Setting<'_>, found: &mut Found) {
    if content.len() > LONGEST {
        return;
    }
    let roots = mend::parse([content]);
    let Some(object) = roots.first().and_then(Value::as_object) else { return };
    let text = |key: &str| object.get(key).and_then(Value::as_str).and_then(clean);
    if text("type").is_some_and(|kind| !STORIES.contains(&kind.as_str())) {
        return;
    }
    if let Some(title) = text("title") {
        found.titles.add(Source::Meta, TITLE, title);
    }
    let mut names: Vec<String> = Vec::new();
    for name in ["authors", "author"].iter().flat_map(|key| texts(object.get(*key))).flat_map(author::people) {
        if !names.contains(&name) && names.len() < MOST {
            names.push(name);
        }
    }
    if !names.is_empty() {
        found.authors.add(Source::Meta, AUTHORS, author::unlinked(names));
    }
    if let Some(moment) = text("pub_date").and_then(|text| date::read(&text, setting.manner)) {
        found.published.add(Source::Meta, PUBLISHED, moment);
    }
    if let Some(url) = text("image_url").and_then(|url| setting.resolver.absolute(&url)) {
        found.images.add(Source::Meta, IMAGE, image::at_address(url));
    }
    let words = |key: &str| -> Vec<String> {
        texts(object.get(key)).filter_map(clean).filter(|word| !is_internal(word)).collect()
    };
    let (sections, tags) = (words("section"), words("tags"));
    if !sections.is_empty() {
        found.categories.add(Source::Meta, SECTION, sections);
    }
    if !tags.is_empty() {
        found.tags.add(Source::Meta, TAGS, tags);
    }
}

/// What the object calls a page that is one story.
const STORIES: [&str; 4] = ["post", "article", "NewsArticle", "BlogPosting"];

/// Signs of what only the publisher's own programs read: `@river`, `type: report`, `/sports/nets`.
const INTERNAL: [char; 5] = ['@', ':', '/', '*', '_'];

/// Whether a word is one that only the publisher's own programs read, by such a sign or as `topNews` and `template65`.
fn is_internal(word: &str) -> bool {
    let is_joined = word.starts_with(char::is_lowercase) && !word.contains(' ');
    word.contains(INTERNAL) || is_joined && word.contains(|sign: char| sign.is_uppercase() || sign.is_numeric())
}

/// The texts of a value that is one or a list of them.
fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.chain(value).take(MOST).filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    #[test]
    fn an_object_in_a_meta_element_is_read() {
        let page = |object: &str| meta(&format!("<meta name='parsely-page' content='{object}'><h1>Rain</h1>{BODY}"));
        let found = page(
            r#"{"title":"Rain &amp; hail","type":"post","pub_date":"2020-05-03T10:00:00Z","authors":["Ann Lee","By Bo Moss"],
                "section":"weather","tags":["snow","@river","type: news","topNews"],"image_url":"https://example.org/tug.jpg"}"#,
        );
        assert_eq!(
            (names(&found), found.published.as_deref()),
            (vec!["Ann Lee", "Bo Moss"], Some("2020-05-03T10:00:00Z"))
        );
        assert_eq!(
            (found.categories.as_slice(), found.tags.as_slice()),
            (&["weather".to_owned()][..], &["snow".to_owned()][..])
        );
        assert_eq!(found.image.and_then(|image| image.url).as_deref(), Some("https://example.org/tug.jpg"));
        assert_eq!(names(&page(r#"{&quot;author&quot;:&quot;Ann Lee and Bo Moss&quot;}"#)), ["Ann Lee", "Bo Moss"]);
        for object in [r#"{"type":"sectionpage","author":"Ann Lee"}"#, "[]", "{", r#"{"author":{"name":3}}"#] {
            assert!(names(&page(object)).is_empty(), "{object}");
        }
    }
}
