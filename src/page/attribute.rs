//! Decides which attributes outlive the tree: those that a later stage reads, in one table.
//! For settle, which drops the rest.

use super::Span;

macro_rules! names {
    ($($variant:ident $($name:literal)|+,)*) => {
        /// An attribute that a stage reads. Spellings of one meaning share a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, clippy::enum_variant_names, reason = "the variants are the attributes' own names")]
        pub enum Name { $($variant,)* }

        impl Name {
            /// Every spelling of every kept attribute.
            pub const SPELLINGS: &[&str] = &[$($($name),+),*];

            /// The name of an attribute, if it is kept.
            pub fn from_name(name: &str) -> Option<Name> {
                match name { $($($name)|+ => Some(Name::$variant),)* _ => None }
            }
        }
    };
}

names! {
    Alt "alt", AltText "alttext", AriaLabel "aria-label", Author "author", Checked "checked", Cite "cite", Class "class", Colspan "colspan", Content "content",
    Controls "aria-controls",
    DataSource "data-src" | "data-lazy-src" | "data-original" | "data-lazy" | "data-full-src" | "data-original-src" | "data-image" | "data-img-src" | "data-hi-res-src"
        | "data-actualsrc" | "data-cfsrc" | "data-defer-src" | "data-delayed-url" | "data-ezsrc" | "data-lazyload" | "data-opt-src" | "data-orig-src" | "data-real-src",
    DataSources "data-srcset" | "data-lazy-srcset",
    DataLanguage "data-lang" | "data-language" | "data-code-language", Datetime "datetime",
    Height "height", Href "href", Id "id", ItemProperty "itemprop", ItemScope "itemscope", ItemType "itemtype",
    Language "lang", Name "name", Property "property", Rel "rel", Reversed "reversed", Role "role", Rowspan "rowspan",
    Source "src", Sources "srcset", Start "start", Title "title", Type "type", Value "value", Width "width",
    Direction "dir", Poster "poster", Display "display", ReadOnly "readonly", Hidden "hidden",
    DataTime "data-time" | "data-timestamp" | "data-utime" | "data-date",
}

/// One attribute of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub name: Name,
    /// Where its value stands in the page's values.
    pub value: Span,
}
