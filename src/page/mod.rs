//! Decides the layout of a page: the tree becomes a flat table of rows in reading order with one text buffer.
//! An element is then a range of rows and its text is a slice. Made once by settle and never changed; every later stage
//! reads it.

mod attribute;
mod by_tag;
mod settle;
mod siblings;
#[cfg(feature = "selectors")]
mod taking;

pub(crate) use attribute::Attribute;
pub use attribute::Name;
#[cfg(feature = "selectors")]
pub(crate) use taking::{NO_ROW, Plan, settle_without};

use std::cell::OnceCell;

use crate::cues::Cues;
use crate::dom::Walk;
use crate::head::Head;
use crate::tag::Tag;
use crate::work;
pub(crate) use by_tag::ByTag;
pub(crate) use settle::kin_of;

/// A stretch of text, attributes or rows: from `start` up to, but not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Span {
    /// First position.
    pub start: u32,
    /// Position behind the last.
    pub end: u32,
}

impl Span {
    /// How many positions it covers.
    #[inline]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it covers nothing.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether a position lies inside.
    #[inline]
    pub fn contains(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// The positions as a range for indexing.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end.max(self.start) as usize
    }
}

/// Facts about where a row stands that hold for everything below it, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u32);

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        impl Flags {
            flags!(@bit 0, $($(#[$doc])* $name,)*);
        }
    };
    (@bit $at:expr, $(#[$doc:meta])* $name:ident, $($rest:tt)*) => {
        $(#[$doc])* pub const $name: Flags = Flags(1 << ($at));
        flags!(@bit $at + 1, $($rest)*);
    };
    (@bit $at:expr,) => {};
}

flags! {
    /// Inside a link with an address.
    LINK,
    /// Inside `button` or `role=button`.
    BUTTON,
    /// Inside text whose white space counts.
    VERBATIM,
    /// Inside inline or block code.
    CODE,
    /// Hidden from everyone by its own attributes or an ancestor's.
    HIDDEN,
    /// Hidden from screen readers.
    ARIA_HIDDEN,
    /// Inside `noscript`.
    NOSCRIPT,
    /// Inside a template.
    TEMPLATE,
    /// Inside a list.
    LIST,
    /// Inside a table.
    TABLE,
    /// Inside a form.
    FORM,
    /// Inside a quotation.
    QUOTE,
    /// Inside `header` or `role=banner`.
    HEADER,
    /// Inside `footer` or `role=contentinfo`.
    FOOTER,
    /// Inside `nav`, `menu` or `role=navigation`.
    NAVIGATION,
    /// Inside `aside` or `role=complementary`.
    ASIDE,
    /// Inside `article`.
    ARTICLE,
    /// Inside `main` or `role=main`.
    MAIN,
    /// Inside `figure`.
    FIGURE,
    /// Inside a dialog.
    DIALOG,
    /// Inside a heading.
    HEADING,
    /// Inside a definition list.
    DEFINITION,
    /// Inside `details`.
    DETAILS,
    /// Inside a section element.
    SECTION,
}

impl Flags {
    /// Whether the two share a flag.
    #[inline]
    pub fn meets(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Flags {
    type Output = Flags;
    #[inline]
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// One element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Its tag.
    pub tag: Tag,
    /// Depth below the root, which has 0.
    pub depth: u16,
    /// The row of its parent; the root is its own parent.
    pub parent: u32,
    /// The row behind its last descendant.
    pub end: u32,
    /// Its text, descendants included.
    pub text: Span,
    /// Its attributes: where they begin and how many they are.
    pub(crate) first_attribute: u32,
    pub(crate) attributes: u8,
    /// What its class, id, role and item property hint at.
    pub cues: Cues,
    /// Where it stands, ancestors and itself.
    pub flags: Flags,
    /// Hash of its tag and first class word, for finding its like.
    pub kin: u32,
}

// A page of nothing but tags has one for every four bytes, so this decides how much memory it takes.
const _: () = assert!(size_of::<Row>() <= 40);

impl Row {
    /// The places of its attributes.
    #[inline]
    pub(crate) fn attributes(&self) -> Span {
        Span { start: self.first_attribute, end: self.first_attribute.saturating_add(u32::from(self.attributes)) }
    }
}

/// A page, laid out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The elements in reading order; row 0 is a root that holds everything.
    pub rows: Vec<Row>,
    /// All text, white space folded, a newline where layout breaks a line.
    pub text: String,
    /// Words that no reader sees among others that are seen, in reading order and none inside another.
    pub(crate) unseen: Vec<Span>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) values: String,
    /// What the head and the data scripts say.
    pub head: Head,
    /// The rows of each tag, listed when they are asked for.
    pub(crate) by_tag: OnceCell<ByTag>,
}

/// Lays a parsed page out.
pub fn settle(document: &impl Walk) -> Page {
    settle::settle(document)
}

/// Lays a page out as the tests want it: parsed as by default.
#[cfg(test)]
pub fn laid_out(html: &str) -> Page {
    settle(&crate::dom::parse(html, &crate::options::Limits::default()))
}

impl Page {
    /// The row at an index; past the end, the root.
    #[inline]
    pub fn row(&self, at: u32) -> &Row {
        const NOWHERE: Row = Row {
            tag: Tag::Unknown,
            depth: 0,
            parent: 0,
            end: 0,
            text: Span { start: 0, end: 0 },
            first_attribute: 0,
            attributes: 0,
            cues: Cues::NONE,
            flags: Flags(0),
            kin: 0,
        };
        work::count(1);
        self.rows.get(at as usize).or(self.rows.first()).unwrap_or(&NOWHERE)
    }

    /// The text of a stretch.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        work::count(span.len());
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The text of a row, trimmed.
    pub fn text_of(&self, row: u32) -> &str {
        self.slice(self.row(row).text).trim()
    }

    /// The stretches of a text that no reader sees.
    pub(crate) fn unseen_in(&self, text: Span) -> &[Span] {
        let start = self.unseen.partition_point(|span| span.end <= text.start);
        let end = self.unseen.partition_point(|span| span.start < text.end);
        self.unseen.get(start..end).unwrap_or_default()
    }

    /// The attributes of a row.
    #[inline]
    pub(crate) fn attributes_of(&self, row: &Row) -> &[Attribute] {
        let held = self.attributes.get(row.attributes().range()).unwrap_or_default();
        work::count(held.len());
        held
    }

    /// The value of an attribute.
    #[inline]
    pub(crate) fn value_of(&self, attribute: &Attribute) -> Option<&str> {
        self.values.get(attribute.value.range())
    }

    /// The value of a row's attribute.
    #[inline]
    pub fn attribute(&self, row: u32, name: Name) -> Option<&str> {
        let found = self.attributes_of(self.row(row)).iter().find(|attribute| attribute.name == name)?;
        self.value_of(found)
    }

    /// The words of a row's class.
    pub(crate) fn class_words(&self, row: u32) -> impl Iterator<Item = &str> {
        self.attribute(row, Name::Class).unwrap_or_default().split_ascii_whitespace()
    }

    /// Adds a stretch of the text without some of its parts, which are in order, and something in place of each.
    pub(crate) fn push_without(&self, text: &mut String, stretch: Span, parts: &[Span], instead: &str) {
        let first = parts.partition_point(|part| part.end <= stretch.start);
        let inside = parts.get(first..).unwrap_or_default().iter().take_while(|part| part.start < stretch.end);
        let mut at = stretch.start;
        for part in inside {
            text.push_str(self.slice(Span { start: at, end: part.start.max(at) }));
            text.push_str(instead);
            at = part.end.clamp(at, stretch.end);
        }
        text.push_str(self.slice(Span { start: at, end: stretch.end }));
    }

    /// The rows from a row's parent up to the root.
    pub fn ancestors(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = row;
        std::iter::from_fn(move || {
            let parent = self.row(at).parent;
            (parent != at).then(|| {
                at = parent;
                at
            })
        })
    }

    /// The cell of a table among a row and those around it, so many at most.
    pub(crate) fn cell(&self, row: u32, most: usize) -> Option<u32> {
        self.upwards(row).take(most).find(|at| matches!(self.row(*at).tag, Tag::Td | Tag::Th))
    }

    /// A row, and those from its parent up to the root.
    pub fn upwards(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(row).chain(self.ancestors(row))
    }

    /// The rows below a row, in reading order.
    pub fn descendants(&self, row: u32) -> std::ops::Range<u32> {
        row.saturating_add(1)..self.row(row).end
    }

    /// The element's path for people, such as `body > div.content > p`.
    pub fn path(&self, row: u32) -> String {
        let mut steps: Vec<String> = self
            .upwards(row)
            .filter(|at| *at != 0 && self.row(*at).tag != Tag::Html)
            .take(12)
            .map(|at| {
                let first = self.attribute(at, Name::Class).and_then(|class| class.split_whitespace().next());
                let name = self.row(at).tag.name();
                first.map_or_else(|| name.to_owned(), |class| format!("{name}.{class}"))
            })
            .collect();
        steps.reverse();
        steps.join(" > ")
    }
}
