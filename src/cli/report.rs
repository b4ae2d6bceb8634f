//! Decides how failures are written down: a line of JSON each, which can be fed back in with `--files-from`. For `run`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::message;
use super::target::Draft;
use super::task::Place;

/// The report of a run, which appears under its name when the run ends.
#[derive(Debug)]
pub struct Report {
    path: PathBuf,
    draft: Draft,
}

impl Report {
    /// Begins a report.
    pub fn open(path: &Path) -> io::Result<Report> {
        if path.is_dir() {
            return Err(io::Error::other("is a directory, not a file"));
        }
        Ok(Report { path: path.to_owned(), draft: Draft::beside(path, None)? })
    }

    /// Writes down a failure; `name` is how messages call the input, and `place` is given where it can be named again.
    pub fn add(&mut self, name: &str, place: Option<&Place>, reason: &str) -> io::Result<()> {
        let mut fields = Map::new();
        match place {
            Some(place) => {
                add_path(&mut fields, "path", &place.path);
                if let Some(root) = &place.root {
                    add_path(&mut fields, "root", root);
                }
            }
            None => {
                fields.insert("record".to_owned(), name.into());
            }
        }
        fields.insert("error".to_owned(), reason.into());
        writeln!(self.draft.writer, "{}", message::one_line(&Value::Object(fields).to_string()))
    }

    /// Ends the report.
    pub fn close(self) -> io::Result<()> {
        self.draft.commit(&self.path)
    }
}

/// A path as text and, where it is none, its bytes too.
fn add_path(fields: &mut Map<String, Value>, name: &str, path: &Path) {
    fields.insert(name.to_owned(), path.to_string_lossy().into());
    if path.to_str().is_none() {
        fields.insert(format!("{name}_base64"), STANDARD.encode(path.as_os_str().as_encoded_bytes()).into());
    }
}
