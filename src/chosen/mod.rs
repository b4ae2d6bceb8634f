//! Decides which rows a caller's selectors mean on this page: those to keep, those that the article is restricted to, those
//! that say its title, authors and date, and what was taken out before there were rows. For judge, gather, and the
//! explanation. Without selectors nothing is chosen, and nothing of this is done.

#[cfg(feature = "selectors")]
mod forest;
#[cfg(feature = "selectors")]
mod select;

#[cfg(feature = "selectors")]
pub use select::{settle, wanted};

use std::ops::Range;

use crate::block::Blocks;
use crate::page::Page;

/// What the selectors mean on a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    /// Elements whose text is kept, in reading order and none inside another.
    pub keep: Vec<Mark>,
    /// Elements that the article is restricted to, in the same way; none where it is not restricted.
    pub only: Vec<Mark>,
    /// Elements that say the title.
    pub title: Vec<Mark>,
    /// Elements that name authors.
    pub author: Vec<Mark>,
    /// Elements that say the date of publication.
    pub date: Vec<Mark>,
    /// What was taken out, in reading order.
    pub removed: Vec<Removed>,
    /// What is worth telling.
    pub warnings: Vec<String>,
}

/// A row that a selector means.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The row.
    pub row: u32,
    /// The selector.
    pub selector: String,
}

/// An element that was taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// The row before which it stood.
    pub row: u32,
    /// Its path, as rows have it.
    pub path: String,
    /// Its words, where an explanation was asked for.
    pub text: String,
    /// The selector.
    pub selector: String,
}

impl Chosen {
    /// Whether a caller has pointed at the place of the text.
    pub fn is_pointed(&self) -> bool {
        !self.keep.is_empty() || !self.only.is_empty()
    }

    /// For each block whether the article may hold it, as far as it is restricted; none where it is not.
    pub fn allowed(&self, page: &Page, blocks: &Blocks) -> Option<Vec<bool>> {
        let mut allowed = vec![false; blocks.list.len()];
        for mark in &self.only {
            allowed.get_mut(mark.blocks(page, blocks)).unwrap_or_default().fill(true);
        }
        (!self.only.is_empty()).then_some(allowed)
    }
}

impl Mark {
    /// The blocks of which some text stands in the row: a block may be larger than an inline element.
    pub fn blocks(&self, page: &Page, blocks: &Blocks) -> Range<usize> {
        let inside = page.row(self.row).text;
        let start = blocks.list.partition_point(|block| block.text.end <= inside.start);
        let end = blocks.list.partition_point(|block| block.text.start < inside.end);
        start..end.max(start)
    }
}
