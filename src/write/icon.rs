//! Decides whether a file's name is that of an icon or a sign rather than of a picture, and whether a text is such a name.
//! For images.

/// Whether the name of the file is that of an icon or a placeholder.
pub(super) fn has_icon_name(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let mut words = stem.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    // "review_star" may be a picture of a star's review, "circle-check" is none of anything.
    let is_sign = words.clone().any(|word| SIGNS.contains(&word))
        && words.clone().all(|word| SIGNS.contains(&word) || LOOKS.contains(&word));
    is_sign || words.any(|word| ICON_WORDS.contains(&word))
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
const ICON_WORDS: [&str; 14] = [
    "avatar",
    "blank",
    "emoji",
    "favicon",
    "gravatar",
    "icon",
    "loader",
    "loading",
    "pixel",
    "placeholder",
    "smiley",
    "spacer",
    "sprite",
    "transparent",
];

/// Words of signs on buttons and in lists, when a file's name says nothing else but how they look.
const SIGNS: [&str; 14] = [
    "arrow",
    "arrows",
    "bullet",
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
/// Words that say how a sign looks or where it points.
const LOOKS: [&str; 20] = [
    "black", "blue", "bold", "circle", "dark", "down", "green", "grey", "left", "light", "links", "main", "next",
    "prev", "rechts", "red", "right", "small", "up", "white",
];

#[cfg(test)]
mod tests {
    use super::{has_icon_name, is_file_name};

    #[test]
    fn signs_are_no_pictures() {
        for name in ["pfeil_links.png", "circle-check.svg", "stars.svg?v=2", "a/site-favicon.ico"] {
            assert!(has_icon_name(&format!("https://example.org/{name}")), "{name}");
        }
        for name in ["star-trek.jpg", "check-rates.jpg", "circle.png", "17.jpg", "arrows/boat.jpg"] {
            assert!(!has_icon_name(&format!("https://example.org/{name}")), "{name}");
        }
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
