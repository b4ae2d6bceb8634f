//! Decides which tokens reach the tree builder, so that no page costs more than linear time: bounds on depth, open
//! formatting elements and nodes, and no text that no stage reads (comments, style sheets, scripts without data).
//! Sits between a tokenizer and html5ever's tree builder; text for readers always passes, only tags are dropped.

use std::cell::{Cell, RefCell};

use html5ever::interface::tree_builder::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    CharacterTokens, CommentToken, EOFToken, EndTag, ParseError, StartTag, TagToken, Token, TokenSink, TokenSinkResult,
};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, local_name};

mod depth;
mod dropped;
mod formatting;
mod next;

use depth::Depth;
use dropped::{Dropped, add};
use next::Next;

use super::dense::Dense;
use super::lookup::{self, is_formatting};
use super::script::{Raw, STATE_PREFIX, holds_data, is_state, raw_text_of};
use super::tokenizer::Receive;
use crate::options::Limits;
use crate::words;

/// Elements that a page may have however small it is: eight times as many as the largest of 1,497 real pages has. What
/// comes beyond must be earned by the bytes of the page, so that a flood of empty elements takes neither the memory nor
/// the time of many megabytes, and an article behind the flood still has its elements.
const UNEARNED: usize = 1 << 17;

/// Bytes that an attribute takes beside its value: a short name, a space, an equals sign and a quote or two.
const SHORTEST_ATTRIBUTE: usize = 6;

/// The tree builder of some tree behind its guard.
pub struct Guard<Sink: TreeSink> {
    builder: TreeBuilder<Sink::Handle, Sink>,
    limits: Limits,
    /// Bytes of text that may still pass.
    text: Cell<usize>,
    depth: Depth,
    nodes: Cell<usize>,
    /// Bytes of text and tags so far.
    seen: Cell<usize>,
    formatting: RefCell<Vec<LocalName>>,
    /// Bytes of the attributes of the tag that is being read, and of the formatting element that had most of them.
    attributes: Cell<usize>,
    heaviest: Cell<usize>,
    /// Whether the tree builder keeps text back, until it knows whether that belongs into a table.
    is_waiting: Cell<bool>,
    raw: Cell<Raw>,
    in_noscript: Cell<bool>,
    /// The beginning of a script that is undecided yet.
    held: RefCell<StrTendril>,
    dropped: Dropped,
    dense: RefCell<Dense>,
}

impl<Sink: Keep> Guard<Sink> {
    /// Puts a guard before a tree builder. Of text at most so many bytes pass.
    pub fn new(builder: TreeBuilder<Sink::Handle, Sink>, limits: &Limits, text: usize) -> Self {
        Self {
            builder,
            limits: *limits,
            text: Cell::new(text),
            depth: Depth::default(),
            nodes: Cell::new(0),
            seen: Cell::new(0),
            formatting: RefCell::default(),
            attributes: Cell::new(0),
            heaviest: Cell::new(0),
            is_waiting: Cell::new(false),
            raw: Cell::new(Raw::None),
            in_noscript: Cell::new(false),
            held: RefCell::default(),
            dropped: Dropped::default(),
            dense: RefCell::default(),
        }
    }

    /// Gives the tree builder up, with a line for each limit that was reached.
    pub fn finish(self) -> (Sink, Vec<String>) {
        let warnings = self.dropped.warnings(&self.limits, self.most_levels(), self.dense.borrow().repeated);
        (self.builder.sink, warnings)
    }

    /// Whether a start tag may pass, counting it.
    fn admit(&self, tag: &html5ever::tokenizer::Tag, formatting: bool, line: u64) -> bool {
        if self.depth.is_used_up() && !self.stays_flat(&tag.name) {
            add(&self.dropped.deep, 1);
            return false;
        }
        if self.nodes.get() >= self.limits.nodes {
            add(&self.dropped.nodes, 1);
            self.part_words(&tag.name, line);
            return false;
        }
        if self.is_dense() {
            // Every block would open again what a flood left open, so that an article behind it could not pay for its own.
            self.close_formatting(line);
            if !self.dense.borrow_mut().takes_reserve(lookup::tag(&tag.name)) {
                add(&self.dropped.dense, 1);
                self.part_words(&tag.name, line);
                self.dense.borrow_mut().drop(tag);
                return false;
            }
        }
        self.count_node(formatting);
        true
    }

    /// Gives the tree builder a token that opens formatting elements again, and counts what that took.
    fn build(&self, token: Token, line: u64) -> Next {
        let own = usize::from(matches!(token, TagToken(_)));
        let before = self.builder.sink.created() + own;
        let next = Next::of(&self.builder.process_token(token, line));
        self.count_reopened(self.builder.sink.created().saturating_sub(before), line);
        next
    }

    /// The same for text; notes whether the tree builder keeps it back.
    fn build_text(&self, token: Token, line: u64) -> Next {
        let before = self.builder.sink.text_length();
        let next = self.build(token, line);
        self.is_waiting.set(before.is_some() && before == self.builder.sink.text_length());
        next
    }

