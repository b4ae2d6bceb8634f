//! Drops readers' comments from the text of a page that is no discussion: where a page is an article, a product or a list,
//! they are an answer to its content, and an article's belong into the field `comments`. Of 14 gold pages that are no
//! forum and whose comments were kept before this pass, one has them in its gold. What only looks like comments is dropped from
//! articles, no other pages, and only where it says less than they do: a diary is no discussion.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::comments::posts::owned;
use crate::comments::{Sign, posts_of};
use crate::page::Span;

/// Words that must be kept outside the comments. Where there are fewer, the comments are what the page is about, whatever
/// its type was taken for: the shortest news items have more.
const LEAST_OUTSIDE: u32 = 25;

/// Looks at every kept block that stands in a comment.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let Some(first) = (0..context.blocks.len()).find(|at| verdicts.keeps(*at)) else { return };
    if view.page_type == PageType::Forum {
        return;
    }
    let start = context.blocks.get(first).map_or(0, |block| block.text.start);
    let (posts, sign) = posts_of(context, start, view.page_type);
    let comments: Vec<u32> = owned(context, &posts).concat();
    let kept = view.kept_words(verdicts);
    let inside: u32 = comments.iter().map(|at| kept.within(Span { start: *at, end: at + 1 })).sum();
    let outside = kept.within(context.span(0)).saturating_sub(inside);
    // What a line announces stands behind what it is said of.
    let before = comments.first().map_or(0, |first| kept.within(Span { start: 0, end: *first }));
    if sign == Sign::Heading && before < LEAST_OUTSIDE {
        return;
    }
    if inside == 0 || outside < LEAST_OUTSIDE || sign == Sign::Likeness && outside < inside {
        return;
    }
    verdicts.drop_kept(comments, "a reader's comment, and the page is no discussion");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::tests::{STORY, left as left_with};

    fn left(html: &str, page_type: PageType) -> Vec<String> {
        left_with(html, page_type, |_| 1.0)
    }

    const COMMENT: &str =
        "<ol><li class=comment id=comment-7><p class=author>Ann</p><p>It rained here as well.</p></li></ol>";

    #[test]
    fn comments_leave_the_text_of_an_article() {
        let page = format!("<div class=content-sidebar-wrap>{STORY}{COMMENT}</div>");
        assert!(left(&page, PageType::Article).iter().all(|text| !text.contains("as well")));
        assert!(left(&page, PageType::Article).iter().any(|text| text.contains("moorings")));
    }

    #[test]
    fn records_leave_an_article_that_says_more_than_they_do() {
        let record = |name: &str| format!("<div><p>{name}<p>12/03/2021<p>It rained here as well.</div>");
        let records = format!("<div>{}</div>", ["Ann", "Bo", "Ida"].map(record).concat());
        let says = |html: &str, page_type| left(html, page_type).iter().any(|text| text.contains("as well"));
        assert!(!says(&format!("<main>{STORY}{records}</main>"), PageType::Article));
        assert!(says(&format!("<main>{STORY}{records}</main>"), PageType::Product));
        assert!(says(
            &format!("<main>{STORY}{}</main>", records.replace("well.", &"well, ".repeat(30))),
            PageType::Article
        ));
    }

    #[test]
    fn posts_stay_the_text_of_a_forum_and_of_a_page_that_holds_nothing_else() {
        let page = format!("{STORY}{COMMENT}");
        assert!(left(&page, PageType::Forum).iter().any(|text| text.contains("as well")));
        assert!(left(COMMENT, PageType::Article).iter().any(|text| text.contains("as well")));
    }
}
