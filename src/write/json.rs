//! Decides how an article is written as JSON.
use crate::article::Article;

/// The article as one JSON document, on one line or indented.
pub fn to_json(article: &Article, pretty: bool) -> String {
    let written = if pretty { serde_json::to_string_pretty(article) } else { serde_json::to_string(article) };
    written.unwrap_or_default()
}
