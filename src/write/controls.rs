//! Decides which words of a caption are those of a button, "hide caption", "enlarge this image", or only count pictures.
//! From the elements that stand in it and the word list beside, for images.

use std::sync::LazyLock;

use crate::block::{Block, Kind};
use crate::cues;
use crate::page::{Flags, Name, Page, Span};
use crate::phrases;
use crate::tag::Tag;

/// Elements of a caption that are looked at; a caption of more is no line.
const MOST: usize = 64;

/// Bytes of the longest text that is looked up; what is said so has 40 at most.
const LONGEST: usize = 120;

static SPOKEN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let phrases = cues::lines(include_str!("controls.txt")).flat_map(|(_, phrases)| phrases.split(';'));
    let mut spoken: Vec<String> = phrases.map(phrases::normalise).collect();
    spoken.sort_unstable();
    spoken.dedup();
    spoken
});

/// Whether a block is a button as a whole.
pub(super) fn is_control(page: &Page, block: &Block) -> bool {
    let may_speak = block.text.len() <= LONGEST;
    block.kind == Kind::Button || is_button(page, block.row) || may_speak && is_spoken(page.slice(block.text))
}

/// Where in a block its buttons stand, in order.
pub(super) fn within(page: &Page, block: &Block) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in inside(page, block).take(MOST) {
        let text = page.row(at).text;
        let inside = block.text.start <= text.start && text.end <= block.text.end && text.len() < block.text.len();
        let is_new = found.last().is_none_or(|last| last.end <= text.start);
        if inside && is_new && !text.is_empty() && (is_button(page, at) || is_at_edge(page, block, text)) {
            found.push(text);
        }
    }
    found
}

/// The elements that begin in a block; lines that breaks part share the element that holds them all.
pub(super) fn inside<'a>(page: &'a Page, block: &'a Block) -> impl Iterator<Item = u32> + 'a {
    let all = page.descendants(block.row);
    let rows = page.rows.get(all.start as usize..all.end as usize).unwrap_or_default();
    let first = all.start + rows.partition_point(|row| row.text.start < block.text.start) as u32;
    (first..all.end).take_while(|at| page.row(*at).text.start < block.text.end)
}

/// Whether an element is a button, or opens and closes another.
fn is_button(page: &Page, row: u32) -> bool {
    let own = page.row(row);
    own.tag == Tag::Button || own.flags.meets(Flags::BUTTON) || page.attribute(row, Name::Controls).is_some()
}

/// Whether a text says what a button does and is the first or last of a block: among other words it is one of them.
fn is_at_edge(page: &Page, block: &Block, text: Span) -> bool {
    let before = page.slice(Span { start: block.text.start, end: text.start });
    let behind = page.slice(Span { start: text.end, end: block.text.end });
    (before.trim().is_empty() || behind.trim().is_empty()) && is_spoken(page.slice(text))
}

/// Whether a text says, as a whole, what such a button does or what the picture is on the page.
pub(super) fn is_spoken(text: &str) -> bool {
    text.len() <= LONGEST && SPOKEN.binary_search(&phrases::normalise(text)).is_ok()
}

/// Whether a text only says which of how many pictures one is: "3/4".
pub(super) fn is_count(page: &Page, text: Span) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let counts =
        |text: &str| text.split_once('/').is_some_and(|(at, all)| is_number(at.trim()) && is_number(all.trim()));
    text.len() <= LONGEST_COUNT && counts(page.slice(text))
}

/// Bytes of the longest count, which has three digits on both sides; every picture of a figure asks again.
const LONGEST_COUNT: usize = 9;

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;

    #[test]
    fn buttons_are_no_part_of_a_caption() {
        for caption in [
            "<figcaption>A tug. <button>Open</button></figcaption>",
            "<figcaption>A tug. <span role=button>Open</span></figcaption>",
            "<figcaption>A tug. <a href=#i aria-controls=i>Open</a></figcaption>",
            "<figcaption>A tug. <b>hide caption</b></figcaption><b>toggle caption</b>",
            "<div class=caption><p>A tug. <i class=credit></i><b class=hide-caption><b>Hide caption</b></b></p></div>",
            "<figcaption><span>Bild vergrößern</span> A tug.</figcaption>",
        ] {
            let content = composed(&format!("<p>a</p><figure><img src=i.jpg>{caption}</figure><p>b</p>"));
            let found = content.images.first().and_then(|image| image.caption.as_deref());
            assert_eq!((found, content.text.as_str()), (Some("A tug."), "a\n\nb"), "{caption}");
        }
        let credit = "<figcaption>A tug. <b class=credit>Ann Lee</b> <b>enlarge</b></figcaption>";
        let image = &composed(&format!("<p>a</p><figure><img src=i.jpg>{credit}</figure><p>b</p>")).images[0];
        assert_eq!((image.caption.as_deref(), image.credit.as_deref()), (Some("A tug."), Some("Ann Lee")));
    }

    #[test]
    fn the_words_of_a_caption_stay() {
        let caption = "<figcaption>They <i>enlarge</i> the <a href=/q>quay</a> and hide caption boards</figcaption>";
        let image = &composed(&format!("<p>a</p><figure><img src=i.jpg>{caption}</figure><p>b</p>")).images[0];
        assert_eq!(image.caption.as_deref(), Some("They enlarge the quay and hide caption boards"));
    }
}
