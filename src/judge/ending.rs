//! Drops what stands behind the end of an article in its own column: who its author is, whom to follow, whose the rights are,
//! what announces other stories. Such lines read like the article's last ones; they are told by the author's name, with which
//! a note on the author begins, and by phrases that nothing but chrome begins or ends with there.

use std::sync::LazyLock;

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::meta::{author, declared, name};
use crate::phrases::{Found, Phrases};

/// Kept blocks from the last on that may stand behind the end.
const LAST: usize = 6;
/// Words of the longest note on an author, of the longest line that is furniture, and of the longest invitation to follow somebody.
const LONGEST_NOTE: u32 = 90;
const LONGEST_LINE: u32 = 30;
const LONGEST_INVITATION: u32 = 14;
/// Words of the longest byline; a longer text of that class is a note itself.
const LONGEST_BYLINE: u32 = 14;
/// Authors that are looked for; more are a masthead.
const MOST: usize = 20;

/// Kinds that begin or end no line of an article's text there: of gold's articles nine are better and one worse.
static FURNITURE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::all(&["affiliate", "author_bio", "date_modified", "related_heading", "social_name"]));
static FOLLOW: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("follow_lead"));
static NETWORK: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("follow_where"));
static BYLINE: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("byline"));
static AUTHOR: LazyLock<Cues> = LazyLock::new(|| Cues::named("author"));

/// Looks at the last kept blocks of an article. Notes on authors are content to gold as often as not (six pages better, seven worse,
/// 0.0001 more in the mean); of 19 that went on 2,700 pages from elsewhere all were notes on authors.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Article {
        return;
    }
    let context = view.context;
    let last = (0..context.blocks.len()).rev().filter(|at| verdicts.keeps(*at)).take(LAST);
    let last: Vec<u32> = last.collect();
    let mut authors = None;
    for at in last {
        let Some(block) = context.blocks.get(at) else { continue };
        let (text, found) = (context.text(at), context.phrases(at));
        if is_furniture(text, block, found) {
            verdicts.drop(at, "behind the end, and begins or ends with a phrase of page chrome");
        } else if is_note(text, block, || authors.get_or_insert_with(|| named(view, verdicts)).as_slice()) {
            verdicts.drop(at, "behind the end, and begins with the author's name");
        }
    }
}

fn is_line(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Cell | Kind::Item)
}

/// Whether a line is furniture by its first or last words, or asks to follow somebody: "Follow Ada Holm on Twitter @adaholm".
fn is_furniture(text: &str, block: &Block, found: Found) -> bool {
    let words = block.counts.words;
    let ends_in_network =
        || found.end.meets(*NETWORK) || text.split_whitespace().next_back().is_some_and(|word| word.starts_with('@'));
    let invites = words <= LONGEST_INVITATION && found.start.meets(*FOLLOW) && ends_in_network();
    is_line(block)
        && (invites || is_notice(text) || words <= LONGEST_LINE && (found.start | found.end).meets(*FURNITURE))
}

/// Whether a line begins as a notice of rights does: "Copyright 2013 The Slow Post", "© 2026".
fn is_notice(text: &str) -> bool {
    let is_sign = |word: &str| matches!(word, "©" | "ⓒ" | "(c)" | "(C)") || word.eq_ignore_ascii_case("copyright");
    let mut words = text.split_whitespace().skip_while(|word| is_sign(word)).peekable();
    let led = text.split_whitespace().next().is_some_and(is_sign);
    led && words.peek().is_some_and(|word| word.starts_with(|first: char| first.is_numeric()))
}

/// Whether a paragraph begins with the name of one of the authors, and goes on.
fn is_note<'a>(text: &str, block: &Block, authors: impl FnOnce() -> &'a [String]) -> bool {
    if block.counts.words > LONGEST_NOTE || !matches!(block.kind, Kind::Paragraph | Kind::Item) {
        return false;
    }
    let text = text.trim_start_matches(|first: char| !first.is_alphanumeric());
    let goes_on = |rest: &str| rest.starts_with([' ', ',', '(', '\u{a0}']);
    authors().iter().any(|name| text.strip_prefix(name.as_str()).is_some_and(goes_on))
}

/// The people whom the head declares as authors, and those whom bylines name that are not kept. Names of one word could be
/// anybody's.
fn named(view: &View<'_>, verdicts: &Verdicts) -> Vec<String> {
    let context = view.context;
    let metas = context.page.head.metas.iter().filter(|(name, _)| declared::is_of_author(name));
    let declared = metas.take(MOST).flat_map(|(_, value)| author::people(value));
    let is_byline = |at: &u32| {
        let near = || context.cues(*at).first().is_some_and(|cues| cues.meets(*AUTHOR));
        let short = context.blocks.get(*at).is_some_and(|block| block.counts.words <= LONGEST_BYLINE);
        let led = || {
            let found = context.phrases(*at);
            (found.start | found.end).meets(*BYLINE)
        };
        short && !verdicts.keeps(*at) && (led() || near())
    };
    let bylines = (0..context.blocks.len()).filter(is_byline).take(MOST);
    let shown = bylines.flat_map(|at| author::people(context.text(at)));
    declared.chain(shown).filter(|name| name.contains(' ') && name::looks_like_person(name)).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    const MORE: &str = "<p>In the evening the harbour master counted them, and found one more than in the morning. Nobody on \
        the pier would say where it had come from, and its lamps were out.</p>";

    fn kept(head: &str, end: &str, page_type: PageType) -> bool {
        let page = format!("{head}<title>Rain over Velmora</title>{STORY}{MORE}{end}");
        let score = |text: &str| if text.starts_with("By ") { 0.1 } else { 1.0 };
        left(&page, page_type, score).len() == 4
    }

    #[test]
    fn a_note_on_the_author_leaves_the_article() {
        let note = "<p>Ada Holm is a writer in Velmora, and keeps two boats.";
        let declared = "<meta name=author content='Ada Holm'>";
        assert!(!kept(declared, note, PageType::Article));
        assert!(kept("", note, PageType::Article));
        assert!(kept(declared, note, PageType::Forum));
        assert!(kept(declared, "<p>The last word was Ada Holm's.", PageType::Article));
        assert!(!kept("", &format!("{note}<p>By Ada Holm"), PageType::Article));
    }

    #[test]
    fn invitations_to_follow_leave_the_article() {
        for line in [
            "Follow Ada Holm on Twitter",
            "Follow the paper on Facebook.",
            "Folgen Sie uns auf Instagram",
            "Follow Ada @adaholm",
        ] {
            assert!(!kept("", &format!("<p>{line}</p>"), PageType::Article), "{line}");
        }
        assert!(kept("", "<p>Follow the road to the harbour, and ask for Ada.", PageType::Article));
    }
}
