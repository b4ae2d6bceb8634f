//! Decides which elements of a page hold one reader's comment each, from microdata, numbered names and repetition; not
//! whether they belong to the text. For the pass of judge that drops them, and for the list of comments.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::cues::Cues;
use crate::meta::date::Order;
use crate::page::{Flags, Name, Page, Row};
use crate::tag::Tag;
use crate::weigh::Context;

/// Comments of one page that are read; the longest pages of comments are served in parts of fewer.
pub(super) const MOST: usize = 2000;
/// Elements above a comment that are asked whether they belong to the article's page at all.
const FARTHEST: usize = 48;

static COMMENT: LazyLock<Cues> = LazyLock::new(|| Cues::named("comment"));
/// What tells who wrote a comment, or when.
static NAMED: LazyLock<Cues> = LazyLock::new(|| *AUTHOR | *DATE);
static AUTHOR: LazyLock<Cues> = LazyLock::new(|| Cues::named("author") | Cues::named("user"));
static DATE: LazyLock<Cues> = LazyLock::new(|| Cues::named("date"));
static CONTENT: LazyLock<Cues> = LazyLock::new(|| Cues::named("content") | Cues::named("prose"));
/// The head or foot of a comment, where it is called a comment's.
static META: LazyLock<Cues> = LazyLock::new(|| Cues::named("meta") | Cues::named("header") | Cues::named("footer"));
/// Parts of the page that list comments on other articles.
static ELSEWHERE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::named("sidebar") | Cues::named("footer") | Cues::named("navigation") | Cues::named("related")
});

/// One comment's element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    /// Its row.
    pub row: u32,
    /// The row behind its last descendant.
    pub end: u32,
}

/// The elements that hold one comment each, in page order. `start` is where in the page's text the article begins.
pub(crate) fn posts(context: &Context<'_>, start: u32) -> Vec<Post> {
    let page = context.page;
    let groups = groups(page);
    let mut posts: Vec<Post> = Vec::new();
    for (at, row) in page.rows.iter().enumerate() {
        let at = at as u32;
        if row.text.is_empty() || row.text.start < start || !may_hold(row.tag) || posts.len() >= MOST {
            continue;
        }
        let declared = is_declared(page, at);
        let answers = || row.tag == Tag::Custom && posts.last().is_some_and(|post| page.row(post.row).kin == row.kin);
        let called = || is_numbered(page, at) || is_one_of(context, at, &groups) || answers() || is_alone(page, at);
        let named = declared || row.cues.meets(*COMMENT) && called();
        if !named
            || is_notice(page, at)
            || row.flags.meets(Flags::NAVIGATION | Flags::TEMPLATE | Flags::DIALOG | Flags::FORM)
        {
            continue;
        }
        // An element and the one around it that begin with the same words are one comment.
        let inner = posts.last().is_some_and(|post| {
            let last = page.row(post.row);
            // So is a numbered part of it: `comment-body-7` in `comment-7`.
            let is_part = || row.cues.meets(*CONTENT) && last.kin != row.kin && is_first_part(page, post, at);
            at < post.end && (last.text.start == row.text.start || last.tag == Tag::Dt || is_part())
        });
        if inner || !declared && is_elsewhere(page, at, start) {
            continue;
        }
        posts.push(Post { row: at, end: if row.tag == Tag::Dt { end_of_entry(page, at) } else { row.end } });
    }
    posts
}

fn may_hold(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Li
            | Tag::Div
            | Tag::Article
            | Tag::Section
            | Tag::Tr
            | Tag::Blockquote
            | Tag::Dt
            | Tag::Dd
            | Tag::P
            | Tag::Custom
    )
}

/// Parts of the longest entry of a definition list that is a comment: who wrote it, what it says, and when.
const PARTS: usize = 8;

