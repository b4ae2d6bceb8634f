//! Decides how the attributes of an element travel around the tree builder: the tree keeps them until it makes the element,
//! or one attribute that says which ones goes through the tree builder in their place, which copies and compares it like any
//! other.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use crate::page::Span;

/// Whether the attributes of a tag go through the tree builder: it merges those of `html` and `body` with others, opens
/// links again, and gives an `image` another name. Of all other tags that reach it without theirs it makes at most one element,
/// before the next tag, and on the way only elements of other names.
pub fn travels(tag: &LocalName) -> bool {
    matches!(*tag, local_name!("a") | local_name!("body") | local_name!("html") | local_name!("image"))
}

/// The attribute that stands for a stretch of the kept ones.
pub fn attribute(span: Span) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), NAME), value: written(span) }
}

/// The name of an attribute that stands for a bundle of others. No attribute of a page has an empty name.
const NAME: LocalName = local_name!("");

/// The bundle that a list of attributes is, if it is one.
pub fn of(attributes: &[Attribute]) -> Option<Span> {
    let [Attribute { name, value }] = attributes else { return None };
    (name.local == NAME).then(|| read(value))
}

/// A bundle as the value of its attribute: short enough to need no memory of its own, in characters of seven bits. The
/// first says how many attributes there are, which are all different and fewer than that holds.
fn written(span: Span) -> StrTendril {
    let digit = |place: u32| (span.start >> (7 * place) & 0x7F) as u8;
    let bytes = [span.len() as u8 & 0x7F, digit(0), digit(1), digit(2), digit(3), digit(4)];
    StrTendril::from_slice(str::from_utf8(&bytes).unwrap_or_default())
}

/// The bundle that a value stands for.
fn read(value: &str) -> Span {
    let mut bytes = value.bytes();
    let count = u32::from(bytes.next().unwrap_or_default());
    let start = (0..5).zip(bytes).fold(0, |start, (place, digit)| start | u32::from(digit) << (7 * place));
    Span { start, end: start.saturating_add(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_read_as_it_was_written() {
        for (start, length) in [(0, 1), (127, 2), (128, 60), (1 << 20, 127), (u32::MAX - 9, 9)] {
            let span = Span { start, end: start + length };
            assert_eq!(of(&[attribute(span)]), Some(span));
        }
        assert_eq!(of(&[]), None);
    }
}
