//! dechrome turns a web page into a clean article.
#![allow(dead_code, missing_docs)]
pub mod article;
mod block;
mod cues;
mod decode;
mod dom;
mod extract;
mod head;
mod hidden;
mod judge;
mod meta;
pub mod options;
#[cfg(feature = "lab")]
#[doc(hidden)]
pub mod laboratory;
mod page;
mod phrases;
mod plain;
mod related;
mod explain;
mod tag;
mod words;
mod weigh;
pub mod write;

pub use article::Article;
pub use extract::{Extractor, extract, extract_bytes};
pub use options::Options;
