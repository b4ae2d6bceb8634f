//! Decides which elements of TEI a text's parts are, and how what they point at is written. From the text and its parts, for
//! the writer of TEI.

use crate::article::{Inline, InlineKind};
use crate::write::html::{attribute, escape};
use crate::write::spans::{Step, around_links, located, steps_in};

/// Text with its parts as elements; code holds text alone.
pub(super) fn inline(text: &str, spans: &[Inline]) -> String {
    let mut xml = String::with_capacity(text.len() + text.len() / 8);
    let mut code = 0_usize;
    for step in steps_in(text, around_links(text, located(text, spans))) {
        match step {
            Step::Words(words) => {
                for (at, line) in words.split('\n').enumerate() {
                    if at > 0 {
                        xml.push_str(if code > 0 { "\n" } else { "<lb/>\n" });
                    }
                    escape(&mut xml, line);
                }
            }
            Step::Open(located) => {
                if code > 0 || located.part.kind == InlineKind::Code {
                    code += 1;
                }
                if code > 1 {
                    continue;
                }
                match (located.part.kind, &located.part.url) {
                    (InlineKind::Link, url) => {
                        xml.push_str("<ref");
                        if let Some(url) = url {
                            attribute(&mut xml, "target", &pointer(url));
                        }
                        xml.push('>');
                    }
                    (kind, _) => xml.push_str(&format!("<{}>", element(kind).0)),
                }
            }
            Step::Close(located) => {
                let outer = code <= 1;
                code = code.saturating_sub(1);
                if outer {
                    xml.push_str(&format!("</{}>", element(located.part.kind).1));
                }
            }
            Step::Whole(located, words) => match located.part.kind {
                InlineKind::BackReference => {}
                _ if code > 0 => escape(&mut xml, words),
                _ => whole(&mut xml, located.part, words),
            },
        }
    }
    xml
}

/// Writes the mark of a footnote, or a formula.
fn whole(xml: &mut String, part: &Inline, words: &str) {
    if part.kind == InlineKind::NoteReference {
        xml.push_str("<ref");
        attribute(xml, "target", &format!("#{}", anchor(part.note.as_deref().unwrap_or(words))));
        xml.push('>');
        escape(xml, words);
        xml.push_str("</ref>");
    } else {
        xml.push_str("<formula notation=\"TeX\">");
        escape(xml, part.tex.as_deref().unwrap_or(words));
        xml.push_str("</formula>");
    }
}

/// The start and the end of an element.
fn element(kind: InlineKind) -> (&'static str, &'static str) {
    match kind {
        InlineKind::Link => ("ref", "ref"),
        InlineKind::Emphasis => ("emph", "emph"),
        InlineKind::Code => ("code", "code"),
        InlineKind::Deleted => ("del", "del"),
        InlineKind::Quotation => ("q", "q"),
        InlineKind::Subscript => ("hi rend=\"sub\"", "hi"),
        InlineKind::Superscript => ("hi rend=\"sup\"", "hi"),
        _ => ("hi rend=\"bold\"", "hi"),
    }
}

/// An address as the schema wants it: the web lets signs stand in it that the rules of addresses do not. Brackets around a
/// numeric host belong there.
pub(super) fn pointer(url: &str) -> String {
    let host = url.find("://").map_or(0, |at| at + 3);
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(host, |at| host + at);
    let mut pointer = url.get(..path).unwrap_or_default().to_owned();
    let mut fragment = false;
    for (at, character) in url.get(path..).unwrap_or_default().char_indices() {
        match character {
            // A percent sign begins a code, and a fragment holds no second one.
            '%' if !is_code(url.get(path + at + 1..).unwrap_or_default()) => pointer.push_str("%25"),
            '#' if std::mem::replace(&mut fragment, true) => pointer.push_str("%23"),
            '[' | ']' | '{' | '}' | '|' | '^' | '`' | '\\' | ' ' | '<' | '>' | '"' => {
                pointer.push_str(&format!("%{:02X}", u32::from(character)));
            }
            _ => pointer.push(character),
        }
    }
    pointer
}

/// Whether what follows a percent sign makes it the code of a character.
fn is_code(behind: &str) -> bool {
    behind.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2
}

/// The name by which a footnote is pointed at.
pub(super) fn anchor(note: &str) -> String {
    let plain = note.chars().filter(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    format!("note-{}", plain.collect::<String>())
}
