//! Decides which files a list names: one a line or ended by NULs, as they stand, or lines of an earlier run's report.
//! For `source`.

use std::ffi::OsString;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::decompress::Reader;
use super::task::Place;

/// Longer names exist on no file system; a list with a longer one is no list of names.
const LONGEST: u64 = 64 << 10;

/// The files that a list names.
pub struct List {
    reader: Reader,
    end: u8,
}

impl List {
    /// Reads a list whose names end with a NUL or a line break.
    pub fn new(reader: Reader, null: bool) -> List {
        List { reader, end: if null { 0 } else { b'\n' } }
    }

    /// What cannot be read now is not tried again.
    fn end(&mut self, error: io::Error) -> Option<io::Result<Place>> {
        self.reader = Box::new(io::empty());
        Some(Err(error))
    }
}

impl Iterator for List {
    type Item = io::Result<Place>;

    fn next(&mut self) -> Option<io::Result<Place>> {
        loop {
            let mut name = Vec::new();
            match self.reader.by_ref().take(LONGEST).read_until(self.end, &mut name) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return self.end(error),
            }
            if name.len() as u64 == LONGEST {
                return self.end(io::Error::other("is no list of file names, for one has no end"));
            }
            if name.last() == Some(&self.end) {
                name.pop();
            }
            if !name.is_empty() {
                return Some(Ok(reported(&name).unwrap_or_else(|| Place { path: path(name), root: None })));
            }
        }
    }
}

/// The place that a line of a report gives; a file may have a brace in its name, but hardly is its name JSON.
fn reported(line: &[u8]) -> Option<Place> {
    let Value::Object(fields) = line.starts_with(b"{\"").then(|| serde_json::from_slice(line).ok())?? else {
        return None;
    };
    let field = |name: &str, encoded: &str| -> Option<PathBuf> {
        match fields.get(encoded).and_then(Value::as_str) {
            Some(text) => Some(path(STANDARD.decode(text).ok()?)),
            None => Some(path(fields.get(name)?.as_str()?.as_bytes().to_vec())),
        }
    };
    Some(Place { path: field("path", "path_base64")?, root: field("root", "root_base64") })
}

#[cfg(unix)]
fn path(name: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(name).into()
}

#[cfg(not(unix))]
fn path(name: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&name).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn list(text: &[u8], null: bool) -> Vec<Place> {
        List::new(Box::new(Cursor::new(text.to_vec())), null).map(Result::unwrap).collect()
    }

    fn place(path: &str) -> Place {
        Place { path: path.into(), root: None }
    }

    #[test]
    fn names_are_taken_as_they_stand() {
        assert_eq!(list(b"a.html\n\n b c.html\n{x}", false), [place("a.html"), place(" b c.html"), place("{x}")]);
        assert_eq!(list(b"a\nb\0c\0", true), [place("a\nb"), place("c")]);
    }

    #[test]
    fn a_report_is_a_list() {
        let lines =
            b"{\"path\":\"p/a.html\",\"root\":\"p\",\"error\":\"x\"}\n{\"path\":\"b?\",\"path_base64\":\"Yv8=\"}\n";
        let places = list(lines, false);
        assert_eq!(places[0], Place { path: "p/a.html".into(), root: Some("p".into()) });
        assert_eq!(places[1].path, path(b"b\xff".to_vec()));
    }

    #[test]
    fn a_name_without_end_is_refused() {
        let mut list = List::new(Box::new(Cursor::new(vec![b'a'; 1 << 20])), false);
        assert!(list.next().unwrap().is_err());
    }
}
