//! Decides where the text of elements ends that hold no markup: titles, style sheets, scripts. For the tokenizer, behind
//! a start tag for which the tree builder asked it.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{CharacterTokens, EndTag};
use memchr::{memchr, memchr2, memchr3, memmem};

use super::{Receive, Tokenizer, is_space, reference};

impl<Sink: Receive> Tokenizer<'_, Sink> {
    /// The rest of the input, after which there is no markup any more.
    pub fn plaintext(&mut self) {
        self.send_raw(self.at, self.text.len());
        self.at = self.text.len();
    }

    /// Text in which references count (`title`, `textarea`).
    pub fn escapable(&mut self, name: &LocalName) {
        let open = self.at;
        let mut start = open;
        let mut from = start;
        while let Some(found) = memchr3(b'<', b'&', 0, self.bytes(from)) {
            let place = from + found;
            from = place + 1;
            if self.is_late(place) {
                break;
            }
            match self.byte(place) {
                Some(b'<') if !self.ends_raw(name, place) => {}
                Some(b'<') => {
                    self.send_text(start, place);
                    self.hide(name, open, place);
                    self.tag(EndTag, place + 2);
                    return;
                }
                Some(b'&') => {
                    if let Some(reference) = reference::read(self.bytes(from), false) {
                        self.send_text(start, place);
                        from += reference.length;
                        self.send_reference(&reference, from);
                        start = from;
                    }
                }
                _ => {
                    self.send_text(start, place);
                    self.send(CharacterTokens(StrTendril::from_char(char::REPLACEMENT_CHARACTER)));
                    start = from;
                }
            }
        }
        self.send_text(start, self.text.len());
        self.at = self.text.len();
        self.hide(name, open, self.at);
    }

    /// Text up to the end tag, whatever it holds (`style`, `iframe`).
    pub fn rawtext(&mut self, name: &LocalName) {
        let end = self.raw_end(name, self.at, self.text.len());
        self.finish_raw(name, end);
    }

    /// A script, in which an end tag inside `<!-- <script>` ends nothing.
    pub fn script(&mut self, name: &LocalName) {
        let mut from = self.at;
        if self.ends_escapes() {
            return self.rawtext(name);
        }
        let mut end = loop {
            let Some(comment) = self.comment_before_end(name, from) else {
                break self.raw_end(name, from, self.text.len());
            };
            match self.escaped_end(name, comment) {
                Escaped::Ends(place) => break Some(place),
                Escaped::Closed(place) => from = place,
                Escaped::Never => break None,
            }
        };
        if end.is_none() && self.end_escape() {
            return self.rawtext(name);
        }
        if let Some(place) = end {
            end = Some(self.first_end(name, place));
        }
        self.finish_raw(name, end);
    }

    /// Where a script ends that the standard ends there. What looks like a script in a comment of its code hides its own
    /// end tag, and with it what follows up to the end of the next comment or script.
    fn first_end(&mut self, name: &str, place: usize) -> usize {
        let first = if self.mends() { self.raw_end(name, self.at, place) } else { None };
        first.filter(|first| self.end_escaped(*first, place)).unwrap_or(place)
    }

    /// Sends the raw text, if the sink wants it, and reads the end tag.
    fn finish_raw(&mut self, name: &str, end: Option<usize>) {
        let start = self.at;
        let to = end.unwrap_or(self.text.len());
        if !self.sink.drops(self.text.get(start..to).unwrap_or_default()) {
            self.send_raw(start, to);
        }
        self.at = to;
        self.hide(name, start, to);
        if end.is_some() {
            self.tag(EndTag, to + 2);
        }
    }

    /// Sends text in which NUL becomes the replacement character.
    pub fn send_raw(&self, from: usize, to: usize) {
        let mut start = from;
        while let Some(found) = self.text.as_bytes().get(start..to).and_then(|bytes| memchr(0, bytes)) {
            self.send_text(start, start + found);
            self.send(CharacterTokens(StrTendril::from_char(char::REPLACEMENT_CHARACTER)));
            start += found + 1;
        }
        self.send_text(start, to);
    }

    /// Whether an end tag of this name begins at a `<`.
    fn ends_raw(&self, name: &str, place: usize) -> bool {
        self.byte(place + 1) == Some(b'/') && self.names(name, place + 2)
    }

    /// Whether a tag's name stands here, and ends here.
    pub fn names(&self, name: &str, place: usize) -> bool {
        let end = place + name.len();
        self.text.as_bytes().get(place..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && self.byte(end).is_some_and(|byte| is_space(byte) || matches!(byte, b'/' | b'>'))
    }

    /// Where the end tag begins, if it begins before a limit.
    fn raw_end(&mut self, name: &str, from: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        let places = memmem::find_iter(text.as_bytes().get(from..limit)?, "</").map(|found| from + found);
        for place in places {
            if self.names(name, place + 2) {
                return Some(place);
            }
            if self.is_late(place) {
                break;
            }
        }
        None
    }

    /// Where a comment mark's dashes begin, if one opens before the end tag.
    fn comment_before_end(&mut self, name: &str, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += memchr(b'<', self.bytes(at))?;
            if self.ends_raw(name, at) || self.is_late(at) {
                return None;
            }
            if self.bytes(at).starts_with(b"<!--") {
                return Some(at + 2);
            }
            at += 1;
        }
    }

    /// The script data escaped states, from the dashes of the comment mark on.
    fn escaped_end(&self, name: &str, dashes: usize) -> Escaped {
        let mut at = dashes;
        let mut double = false;
        while let Some(found) = memchr2(b'<', b'-', self.bytes(at)) {
            let place = at + found;
            at = place + 1;
            if self.byte(place) == Some(b'-') {
                if self.bytes(place).starts_with(b"-->") {
                    return Escaped::Closed(place + 3);
                }
            } else if double {
                double = !(self.byte(place + 1) == Some(b'/') && self.names("script", place + 2));
            } else if self.ends_raw(name, place) {
                return Escaped::Ends(place);
            } else {
                double = self.names("script", place + 1);
            }
        }
        Escaped::Never
    }
}

/// How the escaped part of a script ends.
enum Escaped {
    /// By the script's own end tag, here.
    Ends(usize),
    /// By the end of the comment; the script goes on here.
    Closed(usize),
    /// Not at all.
    Never,
}
