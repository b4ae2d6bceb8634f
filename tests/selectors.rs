//! What selectors of a caller do to a page: what is kept, dropped and restricted, what is told, and what holds for every
//! selector on every page.

use std::thread;

use dechrome::article::ExplainedBlock;
use dechrome::options::Source;
use dechrome::selector::{Rules, Selection, Selector, SelectorError};
use dechrome::{Article, Extractor, Options};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const FIRST: &str = "It rained all day in the harbour, and nobody went out to see the boats come in, although the band \
                     played on the pier until late in the evening.";
const SECOND: &str = "The fish stayed where they were, and the harbour master wrote nothing in his book but the hour and \
                      the height of the tide.";
const PROMO: &str = "Read our other long stories about the harbour, which are many and are written with much care by all \
                     of our people.";

fn page() -> String {
    format!(
        "<html><head><title>Rain</title><meta name=author content='Ann Lee'>\
         <link rel=canonical href='https://news.example.org/rain'></head><body>\
         <nav id=top><a href=/>Home page</a></nav><main class='story wide'><h1>Rain</h1>\
         <p>{FIRST}<sup class=ref>[1]</sup></p><p>{SECOND}</p>\
         <div data-kind='promo box'><p>{PROMO} <a href=https://example.org/more>More</a></p><img src=https://example.org/promo.jpg></div></main>\
         <footer>Price: <span class=price>9 crowns</span></footer></body></html>"
    )
}

fn read(options: Options) -> Article {
    Extractor::new(options.source(Source::Html)).extract(&page())
}

fn blocks(options: Options) -> Vec<ExplainedBlock> {
    read(options.explain(true)).explain.unwrap()
}

#[test]
fn what_is_dropped_is_nowhere() -> Result<(), SelectorError> {
    let plain = read(Options::default());
    assert!(plain.text.contains(PROMO) && plain.text.contains("[1]") && plain.links.len() == 1, "{plain:?}");
    let article = read(Options::default().drop("[data-kind~=promo]")?.drop("p > sup.ref")?);
    assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"));
    assert!(article.links.is_empty() && article.images.is_empty() && article.warnings.is_empty(), "{article:?}");
    // Sources of metadata are elements too.
    assert_eq!(plain.authors.len(), 1);
    assert!(read(Options::default().drop("meta[name=author]")?).authors.is_empty());
    Ok(())
}

#[test]
fn what_is_to_be_kept_is_kept_with_the_block_it_stands_in() -> Result<(), SelectorError> {
    assert!(!read(Options::default()).text.contains("9 crowns"));
    let article = read(Options::default().keep(".price")?.keep("#top")?);
    assert!(
        article.text.starts_with("Home page\n\n") && article.text.ends_with("\n\nPrice: 9 crowns"),
        "{}",
        article.text
    );
    assert!(article.text.contains(FIRST));
    // What is dropped cannot be kept.
    let article = read(Options::default().keep("footer")?.drop(".price")?);
    assert!(article.text.ends_with("Price:") && article.warnings.is_empty(), "{article:?}");
    Ok(())
}

#[test]
fn an_article_that_is_restricted_holds_what_was_found_there_and_what_is_to_be_kept() -> Result<(), SelectorError> {
    assert_eq!(read(Options::default().only("main > p:nth-of-type(2)")?).text, SECOND);
    let article = read(Options::default().only("main > p:nth-of-type(2)")?.keep(".price")?);
    assert_eq!(article.text, format!("{SECOND}\n\nPrice: 9 crowns"));
    // The menu is no more an article for being all that may be one.
    assert_eq!(read(Options::default().only("nav")?).text, "");
    let article = read(Options::default().only(".gone")?);
    assert_eq!(article.text, read(Options::default()).text);
    assert!(
        article.warnings.iter().any(|warning| warning.contains("the whole page was judged")),
        "{:?}",
        article.warnings
    );
    Ok(())
}

