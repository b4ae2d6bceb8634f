//! Runs the built tool on web archives that GNU wget and warcio wrote (`tests/archives/make.py`), plain, with gzip and with
//! zstd: every page comes out as its server meant it, and nothing that is no page. `make test-archives` makes the archives
//! anew and reads those.

#![cfg(feature = "cli")]

mod support;

use std::env;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{code, folder, lines, messages, run};

/// The archives that are kept, or those that were made just now.
fn archives() -> PathBuf {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archives");
    env::var_os("ARCHIVES").map_or(kept, PathBuf::from)
}

/// Extracts the archive and looks at what all archives have in common; gives the last part of each page's address.
fn names(archive: &str) -> Vec<String> {
    let path = archives().join(archive);
    let output =
        run(&folder(&format!("archives-{archive}")), &["-t", "jsonl", "--no-templates", path.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{archive}: {}", messages(&output));
    lines(&output).iter().map(|article| checked(archive, article)).collect()
}

fn checked(archive: &str, article: &Value) -> String {
    let text = |key: &str| article[key].as_str().unwrap_or_default();
    let (_, name) = text("url").rsplit_once('/').unwrap();
    assert_eq!(text("title"), format!("The {name} ferry"), "{archive}");
    let encoding = if name == "latin" { "windows-1252" } else { "UTF-8" };
    assert_eq!((text("encoding"), text("encoding_source")), (encoding, "hint"), "{archive} {name}");
    let first = format!("The {name} ferry to the café on the northern island left the harbour an hour late");
    assert!(
        text("text").contains(&first) && text("text").ends_with("from the open sea."),
        "{archive} {name}: {article}"
    );
    assert!(!text("text").contains("Home"), "{archive} {name}");
    assert!(text("id").starts_with("<urn:uuid:"), "{archive} {name}");
    let date = text("warc_date").as_bytes();
    assert!(date.get(10) == Some(&b'T') && date.ends_with(b"Z"), "{archive} {name}");
    name.to_owned()
}

const PAGES: [&str; 6] = ["plain", "latin", "chunked", "gzip", "both", "deflate"];

#[test]
fn what_wget_wrote_is_read() {
    for archive in ["wget.warc", "wget-compressed.warc.gz"] {
        // It follows the redirect, and fetches the first page again.
        assert_eq!(names(archive), [&PAGES[..], &["plain"]].concat(), "{archive}");
    }
}

#[test]
fn what_warcio_wrote_is_read() {
    for archive in ["warcio.warc", "warcio.warc.gz"] {
        assert_eq!(names(archive), PAGES, "{archive}");
    }
}

#[test]
fn frames_of_zstd_are_read_with_a_dictionary_and_without() {
    for archive in ["plain.warc.zst", "dictionary.warc.zst"] {
        assert_eq!(names(archive), PAGES, "{archive}");
    }
}
