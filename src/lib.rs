//! dechrome turns a web page into a clean article.
#![allow(dead_code, missing_docs)]
pub mod article;
mod block;
mod cues;
mod dateline;
mod decode;
mod dom;
mod explain;
mod extract;
mod head;
mod hidden;
mod judge;
#[cfg(feature = "lab")]
#[doc(hidden)]
pub mod laboratory;
mod meta;
pub mod options;
mod page;
mod phrases;
mod plain;
mod related;
mod table;
mod tag;
mod unseen;
mod weigh;
mod words;
pub mod write;

pub use article::Article;
pub use extract::{Extractor, extract, extract_bytes, extract_rcdom};
/// The parser, re-exported so that callers of [`extract_rcdom`] build their tree with the version it was made for.
pub use html5ever;
/// The tree that [`extract_rcdom`] takes, re-exported for the same reason.
pub use markup5ever_rcdom;
pub use options::Options;
