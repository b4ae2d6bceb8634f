//! Decides in which order the files of a directory are met and which are passed over: sorted by name, links only on
//! request, the run's own output never. For `source`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::globs::Globs;
use super::input;
use super::message;

/// What a walk needs to know.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Which names are looked at.
    pub globs: Arc<Globs>,
    /// Whether links are followed.
    pub follow: bool,
    /// The run's own output, as a canonical path, which is not read again.
    pub output: Option<PathBuf>,
}

/// The files below a directory.
pub struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
    rules: Rules,
}

/// What a walk meets.
#[derive(Debug)]
pub enum Found {
    /// A regular file.
    File(PathBuf),
    /// Something that cannot be read, and why.
    Broken(PathBuf, String),
}

impl Walk {
    /// Walks a directory.
    pub fn new(root: PathBuf, rules: Rules) -> Walk {
        let entries = WalkDir::new(&root).min_depth(1).follow_links(rules.follow).sort_by_file_name().into_iter();
        Walk { root, entries, rules }
    }

    fn found(&mut self, entry: &DirEntry) -> Option<Found> {
        let relative = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        let kind = entry.file_type();
        if kind.is_dir() {
            if !self.rules.globs.enters(relative) || self.is_output(entry.path()) {
                self.entries.skip_current_dir();
            }
            return None;
        }
        // A link that is not to be followed is not part of the directory.
        if kind.is_symlink() || !self.rules.globs.reads(relative) || is_draft(entry) || self.is_output(entry.path()) {
            return None;
        }
        Some(match input::regular(kind) {
            Ok(()) => Found::File(entry.path().to_owned()),
            Err(error) => Found::Broken(entry.path().to_owned(), message::reason(&error)),
        })
    }

    fn is_output(&self, path: &Path) -> bool {
        let Some(output) = &self.rules.output else {
            return false;
        };
        // The name alone tells most apart, which spares a look at the file; a followed link can have any name.
        (self.rules.follow || path.file_name() == output.file_name())
            && path.canonicalize().is_ok_and(|path| path == *output)
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            match self.entries.next()? {
                Ok(entry) => {
                    if let Some(found) = self.found(&entry) {
                        return Some(found);
                    }
                }
                Err(error) => return Some(broken(error, &self.root)),
            }
        }
    }
}

fn broken(error: walkdir::Error, root: &Path) -> Found {
    let path = error.path().unwrap_or(root).to_owned();
    let reason = match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => "is a link to a directory that it stands in".to_owned(),
        (_, Some(error)) => message::reason(error),
        _ => error.to_string(),
    };
    Found::Broken(path, reason)
}

/// A file that another run is writing, or that it left behind when it was killed.
fn is_draft(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(super::target::DRAFT.as_bytes()) && name.ends_with(b".part")
}
