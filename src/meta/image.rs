//! Decides which image leads the article, and what its alternative text, caption and credit are: declared address,
//! visible surroundings. For gather.

use super::Found;
use super::candidate::Candidate;
use super::clean::{clean, essence, has_essence};
use super::labels::{self, Purpose};
use super::sign::{Standing, stands_in};
use super::visible::Place;
use crate::address;
use crate::article::LeadImage;
use crate::block::Blocks;
use crate::page::{Flags, Name, Page};
use crate::tag::Tag;

/// The best image; what it lacks is taken from visible candidates of the same file.
pub(crate) fn choose(found: &Found, standing: &Standing<'_>) -> Option<LeadImage> {
    let best = found.images.best()?;
    let mut image = instead(best, found, standing).unwrap_or(best).value.clone();
    let url = image.url.clone();
    for other in &found.images.list {
        let same = match (&other.value.url, &url) {
            (Some(other), Some(url)) => is_same(other, url),
            (other, url) => other.is_none() && url.is_none(),
        };
        if same {
            image.alt = image.alt.or_else(|| other.value.alt.clone());
        }
        // The picture with a caption beside the headline is the declared one, whatever its file is called there; an alternative
        // text alone may be that of a button or a portrait.
        if same || other.rank == SHOWN_AS_LEAD {
            if image.caption.is_none() && image.credit.is_none() {
                image.caption = other.value.caption.clone();
                image.credit = other.value.credit.clone();
            }
            image.credit = image.credit.or_else(|| other.value.credit.clone());
        }
    }
    part_credit(&mut image);
    Some(image)
}

/// An image of which only the address is known.
pub(super) fn at_address(url: String) -> LeadImage {
    LeadImage { url: Some(url), ..LeadImage::default() }
}

/// Bytes of a file's name by which a picture is known: many addresses end in `r` or `i`, with the picture in the query.
const TELLING: usize = 3;

/// Whether two addresses are of one picture, in whatever sizes.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let name = file_name(other);
    one == other || name.len() >= TELLING && has_file_name(one, &name)
}

/// Rank from which an image is taken instead of one that stands in for a picture: JSON-LD's, and those above.
const PICTURE: u8 = 40;

/// The image that is meant where the best one is the site's logo, nothing but a place for an image, or a thumbnail of it.
fn instead<'a>(
    best: &Candidate<LeadImage>,
    found: &'a Found,
    standing: &Standing<'_>,
) -> Option<&'a Candidate<LeadImage>> {
    let address = best.value.url.as_deref()?;
    let other = |is_meant: &dyn Fn(&str) -> bool| {
        found.images.best_where(|other| {
            let address = other.value.url.as_deref().filter(|_| other.rank >= PICTURE);
            address.is_some_and(|address| standing.may_lead(address) && is_meant(address))
        })
    };
    if standing.is_of_site(address) {
        other(&|_| true)
    } else if is_thumbnail(address) {
        let name = file_name(address);
        other(&|address| has_file_name(address, &name))
    } else {
        None
    }
}

/// Pixels of the longer side of a thumbnail, which programs cut to 150 and 200 as a rule. What has less than 32 is a ratio.
const THUMBNAIL: std::ops::RangeInclusive<u32> = 32..=200;

/// Whether the name of an image's file gives a small size: `rain-146x128.jpg`.
pub(super) fn is_thumbnail(address: &str) -> bool {
    words_of_name(address).any(|word| {
        let sides = word.split_once('x').and_then(|(one, other)| Some((one.parse().ok()?, other.parse().ok()?)));
        sides.is_some_and(|(one, other): (u32, u32)| THUMBNAIL.contains(&one.max(other)))
    })
}

pub(super) fn words_of_name(address: &str) -> impl Iterator<Item = &str> {
    whole_name(address).split(|character: char| !character.is_alphanumeric())
}

/// The rank of the image shown beside the headline: below every declared address, above other images.
pub(crate) const SHOWN_AS_LEAD: u8 = 45;

/// The part of an image's address that its sizes share: the file's name without size and extension.
pub(crate) fn file_name(address: &str) -> String {
    essence(bare_name(address))
}

