//! Decides which address of an image element is the real one: placeholders, lazy attributes, candidate sets and
//! `picture` sources are all ways to say it. For images.

use url::Url;

use super::{address, icon};
use crate::address::{ending, file_name};
use crate::page::{Name, Page};
use crate::tag::Tag;

/// Sources of one `picture` that are read; more than a few are one image in other sizes.
const SOURCES: usize = 16;
/// Endings of the files of photographs.
const PHOTOGRAPHS: [&str; 5] = ["avif", "jpeg", "jpg", "png", "webp"];

/// The address of an image: the largest candidate of its own set, the lazy one, the plain one, or else one of the
/// sources around it.
pub(super) fn source(page: &Page, row: u32, base: Option<&Url>) -> Option<String> {
    let usable = |reference: &str| address::resolve(reference, base, false);
    let set = |row: u32, name| page.attribute(row, name).and_then(largest).and_then(usable);
    let one = |row: u32, name| page.attribute(row, name).and_then(usable);
    let own = set(row, Name::DataSources)
        .or_else(|| set(row, Name::Sources))
        .or_else(|| one(row, Name::DataSource))
        .or_else(|| one(row, Name::Source));
    own.or_else(|| {
        let picture = page.row(row).parent;
        let held = if page.row(picture).tag == Tag::Picture { page.descendants(picture) } else { 0..0 };
        let mut sources = held.take(SOURCES).filter(|at| page.row(*at).tag == Tag::Source);
        sources.find_map(|at| set(at, Name::DataSources).or_else(|| set(at, Name::Sources)))
    })
}

/// The address of the picture that an image links to by the file's name: a small or lazy image leads to its large one.
pub(super) fn linked(page: &Page, row: u32, base: Option<&Url>) -> Option<String> {
    let link = page.row(row).parent;
    let reference = page.attribute(link, Name::Href).filter(|_| page.row(link).tag == Tag::A)?;
    let name = file_name(reference).to_ascii_lowercase();
    // Wikis have a page about each file under its name: "/wiki/File:Harbour.jpg".
    let is_photograph = PHOTOGRAPHS.contains(&ending(&name)) && !name.contains(':') && !name.contains("%3a");
    if is_photograph { address::resolve(reference, base, false) } else { None }
}

/// Elements between a link and the image that it is around; the same as for the link that tells furniture.
const WRAPPERS: usize = 4;

/// The address of the page that an image leads to. A link to the file of a picture only shows it in another size.
pub(super) fn leads_to(page: &Page, row: u32, base: Option<&Url>) -> Option<String> {
    let link = page.ancestors(row).take(WRAPPERS).find(|at| page.row(*at).tag == Tag::A)?;
    let reference = page.attribute(link, Name::Href)?;
    if is_file(file_name(reference)) { None } else { address::resolve(reference, base, true) }
}

/// Whether a name is that of the file of a picture. Wikis have a page about each file under its name: "/wiki/File:Harbour.jpg".
fn is_file(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    icon::is_picture_file(&name) && !name.contains(':') && !name.contains("%3a")
}

/// The largest candidate of a set: by width, else by density. An address may hold commas, so a candidate ends at white
/// space, and a comma ends it only there.
fn largest(set: &str) -> Option<&str> {
    let mut best: Option<(f64, &str)> = None;
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == ',');
        if rest.is_empty() {
            return best.map(|(_, address)| address);
        }
        let (mut address, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let mut descriptor = "";
        rest = behind;
        if address.ends_with(',') {
            address = address.trim_end_matches(',');
        } else {
            (descriptor, rest) = behind.split_once(',').unwrap_or((behind, ""));
        }
        let size = descriptor.trim().trim_end_matches(['w', 'x']).parse::<f64>().unwrap_or(1.0);
        if !address.starts_with("data:") && best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, address));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::laid_out;

    fn of(html: &str) -> Option<String> {
        let page = laid_out(html);
        let row = page.rows.iter().position(|row| row.tag == Tag::Img).unwrap();
        source(&page, row as u32, None)
    }

    #[test]
    fn the_largest_candidate_wins_and_commas_in_addresses_do_not_split() {
        assert_eq!(largest("/a.jpg 480w, /w_1200,h_800/b.jpg 1200w,/c.jpg 600w"), Some("/w_1200,h_800/b.jpg"));
        assert_eq!(largest("/a.jpg, /b.jpg 2x"), Some("/b.jpg"));
        assert_eq!(largest(" , "), None);
        assert_eq!(largest("data:image/gif;base64,R0 2000w, /a.jpg 10w"), Some("/a.jpg"));
    }

    #[test]
    fn lazy_attributes_win_over_placeholders() {
        assert_eq!(of("<img src=tiny.jpg data-src=real.jpg>").as_deref(), Some("real.jpg"));
        assert_eq!(
            of("<img src=tiny.jpg data-src=real.jpg data-srcset='s.jpg 1w, l.jpg 9w'>").as_deref(),
            Some("l.jpg")
        );
        assert_eq!(of("<img src='data:image/gif;base64,R0'>"), None);
    }

    #[test]
    fn a_picture_gives_its_source_when_the_image_has_none() {
        let sources = "<source srcset='a.webp 600w, b.webp 1200w'>";
        assert_eq!(of(&format!("<picture>{sources}<img src='data:,'></picture>")).as_deref(), Some("b.webp"));
        assert_eq!(of(&format!("<picture>{sources}<img src=c.jpg></picture>")).as_deref(), Some("c.jpg"));
    }
}
