//! Decides how much a heading and a title that the page declares say the same. From their words and pieces, for the choice of the
//! headline.

use super::heading::Heading;
use crate::meta::candidate::{Candidate, Source};
use crate::meta::clean::{self, essence};
use crate::meta::site::{pieces, without_site};
use crate::meta::{Found, NAME_ALONE};
use crate::table;

/// A declared title, made ready for comparing.
pub(super) struct Declared {
    pub text: String,
    pub essence: String,
    pieces: Vec<String>,
    pub words: Vec<u64>,
}

impl Declared {
    pub fn new(text: &str) -> Declared {
        let essence = essence(text);
        Declared {
            pieces: pieces(text).map(clean::essence).collect(),
            words: hashed(text),
            text: text.to_owned(),
            essence,
        }
    }
}

/// The declared titles, and what is left of them without the site's name.
pub(super) fn declared(found: &Found, names: &[String]) -> Vec<Declared> {
    let mut titles: Vec<Declared> = Vec::new();
    let says = |title: &&Candidate<String>| title.source != Source::JsonLdOther && title.rank > NAME_ALONE;
    for candidate in found.titles.list.iter().filter(says).take(16) {
        let bare = without_site(&candidate.value, names);
        for title in [bare.as_str(), candidate.value.as_str()] {
            if !titles.iter().any(|known| known.text == title) {
                titles.push(Declared::new(title));
            }
        }
    }
    titles
}

/// Agreement of a heading that is the first piece of a title.
pub(super) const FIRST_PIECE: f32 = 0.98;

/// Agreement of a heading below the menu that is a later piece of a title. Of seven pages out of 3,499 that it decides six have
/// the site's name or slogan in front.
const BELOW_MENU: f32 = 0.5;
/// Bytes of a site's name or slogan, without white space and signs; what is longer is a headline.
const LONGEST_SLOGAN: usize = 60;

/// How much a heading and a declared title say the same, 0 to 1.
pub(super) fn agreement(heading: &Heading, words: &[u64], title: &Declared) -> f32 {
    if heading.essence == title.essence {
        return 1.0;
    }
    if let Some(at) = title.pieces.iter().position(|piece| *piece == heading.essence) {
        // The first piece is the page's own title; a later one is as likely the section's or the site's name.
        let first = title.pieces.first().map_or(0, String::len);
        return match at {
            0 => FIRST_PIECE,
            // Behind a longer first piece it is the site's name, unless it stands where the page's own title does.
            _ if heading.below_menu && first <= LONGEST_SLOGAN => BELOW_MENU,
            _ if first > heading.essence.len() => 0.05,
            _ => 0.7,
        };
    }
    // A heading of a lower level must repeat the title.
    if heading.level > 1 {
        return 0.0;
    }
    let common = words.iter().filter(|word| title.words.contains(word)).count() as f32;
    let shared = common / (words.len().max(title.words.len()).max(1) as f32);
    // A title that holds the whole heading adds a site's or section's name to it.
    if words.len() > 1 && title.essence.contains(&heading.essence) { shared.max(0.9) } else { shared }
}

/// The words of a text, as far as they are compared.
pub(super) fn hashed(text: &str) -> Vec<u64> {
    table::numbers(text).take(MOST_WORDS).collect()
}

/// Words of a title that are compared.
const MOST_WORDS: usize = 60;
