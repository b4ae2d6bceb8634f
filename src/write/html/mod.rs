//! Decides how an article is written as HTML: a fragment of plain semantic elements. From the article alone, for the page
//! of its own, the command line and callers of the library.

mod inline;
mod page;

use super::alternative::unsaid;
use super::cells;
use super::clean::label;
use super::headline::headline;
use crate::article::{Article, Cell, ContentBlock, Inline, ListItem, Role};
use inline::is_safe;
pub(super) use inline::{attribute, escape, inline};
pub use page::to_html_page;

/// The article's content as a fragment of HTML: an `article` element with the headline, the byline and the blocks. Only
/// elements of text, links, images, lists and tables occur, and only addresses that are relative or begin with `http:`,
/// `https:` or `mailto:`.
pub fn to_html(article: &Article) -> String {
    let mut writer = Writer::default();
    writer.article(article, true);
    writer.html
}

/// The same without headline and byline, for shapes that say them beside the content.
pub(super) fn to_html_content(article: &Article) -> String {
    let mut writer = Writer::default();
    writer.article(article, false);
    writer.html
}

#[derive(Default)]
struct Writer {
    html: String,
    /// Labels and texts of the footnotes, which stand at the end.
    notes: Vec<(String, String)>,
    /// The fold-out that is open.
    folded: bool,
    /// The box that is open.
    inside: Option<Role>,
}

impl Writer {
    fn article(&mut self, article: &Article, head: bool) {
        self.html.push_str("<article>\n");
        let title = article.title.as_deref().map(str::trim).filter(|title| head && !title.is_empty());
        self.head(article, title);
        if article.blocks.is_empty() {
            article.text.split("\n\n").filter(|text| !text.is_empty()).for_each(|text| self.element("p", text, &[]));
        }
        let headline = headline(article);
        for (at, block) in article.blocks.iter().enumerate() {
            if Some(at) != headline {
                self.block(block, article.blocks.get(at + 1..).unwrap_or_default());
            }
        }
        self.leave(None);
        self.foot();
        self.html.push_str("</article>\n");
    }

    fn head(&mut self, article: &Article, title: Option<&str>) {
        if let Some(title) = title {
            self.element("h1", title, &[]);
            let mut parts = Vec::new();
            let authors: Vec<String> =
                article.authors.iter().map(|author| person(&author.name, author.url.as_deref())).collect();
            if !authors.is_empty() {
                parts.push(authors.join(", "));
            }
            if let Some(published) = &article.published {
                let mut time = String::from("<time");
                attribute(&mut time, "datetime", published);
                time.push('>');
                escape(&mut time, published.get(..10).unwrap_or(published));
                time.push_str("</time>");
                parts.push(time);
            }
            if let Some(name) = &article.site_name {
                parts.push(person(name, article.canonical_url.as_deref().or(article.url.as_deref())));
            }
            if !parts.is_empty() {
                self.html.push_str(&format!("<header><p>{}</p></header>\n", parts.join(" · ")));
            }
        }
    }

    fn foot(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        self.html.push_str("<section class=\"notes\">\n<ol>\n");
        for (note, text) in notes {
            let id = label(&note);
            self.html.push_str(&format!("<li id=\"note-{id}\">{text}</li>\n"));
        }
        self.html.push_str("</ol>\n</section>\n");
    }

