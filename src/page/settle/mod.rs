//! Decides how the tree becomes rows and text: white space folded, lines broken where layout breaks them, data scripts
//! set aside.

mod attributes;
mod flags;
mod fold;
mod joint;
mod named;
#[cfg(test)]
mod tests;
mod unseen;

use super::{Attribute, Flags, Name, Page, Row, Span};
use crate::cues::Cues;
use crate::dom::{Element, Visitor, Walk, is_formula};
use crate::table::Table;
use crate::tag::Tag;
use crate::words;
use attributes::Parts;
pub use attributes::kin_of;
use joint::Joint;
use unseen::Kept;

/// Lays a parsed page out.
pub fn settle(document: &impl Walk) -> Page {
    let mut settler = Settler::begin();
    let size = document.size();
    // Half of the nodes of real pages are elements, and most attributes that a tree keeps outlive it.
    settler.page.rows.reserve(size.nodes / 2);
    settler.page.text.reserve(size.text);
    settler.page.attributes.reserve(size.attributes);
    settler.page.values.reserve(size.values);
    settler.known_cues.reserve(size.attributes / DIFFERENT);
    document.walk(&mut settler);
    settler.finish()
}

/// Attributes of real pages for each different value that has cues.
const DIFFERENT: usize = 4;

/// Attribute values longer than this are cut: a data URL of a megabyte is no address anyone follows.
const LONGEST_VALUE: usize = 8 << 10;

#[derive(Default)]
pub struct Settler {
    page: Page,
    /// The open rows, the root first.
    open: Vec<Open>,
    /// White space seen since the last text, not yet written.
    space: bool,
    /// The columns by which no-break spaces indent the line that a line break began, until its first word.
    indent: Option<usize>,
    /// The last thing seen was the end of an inline element that layout may set apart from the next one.
    after_inline: bool,
    /// The last thing seen was the end of a name that a term may begin with.
    behind_name: bool,
    /// Another inline element that layout may set apart has begun right behind such an end.
    boxes: bool,
    /// What lies between the last text and here.
    joint: Joint,
    /// Depth inside elements that nobody sees within a line.
    unseen: u32,
    /// The next element has a row whatever it is.
    asked: bool,
    /// The cue of elements that may be for screen readers only.
    spoken: Cues,
    /// The cues of elements that may be tools beside the text.
    unprinted: Cues,
    /// The cues of elements that may be ways through the page.
    ways: Cues,
    /// Depth inside elements whose text is not for readers but whose children are wanted as rows.
    muted: u32,
    /// Text of the title or data script being read.
    collected: Option<String>,
    /// The kind and the id of the script being read: here, because what is held of every open element has to be small.
    script: (String, String),
    known_cues: Table<Cues>,
}

/// An open element: its row, or what is collected from it instead.
enum Open {
    Row { row: u32, muted: bool, kept: Option<Kept> },
    Title,
    Script,
    Formula { row: u32 },
}

impl Settler {
    /// A settler that has seen nothing yet.
    pub fn begin() -> Settler {
        let mut settler = Settler {
            spoken: Cues::named("screen_reader"),
            unprinted: Cues::named("tools") | Cues::named("hidden"),
            ways: Cues::named("navigation"),
            ..Settler::default()
        };
        settler.push_root();
        settler
    }

    /// How many rows there are.
    #[cfg(feature = "selectors")]
    pub fn rows(&self) -> u32 {
        position(self.page.rows.len())
    }

    /// Says whether the next element has a row even if it is a `meta` that others need none of.
    #[cfg(feature = "selectors")]
    pub fn ask(&mut self, asked: bool) {
        self.asked = asked;
    }

    /// Notes an element of which nothing is taken: lines break there all the same.
    #[cfg(feature = "selectors")]
    pub fn pass_by(&mut self, tag: Tag) {
        if tag.is_block() {
            self.break_line();
        }
    }