/// Whether an image's address has this file name.
pub(crate) fn has_file_name(address: &str, name: &str) -> bool {
    has_essence(bare_name(address), name)
}

/// The file's name in an address as it stands there, without extension. What gives pictures out by a query may end in a
/// slash, and is known by what stands before that.
fn whole_name(address: &str) -> &str {
    address::stem(address::file_name(address::path(address).trim_end_matches('/')))
}

/// The same without size.
fn bare_name(address: &str) -> &str {
    let stem = whole_name(address);
    let bare =
        stem.trim_end_matches(|character: char| character.is_ascii_digit() || matches!(character, 'x' | '-' | '_'));
    if bare.is_empty() { stem } else { bare }
}

/// The address of an image element: the real one of a lazy image, the largest of a set.
pub(crate) fn source(page: &Page, row: u32) -> Option<&str> {
    let usable = |value: &&str| !value.starts_with("data:") && !value.is_empty();
    let lazy = page.attribute(row, Name::DataSource).filter(usable);
    let plain = page.attribute(row, Name::Source).filter(usable);
    lazy.or(plain)
        .or_else(|| page.attribute(row, Name::Sources).or(page.attribute(row, Name::DataSources)).and_then(largest))
}

/// The largest candidate of a `srcset`.
fn largest(set: &str) -> Option<&str> {
    let width = |candidate: &&str| {
        let size = candidate.rsplit(' ').next().unwrap_or_default();
        size.trim_end_matches(['w', 'x']).parse::<f32>().map_or(0, |size| size as u32)
    };
    set.split(", ")
        .map(str::trim)
        .filter(|candidate| !candidate.starts_with("data:"))
        .max_by_key(width)
        .and_then(|candidate| candidate.split_whitespace().next())
}

/// Whether an image is large enough to lead an article, as far as its attributes say.
pub(crate) fn may_lead(page: &Page, row: u32) -> bool {
    let side = |name| page.attribute(row, name).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
    let is_drawing = |address: &str| {
        matches!(address.rsplit('.').next(), Some("gif" | "svg")) || stands_in(address) || is_counter(address)
    };
    let drawing = source(page, row).is_some_and(is_drawing);
    // Logos, portraits and buttons are smaller than any lead image seen.
    !drawing
        && side(Name::Width).is_none_or(|width| width >= 250)
        && side(Name::Height).is_none_or(|height| height >= 140)
}

/// Whether an address has the shape of those by which visits are counted: all is said in the query, `/p?c1=2`.
fn is_counter(address: &str) -> bool {
    let name = address::file_name(address);
    address::path(address).len() < address.len() && name.len() < TELLING && !name.contains('.')
}

/// Rows of an image's surroundings that are searched for its caption.
const NEAR: usize = 60;

/// An image element with what stands around it.
pub(crate) fn read(
    page: &Page,
    blocks: &Blocks,
    row: u32,
    place: &Place,
    kinds: &super::visible::Kinds,
    url: Option<String>,
) -> LeadImage {
    let alt = page.attribute(row, Name::Alt).and_then(clean);
    let mut image = LeadImage { url, alt, caption: None, credit: None };
    let mut caption_end = 0;
    // The caption stands in the image's figure, or beside it in one of the next containers.
    let figure = page.ancestors(row).take(6).find(|at| page.row(*at).tag == Tag::Figure);
    let containers = figure.into_iter().chain(page.ancestors(row).take(if figure.is_some() { 0 } else { 4 }));
    for container in containers {
        if page.descendants(container).len() > NEAR
            || place.heading.is_some_and(|heading| page.descendants(container).contains(&heading))
        {
            break;
        }
        for at in page.descendants(container) {
            let near = page.row(at);
            let caption = near.tag == Tag::Figcaption || near.cues.meets(kinds.caption);
            let signed = near.text.len() < LONGEST_CREDIT && page.slice(near.text).starts_with('©');
            let credit = (near.cues.meets(kinds.credit) || signed) && !near.tag.is_skipped() && !holds_code(page, at);
            let text = || clean(page.text_of(at));
            if credit && image.credit.is_none() && near.text.len() < LONGEST_CREDIT {
                image.credit = text();
            }
            if caption && image.caption.is_none() && near.tag != Tag::Figure && !page.descendants(at).contains(&row) {
                image.caption = text();
                caption_end = blocks.between(at, near.end).end;
            }
        }
        if image.caption.is_some() || image.credit.is_some() {
            break;
        }
    }
    if let (Some(caption), Some(credit)) = (&image.caption, &image.credit) {
        let bare = caption.replacen(credit.as_str(), "", 1);
        image.caption = clean(
            bare.trim_matches(|character: char| character.is_whitespace() || matches!(character, '|' | '(' | ')')),
        );
    }
    if image.caption.is_none() {
        caption_behind(page, blocks, row, &mut image);
    } else if image.credit.is_none() {
        let behind = blocks.get(caption_end).and_then(|block| clean(page.slice(block.text)));
        image.credit = behind.filter(|text| text.len() < LONGEST_CREDIT && opens_credit(text));
    }
    part_credit(&mut image);
    image
}

