//! Runs the built tool on pages of one site: what they have in common is left out, whatever the order and the number of
//! threads, learned from the input or from a file.

#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{code, folder, json_file, lines, messages, out, pipe, run, tree};

/// What the pages of the site have in common.
const NOTICE: &str = "Every Thursday before breakfast";

/// The site of the corpus in a folder `pages`, without addresses, so that the folder alone tells that it is one.
fn site(test: &str) -> PathBuf {
    let folder = folder(&format!("templates-{test}"));
    fs::create_dir_all(folder.join("pages")).unwrap();
    for (name, page) in corpus() {
        fs::write(folder.join("pages").join(name), page.replace("rel=\"canonical\"", "rel=\"alternate\"")).unwrap();
    }
    folder
}

fn corpus() -> Vec<(String, String)> {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/site-notices");
    let names = tree(&case).into_iter().filter(|name| name.ends_with(".html"));
    names.map(|name| (name.replace("site/", ""), fs::read_to_string(case.join(name)).unwrap())).collect()
}

/// The site as records with addresses.
fn records() -> Vec<String> {
    let record = |(name, page): (String, String)| {
        json!({"id": name, "url": format!("https://ledger.example.org/{name}"), "html": page}).to_string()
    };
    corpus().into_iter().map(record).collect()
}

fn texts(articles: &[Value]) -> String {
    articles.iter().map(|article| article["text"].as_str().unwrap()).collect()
}

#[test]
fn a_directory_leaves_out_what_its_pages_have_in_common() {
    let folder = site("directory");
    let output = run(&folder, &["pages", "-t", "jsonl", "--explain"]);
    assert_eq!(code(&output), 0, "{}", messages(&output));
    let articles = lines(&output);
    assert_eq!(articles.len(), 8);
    assert!(!texts(&articles).contains(NOTICE));
    assert!(texts(&articles).contains("Nobody was hurt, but four hundred finished barrels were lost."));
    let blocks = articles[0]["explain"].as_array().unwrap();
    let notice = blocks.iter().find(|block| block["text"].as_str().unwrap().contains(NOTICE)).unwrap();
    assert_eq!((&notice["by"], &notice["kept"]), (&json!("template"), &json!(false)));
    assert_eq!(notice["reason"], "on 6 of 7 other pages of its site");
    let output = run(&folder, &["pages", "-t", "jsonl", "--no-templates"]);
    assert!(texts(&lines(&output)).contains(NOTICE));
}

#[test]
fn neither_order_nor_threads_count() {
    let folder = site("order");
    let whole = run(&folder, &["pages", "-t", "jsonl", "-j", "1"]);
    assert_eq!(out(&run(&folder, &["pages", "-t", "jsonl", "-j", "4"])), out(&whole));
    let mut sorted: Vec<&str> = out(&whole).lines().collect();
    sorted.sort_unstable();
    let (mut records, mut others) = (records(), Vec::new());
    for turned in [false, true] {
        if turned {
            records.reverse();
        }
        fs::write(folder.join("records.jsonl"), records.join("\n")).unwrap();
        let output = run(&folder, &["records.jsonl", "-t", "jsonl"]);
        let mut articles: Vec<String> = out(&output).lines().map(str::to_owned).collect();
        articles.sort_unstable();
        assert!(!articles.concat().contains(NOTICE));
        others.push(articles);
    }
    assert_eq!(others[0], others[1]);
}

#[test]
fn a_second_run_gives_the_missing_page_as_the_first_did() {
    let folder = site("resume");
    assert_eq!(code(&run(&folder, &["pages", "-o", "out"])), 0);
    let first = fs::read(folder.join("out/page.json")).unwrap();
    fs::remove_file(folder.join("out/page.json")).unwrap();
    let output = run(&folder, &["pages", "-o", "out"]);
    assert_eq!(messages(&output), "dechrome: 1 ok, 0 failed, 7 skipped\n");
    assert_eq!(fs::read(folder.join("out/page.json")).unwrap(), first);
    assert!(!json_file(&folder.join("out/page.json"))["text"].as_str().unwrap().contains(NOTICE));
}

