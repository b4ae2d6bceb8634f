//! Decides whether a file is a mail or a page that a browser saved as one (MHTML), and which part of it is
//! the page. From the bytes, and from the name where they leave a doubt; for `work`.
//!
//! One walk over the lines, with a list of the boundaries that are open: what holds parts inside of parts costs no stack, and
//! nothing but the part that is chosen is copied.

use std::path::Path;

use dechrome::options::{Known, Source};

use super::fields::Fields;
use super::packing::Packing;
use super::sender;

/// What a message holds for a reader.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes as they were before they were sent.
    pub body: Vec<u8>,
    /// Its `Content-Type`, if that may name the charset.
    pub kind: Option<String>,
    /// The address that it was saved from.
    pub url: Option<String>,
    /// Whether it is a page or text.
    pub source: Source,
    /// What the message says of it.
    pub known: Known,
}

/// The part of a message that is to be read: the first page of the message itself, else its first text, else those of
/// messages inside of it, and last those that are attached. Nothing where the bytes are no message, an error where nothing in
/// it can be read.
pub fn part(bytes: &[u8], path: Option<&Path>) -> Option<Result<Part, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let own = head(bytes).filter(|own| path.is_some_and(is_named) || is_message(own))?;
    let saved_from = own.get("snapshot-content-location").or(own.get("content-location")).and_then(address);
    let mut search =
        Search { root: own.get("content-type").and_then(|kind| parameter(kind, "start")), ..Search::default() };
    search.walk(bytes);
    let is_saved = saved_from.is_some();
    let found = search.best.map(|leaf| {
        // The head says nothing of a message that was sent along.
        let is_own = leaf.is_own;
        let part = leaf.unpacked(saved_from);
        let known = if is_own { sender::known(&own, is_saved || part.url.is_some()) } else { Known::default() };
        Part { known, ..part }
    });
    Some(found.ok_or_else(|| "is a mail in which there is no text".to_owned()))
}

/// Bytes of a head that are looked at: more than any mail server lets pass.
const LARGEST_HEAD: usize = 256 << 10;

/// The head that a file begins with, if it begins with one: a field, and lines up to a blank one.
fn head(bytes: &[u8]) -> Option<Fields> {
    // A mailbox sets this line before a message.
    let bytes = if bytes.starts_with(b"From ") { bytes.get(memchr::memchr(b'\n', bytes)? + 1..)? } else { bytes };
    let name = bytes.get(..memchr::memchr(b':', bytes.get(..LONGEST_FIELD.min(bytes.len()))?)?)?;
    let is_name = name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    // Most files are pages, of which this is told before any more of them is looked at.
    if !is_name || name.is_empty() {
        return None;
    }
    let start = bytes.get(..LARGEST_HEAD.min(bytes.len()))?;
    let ends = memchr::memmem::find(start, b"\n\n").is_some() || memchr::memmem::find(start, b"\n\r\n").is_some();
    ends.then(|| Fields::of(lines(start).take_while(|line| !line.trim_ascii().is_empty())))
}

/// Bytes of a field's name; the longest that are registered for mail have 40.
const LONGEST_FIELD: usize = 100;

/// The name says so.
fn is_named(path: &Path) -> bool {
    let extension = super::decompress::plain_name(path).extension().map(|extension| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| ["eml", "mht", "mhtml"].iter().any(|name| extension == *name))
}

/// The head says so: every message that holds anything but plain ASCII names the version of the format, and text about mail
/// seldom opens with both fields at the left margin.
fn is_message(head: &Fields) -> bool {
    head.get("mime-version").is_some() && head.get("content-type").is_some()
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// An address of the web, without the white space that folding a long line leaves in it.
fn address(value: &str) -> Option<String> {
    let address: String = value.split_whitespace().collect();
    let is_of_web = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (is_of_web("http://") || is_of_web("https://")).then_some(address)
}

/// The value behind a name such as `boundary` in a `Content-Type`.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let (found, next) = match behind.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => behind.split_once(';').unwrap_or((behind, "")),
        };
        if name.trim_matches([' ', '\t', ';']).eq_ignore_ascii_case(wanted) {
            return Some(found.trim_end().to_owned());
        }
        rest = next;
    }
}

