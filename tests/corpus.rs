//! Decides whether the corpus is extracted as well as people have said it is: every expectation that is not met stands
//! in `corpus/floor.json`, and nothing stands there that is met. So the floor only rises.

#[path = "../src/lab/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corpus::{Expectation, cases, floor_file, floor_line};

type Floor = BTreeMap<String, Vec<String>>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn floor() -> (String, Floor) {
    let text = fs::read_to_string(folder().join("floor.json")).expect("corpus/floor.json can be read");
    let floor = serde_json::from_str(&text).expect("corpus/floor.json maps cases to lists of expectations");
    (text, floor)
}

/// What differs between a case and its part of the floor, in sentences; nothing when they agree.
fn differences(case: &str, expectations: &[Expectation], floor: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for expectation in expectations {
        match (&expectation.failure, floor.contains(&expectation.name)) {
            (Some(failure), false) => lines.push(format!("  fell: {}: {failure}", expectation.name)),
            (None, true) => lines.push(format!("  rose: {} is met now", expectation.name)),
            _ => {}
        }
    }
    for name in floor {
        if expectations.iter().all(|expectation| expectation.name != *name) {
            lines.push(format!("  gone: {case}/expected.json has no {name}"));
        }
    }
    lines
}

#[test]
fn every_case_stands_on_its_floor() {
    let (_, mut floor) = floor();
    let (mut report, mut fell) = (Vec::new(), 0);
    let cases = cases(&folder()).unwrap();
    assert!(!cases.is_empty(), "the corpus has no cases");
    for case in cases {
        let expectations = case.run().unwrap();
        let listed = floor.remove(&case.name).unwrap_or_default();
        let lines = differences(&case.name, &expectations, &listed);
        if lines.is_empty() {
            continue;
        }
        fell += lines.iter().filter(|line| line.starts_with("  fell")).count();
        let missed: Vec<String> =
            expectations.into_iter().filter(|expectation| !expectation.is_met()).map(|missed| missed.name).collect();
        report.push(format!("{}\n{}", case.name, lines.join("\n")));
        report.push(match missed.is_empty() {
            true => format!("  its line in corpus/floor.json goes: \"{}\"", case.name),
            false => format!("  its line in corpus/floor.json as things stand:\n{}", floor_line(&case.name, &missed)),
        });
    }
    report.extend(floor.keys().map(|case| format!("{case}\n  gone: the corpus has no such case; its line goes")));
    assert!(
        report.is_empty(),
        "\n{}\n\n{fell} expectations fell. Mend what fell; lower the floor only where a case itself was changed.\n",
        report.join("\n")
    );
}

#[test]
fn the_floor_is_written_as_the_laboratory_prints_it() {
    let (text, floor) = floor();
    let rows: Vec<_> = floor.into_iter().collect();
    assert_eq!(text, floor_file(&rows), "one case a line, by name, in the form that `make floor` prints");
}

mod checks {
    use super::corpus::check;
    use dechrome::Article;
    use dechrome::article::{Author, ContentBlock, ListItem};
    use serde_json::{Value, json};

    /// The names of the expectations that an article does not meet.
    fn missed(expected: Value, article: &Article) -> Vec<String> {
        let expectations = check(expected.as_object().unwrap(), article).unwrap();
        expectations.into_iter().filter(|expectation| !expectation.is_met()).map(|missed| missed.name).collect()
    }

    fn article(text: &str) -> Article {
        Article { text: text.to_owned(), ..dechrome::extract("") }
    }

    fn paragraph(text: &str) -> ContentBlock {
        ContentBlock::Paragraph { text: text.to_owned(), spans: Vec::new(), note: None, role: None }
    }

    #[test]
    fn snippets_are_found_in_order_with_white_space_folded() {
        let article = article("one\n\ntwo three");
        assert_eq!(missed(json!({"with": ["one two", "three"]}), &article), Vec::<String>::new());
        assert_eq!(missed(json!({"with": ["three", "one", "four"]}), &article), ["with[1]", "with[2]"]);
    }

    #[test]
    fn what_must_be_absent_is_looked_for_in_text_and_blocks() {
        let mut article = article("one");
        let text = "two".to_owned();
        let items = vec![ListItem {
            text,
            depth: 0,
            ordered: false,
            checked: None,
            start: None,
            continues: false,
            spans: Vec::new(),
            note: None,
        }];
        let cells = vec![vec!["three".to_owned()]];
        article.blocks = vec![
            ContentBlock::List { text: String::new(), ordered: false, items, start: None },
            ContentBlock::Table {
                text: String::new(),
                header: vec!["four".to_owned()],
                rows: cells,
                cells: Vec::new(),
            },
        ];
        let expected = json!({"without": ["one", "two", "three", "four", "five"]});
        assert_eq!(missed(expected, &article), ["without[0]", "without[1]", "without[2]", "without[3]"]);
    }

    #[test]
    fn once_is_neither_never_nor_twice() {
        assert_eq!(missed(json!({"once": ["a", "b", "c"]}), &article("a b a")), ["once[0]", "once[2]"]);
    }

    #[test]
    fn fields_are_equal_and_null_means_null() {
        let mut article = article("");
        article.title = Some("Rain".to_owned());
        article.authors = vec![Author { name: "A Bee".to_owned(), url: None }];
        assert_eq!(missed(json!({"title": "Rain", "authors": ["A Bee"], "modified": null}), &article).len(), 0);
        assert_eq!(missed(json!({"title": null, "authors": [], "image": {"url": "x"}}), &article).len(), 3);
    }

    #[test]
    fn blocks_are_a_subsequence_by_type_prefix_and_fields() {
        let mut article = article("");
        article.blocks = vec![
            ContentBlock::Heading { text: "One day".to_owned(), level: 2, spans: Vec::new() },
            paragraph("Two"),
            paragraph("Three"),
        ];
        let met =
            json!({"blocks": [{"type": "heading", "text": "One", "level": 2}, {"type": "paragraph", "text": "Thr"}]});
        assert_eq!(missed(met, &article), Vec::<String>::new());
        let not = json!({"blocks": [{"type": "heading", "level": 3}, {"type": "paragraph", "text": "Three"}, {"type": "paragraph"}]});
        assert_eq!(missed(not, &article), ["blocks[0]", "blocks[2]"]);
    }

    #[test]
    fn nothing_found_is_said() {
        let mut empty = article("");
        empty.warnings = Vec::new();
        assert_eq!(missed(json!({"empty": true}), &empty), ["empty"]);
        empty.warnings = vec!["nothing found".to_owned()];
        assert_eq!(missed(json!({"empty": true}), &empty), Vec::<String>::new());
    }

    #[test]
    fn a_case_with_a_misspelt_key_is_refused() {
        let expected = json!({"titel": "Rain"});
        assert_eq!(check(expected.as_object().unwrap(), &article("")), Err("unknown key titel".to_owned()));
    }
}

#[test]
fn a_site_tells_what_one_of_its_pages_does_not() {
    let sites: Vec<_> = cases(&folder()).unwrap().into_iter().filter(corpus::Case::has_site).collect();
    assert!(!sites.is_empty(), "the corpus has no site");
    for case in sites {
        let missed = |list: Vec<Expectation>| list.iter().filter(|expectation| !expectation.is_met()).count();
        let (alone, together) = (missed(case.run_with(None).unwrap()), missed(case.run().unwrap()));
        assert!(together < alone, "{}: {together} expectations missed with its site, {alone} without", case.name);
    }
}