    /// Gives the tree builder what it has to notice of a comment: as of an error, that a line feed behind it is text. Where
    /// text waits beside the cells of a table it gets the comment itself, before which that text is put in its place.
    fn build_comment(&self, comment: Token, line: u64) -> Next {
        if self.is_waiting.replace(false) && self.nodes.get() < self.limits.nodes {
            self.count_node(true);
            return Next::of(&self.builder.process_token(comment, line));
        }
        Next::of(&self.builder.process_token(ParseError("".into()), line))
    }

    /// Whether there are more elements than the page has earned.
    fn is_dense(&self) -> bool {
        if self.nodes.get() < UNEARNED {
            return false;
        }
        let earned = self.seen.get().checked_div(self.limits.density).map(|earned| UNEARNED.saturating_add(earned));
        earned.is_some_and(|earned| self.nodes.get() >= earned)
    }

    fn count_node(&self, formatting: bool) {
        // What is open of these is opened again inside.
        let copies = if formatting { 0 } else { self.formatting.borrow().len() };
        self.nodes.set(self.nodes.get() + 1 + copies);
    }

    /// Looks at a token behind a tag that was dropped because the page is dense, and says whether it may pass. A text as
    /// long as an element must earn brings its own back; a short one that had just been said is dropped too. Else what is
    /// left of a flood would be one paragraph of a million words, beside which no article is found.
    fn pass_behind_dropped(&self, token: &Token, line: u64) -> bool {
        let text = match token {
            CharacterTokens(text) => text,
            CommentToken(_) | ParseError(_) => return true,
            _ => {
                self.dense.borrow_mut().forget();
                return true;
            }
        };
        let waiting = self.dense.borrow_mut().waiting.take();
        if !std::mem::take(&mut self.dense.borrow_mut().behind_dropped) {
            return true;
        }
        if let Some(tag) = waiting.filter(|_| text.len() >= self.limits.density) {
            self.dropped.dense.set(self.dropped.dense.get().saturating_sub(1));
            self.count_node(is_formatting(&tag.name));
            // The tag of a block never switches the tokenizer's state but for raw text, which does not wait.
            let _ = self.builder.process_token(TagToken(tag), line);
            return true;
        }
        !self.dense.borrow_mut().is_repeated(text)
    }

    /// Leaves a space where the tag of a block was dropped, so that words on both sides of it stay apart.
    fn part_words(&self, name: &LocalName, line: u64) {
        if lookup::tag(name).is_block() {
            // Text never switches the tokenizer's state.
            let _ = self.builder.process_token(CharacterTokens(StrTendril::from(" ")), line);
        }
    }

    /// Gives the tree builder a token, as far as it may pass.
    fn pass(&self, token: Token, line: u64) -> Next {
        self.weigh(&token);
        if self.dropped.dense.get() > 0 && !self.pass_behind_dropped(&token, line) {
            return Next::Goes;
        }
        // What passes as it is stays where it is: moving a token costs as much as looking at it.
        match &token {
            TagToken(tag) => {
                self.is_waiting.set(false);
                self.count_depth(tag.kind, line);
                let empty_frame = self.is_empty_frame(tag);
                let Some(entered) = self.pass_tag(tag, line) else { return Next::Goes };
                let is_end = tag.kind == EndTag;
                let next =
                    if is_end { Next::of(&self.builder.process_token(token, line)) } else { self.build(token, line) };
                if matches!(next, Next::Raw(_)) {
                    if entered != Raw::None {
                        self.raw.set(entered);
                    }
                    if empty_frame {
                        self.end_element(local_name!("iframe"), line);
                        return Next::Goes;
                    }
                }
                return next;
            }
            CharacterTokens(text) if !self.passes(text) => {}
            CommentToken(_) => return self.build_comment(token, line),
            EOFToken => {
                self.send_held(line);
                return Next::of(&self.builder.process_token(token, line));
            }
            CharacterTokens(_) => return self.build_text(token, line),
            _ => return Next::of(&self.builder.process_token(token, line)),
        }
        let CharacterTokens(text) = token else { return Next::Goes };
        match self.pass_text(text).and_then(|text| self.within_time(text)) {
            Some(text) => self.build_text(CharacterTokens(text), line),
            None => Next::Goes,
        }
    }

    /// As much of a text as may still pass.
    fn within_time(&self, text: StrTendril) -> Option<StrTendril> {
        let left = self.text.get();
        self.text.set(left.saturating_sub(text.len()));
        if text.len() <= left {
            return Some(text);
        }
        let passing = words::cut(&text, left);
        add(&self.dropped.text, text.len() - passing.len());
        (!passing.is_empty()).then(|| StrTendril::from(passing))
    }