/// A part that holds no parts.
#[derive(Debug)]
struct Leaf<'a> {
    body: &'a [u8],
    /// How far it is from being the page, 0 if it is.
    rank: u32,
    /// Whether it belongs to the message itself.
    is_own: bool,
    kind: String,
    packing: Packing,
    url: Option<String>,
}

/// A boundary that is open.
struct Open {
    delimiter: Vec<u8>,
    /// Whether it was met.
    seen: bool,
    /// Messages around it.
    level: u32,
}

/// Whether lines are the head of a part. Behind a line that could be a delimiter this is one, whatever the head around it said,
/// for what it said may be damaged.
fn begins_a_part(lines: &[u8]) -> bool {
    let begins = |name: &str| lines.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
    begins("content-type:") || begins("content-transfer-encoding:") || begins("content-disposition:")
}

/// Boundaries that may be open at a time. Mails that were forwarded time and again have a handful; each line is held against
/// all of them, and what stands deeper is text of the part around it.
const MOST_OPEN: usize = 32;

#[derive(Default)]
struct Search<'a> {
    open: Vec<Open>,
    level: u32,
    /// The `Content-ID` of the part that the others belong to, where the message names it.
    root: Option<String>,
    best: Option<Leaf<'a>>,
}

/// What a line belongs to.
enum Place<'a> {
    /// The head that begins here.
    Head(usize),
    /// A body that begins here.
    Body(usize, Leaf<'a>),
    /// Nothing that anybody reads.
    Between,
}

impl<'a> Search<'a> {
    fn walk(&mut self, bytes: &'a [u8]) {
        let mut place = Place::Head(0);
        let mut at = 0;
        for line in lines(bytes) {
            let end = at + line.len();
            if let Some(closing) = self.delimiter(line, bytes.get(end..).unwrap_or_default()) {
                self.finish(place, bytes, at);
                if self.best.as_ref().is_some_and(|best| best.rank == 0) {
                    return;
                }
                place = if closing { Place::Between } else { Place::Head(end) };
            } else if let Place::Head(start) = place
                && line.trim_ascii().is_empty()
            {
                place = self.begin(bytes.get(start..at).unwrap_or_default(), end);
            }
            at = end;
        }
        self.finish(place, bytes, bytes.len());
    }

    /// Whether a line is the delimiter of an open boundary, and if so, whether it is the last one; the boundaries inside of it
    /// are over then.
    fn delimiter(&mut self, line: &[u8], behind: &[u8]) -> Option<bool> {
        if !line.starts_with(b"--") {
            return None;
        }
        if let Some(open) = self.open.last_mut().filter(|open| !open.seen && begins_a_part(behind)) {
            open.delimiter = line.trim_ascii_end().to_vec();
        }
        let is_meant = |open: &Open| {
            let rest = line.strip_prefix(open.delimiter.as_slice()).map(|rest| rest.trim_ascii_end());
            rest.is_some_and(|rest| matches!(rest, b"" | b"--")) && !open.delimiter.is_empty()
        };
        let at = self.open.iter().rposition(is_meant)?;
        let open = self.open.get_mut(at)?;
        open.seen = true;
        let closing = line.len() > open.delimiter.len() + 1 && line.get(open.delimiter.len()..)?.starts_with(b"--");
        self.level = open.level;
        let left = if closing { at } else { at + 1 };
        while self.open.len() > left {
            self.open.pop();
        }
        Some(closing)
    }

