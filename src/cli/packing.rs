//! Decides what bytes were before they were packed for the way of a mail. From what the head says of them and, where that
//! says nothing, from the bytes; for `mail` and `sender`.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How a body was packed, by RFC 2045, section 6.
#[derive(Debug, Clone, Copy)]
pub enum Packing {
    Base64,
    QuotedPrintable,
    None,
}

impl Packing {
    /// The packing that a `Content-Transfer-Encoding` names; nothing where it is one that nobody packs a page in.
    pub fn named(coding: &str) -> Option<Packing> {
        match coding.to_ascii_lowercase().as_str() {
            "base64" => Some(Packing::Base64),
            "quoted-printable" => Some(Packing::QuotedPrintable),
            "x-uuencode" | "x-uue" | "uuencode" => None,
            _ => Some(Packing::None),
        }
    }

    /// The bytes as they were.
    pub fn undone(self, body: &[u8]) -> Vec<u8> {
        match self {
            Packing::Base64 => from_base64(body),
            Packing::QuotedPrintable => from_quoted_printable(body),
            Packing::None if is_base64(body) => from_base64(body),
            Packing::None => body.to_vec(),
        }
    }
}

/// Bytes of a body that is taken for Base64 though nothing says so: a short one may be a word.
const SHORTEST: usize = 100;

/// Whether a body that does not say so is Base64: nothing else goes on without a space, a tag and a stop for lines.
fn is_base64(body: &[u8]) -> bool {
    body.len() > SHORTEST && body.iter().all(|byte| is_letter(byte) || matches!(byte, b'\r' | b'\n' | b'='))
}

/// Whether a byte is a letter of Base64.
fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Base64 with whatever stands between its letters; one that was cut gives what is there.
pub fn from_base64(body: &[u8]) -> Vec<u8> {
    let mut letters: Vec<u8> = body.split(|byte| *byte == b'=').next().unwrap_or_default().to_vec();
    letters.retain(is_letter);
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    BASE64.decode(&letters).unwrap_or_default()
}

/// Quoted-printable; what is none of it stays as it is. The crate for it drops every byte above ASCII, which lying senders
/// leave as they are.
pub fn from_quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        // White space at the end of a line was added on the way.
        let mut rest = line.trim_ascii_end();
        let is_soft = rest.ends_with(b"=");
        rest = rest.strip_suffix(b"=").unwrap_or(rest);
        while let Some(at) = memchr::memchr(b'=', rest) {
            let (before, behind) = rest.split_at_checked(at).unwrap_or_default();
            plain.extend_from_slice(before);
            let digit = |at: usize| behind.get(at).and_then(|digit| char::from(*digit).to_digit(16));
            let byte = digit(1).zip(digit(2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            plain.push(byte.unwrap_or(b'='));
            rest = behind.get(if byte.is_some() { 3 } else { 1 }..).unwrap_or_default();
        }
        plain.extend_from_slice(rest);
        if !is_soft && line.ends_with(b"\n") {
            plain.push(b'\n');
        }
    }
    plain
}

/// What was cut off or left out at the end is no error.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_far_as_it_goes() {
        assert_eq!(from_base64(b"PHA+\n YWJj\nZA==\n-- \nlist"), b"<p>abcd");
        assert_eq!(from_base64(b"PHA+YWJjZ"), b"<p>abc", "it was cut");
        let long = "PHA+YWJjZGVm\n".repeat(9);
        assert_eq!(Packing::None.undone(long.as_bytes()), "<p>abcdef".repeat(9).into_bytes(), "it does not say so");
        assert_eq!(Packing::None.undone(b"PHA+"), b"PHA+");
    }

    #[test]
    fn what_is_no_quoted_printable_stays() {
        let body = "a=3D=\r\nb \t\r\nc=zz=4\u{e9}=C3=a9=";
        assert_eq!(Packing::QuotedPrintable.undone(body.as_bytes()), "a=b\nc=zz=4éé".as_bytes());
    }

    #[test]
    fn the_head_names_the_packing() {
        assert!(matches!(Packing::named("Base64"), Some(Packing::Base64)));
        assert!(matches!(Packing::named("8bit"), Some(Packing::None)));
        assert!(Packing::named("x-uuencode").is_none());
    }
}
