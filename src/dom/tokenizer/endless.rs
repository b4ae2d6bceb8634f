//! Decides which constructs of a page end only because the page does, and where they are taken to end instead when the
//! page is read a second time. For the tokenizer: by the standard a `<textarea>`, a comment or a quoted value that is
//! never closed swallows all that follows, and so does an element whose content no browser shows.

use std::mem;

use html5ever::LocalName;
use html5ever::tokenizer::{EndTag, Tag, TagToken};
use memchr::{memchr, memchr_iter, memmem};

use super::{Receive, Tokenizer, is_space};

/// Elements that hide what stands in them, and of which one never holds another: raw text, what is shown where media cannot
/// be, choices.
const HIDING: [&str; 19] = [
    "audio",
    "canvas",
    "datalist",
    "iframe",
    "noembed",
    "noframes",
    "select",
    "style",
    "textarea",
    "title",
    "video",
    "xmp",
    // From here on one may hold another, or end without an end tag.
    "annotation-xml",
    "optgroup",
    "option",
    "rp",
    "rt",
    "script",
    "svg",
];
/// How many of them never hold another.
const ALONE: usize = 12;
/// The one that holds others and still may end itself.
const SVG: usize = HIDING.len() - 1;
const SCRIPT: usize = SVG - 1;
const STYLE: usize = 7;
/// The one whose text is a page for browsers that know no frames.
const NOFRAMES: usize = 5;
/// What a comment and a value count as, behind the elements.
const COMMENT: usize = HIDING.len();
const VALUE: usize = COMMENT + 1;
/// Bytes in which the end of a tag is looked for, so that a page without one is not searched for each.
const LONGEST_TAG: usize = 4 << 10;

/// What of a page is to be ended before the page ends, as far as it is known.
#[derive(Debug, Default)]
pub struct Endless {
    /// Where the start tags of elements without an end begin, in order.
    places: Vec<usize>,
    /// One bit for each kind of construct that was ended.
    pub ended: u32,
    /// Quotation marks, double and single, of which there is none any more.
    no_quote: [bool; 2],
    /// Whether there is no end of a comment, and of a script with a comment in it, any more.
    no_comment: bool,
    no_escape: bool,
}

impl Endless {
    /// Looks for the elements of a page that nothing ends: no end tag comes any more, another one of the kind begins before
    /// it, or the start tag says that it ends itself. With them for what stands beside frames, which nobody shows.
    pub fn of(text: &str) -> Endless {
        let mut open: [Vec<Found>; HIDING.len()] = Default::default();
        let mut code: Option<Found> = None;
        let mut places = Vec::new();
        for tag in tags(text) {
            let Some(open) = open.get_mut(tag.element) else { continue };
            if is_code(tag.element) {
                // Code holds markup in strings; what stands apart in it is the page's.
                if tag.is_end {
                    open.clear();
                    places.extend(code.take_if(|code| code.element == tag.element).filter(|code| code.ends_itself));
                } else if is_apart(text.as_bytes().get(..tag.place - 1).unwrap_or_default()) {
                    places.extend(code.replace(tag));
                } else {
                    open.push(tag);
                }
            } else if !tag.is_end {
                open.push(tag);
            } else {
                let ended = open.pop().filter(|start| start.ends_itself);
                let alone = tag.element < ALONE;
                places.extend(mem::take(open).into_iter().filter(|start| alone || start.ends_itself).chain(ended));
            }
        }
        let places = places.into_iter().chain(code).chain(open.into_iter().flatten());
        let mut places: Vec<usize> = places.map(|start| start.place).chain(comments(text)).collect();
        places.sort_unstable();
        Endless { places, ..Endless::default() }
    }
}

/// What bits of [`Endless::ended`] stand for, in plain words.
pub fn names(ended: u32) -> String {
    let all = HIDING.iter().chain(["comment", "quoted value"].iter()).enumerate();
    let met: Vec<&str> = all.filter(|(at, _)| ended & (1 << at) != 0).map(|(_, name)| *name).collect();
    met.join(", ")
}

fn is_code(element: usize) -> bool {
    matches!(element, SCRIPT | STYLE)
}

