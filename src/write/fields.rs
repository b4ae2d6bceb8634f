//! Decides how single fields of an article are written: as JSON, as plain lines, as a row of a table. From the article
//! and the names of its JSON keys, for the command line and for callers of the library.

use serde_json::{Map, Value};

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
    let values = values(article, fields);
    let object: Map<String, Value> = fields.iter().map(|field| (*field).to_owned()).zip(values).collect();
    let written = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) };
    escape(written.unwrap_or_default())
}

/// The named fields as plain text: one a line, a list one entry a line; nothing for what is not known.
pub fn to_lines(article: &Article, fields: &[&str]) -> String {
    let values = values(article, fields);
    values.iter().map(|value| cell(value, "\n")).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The named fields as one row of a table; `separator` is a comma or a tab. A list is joined with `; `.
pub fn to_row(article: &Article, fields: &[&str], separator: char) -> String {
    let cells = values(article, fields).iter().map(|value| cell(value, "; ")).collect::<Vec<_>>();
    row(cells.iter().map(String::as_str), separator)
}

/// The head of such a table.
pub fn to_head(fields: &[&str], separator: char) -> String {
    row(fields.iter().copied(), separator)
}

fn values(article: &Article, fields: &[&str]) -> Vec<Value> {
    let mut all = serde_json::to_value(article).unwrap_or_default();
    fields.iter().map(|field| all.get_mut(*field).cloned().unwrap_or_default()).collect()
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
        assert_eq!(to_lines(&article, &["title", "authors"]), "Rain, \"again\"\nA\nB");
        assert_eq!(
            to_object(&article, &["published", "title"], false),
            r#"{"published":null,"title":"Rain, \"again\""}"#
        );
        let known = serde_json::to_value(&article).unwrap();
        assert!(METADATA.iter().all(|field| known.get(*field).is_some()));
    }
}