    /// Whether a tag may pass, and what raw text it opens if the tree builder says that it opens some.
    fn pass_tag(&self, tag: &html5ever::tokenizer::Tag, line: u64) -> Option<Raw> {
        let formatting = is_formatting(&tag.name);
        let mut entered = Raw::None;
        if tag.kind == StartTag {
            if !self.admit(tag, formatting, line) {
                self.attributes.set(0);
                return None;
            }
            entered = raw_text_of(tag);
        } else if self.raw.get() != Raw::None {
            self.send_held(line);
            self.raw.set(Raw::None);
        }
        let aside = self.attributes.take();
        if formatting {
            self.count_formatting(tag, aside, line);
        }
        Some(entered)
    }

    /// Whether a text may pass as it is, counting it.
    fn passes(&self, text: &StrTendril) -> bool {
        let left = self.text.get().checked_sub(text.len());
        let passes = left.is_some() && matches!(self.raw.get(), Raw::None | Raw::Kept);
        if let Some(left) = left.filter(|_| passes) {
            self.text.set(left);
        }
        passes
    }

    /// Counts the bytes of a token, near enough: what no stage reads of a tag is not known here.
    fn weigh(&self, token: &Token) {
        let bytes = match token {
            CharacterTokens(text) => text.len(),
            TagToken(tag) => {
                let attributes = tag.attrs.iter().map(|attribute| attribute.value.len() + SHORTEST_ATTRIBUTE);
                tag.name.len() + 2 + attributes.sum::<usize>()
            }
            _ => 1,
        };
        self.seen.set(self.seen.get() + bytes);
    }

    /// Whether a tag is `<iframe ... />` inside `noscript`. Frameworks write it for counters of visitors; a browser with
    /// scripts never reads it, but without them all that follows in the page would be the text of the frame.
    fn is_empty_frame(&self, tag: &html5ever::tokenizer::Tag) -> bool {
        if tag.name == local_name!("noscript") {
            self.in_noscript.set(tag.kind == StartTag);
        }
        self.in_noscript.get() && tag.self_closing && tag.kind == StartTag && tag.name == local_name!("iframe")
    }

    /// Gives text back if it shall pass. A script is held until it is known to be data, at the latest to its end: some
    /// tokenizers bring it in small parts.
    fn pass_text(&self, text: StrTendril) -> Option<StrTendril> {
        match self.raw.get() {
            Raw::None | Raw::Kept => Some(text),
            Raw::Dropped => None,
            Raw::Undecided => {
                let mut held = self.held.borrow_mut();
                let was = held.len();
                held.push_tendril(&text);
                // What the first characters do not tell, only the whole does.
                if was >= STATE_PREFIX || held.len() < STATE_PREFIX || !is_state(&held) {
                    return None;
                }
                self.raw.set(Raw::Kept);
                Some(std::mem::take(&mut *held))
            }
        }
    }

    /// Sends the script that was held, if a stage reads it.
    fn send_held(&self, line: u64) {
        let held = self.held.take();
        if self.raw.get() == Raw::Undecided
            && holds_data(&held)
            && let Some(held) = self.within_time(held)
        {
            // Text never switches the tokenizer's state.
            let _ = self.builder.process_token(CharacterTokens(held), line);
        }
    }
}

/// A tree sink that takes attributes around the tree builder. What it gives back for them goes through the tree builder in
/// their place, copied as often as that likes, and comes back with the element. A sink that does not take them is never
/// offered any.
pub trait Keep: TreeSink {
    /// Takes an attribute, by its number among those that trees keep.
    fn keep(&self, _number: u8, _value: &str) {}
    /// How many elements were made so far.
    fn created(&self) -> usize {
        0
    }
    /// How much text has come so far; none if the sink does not know.
    fn text_length(&self) -> Option<usize> {
        None
    }
    /// What stands for the attributes taken since the last call, which are those of a tag of this name; none if the sink
    /// gives them to its element by itself.
    fn bundle(&self, _tag: &LocalName) -> Option<Attribute> {
        None
    }
}

impl<Sink: Keep> Receive for Guard<Sink> {
    /// Whether the body of a script or style sheet that begins here is one that no stage reads.
    fn drops(&self, body: &str) -> bool {
        if self.raw.get() == Raw::Undecided {
            self.raw.set(if holds_data(body) { Raw::Kept } else { Raw::Dropped });
        }
        self.raw.get() == Raw::Dropped
    }

    fn keep(&self, number: u8, value: &str) {
        self.seen.set(self.seen.get() + value.len() + SHORTEST_ATTRIBUTE);
        self.attributes.set(self.attributes.get() + value.len());
        self.builder.sink.keep(number, value);
    }

    fn bundle(&self, tag: &LocalName) -> Option<Attribute> {
        self.builder.sink.bundle(tag)
    }
}

impl<Sink: Keep> TokenSink for Guard<Sink> {
    type Handle = Sink::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Sink::Handle> {
        self.pass(token, line).answer()
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
