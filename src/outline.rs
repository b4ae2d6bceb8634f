//! Decides which blocks of a page can be lines of its site's template, and by what they are known on other pages: their
//! text, and what stands around it. For templates, which compare pages, and for judge.

use crate::block::{Block, Blocks, Kind};
use crate::page::Page;
use crate::table;

/// Words of the shortest line that is compared. Shorter ones are labels, such as a specification's "Weight:", and of
/// those that were kept on gold pages and stood on another page of the host too, 72 % were content.
const SHORTEST: u32 = 4;

/// For each block the hash of its line; none where repetition says nothing about it.
///
/// The hash is that of the text and of the path: tags and cues of the element and all above it. So a headline is not
/// taken for the link to it in a list of recent stories, nor a paragraph for its copy in an archive's summary.
pub(crate) fn lines(page: &Page, blocks: &Blocks) -> Vec<Option<u32>> {
    let mut paths: Vec<u64> = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let above = paths.get(row.parent as usize).copied().unwrap_or_default();
        paths.push(table::hash(&row.cues.0.to_le_bytes(), above.wrapping_add(row.tag as u64)));
    }
    let line = |block: &Block| {
        let path = paths.get(block.row as usize).copied().unwrap_or_default();
        (table::hash(page.slice(block.text).as_bytes(), path).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
    };
    blocks.list.iter().map(|block| can_repeat(block).then(|| line(block))).collect()
}

/// Whether it tells something about a block that other pages have it too. Code, cells and definitions are repeated by
/// pages whose content they are; a heading is looked at with what it heads, so it may be short.
fn can_repeat(block: &Block) -> bool {
    match block.kind {
        Kind::Code | Kind::Cell | Kind::Term | Kind::Description => false,
        Kind::Heading(_) => true,
        _ => block.counts.words >= SHORTEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{block, page};

    fn hashes(html: &str) -> Vec<Option<u32>> {
        let page = page::laid_out(html);
        lines(&page, &block::cut(&page))
    }

    #[test]
    fn the_same_line_in_the_same_place_has_the_same_hash() {
        let one = hashes("<body><div class=content><p>Four words stand here</p></div>");
        assert_eq!(one, hashes("<body><div class='content x17'><p id=a>Four  words stand\nhere</p></div>"));
        for other in [
            "<body><div class=content><p>Four words stood here</p></div>",
            "<body><div class=content><blockquote>Four words stand here</blockquote></div>",
            "<body><div class=footer><p>Four words stand here</p></div>",
        ] {
            assert_ne!(one, hashes(other), "{other}");
        }
    }

    #[test]
    fn labels_code_and_tables_are_not_compared() {
        let html = "<h2>Notes</h2><p>Weight in grams:</p><pre>cargo add dechrome --path x</pre><table><tr><td>One row with five words</table>";
        let known: Vec<bool> = hashes(html).iter().map(Option::is_some).collect();
        assert_eq!(known, [true, false, false, false]);
    }
}
