//! Decides what relative addresses of a page are resolved against, and whether they are at all: each of them repeats the base
//! in the output. For the stages that write addresses.

use url::Url;

use super::Extractor;
use crate::address::is_web;
use crate::head::Head;
use crate::page::Page;
use crate::tag::Tag;

impl Extractor {
    /// The base of a page, unless all addresses together would take more room with it than the caller allows.
    pub(super) fn affordable_base(&self, page: &Page, warnings: &mut Vec<String>) -> Option<Url> {
        self.base(&page.head).filter(|base| {
            let length = base.as_str().len();
            let most = if length > LONG_BASE { REPEATED } else { self.options.limits.output };
            let fits = addresses(page).saturating_mul(length) <= most;
            if !fits {
                warnings.push(
                    "output limit reached by the base address alone: relative addresses stay as they are".to_owned(),
                );
            }
            fits
        })
    }

    /// What relative addresses are resolved against: the `base` element, itself relative to the page's address, which is
    /// the caller's or else the one that the page declares as its own.
    fn base(&self, head: &Head) -> Option<Url> {
        let own = |address: &str| Url::parse(address.trim()).ok().filter(is_web);
        let declared = || head.addresses().find_map(own);
        let page = self.options.url.as_deref().and_then(|url| Url::parse(url).ok()).or_else(declared);
        match (page, head.base.as_deref()) {
            (Some(page), Some(declared)) => page.join(declared).ok().or(Some(page)),
            (None, Some(declared)) => Url::parse(declared).ok(),
            (page, None) => page,
        }
    }
}

/// Bytes of a base address up to which it is an everyday one.
const LONG_BASE: usize = 512;
/// Bytes that a longer one may make up in all addresses together.
const REPEATED: usize = 256 << 10;

/// How many addresses a page may have resolved: each of them repeats the base.
fn addresses(page: &Page) -> usize {
    page.rows_of(Tag::A).len() + page.rows_of(Tag::Img).len()
}
