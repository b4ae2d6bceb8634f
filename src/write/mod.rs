//! Decides how kept blocks become an article's text and data, and how an article becomes JSON, text or Markdown.

mod address;
mod clean;
mod code;
mod compose;
mod definitions;
mod fingerprint;
mod frames;
mod images;
mod inline;
mod json;
mod links;
mod list;
mod markdown;
mod notes;
mod piece;
mod source;
mod table;

pub(crate) use compose::{Content, compose};
pub(crate) use fingerprint::fingerprint;
pub use json::to_json;
pub use markdown::to_markdown;
