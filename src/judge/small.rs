//! Keeps the text of a page too small to be judged by its statistics: a note of a few words, a first try at a pipe. What
//! holds it says whether it is content: everything in the main part, or all of a page without links and controls, which
//! has no chrome. Small pages without either stay empty, as loading screens and refusals are on gold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::nothing::holds_hardly_anything;
use super::{Verdicts, View, moment};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::page::{Flags, Page};
use crate::phrases::Phrases;
use crate::tag::Tag;

/// Words of the largest page that counts as small. Every gold page of more with hardly anything probable is a menu.
const LARGEST: u32 = 60;

/// Where text is in no main part, though a part that is called so may hold it.
const APART: Flags = Flags(
    Flags::NOSCRIPT.0
        | Flags::TEMPLATE.0
        | Flags::FORM.0
        | Flags::DIALOG.0
        | Flags::FOOTER.0
        | Flags::NAVIGATION.0
        | Flags::ASIDE.0,
);

/// The same on a page of a few words, whose header is no article's.
const OUTSIDE: Flags = Flags(APART.0 | Flags::HEADER.0);

/// Where text is no content, however little or however much stands around it.
pub(super) const BESIDE: Flags = Flags(APART.0 | Flags::HIDDEN.0 | Flags::BUTTON.0);

/// The same on a page of a few words.
const NEVER: Flags = Flags(BESIDE.0 | Flags::HEADER.0);

/// In what the page calls its main part.
pub(super) const IN_MAIN: Flags = Flags(Flags::MAIN.0 | Flags::ARTICLE.0);

/// What a page says while it waits for its scripts.
static LOADING: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("loading"));

/// Looks at a page of which hardly anything was kept.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    keep_to_main(view, verdicts);
    if !holds_hardly_anything(view, verdicts) {
        return keep_doubtful(view, verdicts);
    }
    let Some(holds) = holder(view) else { return };
    let is_waiting = |at: u32| view.context.phrases(at).line.meets(*LOADING);
    let list = (0_u32..).zip(&view.context.blocks.list);
    let held = list.filter(|(at, block)| holds(block) && !is_waiting(*at)).map(|(at, _)| at);
    verdicts.keep_dropped(held, "on a page of a few words all of the main part is kept");
}

/// Drops what stands outside of the main part of a page of a few words, where that part says anything: a box that
/// explains keys has more words than a note.
fn keep_to_main(view: &View<'_>, verdicts: &mut Verdicts) {
    let blocks = &view.context.blocks.list;
    if view.context.total.words > LARGEST || !blocks.iter().any(in_main) {
        return;
    }
    // What the main part links to is a list of its own; what it folds away is in it.
    let is_inside = |block: &Block| block.flags.meets(IN_MAIN) && !block.flags.meets(OUTSIDE);
    let outside = (0_u32..).zip(blocks).filter(|(_, block)| !is_inside(block)).map(|(at, _)| at);
    verdicts.drop_kept(outside, "outside of the main part of a page of a few words");
}

/// Words of the largest page on which little inside of its main part is doubted. What is measured of a page says less the fewer
/// words it has.
const LARGEST_DOUBTED: u32 = 200;

/// Share of the threshold that suffices there.
const POSSIBLY: f32 = 0.5;

/// Keeps what is not improbable in the main part of a page of prose or of a service that is no longer than a note: its code, a
/// line of a quotation, whom to ask. Gold has three such pages, better by it; with 300 words it has seven more, but reviews
/// that nothing names are kept.
fn keep_doubtful(view: &View<'_>, verdicts: &mut Verdicts) {
    let may_be_short = view.is_prose() || view.page_type == PageType::Service;
    if view.context.total.words > LARGEST_DOUBTED || !may_be_short {
        return;
    }
    // The headline stands in the title.
    let headline = view.context.headline();
    let is_meant = |at: u32, block: &Block| {
        let holds = is_text(block) && block.flags.meets(IN_MAIN) && headline != Some(at);
        holds && view.score(at) >= view.cut.threshold * POSSIBLY && !is_beside(view, at, block)
    };
    // Comments are articles, too, and say less than what they are about; a thread consists of such.
    let told = teller(view, verdicts);
    let is_of_text =
        |block: &Block| view.page_type == PageType::Forum || told == Some(article_of(view.context.page, block));
    // What another pass has dropped is no matter of doubt.
    let is_doubted = |at: u32| verdicts.get(at).is_some_and(|verdict| verdict.by == "threshold");
    let list = (0_u32..).zip(&view.context.blocks.list);
    let is_doubtful = |at: u32, block: &Block| is_doubted(at) && is_meant(at, block) && is_of_text(block);
    let doubtful: Vec<u32> = list.filter(|(at, block)| is_doubtful(*at, block)).map(|(at, _)| at).collect();
    verdicts.keep_dropped(doubtful, "not improbable, in the main part of a short page");
}

