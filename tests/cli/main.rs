//! Runs the built tool as a user does and looks at its output, its messages and its exit code.
//!
//! The pages are three long paragraphs, so that the tests hold whatever becomes of the extraction.

#![cfg(feature = "cli")]

#[cfg(target_os = "linux")]
mod terminal;
mod trouble;
#[cfg(unix)]
mod unix;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const FIRST: &str = "The ferry to the northern islands left the harbour an hour late on Monday, because the crew had \
    waited for a doctor who was held up on the coast road by a fallen tree.";

/// A page with an article; `name` tells it apart from others.
fn page(name: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><title>{name}</title><body><article><h1>{name}</h1><p>{FIRST}</p>\
         <p>The passengers of {name} took it calmly, drank their coffee on deck, and watched how the gulls followed a \
         trawler that came in from the open sea with its nets still hanging over the side.</p>\
         <p>When the doctor finally came aboard, the captain shook his hand, asked about the road, and gave the order to \
         cast off; the island's clinic had been without a physician for nearly three weeks.</p></article>"
    )
}

/// A page of so many different paragraphs.
fn long_page(paragraphs: usize) -> String {
    let days = (1..=paragraphs).map(|day| {
        format!(
            "<p>On day {day} of the voyage the wind turned once more, the crew of {day} men reefed the sails, and the cook \
             counted {day} barrels of water in the hold before he went to sleep beside the warm stove.</p>"
        )
    });
    format!("<title>Voyage</title><body><article><h1>Voyage</h1>{}</article>", days.collect::<String>())
}

/// A folder of its own for one test, empty at the start.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with the pages `a.html`, `b.html` and `c.html`.
fn pages(test: &str) -> PathBuf {
    let folder = folder(test);
    for name in ["a", "b", "c"] {
        fs::write(folder.join(name).with_extension("html"), page(name)).unwrap();
    }
    folder
}

fn tool(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dechrome"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

/// Runs the tool in the folder with an empty standard input.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    tool(folder, arguments).output().unwrap()
}

