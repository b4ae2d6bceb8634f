//! Decides what the bytes of the page are that a server sent: the body behind a head, its chunks joined and its codings
//! undone. For `archive`, which finds such responses, and for whoever reads a page.

use std::io::{self, Read};

use super::decompress;
use super::fields::{Fields, read_head};
use super::input::{self, Unpacked};

/// A response that holds a page.
#[derive(Debug, Default)]
pub struct Response {
    /// The record's own name, such as `<urn:uuid:...>`.
    pub id: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// When it was fetched.
    pub date: Option<String>,
    /// The `Content-Type`, which may name the charset.
    pub kind: Option<String>,
    /// How the body was sent, outermost last.
    pub codings: Vec<String>,
    /// Whether the body says that it comes in chunks.
    pub chunked: bool,
    /// The bytes behind the head.
    pub body: Vec<u8>,
}

/// Bytes in front of a body: more than any server sends.
pub const LARGEST_HEAD: usize = 256 << 10;

/// Codings of one body that are undone: servers send one, and each may multiply what the one before it gave.
const MOST_CODINGS: usize = 4;

impl Response {
    /// The response that a file begins with, as `curl -i` and `wget --save-headers` write one.
    pub fn saved(bytes: &[u8]) -> Option<Response> {
        let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if !rest.starts_with(b"HTTP/") {
            return None;
        }
        let http = read_head(&mut rest, LARGEST_HEAD).ok()??;
        // Without a field it is a text that begins so.
        let kind = http.fields.get("content-type")?.to_owned();
        let (codings, chunked) = sent_as(&http.fields);
        Some(Response { kind: Some(kind), codings, chunked, body: rest.to_vec(), ..Response::default() })
    }

    /// The page as the server meant it: chunks joined, codings undone, cut just behind the limit.
    pub fn page(&self, limit: usize) -> io::Result<Unpacked> {
        let mut body = if self.chunked { joined(&self.body) } else { None }.unwrap_or_else(|| self.body.clone());
        if self.codings.len() > MOST_CODINGS {
            return Err(io::Error::other(format!("the body is sent in {} codings", self.codings.len())));
        }
        let mut damaged = false;
        for coding in self.codings.iter().rev() {
            let unpacked = decoded(coding, body, limit)?;
            body = unpacked.bytes;
            damaged |= unpacked.damaged;
        }
        Ok(Unpacked { bytes: body, damaged })
    }
}

/// How a body was sent: its codings, and whether it comes in chunks.
pub fn sent_as(http: &Fields) -> (Vec<String>, bool) {
    let chunked = http.list("transfer-encoding").iter().any(|coding| coding == "chunked");
    (http.list("content-encoding"), chunked)
}

/// The chunks of a body joined; nothing if it does not begin with a chunk, since archivers join them and leave the field.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut whole = Vec::with_capacity(body.len());
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest)?;
        let (line, behind) = rest.split_at_checked(end + 1)?;
        let size = str::from_utf8(line).ok()?.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            // What was joined so far is the page, unless there is nothing of it.
            return (!whole.is_empty()).then_some(whole);
        };
        if size == 0 {
            break;
        }
        let chunk = behind.get(..size).unwrap_or(behind);
        whole.extend_from_slice(chunk);
        rest = behind.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    Some(whole)
}

fn decoded(coding: &str, body: Vec<u8>, limit: usize) -> io::Result<Unpacked> {
    let bytes = body.as_slice();
    let reader: Box<dyn Read + '_> = match coding {
        // Archivers undo the coding too and leave the field, so what has not the format's mark is taken as it stands.
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            Box::new(zstd::stream::read::Decoder::with_buffer(bytes)?)
        }
        "br" if !looks_plain(bytes) => Box::new(brotli_decompressor::Decompressor::new(bytes, 4096)),
        "deflate" if !looks_plain(bytes) => match bytes {
            // Meant is zlib's format; some servers send the bare stream.
            [first, second, ..]
                if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31) =>
            {
                Box::new(flate2::read::ZlibDecoder::new(bytes))
            }
            _ => Box::new(flate2::read::DeflateDecoder::new(bytes)),
        },
        "gzip" | "x-gzip" | "zstd" | "br" | "deflate" | "identity" => {
            return Ok(Unpacked { bytes: body, damaged: false });
        }
        other => return Err(io::Error::other(format!("the body is sent in the unknown coding '{other}'"))),
    };
    input::gather(decompress::bounded(reader, bytes.len()), 0, limit)
}

/// Whether a body begins as a page does, which compressed bytes do not.
fn looks_plain(body: &[u8]) -> bool {
    body.trim_ascii_start().first().is_some_and(|first| *first == b'<')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_saved_response_is_read_like_one_of_an_archive() {
        let saved = |bytes: &[u8]| {
            let response = Response::saved(bytes)?;
            Some((response.page(99).unwrap().bytes, response.kind?))
        };
        let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n<p\r\n2\r\n>a\r\n0\r\n";
        assert_eq!(saved(chunked), Some((b"<p>a".to_vec(), "text/html; charset=x".to_owned())));
        assert_eq!(saved(b"HTTP/2 200\ncontent-type: text/html\n\n<p>a").map(|found| found.0), Some(b"<p>a".to_vec()));
        for other in [
            &b"HTTP/1.1 is a protocol.\n\nIt is old."[..],
            b"<p>HTTP/1.1",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html",
        ] {
            assert!(saved(other).is_none());
        }
    }

    #[test]
    fn a_body_that_unpacks_to_far_more_than_came_is_an_error() {
        let mut body = vec![b' '; 8 << 20];
        for _ in 0..MOST_CODINGS {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(&body).unwrap();
            body = writer.finish().unwrap();
        }
        let unpacked = |times: usize| {
            let codings = vec!["gzip".to_owned(); times];
            let response = Response { codings, body: body.clone(), ..Response::default() };
            response.page(64 << 20).map_err(|error| error.to_string())
        };
        assert!(unpacked(MOST_CODINGS).unwrap_err().contains("24 times"));
        assert!(unpacked(MOST_CODINGS + 1).unwrap_err().contains("in 5 codings"));
    }
}
