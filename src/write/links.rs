//! Decides which links of the kept content are listed. From the page's link rows and the kept blocks, for compose.

use std::collections::HashSet;

use url::Url;

use super::seen::Seen;
use super::{address, clean};
use crate::article::Link;
use crate::block::Blocks;
use crate::page::{Name, Page};
use crate::table::Table;
use crate::tag::Tag;

/// The links whose text begins in a kept block, in page order; one entry an address. `known` holds, by their rows, addresses
/// that were resolved before.
pub(super) fn links(
    page: &Page,
    blocks: &Blocks,
    keep: &[bool],
    base: Option<&Url>,
    mut known: Table<String>,
) -> Vec<Link> {
    let mut links = Vec::new();
    let mut seen = HashSet::new();
    let mut next = blocks.list.iter().zip(keep).peekable();
    for at in page.rows_of(Tag::A).iter().copied() {
        let row = page.row(at);
        // Rows and blocks are both in text order, so one walk along the blocks serves all links.
        while next.next_if(|(block, _)| block.text.end <= row.text.start).is_some() {}
        let kept = next.peek().is_some_and(|(block, keep)| **keep && block.text.start < row.text.end);
        let Some(reference) = page.attribute(at, Name::Href).filter(|_| kept) else { continue };
        let text = clean::line(Seen::of(page, row.text).text());
        let url = known.remove(&u64::from(at)).or_else(|| address::resolve(reference, base, true));
        let Some(url) = url.filter(|_| !text.is_empty()) else { continue };
        if seen.insert(url.clone()) {
            links.push(Link { text, url });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;

    #[test]
    fn links_of_kept_blocks_are_listed_once() {
        let content = composed(
            "<p>a <a href=/x>b <i>c</i></a> <a href=/x>d</a> <a href=#n>e</a> <a href=javascript:f()>f</a></p>\
             <p>DROP <a href=/y>g</a></p><p><a href=/z><img src=i.png></a>h <a href=mailto:a@example.org>i</a></p>",
        );
        let found: Vec<_> = content.links.iter().map(|link| (link.text.as_str(), link.url.as_str())).collect();
        assert_eq!(found, [("b c", "https://example.org/x"), ("i", "mailto:a@example.org")]);
    }
}
