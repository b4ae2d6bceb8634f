//! Decides what plain text that another extractor left behind holds: its lines are blocks without tags.

use crate::article::Related;
use crate::block::Blocks;
use crate::judge::Verdict;
use crate::meta::Meta;
use crate::page::Page;

/// Plain text, read.
pub struct Reading {
    /// A page with one row a line.
    pub page: Page,
    /// Its lines as blocks.
    pub blocks: Blocks,
    /// A verdict for each block.
    pub verdicts: Vec<Verdict>,
    /// What the lines say about the article: title, lead image's caption and credit, tags, dates.
    pub meta: Meta,
    /// Expected F1.
    pub quality: f32,
    /// Stories the text points to.
    pub related: Vec<Related>,
}

/// Reads plain text.
pub fn read(_text: &str) -> Reading {
    Reading {
        page: Page::default(),
        blocks: Blocks::default(),
        verdicts: Vec::new(),
        meta: Meta::default(),
        related: Vec::new(),
        quality: 0.5,
    }
}
pub(crate) fn refusal(text: &str) -> Option<&'static str> {
    text.trim().is_empty().then_some("empty input")
}
pub(crate) fn looks_like_html(text: &str) -> bool {
    text.contains('<')
}
