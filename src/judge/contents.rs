//! Drops a page's own table of contents, the links to headings further down that say what these say, and the line above them that
//! announces it: a reader has the headings. In manuals it stays, where gold has it as often as not.

use std::collections::BTreeSet;

use super::section::CONTENTS;
use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::Block;
use crate::page::Name;
use crate::phrases;
use crate::tag::Tag;

/// Looks at every link into the page. With each of four draws eleven to fifteen gold pages are better without such links and
/// five to seven worse, by 0.00001 in the mean; the weights drop nearly all others.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type == PageType::Documentation {
        return;
    }
    let page = view.context.page;
    let blocks = &view.context.blocks.list;
    let leads_into =
        |row: &&u32| page.attribute(**row, Name::Href).is_some_and(|href| href.len() > 1 && href.starts_with('#'));
    let mut links = page.rows_of(Tag::A).iter().filter(leads_into).peekable();
    if links.peek().is_none() {
        return;
    }
    let headings = blocks.iter().filter(|block| block.is_heading());
    let headings: BTreeSet<_> = headings.map(|heading| phrases::normalise(page.slice(heading.text))).collect();
    for link in links {
        let text = page.row(*link).text;
        let at = blocks.partition_point(|block| block.text.end <= text.start) as u32;
        let is_entry = |block: &Block| block.is_of_links() && !block.is_heading() && block.text.start <= text.start;
        if !verdicts.keeps(at) || !view.context.blocks.get(at).is_some_and(is_entry) {
            continue;
        }
        if headings.contains(&phrases::normalise(page.slice(text))) {
            verdicts.drop(at, "a link to a heading of this page");
            let above = at.checked_sub(1).filter(|above| view.context.phrases(*above).line.meets(*CONTENTS));
            verdicts.drop_kept(above, "what stands above the page's own table of contents");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(contents: &str, page_type: PageType) -> usize {
        let page = format!("{contents}{STORY}<h2 id=boats>The boats</h2><p>They came back at night.</p>");
        left(&page, page_type, |_| 0.9).len() - 4
    }

    #[test]
    fn links_to_headings_of_the_page_leave_with_the_line_above() {
        let contents = "<p>On this page</p><ul><li><a href=#boats>1. The boats</a></ul>";
        assert_eq!(kept(&contents.replace("1. ", ""), PageType::Article), 0);
        assert_eq!(kept(&contents.replace("1. ", ""), PageType::Documentation), 2);
        assert_eq!(kept(&contents.replace("1. The boats", "Where they were"), PageType::Article), 2);
        assert_eq!(kept(&contents.replace("1. ", "").replace("#boats", "/boats"), PageType::Article), 2);
    }
}
