//! Decides which parts of an article's page are comments of its readers, and which one answers which. From elements that
//! say so, by microdata, numbered names or repetition, and only from blocks that are not in the text; for the `comments`
//! field.

pub(crate) mod declared;
mod headed;
mod post;
pub(crate) mod posts;
mod records;

use std::sync::LazyLock;

use memchr::memmem;

use crate::article::{Comment, PageType};
use crate::cues::Cues;
use crate::meta::date::Order;
use crate::page::Page;
use crate::phrases::Phrases;
use crate::weigh::Context;
use posts::{Post, owned};

/// Bytes of text searched for declared comments, over all of them: a long text with many comments is read for the first.
const MOST_SEARCHED: usize = 256 << 20;

struct Kinds {
    author: Cues,
    date: Cues,
    content: Cues,
    /// What a line that belongs to the form of comments is.
    chrome: Phrases,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    author: Cues::named("author") | Cues::named("user"),
    date: Cues::named("date"),
    content: Cues::named("content") | Cues::named("prose"),
    chrome: Phrases::all(&[
        "comment",
        "reply_button",
        "share",
        "feedback",
        "login",
        "rating",
        "menu",
        "loading",
        "listen",
    ]),
});

/// The comments that the next one may answer: how deep their elements lie, and where the elements around them end.
#[derive(Debug, Default)]
struct Thread {
    above: Vec<(u16, u32)>,
}

impl Thread {
    /// How many comments the one at hand answers. An answer lies deeper than what it answers, inside it or inside the
    /// element around it.
    fn depth(&mut self, page: &Page, post: &Post) -> u32 {
        let row = page.row(post.row);
        while self.above.last().is_some_and(|(depth, end)| *depth >= row.depth || *end <= post.row) {
            self.above.pop();
        }
        let depth = self.above.len() as u32;
        self.above.push((row.depth, page.row(row.parent).end));
        depth
    }
}

/// The comments of readers, in page order. On a forum's page the posts are the text, and there are none; but where most of the
/// text is none of them, the page is an article that was taken for a forum's, and none of them is lost.
pub(crate) fn comments(
    context: &Context<'_>,
    keep: &[bool],
    page_type: PageType,
    language: Option<&str>,
) -> Vec<Comment> {
    let kept = |at: usize| keep.get(at) == Some(&true);
    let Some(first) = (0..keep.len()).find(|at| kept(*at)) else { return Vec::new() };
    let start = context.blocks.get(first as u32).map_or(0, |block| block.text.start);
    let (posts, sign) = posts_of(context, start, page_type);
    let owned = owned(context, &posts);
    if posts.is_empty() || page_type == PageType::Forum && !is_beside(context, keep, &owned) {
        return Vec::new();
    }
    let order = Order::of(language, None, "");
    // Names and dates stand before the answers, so each element is searched up to the next comment only.
    let mut thread = Thread::default();
    let declared: Option<Vec<u32>> = posts.iter().map(|post| posts::declared_depth(context.page, post.row)).collect();
    let least = declared.iter().flatten().copied().min().unwrap_or(0);
    let mut declared = declared.unwrap_or_default().into_iter();
    let ends = posts.iter().skip(1).map(|next| next.row).chain([u32::MAX]);
    owned
        .iter()
        .zip(posts.iter().zip(ends))
        .map(|(blocks, post)| (blocks, post, declared.next()))
        .filter(|(blocks, _, _)| !blocks.iter().any(|at| kept(*at as usize)))
        .filter_map(|(blocks, (post, end), declared)| {
            let mut comment = post::read(context, post.row..post.end.min(end), blocks, order, sign == Sign::Name)?;
            let depth = thread.depth(context.page, post);
            comment.depth = declared.map_or(depth, |declared| depth.max(declared - least));
            Some(comment)
        })
        .collect()
}

/// Whether most of the kept text stands in none of the comments.
fn is_beside(context: &Context<'_>, keep: &[bool], owned: &[Vec<u32>]) -> bool {
    let words = |at: usize| {
        let block = context.blocks.list.get(at).filter(|_| keep.get(at) == Some(&true));
        block.map_or(0, |block| block.counts.words)
    };
    let inside: u32 = owned.iter().flatten().map(|at| words(*at as usize)).sum();
    let all: u32 = (0..keep.len()).map(words).sum();
    all >= FEWEST_BESIDE && inside * 2 < all
}

/// Words of the shortest text beside which comments are comments, whatever the page was taken for.
const FEWEST_BESIDE: u32 = 25;

/// The elements that hold one comment each, in page order, and what tells that they do: that they are called so, or a line
/// above them; or else, on an article's page, that they look like comments. `start` is where in the page's text the article
/// begins.
pub(crate) fn posts_of(context: &Context<'_>, start: u32, page_type: PageType) -> (Vec<Post>, Sign) {
    let called = posts::posts(context, start);
    // Lists of stories and goods show under each how many comments it has.
    if !called.is_empty() || matches!(page_type, PageType::Collection | PageType::Listing | PageType::Product) {
        return (called, Sign::Name);
    }
    let headed = headed::headed(context, start);
    if !headed.is_empty() || page_type != PageType::Article {
        return (headed, Sign::Heading);
    }
    (records::records(context, start), Sign::Likeness)
}

/// What tells that elements are comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// They are called so.
    Name,
    /// A line above them says so.
    Heading,
    /// They hold what comments hold.
    Likeness,
}

/// The comments that the head declares, where the page shows none; those that stand in the text are part of it.
pub(crate) fn declared_only(declared: &[Comment], page_type: PageType, text: &str) -> Vec<Comment> {
    if page_type == PageType::Forum {
        return Vec::new();
    }
    let most = MOST_SEARCHED / text.len().max(1);
    let absent = |comment: &&Comment| {
        comment.text.lines().next().is_none_or(|line| memmem::find(text.as_bytes(), line.as_bytes()).is_none())
    };
    declared.iter().take(most).filter(absent).cloned().collect()
}

#[cfg(test)]
mod tests;
