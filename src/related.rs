//! Decides which stories the page points to: "READ MORE" lines between paragraphs, and the related headlines inside or
//! right behind the article. From dropped blocks and their links, for the `related` field; they are never in the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use url::Url;

use crate::article::Related;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::judge::{self, Verdict};
use crate::page::{Flags, Name, Page, Span};
use crate::phrases::Phrases;
use crate::tag::Tag;
use crate::weigh::Context;

/// Entries of the longest list; a longer one is a site index.
const MOST: usize = 50;
/// Words of the shortest headline: fewer are labels of sections.
const FEWEST_WORDS: u32 = 3;
/// Blocks behind the article that are searched: related stories come soon or belong to the page, not to the article.
const REACH: u32 = 60;

struct Kinds {
    lead: Phrases,
    heading: Phrases,
    end: Phrases,
    cue: Cues,
    elsewhere: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    lead: Phrases::named("read_more_lead"),
    heading: Phrases::all(&["related_heading", "read_more_lead"]),
    end: Phrases::all(&["comment", "newsletter", "copyright", "login", "consent"]),
    cue: Cues::named("related"),
    elsewhere: Cues::named("sidebar") | Cues::named("footer") | Cues::named("comment"),
});

/// The stories that the page points to, in page order, each once.
pub fn related(context: &Context<'_>, verdicts: &[Verdict], base: Option<&Url>) -> Vec<Related> {
    let kept = |at: &usize| verdicts.get(*at).is_some_and(|verdict| verdict.keep);
    let count = context.blocks.list.len();
    let (Some(first), Some(last)) = ((0..count).find(kept), (0..count).rev().find(kept)) else { return Vec::new() };
    let mut found = Finder { context, base, list: Vec::new(), seen: HashSet::new() };
    let mut state = State::Outside;
    for at in first as u32..(last as u32 + REACH).min(context.blocks.len()) {
        let Some(block) = context.blocks.get(at) else { break };
        if kept(&(at as usize)) {
            state = State::Outside;
            continue;
        }
        let phrases = context.phrases.get(at as usize).copied().unwrap_or_default();
        if at as usize > last && (phrases.line | phrases.start).meets(KINDS.end) {
            break;
        }
        if judge::points_elsewhere(block, phrases) || phrases.start.meets(KINDS.lead) && block.links > 0 {
            found.add(at, phrases.start_length);
        } else if (phrases.line | phrases.start).meets(KINDS.heading) && block.counts.words <= 8 {
            state = State::Inside;
        } else if matches!(block.kind, Kind::Heading(_)) && block.links == 0 {
            state = State::Outside;
        } else if is_headline(block) && (state == State::Inside || cued(context, at, block)) {
            found.add(at, 0);
        } else if block.links == 0 && block.is_long() {
            state = State::Outside;
        }
    }
    found.list
}

/// Whether the walk is below a heading that announces related stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Inside,
    Outside,
}

/// Whether a block is one link with the words of a headline.
fn is_headline(block: &Block) -> bool {
    block.counts.words >= FEWEST_WORDS && block.link_words * 5 >= block.counts.words * 4 && !elsewhere(block)
}

fn elsewhere(block: &Block) -> bool {
    block.flags.meets(Flags::FOOTER | Flags::NAVIGATION)
}

/// Whether the elements around a block say that it is a related story, and not one of a sidebar.
fn cued(context: &Context<'_>, at: u32, block: &Block) -> bool {
    let [near, middle, far] = context.cues(at);
    (near | middle).meets(KINDS.cue)
        && !(near | middle | far).meets(KINDS.elsewhere)
        && !block.flags.meets(Flags::ASIDE)
}

struct Finder<'a> {
    context: &'a Context<'a>,
    base: Option<&'a Url>,
    list: Vec<Related>,
    seen: HashSet<String>,
}

impl Finder<'_> {
    /// Adds a block's link as a story. A lead-in before it is cut off when the link holds it too.
    fn add(&mut self, at: u32, lead: usize) {
        let Some(block) = self.context.blocks.get(at) else { return };
        let page = self.context.page;
        let Some((text, href)) = link_of(page, block) else { return };
        let inside = page.slice(text).trim();
        // The lead-in may stand inside the link; then it is cut at its length, which folding and case do not change.
        let whole = inside.len() + 2 >= page.slice(block.text).len();
        let title = if lead > 0 && whole { inside.get(lead..).unwrap_or(inside) } else { inside };
        let title = title.trim_start_matches(|character: char| !character.is_alphanumeric() && !is_opening(character));
        if title.is_empty() || self.list.len() >= MOST || !self.seen.insert(title.to_owned()) {
            return;
        }
        let url = resolve(href, self.base);
        self.list.push(Related { title: title.replace('\n', " "), url });
    }
}

