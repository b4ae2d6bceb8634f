//! Decides whether a page is of a board by what the model of types does not know: its own name, "First Trip to Velmora - Harbour
//! Forum", the type that it declares, and whether anybody speaks on it. From the site's part of the title, the head, class
//! words and phrases, for judge.

use std::sync::LazyLock;

use super::page_type::with_odds;
use super::{Context, below};
use crate::article::PageType;
use crate::cues::{self, Cues};
use crate::head::Head;
use crate::page::Row;
use crate::phrases::Phrases;
use crate::tag::Tag;
use crate::words;

/// How much more probable such a name makes a forum. Of 113 gold forums 47 have it and of the other 1,384 pages none, which would
/// be more; but papers and societies call themselves so, too, and a page that is no forum at all must not become one.
const ODDS: f32 = 50.0;
/// Words at the end of a title that no sign parts: "(tiny house forum at permies)".
const LAST: usize = 6;
/// Bytes of a title that are looked at.
const LONGEST: usize = 400;

/// What parts the site's name from the headline.
const SIGNS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " • ", " » "];

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = cues::lines(include_str!("boards.txt"));
    lines.flat_map(|(_, names)| names.split('|').map(str::trim)).collect()
});

/// What a thread has: people, days and answers.
static OF_THREADS: LazyLock<Cues> = LazyLock::new(|| Cues::all(&["comment", "discussion", "author", "user", "date"]));
static SAID: LazyLock<Phrases> = LazyLock::new(|| Phrases::all(&["comment", "reply_button"]));

/// The page's type and the probabilities of all types, with what its head says and whether anybody speaks on it. What lists or
/// sells something stays so: boards have lists of topics and of members, too. What was taken for a thread and shows neither
/// people nor days nor answers is none: the model takes a headline and three paragraphs without class names for one, because
/// the shortest pages of gold are threads that wait for their scripts; on gold no other page is a thread without them.
pub fn with_board(context: &Context<'_>, head: &Head, page_type: PageType, types: [f32; 7]) -> (PageType, [f32; 7]) {
    let is_called = || names_board(head) || declares_discussion(head);
    match page_type {
        PageType::Article | PageType::Service | PageType::Documentation if is_called() => {
            with_odds(types, PageType::Forum, ODDS)
        }
        PageType::Listing | PageType::Collection if declares_discussion(head) || below::is_of_comments(context) => {
            with_odds(types, PageType::Forum, ODDS)
        }
        PageType::Forum if !is_called() && (!has_people(context) || below::is_article(context)) => {
            with_odds(types, PageType::Forum, 1.0 / ODDS)
        }
        _ => (page_type, types),
    }
}

fn has_people(context: &Context<'_>) -> bool {
    let says = |at: u32| {
        let found = context.phrases(at);
        (found.line | found.start | found.end).meets(*SAID)
    };
    let names = |row: &Row| row.tag == Tag::Time || row.cues.meets(*OF_THREADS);
    context.page.rows.iter().any(names) || (0..context.blocks.len()).any(says)
}

/// Types by which pages declare a discussion. Of 84 gold pages with one of them all are forums.
const DISCUSSIONS: [&str; 2] = ["QAPage", "DiscussionForumPosting"];

/// Whether a page declares that it is a discussion, in its JSON-LD or for its root element.
fn declares_discussion(head: &Head) -> bool {
    let quoted = |script: &str, name: &str| {
        script.match_indices(name).any(|(at, _)| {
            let before = script.get(..at).is_some_and(|before| before.ends_with(['"', '/']));
            before && script.get(at + name.len()..).is_some_and(|behind| behind.starts_with('"'))
        })
    };
    let root = head.item_type.as_deref().and_then(|item_type| item_type.rsplit('/').next()).unwrap_or_default();
    DISCUSSIONS.iter().any(|name| root == *name || head.json_ld.iter().any(|script| quoted(script, name)))
}

