//! Decides which lines and links say what an article is filed under: "Tags:" with its links in one line, or in a list below it. For
//! the pass that drops chrome.

use super::chrome::KINDS;
use crate::block::{Block, Kind};
use crate::phrases::Found;
use crate::weigh::Context;

/// Words of the longest tag in a list of such.
const LONGEST_TAG: u32 = 4;

/// Whether a block is a short link in a list that the line before it says to be of tags.
pub fn is_one(context: &Context<'_>, at: u32, block: &Block, last_announced: Option<u32>) -> bool {
    let is_led = |before: u32| last_announced == Some(before) || context.phrases(before).line.meets(KINDS.tags);
    let is_link = block.links == 1 && block.link_words == block.counts.words && block.counts.words <= LONGEST_TAG;
    is_link && block.kind == Kind::Item && at.checked_sub(1).is_some_and(is_led)
}

/// Words of the longest line of tags' beginning, as in "More on these topics:".
const LONGEST_TAGS_LEAD: u32 = 4;

/// Whether a block is what leads in tags, and links.
pub fn names(block: &Block, found: Found) -> bool {
    let others = block.counts.words - block.link_words.min(block.counts.words);
    found.start.meets(KINDS.tags) && block.links > 0 && others <= LONGEST_TAGS_LEAD
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str) -> Vec<String> {
        left(&format!("{STORY}{html}"), PageType::Article, |_| 1.0)
    }

    #[test]
    fn a_list_below_a_line_that_says_it_is_of_tags_leaves() {
        let list = "<ul><li><a href=/f>ferry</a><li><a href=/h>Holm</a></ul>";
        assert_eq!(kept(&format!("<p>Tags:</p>{list}")).len(), 3);
        assert_eq!(kept(&format!("<p>Boats:</p>{list}")).len(), 5);
    }
}