/// What stands in an article beside its text, and in a post.
static BESIDE_TEXT: LazyLock<Cues> =
    LazyLock::new(|| Cues::all(&["author", "user", "comment", "related", "newsletter", "sidebar"]));
static OF_PERSON: LazyLock<Cues> = LazyLock::new(|| Cues::all(&["author", "user"]));
static DATE: LazyLock<Cues> = LazyLock::new(|| Cues::named("date"));

/// Whether a block belongs to what stands beside the text, or is a single sign, as in place of a picture, or half of a
/// definition.
fn is_beside(view: &View<'_>, at: u32, block: &Block) -> bool {
    let [near, middle, _] = view.context.cues(at);
    let is_sign = view.context.text(at).chars().nth(1).is_none();
    let is_called_so = match view.page_type {
        PageType::Forum => near.meets(*OF_PERSON),
        _ => (near | middle).meets(*BESIDE_TEXT),
    };
    // How long a recipe takes is called a time, too.
    let is_date = near.meets(*DATE) && moment::has_year(view.context.text(at));
    is_sign || is_called_so || is_date || matches!(block.kind, Kind::Term | Kind::Description)
}

/// The element `article` that holds a block, or else the outermost element that calls itself one.
fn article_of(page: &Page, block: &Block) -> u32 {
    let inside = || page.upwards(block.row).take_while(|row| page.row(*row).flags.meets(Flags::ARTICLE));
    inside().find(|row| page.row(*row).tag == Tag::Article).or_else(|| inside().last()).unwrap_or_default()
}

/// The article that holds most of the kept words.
fn teller(view: &View<'_>, verdicts: &Verdicts) -> Option<u32> {
    let mut told: BTreeMap<u32, u32> = BTreeMap::new();
    let list = (0_u32..).zip(&view.context.blocks.list);
    for (_, block) in list.filter(|(at, _)| verdicts.keeps(*at)) {
        *told.entry(article_of(view.context.page, block)).or_default() += block.counts.words;
    }
    told.into_iter().max_by_key(|(_, words)| *words).map(|(article, _)| article)
}

/// What tells whether a block of a small page is content; none for pages that are not small, or do not say.
pub fn holder(view: &View<'_>) -> Option<fn(&Block) -> bool> {
    let blocks = &view.context.blocks.list;
    if view.context.total.words > LARGEST {
        return None;
    }
    if blocks.iter().any(in_main) {
        return Some(in_main);
    }
    let is_plain =
        |block: &Block| block.links == 0 && !block.flags.meets(Flags::BUTTON | Flags::FORM | Flags::NOSCRIPT);
    blocks.iter().all(is_plain).then_some(is_text)
}

/// Whether a block is text of the part that the page calls its main one.
fn in_main(block: &Block) -> bool {
    is_text(block) && block.flags.meets(IN_MAIN)
}

