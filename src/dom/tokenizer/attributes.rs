//! Decides which attributes a tag has: those that a stage or the tree builder reads, each once. For the tokenizer, which
//! hands the tag to the tree builder when its end is found. Where the tree builder reads none of them they go around it:
//! straight to the sink, and the tag carries one attribute that stands for all.

use std::borrow::Cow;
use std::collections::HashSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{StartTag, Tag};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::{memchr, memchr2, memchr3};

use super::{LONG_RUN, Receive, Tokenizer, ends_name, is_space, names, reference};
use crate::dom::lookup;

/// The attributes that a tag has already.
#[derive(Default)]
pub struct Seen {
    /// The kept ones, by number.
    numbers: u128,
    /// All of them, where all are kept and they are many.
    names: HashSet<LocalName>,
}

/// Attributes of a tag up to which a search through the list costs less than a set.
const FEW: usize = 16;

/// How the attributes of a tag reach the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All of them through the tree builder.
    All,
    /// Those that anybody reads, through the tree builder, which reads some itself.
    Known,
    /// Those that the tree keeps, around the tree builder.
    Around,
}

/// What comes behind an attribute's name.
struct Value {
    from: usize,
    to: usize,
    /// Where the reading goes on: behind the closing quote.
    end: usize,
    /// Whether it stands for itself, with nothing in it to resolve.
    is_plain: bool,
}

