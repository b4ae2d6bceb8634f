//! dechrome turns a web page into a clean article: it drops the chrome (menus, share buttons, banners, widgets), keeps
//! the text, and gives back one [`Article`] with the headline, authors, dates, text, images and links.
//!
//! # The short way
//!
//! [`extract`] takes a page as text, [`extract_bytes`] takes it as bytes and finds the encoding itself.
//!
//! ```
//! let page = "<title>Rain</title>
//!     <nav><a href=/>Home</a> <a href=/news>News</a></nav>
//!     <h1>Rain in the harbour</h1>
//!     <p>It rained all day in the harbour, and nobody went out to see the boats come in.</p>";
//! let article = dechrome::extract_bytes(page.as_bytes(), Some("text/html; charset=utf-8"));
//! assert_eq!(article.title.as_deref(), Some("Rain in the harbour"));
//! assert!(article.text.contains("nobody went out"));
//! assert_eq!(article.encoding.as_deref(), Some("UTF-8"));
//! ```
//!
//! Extraction does not fail. A page without an article gives an article with empty `text` and a warning that says why:
//!
//! ```
//! let article = dechrome::extract("");
//! assert!(article.text.is_empty());
//! assert_eq!(article.warnings, ["no article found: empty input"]);
//! ```
//!
//! # Many pages
//!
//! An [`Extractor`] holds [`Options`] and nothing of any page, so one is enough for all threads of a program.
//! [`Extractor::with_options`] gives it the address of the next page, against which relative links are resolved; nothing
//! is ever fetched.
//!
//! ```
//! use dechrome::{Extractor, Options};
//!
//! let extractor = Extractor::new(Options::default().explain(true));
//! let page = "<h1>Rain</h1><p>It rained all day in the harbour, and nobody went out to see <a href=/boats>the boats</a>.</p>";
//! let options = extractor.options().clone().url("https://example.org/rain");
//! let article = extractor.with_options(options).extract(page);
//! assert_eq!(article.hostname.as_deref(), Some("example.org"));
//! assert_eq!(article.links[0].url, "https://example.org/boats");
//! // With `explain`, every block of the page says whether it was kept, and which pass decided so and why.
//! for block in article.explain.iter().flatten() {
//!     println!("{} {} {}: {}", block.kept, block.by, block.reason, block.text);
//! }
//! ```
//!
//! # Plain text
//!
//! Text that a poorer extractor left behind, one line a block, is cleaned as well. Input without a tag is taken for it;
//! [`Source::Text`](options::Source::Text) says so outright.
//!
//! ```
//! use dechrome::article::Method;
//! use dechrome::options::{Options, Source};
//!
//! let dump = "Rain in the harbour\n\
//!     Get short URL\n\
//!     It rained all day in the harbour, and nobody went out to see the boats come in.\n\
//!     Community standardsDiscussion\n";
//! let article = dechrome::Extractor::new(Options::default().source(Source::Text)).extract(dump);
//! assert_eq!(article.method, Method::PlainText);
//! assert_eq!(article.text, "It rained all day in the harbour, and nobody went out to see the boats come in.");
//! ```
//!
//! # A tree you hold already
//!
//! [`extract_rcdom`] takes an `RcDom`, so a program that has parsed the page for other reasons need not parse it twice.
//! The two crates its tree is built with are re-exported as [`html5ever`] and [`markup5ever_rcdom`].
//!
//! # Output
//!
//! [`Article`] implements serde's traits, and its documentation is the documentation of the JSON. [`write::to_json`]
//! writes it so that it is safe to print on a terminal; [`write::to_markdown`] writes Markdown.
//!
//! # Features
//!
//! `cli`, on by default, and `parquet` are for the command-line tool; a library user turns them off. `selectors` lets a caller
//! who knows a site say by CSS selectors what to keep and what to drop. `lab` is the
//! laboratory that measures and trains, and is not part of the library's promise.

// No input may bring the library down: what panics is not written, except where the place itself says why it cannot.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::get_unwrap,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::exit,
        clippy::print_stdout,
        clippy::print_stderr,
        clippy::dbg_macro,
        clippy::mem_forget,
        clippy::allow_attributes_without_reason
    )
)]

mod address;
pub mod article;
mod block;
mod chosen;
mod comments;
mod cues;
mod dateline;
mod deadline;
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
mod marks;
mod meta;
pub mod options;
mod outline;
mod page;
mod phrases;
mod plain;
mod related;
#[cfg(feature = "selectors")]
pub mod selector;
mod table;
mod tag;
pub mod template;
mod unseen;
mod weigh;
mod words;
#[cfg(feature = "work")]
#[doc(hidden)]
pub mod work;
#[cfg(not(feature = "work"))]
mod work;
pub mod write;

pub use article::Article;
#[cfg(feature = "difference")]
#[doc(hidden)]
pub use dom::difference::difference;
pub use extract::{Early, Extractor, extract, extract_bytes, extract_rcdom};
/// The parser, re-exported so that callers of [`extract_rcdom`] build their tree with the version it was made for.
pub use html5ever;
/// The tree that [`extract_rcdom`] takes, re-exported for the same reason.
pub use markup5ever_rcdom;
pub use options::Options;

/// Holds the examples of the README to what the code does.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
