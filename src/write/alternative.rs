//! Decides which text alternative an image is written with: none where the caption below it says the same. For every form
//! that a person reads, so that nothing is read twice; the JSON has both.

/// The alternative text of an image, unless its caption or credit begins with it.
pub(super) fn unsaid<'a>(alt: Option<&'a str>, below: &[Option<&str>]) -> &'a str {
    let alt = alt.unwrap_or_default();
    let said = below.iter().flatten().any(|words| begins_with(words, alt));
    if said { "" } else { alt }
}

/// Whether a text begins with the words of another, however they are set and punctuated.
fn begins_with(text: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (text, other): (String, String) = (letters(text), letters(other));
    text.starts_with(&other)
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
}