/// Whether what stands before a `<` is the end of a line, of a statement or of a tag.
fn is_apart(before: &[u8]) -> bool {
    before.last().is_none_or(|byte| matches!(byte, b';' | b'}' | b'>' | b'\n'))
        || before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t')) == Some(&b'\n')
}

/// Where comments begin that another one begins in.
fn comments(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut ends = memmem::find_iter(bytes, b"-->").peekable();
    let mut open = None;
    memmem::find_iter(bytes, b"<!--").filter_map(move |place| {
        while ends.next_if(|end| *end < place + 2).is_some() {}
        let end = ends.peek().copied().unwrap_or(usize::MAX);
        let holder = open.filter(|(_, behind)| place < *behind);
        open = Some((place + 1, end));
        holder.map(|(place, _)| place)
    })
}

/// A tag of a hiding element.
#[derive(Clone, Copy)]
struct Found {
    /// Where it begins, behind its `<`.
    place: usize,
    element: usize,
    is_end: bool,
    /// Whether it is a start tag that says so, or one behind which nothing is shown beside frames.
    ends_itself: bool,
}

fn tags(text: &str) -> impl Iterator<Item = Found> {
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes).filter_map(move |open| {
        let place = open + 1;
        let is_end = bytes.get(place) == Some(&b'/');
        let name = bytes.get(place + usize::from(is_end)..)?;
        let element = HIDING.iter().position(|hiding| {
            let begins = name.get(..hiding.len()).is_some_and(|word| word.eq_ignore_ascii_case(hiding.as_bytes()));
            begins && name.get(hiding.len()).is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
        })?;
        let tag = name.get(..LONGEST_TAG).unwrap_or(name);
        let before = memchr(b'>', tag).and_then(|end| tag.get(..end)).unwrap_or_default();
        // What stands in a string of code is not the page's.
        if is_code(element) && memmem::find(before, b"=\\").is_some() {
            return None;
        }
        let ends_itself = !is_end && (before.ends_with(b"/") && element != SVG || element == NOFRAMES);
        Some(Found { place, element, is_end, ends_itself })
    })
}

/// The part of a page that something must hide for a second reading. Of 4,442 gold pages that lost one quotation mark, end
/// tag or end of a comment, 636 kept less than half of their words by the standard, 31 with a fifth here and 13 with this.
const SHARE: usize = 20;

