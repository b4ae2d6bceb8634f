//! Decides which lines above a story's text say who wrote it, when it came out and how long it is, by their words, their digits,
//! or the class of a byline. Behind the beginning of the text such lines may belong to it, as in a list of events. For the pass
//! that drops page chrome.

use std::sync::LazyLock;

use super::chrome::KINDS;
use super::moment;
use crate::block::{Block, Kind};
use crate::cues::Cues;
use crate::meta::date::{self, Order};
use crate::meta::{author, name};
use crate::phrases::{Found, Phrases};
use crate::weigh::Context;

/// Where in a page the pass is: above the text, at a standfirst, or in the text.
pub struct Above {
    is_story: bool,
    is_article: bool,
    /// Words of the kept long blocks so far.
    told: u32,
    /// Whether the kept block before is a heading, and not the headline.
    is_headed: bool,
}

/// Words of the longest standfirst or caption that may stand above the byline.
const LONGEST_STANDFIRST: u32 = 45;

/// Lead-ins of both dates that a page gives.
static DATED: LazyLock<Phrases> = LazyLock::new(|| Phrases::all(&["date_published", "date_modified"]));
/// Counts of minutes, views and shares.
static COUNTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("counter"));
/// Lead-ins of bylines.
pub(super) static BYLINE: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("byline"));
/// Classes of what is said of an article above it.
static DATING: LazyLock<Cues> = LazyLock::new(|| Cues::all(&["author", "date", "meta"]));
/// Words of the longest such line: two dates, an author, and how often it was commented on. One gold page is worse by 0.027 for
/// it, a page of announcements, and one better; pages from elsewhere lose such lines alone.
const LONGEST_DATED: u32 = 24;
/// Bytes of the longest, so that no date is looked for in a word without end.
const LONGEST_DATED_TEXT: usize = 512;
/// Classes of bylines.
pub(super) static AUTHOR: LazyLock<Cues> = LazyLock::new(|| Cues::named("author"));

impl Above {
    /// Before the first block of a page.
    pub fn new(is_story: bool, is_article: bool) -> Above {
        Above { is_story, is_article, told: 0, is_headed: false }
    }

