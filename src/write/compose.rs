//! Decides how kept blocks become content: paragraphs, headings, lists, tables, quotations, definitions and code, with
//! their images and links. From the page, its blocks and the verdicts, for the article.

use url::Url;

use super::around;
use super::clean;
use super::code::{self, Code};
use super::definitions::Definitions;
use super::embeds;
use super::frames::{Form, Frames};
use super::images::{self, Images};
use super::inline::Inlines;
use super::links;
use super::list::{Item, List, Progress};
use super::notes::Notes;
use super::numbers::Numbers;
use super::piece::{Marked, Piece};
use super::seen::Seen;
use super::table::Table;
use super::typed;
use super::unsaid;
use super::verse;
use crate::article::{ContentBlock, Image, Inline, InlineKind, Link};
use crate::block::{Block, Blocks, Kind};
use crate::page::Page;
use crate::tag::Tag;

/// The kept content in all its forms.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Content {
    /// The blocks' texts with a blank line between two.
    pub text: String,
    /// The blocks in reading order, images among them.
    pub blocks: Vec<ContentBlock>,
    /// The images.
    pub images: Vec<Image>,
    /// The links.
    pub links: Vec<Link>,
}

/// Composes the blocks for which `keep` holds; `base` resolves relative addresses. Captions go to their images and are
/// no part of the text.
pub(crate) fn compose(page: &Page, blocks: &Blocks, keep: &[bool], base: Option<&Url>) -> Content {
    let Images { list: images, captions } = images::images(page, blocks, keep, base);
    let is_label = |at: usize| blocks.list.get(at).is_some_and(|block| unsaid::is_label(page, block));
    let unwritten: Vec<bool> = (0..keep.len()).map(|at| captions.get(at) == Some(&true) || is_label(at)).collect();
    let written = |at: usize| keep.get(at) == Some(&true) && unwritten.get(at) == Some(&false);
    let frames = Frames::new(page, blocks, written);
    let notes = Notes::find(page, blocks, base, written);
    let numbers = Numbers::find(page, blocks, &frames, written);
    let mut inlines = Inlines::new(page, blocks, base, &notes);
    let mut parts = Vec::new();
    let content = Content::default();
    let mut composer = Composer {
        page,
        blocks,
        base,
        frames,
        notes: &notes,
        numbers: &numbers,
        content,
        group: None,
        key: 0,
        lists: Default::default(),
        pending: Vec::new(),
    };
    let mut placed: Vec<Placed> = images.into_iter().map(Placed::from).collect();
    placed.extend(embeds::embeds(page, blocks, keep, base).into_iter().map(Placed::from));
    placed.sort_by_key(|placed| (placed.at, placed.row));
    let mut placed = placed.into_iter().peekable();
    for (at, block) in blocks.list.iter().enumerate().filter(|(at, _)| written(*at) && !notes.is_number(*at as u32)) {
        while let Some(placed) = placed.next_if(|placed| placed.at <= block.text.start) {
            composer.place(placed);
        }
        inlines.of(at as u32, block, &mut parts);
        if !numbers.is_number(at as u32) {
            composer.add(at as u32, block, &mut parts);
        }
    }
    placed.for_each(|placed| composer.place(placed));
    composer.close();
    let mut content = composer.content;
    if typed::make_lists(&mut content.blocks) {
        let texts = content.blocks.iter().filter(|block| block.is_in_text()).map(ContentBlock::text);
        content.text = texts.collect::<Vec<_>>().join("\n\n");
    }
    content.links = links::links(page, blocks, keep, base, inlines.addresses);
    content
}

/// A block without text of its own, and where it stands.
struct Placed {
    row: u32,
    /// Where in the page's text it stands.
    at: u32,
    block: ContentBlock,
}

impl From<images::Placed> for Placed {
    fn from(images::Placed { row, at, image, link }: images::Placed) -> Placed {
        let Image { url, alt, caption, credit } = image;
        let text = caption.clone().unwrap_or_default();
        Placed { row, at, block: ContentBlock::Image { text, url, alt, caption, credit, link } }
    }
}

