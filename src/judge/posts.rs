//! Keeps short posts of a thread: where most elements that hold a post's words each are kept, the others are, too, if they are
//! not far from probable. "Box it." says as little by itself as a button does. By elements alike that stand in one post each.

use std::collections::{BTreeMap, BTreeSet};

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::Block;
use crate::page::{Name, Page};

/// Elements around a block among which is the one that holds the post's words: paragraphs stand in one or two.
const AROUND: usize = 3;
/// Posts of the smallest thread in which most are something.
const FEWEST: usize = 3;
/// Share of the page's threshold that such a block must reach. With three draws gold forums have 0.0012, 0.0017 and 0.0018 more
/// of F1 with 0.6 than without the pass, less with 0.4, 0.5 and 0.7.
const NEARLY: f32 = 0.6;
/// Words of a line that may be said by somebody though it does not end like a sentence.
const LINE: u32 = 4;

/// Looks at every dropped block of a thread.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Forum {
        return;
    }
    let (page, context) = (view.context.page, view.context);
    let kept = view.kept_words(verdicts);
    for bodies in bodies(page, &context.blocks.list) {
        let (mut with_text, mut with_sentences) = (0, 0);
        for row in &bodies {
            let span = context.span(*row);
            with_text += usize::from(kept.within(span) > 0);
            with_sentences += usize::from(kept.within(span) > 0 && context.blocks.tally(span).sentences > 0);
        }
        if bodies.len() < FEWEST || with_text * 2 < bodies.len() || with_sentences * 2 < with_text {
            continue;
        }
        let nearly = view.cut.threshold * NEARLY;
        for row in bodies.iter().filter(|row| kept.within(context.span(**row)) == 0) {
            let span = context.span(*row);
            for at in (span.start..span.end).filter(|at| view.score(*at) >= nearly) {
                if context.blocks.get(at).is_some_and(is_said) && !verdicts.keeps(at) {
                    verdicts.keep(at, "a post like others that are kept");
                }
            }
        }
    }
}

/// Whether a block is something that somebody says.
fn is_said(block: &Block) -> bool {
    !block.is_of_links() && (block.counts.sentences > 0 || block.counts.words >= LINE)
}

/// The elements that may hold one post's words each, by their class and that of what is around them. Paragraphs of one post
/// stand in one element, and posts in one each.
fn bodies(page: &Page, blocks: &[Block]) -> Vec<BTreeSet<u32>> {
    let mut alike: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
    for block in blocks {
        for at in page.upwards(block.row).take(AROUND) {
            let row = page.row(at);
            let is_classed = |at: u32| page.attribute(at, Name::Class).is_some();
            if is_classed(at) || is_classed(row.parent) {
                alike.entry((row.kin, page.row(row.parent).kin)).or_default().insert(at);
            }
        }
    }
    let is_alone = |rows: &BTreeSet<u32>| {
        let parents: BTreeSet<u32> = rows.iter().map(|row| page.row(*row).parent).collect();
        parents.len() == rows.len()
    };
    alike.into_values().filter(is_alone).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::left;

    fn kept(page_type: PageType, score: f32) -> bool {
        let post = |text: &str| format!("<div class=post><div class=name>Ann</div><div class=said>{text}</div></div>");
        let long = "It rained all day in the harbour of Velmora, and the boats stayed at their moorings.";
        let page = format!("{}{}{}", post(long), post("Box it."), post(&long.replace("day", "night")));
        let score = |text: &str| {
            if text.starts_with("It") {
                0.9
            } else if text == "Ann" {
                0.3
            } else {
                score
            }
        };
        let left = left(&page, page_type, score);
        assert!(!left.iter().any(|text| text == "Ann"), "{left:?}");
        left.iter().any(|text| text == "Box it.")
    }

    #[test]
    fn a_short_post_is_kept_with_those_like_it() {
        assert!(kept(PageType::Forum, 0.3));
        assert!(!kept(PageType::Forum, 0.1));
        assert!(!kept(PageType::Article, 0.3));
    }
}
