//! Every family of hostile pages, small: no panic, no overflow of a small stack, an output in proportion to the input,
//! and the article that stands beside the hostile part is still found. `examples/hostile.rs` measures them large.

#[path = "reliability/families.rs"]
mod families;

use std::thread;

use dechrome::options::Limits;
use dechrome::{Article, Extractor, Options, write};
use families::{ARTICLE, FAMILIES, FOUND};

/// The stack that the whole extraction must fit in: 256 KiB in a release build. Without optimisation the 128 levels that
/// the JSON reader allows need more.
const STACK: usize = if cfg!(debug_assertions) { 2 << 20 } else { 256 << 10 };
/// Bytes of a page: far beyond every limit on depth, formatting and attributes.
const SIZE: usize = 16_000;

fn extract(page: String) -> Article {
    let work = move || dechrome::extract_bytes(page.as_bytes(), None);
    thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread").join().expect("no panic")
}

#[test]
fn every_family_has_a_name_of_its_own() {
    let mut names: Vec<&str> = FAMILIES.iter().map(|family| family.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn every_family_gives_an_article_in_proportion_to_the_page() {
    let mut lost = Vec::new();
    for family in FAMILIES.iter() {
        let page = family.page(SIZE);
        let (length, has_article) = (page.len(), page.contains(ARTICLE));
        let article = extract(page);
        let written = write::to_json(&article, false).len() + write::to_markdown(&article).len();
        // A definition of four bytes becomes some forty in JSON; anything that multiplies by more is a mistake.
        assert!(written < 32 * length, "{}: {written} bytes of {length}", family.name);
        if has_article && !article.text.contains(FOUND) {
            lost.push(family.name);
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn an_article_in_elements_of_its_own_is_found_beside_a_flood() {
    let (headline, text) = ARTICLE.split_once("<p>").unwrap();
    let text = format!("<p>{text}");
    let places = [
        format!("<main>{headline}<div>{text}</div></main>"),
        format!("<div><header>{headline}</header><section>{text}</section></div>"),
        format!("<table><tr><td><table><tr><td>{headline}{text}</table></table>"),
        format!("<div><template shadowrootmode=open>{headline}{text}</template></div>"),
    ];
    let floods = [
        ("<form>", "<label>Name of it<input></label>", "</form>"),
        ("<pre>", "let x = f(y, z);\n", "</pre>"),
        ("<div>", "<span>word</span> ", "</div>"),
        ("<ul>", "<li>An item of a list", "</ul>"),
        ("<div hidden>", "<p>It rained all day in the harbour, and nobody went out to see.</p>", "</div>"),
    ];
    let mut lost = Vec::new();
    for (place, article) in places.iter().enumerate() {
        for (open, unit, close) in floods {
            let flood = format!("{open}{}{close}", unit.repeat(40_000 / unit.len()));
            for page in [format!("<body>{flood}{article}"), format!("<body>{article}{flood}")] {
                if !extract(page).text.contains(FOUND) {
                    lost.push((place, open));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn limits_are_named_when_they_are_reached() {
    let mut limits = Limits::default();
    (limits.depth, limits.formatting, limits.attributes, limits.nodes) = (100, 4, 3, 2_000);
    (limits.input, limits.output) = (50_000, 500);
    let extractor = Extractor::new(Options::default().limits(limits));
    let paragraph = "<p>The boats came back at noon, and the whole harbour went down to see what they had caught.</p>";
    for (page, named) in [
        ("<div>".repeat(1000), "depth limit of 100"),
        ("<p><b class=x>".repeat(10), "formatting limit of 4"),
        ("<p a=1 b=2 c=3 d=4>".to_owned(), "attribute limit of 3"),
        ("<br>".repeat(3000), "node limit of 2000"),
        (" ".repeat(60_000), "input limit of 50000"),
        ((0..40).map(|at| paragraph.replace("noon", &format!("{at} o'clock"))).collect(), "output limit of 500"),
    ] {
        let article = extractor.extract(&format!("<article>{paragraph}</article>{page}"));
        assert!(article.warnings.iter().any(|warning| warning.contains(named)), "{named}: {:?}", article.warnings);
        assert!(article.text.contains("The boats came back"), "{named}");
    }
}

#[test]
fn an_explanation_ends_at_its_limit() {
    let mut limits = Limits::default();
    limits.explained = 5;
    let extractor = Extractor::new(Options::default().limits(limits).explain(true));
    let text = "A line of text.\n\n".repeat(8);
    for (page, listed, warned) in [("<p>Rain".repeat(6), 5, true), ("<p>Rain".repeat(5), 5, false), (text, 5, true)] {
        let article = extractor.extract(&page);
        assert_eq!(article.explain.map(|blocks| blocks.len()), Some(listed));
        assert_eq!(article.warnings.iter().any(|warning| warning.contains("explanation limit of 5")), warned, "{page}");
    }
}

#[test]
fn a_flood_of_tiny_elements_is_bounded_and_the_article_behind_it_keeps_its_own() {
    // What stays open of the second one would be opened again in each paragraph of the article.
    for flood in ["<br>".repeat(200_000), "<a href=/x><b><i>".repeat(60_000)] {
        let article = extract(format!("<title>Rain</title><body>{flood}<article>{ARTICLE}</article>"));
        assert!(
            article.warnings.iter().any(|warning| warning.contains("density limit of 40")),
            "{:?}",
            article.warnings
        );
        assert!(article.text.starts_with("The boats came back at noon, and the whole harbour"), "{}", article.text);
        assert_eq!(article.text.matches("\n\n").count(), 2, "{}", article.text);
    }
}

#[test]
fn what_is_dropped_of_a_flood_is_not_the_article_beside_it() {
    for (open, unit, times) in [
        // Cells of one letter, which would become one paragraph of a hundred thousand words.
        ("<table>", "<tr><td><b><i>x", 60_000),
        ("", "<nobr>x", 250_000),
        // Of the same kind as the article's own elements.
        ("<div>", "<p>x", 150_000),
        ("", "<font size=1><p>x", 80_000),
    ] {
        let page = format!("<title>Rain</title><body>{open}{}<article>{ARTICLE}</article>", unit.repeat(times));
        let article = extract(page);
        let said = |what: &str| article.warnings.iter().any(|warning| warning.contains(what));
        assert!(said("density limit of 40") && said("had just been said"), "{unit}: {:?}", article.warnings);
        for paragraph in ["The boats came back at noon, and", "Nobody had expected them", "The harbour master wrote"] {
            let begins = article.text.split("\n\n").any(|block| block.starts_with(paragraph));
            assert!(begins, "{unit}: {paragraph}");
        }
    }
}

#[test]
fn limits_can_be_as_small_and_as_large_as_can_be() {
    let page = format!(
        "<title>Rain</title><script type='application/ld+json'>{{\"@type\":\"Article\"}}</script><p a=1 b=2><b><i>x</b>\
         <ul><li>y</ul>{ARTICLE}"
    );
    for every in [0, 1, usize::MAX] {
        let mut limits = Limits::default();
        (limits.depth, limits.attributes, limits.formatting, limits.nodes) = (every, every, every, every);
        (limits.density, limits.json_ld, limits.json_levels) = (every, every, every);
        (limits.output, limits.explained) = (every, every);
        for read in [every, usize::MAX] {
            limits.input = read;
            let extractor = Extractor::new(Options::default().limits(limits).explain(true));
            for page in [page.as_str(), "A line of plain text.\n\nAnother line of it."] {
                let article = extractor.extract(page);
                assert!(every > 1 || !article.warnings.is_empty(), "{every}");
                write::to_json(&article, false);
            }
        }
    }
}
