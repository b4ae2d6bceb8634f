//! The first pass: a block is kept when it is at least as probable as the page's threshold. Links in a menu must be more
//! probable than that where the threshold is low: on pages of offers, which have the lowest, menus are long and alike.

use std::sync::LazyLock;

use super::{Verdicts, View};
use crate::block::Block;
use crate::cues::Cues;
use crate::page::Flags;

/// The least that a link in a menu must be probable. On gold 0.5 makes eight pages better and five worse (collections
/// 0.704 to 0.707 of F1), and 0.6 more worse than better; on 950 pages of sites that gold has none of, 115 lost links by it,
/// nearly all of them menus of shops.
const MENU: f32 = 0.5;
/// Words of the longest line of links in a menu: longer ones are teasers, which collections consist of.
const LONGEST: u32 = 8;

static NAVIGATION: LazyLock<Cues> = LazyLock::new(|| Cues::named("navigation"));

/// Compares every score with the threshold.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let threshold = view.cut.threshold;
    for (at, score) in (0_u32..).zip(view.scores) {
        if *score < threshold {
            verdicts.drop(at, "not probable enough");
        } else if *score < MENU && is_in_menu(view, at) {
            verdicts.drop(at, "a link of a menu, and not probable enough for one");
        } else {
            verdicts.keep(at, "probable enough");
        }
    }
}

/// Whether a block is a link or a few, somewhere inside of what is called navigation.
fn is_in_menu(view: &View<'_>, at: u32) -> bool {
    let is_short = |block: &&Block| block.is_of_links() && block.counts.words <= LONGEST;
    let Some(block) = view.context.blocks.get(at).filter(is_short) else { return false };
    let is_called = |cues: Cues| cues.meets(*NAVIGATION);
    block.flags.meets(Flags::NAVIGATION) || view.context.cues(at).into_iter().any(is_called)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left_above};

    #[test]
    fn links_of_a_menu_must_be_more_probable_than_other_links() {
        let menu = "<div class=navMenu><ul><li><a href=/l>Lamps of brass</a></ul></div>";
        let page = format!("{STORY}{menu}<ul><li><a href=/c>Chairs of oak</a></ul>");
        let shops = |score: f32| {
            let kept = left_above(0.3, &page, PageType::Collection, |text| if text.len() > 20 { 1.0 } else { score });
            kept.into_iter().filter(|text| text.contains(" of ") && text.len() < 20).collect::<Vec<_>>()
        };
        assert_eq!(shops(0.4), ["Chairs of oak"]);
        assert_eq!(shops(0.55), ["Lamps of brass", "Chairs of oak"]);
    }
}
