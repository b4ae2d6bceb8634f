//! Decides what stands around an article's HTML when it is a page of its own that reads well in light and dark. From the
//! article alone, for the command line and for callers of the library.

use super::inline::{attribute, escape, is_safe};
use super::to_html;
use crate::article::{Article, Direction};

/// The article as a page of its own, which needs nothing from outside but the images.
pub fn to_html_page(article: &Article) -> String {
    let mut page = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = &article.language {
        attribute(&mut page, "lang", language);
    }
    if article.direction == Some(Direction::Rtl) {
        page.push_str(" dir=\"rtl\"");
    }
    page.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape(&mut page, article.title.as_deref().unwrap_or("Untitled"));
    page.push_str("</title>\n");
    let people: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    for (name, value) in [("author", Some(people.join(", "))), ("description", article.description.clone())] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            page.push_str(&format!("<meta name=\"{name}\""));
            attribute(&mut page, "content", &value);
            page.push_str(">\n");
        }
    }
    if let Some(url) = article.canonical_url.as_deref().or(article.url.as_deref()).filter(|url| is_safe(url)) {
        page.push_str("<link rel=\"canonical\"");
        attribute(&mut page, "href", url);
        page.push_str(">\n");
    }
    page.push_str("<style>\n");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n<main>\n");
    page.push_str(&to_html(article));
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The style of a page on its own. The column is as wide as lines of prose are easy to read.
const STYLE: &str = "\
:root { color-scheme: light dark; --soft: #666; --line: #ccc; --ground: #f4f4f2; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --soft: #a2a2a2; --line: #444; --ground: #232325; --link: #8ab8f0; } }
body { margin: 0; padding: 1.5rem 1rem 4rem; font: 1.125rem/1.6 Georgia, 'Times New Roman', serif; }
article { max-width: 42rem; margin: 0 auto; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 .6em; }
h1 { margin: 0; font-size: 2rem; }
header p, figcaption, .notes { color: var(--soft); font-size: .9rem; }
a { color: var(--link); }
img { max-width: 100%; height: auto; }
figure { margin: 1.5rem 0; }
blockquote { margin: 1.5rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
pre { overflow-x: auto; padding: .8rem; background: var(--ground); font-size: .85rem; line-height: 1.45; }
code { font-size: .9em; }
aside { margin: 1.5rem 0; padding: .2rem 1rem; border-left: 3px solid var(--link); background: var(--ground); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { padding: .3rem .6rem; border: 1px solid var(--line); text-align: start; vertical-align: top; }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_its_own_says_its_language_and_title() {
        let mut article = crate::extract("");
        article.title = Some("a </title> b".to_owned());
        article.language = Some("fa".to_owned());
        article.direction = Some(Direction::Rtl);
        let page = to_html_page(&article);
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fa\" dir=\"rtl\">"), "{page}");
        assert!(page.contains("<title>a &lt;/title&gt; b</title>"), "{page}");
    }
}
