//! Laws of Markdown: read again by a parser of CommonMark and GitHub's additions, it says what the article's blocks say,
//! to the letter: text, headings, links, lists, code and tables.

mod meant;
mod said;

use std::fs;
use std::path::PathBuf;

use dechrome::article::{ContentBlock, Definition, Inline, InlineKind, ListItem};
use dechrome::{Article, write};
use meant::meant;
use proptest::prelude::*;
use said::{Said, read};

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
