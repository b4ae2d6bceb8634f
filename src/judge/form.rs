//! Drops what stands in the forms of an article or a collection: ways to sign in, to register, to rate, to search or to
//! write to somebody. Its labels and its small print read like text.

use std::sync::LazyLock;

use super::{Verdicts, View};
use crate::article::PageType;
use crate::cues::Cues;
use crate::page::Span;
use crate::tag::Tag;

/// Largest share of the kept words that all forms of the page have; where they have more, one of them is what the page is
/// about, or it is wrapped around the page or around each of its goods.
const MOST: (u32, u32) = (1, 2);

/// Looks at every form. Of 71 blocks that were kept in forms of gold articles none is content; six gold pages are better without,
/// by up to 0.056, and none is worse. Manuals whose parameters can be tried out describe them in forms, and gold has no other
/// form in manuals. On threads, lists and services the forms hold posts, choices and offers as well.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if !matches!(view.page_type, PageType::Article | PageType::Collection) {
        return;
    }
    let context = view.context;
    let forms = context.page.rows_of(Tag::Form);
    if forms.is_empty() {
        return;
    }
    if view.page_type != PageType::Collection {
        drop_boxes(view, verdicts, forms);
    }
    let kept = view.kept_words(verdicts);
    // The parser lets no form stand inside of another; who builds a tree by hand may.
    let mut end = 0;
    let is_outermost = |span: &Span| {
        let is_behind = span.start >= end;
        end = end.max(span.end);
        is_behind
    };
    let spans: Vec<Span> = forms.iter().map(|form| context.span(*form)).filter(is_outermost).collect();
    let within: u32 = spans.iter().map(|span| kept.within(*span)).sum();
    if within * MOST.1 > kept.within(context.span(0)) * MOST.0 {
        return;
    }
    for span in spans {
        verdicts.drop_kept(span.start..span.end, "inside a form");
    }
}

/// Words and blocks of the largest box around a form to subscribe, and how many elements around the form are looked at.
const LARGEST_BOX: u32 = 80;
const MOST_BLOCKS: usize = 12;
const AROUND: usize = 4;

static NEWSLETTER: LazyLock<Cues> = LazyLock::new(|| Cues::named("newsletter"));

/// Drops what stands around a form in a box that is called after newsletters: it says in prose what the form is for. With each of
/// two draws two or three gold pages are better, by 0.022 at most, and one worse by 0.004.
fn drop_boxes(view: &View<'_>, verdicts: &mut Verdicts, forms: &[u32]) {
    let context = view.context;
    let page = context.page;
    let mut end = 0;
    for form in forms {
        let is_box = |row: &u32| {
            let words = context.blocks.tally(context.span(*row)).words;
            context.span(*row).len() <= MOST_BLOCKS
                && words <= LARGEST_BOX
                && !matches!(page.row(*row).tag, Tag::Article | Tag::Main | Tag::Body)
        };
        let around = page.ancestors(*form).take(AROUND).take_while(is_box);
        if let Some(outermost) = around.filter(|row| page.row(*row).cues.meets(*NEWSLETTER)).last() {
            let span = context.span(outermost);
            // One box may hold several forms.
            verdicts.drop_kept(span.start.max(end)..span.end, "in a box around a form to subscribe");
            end = end.max(span.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    #[test]
    fn what_stands_around_a_form_to_subscribe_leaves_with_it() {
        let form = "<div class=subscription><p>The Long Ledger lives on its readers, and goes out on Mondays.</p>\
            <form><input type=email></form></div>";
        let lines = |form: &str| left(&format!("<article>{STORY}{form}</article>"), PageType::Article, |_| 1.0).len();
        assert_eq!(lines(form), 2);
        assert_eq!(lines(&form.replace("subscription", "letter")), 3);
        assert_eq!(lines(&form.replace("form", "div")), 3);
    }

    #[test]
    fn a_form_leaves_a_story_and_stays_where_it_is_half_of_the_page() {
        let form = "<form><p>Create an account to read this story to its end.</p></form>";
        let lines = |page: &str, page_type| left(page, page_type, |_| 1.0).len();
        let page = format!("<div>{STORY}{form}</div>");
        assert_eq!(lines(&page, PageType::Article), 2);
        assert_eq!(lines(&page, PageType::Collection), 2);
        assert_eq!(lines(&page, PageType::Service), 3);
        assert_eq!(lines(&page, PageType::Forum), 3);
        let around = format!("<form>{STORY}</form>");
        assert_eq!(lines(&around, PageType::Article), 2);
        let each = STORY.replace("<p>", "<form><p>").replace("</p>", "</p></form>");
        assert_eq!(lines(&each, PageType::Article), 2);
    }
}
