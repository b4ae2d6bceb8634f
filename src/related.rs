//! Decides which stories the page points to: "READ MORE" lines between paragraphs, and the related headlines inside or
//! right behind the article. From dropped blocks and their links, for the `related` field; they are never in the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use url::Url;

use crate::article::Related;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::judge::Verdict;
use crate::page::{Flags, Name, Span};
use crate::phrases::{Found, Phrases};
use crate::tag::Tag;
use crate::weigh::Context;
use crate::words;

/// Entries of the longest list; a longer one is a site index.
const MOST: usize = 50;
/// Words of the shortest headline: fewer are labels of sections.
const FEWEST_WORDS: u32 = 3;
/// Blocks behind the article that are searched: related stories come soon or belong to the page, not to the article.
const REACH: u32 = 60;
/// Words of the longest heading of a list.
const LONGEST_HEADING: u32 = 8;

struct Kinds {
    lead: Phrases,
    heading: Phrases,
    tags: Phrases,
    end: Phrases,
    cue: Cues,
    elsewhere: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    lead: Phrases::named("read_more_lead"),
    heading: Phrases::all(&["related_heading", "read_more_lead"]),
    tags: Phrases::named("tags_lead"),
    end: Phrases::all(&["comment", "newsletter", "copyright", "login", "consent"]),
    cue: Cues::named("related"),
    elsewhere: Cues::named("sidebar") | Cues::named("footer") | Cues::named("comment"),
});

/// What the walk over the blocks has just passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing that announces stories.
    Outside,
    /// A lead-in without a link of its own: the next block holds it.
    Led,
    /// A heading that announces a list.
    Inside,
}

/// The stories that the page points to, in page order, each once.
pub fn related(context: &Context<'_>, verdicts: &[Verdict], base: Option<&Url>) -> Vec<Related> {
    let kept = |at: &usize| verdicts.get(*at).is_some_and(|verdict| verdict.keep);
    let count = context.blocks.list.len();
    let (Some(first), Some(last)) = ((0..count).find(kept), (0..count).rev().find(kept)) else { return Vec::new() };
    let mut found = Finder { context, base, list: Vec::new(), seen: HashSet::new() };
    let mut state = State::Outside;
    for at in first as u32..(last as u32 + REACH).min(context.blocks.len()) {
        let Some(block) = context.blocks.get(at) else { break };
        let phrases = context.phrases.get(at as usize).copied().unwrap_or_default();
        let behind = at as usize > last;
        let spoken = phrases.line | phrases.start | phrases.end;
        if behind && (spoken.meets(KINDS.end) && block.counts.words <= LONGEST_HEADING || is_elsewhere(block)) {
            break;
        }
        state = if kept(&(at as usize)) { State::Outside } else { found.look(at, block, phrases, state) };
    }
    found.list
}

/// Whether a block stands where a page lists what belongs to the site, not to the article.
fn is_elsewhere(block: &Block) -> bool {
    block.flags.meets(Flags::FOOTER | Flags::NAVIGATION | Flags::ASIDE)
}

struct Finder<'a> {
    context: &'a Context<'a>,
    base: Option<&'a Url>,
    list: Vec<Related>,
    seen: HashSet<String>,
}

impl Finder<'_> {
    /// Looks at a dropped block, takes the stories it points to, and says what the next block follows.
    fn look(&mut self, at: u32, block: &Block, phrases: Found, state: State) -> State {
        let heads = (phrases.line | phrases.start).meets(KINDS.heading) && block.counts.words <= LONGEST_HEADING;
        if (phrases.line | phrases.start).meets(KINDS.tags) || self.links(block).any(|(_, row)| self.is_tag(row)) {
            return State::Outside;
        }
        if phrases.start.meets(KINDS.lead) && block.links > 0 {
            self.add(block, phrases.start_length);
            return State::Outside;
        }
        if heads && block.links == 0 {
            let lead = (phrases.line | phrases.start).meets(KINDS.lead) && !matches!(block.kind, Kind::Heading(_));
            return if lead { State::Led } else { State::Inside };
        }
        let linked = block.links > 0 && block.link_words * 5 >= block.counts.words * 3;
        if linked
            && (state != State::Outside || self.is_cued(at))
            && !block.flags.meets(Flags::FOOTER | Flags::NAVIGATION)
        {
            self.add(block, 0);
            return if state == State::Led { State::Outside } else { state };
        }
        let ends = matches!(block.kind, Kind::Heading(_)) || block.is_long();
        if ends { State::Outside } else { state }
    }

    /// Whether the elements around a block say that it is a related story, and not one of a sidebar.
    fn is_cued(&self, at: u32) -> bool {
        let [near, middle, far] = self.context.cues(at);
        (near | middle).meets(KINDS.cue) && !(near | middle | far).meets(KINDS.elsewhere)
    }

    fn is_tag(&self, row: u32) -> bool {
        let rel = self.context.page.attribute(row, Name::Rel).unwrap_or_default();
        rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("tag"))
    }

    /// The links of a block, or the one around it: their text inside the block, and their rows.
    fn links(&self, block: &Block) -> impl Iterator<Item = (Span, u32)> + use<'_> {
        let page = self.context.page;
        let around = block.flags.meets(Flags::LINK).then(|| {
            let mut rows = std::iter::once(block.row).chain(page.ancestors(block.row));
            rows.find(|row| page.row(*row).tag == Tag::A).map(|row| (block.text, row))
        });
        // Rows are in text order, so the block's own ones are found by bisection.
        let span = block.text;
        let from = page.rows.partition_point(|row| row.text.start < span.start);
        let own = page.rows.iter().enumerate().skip(from).take_while(move |(_, row)| row.text.start < span.end);
        let links = own.filter(|(_, row)| row.tag == Tag::A).map(|(at, row)| (row.text, at as u32));
        let whole = around.flatten();
        links.filter(move |_| whole.is_none()).chain(whole)
    }

    /// Adds a block's links as stories. A lead-in is cut off when the link holds it too.
    fn add(&mut self, block: &Block, lead: usize) {
        let page = self.context.page;
        let found: Vec<_> = self.links(block).collect();
        for (text, row) in found {
            let inside = page.slice(text).trim();
            let whole = text.start <= block.text.start;
            let title = if lead > 0 && whole { inside.get(lead..).unwrap_or(inside) } else { inside };
            let title =
                title.trim_start_matches(|character: char| !character.is_alphanumeric() && !is_opening(character));
            let short = words::count(title).words < FEWEST_WORDS;
            if short || self.list.len() >= MOST || !self.seen.insert(title.to_owned()) {
                continue;
            }
            let url = page.attribute(row, Name::Href).and_then(|href| resolve(href, self.base));
            self.list.push(Related { title: title.replace('\n', " "), url });
        }
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
