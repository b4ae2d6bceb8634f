//! Laws that hold for every input: no panic, the same bytes out, strict JSON, all in a small stack. `invented` looks for
//! invented words.

use std::fs;
use std::path::PathBuf;
use std::thread;

use dechrome::options::{Favour, Parser, Source};
use dechrome::{Article, Extractor, Options, write};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The stack that the whole extraction must fit in.
const STACK: usize = 256 << 10;

fn extract_in_small_stack(bytes: Vec<u8>) -> Article {
    let work = move || dechrome::extract_bytes(&bytes, None);
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

fn extract_text_in_small_stack(page: String) -> Article {
    let work = move || dechrome::extract(&page);
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let folders = fs::read_dir("corpus").unwrap().map(|entry| entry.unwrap().path());
    let pages = folders.flat_map(|folder| [folder.join("page.html"), folder.join("page.txt")]);
    let mut found: Vec<_> = pages.filter_map(|path| fs::read(&path).ok().map(|bytes| (path, bytes))).collect();
    found.sort();
    assert!(found.len() > 30, "the corpus is missing");
    found
}

/// Pieces that make pages go wrong when they meet.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<b>",
        "</b>",
        "<i>",
        "<a href=/x>",
        "</a>",
        "<ul><li>",
        "</ul>",
        "<svg><title>",
        "</svg>",
        "<math><mi>",
        "<template>",
        "</template>",
        "<noscript>",
        "</noscript>",
        "<select><option>",
        "</select>",
        "<pre>\n  ",
        "</pre>",
        "<br>",
        "<br><br>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":",
        "</script>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#x0;",
        "&nbsp;",
        "<td colspan=1000000000>",
        "<frameset>",
        "<form>",
        "<title>Boats</title>",
        "<meta charset=utf-8>",
        "<body class='cookie consent'>",
        "READ MORE: ",
        "Share",
        "12 Comments",
        "A sentence of some length that reads like the text of an article, as it should. ",
        "日本語の文章です。",
        "نص عربي. ",
        "\u{0}",
        "\u{202e}",
        "\u{feff}",
        "\u{ad}",
        "a\u{301}",
        "<img src=x.png srcset='a 1x, b 2x'>",
        "<dl><dt>",
        "<dd>",
    ];
    prop_oneof![
        8 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9 .,<>&;'\"=/!-]{0,24}",
        1 => any::<String>(),
    ]
}

/// The elements that a report is made of; none of them loads or runs anything.
const REPORT_ELEMENTS: [&str; 38] = [
    "a", "b", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "h1", "h2", "h3", "header",
    "html", "i", "input", "label", "legend", "li", "main", "ol", "p", "path", "section", "small", "span", "strong",
    "summary", "svg", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

proptest! {
    // A fixed seed, so that a check of a change fails by the change alone; fuzzing looks for what it never tried.
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_190_920),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn tag_soup_gives_one_strict_json_document(pieces in prop::collection::vec(piece(), 0..60)) {
        let page = pieces.concat();
        let article = extract_text_in_small_stack(page.clone());
        let json = write::to_json(&article, false);
        let read: Article = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &article);
        prop_assert!(!json.contains('\n'));
        prop_assert_eq!(&article, &dechrome::extract(&page));
    }

    #[test]
    fn a_report_holds_no_element_but_its_own(pieces in prop::collection::vec(piece(), 0..60)) {
        let article = Extractor::new(Options::default().explain(true).source(Source::Html)).extract(&pieces.concat());
        let report = write::to_report(&article);
        let body = report.split_once("<body>").unwrap().1;
        for tag in body.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap();
            prop_assert!(REPORT_ELEMENTS.contains(&name), "<{tag}");
        }
        prop_assert_eq!(report.matches("<li id=\"b").count(), article.explain.map_or(0, |blocks| blocks.len()));
    }

    #[test]
    fn any_bytes_give_an_article_or_a_warning(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let article = extract_in_small_stack(bytes);
        prop_assert!(!article.text.is_empty() || !article.warnings.is_empty());
    }
}

#[test]
fn every_corpus_page_gives_the_same_bytes_on_any_thread_and_in_any_order() {
    let pages = corpus();
    let extractor = Extractor::new(Options::default().explain(true));
    let run = |bytes: &[u8]| write::to_json(&extractor.extract_bytes(bytes, None), false);
    let forwards: Vec<String> = pages.iter().map(|(_, bytes)| run(bytes)).collect();
    let backwards: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = pages.iter().rev().map(|(_, bytes)| scope.spawn(|| run(bytes))).collect();
        workers.into_iter().rev().map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(forwards, backwards);
}

#[test]
fn only_the_favoured_mistake_changes_which_blocks_are_kept() {
    let text = |options: Options, page: &str| Extractor::new(options).extract(page).text;
    let mut moved = [0, 0];
    for (path, bytes) in corpus() {
        let Ok(page) = String::from_utf8(bytes) else { continue };
        let plain = text(Options::default(), &page);
        for options in [
            Options::default().explain(true),
            Options::default().id("a").url("https://www.example.org/b/c"),
            Options::default().parser(Parser::Html5ever),
        ] {
            assert_eq!(text(options, &page), plain, "{}", path.display());
        }
        if path.ends_with("page.txt") {
            continue;
        }
        let html = |favour| text(Options::default().source(Source::Html).favour(favour), &page);
        let lengths = [Favour::Precision, Favour::Balance, Favour::Recall].map(|favour| html(favour).len());
        moved[0] += usize::from(lengths[0] < lengths[1]);
        moved[1] += usize::from(lengths[2] > lengths[1]);
    }
    assert!(moved[0] > 5 && moved[1] > 5, "{moved:?}");
}

#[test]
fn the_text_does_not_depend_on_how_the_bytes_are_written() {
    for (path, bytes) in corpus() {
        let Ok(page) = String::from_utf8(bytes) else { continue };
        if page.contains('\r') || page.trim().is_empty() {
            continue;
        }
        let text = dechrome::extract_bytes(page.as_bytes(), None).text;
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(page.bytes()).collect();
        assert_eq!(dechrome::extract_bytes(&utf16, None).text, text, "{} as UTF-16", path.display());
        assert_eq!(dechrome::extract_bytes(&marked, None).text, text, "{} with a mark", path.display());
        let lines = page.replace('\n', "\r\n");
        assert_eq!(dechrome::extract_bytes(lines.as_bytes(), None).text, text, "{} with CRLF", path.display());
        let article = dechrome::extract(&page);
        // A comment would make a page of what is none.
        if page.trim_start().starts_with('<') {
            let commented = dechrome::extract(&format!("{page}<!-- The harbour ends here. -->"));
            assert_eq!(commented, article, "{} with a comment behind it", path.display());
        }
    }
}

#[test]
fn deep_and_wide_pages_keep_their_article_in_a_small_stack() {
    let article =
        "<p>The boats came back at noon, and the whole harbour went down to see what they had caught that day.</p>"
            .repeat(4);
    for (open, count) in [
        ("<div>", 100_000),
        ("<b>", 20_000),
        ("<ul><li>", 50_000),
        ("<blockquote>", 50_000),
        ("<table><tr><td>", 20_000),
        ("<span></span>", 200_000),
    ] {
        let page = format!("{}{article}", open.repeat(count));
        let found = extract_in_small_stack(page.into_bytes());
        assert!(found.text.contains("The boats came back"), "{open}: {:?}", found.warnings);
    }
}
