//! Decides what may stand in a selector, and how its names are stored: the selectors library leaves both to its user. The
//! limits are those that keep matching within the smallest stack; no selector that a person writes was seen near them.

use std::fmt;

use cssparser::{BasicParseErrorKind, Delimiter, ParseErrorKind, ToCss};
use precomputed_hash::PrecomputedHash;
use selectors::SelectorList;
use selectors::parser::{
    Component, NonTSPseudoClass, ParseRelative, Parser, PseudoElement, SelectorImpl, SelectorParseErrorKind,
};

use super::{Selector, SelectorError};

/// Bytes of a selector.
const LONGEST: usize = 4096;
/// Combinators of one selector; browsers that write the way to an element down give one for each level, and real pages are
/// at most 56 deep.
const MOST_COMBINATORS: usize = 64;
/// Brackets in each other.
const DEEPEST: u8 = 4;

/// Reads a list of selectors.
pub fn parse(css: &str) -> Result<SelectorList<Grammar>, SelectorError> {
    let refused = |byte: usize, reason| {
        let before = css.get(..byte).unwrap_or(css);
        SelectorError { selector: crate::words::cut(css, 200).to_owned(), column: before.chars().count() + 1, reason }
    };
    if css.len() > LONGEST {
        return Err(refused(LONGEST, "a selector has at most 4,096 bytes"));
    }
    if let Some(place) = too_many_combinators(css) {
        return Err(refused(place, "a selector has at most 64 combinators"));
    }
    let mut input = cssparser::Parser::new(css);
    input.set_nested_block_limit(DEEPEST);
    SelectorList::parse(&Reader, &mut input, ParseRelative::No)
        .map_err(|error| refused(place(css), reason(&error.kind)))
}

/// Where a selector has one combinator too many. Every run of white space and signs counts as one, so it is never less.
fn too_many_combinators(css: &str) -> Option<usize> {
    let is_combinator = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '+' | '~');
    let (mut count, mut inside) = (0, false);
    for (place, letter) in css.char_indices() {
        let combinator = is_combinator(letter);
        count += usize::from(combinator && !inside);
        inside = combinator;
        if letter == ',' {
            count = 0;
        }
        if count > MOST_COMBINATORS {
            return Some(place);
        }
    }
    None
}

/// The token at which reading ends. Errors do not tell, and the list is read over to its next comma; so each of its
/// selectors is read by itself until one of them fails.
fn place(css: &str) -> usize {
    let mut input = cssparser::Parser::new(css);
    input.set_nested_block_limit(DEEPEST);
    let (mut end, mut whole) = (0, false);
    loop {
        let read: Result<_, cssparser::ParseError<SelectorParseErrorKind>> =
            input.parse_until_before(Delimiter::Comma, |input| {
                let read = selectors::parser::Selector::parse(&Reader, input);
                (end, whole) = (input.position().byte_index(), read.is_ok());
                read
            });
        if read.is_err() || input.next().is_err() {
            break;
        }
    }
    if whole {
        // What was read makes sense, and what comes next does not belong to it.
        return end;
    }
    let before = css.get(..end).unwrap_or(css).trim_end();
    let name = before.trim_end_matches(|letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    if name.len() < before.len() { name.len() } else { before.char_indices().next_back().map_or(0, |(place, _)| place) }
}

fn reason(kind: &ParseErrorKind<SelectorParseErrorKind>) -> &'static str {
    use SelectorParseErrorKind as Kind;
    match kind {
        ParseErrorKind::Basic(BasicParseErrorKind::TooManyNestedBlocks) => "brackets stand too deep in each other",
        ParseErrorKind::Basic(BasicParseErrorKind::EndOfInput) => "the selector ends too early",
        ParseErrorKind::Basic(_) => "this sign is not expected here",
        ParseErrorKind::Custom(kind) => match kind {
            Kind::EmptySelector => "a selector is expected here",
            Kind::DanglingCombinator => "a combinator such as '>' needs a selector behind it",
            Kind::UnsupportedPseudoClassOrElement
            | Kind::PseudoElementExpectedColon
            | Kind::PseudoElementExpectedIdent
            | Kind::NoIdentForPseudo => "there is no such pseudo-class here",
            Kind::ClassNeedsIdent => "a '.' needs the name of a class behind it",
            Kind::NoQualifiedNameInAttributeSelector
            | Kind::UnexpectedTokenInAttributeSelector
            | Kind::ExpectedBarInAttr
            | Kind::InvalidQualNameInAttr => "an attribute is written as [name] or [name=value]",
            Kind::BadValueInAttr => "the value of an attribute is a name or stands in quotation marks",
            Kind::ExpectedNamespace | Kind::ExplicitNamespaceUnexpectedToken => "there are no namespaces here",
            _ => "this is not expected here",
        },
    }
}