#[test]
fn every_verdict_of_a_selector_names_it() -> Result<(), SelectorError> {
    let blocks = blocks(Options::default().drop(".ref")?.keep(".price")?.only(".story")?);
    let of = |text: &str| blocks.iter().find(|block| block.text == text).unwrap();
    for (text, kept, reason) in [
        ("[1]", false, "`.ref` is to be dropped"),
        ("Price: 9 crowns", true, "inside `.price`, which is to be kept"),
        (SECOND, true, "probable enough"),
    ] {
        assert_eq!((of(text).kept, of(text).reason.as_str()), (kept, reason));
    }
    assert_eq!([&*of("[1]").by, &*of("Price: 9 crowns").by], ["selector", "selector"]);
    assert_eq!(of("[1]").path, "body > main.story > p > sup.ref");
    // It stands where it stood: behind the paragraph that begins before it.
    let at = |text: &str| blocks.iter().position(|block| block.text == text).unwrap();
    assert!(at(FIRST) < at("[1]") && at("[1]") < at(SECOND));
    Ok(())
}

#[test]
fn a_selector_that_means_nothing_is_told() -> Result<(), SelectorError> {
    let article = read(Options::default().keep("figure.chart")?.drop(".ad")?);
    let expected = ["nothing to keep: no element is `figure.chart`", "nothing to drop: no element is `.ad`"];
    assert_eq!(article.warnings, expected);
    let text = Extractor::new(Options::default().source(Source::Text).drop("p")?).extract(FIRST);
    assert!(text.warnings.iter().any(|warning| warning.contains("plain text has no elements")), "{:?}", text.warnings);
    Ok(())
}

#[test]
fn rules_hold_by_the_host_of_the_address_or_else_of_the_page() {
    let site = |pattern: &str| {
        let rules = Rules::default().site(pattern, Selection::default().only("main > p:nth-of-type(2)").unwrap());
        Options::default().rules(rules.unwrap())
    };
    for (options, held) in [
        (site("news.example.org"), true),
        (site("*.example.org"), true),
        (site("*"), true),
        (site("example.org"), false),
        (site("news.example.org").url("https://other.example.com/rain"), false),
        (site("other.example.com").url("https://www.other.example.com/rain"), true),
    ] {
        assert_eq!(read(options.clone()).text == SECOND, held, "{options:?}");
    }
    // Rules are for many pages: it is no news that one of them means nothing here.
    let rules = Rules::default().site("*", Selection::default().drop(".ad").unwrap()).unwrap();
    assert_eq!(read(Options::default().rules(rules)), read(Options::default()));
}

#[test]
fn title_authors_and_date_are_what_the_elements_say_that_are_pointed_at() -> Result<(), SelectorError> {
    let page = page().replace(
        "<h1>",
        "<meta name=headline content='Rain: an hour of it'><b class=by>By <a href=/ida>Ida Holm</a></b><i class=by>slowpost</i>\
         <time class=out>no date</time><time class=out datetime=2021-03-04T10:00Z>today</time><h1>",
    );
    let read =
        |selection| Extractor::new(Options::default().source(Source::Html).rules(rules(selection))).extract(&page);
    let selection = Selection::default().title("meta[name=headline]")?.author(".by")?.date(".out")?;
    let article = read(selection.clone());
    assert_eq!(article.title.as_deref(), Some("Rain: an hour of it"));
    let authors: Vec<_> = article.authors.iter().map(|author| (author.name.as_str(), author.url.as_deref())).collect();
    assert_eq!(authors, [("Ida Holm", Some("https://news.example.org/ida")), ("slowpost", None)]);
    assert_eq!(article.published.as_deref(), Some("2021-03-04T10:00:00Z"));
    // The text is what it was, and where nothing is said the page is asked as ever.
    let plain = read(Selection::default());
    assert_eq!(article.text, plain.text);
    let absent = read(Selection::default().title(".none")?.author("sup.none")?.date("h1")?);
    assert_eq!((absent.title, absent.authors, absent.published), (plain.title, plain.authors, plain.published));
    // What is dropped says nothing.
    assert_ne!(read(selection.drop(".by")?).authors, article.authors);
    Ok(())
}