#[test]
fn what_was_learned_once_is_used_on_a_stream() {
    let folder = site("stream");
    let mut records = records();
    let input = records.join("\n");
    let stream = &["-f", "jsonl", "-t", "jsonl"];
    assert!(texts(&lines(&pipe(&folder, &input, stream))).contains(NOTICE), "a stream is read once");
    let output = pipe(&folder, &input, &["-f", "jsonl", "--learn", "learned.jsonl"]);
    assert_eq!((code(&output), out(&output), messages(&output)), (0, "", "dechrome: templates of 1 sites learned\n"));
    let learned = fs::read_to_string(folder.join("learned.jsonl")).unwrap();
    assert!(learned.contains("\"site\":\"ledger.example.org\""), "{learned}");
    records.reverse();
    pipe(&folder, records.join("\n"), &["-f", "jsonl", "--learn", "again.jsonl", "-j", "3"]);
    assert_eq!(fs::read_to_string(folder.join("again.jsonl")).unwrap(), learned);
    let output = pipe(&folder, &input, &[stream, &["--templates", "learned.jsonl"][..]].concat());
    assert!(!texts(&lines(&output)).contains(NOTICE));
    // One page alone is helped by it too.
    let address = ["--url", "https://ledger.example.org/x", "--templates", "learned.jsonl", "pages/page.html"];
    let output = run(&folder, &address);
    assert!(out(&output).contains("Nobody was hurt") && !out(&output).contains(NOTICE));
}

#[test]
fn articles_made_while_learning_are_those_made_afterwards() {
    let folder = site("early");
    // Pages that have nothing but words of their own; the template changes nothing of them.
    for at in 0..4 {
        let words =
            format!("The barge {at} came up the river on Tuesday with {at}0 barrels of tar for the yard. ").repeat(4);
        let page = format!("<title>Barge {at}</title><article><h1>Barge {at}</h1><p>{words}</p></article>");
        fs::write(folder.join(format!("pages/barge{at}.html")), page).unwrap();
    }
    fs::write(folder.join("pages/words.html"), "A note without any tag, which a clerk left behind on the table.")
        .unwrap();
    run(&folder, &["pages", "--learn", "learned.jsonl"]);
    for form in [&["-t", "jsonl"][..], &["-t", "csv"], &["-t", "text"], &["-t", "jsonl", "--explain", "--dedup=mark"]] {
        let once = run(&folder, &[&["pages"], form].concat());
        let twice = run(&folder, &[&["pages", "--templates", "learned.jsonl"], form].concat());
        assert!(out(&once).to_lowercase().contains("barge 3"), "{form:?}: {}", messages(&once));
        assert_eq!(out(&once), out(&twice), "{form:?}");
        assert_eq!(messages(&once), messages(&twice), "{form:?}");
    }
}

#[test]
fn folders_of_a_mirror_are_sites_of_their_own() {
    let folder = site("mirror");
    fs::rename(folder.join("pages"), folder.join("one")).unwrap();
    fs::create_dir_all(folder.join("crawl")).unwrap();
    fs::rename(folder.join("one"), folder.join("crawl/one")).unwrap();
    fs::create_dir_all(folder.join("crawl/two")).unwrap();
    fs::rename(folder.join("crawl/one/page.html"), folder.join("crawl/two/page.html")).unwrap();
    let articles = lines(&run(&folder, &["crawl", "-t", "jsonl"]));
    let holding: Vec<&Value> =
        articles.iter().filter(|article| article["text"].as_str().unwrap().contains(NOTICE)).collect();
    assert_eq!(holding.len(), 1, "a page by itself keeps everything");
    assert_eq!(holding[0]["id"], "crawl/two/page.html");
}

#[test]
fn wrong_use_of_templates_is_two() {
    let folder = site("wrong");
    fs::write(folder.join("bad.jsonl"), "{\"site\":\"x\"}\n").unwrap();
    for arguments in [
        &["pages", "-t", "jsonl", "--templates", "bad.jsonl"][..],
        &["pages", "-t", "jsonl", "--templates", "missing.jsonl"],
        &["pages", "-t", "jsonl", "--templates", "bad.jsonl", "--no-templates"],
        &["pages", "--learn", "learned.jsonl", "-o", "out"],
        &["pages", "--learn", "pages"],
        &["pages/bees.html", "--learn", "pages/bees.html"],
    ] {
        let output = run(&folder, arguments);
        assert_eq!((code(&output), out(&output)), (2, ""), "{arguments:?}");
        assert!(!messages(&output).is_empty(), "{arguments:?}");
    }
    assert!(fs::read_to_string(folder.join("pages/bees.html")).unwrap().contains("Beekeepers"));
}
