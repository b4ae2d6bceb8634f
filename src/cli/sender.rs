//! Decides what the head of a mail says of its text: what it is called, who wrote it and when. From the fields, in which
//! words that are not ASCII are packed; for `mail`.

use dechrome::options::Known;

use super::fields::Fields;
use super::packing::{from_base64, from_quoted_printable};

/// What the head of a mail says of its text. A page that a browser saved was sent by nobody: its date is the day it was saved.
pub fn known(head: &Fields, is_saved: bool) -> Known {
    let mut known = Known::default();
    known.title = head.get("subject").and_then(words);
    let from = head.get("from").filter(|from| !is_saved && from.contains('@'));
    if let Some(from) = from {
        known.author = name(from).and_then(words);
        known.published = head.get("date").map(str::to_owned);
    }
    known
}

/// The name beside the address of the first sender.
fn name(from: &str) -> Option<&str> {
    let from = from.trim();
    if let Some(quoted) = from.strip_prefix('"') {
        return quoted.split_once('"').map(|(name, _)| name);
    }
    match from.split_once('<') {
        Some((name, _)) => Some(name),
        None => from.split_once('(')?.1.split_once(')').map(|(name, _)| name),
    }
}

/// Characters of a field that are read: more than the line of any mail program shows.
const LONGEST: usize = 2000;

/// The words of a field, unpacked; nothing where there are none, or where bytes of an unknown charset stand among them.
fn words(value: &str) -> Option<String> {
    let value: String = value.chars().take(LONGEST).collect();
    let mut rest = value.as_str();
    let mut words = String::new();
    // Bytes of neighbours in one charset belong together: some programs part words within a character.
    let mut bytes: Vec<u8> = Vec::new();
    let mut charset = encoding_rs::UTF_8;
    while let Some((before, behind)) = rest.split_once("=?") {
        let Some((packed, after)) = packed(behind) else {
            words.push_str(&unpacked(&mut bytes, charset));
            words.push_str(before);
            words.push_str("=?");
            rest = behind;
            continue;
        };
        // White space between two packed words only parts them.
        let is_apart = !before.trim().is_empty() || bytes.is_empty();
        if is_apart || packed.charset != charset {
            words.push_str(&unpacked(&mut bytes, charset));
        }
        if is_apart {
            words.push_str(before);
        }
        charset = packed.charset;
        bytes.extend(packed.bytes);
        rest = after;
    }
    words.push_str(&unpacked(&mut bytes, charset));
    words.push_str(rest);
    let words = words.trim();
    (!words.is_empty() && !words.contains('\u{FFFD}')).then(|| words.to_owned())
}

/// The bytes so far as text; none are left.
fn unpacked(bytes: &mut Vec<u8>, charset: &'static encoding_rs::Encoding) -> String {
    charset.decode_without_bom_handling(&std::mem::take(bytes)).0.into_owned()
}

/// A word as it was packed for the way.
struct Packed {
    charset: &'static encoding_rs::Encoding,
    bytes: Vec<u8>,
}

/// The word that is packed behind `=?`, and what follows it.
fn packed(behind: &str) -> Option<(Packed, &str)> {
    let (label, behind) = behind.split_once('?')?;
    // A language may stand behind the charset.
    let charset = encoding_rs::Encoding::for_label(label.split('*').next()?.as_bytes())?;
    let (packing, behind) = behind.split_once('?')?;
    let (text, after) = behind.split_once("?=")?;
    let bytes = match packing {
        "B" | "b" => from_base64(text.as_bytes()),
        // A space is a low line here.
        "Q" | "q" => from_quoted_printable(text.replace('_', "=20").as_bytes()),
        _ => return None,
    };
    Some((Packed { charset, bytes }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &str, is_saved: bool) -> Known {
        known(&Fields::of(lines.split_inclusive('\n').map(str::as_bytes)), is_saved)
    }

    #[test]
    fn a_mail_has_a_subject_a_sender_and_a_date() {
        let head =
            "Subject: Rain\n over the harbour\nFrom: Ann Lee <a@example.org>\nDate: Tue, 3 Mar 2026 09:15:00 +0100\n";
        let all = Known::default()
            .title("Rain over the harbour")
            .author("Ann Lee")
            .published("Tue, 3 Mar 2026 09:15:00 +0100");
        assert_eq!(of(head, false), all);
        assert_eq!(of(head, true), Known::default().title("Rain over the harbour"));
    }

    #[test]
    fn the_name_stands_beside_the_address() {
        for (from, expected) in [
            ("\"Lee, Ann\" <a@example.org>, Bo <b@example.org>", Some("Lee, Ann")),
            ("a@example.org (Ann Lee)", Some("Ann Lee")),
            ("=?utf-8?q?Ann_L=C3=A9?= <a@example.org>", Some("Ann Lé")),
            ("a@example.org", None),
            ("<a@example.org>", None),
            ("<Saved by a browser>", None),
        ] {
            assert_eq!(of(&format!("From: {from}\n"), false).author.as_deref(), expected, "{from}");
        }
    }

    #[test]
    fn packed_words_are_unpacked() {
        for (value, expected) in [
            ("=?ISO-8859-1?Q?caf=E9_?= =?iso-8859-1?q?au?= lait", Some("café au lait")),
            ("Re: =?UTF-8?B?w6k=?=", Some("Re: é")),
            ("=?UTF-8*fr?B?w6k=?=", Some("é")),
            ("=?utf-8?q?=C3?= =?utf-8?q?=A9?=", Some("é")),
            ("a =?utf-8?q?b?= c", Some("a b c")),
            ("=?none?q?b?= =?utf-8?x?b?= =?", Some("=?none?q?b?= =?utf-8?x?b?= =?")),
            ("=?utf-8?q?=FF?=", None),
            ("=?utf-8?q??=", None),
        ] {
            assert_eq!(words(value).as_deref(), expected, "{value}");
        }
    }
}
