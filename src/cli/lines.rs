//! Decides where a record of JSON Lines begins and ends: one a line, none on a blank line, none longer than the limit. For
//! `source`.

use std::io::{self, BufRead, Read};

use super::decompress::Reader;
use super::message;
use super::task::{Content, Place, Task};

/// Bytes of a line at the least: the text of a page at the limit takes more as JSON, and other fields come with it.
const SHORTEST_LIMIT: usize = 64 << 20;

/// The records of a JSON Lines file.
pub struct Lines {
    /// How messages call the file.
    name: String,
    place: Option<Place>,
    reader: Option<Reader>,
    limit: usize,
    number: u64,
}

impl Lines {
    /// Reads records that hold at most `page` bytes of a page.
    pub fn new(name: String, place: Option<Place>, reader: Reader, page: usize) -> Lines {
        let limit = page.saturating_mul(2).max(SHORTEST_LIMIT);
        Lines { name, place, reader: Some(reader), limit, number: 0 }
    }

    fn read(&mut self) -> io::Result<Option<Content>> {
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let mut line = Vec::new();
        // A blank line is no record: other readers of JSON Lines pass over it too, and a file of nothing else would become a
        // record for every byte.
        while line.trim_ascii().is_empty() {
            line.clear();
            reader.by_ref().take(self.limit as u64).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(None);
            }
            self.number += 1;
            if line.len() >= self.limit && line.last() != Some(&b'\n') {
                reader.skip_until(b'\n')?;
                let reason = format!("the line is longer than {} bytes", self.limit);
                return Ok(Some(Content::Broken(None, reason)));
            }
        }
        Ok(Some(Content::Line(line)))
    }
}

impl Iterator for Lines {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        let content = match self.read() {
            Ok(content) => content?,
            Err(error) => {
                self.reader = None;
                self.number += 1;
                Content::Broken(self.place.clone(), message::reason(&error))
            }
        };
        Some(Task { name: format!("{} line {}", self.name, self.number), content })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn every_line_is_a_record_but_a_blank_one_and_a_long_one_is_bad() {
        let text = b"\r\n{}\n\nlonger than eight\n \t\r\nlast\n\n".to_vec();
        let mut lines = Lines::new("records".to_owned(), None, Box::new(Cursor::new(text)), 0);
        lines.limit = 8;
        let tasks: Vec<Task> = lines.collect();
        let shown = |task: &Task| match &task.content {
            Content::Line(line) => String::from_utf8(line.clone()).unwrap(),
            Content::Broken(_, reason) => reason.clone(),
            _ => String::new(),
        };
        let contents: Vec<String> = tasks.iter().map(shown).collect();
        assert_eq!(contents, ["{}\n", "the line is longer than 8 bytes", "last\n"]);
        // Blank lines count where a line is named, so that an editor finds it.
        assert_eq!(tasks[1].name, "records line 4");
    }
}
