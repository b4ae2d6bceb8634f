//! Decides which images are of the site and not of the text: its sign, an empty picture, what is shown for any of its pages;
//! and which picture of the text leads the article then. For the choice of the lead image.

use super::image::{is_same, is_thumbnail, words_of_name};
use super::labels::{self, Purpose};
use super::{Found, Meta, Setting};
use crate::address;
use crate::article::{Candidate, Image, LeadImage, PageType};

/// Bytes of a file's name, with its ending, that another file will hardly have.
const TELLING: usize = 8;

/// What is known of the site's own images.
#[derive(Debug)]
pub(crate) struct Standing<'a> {
    /// Addresses of the signs of organisations that the JSON-LD declares.
    signs: &'a [String],
    /// The parts of the site's host, which names of such images repeat.
    host: Vec<&'a str>,
}

impl<'a> Standing<'a> {
    pub(crate) fn of(found: &'a Found, setting: &'a Setting<'_>) -> Standing<'a> {
        let host = setting.host.as_deref().unwrap_or_default();
        Standing { signs: &found.signs, host: host.split(['.', '-']).filter(|part| !part.is_empty()).collect() }
    }

    /// Whether an image is no picture of the text, or is shown for any page of the site.
    pub(crate) fn is_of_site(&self, address: &str) -> bool {
        self.is_sign(address) || self.is_general(address)
    }

    /// Whether an image is the site's sign, or shows nothing. Where a site declares no sign, programs declare a small size of the
    /// article's picture as that, so the names must be the same with their sizes.
    fn is_sign(&self, address: &str) -> bool {
        let name = address::file_name(address);
        let is_declared = || self.signs.iter().any(|sign| address::file_name(sign) == name);
        stands_in(address) || name.len() >= TELLING && is_declared()
    }

    /// Whether the name of an image's file only says that it is shown where nobody chose another: `default-share-image.png`,
    /// or that with the site's own name. What is no file is drawn for the page.
    fn is_general(&self, address: &str) -> bool {
        let is_sites = |word: &str| self.host.iter().any(|part| part.eq_ignore_ascii_case(word));
        let says_no_more = |word: &str| {
            word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'x' | b'X'))
                || labels::is_any(word, &[Purpose::General, Purpose::Neutral])
                || is_sites(word)
        };
        let is_file = address::file_name(address).contains('.');
        let mut words = words_of_name(address);
        is_file && words.any(|word| labels::is(word, Purpose::General)) && words_of_name(address).all(says_no_more)
    }

    /// Whether a picture may lead the text: it is a photograph or a drawing in full size, and none of a reader or a smile.
    pub(crate) fn may_lead(&self, address: &str) -> bool {
        let folders = address::path(address).rsplit_once('/').map_or("", |(folders, _)| folders);
        let mut words = folders.split(|sign: char| !sign.is_alphanumeric());
        let is_aside = words.any(|word| labels::is(word, Purpose::Adorning));
        let ending = address::ending(address::file_name(address));
        !is_aside && !matches!(ending, "gif" | "svg") && !self.is_of_site(address) && !is_thumbnail(address)
    }

    /// Gives the page the first picture of its text to lead it, where the declared one is of the site. A sign leads no article;
    /// what is shown for any page may have been chosen for this one, and stays where there is no other.
    pub(crate) fn settle(&self, meta: &mut Meta, page_type: PageType, pictures: &[Image]) {
        let Some(declared) = meta.image.as_ref().and_then(|image| image.url.as_deref()) else { return };
        let is_shown = || pictures.iter().any(|picture| is_same(&picture.url, declared));
        if !self.is_of_site(declared) || is_shown() {
            return;
        }
        let is_sign = self.is_sign(declared);
        let has_pictures = match page_type {
            // Pictures on a list are those of what it lists.
            PageType::Collection | PageType::Listing => false,
            // What a site shows for a page of its services is as much of it as the pictures that adorn it.
            PageType::Service => is_sign,
            _ => true,
        };
        let picture = pictures.iter().filter(|_| has_pictures).find(|picture| self.may_lead(&picture.url));
        if picture.is_none() && !is_sign {
            return;
        }
        for candidate in meta.candidates.iter_mut().filter(|candidate| candidate.field == "image") {
            candidate.chosen = false;
        }
        meta.image = picture.map(lead);
        let is_asked = !meta.candidates.is_empty();
        if let Some(picture) = picture.filter(|_| is_asked) {
            meta.candidates.push(of_text(picture));
        }
    }
}

fn lead(picture: &Image) -> LeadImage {
    let Image { url, alt, caption, credit } = picture.clone();
    LeadImage { url: Some(url), alt, caption, credit }
}

fn of_text(picture: &Image) -> Candidate {
    Candidate {
        field: "image".to_owned(),
        value: picture.url.clone(),
        source: "text".to_owned(),
        rank: None,
        chosen: true,
    }
}

