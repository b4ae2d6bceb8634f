//! Decides which line of a page without a fitting heading is its headline: the one that repeats how the declared title begins.
//! Pages laid out in tables, and many built of nothing but `div`, mark their headlines so. For gather.

use super::clean::{self, essence};
use super::site::SEPARATORS;
use crate::block::{Block, Blocks};
use crate::page::{Flags, Page};
use crate::words;

/// Letters of the shortest headline, in bytes: shorter ones are the names of sections.
const SHORTEST: usize = 16;
/// Bytes of a title that are looked at: 99 in 100 on gold are shorter than 200.
const LONGEST: usize = 300;
/// Words of the shortest headline.
const FEWEST: u32 = 3;
/// Blocks that are compared; the headline stands before the text.
const MOST: usize = 400;

/// The text and the row of the headline. What was made of the declared title stays where the line adds to it.
pub(super) fn find(page: &Page, blocks: &Blocks, title: &str, made: Option<&str>) -> Option<(String, u32)> {
    let starts = starts(title);
    let longest = starts.iter().map(|start| start.len()).max()?;
    let may_be = |block: &&Block| {
        let beside = Flags::NAVIGATION | Flags::FOOTER | Flags::ASIDE | Flags::HIDDEN | Flags::DIALOG | Flags::TEMPLATE;
        // Signs and white space add to what is compared.
        (SHORTEST..=longest * 2).contains(&block.text.len())
            && block.counts.words >= FEWEST
            && !block.flags.meets(beside)
    };
    // A link with the page's own title leads to it from a list, or stands in a trail.
    let lines = blocks.list.iter().take(MOST).filter(may_be).filter(|block| !block.is_of_links());
    let fitting = lines.filter_map(|block| {
        let essence = essence(page.slice(block.text));
        starts.contains(&essence).then_some((essence.len(), block))
    });
    // Of two the longer one says more, and of the same the first.
    let (_, block) = fitting.rev().max_by_key(|(length, _)| *length)?;
    let line = words::fold(page.slice(block.text));
    let made = made.filter(|made| essence(&line).starts_with(&essence(made)));
    Some((made.map(str::to_owned).unwrap_or(line), block.row))
}

/// What a title says before each of the signs that part it, and as a whole. A longer title is none, and has many signs.
fn starts(title: &str) -> Vec<String> {
    let title = clean::cut(title, LONGEST);
    let signs = SEPARATORS.iter().flat_map(|sign| title.match_indices(sign).map(|(at, _)| at));
    let ends = signs.chain([title.len()]);
    ends.filter_map(|end| title.get(..end)).map(essence).filter(|start| start.len() >= SHORTEST).collect()
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::meta;

    #[test]
    fn a_line_that_repeats_the_title_is_the_headline_where_no_heading_is() {
        let page = "<title>Rain over the harbour - Slow Post - Velmora</title><table><tr><td>Monday, 3 August 2026</table>\
            <div class=a>Rain over the harbour</div><div class=b>30 April 2021</div>\
            <p>It rained all day in the harbour of Velmora, and the boats stayed at their moorings until the evening.";
        let found = meta(page);
        assert_eq!(found.title.as_deref(), Some("Rain over the harbour"));
        assert_eq!(found.published.as_deref(), Some("2021-04-30"));
        // A link leads to the page itself from somewhere else, and says nothing of where the text begins.
        let linked = page.replace("Rain over the harbour</div>", "<a href=/r>Rain over the harbour</a></div>");
        assert_eq!(meta(&linked).title.as_deref(), Some("Rain over the harbour - Slow Post"));
        let whole = "Rain over the harbour | The Slow Post";
        let page = format!("<title>{whole}</title><div>{whole}</div><p>It rained all day in the harbour of Velmora.");
        assert_eq!(meta(&page).title.as_deref(), Some("Rain over the harbour"));
    }
}
