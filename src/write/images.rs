//! Decides which images belong to the kept content, and which blocks are their captions. From the page's image rows and
//! the blocks around them, for compose.

use std::collections::HashSet;
use std::sync::LazyLock;

use url::Url;

use super::furniture;
use super::icon::{has_icon_name, is_file_name};
use super::rendition::{is_larger, is_rendition};
use super::{clean, inline, source};
use crate::article::Image;
use crate::block::{Block, Blocks, Kind};
use crate::cues::Cues;
use crate::meta;
use crate::page::{Flags, Name, Page, Span};
use crate::tag::Tag;

/// An image of the content and where it stands.
pub(super) struct Placed {
    /// Its row.
    pub row: u32,
    /// Where in the page's text it stands.
    pub at: u32,
    pub image: Image,
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
/// Words of a figure's text that has no mark of a caption.
const LONGEST_CAPTION: u32 = 80;
/// Pictures side by side among which the same one is looked for, so that no page costs more than so many looks for each.
const MOST_BESIDE: usize = 32;
/// Dropped blocks between a lead image and the first kept block: headline, summary, byline, date, share buttons.
const LEAD_GAP: u32 = 8;

struct Kinds {
    caption: Cues,
    credit: Cues,
    picture: Cues,
    chrome: Cues,
    head: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let any = |names: &[&str]| names.iter().fold(Cues::NONE, |sum, name| sum | Cues::named(name));
    Kinds {
        caption: any(&["caption"]),
        credit: any(&["credit"]),
        picture: any(&["image", "caption"]),
        chrome: furniture::cues(),
        head: any(&["title", "summary", "meta", "header", "hero"]),
    }
});

/// Finds the images of the content.
pub(super) fn images(page: &Page, blocks: &Blocks, keep: &[bool], base: Option<&Url>) -> Images {
    let mut finder = Finder::new(page, blocks, keep, base);
    page.rows_of(Tag::Img).iter().for_each(|at| finder.look_at(*at));
    Images { list: finder.list, captions: finder.captions }
}

struct Finder<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    base: Option<&'a Url>,
    /// `kept[i]` counts the kept ones among the first `i` blocks.
    kept: Vec<u32>,
    /// The indices from the first kept block up to behind the last.
    inside: Span,
    list: Vec<Placed>,
    captions: Vec<bool>,
    seen: HashSet<String>,
}