    /// Why a block is no part of the text, if it says who wrote that or when.
    pub fn reason(&self, context: &Context<'_>, at: u32, block: &Block, found: Found) -> Option<&'static str> {
        let is_above = self.is_story && self.told <= LONGEST_STANDFIRST;
        let text = context.text(at);
        let is_told = self.is_headed && !is_above;
        if (self.is_article || is_above) && !is_told && is_moment(text, block, found, is_above) {
            Some("a date or time by itself")
        } else if !is_above {
            None
        } else if found.line.meets(*COUNTED) && block.counts.words >= SHORTEST_COUNT {
            Some("how long the article is, or how often it was read")
        } else if moment::tells_when(block, text)
            || is_labelled(text, block, found)
            || is_dated(context, at, text, block)
        {
            Some("a line that says when the article came out")
        } else if self.is_byline(text, block, found) || is_signed(context, text, block) {
            Some("a line that says who wrote the article")
        } else {
            None
        }
    }

    /// Goes past a kept block. What stands under the headline in bold, a heading often, comes before the byline.
    pub fn go_past(&mut self, block: &Block, is_headline: bool) {
        // What stands under "Date and time" is what the reader came for; above the text such a heading is a standfirst.
        self.is_headed = block.is_heading() && !is_headline;
        if block.is_long() && !block.is_heading() {
            self.told = self.told.saturating_add(block.counts.words);
        }
    }

    /// Whether a block is a byline and no more.
    fn is_byline(&self, text: &str, block: &Block, found: Found) -> bool {
        let is_led = (found.start | found.end).meets(*BYLINE);
        let is_plain = self.told == 0 && matches!(block.kind, Kind::Paragraph | Kind::Cell);
        is_led && (is_plain && is_line(SHORT_BYLINE, block) || is_line(LONGEST_BYLINE, block) && names_people(text))
    }
}

/// Words of the shortest line that says how long an article takes, "3 min read"; "25 minutes" is what a recipe takes.
const SHORTEST_COUNT: u32 = 3;
/// Words of a byline that needs no proof: what leads in, and a name or two.
const SHORT_BYLINE: u32 = 6;
/// Words of the longest byline: three names, and where to write to.
const LONGEST_BYLINE: u32 = 12;
/// Words of the longest line with a date behind its label, and perhaps a byline.
const LONGEST_LABELLED: u32 = 14;

/// Whether a block is a line of at most so many words that tells nothing, in whatever element.
fn is_line(most: u32, block: &Block) -> bool {
    block.counts.words <= most && block.counts.sentences == 0 && moment::is_of_a_line(block)
}

/// Whether a line gives a date behind its label: "Published: July 18, 2013", "First published 4 hours ago".
fn is_labelled(text: &str, block: &Block, found: Found) -> bool {
    found.start.meets(*DATED) && is_line(LONGEST_LABELLED, block) && text.contains(|sign: char| sign.is_numeric())
}

/// Whether a line in what a class calls a date, a byline or the like holds a day with its year, whatever else it says.
fn is_dated(context: &Context<'_>, at: u32, text: &str, block: &Block) -> bool {
    let [near, _, _] = context.cues(at);
    let is_short = block.counts.words <= LONGEST_DATED && text.len() <= LONGEST_DATED_TEXT;
    let is_line = block.counts.sentences <= 1 && moment::is_of_a_line(block);
    is_short && is_line && near.meets(*DATING) && moment::has_year(text) && date::find(text, Order::Day).is_some()
}

/// Whether a line in an element whose class is that of a byline names somebody.
fn is_signed(context: &Context<'_>, text: &str, block: &Block) -> bool {
    let page = context.page;
    let mut around = page.upwards(block.row).take(2);
    is_line(SHORT_BYLINE, block) && around.any(|row| page.row(row).cues.meets(*AUTHOR)) && names_people(text)
}

/// Whether a line names people and nothing else.
fn names_people(text: &str) -> bool {
    let people = author::people(text);
    !people.is_empty() && people.iter().all(|person| name::looks_like_person(person))
}

/// Whether a block is a date or a time and nothing else. Ratings such as "4/5" are written like a day.
fn is_moment(text: &str, block: &Block, found: Found, is_above: bool) -> bool {
    let said = |character: char| character.is_alphabetic() || character == ':';
    // "Today" heads what a forecast says of it; a day with its number is the story's.
    let is_day = || !block.is_heading() || text.contains(|sign: char| sign.is_numeric());
    let is_text = block.kind == Kind::Paragraph || is_above && matches!(block.kind, Kind::Heading(_) | Kind::Item);
    found.line.meets(KINDS.clock) && is_text && is_day() && text.contains(said)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    /// Whether a line above a story stays.
    fn kept(line: &str) -> bool {
        left(&format!("{line}{STORY}"), PageType::Article, |_| 1.0).len() == 3
    }

    #[test]
    fn a_line_that_its_class_calls_metadata_leaves_when_it_holds_a_day() {
        let line = "Ida Lund wrote this on November 2, 2021 and has 12 comments by now";
        assert!(kept(&format!("<p>{line}")) && !kept(&format!("<p class=entry-meta>{line}")));
        assert!(kept("<p class=entry-meta>What 1121 boats did in 2021 by the harbour of Holm"));
    }

    #[test]
    fn bylines_and_dates_above_the_text_leave_stories_whatever_the_page_was_taken_for() {
        let above = "<p>Door Marit de Vries<p>12 March 2019";
        for page_type in [PageType::Article, PageType::Listing] {
            let texts = left(&format!("{above}{STORY}"), page_type, |_| 1.0);
            assert_eq!(texts.len(), 2, "{texts:?}");
        }
        // On a page of short entries they belong to those.
        let list = "<p>12 March 2019<p>Harbour news<p>5 April 2019<p>Garden news";
        assert_eq!(left(list, PageType::Listing, |_| 1.0).len(), 4);
        assert!(kept("<p>By the way, nobody had seen that coming, he said."));
    }

    #[test]
    fn a_date_under_a_heading_of_its_own_stays() {
        let more = "<h2>Date and time</h2><p>Friday, 7 June 2024";
        let page = format!(
            "{STORY}{}{more}",
            "<p>The boats lay still in the rain, and in the office nobody knew when it would end or whom to ask."
                .repeat(2)
        );
        assert_eq!(left(&page, PageType::Article, |_| 1.0).len(), 6);
        let more = "<h1>Rain over Velmora</h1><p>Friday, 7 June 2024";
        assert_eq!(left(&STORY.replace("<h1>Rain over Velmora</h1>", more), PageType::Article, |_| 1.0).len(), 2);
    }

    #[test]
    fn they_leave_in_headings_and_items_too() {
        for line in ["By Ann Lee and Bo Nord, e-mail the writers", "Published: July 18, 2013", "July 18, 2013"] {
            assert!(!kept(&format!("<h3>{line}</h3>")), "{line}");
            assert!(!kept(&format!("<ul><li>{line}</ul>")), "{line}");
        }
        assert!(kept("<h3>Today</h3>"));
        assert!(kept("<h3>By the light of the harbour lamps</h3>"));
        assert!(!kept("<ul><li class=byline>Ann Lee</ul>"));
        assert!(kept("<p>Ann Lee</p>"));
    }

    #[test]
    fn how_long_the_article_is_leaves_and_how_long_it_takes_to_cook_stays() {
        assert!(!kept("<p>3 MIN. READ</p>") && !kept("<p>Lesezeit: 4 Minuten</p>"));
        assert!(kept("<p>25 minutes</p>"));
    }

    #[test]
    fn a_date_with_its_label_leaves_whatever_the_precision() {
        assert!(!kept("<p>First published 4 hours ago • Updated 4 hours ago</p>"));
        assert!(!kept("<p>Published: June 5, 2013 9:21 PM<br>By ANN LEE ann.lee@example.com</p>"));
        assert!(kept("<p>Published in the harbour</p>"));
    }

    #[test]
    fn a_standfirst_does_not_end_what_stands_above_the_text() {
        let lead = "The boats stayed at their moorings until the evening, when at last the wind turned and the sky over the \
            bay grew light.";
        for (element, line) in [("h2", "By Ann Lee"), ("p", "By Ann Lee"), ("p", "Fri Jul 19, 2013 6:34am EDT")] {
            let page = STORY.replacen("<p>", &format!("<{element}>{lead}</{element}><p>{line}</p><p>"), 1);
            assert!(!left(&page, PageType::Article, |_| 1.0).contains(&line.to_owned()), "{line}");
        }
        let line = "By the harbour wall";
        let page = STORY.replacen("<p>", &format!("<p>{lead}</p><p>{line}</p><p>"), 1);
        assert!(left(&page, PageType::Article, |_| 1.0).contains(&line.to_owned()));
    }
}
