//! Decides which images belong to the kept content, and which blocks are their captions. From the page's image rows and
//! the blocks around them, for compose.

use std::collections::HashSet;
use std::sync::LazyLock;

use url::Url;

use super::alternative::alternative;
use super::furniture;
use super::icon::{has_icon_name, is_file_name};
use super::kept::Kept;
use super::rendition::{is_rendition, merge};
use super::{clean, controls, inline, source, unsaid};
use crate::article::Image;
use crate::block::{Block, Blocks, Kind};
use crate::cues::Cues;
use crate::meta;
use crate::page::{Flags, Name, Page, Row, Span};
use crate::tag::Tag;

/// An image of the content and where it stands.
pub(super) struct Placed {
    /// Its row.
    pub row: u32,
    /// Where in the page's text it stands.
    pub at: u32,
    pub image: Image,
    /// The page that it leads to.
    pub link: Option<String>,
}

/// The images of the content in page order, and for each block whether it is written as an image's caption.
pub(super) struct Images {
    pub list: Vec<Placed>,
    pub captions: Vec<bool>,
}

/// Steps from an image to the container it shares with text; real pages wrap an image in up to nine elements.
const WRAPPERS: usize = 12;
/// Blocks in an image's own container: more are a card or a section.
const OWN_BLOCKS: u32 = 3;
/// Blocks of links beside the picture of a figure: to download it in several sizes and as a slide.
const MOST_TOOLS: usize = 6;
/// Words of a figure's text that has no mark of a caption.
const LONGEST_CAPTION: u32 = 80;
/// Words of the longest line beside a caption that names an agency or a photographer and has no mark of it.
const LONGEST_CREDIT: u32 = 8;
/// Pictures side by side among which the same one is looked for, so that no page costs more than so many looks for each.
const MOST_BESIDE: usize = 32;
/// Dropped blocks between a lead image and the first kept block: headline, summary, byline, date, share buttons.
const LEAD_GAP: u32 = 8;

struct Kinds {
    caption: Cues,
    credit: Cues,
    picture: Cues,
    description: Cues,
    chrome: Cues,
    head: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    caption: Cues::named("caption"),
    credit: Cues::named("credit"),
    picture: Cues::all(&["image", "caption"]),
    description: Cues::named("summary"),
    chrome: furniture::cues(),
    head: Cues::all(&["title", "summary", "meta", "header", "hero"]),
});

/// Finds the images of the content.
pub(super) fn images(page: &Page, blocks: &Blocks, keep: &[bool], base: Option<&Url>) -> Images {
    let mut finder = Finder::new(page, blocks, keep, base);
    page.rows_of(Tag::Img).iter().for_each(|at| finder.look_at(*at));
    // What is marked as said of a picture is no text of the article, even where the saved page has only a placeholder of it, or has
    // it twice.
    for row in std::mem::take(&mut finder.missing) {
        finder.caption(row, false);
    }
    Images { list: finder.list, captions: finder.captions }
}

struct Finder<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    base: Option<&'a Url>,
    kept: Kept,
    list: Vec<Placed>,
    captions: Vec<bool>,
    seen: HashSet<String>,
    /// Images of the content that are not listed: they have no address, or that of a sign, or one that is listed.
    missing: Vec<u32>,
    /// Bytes of the addresses of links that may still be written.
    budget: usize,
}