/// The row behind an entry of a definition list that a term begins: the next term, or the end of the list.
fn end_of_entry(page: &Page, term: u32) -> u32 {
    let parent = page.row(term).parent;
    let mut end = page.row(term).end;
    for _ in 0..PARTS {
        let next = page.row(end);
        if end >= page.row(parent).end || next.tag == Tag::Dt || next.parent != parent {
            break;
        }
        end = next.end;
    }
    end
}

/// Whether microdata or RDFa calls an element a comment.
fn is_declared(page: &Page, at: u32) -> bool {
    page.attributes_of(page.row(at)).iter().any(|attribute| {
        let words: &[&str] = match attribute.name {
            Name::ItemType => &["Comment", "UserComments"],
            Name::ItemProperty | Name::Property => &["comment"],
            _ => return false,
        };
        let value = page.value_of(attribute).unwrap_or_default();
        value.split_ascii_whitespace().any(|word| words.contains(&last(word)))
    })
}

/// How deep in a thread an element is by its class: `depth-2`, `level-1`, `indent2`.
pub(super) fn declared_depth(page: &Page, at: u32) -> Option<u32> {
    page.class_words(at).find_map(|class| {
        let digits = class.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (word, number) = class.split_at_checked(class.len() - digits)?;
        let word = word.trim_end_matches(['-', '_']).to_ascii_lowercase();
        let is_depth =
            matches!(word.rsplit(['-', '_']).next()?, "depth" | "level" | "lvl" | "indent" | "nivel" | "niveau");
        if is_depth && digits <= 2 { number.parse().ok() } else { None }
    })
}

/// Whether an element tells of another site's link to the article.
fn is_notice(page: &Page, at: u32) -> bool {
    let mut words = page.attribute(at, Name::Class).unwrap_or_default().split_ascii_whitespace();
    words.any(|word| matches!(word, "pingback" | "trackback"))
}

/// Whether an element is the first of its comment that is called a comment's content: what follows it is that of answers.
fn is_first_part(page: &Page, post: &Post, at: u32) -> bool {
    let is_content = |below: &u32| page.row(*below).cues.meets(*CONTENT) && page.row(*below).cues.meets(*COMMENT);
    (post.row + 1..at).take(LOOKED_AT).filter(is_content).all(|before| page.row(before).end > at)
}

/// The last part of an address or prefixed name.
pub(super) fn last(word: &str) -> &str {
    word.rsplit(['/', ':', '#']).next().unwrap_or(word)
}

/// Whether an element's name is a word for comments and a number: `comment-1234`, `li-comment-7`.
fn is_numbered(page: &Page, at: u32) -> bool {
    let Some(id) = page.attribute(at, Name::Id) else { return false };
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let name = id.get(..id.len() - digits).unwrap_or_default().trim_end_matches(['-', '_']);
    digits > 0 && crate::cues::read(name).meets(*COMMENT)
}

/// The elements that call themselves comments, counted by parent and kind.
fn groups(page: &Page) -> HashMap<(u32, u32), u32> {
    let mut groups: HashMap<(u32, u32), u32> = HashMap::new();
    let called =
        (0..page.rows.len() as u32).filter(|at| page.row(*at).cues.meets(*COMMENT) && may_hold(page.row(*at).tag));
    // Elements without a class are alike though their names are not: `comments` and `comments-footer`.
    let classed = called.filter(|at| page.attribute(*at, Name::Class).is_some() || page.row(*at).tag == Tag::Custom);
    for row in classed.map(|at| page.row(at)) {
        *groups.entry((row.parent, row.kin)).or_default() += 1;
    }
    groups
}