/// Whether an element is or holds code, whose source is none of a picture.
fn holds_code(page: &Page, row: u32) -> bool {
    page.row(row).flags.meets(Flags::VERBATIM) || page.descendants(row).take(3).any(|at| page.row(at).tag == Tag::Pre)
}

/// Takes the credit out of a caption, where none is known yet.
fn part_credit(image: &mut LeadImage) {
    if let Some(caption) = image.caption.take() {
        let (caption, credit) = split_credit(&caption);
        image.caption = caption;
        image.credit = image.credit.take().or(credit);
    }
}

/// Bytes of a credit; a longer text is a caption.
const LONGEST_CREDIT: usize = 160;

/// A caption without a class: the text behind the image, if a credit follows it.
fn caption_behind(page: &Page, blocks: &Blocks, row: u32, image: &mut LeadImage) {
    let first = blocks.between(row, page.row(row).end).end;
    let block = |at: u32| {
        blocks
            .get(at)
            .filter(|block| !block.flags.meets(Flags::HEADING))
            .and_then(|block| clean(page.slice(block.text)))
    };
    let is_credit = |text: &String| text.len() < LONGEST_CREDIT && opens_credit(text);
    let Some(next) = block(first) else { return };
    if is_credit(&next) {
        image.credit = Some(next);
    } else if let Some(credit) = block(first + 1).filter(is_credit) {
        image.caption = Some(next);
        image.credit = Some(credit);
    }
}

/// Whether a text opens as a credit does.
fn opens_credit(text: &str) -> bool {
    text.starts_with(['©', '\u{24B8}'])
        || text.starts_with("(c)")
        || labels::opening(text, Purpose::Credit).is_some_and(|(label, _)| {
            text.get(label.len()..).is_some_and(|rest| rest.trim_start().starts_with([':', '：', '/', '／', '=', '＝']))
        })
}

