//! Decides what of a byline is a role, such as "Senior Editor", and where one begins behind a name. For the reader of
//! authors.

use super::author::{is_edge, opens_with_and};
use super::labels::{self, Purpose};

/// Whether a text names a role: as a whole, or by the words it begins or ends with.
pub(super) fn is_role(text: &str) -> bool {
    let text = text.trim_matches(is_edge);
    if text.is_empty() {
        return false;
    }
    if labels::is(text, Purpose::Role) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let role = |words: &[&str]| labels::is(&words.join(" "), Purpose::Role);
    words.len() > 1
        && (words.last().is_some_and(|word| role(&[word]))
            || role(words.get(..2).unwrap_or_default())
            || words.first().is_some_and(|word| role(&[word])))
}

/// Whether a text that follows a name is a role as a whole: by its last word, or by its first two.
pub(super) fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let role = |words: &[&str]| labels::is(&words.join(" "), Purpose::Role);
    !opens_with_and(text)
        && (words.last().is_some_and(|word| role(&[word])) || role(words.get(..2).unwrap_or_default()))
}

/// A name without the role that follows it: "Ann Lee Staff Writer at The Post".
pub(super) fn without_role(name: &str) -> &str {
    let mut starts: Vec<usize> = Vec::new();
    let mut after_space = true;
    for (at, character) in name.char_indices() {
        if after_space && !character.is_whitespace() {
            starts.push(at);
        }
        after_space = character.is_whitespace();
    }
    // A name in Hangul is one word, and what its bearer does stands behind it.
    let first = name.split_whitespace().next().unwrap_or_default();
    let hangul = (2..=4).contains(&first.chars().count()) && first.chars().all(|sign| ('가'..='힣').contains(&sign));
    if hangul
        && first.len() < name.len()
        && name
            .split_whitespace()
            .next_back()
            .is_some_and(|last| labels::is_any(last, &[Purpose::Role, Purpose::Behind]))
    {
        return first;
    }
    // Two words at least stay: a single one before a role is more likely part of it.
    for start in starts.iter().skip(2) {
        let rest = name.get(*start..).unwrap_or_default();
        let lower = rest.to_lowercase();
        let before = name.get(..*start).unwrap_or_default().trim_end_matches(is_edge);
        if labels::opening(rest, Purpose::Role).is_some() && !is_inside_name(before, rest)
            || ["at ", "for ", "für ", "pour ", "aus "].iter().any(|word| lower.starts_with(word))
        {
            return before;
        }
    }
    name
}

/// Whether a role belongs to the name before it: nobody is called "Letters to the", and "Harbour News Staff" are many. What
/// else many sign as, such as "Contributor", stands behind people's names as often.
fn is_inside_name(before: &str, role: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    last.starts_with(char::is_lowercase) && labels::is(last, Purpose::Particle) || labels::is(role, Purpose::House)
}

/// Whether a name is that of a desk or of all who write for a site: "National Desk", "Harbour News Staff".
pub(super) fn is_general(name: &str) -> bool {
    let is_desk = |word: Option<&str>| word.is_some_and(|word| labels::is(word, Purpose::Desk));
    let mut words = name.split_whitespace();
    is_desk(words.clone().next_back()) || words.clone().count() == 2 && is_desk(words.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_told_from_names() {
        for text in ["Senior Editor", "Head of Weather and Tides", "Trial Attorney", "Reporter"] {
            assert!(is_role(text), "{text}");
        }
        assert!(!is_role("Ann Lee"));
        for (text, name) in [
            ("Ann Lee Senior Reporter", "Ann Lee"),
            ("Ann Lee Staff Writer", "Ann Lee"),
            ("Ann Lee Envoyée spéciale à Velmora", "Ann Lee"),
            ("Letters to the Editor", "Letters to the Editor"),
            ("Harbour News Staff", "Harbour News Staff"),
            ("Slow Post Staff", "Slow Post Staff"),
            ("Ann Lee Contributor", "Ann Lee"),
            ("Ann Lee Redaktion", "Ann Lee"),
        ] {
            assert_eq!(without_role(text), name);
        }
        assert!(is_general("National Desk") && is_general("Staff Reports") && !is_general("Ann Lee"));
        assert!(is_title("Privacy and Home Security Expert") && !is_title("and Editor"));
    }
}
