//! Decides whether an element is one that a reader would not see, from its own attributes alone.
//! For settle, which marks the rows below it; hidden text is evidence, not yet a verdict, because servers stream real
//! articles into hidden elements and sites hide real sections until a click.

use crate::dom::Element;
use crate::tag::Tag;

/// How an element is kept from readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It is not.
    No,
    /// `hidden`, `display:none`, `visibility:hidden`, a closed dialog or a template.
    FromEveryone,
    /// `aria-hidden`: seen, but not read aloud.
    FromScreenReaders,
}

/// Looks at an element's attributes.
pub fn judge(element: &Element<'_>) -> Hidden {
    if element.tag == Tag::Template {
        return Hidden::FromEveryone;
    }
    let mut hidden = Hidden::No;
    let mut streamed = false;
    let mut open = false;
    for (name, value) in element.attributes() {
        match name {
            "hidden" if !value.eq_ignore_ascii_case("until-found") => hidden = Hidden::FromEveryone,
            "style" if hides(value) => hidden = Hidden::FromEveryone,
            "aria-hidden" if value == "true" && hidden == Hidden::No => hidden = Hidden::FromScreenReaders,
            // React streams finished parts of a page into `<div hidden id="S:0">` and moves them by script.
            "id" => streamed = value.starts_with("S:"),
            "open" => open = true,
            _ => {}
        }
    }
    if streamed {
        return Hidden::No;
    }
    if element.tag == Tag::Dialog && !open {
        return Hidden::FromEveryone;
    }
    hidden
}

/// Whether an inline style takes the element off the page.
fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().trim_end_matches("!important").trim_end();
        match property.trim() {
            name if name.eq_ignore_ascii_case("display") => value.eq_ignore_ascii_case("none"),
            name if name.eq_ignore_ascii_case("visibility") => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_declarations_that_hide_hide() {
        for style in ["display:none", " DISPLAY : None !important; color:red", "a:b;visibility:hidden"] {
            assert!(hides(style), "{style}");
        }
        for style in ["display:block", "background:url(none)", "overflow:hidden", ""] {
            assert!(!hides(style), "{style}");
        }
    }
}
