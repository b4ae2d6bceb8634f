//! Decides which visible images may lead the article: the declared one, and what stands large beside the headline or in a
//! figure of the text. One part of the pass over visible elements.

use super::{ABOVE, KINDS, MOST, Pass};
use crate::article::LeadImage;
use crate::meta::candidate::Source;
use crate::meta::clean::cut;
use crate::meta::image;
use crate::page::{Flags, Name, Row};

/// Bytes before the headline in which a lead image may stand: farther away than a byline, for its caption lies between.
const LEADING: u32 = 1500;
/// Rank of the declared image where it is shown, and of another that stands in a figure of the text.
const DECLARED: u8 = 48;
const IN_FIGURE: u8 = 30;

impl Pass<'_> {
    /// Reads an image that may lead the article.
    pub(super) fn image(&mut self, at: u32, row: &Row) {
        self.portrait(at, row);
        if self.images >= MOST {
            return;
        }
        let page = self.page;
        let Some(address) = image::source(page, at) else { return };
        self.images += 1;
        let known = self.declared.as_deref().is_some_and(|declared| image::is_same(address, declared));
        let near = self.place.nearness(row);
        let before = row.text.start <= self.place.start && self.place.start - row.text.start < LEADING;
        if !known && (is_small(address) || self.is_portrait(at)) {
            return;
        }
        let lead = (near >= ABOVE
            || before && self.place.heading.is_some() && row.flags.meets(Flags::FIGURE | Flags::MAIN | Flags::ARTICLE))
            && image::may_lead(page, at)
            && !row.flags.meets(Flags::HEADER | Flags::BUTTON);
        let figure = row.flags.meets(Flags::FIGURE | Flags::ARTICLE)
            && row.text.start < self.place.last
            && image::may_lead(page, at);
        let has_lead = self.found.images.list.iter().any(|image| image.rank == image::SHOWN_AS_LEAD);
        let captioned = before && image::may_lead(page, at);
        if !(known || lead && !has_lead || (figure || captioned) && !has_lead) {
            return;
        }
        let image: LeadImage =
            image::read(page, self.blocks, at, &self.place, &KINDS, self.setting.resolver.absolute(address));
        if image.url.is_none() || !known && !lead && !figure && image.credit.is_none() {
            return;
        }
        self.found.images.add(
            Source::Class,
            if known {
                DECLARED
            } else if lead || image.credit.is_some() {
                image::SHOWN_AS_LEAD
            } else {
                IN_FIGURE
            },
            image,
        );
    }

    /// Whether an image is the portrait of an author or user, as its class says or that of one of the next elements around it.
    fn is_portrait(&self, at: u32) -> bool {
        let page = self.page;
        page.upwards(at).take(AROUND).any(|at| {
            let class = cut(page.attribute(at, Name::Class).unwrap_or_default(), LONGEST_CLASS);
            let parts = || class.split(|character: char| !character.is_ascii_alphanumeric());
            let names = |word: &str| parts().any(|part| part.eq_ignore_ascii_case(word));
            let is_pictured = || PICTURED.iter().any(|word| names(word));
            names("avatar") || names("avatars") || names("gravatar") || names("author") && is_pictured()
        })
    }
}

/// Elements from an image upwards whose class may say that it is a portrait.
const AROUND: usize = 3;
/// Bytes of an element's classes that are looked at.
const LONGEST_CLASS: usize = 200;
/// Words of a class beside "author" that say that what it names is a picture.
const PICTURED: [&str; 6] = ["image", "img", "photo", "picture", "pic", "thumbnail"];
/// Pixels of a side of a picture that is shown beside a line of text.
const SMALL: std::ops::RangeInclusive<u32> = 32..=200;
/// What stands before the pixels of a side in the names that services give to pictures which they cut: `_US40_`.
const SIDES: [&str; 6] = ["US", "SS", "SX", "SY", "SR", "SL"];

/// Whether an address asks a service for a picture in a small size, or is that of the sign that browsers show.
fn is_small(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split(['?', '#']).next().unwrap_or_default();
    path.ends_with(".ico") || path.split(['/', '=']).skip(1).any(asks_for_small)
}

/// Whether a folder or name asks for it: "w_147,h_98", "s72-c", "tug._AC_US40_.jpg".
fn asks_for_small(folder: &str) -> bool {
    let is_small = |pixels: &str| pixels.parse().is_ok_and(|pixels: u32| SMALL.contains(&pixels));
    let is_side = |letters: &str| SIDES.contains(&letters);
    let has_side = |part: &str| {
        let letters = part.bytes().take_while(u8::is_ascii_uppercase).count();
        part.split_at_checked(letters).is_some_and(|(letters, pixels)| is_side(letters) && is_small(pixels))
    };
    let mut listed = folder.split(',').filter_map(|part| part.split_once('_'));
    let first = folder.split('-').next().and_then(|first| first.strip_prefix('s'));
    listed.any(|(letters, pixels)| matches!(letters, "w" | "h") && is_small(pixels))
        || first.is_some_and(is_small)
        || folder.split('.').skip(1).any(|part| part.split('_').any(has_side))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn small_pictures_and_portraits_lead_no_article() {
        for address in [
            "https://a.example/I/tug._AC_US40_.jpg",
            "https://a.example/w_147,h_98,al_c/tug.jpg",
            "https://a.example/a/s72-c/tug.jpg",
        ] {
            assert!(is_small(address), "{address}");
        }
        for address in [
            "https://a.example/I/tug._AC_SX679_.jpg",
            "https://a.example/s72.jpg",
            "https://a.example/s1600/tug.jpg",
            "https://a.example/w_1470/tug.jpg",
        ] {
            assert!(!is_small(address), "{address}");
        }
        let lead = |class: &str| meta(&format!("<h1>Rain</h1><p class='{class}'><img src=/tug.jpg></p>{BODY}")).image;
        assert!(lead("author-avatar").is_none() && lead("author-profile-image").is_none());
        assert!(lead("article-image").is_some());
    }
}