fn rules(selection: Selection) -> Rules {
    Rules::default().site("*", selection).unwrap()
}

#[test]
fn a_callers_tree_is_selected_from_as_well() -> Result<(), SelectorError> {
    use dechrome::html5ever::{parse_document, tendril::TendrilSink};
    let dom = parse_document(dechrome::markup5ever_rcdom::RcDom::default(), Default::default()).one(page());
    for css in
        ["[data-kind=\"promo box\"]", "main:has(sup) > p:first-of-type", "p:not(:last-child)", "title ~ link", "*"]
    {
        let extractor = Extractor::new(Options::default().source(Source::Html).explain(true).drop(css)?);
        assert_eq!(extractor.extract_rcdom(&dom), extractor.extract(&page()), "{css}");
    }
    Ok(())
}

#[test]
fn a_selector_that_would_take_too_long_is_left_out_and_told() -> Result<(), SelectorError> {
    let page = format!("<title>Rain</title><p>{FIRST}</p>{}", "<i></i>".repeat(20_000));
    let article = Extractor::new(Options::default().drop(".no ~ i")?.drop("p")?).extract(&page);
    assert_eq!(article.warnings.iter().filter(|warning| warning.contains("`.no ~ i` would take too long")).count(), 1);
    assert!(article.text.is_empty(), "the other selector still holds");
    Ok(())
}

#[test]
fn long_selectors_on_deep_pages_need_no_large_stack() {
    let page = format!("<main>{}<p class=end>{FIRST}</p>", "<div>".repeat(500));
    let work = move || {
        let read = |css: &str| Extractor::new(Options::default().drop(css).unwrap()).extract(&page).text;
        let found = ["div ".repeat(60) + ".end", "div > ".repeat(60) + ".end", "main:has(div div)".to_owned()];
        found.iter().map(|css| read(css)).collect::<Vec<_>>()
    };
    let texts = thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap().join().unwrap();
    assert_eq!(texts, ["", "", ""]);
}

/// Pieces of selectors that mean something where they meet.
fn selector() -> impl Strategy<Value = String> {
    let pieces = [
        "*",
        "div",
        "p",
        "a",
        "main",
        ".story",
        ".ref",
        "#top",
        "[href]",
        "[data-kind~=promo]",
        ":root",
        ":empty",
        ":first-child",
        ":nth-child(2n + 1)",
        ":nth-last-of-type(2)",
        ":not(p)",
        ":is(p, div)",
        ":where(.story *)",
        ":has(sup)",
        ":has(+ p)",
        " ",
        " > ",
        " + ",
        " ~ ",
        ", ",
        "(",
        ")",
        "[",
        "\"",
        "\\",
        ":",
        "|",
        "é",
        "\u{0}",
        "1",
    ];
    prop_oneof![
        4 => prop::collection::vec(proptest::sample::select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_190_920),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_selector_is_refused_or_holds_on_any_page(css in selector(), deep in 0_usize..200) {
        let Ok(selector) = css.parse::<Selector>() else { return Ok(()) };
        let work = move || {
            let page = format!("{}{}", page(), "<div class=story><p>".repeat(deep));
            let read = |options: Options| Extractor::new(options.source(Source::Html)).extract(&page);
            let dropped = read(Options::default().drop(selector.as_str()).unwrap());
            let both = read(Options::default().drop(selector.as_str()).unwrap().keep(selector.as_str()).unwrap());
            (dropped.text.len() <= read(Options::default().keep("*").unwrap()).text.len(), both.text == dropped.text)
        };
        let held = thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap().join();
        prop_assert_eq!(held.ok(), Some((true, true)), "{}", css);
    }

    #[test]
    fn to_drop_everything_leaves_nothing_but_a_warning(page in any::<String>()) {
        let options = Options::default().source(Source::Html).drop("*").unwrap();
        let article = Extractor::new(options).extract(&page);
        prop_assert_eq!(article.text, "");
        prop_assert!(article.warnings.iter().any(|warning| warning.starts_with("no article found")));
    }
}
