//! Decides whether what was taken for a thread is an article with comments below it, and whether what was taken for a list is
//! a thread. By elements: where the text stands and where what is called comments. For the type of a page.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Context;
use crate::cues::Cues;
use crate::page::{Flags, Row};
use crate::tag::Tag;

/// Words of the shortest article; the shortest news items have more.
const ARTICLE: u32 = 15;
/// Words of the shortest list of comments: a name, a day and a word.
const COMMENTS: u32 = 3;
/// Elements that are looked at as the article's.
const CANDIDATES: usize = 32;
/// Elements around an article that may be a post's or a comment's, and elements inside of it.
const AROUND: usize = 24;
const INSIDE: usize = 60;
/// Share of a page's words outside of links that comments hold where they are all it says.
const MOST: (u32, u32) = (3, 5);
/// How many times as many words the comments below an article may have: where they have more, readers come for them.
const LONGEST: u32 = 12;
/// Comments of the smallest thread.
const FEWEST: usize = 2;

static COMMENT: LazyLock<Cues> = LazyLock::new(|| Cues::named("comment"));
/// What a post is called.
static POST: LazyLock<Cues> = LazyLock::new(|| Cues::all(&["comment", "discussion"]));
static TEXT: LazyLock<Cues> = LazyLock::new(|| Cues::all(&["prose", "article"]));

/// Whether comments stand below a text that is called none of them, nor alike, and are not many times as long.
pub(super) fn is_article(context: &Context<'_>) -> bool {
    let page = context.page;
    let rows = || (0_u32..).zip(&page.rows);
    let (mut last, mut end, mut said) = (None, 0, 0);
    for (at, row) in rows().filter(|(at, row)| is_list(context, *at, row)) {
        last = Some(row.text.start);
        if at >= end {
            end = row.end;
            said += context.blocks.tally(context.span(at)).words;
        }
    }
    let Some(last) = last else { return false };
    let is_text = |row: &Row| row.tag == Tag::Article || row.cues.meets(*TEXT);
    // The first and the last element of each kind: the posts of a thread are alike.
    let mut kinds: HashMap<u32, (u32, u32)> = HashMap::new();
    let texts: Vec<(u32, &Row)> = rows().filter(|(at, row)| is_text(row) && is_told(context, *at)).collect();
    for (at, row) in &texts {
        kinds.entry(row.kin).or_insert((*at, *at)).1 = *at;
    }
    let candidates = texts.into_iter().filter(|(_, row)| row.text.end <= last);
    candidates.take(CANDIDATES).any(|(at, row)| {
        let is_post = |at: u32| page.row(at).cues.meets(*POST);
        let stands_in_post = page.upwards(at).take(AROUND).filter(|at| page.row(*at).tag != Tag::Body).any(is_post);
        let holds_posts = page.descendants(at).take(INSIDE).any(is_post);
        let is_repeated =
            kinds.get(&row.kin).is_some_and(|(first, last)| page.row(*first).end <= at || *last >= row.end);
        let is_long = context.blocks.tally(context.span(at)).words * LONGEST >= said;
        !stands_in_post && !holds_posts && !is_repeated && is_long
    })
}

/// Whether an element is a list of comments, rather than a link to one or their number.
fn is_list(context: &Context<'_>, at: u32, row: &Row) -> bool {
    let is_block = matches!(row.tag, Tag::Div | Tag::Section | Tag::Ol | Tag::Ul | Tag::Li | Tag::Article | Tag::Aside);
    is_block
        && row.cues.meets(*COMMENT)
        && !row.flags.meets(Flags::NAVIGATION | Flags::FORM | Flags::TEMPLATE)
        && context.blocks.tally(context.span(at)).words >= COMMENTS
}

/// Whether an element says enough to be an article.
fn is_told(context: &Context<'_>, at: u32) -> bool {
    let tally = context.blocks.tally(context.span(at));
    tally.words >= ARTICLE && tally.sentences > 0 && tally.link_words * 2 < tally.words
}

/// Whether a page says next to nothing but in elements that are called comments, none of which has a headline.
pub(super) fn is_of_comments(context: &Context<'_>) -> bool {
    let page = context.page;
    let (mut words, mut many, mut end) = (0, 0, 0);
    for (at, row) in (0_u32..).zip(&page.rows) {
        let span = context.span(at);
        let is_comment =
            at >= end && row.cues.meets(*COMMENT) && row.tag != Tag::Body && context.blocks.headings(span) == 0;
        if !is_comment {
            continue;
        }
        let tally = context.blocks.tally(span);
        if tally.sentences > 0 {
            words += tally.words.saturating_sub(tally.link_words);
            many += 1;
            end = row.end;
        }
    }
    let all = context.total.words.saturating_sub(context.total.link_words);
    many >= FEWEST && words * MOST.1 >= all * MOST.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{block, page};

    fn with<T>(html: &str, look: fn(&Context<'_>) -> T) -> T {
        let page = page::laid_out(html);
        let blocks = block::cut(&page);
        look(&Context::new(&page, &blocks))
    }

    const STORY: &str =
        "<p>It rained all day in the harbour of Velmora, and the boats stayed at their moorings until the evening.";
    const COMMENT: &str = "<div class=comment><b>Ann</b><p>It rained here, too.</div>";

    #[test]
    fn comments_below_a_text_make_an_article() {
        for text in ["<article>", "<div class=entry-content>"] {
            let page = format!("{text}{STORY}</article></div><div class=comments>{COMMENT}</div>");
            assert!(with(&page, is_article), "{text}");
        }
        for html in [
            format!("<div class=comments><article>{STORY}</article></div><div class=comments>{COMMENT}</div>"),
            format!(
                "<article class=post>{STORY}</article><article class=post>{STORY}</article><div class=comments>{COMMENT}</div>"
            ),
            format!("<article>{STORY}</article><a class=comments>3 comments in all</a>"),
            format!("<article>{STORY}{COMMENT}</article>"),
        ] {
            assert!(!with(&html, is_article), "{html}");
        }
    }

    #[test]
    fn comments_alone_make_a_thread() {
        assert!(with(&COMMENT.repeat(3), is_of_comments));
        assert!(!with(&format!("{STORY}{STORY}{}", COMMENT.repeat(2)), is_of_comments));
        assert!(!with(&"<div class=has-comments><h2>Rain</h2><p>It rained here, too.</div>".repeat(3), is_of_comments));
    }
}
