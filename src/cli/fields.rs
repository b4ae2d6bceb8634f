//! Decides what the head of a record or of a response says: a first line, then fields up to a blank line. Forgiving, for
//! servers write what they like; for `archive`.

use std::io::{self, BufRead, Read};

/// A head.
#[derive(Debug)]
pub struct Head {
    /// Such as `WARC/1.1` or `HTTP/1.1 200 OK`.
    pub first_line: String,
    /// What follows.
    pub fields: Fields,
}

/// The fields of a head.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of these lines.
    pub fn of<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Fields {
        let mut fields = Fields::default();
        lines.for_each(|line| fields.add(String::from_utf8_lossy(line).trim_end_matches(['\r', '\n'])));
        fields
    }

    /// The value of the first field of this name, which is given in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The members of all fields of this name, in lower case; they are separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(field, _)| field == name).flat_map(|(_, value)| value.split(','));
        values.map(|member| member.trim().to_ascii_lowercase()).filter(|member| !member.is_empty()).collect()
    }

    fn add(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// Reads a head of at most so many bytes; nothing where only blank lines are left.
pub fn read_head(reader: &mut impl BufRead, limit: usize) -> io::Result<Option<Head>> {
    let mut left = limit as u64;
    let mut head: Option<Head> = None;
    loop {
        let mut line = Vec::new();
        let read = reader.by_ref().take(left).read_until(b'\n', &mut line)?;
        left -= read as u64;
        if line.last() != Some(&b'\n') {
            return match head {
                None if line.is_empty() && left > 0 => Ok(None),
                _ if left == 0 => Err(io::Error::other("a head has no end")),
                _ => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        match &mut head {
            // Two blank lines stand between records, and now and then more.
            None if line.is_empty() => {}
            None => head = Some(Head { first_line: line.to_owned(), fields: Fields::default() }),
            Some(_) if line.is_empty() => return Ok(head),
            Some(head) => head.fields.add(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, limit: usize) -> io::Result<Option<Head>> {
        read_head(&mut text.as_bytes(), limit)
    }

    #[test]
    fn fields_are_found_whatever_their_case_and_breaks() {
        let head =
            read("\r\nHTTP/1.1 200 OK\r\nContent-TYPE : text/html;\n charset=x\nA: b, C\na: d\nrubbish\n\n<p>", 999);
        let head = head.unwrap().unwrap();
        assert_eq!(head.first_line, "HTTP/1.1 200 OK");
        assert_eq!(head.fields.get("content-type"), Some("text/html; charset=x"));
        assert_eq!(head.fields.list("a"), ["b", "c", "d"]);
        assert_eq!(head.fields.get("none"), None);
    }

    #[test]
    fn a_head_ends_or_is_an_error() {
        assert!(read("", 99).unwrap().is_none());
        assert!(read("\r\n\r\n", 99).unwrap().is_none());
        assert_eq!(read("WARC/1.0\r\nA: b\r\n", 99).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(read("WARC/1.0\r\nA: b", 99).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        assert!(read(&"A: b\n".repeat(99), 99).unwrap_err().to_string().contains("no end"));
    }
}
