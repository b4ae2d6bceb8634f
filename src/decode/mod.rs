//! Decides which encoding a page's bytes are in and turns them into text, from the bytes themselves and a label the caller may have, for every later stage.
//!
//! What the bytes prove goes before what the page claims: many pages declare nothing, declare late, or declare wrongly,
//! while bytes that are valid UTF-8 with non-ASCII text are hardly ever anything else.

#[cfg(test)]
mod html5lib;
mod label;
mod nearly;
mod prescan;
mod sniff;
mod transcode;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::EncodingSource;
use nearly::Survey;

/// A page's text and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; borrowed when the input was already valid UTF-8.
    pub text: Cow<'a, str>,
    /// The name of the encoding in the Encoding Standard, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// What the encoding was chosen by.
    pub how: EncodingSource,
    /// How many U+FFFD stand in the text in place of bytes that mean nothing.
    pub replaced: usize,
}

/// Decodes a page. `hint` is a label such as `shift_jis` or a whole `Content-Type` value; one that names no known encoding is ignored.
/// Never fails: bytes that mean nothing become U+FFFD and are counted.
pub fn decode<'a>(bytes: &'a [u8], hint: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        return marked(rest, encoding);
    }
    let hinted = hint.and_then(label::from_hint);
    if let Some(encoding) = hinted.filter(|encoding| believable(encoding, bytes)) {
        return read(bytes, encoding, EncodingSource::Hint);
    }
    if let Some(encoding) = sniff::utf16(bytes) {
        return read(bytes, encoding, EncodingSource::Utf16Pattern);
    }
    if let Some(encoding) = sniff::iso_2022_jp(bytes) {
        return read(bytes, encoding, EncodingSource::Iso2022Jp);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        let how = if text.is_ascii() { EncodingSource::Ascii } else { EncodingSource::ValidUtf8 };
        return borrowed(text, how);
    }
    let survey = Survey::of(bytes);
    if survey.is_nearly_utf8() || hinted == Some(UTF_8) && survey.is_utf8_as_claimed() {
        return repaired(bytes, EncodingSource::NearlyUtf8);
    }
    let declared = prescan::declaration(bytes);
    if declared == Some(UTF_8) && survey.is_utf8_as_claimed() {
        return repaired(bytes, EncodingSource::NearlyUtf8);
    }
    declared
        .and_then(|encoding| as_declared(bytes, encoding))
        .unwrap_or_else(|| read(bytes, sniff::detect(bytes), EncodingSource::Detected))
}

/// Text after a byte order mark. The mark is never doubted, but stray legacy bytes in UTF-8 are repaired as without a mark.
fn marked<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    if encoding != UTF_8 {
        return read(bytes, encoding, EncodingSource::ByteOrderMark);
    }
    match str::from_utf8(bytes) {
        Ok(text) => borrowed(text, EncodingSource::ByteOrderMark),
        Err(_) if Survey::of(bytes).is_utf8_as_claimed() => repaired(bytes, EncodingSource::ByteOrderMark),
        Err(_) => read(bytes, encoding, EncodingSource::ByteOrderMark),
    }
}

/// Whether the caller's label can be followed. A legacy label always is, for the caller knows more than we do;
/// UTF-8 and UTF-16 are labels that servers add without looking and that bytes can plainly contradict.
fn believable(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        // Text in UTF-16 or ISO-2022-JP can be valid UTF-8 by accident, as all its bytes may be ASCII.
        str::from_utf8(bytes).is_ok() && sniff::utf16(bytes).is_none() && sniff::iso_2022_jp(bytes).is_none()
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        // The order of bytes that the NULs show is better evidence than the one in the label,
        // and markup in UTF-16 cannot be valid UTF-8 without holding NULs.
        match sniff::utf16(bytes) {
            Some(shown) => shown == encoding,
            None => bytes.contains(&0) || str::from_utf8(bytes).is_err(),
        }
    } else {
        true
    }
}

/// The text in the encoding that the page declares, unless that leaves too much of it unreadable.
fn as_declared(bytes: &[u8], encoding: &'static Encoding) -> Option<Decoded<'static>> {
    // The prescan turns a declared UTF-16 into UTF-8, and this is reached only when the input is not UTF-8.
    // `replacement` stands for encodings that browsers refuse to read.
    if encoding == UTF_8 || encoding == REPLACEMENT {
        return None;
    }
    let read = transcode::transcode(bytes, encoding);
    let non_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // One damaged byte in 200 is a page with a few accidents; more is another encoding.
    let undecodable = read.damaged.saturating_mul(200) > non_ascii;
    // C1 controls are the letters that a windows code page has and its ISO neighbour lacks, common ones such as the Czech "š".
    // Fewer than one in 20 are stray quotation marks, and a guess would then do worse than the declaration.
    let controls = transcode::control_characters(&read.text).saturating_mul(20) > non_ascii;
    (!undecodable && !controls).then(|| Decoded {
        text: Cow::Owned(read.text),
        encoding: encoding.name(),
        how: EncodingSource::Declared,
        replaced: read.replaced,
    })
}

fn borrowed(text: &str, how: EncodingSource) -> Decoded<'_> {
    Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), how, replaced: 0 }
}

fn repaired(bytes: &[u8], how: EncodingSource) -> Decoded<'static> {
    let (text, replaced) = nearly::repair(bytes);
    Decoded { text: Cow::Owned(text), encoding: UTF_8.name(), how, replaced }
}

fn read<'a>(bytes: &'a [u8], encoding: &'static Encoding, how: EncodingSource) -> Decoded<'a> {
    if encoding == UTF_8
        && let Ok(text) = str::from_utf8(bytes)
    {
        return borrowed(text, how);
    }
    let read = transcode::transcode(bytes, encoding);
    Decoded { text: Cow::Owned(read.text), encoding: encoding.name(), how, replaced: read.replaced }
}
