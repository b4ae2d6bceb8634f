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
/// Words of the shortest title among others alike below a heading that announces them: goods and places have such names.
const FEWEST_ALIKE: u32 = 2;
/// Blocks behind an entry among which the next one is looked for: a price, an excerpt, a date and a button come between.
const NEXT: u32 = 6;
/// Elements around an entry's title in which its excerpt stands.
const ENTRY: usize = 3;
/// Elements above an entry that are asked whether they are another part of the page.
const FARTHEST: usize = 48;
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
    end: Phrases,
    /// What a line is that is no title.
    button: Phrases,
    cue: Cues,
    elsewhere: Cues,
    /// What keywords stand in.
    keywords: Cues,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    lead: Phrases::all(&["read_more_lead", "learn_more"]),
    heading: Phrases::all(&["related_heading", "read_more_lead"]),
    tags: Phrases::named("tags_lead"),
    end: Phrases::all(&["comment", "newsletter", "copyright", "login", "consent"]),
    button: Phrases::all(&[
        "cart",
        "learn_more",
        "read_more_lead",
        "rating",
        "clock",
        "newsletter",
        "share",
        "social_name",
    ]),
    cue: Cues::named("related"),
    elsewhere: Cues::named("sidebar") | Cues::named("footer") | Cues::named("comment"),
    keywords: Cues::named("tags"),
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
    /// An entry of a list, by its row; the others are in elements of the same kind.
    Listed(Kin, u32),
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
    let start = context.blocks.get(first as u32).map_or(0, |block| block.text.start);
    let mut found = Finder { context, base, start, list: Vec::new(), seen: HashSet::new() };
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
    /// Where in the page's text the article begins.
    start: u32,
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
            self.add(&links, block, phrases.start_length, FEWEST_WORDS);
            return State::Outside;
        }
        let kin = self.kin(block);
        let announced = match state {
            State::Led | State::Inside => true,
            State::Listed(known, _) => known == kin,
            State::Outside => self.is_cued(at),
            State::Elsewhere => false,
        };
        if is_linked(block) && announced && !block.flags.meets(Flags::FOOTER | Flags::NAVIGATION) {
            let alike = match state {
                State::Listed(..) => true,
                State::Inside => self.has_like(at, kin),
                _ => false,
            };
            let added = self.add(&links, block, 0, if alike { FEWEST_ALIKE } else { FEWEST_WORDS });
            return match state {
                State::Led => State::Outside,
                // A label before the first title of a list is none of its entries.
                State::Inside if !added => state,
                _ => State::Listed(kin, block.row),
            };
        }
        let ends = block.is_heading() || block.is_long() && !self.is_excerpt(block, state);
        if ends { State::Outside } else { state }
    }

    fn kin(&self, block: &Block) -> Kin {
        let row = self.context.page.row(block.row);
        (row.tag, row.kin, row.depth)
    }

    /// Whether an entry of a list is followed by another in an element of its kind, and by no longer title before that: what
    /// comes again before each title is the label of a section.
    fn has_like(&self, at: u32, kin: Kin) -> bool {
        for next in (at + 1)..=(at + NEXT) {
            let Some(block) = self.context.blocks.get(next).filter(|block| is_linked(block)) else { continue };
            let is_like = self.kin(block) == kin;
            let is_button = self.context.phrases(next).line.meets(KINDS.button) || is_price(self.context.text(next));
            if is_like || block.counts.words >= FEWEST_WORDS && !is_button {
                return is_like && block.counts.words >= FEWEST_ALIKE;
            }
        }
        false
    }

    /// Whether a block is what the entry before it says of its story: without links, and beside the title in one element.
    fn is_excerpt(&self, block: &Block, state: State) -> bool {
        let State::Listed(kin, row) = state else { return false };
        let page = self.context.page;
        let around = page.row(block.row).parent;
        block.links == 0 && self.kin(block) != kin && page.ancestors(row).take(ENTRY).any(|at| at == around)
    }

    /// Whether the elements around a block say that it is a related story, and not one of a sidebar.
    fn is_cued(&self, at: u32) -> bool {
        let [near, middle, _] = self.context.cues(at);
        (near | middle).meets(KINDS.cue) && self.context.blocks.get(at).is_some_and(|block| !self.is_elsewhere(block))
    }

    /// Whether a block stands in another part of the page. What holds the article's beginning too is no such part, whatever its
    /// name says: themes call their body "has-sidebar".
    fn is_elsewhere(&self, block: &Block) -> bool {
        let page = self.context.page;
        let above = page.upwards(block.row).take(FARTHEST).map(|at| page.row(at));
        let mut parts = above.take_while(|row| row.text.start > self.start);
        block.inner.meets(KINDS.elsewhere) || parts.any(|row| row.cues.meets(KINDS.elsewhere))
    }

    fn is_tag(&self, row: u32) -> bool {
        let rel = self.context.page.attribute(row, Name::Rel).unwrap_or_default();
        let is_called_so = || {
            let page = self.context.page;
            page.upwards(row).skip(1).take(2).any(|row| page.row(row).cues.meets(KINDS.keywords))
        };
        rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("tag")) || is_called_so()
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

    /// Adds a block's links as stories, those of at least `fewest` words, and says whether there was one. A lead-in is cut off
    /// when the link holds it too.
    fn add(&mut self, links: &[(Span, u32)], block: &Block, lead: usize, fewest: u32) -> bool {
        let mut found = false;
        let page = self.context.page;
        for (text, row) in links.iter().copied() {
            let inside = page.slice(text).trim();
            let whole = text.start <= block.text.start;
            let title = if lead > 0 && whole { inside.get(lead..).unwrap_or(inside) } else { inside };
            let title =
                title.trim_start_matches(|character: char| !character.is_alphanumeric() && !is_opening(character));
            let is_title = title.chars().any(char::is_alphabetic) && !phrases::line(title).meets(KINDS.button);
            let short = !is_title || words::how_many(title) < fewest;
            found |= !short;
            if short || self.list.len() >= MOST || !self.seen.insert(title.to_owned()) {
                continue;
            }
            let url = page.attribute(row, Name::Href).and_then(|href| resolve(href, self.base));
            self.list.push(Related { title: title.replace('\n', " "), url });
        }
        found
    }
}

