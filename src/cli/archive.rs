//! Decides which records of a web archive (WARC) hold a page. Record for record, whatever the size of the archive; for
//! `source`.
//!
//! Pages are the successful responses whose type is HTML, and stored resources of that type. The rest (requests, images,
//! redirects) is passed over without being held in memory.

use std::io::{self, BufRead, Read};

use super::decompress::{Reader, Room};
use super::fields::{Fields, read_head};
use super::message;
use super::response::{LARGEST_HEAD, Response, sent_as};
use super::task::{Content, Place, Task};

/// The pages of a web archive.
pub struct Archive {
    /// How messages call it.
    name: String,
    place: Option<Place>,
    reader: Option<Reader>,
    room: Room,
    limit: usize,
    number: u64,
    /// Whether what was read last was no record: one before it says wrongly how long it is.
    lost: bool,
}

impl Archive {
    /// Reads pages of at most `limit` bytes, cut behind it.
    pub fn new(name: String, place: Option<Place>, (reader, room): (Reader, Room), limit: usize) -> Archive {
        Archive { name, place, reader: Some(reader), room, limit, number: 0, lost: false }
    }
}

impl Iterator for Archive {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        loop {
            self.number += 1;
            let record = next_record(self.reader.as_mut()?, self.limit, &self.room);
            let was_lost = std::mem::replace(&mut self.lost, matches!(record, Ok(Record::Lost)));
            let content = match record {
                Ok(Record::Lost) if was_lost => {
                    self.number -= 1;
                    continue;
                }
                // What does not begin as an archive is none. Later the next record is looked for.
                Ok(Record::Lost) => {
                    self.reader = self.reader.take().filter(|_| self.number > 1);
                    Content::Broken(self.place.clone(), "is no web archive, or is damaged here".to_owned())
                }
                Ok(Record::Page(response)) => Content::Response(response),
                Ok(Record::Bad(reason)) => Content::Broken(None, reason),
                Ok(Record::Other) => continue,
                Ok(Record::End) => return None,
                Err(error) => {
                    // Where the next record begins is not known any more.
                    self.reader = None;
                    Content::Broken(self.place.clone(), message::reason(&error))
                }
            };
            return Some(Task { name: format!("{} record {}", self.name, self.number), content });
        }
    }
}

enum Record {
    Page(Box<Response>),
    /// A page that is not read, and why.
    Bad(String),
    Other,
    /// Something that is no record.
    Lost,
    End,
}

fn next_record(reader: &mut Reader, limit: usize, room: &Room) -> io::Result<Record> {
    let Some(head) = read_head(reader, LARGEST_HEAD)? else {
        return Ok(Record::End);
    };
    if !head.first_line.starts_with("WARC/") {
        return Ok(Record::Lost);
    }
    let length: Option<u64> = head.fields.get("content-length").and_then(|length| length.parse().ok());
    let Some(length) = length else {
        return Err(io::Error::other("a record does not say how long it is"));
    };
    let mut block = reader.by_ref().take(length);
    let record = page(&head.fields, &mut block, limit, room)?;
    io::copy(&mut block, &mut io::sink())?;
    if block.limit() > 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(record)
}

