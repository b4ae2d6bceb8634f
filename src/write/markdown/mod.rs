//! Decides how an article is written as GitHub flavoured Markdown. From the article alone, for the command line and for
//! callers of the library.

mod escape;
mod front_matter;
mod inline;
mod list;

use crate::article::{Article, Cell, ContentBlock, Definition, Inline, ListItem, Role};
use crate::write::alternative::unsaid;
use crate::write::cells::{self, Slot};
use crate::write::clean::{self, clean};
use crate::write::headline::headline;
use escape::alternative;
pub use front_matter::to_front_matter;

/// The article as Markdown: the title as a first heading, then its blocks. Nothing in the page's text is taken for
/// Markdown or HTML.
pub fn to_markdown(article: &Article) -> String {
    let mut writer = Writer::default();
    let title = article.title.as_deref().map(escape::inline).filter(|title| !title.is_empty());
    if let Some(title) = &title {
        writer.heading(title, 1);
    }
    if article.blocks.is_empty() {
        article.text.split("\n\n").for_each(|text| writer.paragraph(text, &[], None));
    }
    let headline = headline(article);
    for (at, block) in article.blocks.iter().enumerate() {
        let label = article.blocks.get(at + 1).is_some_and(|next| is_label(block, next));
        if Some(at) != headline && !label {
            writer.block(block);
        }
    }
    writer.notes();
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Whether the last block was a list, and its second set of markers was used: two lists in a row would else be one.
    list: Option<bool>,
    /// The footnotes met, which stand at the end: their labels and their texts.
    notes: Vec<(String, String)>,
    /// The box that the last paragraph stood in.
    inside: Option<Role>,
}