/// Whether a line begins with a price: a number that no word comes before and none joins, with a sign of money.
fn is_price(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_number = first.chars().any(|sign| sign.is_ascii_digit()) && !first.chars().any(char::is_alphabetic);
    is_number && first.contains(['$', '€', '£', '¥', '₹', '₩', '₽', '.', ','])
}

/// Whether most of what a block says is a link.
fn is_linked(block: &Block) -> bool {
    block.links > 0 && block.link_words * 5 >= block.counts.words * 3
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
    use crate::page::laid_out;

    fn titles(html: &str) -> Vec<String> {
        titles_of(html, usize::MAX)
    }

    /// The titles where no more than so many of the long blocks are kept.
    fn titles_of(html: &str, most: usize) -> Vec<String> {
        let page = laid_out(html);
        let blocks = block::cut(&page);
        let context = Context::new(&page, &blocks);
        let mut left = most;
        let mut is_kept = |block: &Block| block.is_long() && left.checked_sub(1).map(|rest| left = rest).is_some();
        let keep: Vec<bool> = blocks.list.iter().map(&mut is_kept).collect();
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
    fn a_list_goes_on_behind_the_excerpt_of_an_entry() {
        let entry = |title: &str| format!("<div><h4 class=t><a href=/x>{title}</a></h4><p>{}</p></div>", &LONG[3..]);
        let html = format!(
            "<body class=sidebar>{LONG}<div class=related>{}{}</div>",
            entry("First of two stories"),
            entry("Second of two stories")
        );
        assert_eq!(titles_of(&html, 1), ["First of two stories", "Second of two stories"]);
        let aside = format!("{LONG}<div class=sidebar><div class=related>{}</div></div>", entry("Not one of them"));
        assert_eq!(titles_of(&aside, 1), Vec::<String>::new());
    }

    #[test]
    fn titles_of_two_words_count_below_a_heading_where_they_are_alike() {
        let goods = |label: &str| {
            let entry = |title: &str| {
                format!(
                    "<li>{label}<a href=/x><h2 class=t>{title}</h2><span>£24.00</span></a><a href=/c>Add to cart</a>"
                )
            };
            format!("{LONG}<h2>Related products</h2><ul>{}{}</ul>", entry("Copper Smoker"), entry("Goatskin Gauntlets"))
        };
        assert_eq!(titles(&goods("")), ["Copper Smoker", "Goatskin Gauntlets"]);
        assert_eq!(titles(&goods("<a href=/s><p>Sale</p></a>")), ["Copper Smoker", "Goatskin Gauntlets"]);
        let stories = "<div><a href=/s>Local News</a><h3><a href=/x>TITLE of two stories</a></h3></div>";
        let html = format!(
            "{LONG}<h2>Related</h2>{}{}",
            stories.replace("TITLE", "First"),
            stories.replace("TITLE", "Second")
        );
        assert_eq!(titles(&html), ["First of two stories", "Second of two stories"]);
    }

    #[test]
    fn keywords_below_a_heading_are_no_stories() {
        let topic = "<li class=tags-list__tags><a href=/t>New harbour of Velmora</a>";
        let html = format!("{LONG}<h2 class=tags-title>Related Topics</h2><ul>{topic}{topic}</ul>");
        assert_eq!(titles(&html), Vec::<String>::new());
        assert_eq!(titles(&html.replace("tags-list__tags", "item")).len(), 1);
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
