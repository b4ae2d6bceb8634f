//! Drops what stands in a consent box, a dialog, a pop-up or a notice as a whole: its sentences read like prose, and a wall
//! of them may be longer than the article. Of the text near class words of consent 0.3 % was content on gold articles and
//! 2.1 % on other pages.

use std::sync::LazyLock;

use super::{Sums, Verdicts, View};
use crate::article::PageType;
use crate::block::Block;
use crate::cues::Cues;
use crate::meta::labels::{self, Purpose};
use crate::page::{Flags, Row};
use crate::tag::Tag;

static CONSENT: LazyLock<Cues> = LazyLock::new(|| Cues::named("consent"));
static MODAL: LazyLock<Cues> = LazyLock::new(|| Cues::named("modal"));

/// How probable documentation must be for its sections to be called "warnings" or "dialogs" as well as its boxes.
const MANUAL: f32 = 0.2;
/// Largest share of the kept words that a pop-up or notice has; where it has more it is what the page is about. With a half one
/// gold page loses all it says.
const NOTICE: (u32, u32) = (2, 5);

/// Looks at every dialog, and at every element that a class word calls a consent box, a pop-up or a notice.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    drop_banner(view, verdicts);
    let context = view.context;
    let kept = may_notify(view).then(|| {
        let expected = |at: u32| if verdicts.keeps(at) { f64::from(view.score(at)) } else { 0.0 };
        (view.kept_words(verdicts), view.weighed_words(expected))
    });
    let mut at = 0;
    while let Some(row) = context.page.rows.get(at as usize) {
        let opens = row.flags.meets(Flags::DIALOG) && !context.page.row(row.parent).flags.meets(Flags::DIALOG);
        // Inside the main part a section may be about cookies; what asks for consent stands outside it.
        let asks = row.cues.meets(*CONSENT) && is_outside(row);
        let is_doubtful = |(words, expected): &(Sums<u32>, Sums<f64>)| {
            let (own, all) = (words.within(context.span(at)), words.within(context.span(0)));
            own * NOTICE.1 <= all * NOTICE.0 && expected.within(context.span(at)) <= SURE * f64::from(own)
        };
        let is_notice = row.cues.meets(*MODAL)
            && is_outside(row)
            && kept.as_ref().is_some_and(is_doubtful)
            && !is_among_text(view, verdicts, at);
        if !(opens || asks || is_notice) || holds_article(view, at) {
            at += 1;
            continue;
        }
        let span = context.span(at);
        verdicts.drop_kept(span.start..span.end, "inside a consent box, a dialog or a notice");
        at = row.end;
    }
}

/// Words of the largest banner that says whose the site is; that of the United States has 90.
const LARGEST_BANNER: u32 = 120;

/// Drops the banner above a page that says what kind of site it is and how to tell: its first line says so, "An official
/// website of the United States government", and what explains it reads like prose.
fn drop_banner(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let page = context.page;
    let is_above =
        |block: &Block| !block.flags.meets(Flags::MAIN | Flags::ARTICLE) && !block.is_heading() && !block.is_long();
    let mut above = (0_u32..).zip(&context.blocks.list).take_while(|(_, block)| is_above(block));
    let says_so = |at: u32| labels::is(context.text(at), Purpose::Official);
    let Some((first, block)) = above.find(|(at, _)| says_so(*at)) else { return };
    let is_banner = |row: &u32| {
        let span = context.span(*row);
        let is_small = span.start == first && context.blocks.tally(span).words <= LARGEST_BANNER;
        is_small && !holds_article(view, *row)
    };
    if let Some(banner) = page.upwards(block.row).take_while(is_banner).last() {
        let span = context.span(banner);
        verdicts.drop_kept(span.start..span.end, "in the banner that says whose the site is");
    }
}