impl<'a> Finder<'a> {
    fn new(page: &'a Page, blocks: &'a Blocks, keep: &[bool], base: Option<&'a Url>) -> Finder<'a> {
        Finder {
            page,
            blocks,
            base,
            kept: Kept::of(keep),
            list: Vec::new(),
            captions: vec![false; blocks.list.len()],
            seen: HashSet::new(),
            missing: Vec::new(),
            budget: inline::ADDRESSES,
        }
    }

    fn look_at(&mut self, row: u32) {
        if self.kept.inside.is_empty()
            || furniture::is_furniture(self.page, row, self.base)
            || inline::is_formula(self.page, self.blocks, row)
            || self.repeats(row)
            || !self.belongs(row)
        {
            return;
        }
        let Some(url) = self.address(row).filter(|url| self.seen.insert(url.clone())) else {
            self.missing.push(row);
            return;
        };
        let (caption, credit) = self.caption(row, true);
        let alt = self
            .page
            .attribute(row, Name::Alt)
            .map(alternative)
            .filter(|alt| !alt.is_empty() && !is_file_name(alt) && !controls::is_spoken(alt));
        let at = self.page.row(row).text.start;
        let image = Image { url, alt, caption, credit };
        let link = self.link(row);
        match self.same(row, &image.url) {
            Some(same) => {
                merge(&mut same.image, image);
                same.link = same.link.take().or(link);
            }
            None => self.list.push(Placed { row, at, image, link }),
        }
    }

    /// The page that a picture leads to. One long link may be around many pictures, so there is an end to what is written.
    fn link(&mut self, row: u32) -> Option<String> {
        let link = source::leads_to(self.page, row, self.base)?;
        self.budget = self.budget.checked_sub(link.len())?;
        Some(link)
    }

    /// The address of a picture: its own, or that of the file that it links to where its own is a placeholder's.
    fn address(&self, row: u32) -> Option<String> {
        let is_picture = |url: &String| {
            !has_icon_name(url) && !furniture::is_advertisement(url) && !furniture::is_of_design(self.page, row, url)
        };
        let own = source::source(self.page, row, self.base).filter(is_picture);
        own.or_else(|| source::linked(self.page, row, self.base).filter(is_picture))
    }

    /// The same picture in another size among those that no kept text parts from this one: a slider has a row of small ones.
    fn same(&mut self, row: u32, url: &str) -> Option<&mut Placed> {
        let beside = |placed: &&Placed| self.kept.within(self.blocks.between(placed.row, row)) == 0;
        let together = self.list.iter().rev().take(MOST_BESIDE).take_while(beside);
        let back = together.into_iter().position(|placed| is_rendition(&placed.image.url, url))?;
        self.list.iter_mut().rev().nth(back)
    }

    /// Whether an image inside `noscript` is the copy of the one just before it.
    fn repeats(&self, row: u32) -> bool {
        let own = self.page.row(row);
        let Some(last) = self.list.last().filter(|_| own.flags.meets(Flags::NOSCRIPT)) else { return false };
        let noscript = self.page.ancestors(row).take(WRAPPERS).find(|at| self.page.row(*at).tag == Tag::Noscript);
        let beside = noscript.map(|at| self.page.row(at).parent);
        // A picture with a name of its own holds the copy.
        let holds = |beside: u32| beside == last.row || self.page.descendants(beside).contains(&last.row);
        last.at == own.text.start && beside.is_some_and(holds)
    }

    /// Whether an image stands in the content: the first container around it that says anything says something kept,
    /// and it lies between the first and the last kept block, or leads up to the first.
    fn belongs(&self, row: u32) -> bool {
        let page = self.page;
        let next = self.blocks.between(row, row).start;
        let leads = next <= self.kept.inside.start;
        for at in page.ancestors(row).take(WRAPPERS) {
            let container = page.row(at);
            let held = self.blocks.under(page, at);
            if container.cues.meets(KINDS.chrome) && self.kept.within(held) == 0 {
                return false;
            }
            if held.is_empty() {
                continue;
            }
            if self.kept.within(held) > 0 {
                return self.is_near(at, next);
            }
            let words = self.blocks.tally(held).words;
            // A button around a picture shows it larger, or the picture were furniture.
            let figure = container.tag == Tag::Figure
                || container.cues.meets(KINDS.picture)
                || container.flags.meets(Flags::BUTTON);
            let is_said = figure || self.all_captions(held) || self.all_tools(container, held);
            let caption = is_said && words <= LONGEST_CAPTION;
            let head = leads
                && (container.tag == Tag::Header || container.cues.meets(KINDS.head))
                && container.flags.meets(Flags::ARTICLE | Flags::MAIN);
            if !caption && !head {
                return false;
            }
        }
        false
    }

    fn all_captions(&self, held: Span) -> bool {
        let list = self.blocks.list.get(held.range()).unwrap_or_default();
        let is_button = |block: &Block| block.flags.meets(Flags::BUTTON);
        held.len() as u32 <= OWN_BLOCKS
            && list.iter().all(|block| self.is_marked(block) || is_button(block))
            && !list.iter().all(is_button)
    }

    /// Whether the blocks in a part of a figure are nothing but links: to what else can be done with its picture.
    fn all_tools(&self, container: &Row, held: Span) -> bool {
        let list = self.blocks.list.get(held.range()).unwrap_or_default();
        // A card that is a link as a whole shows another page.
        let is_of_figure = container.flags.meets(Flags::FIGURE) && !container.flags.meets(Flags::LINK);
        is_of_figure && held.len() <= MOST_TOOLS && list.iter().all(Block::is_of_links)
    }

    /// Whether the place before the block `next` is near the kept blocks of a container.
    fn is_near(&self, container: u32, next: u32) -> bool {
        if self.kept.inside.start < next && next < self.kept.inside.end {
            return true;
        }
        let whole = matches!(self.page.row(container).tag, Tag::Body | Tag::Html | Tag::Unknown);
        let gap =
            if next <= self.kept.inside.start { self.kept.inside.start - next } else { next - self.kept.inside.end };
        // Behind the last kept block only its own figure follows; before the first one the headline may come.
        let most = if next <= self.kept.inside.start { LEAD_GAP } else { 1 };
        if whole { gap == 0 && next <= self.kept.inside.start } else { gap <= most }
    }

    /// Whether a block bears the mark of a caption or credit.
    fn is_marked(&self, block: &Block) -> bool {
        let own = self.page.row(block.row);
        let around = self.page.row(own.parent).cues;
        let is_inside = || around.meets(KINDS.caption) && self.blocks.under(self.page, own.parent).len() == 1;
        if block.kind == Kind::Code {
            return false;
        }
        block.kind == Kind::Caption || (own.cues | block.inner).meets(KINDS.caption | KINDS.credit) || is_inside()
    }

    /// The caption and the credit of an image, from the blocks that stand alone with it in a container, or else from those of
    /// the figure around that. Without a picture a link is none, since it may be the name of what a card leads to.
    fn caption(&mut self, row: u32, is_shown: bool) -> (Option<String>, Option<String>) {
        let page = self.page;
        let holds = |at: &u32| !self.blocks.under(page, *at).is_empty();
        let mut around = page.ancestors(row).take(WRAPPERS).skip_while(|at| !holds(at));
        let Some(container) = around.next() else { return (None, None) };
        let found = self.caption_in(container, row, is_shown);
        if found != (None, None) || page.row(container).tag == Tag::Figure {
            return found;
        }
        // One picture's figure: several of them have their captions beside them.
        let figure = around.find(|at| page.row(*at).tag == Tag::Figure);
        let figure = figure.filter(|at| self.blocks.under(page, *at).len() as u32 <= OWN_BLOCKS);
        match figure {
            Some(figure) => self.caption_in(figure, row, is_shown),
            None => self.caption_behind(row),
        }
    }

    /// The caption of an image whose container does not hold the line behind it alone, because line breaks part that from the
    /// text: it is called the description of a picture.
    fn caption_behind(&mut self, row: u32) -> (Option<String>, Option<String>) {
        let next = self.blocks.between(row, row).start;
        let is_said = |block: &&Block| block.counts.words <= LONGEST_CAPTION && self.describes(block);
        let Some(block) = self.blocks.get(next).filter(is_said) else { return (None, None) };
        let Some(mark) = self.captions.get_mut(next as usize).filter(|taken| !**taken) else { return (None, None) };
        *mark = true;
        self.split(block)
    }

    fn caption_in(&mut self, container: u32, row: u32, is_shown: bool) -> (Option<String>, Option<String>) {
        let held = self.blocks.under(self.page, container);
        let figure = self.page.row(container).tag == Tag::Figure;
        if held.len() as u32 > OWN_BLOCKS && !figure {
            return (None, None);
        }
        let list = self.blocks.list.get(held.range()).unwrap_or_default();
        let has_caption = figure && list.iter().take(OWN_BLOCKS as usize).any(|block| block.kind == Kind::Caption);
        let from = if figure { held.start } else { self.blocks.between(row, row).start };
        let (mut caption, mut credit) = (None, None);
        for at in (from..held.end).take(OWN_BLOCKS as usize) {
            let Some(block) = self.blocks.get(at) else { break };
            // Every picture of a figure comes here.
            if self.captions.get(at as usize) != Some(&false) {
                continue;
            }
            let is_tool = || controls::is_control(self.page, block) || controls::is_count(self.page, block.text);
            if (figure || self.is_marked(block)) && is_tool() {
                self.take(at);
                continue;
            }
            let alone = held.len() == 1 && block.counts.words <= LONGEST_CAPTION && block.kind == Kind::Paragraph;
            let plain = alone && (figure || self.describes(block));
            // What stands in a figure beside its caption names whose the picture is.
            let beside = has_caption
                && block.kind == Kind::Paragraph
                && block.counts.words <= LONGEST_CREDIT
                && !block.flags.meets(Flags::BUTTON);
            let is_caption = match is_shown {
                true => plain || beside || self.is_marked(block),
                false => self.is_marked(block) && !block.is_of_links(),
            };
            if !is_caption || unsaid::is_spoken_label(self.page, block) {
                continue;
            }
            let (words, source) = match self.split(block) {
                (Some(words), None) if beside && !self.is_marked(block) => (None, Some(words)),
                found => found,
            };
            if caption.is_some() && words.is_some() || credit.is_some() && source.is_some() {
                break;
            }
            caption = caption.or(words);
            credit = credit.or(source);
            self.take(at);
        }
        (caption, credit)
    }

    /// Takes a block out of the text: it is said of a picture.
    fn take(&mut self, at: u32) {
        if let Some(mark) = self.captions.get_mut(at as usize) {
            *mark = true;
        }
    }

    /// Whether a block is called the description of a picture: `img_desc`, `media__description`.
    fn describes(&self, block: &Block) -> bool {
        let called = block.inner | self.page.row(block.row).cues;
        called.meets(KINDS.picture) && called.meets(KINDS.description)
    }

    /// A caption block's words without the credit, and the credit.
    fn split(&self, block: &Block) -> (Option<String>, Option<String>) {
        let page = self.page;
        let some = |text: String| (!text.is_empty()).then_some(text);
        let buttons = controls::within(page, block);
        let inside = |span: Span| block.text.start <= span.start && span.end <= block.text.end && !span.is_empty();
        let part = controls::inside(page, block).find(|at| {
            let row = page.row(*at);
            row.cues.meets(KINDS.credit) && inside(row.text) && row.text.len() < block.text.len()
        });
        if let Some(part) = part.map(|at| page.row(at).text) {
            let before = without(page, Span { start: block.text.start, end: part.start }, &buttons);
            let behind = without(page, Span { start: part.end, end: block.text.end }, &buttons);
            let caption = clean::line(&format!("{before} {behind}"));
            let caption = caption.trim_end_matches(['|', '(', '[', '/', ' ']).to_owned();
            return (some(caption), some(clean::line(&without(page, part, &buttons))));
        }
        let text = clean::line(&without(page, block.text, &buttons));
        let mut unseen: Vec<Span> = buttons.iter().chain(page.unseen_in(block.text)).copied().collect();
        unseen.sort_unstable();
        let seen = clean::line(&without(page, block.text, &unseen));
        let seen = if seen.contains(char::is_alphanumeric) { seen } else { text.clone() };
        let cues = page.row(block.row).cues | block.inner;
        if cues.meets(KINDS.credit) && !cues.meets(KINDS.caption) && block.kind != Kind::Caption {
            return (None, some(seen));
        }
        // What is only spoken may be what tells a credit: "Image source, ".
        match meta::split_credit(&text) {
            (_, None) => meta::split_credit(&seen),
            found => found,
        }
    }
}

/// The words of a stretch without some of its parts, which are in order.
fn without(page: &Page, stretch: Span, parts: &[Span]) -> String {
    let mut text = String::with_capacity(stretch.len());
    page.push_without(&mut text, stretch, parts, " ");
    text
}

#[cfg(test)]
mod tests;