/// A caption and the credit at its end: "Text. © Agency / Name", "Text (Photo: Name)".
pub(crate) fn split_credit(text: &str) -> (Option<String>, Option<String>) {
    let signs = ['©', '(', '（', '[', '|', '/', '.', ',', '–', '—', '。', '।', '）', '“', '"', '\u{24B8}'];
    let mut starts: Vec<usize> = text
        .char_indices()
        .filter(|(_, character)| signs.contains(character))
        .map(|(at, character)| if matches!(character, '©' | '\u{24B8}') { at } else { at + character.len_utf8() })
        .collect();
    starts.push(0);
    starts.sort_unstable();
    for at in starts {
        let Some((caption, credit)) = text.split_at_checked(at) else { continue };
        let credit = credit.trim().trim_start_matches(['|', '(', '（', '[', ' ']);
        if credit.len() < LONGEST_CREDIT && opens_credit(credit) {
            let closed = credit.trim_end_matches([')', ']', ' ', '）']);
            let caption = caption.trim_end_matches(['|', '(', '（', '[', ' ', '/', '–', '—', '-', ',']).trim();
            return (clean(caption), clean(closed));
        }
    }
    (clean(text), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn credits_leave_the_caption() {
        for (text, caption, credit) in [
            ("A tug at dawn. © Meridian / Ann Lee", Some("A tug at dawn."), Some("© Meridian / Ann Lee")),
            ("A tug at dawn (Photo: Ann Lee)", Some("A tug at dawn"), Some("Photo: Ann Lee")),
            ("Ein Schlepper. Foto: Ann Lee", Some("Ein Schlepper."), Some("Foto: Ann Lee")),
            ("Um rebocador — Foto: Ann Lee", Some("Um rebocador"), Some("Foto: Ann Lee")),
            ("Tažná loď, foto: Ann Lee", Some("Tažná loď"), Some("foto: Ann Lee")),
            ("港口（圖／林文提供）", Some("港口"), Some("圖／林文提供")),
            ("© Meridian", None, Some("© Meridian")),
            ("A photo by the river shows a tug.", Some("A photo by the river shows a tug."), None),
        ] {
            assert_eq!(split_credit(text), (caption.map(str::to_owned), credit.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn an_alternative_text_is_that_of_the_same_picture() {
        let alt = |shown: &str| {
            let found = meta(&format!(
                "<meta property=og:image content='https://example.org/r/?i=7'><h1>Rain</h1><img src='{shown}' alt=Tug>{BODY}"
            ));
            found.image.and_then(|image| image.alt)
        };
        assert_eq!(alt("https://example.org/r/?i=7").as_deref(), Some("Tug"));
        assert_eq!(alt("https://example.org/r/?i=8"), None);
        assert_eq!(alt("https://example.org/button.jpg"), None);
    }

    #[test]
    fn code_beside_a_picture_is_no_credit() {
        let credit = |beside: &str| {
            let shown = "<img src='https://example.org/tug.jpg'>";
            meta(&format!("<h1>Rain</h1><div><p>{shown}</p>{beside}</div>{BODY}")).image.and_then(|image| image.credit)
        };
        assert_eq!(credit("<div class='highlight-source-shell'><pre>npm install tug</pre></div>"), None);
        assert_eq!(credit("<div class=credit>Ann Lee</div>").as_deref(), Some("Ann Lee"));
    }

    #[test]
    fn what_counts_visits_leads_no_article() {
        let lead = |shown: &str| meta(&format!("<h1>Rain</h1><img src='{shown}'>{BODY}")).image;
        for shown in
            ["https://example.org/p?c1=2", "https://example.org/avw.php?n=7", "https://example.org/share-icon.png"]
        {
            assert_eq!(lead(shown), None, "{shown}");
        }
        assert!(lead("https://example.org/tug.jpg").is_some());
    }

    #[test]
    fn sizes_of_one_file_share_its_name() {
        assert_eq!(file_name("https://a.example.org/x/tug-at-dawn-1200x800.jpg?w=3"), file_name("/y/tug-at-dawn.webp"));
        assert_eq!(largest("/a.jpg 480w, /b.jpg 1200w"), Some("/b.jpg"));
    }

    #[test]
    fn a_logo_or_a_thumbnail_gives_way_to_the_picture() {
        let lead = |declared: &str, other: &str| {
            let found = meta(&format!(
                "<meta property=og:image content='https://example.org/{declared}'><script type=application/ld+json>
                 {{\"@type\": \"NewsArticle\", \"image\": \"https://example.org/{other}\"}}</script>{BODY}"
            ));
            found.image.and_then(|image| image.url).unwrap_or_default()
        };
        for (declared, other, expected) in [
            ("harbour-logo.png", "tug.jpg", "tug.jpg"),
            ("tug-150x150.jpg", "tug.jpg", "tug.jpg"),
            ("tug-150x150.jpg", "pier.jpg", "tug-150x150.jpg"),
            ("tug-16x9.jpg", "tug.jpg", "tug-16x9.jpg"),
            ("logotype-of-the-town-hall", "tug.jpg", "tug.jpg"),
            ("tug.jpg", "pier.jpg", "tug.jpg"),
        ] {
            assert_eq!(lead(declared, other), format!("https://example.org/{expected}"), "{declared}, {other}");
        }
    }
}
