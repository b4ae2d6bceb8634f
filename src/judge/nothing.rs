//! Empties a page that has no article: when hardly anything kept is probable, an empty text with a warning serves users
//! better than a menu.

use super::{Verdicts, View, small};

/// Expected words of content under which a page holds none: a gold page of real content was never seen with so few.
const FEWEST_EXPECTED_WORDS: f32 = 6.0;

/// Looks at the page as a whole.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let reason = if holds_hardly_anything(view, verdicts) {
        if small::holder(view).is_some() {
            verdicts.warning = verdicts.keeps_any().then_some("a page of a few words: all of its main part was kept");
            return;
        }
        "nothing on the page is probable enough to be an article"
    } else if is_navigation(view, verdicts) {
        "the page is navigation: what is left are links and their headings"
    } else {
        return;
    };
    verdicts.drop_kept(0..view.context.blocks.len(), reason);
}

/// Whether what is kept is expected to hold fewer words of content than any article does.
pub fn holds_hardly_anything(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let expected: f32 = view.kept_blocks(verdicts).map(|(block, score)| score * block.counts.words as f32).sum();
    expected < FEWEST_EXPECTED_WORDS
}

/// Share of the kept words that stand in links from which on the page is a menu: a heading or a word between two links is no text.
const LINKED: (u32, u32) = (19, 20);

/// Whether nothing is kept but links and a few words around them.
fn is_navigation(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let (mut words, mut linked, mut sentences) = (0, 0, 0);
    for (block, _) in view.kept_blocks(verdicts) {
        words += block.counts.words;
        linked += block.link_words;
        sentences += block.counts.sentences;
    }
    sentences == 0 && linked * LINKED.1 >= words * LINKED.0
}
