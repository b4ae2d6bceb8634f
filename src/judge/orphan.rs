//! Drops the headings of articles of whose sections nothing is kept: "Ratings and reviews" above reviews that are gone tells a reader
//! nothing.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};

/// Words that were dropped below such a heading; below one that heads next to nothing anyhow nothing is missing.
const FEWEST: u32 = 5;
/// From which probability on a page is an article: lists that were taken for one lose what they list, one of them 0.39 of F1.
const SURE: f32 = 0.95;
/// Words of the longest heading that heads something; a longer one is a standfirst, or a paragraph in large letters.
const LONGEST: u32 = 20;
/// Levels of headings.
const LEVELS: usize = 6;

/// What stands below a heading of some level, up to the next that is no deeper.
#[derive(Default, Clone, Copy)]
struct Below {
    is_kept: bool,
    dropped_words: u32,
}

/// Looks at every heading, from the last. With each of four draws some 17 gold articles are better and 13 worse, 0.00003 of F1 in the mean; on lists, services and threads, whose headings are what they list, two are worse for one that is better.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.probability(PageType::Article) < SURE {
        return;
    }
    let mut below = [Below::default(); LEVELS];
    for (at, block) in view.context.blocks.list.iter().enumerate().rev() {
        let at = at as u32;
        let level = level_of(block);
        if let Some(own) = level.checked_sub(1).and_then(|level| below.get(usize::from(level))).copied() {
            let is_empty = !own.is_kept && own.dropped_words >= FEWEST;
            // What says something in sentences needs nothing below it.
            let is_title = block.counts.words <= LONGEST && block.counts.sentences < 2;
            if is_empty && is_title && verdicts.keeps(at) && view.context.headline() != Some(at) {
                verdicts.drop(at, "nothing of what it heads is kept");
            }
        }
        for (nth, below) in (1_u8..).zip(&mut below) {
            if level > 0 && nth >= level {
                *below = Below::default();
            } else if verdicts.keeps(at) {
                below.is_kept = true;
            } else {
                below.dropped_words = below.dropped_words.saturating_add(block.counts.words);
            }
        }
    }
}

/// The level of a heading, 0 of all else.
fn level_of(block: &Block) -> u8 {
    match block.kind {
        Kind::Heading(level) => level,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn lines(html: &str, page_type: PageType) -> Vec<String> {
        let page = format!("{STORY}{html}");
        let texts = left(&page, page_type, |text| if text.starts_with("No boat") { 0.1 } else { 1.0 });
        texts.into_iter().skip(2).collect()
    }

    #[test]
    fn a_heading_leaves_with_all_that_it_heads() {
        let gone = "<p>No boat of ours was ever rated by anybody on the whole island.";
        let page = format!("<h2>Ratings</h2>{gone}<h3>By month</h3>{gone}<h2>Tides</h2><p>High at noon, low at night.");
        assert_eq!(lines(&page, PageType::Article), ["Tides", "High at noon, low at night."]);
        assert_eq!(lines(&page, PageType::Listing).len(), 4);
        let page = format!("<h2>Ratings</h2>{gone}<h3>By month</h3><p>High in June, low in May.");
        assert_eq!(lines(&page, PageType::Article).len(), 3);
        let said = page.replace("Ratings", "Who rates us? Write to the office.").replace("By month", "Tides");
        assert_eq!(lines(&said, PageType::Article).len(), 3);
        assert_eq!(lines("<h2>Ratings</h2><p>No boat.", PageType::Article), ["Ratings"]);
    }
}
