//! Decides how the tree becomes rows and text: white space folded, lines broken where layout breaks them, data scripts
//! set aside, class words turned into cues once per distinct attribute value.

use std::collections::HashMap;

use super::{Attribute, Flags, Name, Page, Row, Span};
use crate::cues::{self, Cues};
use crate::dom::{Document, Element, Visitor};
use crate::hidden::{self, Hidden};
use crate::tag::Tag;
use crate::words;

/// Lays a parsed page out.
pub fn settle(document: &Document) -> Page {
    let mut settler = Settler::default();
    settler.push_root();
    document.walk(&mut settler);
    settler.finish()
}

/// Attribute values longer than this are cut: a data URL of a megabyte is no address anyone follows.
const LONGEST_VALUE: usize = 8 << 10;

#[derive(Default)]
struct Settler {
    page: Page,
    /// The open rows, the root first.
    open: Vec<Open>,
    /// White space seen since the last text, not yet written.
    space: bool,
    /// The last thing seen was the end of an inline element that layout may set apart from the next one.
    after_inline: bool,
    /// Depth inside elements whose text is not for readers but whose children are wanted as rows.
    muted: u32,
    /// Text of the title or data script being read.
    collected: Option<String>,
    known_cues: HashMap<String, Cues>,
}

/// An open element: its row, or what is collected from it instead.
enum Open {
    Row { row: u32, muted: bool },
    Title,
    Script { kind: String, id: String },
}

impl Settler {
    fn push_root(&mut self) {
        self.page.rows.push(Row {
            tag: Tag::Unknown,
            depth: 0,
            parent: 0,
            end: 0,
            text: Span::default(),
            attributes: Span::default(),
            cues: Cues::NONE,
            flags: Flags::default(),
            kin: 0,
        });
        self.open.push(Open::Row { row: 0, muted: false });
    }

    fn finish(mut self) -> Page {
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
        self.after_inline = false;
        if !self.page.text.is_empty() && !self.page.text.ends_with('\n') {
            self.page.text.push('\n');
        }
    }

    fn push_row(&mut self, element: &Element<'_>, flags: Flags) -> u32 {
        let parent = self.parent();
        let row = position(self.page.rows.len());
        let (attributes, cues, kin) = self.keep_attributes(element);
        let start = self.at();
        self.page.rows.push(Row {
            tag: element.tag,
            depth: self.page.row(parent).depth.saturating_add(1),
            parent,
            end: row + 1,
            text: Span { start, end: start },
            attributes,
            cues,
            flags,
            kin,
        });
        row
    }

    fn keep_attributes(&mut self, element: &Element<'_>) -> (Span, Cues, u32) {
        let start = position(self.page.attributes.len());
        let mut cues = Cues::NONE;
        let mut kin = hash(element.name.as_bytes(), 0);
        for (name, value) in element.attributes() {
            let Some(name) = Name::from_name(name) else { continue };
            let value = cut(value);
            if matches!(name, Name::Class | Name::Id | Name::Role | Name::ItemProperty) {
                cues = cues | self.cues_of(value);
            }
            if name == Name::Class {
                let first = value.split_ascii_whitespace().next().unwrap_or_default();
                kin = hash(first.as_bytes(), kin);
            }
            if name == Name::Style {
                continue;
            }
            let from = position(self.page.values.len());
            self.page.values.push_str(value);
            let span = Span { start: from, end: position(self.page.values.len()) };
            self.page.attributes.push(Attribute { name, value: span });
        }
        (Span { start, end: position(self.page.attributes.len()) }, cues, kin)
    }

    fn cues_of(&mut self, value: &str) -> Cues {
        if let Some(known) = self.known_cues.get(value) {
            return *known;
        }
        let cues = cues::read(value);
        self.known_cues.insert(value.to_owned(), cues);
        cues
    }

    /// Writes text with its white space folded.
    fn fold_text(&mut self, text: &str) {
        if text.starts_with(words::is_space) {
            self.space = true;
        }
        for piece in text.split(words::is_space) {
            if piece.is_empty() {
                continue;
            }
            let buffer = &mut self.page.text;
            if self.space && !buffer.is_empty() && !buffer.ends_with(['\n', ' ']) {
                buffer.push(' ');
            }
            if piece.is_ascii() || !piece.contains(words::is_invisible) {
                buffer.push_str(piece);
            } else {
                buffer.extend(piece.chars().filter(|character| !words::is_invisible(*character)));
            }
            self.space = true;
        }
        self.space = self.space && text.ends_with(words::is_space) || (self.space && text.trim().is_empty());
    }

