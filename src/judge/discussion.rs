//! Drops readers' comments from the text of a page that is no discussion: where a page is an article, a product or a list,
//! they are an answer to its content, and an article's belong into the field `comments`. Of 14 gold pages that are no
//! forum and whose comments were kept before this pass, one has them in its gold.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::comments::posts::{owned, posts};

/// Words that must be kept outside the comments. Where there are fewer, the comments are what the page is about, whatever
/// its type was taken for: the shortest news items have more.
const LEAST_OUTSIDE: u32 = 25;

/// Looks at every kept block that stands in a comment.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let blocks = &context.blocks.list;
    let Some(first) = (0..blocks.len() as u32).find(|at| verdicts.keeps(*at)) else { return };
    if view.page_type == PageType::Forum {
        return;
    }
    let start = context.blocks.get(first).map_or(0, |block| block.text.start);
    let comments: Vec<u32> = owned(context, &posts(context.page, start)).concat();
    let kept_words = |at: u32| match blocks.get(at as usize) {
        Some(block) if verdicts.keeps(at) => block.counts.words,
        _ => 0,
    };
    let inside: u32 = comments.iter().map(|at| kept_words(*at)).sum();
    let all: u32 = view.kept_blocks(verdicts).map(|(block, _)| block.counts.words).sum();
    if inside == 0 || all - inside < LEAST_OUTSIDE {
        return;
    }
    for at in comments {
        if verdicts.keeps(at) {
            verdicts.drop(at, "a reader's comment, and the page is no discussion");
        }
    }
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
    fn posts_stay_the_text_of_a_forum_and_of_a_page_that_holds_nothing_else() {
        let page = format!("{STORY}{COMMENT}");
        assert!(left(&page, PageType::Forum).iter().any(|text| text.contains("as well")));
        assert!(left(COMMENT, PageType::Article).iter().any(|text| text.contains("as well")));
    }
}
