//! Decides where the markup of a page begins that was cut off at its front, inside of a style sheet or a script: what is left
//! of that would be read as text. From the page's bytes before they are parsed, for extract.

/// Names that end the search: what they open has all of the page in it, or is a script that is whole.
const WHOLE: [&str; 6] = ["!doctype", "html", "head", "body", "style", "script"];
/// Signs of code that its rest must have: one in so many bytes, and a few. Text about markup has next to none.
const SPARSE: usize = 50;
const FEWEST: usize = 3;

/// The page without the rest of a style sheet or script that it begins with, if it begins with one.
pub fn behind_code(page: &str) -> Option<&str> {
    let bytes = page.as_bytes();
    for at in memchr::memchr_iter(b'<', bytes) {
        let behind = bytes.get(at + 1..)?;
        if WHOLE.iter().any(|name| opens(behind, name)) {
            return None;
        }
        let name = behind.strip_prefix(b"/").unwrap_or_default();
        if ["style", "script"].iter().any(|wanted| opens(name, wanted)) {
            let end = at + memchr::memchr(b'>', behind)? + 2;
            return is_code(page.get(..at)?).then(|| page.get(end..)).flatten();
        }
    }
    None
}

/// Whether a name stands here as a whole, in small letters or large ones.
fn opens(bytes: &[u8], name: &str) -> bool {
    let start = bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
    start && bytes.get(name.len()).is_none_or(|next| !next.is_ascii_alphanumeric())
}

fn is_code(text: &str) -> bool {
    let signs = text.bytes().filter(|byte| matches!(byte, b'{' | b'}' | b';' | b'=' | b'(' | b')' | b'\\')).count();
    signs >= FEWEST && signs * SPARSE >= text.len()
}

#[cfg(test)]
mod tests {
    use super::behind_code;

    #[test]
    fn the_rest_of_a_style_sheet_or_script_is_left_out() {
        for (page, expected) in [
            ("px } .a { color: red; } </style><body><p>a", "<body><p>a"),
            ("x('<p>'); if (a < b) { y(); }</SCRIPT\n>\n<p>a", "\n<p>a"),
        ] {
            assert_eq!(behind_code(page), Some(expected), "{page}");
        }
    }

    #[test]
    fn whole_pages_and_text_stay() {
        for page in [
            "",
            "<!DOCTYPE html><p>a; b { c } = d</script>",
            "<style>.a { color: red; } .b { }</style><p>a",
            "<script>a(); b = c;</script></style>",
            "<p>A script ends with </script> (always).",
            "px } .a { color: red; } </styled>",
            "px } .a { color: red; } </style",
        ] {
            assert_eq!(behind_code(page), None, "{page}");
        }
    }
}
