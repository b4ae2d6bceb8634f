//! Decides whether an address is one of the web, what a reference means where that is told without parsing it, and what the
//! file is called. For every stage that reads or writes addresses.

use memchr::memchr2;
use url::{ParseError, Position, Url};

use crate::words;

/// An address without its query and without the place in the page that it leads to.
pub(crate) fn path(address: &str) -> &str {
    let end = memchr2(b'?', b'#', address.as_bytes()).unwrap_or(address.len());
    address.get(..end).unwrap_or_default()
}

/// The name of the file that an address leads to, with its ending; nothing behind a last slash.
pub(crate) fn file_name(address: &str) -> &str {
    path(address).rsplit('/').next().unwrap_or_default()
}

/// A file's name without its ending.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A file's ending, without the full stop.
pub(crate) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Endings of files that are drawn as a rule, as signs and icons are; photographs have others.
pub(crate) const DRAWINGS: [&str; 3] = ["gif", "png", "svg"];

/// Whether an address is one that a browser fetches from a server.
pub(crate) fn is_web(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https")
}

/// The address that a reference means, where nothing in it would be written in another way. Most references are such, and
/// parsing one takes several times as long.
pub(crate) fn plainly(reference: &str, base: Option<&Url>) -> Option<String> {
    let behind_scheme = reference.strip_prefix("https://").or_else(|| reference.strip_prefix("http://"));
    if let Some(rest) = behind_scheme {
        let (host, path) = rest.split_at_checked(rest.find('/')?)?;
        return (is_plain_host(host) && is_plain_path(path)).then(|| reference.to_owned());
    }
    let base = base.filter(|base| is_web(base))?;
    let rooted = reference.starts_with('/') && !reference.starts_with("//");
    (rooted && is_plain_path(reference)).then(|| [&base[..Position::BeforePath], reference].concat())
}

/// The longest reference that is followed, in bytes; a longer one is data, not an address.
pub(crate) const LONGEST: usize = 4 << 10;

/// The address that a reference means, by the URL Standard. Of `//host/path` only the scheme is missing where nothing is known
/// of the page, and the web's is meant; what else is relative to nothing is an error.
pub(crate) fn joined(reference: &str, base: Option<&Url>) -> Result<Url, ParseError> {
    if let Some(base) = base {
        return base.join(reference);
    }
    match Url::parse(reference) {
        Err(ParseError::RelativeUrlWithoutBase) if reference.starts_with("//") => {
            Url::parse(&format!("https:{reference}"))
        }
        parsed => parsed,
    }
}

/// Whether a host is a name in small letters, of which nothing is encoded. What ends in a number is an address by numbers.
fn is_plain_host(host: &str) -> bool {
    let is_plain = |label: &str| {
        let mut bytes = label.bytes();
        !label.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.split('.').all(|label| is_plain(label) && !label.starts_with("xn--"))
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a path with its query stands as it would be written. Segments that begin with a full stop, which may be encoded,
/// may lead upwards.
fn is_plain_path(path: &str) -> bool {
    let mut rest = path.as_bytes();
    loop {
        rest = rest.get(words::of_names(rest)..).unwrap_or_default();
        let Some((byte, behind)) = rest.split_first() else { return true };
        let leads_up = *byte == b'/' && matches!(behind.first(), Some(b'.' | b'%'));
        if leads_up || !(byte.is_ascii_alphanumeric() || SIGNS.contains(byte)) {
            return false;
        }
        rest = behind;
    }
}

/// The signs that stand for themselves in a path and in a query.
const SIGNS: &[u8] = b"/-_.~?=&%+,:;@!()*";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_without_parsing_is_what_parsing_gives() {
        let pieces = [
            "https://",
            "http://",
            "/",
            "//",
            "a.example",
            "www.",
            "example.org",
            "1.2",
            "0x7f",
            "xn--a",
            ".",
            "..",
            "%2e",
            "%C3%A9",
            "a-b",
            "--",
            "B",
            "?",
            "#",
            "&q=",
            "é",
            " ",
            "\\",
            ":80",
            "@",
            "|",
            "'",
            "\t",
            "x_y",
            "~",
            "(1)",
        ];
        let base = Url::parse("https://a@example.org:81/b/c?d#e").unwrap();
        let mut told = 0;
        for seed in 0..60_000_usize {
            let mut state = seed;
            let reference: String = (0..1 + seed % 7)
                .map(|_| {
                    state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
                    pieces[(state >> 33) % pieces.len()]
                })
                .collect();
            for base in [None, Some(&base)] {
                let parsed = base.map_or_else(|| Url::parse(&reference), |base| base.join(&reference));
                if let Some(address) = plainly(&reference, base) {
                    assert_eq!(parsed.map(String::from).as_deref(), Ok(address.as_str()), "{reference}");
                    told += 1;
                }
            }
        }
        assert!(told > 500, "{told}");
        let other = Url::parse("file:///a/b").unwrap();
        assert_eq!(plainly("/c", Some(&other)), None);
    }

    #[test]
    fn the_name_of_the_file_ends_at_the_query() {
        for (address, name) in [
            ("https://example.org/a/tug.jpg?w=9#/b", "tug.jpg"),
            ("/a/tug#b?c/d", "tug"),
            ("tug.jpg", "tug.jpg"),
            ("/a/?b", ""),
        ] {
            assert_eq!(file_name(address), name, "{address}");
        }
    }

    #[test]
    fn the_ending_of_a_file_begins_at_the_last_full_stop() {
        for (name, of_name, ending_of_name) in [("tug.2.jpg", "tug.2", "jpg"), ("tug", "tug", ""), (".gif", "", "gif")]
        {
            assert_eq!((stem(name), ending(name)), (of_name, ending_of_name), "{name}");
        }
    }

    #[test]
    fn the_web_has_two_schemes() {
        for (address, web) in [
            ("HTTPS://example.org/", true),
            ("http://example.org/", true),
            ("mailto:a@example.org", false),
            ("javascript:alert(1)", false),
            ("data:text/html,a", false),
            ("file:///a", false),
        ] {
            assert_eq!(is_web(&Url::parse(address).unwrap()), web, "{address}");
        }
    }
}