/// Runs the tool on what is piped in.
fn pipe(input: impl AsRef<[u8]>, arguments: &[&str]) -> Output {
    let mut child = tool(Path::new("."), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A tool that turns its arguments down reads nothing, and the pipe breaks.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by a signal")
}

fn out(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn messages(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

/// The one JSON document on stdout.
fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The JSON documents on stdout, one a line.
fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_piped_page_becomes_one_document_on_one_line() {
    for arguments in [&[][..], &["-"][..]] {
        let output = pipe(page("Ferry"), arguments);
        assert_eq!((code(&output), messages(&output)), (0, ""));
        assert_eq!(out(&output).matches('\n').count(), 1);
        let article = json(&output);
        assert_eq!(article["schema_version"], 1);
        assert_eq!(article["id"], Value::Null);
        assert!(article["text"].as_str().unwrap().contains(FIRST));
        assert!(article.get("explain").is_none());
    }
}

#[test]
fn one_path_becomes_one_document_without_id() {
    let output = run(&pages("one_path"), &["a.html"]);
    assert_eq!((code(&output), messages(&output)), (0, ""));
    assert_eq!(json(&output)["id"], Value::Null);
}

#[test]
fn several_paths_become_lines_in_their_order() {
    let output = run(&pages("several"), &["c.html", "a.html", "b.html", "./a.html"]);
    assert_eq!((code(&output), messages(&output)), (0, ""));
    let articles = lines(&output);
    let ids: Vec<_> = articles.iter().map(|article| article["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["c.html", "a.html", "b.html", "./a.html"]);
    for (article, name) in articles.iter().zip(["of c took", "of a took", "of b took", "of a took"]) {
        assert!(article["text"].as_str().unwrap().contains(name));
    }
}

#[test]
fn a_dash_among_paths_is_standard_input() {
    let folder = pages("dash");
    let output =
        tool(&folder, &["a.html", "-"]).stdin(fs::File::open(folder.join("b.html")).unwrap()).output().unwrap();
    assert_eq!(code(&output), 0);
    let articles = lines(&output);
    assert_eq!((&articles[0]["id"], &articles[1]["id"]), (&"a.html".into(), &"-".into()));
    assert!(articles[1]["text"].as_str().unwrap().contains("of b took"));
}

#[test]
fn two_dashes_stop_options() {
    let folder = folder("option_name");
    fs::write(folder.join("--pretty"), page("Dashes")).unwrap();
    assert_eq!(code(&run(&folder, &["--", "--pretty"])), 0);
}

#[test]
fn pretty_indents_and_jsonl_never_does() {
    let pretty = pipe(page("Ferry"), &["--pretty"]);
    assert!(out(&pretty).starts_with("{\n  \"schema_version\": 1,\n"), "{}", out(&pretty));
    assert!(out(&pretty).ends_with("}\n"));
    for arguments in [&["--pretty", "--compact"][..], &["--pretty", "-t", "jsonl"][..]] {
        let line = pipe(page("Ferry"), arguments);
        assert_eq!(out(&line).lines().count(), 1, "{arguments:?}");
        assert_eq!(json(&line), json(&pretty));
    }
}

#[test]
fn text_and_markdown_are_only_the_words() {
    for format in ["text", "txt", "markdown", "md"] {
        let output = pipe(page("Ferry"), &["-t", format]);
        assert_eq!((code(&output), messages(&output)), (0, ""));
        assert!(out(&output).contains(FIRST), "{format}");
        assert!(!out(&output).contains("schema_version"), "{format}");
        assert!(out(&output).ends_with(".\n"), "{format}");
    }
}

#[test]
fn several_texts_are_separated_by_a_form_feed() {
    let output = run(&pages("form_feed"), &["-t", "text", "a.html", "b.html", "c.html"]);
    let texts: Vec<_> = out(&output).split("\u{c}\n").collect();
    assert_eq!(texts.len(), 3);
    for (text, name) in texts.iter().zip(["of a took", "of b took", "of c took"]) {
        assert!(text.contains(name));
        assert!(text.ends_with(".\n"));
    }
}

#[test]
fn the_address_is_echoed() {
    let address = "https://WWW.example.org/Story?id=1#top";
    let output = pipe(page("Ferry"), &["--url", address]);
    assert_eq!(json(&output)["url"], address);
}

#[test]
fn explain_adds_the_blocks() {
    let output = pipe(page("Ferry"), &["--explain"]);
    assert_eq!(code(&output), 0);
    let article = json(&output);
    let first = article["explain"].as_array().unwrap().iter().find(|block| block["text"] == FIRST).unwrap();
    assert_eq!(first["kept"], true);
    assert_ne!(first["by"], "");
}

#[test]
fn explain_html_writes_a_page_to_look_at() {
    let folder = pages("report");
    for arguments in [&["--explain", "html", "a.html"][..], &["a.html", "--explain=html"]] {
        let output = run(&folder, arguments);
        assert_eq!((code(&output), messages(&output)), (0, ""));
        assert!(out(&output).starts_with("<!DOCTYPE html>") && out(&output).contains(FIRST), "{arguments:?}");
        assert!(out(&output).contains("probable enough"));
    }
    let output = run(&folder, &["--explain", "a.html"]);
    assert!(json(&output)["explain_page"]["candidates"].as_array().unwrap().len() > 1);
    // A directory of pages becomes one of reports.
    let output = run(&folder, &["--explain", "html", ".", "-o", "reports"]);
    assert_eq!(code(&output), 0, "{}", messages(&output));
    assert!(fs::read_to_string(folder.join("reports/a.html")).unwrap().contains("dechrome report"));
}

#[test]
fn selectors_and_rules_are_followed() {
    let folder = pages("selectors");
    let text = |arguments: &[&str]| {
        let output = run(&folder, &[&["-t", "text"], arguments].concat());
        assert_eq!(code(&output), 0, "{}", messages(&output));
        out(&output).to_owned()
    };
    let all = text(&["a.html"]);
    let second = all.split("\n\n").nth(1).unwrap().trim();
    assert_eq!(text(&["--only", "p:nth-of-type(2)", "a.html"]).trim(), second);
    assert!(!text(&["--drop", "p:nth-of-type(2)", "a.html"]).contains(second));
    fs::write(folder.join("rules.toml"), "[\"*.example.org\"]\nonly = [\"p:nth-of-type(2)\"]\n").unwrap();
    let address = "https://news.example.org/a";
    assert_eq!(text(&["--rules", "rules.toml", "--url", address, "a.html"]).trim(), second);
    assert_eq!(text(&["--rules", "rules.toml", "a.html"]), all);
    // In records each page has an address of its own.
    let record = |url: &str| format!("{}\n", serde_json::json!({ "html": page("a"), "url": url }));
    fs::write(folder.join("in.jsonl"), record(address) + &record("https://example.com/")).unwrap();
    let output = run(&folder, &["--rules", "rules.toml", "-t", "jsonl", "--field", "text", "in.jsonl"]);
    let texts: Vec<String> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(texts.iter().map(|text| text.trim()).collect::<Vec<_>>(), [second, all.trim()]);
}

#[test]
fn a_mistake_in_a_selector_is_wrong_usage() {
    let folder = pages("selector_mistakes");
    fs::write(folder.join("rules.toml"), "[\"example.org\"]\ndrop = [\"p\"]\nkeeep = []\n").unwrap();
    for (arguments, part) in [
        (&["--drop", "div >> p", "a.html"][..], "column 5"),
        (&["--keep", "a:hover", "a.html"], "no such pseudo-class"),
        (&["--rules", "rules.toml", "a.html"], "line 3"),
        (&["--rules", "nowhere.toml", "a.html"], "no such file"),
    ] {
        let output = run(&folder, arguments);
        assert_eq!((code(&output), out(&output)), (2, ""), "{arguments:?}");
        assert!(messages(&output).contains(part), "{}", messages(&output));
    }
}

#[test]
fn the_encoding_hint_is_followed() {
    let bytes = page("Ferry").replace("doctor", "d\u{f6}ctor");
    let bytes: Vec<u8> = bytes.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for (label, word) in [("iso-8859-1", "d\u{f6}ctor"), ("windows-1251", "d\u{446}ctor")] {
        let output = pipe(&bytes, &["--encoding", label]);
        assert!(json(&output)["text"].as_str().unwrap().contains(word), "{label}");
    }
}

#[test]
fn help_and_version_are_data() {
    let help = run(Path::new("."), &["--help"]);
    assert_eq!((code(&help), messages(&help)), (0, ""));
    for part in ["Usage: dechrome [OPTIONS] [PATH|-]...", "Examples:", "Exit codes:", "--explain", "--max-input"] {
        assert!(out(&help).contains(part), "{part}");
    }
    let version = run(Path::new("."), &["--version"]);
    assert_eq!(out(&version), concat!("dechrome ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_file_appears_under_its_name_when_it_is_whole() {
    let folder = pages("output");
    let output = run(&folder, &["-o", "articles.jsonl", "a.html", "b.html"]);
    assert_eq!((code(&output), out(&output), messages(&output)), (0, "", ""));
    assert_eq!(fs::read_to_string(folder.join("articles.jsonl")).unwrap().lines().count(), 2);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4, "no other file is left");
    // A second run replaces it.
    assert_eq!(code(&run(&folder, &["-o", "articles.jsonl", "c.html"])), 0);
    assert!(fs::read_to_string(folder.join("articles.jsonl")).unwrap().contains("of c took"));
}

#[test]
fn a_run_without_a_document_leaves_the_old_file() {
    let folder = folder("old_output");
    fs::write(folder.join("article.json"), "old").unwrap();
    assert_eq!(code(&run(&folder, &["-o", "article.json", "gone.html"])), 1);
    assert_eq!(fs::read_to_string(folder.join("article.json")).unwrap(), "old");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_file_that_cannot_be_made_is_two() {
    let folder = pages("no_folder");
    let output = run(&folder, &["-o", "no/such/folder/article.json", "a.html"]);
    assert_eq!(code(&output), 2);
    assert_eq!(messages(&output).lines().count(), 1);
}

#[test]
fn forms_are_written_as_asked_for() {
    let folder = pages("forms");
    let out = |arguments: &[&str]| {
        let output = tool(&folder, arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(out(&["--field", "title,language", "a.html"]), "{\"title\":\"a\",\"language\":\"en\"}\n");
    assert_eq!(out(&["-t", "text", "--field", "title", "a.html", "b.html"]), "a\nb\n");
    assert_eq!(out(&["-t", "csv", "--field", "title,language", "a.html", "b.html"]), "title,language\na,en\nb,en\n");
    assert_eq!(out(&["-t", "tsv", "--field", "title,language", "a.html"]), "title\tlanguage\na\ten\n");
    assert!(out(&["-t", "html", "a.html"]).starts_with("<article>\n<h1>a</h1>\n"));
    assert!(out(&["-t", "html", "--standalone", "a.html"]).starts_with("<!DOCTYPE html>\n"));
    assert!(out(&["-t", "md", "--front-matter", "a.html"]).starts_with("---\ntitle: \"a\"\n"));
    assert!(out(&["-t", "tei", "a.html"]).contains("<title>a</title>"));
    let text = out(&["-t", "text", "--width", "30", "a.html"]);
    assert!(text.lines().all(|line| line.chars().count() <= 30), "{text}");
    let shaped: Value = serde_json::from_str(&out(&["--shape", "readability", "a.html"])).unwrap();
    assert_eq!(shaped["lang"], "en");
}
