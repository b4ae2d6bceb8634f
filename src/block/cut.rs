//! Decides where one text block ends and the next begins, in one walk along the rows. For the sums and spans beside it.

use super::{Block, Blocks, Kind, is_code_of_items};
use crate::cues::Cues;
use crate::page::{Flags, Name, Page, Row, Span};
use crate::tag::Tag;
use crate::words;

/// Cuts a page into blocks. A block ends where an element that stands on its own lines begins or ends, at `hr`, and at
/// two `br` with nothing between them; one `br` is a newline inside the block.
pub fn cut(page: &Page) -> Blocks {
    let mut cutter = Cutter {
        page,
        // Real pages have a block for every four rows or more.
        list: Vec::with_capacity(page.rows.len() / 4),
        first: Vec::with_capacity(page.rows.len() + 1),
        start: 0,
        links: Vec::new(),
        inner: Vec::new(),
        open: Vec::new(),
        last_break: None,
    };
    for (at, row) in page.rows.iter().enumerate() {
        let at = at as u32;
        cutter.close_before(at);
        if row.tag.is_block() || row.tag == Tag::Unknown && at == 0 {
            cutter.flush(row.text.start);
        }
        cutter.first.push(cutter.list.len() as u32);
        cutter.enter(at);
    }
    cutter.close_before(page.rows.len() as u32);
    cutter.flush(page.text.len() as u32);
    let Cutter { list, first, .. } = cutter;
    Blocks::with_sums(list, first)
}

struct Cutter<'a> {
    page: &'a Page,
    list: Vec<Block>,
    first: Vec<u32>,
    /// Where the text of the block being built begins.
    start: u32,
    /// Text of links met since then.
    links: Vec<Span>,
    /// Inline elements with cues met since then.
    inner: Vec<(Span, Cues)>,
    /// The open elements that stand on their own lines, innermost last.
    open: Vec<u32>,
    /// Where the last `br` ended.
    last_break: Option<u32>,
}

impl Cutter<'_> {
    /// Closes the elements that end before a row.
    fn close_before(&mut self, at: u32) {
        while let Some(row) = self.open.last().copied().filter(|row| self.page.row(*row).end <= at) {
            self.flush(self.page.row(row).text.end);
            self.open.pop();
        }
    }

    fn enter(&mut self, at: u32) {
        let row = self.page.row(at);
        if row.cues != Cues::NONE && !row.tag.is_block() {
            self.inner.push((row.text, row.cues));
        }
        match row.tag {
            Tag::A if self.page.attribute(at, Name::Href).is_some() => self.links.push(row.text),
            Tag::Br => {
                let blank = |from: u32| self.page.slice(Span { start: from, end: row.text.start }).trim().is_empty();
                if self.last_break.is_some_and(|last| last >= self.start && blank(last)) {
                    self.flush(row.text.start);
                }
                self.last_break = Some(row.text.end);
            }
            _ => {}
        }
        let stands_alone = self.is_listing(row) || is_code_of_items(self.page, at);
        if stands_alone {
            self.flush(row.text.start);
        }
        if stands_alone || row.tag.is_block() || at == 0 {
            self.open.push(at);
        }
    }

    /// Whether an element of code has several lines, begins the first of them, and words touch it behind its last.
    fn is_listing(&self, row: &Row) -> bool {
        if row.tag != Tag::Code || row.flags.meets(Flags::VERBATIM) {
            return false;
        }
        let (before, behind) =
            (self.page.text.get(..row.text.start as usize), self.page.text.get(row.text.end as usize..));
        before.is_some_and(|before| before.is_empty() || before.ends_with('\n'))
            && behind.is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
            && words::cut(self.page.slice(row.text), FIRST_LINE).trim().contains('\n')
    }

    /// Ends the block being built at a position in the text.
    fn flush(&mut self, end: u32) {
        let span = trim(self.page, Span { start: self.start, end });
        self.start = end.max(self.start);
        if span.is_empty() || words::is_unseen(self.page.slice(span)) {
            self.forget(end);
            return;
        }
        let row = self.open.last().copied().unwrap_or(0);
        let flags = self.page.row(row).flags;
        let counts = words::measure(self.page.slice(span));
        let whole = flags.meets(Flags::LINK);
        let inside = |part: &Span| Span { start: part.start.max(span.start), end: part.end.min(span.end) };
        let parts = self.links.iter().map(inside).filter(|part| !part.is_empty());
        let (mut links, mut link_words) = (0_u16, 0);
        for part in parts {
            links = links.saturating_add(1);
            // Most links are all that their block holds.
            link_words += if part == span { counts.words } else { words::measure(self.page.slice(part)).words };
        }
        let holds_most = |part: &Span| inside(part).len() * 2 > span.len();
        let inner =
            self.inner.iter().filter(|(part, _)| holds_most(part)).fold(Cues::NONE, |sum, (_, cues)| sum | *cues);
        self.list.push(Block {
            row,
            kind: kind_of(self.page, row),
            text: span,
            counts,
            link_words: if whole { counts.words } else { link_words.min(counts.words) },
            links: if whole { links.max(1) } else { links },
            flags,
            inner,
        });
        self.forget(end);
    }

    /// Forgets the inline elements that ended with the block; one that goes on counts in the next block too.
    fn forget(&mut self, end: u32) {
        self.links.retain(|link| link.end > end);
        self.inner.retain(|(inner, _)| inner.end > end);
    }
}

