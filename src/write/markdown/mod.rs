//! Decides how an article is written as GitHub flavoured Markdown. From the article alone, for the command line and for
//! callers of the library.

mod escape;
mod list;

use crate::article::{Article, ContentBlock, Definition};
use crate::write::clean::clean;
use escape::{alternative, cell, escape, inline};

/// The article as Markdown: the title as a first heading, then its blocks. Nothing in the page's text is taken for
/// Markdown or HTML.
pub fn to_markdown(article: &Article) -> String {
    let mut writer = Writer::default();
    let title = article.title.as_deref().map(inline).filter(|title| !title.is_empty());
    if let Some(title) = &title {
        writer.heading(title, 1);
    }
    if article.blocks.is_empty() {
        article.text.split("\n\n").for_each(|text| writer.paragraph(text));
    }
    for (at, block) in article.blocks.iter().enumerate() {
        // The page's own headline need not follow the title.
        let same = matches!(block, ContentBlock::Heading { text, .. } if title.as_ref() == Some(&inline(text)));
        if at > 0 || !same {
            writer.block(block);
        }
    }
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Whether the last block was a list, and its second set of markers was used: two lists in a row would else be one.
    list: Option<bool>,
}

impl Writer {
    fn block(&mut self, block: &ContentBlock) {
        match block {
            ContentBlock::Heading { text, level, .. } => self.heading(&inline(text), *level),
            ContentBlock::Paragraph { text, .. } => self.paragraph(text),
            ContentBlock::List { items, .. } => {
                let second = self.list == Some(false);
                self.begin();
                list::write(&mut self.text, items, second);
                self.list = Some(second);
            }
            ContentBlock::Quote { text, .. } => {
                self.begin();
                for line in escape(text, "\\\n").lines() {
                    self.line(&["> ", line]);
                }
            }
            ContentBlock::Code { text, language } => self.code(text, language.as_deref()),
            ContentBlock::Table { header, rows, .. } => self.table(header, rows),
            ContentBlock::DefinitionList { entries, .. } => entries.iter().for_each(|entry| self.definition(entry)),
            ContentBlock::Embed { url, title, .. } => {
                self.begin();
                let words = title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(url);
                self.line(&["[", &alternative(words), "](", &address(url), ")"]);
            }
            ContentBlock::Image { url, alt, caption, credit, .. } => {
                self.begin();
                self.line(&["![", &alternative(alt.as_deref().unwrap_or_default()), "](", &address(url), ")"]);
                let parts: Vec<String> = [caption, credit].into_iter().flatten().map(|part| inline(part)).collect();
                if !parts.is_empty() {
                    self.begin();
                    self.line(&["*", parts.join(" ").trim(), "*"]);
                }
            }
        }
    }

    /// Sets the next block apart from the last one.
    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.list = None;
    }

    fn line(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str, level: u8) {
        self.begin();
        let marks = "#".repeat(usize::from(level.clamp(1, 6)));
        // A heading may close with more marks, so one that belongs to the text is told apart.
        match text.strip_suffix('#') {
            Some(rest) => self.line(&[&marks, " ", rest, "\\#"]),
            None => self.line(&[&marks, " ", text]),
        }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.begin();
            let text = escape(text, "\\\n");
            self.line(&[&text]);
        }
    }

    fn code(&mut self, text: &str, language: Option<&str>) {
        self.begin();
        let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let plain =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '+' | '#' | '-' | '_' | '.');
        let language = language.filter(|language| language.chars().all(plain)).unwrap_or_default();
        self.line(&[&fence, language]);
        self.line(&[&clean(text)]);
        self.line(&[&fence]);
    }

    fn table(&mut self, header: &[String], rows: &[Vec<String>]) {
        self.begin();
        let columns = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
        // Only the header must have every column; shorter rows are left short, or one long row would cost a square.
        let missing = std::iter::repeat_n(String::new(), columns.saturating_sub(header.len()));
        self.row(header.iter().map(|text| cell(text)).chain(missing));
        self.row(std::iter::repeat_n("---".to_owned(), columns));
        for row in rows {
            self.row(row.iter().map(|text| cell(text)));
        }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        self.text.push('|');
        for cell in cells {
            self.text.push(' ');
            self.text.push_str(&cell);
            self.text.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        self.text.push('\n');
    }

    fn definition(&mut self, entry: &Definition) {
        self.begin();
        let term = inline(&entry.term);
        let description = escape(&entry.description, "\\\n");
        match (term.is_empty(), description.is_empty()) {
            (true, _) => self.line(&[&description]),
            (false, true) => self.line(&["**", &term, "**"]),
            (false, false) => self.line(&["**", &term, "**\\\n", &description]),
        }
    }
}

