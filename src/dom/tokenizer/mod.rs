//! Decides where the tokens of a page begin and end, as the HTML standard's tokenizer does, from the whole text at once.
//! For parse: it feeds html5ever's tree builder, which stays the judge of structure. A page that is there in one piece
//! needs no state machine that can stop at any character: each construct is found by a search for the byte that ends it,
//! and a token has a copy of its part of the input: sharing one copy of the whole would cost more. Attributes that nobody reads never become atoms, and bodies
//! of scripts that no stage reads are passed over. Comments are sent without their text and parse errors are not reported,
//! because trees keep neither.

mod attributes;
mod declaration;
mod endless;
mod lines;
mod names;
mod raw;
mod reference;
#[cfg(test)]
mod tests;

use std::time::Instant;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    CharacterTokens, CommentToken, EOFToken, EndTag, NullCharacterToken, ParseError, StartTag, Tag, TagKind, TagToken,
    Token, TokenSink, TokenSinkResult,
};
use html5ever::{Attribute, LocalName};
use memchr::{memchr, memchr3};

use endless::Endless;
pub use endless::names as ended;
pub use reference::read as read_reference;

use crate::{words, work};

/// Feeds the tokens of a page to a sink.
pub fn tokenize(text: &str, options: Options, sink: &impl Receive) -> Outcome {
    run(text, options, sink, false)
}

/// The same for a page of which the standard leaves little: what would end with the page only is ended where it can be. What
/// that was is told in plain words.
pub fn tokenize_mending(text: &str, options: Options, sink: &impl Receive) -> Outcome {
    run(text, options, sink, true)
}

fn run(text: &str, options: Options, sink: &impl Receive, mends: bool) -> Outcome {
    // A byte order mark is no text.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (text, stopped) = lines::normalise(text, options);
    let mut tokenizer = Tokenizer {
        text: &text,
        at: 0,
        sink,
        options,
        outcome: Outcome::default(),
        looked: 0,
        seen: attributes::Seen::default(),
        others: names::Others::default(),
        met_foreign: false,
        endless: mends.then(|| Endless::of(&text)),
    };
    tokenizer.run();
    tokenizer.outcome.stopped |= stopped;
    tokenizer.outcome.ended = tokenizer.endless.map_or(0, |endless| endless.ended);
    tokenizer.outcome
}

/// What the tokenizer left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Attributes whose tag had more than the limit.
    pub dropped_attributes: usize,
    /// Whether the time was over before the page was.
    pub stopped: bool,
    /// Whether something hides much of the page that seems to have no end.
    pub hides: bool,
    /// What was ended before the page, as [`ended`] reads it.
    pub ended: u32,
}

/// What is asked of the tokenizer.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether attributes that neither a stage nor the tree builder reads are kept.
    pub all_attributes: bool,
    /// Attributes of one tag that are looked at.
    pub attributes: usize,
    /// When to stop, as if the page ended there.
    pub until: Option<Instant>,
}

impl Options {
    /// Whether the time is over.
    fn is_over(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }
}

/// Constructs between two looks at the clock: some hundred microseconds.
const LOOK_EVERY: u32 = 1024;
/// Bytes after which the clock is looked at, however few constructs they were, and after which a text with ampersands that
/// mean nothing is sent on, so that there is a look.
const LONG_RUN: usize = 64 << 10;

/// A token sink that may do without the bodies of some raw-text elements, and that takes attributes beside the tokens.
pub trait Receive: TokenSink {
    /// Whether the raw text that begins here would be dropped.
    fn drops(&self, body: &str) -> bool;
    /// Keeps an attribute of the tag that is being read, by its number among those that trees keep.
    fn keep(&self, number: u8, value: &str);
    /// Ends the attributes of a tag of this name. Gives back one that stands for those kept since the last call; none if there
    /// are none, or if they reach the element without one.
    fn bundle(&self, tag: &LocalName) -> Option<Attribute>;
}

