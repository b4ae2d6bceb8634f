//! Decides which list, table, definition list, quotation or code element each row stands in, and which of them are only
//! layout. From the rows in one pass and the kept blocks in another, for compose.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{code, neighbours, numbers, table};
use crate::block::{Block, Blocks, is_code_of_items};
use crate::cues::Cues;
use crate::page::{Page, Row};
use crate::tag::Tag;

/// What an element that holds several blocks makes of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The page itself: every block stands alone.
    Page,
    List,
    Table,
    /// A table whose rows are lines of code.
    CodeTable,
    Definitions,
    Quote,
    Code,
}

/// An element that holds several blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// Its row.
    pub row: u32,
    pub form: Form,
    /// Whether it is a list with numbers.
    ordered: bool,
    /// The frame around it; 0 is the page.
    parent: u32,
    /// The item of the frame around it that it stands in, then that of its owner.
    item: u32,
    /// The frame that its blocks are written in: itself, or the next one around it that is not layout.
    owner: u32,
    /// The outermost frame that it is written in one piece with: the list around a nested list.
    pub top: u32,
    /// Lists around a nested list.
    pub depth: u16,
    /// The row of the list that tells its kind and its first number: itself, or the neighbour that it goes on with.
    pub list: u32,
    /// The innermost table.
    table: u32,
    layout: bool,
    heading: bool,
    /// Its items and the blocks of headings in each, those in a frame inside of it counted as one more.
    headed: Items,
    code: bool,
    /// Holds another frame of its own form.
    nested: bool,
    /// Holds a kept header cell.
    header: bool,
    /// Holds a kept term.
    term: bool,
    /// Lines of a table that begin with a cell which says nothing but a number or a bullet.
    numbered: u32,
    items: Items,
    cells: Items,
    lines: Items,
    /// Its kept blocks.
    blocks: u32,
}

/// A running count over the items of one frame, which come one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Items {
    last: u32,
    now: u32,
    most: u32,
    count: u32,
    /// How many items held something that counted.
    filled: u32,
}

impl Items {
    fn add(&mut self, item: u32, amount: u32) {
        if self.last != item {
            (self.last, self.now) = (item, 0);
            self.count += 1;
        }
        self.filled += u32::from(self.now == 0 && amount > 0);
        self.now += amount;
        self.most = self.most.max(self.now);
    }
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The innermost frame.
    pub frame: u32,
    /// The row of the innermost list item, term or description in it; 0 for none.
    pub item: u32,
    /// The row of the innermost table cell; 0 for none.
    pub cell: u32,
}

/// The frames of a page and every row's place among them.
pub(super) struct Frames {
    list: Vec<Frame>,
    places: Vec<Place>,
}

/// Blocks of running text in one item or cell from which on it is a section of the page, such as a forum post, and not an
/// item: no list or table of data in the corpus has three paragraphs in one.
const SECTION: u32 = 3;

static CODE: LazyLock<Cues> = LazyLock::new(|| Cues::named("code"));

const NO_ITEMS: Items = Items { last: 0, now: 0, most: 0, count: 0, filled: 0 };

const PAGE: Frame = Frame {
    row: 0,
    form: Form::Page,
    ordered: false,
    parent: 0,
    item: 0,
    owner: 0,
    top: 0,
    depth: 0,
    list: 0,
    table: 0,
    layout: true,
    heading: false,
    headed: NO_ITEMS,
    code: false,
    nested: false,
    header: false,
    term: false,
    numbered: 0,
    items: NO_ITEMS,
    cells: NO_ITEMS,
    lines: NO_ITEMS,
    blocks: 0,
};

impl Frames {
    /// Finds the frames of a page and decides about each from the blocks that are written.
    pub fn new(page: &Page, blocks: &Blocks, written: impl Fn(usize) -> bool) -> Frames {
        let mut frames = Frames { list: vec![PAGE], places: Vec::with_capacity(page.rows.len()) };
        for (at, row) in page.rows.iter().enumerate() {
            let place = frames.place_of(page, at as u32, row);
            frames.places.push(place);
        }
        for (at, block) in blocks.list.iter().enumerate() {
            if written(at) {
                frames.count(page, block);
            }
        }
        frames.decide(page);
        frames
    }

