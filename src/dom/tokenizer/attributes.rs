//! Decides which attributes a tag has: those that a stage or the tree builder reads, each once. For the tokenizer, which
//! hands the tag to the tree builder when its end is found. Where the tree builder reads none of them they go around it:
//! straight to the sink, and the tag carries one attribute that stands for all.

use std::borrow::Cow;
use std::collections::HashSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{StartTag, TagKind};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::{memchr, memchr2};

use super::{LONG_RUN, Receive, Tokenizer, ends_name, is_space, names, reference};
use crate::dom::lookup;

/// The attributes of a tag.
pub struct Read {
    /// Where the text behind the tag begins.
    pub end: usize,
    pub list: Vec<Attribute>,
    pub self_closing: bool,
    /// Whether one of those kept was written twice.
    pub duplicates: bool,
}

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
enum Value {
    None,
    Quoted { from: usize, to: usize },
    Unquoted { from: usize, to: usize },
}

impl<Sink: Receive> Tokenizer<'_, Sink> {
    /// Reads the attributes behind a tag's name, up to its end. None if the input ends before the tag.
    pub fn attributes(&mut self, kind: TagKind, tag: &LocalName, from: usize) -> Option<Read> {
        let mut read = Read { end: from, list: Vec::new(), self_closing: false, duplicates: false };
        self.seen.numbers = 0;
        // Attributes of end tags say nothing.
        let wanted = kind == StartTag;
        let way = self.way(tag);
        let mut count = 0;
        let mut at = from;
        loop {
            if self.is_late(at) {
                return None;
            }
            match self.byte(at)? {
                b'>' => break,
                b'/' if self.byte(at + 1)? == b'>' => {
                    read.self_closing = true;
                    at += 1;
                    break;
                }
                byte if byte == b'/' || is_space(byte) => at += 1,
                _ => {
                    let name_end = at + self.name_length(at)?;
                    let value = self.value(name_end)?;
                    count += usize::from(wanted);
                    if count > self.options.attributes {
                        self.outcome.dropped_attributes += 1;
                    } else if wanted {
                        self.keep(&mut read, way, self.text.get(at..name_end).unwrap_or_default(), &value);
                    }
                    at = match value {
                        Value::None => name_end,
                        // The closing quote.
                        Value::Quoted { to, .. } => to + 1,
                        Value::Unquoted { to, .. } => to,
                    };
                }
            }
        }
        read.end = at + 1;
        read.list.extend(self.sink.bundle(tag));
        if !self.seen.names.is_empty() {
            self.seen.names.clear();
        }
        Some(read)
    }

    /// The length of an attribute's name, whose first character may be `=`.
    fn name_length(&self, at: usize) -> Option<usize> {
        self.bytes(at + 1).iter().position(|byte| ends_name(*byte)).map(|found| found + 1)
    }

    /// The value behind an attribute's name. None if the input ends in it.
    fn value(&self, name_end: usize) -> Option<Value> {
        let mut at = name_end;
        while is_space(self.byte(at)?) {
            at += 1;
        }
        if self.byte(at)? != b'=' {
            return Some(Value::None);
        }
        at += 1;
        while is_space(self.byte(at)?) {
            at += 1;
        }
        let from = at + 1;
        Some(match self.byte(at)? {
            quote @ (b'"' | b'\'') => Value::Quoted { from, to: from + memchr(quote, self.bytes(from))? },
            _ => {
                let ends = |byte: &u8| is_space(*byte) || *byte == b'>';
                Value::Unquoted { from: at, to: at + self.bytes(at).iter().position(ends)? }
            }
        })
    }

    /// The way that the attributes of a tag of this name go.
    fn way(&mut self, tag: &LocalName) -> Way {
        if self.options.all_attributes || tells_elements_apart(tag) {
            return Way::All;
        }
        self.met_foreign |= matches!(*tag, local_name!("svg") | local_name!("math"));
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

    fn keep(&mut self, read: &mut Read, way: Way, written: &str, value: &Value) {
        let name = match names::ATTRIBUTES.find(written) {
            Some(known) => {
                let bit = 1_u128.checked_shl(u32::from(known.number)).unwrap_or_default();
                if self.seen.numbers & bit != 0 {
                    read.duplicates = true;
                    return;
                }
                self.seen.numbers |= bit;
                if way == Way::Around {
                    if let Some(number) = known.kept {
                        self.keep_aside(number, value);
                    }
                    return;
                }
                known.name.clone()
            }
            None if way == Way::All => {
                let name = names::fold(written);
                if self.is_known(&read.list, &name) {
                    read.duplicates = true;
                    return;
                }
                name
            }
            None => return,
        };
        let value = match *value {
            Value::None => StrTendril::new(),
            Value::Quoted { from, to } | Value::Unquoted { from, to } => match self.decoded(from, to) {
                Cow::Borrowed(_) => self.part(from, to),
                Cow::Owned(decoded) => StrTendril::from(decoded),
            },
        };
        // The tree builder gives attributes of foreign elements their namespaces.
        read.list.push(Attribute { name: QualName::new(None, ns!(), name), value });
    }

    fn keep_aside(&self, number: u8, value: &Value) {
        match *value {
            Value::None => self.sink.keep(number, ""),
            Value::Quoted { from, to } | Value::Unquoted { from, to } => {
                self.sink.keep(number, &self.decoded(from, to));
            }
        }
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
    fn decoded(&self, from: usize, to: usize) -> Cow<'_, str> {
        let written = self.text.get(from..to).unwrap_or_default();
        if memchr2(b'&', 0, written.as_bytes()).is_none() {
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
