//! No word of an article is invented: each stands in the page's text, in a value of its attributes or in its data scripts,
//! as html5ever's parser and the JSON of the page give them, which share no code with what is tested.

use std::collections::HashSet;
use std::fs;

use dechrome::Article;
use dechrome::article::ContentBlock;
use dechrome::html5ever::tendril::TendrilSink;
use dechrome::html5ever::tree_builder::TreeBuilderOpts;
use dechrome::html5ever::{ParseOpts, parse_document};
use dechrome::markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Every word that a page holds, in small letters.
struct Known {
    words: HashSet<String>,
    /// All texts as they follow each other: elements inside a word do not part it.
    texts: String,
}

/// How often what was read is read again: markup in a string of a data script, whose text has references.
const LAYERS: usize = 3;

impl Known {
    fn of(page: &str) -> Known {
        let mut known = Known { words: HashSet::new(), texts: String::new() };
        let mut layer = vec![page.to_owned(), without_endless_comments(page)];
        for _ in 0..LAYERS {
            let mut found = Vec::new();
            for text in &layer {
                pieces(text, &mut found);
                found.push(unescaped(text));
            }
            layer.iter().for_each(|text| known.add(text));
            layer = found;
        }
        layer.iter().for_each(|text| known.add(text));
        known
    }

    fn add(&mut self, text: &str) {
        self.words.extend(words(text));
        self.texts.push_str(&plain(text).to_lowercase());
        self.texts.push('\n');
    }

    /// The words of a text that the page does not hold.
    fn missing(&self, text: &str) -> Vec<String> {
        words(text).filter(|word| !self.words.contains(word) && !self.texts.contains(word.as_str())).collect()
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let plain = plain(text);
    let words = plain.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}

/// A text without what no reader sees.
fn plain(text: &str) -> String {
    let unseen = |character: &char| {
        matches!(character, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}')
            || matches!(character, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
            || matches!(character, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
    };
    text.chars().filter(|character| !unseen(character)).collect()
}

/// What the strings of a script say, wherever they stand in it.
fn unescaped(script: &str) -> String {
    let mut out = String::new();
    let mut rest = script;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let mut characters = behind.chars();
        let escaped = characters.next();
        let code = escaped.filter(|sign| *sign == 'u').and_then(|_| u32::from_str_radix(behind.get(1..5)?, 16).ok());
        if let Some(code) = code {
            out.extend(char::from_u32(code));
            rest = behind.get(5..).unwrap_or_default();
            continue;
        }
        match escaped {
            Some('n' | 'r' | 't') => out.push(' '),
            Some(other) => out.push(other),
            None => {}
        }
        rest = characters.as_str();
    }
    out + rest
}

/// Elements whose text a browser never shows.
const UNSEEN: [&str; 3] = ["script", "style", "title"];
/// Elements whose text is drawn but may be none of the page's.
const APART: [&str; 5] = ["svg", "math", "select", "textarea", "button"];

/// The texts of a page as they follow each other: all, those that are drawn, and those that are the page's own; and the
fn parsed(page: &str) -> RcDom {
    // Without scripts, as an extractor reads it: what stands in `noscript` is markup.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(page)
}

/// A page whose comments without an end are over with the next `>`, as it is read when they hide it.
fn without_endless_comments(page: &str) -> String {
    let mut page = page.to_owned();
    loop {
        let dom = parsed(&page);
        let mut open = vec![dom.document.clone()];
        let mut endless = None;
        while let Some(node) = open.pop() {
            if let NodeData::Comment { contents } = &node.data
                && page.ends_with(&format!("<!--{contents}"))
            {
                endless = Some(contents.to_string());
            }
            open.extend(node.children.borrow().iter().cloned());
        }
        let Some(hidden) = endless else { return page };
        page.truncate(page.len() - hidden.len() - "<!--".len());
        page.push_str(hidden.split_once('>').map_or("", |(_, shown)| shown));
    }
}

/// values of its attributes.
fn pieces(page: &str, found: &mut Vec<String>) {
    let dom = parsed(page);
    let mut texts = [String::new(), String::new(), String::new()];
    let mut open: Vec<(Handle, usize)> = vec![(dom.document.clone(), texts.len())];
    while let Some((node, mut joins)) = open.pop() {
        match &node.data {
            NodeData::Text { contents } => {
                texts.iter_mut().take(joins).for_each(|text| text.push_str(&contents.borrow()));
            }
            NodeData::Element { name, attrs, template_contents, .. } => {
                let of = |names: &[&str]| names.contains(&&*name.local);
                joins = joins.min(if of(&UNSEEN) { 1 } else { 3 }).min(if of(&APART) { 2 } else { 3 });
                found.extend(attrs.borrow().iter().map(|attribute| attribute.value.to_string()));
                open.extend(template_contents.borrow().iter().map(|contents| (contents.clone(), 1)));
            }
            _ => {}
        }
        open.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), joins)));
    }
    found.extend(texts);
}

