//! Decides how failures are written down: a line of JSON each, which can be fed back in with `--files-from`. For `run`.

use std::io;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::message;
use super::target::Target;
use super::task::Place;

/// The report of a run, which appears under its name when the run ends.
#[derive(Debug)]
pub struct Report(Target);

impl Report {
    /// Begins a report.
    pub fn open(path: &Path) -> io::Result<Report> {
        let mut target = Target::open(Some(path))?;
        // A report without failures is a file too, and one that cannot be written is known before the work begins.
        target.write(&[])?;
        Ok(Report(target))
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
        self.0.write(&[&message::one_line(&Value::Object(fields).to_string()), "\n"])
    }

    /// Ends the report.
    pub fn close(self) -> io::Result<()> {
        self.0.close()
    }
}

/// A path as text and, where it is none, its bytes too.
fn add_path(fields: &mut Map<String, Value>, name: &str, path: &Path) {
    fields.insert(name.to_owned(), path.to_string_lossy().into());
    if path.to_str().is_none() {
        fields.insert(format!("{name}_base64"), STANDARD.encode(path.as_os_str().as_encoded_bytes()).into());
    }
}
