//! Decides how an article is written as Markdown.
use crate::article::Article;

/// The article as Markdown.
pub fn to_markdown(article: &Article) -> String {
    article.text.clone()
}
