//! Decides which atom a name in the text is: known names come from a table by their bytes, so that the interner is asked
//! only for names that no table has. For the tokenizer's tags and attributes.

use std::sync::LazyLock;

use html5ever::LocalName;

use crate::dom::lookup::{self, Slots};
use crate::table::{self, Ends, Table};
use crate::tag::Tag;

/// Attributes that the tree builder reads, besides those that stages read: they decide on the place of an element, or
/// lose their prefix in foreign elements.
const READ_BY_BUILDER: &[&str] = &[
    "type",
    "encoding",
    "color",
    "face",
    "size",
    "shadowrootmode",
    "xlink:href",
    "xlink:role",
    "xlink:title",
    "xlink:type",
];

static TAGS: LazyLock<Names> = LazyLock::new(|| Names::new(Tag::all().map(Tag::name)));
/// The attributes that are kept.
pub static ATTRIBUTES: LazyLock<Names> = LazyLock::new(|| {
    let mut names: Vec<&str> = lookup::kept_attributes().chain(READ_BY_BUILDER.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    Names::new(names.into_iter())
});

/// The atom of a tag's name as written. `others` are the names of the page that no table has.
#[inline]
pub fn tag(written: &str, others: &mut Others) -> LocalName {
    TAGS.find(written).map_or_else(|| others.within(fold(written)), |known| known.name.clone())
}

/// Different names of a page that no table has and that stay what they are: as many as the interner has lists, which it
/// walks from their beginning. With a million of them a page would take quadratic time. Real pages have some dozens.
const MOST_OTHERS: usize = 4096;
/// Names that all further ones share.
const SHARED: u64 = 1024;

/// The names of a page that no table has, by hashes.
#[derive(Default)]
pub struct Others(Table<()>);

impl Others {
    /// The name itself, or where there are too many one that it shares with others: the same at every place.
    fn within(&mut self, name: LocalName) -> LocalName {
        let hash = table::hash(name.as_bytes(), 0);
        if self.0.contains_key(&hash) {
            return name;
        }
        if self.0.len() < MOST_OTHERS {
            self.0.insert(hash, ());
            return name;
        }
        LocalName::from(format!("x-{}", hash % SHARED))
    }
}

/// A name as the standard folds it: lower case, without NUL.
pub fn fold(written: &str) -> LocalName {
    if written.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        return LocalName::from(written.to_ascii_lowercase().replace('\0', "\u{FFFD}"));
    }
    LocalName::from(written)
}

/// The longest name that is looked up with capitals in it.
const LONGEST: usize = 32;

/// Names with their atoms and numbers.
pub struct Names(Slots<Known>);

/// A name of the table.
pub struct Known {
    spelling: &'static str,
    ends: Ends,
    pub name: LocalName,
    /// Its number in the table.
    pub number: u8,
    /// As an attribute, its number among those that trees keep, if it is one of them.
    pub kept: Option<u8>,
}

impl Names {
    fn new(names: impl Iterator<Item = &'static str>) -> Names {
        let mut slots = Slots::default();
        for (number, spelling) in (0..=u8::MAX).zip(names) {
            let name = LocalName::from(spelling);
            let kept = lookup::attribute(&name);
            let ends = Ends::of(spelling.as_bytes());
            slots.put(start(ends), Known { spelling, ends, name, number, kept });
        }
        Names(slots)
    }

    /// What is known of a name as written, if the table has it.
    pub fn find(&self, written: &str) -> Option<&Known> {
        let ends = Ends::of(written.as_bytes());
        self.find_exact(written, ends).or_else(|| {
            // A name with other letters than those of ASCII is in no table.
            let capitals = written.len() <= LONGEST
                && ends.may_have_capitals()
                && written.bytes().any(|byte| byte.is_ascii_uppercase());
            if !capitals {
                return None;
            }
            let small = written.to_ascii_lowercase();
            self.find_exact(&small, Ends::of(small.as_bytes()))
        })
    }

    #[inline]
    fn find_exact(&self, written: &str, ends: Ends) -> Option<&Known> {
        self.0.find(start(ends), |known| known.ends == ends && (ends.is_all() || known.spelling == written))
    }
}

/// The best slot of a name.
#[inline]
fn start(ends: Ends) -> usize {
    (ends.mixed() >> 54) as usize
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::dom::lookup::SLOTS;

    #[test]
    fn names_are_those_that_the_interner_gives() {
        for written in ["div", "DIV", "Div", "my-element", "annotation-xml", "foreignObject", "\u{212A}", "d\0v", ""] {
            let expected = LocalName::from(written.to_ascii_lowercase().replace('\0', "\u{FFFD}"));
            assert_eq!(tag(written, &mut Others::default()), expected, "{written}");
        }
    }

    #[test]
    fn the_names_of_a_page_are_bounded_and_end_tags_keep_theirs() {
        let mut others = Others::default();
        let names: Vec<_> = (0..20_000).map(|at| tag(&format!("my-{at}"), &mut others)).collect();
        let different: HashSet<_> = names.iter().collect();
        assert!((4096..=4096 + 1024).contains(&different.len()), "{}", different.len());
        assert_eq!(&*names[17], "my-17");
        for (at, name) in names.iter().enumerate() {
            assert_eq!(*name, tag(&format!("MY-{at}"), &mut others));
        }
        assert_eq!(tag("div", &mut others), LocalName::from("div"));
    }

    #[test]
    fn names_stand_near_their_first_slot() {
        for table in [&*TAGS, &*ATTRIBUTES] {
            let steps = |(slot, known): (usize, &Known)| slot.wrapping_sub(start(known.ends)) % SLOTS;
            let total: usize = table.0.entries().map(steps).sum();
            assert!(total <= table.0.entries().count() / 2, "{total} steps");
        }
    }

    #[test]
    fn every_kept_attribute_is_found_and_no_other() {
        for name in lookup::kept_attributes().chain(READ_BY_BUILDER.iter().copied()) {
            assert_eq!(ATTRIBUTES.find(name).map(|known| &*known.name), Some(name));
            assert_eq!(ATTRIBUTES.find(&name.to_ascii_uppercase()).map(|known| &*known.name), Some(name));
        }
        assert!(ATTRIBUTES.find("onclick").is_none());
        assert!(ATTRIBUTES.0.entries().all(|(_, known)| known.number < 128), "a number must fit the set of seen ones");
    }
}
