//! Decides what an article looks like to a program written for another tool: the field names and types that its users
//! parse already. From the article alone, for the command line and for callers of the library.

use serde_json::{Value, json};

use super::headline::headline;
use super::html::to_html_content;
use super::json::escape;
use super::schema_org::schema_org;
use crate::article::{Article, ContentBlock, Direction};

/// Bytes of a date without its time, and of one with its time but without an offset.
const DAY: usize = 10;
const TIME: usize = 19;

/// Whose field names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Mozilla's Readability.js.
    Readability,
    /// trafilatura's JSON with metadata.
    Trafilatura,
    /// newspaper3k and newspaper4k.
    Newspaper,
    /// A JSON Feed 1.1 of one item.
    JsonFeed,
    /// JSON-LD of schema.org, of the type that the page declares or seems to be.
    SchemaOrg,
}

/// The article in another tool's shape, as JSON on one line or indented.
pub fn to_shape(article: &Article, shape: Shape, pretty: bool) -> String {
    let value = match shape {
        Shape::Readability => readability(article),
        Shape::Trafilatura => trafilatura(article),
        Shape::Newspaper => newspaper(article),
        Shape::JsonFeed => json_feed(article),
        Shape::SchemaOrg => schema_org(article),
    };
    let written = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
    escape(written.unwrap_or_default())
}

fn names(article: &Article) -> Vec<&str> {
    article.authors.iter().map(|author| author.name.as_str()).collect()
}

/// A list in one string; null when there is nothing.
fn joined(list: &[&str], between: &str) -> Option<String> {
    (!list.is_empty()).then(|| list.join(between))
}

pub(super) fn image(article: &Article) -> Option<&str> {
    article.image.as_ref()?.url.as_deref()
}

pub(super) fn address(article: &Article) -> Option<&str> {
    article.canonical_url.as_deref().or(article.url.as_deref())
}

/// The text that belongs to the HTML of these shapes, which leaves out the heading that says the title.
fn text_below_title(article: &Article) -> String {
    let Some(at) = headline(article) else { return article.text.clone() };
    let Some(ContentBlock::Heading { text: heading, .. }) = article.blocks.get(at) else { return article.text.clone() };
    // A line that says the same may stand before it.
    let says = |block: &&ContentBlock| matches!(block, ContentBlock::Paragraph { text, .. } if text == heading);
    let before = article.blocks.iter().take(at).filter(says).count();
    let parts = article.text.split("\n\n").enumerate();
    let place = parts.clone().filter(|(_, part)| part == heading).map(|(at, _)| at).nth(before);
    let others = parts.filter(|(at, _)| Some(*at) != place).map(|(_, part)| part);
    others.collect::<Vec<_>>().join("\n\n")
}

fn readability(article: &Article) -> Value {
    let text = text_below_title(article);
    json!({
        "title": article.title,
        "byline": joined(&names(article), ", "),
        "dir": article.direction.map(|direction| if direction == Direction::Rtl { "rtl" } else { "ltr" }),
        "lang": article.language,
        "content": to_html_content(article),
        "textContent": text,
        // JavaScript counts UTF-16 units.
        "length": text.encode_utf16().count(),
        "excerpt": article.description,
        "siteName": article.site_name,
        "publishedTime": article.published,
    })
}

fn trafilatura(article: &Article) -> Value {
    let list = |list: &[String]| list.join(";");
    let comments: Vec<&str> = article.comments.iter().map(|comment| comment.text.as_str()).collect();
    json!({
        "title": article.title,
        "author": joined(&names(article), "; "),
        "hostname": article.hostname,
        "date": article.published.as_deref().map(day),
        "fingerprint": article.fingerprint,
        "id": article.id,
        "license": article.license,
        "comments": comments.join("\n"),
        "raw_text": article.text.replace("\n\n", "\n").replace('\n', " "),
        "text": article.text.replace("\n\n", "\n"),
        "language": article.language,
        "image": image(article),
        "pagetype": article.page_type.as_str(),
        "filedate": null,
        "source": address(article),
        "source-hostname": article.site_name,
        "excerpt": article.description,
        "categories": list(&article.categories),
        "tags": list(&article.tags),
    })
}

fn newspaper(article: &Article) -> Value {
    let images: Vec<&str> = article.images.iter().map(|image| image.url.as_str()).collect();
    // It knows languages by two letters, and dates with their time.
    let language = article.language.as_deref().map(|tag| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase());
    let published = article.published.as_deref();
    let published = published.map(|date| if date.len() == DAY { format!("{date}T00:00:00") } else { date.to_owned() });
    json!({
        "url": article.url.as_deref().or(article.canonical_url.as_deref()),
        "read_more_link": "",
        "language": language,
        "title": article.title.as_deref().unwrap_or_default(),
        "top_image": image(article).unwrap_or_default(),
        "meta_img": image(article).unwrap_or_default(),
        "images": images,
        "movies": embeds(article),
        "keywords": article.tags,
        "meta_keywords": article.tags,
        "tags": article.tags,
        "authors": names(article),
        "publish_date": published,
        "summary": "",
        "meta_description": article.description.as_deref().unwrap_or_default(),
        "meta_lang": language.unwrap_or_default(),
        "meta_favicon": "",
        "meta_site_name": article.site_name.as_deref().unwrap_or_default(),
        "canonical_link": article.canonical_url.as_deref().unwrap_or_default(),
        "text": article.text,
    })
}

