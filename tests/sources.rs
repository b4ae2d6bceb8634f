//! Holds the library's sources to what no lint asks for: calls that panic in the middle of a character or behind the end
//! stand only where they are known, and the library's tree of crates stays small.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Methods of strings, vectors and slices that panic on a place that is wrong, and that clippy says nothing about.
const PANICKING: &[&str] = &[
    "truncate",
    "split_at",
    "split_at_mut",
    "split_off",
    "drain",
    "remove",
    "swap_remove",
    "insert_str",
    "replace_range",
    "swap",
    "copy_from_slice",
    "clone_from_slice",
    "copy_within",
    "step_by",
    "ilog",
    "ilog2",
    "ilog10",
];

/// The calls that there are, each with its file, what it says, and why it cannot panic.
const KNOWN: &[(&str, &str, &str)] = &[
    ("src/page/settle/mod.rs", "self.page.text.truncate(start);", "a length that the same string had before"),
    ("src/phrases/spelling.rs", "line.truncate(line.trim_end().len());", "the length of a prefix"),
    ("src/dom/sink.rs", "parent.children.borrow_mut().remove(at);", "tests only; a place just found by a search"),
    ("src/dom/guard/formatting.rs", "open.remove(at);", "a place just found by a search"),
    ("src/chosen/select.rs", "found.truncate(before);", "a vector is cut at any length"),
    ("src/template/mod.rs", "lines.truncate(MOST_LINES);", "a vector is cut at any length"),
    ("src/unseen/state.rs", "groups.truncate(MOST_BODIES);", "a vector is cut at any length"),
    ("src/write/links.rs", "known.remove(&u64::from(at))", "of a map"),
    ("src/write/table.rs", "if heads { rows.remove(0) }", "there is a first row when it is a heading"),
    ("src/weigh/mod.rs", "step_by(LANES)", "a constant above zero"),
    ("src/meta/site.rs", "kept.remove(0);", "the list has more than one part there"),
    ("src/meta/site.rs", "kept.truncate(1);", "a vector is cut at any length"),
    ("src/write/markdown/inline.rs", "self.escaped.truncate(kept);", "the length of a prefix"),
    ("src/cli/early.rs", "inner.waiting.remove(place)?;", "of a map"),
    ("src/cli/engine.rs", "self.ready.remove(&self.next)", "of a map"),
    ("src/cli/interrupt.rs", "drafts().remove(draft);", "of a set"),
    ("src/cli/label.rs", "json.truncate(open);", "the length of a prefix"),
];

/// Crates in the library's normal tree, its own included, at the most.
const CRATES: usize = 60;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The library's source files by their path from the root.
fn sources() -> Vec<(String, String)> {
    let mut folders = vec![root().join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a source folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let name = |path: &Path| path.strip_prefix(root()).expect("a path below the root").display().to_string();
    let library = files.iter().filter(|path| !path.starts_with(root().join("src/lab")));
    library.map(|path| (name(path), fs::read_to_string(path).expect("a source file can be read"))).collect()
}

fn panicking_call(line: &str) -> Option<&'static str> {
    let code = line.split("//").next().unwrap_or_default();
    PANICKING.iter().copied().find(|name| code.contains(&format!(".{name}(")))
}

#[test]
fn calls_that_could_panic_are_known() {
    let mut seen = vec![false; KNOWN.len()];
    let mut unknown = Vec::new();
    for (file, text) in sources() {
        // Tests stand at the end of a file.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for line in code.lines().filter(|line| panicking_call(line).is_some()) {
            match KNOWN.iter().position(|(known, call, _)| *known == file && line.contains(call)) {
                Some(at) => seen[at] = true,
                None => unknown.push(format!("{file}: {}", line.trim())),
            }
        }
    }
    assert!(unknown.is_empty(), "use a call that cannot panic, or say above why it cannot:\n{}", unknown.join("\n"));
    let gone: Vec<_> = KNOWN.iter().zip(seen).filter(|(_, seen)| !seen).map(|(known, _)| known).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}

#[test]
fn the_search_finds_a_call() {
    assert_eq!(panicking_call("    text.truncate(end);"), Some("truncate"));
    assert_eq!(panicking_call("    // text.truncate(end);"), None);
    assert_eq!(panicking_call("    text.split_at_checked(end);"), None);
}

#[test]
fn the_library_stays_within_its_number_of_crates() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--no-default-features", "--edges", "normal", "--prefix", "none"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    // Without the sources of crates for other systems the tree cannot be drawn; then nothing is said about it.
    if !tree.status.success() {
        eprintln!("skipped: {}", String::from_utf8_lossy(&tree.stderr));
        return;
    }
    let text = String::from_utf8(tree.stdout).expect("names of crates are text");
    let mut crates: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    crates.sort_unstable();
    crates.dedup();
    assert!(crates.len() > 10, "the tree was not read: {text}");
    assert!(crates.len() <= CRATES, "{} crates:\n{}", crates.len(), crates.join("\n"));
}
