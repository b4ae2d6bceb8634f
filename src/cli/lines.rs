//! Decides where a record of JSON Lines begins and ends: one a line, none on a blank line, none longer than the limit. For
//! `source`.

use std::io::{self, BufRead, Read};

use super::decompress::{Reader, Room};
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
    room: Room,
    limit: usize,
    number: u64,
}

impl Lines {
    /// Reads records that hold at most `page` bytes of a page.
    pub fn new(name: String, place: Option<Place>, (reader, room): (Reader, Room), page: usize) -> Lines {
        let limit = page.saturating_mul(2).max(SHORTEST_LIMIT);
        Lines { name, place, reader: Some(reader), room, limit, number: 0 }
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
            let read = read_line(reader, &mut line, self.limit, &self.room)?;
            if line.is_empty() {
                return Ok(None);
            }
            self.number += 1;
            if let Some(reason) = read {
                reader.skip_until(b'\n')?;
                return Ok(Some(Content::Broken(None, reason)));
            }
        }
        Ok(Some(Content::Line(line)))
    }
}

/// Reads a line, or says why it is not read to its end.
fn read_line(reader: &mut Reader, line: &mut Vec<u8>, limit: usize, room: &Room) -> io::Result<Option<String>> {
    loop {
        let step = Room::STEP.min(limit.saturating_sub(line.len()));
        let read = reader.by_ref().take(step as u64).read_until(b'\n', line)?;
        if read < step || line.last() == Some(&b'\n') {
            return Ok(None);
        }
        if line.len() >= limit {
            return Ok(Some(format!("the line is longer than {limit} bytes")));
        }
        if let Err(error) = room.check(line.len() as u64) {
            return Ok(Some(message::reason(&error)));
        }
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
        let mut lines = Lines::new("records".to_owned(), None, (Box::new(Cursor::new(text)), Room::of(0)), 0);
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

    #[test]
    fn a_line_that_is_longer_than_what_came_can_be_is_bad_alone() {
        let text = [vec![b' '; 8 << 20], b"\nnext\n".to_vec()].concat();
        let reasons = |came: usize| {
            let reader: Reader = Box::new(Cursor::new(text.clone()));
            let contents = Lines::new(String::new(), None, (reader, Room::of(came)), 0).map(|task| task.content);
            let broken = contents.map(|content| match content {
                Content::Broken(_, reason) => reason.contains("24 times"),
                _ => false,
            });
            broken.collect::<Vec<_>>()
        };
        assert_eq!(reasons(1000), [true, false]);
        assert_eq!(reasons(1 << 20), [false]);
    }
}