fn page(record: &Fields, block: &mut impl BufRead, limit: usize, room: &Room) -> io::Result<Record> {
    let (http, kind, chunked, codings) = match record.get("warc-type") {
        Some("response") => {
            // Where the response has no whole head there is no page; whether the record was cut is seen at its end.
            let Ok(Some(http)) = read_head(block, LARGEST_HEAD) else {
                return Ok(Record::Other);
            };
            if !http.first_line.starts_with("HTTP/") || !is_success(&http.first_line) {
                return Ok(Record::Other);
            }
            let (codings, chunked) = sent_as(&http.fields);
            (true, http.fields.get("content-type").map(str::to_owned), chunked, codings)
        }
        Some("resource") => (false, record.get("content-type").map(str::to_owned), false, Vec::new()),
        _ => return Ok(Record::Other),
    };
    // A server that names no type is believed to send pages; a stored resource without one can be anything.
    if !kind.as_deref().map_or(http, is_html) {
        return Ok(Record::Other);
    }
    let mut body = Vec::new();
    let most = limit.saturating_add(1);
    while block.take(Room::STEP.min(most - body.len()) as u64).read_to_end(&mut body)? > 0 {
        if let Err(error) = room.check(body.len() as u64) {
            return Ok(Record::Bad(message::reason(&error)));
        }
    }
    let text = |name: &str| record.get(name).map(str::to_owned);
    // The first version of the format had the address in angle brackets.
    let url = text("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let (id, date) = (text("warc-record-id"), text("warc-date"));
    Ok(Record::Page(Box::new(Response { id, url, date, kind, codings, chunked, body })))
}

fn is_html(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml")
}

/// Whether a status line such as `HTTP/1.1 200 OK` tells of success. With 204 and 205 a server says that there is no page.
fn is_success(status: &str) -> bool {
    let code = status.split_ascii_whitespace().nth(1).unwrap_or_default();
    code.len() == 3 && code.starts_with('2') && !matches!(code, "204" | "205")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn record(kind: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n\
             WARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(head: &str, body: &[u8]) -> Vec<u8> {
        record("response", &[format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat())
    }

    fn tasks(bytes: Vec<u8>) -> Vec<Task> {
        let reader: Reader = Box::new(Cursor::new(bytes));
        Archive::new("archive".to_owned(), None, (reader, Room::of(0)), 1 << 20).collect()
    }

    fn page(bytes: Vec<u8>) -> Vec<u8> {
        match &tasks(bytes)[..] {
            [Task { content: Content::Response(response), .. }] => response.page(1 << 20).unwrap().bytes,
            tasks => panic!("{tasks:?}"),
        }
    }

    #[test]
    fn only_successful_html_responses_are_pages() {
        let html = response("Content-Type: text/html; charset=utf-8", b"<p>a");
        let others = [
            record("warcinfo", b"software: x"),
            record("request", b"GET / HTTP/1.1\r\n\r\n"),
            response("content-type: image/png", b"x"),
            record("response", b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>moved"),
            record("response", b"HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n"),
            record("response", b""),
        ];
        let tasks = tasks([others.concat(), html].concat());
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].name, "archive record 7");
        let Content::Response(response) = &tasks[0].content else { panic!() };
        assert_eq!(response.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(response.date.as_deref(), Some("2026-01-02T03:04:05Z"));
        assert_eq!(response.kind.as_deref(), Some("text/html; charset=utf-8"));
        assert_eq!(response.body, b"<p>a");
    }

    #[test]
    fn chunks_are_joined_and_codings_undone() {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(b"<p>page").unwrap();
        let gzip = writer.finish().unwrap();
        let (one, two) = gzip.split_at(5);
        let chunks = [b"5\r\n", one, format!("\r\n{:x};x=y\r\n", two.len()).as_bytes(), two, b"\r\n0\r\n\r\n"].concat();
        let both = "Content-Encoding: GZIP\r\nTransfer-Encoding: chunked";
        assert_eq!(page(response(both, &chunks)), b"<p>page");
        // An archiver has undone both and left the fields.
        assert_eq!(page(response(both, b"<p>page")), b"<p>page");
        let mut writer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(b"<p>page").unwrap();
        let deflated = writer.finish().unwrap();
        assert_eq!(page(response("Content-Encoding: deflate", &deflated)), b"<p>page");
        // A crawler stopped at its limit.
        assert!(b"<p>page".starts_with(&page(response("Content-Encoding: deflate", &deflated[..6]))));
    }

    #[test]
    fn a_cut_record_is_bad_and_those_before_it_are_not() {
        let whole = response("Content-Type: text/html", b"<p>a");
        for missing in [5, 7, 100] {
            let cut = &whole[..whole.len() - missing];
            let tasks = tasks([&whole, cut].concat());
            assert_eq!(tasks.len(), 2, "{missing}");
            assert!(
                matches!(&tasks[1].content, Content::Broken(None, reason) if reason.contains("too early")),
                "{tasks:?}"
            );
        }
        assert!(matches!(tasks(b"<html>".to_vec())[0].content, Content::Broken(..)));
        let lying = String::from_utf8(whole).unwrap().replace("Content-Length: ", "Content-Length: 9999999999999");
        assert!(matches!(tasks(lying.into_bytes())[0].content, Content::Broken(..)));
    }

    #[test]
    fn behind_a_record_that_is_longer_than_it_says_the_next_is_found() {
        let whole = response("Content-Type: text/html", b"<p>a\n\n<p>b\n\n<p>c");
        let text = String::from_utf8(whole.clone()).unwrap();
        for length in ["0", "50", "55"] {
            let lying = text.replace(
                &format!("Content-Length: {}", whole.len() - text.find("HTTP/").unwrap() - 4),
                "Content-Length: @",
            );
            assert!(lying.contains('@'));
            let lying = lying.replace('@', length).into_bytes();
            let tasks = tasks([&whole[..], &lying, &whole].concat());
            let broken: Vec<bool> = tasks.iter().map(|task| matches!(task.content, Content::Broken(..))).collect();
            assert_eq!(broken.iter().filter(|broken| **broken).count(), 1, "{length}: {tasks:?}");
            assert_eq!((broken.first(), broken.last()), (Some(&false), Some(&false)), "{length}");
            let names: std::collections::BTreeSet<&str> = tasks.iter().map(|task| task.name.as_str()).collect();
            assert_eq!(names.len(), tasks.len(), "each has a name of its own");
        }
    }

    #[test]
    fn a_large_record_is_cut_and_the_next_is_found() {
        let large = response("Content-Type: text/html", &vec![b'x'; 2 << 20]);
        let tasks = tasks([large, response("Content-Type: text/html", b"<p>a")].concat());
        let sizes = tasks.iter().map(|task| match &task.content {
            Content::Response(response) => response.body.len(),
            _ => 0,
        });
        assert_eq!(sizes.collect::<Vec<_>>(), [(1 << 20) + 1, 4]);
        // The greatest limit has no place behind it.
        let page: Reader = Box::new(Cursor::new(response("Content-Type: text/html", b"<p>a")));
        assert_eq!(Archive::new(String::new(), None, (page, Room::of(0)), usize::MAX).count(), 1);
    }

    #[test]
    fn a_record_that_is_longer_than_what_came_can_be_is_bad_alone() {
        let large = response("Content-Type: text/html", &vec![b'x'; 8 << 20]);
        let bytes = [large, response("Content-Type: text/html", b"<p>a")].concat();
        let bad = |came: usize| {
            let reader: Reader = Box::new(Cursor::new(bytes.clone()));
            let tasks = Archive::new(String::new(), None, (reader, Room::of(came)), 64 << 20);
            tasks.map(|task| matches!(task.content, Content::Broken(..))).collect::<Vec<_>>()
        };
        assert_eq!(bad(1000), [true, false]);
        assert_eq!(bad(1 << 20), [false, false]);
    }
}
