//! Empties a page that has no article: when hardly anything kept is probable, an empty text with a warning serves users
//! better than a menu.

use super::{Verdicts, View, small};
use crate::article::PageType;
use crate::block::Block;
use crate::page::{Flags, Name, Span};
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
/// Fields for passwords whose forms are looked at; to register takes two.
const MOST_FIELDS: usize = 4;
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

/// Words of the longest line that is taken for what a form says of its fields: "At least eight letters, one of them a capital".
const LONGEST_OF_FIELD: u32 = 25;

/// Whether a page is there to sign in or to register: a field for a password stands in its main part, or in a page that has none,
/// and little is kept but headings and what the field's form says of its fields. Of 950 pages of sites that gold has none of
/// 51 were such forms with more than 30 words of labels; no gold page changes.
fn asks_for_password(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let page = view.context.page;
    let is_for_password = |row: &&u32| {
        let kind = page.attribute(**row, Name::Type);
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("password")) && !page.row(**row).flags.meets(BESIDE)
    };
    let mut fields = page.rows_of(Tag::Input).iter().filter(is_for_password).peekable();
    if fields.peek().is_none() {
        return false;
    }
    let has_main = view.context.blocks.list.iter().any(|block| block.flags.meets(small::IN_MAIN));
    let is_meant = |row: &&u32| !has_main || page.row(**row).flags.meets(small::IN_MAIN);
    let fields: Vec<u32> = fields.filter(is_meant).take(MOST_FIELDS).copied().collect();
    let form = |row: &u32| page.upwards(*row).find(|around| page.row(*around).tag == Tag::Form);
    let forms: Vec<Span> = fields.iter().filter_map(form).map(|row| view.context.span(row)).collect();
    let kept = || (0_u32..).zip(&view.context.blocks.list).filter(|(at, _)| verdicts.keeps(*at));
    if forms.is_empty() {
        let words: u32 = kept().map(|(_, block)| block.counts.words).sum();
        return !fields.is_empty() && words <= LITTLE && !kept().any(|(_, block)| block.is_long());
    }
    let is_of_form = |at: u32, block: &Block| {
        block.is_heading() || block.counts.words <= LONGEST_OF_FIELD && forms.iter().any(|form| form.contains(at))
    };
    let others = kept().filter(|(at, block)| !is_of_form(*at, block));
    others.map(|(_, block)| block.counts.words).sum::<u32>() <= LITTLE
}

/// Whether what is kept is expected to hold fewer words of content than any article does.
pub fn holds_hardly_anything(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let expected: f32 = view.kept_blocks(verdicts).map(|(block, score)| score * block.counts.words as f32).sum();
    expected < FEWEST_EXPECTED_WORDS
}

/// Share of the kept words that stand in links from which on the page is a menu: a heading or a word between two links is no text.
const LINKED: (u32, u32) = (19, 20);

/// Prices on a page from which on its links are goods: a shop may say all that it says of them within their links. With one of four
/// draws a gold list has 0.77 of F1 more for it, and none is worse.
const GOODS: u32 = 3;

/// Whether nothing is kept but links and a few words around them, of which none are goods. Not asked of documentation, where a list
/// of functions is all that some pages of a reference say.
fn is_navigation(view: &View<'_>, verdicts: &Verdicts) -> bool {
    let (mut words, mut linked, mut sentences) = (0, 0, 0);
    for (block, _) in view.kept_blocks(verdicts) {
        words += block.counts.words;
        linked += block.link_words;
        sentences += block.counts.sentences;
    }
    let are_goods = view.is_of_cards() && view.context.prices() >= GOODS;
    sentences == 0 && linked * LINKED.1 >= words * LINKED.0 && !are_goods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::tests::{STORY, left};

    /// What a page says that is not taken for a page of a few words.
    const LONG: &str = "<p>The boats lay still in the rain, and nobody of all who stood on the old pier could say why it was so, \
        for the wind had turned in the night and the tide was high enough for the largest of them to put out to sea. Only the \
        keeper of the light knew, and she had gone to bed when the sun came up, as she did every day of the year.";

    #[test]
    fn a_page_to_register_has_no_article() {
        let line = "<p>Please enter the name by which the harbour office and its readers are to know you.</p><input>";
        let form = format!("<h1>Register</h1><form>{}<input type=password></form>", line.repeat(6));
        let lines = |page: &str| left(page, PageType::Service, |_| 1.0).len();
        assert_eq!(lines(&form), 0);
        assert_eq!(lines(&form.replace("password", "email")), 2);
        assert_eq!(lines(&format!("{form}{LONG}")), 3);
    }

    #[test]
    fn links_alone_are_no_article_unless_they_are_goods_or_functions() {
        let links = "<li><a href=a>Haul up the net at once</a>".repeat(4);
        assert_eq!(left(&links, PageType::Listing, |_| 1.0).len(), 0);
        assert_eq!(left(&links, PageType::Documentation, |_| 1.0).len(), 4);
        let goods = links.replace("at once", "$ 12.00");
        assert_eq!(left(&goods, PageType::Listing, |_| 1.0).len(), 4);
    }

    #[test]
    fn a_page_to_sign_in_has_no_article() {
        let field = "<main><h1>Welcome back</h1><label>Name</label><input type=password><p>or</p></main>";
        assert!(left(field, PageType::Listing, |_| 1.0).is_empty());
        let beside = "<input type=password><main><h1>Opening hours</h1><p>Mondays from nine to five</main>";
        assert!(!left(beside, PageType::Listing, |_| 1.0).is_empty());
        assert!(!left(&field.replace("password", "text"), PageType::Listing, |_| 1.0).is_empty());
        assert_eq!(left(&format!("{STORY}<input type=password>"), PageType::Article, |_| 1.0).len(), 2);
    }
}