impl<'a> Finder<'a> {
    fn new(page: &'a Page, blocks: &'a Blocks, keep: &[bool], base: Option<&'a Url>) -> Finder<'a> {
        let mut kept = Vec::with_capacity(keep.len() + 1);
        let mut sum = 0;
        kept.push(sum);
        for keep in keep {
            sum += u32::from(*keep);
            kept.push(sum);
        }
        let first = keep.iter().position(|keep| *keep).unwrap_or(0);
        let last = keep.iter().rposition(|keep| *keep).map_or(0, |last| last + 1);
        Finder {
            page,
            blocks,
            base,
            kept,
            inside: Span { start: first as u32, end: last as u32 },
            list: Vec::new(),
            captions: vec![false; blocks.list.len()],
            seen: HashSet::new(),
        }
    }

    fn look_at(&mut self, row: u32) {
        if self.inside.is_empty()
            || furniture::is_furniture(self.page, row, self.base)
            || inline::is_formula(self.page, self.blocks, row)
            || self.repeats(row)
            || !self.belongs(row)
        {
            return;
        }
        let Some(url) = source::source(self.page, row, self.base) else { return };
        if has_icon_name(&url) || furniture::is_advertisement(&url) || !self.seen.insert(url.clone()) {
            return;
        }
        let alt =
            self.page.attribute(row, Name::Alt).map(alternative).filter(|alt| !alt.is_empty() && !is_file_name(alt));
        let (caption, credit) = self.caption(row);
        let at = self.page.row(row).text.start;
        let image = Image { url, alt, caption, credit };
        match self.same(row, &image.url) {
            Some(same) => merge(&mut same.image, image),
            None => self.list.push(Placed { row, at, image }),
        }
    }

    /// The same picture in another size among those that no kept text parts from this one: a slider has a row of small ones.
    fn same(&mut self, row: u32, url: &str) -> Option<&mut Placed> {
        let beside = |placed: &&Placed| self.kept_in(self.blocks.between(placed.row, row)) == 0;
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
        last.at == own.text.start && beside.is_some_and(|beside| self.page.descendants(beside).contains(&last.row))
    }

    fn kept_in(&self, span: Span) -> u32 {
        let at = |index: u32| self.kept.get(index as usize).or(self.kept.last()).copied().unwrap_or(0);
        at(span.end).saturating_sub(at(span.start))
    }

    /// Whether an image stands in the content: the first container around it that says anything says something kept,
    /// and it lies between the first and the last kept block, or leads up to the first.
    fn belongs(&self, row: u32) -> bool {
        let page = self.page;
        let next = self.blocks.between(row, row).start;
        let leads = next <= self.inside.start;
        for at in page.ancestors(row).take(WRAPPERS) {
            let container = page.row(at);
            let held = self.blocks.under(page, at);
            if container.cues.meets(KINDS.chrome) && self.kept_in(held) == 0 {
                return false;
            }
            if held.is_empty() {
                continue;
            }
            if self.kept_in(held) > 0 {
                return self.is_near(at, next);
            }
            let words = self.blocks.tally(held).words;
            let figure = container.tag == Tag::Figure || container.cues.meets(KINDS.picture);
            let caption = (figure || self.all_captions(held)) && words <= LONGEST_CAPTION;
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
        held.len() as u32 <= OWN_BLOCKS && list.iter().all(|block| self.is_marked(block))
    }

    /// Whether the place before the block `next` is near the kept blocks of a container.
    fn is_near(&self, container: u32, next: u32) -> bool {
        if self.inside.start < next && next < self.inside.end {
            return true;
        }
        let whole = matches!(self.page.row(container).tag, Tag::Body | Tag::Html | Tag::Unknown);
        let gap = if next <= self.inside.start { self.inside.start - next } else { next - self.inside.end };
        // Behind the last kept block only its own figure follows; before the first one the headline may come.
        let most = if next <= self.inside.start { LEAD_GAP } else { 1 };
        if whole { gap == 0 && next <= self.inside.start } else { gap <= most }
    }

    /// Whether a block bears the mark of a caption or credit.
    fn is_marked(&self, block: &Block) -> bool {
        let cues = self.page.row(block.row).cues | block.inner;
        block.kind == Kind::Caption || cues.meets(KINDS.caption | KINDS.credit)
    }

    /// The caption and the credit of an image, from the blocks that stand alone with it in a container.
    fn caption(&mut self, row: u32) -> (Option<String>, Option<String>) {
        let page = self.page;
        let holds = |at: &u32| !self.blocks.under(page, *at).is_empty();
        let Some(container) = page.ancestors(row).take(WRAPPERS).find(holds) else { return (None, None) };
        let held = self.blocks.under(page, container);
        let figure = page.row(container).tag == Tag::Figure;
        if held.len() as u32 > OWN_BLOCKS && !figure {
            return (None, None);
        }
        let from = if figure { held.start } else { self.blocks.between(row, row).start };
        let (mut caption, mut credit) = (None, None);
        for at in (from..held.end).take(OWN_BLOCKS as usize) {
            let Some(block) = self.blocks.get(at) else { break };
            let plain =
                figure && held.len() == 1 && block.counts.words <= LONGEST_CAPTION && block.kind == Kind::Paragraph;
            let taken = self.captions.get(at as usize) != Some(&false);
            if taken || !plain && !self.is_marked(block) {
                continue;
            }
            let (words, source) = self.split(block);
            if caption.is_some() && words.is_some() || credit.is_some() && source.is_some() {
                break;
            }
            caption = caption.or(words);
            credit = credit.or(source);
            if let Some(mark) = self.captions.get_mut(at as usize) {
                *mark = true;
            }
        }
        (caption, credit)
    }

    /// A caption block's words without the credit, and the credit.
    fn split(&self, block: &Block) -> (Option<String>, Option<String>) {
        let page = self.page;
        let some = |text: String| (!text.is_empty()).then_some(text);
        let inside = |span: Span| block.text.start <= span.start && span.end <= block.text.end && !span.is_empty();
        let part = page.descendants(block.row).find(|at| {
            let row = page.row(*at);
            row.cues.meets(KINDS.credit) && inside(row.text) && row.text.len() < block.text.len()
        });
        if let Some(part) = part.map(|at| page.row(at).text) {
            let before = page.slice(Span { start: block.text.start, end: part.start });
            let behind = page.slice(Span { start: part.end, end: block.text.end });
            let caption = clean::line(&format!("{before} {behind}"));
            let caption = caption.trim_end_matches(['|', '(', '[', '/', ' ']).to_owned();
            return (some(caption), some(clean::line(page.slice(part))));
        }
        let text = clean::line(page.slice(block.text));
        let cues = page.row(block.row).cues | block.inner;
        if cues.meets(KINDS.credit) && !cues.meets(KINDS.caption) && block.kind != Kind::Caption {
            return (None, some(text));
        }
        meta::split_credit(&text)
    }
}

/// A text alternative as plain text. Programs make some from captions with their markup, which tags that end tell.
fn alternative(alt: &str) -> String {
    let is_markup = ["<br", "</", "/>"].iter().any(|mark| alt.contains(mark));
    let bare = is_markup.then(|| meta::clean::clean(&alt.replace('<', " <"))).flatten();
    clean::line(bare.as_deref().unwrap_or(alt))
}

/// Makes one of a picture that stands there in two sizes: the larger one, with what is said most of it.
fn merge(known: &mut Image, mut other: Image) {
    let said = |image: &Image| -> usize {
        [&image.caption, &image.credit, &image.alt].into_iter().flatten().map(String::len).sum()
    };
    if said(&other) > said(known) {
        std::mem::swap(known, &mut other);
    }
    if is_larger(&other.url, &known.url) {
        known.url = other.url;
    }
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::Image;

    fn found(html: &str) -> Vec<Image> {
        composed(html).images
    }

    fn urls(html: &str) -> Vec<String> {
        found(html).into_iter().map(|image| image.url.replace("https://example.org/", "")).collect()
    }

    #[test]
    fn an_image_between_kept_blocks_is_content() {
        assert_eq!(urls("<p>a</p><div><a href=/i><img src=i.jpg></a></div><p>b</p>"), ["i.jpg"]);
    }

    #[test]
    fn an_image_of_a_dropped_card_or_outside_the_content_is_not() {
        assert!(urls("<p>a</p><div><img src=i.jpg><p>DROP</p></div><p>b</p>").is_empty());
        assert!(
            urls("<header><img src=i.jpg><p>DROP</p></header><div><p>a</p></div><div><img src=j.jpg></div>").is_empty()
        );
    }

    #[test]
    fn a_picture_in_two_sizes_is_one_image() {
        let slider =
            urls("<p>a</p><img src=/i-640x640.jpg><img src=/j.jpg><img src=/i.jpg><img src=/j-90x90.jpg><p>b</p>");
        assert_eq!(slider, ["i.jpg", "j.jpg"]);
        let sizes = "<img src=/4-3/i.jpg><div><img src=/16-9/i.jpg alt=Fog></div>";
        let images = found(&format!("<p>a</p>{sizes}<p>b</p><img src=/1-1/i.jpg><p>c</p>"));
        let said: Vec<_> = images.iter().map(|image| (image.url.as_str(), image.alt.as_deref())).collect();
        assert_eq!(said, [("https://example.org/16-9/i.jpg", Some("Fog")), ("https://example.org/1-1/i.jpg", None)]);
    }

    #[test]
    fn a_lead_image_stands_in_the_head_of_its_article() {
        let html = "<main><header><h1>DROP</h1><figure><img src=i.jpg><figcaption>DROP c</figcaption></figure></header><p>a</p></main>";
        let images = found(html);
        assert_eq!(images[0].caption.as_deref(), Some("DROP c"));
    }

    #[test]
    fn icons_pixels_avatars_and_data_are_left_out() {
        for image in [
            "<img src=i.jpg width=24>",
            "<img src=i.jpg height=1px>",
            "<img src=/img/spacer.gif>",
            "<img src='data:image/png;base64,AA'>",
            "<img class=avatar src=i.jpg>",
            "<div class=share-bar><img src=i.jpg></div>",
            "<button><img src=i.jpg></button>",
            "<div hidden><img src=i.jpg></div>",
        ] {
            assert!(urls(&format!("<p>a</p>{image}<p>b</p>")).is_empty(), "{image}");
        }
    }

    #[test]
    fn a_noscript_copy_is_the_same_image() {
        let copy = "<noscript><img src=i-large.jpg></noscript>";
        assert_eq!(urls(&format!("<p>a</p><div><img data-src=i.jpg>{copy}</div><p>b</p>")), ["i.jpg"]);
        assert_eq!(urls(&format!("<p>a</p><div><img src='data:,'>{copy}</div><p>b</p>")), ["i-large.jpg"]);
        assert_eq!(urls("<p>a</p><img src=i.jpg><p>b</p><img src=i.jpg><p>c</p>"), ["i.jpg"]);
    }

    #[test]
    fn captions_and_credits_are_told_apart() {
        for figure in [
            "<figure><img src=i.jpg><figcaption>A tug. <span class=credit>Photo: Ann Lee</span></figcaption></figure>",
            "<figure><img src=i.jpg><figcaption>A tug.</figcaption><div class=photo-credit>Photo: Ann Lee</div></figure>",
            "<div class=wp-caption><img src=i.jpg><p class=wp-caption-text>A tug. Photo: Ann Lee</p></div>",
        ] {
            let content = composed(&format!("<div><p>a</p>{figure}<p>b</p></div>"));
            let image = &content.images[0];
            let parts = (image.caption.as_deref(), image.credit.as_deref());
            assert_eq!(parts, (Some("A tug."), Some("Photo: Ann Lee")), "{figure}");
            assert_eq!(content.text, "a\n\nb", "{figure}");
        }
    }

    #[test]
    fn each_image_of_a_gallery_has_its_own_caption() {
        let images = found(
            "<div><p>a</p><figure><img src=i.jpg><img src=j.jpg><figcaption>c</figcaption><p class=caption>d</p></figure><p>b</p></div>",
        );
        let captions: Vec<_> = images.iter().map(|image| image.caption.as_deref()).collect();
        assert_eq!(captions, [Some("c"), Some("d")]);
    }
}
