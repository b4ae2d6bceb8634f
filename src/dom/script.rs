//! Decides what scripts and style sheets are good for: data that a stage reads stays, code and style go. From the start tag
//! and, where that does not say, the first characters, and last the literals of code. For the guard and the walk.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::literals::literals;
use crate::words;

/// What the raw text that the tokenizer is inside of is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw {
    /// Not inside raw text that matters here.
    None,
    /// A script whose first characters decide.
    Undecided,
    /// Data that a stage reads.
    Kept,
    /// Code or style.
    Dropped,
}

/// What is known of a raw-text element from its start tag.
pub fn raw_text_of(tag: &Tag) -> Raw {
    match tag.name {
        local_name!("style") => Raw::Dropped,
        local_name!("script") => {
            let kind = tag.attrs.iter().find(|attribute| attribute.name.local == local_name!("type"));
            match kind {
                Some(kind) if is_data(&kind.value) => Raw::Kept,
                _ => Raw::Undecided,
            }
        }
        _ => Raw::None,
    }
}

/// Whether a script's type says that it is data.
pub fn is_data(kind: &str) -> bool {
    kind.contains("json") || is_formula(kind)
}

/// Whether a script's type says that it is a formula.
pub fn is_formula(kind: &str) -> bool {
    kind.starts_with("math/tex")
}

/// Bytes of a script looked at: enough for white space, a comment mark and an assignment's left side.
pub const STATE_PREFIX: usize = 120;

/// Whether a script without a data type begins as embedded state does: an assignment to or a push on a global whose
/// name has a double underscore (`window.__NUXT__=`, `self.__next_f.push(`), as frameworks write them.
pub fn is_state(text: &str) -> bool {
    let prefix = words::cut(text, STATE_PREFIX);
    // What stands behind the end tag belongs to something else.
    prefix.split_once("</").map_or(prefix, |(body, _)| body).contains("__")
}

/// Whether a script without a data type holds data all the same.
pub fn holds_data(text: &str) -> bool {
    is_state(text) || literals(text, 0).next().is_some()
}

/// Whether a script of this type is data as a whole, and not code that holds some.
pub fn is_whole(kind: &str, text: &str) -> bool {
    is_data(kind) || is_state(text)
}
