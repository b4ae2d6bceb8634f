//! Decides what an image's text alternative says, and with which one it is written: none where the caption below it says the same. For every form
//! that a person reads, so that nothing is read twice; the JSON has both.

use super::{clean, controls};
use crate::{meta, words};

/// The alternative text of an image, unless its caption or credit begins with it.
pub(super) fn unsaid<'a>(alt: Option<&'a str>, below: &[Option<&str>]) -> &'a str {
    let alt = alt.unwrap_or_default();
    let said = below.iter().flatten().any(|words| begins_with(words, alt));
    if said { "" } else { alt }
}

/// A text alternative as plain text. Programs make some from captions with their markup, which tags that end tell.
pub(super) fn alternative(alt: &str) -> String {
    let is_markup = ["<br", "</", "/>"].iter().any(|mark| alt.contains(mark));
    let bare = is_markup.then(|| meta::clean::clean(&alt.replace('<', " <"))).flatten();
    let alt = clean::line(bare.as_deref().unwrap_or(alt));
    match alt.rsplit_once(" - ") {
        Some((words, behind)) if controls::is_spoken(behind) => words.to_owned(),
        _ => alt,
    }
}

/// Whether a text begins with the words of another, however they are set and punctuated. The last of them ends there too,
/// which in scripts without spaces nobody can tell.
fn begins_with(text: &str, other: &str) -> bool {
    let mut wanted = words::letters_of(other).peekable();
    for character in text.chars() {
        if wanted.peek().is_none() {
            return !words::is_alphanumeric(character) || words::is_spaceless(character);
        }
        let mut is_same = true;
        if words::is_alphanumeric(character) {
            words::lowered(character, |small| is_same &= wanted.next() == Some(small));
        }
        if !is_same {
            return false;
        }
    }
    wanted.peek().is_none()
}

#[cfg(test)]
mod tests {
    use super::unsaid;

    #[test]
    fn what_the_caption_says_is_not_said_before() {
        let caption = Some("The tug “Ida”, at dawn. It left later.");
        assert_eq!(unsaid(Some("The tug \"Ida\" at dawn"), &[caption]), "");
        assert_eq!(unsaid(Some("A tug at dawn"), &[caption, None]), "A tug at dawn");
        assert_eq!(unsaid(None, &[None]), "");
    }

    #[test]
    fn the_beginning_of_a_word_is_another_word() {
        assert_eq!(unsaid(Some("Tug"), &[Some("Tugboats of the old harbour")]), "Tug");
        assert_eq!(unsaid(Some("Tug."), &[Some("Tug")]), "");
        assert_eq!(unsaid(Some("港の船"), &[Some("港の船は夜に出た")]), "");
    }
}