/// Whether pop-ups and notices leave pages of this type. On gold five pages are better so, the best of them by 0.28, and
/// two worse by 0.013 at most; on cards an "overlay" often is what a picture says, and pop-ups tell of the goods.
fn may_notify(view: &View<'_>) -> bool {
    let is_manual = view.page_type == PageType::Documentation || view.probability(PageType::Documentation) >= MANUAL;
    !is_manual && !view.is_of_cards()
}

/// From which probability on, in the mean of its kept words, what is called a notice is content: shops and authorities put what is
/// new into one. From 0.7 on two gold pages lose 0.06 and 0.15 of F1.
const SURE: f64 = 0.9;

/// Whether an element stands between two paragraphs of one column: a box in a story is the story's.
fn is_among_text(view: &View<'_>, verdicts: &Verdicts, at: u32) -> bool {
    let context = view.context;
    let span = context.span(at);
    let column = context.page.row(at).parent;
    let is_paragraph = |at: u32| {
        let block = context.blocks.get(at).filter(|block| block.is_long() && verdicts.keeps(at));
        block.is_some_and(|block| context.page.row(block.row).parent == column)
    };
    span.start.checked_sub(1).is_some_and(is_paragraph) && is_paragraph(span.end)
}

/// Whether an element is a box outside of the main part.
fn is_outside(row: &Row) -> bool {
    row.tag.is_block() && row.tag.heading_level() == 0 && !row.flags.meets(Flags::MAIN | Flags::ARTICLE)
}

/// Whether an element holds the article: page builders put words such as `cookies-not-set` on the body.
fn holds_article(view: &View<'_>, at: u32) -> bool {
    let page = view.context.page;
    let row = page.row(at);
    let landmark = |row: u32| matches!(page.row(row).tag, Tag::Main | Tag::Article | Tag::Body);
    let headline = view.context.headline().is_some_and(|headline| view.context.span(at).contains(headline));
    headline || matches!(row.tag, Tag::Body | Tag::Html) || page.descendants(at).any(landmark)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(class: &str, notice: &str, page_type: PageType) -> bool {
        let page = format!("<body><div>{STORY}</div><div class='{class}'><p>{notice}</div>");
        left(&page, page_type, |text| if text.starts_with("Your") { 0.8 } else { 1.0 }).len() == 3
    }

    #[test]
    fn the_banner_of_an_authority_leaves_with_what_explains_it() {
        let banner = "<section><div><p>An official website of the United States government</div><div><p>The address ends in \
            .gov, and only an authority has such a one.</div></section>";
        let lines = |page: &str| left(page, PageType::Service, |_| 1.0).len();
        // A page of a few words keeps nothing outside of its main part anyhow.
        let more = "The boats lay still in the rain, and nobody knew why. ".repeat(4);
        let story = format!("<main>{STORY}<p>{more}</main>");
        assert_eq!(lines(&format!("<body>{banner}{story}")), 3);
        assert_eq!(lines(&format!("<body>{}{story}", banner.replace("official", "old"))), 5);
        assert_eq!(lines(&format!("<body>{}", story.replace("</main>", &format!("{banner}</main>")))), 4);
    }

    #[test]
    fn a_notice_leaves_a_story_and_stays_where_it_is_most_of_the_page() {
        let notice = "Your comment waits for the harbour office.";
        assert!(!kept("modal fade", notice, PageType::Article));
        assert!(!kept("cookie-consent", notice, PageType::Collection));
        assert!(kept("modal fade", notice, PageType::Collection));
        assert!(kept("warnings-and-errors", notice, PageType::Documentation));
        assert!(kept("story", notice, PageType::Article));
        assert!(kept("modal fade", &notice.repeat(6), PageType::Article));
        assert!(kept("alert", "The harbour office is closed on all the days of June.", PageType::Article));
        let more = STORY.replace("h1", "h2").replace("rained", "snowed");
        let among = format!(
            "<body><div>{STORY}<div class='alert alert-info'><p>{notice}</div>{}</div>",
            more.replace("<h2>Rain over Velmora</h2>", "")
        );
        assert_eq!(left(&among, PageType::Article, |_| 1.0).len(), 4);
    }
}
