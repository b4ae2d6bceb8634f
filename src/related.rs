//! Decides which stories the page points to: "READ MORE" lines between paragraphs, and the related headlines inside or
//! right behind the article. From dropped blocks and their links, for the `related` field; they are never in the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use url::Url;

use crate::address::is_web;
use crate::article::Related;
use crate::block::Block;
use crate::cues::Cues;
use crate::page::{Flags, Name, Span};
use crate::phrases::{self, Found, Phrases};
use crate::tag::Tag;
use crate::weigh::Context;
use crate::words;

/// Entries of the longest list; a longer one is a site index.
const MOST: usize = 50;
/// Words of the shortest headline: fewer are labels of sections.
const FEWEST_WORDS: u32 = 3;
/// Blocks behind the article that are searched: related stories come soon or belong to the page, not to the article.
const REACH: u32 = 60;
/// Rows before a block in which its link may have opened.
const OPEN_BEFORE: usize = 8;
/// Words of the longest heading of a list.
const LONGEST_HEADING: u32 = 8;

struct Kinds {
    lead: Phrases,
    heading: Phrases,
    tags: Phrases,
    /// Buttons below goods, and those to share or to follow, which lead to no story.
    button: Phrases,
    end: Phrases,
    cue: Cues,
    elsewhere: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    lead: Phrases::all(&["read_more_lead", "learn_more"]),
    heading: Phrases::all(&["related_heading", "read_more_lead"]),
    tags: Phrases::named("tags_lead"),
    button: Phrases::all(&["cart", "newsletter", "share", "social_name"]),
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
    /// An entry of a list; the others are in elements of the same kind.
    Listed(Kin),
    /// A heading that announces what is popular or new on the site.
    Elsewhere,
}

/// Tag, class and depth of a list entry's element.
type Kin = (Tag, u32, u16);

/// The stories that the page points to, in page order, each once.
pub fn related(context: &Context<'_>, keep: &[bool], base: Option<&Url>) -> Vec<Related> {
    let kept = |at: &usize| keep.get(*at) == Some(&true);
    let count = context.blocks.list.len();
    let (Some(first), Some(last)) = ((0..count).find(kept), (0..count).rev().find(kept)) else { return Vec::new() };
    let mut found = Finder { context, base, list: Vec::new(), seen: HashSet::new() };
    let mut state = State::Outside;
    for at in first as u32..(last as u32 + REACH).min(context.blocks.len()) {
        let Some(block) = context.blocks.get(at) else { break };
        let phrases = context.phrases(at);
        let behind = at as usize > last;
        let spoken = phrases.line | phrases.start | phrases.end;
        if behind && spoken.meets(KINDS.end) && block.counts.words <= LONGEST_HEADING {
            break;
        }
        let outside = kept(&(at as usize)) || behind && block.flags.meets(Flags::FOOTER | Flags::NAVIGATION);
        state = if outside { State::Outside } else { found.look(at, block, phrases, state) };
    }
    found.list
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
        let (links, lead) = self.links_and_lead(block);
        let spoken = phrases.line | phrases.start;
        if spoken.meets(KINDS.tags) || links.iter().any(|(_, row)| self.is_tag(*row)) {
            return State::Outside;
        }
        let heads = spoken.meets(KINDS.heading | KINDS.lead) && block.counts.words <= LONGEST_HEADING;
        if heads && block.links == 0 {
            if phrases::names_elsewhere(self.context.text(at)) {
                return State::Elsewhere;
            }
            let led = spoken.meets(KINDS.lead) && !block.is_heading();
            return if led { State::Led } else { State::Inside };
        }
        if lead.meets(KINDS.heading | KINDS.lead) || phrases.start.meets(KINDS.heading) && block.links > 0 {
            self.add(&links, block, phrases.start_length);
            return State::Outside;
        }
        let row = self.context.page.row(block.row);
        let kin = (row.tag, row.kin, row.depth);
        let announced = match state {
            State::Led | State::Inside => true,
            State::Listed(known) => known == kin,
            State::Outside => self.is_cued(at),
            State::Elsewhere => false,
        };
        let linked = block.links > 0 && block.link_words * 5 >= block.counts.words * 3;
        if linked && announced && !block.flags.meets(Flags::FOOTER | Flags::NAVIGATION) {
            self.add(&links, block, 0);
            return if state == State::Led { State::Outside } else { State::Listed(kin) };
        }
        let ends = block.is_heading() || block.is_long();
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

    /// The links of a block, or the one around it, as text and row; and what the words before the first one say.
    fn links_and_lead(&self, block: &Block) -> (Vec<(Span, u32)>, Phrases) {
        let page = self.context.page;
        let span = block.text;
        if block.flags.meets(Flags::LINK) {
            let mut rows = page.upwards(block.row);
            let around = rows.find(|row| page.row(*row).tag == Tag::A).map(|row| (span, row));
            return (around.into_iter().collect(), Phrases::NONE);
        }
        // Rows are in text order, so the block's own ones are found by bisection; a link that opened before a picture
        // and goes on behind it began a few rows earlier.
        let from = page.rows.partition_point(|row| row.text.start < span.start);
        let near = page.rows.iter().enumerate().skip(from.saturating_sub(OPEN_BEFORE));
        let own = near.take_while(|(_, row)| row.text.start < span.end);
        let links: Vec<_> = own
            .filter(|(_, row)| row.tag == Tag::A && row.text.end > span.start)
            .map(|(at, row)| {
                (Span { start: row.text.start.max(span.start), end: row.text.end.min(span.end) }, at as u32)
            })
            .collect();
        let first = links.first().map_or(span.start, |(link, _)| link.start);
        let before = page.slice(Span { start: span.start, end: first }).trim();
        let found = if before.is_empty() { Found::default() } else { phrases::read(before) };
        (links, found.line | found.start)
    }

    /// Adds a block's links as stories. A lead-in is cut off when the link holds it too.
    fn add(&mut self, links: &[(Span, u32)], block: &Block, lead: usize) {
        let page = self.context.page;
        for (text, row) in links.iter().copied() {
            let inside = page.slice(text).trim();
            let whole = text.start <= block.text.start;
            let title = if lead > 0 && whole { inside.get(lead..).unwrap_or(inside) } else { inside };
            let title =
                title.trim_start_matches(|character: char| !character.is_alphanumeric() && !is_opening(character));
            let short = words::how_many(title) < FEWEST_WORDS;
            if short
                || phrases::line(title).meets(KINDS.button)
                || self.list.len() >= MOST
                || !self.seen.insert(title.to_owned())
            {
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
        Some(url) => is_web(&url).then(|| url.to_string()),
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

    fn titles(html: &str) -> Vec<String> {
        let page = settle(&dom::parse(html, &Limits::default()));
        let blocks = block::cut(&page);
        let context = Context::new(&page, &blocks);
        let keep: Vec<bool> = blocks.list.iter().map(block::Block::is_long).collect();
        related(&context, &keep, None).into_iter().map(|story| story.title).collect()
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
    fn buttons_are_no_stories() {
        let html =
            format!("{LONG}<div>Related:</div><p><a href=/a>Iron pots of Velmora</a> <a href=/b>Dodaj do koszyka</a>");
        assert_eq!(titles(&html), ["Iron pots of Velmora"]);
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