impl<Sink: Receive> Tokenizer<'_, Sink> {
    /// Reads the attributes behind a tag's name into the tag; gives back where the text behind it begins. None if the input
    /// ends before the tag.
    pub fn attributes(&mut self, tag: &mut Tag, from: usize) -> Option<usize> {
        self.seen.numbers = 0;
        self.met_foreign |= matches!(tag.name, local_name!("svg") | local_name!("math"));
        let mut way = None;
        let mut count = 0;
        let mut at = from;
        loop {
            match self.byte(at)? {
                b'>' => break,
                b'/' if self.byte(at + 1)? == b'>' => {
                    tag.self_closing = true;
                    at += 1;
                    break;
                }
                byte if byte == b'/' || is_space(byte) => at += 1,
                _ => {
                    // The first character may be `=`.
                    let name_end = at + 1 + self.name_length(at + 1, ends_name)?;
                    let value = self.value(name_end)?;
                    // Attributes of end tags say nothing.
                    if tag.kind == StartTag {
                        count += 1;
                        if count > self.options.attributes {
                            self.outcome.dropped_attributes += 1;
                        } else {
                            let way = *way.get_or_insert_with(|| self.way(&tag.name));
                            self.keep(tag, way, self.text.get(at..name_end).unwrap_or_default(), &value);
                        }
                    }
                    at = value.end;
                }
            }
            if self.is_late(at) {
                return None;
            }
        }
        if let Some(bundle) = self.sink.bundle(&tag.name) {
            tag.attrs.push(bundle);
        }
        if !self.seen.names.is_empty() {
            self.seen.names.clear();
        }
        Some(at + 1)
    }

    /// The value behind an attribute's name. None if the input ends in it.
    fn value(&mut self, name_end: usize) -> Option<Value> {
        let mut at = name_end;
        while is_space(self.byte(at)?) {
            at += 1;
        }
        if self.byte(at)? != b'=' {
            return Some(Value { from: name_end, to: name_end, end: name_end, is_plain: true });
        }
        at += 1;
        while is_space(self.byte(at)?) {
            at += 1;
        }
        let quote = self.byte(at)?;
        if !matches!(quote, b'"' | b'\'') {
            let ends = |byte: &u8| is_space(*byte) || *byte == b'>';
            let to = at + self.bytes(at).iter().position(ends)?;
            return Some(Value { from: at, to, end: to, is_plain: false });
        }
        let from = at + 1;
        let found = if self.lacks(quote) { None } else { self.quoted(quote, from) };
        found.or_else(|| {
            let to = self.end_of_value(quote, from)?;
            Some(Value { from, to, end: to, is_plain: false })
        })
    }

    /// A value up to its quotation mark.
    fn quoted(&self, quote: u8, from: usize) -> Option<Value> {
        // Most values are plain, and one search tells both where they end and that they are.
        let stop = from + memchr3(quote, b'&', 0, self.bytes(from))?;
        let is_plain = self.byte(stop)? == quote;
        let to = if is_plain { stop } else { stop + memchr(quote, self.bytes(stop))? };
        Some(Value { from, to, end: to + 1, is_plain })
    }

    /// The way that the attributes of a tag of this name go.
    fn way(&self, tag: &LocalName) -> Way {
        if self.options.all_attributes || tells_elements_apart(tag) {
            return Way::All;
        }
        // Foreign elements lose the prefixes of their attributes on their way.
        let foreign = || self.sink.adjusted_current_node_present_but_not_in_html_namespace();
        if self.met_foreign && (matches!(*tag, local_name!("svg") | local_name!("math")) || foreign()) {
            return Way::Known;
        }
        match *tag {
            local_name!("input") | local_name!("script") | local_name!("template") => Way::Known,
            _ => Way::Around,
        }
    }

    fn keep(&mut self, tag: &mut Tag, way: Way, written: &str, value: &Value) {
        let name = match names::ATTRIBUTES.find(written) {
            Some(known) => {
                let bit = 1_u128.checked_shl(u32::from(known.number)).unwrap_or_default();
                if self.seen.numbers & bit != 0 {
                    tag.had_duplicate_attributes = true;
                    return;
                }
                self.seen.numbers |= bit;
                if way == Way::Around {
                    if let Some(number) = known.kept {
                        self.sink.keep(number, &self.decoded(value));
                    }
                    return;
                }
                known.name.clone()
            }
            None if way == Way::All => {
                let name = names::fold(written);
                if self.is_known(&tag.attrs, &name) {
                    tag.had_duplicate_attributes = true;
                    return;
                }
                name
            }
            None => return,
        };
        let value = match self.decoded(value) {
            Cow::Borrowed(_) => self.part(value.from, value.to),
            Cow::Owned(decoded) => StrTendril::from(decoded),
        };
        // The tree builder gives attributes of foreign elements their namespaces.
        tag.attrs.push(Attribute { name: QualName::new(None, ns!(), name), value });
    }

    fn is_known(&mut self, list: &[Attribute], name: &LocalName) -> bool {
        if list.len() < FEW {
            return list.iter().any(|attribute| attribute.name.local == *name);
        }
        if self.seen.names.is_empty() {
            self.seen.names.extend(list.iter().map(|attribute| attribute.name.local.clone()));
        }
        !self.seen.names.insert(name.clone())
    }

    /// A value with its references resolved, as far as the time reaches: it may be as long as the page.
    fn decoded(&self, value: &Value) -> Cow<'_, str> {
        let written = self.text.get(value.from..value.to).unwrap_or_default();
        if value.is_plain || memchr2(b'&', 0, written.as_bytes()).is_none() {
            return Cow::Borrowed(written);
        }
        let mut value = String::with_capacity(written.len());
        let mut rest = written;
        let mut looked = rest.len();
        while let Some(place) = memchr2(b'&', 0, rest.as_bytes()) {
            if looked - rest.len() > LONG_RUN {
                looked = rest.len();
                if self.options.is_over() {
                    return Cow::Owned(value);
                }
            }
            let (before, behind) = rest.split_at_checked(place).unwrap_or((rest, ""));
            value.push_str(before);
            let null = behind.starts_with('\0');
            rest = behind.get(1..).unwrap_or_default();
            if null {
                value.push('\u{FFFD}');
            } else if let Some(found) = reference::read(rest.as_bytes(), true) {
                value.push_str(&found.text());
                rest = rest.get(found.length..).unwrap_or_default();
            } else {
                value.push('&');
            }
        }
        value.push_str(rest);
        Cow::Owned(value)
    }
}

/// Formatting elements of which the tree builder allows three alike: to compare them it needs all their attributes.
/// Links are no such elements, because a second one closes the first.
fn tells_elements_apart(tag: &LocalName) -> bool {
    *tag != local_name!("a") && lookup::is_formatting(tag)
}