    /// Sets two inline elements apart that touch without white space, as their boxes on the screen do; letters that a
    /// page wraps one by one stay together.
    fn set_apart(&mut self, element: &Element<'_>, flags: Flags) {
        if self.after_inline && is_box(element.tag) && !flags.meets(Flags(Flags::VERBATIM.0 | Flags::CODE.0)) {
            self.space = true;
        }
        self.after_inline = false;
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
                self.open.push(Open::Script { kind: value("type"), id: value("id") });
                self.collected = Some(String::new());
                return true;
            }
            Tag::Meta | Tag::Link if element.attribute("itemprop").is_none() => return false,
            _ => {}
        }
        let flags = flags_of(element, self.page.row(self.parent()).flags);
        if tag.is_block() {
            self.break_line();
        } else {
            self.set_apart(element, flags);
        }
        let row = self.push_row(element, flags);
        match tag {
            Tag::Br => {
                self.space = false;
                if self.muted == 0 {
                    self.page.text.push('\n');
                }
            }
            Tag::Video | Tag::Audio => {
                self.muted += 1;
                self.open.push(Open::Row { row, muted: true });
                return true;
            }
            _ if tag.is_skipped() => return false,
            _ => {}
        }
        self.open.push(Open::Row { row, muted: false });
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
        if !text.trim().is_empty() {
            self.after_inline = false;
        }
        if self.page.row(self.parent()).flags.meets(Flags::VERBATIM) {
            self.space = false;
            self.page.text.push_str(text);
        } else {
            self.fold_text(text);
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Row { row, muted }) => {
                self.muted -= u32::from(muted);
                let tag = self.page.row(row).tag;
                let end = position(self.page.rows.len());
                let at = self.at();
                let held = at > self.page.row(row).text.start + 1;
                if let Some(row) = self.page.rows.get_mut(row as usize) {
                    row.end = end;
                    row.text.end = at;
                }
                if tag.is_block() {
                    self.break_line();
                } else {
                    self.after_inline = held && is_box(tag);
                }
            }
            Some(Open::Title) => {
                let text = self.collected.take().unwrap_or_default();
                self.page.head.note_title(&text);
            }
            Some(Open::Script { kind, id }) => {
                let text = self.collected.take().unwrap_or_default();
                self.page.head.note_script(&kind, &id, &text);
            }
            None => {}
        }
    }
}

impl Settler {
    /// An SVG's title names a picture, not the page; skipped elements keep it away, so only nesting is left to check.
    fn inside_foreign(&self) -> bool {
        self.collected.is_some()
    }
}

/// Inline elements that pages lay out as boxes of their own: menu links, labels, counters.
fn is_box(tag: Tag) -> bool {
    matches!(tag, Tag::A | Tag::Span | Tag::Label | Tag::Time | Tag::Unknown)
}

/// The flags of an element under a parent's.
fn flags_of(element: &Element<'_>, parent: Flags) -> Flags {
    let own = match element.tag {
        Tag::A if element.attribute("href").is_some() => Flags::LINK,
        Tag::Button => Flags::BUTTON,
        Tag::Pre => Flags::VERBATIM,
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Flags::CODE,
        Tag::Noscript => Flags::NOSCRIPT,
        Tag::Template => Flags::TEMPLATE,
        Tag::Ul | Tag::Ol | Tag::Dir => Flags::LIST,
        Tag::Table => Flags::TABLE,
        Tag::Form => Flags::FORM,
        Tag::Blockquote => Flags::QUOTE,
        Tag::Header => Flags::HEADER,
        Tag::Footer => Flags::FOOTER,
        Tag::Nav | Tag::Menu => Flags::NAVIGATION,
        Tag::Aside => Flags::ASIDE,
        Tag::Article => Flags::ARTICLE,
        Tag::Main => Flags::MAIN,
        Tag::Figure => Flags::FIGURE,
        Tag::Dialog => Flags::DIALOG,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => Flags::HEADING,
        Tag::B | Tag::Strong => Flags::BOLD,
        Tag::Dl => Flags::DEFINITION,
        Tag::Details => Flags::DETAILS,
        Tag::Section => Flags::SECTION,
        _ => Flags::default(),
    };
    let role = match element.attribute("role") {
        Some("button" | "tab" | "menuitem") => Flags::BUTTON,
        Some("banner") => Flags::HEADER,
        Some("contentinfo") => Flags::FOOTER,
        Some("navigation" | "menu" | "menubar") => Flags::NAVIGATION,
        Some("complementary") => Flags::ASIDE,
        Some("article") => Flags::ARTICLE,
        Some("main") => Flags::MAIN,
        Some("dialog" | "alertdialog") => Flags::DIALOG,
        Some("heading") => Flags::HEADING,
        _ => Flags::default(),
    };
    let hidden = match hidden::judge(element) {
        Hidden::No => Flags::default(),
        Hidden::FromEveryone => Flags::HIDDEN,
        Hidden::FromScreenReaders => Flags::ARIA_HIDDEN,
    };
    parent | own | role | hidden
}

