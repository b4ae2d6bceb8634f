//! Decides where comments, doctypes and CDATA sections end, and what a doctype says. For the tokenizer, behind `<!`.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, DoctypeToken, NullCharacterToken};
use memchr::{memchr, memchr2, memmem};

use super::{Receive, Tokenizer, is_space};

impl<Sink: Receive> Tokenizer<'_, Sink> {
    /// The markup declaration open state, behind `<!`.
    pub fn declaration(&mut self, from: usize) {
        let behind = self.bytes(from);
        if behind.starts_with(b"--") {
            self.comment(from + 2);
            self.send_comment();
        } else if behind.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.doctype(from + 7);
        } else if behind.starts_with(b"[CDATA[") && self.sink.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.section(from + 7);
        } else {
            self.bogus_comment(from);
        }
    }

    /// Skips a comment: it ends at `-->`, whose dashes may be those of `<!--`, or at `--!>`, whose dashes may not.
    fn comment(&mut self, start: usize) {
        if self.ends_comments(start) {
            return;
        }
        let mut from = start;
        while let Some(found) = memchr(b'>', self.bytes(from)) {
            let bracket = from + found;
            from = bracket + 1;
            let before = self.text.as_bytes().get(start - 2..bracket).unwrap_or_default();
            if before.ends_with(b"--") || (before.ends_with(b"--!") && bracket >= start + 3) {
                self.at = from;
                self.hide("!", start, from);
                return;
            }
        }
        self.end_comment(start);
    }

    /// The text of a CDATA section.
    fn section(&mut self, start: usize) {
        let end = memmem::find(self.bytes(start), b"]]>").map(|found| start + found);
        let to = end.unwrap_or(self.text.len());
        self.hide("[", start, to);
        let mut from = start;
        while let Some(found) = self.text.as_bytes().get(from..to).and_then(|bytes| memchr(0, bytes)) {
            self.send_text(from, from + found);
            self.send(NullCharacterToken);
            from += found + 1;
        }
        self.send_text(from, to);
        self.at = end.map_or(to, |end| end + 3);
    }

    fn doctype(&mut self, from: usize) {
        let mut at = self.skip_space(from);
        let ends = |byte: &u8| is_space(*byte) || *byte == b'>';
        let length = self.bytes(at).iter().position(ends).unwrap_or(self.text.len() - at);
        let mut doctype = Doctype { force_quirks: length == 0, ..Doctype::default() };
        if length > 0 {
            doctype.name = Some(self.folded(at, at + length, true));
        }
        at = self.skip_space(at + length);
        match self.bytes(at).get(..6) {
            Some(word) if word.eq_ignore_ascii_case(b"public") => at = self.public(&mut doctype, at + 6),
            Some(word) if word.eq_ignore_ascii_case(b"system") => at = self.system(&mut doctype, at + 6),
            _ => doctype.force_quirks |= self.byte(at) != Some(b'>'),
        }
        // What is left before the bracket is bogus; whether that means quirks was settled where it began.
        self.skip_past_bracket(at);
        self.send(DoctypeToken(doctype));
    }

    /// What follows the word PUBLIC. Gives back where reading stopped.
    fn public(&self, doctype: &mut Doctype, from: usize) -> usize {
        let (public, at) = self.identifier(doctype, from);
        let complete = public.is_some() && !doctype.force_quirks;
        doctype.public_id = public;
        if !complete {
            doctype.force_quirks = true;
            return at;
        }
        match self.byte(self.skip_space(at)) {
            Some(b'>') => at,
            _ => self.system(doctype, at),
        }
    }

    /// The system identifier, behind the word SYSTEM or the public identifier. Gives back where reading stopped.
    fn system(&self, doctype: &mut Doctype, from: usize) -> usize {
        let (system, at) = self.identifier(doctype, from);
        doctype.force_quirks |= system.is_none() || self.skip_space(at) >= self.text.len();
        doctype.system_id = system;
        at
    }

    /// A quoted identifier. One that a bracket or the end of the input cuts short means quirks.
    fn identifier(&self, doctype: &mut Doctype, from: usize) -> (Option<StrTendril>, usize) {
        let open = self.skip_space(from);
        let Some(quote) = self.byte(open).filter(|byte| matches!(byte, b'"' | b'\'')) else { return (None, open) };
        let start = open + 1;
        let end = memchr2(quote, b'>', self.bytes(start)).map_or(self.text.len(), |found| start + found);
        let closed = self.byte(end) == Some(quote);
        doctype.force_quirks |= !closed;
        (Some(self.folded(start, end, false)), end + usize::from(closed))
    }

    fn skip_space(&self, from: usize) -> usize {
        let space = self.bytes(from).iter().take_while(|byte| is_space(**byte)).count();
        (from + space).min(self.text.len())
    }

    /// A part of a doctype, without NUL.
    fn folded(&self, from: usize, to: usize, lower: bool) -> StrTendril {
        let written = self.text.get(from..to).unwrap_or_default().replace('\0', "\u{FFFD}");
        StrTendril::from(if lower { written.to_ascii_lowercase() } else { written })
    }
}
