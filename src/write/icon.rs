//! Decides whether a file's name is that of an icon or a sign rather than of a picture, and whether a text is such a name.
//! For images.

use crate::address;

/// Whether the name of the file is that of an icon or a placeholder.
pub(super) fn has_icon_name(url: &str) -> bool {
    let path = address::path(url);
    let name = address::file_name(url).to_ascii_lowercase();
    let (stem, ending) = (address::stem(&name), address::ending(&name));
    let folders = || path.split('/');
    let is_hash = stem.len() == HASH && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    if PIXELS.contains(&stem)
        || folders().any(|folder| folder == THREAD_SIGNS)
        || is_hash && folders().any(|folder| folder == PORTRAITS)
    {
        return true;
    }
    // Old pages draw their frames and buttons with GIFs; photographs are never such files.
    let is_drawn =
        ending == "gif" && words(stem).count() <= MOST_WORDS && words(stem).any(|word| DRAWN.contains(&word));
    // People photograph buttons too.
    let may_be_button = address::DRAWINGS.contains(&ending) || words(stem).all(|word| word != BUTTON);
    let is_sign = is_made_of(stem, &SIGNS) && may_be_button
        || is_made_of(stem, &LOGOS) && !stem.bytes().any(|byte| byte.is_ascii_digit());
    is_drawn
        || is_sign
        || stem.split(['-', '_', '.']).any(|word| ICON_SIZES.contains(&word))
        || words(stem).any(|word| ICON_WORDS.contains(&word))
}

/// Whether the name of the file says nothing but which network it is the sign of.
pub(super) fn has_network_name(url: &str) -> bool {
    let name = address::file_name(url).to_ascii_lowercase();
    let stem = address::stem(&name);
    // A number before the words is that of a picture in a store of many.
    stem.starts_with(|first: char| first.is_ascii_alphabetic()) && is_made_of(stem, &NETWORKS)
}

/// Whether a name holds one of these words and else only how it looks: "review_star" may be a picture of a star's review,
/// "circle-check" is none of anything.
fn is_made_of(stem: &str, signs: &[&str]) -> bool {
    words(stem).any(|word| signs.contains(&word))
        && words(stem).all(|word| signs.contains(&word) || LOOKS.contains(&word))
}

fn words(stem: &str) -> impl Iterator<Item = &str> {
    stem.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether an address ends as files of pictures do.
pub(super) fn is_picture_file(url: &str) -> bool {
    is_file_name(address::path(url))
}

/// Whether a text alternative is but the name of the image's file, as programs put it in.
pub(super) fn is_file_name(alt: &str) -> bool {
    let ending = alt.rsplit_once('.').filter(|(name, _)| name.ends_with(|last: char| !last.is_whitespace()));
    ending.is_some_and(|(_, ending)| {
        let endings = ["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp"];
        endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Words of a file's name that only icons and placeholders have.
const ICON_WORDS: [&str; 20] = [
    "avatar",
    "blank",
    "btn",
    "emoji",
    "favicon",
    "gravatar",
    "icn",
    "icon",
    "lastpost",
    "loader",
    "loading",
    "noavatar",
    "noimage",
    "nopic",
    "pixel",
    "placeholder",
    "smiley",
    "spacer",
    "sprite",
    "transparent",
];

/// Sizes of icons that names tell. "16x9" is a ratio, and "15x15" and "16x12" are the measures of goods.
const ICON_SIZES: [&str; 3] = ["16x16", "24x24", "32x32"];
/// Whole names of images of one pixel.
const PIXELS: [&str; 3] = ["1px", "1x1", "px"];
/// The folder of the signs that forums set before their threads.
const THREAD_SIGNS: &str = "statusicon";
/// The folder of the members' portraits, which are named by the hash of an address, and the digits of that.
const PORTRAITS: &str = "avatar";
const HASH: usize = 32;

/// Words of short names of GIFs that are pieces of a page's frame.
const DRAWN: [&str; 9] = ["arrow", "arrows", "bullet", "button", "clear", "corner", "dot", "header", "trans"];
/// Words of the longest such name: "science-now-header"; longer ones tell what is to be seen.
const MOST_WORDS: usize = 3;

/// The sign that a photograph may be of.
const BUTTON: &str = "button";

/// Words of signs on buttons and in lists, when a file's name says nothing else but how they look.
const SIGNS: [&str; 15] = [
    "arrow",
    "arrows",
    "bullet",
    BUTTON,
    "check",
    "checkmark",
    "chevron",
    "close",
    "divider",
    "pfeil",
    "play",
    "quote",
    "star",
    "stars",
    "tick",
];

/// Words of the site's own sign. One with a number is among several, which the text may tell of.
const LOGOS: [&str; 2] = ["logo", "logos"];

/// Networks and what else a page lets its readers share a story by.
const NETWORKS: [&str; 16] = [
    "email",
    "facebook",
    "fb",
    "flipboard",
    "instagram",
    "linkedin",
    "mail",
    "pinterest",
    "print",
    "reddit",
    "rss",
    "telegram",
    "tumblr",
    "twitter",
    "whatsapp",
    "youtube",
];

/// Words that say how a sign looks or where it points.
const LOOKS: [&str; 36] = [
    "big", "black", "blue", "bold", "circle", "dark", "down", "footer", "green", "grey", "header", "hover", "i", "it",
    "left", "light", "links", "main", "new", "next", "off", "on", "orange", "pin", "post", "prev", "rechts", "red",
    "right", "rollover", "round", "share", "site", "small", "up", "white",
];

#[cfg(test)]
mod tests {
    use super::{has_icon_name, has_network_name, is_file_name};

    #[test]
    fn signs_are_no_pictures() {
        for name in [
            "pfeil_links.png",
            "circle-check.svg",
            "stars.svg?v=2",
            "a/site-favicon.ico",
            "pin_it_button.png",
            "1px.gif",
            "member_16x16.png",
            "frame_arrow_down.gif",
            "logo_big.png",
            "icn_flag.gif",
            "statusicon/thread_old-48.png",
            "avatar/0123456789abcdef0123456789abcdef?s=90",
        ] {
            assert!(has_icon_name(&format!("https://example.org/{name}")), "{name}");
        }
        for name in [
            "star-trek.jpg",
            "check-rates.jpg",
            "circle.png",
            "17.jpg",
            "arrows/boat.jpg",
            "harbour-logo-2014.png",
            "logo-2.png",
            "boat-16x9.jpg",
            "paper-15x15.jpg",
            "_688_logo.jpg",
            "belly-button-of-fog.gif",
            "button.jpg",
            "big-button.jpg?w=9",
            "print_button.png",
        ] {
            assert!(!has_icon_name(&format!("https://example.org/{name}")), "{name}");
        }
    }

    #[test]
    fn signs_of_networks_say_nothing_else() {
        assert!(["i-facebook.png", "twitter_32_rollover.png", "a/rss.gif?2"].iter().all(|name| has_network_name(name)));
        assert!(
            !["twitter-butterfly.jpg", "facebook/boat.jpg", "new.png", "1_rss.png"]
                .iter()
                .any(|name| has_network_name(name))
        );
    }

    #[test]
    fn the_name_of_a_file_is_no_text() {
        for name in ["../i/DSC 12.JPG", "i.png"] {
            assert!(is_file_name(name), "{name}");
        }
        for text in ["A tug.", "How to write .png", "i.p"] {
            assert!(!is_file_name(text), "{text}");
        }
    }
}