    /// The frame a row's blocks are written in, and where in it they stand.
    pub fn owner(&self, row: u32) -> (&Frame, Place) {
        let mut place = self.places.get(row as usize).copied().unwrap_or_default();
        let Frame { owner, item, .. } = *self.get(place.frame);
        if owner != place.frame {
            place.item = item;
        }
        (self.get(owner), place)
    }

    /// The frame at an index; past the end, the page.
    pub fn get(&self, at: u32) -> &Frame {
        self.list.get(at as usize).unwrap_or(&PAGE)
    }

    fn place_of(&mut self, page: &Page, at: u32, row: &Row) -> Place {
        let mut place = self.places.get(row.parent as usize).copied().unwrap_or_default();
        let outer = *self.get(place.frame);
        // Whatever lays code out inside `pre` is part of the code.
        if outer.form == Form::Code {
            return place;
        }
        let form = match table::part(page, at, outer.table) {
            Tag::Ul | Tag::Ol | Tag::Dir | Tag::Menu => Form::List,
            Tag::Table => Form::Table,
            Tag::Dl => Form::Definitions,
            Tag::Blockquote => Form::Quote,
            Tag::Pre if !code::is_prose(page, at) => Form::Code,
            Tag::Div if code::is_of_lines(page, at) => Form::Code,
            Tag::Code if is_code_of_items(page, at) => Form::Code,
            tag => {
                match tag {
                    Tag::Li | Tag::Dt | Tag::Dd => place.item = at,
                    Tag::Td | Tag::Th => place.cell = at,
                    _ if outer.form == Form::List && row.parent == outer.row => place.item = at,
                    _ => {}
                }
                return place;
            }
        };
        let index = self.list.len() as u32;
        let table = if form == Form::Table { index } else { outer.table };
        if form == Form::Table {
            self.mark(outer.table, |frame| frame.nested = true);
        } else if form == outer.form {
            self.mark(place.frame, |frame| frame.nested = true);
        }
        let ordered = row.tag == Tag::Ol;
        let (parent, item) = (place.frame, place.item);
        self.list.push(Frame { row: at, form, ordered, parent, item, table, layout: false, ..PAGE });
        place.frame = index;
        match form {
            Form::List | Form::Definitions => place.item = 0,
            Form::Table => place.cell = 0,
            _ => {}
        }
        place
    }

    fn mark(&mut self, at: u32, change: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.list.get_mut(at as usize) {
            change(frame);
        }
    }

    fn count(&mut self, page: &Page, block: &Block) {
        let place = self.places.get(block.row as usize).copied().unwrap_or_default();
        let cell = page.row(place.cell);
        let table = self.get(place.frame).table;
        let tag = table::part(page, place.cell, table);
        let long = u32::from(block.is_long());
        let heading = block.is_heading() && tag != Tag::Th;
        let code = self.get(place.frame).form == Form::Code;
        let term = page.row(place.item).tag == Tag::Dt;
        self.mark(place.frame, |frame| {
            frame.term |= term;
            frame.heading |= heading;
            frame.code |= code;
            frame.items.add(place.item, long);
            frame.headed.add(place.item, u32::from(heading));
            frame.blocks += 1;
        });
        if place.cell == 0 {
            return;
        }
        let text = page.slice(block.text);
        let is_numbered = numbers::is_number(text) && !numbers::is_stroke(text);
        self.mark(table, |frame| {
            // A cell counts once in its line, however many blocks it holds.
            if frame.cells.last != place.cell {
                frame.lines.add(cell.parent, 1);
                frame.numbered += u32::from(frame.lines.now == 1 && is_numbered);
            }
            frame.cells.add(place.cell, long);
            frame.header |= tag == Tag::Th || page.row(page.row(cell.parent).parent).tag == Tag::Thead;
        });
    }

