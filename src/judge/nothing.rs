//! Empties a page that has no article: when hardly anything kept is probable, an empty text with a warning serves users
//! better than a menu.

use super::{Verdicts, View};

/// Expected words of content under which a page holds none: a gold page of real content was never seen with so few.
const FEWEST_EXPECTED_WORDS: f32 = 6.0;

/// Looks at the page as a whole.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let mut expected = 0.0;
    let (mut words, mut linked, mut sentences) = (0, 0, 0);
    for (at, (block, score)) in view.context.blocks.list.iter().zip(view.scores).enumerate() {
        if verdicts.keeps(at as u32) {
            expected += score * block.counts.words as f32;
            words += block.counts.words;
            linked += block.link_words;
            sentences += block.counts.sentences;
        }
    }
    let reason = if expected < FEWEST_EXPECTED_WORDS {
        "nothing on the page is probable enough to be an article"
    } else if sentences == 0 && linked * 20 >= words * 19 {
        "the page is navigation: what is left are links and their headings"
    } else {
        return;
    };
    for at in 0..view.context.blocks.len() {
        if verdicts.keeps(at) {
            verdicts.drop(at, reason);
        }
    }
}