/// Bytes of the longest first line of code that is looked at for its end.
const FIRST_LINE: usize = 512;

/// A stretch without the white space at its ends; verbatim text keeps the indentation of its first line.
fn trim(page: &Page, span: Span) -> Span {
    let text = page.slice(span);
    let body = text.trim_end();
    let end = span.start + body.len() as u32;
    let left = body.trim_start();
    let space = body.len() - left.len();
    let start = span.start + space as u32;
    if space <= 1 {
        // Mostly the end of the line before, and never an indentation.
        return Span { start, end };
    }
    let indent = body.get(..space).and_then(|space| space.rfind('\n')).map_or(0, |at| at + 1);
    let line = span.start + indent as u32;
    // Folded text never begins a line with a space, so an indentation can only be verbatim.
    Span {
        start: if page.text.get(line as usize..start as usize).is_some_and(|space| space.len() > 1) {
            line
        } else {
            start
        },
        end,
    }
}

fn kind_of(page: &Page, row: u32) -> Kind {
    let flags = page.row(row).flags;
    if flags.meets(Flags::VERBATIM) || flags.meets(Flags::CODE) && is_in_code_of_items(page, row) {
        return Kind::Code;
    }
    // Flags say that such an ancestor exists; the climb to it is short.
    let near = || page.upwards(row);
    if flags.meets(Flags::HEADING) && !is_beside_heading(page, row) {
        let level = near().map(|at| page.row(at).tag.heading_level()).find(|level| *level > 0);
        return Kind::Heading(level.unwrap_or(2));
    }
    match page.row(row).tag {
        Tag::Figcaption | Tag::Caption => return Kind::Caption,
        Tag::Dt => return Kind::Term,
        Tag::Dd => return Kind::Description,
        Tag::Summary => return Kind::Summary,
        Tag::Button => return Kind::Button,
        Tag::Li => return Kind::Item,
        Tag::Td | Tag::Th => return Kind::Cell,
        _ => {}
    }
    // A paragraph wrapped in an item, cell or quotation is that item's; four steps bridge the wrappers pages use.
    for at in page.ancestors(row).take(4) {
        match page.row(at).tag {
            Tag::Blockquote => return Kind::Quote,
            Tag::Li => return Kind::Item,
            Tag::Figcaption => return Kind::Caption,
            Tag::Dd => return Kind::Description,
            Tag::Dt => return Kind::Term,
            Tag::Td | Tag::Th => return Kind::Cell,
            _ => {}
        }
    }
    if page.row(row).tag == Tag::Blockquote { Kind::Quote } else { Kind::Paragraph }
}

/// Whether a block is a line of code whose lines are the items of a list.
fn is_in_code_of_items(page: &Page, row: u32) -> bool {
    let mut around = page.upwards(row).take(DEEPEST).filter(|at| page.row(*at).tag == Tag::Code);
    let own = page.row(row).tag;
    (own.is_block() || own == Tag::Code) && around.next().is_some_and(|code| is_code_of_items(page, code))
}

/// Elements between such a line and the code: data is nested some ten deep, each with three elements.
const DEEPEST: usize = 32;

/// Whether an element is a button that stands in a heading behind its words; one with which the heading begins folds out what is
/// below, and says what that is.
fn is_beside_heading(page: &Page, row: u32) -> bool {
    let button = page.row(row);
    if button.tag != Tag::Button {
        return false;
    }
    let heading = page.ancestors(row).take(NEAR).find(|at| page.row(*at).tag.heading_level() > 0);
    heading.is_some_and(|heading| {
        let start = page.row(heading).text.start;
        let mut first = page.descendants(heading).take(NEAR).map(|at| page.row(at));
        start < button.text.start && !first.any(|inner| inner.tag == Tag::Button && inner.text.start == start)
    })
}

/// Elements between a heading and a button in it.
const NEAR: usize = 4;
