//! Drops what stands behind the end of an article in its own column: who its author is, whom to follow, whose the rights are,
//! what announces other stories. Such lines read like the article's last ones; they are told by the author's name, with which
//! a note on the author begins, and by phrases that nothing but chrome begins or ends with there.

use std::sync::LazyLock;

use super::above::{AUTHOR, BYLINE};
use super::{Verdicts, View, moment};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::meta::{author, declared, name};
use crate::phrases::{Found, Phrases};
use crate::words;

/// Kept blocks from the last on that may stand behind the end.
const LAST: usize = 6;
/// Words of the longest note on an author, of the longest line that is furniture, of the longest invitation to follow
/// somebody, and of the longest notice of rights, which is that of an agency.
const LONGEST_NOTE: u32 = 90;
const LONGEST_LINE: u32 = 30;
const LONGEST_INVITATION: u32 = 14;
const LONGEST_NOTICE: u32 = 20;
/// Words of the longest notice that is signed or has a label; it may have sentences.
const LONGEST_SIGNED_NOTICE: u32 = 60;
/// Characters in which the label of a notice ends.
const LABEL: usize = 12;
/// Letters of the longest initials of a desk.
const LONGEST_INITIALS: usize = 12;
/// Words of the longest byline; a longer text of that class is a note itself.
const LONGEST_BYLINE: u32 = 14;
/// Blocks above the headline in which its byline may stand.
const ABOVE: u32 = 8;
/// Authors that are looked for; more are a masthead.
const MOST: usize = 20;

/// Kinds that begin or end no line there that is not a sentence. Of 2,700 pages from elsewhere a dozen lost such lines, all of
/// them furniture.
static FURNITURE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::all(&["affiliate", "author_bio", "date_modified", "related_heading", "social_name"]));
static COPYRIGHT: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("copyright"));
static FOLLOW: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("follow_lead"));
static NETWORK: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("follow_where"));

/// Looks at the last kept blocks of an article, as far as the last paragraph of its text. Notes on authors are content to gold as
/// often as not (six pages better, seven worse, 0.0001 more in the mean); of 19 that went on 2,700 pages from elsewhere all were
/// notes on authors.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Article {
        return;
    }
    let context = view.context;
    let blocks = context.blocks;
    let is_long = |at: &u32| blocks.get(*at).is_some_and(Block::is_long);
    let Some(first) = (0..blocks.len()).find(|at| verdicts.keeps(*at) && is_long(at)) else { return };
    let last = (first + 1..blocks.len()).rev().filter(|at| verdicts.keeps(*at)).take(LAST);
    let last: Vec<u32> = last.collect();
    let mut authors = None;
    for at in last {
        let Some(block) = blocks.get(at) else { continue };
        let (text, found) = (context.text(at), context.phrases(at));
        if is_furniture(text, block, found) {
            verdicts.drop(at, "behind the end, and begins or ends with a phrase of page chrome");
        } else if is_note(text, block, || authors.get_or_insert_with(|| named(view, verdicts)).as_slice()) {
            verdicts.drop(at, "behind the end, and begins with the author's name");
        } else if block.is_long() {
            return;
        }
    }
}

/// Whether a line is furniture by its first or last words, asks to follow somebody ("Follow Ada Holm on Twitter @adaholm"), or
/// says whose the rights are. What is told in a sentence may begin with any words.
fn is_furniture(text: &str, block: &Block, found: Found) -> bool {
    let words = block.counts.words;
    let is_told = block.counts.sentences > 0;
    let ends_in_network =
        || found.end.meets(*NETWORK) || text.split_whitespace().next_back().is_some_and(|word| word.starts_with('@'));
    let invites =
        || words <= LONGEST_INVITATION && found.start.meets(*FOLLOW) && !text.contains(',') && ends_in_network();
    let is_known = || words <= LONGEST_LINE && (found.start | found.end).meets(*FURNITURE);
    let states_rights = || words <= LONGEST_NOTICE && states_rights(text);
    let is_notice = || words <= LONGEST_SIGNED_NOTICE && is_notice(text, found);
    // An invitation may be a call.
    let is_call = !is_told || block.counts.sentences == 1 && text.ends_with('!');
    moment::is_of_a_line(block)
        && (!is_told && is_known() || is_call && invites() || states_rights() || is_notice() || is_initials(text))
}

