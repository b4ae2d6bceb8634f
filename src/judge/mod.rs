//! Decides for every block whether it is content, by a table of passes that read evidence and write verdicts.

use std::borrow::Cow;

use crate::block::Blocks;
use crate::page::Page;

/// What was decided about a block, by whom and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Whether it is content.
    pub keep: bool,
    /// The pass that decided last.
    pub by: &'static str,
    /// Its reason in plain words.
    pub reason: Cow<'static, str>,
}

/// Judges every block.
pub fn judge(_page: &Page, blocks: &Blocks) -> Vec<Verdict> {
    blocks
        .list
        .iter()
        .map(|block| Verdict { keep: block.is_long(), by: "threshold", reason: Cow::Borrowed("stub") })
        .collect()
}
