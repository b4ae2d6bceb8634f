//! Decides whether a text has the shape of a name, and whether a name is anybody's: words that lists of authors hold beside
//! people are none. For every reader of authors.

use std::sync::LazyLock;

use super::labels::{self, Purpose};
use super::role::is_role;
use crate::phrases::{self, Phrases};
use crate::words;

/// What a whole line of a page announces that is no text, but for what stands around authors.
static FURNITURE: LazyLock<Phrases> = LazyLock::new(|| {
    let kinds = phrases::kinds().iter().filter(|kind| !matches!(**kind, "byline" | "author_bio" | "credit"));
    kinds.fold(Phrases::NONE, |sum, kind| sum | Phrases::named(kind))
});

/// Bytes of one name.
const LONGEST_NAME: usize = 100;

/// Whether a name is that of somebody, and no address, label or button.
pub(super) fn is_somebody(name: &str) -> bool {
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    let address = name.contains("://") || name.starts_with("www.") || name.contains('@') || name.contains(".com/");
    let bare = name.trim_start_matches(|character: char| character.is_numeric());
    letters >= 1
        && name.len() <= LONGEST_NAME
        && !address
        && !labels::is_any(name, &[Purpose::Nobody, Purpose::Published, Purpose::Updated, Purpose::By])
        // "3 hours ago"
        && (bare.len() == name.len() || !labels::is(bare, Purpose::Nobody))
        && !opens_with_nobody(name)
        && labels::opening(name, Purpose::Invitation).is_none()
        && !phrases::line(name).meets(*FURNITURE)
        && !name.contains(['{', '}', '<', '>', '=', '©'])
        // A key word, or the class of an element that a script should have read.
        && !name.starts_with(['#', '.'])
}

/// Whether a name without spaces of its own is behind something that is none: "登录 后参与讨论", to log in and join in.
fn opens_with_nobody(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    first.chars().any(words::is_spaceless) && labels::is(first, Purpose::Nobody)
}

/// Whether visible text has the shape of a name; declared authors need no such proof.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let bare = text.split(',').next().unwrap_or(text);
    if bare.contains(['?', '!', ':', '“', '"', '$', '%', '€', '©', '…', '。'])
        || bare.chars().any(|character| character.is_numeric())
    {
        return false;
    }
    let spaceless = bare.chars().filter(|character| words::is_spaceless(*character)).count();
    if spaceless > 0 {
        return (2..=12).contains(&spaceless);
    }
    let parts: Vec<&str> = bare.split_whitespace().collect();
    let small = |word: &&&str| {
        word.chars().next().is_some_and(char::is_lowercase)
            && !labels::is(word.trim_end_matches('\''), Purpose::Particle)
    };
    (1..=5).contains(&parts.len()) && parts.iter().filter(small).count() == 0 && bare.chars().any(char::is_alphabetic)
}

/// Whether a text has the shape of a person's first and last names: two to four words, and no role behind them.
pub(crate) fn looks_like_person(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=4).contains(&words) && looks_like_name(text) && !is_role(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_shape() {
        for name in ["Ann Lee", "Ludwig van der Moor", "林小雨", "Анна Ветрова", "Ann Lee, MD", "مهتاب رودبار"]
        {
            assert!(looks_like_name(name), "{name}");
        }
        for text in ["Read more about this", "5 min read", "What happened?", "all of our very best stories"] {
            assert!(!looks_like_name(text), "{text}");
        }
    }
}