/// Whether a text is a notice of rights that is signed, or led by a label of Chinese or Japanese, where such sentences end every
/// article of some sites: "ⓒ 새벽일보. 무단전재 및 재배포 금지", "版权声明：...". In English gold keeps those that a label leads.
fn is_notice(text: &str, found: Found) -> bool {
    let is_labelled =
        || text.starts_with(words::is_spaceless) && text.chars().take(LABEL).any(|sign| matches!(sign, ':' | '：'));
    text.starts_with('ⓒ') || found.start.meets(*COPYRIGHT) && is_labelled()
}

/// Whether a line is only the initials of who wrote for a desk, or of an agency: "(dpa)", "(ria/ams)", "/ritzau/".
fn is_initials(text: &str) -> bool {
    let text = text.trim();
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.or_else(|| text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')));
    inside.is_some_and(|inside| {
        (2..=LONGEST_INITIALS).contains(&inside.chars().count())
            && inside.starts_with(char::is_alphabetic)
            && inside.chars().all(|sign| sign.is_ascii_lowercase() || matches!(sign, '/' | ','))
    })
}

/// Whether a line begins as a notice of rights does, with the year and whose they are: "Copyright 2013 The Slow Post", "© 2026".
fn states_rights(text: &str) -> bool {
    let is_sign = |word: &&str| matches!(*word, "©" | "ⓒ" | "(c)" | "(C)") || word.eq_ignore_ascii_case("copyright");
    let mut words = text.split_whitespace().skip_while(is_sign);
    let led = text.split_whitespace().next().is_some_and(|word| is_sign(&word));
    let is_year =
        |word: &str| word.chars().filter(|sign| sign.is_numeric()).count() >= 4 && !word.contains(char::is_alphabetic);
    led && words.next().is_some_and(is_year) && words.next().is_none_or(|owner| !owner.starts_with(char::is_lowercase))
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
    // Teasers elsewhere have bylines, too.
    let headline = context.headline().unwrap_or_default();
    let last = (0..context.blocks.len()).rev().find(|at| verdicts.keeps(*at)).unwrap_or_default();
    let bylines = (headline.saturating_sub(ABOVE)..=last.saturating_add(1)).filter(is_byline).take(MOST);
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
            "Folgen Sie uns auf Instagram",
            "Follow Ada @adaholm",
            "Follow us on Facebook!",
        ] {
            assert!(!kept("", &format!("<p>{line}</p>"), PageType::Article), "{line}");
        }
    }

    #[test]
    fn last_sentences_stay_whatever_they_begin_with() {
        for line in [
            "Follow the road to the harbour, and ask for Ada.",
            "Like her mother, she watches the boats on YouTube.",
            "Updated rules for the piers come into force on Monday, says the harbour office.",
            "Some of the links between the two towns are older than the harbour.",
            "If you buy something on the pier, you pay no tax on it.",
            "Suivez le quai, puis cherchez la maison sur Google",
            "Copyright 1976 was the first law of the harbour that nobody read.",
        ] {
            assert!(kept("", &format!("<p>{line}</p>"), PageType::Article), "{line}");
        }
    }

    #[test]
    fn notices_of_rights_leave_the_article() {
        for line in
            ["Copyright 2013 The Slow Post. All rights reserved.", "© 2026", "Copyright © 2012-2014 Holm & Sons"]
        {
            assert!(!kept("", &format!("<p>{line}</p>"), PageType::Article), "{line}");
        }
    }

    #[test]
    fn notices_with_sentences_leave_behind_the_end() {
        for line in
            ["ⓒ 새벽일보. 무단전재 및 재배포 금지", "版权声明：本文为原创。转载请注明。", "(ada/bo)", "/velmora/"]
        {
            assert!(!kept("", &format!("<p>{line}</p>"), PageType::Article), "{line}");
        }
        assert!(kept("", "<p>(She laughs)</p>", PageType::Article));
    }

    #[test]
    fn what_the_author_does_in_the_story_stays() {
        let declared = "<meta name=author content='Ada Holm'>";
        let walk = "<p>Ada Holm walked the pier in the rain, and asked whoever she met why the lamps were out.</p>";
        let page = format!("{declared}<title>Rain over Velmora</title>{walk}{STORY}{MORE}");
        let left = left(&page, PageType::Article, |_| 1.0);
        assert!(left.iter().any(|text| text.starts_with("Ada Holm")));
    }
}
