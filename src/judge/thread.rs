//! Drops from a thread what no poster says in it: signatures, the ranks of posters, who edited a post or reads along, what a
//! reader may do, invitations to join, and the way through an archive. By class words, by a line of underscores and by the
//! phrases of the list beside it; on threads alone, for elsewhere somebody may say so.

use std::sync::LazyLock;

use super::{Verdicts, View};
use crate::article::PageType;
use crate::cues;
use crate::page::{Name, Page};
use crate::words;

/// Words of the longest notice: permissions are a few sentences.
const LONGEST: u32 = 30;
/// Words of the longest rank: "Member of the month".
const LONGEST_RANK: u32 = 6;
/// Elements around a block that may be a signature: its paragraphs and what styles them.
const AROUND: usize = 4;
/// Underscores that part a signature from a post; fewer are a gap to fill.
const UNDERSCORES: usize = 8;
/// Class words of signatures.
const SIGNATURES: [&str; 6] =
    ["signature", "signatures", "postsignature", "usersignature", "messagesignature", "signaturecontainer"];
/// Class words of what a board calls its members. Names of styles hold them among others: `user-rank`, `bbp-author-role`.
const RANKS: [&str; 8] = ["rank", "ranks", "role", "usertitle", "userrank", "postgroup", "postcount", "membergroup"];

struct Notices {
    start: Vec<&'static str>,
    within: Vec<&'static str>,
}

static NOTICES: LazyLock<Notices> = LazyLock::new(|| {
    let of = |mode: &str| {
        let lines = cues::lines(include_str!("thread.txt")).filter(|(head, _)| head.starts_with(mode));
        lines.flat_map(|(_, list)| list.split('|').map(str::trim)).collect()
    };
    Notices { start: of("start"), within: of("within") }
});

/// Looks at every kept block of a thread.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Forum {
        return;
    }
    let page = view.context.page;
    for (at, block) in (0_u32..).zip(&view.context.blocks.list) {
        if !verdicts.keeps(at) {
            continue;
        }
        let text = page.slice(block.text);
        if is_called(page, block.row, &SIGNATURES, AROUND)
            || text.bytes().take_while(|byte| *byte == b'_').count() >= UNDERSCORES
        {
            verdicts.drop(at, "the signature of a poster");
        } else if block.counts.words <= LONGEST_RANK && is_called(page, block.row, &RANKS, 1) {
            verdicts.drop(at, "what a poster is on the board");
        } else if block.counts.words <= LONGEST && is_notice(text) {
            verdicts.drop(at, "a notice of the board");
        }
    }
}

/// Whether the class or id of an element or of those around it has one of the words.
fn is_called(page: &Page, row: u32, list: &[&str], around: usize) -> bool {
    page.upwards(row).take(around).any(|at| {
        let names = [Name::Class, Name::Id].into_iter().filter_map(|name| page.attribute(at, name));
        let mut parts = names.flat_map(|name| name.split(|letter: char| !letter.is_ascii_alphabetic()));
        parts.any(|part| list.iter().any(|word| part.eq_ignore_ascii_case(word)))
    })
}

fn is_notice(text: &str) -> bool {
    let lower = text.to_lowercase();
    let line = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_border = |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric() || words::is_spaceless(next));
    let starts = |phrase: &&&str| line.strip_prefix(**phrase).is_some_and(|rest| is_border(rest.chars().next()));
    NOTICES.start.iter().any(|phrase| starts(&phrase)) || NOTICES.within.iter().any(|phrase| line.contains(phrase))
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn keeps(html: &str, page_type: PageType) -> bool {
        left(&format!("{STORY}{html}"), page_type, |_| 1.0).iter().any(|text| text.contains("pear"))
    }

    #[test]
    fn what_no_poster_says_leaves_a_thread() {
        for html in [
            "<div class='post_body signature'><p>The pear tree blog</div>",
            "<div id=msg_3_signature>The pear tree blog</div>",
            "<p>__________ the pear tree blog</p>",
            "<span class=user-rank>Pear of the month</span>",
            "<p>« Last edited by pear, 3 May 2020 »</p>",
            "<p>Ostatnia zmiana: 3 maja 2020 przez pear</p>",
            "<p>pear and 2 guests are viewing this topic.</p>",
            "<p>You may not post pears</p>",
            "<p>Next by Date: the pear tree</p>",
        ] {
            assert!(!keeps(html, PageType::Forum), "{html}");
        }
        assert!(keeps("<p>You may not post pears</p>", PageType::Article), "others say so");
    }

    #[test]
    fn what_somebody_says_stays() {
        for html in [
            "<p>My signature is a pear.</p>",
            "<p>Last editing took hours, and then the pear fell down.</p>",
            "<div class=rank-list><p>A pear that fell down at night, and nobody saw it fall.</div>",
            "<p>__ pear</p>",
        ] {
            assert!(keeps(html, PageType::Forum), "{html}");
        }
    }
}
