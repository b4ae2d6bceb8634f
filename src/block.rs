//! Decides where one text block ends and the next begins, and counts what stands in each, with running sums so that the
//! density of any stretch is one subtraction. From the page's rows, for weigh, judge and write.

use crate::cues::Cues;
use crate::page::{Flags, Name, Page, Span};
use crate::tag::Tag;
use crate::words::{self, Counts};

/// What a block is by its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Running text, also text that stands directly in a container.
    Paragraph,
    /// A heading, with its level.
    Heading(u8),
    /// A list item's text.
    Item,
    /// Text in a quotation.
    Quote,
    /// Text whose white space counts.
    Code,
    /// A table cell's text.
    Cell,
    /// Caption of a figure or table.
    Caption,
    /// A term that is defined.
    Term,
    /// A definition's text.
    Description,
    /// The visible line of a fold-out.
    Summary,
    /// A button's label.
    Button,
}

/// A run of text that nothing breaks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// The innermost element that holds the whole block and stands on lines of its own.
    pub row: u32,
    /// What it is.
    pub kind: Kind,
    /// Its text, trimmed.
    pub text: Span,
    /// What its text counts.
    pub counts: Counts,
    /// Words inside links.
    pub link_words: u32,
    /// Links.
    pub links: u32,
    /// Bytes inside bold text.
    pub bold: u32,
    /// Where it stands.
    pub flags: Flags,
    /// What the inline elements that hold most of its text hint at.
    pub inner: Cues,
}

impl Block {
    /// Share of its words that stand in links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.link_words as f32 / self.counts.words.max(1) as f32
    }

    /// Whether it reads as running text: the measure for "long text" everywhere. Fifteen words with a link density
    /// under 0.4 separated prose from chrome best among the cut-offs tried by the prototype.
    pub fn is_long(&self) -> bool {
        self.counts.words >= 15 && self.link_words * 5 < self.counts.words * 2
    }
}

/// Sums over a stretch of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Blocks.
    pub blocks: u32,
    /// Words.
    pub words: u32,
    /// Words inside links.
    pub link_words: u32,
    /// Words of blocks that read as running text.
    pub long_words: u32,
    /// Blocks that read as running text.
    pub long_blocks: u32,
    /// Ends of sentences.
    pub sentences: u32,
    /// Commas.
    pub commas: u32,
    /// Blocks in `p` elements.
    pub paragraphs: u32,
    /// Headings.
    pub headings: u32,
    /// Blocks of at most five words.
    pub short_blocks: u32,
    /// Blocks with a link.
    pub linked_blocks: u32,
}

macro_rules! fields {
    ($macro:ident) => {
        $macro!(
            blocks,
            words,
            link_words,
            long_words,
            long_blocks,
            sentences,
            commas,
            paragraphs,
            headings,
            short_blocks,
            linked_blocks
        )
    };
}

impl Tally {
    fn plus(self, other: Tally) -> Tally {
        macro_rules! sum { ($($field:ident),*) => { Tally { $($field: self.$field.saturating_add(other.$field)),* } }; }
        fields!(sum)
    }

    fn minus(self, other: Tally) -> Tally {
        macro_rules! difference { ($($field:ident),*) => { Tally { $($field: self.$field.saturating_sub(other.$field)),* } }; }
        fields!(difference)
    }

    /// Share of the words that stand in links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.link_words as f32 / self.words.max(1) as f32
    }
}

/// A page's blocks in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Blocks {
    /// The blocks.
    pub list: Vec<Block>,
    /// `sums[i]` tallies the first `i` blocks.
    sums: Vec<Tally>,
    /// For each row, and for the end, the first block that begins at or behind it.
    first: Vec<u32>,
}

impl Blocks {
    /// The block at an index.
    pub fn get(&self, at: u32) -> Option<&Block> {
        self.list.get(at as usize)
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.list.len() as u32
    }

    /// The blocks inside a row.
    pub fn under(&self, page: &Page, row: u32) -> Span {
        self.between(row, page.row(row).end)
    }

    /// The blocks inside the rows from `row` up to `end`.
    pub fn between(&self, row: u32, end: u32) -> Span {
        let at = |row: u32| self.first.get(row as usize).copied().unwrap_or(self.len());
        Span { start: at(row), end: at(end) }
    }

