//! Decides how an article is written as TEI, the XML that corpus linguists work with. From the article alone; it uses
//! elements of the guidelines (P5) only where they allow them: a heading opens a division, notes stand between blocks.

mod inline;

use super::alternative::unsaid;
use super::cells;
use super::html::{attribute, escape};
use crate::article::{Article, Cell, ContentBlock, Inline, ListItem};
use inline::{anchor, inline, pointer};

/// The article as a TEI document of its own.
pub fn to_tei(article: &Article) -> String {
    let mut writer = Writer { xml: String::new(), levels: Vec::new(), empty: true };
    writer.document(article);
    // Two code points that the common rules let pass are no characters of XML.
    writer.xml.replace(['\u{FFFE}', '\u{FFFF}'], "")
}

struct Writer {
    xml: String,
    /// The levels of the headings whose divisions are open, each inside of the one before.
    levels: Vec<u8>,
    /// Whether the innermost division, or the body before the first, holds nothing yet.
    empty: bool,
}

impl Writer {
    fn document(&mut self, article: &Article) {
        self.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"");
        if let Some(language) = &article.language {
            attribute(&mut self.xml, "xml:lang", language);
        }
        self.xml.push_str(">\n<teiHeader>\n<fileDesc>\n<titleStmt>\n");
        self.element("title", article.title.as_deref().unwrap_or_default());
        for author in &article.authors {
            self.element("author", &author.name);
        }
        self.xml.push_str("</titleStmt>\n<publicationStmt>\n");
        let publisher = article.site_name.as_deref().or(article.hostname.as_deref());
        self.element("publisher", publisher.unwrap_or("unknown"));
        self.date(article.published.as_deref());
        if let Some(license) = &article.license {
            self.xml.push_str("<availability>");
            self.element("licence", license);
            self.xml.push_str("</availability>\n");
        }
        self.xml.push_str("</publicationStmt>\n<sourceDesc>\n<bibl>");
        self.element("title", article.title.as_deref().unwrap_or_default());
        if let Some(url) = article.canonical_url.as_deref().or(article.url.as_deref()) {
            self.xml.push_str("<ref");
            attribute(&mut self.xml, "target", &pointer(url));
            self.xml.push('>');
            escape(&mut self.xml, url);
            self.xml.push_str("</ref>\n");
        }
        self.date(article.published.as_deref());
        self.xml.push_str("</bibl>\n</sourceDesc>\n</fileDesc>\n");
        self.profile(article);
        self.xml.push_str("</teiHeader>\n<text>\n<body>\n");
        if article.blocks.is_empty() {
            for text in article.text.split("\n\n").filter(|text| !text.is_empty()) {
                self.piece("p", text, &[]);
            }
        }
        article.blocks.iter().for_each(|block| self.block(block));
        self.end(0);
        self.fill();
        self.xml.push_str("</body>\n</text>\n</TEI>\n");
    }

    fn profile(&mut self, article: &Article) {
        let terms: Vec<&String> = article.categories.iter().chain(&article.tags).collect();
        if article.description.is_none() && article.language.is_none() && terms.is_empty() {
            return;
        }
        self.xml.push_str("<profileDesc>\n");
        if let Some(description) = &article.description {
            self.xml.push_str("<abstract>");
            self.element("p", description);
            self.xml.push_str("</abstract>\n");
        }
        if let Some(language) = &article.language {
            self.xml.push_str("<langUsage><language");
            attribute(&mut self.xml, "ident", language);
            self.xml.push('>');
            escape(&mut self.xml, language);
            self.xml.push_str("</language></langUsage>\n");
        }
        if !terms.is_empty() {
            self.xml.push_str("<textClass><keywords>\n");
            terms.iter().for_each(|term| self.element("term", term));
            self.xml.push_str("</keywords></textClass>\n");
        }
        self.xml.push_str("</profileDesc>\n");
    }

    fn date(&mut self, date: Option<&str>) {
        if let Some(date) = date {
            self.xml.push_str("<date");
            // The schema wants a date, or a time with seconds; the day is what every form has.
            attribute(&mut self.xml, "when", date.get(..10).unwrap_or(date));
            self.xml.push('>');
            escape(&mut self.xml, date);
            self.xml.push_str("</date>\n");
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        self.xml.push_str(&format!("<{name}>"));
        escape(&mut self.xml, text);
        self.xml.push_str(&format!("</{name}>\n"));
    }

    fn piece(&mut self, name: &str, text: &str, spans: &[Inline]) {
        let words = inline(text, spans);
        self.xml.push_str(&format!("<{name}>{words}</{name}>\n"));
        self.empty = false;
    }

    /// Writes an empty paragraph where a division, or the body, has no content yet: the schema wants some.
    fn fill(&mut self) {
        if self.empty {
            self.xml.push_str("<p/>\n");
        }
    }

    /// Ends the divisions of this level and below; each must hold something.
    fn end(&mut self, level: u8) {
        while self.levels.pop_if(|open| *open >= level).is_some() {
            self.fill();
            self.xml.push_str("</div>\n");
            self.empty = false;
        }
    }

    fn block(&mut self, block: &ContentBlock) {
        match block {
            ContentBlock::Heading { text, spans, level, .. } => {
                self.end(*level);
                self.xml.push_str("<div>\n");
                self.piece("head", text, spans);
                self.levels.push(*level);
                self.empty = true;
                return;
            }
            ContentBlock::Paragraph { text, spans, note: Some(note), .. } => self.note(note, text, spans),
            ContentBlock::Paragraph { text, spans, .. } => self.piece("p", text, spans),
            ContentBlock::List { items, ordered, .. } => self.list(items, *ordered),
            ContentBlock::Quote { text, spans, .. } => {
                self.xml.push_str("<quote>");
                self.piece("p", text, spans);
                self.xml.push_str("</quote>\n");
            }
            ContentBlock::Code { text, language } => self.code(text, language.as_deref()),
            ContentBlock::Table { header, rows, cells, .. } => self.table(header, rows, cells),
            ContentBlock::DefinitionList { entries, .. } => {
                self.xml.push_str("<list type=\"gloss\">\n");
                for entry in entries {
                    self.piece("label", &entry.term, &entry.term_spans);
                    self.piece("item", &entry.description, &entry.description_spans);
                }
                self.xml.push_str("</list>\n");
            }
            ContentBlock::Embed { url, title, .. } => {
                self.xml.push_str("<p><ref");
                attribute(&mut self.xml, "target", &pointer(url));
                self.xml.push('>');
                escape(&mut self.xml, title.as_deref().unwrap_or(url));
                self.xml.push_str("</ref></p>\n");
            }
            ContentBlock::Image { url, alt, caption, credit, link, .. } => {
                if let Some(link) = link {
                    self.xml.push_str("<p><ref");
                    attribute(&mut self.xml, "target", &pointer(link));
                    self.xml.push('>');
                }
                self.xml.push_str("<figure>");
                let words: Vec<&str> = [caption, credit].into_iter().flatten().map(String::as_str).collect();
                if !words.is_empty() {
                    self.element("head", &words.join(" "));
                }
                let alt = unsaid(alt.as_deref(), &[caption.as_deref(), credit.as_deref()]);
                if !alt.is_empty() {
                    self.element("figDesc", alt);
                }
                self.xml.push_str("<graphic");
                attribute(&mut self.xml, "url", &pointer(url));
                self.xml.push_str("/></figure>");
                self.xml.push_str(if link.is_some() { "</ref></p>\n" } else { "\n" });
            }
        }
        self.empty = false;
    }

    fn code(&mut self, text: &str, language: Option<&str>) {
        self.xml.push_str("<p><code");
        if let Some(language) = language {
            attribute(&mut self.xml, "lang", language);
        }
        self.xml.push_str(" xml:space=\"preserve\">");
        escape(&mut self.xml, text);
        self.xml.push_str("</code></p>\n");
    }

    fn note(&mut self, note: &str, text: &str, spans: &[Inline]) {
        self.xml.push_str("<note place=\"bottom\"");
        attribute(&mut self.xml, "xml:id", &anchor(note));
        self.xml.push('>');
        self.xml.push_str(&inline(text, spans));
        self.xml.push_str("</note>\n");
        // A note alone is no content of a division; a paragraph is.
        self.fill();
    }

    fn list(&mut self, items: &[ListItem], ordered: bool) {
        for item in items {
            if let Some(note) = &item.note {
                self.note(note, &item.text, &item.spans);
            }
        }
        let mut open: Vec<u8> = Vec::new();
        for item in items.iter().filter(|item| item.note.is_none()) {
            while open.pop_if(|depth| *depth > item.depth).is_some() {
                self.xml.push_str("</item>\n</list>\n");
            }
            if item.continues && open.last() == Some(&item.depth) {
                self.xml.push_str(&inline(&item.text, &item.spans));
                continue;
            }
            if open.last() == Some(&item.depth) {
                self.xml.push_str("</item>\n");
            } else {
                let numbered = if item.depth == 0 { ordered } else { item.ordered };
                self.xml.push_str(if numbered { "<list rend=\"numbered\">\n" } else { "<list rend=\"bulleted\">\n" });
                open.push(item.depth);
            }
            self.xml.push_str("<item");
            if let Some(done) = item.checked {
                attribute(&mut self.xml, "rend", if done { "checked" } else { "unchecked" });
            }
            self.xml.push_str(&format!(">{}", inline(&item.text, &item.spans)));
        }
        while open.pop().is_some() {
            self.xml.push_str("</item>\n</list>\n");
        }
    }

    fn table(&mut self, header: &[String], rows: &[Vec<String>], cells: &[Cell]) {
        self.xml.push_str("<table>\n");
        for line in cells::lines(header, rows, cells) {
            self.xml.push_str(if line.heads { "<row role=\"label\">" } else { "<row>" });
            for slot in line.slots {
                self.xml.push_str("<cell");
                if slot.heads {
                    attribute(&mut self.xml, "role", "label");
                }
                for (name, span) in [("cols", slot.columns), ("rows", slot.rows)] {
                    if span > 1 {
                        attribute(&mut self.xml, name, &span.to_string());
                    }
                }
                self.xml.push_str(&format!(">{}</cell>", inline(slot.text, slot.spans)));
            }
            self.xml.push_str("</row>\n");
        }
        self.xml.push_str("</table>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::compose::tests::composed;

    fn body(page: &str) -> String {
        let mut article = crate::extract("");
        let content = composed(page);
        (article.text, article.blocks) = (content.text, content.blocks);
        let tei = to_tei(&article);
        tei.split_once("<body>\n").unwrap().1.split_once("</body>").unwrap().0.to_owned()
    }

    #[test]
    fn headings_open_divisions_and_divisions_hold_something() {
        assert_eq!(
            body("<p>a</p><h2>b</h2><p>c &amp; <b>d</b></p><h2>e</h2>"),
            "<p>a</p>\n<div>\n<head>b</head>\n<p>c &amp; <hi rend=\"bold\">d</hi></p>\n</div>\n<div>\n<head>e</head>\n<p/>\n</div>\n"
        );
        assert_eq!(
            body("<h2>a</h2><h3>b</h3><p>c</p><h2>d</h2><p>e</p>"),
            "<div>\n<head>a</head>\n<div>\n<head>b</head>\n<p>c</p>\n</div>\n</div>\n<div>\n<head>d</head>\n<p>e</p>\n</div>\n"
        );
        assert_eq!(body(""), "<p/>\n");
    }

    #[test]
    fn lists_tables_and_links_have_elements_of_their_own() {
        assert_eq!(
            body("<ul><li>a<ol><li><a href='/x?a=1&amp;b=2'>b</a></ol></ul>"),
            "<list rend=\"bulleted\">\n<item>a<list rend=\"numbered\">\n<item><ref target=\"https://example.org/x?a=1&amp;b=2\">b</ref></item>\n</list>\n</item>\n</list>\n"
        );
        assert_eq!(
            body("<table><tr><th>a<th>b<tr><td colspan=2>c</table>"),
            "<table>\n<row role=\"label\"><cell>a</cell><cell>b</cell></row>\n<row><cell cols=\"2\">c</cell></row>\n</table>\n"
        );
        assert_eq!(
            body("<p><a href='http://[::1]/x?a[b]=c|d#%_%20#g'>e</a></p>"),
            "<p><ref target=\"http://[::1]/x?a%5Bb%5D=c%7Cd#%25_%20%23g\">e</ref></p>\n"
        );
        assert_eq!(
            body("<ul><li>a<ul><li>b</ul>c</ul>"),
            "<list rend=\"bulleted\">\n<item>a<list rend=\"bulleted\">\n<item>b</item>\n</list>\nc</item>\n</list>\n"
        );
        assert_eq!(
            body("<p><code>a <a href=/x>b</a></code>"),
            "<p><code>a</code> <ref target=\"https://example.org/x\"><code>b</code></ref></p>\n"
        );
        assert_eq!(
            body("<p>a</p><a href=/x><img src=/i.png></a><p>b"),
            "<p>a</p>\n<p><ref target=\"https://example.org/x\"><figure><graphic url=\"https://example.org/i.png\"/></figure></ref></p>\n<p>b</p>\n"
        );
        assert_eq!(body("<p>a<br><code>b<i>c</i></code>"), "<p>a<lb/>\n<code>bc</code></p>\n");
    }
}