    fn block(&mut self, block: &ContentBlock, behind: &[ContentBlock]) {
        let role = match block {
            ContentBlock::Paragraph { role, .. } => *role,
            _ if self.folded && behind.iter().find_map(role_of) == Some(Role::Details) => Some(Role::Details),
            _ => None,
        };
        self.leave(role);
        match block {
            ContentBlock::Heading { text, level, spans } => {
                self.element(&format!("h{}", level.clamp(&1, &6)), text, spans);
            }
            ContentBlock::Paragraph { text, spans, note: Some(note), .. } => self.note(note, text, spans),
            ContentBlock::Paragraph { text, spans, .. } => self.paragraph(text, spans, role),
            ContentBlock::List { items, ordered, start, .. } => self.list(items, *ordered, start.unwrap_or(1)),
            ContentBlock::Quote { text, spans, url, attribution } => {
                self.html.push_str("<blockquote");
                if let Some(url) = url.as_deref().filter(|url| is_safe(url)) {
                    attribute(&mut self.html, "cite", url);
                }
                self.html.push('>');
                self.element("p", text, spans);
                if let Some(name) = attribution.as_deref().filter(|name| !text.contains(*name)) {
                    self.html.push_str("<footer>— ");
                    escape(&mut self.html, name);
                    self.html.push_str("</footer>\n");
                }
                self.html.push_str("</blockquote>\n");
            }
            ContentBlock::Code { text, language } => {
                self.html.push_str("<pre><code");
                if let Some(language) = language {
                    attribute(&mut self.html, "class", &format!("language-{language}"));
                }
                self.html.push('>');
                escape(&mut self.html, text);
                self.html.push_str("</code></pre>\n");
            }
            ContentBlock::Table { header, rows, cells, .. } => self.table(header, rows, cells),
            ContentBlock::DefinitionList { entries, .. } => {
                self.html.push_str("<dl>\n");
                for entry in entries {
                    if !entry.term.is_empty() {
                        self.element("dt", &entry.term, &entry.term_spans);
                    }
                    if !entry.description.is_empty() {
                        self.element("dd", &entry.description, &entry.description_spans);
                    }
                }
                self.html.push_str("</dl>\n");
            }
            ContentBlock::Embed { url, title, .. } => {
                let link = person(title.as_deref().unwrap_or(url), Some(url));
                self.html.push_str(&format!("<p>{link}</p>\n"));
            }
            ContentBlock::Image { url, alt, caption, credit, link, .. } => {
                self.image(url, alt.as_deref(), [caption.as_deref(), credit.as_deref()], link.as_deref());
            }
        }
    }

    /// Closes what the next block does not stand in.
    fn leave(&mut self, role: Option<Role>) {
        if self.folded && role != Some(Role::Details) {
            self.html.push_str("</details>\n");
            self.folded = false;
        }
        if self.inside.is_some() && self.inside != role {
            self.html.push_str("</aside>\n");
            self.inside = None;
        }
    }

    fn paragraph(&mut self, text: &str, spans: &[Inline], role: Option<Role>) {
        match role {
            Some(Role::Summary) => {
                self.html.push_str("<details open>\n");
                self.element("summary", text, spans);
                self.folded = true;
            }
            Some(Role::Note | Role::Tip | Role::Important | Role::Warning | Role::Caution) => {
                if self.inside.is_none() {
                    self.html.push_str(&format!("<aside class=\"callout {}\">\n", box_name(role)));
                    self.inside = role;
                }
                self.element("p", text, spans);
            }
            _ => self.element("p", text, spans),
        }
    }

    /// An element that holds text with its parts.
    fn element(&mut self, name: &str, text: &str, spans: &[Inline]) {
        let words = inline(text, spans);
        self.html.push_str(&format!("<{name}>{words}</{name}>\n"));
    }

    fn note(&mut self, note: &str, text: &str, spans: &[Inline]) {
        self.notes.push((note.to_owned(), inline(text, spans)));
    }

