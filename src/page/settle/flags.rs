//! Decides which flags an element sets for everything below it. For settle.

use crate::page::Flags;
use crate::tag::Tag;

/// The flags that a tag sets by itself.
pub fn of_tag(tag: Tag) -> Flags {
    match tag {
        Tag::Button => Flags::BUTTON,
        Tag::Pre => Flags::VERBATIM,
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Flags::CODE,
        Tag::Noscript => Flags::NOSCRIPT,
        Tag::Template => Flags::TEMPLATE,
        Tag::Ul | Tag::Ol | Tag::Dir => Flags::LIST,
        Tag::Table => Flags::TABLE,
        Tag::Form => Flags::FORM,
        Tag::Blockquote => Flags::QUOTE,
        Tag::Header => Flags::HEADER,
        Tag::Footer => Flags::FOOTER,
        Tag::Nav | Tag::Menu => Flags::NAVIGATION,
        Tag::Aside => Flags::ASIDE,
        Tag::Article => Flags::ARTICLE,
        Tag::Main => Flags::MAIN,
        Tag::Figure => Flags::FIGURE,
        Tag::Dialog => Flags::DIALOG,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => Flags::HEADING,
        Tag::Dl => Flags::DEFINITION,
        Tag::Details => Flags::DETAILS,
        Tag::Section => Flags::SECTION,
        _ => Flags::default(),
    }
}

/// The flags that a role sets.
pub fn of_role(role: &str) -> Flags {
    match role {
        "button" | "tab" | "menuitem" => Flags::BUTTON,
        "banner" => Flags::HEADER,
        "contentinfo" => Flags::FOOTER,
        "navigation" | "menu" | "menubar" => Flags::NAVIGATION,
        "complementary" => Flags::ASIDE,
        "article" => Flags::ARTICLE,
        "main" => Flags::MAIN,
        "dialog" | "alertdialog" => Flags::DIALOG,
        "heading" => Flags::HEADING,
        _ => Flags::default(),
    }
}
