//! Decides where one text block ends and the next begins, and counts what stands in each, with running sums so that the
//! density of any stretch is one subtraction. From the page's rows, for weigh, judge and write.

mod cut;

pub use cut::cut;

use crate::cues::Cues;
use crate::page::{Flags, Page, Span};
use crate::tag::Tag;
use crate::words::Measure;
use crate::work;

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
    pub counts: Measure,
    /// Words inside links.
    pub link_words: u32,
    /// Links; more than this holds are as many as it holds.
    pub links: u16,
    /// Where it stands.
    pub flags: Flags,
    /// What the inline elements that hold most of its text hint at.
    pub inner: Cues,
}

impl Block {
    /// Share of its words that stand in links, 0 to 1.
    #[inline]
    pub fn link_density(&self) -> f32 {
        self.link_words as f32 / self.counts.words.max(1) as f32
    }

    /// Whether more than half of its words stand in links.
    #[inline]
    pub fn is_of_links(&self) -> bool {
        self.link_words * 2 > self.counts.words
    }

    /// Whether it is a heading, of whatever level.
    #[inline]
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }

    /// Whether it reads as running text: the measure for "long text" everywhere. Fifteen words with a link density
    /// under 0.4 separated prose from chrome best among the cut-offs tried by the prototype. Languages that say in one word
    /// what others say in two have as long a text in fewer; in such of other scripts than Latin it has so many bytes, which
    /// eight to fourteen words of Latin letters have not, so that gold scores the same.
    #[inline]
    pub fn is_long(&self) -> bool {
        let is_wordy = self.counts.words >= 15 || self.counts.words >= 8 && self.text.len() >= 200;
        is_wordy && self.link_words * 5 < self.counts.words * 2
    }
}

/// Elements at the beginning of an element of code in which a list is looked for.
const NEAR: usize = 8;

/// Whether an element of code holds lines that are the items of a list, as viewers of data write them, and is all that its own
/// element holds: one that nobody closed goes on behind words.
pub(crate) fn is_code_of_items(page: &Page, row: u32) -> bool {
    let code = page.row(row);
    let is_list = |at: u32| matches!(page.row(at).tag, Tag::Ul | Tag::Ol);
    // A button folds the list.
    let is_block = |tag: Tag| tag.is_block() && tag != Tag::Button;
    let mut first = page.descendants(row).take(NEAR).filter(|at| is_block(page.row(*at).tag));
    code.tag == Tag::Code && first.next().is_some_and(is_list) && is_all(page, code.text, page.row(code.parent).text)
}

/// Whether one stretch is all that another says around it.
fn is_all(page: &Page, inner: Span, outer: Span) -> bool {
    let blank = |start: u32, end: u32| {
        let between = Span { start, end: end.max(start) };
        // Folded text has no more between two elements than a space and an end of a line.
        between.len() <= 2 && page.slice(between).trim().is_empty()
    };
    blank(outer.start, inner.start) && blank(inner.end, outer.end)
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
    /// Ends of sentences.
    pub sentences: u32,
}

impl Tally {
    /// Share of the words that stand in links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.link_words as f32 / self.words.max(1) as f32
    }
}

/// The sums that are kept for every block; one register wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sums {
    words: u32,
    link_words: u32,
    long_words: u32,
    sentences: u32,
}

impl Sums {
    /// The sums with one more block.
    fn with(self, block: &Block) -> Sums {
        Sums {
            words: self.words.saturating_add(block.counts.words),
            link_words: self.link_words.saturating_add(block.link_words),
            long_words: self.long_words.saturating_add(if block.is_long() { block.counts.words } else { 0 }),
            sentences: self.sentences.saturating_add(block.counts.sentences),
        }
    }
}

/// Blocks from which on only every so many are summed up, to save memory; real pages have some hundred.
const MANY: usize = 1 << 17;
/// How many those are: each look at the sums then adds up half of them.
const STRIDE: usize = 8;

/// A page's blocks in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Blocks {
    /// The blocks.
    pub list: Vec<Block>,
    /// `sums[i]` adds the first `i` blocks up; where there are very many blocks, the first `STRIDE * i`.
    sums: Vec<Sums>,
    strides: bool,
    /// For each row, and for the end, the first block that begins at or behind it.
    first: Vec<u32>,
}