fn names_board(head: &Head) -> bool {
    let title = words::cut(head.title.as_deref().unwrap_or_default(), LONGEST);
    let pieces =
        SIGNS.iter().fold(vec![title], |pieces, sign| pieces.into_iter().flat_map(|piece| piece.split(sign)).collect());
    let of_title = match pieces.as_slice() {
        // A long first piece is the headline, in which ministers meet at a forum.
        [first, .., last] => [if first.split_whitespace().count() < LAST { first } else { "" }, *last],
        _ => {
            let start = title.rmatch_indices(' ').nth(LAST - 1).map_or(0, |(at, _)| at);
            [title.get(start..).unwrap_or_default(), ""]
        }
    };
    head.meta("og:site_name").into_iter().chain(of_title).any(holds_name)
}

/// Whether a text holds the word for a board as a whole; scripts without spaces have no borders of words.
fn holds_name(text: &str) -> bool {
    let text = text.to_lowercase();
    let is_border = |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric());
    NAMES.iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let (before, behind) = (text.get(..at), text.get(at + name.len()..));
            name.chars().any(words::is_spaceless)
                || is_border(before.and_then(|text| text.chars().next_back()))
                    && is_border(behind.and_then(|text| text.chars().next()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(head: &str) -> bool {
        names_board(&crate::page::laid_out(head).head)
    }

    #[test]
    fn a_board_is_told_by_the_name_of_the_site() {
        for head in [
            "<title>First Trip to Velmora - Harbour Forum</title>",
            "<title>Foro de Velmora | ¿Qué hacer cuando llueve?</title>",
            "<title>Rain in June (tiny boat forum at wharf)</title>",
            "<title>雨の港 | 港の掲示板</title>",
            "<title>Rain</title><meta property=og:site_name content='Velmora Message Boards'>",
        ] {
            assert!(named(head), "{head}");
        }
        for head in [
            "<title>Ministers of three countries meet at the forum | The Slow Post | News</title>",
            "<title>The forum of Velmora is open again after ten years of rain</title>",
            "<title>Deforumation - Slow Post</title>",
            "",
        ] {
            assert!(!named(head), "{head}");
        }
    }

    #[test]
    fn a_declared_discussion_is_one_of_a_board() {
        let declared = |html: &str| declares_discussion(&crate::page::laid_out(html).head);
        let script = |of: &str| format!("<script type='application/ld+json'>{{\"@type\":\"{of}\"}}</script>");
        assert!(declared(&script("DiscussionForumPosting")) && declared(&script("https://schema.org/QAPage")));
        assert!(declared("<html itemscope itemtype=https://schema.org/QAPage><p>Rain</p>"));
        assert!(!declared(&script("FAQPage")) && !declared("<div itemtype=https://schema.org/QAPage>Rain</div>"));
    }

    #[test]
    fn a_name_makes_a_forum_of_what_may_be_one() {
        let page = crate::page::laid_out("<title>a - Forum</title>");
        let blocks = crate::block::cut(&page);
        let with = |head: &Head, types| with_board(&Context::new(&page, &blocks), head, PageType::Article, types);
        let types = |forum: f32| {
            PageType::ALL.map(|of| match of {
                PageType::Article => 1.0 - forum,
                PageType::Forum => forum,
                _ => 0.0,
            })
        };
        assert_eq!(with(&page.head, types(0.03)).0, PageType::Forum);
        assert_eq!(with(&page.head, types(0.01)).0, PageType::Article);
        assert_eq!(with(&Head::default(), types(0.03)).1, types(0.03));
    }

    #[test]
    fn where_nobody_speaks_is_no_thread() {
        let types = PageType::ALL.map(|of| if of == PageType::Forum { 0.7 } else { 0.05 });
        let of = |html: &str| {
            let page = crate::page::laid_out(html);
            let blocks = crate::block::cut(&page);
            with_board(&Context::new(&page, &blocks), &page.head, PageType::Forum, types).0
        };
        let story = "<h1>Rain</h1><p>It rained all day in the harbour, and nobody went out to see the boats.";
        assert_ne!(of(story), PageType::Forum);
        for more in
            ["<p class=author>ada</p>", "<time>3 May</time>", "<p>Reply</p>", "<title>Rain - Boat Forum</title>"]
        {
            assert_eq!(of(&format!("{more}{story}")), PageType::Forum, "{more}");
        }
    }
}
