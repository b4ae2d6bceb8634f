//! Decides what the page says about itself: candidates from every source, ranked in one place.

use crate::article::{Author, Direction, LeadImage};
use crate::block::Blocks;
use crate::page::Page;

/// What a page says about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    pub canonical_url: Option<String>,
    pub hostname: Option<String>,
    pub site_name: Option<String>,
    pub title: Option<String>,
    pub authors: Vec<Author>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub language: Option<String>,
    pub direction: Option<Direction>,
    pub description: Option<String>,
    pub image: Option<LeadImage>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub license: Option<String>,
}

/// Gathers a page's metadata. `url` is the page's address as the caller gave it.
pub fn gather(page: &Page, _blocks: &Blocks, _url: Option<&str>) -> Meta {
    Meta { title: page.head.title.clone(), ..Meta::default() }
}
