//! Empties a page that has no article: when hardly anything kept is probable, an empty text with a warning serves users
//! better than a menu.

use super::{Verdicts, View};

/// Expected words of content under which a page holds none: a gold page of real content was never seen with so few.
const FEWEST_EXPECTED_WORDS: f32 = 6.0;

/// Looks at the page as a whole.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let kept = |at: usize| verdicts.keeps(at as u32);
    let blocks = view.context.blocks.list.iter().zip(view.scores).enumerate();
    let expected: f32 =
        blocks.filter(|(at, _)| kept(*at)).map(|(_, (block, score))| score * block.counts.words as f32).sum();
    if expected >= FEWEST_EXPECTED_WORDS {
        return;
    }
    for at in 0..view.context.blocks.len() {
        if verdicts.keeps(at) {
            verdicts.drop(at, "nothing on the page is probable enough to be an article");
        }
    }
}