    fn decide(&mut self, page: &Page) {
        // What speaks against a frame speaks against those around it too; a frame stands behind its parent.
        for at in (1..self.list.len()).rev() {
            let Some(frame) = self.list.get_mut(at) else { continue };
            frame.layout = is_layout(frame);
            let Frame { parent, heading, code, layout, form, .. } = *frame;
            self.mark(parent, |outer| {
                let is_headed = heading || layout && form == Form::List && outer.form == Form::List;
                outer.headed.filled += u32::from(is_headed);
                outer.heading |= is_headed;
                outer.code |= code;
            });
        }
        let mut ends: HashMap<u32, u32> = HashMap::new();
        for at in 1..self.list.len() as u32 {
            let mut frame = *self.get(at);
            let parent = *self.get(frame.parent);
            let inside = parent.owner;
            let outer = *self.get(inside);
            frame.owner = at;
            frame.top = at;
            frame.list = frame.row;
            if frame.form == Form::Table && !frame.layout && !frame.header && page.row(frame.row).cues.meets(*CODE) {
                frame.form = Form::CodeTable;
            }
            // A list inside a description is part of it, as everything inside a cell is part of the cell.
            let described = frame.form == Form::List && outer.form == Form::Definitions;
            // Descriptions without a term inside of an item are set in: the examples of a dictionary.
            let set_in = frame.form == Form::Definitions && !frame.term && outer.form == Form::List;
            if frame.layout || described || set_in || matches!(outer.form, Form::Table | Form::CodeTable) {
                frame.owner = inside;
                if inside != frame.parent {
                    frame.item = parent.item;
                }
            } else if frame.form == outer.form && matches!(frame.form, Form::List | Form::Quote) {
                frame.top = outer.top;
                frame.depth = outer.depth.saturating_add(1);
            }
            if frame.form == Form::List {
                let before = ends.get(&frame.row).map(|before| *self.get(*before));
                if let Some(before) = before.filter(|_| frame.owner == at) {
                    join(page, &before, &mut frame);
                }
                // Of lists that end together the outermost comes first.
                ends.entry(page.row(frame.row).end).or_insert(at);
            }
            self.mark(at, |held| *held = frame);
        }
    }
}

/// Items of a numbered list of steps for each one that holds a box with a heading, such as a tip.
const STEPS_A_BOX: u32 = 4;
/// Blocks of an item of such a list, on average: a post has its author and date besides.
const BLOCKS_A_STEP: u32 = 2;

/// Whether a list is one of numbered steps, few of which hold a box with a heading.
fn are_steps(frame: &Frame) -> bool {
    let count = frame.items.count;
    frame.ordered && frame.headed.filled * STEPS_A_BOX <= count && frame.blocks <= count * BLOCKS_A_STEP
}

/// Makes a list one with the list just before it, where it goes on with that.
fn join(page: &Page, before: &Frame, frame: &mut Frame) {
    if before.form != Form::List || before.layout || before.parent != frame.parent {
        return;
    }
    let Some(deeper) = neighbours::goes_on(page, before.row, frame.row) else { return };
    (frame.top, frame.depth) = (before.top, before.depth.saturating_add_signed(deeper));
    if deeper == 0 {
        frame.list = before.list;
    }
}

/// Whether a frame only lays the page out: its blocks are then written as if it were not there.
fn is_layout(frame: &Frame) -> bool {
    match frame.form {
        Form::Page => true,
        Form::Code => false,
        Form::List => frame.heading && !are_steps(frame) || frame.items.most >= SECTION,
        Form::Quote => frame.heading,
        Form::Definitions => frame.heading || frame.code || frame.nested || frame.items.most >= SECTION,
        Form::Table | Form::CodeTable => {
            let sparse = frame.nested || frame.heading || frame.lines.most <= 1 || frame.cells.most >= SECTION;
            // Nobody named the columns: one line, code, sections or mostly running text is a way to put things side by side.
            let unnamed = frame.lines.count == 1
                || frame.code
                || frame.cells.most > 1
                || frame.cells.filled * 2 > frame.cells.count;
            // A number or a bullet beside a text is an item of a list.
            let items = frame.lines.most == 2 && frame.numbered == frame.lines.count;
            sparse || !frame.header && (unnamed || items)
        }
    }
}