impl Selector {
    /// The names of the attributes that it asks for, but for class and id.
    pub(crate) fn attributes(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut lists: Vec<&[selectors::parser::Selector<Grammar>]> = vec![self.list().slice()];
        while let Some(list) = lists.pop() {
            for component in list.iter().flat_map(|selector| selector.iter_raw_match_order()) {
                match component {
                    Component::AttributeInNoNamespaceExists { local_name_lower, .. } => {
                        names.push(local_name_lower.as_ref().to_owned());
                    }
                    Component::AttributeInNoNamespace { local_name, .. } => {
                        names.push(local_name.as_ref().to_ascii_lowercase());
                    }
                    Component::AttributeOther(other) => names.push(other.local_name_lower.as_ref().to_owned()),
                    Component::Negation(list) | Component::Is(list) | Component::Where(list) => {
                        lists.push(list.slice());
                    }
                    Component::NthOf(of) => lists.push(of.selectors()),
                    Component::Has(relatives) => {
                        lists.extend(relatives.iter().map(|relative| std::slice::from_ref(&relative.selector)));
                    }
                    _ => {}
                }
            }
        }
        names
    }
}

/// Which names and pseudo-classes there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grammar;

impl SelectorImpl for Grammar {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Word;
    type Identifier = Word;
    type LocalName = Word;
    type NamespaceUrl = Word;
    type NamespacePrefix = Word;
    type BorrowedNamespaceUrl = Word;
    type BorrowedLocalName = Word;
    type NonTSPseudoClass = Nothing;
    type PseudoElement = Nothing;
}

struct Reader;

impl Parser<'_> for Reader {
    type Impl = Grammar;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }
    fn parse_is_and_where(&self) -> bool {
        true
    }
    fn parse_has(&self) -> bool {
        true
    }
    fn allow_forgiving_selectors(&self) -> bool {
        // Somebody who mistypes wants to be told.
        false
    }
}

/// A name or a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word(Box<str>);

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Word {
        Word(text.into())
    }
}

impl ToCss for Word {
    fn to_css<W: fmt::Write>(&self, target: &mut W) -> fmt::Result {
        cssparser::serialize_identifier(&self.0, target)
    }
}

impl PrecomputedHash for Word {
    fn precomputed_hash(&self) -> u32 {
        hash(&self.0)
    }
}

/// The hash of a name, by which the library sees quickly that an element holds none of that name.
pub fn hash(name: &str) -> u32 {
    let hash = crate::table::hash(name.as_bytes(), 0);
    (hash ^ (hash >> 32)) as u32
}

/// A pseudo-class or pseudo-element that is none of the structure's: there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nothing {}

impl ToCss for Nothing {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl NonTSPseudoClass for Nothing {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }
    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

impl PseudoElement for Nothing {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_with_its_place() {
        for (css, column, reason) in [
            ("", 1, "a selector is expected here"),
            ("div >> p", 5, "a combinator such as '>' needs a selector behind it"),
            ("p, a:hover", 6, "there is no such pseudo-class here"),
            ("p.1x", 2, "this sign is not expected here"),
            ("p, .", 4, "the selector ends too early"),
            ("[a=1]", 5, "the value of an attribute is a name or stands in quotation marks"),
            (":not(:not(:not(:not(:not(a)))))", 30, "brackets stand too deep in each other"),
        ] {
            let error = css.parse::<Selector>().unwrap_err();
            assert_eq!((error.column, error.reason), (column, reason), "{css}");
        }
    }

    #[test]
    fn limits_are_told_and_lists_of_any_number_are_none() {
        let long = format!(".{}", "a".repeat(LONGEST));
        assert_eq!(long.parse::<Selector>().unwrap_err().reason, "a selector has at most 4,096 bytes");
        assert_eq!("a ".repeat(70).parse::<Selector>().unwrap_err().reason, "a selector has at most 64 combinators");
        assert!("a > ".repeat(60).trim_end_matches(" > ").parse::<Selector>().is_ok());
        assert!(vec!["a > b"; 200].join(", ").parse::<Selector>().is_ok());
    }

    #[test]
    fn attributes_are_found_wherever_they_stand() {
        let selector: Selector =
            "a[Data-B], p:not(.x [c~=d]):is([e=f i], :has(> [g]):nth-child(1 of [h]))".parse().unwrap();
        let mut names = selector.attributes();
        names.sort();
        assert_eq!(names, ["c", "data-b", "e", "g", "h"]);
    }
}
