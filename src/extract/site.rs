//! Decides which site a page belongs to, what of the page can be its site's template, and which template the page is held
//! against. For callers that learn templates, and for the stage that judges.

use super::Extractor;
use crate::article::PageType;
use crate::block::Blocks;
use crate::head::Head;
use crate::page::Page;
use crate::template::{DECLARING, Outline, Template};
use crate::{block, decode, meta, outline};

impl Extractor {
    /// The template of the page's site, where there is one and the page is of a kind whose text is its own.
    pub(super) fn template(&self, page: &Page, blocks: &Blocks, page_type: PageType) -> Option<Template<'_>> {
        if !is_held_against_its_site(page_type) {
            return None;
        }
        let templates = self.options.templates.as_deref()?;
        let site = templates.site(&self.site_of(&page.head)?)?;
        Some(Template::new(site, outline::lines(page, blocks)))
    }

    pub(super) fn site_of(&self, head: &Head) -> Option<String> {
        meta::site(self.options.url.as_deref(), head).or_else(|| self.options.site.clone())
    }

    /// What of a page can belong to its site's template, for a [`Learner`](crate::template::Learner). Costs about half
    /// of an extraction.
    pub fn outline(&self, text: &str) -> Outline {
        let page = self.lay_out(self.within_limit(text).0);
        let lines = outline::lines(&page, &block::cut(&page));
        Outline::new(self.site_of(&page.head), lines.into_iter().flatten().collect())
    }

    /// The same for a page given as bytes; `hint` as for [`extract_bytes`](crate::extract_bytes).
    pub fn outline_bytes(&self, bytes: &[u8], hint: Option<&str>) -> Outline {
        let cut = bytes.get(..self.options.limits.input).unwrap_or(bytes);
        self.outline(&decode::decode(cut, hint).text)
    }

    /// The site that a page belongs to, as far as it can be told at little cost: from the address that the caller gave,
    /// from one that the head within the first 64 KiB declares, or else [`Options::site`](crate::Options::site).
    pub fn site(&self, bytes: &[u8], hint: Option<&str>) -> Option<String> {
        if let Some(site) = meta::site(self.options.url.as_deref(), &Head::default()) {
            return Some(site);
        }
        let start = bytes.get(..DECLARING).unwrap_or(bytes);
        // An address behind the head is not one that the page declares.
        let head = memchr::memmem::find(start, b"<body").and_then(|end| start.get(..end)).unwrap_or(start);
        let decoded = decode::decode(head, hint);
        self.site_of(&self.lay_out(&decoded.text).head)
    }
}

/// Whether the text of such a page is its own. Documentation, shops and lists of things say on several pages what belongs to
/// each of them: notes, terms of delivery, cards of the same goods.
pub(super) fn is_held_against_its_site(page_type: PageType) -> bool {
    matches!(page_type, PageType::Article | PageType::Forum | PageType::Service)
}