fn embeds(article: &Article) -> Vec<&str> {
    let embeds = article.blocks.iter().filter_map(|block| match block {
        ContentBlock::Embed { url, .. } => Some(url.as_str()),
        _ => None,
    });
    embeds.collect()
}

fn json_feed(article: &Article) -> Value {
    let authors: Vec<Value> =
        article.authors.iter().map(|author| clear(json!({"name": author.name, "url": author.url}))).collect();
    let item = json!({
        "id": article.id.as_deref().or(address(article)).unwrap_or(&article.fingerprint),
        "url": address(article),
        "title": article.title,
        "content_html": to_html_content(article),
        "content_text": text_below_title(article),
        "summary": article.description,
        "image": image(article),
        "date_published": article.published.as_deref().and_then(moment),
        "date_modified": article.modified.as_deref().and_then(moment),
        "authors": authors,
        "tags": article.tags,
        "language": article.language,
    });
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": article.site_name.as_deref().or(article.hostname.as_deref()).unwrap_or_default(),
        "items": [clear(item)],
    })
}

/// An object without what is null or an empty list: the two vocabularies leave out what is not known.
pub(super) fn clear(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    value
}

fn day(date: &str) -> &str {
    date.get(..DAY).unwrap_or(date)
}

/// A date with time and offset, which JSON Feed demands; a day alone begins at midnight UTC.
fn moment(date: &str) -> Option<String> {
    match date.len() {
        DAY => Some(format!("{date}T00:00:00Z")),
        length if length > TIME => Some(date.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Author;

    #[test]
    fn the_text_of_readability_leaves_out_what_its_html_leaves_out() {
        let page = "<title>Rain</title><main><h1>Rain</h1><p>It rained all day in the harbour, and nobody went out to see the boats.";
        let article = crate::extract(page);
        let found: Value = serde_json::from_str(&to_shape(&article, Shape::Readability, false)).unwrap();
        assert!(found["textContent"].as_str().unwrap().starts_with("It rained"), "{found}");
        assert!(!found["content"].as_str().unwrap().contains("<h1>"), "{found}");
    }

    #[test]
    fn newspaper_has_two_letters_for_a_language_and_an_address_for_the_page() {
        let mut article = crate::extract("");
        article.language = Some("de-AT".to_owned());
        article.canonical_url = Some("https://example.org/rain".to_owned());
        let found: Value = serde_json::from_str(&to_shape(&article, Shape::Newspaper, false)).unwrap();
        assert_eq!((&found["meta_lang"], &found["url"]), (&json!("de"), &json!("https://example.org/rain")));
    }

    #[test]
    fn each_shape_has_its_own_names_and_types() {
        let mut article = crate::extract("");
        article.title = Some("Rain".to_owned());
        article.text = "a 😀\n\nb".to_owned();
        article.authors = ["A", "B"].iter().map(|name| Author { name: (*name).to_owned(), url: None }).collect();
        article.published = Some("2024-05-06".to_owned());
        article.tags = vec!["x".to_owned(), "y".to_owned()];
        article.site_name = Some("b".to_owned());
        let read = |shape| serde_json::from_str::<Value>(&to_shape(&article, shape, false)).unwrap();
        let found = read(Shape::Readability);
        assert_eq!((&found["byline"], &found["length"], &found["lang"]), (&json!("A, B"), &json!(7), &Value::Null));
        // Title and byline stand beside the content.
        assert_eq!(found["content"], "<article>\n<p>a 😀</p>\n<p>b</p>\n</article>\n");
        let found = read(Shape::Trafilatura);
        assert_eq!(
            (&found["author"], &found["tags"], &found["text"], &found["raw_text"]),
            (&json!("A; B"), &json!("x;y"), &json!("a 😀\nb"), &json!("a 😀 b"))
        );
        let found = read(Shape::Newspaper);
        assert_eq!((&found["authors"], &found["top_image"]), (&json!(["A", "B"]), &json!("")));
        assert_eq!(found["publish_date"], "2024-05-06T00:00:00");
        let found = read(Shape::JsonFeed);
        assert_eq!(found["items"][0]["date_published"], "2024-05-06T00:00:00Z");
        assert!(found["items"][0].get("image").is_none());
    }
}
