//! Tests of what only the whole extraction shows: deadlines, warnings and where the text came from.

use std::time::Duration;

use super::*;

const RAIN: &str = "It rained all day in the harbour, and nobody went out to see the boats come in, although the \
                    band played on the pier until late in the evening. The fish stayed where they were, and the \
                    harbour master wrote nothing in his book but the hour and the height of the tide.";

#[test]
fn a_headline_holds_no_characters_that_a_terminal_obeys() {
    for page in ["z\u{10}e\ne/", "<title>z\u{10}e\u{202E}</title><p>text"] {
        assert_eq!(extract(page).title.as_deref(), Some("ze"), "{page:?}");
    }
}

#[test]
fn a_deadline_ends_the_work_and_is_named() {
    let page = format!("<title>Rain</title><article><p>{RAIN}</p></article>{}", "<p>x".repeat(5000));
    let run = |seconds| Extractor::new(Options::default().deadline(Duration::from_secs(seconds))).extract(&page);
    let article = run(0);
    assert!(article.text.is_empty());
    assert!(article.warnings.iter().all(|warning| warning.contains("deadline")), "{:?}", article.warnings);
    assert_eq!(run(3600), extract(&page));
    let over = Extractor::new(Options::default().deadline(Duration::ZERO)).extract(&format!("{RAIN}\n\n{RAIN}"));
    assert_eq!(over.warnings, ["no article found: the deadline was over before the text was judged"]);
    let long = format!("{RAIN}\n\n{}", "x ".repeat(400_000));
    let tight = Extractor::new(Options::default().deadline(Duration::from_millis(100)));
    for page in [long.clone(), format!("<p>{RAIN}</p><p>{long}</p>")] {
        assert!(tight.extract(&page).warnings.iter().any(|warning| warning.starts_with("deadline near")));
    }
}

#[test]
fn a_long_base_is_not_repeated_in_a_million_links() {
    let base = "x".repeat(100_000);
    let links: String = (0..1000).map(|at| format!("<a href={at}>page {at}</a> ")).collect();
    let article = extract(&format!("<base href=https://example.org/{base}/><p>{RAIN} {links}</p>"));
    assert!(article.warnings.iter().any(|warning| warning.contains("base address")), "{:?}", article.warnings);
    assert!(article.links.iter().all(|link| link.url.len() < 10));
}

#[test]
fn relative_links_are_resolved_against_the_address_that_a_page_declares() {
    let first = |head: &str, url: Option<&str>| {
        let options = Options { url: url.map(str::to_owned), ..Options::default() };
        let page = format!("{head}<p>{RAIN} <a href=x.html>More</a></p>");
        Extractor::new(options).extract(&page).links[0].url.clone()
    };
    let canonical = "<link rel=canonical href=https://example.org/a/b.html>";
    assert_eq!(first(canonical, None), "https://example.org/a/x.html");
    assert_eq!(first("<meta property=og:url content=https://example.org/c/>", None), "https://example.org/c/x.html");
    assert_eq!(first(canonical, Some("https://example.com/")), "https://example.com/x.html");
    assert_eq!(first("<link rel=canonical href=javascript:x()>", None), "x.html");
}

#[test]
fn text_comes_from_structured_data_when_the_document_says_nothing() {
    let data = format!(r#"<script type="application/ld+json">{{"@type":"Article","articleBody":"{RAIN}"}}</script>"#);
    let article = extract(&format!("<title>Rain</title>{data}<div class=spinner>Loading</div>"));
    assert_eq!((article.text.as_str(), article.method), (RAIN, Method::StructuredData));
    assert_eq!(article.title.as_deref(), Some("Rain"));
    assert_eq!(article.warnings, ["text taken from structured data: the visible page says less"]);
    let article = extract(&format!("<title>Rain</title>{data}<article><h1>Rain</h1><p>{RAIN}</p></article>"));
    assert_eq!((article.method, article.warnings.len()), (Method::Dom, 0));
}

#[test]
fn code_that_a_page_was_cut_off_in_is_left_out() {
    let article =
        extract(&format!("rgin: 0; }} .a {{ color: red; }}</style></head><body><article><p>{RAIN}</article>"));
    assert_eq!(article.text, RAIN);
    assert_eq!(article.warnings, ["the page begins inside of a style sheet or script, whose rest was left out"]);
}
