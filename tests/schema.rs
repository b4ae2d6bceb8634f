//! Decides whether every article has the shape that the schema promises: the extraction of each page of the corpus is
//! held against `docs/article.schema.json`.

use std::fs;
use std::path::{Path, PathBuf};

use dechrome::{Extractor, Options, write};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    let text = fs::read_to_string(root().join("docs/article.schema.json")).expect("the schema can be read");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// The pages of the corpus in order of their paths.
fn pages() -> Vec<PathBuf> {
    let is_page = |path: &Path| path.file_stem().is_some_and(|stem| stem == "page") && path.is_file();
    let cases = fs::read_dir(root().join("corpus")).expect("corpus can be read").flatten().map(|case| case.path());
    let mut pages: Vec<PathBuf> = cases
        .filter(|case| case.is_dir())
        .flat_map(|case| fs::read_dir(case).expect("a case can be read").flatten().map(|file| file.path()))
        .filter(|path| is_page(path))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_page_of_the_corpus_gives_an_article_of_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    let pages = pages();
    assert!(pages.len() >= 30, "only {} pages found", pages.len());
    let plain = Extractor::default();
    let explained = Extractor::new(Options::default().url("https://www.example.org/news/story").explain(true));
    let mut faults = Vec::new();
    for page in &pages {
        let bytes = fs::read(page).expect("a page can be read");
        for extractor in [&plain, &explained] {
            let json = write::to_json(&extractor.extract_bytes(&bytes, None), false);
            let article: Value = serde_json::from_str(&json).expect("an article is JSON");
            let case = page.strip_prefix(root()).unwrap_or(page).display().to_string();
            faults.extend(
                validator.iter_errors(&article).map(|fault| format!("{case}: {}: {fault}", fault.instance_path())),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn keys_come_in_the_order_of_the_schema() {
    let article: Value =
        serde_json::from_str(&write::to_json(&dechrome::extract("<p>a"), false)).expect("an article is JSON");
    let keys =
        |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let mut promised = keys(&schema()["properties"]);
    promised.retain(|key| !key.starts_with("explain"));
    assert_eq!(keys(&article), promised);
}

#[test]
fn the_schema_refuses_what_it_does_not_promise() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    let good: Value =
        serde_json::from_str(&write::to_json(&dechrome::extract("<p>a"), false)).expect("an article is JSON");
    assert!(validator.is_valid(&good));
    let spoil = |key: &str, value: Value| {
        let mut article = good.clone();
        article[key] = value;
        article
    };
    let image = serde_json::json!({ "url": "javascript:x", "alt": null, "caption": null, "credit": null });
    for bad in [
        spoil("text", Value::Null),
        spoil("quality", 2.into()),
        spoil("surprise", 1.into()),
        spoil("published", "yesterday".into()),
        spoil("images", serde_json::json!([image])),
        spoil("blocks", serde_json::json!([{ "type": "heading", "text": "a", "level": 7 }])),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}
