//! Decides how a string out of data becomes a fragment of HTML: markup stays markup, escaped markup is unescaped once,
//! plain text becomes paragraphs. For every source of unseen content, so that all of them pass the same stages later.

use std::borrow::Cow;

use crate::meta::clean::unescape;
use crate::words;

/// Tags whose presence makes a string markup rather than text about markup.
const TAGS: [&str; 22] = [
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "blockquote",
    "pre",
    "section",
    "article",
    "figure",
    "span",
    "strong",
    "em",
    "a",
];

/// Longest tag name in [`TAGS`].
const LONGEST_TAG: usize = 10;

/// Whether a string holds tags of text.
pub(super) fn is_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let behind = text.get(at + 1..).unwrap_or_default();
        let name = behind.strip_prefix('/').unwrap_or(behind);
        let length = name.bytes().take(LONGEST_TAG + 1).take_while(u8::is_ascii_alphanumeric).count();
        let name = name.get(..length).unwrap_or_default();
        TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
    })
}

/// A string as markup: text whose tags are written as character references is read once more.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains('&') && !text.contains('<') && text.contains("&lt;") {
        let plain = unescape(text);
        if is_markup(&plain) {
            return plain;
        }
    }
    Cow::Borrowed(text)
}

/// A string as a fragment of HTML. Text without tags may hold character references all the same, as "cr&egrave;me" does.
pub(super) fn fragment(text: &str) -> String {
    let text = unescaped(text);
    if is_markup(&text) { text.into_owned() } else { paragraphs(&unescape(&text)) }
}

/// Plain text as paragraphs: a blank line parts them, or each line end where there is no blank line.
pub(super) fn paragraphs(text: &str) -> String {
    let text = unescape(text).replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + 16);
    let blank = text.contains("\n\n");
    let parts: Vec<&str> = if blank { text.split("\n\n").collect() } else { text.split('\n').collect() };
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        out.push_str("<p>");
        for (at, line) in part.split('\n').enumerate() {
            if at > 0 {
                out.push_str("<br>");
            }
            escape(line, &mut out);
        }
        out.push_str("</p>");
    }
    out
}

/// Writes text so that it stays text.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((plain, behind)) =
        rest.bytes().position(|byte| reference(byte).is_some()).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        out.push_str(behind.bytes().next().and_then(reference).unwrap_or_default());
        rest = behind.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// What stands for a character that means something in markup.
fn reference(byte: u8) -> Option<&'static str> {
    match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        _ => None,
    }
}

/// The text of a fragment, near enough for counting: a space for every tag.
pub(super) fn plain(markup: &str) -> Cow<'_, str> {
    if !markup.contains('<') {
        return unescape(markup);
    }
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let opens = behind.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!');
        if !opens {
            out.push('<');
            rest = behind;
            continue;
        }
        let Some((_, after)) = behind.split_once('>') else {
            out.push('<');
            rest = behind;
            break;
        };
        out.push(' ');
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(if out.contains('&') { unescape(&out).into_owned() } else { out })
}

/// What is counted of a string to tell prose from data.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measure {
    /// Words.
    pub words: u32,
    /// Whether it reads like sentences: enough of them, and not code or encoded data.
    pub prose: bool,
}

/// Words a string needs before it is taken for running text: shorter ones are labels, teasers and messages.
pub(super) const LEAST_PROSE: u32 = 25;

/// Counts a fragment or text.
pub(super) fn measure(markup: &str) -> Measure {
    let text = plain(markup);
    let counts = words::count(&text);
    // In prose of any language a word has fewer than 20 characters on average, and symbols other than full stops and
    // commas are rare; code, addresses and base64 break one of the two.
    let long_words = counts.characters > counts.words.saturating_mul(20);
    let symbols = counts.symbols.saturating_mul(3) > counts.words;
    let prose = counts.words >= LEAST_PROSE && counts.sentences > 0 && !long_words && !symbols;
    Measure { words: counts.words, prose }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_text_are_read() {
        assert_eq!(fragment("cr&egrave;me &amp; milk, 3 &lt; 4"), "<p>crème &amp; milk, 3 &lt; 4</p>");
    }

    #[test]
    fn text_becomes_paragraphs_and_stays_text() {
        assert_eq!(fragment("a < b\n\nc &amp; d\ne"), "<p>a &lt; b</p><p>c &amp; d<br>e</p>");
        assert_eq!(fragment("a\r\nb"), "<p>a</p><p>b</p>");
    }

    #[test]
    fn markup_stays_and_escaped_markup_is_read() {
        assert_eq!(fragment("<P>a &lt; b</P>"), "<P>a &lt; b</P>");
        assert_eq!(fragment("&lt;p&gt;a&lt;/p&gt;"), "<p>a</p>");
        assert!(!is_markup("if (a<b && c<=d) <x"));
    }

    #[test]
    fn prose_has_sentences_and_code_has_none() {
        let prose = "Rain fell on the harbour all day, and nobody went out. ".repeat(3);
        assert!(measure(&format!("<p>{prose}</p>")).prose);
        let code = "if (a[0] == b) { return c(d, e); } ".repeat(6);
        assert!(!measure(&code).prose);
        assert!(!measure(&"QWxsIHdvcmsgYW5kIG5vIHBsYXk".repeat(40)).prose);
        assert_eq!(measure(&"<a<".repeat(50_000)).words, 50_000);
    }
}
