//! Decides how single fields of an article are written: as JSON, as plain lines, as a row of a table. From the article
//! and the names of its JSON keys, for the command line and for callers of the library.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::clean;
use super::json::escape;
use crate::article::Article;

/// The fields of a table of metadata when none are named.
pub const METADATA: [&str; 16] = [
    "id",
    "url",
    "canonical_url",
    "hostname",
    "site_name",
    "page_type",
    "title",
    "authors",
    "published",
    "modified",
    "language",
    "description",
    "categories",
    "tags",
    "word_count",
    "quality",
];

/// The named fields as an object with the names in the order given; a name that no article has is null.
pub fn to_object(article: &Article, fields: &[&str], pretty: bool) -> String {
    let object = Chosen { article, fields };
    let written = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) };
    escape(written.unwrap_or_default())
}

/// The named fields as plain text. A single one is written as it is, a list one entry a line; of several each has one line, a list
/// joined with `; `, and a line is empty where nothing is known, so that its number says which field it is.
pub fn to_lines(article: &Article, fields: &[&str]) -> String {
    if let [field] = fields {
        return text(article, field, "\n");
    }
    fields.iter().map(|field| clean::line(&text(article, field, "; "))).collect::<Vec<_>>().join("\n")
}

/// The named fields as one row of a table; `separator` is a comma or a tab. A list is joined with `; `.
pub fn to_row(article: &Article, fields: &[&str], separator: char) -> String {
    let cells = fields.iter().map(|field| text(article, field, "; ")).collect::<Vec<_>>();
    row(cells.iter().map(String::as_str), separator)
}

/// The head of such a table.
pub fn to_head(fields: &[&str], separator: char) -> String {
    row(fields.iter().copied(), separator)
}

/// Says what is done with the field that a name means: with a list, and with anything else. So a field is read where it
/// stands, for the whole article as a `Value` is many times as large as the article.
macro_rules! with_field {
    ($article:expr, $name:expr, $value:ident => $one:expr, $list:expr, $none:expr) => {
        with_field!(
            $article, $name, $value => $one, $list, $none,
            [schema_version id url canonical_url hostname site_name page_type declared_type title published modified dateline language
             direction description image license text word_count reading_minutes fingerprint quality method encoding
             encoding_source explain explain_page],
            [authors categories tags blocks comments images links related warnings]
        )
    };
    ($article:expr, $name:expr, $value:ident => $one:expr, $many:expr, $none:expr, [$($single:ident)*], [$($list:ident)*]) => {
        match $name {
            $(stringify!($single) => { let $value = &$article.$single; $one })*
            $(stringify!($list) => { let $value = &$article.$list; $many })*
            _ => $none,
        }
    };
}

/// Some fields of an article, as an object.
struct Chosen<'a> {
    article: &'a Article,
    fields: &'a [&'a str],
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.fields.len()))?;
        for (at, field) in self.fields.iter().enumerate() {
            // An object has each key once.
            if self.fields.iter().position(|other| other == field) == Some(at) {
                with_field!(self.article, *field, value => object.serialize_entry(field, value)?,
                    object.serialize_entry(field, value)?, object.serialize_entry(field, &())?);
            }
        }
        object.end()
    }
}

/// The field as text, a list entry by entry.
fn text(article: &Article, field: &str, between: &str) -> String {
    with_field!(article, field, value => one(value, between), {
        let mut joined = String::new();
        for (at, entry) in value.iter().enumerate() {
            joined.push_str(if at > 0 { between } else { "" });
            joined.push_str(&one(entry, between));
        }
        joined
    }, String::new())
}

fn one(value: &impl Serialize, between: &str) -> String {
    cell(&serde_json::to_value(value).unwrap_or_default(), between)
}

/// A value as text; of an object what a reader would call it by.
fn cell(value: &Value, between: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(|value| cell(value, between)).collect::<Vec<_>>().join(between),
        Value::Object(object) => {
            let named = ["name", "title", "text", "url"].iter().find_map(|key| object.get(*key)?.as_str());
            named.map_or_else(|| value.to_string(), str::to_owned)
        }
        other => other.to_string(),
    }
}

/// One row. With commas as in RFC 4180: a cell with a comma, a quotation mark or a break is quoted. With tabs a cell
/// stays on one line and holds no tab.
fn row<'a>(cells: impl Iterator<Item = &'a str>, separator: char) -> String {
    let mut written = String::new();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            written.push(separator);
        }
        if separator == '\t' {
            written.push_str(&clean::line(cell));
        } else if cell.contains(['"', '\n', '\r', separator]) {
            written.push('"');
            written.push_str(&clean::clean(cell).replace('"', "\"\""));
            written.push('"');
        } else {
            written.push_str(&clean::clean(cell));
        }
    }
    written.push('\n');
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Author;
    use crate::{Extractor, Options};

    #[test]
    fn fields_come_in_the_order_asked_for() {
        let mut article = crate::extract("");
        article.title = Some("Rain, \"again\"".to_owned());
        article.description = Some("a\tb\nc".to_owned());
        article.authors = ["A", "B"].iter().map(|name| Author { name: (*name).to_owned(), url: None }).collect();
        let fields = ["authors", "title", "published", "description"];
        assert_eq!(to_row(&article, &fields, ','), "A; B,\"Rain, \"\"again\"\"\",,\"a\tb\nc\"\n");
        assert_eq!(to_row(&article, &fields, '\t'), "A; B\tRain, \"again\"\t\ta b c\n");
        assert_eq!(to_head(&fields, ','), "authors,title,published,description\n");
        assert_eq!(to_lines(&article, &["authors"]), "A\nB");
        assert_eq!(to_lines(&article, &["title", "published", "authors"]), "Rain, \"again\"\n\nA; B");
        assert_eq!(
            to_object(&article, &["published", "title"], false),
            r#"{"published":null,"title":"Rain, \"again\""}"#
        );
    }

    #[test]
    fn every_field_can_be_chosen_and_is_what_the_article_says() {
        let page = "<title>Rain</title><meta name=author content='Ann Lee'><h1>Rain</h1><ul><li>It rained all day in the \
                    <a href=https://example.org/>harbour</a>, and nobody went out.<li>b</ul>";
        let article = Extractor::new(Options::default().explain(true)).extract(page);
        let whole = serde_json::to_value(&article).unwrap();
        for (name, value) in whole.as_object().unwrap() {
            let object: Value = serde_json::from_str(&to_object(&article, &[name], false)).unwrap();
            assert_eq!(object, serde_json::json!({ name: value }));
            assert_eq!(to_lines(&article, &[name]), cell(value, "\n"), "{name}");
        }
        assert!(METADATA.iter().all(|field| whole.get(*field).is_some()));
        assert_eq!(to_object(&article, &["id", "nothing", "id"], false), r#"{"id":null,"nothing":null}"#);
    }
}