/// Whether a block is neither chrome by where it stands nor mostly links.
fn is_text(block: &Block) -> bool {
    !block.flags.meets(NEVER) && !block.is_of_links()
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str) -> Vec<String> {
        left(html, PageType::Listing, |_| 0.01)
    }

    #[test]
    fn a_small_page_without_links_is_kept_whole() {
        assert_eq!(kept("<p>Hello world"), ["Hello world"]);
        assert_eq!(kept("<ul><li>Milk<li>Bread</ul>"), ["Milk", "Bread"]);
        assert_eq!(kept("<p>Hello world<p>Subscribe to our newsletter"), ["Hello world"]);
    }

    #[test]
    fn a_box_beside_the_main_part_of_a_small_page_goes() {
        let page =
            "<main><p>See issue 42.</p></main><div><p>Press Esc to hide this help</p><p>Press S to search</p></div>";
        assert_eq!(left(page, PageType::Listing, |_| 1.0), ["See issue 42."]);
        assert_eq!(left(&page.replace("main", "div"), PageType::Listing, |_| 1.0).len(), 3);
    }

    #[test]
    fn a_small_list_keeps_its_titles_and_a_small_story_none_of_its_comments() {
        let list =
            "<nav><a href=/>Home</a></nav><main><h2><a href=/a>A new path on the island</a></h2><p>10 May</main>";
        assert_eq!(left(list, PageType::Listing, |text| if text == "Home" { 0.0 } else { 1.0 }).len(), 2);
        let comment = "<article class=comment-body><p>What a day it was.</p></article>";
        let other = "<article><p>What a day it was.</p></article>";
        for (more, lines) in [(comment, 1), (other, 1), ("<p>What a day it was.</p>", 2), ("<p>O</p>", 1)] {
            let page = format!("<article>{STORY}{more}</article>");
            let found = left(&page, PageType::Article, |text| if text.starts_with("It rained") { 1.0 } else { 0.3 });
            assert_eq!(found.len(), lines, "{more}");
        }
    }

    #[test]
    fn the_doubtful_lines_of_a_short_main_part_stay() {
        let page = format!("<main>{STORY}<h2>Whom to ask</h2><p>Ida Lund, room 3</p></main><p>Weather</p>");
        let score = |text: &str| if text.len() > 60 { 1.0 } else { 0.3 };
        let lines = |page: &str, page_type| left(page, page_type, score).len();
        assert_eq!((lines(&page, PageType::Article), lines(&page, PageType::Service)), (3, 3));
        assert_eq!((lines(&page, PageType::Product), lines(&page.replace("main", "div"), PageType::Service)), (2, 1));
    }

    #[test]
    fn an_answer_that_is_folded_away_in_the_main_part_of_a_small_page_stays() {
        let page = "<main><p>Fishing is free here.</p><h3><button>May I fish here?</button></h3><div hidden>Yes, from the pier.</div></main><p>Keys</p>";
        assert_eq!(left(page, PageType::Service, |_| 1.0)[1..], ["May I fish here?", "Yes, from the pier."]);
    }

    #[test]
    fn of_a_small_page_with_links_the_main_part_is_kept() {
        let page = "<nav><a href=/>Home</a></nav><main><p>Short text here.</p></main><footer>Contact us</footer>";
        assert_eq!(kept(page), ["Short text here."]);
        assert_eq!(kept(&page.replace("main", "div")), [""; 0]);
    }

    #[test]
    fn messages_to_browsers_without_scripts_and_larger_pages_stay_empty() {
        assert_eq!(kept("<body><noscript>You need to enable JavaScript to run this app.</noscript>"), [""; 0]);
        assert_eq!(kept("<body><div>Loading...</div>"), [""; 0]);
        assert_eq!(kept(&format!("<p>{}", "Milk ".repeat(61))), [""; 0]);
    }

    #[test]
    fn little_inside_of_a_short_article_is_doubted() {
        let page = format!("<article>{STORY}<blockquote>To be or not to be.</blockquote></article><p>Buy a boat.</p>");
        let kept = |score: f32, page_type| {
            left(&page, page_type, |text| if text.starts_with("It rained") { 1.0 } else { score })
        };
        let has = |kept: Vec<String>, wanted: &str| kept.iter().any(|text| text == wanted);
        assert!(has(kept(0.3, PageType::Article), "To be or not to be."));
        assert!(!has(kept(0.3, PageType::Article), "Buy a boat."));
        assert!(!has(kept(0.2, PageType::Article), "To be or not to be."));
        assert!(!has(kept(0.3, PageType::Product), "To be or not to be."));
    }
}