/// A walk over the text.
struct Tokenizer<'a, Sink> {
    text: &'a str,
    /// Where the next token begins.
    at: usize,
    sink: &'a Sink,
    options: Options,
    outcome: Outcome,
    /// Where the reading was when the clock was looked at last.
    looked: usize,
    seen: attributes::Seen,
    others: names::Others,
    /// Whether there was an element of SVG or MathML, so that others may stand in one.
    met_foreign: bool,
    /// What is to be ended before the page ends; none when the standard is followed.
    endless: Option<Endless>,
}

/// White space inside tags.
#[inline]
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0C')
}

/// The bytes that end the name of an attribute; those of a tag end at the same, but for `=`.
#[expect(clippy::indexing_slicing, reason = "a constant: a place outside the table would not compile")]
const ENDS_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let ends = b" \n\t\x0C/>=";
    let mut at = 0;
    while at < ends.len() {
        table[ends[at] as usize] = true;
        at += 1;
    }
    table
};

#[inline]
fn ends_name(byte: u8) -> bool {
    ENDS_NAME.get(usize::from(byte)).copied().unwrap_or(false)
}

/// Lines are counted for parse errors only, which nobody reads.
const LINE: u64 = 1;

impl<Sink: Receive> Tokenizer<'_, Sink> {
    fn run(&mut self) {
        let mut constructs = 0_u32;
        while self.at < self.text.len() && !self.outcome.stopped {
            self.data();
            constructs = constructs.wrapping_add(1);
            if constructs.is_multiple_of(LOOK_EVERY) {
                self.look(self.at);
            } else {
                self.is_late(self.at);
            }
        }
        self.send(EOFToken);
        self.sink.end();
    }

    /// Whether reading ends here, inside a construct that may be as long as the page.
    fn is_late(&mut self, place: usize) -> bool {
        if place.saturating_sub(self.looked) > LONG_RUN {
            self.look(place);
        }
        self.outcome.stopped
    }

    fn look(&mut self, place: usize) {
        self.looked = place;
        self.outcome.stopped |= self.options.is_over();
    }

    /// The bytes from a place on.
    #[inline]
    fn bytes(&self, from: usize) -> &[u8] {
        work::count(1);
        self.text.as_bytes().get(from..).unwrap_or_default()
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// A part of the text. Its ends stand beside ASCII characters, so that they are always character boundaries.
    #[inline]
    fn part(&self, from: usize, to: usize) -> StrTendril {
        self.text.get(from..to).map(StrTendril::from_slice).unwrap_or_default()
    }

    #[inline]
    fn send(&self, token: Token) {
        // Only tags change what comes next.
        let _ = self.sink.process_token(token, LINE);
    }

    fn send_text(&self, from: usize, to: usize) {
        if from < to {
            self.send(CharacterTokens(self.part(from, to)));
        }
    }

    /// A reference that ends here. Without its semicolon html5ever reports an error first.
    fn send_reference(&self, reference: &reference::Reference, end: usize) {
        if self.byte(end - 1) != Some(b';') {
            self.send_error();
        }
        self.send(CharacterTokens(reference.text()));
    }

    /// A comment, of which the tree builder only has to know that it stands there: a line feed is dropped directly behind
    /// `<pre>`, not behind `<pre><!---->`.
    fn send_comment(&self) {
        self.send(CommentToken(StrTendril::new()));
    }

    /// An error, which tells the tree builder as well that something stood there. Others are not sent, because nothing follows
    /// from them.
    fn send_error(&self) {
        self.send(ParseError("".into()));
    }

    /// The data state: text up to the next markup, and that markup.
    fn data(&mut self) {
        let start = self.at;
        if self.byte(start) == Some(b'<') {
            // Behind half of all tags there is no text.
            return self.markup();
        }
        let mut from = start;
        while let Some(found) = memchr3(b'<', b'&', 0, self.bytes(from)) {
            let place = from + found;
            match self.byte(place) {
                Some(b'<') => {
                    self.send_text(start, place);
                    self.at = place;
                    self.markup();
                    return;
                }
                Some(b'&') => match reference::read(self.bytes(place + 1), false) {
                    Some(reference) => {
                        self.send_text(start, place);
                        self.at = place + 1 + reference.length;
                        self.send_reference(&reference, self.at);
                        return;
                    }
                    None => {
                        from = place + 1;
                        if from - start > LONG_RUN {
                            self.send_text(start, from);
                            self.at = from;
                            return;
                        }
                    }
                },
                _ => {
                    self.send_text(start, place);
                    self.send(NullCharacterToken);
                    self.at = place + 1;
                    return;
                }
            }
        }
        self.send_text(start, self.text.len());
        self.at = self.text.len();
    }

    /// The tag open state: what begins with `<`.
    fn markup(&mut self) {
        let open = self.at;
        match self.byte(open + 1) {
            Some(first) if first.is_ascii_alphabetic() => self.tag(StartTag, open + 1),
            Some(b'/') => match self.byte(open + 2) {
                Some(first) if first.is_ascii_alphabetic() => self.tag(EndTag, open + 2),
                Some(b'>') => {
                    self.at = open + 3;
                    self.send_error();
                }
                Some(_) => self.bogus_comment(open + 2),
                None => {
                    self.at = self.text.len();
                    self.send_text(open, self.at);
                }
            },
            Some(b'!') => self.declaration(open + 2),
            Some(b'?') => self.bogus_comment(open + 1),
            _ => {
                self.send_text(open, open + 1);
                self.at = open + 1;
            }
        }
    }

    fn bogus_comment(&mut self, from: usize) {
        self.skip_past_bracket(from);
        self.send_comment();
    }

    fn skip_past_bracket(&mut self, from: usize) {
        self.at = memchr(b'>', self.bytes(from)).map_or(self.text.len(), |found| from + found + 1);
    }

    /// A tag whose name begins here, and the raw text behind it if the sink says that there is some. A tag that the
    /// input ends in is no tag.
    fn tag(&mut self, kind: TagKind, start: usize) {
        let Some(length) = self.name_length(start, |byte| ends_name(byte) && byte != b'=') else {
            return self.cut(start);
        };
        // The token is made where it stays: moving it would cost as much as making it.
        let mut token = TagToken(Tag {
            kind,
            name: names::tag(self.text.get(start..start + length).unwrap_or_default(), &mut self.others),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        });
        let TagToken(tag) = &mut token else { return };
        let Some(end) = self.attributes(tag, start + length) else {
            return self.cut(start);
        };
        self.at = end;
        if self.is_left_out(&tag.name) {
            return;
        }
        let raw_end = tag.name.clone();
        let is_to_end = self.endless.is_some() && kind == StartTag && self.is_to_end(start, &raw_end);
        match self.sink.process_token(token, LINE) {
            TokenSinkResult::RawData(_) if is_to_end => self.end_now(raw_end, true),
            TokenSinkResult::Plaintext => self.plaintext(),
            TokenSinkResult::RawData(kind) => self.raw(kind, &raw_end),
            _ if is_to_end => self.end_now(raw_end, false),
            _ => {}
        }
    }

    /// The page ends inside of the tag that begins here.
    fn cut(&mut self, start: usize) {
        self.at = self.text.len();
        self.hide("<", start, self.at);
    }

    /// The length of a name that begins here. None if the input ends in it.
    #[inline]
    fn name_length(&self, start: usize, ends: impl Fn(u8) -> bool) -> Option<usize> {
        let bytes = self.bytes(start);
        // Where a name ends cannot be guessed, so the most usual characters are passed over together.
        let usual = words::of_names(bytes);
        bytes.get(usual..)?.iter().position(|byte| ends(*byte)).map(|more| usual + more)
    }

    fn raw(&mut self, kind: RawKind, name: &LocalName) {
        match kind {
            RawKind::Rcdata => self.escapable(name),
            RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => self.script(name),
            RawKind::Rawtext => self.rawtext(name),
        }
    }
}