impl From<embeds::Embed> for Placed {
    fn from(embeds::Embed { row, at, url, title }: embeds::Embed) -> Placed {
        Placed { row, at, block: ContentBlock::Embed { text: String::new(), url, title } }
    }
}

/// Several blocks on their way to become one.
enum Group {
    List(List),
    Table(Table),
    CodeTable(Table),
    Definitions(Definitions),
    Quote(Piece),
    Code(Code),
    /// Lines of one stanza, by the row that holds them.
    Stanza(u32, Piece),
}

/// The key of a group that is no frame.
const NO_FRAME: u32 = u32::MAX;

struct Composer<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    base: Option<&'a Url>,
    frames: Frames,
    notes: &'a Notes,
    numbers: &'a Numbers,
    content: Content,
    group: Option<Group>,
    /// The outermost frame of the group.
    key: u32,
    /// The list written last, by its frame, and how far it came: it may go on.
    lists: (u32, Progress),
    /// What stands inside the group but is no part of it, such as an image between two items.
    pending: Vec<ContentBlock>,
}

impl Composer<'_> {
    /// Takes the next block with the parts of its text.
    fn add(&mut self, at: u32, block: &Block, parts: &mut Vec<Inline>) {
        let (owner, place) = self.frames.owner(block.row);
        let owner = *owner;
        let (key, form) = (owner.top, owner.form);
        let outside = matches!(form, Form::Table | Form::CodeTable) && place.cell == 0;
        let seen = Seen::of(self.page, block.text).between(self.numbers.around(self.page, at));
        let marked = seen.marked(parts);
        if let Some(stanza) = verse::stanza(self.page, block).filter(|_| form == Form::Page) {
            if let Some(Group::Stanza(known, lines)) = &mut self.group
                && *known == stanza
            {
                return lines.push(marked);
            }
            self.close();
            self.key = NO_FRAME;
            self.group = Some(Group::Stanza(stanza, Piece::of(marked)));
            return;
        }
        if form == Form::Page || outside {
            let inside = outside && self.group.is_some() && self.key == key;
            return self.single(at, block, marked, inside);
        }
        if self.group.is_none() || self.key != key {
            // Behind the code in an item comes the rest of that, which is no item and has no number.
            if form == Form::List && self.lists.0 == key && self.lists.1.goes_on_in(place.item) {
                return self.single(at, block, marked, false);
            }
            self.close();
            self.key = key;
            self.group = Some(self.open(form, key));
        }
        match &mut self.group {
            Some(Group::List(list)) => {
                list.add(
                    self.page,
                    Item { row: place.item, depth: owner.depth, list: owner.list, note: self.notes.of_block(at) },
                    marked,
                );
            }
            Some(Group::Table(table) | Group::CodeTable(table)) => table.add(place.cell, marked),
            Some(Group::Definitions(definitions)) => {
                definitions.add(place.item, self.page.row(place.item).tag == Tag::Dt, marked);
            }
            Some(Group::Quote(quote)) => quote.push_paragraph(marked),
            Some(Group::Code(code)) => code.add(at, block),
            Some(Group::Stanza(..)) | None => {}
        }
    }

    fn open(&self, form: Form, key: u32) -> Group {
        let row = self.frames.get(key).row;
        match form {
            Form::List if self.lists.0 == key => Group::List(List::resume(self.page, row, self.lists.1)),
            Form::List => Group::List(List::new(self.page, row)),
            Form::Table => Group::Table(Table::new(row)),
            Form::CodeTable => Group::CodeTable(Table::new(row)),
            Form::Definitions => Group::Definitions(Definitions::default()),
            Form::Code => Group::Code(Code::new(row)),
            Form::Quote | Form::Page => Group::Quote(Piece::default()),
        }
    }

    /// Writes a block that stands alone.
    fn single(&mut self, at: u32, block: &Block, marked: Marked<'_>, inside: bool) {
        let written = match block.kind {
            Kind::Heading(level) => {
                let Piece { text, mut spans, .. } = Piece::of_line(marked);
                let end = text.chars().count() as u32;
                // A heading is bold as it is; pages say it again for the look.
                spans.retain(|span| span.kind != InlineKind::Strong || span.start > 0 || span.end < end);
                ContentBlock::Heading { text, level: level.clamp(1, 6), spans }
            }
            Kind::Code if self.page.row(block.row).tag != Tag::P => {
                ContentBlock::Code { text: clean::clean(marked.text).into_owned(), language: None }
            }
            _ => {
                let Piece { text, spans, .. } = Piece::of(marked);
                let (note, role) = (self.notes.of_block(at).cloned(), around::role(self.page, self.blocks, block));
                match note.is_none() && role.is_none() && code::is_listing(&text, &spans) {
                    true => ContentBlock::Code { text: code::listing(marked.text), language: None },
                    false => ContentBlock::Paragraph { text, spans, note, role },
                }
            }
        };
        if inside {
            self.pending.push(written);
        } else {
            self.close();
            self.push(written);
        }
    }

    /// Writes an image or an embed; one inside the group being built comes behind it, so that a list stays one list.
    fn place(&mut self, placed: Placed) {
        let block = placed.block;
        if let ContentBlock::Image { url, alt, caption, credit, .. } = block.clone() {
            self.content.images.push(Image { url, alt, caption, credit });
        }
        let (owner, _) = self.frames.owner(placed.row);
        if self.group.is_some() && owner.top == self.key {
            self.pending.push(block);
        } else {
            self.close();
            self.push(block);
        }
    }

    /// Finishes the group being built.
    fn close(&mut self) {
        let Some(group) = self.group.take() else { return };
        let written = match group {
            Group::List(list) => {
                self.lists = (self.key, list.progress());
                Some(list.finish())
            }
            Group::Table(table) => Some(table.finish(self.page)),
            Group::CodeTable(table) => {
                let language = code::language(self.page, self.blocks, self.frames.get(self.key).row);
                Some(ContentBlock::Code { text: table.finish_code(self.page), language })
            }
            Group::Definitions(definitions) => Some(definitions.finish()),
            Group::Quote(Piece { text, spans, .. }) => {
                let row = self.frames.get(self.key).row;
                let attribution = around::attribution(self.page, row);
                let url = around::quoted_from(self.page, row, self.base);
                Some(ContentBlock::Quote { text, spans, attribution, url })
            }
            Group::Code(code) => code.finish(self.page, self.blocks),
            Group::Stanza(_, Piece { text, spans, .. }) => {
                Some(ContentBlock::Paragraph { text, spans, note: None, role: None })
            }
        };
        if let Some(written) = written {
            self.push(written);
        }
        for block in std::mem::take(&mut self.pending) {
            self.push(block);
        }
    }

    fn push(&mut self, mut block: ContentBlock) {
        // A line above that says nothing but a language says that of the code.
        if let (ContentBlock::Code { language: language @ None, .. }, Some(ContentBlock::Paragraph { text, .. })) =
            (&mut block, self.content.blocks.last())
        {
            *language = code::spoken(text);
        }
        if block.is_in_text() {
            if block.text().is_empty() {
                return;
            }
            if !self.content.text.is_empty() {
                self.content.text.push_str("\n\n");
            }
            self.content.text.push_str(block.text());
        }
        self.content.blocks.push(block);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::block;
    use crate::page::laid_out;

    /// The content of a page at `https://example.org/` without the blocks that begin with DROP.
    pub(crate) fn composed(html: &str) -> Content {
        let page = laid_out(html);
        let blocks = block::cut(&page);
        let keep: Vec<bool> = blocks.list.iter().map(|block| !page.slice(block.text).starts_with("DROP")).collect();
        compose(&page, &blocks, &keep, Url::parse("https://example.org/").ok().as_ref())
    }

    /// The names of the blocks' types.
    fn types(html: &str) -> Vec<String> {
        let name = |block| serde_json::to_value(block).unwrap()["type"].as_str().unwrap().to_owned();
        composed(html).blocks.into_iter().map(name).collect()
    }

    #[test]
    fn blocks_come_in_reading_order_with_a_blank_line_between() {
        let content = composed("<h2>a<br>b</h2><p>c<br>d</p>DROP<button>e</button><p>f");
        assert_eq!(content.text, "a b\n\nc\nd\n\ne\n\nf");
        assert_eq!(content.blocks[0], ContentBlock::Heading { text: "a b".to_owned(), level: 2, spans: Vec::new() });
        let text = "c\nd".to_owned();
        assert_eq!(content.blocks[1], ContentBlock::Paragraph { text, spans: Vec::new(), note: None, role: None });
    }

    #[test]
    fn a_heading_is_bold_in_part_or_not_at_all() {
        let parts = |html: &str| match composed(html).blocks.into_iter().next() {
            Some(ContentBlock::Heading { spans, .. }) => spans.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!((parts("<h2><b>a b</b></h2>"), parts("<h2>a <b>b</b></h2>")), (0, 1));
    }

    #[test]
    fn a_quotation_holds_its_paragraphs() {
        let content = composed("<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote><p>d");
        assert_eq!(content.text, "a\n\nb\n\nc\n\nd");
        assert_eq!(content.blocks.len(), 2);
        assert_eq!(types("<blockquote>a</blockquote><blockquote>b</blockquote>"), ["quote", "quote"]);
        assert_eq!(types("<blockquote><h2>a</h2><p>b</p></blockquote>"), ["heading", "paragraph"]);
    }

    #[test]
    fn code_and_quotations_inside_a_list_stand_alone() {
        let html = "<ul><li>a<pre>b</pre><li>c<blockquote>d</blockquote><li>e</ul>";
        assert_eq!(types(html), ["list", "code", "list", "quote", "list"]);
    }

    #[test]
    fn a_list_inside_a_cell_is_the_cells() {
        assert_eq!(types("<table><tr><th>a<th>b<tr><td>c<td><ul><li>d<li>e</ul></table>"), ["table"]);
    }

    #[test]
    fn images_stand_in_place_and_are_no_text() {
        let content =
            composed("<p>a</p><figure><img src=i.jpg alt=' b  c '><figcaption>d</figcaption></figure><p>e</p>");
        assert_eq!(content.text, "a\n\ne");
        let Some(ContentBlock::Image { text, url, alt, caption, .. }) = content.blocks.get(1) else { panic!() };
        assert_eq!((text.as_str(), url.as_str()), ("d", "https://example.org/i.jpg"));
        assert_eq!((alt.as_deref(), caption.as_deref()), (Some("b c"), Some("d")));
        assert_eq!(content.images.len(), 1);
    }

    #[test]
    fn an_image_does_not_break_its_list_or_table() {
        assert_eq!(
            types("<p>x</p><ol><li>a<li><img src=i.jpg><li>b</ol><p>y"),
            ["paragraph", "list", "image", "paragraph"]
        );
        assert_eq!(
            types("<p>x</p><table><tr><th>a<th><img src=i.jpg>b<tr><td>c<td>d</table><p>y"),
            ["paragraph", "table", "image", "paragraph"]
        );
    }

    #[test]
    fn a_caption_without_an_image_is_a_paragraph() {
        assert_eq!(types("<table><caption>a</caption><tr><th>b<th>c<tr><td>d<td>e</table>"), ["paragraph", "table"]);
        assert_eq!(types("<figure><pre>a</pre><figcaption>b</figcaption></figure>"), ["code", "paragraph"]);
    }

    #[test]
    fn nothing_kept_is_nothing() {
        assert_eq!(composed("<p>DROP</p><img src=i.jpg>"), Content::default());
    }
}
