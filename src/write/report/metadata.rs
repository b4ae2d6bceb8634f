//! Decides how the report shows the metadata: for each field what the article has, and beside it the candidates with their
//! ranks.

use super::Report;
use crate::article::{Article, Candidate, Direction};

/// What is said where a field has a value that no candidate gave.
const DERIVED: &str = "worked out from what else the page says";

impl Report<'_> {
    pub(super) fn metadata(&mut self) {
        let article = self.article;
        self.html
            .push_str("<section class=\"metadata\" aria-labelledby=\"metadata\">\n<h2 id=\"metadata\">Metadata</h2>\n");
        let all = article.explain_page.as_ref().map(|page| page.candidates.as_slice()).unwrap_or_default();
        let mut missing = Vec::new();
        for (field, name, value) in values(article) {
            let candidates: Vec<&Candidate> = all.iter().filter(|candidate| candidate.field == field).collect();
            if value.is_empty() && candidates.is_empty() {
                missing.push(name);
                continue;
            }
            self.html.push_str(&format!("<div class=\"field\">\n<h3>{name}</h3>\n"));
            if value.is_empty() {
                self.html.push_str("<p class=\"value none\">nothing</p>\n");
            } else {
                self.own("p", "value", &value);
                self.html.push('\n');
            }
            self.candidates(field, &candidates);
            self.html.push_str("</div>\n");
        }
        if !missing.is_empty() {
            self.html.push_str(&format!("<p class=\"missing\">The page does not say: {}.</p>\n", missing.join(", ")));
        }
        self.html.push_str("</section>\n");
    }

    fn candidates(&mut self, field: &str, candidates: &[&Candidate]) {
        if candidates.is_empty() {
            self.html.push_str(&format!("<p class=\"derived\">{DERIVED}</p>\n"));
            return;
        }
        // What people look for first is open; of the rest one line is enough until they ask.
        let open = if matches!(field, "title" | "authors" | "published" | "modified") { " open" } else { "" };
        let unit = if candidates.len() == 1 { "candidate" } else { "candidates" };
        self.html.push_str(&format!("<details{open}><summary>{} {unit}</summary>\n", candidates.len()));
        self.html.push_str(
            "<table>\n<thead><tr><th scope=\"col\">rank</th><th scope=\"col\">value</th>\
             <th scope=\"col\">source</th></tr></thead>\n<tbody>\n",
        );
        for candidate in candidates {
            let (class, sign) = if candidate.chosen {
                (
                    " class=\"chosen\"",
                    "<span class=\"sign\" aria-hidden=\"true\">✓</span><span class=\"unseen\">chosen: </span>",
                )
            } else {
                ("", "")
            };
            let rank = candidate.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
            self.html.push_str(&format!("<tr{class}><td class=\"number\">{rank}</td><td>{sign}"));
            self.own("span", "own", &candidate.value);
            self.html.push_str("</td><td>");
            self.escape(&candidate.source);
            self.html.push_str("</td></tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n</details>\n");
    }
}

/// The fields in the order in which people ask for them: key, name and what the article has.
fn values(article: &Article) -> Vec<(&'static str, &'static str, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    let image = article.image.as_ref().and_then(|image| image.url.clone().or_else(|| image.caption.clone()));
    let direction = match article.direction {
        Some(Direction::Rtl) => "right to left",
        Some(Direction::Ltr) => "left to right",
        None => "",
    };
    vec![
        ("title", "Title", text(&article.title)),
        ("authors", "Authors", authors.join(", ")),
        ("published", "Published", text(&article.published)),
        ("modified", "Modified", text(&article.modified)),
        ("dateline", "Dateline", text(&article.dateline)),
        ("site_name", "Site", text(&article.site_name)),
        ("canonical_url", "Canonical address", text(&article.canonical_url)),
        ("language", "Language", text(&article.language)),
        ("direction", "Direction", direction.to_owned()),
        ("description", "Description", text(&article.description)),
        ("image", "Lead image", image.unwrap_or_default()),
        ("categories", "Categories", article.categories.join(", ")),
        ("tags", "Tags", article.tags.join(", ")),
        ("license", "Licence", text(&article.license)),
    ]
}
