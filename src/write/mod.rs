//! Decides how kept blocks become an article's text and data, and how an article becomes JSON, text, Markdown,
//! HTML, TEI, the shapes of other tools or a row of a table, or a report of what was decided.

mod address;
mod alternative;
mod around;
mod cells;
mod clean;
mod code;
mod compose;
mod controls;
mod definitions;
mod embeds;
pub mod fields;
mod fingerprint;
mod frames;
mod furniture;
mod headline;
mod html;
mod icon;
mod images;
mod inline;
mod json;
mod links;
mod list;
mod markdown;
mod notes;
mod piece;
mod plain;
mod rendition;
mod report;
mod seen;
mod shape;
mod source;
mod spans;
mod table;
mod tei;
mod typed;

pub(crate) use clean::retain_readable;
pub(crate) use compose::{Content, compose};
pub(crate) use fingerprint::fingerprint;
pub use html::{to_html, to_html_page};
pub use json::to_json;
pub use markdown::{to_front_matter, to_markdown};
pub use plain::{TextLinks, to_text};
pub use report::to_report;
pub use shape::{Shape, to_shape};
pub use tei::to_tei;