    /// The sums over a stretch of blocks.
    pub fn tally(&self, span: Span) -> Tally {
        let at = |index: u32| self.sums.get(index as usize).or(self.sums.last()).copied().unwrap_or_default();
        at(span.end.max(span.start)).minus(at(span.start))
    }

    /// The words of running text in a stretch of blocks; one sum of [`Blocks::tally`] by itself.
    pub fn long_words(&self, span: Span) -> u32 {
        let at = |index: u32| self.sums.get(index as usize).or(self.sums.last()).map_or(0, |tally| tally.long_words);
        at(span.end.max(span.start)).saturating_sub(at(span.start))
    }

    /// The sums over the whole page.
    pub fn total(&self) -> Tally {
        self.sums.last().copied().unwrap_or_default()
    }

    /// Builds the sums over a finished list; `first` holds for each row the first block at or behind it.
    pub(crate) fn with_sums(list: Vec<Block>, mut first: Vec<u32>, page: &Page) -> Blocks {
        let mut sums = Vec::with_capacity(list.len() + 1);
        let mut sum = Tally::default();
        sums.push(sum);
        for block in &list {
            sum = sum.plus(tally_of(block, page));
            sums.push(sum);
        }
        first.push(list.len() as u32);
        Blocks { list, sums, first }
    }
}

fn tally_of(block: &Block, page: &Page) -> Tally {
    let long = u32::from(block.is_long());
    Tally {
        blocks: 1,
        words: block.counts.words,
        link_words: block.link_words,
        long_words: long * block.counts.words,
        long_blocks: long,
        sentences: block.counts.sentences,
        commas: block.counts.commas,
        paragraphs: u32::from(page.row(block.row).tag == Tag::P),
        headings: u32::from(matches!(block.kind, Kind::Heading(_))),
        short_blocks: u32::from(block.counts.words <= 5),
        linked_blocks: u32::from(block.links > 0),
    }
}

/// Cuts a page into blocks. A block ends where an element that stands on its own lines begins or ends, at `hr`, and at
/// two `br` with nothing between them; one `br` is a newline inside the block.
pub fn cut(page: &Page) -> Blocks {
    let mut cutter = Cutter {
        page,
        list: Vec::new(),
        first: Vec::with_capacity(page.rows.len() + 1),
        start: 0,
        links: Vec::new(),
        bold: Vec::new(),
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
    Blocks::with_sums(list, first, page)
}

struct Cutter<'a> {
    page: &'a Page,
    list: Vec<Block>,
    first: Vec<u32>,
    /// Where the text of the block being built begins.
    start: u32,
    /// Text of links and bold elements met since then.
    links: Vec<Span>,
    bold: Vec<Span>,
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
            Tag::B | Tag::Strong => self.bold.push(row.text),
            Tag::Br => {
                let blank = |from: u32| self.page.slice(Span { start: from, end: row.text.start }).trim().is_empty();
                if self.last_break.is_some_and(|last| last >= self.start && blank(last)) {
                    self.flush(row.text.start);
                }
                self.last_break = Some(row.text.end);
            }
            _ => {}
        }
        if row.tag.is_block() || at == 0 {
            self.open.push(at);
        }
    }

    /// Ends the block being built at a position in the text.
    fn flush(&mut self, end: u32) {
        let span = trim(self.page, Span { start: self.start, end });
        self.start = end.max(self.start);
        if span.is_empty() {
            self.forget(end);
            return;
        }
        let row = self.open.last().copied().unwrap_or(0);
        let flags = self.page.row(row).flags;
        let counts = words::count(self.page.slice(span));
        let whole = flags.meets(Flags::LINK);
        let inside = |part: &Span| Span { start: part.start.max(span.start), end: part.end.min(span.end) };
        let parts = self.links.iter().map(inside).filter(|part| !part.is_empty());
        let (mut links, mut link_words) = (0, 0);
        for part in parts {
            links += 1;
            link_words += words::count(self.page.slice(part)).words;
        }
        let holds_most = |part: &Span| inside(part).len() * 2 > span.len();
        let inner =
            self.inner.iter().filter(|(part, _)| holds_most(part)).fold(Cues::NONE, |sum, (_, cues)| sum | *cues);
        let bold = self.bold.iter().map(inside).map(|part| part.len() as u32).sum();
        self.list.push(Block {
            row,
            kind: kind_of(self.page, row),
            text: span,
            counts,
            link_words: if whole { counts.words } else { link_words.min(counts.words) },
            links: if whole { links.max(1) } else { links },
            bold: if flags.meets(Flags::BOLD) { span.len() as u32 } else { bold },
            flags,
            inner,
        });
        self.forget(end);
    }

    /// Forgets the inline elements that ended with the block; one that goes on counts in the next block too.
    fn forget(&mut self, end: u32) {
        self.links.retain(|link| link.end > end);
        self.bold.retain(|bold| bold.end > end);
        self.inner.retain(|(inner, _)| inner.end > end);
    }
}