    fn push_root(&mut self) {
        self.page.rows.push(Row {
            tag: Tag::Unknown,
            depth: 0,
            parent: 0,
            end: 0,
            text: Span::default(),
            first_attribute: 0,
            attributes: 0,
            cues: Cues::NONE,
            flags: Flags::default(),
            kin: 0,
        });
        self.open.push(Open::Row { row: 0, muted: false, kept: None });
    }

    /// The page.
    pub fn finish(mut self) -> Page {
        while !self.open.is_empty() {
            self.close();
        }
        self.page
    }

    fn at(&self) -> u32 {
        position(self.page.text.len())
    }

    fn parent(&self) -> u32 {
        self.open
            .iter()
            .rev()
            .find_map(|open| match open {
                Open::Row { row, .. } => Some(*row),
                _ => None,
            })
            .unwrap_or(0)
    }

    /// Ends the current line, if anything stands on it.
    fn break_line(&mut self) {
        self.space = false;
        self.indent = None;
        self.after_inline = false;
        self.behind_name = false;
        self.boxes = false;
        self.joint = Joint::None;
        if !self.page.text.is_empty() && !self.page.text.ends_with('\n') {
            self.page.text.push('\n');
        }
    }

    fn push_row(&mut self, tag: Tag, parent: u32, parts: Parts) -> u32 {
        let row = position(self.page.rows.len());
        let start = self.at();
        self.page.rows.push(Row {
            tag,
            depth: self.page.row(parent).depth.saturating_add(1),
            parent,
            end: row + 1,
            text: Span { start, end: start },
            first_attribute: parts.attributes.start,
            attributes: u8::try_from(parts.attributes.len()).unwrap_or(u8::MAX),
            cues: parts.cues,
            flags: parts.flags,
            kin: parts.kin,
        });
        row
    }
}

impl Visitor for Settler {
    fn open(&mut self, element: &Element<'_>) -> bool {
        self.page.head.note(element);
        let tag = element.tag;
        match tag {
            Tag::Title if !self.inside_foreign() => {
                self.open.push(Open::Title);
                self.collected = Some(String::new());
                return true;
            }
            Tag::Script => {
                let value = |name| element.attribute(name).unwrap_or_default().to_owned();
                self.script = (value("type"), value("id"));
                self.open.push(Open::Script);
                self.collected = Some(String::new());
                return true;
            }
            Tag::Meta | Tag::Link if !self.asked && element.attribute("itemprop").is_none() => return false,
            _ => {}
        }
        let parent = self.parent();
        let parts = self.read(element, parent);
        let tag = self.layout_of(element, parent);
        if tag.is_block() {
            self.break_line();
        } else {
            self.open_joint(if element.tag == Tag::Custom { Tag::Span } else { tag }, parts.flags);
        }
        let kept = self.kept_from_sight(element, tag, self.page.row(parent).flags, parts.flags, parts.cues);
        let row = self.push_row(tag, parent, parts);
        match tag {
            Tag::Br => {
                self.space = false;
                self.boxes = false;
                if self.muted == 0 {
                    self.page.text.push('\n');
                    self.indent = Some(0);
                }
            }
            Tag::Video | Tag::Audio => {
                self.muted += 1;
                self.open.push(Open::Row { row, muted: true, kept: None });
                return true;
            }
            Tag::Annotation if element.attribute("encoding") == Some("application/x-tex") => {
                self.open.push(Open::Formula { row });
                self.collected = Some(String::new());
                return true;
            }
            _ if tag.is_skipped() => return false,
            _ => {}
        }
        self.unseen += u32::from(kept.is_some());
        self.open.push(Open::Row { row, muted: false, kept });
        true
    }