fn is_opening(character: char) -> bool {
    matches!(character, '"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '『' | '《' | '(' | '¿' | '¡' | '【')
}

/// An address as it may be written: absolute, and only of schemes that are safe to follow.
fn resolve(href: &str, base: Option<&Url>) -> Option<String> {
    let url = match base {
        Some(base) => base.join(href).ok(),
        None => Url::parse(href).ok(),
    };
    match url {
        Some(url) => matches!(url.scheme(), "http" | "https").then(|| url.to_string()),
        None => Some(href.to_owned()).filter(|href| base.is_none() && !href.contains(':') && !href.is_empty()),
    }
}

/// The longest link inside a block, or the one around it: its text and its address.
fn link_of<'a>(page: &'a Page, block: &Block) -> Option<(Span, &'a str)> {
    if block.flags.meets(Flags::LINK) {
        let row =
            std::iter::once(block.row).chain(page.ancestors(block.row)).find(|row| page.row(*row).tag == Tag::A)?;
        return Some((block.text, page.attribute(row, Name::Href)?));
    }
    // Rows are in text order, so the block's own ones are found by bisection.
    let from = page.rows.partition_point(|row| row.text.start < block.text.start);
    let rows = page.rows.iter().enumerate().skip(from).take_while(|(_, row)| row.text.start < block.text.end);
    let links = rows.filter(|(_, row)| row.tag == Tag::A);
    let (at, row) = links.max_by_key(|(_, row)| row.text.len())?;
    Some((row.text, page.attribute(at as u32, Name::Href)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block;
    use crate::dom;
    use crate::options::Limits;
    use crate::page::settle;
    use std::borrow::Cow;

    fn titles(html: &str) -> Vec<String> {
        let page = settle(&dom::parse(html, &Limits::default()));
        let blocks = block::cut(&page);
        let context = Context::new(&page, &blocks);
        let verdicts: Vec<Verdict> = blocks
            .list
            .iter()
            .map(|block| Verdict { keep: block.is_long(), by: "test", reason: Cow::Borrowed("") })
            .collect();
        related(&context, &verdicts, None).into_iter().map(|story| story.title).collect()
    }

    const LONG: &str =
        "<p>This is a paragraph of the story, and it is long enough to be read as running text by anybody.</p>";

    #[test]
    fn a_read_more_line_gives_its_headline_without_the_lead_in() {
        let html = format!(
            "{LONG}<p>READ MORE: <a href=/a>Ferry goes under</a></p>{LONG}<p><a href=/b>READ MORE: Bridge stays up</a></p>{LONG}"
        );
        assert_eq!(titles(&html), ["Ferry goes under", "Bridge stays up"]);
    }

    #[test]
    fn headlines_below_a_related_heading_count_until_the_comments() {
        let html = format!(
            "{LONG}<div>Related:</div><p><a href=/a>First of two stories</a><p><a href=/b>Second of two stories</a><div>Comments</div><p><a href=/c>Not one of them</a>"
        );
        assert_eq!(titles(&html), ["First of two stories", "Second of two stories"]);
    }

    #[test]
    fn links_of_navigation_and_single_words_do_not_count() {
        let html =
            format!("{LONG}<div>Related:</div><nav><a href=/a>First of two stories</a></nav><p><a href=/b>News</a>");
        assert_eq!(titles(&html), Vec::<String>::new());
    }

    #[test]
    fn only_addresses_that_are_safe_to_follow_are_written() {
        let base = Url::parse("https://example.org/a/").ok();
        assert_eq!(resolve("b", base.as_ref()).as_deref(), Some("https://example.org/a/b"));
        assert_eq!(resolve("javascript:x()", base.as_ref()), None);
        assert_eq!(resolve("/b", None).as_deref(), Some("/b"));
        assert_eq!(resolve("data:text/html,x", None), None);
    }
}