/// Whether an element is one of several of its kind, and names somebody or tells when, as a comment does.
fn is_one_of(context: &Context<'_>, at: u32, groups: &HashMap<(u32, u32), u32>) -> bool {
    let page = context.page;
    let row = page.row(at);
    // The term of an entry names somebody itself.
    if row.tag == Tag::Dt {
        return row.cues.meets(*NAMED) && end_of_entry(page, at) > row.end;
    }
    let several = groups.get(&(row.parent, row.kin)).is_some_and(|count| *count >= 2);
    // An element of the page's own may name the author by itself.
    let is_signed = row.tag == Tag::Custom && page.attribute(at, Name::Author).is_some();
    let names = |below: u32| {
        let below = page.row(below);
        let is_head = || below.cues.meets(*COMMENT) && below.cues.meets(*META);
        below.tag == Tag::Time || (below.cues.meets(*NAMED) || is_head()) && !below.text.is_empty()
    };
    several
        && (is_signed
            || page.descendants(at).take(LOOKED_AT).any(names)
            || page.class_words(at).any(is_single) && holds_day(context, at))
}

/// Whether one of the first lines of an element is a day and perhaps a name.
fn holds_day(context: &Context<'_>, at: u32) -> bool {
    let blocks = context.blocks.list.get(context.span(at).range()).unwrap_or_default();
    let short = blocks.iter().take(LINES).filter(|block| block.counts.words <= LONGEST_DATED);
    short.into_iter().any(|block| super::post::dated_alone(context.page.slice(block.text), Order::Day).is_some())
}

/// Lines of a comment among which its day must come, and words of a line that is one.
const LINES: usize = 6;
const LONGEST_DATED: u32 = 10;

/// Whether an element is the only comment of its page: it stands in a list of comments, and what it holds names somebody, says
/// when, and says something. Where its class is the word for one comment, either of the first two is enough.
fn is_alone(page: &Page, at: u32) -> bool {
    let row = page.row(at);
    let is_single = || page.class_words(at).any(is_single);
    let is_listed = |levels: usize| page.ancestors(at).take(levels).any(|above| page.row(above).cues.meets(*COMMENT));
    let has = |is: &dyn Fn(&Row) -> bool| {
        page.descendants(at)
            .take(LOOKED_AT)
            .map(|below| page.row(below))
            .any(|below| !below.text.is_empty() && is(below))
    };
    let listed = matches!(row.tag, Tag::Li | Tag::Article) && is_listed(2);
    let is_single = || is_listed(3) && is_single();
    if !listed && !is_single() {
        return false;
    }
    let is_named = has(&|below| below.cues.meets(*AUTHOR));
    let is_dated = has(&|below| below.tag == Tag::Time || below.cues.meets(*DATE));
    (is_named && is_dated || (is_named || is_dated) && is_single()) && has(&|below| below.cues.meets(*CONTENT))
}

/// Whether a class is the word for one comment, and perhaps one for a part of a list: `comment`, `comment-item`.
fn is_single(class: &str) -> bool {
    let mut words = class.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let is_one = words.next().is_some_and(|word| ONE.contains(&word.to_lowercase().as_str()));
    is_one
        && words.all(|word| matches!(word.to_ascii_lowercase().as_str(), "item" | "node" | "entry" | "single" | "row"))
}

/// Words of classes for one comment.
const ONE: [&str; 8] =
    ["comment", "kommentar", "commentaire", "comentario", "commento", "komentarz", "reactie", "talkback"];

/// Elements of a comment in which its author or date must come.
const LOOKED_AT: usize = 60;

/// Whether an element stands in a list of comments on other articles. What holds the article too, such as a theme's
/// `content-sidebar-wrap`, is no such list, whatever its name says.
pub(super) fn is_elsewhere(page: &Page, at: u32, start: u32) -> bool {
    page.row(at).flags.meets(Flags::ASIDE)
        || page.ancestors(at).take(FARTHEST).any(|above| {
            let row = page.row(above);
            let list = row.cues.meets(*ELSEWHERE) && !row.cues.meets(*COMMENT);
            list && row.tag != Tag::Body && row.text.start > start
        })
}

/// For each comment the blocks that are its own and not an answer's.
pub(crate) fn owned(context: &Context<'_>, posts: &[Post]) -> Vec<Vec<u32>> {
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