/// An address as a link's target: nothing in it may end the target.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            ' ' => address.push_str("%20"),
            _ if character.is_control() || character.is_whitespace() => {}
            _ => address.push(character),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use super::*;

    /// The Markdown of a page without its title.
    fn markdown(html: &str) -> String {
        let mut article = crate::extract("");
        let content = composed(html);
        (article.text, article.blocks) = (content.text, content.blocks);
        to_markdown(&article)
    }

    #[test]
    fn the_title_leads_and_is_not_said_twice() {
        let mut article = crate::extract("");
        article.title = Some("A *title*".to_owned());
        article.blocks = composed("<h1>A *title*</h1><h3>b #</h3><p>c<br>d").blocks;
        assert_eq!(to_markdown(&article), "# A \\*title\\*\n\n### b \\#\n\nc\\\nd\n");
        assert_eq!(to_markdown(&crate::extract("")), "");
    }

    #[test]
    fn lists_nest_by_indentation() {
        assert_eq!(
            markdown("<ol><li>a<ul><li>b<br>c<ol><li>d</ol></ul><li>e<ol><li>f</ol></ol><p>g</p><ul><li>h"),
            "1. a\n   - b\\\n     c\n     1. d\n2. e\n   1. f\n\ng\n\n- h\n"
        );
    }

    #[test]
    fn lists_in_a_row_stay_apart() {
        assert_eq!(markdown("<ul><li>a</ul><ul><li>b</ul><ul><li>c</ul>"), "- a\n\n* b\n\n- c\n");
        assert_eq!(markdown("<ol><li>a</ol><ol><li>b</ol>"), "1. a\n\n1) b\n");
    }

    #[test]
    fn quotations_are_marked_on_every_line() {
        assert_eq!(markdown("<blockquote><p>a<p># b</blockquote>"), "> a\\\n> \\# b\n");
    }

    #[test]
    fn a_fence_is_longer_than_any_run_inside() {
        assert_eq!(markdown("<pre class=language-md>```\n  <b>*a*</pre>"), "````md\n```\n  *a*\n````\n");
        assert_eq!(markdown("<pre>a</pre>"), "```\na\n```\n");
    }

    #[test]
    fn tables_have_a_header_and_cells_on_one_line() {
        assert_eq!(
            markdown("<table><tr><th>a|b<th>c<tr><td>d<br>e<td>\\|<tr><td>f</table>"),
            "| a\\|b | c |\n| --- | --- |\n| d<br>e | \\\\\\| |\n| f |\n"
        );
        assert_eq!(
            markdown("<table><tr><td>a<td>b<tr><td>c<td>d</table>"),
            "| | |\n| --- | --- |\n| a | b |\n| c | d |\n"
        );
    }

    #[test]
    fn images_have_their_caption_below() {
        assert_eq!(
            markdown("<p>a</p><figure><img src='i (1).jpg' alt='b]'><figcaption>c*. © D</figcaption></figure><p>e"),
            "a\n\n![b\\]](https://example.org/i%20%281%29.jpg)\n\n*c\\*. © D*\n\ne\n"
        );
    }

    #[test]
    fn definitions_are_bold_terms_with_text() {
        assert_eq!(markdown("<dl><dt>a<dd>b<dd>c<dt>d</dl>"), "**a**\\\nb\n\nc\n\n**d**\n");
    }
}