/// Everything in an article that comes from the page's words. Dates are exempt, for they are written in another form, and
/// so is what is told of the page and not by it.
fn said(article: &Article) -> String {
    let mut said = vec![article.text.clone()];
    said.extend([&article.title, &article.site_name, &article.description].into_iter().flatten().cloned());
    said.extend(article.authors.iter().map(|author| author.name.clone()));
    said.extend(article.categories.iter().chain(&article.tags).cloned());
    said.extend(article.blocks.iter().map(|block| block.text().to_owned()));
    for block in &article.blocks {
        match block {
            ContentBlock::Image { alt, caption, credit, .. } => {
                said.extend([alt, caption, credit].into_iter().flatten().cloned());
            }
            ContentBlock::Table { header, rows, .. } => {
                said.extend(header.iter().chain(rows.iter().flatten()).cloned())
            }
            ContentBlock::Quote { attribution, .. } => said.extend(attribution.clone()),
            _ => {}
        }
    }
    for comment in &article.comments {
        said.extend(comment.author.iter().cloned().chain([comment.text.clone()]));
    }
    said.extend(article.links.iter().map(|link| link.text.clone()));
    said.extend(article.related.iter().map(|related| related.title.clone()));
    said.join("\n")
}

#[test]
fn no_word_of_a_corpus_page_is_invented() {
    let mut pages = 0;
    for folder in fs::read_dir("corpus").unwrap().map(|entry| entry.unwrap().path()) {
        for name in ["page.html", "page.txt"] {
            let Ok(bytes) = fs::read(folder.join(name)) else { continue };
            let Ok(page) = String::from_utf8(bytes) else { continue };
            let article = dechrome::extract(&page);
            assert_eq!(Known::of(&page).missing(&said(&article)), Vec::<String>::new(), "{}", folder.display());
            pages += usize::from(!article.text.is_empty());
        }
    }
    assert!(pages > 30, "the corpus is missing");
}

#[test]
fn what_a_page_does_not_say_is_missed() {
    let known =
        Known::of("<p title='caf&eacute; one'>re<b>mark</b>able<script>{\"a\":\"<i>t&#119;o\\u0021</i>\"}</script>");
    assert_eq!(known.missing("Remarkable CAFÉ one, two!"), Vec::<String>::new());
    assert_eq!(known.missing("remarkable three onetwo"), ["three", "onetwo"]);
}

/// Pieces of pages: text in which every word is told apart, and what stands around, between and inside words.
fn piece() -> impl Strategy<Value = String> {
    const MARKUP: [&str; 66] = [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=/x>",
        "</a>",
        "<ul><li>",
        "</ul>",
        "<ol><li>",
        "</ol>",
        "<li>",
        "<table><tr><td>",
        "<td>",
        "<tr><th>",
        "</table>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<br>",
        "<hr>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<dl><dt>",
        "<dd>",
        "</dl>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<img src=/a.jpg alt='harbour view'>",
        "<template>",
        "</template>",
        "<noscript>",
        "</noscript>",
        "<svg><title>",
        "</svg>",
        "<select><option>",
        "</select>",
        "<!--",
        "-->",
        "<style>",
        "</style>",
        "<article>",
        "</article>",
        "<title>Rain</title>",
        "<span class=byline>By ",
        "</span>",
        "<sup><a href='#n'>1</a></sup>",
        "<details><summary>",
        "</details>",
        "<q>",
        "</q>",
        "<time datetime=2024-05-06>",
        "</time>",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<button>",
    ];
    const TEXT: [&str; 16] = [
        "It rained all day in the harbour, and nobody went out to see the boats. ",
        "The mate wrote the hour in his log, with the height of the tide. ",
        "one",
        "two ",
        " three",
        "&amp;",
        "caf&eacute; ",
        "&#1078;&#x44d;",
        "&nbsp;",
        "日本語の文章です。",
        "نص عربي. ",
        "a\u{301}",
        "\u{ad}",
        "READ MORE: the boats",
        "Share",
        "&lt;b&gt;",
    ];
    const DATA: [&str; 4] = [
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Tide and wind\",\"author\":\"Ann Lee\",\
         \"articleBody\":\"The gulls followed a trawler that came in from the open sea with its nets.\"}</script>",
        "<script>window.__STATE__={\"post\":{\"body\":\"<p>Forty crews w\\u0061ited for the doctor who was held up.</p>\"}}</script>",
        "<meta name=author content='Tom Reed'><meta property=og:title content='Wind &amp; tide'>",
        "<meta name=keywords content='boats, tide'><meta property=og:site_name content='The Pier'>",
    ];
    prop_oneof![
        6 => proptest::sample::select(MARKUP.to_vec()),
        6 => proptest::sample::select(TEXT.to_vec()),
        1 => proptest::sample::select(DATA.to_vec()),
    ]
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_241_129),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_word_of_a_soup_is_invented(pieces in prop::collection::vec(piece(), 0..60)) {
        let page = pieces.concat();
        let article = dechrome::extract(&page);
        prop_assert_eq!(Known::of(&page).missing(&said(&article)), Vec::<String>::new(), "{}", page);
    }
}