impl<Sink: Receive> Tokenizer<'_, Sink> {
    /// Notes what a construct hides: raw text of an element of this name, or with another name a comment or a tag.
    pub fn hide(&mut self, name: &str, from: usize, to: usize) {
        if to.saturating_sub(from).saturating_mul(SHARE) >= self.text.len() && self.endless.is_none() {
            self.outcome.hides |= to == self.text.len() || self.shows_no_end(name, from, to);
        }
    }

    /// Whether hidden text holds what tells that the page goes on in it.
    fn shows_no_end(&self, name: &str, from: usize, to: usize) -> bool {
        let hidden = self.text.as_bytes().get(from..to).unwrap_or_default();
        let mut markup = memchr_iter(b'<', hidden).map(|open| (open, from + open + 1));
        match name {
            "noframes" => true,
            "script" | "style" => markup.any(|(open, place)| {
                let is_code = self.names("script", place) || self.names("style", place);
                is_code && is_apart(hidden.get(..open).unwrap_or_default())
            }),
            "!" => memmem::find(hidden, b"<!--").is_some(),
            _ => markup.any(|(_, place)| self.names(name, place)),
        }
    }

    /// Whether an element that begins here is never closed, and is to be ended all the same.
    pub fn is_to_end(&mut self, start: usize, name: &str) -> bool {
        let Some(endless) = &mut self.endless else { return false };
        let is_endless = endless.places.binary_search(&start).is_ok();
        if is_endless && let Some(element) = HIDING.iter().position(|hiding| *hiding == name) {
            endless.ended |= 1 << element;
        }
        is_endless
    }

    /// Whether a tag is left out: one of frames, behind which nothing else can stand, or what `svg` is there for when it
    /// holds text.
    pub fn is_left_out(&self, name: &LocalName) -> bool {
        self.endless.is_some() && matches!(&**name, "frameset" | "frame" | "foreignobject")
    }

    /// Whether scripts are known to hold a comment without an end.
    pub fn ends_escapes(&self) -> bool {
        self.endless.as_ref().is_some_and(|endless| endless.no_escape)
    }

    /// Notes that a comment in a script does not end before the page. Whether such scripts end at their first end tag.
    pub fn end_escape(&mut self) -> bool {
        let Some(endless) = &mut self.endless else { return false };
        endless.no_escape = true;
        endless.ended |= 1 << SCRIPT;
        true
    }

    /// Whether what never ends is ended.
    pub fn mends(&self) -> bool {
        self.endless.is_some()
    }

    /// Whether a script ends at its first end tag, because what it hides behind that is much of the page.
    pub fn end_escaped(&mut self, first: usize, place: usize) -> bool {
        let hides = place.saturating_sub(first).saturating_mul(SHARE) >= self.text.len();
        let Some(endless) = self.endless.as_mut().filter(|_| hides) else { return false };
        endless.ended |= 1 << SCRIPT;
        true
    }

    /// Ends an element where the next markup begins, if it holds raw text, and else at once.
    pub fn end_now(&mut self, name: LocalName, is_raw: bool) {
        if is_raw {
            let place = self.next_markup(&name);
            self.send_raw(self.at, place);
            self.at = place;
        }
        self.send(TagToken(Tag {
            kind: EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }));
    }

    /// Where the next tag or comment begins. In a script it must be at the beginning of a line or behind what ends a
    /// statement or a tag, because scripts hold markup in strings.
    fn next_markup(&self, name: &str) -> usize {
        let bytes = self.text.as_bytes();
        let begins = |open: usize| {
            let next = |at| bytes.get(at).copied().unwrap_or_default();
            let is_markup = match next(open + 1) {
                b'/' => next(open + 2).is_ascii_alphabetic(),
                b'!' => bytes.get(open + 2..open + 4) == Some(b"--") && name != "script" && name != "style",
                byte => byte.is_ascii_alphabetic(),
            };
            is_markup && (name != "script" || is_apart(bytes.get(self.at..open).unwrap_or_default()))
        };
        let mut from = self.at;
        while let Some(found) = memchr(b'<', bytes.get(from..).unwrap_or_default()) {
            if begins(from + found) {
                return from + found;
            }
            from += found + 1;
        }
        bytes.len()
    }

    /// Whether comments, and sections of character data, are known to have no end any more. One that begins here is then
    /// ended behind the first `>`.
    pub fn ends_comments(&mut self, from: usize) -> bool {
        let Some(endless) = &mut self.endless else { return false };
        // The place is that of the exclamation mark.
        let is_endless = endless.places.binary_search(&(from - 3)).is_ok();
        endless.ended |= u32::from(is_endless) << COMMENT;
        let ends = endless.no_comment || is_endless;
        if ends {
            self.skip_past_bracket(from);
        }
        ends
    }

    /// Notes that a comment does not end before the page, and ends it.
    pub fn end_comment(&mut self, from: usize) {
        self.at = self.text.len();
        self.hide("!", from, self.at);
        if let Some(endless) = &mut self.endless {
            endless.no_comment = true;
            endless.ended |= 1 << COMMENT;
            self.skip_past_bracket(from);
        }
    }

    /// Where a quoted value ends of whose quotation mark there is no other any more: before the next `>`.
    pub fn end_of_value(&mut self, quote: u8, from: usize) -> Option<usize> {
        let [double, single] = &mut self.endless.as_mut()?.no_quote;
        *(if quote == b'"' { double } else { single }) = true;
        let end = from + memchr(b'>', self.bytes(from))?;
        if let Some(endless) = &mut self.endless {
            endless.ended |= 1 << VALUE;
        }
        Some(end)
    }

    /// Whether it is known that there is no other quotation mark any more.
    pub fn lacks(&self, quote: u8) -> bool {
        let Some(Endless { no_quote: [double, single], .. }) = &self.endless else { return false };
        if quote == b'"' { *double } else { *single }
    }
}
