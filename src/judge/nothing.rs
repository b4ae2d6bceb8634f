//! Empties a page that has no article: when hardly anything kept is probable, an empty text with a warning serves users
//! better than a menu.

use super::{Verdicts, View, small};
use crate::article::PageType;
use crate::page::{Flags, Name};
use crate::tag::Tag;

/// Expected words of content under which a page holds none: a gold page of real content was never seen with so few.
const FEWEST_EXPECTED_WORDS: f32 = 6.0;

/// Looks at the page as a whole.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let reason = if asks_for_password(view, verdicts) {
        "the page asks for a password and says little else"
    } else if holds_hardly_anything(view, verdicts) {
        if small::holder(view).is_some() {
            verdicts.warning = verdicts.keeps_any().then_some("a page of a few words: all of its main part was kept");
            return;
        }
        "nothing on the page is probable enough to be an article"
    } else if view.page_type != PageType::Documentation && is_navigation(view, verdicts) {
        "the page is navigation: what is left are links and their headings"
    } else {
        return;
    };
    verdicts.drop_kept(0..view.context.blocks.len(), reason);
}

/// Kept words of the longest page to sign in.
const LITTLE: u32 = 40;
/// Where a field for a password stands on pages that are about something else.
const BESIDE: Flags = Flags(
    Flags::HEADER.0
        | Flags::FOOTER.0
        | Flags::NAVIGATION.0
        | Flags::ASIDE.0
        | Flags::DIALOG.0
        | Flags::HIDDEN.0
        | Flags::TEMPLATE.0
        | Flags::NOSCRIPT.0,
);

/// Whether a page is there to sign in: a field for a password stands in its main part, or in a page that has none, and little is
/// kept.
fn asks_for_password(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let page = view.context.page;
    let has_main = view.context.blocks.list.iter().any(|block| block.flags.meets(small::IN_MAIN));
    let is_field = |row: &u32| {
        let is_for_password = |kind: &str| kind.eq_ignore_ascii_case("password");
        let flags = page.row(*row).flags;
        let is_asked = page.attribute(*row, Name::Type).is_some_and(is_for_password);
        is_asked && !flags.meets(BESIDE) && (!has_main || flags.meets(small::IN_MAIN))
    };
    let mut fields = page.rows_of(Tag::Input).iter();
    fields.any(is_field) && {
        let words: u32 = view.kept_blocks(verdicts).map(|(block, _)| block.counts.words).sum();
        words <= LITTLE && !view.kept_blocks(verdicts).any(|(block, _)| block.is_long())
    }
}

/// Whether what is kept is expected to hold fewer words of content than any article does.
pub fn holds_hardly_anything(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let expected: f32 = view.kept_blocks(verdicts).map(|(block, score)| score * block.counts.words as f32).sum();
    expected < FEWEST_EXPECTED_WORDS
}

/// Share of the kept words that stand in links from which on the page is a menu: a heading or a word between two links is no text.
const LINKED: (u32, u32) = (19, 20);

/// Whether nothing is kept but links and a few words around them. Not asked of documentation, where a list of functions is all
/// that some pages of a reference say.
fn is_navigation(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let (mut words, mut linked, mut sentences) = (0, 0, 0);
    for (block, _) in view.kept_blocks(verdicts) {
        words += block.counts.words;
        linked += block.link_words;
        sentences += block.counts.sentences;
    }
    sentences == 0 && linked * LINKED.1 >= words * LINKED.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::tests::{STORY, left};

    #[test]
    fn a_page_to_sign_in_has_no_article() {
        let field = "<main><h1>Welcome back</h1><label>Name</label><input type=password><p>or</p></main>";
        assert!(left(field, PageType::Listing, |_| 1.0).is_empty());
        let beside = "<input type=password><main><h1>Opening hours</h1><p>Mondays from nine to five</main>";
        assert!(!left(beside, PageType::Listing, |_| 1.0).is_empty());
        assert!(!left(&field.replace("password", "text"), PageType::Listing, |_| 1.0).is_empty());
        let list =
            "<main><ul><li><a href=a>Haul up the net at once</a><li><a href=b>Let go the net at once</a></ul></main>";
        assert!(left(list, PageType::Listing, |_| 1.0).is_empty());
        assert!(!left(list, PageType::Documentation, |_| 1.0).is_empty());
        assert_eq!(left(&format!("{STORY}<input type=password>"), PageType::Article, |_| 1.0).len(), 2);
    }
}
