//! Decides in which order the inputs of a run come and what each path holds: a page, a directory, a list, records.
//! Reads on only when the next task is asked for, so that memory stays bounded; for `run`.

use std::io;
use std::path::{Path, PathBuf};

use super::archive::Archive;
use super::arguments::Arguments;
use super::decompress::{self, Reader, Room};
use super::format::From;
use super::input;
use super::lines::Lines;
use super::list::List;
use super::message;
use super::outlet::Outlets;
use super::task::{Content, Place, Task};
use super::walk::{Found, Rules, Walk};

/// The tasks of a run, in their order.
pub struct Source {
    from: From,
    limit: usize,
    rules: Rules,
    /// Whether records are welcome: a directory of articles has one file a page, and nothing to name a record's by.
    records: bool,
    /// Whether files are reckoned from the one directory that was named.
    single: bool,
    /// What leaves before more is read.
    outlets: Outlets,
    /// What is being read, the innermost last.
    open: Vec<Box<dyn Iterator<Item = Step> + Send>>,
}

enum Step {
    Task(Task),
    /// A path that was named.
    Path(Place),
    /// A file that was found in a directory.
    Found(Place),
    /// What is piped in.
    Standard,
}

impl Source {
    /// The inputs that the arguments name; without any it is standard input.
    pub fn new(arguments: &Arguments, rules: Rules, records: bool, outlets: &Outlets) -> io::Result<Source> {
        let mut open: Vec<Box<dyn Iterator<Item = Step> + Send>> = Vec::new();
        if let Some(list) = &arguments.files_from {
            let name = message::name(list.as_os_str());
            let entries = List::new(reader(list, outlets)?, arguments.null);
            open.push(Box::new(entries.map(move |entry| match entry {
                Ok(place) => Step::Path(place),
                Err(error) => {
                    Step::Task(Task { name: name.clone(), content: Content::Broken(None, message::reason(&error)) })
                }
            })));
        }
        let mut paths = arguments.paths.clone();
        if paths.is_empty() && arguments.files_from.is_none() {
            paths.push(PathBuf::from("-"));
        }
        open.push(Box::new(paths.into_iter().map(|path| match path.as_os_str() == "-" {
            true => Step::Standard,
            false => Step::Path(Place { path, root: None }),
        })));
        let single = arguments.paths.len() < 2;
        let outlets = outlets.clone();
        Ok(Source { from: arguments.from, limit: arguments.max_input, rules, records, single, outlets, open })
    }

    fn standard(&mut self) -> Option<Task> {
        let name = "standard input".to_owned();
        let opened = match self.from {
            From::Jsonl | From::Warc => decompress::records(self.outlets.before(io::stdin()), None),
            _ => return Some(Task { name, content: Content::Standard }),
        };
        match opened {
            Ok(reader) => {
                self.push_records(name, None, reader, self.from);
                None
            }
            Err(error) => Some(Task { name, content: Content::Broken(None, message::reason(&error)) }),
        }
    }

    /// A path that was named: a directory is walked.
    fn path(&mut self, place: Place) -> Option<Task> {
        if place.path.is_dir() {
            // Of several directories each keeps its name, so that their pages do not meet.
            let root = self.single.then(|| place.path.clone());
            let found = Walk::new(place.path, self.rules.clone()).map(move |found| match found {
                Found::File(path) => Step::Found(Place { path, root: root.clone() }),
                Found::Broken(path, reason) => Step::Task(Task::broken(Place { path, root: root.clone() }, reason)),
            });
            self.open.push(Box::new(found));
            return None;
        }
        self.file(place)
    }

    fn file(&mut self, place: Place) -> Option<Task> {
        let kind = self.kind(&place.path);
        if !matches!(kind, From::Jsonl | From::Warc) {
            return Some(Task::file(place));
        }
        if !self.records {
            return Some(Task::broken(place, "holds records, which go into one file; choose '--to jsonl'".to_owned()));
        }
        match input::records(&place.path, &self.outlets) {
            Ok(reader) => {
                self.push_records(message::name(place.path.as_os_str()), Some(place), reader, kind);
                None
            }
            Err(error) => Some(Task::broken(place, message::reason(&error))),
        }
    }

    fn kind(&self, path: &Path) -> From {
        if self.from == From::Auto { records(path).unwrap_or(From::Auto) } else { self.from }
    }

    fn push_records(&mut self, name: String, place: Option<Place>, reader: (Reader, Room), kind: From) {
        self.open.push(match kind {
            From::Warc => Box::new(Archive::new(name, place, reader, self.limit).map(Step::Task)),
            _ => Box::new(Lines::new(name, place, reader, self.limit).map(Step::Task)),
        });
    }
}

impl Iterator for Source {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        loop {
            let Some(step) = self.open.last_mut()?.next() else {
                self.open.pop();
                continue;
            };
            let task = match step {
                Step::Task(task) => Some(task),
                Step::Path(place) => self.path(place),
                Step::Found(place) => self.file(place),
                Step::Standard => self.standard(),
            };
            if task.is_some() {
                return task;
            }
        }
    }
}

/// The kind of records that a file holds by its name.
pub fn records(path: &Path) -> Option<From> {
    let plain = decompress::plain_name(path);
    let extension = plain.extension()?.to_ascii_lowercase();
    match extension.to_str()? {
        "jsonl" | "ndjson" => Some(From::Jsonl),
        "warc" => Some(From::Warc),
        _ => None,
    }
}

fn reader(path: &Path, outlets: &Outlets) -> io::Result<Reader> {
    match path.as_os_str() == "-" {
        true => decompress::plain(outlets.before(io::stdin()), None),
        false => input::plain(path, outlets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_known_by_their_name() {
        assert_eq!(records(Path::new("a.warc.gz")), Some(From::Warc));
        assert_eq!(records(Path::new("a.JSONL")), Some(From::Jsonl));
        assert_eq!(records(Path::new("a.ndjson.zst")), Some(From::Jsonl));
        assert_eq!(records(Path::new("warc.html")), None);
        assert_eq!(records(Path::new("warc")), None);
    }
}
