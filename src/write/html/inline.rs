//! Decides how a text with its links, emphasis and other parts is written in HTML, and how any text and address is made
//! harmless there. For everything that writes HTML.

use crate::address::is_web;
use crate::article::{Inline, InlineKind};
use crate::write::clean::{clean, is_forbidden, label};
use crate::write::spans::{Located, Step, steps};

/// Text with its parts as elements; a break in it is `br`.
pub(in crate::write) fn inline(text: &str, spans: &[Inline]) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut links = 0_usize;
    for step in steps(text, spans) {
        match step {
            Step::Words(words) => lines(&mut html, words),
            Step::Open(Located { part, .. }) => match &part.url {
                _ if part.kind != InlineKind::Link => html.push_str(&format!("<{}>", name(part.kind))),
                // Links hold no links; the inner one of a caller's own article is left out.
                Some(url) if links == 0 && is_safe(url) => {
                    html.push_str("<a");
                    attribute(&mut html, "href", url);
                    html.push('>');
                    links = 1;
                }
                _ => links += usize::from(links > 0),
            },
            Step::Close(Located { part, .. }) if part.kind == InlineKind::Link => {
                if links == 1 {
                    html.push_str("</a>");
                }
                links = links.saturating_sub(1);
            }
            Step::Close(Located { part, .. }) => html.push_str(&format!("</{}>", name(part.kind))),
            Step::Whole(Located { part, .. }, words) => match part.kind {
                InlineKind::NoteReference => {
                    let note = part.note.as_deref().unwrap_or(words);
                    html.push_str("<sup>");
                    html.push_str(&format!("<a href=\"#note-{}\">", label(note)));
                    escape(&mut html, words);
                    html.push_str("</a></sup>");
                }
                InlineKind::Math if words.is_empty() => {
                    html.push_str("<code>");
                    escape(&mut html, part.tex.as_deref().unwrap_or_default());
                    html.push_str("</code>");
                }
                InlineKind::Math => {
                    html.push_str("<span");
                    attribute(&mut html, "title", part.tex.as_deref().unwrap_or_default());
                    html.push('>');
                    lines(&mut html, words);
                    html.push_str("</span>");
                }
                _ => {}
            },
        }
    }
    html
}

fn name(kind: InlineKind) -> &'static str {
    match kind {
        InlineKind::Emphasis => "em",
        InlineKind::Strong => "strong",
        InlineKind::Code => "code",
        InlineKind::Deleted => "del",
        InlineKind::Subscript => "sub",
        InlineKind::Superscript => "sup",
        InlineKind::Quotation => "q",
        _ => "span",
    }
}

fn lines(html: &mut String, words: &str) {
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            html.push_str("<br>\n");
        }
        escape(html, line);
    }
}

/// Whether an address may be followed: relative, or with one of three schemes. The article's own addresses are; one that
/// a caller put in need not be.
pub(super) fn is_safe(url: &str) -> bool {
    match url::Url::parse(url) {
        Ok(url) => is_web(&url) || url.scheme() == "mailto",
        Err(error) => error == url::ParseError::RelativeUrlWithoutBase,
    }
}

pub(in crate::write) fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(html, value);
    html.push('"');
}

/// Appends text so that nothing in it is markup.
pub(in crate::write) fn escape(html: &mut String, text: &str) {
    for character in clean(text).chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ if is_forbidden(character) => {}
            _ => html.push(character),
        }
    }
}
