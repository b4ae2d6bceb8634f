//! Laws of Markdown: read again by a parser of CommonMark and GitHub's additions, it says what the article's blocks say,
//! to the letter: text, headings, links, lists, code and tables.

use std::fs;
use std::path::PathBuf;

use dechrome::article::{ContentBlock, Definition, Inline, InlineKind, ListItem, Role};
use dechrome::{Article, write};
use proptest::prelude::*;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What is compared, in the order of the document.
#[derive(Debug, Default, PartialEq)]
struct Said {
    /// All text but for white space; footnotes apart, since they stand at the end.
    text: String,
    notes: Vec<String>,
    headings: Vec<(u8, String)>,
    links: Vec<String>,
    /// Each item's lists around it, whether its own is numbered, and its text.
    items: Vec<(usize, bool, String)>,
    code: Vec<(String, String)>,
    /// The texts of the cells that hold any, by row.
    rows: Vec<Vec<String>>,
    boxes: Vec<&'static str>,
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// What a parser reads.
fn read(markdown: &str) -> Said {
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
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => words = text.into_string(),
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

impl Said {
    /// The text of a block as Markdown shows it: formulas by their TeX, marks of footnotes by their label.
    fn shown(&mut self, text: &str, spans: &[Inline]) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut shown = String::new();
        let (mut at, mut linked) = (0, 0);
        for span in spans {
            let (start, end) = (span.start as usize, span.end as usize);
            let whole = match (span.kind, &span.tex) {
                (InlineKind::Link, _) if start >= linked => {
                    self.links.push(escaped(span.url.as_deref().unwrap()));
                    linked = end;
                    None
                }
                (InlineKind::BackReference, _) => Some(String::new()),
                (InlineKind::NoteReference, _) => Some(format!("[^{}]", label(span.note.as_deref().unwrap()))),
                (InlineKind::Math, Some(tex)) if !tex.contains('$') => Some(tex.clone()),
                _ => None,
            };
            if let Some(whole) = whole.filter(|_| start >= at) {
                shown.extend(&characters[at..start]);
                shown.push_str(&whole);
                at = end;
            }
        }
        shown.extend(&characters[at..]);
        squeezed(&shown)
    }

    fn item(&mut self, item: &ListItem, open: &mut Vec<u8>) {
        let shown = self.shown(&item.text, &item.spans);
        if item.note.is_some() {
            return self.notes.push(shown);
        }
        while open.pop_if(|depth| *depth > item.depth).is_some() {}
        if item.continues {
            let whole = self.items.iter_mut().rfind(|(depth, ..)| *depth == open.len());
            whole.expect("an item before").2.push_str(&shown);
            return self.text.push_str(&shown);
        }
        if open.last() != Some(&item.depth) {
            open.push(item.depth);
        }
        self.items.push((open.len(), item.ordered, shown.clone()));
        self.text.push_str(&shown);
    }
}

fn escaped(url: &str) -> String {
    let mut escaped = url.to_owned();
    for (sign, code) in [("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C"), (" ", "%20")] {
        escaped = escaped.replace(sign, code);
    }
    escaped
}

fn label(note: &str) -> String {
    note.chars().filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_')).collect()
}

/// The name of a box set apart.
fn box_name(role: Option<Role>) -> Option<&'static str> {
    Some(match role? {
        Role::Note => "NOTE",
        Role::Tip => "TIP",
        Role::Important => "IMPORTANT",
        Role::Warning => "WARNING",
        Role::Caution => "CAUTION",
        _ => return None,
    })
}