    /// What follows a head.
    fn begin(&mut self, head: &[u8], end: usize) -> Place<'a> {
        let fields = Fields::of(lines(head.get(..LARGEST_HEAD).unwrap_or(head)));
        let kind = fields.get("content-type").unwrap_or("text/plain");
        let name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if name.starts_with("multipart/") {
            let boundary = parameter(kind, "boundary").filter(|boundary| !boundary.is_empty());
            let delimiter = boundary.map_or(Vec::new(), |boundary| format!("--{boundary}").into_bytes());
            if self.open.len() < MOST_OPEN {
                self.open.push(Open { delimiter, seen: false, level: self.level });
            }
            return Place::Between;
        }
        let text = match name.as_str() {
            "message/rfc822" | "message/global" => {
                self.level = self.level.saturating_add(1);
                return Place::Head(end);
            }
            "text/html" | "application/xhtml+xml" => 0,
            "text/plain" => 1,
            _ => return Place::Between,
        };
        let coding = fields.get("content-transfer-encoding").unwrap_or_default();
        let Some(packing) = Packing::named(coding) else { return Place::Between };
        let disposition = fields.get("content-disposition").unwrap_or_default();
        let attached = u32::from(disposition.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("attachment")));
        let other = u32::from(self.root.is_some() && self.root.as_deref() != fields.get("content-id"));
        let rank = attached.saturating_mul(ATTACHED) + self.level.min(ATTACHED / 4 - 1) * 4 + text * 2 + other;
        let url = fields.get("content-location").and_then(address);
        let is_own = self.level == 0 && attached == 0;
        Place::Body(end, Leaf { body: &[], rank, is_own, kind: kind.to_owned(), packing, url })
    }

    /// The end of a part: it is kept if it is nearer to being the page than those before it.
    fn finish(&mut self, place: Place<'a>, bytes: &'a [u8], end: usize) {
        let Place::Body(start, leaf) = place else {
            return;
        };
        // The line break before a delimiter belongs to that.
        let body = bytes.get(start..end).unwrap_or_default().trim_ascii_end();
        if !body.is_empty() && self.best.as_ref().is_none_or(|best| leaf.rank < best.rank) {
            self.best = Some(Leaf { body, ..leaf });
        }
    }
}

/// What is attached ranks behind everything that is not, however deep that stands.
const ATTACHED: u32 = 1 << 16;

