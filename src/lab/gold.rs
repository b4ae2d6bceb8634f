//! Decides where a gold set's pages are, from a directory that holds them unpacked or as archives, and reads its
//! records. For eval, and for whoever needs the pages' paths.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::Outcome;

/// The sets a gold directory may hold.
pub const SETS: [&str; 2] = ["pages", "segments"];

/// What a person said about a page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The page's file is named after it.
    pub id: String,
    /// Where the page was found.
    pub url: Option<String>,
    /// The page type; only in sets with full text.
    #[serde(rename = "type")]
    pub page_type: Option<String>,
    /// The whole main text; only in some sets.
    pub text: Option<String>,
    /// Snippets that must appear.
    pub with: Vec<String>,
    /// Snippets that must not appear.
    pub without: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// The authors, in one string.
    pub author: Option<String>,
    /// The date of publication.
    pub date: Option<String>,
}

/// A gold set: its name, its records and the folder with their pages.
pub struct Set {
    /// Its name, such as `pages`.
    pub name: String,
    /// Its records in the order of the file.
    pub records: Vec<Record>,
    folder: PathBuf,
}

impl Set {
    /// Reads the set of this name from a directory of unpacked sets.
    pub fn read(directory: &Path, name: &str) -> Outcome<Set> {
        let path = directory.join(format!("{name}.jsonl"));
        let lines = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let records = lines
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()
            .map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Set { name: name.to_owned(), records, folder: directory.join(name) })
    }

    /// The bytes of a record's page.
    pub fn page(&self, record: &Record) -> Outcome<Vec<u8>> {
        let path = self.folder.join(format!("{}.html", record.id));
        Ok(fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?)
    }
}

/// The directory with the unpacked sets: the given one, or one below `target/gold` into which its archives are
/// unpacked once.
pub fn unpacked(directory: &Path, sets: &[String]) -> Outcome<PathBuf> {
    if sets.iter().all(|set| directory.join(format!("{set}.jsonl")).is_file()) {
        return Ok(directory.to_owned());
    }
    // The sizes tell one edition of the archives from another, so that a new one is not mistaken for the old.
    let mut key = Vec::new();
    for set in SETS {
        if let Ok(about) = fs::metadata(archive(directory, set)) {
            key.push(format!("{set}-{}", about.len()));
        }
    }
    let target = Path::new("target/gold").join(key.join("-"));
    for set in sets {
        if !target.join(format!("{set}.jsonl")).is_file() {
            unpack(&archive(directory, set), set, &target)?;
        }
    }
    Ok(target)
}

fn archive(directory: &Path, set: &str) -> PathBuf {
    directory.join(format!("{set}.tar.zst"))
}

/// Unpacks one archive beside its place and moves it there when it is whole, the records last: their file is the sign
/// that nothing is missing.
fn unpack(archive: &Path, set: &str, target: &Path) -> Outcome {
    if !archive.is_file() {
        return Err(format!("{}: no such archive, and no {set}.jsonl beside it", archive.display()).into());
    }
    let part = target.join(format!("{set}.part"));
    let _ = fs::remove_dir_all(&part);
    let _ = fs::remove_dir_all(target.join(set));
    fs::create_dir_all(&part)?;
    eprintln!("lab: unpacking {} into {}", archive.display(), target.display());
    // The archives are packed with a window of 128 MiB, which zstd only opens when told.
    let status = Command::new("tar")
        .args(["--use-compress-program=zstd -d --long=27", "-xf"])
        .arg(archive)
        .arg("-C")
        .arg(&part)
        .status()
        .map_err(|error| format!("tar: {error}"))?;
    if !status.success() {
        return Err(format!("tar could not unpack {} (are tar and zstd installed?)", archive.display()).into());
    }
    fs::rename(part.join(set), target.join(set))?;
    fs::rename(part.join(format!("{set}.jsonl")), target.join(format!("{set}.jsonl")))?;
    fs::remove_dir_all(&part)?;
    Ok(())
}
