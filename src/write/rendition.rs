//! Decides whether two addresses are of one picture in two sizes, and what is kept of the two. From the addresses alone, for
//! images that follow each other: pages hold a picture once for phones and once for larger screens.

use std::ops::RangeInclusive;

use crate::address;
use crate::article::Image;

/// Parts of addresses that say in which form a picture is wanted.
const FORMS: [&str; 17] = [
    "ar", "auto", "crop", "dpr", "e", "f", "fit", "fm", "format", "h", "height", "ixlib", "q", "quality", "resize",
    "w", "width",
];

/// Whether two addresses differ in nothing but sizes, ratios and forms.
pub(super) fn is_rendition(one: &str, other: &str) -> bool {
    file_name(one) == file_name(other) && differ_in_size(&pieces(one), &pieces(other))
}

/// Makes one of a picture that stands there in two sizes: the larger one, with what is said most of it.
pub(super) fn merge(known: &mut Image, mut other: Image) {
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

/// Whether two addresses say the same besides the form, but for at most one number that can only be a size.
fn differ_in_size(one: &[&str], other: &[&str]) -> bool {
    let mut different = one.iter().zip(other).filter(|(one, other)| one != other);
    let first = different.next();
    one.len() == other.len() && different.next().is_none() && first.is_none_or(|(one, other)| are_sizes(one, other))
}

/// Whether two lone numbers are sizes rather than years, chapters or names: sizes are round, and pages have one picture in
/// sizes that are well apart, while years never are.
fn are_sizes(one: &str, other: &str) -> bool {
    let side = |piece: &str| piece.parse::<u32>().ok().filter(|side| is_side(piece) && *side >= 100 && side % 10 == 0);
    side(one).zip(side(other)).is_some_and(|(one, other)| one.max(other) * 4 >= one.min(other) * 5)
}

/// Whether one rendition is larger than another by their addresses: by the size in the file's name, which the original has
/// none of, or else by the sum of the numbers in what says the form.
fn is_larger(one: &str, other: &str) -> bool {
    match (split_name(one).1, split_name(other).1) {
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (Some(one), Some(other)) => sum(one) > sum(other),
        (None, None) => size(one) > size(other),
    }
}

fn size(address: &str) -> u32 {
    let quality = |piece: &&str| piece.starts_with(['q', 'd']);
    let pieces = address.split(['/', '?', '&', ',']).filter(|piece| !quality(piece));
    pieces.filter(|piece| is_side(piece) || is_form(piece)).map(sum).sum()
}

fn sum(form: &str) -> u32 {
    let numbers = form.split(|character: char| !character.is_ascii_digit()).filter(|number| number.len() <= 4);
    numbers.filter_map(|number| number.parse::<u32>().ok()).sum()
}

/// The name of an address's file, without its extension, and the size that programs write behind it: `harbour-300x200.jpg`.
fn split_name(address: &str) -> (&str, Option<&str>) {
    let stem = address::stem(address::file_name(address));
    let bare = stem.strip_suffix("-scaled").unwrap_or(stem);
    match bare.rsplit_once(['-', '_']) {
        Some((before, size)) if is_two_sides(size) && !before.is_empty() => (before, Some(size)),
        _ => (bare, None),
    }
}

fn file_name(address: &str) -> &str {
    split_name(address).0
}

/// Whether a piece is a width and a height, such as `300x200`.
fn is_two_sides(piece: &str) -> bool {
    piece.split_once('x').is_some_and(|(width, height)| is_number(width, 2..=4) && is_number(height, 2..=4))
}

/// Whether a text is a number of so many digits.
fn is_number(text: &str, digits: RangeInclusive<usize>) -> bool {
    digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What an address says besides the form and the file's name.
fn pieces(address: &str) -> Vec<&str> {
    let (path, query) = address.split_once(['?', '#']).unwrap_or((address, ""));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let all: Vec<&str> = folder.split(['/', ',']).chain(query.split(['/', '?', '&', ','])).collect();
    // A lone number may be a chapter or a year; width and height are two.
    let sides = |at: usize| is_side(all.get(at).copied().unwrap_or_default());
    let of_two = |at: usize| sides(at) && (at > 0 && sides(at - 1) || sides(at + 1));
    (0..all.len())
        .filter(|at| !of_two(*at))
        .filter_map(|at| all.get(at).copied())
        .filter(|piece| !is_form(piece))
        .collect()
}

/// Whether a piece may be the width or height of a picture.
fn is_side(piece: &str) -> bool {
    is_number(piece, 3..=4)
}

/// Whether a piece says only a form: `w=640`, `h_500`, `16-9`, `300x200`.
fn is_form(piece: &str) -> bool {
    let two = |one, other, most| is_number(one, 1..=most) && is_number(other, 1..=most);
    let two = piece.split_once('x').is_some_and(|(one, other)| two(one, other, 4))
        || piece.split_once(['-', ':']).is_some_and(|(one, other)| two(one, other, 2));
    piece.is_empty() || two || piece.split_once(['=', '_']).is_some_and(|(name, _)| FORMS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::{is_larger, is_rendition};

    #[test]
    fn the_size_is_what_the_form_says() {
        for (one, other) in [
            ("https://a.example/2019/x.jpg?width=656&q=75", "https://a.example/2019/x.jpg?width=150&q=20"),
            ("https://a.example/w_60/x.png", "https://a.example/w_50,q_90/x.png"),
            ("https://a.example/x-640x480.png", "https://a.example/x-150x150.png"),
            ("https://a.example/2019/x.png", "https://a.example/2019/x-1500x1500.png"),
        ] {
            assert!(is_larger(one, other) && !is_larger(other, one), "{one} {other}");
        }
    }

    #[test]
    fn sizes_make_no_other_picture() {
        for (one, other) in [
            (
                "https://a.example/images/106113598/1920/1440/image.jpg",
                "https://a.example/images/106113598/1920/1080/image.jpg",
            ),
            ("https://a.example/x.jpg?width=656&quality=75&crop=3:2", "https://a.example/x.jpg?width=150&quality=20"),
            ("https://a.example/ar/4-3/x.jpg", "https://a.example/ar/16-9/x.jpg"),
            ("https://a.example/w_750,h_500/x.jpg", "https://a.example/f_auto,w_80/x.jpg"),
            ("https://a.example/shop/280/x.jpg", "https://a.example/shop/140/x.jpg"),
            ("https://a.example/2017/x-1000x1000.jpg", "https://a.example/2017/x.jpg"),
            ("https://a.example/2017/x-scaled.jpg", "https://a.example/2017/x_300x200.webp"),
        ] {
            assert!(is_rendition(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_names_numbers_and_sources_do() {
        for (one, other) in [
            ("https://a.example/1004644/medal.svg", "https://a.example/22106543/medal.svg"),
            ("https://a.example/image?url=%2Fa.png&w=256", "https://a.example/image?url=%2Fb.png&w=256"),
            ("https://a.example/a.jpg?w=1", "https://a.example/b.jpg?w=1"),
            ("https://a.example/2017/x-1000x1000.jpg", "https://a.example/2018/x.jpg"),
            ("https://a.example/2017/x-1.jpg", "https://a.example/2017/x-2.jpg"),
            ("https://a.example/2019/05/img.jpg", "https://b.example/2019/05/img.jpg"),
            ("https://a.example/2019/05/img.jpg", "https://a.example/2020/06/img.jpg"),
            ("https://a.example/chapter/101/scan.jpg", "https://a.example/chapter/102/scan.jpg"),
            ("https://a.example/chapter/110/scan.jpg", "https://a.example/chapter/120/scan.jpg"),
            ("https://a.example/2010/scan.jpg", "https://a.example/2020/scan.jpg"),
            ("https://a.example/chapter/101/scan.jpg", "https://a.example/chapter/207/scan.jpg"),
            ("https://a.example/280/scan.jpg", "https://a.example/140/page/scan.jpg"),
            ("https://a.example/offers/26-0076/x.jpg", "https://a.example/offers/25-1204/x.jpg"),
            ("https://a.example/8312e20d/shoe.png", "https://a.example/a641dfdb/shoe.png"),
        ] {
            assert!(!is_rendition(one, other), "{one} {other}");
        }
    }
}