impl Leaf<'_> {
    fn unpacked(self, saved_from: Option<String>) -> Part {
        let source = if self.kind.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("text/plain")) {
            Source::Text
        } else {
            Source::Html
        };
        // Programs write this where they know nothing of the charset, and of pure ASCII it says nothing new.
        let says_nothing =
            parameter(&self.kind, "charset").is_none_or(|charset| charset.eq_ignore_ascii_case("us-ascii"));
        let kind = (!says_nothing).then_some(self.kind);
        Part {
            body: self.packing.undone(self.body),
            kind,
            url: self.url.or(saved_from),
            source,
            known: Known::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(message: &str) -> Part {
        part(message.as_bytes(), None).unwrap().unwrap()
    }

    fn mixed(parts: &[&str]) -> String {
        let head = "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tboundary=\"b; c\"\r\n\r\nold\r\n";
        let parts: String = parts.iter().map(|part| format!("--b; c\r\n{part}\r\n")).collect();
        format!("{head}{parts}--b; c--\r\nPGI+")
    }

    const HTML: &str = "Content-Type: text/html; charset=ISO-8859-2\r\n\r\n<p>page";
    const TEXT: &str = "Content-Type: text/plain\r\n\r\ntext";
    const ATTACHED: &str = "Content-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<p>attached";

    #[test]
    fn the_page_of_a_message_is_chosen() {
        let inside = "Content-Type: message/rfc822\r\n\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>inside";
        let nested = "Content-Type: multipart/alternative; boundary=n\n\n--n\nContent-Type: text/plain\n\nnested\n--n\nContent-Type: \
                      text/html\n\n<p>nested\n--n--";
        let image = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=";
        for (parts, expected) in [
            (&[TEXT, HTML, "Content-Type: text/html\n\n<p>later"][..], "<p>page"),
            (&[ATTACHED, image, TEXT], "text"),
            (&[image, "\r\nbare"], "bare"),
            (&[inside, TEXT], "text"),
            (&[inside, ATTACHED], "<p>inside"),
            (&[image, ATTACHED], "<p>attached"),
            (&[image, nested, HTML], "<p>nested"),
            (&["Content-Type: text/html\n\n  ", HTML], "<p>page"),
        ] {
            assert_eq!(str::from_utf8(&found(&mixed(parts)).body), Ok(expected), "{parts:?}");
        }
        assert_eq!(found(&mixed(&[HTML])).kind.as_deref(), Some("text/html; charset=ISO-8859-2"));
        assert_eq!(found(&mixed(&[TEXT])).source, Source::Text);
        assert!(part(mixed(&[image]).as_bytes(), None).unwrap().unwrap_err().contains("no text"));
    }

    #[test]
    fn a_saved_page_has_its_address_and_its_root() {
        let saved = |extra: &str, head: &str| {
            format!(
                "From: <Saved>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\nContent-Type: \
                 multipart/related;{extra} boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n{head}\r\n<p>one\r\n--b\r\n\
                 Content-ID: <r>\r\nContent-Type: text/html\r\n\r\n<p>two\r\n--b--"
            )
        };
        let first = found(&saved("", ""));
        assert_eq!((first.body.as_slice(), first.url.as_deref()), (&b"<p>one"[..], Some("https://example.org/a")));
        let own = found(&saved("", "Content-Location: https://example.org/a\r\n b\r\n"));
        assert_eq!(own.url.as_deref(), Some("https://example.org/ab"));
        assert_eq!(
            found(&saved("", "Content-Location: file:///c:/a\r\n")).url.as_deref(),
            Some("https://example.org/a")
        );
        assert_eq!(found(&saved(" start=\"<r>\";", "")).body, b"<p>two");
    }

    #[test]
    fn the_part_is_unpacked_as_it_says() {
        let coded = |coding: &str, body: &str| {
            let head = format!(
                "MIME-Version: 1.0\nContent-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: {coding}"
            );
            found(&format!("{head}\n\n{body}"))
        };
        assert_eq!(coded("BASE64", "PHA+\n YWJj\nZA==\n-- \nlist").body, b"<p>abcd");
        assert_eq!(coded("quoted-printable", "a=3D=\r\nb").body, b"a=b");
        assert_eq!(coded("8bit", "<p>a=3D").body, b"<p>a=3D");
        assert_eq!(coded("7bit", "a").kind, None, "ASCII is what those say who know nothing");
    }

    #[test]
    fn other_files_are_no_mail() {
        let path = |name: &'static str| Some(Path::new(name));
        let bare = b"Subject: a\n\ntext";
        assert!(part(bare, None).is_none());
        assert!(part(bare, path("a.html")).is_none());
        assert_eq!(part(bare, path("a.EML.gz")).unwrap().unwrap().body, b"text");
        for other in [
            "",
            "<p>a: b\n\nc",
            "MIME-Version: 1.0\nContent-Type: text/html",
            "a b: c\nMIME-Version: 1.0\nContent-Type: text/html\n\nd",
        ] {
            assert!(part(other.as_bytes(), path("a.mhtml")).is_none(), "{other}");
        }
    }

    #[test]
    fn a_boundary_that_is_not_what_was_said_is_found() {
        for said in ["boundary=a", "boundary", "x=y"] {
            let message =
                format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; {said}\n\n--b\n{HTML}\n--b\n{TEXT}\n--b--");
            assert_eq!(found(&message).body, b"<p>page", "{said}");
        }
        let text = format!(
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nthey write\n--x\n{HTML}\n--b--"
        );
        assert!(found(&text).body.ends_with(b"<p>page"), "a part may tell of parts");
    }

    #[test]
    fn parts_inside_of_parts_have_an_end() {
        let deep: String =
            (0..9999).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
        let message = format!("MIME-Version: 1.0\n{deep}{HTML}");
        assert!(part(message.as_bytes(), None).unwrap().is_err());
        let inside = "Content-Type: message/rfc822\n\n".repeat(99_999);
        assert_eq!(found(&format!("MIME-Version: 1.0\n{inside}{HTML}")).body, b"<p>page");
    }
}