impl Blocks {
    /// The block at an index.
    #[inline]
    pub fn get(&self, at: u32) -> Option<&Block> {
        work::count(1);
        self.list.get(at as usize)
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> u32 {
        self.list.len() as u32
    }

    /// The blocks inside a row.
    pub fn under(&self, page: &Page, row: u32) -> Span {
        self.between(row, page.row(row).end)
    }

    /// The blocks inside the rows from `row` up to `end`.
    #[inline]
    pub fn between(&self, row: u32, end: u32) -> Span {
        let at = |row: u32| self.first.get(row as usize).copied().unwrap_or(self.len());
        Span { start: at(row), end: at(end) }
    }

    /// The sums over a stretch of blocks.
    #[inline]
    pub fn tally(&self, span: Span) -> Tally {
        let (start, end) = (self.sums_before(span.start), self.sums_before(span.end.max(span.start)));
        Tally {
            blocks: span.end.min(self.len()).saturating_sub(span.start),
            words: end.words.saturating_sub(start.words),
            link_words: end.link_words.saturating_sub(start.link_words),
            long_words: end.long_words.saturating_sub(start.long_words),
            sentences: end.sentences.saturating_sub(start.sentences),
        }
    }

    #[inline]
    fn sums_before(&self, at: u32) -> Sums {
        if self.strides {
            return self.sums_by_strides(at.min(self.len()) as usize);
        }
        self.sums.get(at as usize).or(self.sums.last()).copied().unwrap_or_default()
    }

    #[cold]
    fn sums_by_strides(&self, at: usize) -> Sums {
        let start = at / STRIDE;
        let passed = self.sums.get(start).copied().unwrap_or_default();
        let rest = self.list.get(start * STRIDE..at).unwrap_or_default();
        work::count(rest.len());
        rest.iter().fold(passed, |sum, block| sum.with(block))
    }

    /// The words of running text in a stretch of blocks; one sum of [`Blocks::tally`] by itself.
    #[inline]
    pub fn long_words(&self, span: Span) -> u32 {
        let at = |index: u32| self.sums_before(index).long_words;
        at(span.end.max(span.start)).saturating_sub(at(span.start))
    }

    /// The sums over the whole page.
    pub fn total(&self) -> Tally {
        self.tally(Span { start: 0, end: self.len() })
    }

    /// The headings in a stretch of blocks, counted one by one.
    pub fn headings(&self, span: Span) -> u32 {
        let stretch = self.list.get(span.range()).unwrap_or_default();
        work::count(stretch.len());
        stretch.iter().filter(|block| block.is_heading()).count() as u32
    }

    /// Builds the sums over a finished list; `first` holds for each row the first block at or behind it.
    pub(crate) fn with_sums(list: Vec<Block>, first: Vec<u32>) -> Blocks {
        Blocks::summed(list, first, MANY)
    }

    fn summed(list: Vec<Block>, mut first: Vec<u32>, many: usize) -> Blocks {
        let strides = list.len() > many;
        let stride = if strides { STRIDE } else { 1 };
        let mut sums = Vec::with_capacity(list.len() / stride + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        for blocks in list.chunks(stride) {
            sum = blocks.iter().fold(sum, |sum, block| sum.with(block));
            sums.push(sum);
        }
        first.push(list.len() as u32);
        Blocks { list, sums, strides, first }
    }
}

// A page of nothing but short blocks has one for every four bytes, so these decide how much memory it takes.
const _: () = assert!(size_of::<Block>() <= 40 && size_of::<Sums>() <= 16);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::laid_out;
    use crate::tag::Tag;

    fn texts(html: &str) -> Vec<String> {
        let page = laid_out(html);
        cut(&page).list.iter().map(|block| page.slice(block.text).to_owned()).collect()
    }

    #[test]
    fn a_paragraph_of_which_nothing_is_seen_is_no_block() {
        assert_eq!(texts("<p>One</p><p>\u{200d}</p><p>&nbsp;\u{feff}</p><p>&zwnj;a</p>"), ["One", "\u{200c}a"]);
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
        let page =
            laid_out("<p>one <a href=x>two three</a> four</p><a href=y><div>five six</div></a><p><a name=z>seven</a>");
        let found: Vec<_> =
            cut(&page).list.iter().map(|block| (block.counts.words, block.link_words, block.links)).collect();
        assert_eq!(found, [(4, 2, 1), (2, 2, 1), (1, 0, 0)]);
    }

    #[test]
    fn the_blocks_of_a_row_are_a_range_with_sums() {
        let page = laid_out("<p>a</p><div><p>b c</p><p>d</p></div><p>e");
        let blocks = cut(&page);
        let div = page.rows.iter().position(|row| row.tag == Tag::Div).unwrap() as u32;
        let span = blocks.under(&page, div);
        assert_eq!((span.start, span.end), (1, 3));
        assert_eq!((blocks.tally(span).words, blocks.tally(span).blocks, blocks.headings(span)), (3, 2, 0));
        assert_eq!(blocks.total().blocks, 4);
    }

    #[test]
    fn sums_are_the_same_by_strides() {
        let html = "<p>Two words. <a href=x>And five more, in a link</a><h2>a</h2>".repeat(9);
        let page = laid_out(&html);
        let Blocks { list, first, .. } = cut(&page);
        let each = Blocks::summed(list.clone(), first.clone(), usize::MAX);
        let strides = Blocks::summed(list, first, 2);
        assert!(strides.sums.len() < each.sums.len());
        for start in 0..20 {
            for end in 0..22 {
                let span = Span { start, end };
                assert_eq!(strides.tally(span), each.tally(span), "{span:?}");
                assert_eq!(strides.long_words(span), each.long_words(span), "{span:?}");
            }
        }
    }

    #[test]
    fn a_sentence_of_long_words_in_another_script_is_running_text() {
        let is_long = |text: &str| {
            let page = crate::page::laid_out(&format!("<p>{text}"));
            cut(&page).list[0].is_long()
        };
        assert!(is_long(
            "მესტიაში მეთორმეტე საუკუნის კოშკის რესტავრაცია დასრულდა და ის ვიზიტორებისთვის გაიხსნა, განაცხადა მინისტრმა"
        ));
        assert!(!is_long("The restoration of the tower from the twelfth century in Mestia is done."));
        assert!(!is_long("მესტიაში კოშკი გაიხსნა"));
    }

    #[test]
    fn kinds_come_from_the_element_or_a_near_ancestor() {
        let page = laid_out(
            "<h2>a</h2><ul><li>b<li><p>c</ul><blockquote><p>d</blockquote><table><td>e</table><figure><figcaption>f</figure><p>g",
        );
        let kinds: Vec<_> = cut(&page).list.iter().map(|block| block.kind).collect();
        assert_eq!(
            kinds,
            [Kind::Heading(2), Kind::Item, Kind::Item, Kind::Quote, Kind::Cell, Kind::Caption, Kind::Paragraph]
        );
    }
}