impl Writer {
    fn block(&mut self, block: &ContentBlock) {
        let role = match block {
            ContentBlock::Paragraph { role, .. } => *role,
            _ => None,
        };
        let inside = std::mem::replace(&mut self.inside, role);
        match block {
            ContentBlock::Heading { text, level, spans } => self.heading(&inline::line(text, spans), *level),
            ContentBlock::Paragraph { text, spans, note: Some(note), .. } => self.note(note, text, spans),
            ContentBlock::Paragraph { text, spans, role, .. } => match role.and_then(alert) {
                Some(name) if !clean::line(text).is_empty() => self.alert(name, text, spans, inside == *role),
                _ => self.paragraph(text, spans, *role),
            },
            ContentBlock::List { items, start, .. } => self.list(items, start.unwrap_or(1)),
            ContentBlock::Quote { text, spans, attribution, .. } => {
                self.quote(text, spans, attribution.as_deref().filter(|name| !text.contains(*name)));
            }
            ContentBlock::Code { text, language } => self.code(text, language.as_deref()),
            ContentBlock::Table { header, rows, cells, .. } => self.table(header, rows, cells),
            ContentBlock::DefinitionList { entries, .. } => entries.iter().for_each(|entry| self.definition(entry)),
            ContentBlock::Embed { url, title, .. } => {
                self.begin();
                let words = title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(url);
                self.line(&["[", &alternative(words), "](", &address(url), ")"]);
            }
            ContentBlock::Image { url, alt, caption, credit, .. } => {
                self.begin();
                let alt = unsaid(alt.as_deref(), &[caption.as_deref(), credit.as_deref()]);
                self.line(&["![", &alternative(alt), "](", &address(url), ")"]);
                let parts: Vec<String> =
                    [caption, credit].into_iter().flatten().map(|part| escape::inline(part)).collect();
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

    fn paragraph(&mut self, source: &str, spans: &[Inline], role: Option<Role>) {
        let text = inline::lines(source, spans, "\\\n", false);
        if !text.is_empty() {
            self.begin();
            match role {
                Some(Role::Summary) if !text.contains('\n') => self.line(&[&inline::strong(source, spans)]),
                _ => self.line(&[&text]),
            }
        }
    }

    fn quote(&mut self, text: &str, spans: &[Inline], attribution: Option<&str>) {
        self.begin();
        let mut words = inline::lines(text, spans, "\\\n", false);
        if let Some(name) = attribution {
            words.push_str(&format!("\\\n— {}", escape::inline(name)));
        }
        for line in words.lines() {
            self.line(&["> ", line]);
        }
    }

    /// A box of its own; paragraphs of one box stand together.
    fn alert(&mut self, name: &str, text: &str, spans: &[Inline], again: bool) {
        if again {
            // What follows the box's name alone needs no line between.
            if !self.text.ends_with("]\n") {
                self.line(&[">"]);
            }
        } else {
            self.begin();
            self.line(&["> [!", name, "]"]);
            // A reader sees the kind of box as its title; the page's own words for it would say it twice.
            if text.trim().eq_ignore_ascii_case(name) {
                return;
            }
        }
        for line in inline::lines(text, spans, "\\\n", false).lines() {
            self.line(&["> ", line]);
        }
    }

    fn list(&mut self, items: &[ListItem], start: u32) {
        for item in items {
            if let Some(note) = &item.note {
                self.note(note, &item.text, &item.spans);
            }
        }
        if items.iter().any(|item| item.note.is_none()) {
            let second = self.list == Some(false);
            self.begin();
            list::write(&mut self.text, items, start, second);
            self.list = Some(second);
        }
    }

    fn note(&mut self, note: &str, text: &str, spans: &[Inline]) {
        self.notes.push((label(note), inline::lines(text, spans, "\\\n    ", false)));
    }

    /// Writes the footnotes at the end.
    fn notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.begin();
        }
        for (label, text) in notes {
            self.line(&["[^", &label, "]: ", &text]);
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

    fn table(&mut self, header: &[String], rows: &[Vec<String>], cells: &[Cell]) {
        self.begin();
        let lines = cells::expanded(cells::lines(header, rows, cells));
        let columns = lines.iter().map(|line| line.slots.len()).max().unwrap_or(0);
        let written = |slot: &Slot<'_>| inline::cell(slot.text, slot.spans);
        let (head, body) = match lines.split_first() {
            Some((head, body)) if head.heads => (head.slots.as_slice(), body),
            _ => (&[][..], lines.as_slice()),
        };
        // Only the header must have every column; shorter rows are left short, or one long row would cost a square.
        let missing = std::iter::repeat_n(String::new(), columns - head.len());
        self.row(head.iter().map(written).chain(missing));
        self.row(std::iter::repeat_n("---".to_owned(), columns));
        for line in body {
            self.row(line.slots.iter().map(written));
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
        let term = inline::strong(&entry.term, &entry.term_spans);
        let description = inline::lines(&entry.description, &entry.description_spans, "\\\n", false);
        match (term.is_empty(), description.is_empty()) {
            (true, _) => self.line(&[&description]),
            (false, true) => self.line(&[&term]),
            (false, false) => self.line(&[&term, "\\\n", &description]),
        }
    }
}

/// Whether a line only names the language of the code below it, which its fence says.
fn is_label(block: &ContentBlock, next: &ContentBlock) -> bool {
    match (block, next) {
        (ContentBlock::Paragraph { text, .. }, ContentBlock::Code { language: Some(language), .. }) => {
            text.trim().eq_ignore_ascii_case(language)
        }
        _ => false,
    }
}

/// The name of a box set apart.
fn alert(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Note => "NOTE",
        Role::Tip => "TIP",
        Role::Important => "IMPORTANT",
        Role::Warning => "WARNING",
        Role::Caution => "CAUTION",
        _ => return None,
    })
}

/// A footnote's label without what would end it.
fn label(note: &str) -> String {
    note.chars().filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_')).collect()
}

/// An address as a link's target: nothing in it may end the target.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for (at, character) in url.char_indices() {
        match character {
            // A character reference is read in an address as everywhere.
            '&' if escape::is_reference(url.get(at + 1..).unwrap_or_default()) => address.push_str("\\&"),
            // Two dollars would make a formula of what stands between.
            '$' => address.push_str("\\$"),
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
    fn links_emphasis_and_code_stand_in_the_text() {
        for (html, expected) in [
            ("a <a href='/b (c)'>d [e]</a>", "a [d \\[e\\]](https://example.org/b%20%28c%29)\n"),
            ("<em>a</em> <strong>b <i>c</i></strong>", "*a* **b *c***\n"),
            ("re<b>mark</b>able, <b>(a)</b>b", "re**mark**able, <strong>(a)</strong>b\n"),
            ("<b>a</b><i>b</i>", "**a**<em>b</em>\n"),
            ("<code>a</code><code>b</code>", "`ab`\n"),
            ("<code>a*`b</code> <del>c</del> H<sub>2</sub>O", "``a*`b`` ~~c~~ H<sub>2</sub>O\n"),
            ("<b>a<br>b</b>", "**a**\\\n**b**\n"),
            ("<i># a</i>", "*\\# a*\n"),
            ("<a href='/x?a&amp;amp;b&amp;c'>a</a>", "[a](https://example.org/x?a\\&amp;b&c)\n"),
            ("$5 <a href=/x$>a</a>", "$5 [a](https://example.org/x\\$)\n"),
            ("<a href=/x><code>a|b</code></a>", "[`a|b`](https://example.org/x)\n"),
            ("a <math alttext='x_1'><mi>x</mi></math> b", "a $x_1$ b\n"),
            ("a <img class=tex alt=x src=x> b, <img class=tex alt=y src=y>, c", "a $x$ b, $y$, c\n"),
            // Beside a mark that is punctuation, emphasis inside a word is not read as such.
            ("a<i><code>b</code></i>c <b><i><code>d</code></i></b>", "a<em>`b`</em>c ***`d`***\n"),
            ("<b>a(<i>\"b\"</i>)</b>", "**a(<em>\"b\"</em>)**\n"),
            // Links inside code are links all the same.
            ("<code><a href=/x>a</a></code>", "[`a`](https://example.org/x)\n"),
            ("<code>a(b: <a href=/x>c</a> )</code>", "`a(b:` [`c`](https://example.org/x) `)`\n"),
        ] {
            assert_eq!(markdown(&format!("<p>{html}</p>")), expected, "{html}");
        }
        assert_eq!(markdown("<h2>a <a href=/x>b</a></h2>"), "## a [b](https://example.org/x)\n");
        assert_eq!(
            markdown("<table><tr><th>a<th>b<tr><td><b>c</b><td><code>d|e</code></table>"),
            "| a | b |\n| --- | --- |\n| **c** | `d\\|e` |\n"
        );
        assert_eq!(
            markdown("<ul><li><b>a</b> b<li><a href=/c>c</a></ul>"),
            "- **a** b\n- [c](https://example.org/c)\n"
        );
    }

    #[test]
    fn footnotes_stand_at_the_end() {
        let html = "<p>a<sup><a href=#n1 id=r1>1</a></sup></p><ol><li id=n1>b <a href=#r1>↩</a></ol><p>[^c]";
        assert_eq!(markdown(html), "a[^1]\n\n\\[^c]\n\n[^1]: b\n");
    }

    #[test]
    fn a_list_may_begin_later() {
        assert_eq!(markdown("<ol start=4><li>a<li>b</ol>"), "4. a\n5. b\n");
        assert_eq!(markdown("<ul><li>a<ol start=4><li>b<li>c</ol><li>d</ul>"), "- a\n  4. b\n  5. c\n- d\n");
    }

    #[test]
    fn lists_nest_by_indentation() {
        assert_eq!(
            markdown("<ol><li>a<ul><li>b<br>c<ol><li>d</ol></ul><li>e<ol><li>f</ol></ol><p>g</p><ul><li>h"),
            "1. a\n   - b\\\n     c\n     1. d\n2. e\n   1. f\n\ng\n\n- h\n"
        );
    }

    #[test]
    fn an_item_goes_on_behind_its_inner_list() {
        assert_eq!(markdown("<ol><li>a<ul><li>b</ul># c<li>d</ol>"), "1. a\n   - b\n\n   \\# c\n2. d\n");
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
    fn a_fence_names_the_language_once() {
        assert_eq!(markdown("<p>JS</p><pre class=language-js>a</pre><p>JS"), "```js\na\n```\n\nJS\n");
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
        let same = "<p>a</p><figure><img src=i.jpg alt=C><figcaption>c.</figcaption></figure>";
        assert_eq!(markdown(same), "a\n\n![](https://example.org/i.jpg)\n\n*c.*\n");
    }

    #[test]
    fn definitions_are_bold_terms_with_text() {
        assert_eq!(markdown("<dl><dt>a<dd>b<dd>c<dt>d</dl>"), "**a**\\\nb\n\nc\n\n**d**\n");
    }
}
