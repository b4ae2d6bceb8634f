//! Decides what a parser of CommonMark and GitHub's additions reads in Markdown. For the laws, which compare it with what was
//! meant.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What is compared, in the order of the document.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    /// All text but for white space; footnotes apart, since they stand at the end.
    pub text: String,
    pub notes: Vec<String>,
    pub headings: Vec<(u8, String)>,
    pub links: Vec<String>,
    /// Each item's lists around it, whether its own is numbered, and its text.
    pub items: Vec<(usize, bool, String)>,
    pub code: Vec<(String, String)>,
    /// The texts of the cells that hold any, by row.
    pub rows: Vec<Vec<String>>,
    pub boxes: Vec<&'static str>,
}

/// A text without its white space.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// What a parser reads.
pub fn read(markdown: &str) -> Said {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let mut said = Said::default();
    let mut lists: Vec<bool> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut heading, mut code, mut note, mut cell) = (None, None, false, false);
    for event in Parser::new_ext(markdown, options) {
        let mut words = String::new();
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level as u8, String::new())),
            Event::End(TagEnd::Heading(_)) => said.headings.extend(heading.take()),
            Event::Start(Tag::Link { dest_url, .. }) => said.links.push(dest_url.into_string()),
            Event::Start(Tag::List(first)) => lists.push(first.is_some()),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                open.push(said.items.len());
                said.items.push((lists.len(), *lists.last().unwrap(), String::new()));
            }
            Event::End(TagEnd::Item) => drop(open.pop()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                code = Some((language.into_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => said.code.extend(code.take()),
            Event::Start(Tag::BlockQuote(Some(kind))) => said.boxes.push(match kind {
                BlockQuoteKind::Note => "NOTE",
                BlockQuoteKind::Tip => "TIP",
                BlockQuoteKind::Important => "IMPORTANT",
                BlockQuoteKind::Warning => "WARNING",
                BlockQuoteKind::Caution => "CAUTION",
            }),
            Event::Start(Tag::FootnoteDefinition(_)) => {
                note = true;
                said.notes.push(String::new());
            }
            Event::End(TagEnd::FootnoteDefinition) => note = false,
            Event::Start(Tag::TableHead | Tag::TableRow) => said.rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                cell = true;
                said.rows.last_mut().unwrap().push(String::new());
            }
            Event::End(TagEnd::TableCell) => {
                cell = false;
                let row = said.rows.last_mut().unwrap();
                row.pop_if(|text| text.is_empty());
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                words = text.into_string()
            }
            Event::FootnoteReference(label) => words = format!("[^{label}]"),
            Event::InlineHtml(html) | Event::Html(html) => {
                let known = ["sub", "sup", "em", "strong", "del", "br"];
                let name = html.trim_matches(['<', '/', '>']);
                assert!(known.contains(&name), "HTML that nobody wrote: {html}");
            }
            _ => {}
        }
        if let Some((_, exact)) = &mut code {
            exact.push_str(&words);
        }
        let words = squeezed(&words);
        if let Some((_, text)) = &mut heading {
            text.push_str(&words);
        }
        if let Some(item) = open.last() {
            said.items[*item].2.push_str(&words);
        }
        if cell {
            said.rows.last_mut().unwrap().last_mut().unwrap().push_str(&words);
        }
        match said.notes.last_mut().filter(|_| note) {
            Some(text) => text.push_str(&words),
            None => said.text.push_str(&words),
        }
    }
    said.rows.retain(|row| !row.is_empty());
    said
}