/// A stretch without the white space at its ends; verbatim text keeps the indentation of its first line.
fn trim(page: &Page, span: Span) -> Span {
    let text = page.slice(span);
    let body = text.trim_end();
    let end = span.start + body.len() as u32;
    let left = body.trim_start();
    let indent = body.get(..body.len() - left.len()).and_then(|space| space.rfind('\n')).map_or(0, |at| at + 1);
    let start = span.start + (body.len() - left.len()) as u32;
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
    if flags.meets(Flags::VERBATIM) {
        return Kind::Code;
    }
    // Flags say that such an ancestor exists; the climb to it is short.
    let near = || std::iter::once(row).chain(page.ancestors(row));
    if flags.meets(Flags::HEADING) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom;
    use crate::options::Limits;
    use crate::page::settle;

    fn texts(html: &str) -> Vec<String> {
        let page = settle(&dom::parse(html, &Limits::default()));
        cut(&page).list.iter().map(|block| page.slice(block.text).to_owned()).collect()
    }

    #[test]
    fn blocks_break_at_elements_and_text_beside_them_stands_alone() {
        assert_eq!(texts("<div>a<p>b <i>c</i></p>d</div><hr>e<hr>f"), ["a", "b c", "d", "e", "f"]);
    }

    #[test]
    fn one_break_is_a_newline_and_two_end_the_block() {
        assert_eq!(texts("<div>a<br>b<br><br>c<br> <br>d</div>"), ["a\nb", "c", "d"]);
    }

    #[test]
    fn verbatim_blocks_keep_their_indentation() {
        assert_eq!(texts("<p>x</p><pre>\n\n    a\n  b\n\n</pre>"), ["x", "    a\n  b"]);
    }

    #[test]
    fn links_are_counted_in_words_wherever_they_stand() {
        let page = settle(&dom::parse(
            "<p>one <a href=x>two three</a> four</p><a href=y><div>five six</div></a><p><a name=z>seven</a>",
            &Limits::default(),
        ));
        let found: Vec<_> =
            cut(&page).list.iter().map(|block| (block.counts.words, block.link_words, block.links)).collect();
        assert_eq!(found, [(4, 2, 1), (2, 2, 1), (1, 0, 0)]);
    }

    #[test]
    fn the_blocks_of_a_row_are_a_range_with_sums() {
        let page = settle(&dom::parse("<p>a</p><div><p>b c</p><p>d</p></div><p>e", &Limits::default()));
        let blocks = cut(&page);
        let div = page.rows.iter().position(|row| row.tag == Tag::Div).unwrap() as u32;
        let span = blocks.under(&page, div);
        assert_eq!((span.start, span.end), (1, 3));
        assert_eq!((blocks.tally(span).words, blocks.tally(span).paragraphs), (3, 2));
        assert_eq!(blocks.total().blocks, 4);
    }

    #[test]
    fn kinds_come_from_the_element_or_a_near_ancestor() {
        let page = settle(&dom::parse(
            "<h2>a</h2><ul><li>b<li><p>c</ul><blockquote><p>d</blockquote><table><td>e</table><figure><figcaption>f</figure><p>g",
            &Limits::default(),
        ));
        let kinds: Vec<_> = cut(&page).list.iter().map(|block| block.kind).collect();
        assert_eq!(
            kinds,
            [Kind::Heading(2), Kind::Item, Kind::Item, Kind::Quote, Kind::Cell, Kind::Caption, Kind::Paragraph]
        );
    }
}
