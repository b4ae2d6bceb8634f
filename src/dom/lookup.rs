//! Decides what a name of html5ever's stands for here: which tag an element is, and whether an attribute is one that any
//! stage reads. For both trees; names are atoms, so a look-up compares numbers, never strings.

use std::sync::LazyLock;

use html5ever::{LocalName, local_name};

use crate::hidden::Sign;
use crate::page::Name;
use crate::tag::Tag;

/// Attributes read while the tree is walked that have no [`Name`], because nothing of them outlives the walk: signs of
/// hiding, and what the head asks for. With [`Name::SPELLINGS`] this is all that a tree needs to keep. What the tree
/// builder itself asks for (`type` of an input, `encoding`, `color`) it reads from the token.
const READ_IN_PASSING: &[&str] =
    &["style", "aria-hidden", "open", "shadowrootmode", "xml:lang", "http-equiv", "encoding", "scheme"];

static TAGS: LazyLock<Atoms> = LazyLock::new(|| Atoms::new(Tag::all().map(Tag::name)));
static ATTRIBUTES: LazyLock<Atoms> = LazyLock::new(|| Atoms::new(kept_attributes()));
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let known = |spelling| Known { spelling, name: Name::from_name(spelling), sign: Sign::from_name(spelling) };
    kept_attributes().map(known).collect()
});

/// An attribute that is kept.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// As it is written, in lower case.
    pub spelling: &'static str,
    /// What it outlives the tree as.
    pub name: Option<Name>,
    /// What it says about the element's visibility.
    pub sign: Option<Sign>,
}

/// Every spelling of every attribute that is kept, in the order of their numbers.
pub fn kept_attributes() -> impl Iterator<Item = &'static str> {
    Name::SPELLINGS.iter().chain(READ_IN_PASSING).copied()
}

/// The tag of an element, as [`Tag::from_name`] finds it.
#[inline]
pub fn tag(name: &LocalName) -> Tag {
    match TAGS.place(name) {
        Some(at) => Tag::nth(usize::from(at)),
        None if name.contains('-') => Tag::Custom,
        None => Tag::Unknown,
    }
}

/// The number of an attribute that is kept.
#[inline]
pub fn attribute(name: &LocalName) -> Option<u8> {
    ATTRIBUTES.place(name)
}

/// A kept attribute by its number.
#[inline]
pub fn known(attribute: u8) -> &'static Known {
    const NOTHING: Known = Known { spelling: "", name: None, sign: None };
    KNOWN.get(usize::from(attribute)).unwrap_or(&NOTHING)
}

/// The elements of HTML's list of active formatting elements.
#[inline]
pub fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Names with their places in a list.
struct Atoms(Slots<(LocalName, u8)>);

impl Atoms {
    fn new(names: impl Iterator<Item = &'static str>) -> Atoms {
        let mut slots = Slots::default();
        for (at, name) in (0..=u8::MAX).zip(names) {
            let name = LocalName::from(name);
            slots.put(start(&name), (name, at));
        }
        Atoms(slots)
    }

    #[inline]
    fn place(&self, name: &LocalName) -> Option<u8> {
        self.0.find(start(name), |(known, _)| known == name).map(|(_, at)| *at)
    }
}

/// The best slot of a name.
#[inline]
fn start(name: &LocalName) -> usize {
    // The hash of a short name is the name itself, so its bits are spread first (Fibonacci hashing).
    (name.get_hash().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
}

/// Slots of a table: a power of two, and several times the number of names, so that most look-ups end at the first slot.
pub const SLOTS: usize = 1024;

/// An open-addressing table: an entry's place in the list stands in its best slot or in the first free one behind it. A slot
/// is one byte, so that all of them stay in the first cache.
pub struct Slots<Entry> {
    places: [u8; SLOTS],
    list: Vec<Entry>,
}

/// A slot without an entry.
const FREE: u8 = u8::MAX;

impl<Entry> Default for Slots<Entry> {
    fn default() -> Self {
        Slots { places: [FREE; SLOTS], list: Vec::new() }
    }
}

impl<Entry> Slots<Entry> {
    /// Puts an entry where it can be found from this slot on; a full table stays as it is.
    pub fn put(&mut self, start: usize, entry: Entry) {
        let place = u8::try_from(self.list.len()).unwrap_or(FREE);
        let free = from(start).find(|slot| self.places.get(*slot) == Some(&FREE));
        if let Some(slot) = free.filter(|_| place != FREE).and_then(|slot| self.places.get_mut(slot)) {
            *slot = place;
            self.list.push(entry);
        }
    }

    /// The entry that is meant, searched from its best slot on.
    #[inline]
    pub fn find(&self, start: usize, is_meant: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        for slot in from(start) {
            // A free slot is the place of no entry.
            let entry = self.list.get(usize::from(*self.places.get(slot)?))?;
            if is_meant(entry) {
                return Some(entry);
            }
        }
        None
    }

    /// The entries, each with its slot.
    #[cfg(test)]
    pub fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let entry = |place: &u8| self.list.get(usize::from(*place));
        self.places.iter().enumerate().filter_map(move |(slot, place)| Some((slot, entry(place)?)))
    }
}

/// Every slot once, from one on.
fn from(start: usize) -> impl Iterator<Item = usize> {
    (0..SLOTS).map(move |step| start.wrapping_add(step) % SLOTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_those_that_a_search_by_string_finds() {
        for name in Tag::all().map(Tag::name).chain(["my-element", "blink", "foreignObject", "", "custom", "unknown"]) {
            assert_eq!(tag(&LocalName::from(name)), Tag::from_name(name), "{name}");
        }
    }

    #[test]
    fn kept_attributes_go_by_number_and_back() {
        assert!(kept_attributes().count() <= usize::from(u8::MAX));
        for name in kept_attributes() {
            assert_eq!(attribute(&LocalName::from(name)).map(|number| known(number).spelling), Some(name));
        }
        assert_eq!(attribute(&LocalName::from("onclick")), None);
    }
}
