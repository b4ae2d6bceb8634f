//! Decides which parts of an article's page are comments of its readers, and which one answers which. From elements that
//! say so, by microdata, numbered names or repetition, and only from blocks that are not in the text; for the `comments`
//! field.

pub(crate) mod declared;
mod post;

use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memmem;

use crate::article::{Comment, PageType};
use crate::cues::Cues;
use crate::meta::date::Order;
use crate::page::{Flags, Name, Page};
use crate::phrases::Phrases;
use crate::tag::Tag;
use crate::weigh::Context;

/// Bytes of text searched for declared comments, over all of them: a long text with many comments is read for the first.
const MOST_SEARCHED: usize = 256 << 20;
/// Comments of one page that are read; the longest pages of comments are served in parts of fewer.
const MOST: usize = 2000;
/// Elements above a comment that are asked whether they belong to the article's page at all.
const FARTHEST: usize = 48;

struct Kinds {
    comment: Cues,
    author: Cues,
    date: Cues,
    content: Cues,
    /// Parts of the page that list comments on other articles.
    elsewhere: Cues,
    /// What a line that belongs to the form of comments is.
    chrome: Phrases,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    comment: Cues::named("comment"),
    author: Cues::named("author") | Cues::named("user"),
    date: Cues::named("date"),
    content: Cues::named("content") | Cues::named("prose"),
    elsewhere: Cues::named("sidebar") | Cues::named("footer") | Cues::named("navigation") | Cues::named("related"),
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

/// One comment's element.
#[derive(Debug, Clone, Copy)]
struct Post {
    row: u32,
    end: u32,
}

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

/// The comments of readers, in page order. On a forum's page the posts are the text, and there are none.
pub(crate) fn comments(
    context: &Context<'_>,
    keep: &[bool],
    page_type: PageType,
    language: Option<&str>,
) -> Vec<Comment> {
    let kept = |at: usize| keep.get(at) == Some(&true);
    let Some(first) = (0..keep.len()).find(|at| kept(*at)) else { return Vec::new() };
    if page_type == PageType::Forum {
        return Vec::new();
    }
    let start = context.blocks.get(first as u32).map_or(0, |block| block.text.start);
    let posts = posts(context.page, start);
    if posts.is_empty() {
        return Vec::new();
    }
    let order = Order::of(language, None);
    // Names and dates stand before the answers, so each element is searched up to the next comment only.
    let mut thread = Thread::default();
    let ends = posts.iter().skip(1).map(|next| next.row).chain([u32::MAX]);
    owned(context, &posts)
        .iter()
        .zip(posts.iter().zip(ends))
        .filter(|(blocks, _)| !blocks.iter().any(|at| kept(*at as usize)))
        .filter_map(|(blocks, (post, end))| {
            let mut comment = post::read(context, post.row..post.end.min(end), blocks, order)?;
            comment.depth = thread.depth(context.page, post);
            Some(comment)
        })
        .collect()
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

/// The elements that hold one comment each, in page order.
fn posts(page: &Page, start: u32) -> Vec<Post> {
    let groups = groups(page);
    let mut posts: Vec<Post> = Vec::new();
    for (at, row) in page.rows.iter().enumerate() {
        let at = at as u32;
        if row.text.is_empty() || row.text.start < start || !may_hold(row.tag) || posts.len() >= MOST {
            continue;
        }
        let declared = is_declared(page, at);
        let named =
            declared || row.cues.meets(KINDS.comment) && (is_numbered(page, at) || is_one_of(page, at, &groups));
        if !named
            || is_notice(page, at)
            || row.flags.meets(Flags::NAVIGATION | Flags::TEMPLATE | Flags::DIALOG | Flags::FORM)
        {
            continue;
        }
        // An element and the one around it that begin with the same words are one comment.
        let inner = posts.last().is_some_and(|post| at < post.end && page.row(post.row).text.start == row.text.start);
        if inner || !declared && is_elsewhere(page, at) {
            continue;
        }
        posts.push(Post { row: at, end: row.end });
    }
    posts
}

fn may_hold(tag: Tag) -> bool {
    matches!(tag, Tag::Li | Tag::Div | Tag::Article | Tag::Section | Tag::Tr | Tag::Blockquote | Tag::Dd | Tag::P)
}

/// Whether microdata or RDFa calls an element a comment.
fn is_declared(page: &Page, at: u32) -> bool {
    if page.row(at).attributes.is_empty() {
        return false;
    }
    let says = |name: Name, words: &[&str]| {
        page.attribute(at, name)
            .is_some_and(|value| value.split_ascii_whitespace().any(|word| words.contains(&last(word))))
    };
    says(Name::ItemType, &["Comment", "UserComments"])
        || says(Name::ItemProperty, &["comment"])
        || says(Name::Property, &["comment"])
}

/// Whether an element tells of another site's link to the article.
fn is_notice(page: &Page, at: u32) -> bool {
    let mut words = page.attribute(at, Name::Class).unwrap_or_default().split_ascii_whitespace();
    words.any(|word| matches!(word, "pingback" | "trackback"))
}

/// The last part of an address or prefixed name.
fn last(word: &str) -> &str {
    word.rsplit(['/', ':', '#']).next().unwrap_or(word)
}

/// Whether an element's name is a word for comments and a number: `comment-1234`, `li-comment-7`.
fn is_numbered(page: &Page, at: u32) -> bool {
    let Some(id) = page.attribute(at, Name::Id) else { return false };
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let name = id.get(..id.len() - digits).unwrap_or_default().trim_end_matches(['-', '_']);
    digits > 0 && crate::cues::read(name).meets(KINDS.comment)
}

/// The elements that call themselves comments, counted by parent and kind.
fn groups(page: &Page) -> HashMap<(u32, u32), u32> {
    let mut groups: HashMap<(u32, u32), u32> = HashMap::new();
    for row in page.rows.iter().filter(|row| row.cues.meets(KINDS.comment) && may_hold(row.tag)) {
        *groups.entry((row.parent, row.kin)).or_default() += 1;
    }
    groups
}

/// Whether an element is one of several of its kind, and names somebody or tells when, as a comment does.
fn is_one_of(page: &Page, at: u32, groups: &HashMap<(u32, u32), u32>) -> bool {
    let row = page.row(at);
    let several = groups.get(&(row.parent, row.kin)).is_some_and(|count| *count >= 2);
    several
        && page.descendants(at).take(LOOKED_AT).any(|below| {
            let below = page.row(below);
            below.tag == Tag::Time || below.cues.meets(KINDS.author | KINDS.date) && !below.text.is_empty()
        })
}

/// Elements of a comment in which its author or date must come.
const LOOKED_AT: usize = 60;

/// Whether an element stands in a list of comments on other articles.
fn is_elsewhere(page: &Page, at: u32) -> bool {
    page.row(at).flags.meets(Flags::ASIDE)
        || page.ancestors(at).take(FARTHEST).any(|above| {
            let row = page.row(above);
            row.cues.meets(KINDS.elsewhere) && !row.cues.meets(KINDS.comment) && row.tag != Tag::Body
        })
}

/// For each comment the blocks that are its own and not an answer's.
fn owned(context: &Context<'_>, posts: &[Post]) -> Vec<Vec<u32>> {
    let mut owned: Vec<Vec<u32>> = vec![Vec::new(); posts.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    for (at, block) in context.blocks.list.iter().enumerate() {
        while posts.get(next).is_some_and(|post| post.row <= block.row) {
            open.push(next);
            next += 1;
        }
        while open.last().and_then(|post| posts.get(*post)).is_some_and(|post| post.end <= block.row) {
            open.pop();
        }
        if let Some(list) = open.last().and_then(|post| owned.get_mut(*post)) {
            list.push(at as u32);
        }
    }
    owned
}

#[cfg(test)]
mod tests;