/// What the article's blocks say.
fn meant(article: &Article) -> Said {
    let mut said = Said::default();
    if let Some(title) = &article.title {
        said.headings.push((1, squeezed(title)));
        said.text.push_str(&squeezed(title));
    }
    let mut inside = None;
    // The page's own headline is the title, wherever it stands; a heading below the text only when it is of the first level.
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut headline = article.title.as_deref().map(words);
    let mut begun = false;
    for (at, block) in article.blocks.iter().enumerate() {
        let before = std::mem::take(&mut inside);
        // The fence of the code below says it.
        if let (ContentBlock::Paragraph { text, .. }, Some(ContentBlock::Code { language: Some(language), .. })) =
            (block, article.blocks.get(at + 1))
            && text.trim().eq_ignore_ascii_case(language)
        {
            continue;
        }
        begun |= matches!(block, ContentBlock::Paragraph { .. } | ContentBlock::Quote { .. });
        match block {
            ContentBlock::Heading { text, level, .. }
                if headline.as_ref() == Some(&words(text)) && (*level == 1 || !begun) =>
            {
                headline = None;
            }
            ContentBlock::Heading { text, level, spans } => {
                let shown = said.shown(text, spans);
                said.headings.push((*level, shown.clone()));
                said.text.push_str(&shown);
            }
            ContentBlock::Paragraph { text, spans, note, role } => {
                let shown = said.shown(text, spans);
                let name = box_name(*role);
                inside = name;
                if let Some(kind) = name.filter(|_| before != name) {
                    said.boxes.push(kind);
                    // A reader sees the kind of box as its title.
                    if shown.eq_ignore_ascii_case(kind) {
                        continue;
                    }
                }
                match note {
                    Some(_) => said.notes.push(shown),
                    None => said.text.push_str(&shown),
                }
            }
            ContentBlock::List { items, .. } => {
                let mut open = Vec::new();
                items.iter().for_each(|item| said.item(item, &mut open));
            }
            ContentBlock::Quote { text, spans, attribution, .. } => {
                let shown = said.shown(text, spans);
                said.text.push_str(&shown);
                if let Some(name) = attribution.as_ref().filter(|name| !text.contains(*name)) {
                    said.text.push_str(&squeezed(&format!("—{name}")));
                }
            }
            ContentBlock::Code { text, language } => {
                said.code.push((language.clone().unwrap_or_default(), format!("{text}\n")));
                said.text.push_str(&squeezed(text));
            }
            ContentBlock::Table { header, rows, cells, .. } => {
                let all = [header].into_iter().filter(|header| !header.is_empty()).chain(rows);
                for (at, row) in all.enumerate() {
                    let spans = |column: usize| {
                        let cell = cells.iter().find(|cell| (cell.row, cell.column) == (at as u32, column as u32));
                        cell.map_or(&[][..], |cell| &cell.spans)
                    };
                    let shown: Vec<String> =
                        row.iter().enumerate().map(|(column, text)| said.shown(text, spans(column))).collect();
                    said.text.push_str(&shown.concat());
                    said.rows.push(shown.into_iter().filter(|text| !text.is_empty()).collect());
                }
            }
            ContentBlock::DefinitionList { entries, .. } => {
                for entry in entries {
                    let term = said.shown(&entry.term, &entry.term_spans);
                    let description = said.shown(&entry.description, &entry.description_spans);
                    said.text.extend([term, description]);
                }
            }
            ContentBlock::Embed { url, title, .. } => {
                said.links.push(escaped(url));
                said.text.push_str(&squeezed(title.as_deref().unwrap_or(url)));
            }
            ContentBlock::Image { alt, caption, credit, link, .. } => {
                said.links.extend(link.as_deref().map(escaped));
                [alt, caption, credit].into_iter().flatten().for_each(|text| said.text.push_str(&squeezed(text)));
            }
            _ => {}
        }
    }
    said.rows.retain(|row| !row.is_empty());
    said
}

fn articles() -> Vec<(PathBuf, Article)> {
    let folders = fs::read_dir("corpus").unwrap().map(|entry| entry.unwrap().path());
    let read = |folder: PathBuf| Some((folder.clone(), fs::read(folder.join("page.html")).ok()?));
    let pages = folders.filter_map(read).map(|(folder, page)| (folder, dechrome::extract_bytes(&page, None)));
    pages.filter(|(_, article)| !article.text.is_empty()).collect()
}

#[test]
fn markdown_says_what_the_blocks_say() {
    let articles = articles();
    assert!(articles.len() > 60, "the corpus is missing");
    for (path, article) in articles {
        let markdown = write::to_markdown(&article);
        pretty(&read(&markdown), &meant(&article), &format!("{}\n{markdown}", path.display()));
    }
}

/// Compares part by part, which says more than one long line.
fn pretty(found: &Said, meant: &Said, about: &str) {
    assert_eq!(found.headings, meant.headings, "{about}");
    assert_eq!(found.links, meant.links, "{about}");
    assert_eq!(found.items, meant.items, "{about}");
    assert_eq!(found.code, meant.code, "{about}");
    assert_eq!(found.rows, meant.rows, "{about}");
    assert_eq!(found, meant, "{about}");
}