/// Whether the name of an image's file says that it is no picture of the text: `harbour-logo.png`, `share-icon.png`.
pub(super) fn stands_in(address: &str) -> bool {
    // Most names have no such word, and each look at one costs more than all else here.
    let may_be = |word: &str| labels::is_any(word, &[Purpose::StandIn, Purpose::Sign, Purpose::Icon]);
    if !words_of_name(address).any(may_be) {
        return false;
    }
    let has = |purpose: Purpose| words_of_name(address).any(|word| labels::is(word, purpose));
    let is_sign = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit()) || labels::is_any(word, &[Purpose::Sign, Purpose::Icon])
    };
    // People who are called icons are photographed. Heads also name the sign that browsers show for the site, which no text
    // shows.
    let is_drawing = || {
        let ending = address::ending(address::file_name(address));
        address::DRAWINGS.contains(&ending) || ending == "ico"
    };
    has(Purpose::StandIn)
        || has(Purpose::Icon) && is_drawing()
        || (has(Purpose::Sign) || has(Purpose::Icon)) && words_of_name(address).all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::super::gather;
    use super::super::tests::BODY;
    use super::*;
    use crate::chosen::Chosen;
    use crate::options::Limits;
    use crate::{block, dom, page};

    #[test]
    fn words_of_signs_among_others_tell_of_the_picture() {
        for name in ["market-share-2020.png", "car-share.jpg", "style-icon-ada.jpg", "style-icon.webp?w=9", "2020.jpg"]
        {
            assert!(!stands_in(&format!("https://example.org/{name}")), "{name}");
        }
        for name in [
            "share-icon_2.jpg",
            "icons.jpg",
            "boat-icon-14.png",
            "icon_fav.gif?2",
            "transparent.png",
            "share/harbour-logo.png",
        ] {
            assert!(stands_in(&format!("https://example.org/{name}")), "{name}");
        }
    }

    /// The name of the file that leads a page whose head declares one and whose text shows others.
    fn lead(declared: &str, shown: &[&str], page_type: PageType, more: &str) -> Option<String> {
        let address = |name: &str| format!("https://velmora.example/{name}");
        let html = format!("<meta property=og:image content='{}'>{more}{BODY}", address(declared));
        let page = page::settle(&dom::parse(&html, &Limits::default()));
        let picture = |name: &&str| Image { url: address(name), alt: None, caption: None, credit: None };
        let pictures: Vec<Image> = shown.iter().map(picture).collect();
        let url = Some("https://velmora.example/rain");
        let meta = gather(&page, &block::cut(&page), url, page_type, &Chosen::default(), &pictures);
        meta.image?.url.map(|url| url.replace("https://velmora.example/", ""))
    }

    #[test]
    fn what_is_of_the_site_gives_way_to_a_picture_of_the_text() {
        for (declared, expected) in [
            ("harbour-logo.png", "tug.jpg"),
            ("blank.jpg", "tug.jpg"),
            ("apple-touch-icon.png", "tug.jpg"),
            ("default-share-image-1200x630.png", "tug.jpg"),
            ("velmora_og.png", "tug.jpg"),
            ("social.png", "tug.jpg"),
            ("tug-share.jpg", "tug-share.jpg"),
            ("social-rain.jpg", "social-rain.jpg"),
            ("image-2.jpg", "image-2.jpg"),
            ("og-image?id=7", "og-image?id=7"),
        ] {
            let shown = ["smilies/tug.png", "tug-150x150.jpg", "pier-logo.png", "rain.svg", "tug.jpg", "pier.jpg"];
            assert_eq!(lead(declared, &shown, PageType::Article, "").as_deref(), Some(expected), "{declared}");
        }
    }

    #[test]
    fn without_another_a_sign_leads_nothing_and_what_is_shared_stays() {
        assert_eq!(lead("harbour-logo.png", &[], PageType::Article, ""), None);
        assert_eq!(lead("harbour-logo.png", &["tug.jpg"], PageType::Listing, ""), None);
        assert_eq!(lead("social.png", &[], PageType::Article, "").as_deref(), Some("social.png"));
        assert_eq!(lead("social.png", &["tug.jpg"], PageType::Collection, "").as_deref(), Some("social.png"));
    }

    #[test]
    fn a_sign_that_the_text_shows_is_a_picture_of_it() {
        let shown = ["tug.jpg", "harbour-logo.png"];
        assert_eq!(lead("harbour-logo.png", &shown, PageType::Article, "").as_deref(), Some("harbour-logo.png"));
    }

    #[test]
    fn the_sign_of_an_organisation_is_known_whatever_it_is_called() {
        let publisher = |logo: &str| {
            format!(
                "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"publisher\": {{\"@type\": \"Organization\",
                 \"logo\": {{\"@type\": \"ImageObject\", \"url\": \"https://velmora.example/{logo}\"}}}}}}</script>"
            )
        };
        let found = lead("anchor.jpg", &["tug.jpg"], PageType::Article, &publisher("anchor.jpg"));
        assert_eq!(found.as_deref(), Some("tug.jpg"));
        for sign in ["rope.jpg", "anchor-90x60.jpg"] {
            let found = lead("anchor.jpg", &["tug.jpg"], PageType::Article, &publisher(sign));
            assert_eq!(found.as_deref(), Some("anchor.jpg"), "{sign}");
        }
    }
}
