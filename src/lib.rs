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
mod weigh;
mod words;
pub mod write;

pub use article::Article;
pub use extract::{Extractor, extract, extract_bytes};
pub use options::Options;
