//! Decides whether an element is one that a reader would not see, from its own attributes alone.
//! For settle, which marks the rows below it; hidden text is evidence, not yet a verdict, because servers stream real
//! articles into hidden elements and sites hide real sections until a click.

use memchr::memchr_iter;

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

/// An attribute that says something about visibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `hidden`.
    Hidden,
    /// `style`.
    Style,
    /// `aria-hidden`.
    AriaHidden,
    /// `id`.
    Id,
    /// `open`.
    Open,
    /// `shadowrootmode`.
    ShadowRoot,
}

impl Sign {
    /// The sign that an attribute of this name is.
    pub fn from_name(name: &str) -> Option<Sign> {
        Some(match name {
            "hidden" => Sign::Hidden,
            "style" => Sign::Style,
            "aria-hidden" => Sign::AriaHidden,
            "id" => Sign::Id,
            "open" => Sign::Open,
            "shadowrootmode" => Sign::ShadowRoot,
            _ => return None,
        })
    }
}

/// What an element's attributes say about its visibility, taken in one by one while something else walks over them.
#[derive(Debug, Default)]
pub struct Signs {
    hidden: bool,
    aria: bool,
    streamed: bool,
    open: bool,
    shadow: bool,
}

impl Signs {
    /// Takes an attribute in.
    pub fn take(&mut self, sign: Sign, value: &str) {
        match sign {
            Sign::Hidden => self.hidden |= !value.eq_ignore_ascii_case("until-found"),
            Sign::Style => self.hidden |= hides(value),
            Sign::AriaHidden => self.aria = value == "true",
            // React streams finished parts of a page into `<div hidden id="S:0">` and moves them by script.
            Sign::Id => self.streamed = value.starts_with("S:"),
            Sign::Open => self.open = true,
            Sign::ShadowRoot => self.shadow = ["open", "closed"].iter().any(|mode| value.eq_ignore_ascii_case(mode)),
        }
    }

    /// Whether an element of this tag is a template that browsers show as the inside of the element around it.
    pub fn is_shadow_root(&self, tag: Tag) -> bool {
        tag == Tag::Template && self.shadow
    }

    /// The verdict on an element of this tag.
    pub fn judge(&self, tag: Tag) -> Hidden {
        if tag == Tag::Template && !self.shadow {
            Hidden::FromEveryone
        } else if self.streamed {
            Hidden::No
        } else if self.hidden || tag == Tag::Dialog && !self.open {
            Hidden::FromEveryone
        } else if self.aria {
            Hidden::FromScreenReaders
        } else {
            Hidden::No
        }
    }
}

/// Whether an inline style takes the element off the page.
fn hides(style: &str) -> bool {
    // Both properties that do so end in a letter that few others end in.
    let before = memchr_iter(b':', style.as_bytes()).filter_map(|at| style.as_bytes().get(..at));
    let may_hide = |last: u8| matches!(last, b'y' | b'Y') || !last.is_ascii();
    if !before.filter_map(|name| name.trim_ascii_end().last()).any(|last| may_hide(*last)) {
        return false;
    }
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
    fn a_template_is_hidden_unless_it_is_a_shadow_root() {
        let judge = |sign, value| {
            let mut signs = Signs::default();
            signs.take(sign, value);
            signs.judge(Tag::Template)
        };
        assert_eq!(judge(Sign::ShadowRoot, "Open"), Hidden::No);
        assert_eq!(judge(Sign::ShadowRoot, ""), Hidden::FromEveryone);
        assert_eq!(judge(Sign::Open, "open"), Hidden::FromEveryone);
    }

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