    fn list(&mut self, items: &[ListItem], ordered: bool, start: u32) {
        for item in items {
            if let Some(note) = &item.note {
                self.note(note, &item.text, &item.spans);
            }
        }
        // The lists that are open: each with its depth and whether it is numbered.
        let mut open: Vec<(u8, bool)> = Vec::new();
        for item in items.iter().filter(|item| item.note.is_none()) {
            while let Some((_, ordered)) = open.pop_if(|(depth, _)| *depth > item.depth) {
                self.end_list(ordered);
            }
            let numbered = if item.depth == 0 { ordered || item.ordered } else { item.ordered };
            if item.continues && open.last().is_some_and(|(depth, _)| *depth == item.depth) {
                self.html.push_str(&inline(&item.text, &item.spans));
                continue;
            }
            // An item with a number of its own begins another list in the same place.
            if item.start.is_some()
                && let Some((_, ordered)) = open.pop_if(|(depth, _)| *depth == item.depth)
            {
                self.end_list(ordered);
            }
            if open.last().is_some_and(|(depth, _)| *depth == item.depth) {
                self.html.push_str("</li>\n");
            } else {
                self.html.push_str(if numbered { "<ol" } else { "<ul" });
                let start = item.start.unwrap_or(if item.depth == 0 { start } else { 1 });
                if numbered && start != 1 {
                    attribute(&mut self.html, "start", &start.to_string());
                }
                self.html.push_str(">\n");
                open.push((item.depth, numbered));
            }
            let task = item.checked.map_or("", |done| if done { "☑ " } else { "☐ " });
            self.html.push_str(&format!("<li>{task}{}", inline(&item.text, &item.spans)));
        }
        while let Some((_, ordered)) = open.pop() {
            self.end_list(ordered);
        }
    }

