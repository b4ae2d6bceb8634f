//! Decides what an element's name means for layout: whether it breaks a line, is void, or holds nothing a reader sees.
//! From the local name alone, for settle and cut, which must never compare strings in their loops.

/// An HTML element's name. Names outside the table are [`Tag::Custom`] when they hold a hyphen and [`Tag::Unknown`] otherwise.
macro_rules! tags {
    ($($variant:ident $name:literal $class:ident,)*) => {
        /// An HTML element's name, one variant for each name that any stage asks about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "a variant is the element of its name")]
        pub enum Tag { $($variant,)* Custom, Unknown }

        /// Every named tag in order of its name, so that a look-up is a binary search.
        const TABLE: &[(&str, Tag)] = &[$(($name, Tag::$variant),)*];
        /// The layout class of each tag, by discriminant.
        const CLASSES: &[Class] = &[$(Class::$class,)* Class::Block, Class::Inline];
        const NAMES: &[&str] = &[$($name,)* "custom", "unknown"];
    };
}

/// How an element takes part in the layout of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Text before, inside and after it stands on different lines.
    Block,
    /// Its text flows with what surrounds it.
    Inline,
    /// Its content is never article text: code for the browser, media fall-backs, form choices.
    Skipped,
}

tags! {
    A "a" Inline, Abbr "abbr" Inline, Address "address" Block, Annotation "annotation" Skipped,
    AnnotationXml "annotation-xml" Skipped, Area "area" Inline, Article "article" Block, Aside "aside" Block,
    Audio "audio" Skipped, B "b" Inline, Base "base" Skipped, Big "big" Inline, Blockquote "blockquote" Block,
    Body "body" Block, Br "br" Inline, Button "button" Block, Canvas "canvas" Skipped, Caption "caption" Block,
    Center "center" Block, Cite "cite" Inline, Code "code" Inline, Col "col" Inline, Colgroup "colgroup" Inline,
    Data "data" Inline, Datalist "datalist" Skipped, Dd "dd" Block, Del "del" Inline, Details "details" Block,
    Dfn "dfn" Inline, Dialog "dialog" Block, Dir "dir" Block, Div "div" Block, Dl "dl" Block, Dt "dt" Block,
    Em "em" Inline, Embed "embed" Skipped, Fieldset "fieldset" Block, Figcaption "figcaption" Block,
    Figure "figure" Block, Font "font" Inline, Footer "footer" Block, Form "form" Block, Frameset "frameset" Block,
    H1 "h1" Block, H2 "h2" Block, H3 "h3" Block, H4 "h4" Block, H5 "h5" Block, H6 "h6" Block, Head "head" Block,
    Header "header" Block, Hgroup "hgroup" Block, Hr "hr" Block, Html "html" Block, I "i" Inline,
    Iframe "iframe" Skipped, Img "img" Inline, Input "input" Inline, Ins "ins" Inline, Kbd "kbd" Inline,
    Label "label" Inline, Legend "legend" Block, Li "li" Block, Link "link" Skipped, Main "main" Block,
    Map "map" Inline, Mark "mark" Inline, Marquee "marquee" Block, Math "math" Inline, Menu "menu" Block,
    Meta "meta" Skipped, Meter "meter" Inline, Nav "nav" Block, Nobr "nobr" Inline, Noembed "noembed" Skipped,
    Noframes "noframes" Skipped, Noscript "noscript" Block, Object "object" Inline, Ol "ol" Block,
    Optgroup "optgroup" Skipped, Option "option" Skipped, Output "output" Inline, P "p" Block,
    Param "param" Skipped, Picture "picture" Inline, Pre "pre" Block, Progress "progress" Skipped, Q "q" Inline,
    Rp "rp" Skipped, Rt "rt" Skipped, Ruby "ruby" Inline, S "s" Inline, Samp "samp" Inline, Script "script" Skipped,
    Search "search" Block, Section "section" Block, Select "select" Skipped, Slot "slot" Inline,
    Small "small" Inline, Source "source" Skipped, Span "span" Inline, Strike "strike" Inline,
    Strong "strong" Inline, Style "style" Skipped, Sub "sub" Inline, Summary "summary" Block, Sup "sup" Inline,
    Svg "svg" Skipped, Table "table" Block, Tbody "tbody" Block, Td "td" Block, Template "template" Block,
    Textarea "textarea" Skipped, Tfoot "tfoot" Block, Th "th" Block, Thead "thead" Block, Time "time" Inline,
    Title "title" Skipped, Tr "tr" Block, Track "track" Skipped, Tt "tt" Inline, U "u" Inline, Ul "ul" Block,
    Var "var" Inline, Video "video" Skipped, Wbr "wbr" Inline,
}

impl Tag {
    /// The number of tags, for tables indexed by discriminant.
    pub const COUNT: usize = NAMES.len();

    /// The tag at a place of the tables.
    #[inline]
    pub fn nth(at: usize) -> Tag {
        match (TABLE.get(at), at == TABLE.len()) {
            (Some((_, tag)), _) => *tag,
            (None, true) => Tag::Custom,
            (None, false) => Tag::Unknown,
        }
    }

    /// Every tag with a name of its own, in the order that [`Tag::nth`] counts.
    pub fn all() -> impl Iterator<Item = Tag> {
        TABLE.iter().map(|(_, tag)| *tag)
    }

    /// Looks a lower-case local name up.
    pub fn from_name(name: &str) -> Tag {
        match TABLE.binary_search_by(|(known, _)| (*known).cmp(name)) {
            Ok(at) => TABLE.get(at).map_or(Tag::Unknown, |entry| entry.1),
            Err(_) if name.contains('-') => Tag::Custom,
            Err(_) => Tag::Unknown,
        }
    }

    /// The element's name as HTML spells it; `custom` and `unknown` for the two that stand for many.
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or("unknown")
    }

    /// Whether the element stands on lines of its own.
    #[inline]
    pub fn is_block(self) -> bool {
        CLASSES.get(self as usize) == Some(&Class::Block)
    }

    /// Whether nothing inside the element is text for a reader.
    #[inline]
    pub fn is_skipped(self) -> bool {
        CLASSES.get(self as usize) == Some(&Class::Skipped)
    }

    /// 1 to 6 for `h1` to `h6`, 0 for everything else.
    #[inline]
    pub fn heading_level(self) -> u8 {
        match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_binary_search_finds_every_name() {
        const { assert!(Tag::COUNT <= 128, "sets of tags are 128 bits wide") };
        assert!((0..Tag::COUNT).all(|at| Tag::nth(at) as usize == at));
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (name, tag) in TABLE {
            assert_eq!(Tag::from_name(name), *tag);
            assert_eq!(tag.name(), *name);
        }
    }

    #[test]
    fn names_outside_the_table_are_custom_only_with_a_hyphen() {
        assert_eq!(Tag::from_name("my-element"), Tag::Custom);
        assert_eq!(Tag::from_name("blink"), Tag::Unknown);
        assert!(Tag::Custom.is_block() && !Tag::Unknown.is_block());
    }
}
