//! Decides what an article's metadata looks like as YAML front matter. From the article alone; every text is a quoted
//! string as JSON writes it, which is YAML too, so nothing in it can be taken for YAML.

use crate::article::Article;
use crate::write::clean;

/// The article's metadata between two lines of hyphens, for the head of a Markdown file. What is unknown is left out.
pub fn to_front_matter(article: &Article) -> String {
    let mut text = String::from("---\n");
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            text.push_str(&format!("{name}: {value}\n"));
        }
    };
    let one = |value: &Option<String>| value.as_deref().map(quoted);
    line("title", one(&article.title));
    line("authors", list(article.authors.iter().map(|author| author.name.as_str())));
    line("published", one(&article.published));
    line("modified", one(&article.modified));
    line("url", one(&article.canonical_url).or_else(|| one(&article.url)));
    line("site_name", one(&article.site_name));
    line("language", one(&article.language));
    line("description", one(&article.description));
    line("image", article.image.as_ref().and_then(|image| one(&image.url)));
    line("categories", list(article.categories.iter().map(String::as_str)));
    line("tags", list(article.tags.iter().map(String::as_str)));
    line("license", one(&article.license));
    line("word_count", Some(article.word_count.to_string()));
    text.push_str("---\n\n");
    text
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let values: Vec<String> = values.map(quoted).collect();
    (!values.is_empty()).then(|| format!("[{}]", values.join(", ")))
}

fn quoted(value: &str) -> String {
    // These two are no characters, which JSON allows and YAML forbids.
    let value = clean::line(value).replace(['\u{FFFE}', '\u{FFFF}'], "");
    serde_json::to_string(&value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_fields_are_quoted_and_unknown_ones_left_out() {
        let mut article = crate::extract("");
        article.title = Some("Rain: a \"story\"\n---".to_owned());
        article.tags = vec!["a\u{FFFF}".to_owned(), "b, c".to_owned()];
        assert_eq!(
            to_front_matter(&article),
            "---\ntitle: \"Rain: a \\\"story\\\" ---\"\ntags: [\"a\", \"b, c\"]\nword_count: 0\n---\n\n"
        );
    }
}