    fn end_list(&mut self, ordered: bool) {
        self.html.push_str(if ordered { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
    }

    fn table(&mut self, header: &[String], rows: &[Vec<String>], cells: &[Cell]) {
        self.html.push_str("<div class=\"table\"><table>\n");
        if header.is_empty() {
            self.html.push_str("<tbody>\n");
        }
        for line in cells::lines(header, rows, cells) {
            self.html.push_str(if line.heads { "<thead>\n<tr>" } else { "<tr>" });
            for slot in line.slots {
                let name = if line.heads || slot.heads { "th" } else { "td" };
                self.html.push_str(&format!("<{name}"));
                for (name, span) in [("colspan", slot.columns), ("rowspan", slot.rows)] {
                    if span > 1 {
                        attribute(&mut self.html, name, &span.to_string());
                    }
                }
                self.html.push_str(&format!(">{}</{name}>", inline(slot.text, slot.spans)));
            }
            self.html.push_str(if line.heads { "</tr>\n</thead>\n<tbody>\n" } else { "</tr>\n" });
        }
        self.html.push_str("</tbody>\n</table></div>\n");
    }

    fn image(&mut self, url: &str, alt: Option<&str>, below: [Option<&str>; 2], link: Option<&str>) {
        if !is_safe(url) {
            return;
        }
        self.html.push_str("<figure>");
        let link = link.filter(|link| is_safe(link));
        if let Some(link) = link {
            self.html.push_str("<a");
            attribute(&mut self.html, "href", link);
            self.html.push('>');
        }
        self.html.push_str("<img");
        attribute(&mut self.html, "src", url);
        attribute(&mut self.html, "alt", unsaid(alt, &below));
        self.html.push_str(if link.is_some() { "></a>" } else { ">" });
        let words: Vec<&str> = below.into_iter().flatten().collect();
        if !words.is_empty() {
            self.html.push_str("<figcaption>");
            escape(&mut self.html, &words.join(" "));
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }
}

/// The class of a box set apart.
fn box_name(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Tip) => "tip",
        Some(Role::Important) => "important",
        Some(Role::Warning) => "warning",
        Some(Role::Caution) => "caution",
        _ => "note",
    }
}

fn role_of(block: &ContentBlock) -> Option<Role> {
    match block {
        ContentBlock::Paragraph { role, .. } => Some(role.unwrap_or(Role::Caption)),
        ContentBlock::Heading { .. } => Some(Role::Caption),
        _ => None,
    }
}

/// A name, with its page.
fn person(name: &str, url: Option<&str>) -> String {
    let mut link = String::new();
    match url.filter(|url| is_safe(url)) {
        Some(url) => {
            link.push_str("<a");
            attribute(&mut link, "href", url);
            link.push('>');
            escape(&mut link, name);
            link.push_str("</a>");
        }
        None => escape(&mut link, name),
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::compose::tests::composed;

    fn html(page: &str) -> String {
        let mut article = crate::extract("");
        let content = composed(page);
        (article.text, article.blocks) = (content.text, content.blocks);
        let html = to_html(&article);
        html.trim_start_matches("<article>\n").trim_end_matches("</article>\n").to_owned()
    }

    #[test]
    fn blocks_are_elements_with_their_parts() {
        for (page, expected) in [
            ("<h3>a &lt;b&gt;</h3>", "<h3>a &lt;b&gt;</h3>\n"),
            (
                "<p>a <a href='/x?b=1&amp;c' onclick=d>e <i>f</i></a><br>g",
                "<p>a <a href=\"https://example.org/x?b=1&amp;c\">e <em>f</em></a><br>\ng</p>\n",
            ),
            ("<p><a href=javascript:a>b</a>", "<p>b</p>\n"),
            (
                "<ul><li>a<ol start=3><li>b</ol><li>c</ul>",
                "<ul>\n<li>a<ol start=\"3\">\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>\n",
            ),
            (
                "<ul><li>a<ol start=3><li>b</ol><ol start=7><li>c</ol></ul>",
                "<ul>\n<li>a<ol start=\"3\">\n<li>b</li>\n</ol>\n<ol start=\"7\">\n<li>c</li>\n</ol>\n</li>\n</ul>\n",
            ),
            ("<ul><li>a<ul><li>b</ul>c<li>d</ul>", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\nc</li>\n<li>d</li>\n</ul>\n"),
            ("<ol start=3><li>a</ol>", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
            ("<pre class=language-c>a\n &lt;b></pre>", "<pre><code class=\"language-c\">a\n &lt;b&gt;</code></pre>\n"),
            (
                "<table><tr><th colspan=2>a<tr><th>b<td><b>c</b></table>",
                "<div class=\"table\"><table>\n<thead>\n<tr><th colspan=\"2\">a</th></tr>\n</thead>\n<tbody>\n<tr><th>b</th><td><strong>c</strong></td></tr>\n</tbody>\n</table></div>\n",
            ),
            ("<dl><dt>a<dd>b</dl>", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"),
            (
                "<p>a</p><figure><img src=/i.png alt='\"b\"'><figcaption>c</figure>",
                "<p>a</p>\n<figure><img src=\"https://example.org/i.png\" alt=\"&quot;b&quot;\"><figcaption>c</figcaption></figure>\n",
            ),
            (
                "<p>a</p><a href='/x?y&z'><img src=/i.png></a><p>b</p>",
                "<p>a</p>\n<figure><a href=\"https://example.org/x?y&amp;z\"><img src=\"https://example.org/i.png\" alt=\"\"></a></figure>\n<p>b</p>\n",
            ),
            (
                "<p>a<sup><a href=#n>1</a></sup><p id=n>b",
                "<p>a<sup><a href=\"#note-1\">1</a></sup></p>\n<section class=\"notes\">\n<ol>\n<li id=\"note-1\">b</li>\n</ol>\n</section>\n",
            ),
        ] {
            assert_eq!(html(page), expected, "{page}");
        }
    }

    #[test]
    fn a_callers_own_addresses_are_held_to_the_same_rule() {
        let mut article = crate::extract("");
        let image = |url: &str| ContentBlock::Image {
            text: String::new(),
            url: url.to_owned(),
            alt: None,
            caption: None,
            credit: None,
            link: Some(url.to_owned()),
        };
        article.blocks = vec![image("javascript:a"), image("data:b"), image("c.png")];
        let written = to_html(&article);
        assert_eq!((written.matches("<img").count(), written.matches("<a ").count()), (1, 1));
    }
}