/// Offsets fit in 32 bits because the input limit keeps a page far under 4 GiB; past it positions stay at the end.
fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// FNV-1a in 32 bits, continued from a seed: equal kin is evidence, not proof, so a short hash will do.
fn hash(bytes: &[u8], seed: u32) -> u32 {
    bytes.iter().fold(seed ^ 0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Cuts a value at the longest length that is kept, on a character boundary.
fn cut(value: &str) -> &str {
    if value.len() <= LONGEST_VALUE {
        return value;
    }
    let end = (0..=LONGEST_VALUE).rev().find(|at| value.is_char_boundary(*at)).unwrap_or(0);
    value.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom;
    use crate::options::Limits;

    fn page(html: &str) -> Page {
        settle(&dom::parse(html, &Limits::default()))
    }

    #[test]
    fn white_space_folds_and_blocks_break_lines() {
        assert_eq!(page("<p> a \n b&nbsp;c </p><div>d<p>e</p>f</div>").text, "a b c\nd\ne\nf\n");
        assert_eq!(page("a <b> b</b> c<i>d</i>e").text, "a b cde\n");
        assert_eq!(page("a<br>b <br><br> c").text, "a\nb\n\nc\n");
    }

    #[test]
    fn verbatim_text_keeps_its_white_space() {
        assert_eq!(page("<p>a</p><pre>\n  x\n    y\n</pre><p>b").text, "a\n  x\n    y\nb\n");
    }

    #[test]
    fn touching_boxes_are_set_apart_but_letters_are_not() {
        assert_eq!(page("<span>One</span><span>Two</span>").text, "One Two\n");
        assert_eq!(page("<a href=x>One</a><a href=y>Two</a>").text, "One Two\n");
        assert_eq!(page("<span class=dropcap>T</span>he end").text, "The end\n");
        assert_eq!(page("<span>T</span><span>he</span>").text, "The\n");
        assert_eq!(page("re<b>mark</b>able").text, "remarkable\n");
        assert_eq!(page("<code><span>let</span><span>x</span></code>").text, "letx\n");
    }

    #[test]
    fn what_is_not_text_for_readers_is_left_out() {
        let page = page(
            "<title>T</title>a<script>b</script><style>c</style><select><option>d</select><svg><title>e</title></svg><video>f</video>g",
        );
        assert_eq!(page.text, "ag\n");
        assert_eq!(page.head.title.as_deref(), Some("T"));
    }

    #[test]
    fn rows_span_their_text_and_descendants() {
        let page = page("<div id=x class='Comment-list'><p>a<b>b</b></p></div>c");
        let div = page.rows.iter().position(|row| row.tag == Tag::Div).unwrap() as u32;
        assert_eq!(page.text_of(div), "ab");
        assert_eq!(page.row(div).end, div + 3);
        assert_eq!(page.attribute(div, Name::Id), Some("x"));
        assert!(page.row(div).cues.meets(Cues::named("comment")));
        assert_eq!(page.path(div + 1), "body > div.Comment-list > p");
    }

    #[test]
    fn hidden_rows_are_marked_and_streamed_ones_are_not() {
        let page = page("<div style='display:none'><p>a</p></div><div hidden id='S:0'><p>b</p></div>");
        let flags: Vec<bool> =
            page.rows.iter().filter(|row| row.tag == Tag::P).map(|row| row.flags.meets(Flags::HIDDEN)).collect();
        assert_eq!(flags, [true, false]);
    }

    #[test]
    fn data_scripts_are_kept_aside() {
        let page = page(
            "<script type='application/ld+json'>{\"a\":1}</script><script id=__NEXT_DATA__ type='application/json'>{}</script><script>var x=1</script><script>window.__STATE__={}</script>",
        );
        assert_eq!(page.head.json_ld, ["{\"a\":1}"]);
        assert_eq!(page.head.states.len(), 2);
        assert_eq!(page.head.states[0].0, "__NEXT_DATA__");
    }
}