    fn text(&mut self, text: &str) {
        if let Some(collected) = &mut self.collected {
            collected.push_str(text);
            return;
        }
        if self.muted > 0 {
            return;
        }
        let flags = self.page.row(self.parent()).flags;
        let verbatim = flags.meets(Flags::VERBATIM);
        if !verbatim && words::is_ascii_blank(text) {
            // Most texts are what stands between two elements.
            self.space |= !text.is_empty();
            return;
        }
        if !words::is_blank(text) {
            self.end_attribution(text);
            self.space |= self.boxes && !self.hugs(text) || self.parts(text);
            self.boxes = false;
            self.after_inline = false;
            self.behind_name = false;
            self.joint = Joint::None;
        }
        if verbatim {
            self.space = false;
            self.indent = None;
            self.page.text.push_str(text);
        } else {
            if let Some(columns) = self.indent.filter(|_| flags.meets(Flags::CODE)) {
                self.indent = Some(columns.saturating_add(fold::indentation(text)));
            }
            self.fold_text(text);
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Row { row, muted, kept }) => {
                self.muted -= u32::from(muted);
                let tag = self.page.row(row).tag;
                if tag == Tag::A {
                    self.drop_anchor_sign(row);
                }
                let end = position(self.page.rows.len());
                let at = self.at();
                let start = self.page.row(row).text.start;
                if let Some(row) = self.page.rows.get_mut(row as usize) {
                    row.end = end;
                    row.text.end = at;
                }
                if let Some(kept) = kept {
                    self.unseen -= 1;
                    if self.unseen == 0 {
                        self.note_unseen(row, Span { start, end: at }, kept);
                    }
                }
                if tag.is_block() {
                    self.break_line();
                } else {
                    self.close_joint(tag, start, at > start + 1);
                }
            }
            Some(Open::Title) => {
                let text = self.collected.take().unwrap_or_default();
                self.page.head.note_title(&text);
            }
            Some(Open::Script) => {
                let text = self.collected.take().unwrap_or_default();
                let (kind, id) = std::mem::take(&mut self.script);
                match is_formula(&kind) {
                    true => self.set_formula(&kind, &text),
                    false => self.page.head.note_script(&kind, &id, text),
                }
            }
            Some(Open::Formula { row }) => {
                let text = self.collected.take().unwrap_or_default();
                self.note_formula(row, &text);
            }
            None => {}
        }
    }
}

impl Settler {
    /// Keeps the source of a formula as the value of the row it stands in.
    fn note_formula(&mut self, row: u32, text: &str) {
        let (from, at) = (position(self.page.values.len()), position(self.page.attributes.len()));
        self.page.values.push_str(words::cut(text.trim(), LONGEST_VALUE));
        let value = Span { start: from, end: position(self.page.values.len()) };
        self.page.attributes.push(Attribute { name: Name::Value, value });
        if let Some(row) = self.page.rows.get_mut(row as usize) {
            (row.first_attribute, row.attributes) = (at, 1);
        }
    }

    /// Takes back the sign that documentation puts behind a heading as a link to itself: "¶", "#" or a
    /// letter of a font of signs, which nobody can read.
    fn drop_anchor_sign(&mut self, row: u32) {
        let start = self.page.row(row).text.start as usize;
        let sign = self.page.text.get(start..).unwrap_or_default().trim();
        let is_headings = self.page.row(row).flags.meets(Flags::HEADING);
        // A heading's link to itself may say the whole address of its page.
        let is_here = |href: &str| href.starts_with('#') || is_headings && href.contains('#');
        let points_here = || self.page.attribute(row, Name::Href).is_some_and(is_here);
        let mut letters = sign.chars();
        let drawn = matches!((letters.next(), letters.next()), (Some('\u{E000}'..='\u{F8FF}'), None));
        if (drawn || matches!(sign, "¶" | "#" | "§" | "🔗")) && points_here() {
            self.page.text.truncate(start);
            while self.page.unseen.pop_if(|span| span.end as usize > start).is_some() {}
        }
    }

    /// An SVG's title names a picture, not the page; skipped elements keep it away, so only nesting is left to check.
    fn inside_foreign(&self) -> bool {
        self.collected.is_some()
    }
}

/// Offsets fit in 32 bits because the input limit keeps a page far under 4 GiB; past it positions stay at the end.
fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