/// Pieces of text that Markdown may take for its own.
fn text() -> impl Strategy<Value = String> {
    let signs = [
        "a",
        "b1",
        "é",
        "雨",
        " ",
        " ",
        " ",
        "\n",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "~",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "&",
        "&amp;",
        "#",
        "##",
        "1.",
        "2)",
        "-",
        "+",
        "|",
        "\\",
        "$",
        ":",
        "://",
        "http://a.b",
        "[^1]",
        "[x]",
        "<b>",
        "---",
        "===",
        "```",
        "~~~",
        "|-|",
        "    ",
        "\t",
        ".",
        "\"",
        "^",
        "@",
        "{",
        "}",
        "=",
    ];
    let piece = prop::sample::select(signs.to_vec());
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat().trim().to_owned())
}

fn spans(text: &str, cuts: (usize, usize), kind: InlineKind) -> Vec<Inline> {
    let length = text.chars().count();
    let (one, other) = (cuts.0 % (length + 1), cuts.1 % (length + 1));
    let (start, end) = (one.min(other) as u32, one.max(other) as u32);
    let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    // What the extraction never gives: parts with white space at their ends, or across lines.
    if start == end || words.trim() != words || words.contains('\n') {
        return Vec::new();
    }
    let url = (kind == InlineKind::Link).then(|| "https://example.org/a_(b)".to_owned());
    let tex = (kind == InlineKind::Math).then(|| "x]:_1".to_owned());
    vec![Inline { start, end, kind, url, note: None, tex }]
}

/// 300 cases, or more where `PROPTEST_CASES` asks for them.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { failure_persistence: None, cases: asked.cases.max(300), ..asked }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read_again_as_itself(
        texts in prop::collection::vec(text(), 6),
        cuts in (0..20_usize, 0..20_usize),
        kind in prop::sample::select(vec![
            InlineKind::Link, InlineKind::Emphasis, InlineKind::Strong, InlineKind::Code, InlineKind::Deleted,
            InlineKind::Subscript, InlineKind::Math,
        ]),
    ) {
        let line = |at: usize| texts[at].split_whitespace().collect::<Vec<_>>().join(" ");
        let item = |at: usize, depth: u8, ordered: bool| ListItem {
            text: texts[at].clone(), depth, ordered, checked: None, start: None, continues: false, spans: spans(&texts[at], cuts, kind), note: None,
        };
        let mut article = dechrome::extract("");
        article.title = Some(line(0)).filter(|title| !title.is_empty());
        article.blocks = vec![
            ContentBlock::Heading { text: line(1), level: 2, spans: spans(&line(1), cuts, kind) },
            ContentBlock::Paragraph { text: texts[2].clone(), spans: spans(&texts[2], cuts, kind), note: None, role: None },
            ContentBlock::List { text: String::new(), ordered: true, items: vec![item(3, 0, true), item(4, 1, false)], start: None },
            ContentBlock::Quote { text: texts[5].clone(), spans: spans(&texts[5], cuts, kind), attribution: Some(line(0)).filter(|name| !name.is_empty()), url: None },
            ContentBlock::Table { text: String::new(), header: vec![line(1), line(2)], rows: vec![vec![line(3), line(4)]], cells: Vec::new() },
            ContentBlock::DefinitionList { text: String::new(), entries: vec![Definition {
                term: line(3), description: texts[4].clone(),
                term_spans: spans(&line(3), cuts, kind), description_spans: spans(&texts[4], cuts, kind),
            }] },
            ContentBlock::Image {
                text: String::new(), url: "https://example.org/i".to_owned(), alt: None,
                caption: Some(line(1)), credit: Some(line(5)), link: Some("https://example.org/l".to_owned()),
            },
        ];
        // Blocks that say nothing are no blocks.
        article.blocks.retain(|block| match block {
            ContentBlock::List { items, .. } => items.iter().all(|item| !item.text.is_empty()),
            ContentBlock::Table { header, rows, .. } => header.iter().chain(&rows[0]).all(|cell| !cell.is_empty()),
            ContentBlock::DefinitionList { .. } | ContentBlock::Image { .. } => true,
            block => !block.text().is_empty(),
        });
        let markdown = write::to_markdown(&article);
        pretty(&read(&markdown), &meant(&article), &markdown);
    }
}
