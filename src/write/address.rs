//! Decides the address that a reference in the content is written with, or that it may not be written at all.
//! For links and images; only schemes that are safe to follow come out.

use url::{ParseError, Url};

use super::clean;
use crate::address::{LONGEST, is_web, joined, plainly};

/// The address a link or image means: absolute where `base` is known, else as the page has it. None for anchors inside
/// the page and for schemes other than http, https and, where `mail` holds, mailto.
pub(super) fn resolve(reference: &str, base: Option<&Url>, mail: bool) -> Option<String> {
    let reference = reference.trim_matches(|character: char| character.is_whitespace() || character.is_control());
    if reference.is_empty() || reference.len() > LONGEST || reference.starts_with('#') {
        return None;
    }
    if let Some(address) = plainly(reference, base) {
        return Some(address);
    }
    let resolved = match joined(reference, base) {
        Ok(resolved) => resolved,
        Err(ParseError::RelativeUrlWithoutBase) if base.is_none() => return relative(reference),
        Err(_) => return None,
    };
    let allowed = is_web(&resolved) || mail && resolved.scheme() == "mailto";
    let anchor = resolved.fragment().is_some() && base.is_some_and(|base| same_page(base, &resolved));
    (allowed && !anchor).then(|| resolved.into())
}

/// A reference that nothing resolves, without characters that no address holds.
fn relative(reference: &str) -> Option<String> {
    let mut address = String::with_capacity(reference.len());
    for character in reference.chars() {
        match character {
            '\t' | '\n' | '\r' => {}
            ' ' => address.push_str("%20"),
            _ if clean::is_forbidden(character) || matches!(character, '<' | '>' | '"') => {}
            _ => address.push(character),
        }
    }
    // What is left out above must not let a scheme appear that the parser did not see.
    (!address.is_empty() && Url::parse(&address).is_err()).then_some(address)
}

fn same_page(base: &Url, address: &Url) -> bool {
    let bare = |url: &Url| {
        let mut url = url.clone();
        url.set_fragment(None);
        url
    };
    bare(base) == bare(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_absolute_where_a_base_is_known() {
        let base = Url::parse("https://example.org/a/b?c").unwrap();
        for (reference, expected) in [
            ("d.html", Some("https://example.org/a/d.html")),
            ("//cdn.example.org/x", Some("https://cdn.example.org/x")),
            (" mailto:a@example.org ", Some("mailto:a@example.org")),
            ("/a/b?c#part", None),
            ("#part", None),
            ("/other#part", Some("https://example.org/other#part")),
        ] {
            assert_eq!(resolve(reference, Some(&base), true).as_deref(), expected, "{reference}");
        }
        assert_eq!(resolve("mailto:a@example.org", Some(&base), false), None);
    }

    #[test]
    fn without_a_base_a_relative_reference_stays_as_it_is() {
        for (reference, expected) in [
            ("../d e.html", Some("../d%20e.html")),
            ("//cdn.example.org/x", Some("https://cdn.example.org/x")),
            ("HTTP://Example.org", Some("http://example.org/")),
        ] {
            assert_eq!(resolve(reference, None, true).as_deref(), expected, "{reference}");
        }
    }

    #[test]
    fn no_scheme_that_runs_or_reads_comes_out() {
        let base = Url::parse("https://example.org/").unwrap();
        for reference in [
            "javascript:alert(1)",
            " JaVa\tScript:alert(1)",
            "\u{1}javascript:x",
            "java\u{202e}script:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
        ] {
            assert_eq!(resolve(reference, None, true), None, "{reference}");
            let found = resolve(reference, Some(&base), true);
            assert!(
                found.as_deref().is_none_or(|url| url.starts_with("https://example.org/")),
                "{reference}: {found:?}"
            );
        }
    }
}
