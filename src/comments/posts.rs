//! Decides which elements of a page hold one reader's comment each, from microdata, numbered names and repetition; not
//! whether they belong to the text. For the pass of judge that drops them, and for the list of comments.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::cues::Cues;
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
pub(crate) fn posts(page: &Page, start: u32) -> Vec<Post> {
    let groups = groups(page);
    let mut posts: Vec<Post> = Vec::new();
    for (at, row) in page.rows.iter().enumerate() {
        let at = at as u32;
        if row.text.is_empty() || row.text.start < start || !may_hold(row.tag) || posts.len() >= MOST {
            continue;
        }
        let declared = is_declared(page, at);
        let answers = || row.tag == Tag::Custom && posts.last().is_some_and(|post| page.row(post.row).kin == row.kin);
        let called = || is_numbered(page, at) || is_one_of(page, at, &groups) || answers() || is_alone(page, at);
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
            at < post.end && (last.text.start == row.text.start || last.tag == Tag::Dt)
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

/// Whether an element tells of another site's link to the article.
fn is_notice(page: &Page, at: u32) -> bool {
    let mut words = page.attribute(at, Name::Class).unwrap_or_default().split_ascii_whitespace();
    words.any(|word| matches!(word, "pingback" | "trackback"))
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
    for row in page.rows.iter().filter(|row| row.cues.meets(*COMMENT) && may_hold(row.tag)) {
        *groups.entry((row.parent, row.kin)).or_default() += 1;
    }
    groups
}

/// Whether an element is one of several of its kind, and names somebody or tells when, as a comment does.
fn is_one_of(page: &Page, at: u32, groups: &HashMap<(u32, u32), u32>) -> bool {
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
        below.tag == Tag::Time || below.cues.meets(*NAMED) && !below.text.is_empty()
    };
    several && (is_signed || page.descendants(at).take(LOOKED_AT).any(names))
}

/// Whether an element is the only comment of its page: it stands in a list of comments, and what it holds names somebody, says
/// when, and says something.
fn is_alone(page: &Page, at: u32) -> bool {
    let row = page.row(at);
    let listed = matches!(row.tag, Tag::Li | Tag::Article)
        && page.ancestors(at).take(2).any(|above| page.row(above).cues.meets(*COMMENT));
    let has = |is: &dyn Fn(&Row) -> bool| {
        page.descendants(at)
            .take(LOOKED_AT)
            .map(|below| page.row(below))
            .any(|below| !below.text.is_empty() && is(below))
    };
    listed
        && has(&|below| below.cues.meets(*AUTHOR))
        && has(&|below| below.tag == Tag::Time || below.cues.meets(*DATE))
        && has(&|below| below.cues.meets(*CONTENT))
}

/// Elements of a comment in which its author or date must come.
const LOOKED_AT: usize = 60;

/// Whether an element stands in a list of comments on other articles. What holds the article too, such as a theme's
/// `content-sidebar-wrap`, is no such list, whatever its name says.
fn is_elsewhere(page: &Page, at: u32, start: u32) -> bool {
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
