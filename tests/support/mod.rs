//! What the tests of batch work share: pages, folders, and running the built tool.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A page with an article; `name` tells it apart from others, and its paragraphs are so many words of its own.
pub fn page(name: &str) -> String {
    let own: Vec<String> = (0..60).map(|word| format!("{name}word{word}")).collect();
    format!(
        "<!DOCTYPE html><html lang=en><title>{name}</title><body><article><h1>{name}</h1><p>The ferry to the northern \
         islands left the harbour an hour late on Monday, because the crew had waited for a doctor who was held up.</p>\
         <p>The passengers of {name} took it calmly, drank their coffee on deck, and watched how the gulls followed a \
         trawler that came in from the open sea with its nets still hanging over the side.</p>\
         <p>In the log of {name} the mate wrote: {}, and then he went to sleep beside the stove.</p></article>",
        own.join(" ")
    )
}

/// A folder of its own for one test, empty at the start.
pub fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with the pages `pages/a.html`, `pages/sub/b.html` and `pages/sub/deep/c.html`.
pub fn site(test: &str) -> PathBuf {
    let folder = folder(test);
    fs::create_dir_all(folder.join("pages/sub/deep")).unwrap();
    for (name, path) in [("a", "a.html"), ("b", "sub/b.html"), ("c", "sub/deep/c.html")] {
        fs::write(folder.join("pages").join(path), page(name)).unwrap();
    }
    folder
}

/// A folder with many pages that take a while.
pub fn many(test: &str) -> PathBuf {
    let folder = folder(test);
    fs::create_dir(folder.join("pages")).unwrap();
    let page = page("many").repeat(25);
    for number in 0..300 {
        fs::write(folder.join(format!("pages/{number:03}.html")), &page).unwrap();
    }
    folder
}

/// The tool in the folder, with an empty standard input.
pub fn tool(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dechrome"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

/// Runs the tool in the folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    tool(folder, arguments).output().unwrap()
}

/// Runs the tool in the folder on what is piped in.
pub fn pipe(folder: &Path, input: impl AsRef<[u8]>, arguments: &[&str]) -> Output {
    let mut command = tool(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // Both pipes are moved at a time, or a long output would stop the input.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by a signal")
}

pub fn out(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

pub fn messages(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

/// The JSON documents on stdout, one a line.
pub fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub fn json_file(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The files below a folder, hidden ones too, sorted.
pub fn tree(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    files.sort();
    files
}
