//! Interrupts and kills the built tool in the middle of its work: it ends within two seconds, what is written is whole, and
//! the next run goes on from there.

#![cfg(all(feature = "cli", unix))]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{code, folder, json_file, many, messages, page, run, tool, tree};

/// Begins a run and waits until it has written something.
fn begun(folder: &Path) -> Child {
    let child = tool(folder, &["pages", "-o", "out"]).stderr(Stdio::piped()).spawn().unwrap();
    for _ in 0..600 {
        if fs::read_dir(folder.join("out")).is_ok_and(|entries| entries.count() > 3) {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    child
}

fn signal(child: &Child, name: &str) {
    let number = child.id().to_string();
    assert!(Command::new("kill").args(["-s", name, &number]).status().unwrap().success());
}

#[test]
fn an_interrupt_leaves_whole_files_and_the_next_run_goes_on() {
    let folder = many("interrupt");
    let child = begun(&folder);
    let begin = Instant::now();
    signal(&child, "INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130);
    assert!(begin.elapsed() < Duration::from_secs(10), "far more than the two seconds, on a busy machine too");
    let files = tree(&folder.join("out"));
    assert!(!files.is_empty() && files.len() < 300, "{}", files.len());
    for file in &files {
        assert!(file.ends_with(".json"), "{file} is no article");
        assert_eq!(json_file(&folder.join("out").join(file))["schema_version"], 1);
    }
    let again = run(&folder, &["pages", "-o", "out"]);
    let rest = 300 - files.len();
    assert_eq!(messages(&again), format!("dechrome: {rest} ok, 0 failed, {} skipped\n", files.len()));
}

#[test]
fn a_killed_run_leaves_whole_files_under_final_names() {
    let folder = many("kill");
    let mut child = begun(&folder);
    signal(&child, "KILL");
    child.wait().unwrap();
    let files = tree(&folder.join("out"));
    let whole: Vec<_> = files.iter().filter(|file| file.ends_with(".json")).collect();
    for file in &whole {
        assert_eq!(json_file(&folder.join("out").join(file))["schema_version"], 1);
    }
    assert!(files.iter().all(|file| file.ends_with(".json") || file.starts_with(".dechrome-")));
    let again = run(&folder, &["pages", "-o", "out"]);
    assert!(messages(&again).ends_with(&format!(" {} skipped\n", whole.len())), "{}", messages(&again));
}

/// Interrupts a run; it ends soon, and with the code of an interrupt.
fn interrupt(mut child: Child) {
    let begin = Instant::now();
    signal(&child, "INT");
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert!(begin.elapsed() < Duration::from_secs(10), "far more than the two seconds, on a busy machine too");
}

fn record(id: usize) -> String {
    format!("{}\n", json!({"id": id, "html": page("a")}))
}

/// Interrupts a run that reads records, when it has read some and more could come.
fn interrupt_reading(folder: &Path, arguments: &[&str]) {
    let mut child = tool(folder, arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than a pipe holds, so somebody reads.
    for id in 0..400 {
        stdin.write_all(record(id).as_bytes()).unwrap();
    }
    interrupt(child);
}

#[test]
fn an_interrupt_while_templates_are_learned_leaves_nothing() {
    let folder = many("learning");
    let child = tool(&folder, &["pages", "-o", "out"]).stderr(Stdio::null()).spawn().unwrap();
    // The directory is made just before the learning begins.
    while !folder.join("out").exists() {
        thread::sleep(Duration::from_millis(1));
    }
    interrupt(child);
    assert!(tree(&folder.join("out")).iter().all(|file| file.ends_with(".json")));
    let again = run(&folder, &["pages", "-o", "out", "-q"]);
    assert_eq!((code(&again), tree(&folder.join("out")).len()), (0, 300));
}

#[test]
fn an_interrupt_while_a_stream_is_learned_leaves_no_file() {
    let folder = folder("learning_stream");
    interrupt_reading(&folder, &["-f", "jsonl", "--learn", "learned.jsonl"]);
    assert!(tree(&folder).is_empty(), "{:?}", tree(&folder));
}

#[test]
fn an_interrupted_stream_is_made_of_whole_lines() {
    let folder = folder("interrupted_stream");
    let arguments = ["-f", "jsonl", "-t", "jsonl"];
    let mut command = tool(&folder, &arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdin.write_all(record(0).as_bytes()).unwrap();
    stdout.read_line(&mut line).unwrap();
    stdin.write_all(record(1).as_bytes()).unwrap();
    interrupt(child);
    stdout.read_to_string(&mut line).unwrap();
    assert!(line.ends_with('\n'));
    assert!(line.lines().all(|line| serde_json::from_str::<Value>(line).is_ok_and(|article| article["id"].is_u64())));
}

#[test]
fn an_interrupted_file_does_not_appear() {
    let folder = folder("interrupted_file");
    fs::write(folder.join("articles.jsonl"), "those of yesterday\n").unwrap();
    let arguments = ["-f", "jsonl", "-t", "jsonl", "-o", "articles.jsonl", "--report", "failed.jsonl"];
    interrupt_reading(&folder, &arguments);
    assert_eq!(fs::read_to_string(folder.join("articles.jsonl")).unwrap(), "those of yesterday\n");
    assert!(tree(&folder).iter().all(|file| !file.starts_with(".dechrome-")), "{:?}", tree(&folder));
}
