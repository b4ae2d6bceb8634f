//! Decides who wrote one comment, when, and what of its element is the comment itself. For the list of comments.

use std::ops::Range;

use super::{KINDS, records};
use crate::article::Comment;
use crate::block::Block;
use crate::meta::clean::plain;
use crate::meta::date::{self, Order};
use crate::meta::{author, labels};
use crate::page::{Flags, Name, Page, Span};
use crate::phrases::{self, Phrases};
use crate::tag::Tag;
use crate::weigh::Context;
use crate::words;

/// Bytes of a line that names an author or a date.
const LONGEST_LINE: usize = 120;

/// Reads the comment whose own rows and blocks these are; none when it says nothing. `is_called_so` is false for a record that
/// only looks like a comment, whose first short line is the name.
pub(super) fn read(
    context: &Context<'_>,
    rows: Range<u32>,
    blocks: &[u32],
    order: Order,
    is_called_so: bool,
) -> Option<Comment> {
    let declared = context.page.attribute(rows.start, Name::Author);
    let parts = Parts::of(context, rows, blocks, order, is_called_so);
    let known = blocks.iter().filter_map(|at| Some((*at, context.blocks.get(*at)?)));
    let said = known.filter(|(at, block)| block.counts.words > 0 && parts.is_said(context, *at, block));
    let lines: Vec<&str> = said.map(|(at, _)| context.text(at)).collect();
    let signed = || parts.signature.and_then(|at| plain(context.text(at)));
    let introduced = || parts.dated_line.and_then(|(at, _)| introduced(context.text(at)));
    let meta = || blocks.iter().filter(|at| parts.is_meta(context, **at)).map(|at| context.text(*at));
    let beside = || meta().find_map(|line| beside_date(line, order));
    let labelled = || meta().find_map(labelled);
    let comment = Comment {
        author: parts
            .author
            .and_then(|at| name(context.page, at))
            .or_else(|| declared.and_then(plain))
            .or_else(introduced)
            .or_else(beside)
            .or_else(signed)
            .or_else(labelled),
        published: parts.dated.or(parts.dated_line).map(|(_, moment)| moment.to_string()),
        text: lines.join("\n"),
        depth: 0,
    };
    // What nobody said at no time is a label, unless it is a sentence.
    let nameless = comment.author.is_none() && comment.published.is_none();
    let is_sentence = || parts.body.is_some() && words::measure(&comment.text).sentences > 0;
    let fewest = if nameless && !is_sentence() { FEWEST_WORDS } else { 1 };
    (words::count(&comment.text).words >= fewest && !is_notice(&comment.text)).then_some(comment)
}

/// What the parts of a comment's element are.
struct Parts {
    /// The element that names the author.
    author: Option<u32>,
    /// The element that says when.
    dated: Option<(u32, date::Moment)>,
    /// Else the block that does.
    dated_line: Option<(u32, date::Moment)>,
    /// The block that names the author of a record.
    signature: Option<u32>,
    /// The element that holds the comment's own words.
    body: Option<u32>,
}

impl Parts {
    fn of(context: &Context<'_>, rows: Range<u32>, blocks: &[u32], order: Order, is_called_so: bool) -> Parts {
        let page = context.page;
        let rows = || rows.clone();
        let author = rows().find(|at| is_author(page, *at)).or_else(|| rows().find(|at| is_name_of(page, *at)));
        let dated = rows().find_map(|at| Some((at, date_of(page, at, order)?)));
        // A date without a name for itself stands on a short line.
        let line = |at: u32| {
            let block = context.blocks.get(at).filter(|_| dated.is_none())?;
            let text = page.slice(block.text);
            let is_short = block.counts.words <= MOST_META;
            if !is_short && (block.counts.words > LONGEST_INTRODUCTION || introduced(text).is_none()) {
                return None;
            }
            Some((at, date::find(text, order)?.0))
        };
        let dated_line = blocks.iter().find_map(|at| line(*at));
        if !is_called_so {
            let is_date = |at: u32| dated_line.is_some_and(|(line, _)| line == at);
            let mut lines = blocks.iter().copied().filter(|at| author.is_none() && !is_date(*at));
            let signature = lines.find(|at| records::is_name(context.text(*at)));
            // The class words of what is not called a comment are those of a style: "text-gray".
            return Parts { author, dated, dated_line, signature, body: None };
        }
        let body = rows().skip(1).find(|at| is_body(page, *at, author, dated.map(|(at, _)| at)));
        // Where no name says who wrote it, the first line does if it stands before the message.
        let leads = |at: &u32| {
            let block = context.blocks.get(*at);
            let is_before = block.zip(body).is_some_and(|(block, body)| block.row < body);
            author.is_none() && is_before && is_somebody(context.text(*at), order)
        };
        let signature = blocks.first().copied().filter(leads);
        Parts { author, dated, dated_line, signature, body }
    }

    /// Whether a block may name the author beside a day or a label: a short one that is none of the message.
    fn is_meta(&self, context: &Context<'_>, at: u32) -> bool {
        let page = context.page;
        let is_line = self.dated_line.is_some_and(|(line, _)| line == at);
        context.blocks.get(at).is_some_and(|block| {
            let is_dated = self.dated.is_some_and(|(row, _)| overlap(page.row(row).text, block.text));
            let is_beside = self.body.is_some_and(|body| !(body <= block.row && block.row < page.row(body).end));
            block.counts.words <= MOST_META && (is_line || is_dated || is_beside)
        })
    }

    /// Whether a block is what the comment says, rather than its head or a button.
    fn is_said(&self, context: &Context<'_>, at: u32, block: &Block) -> bool {
        let page = context.page;
        if let Some(body) = self.body {
            if !(body <= block.row && block.row < page.row(body).end) {
                return false;
            }
        } else {
            let mut meta = [self.author, self.dated.map(|(at, _)| at)].into_iter().flatten();
            if meta.any(|row| overlap(page.row(row).text, block.text)) {
                return false;
            }
        }
        let phrases = context.phrases(at);
        let is_line = self.signature == Some(at) || self.dated_line.is_some_and(|(line, _)| line == at);
        let is_control = block.flags.meets(Flags::BUTTON | Flags::FORM)
            || phrases.line.meets(KINDS.chrome)
            || block.counts.words <= LONGEST_LEAD && phrases.start.meets(KINDS.chrome)
            || block.is_of_links() && block.counts.words <= MOST_LABEL;
        !is_line && !is_control
    }
}

/// Words of a line that begins as a control does, such as "Rating: 5 stars".
const LONGEST_LEAD: u32 = 4;

/// Words of the shortest comment without author and date.
const FEWEST_WORDS: u32 = 6;

/// Whether a text tells of another site's link to the article.
fn is_notice(text: &str) -> bool {
    ["Pingback:", "Trackback:"].iter().any(|label| text.starts_with(label))
}

/// Words of a line that is the date of a comment, with a label or the author's name beside it.
const MOST_META: u32 = 12;
/// Words of a line that introduces the comment by the author's name and the date, with the labels of buttons before them.
const LONGEST_INTRODUCTION: u32 = 20;
/// Words of a line of links that is no sentence of the comment.
const MOST_LABEL: u32 = 8;

fn overlap(left: Span, right: Span) -> bool {
    !left.is_empty() && left.start < right.end && right.start < left.end
}

/// Whether an element names the comment's author.
fn is_author(page: &Page, at: u32) -> bool {
    let row = page.row(at);
    if row.text.is_empty() && page.attribute(at, Name::Content).is_none() || row.text.len() > LONGEST_LINE {
        return false;
    }
    let declared = [Name::ItemProperty, Name::Property].into_iter().filter_map(|name| page.attribute(at, name));
    let mut words = declared.flat_map(str::split_ascii_whitespace).map(super::posts::last);
    let card = page.class_words(at).any(|word| word == "fn");
    (words.any(|word| matches!(word, "author" | "creator"))
        || card
        || row.cues.meets(KINDS.author)
        || row.tag == Tag::Cite)
        && name(page, at).is_some()
}

/// Whether the class of an element says that it holds a name: `comment-item__name`, `u_cbox_nick`. Systems name the fields of
/// their comments so, too: `field-name-comment-body` holds none.
fn is_name_of(page: &Page, at: u32) -> bool {
    let row = page.row(at);
    if row.text.is_empty() || row.text.len() > LONGEST_LINE || row.cues.meets(KINDS.content) {
        return false;
    }
    let class = page.attribute(at, Name::Class).unwrap_or_default();
    let mut words = class.split(|letter: char| !letter.is_ascii_alphabetic()).map(str::to_ascii_lowercase);
    words.any(|word| NAMES.contains(&word.as_str())) && records::is_name(page.text_of(at)) && name(page, at).is_some()
}

/// Words of classes for the names of those who write comments, which the cues do not know.
const NAMES: [&str; 6] = ["name", "nick", "commenter", "commentername", "commentauthor", "naam"];

/// The name an element gives: its first line, without "By" before and "says" behind it.
fn name(page: &Page, at: u32) -> Option<String> {
    let text = page.slice(Span { start: page.row(at).text.start, end: end_of_name(page, at) });
    let line = text.lines().find(|line| line.chars().any(char::is_alphanumeric));
    name_on(line.or(page.attribute(at, Name::Content))?)
}

/// Where in the text a name ends: before what says what its bearer is on the site, such as "Author" in a `badge`.
fn end_of_name(page: &Page, at: u32) -> u32 {
    let row = page.row(at);
    let is_badge = |below: &u32| {
        let is_behind = page.row(*below).text.start > row.text.start;
        let mut words = page.class_words(*below).flat_map(|class| class.split(['-', '_']));
        is_behind && words.any(|word| BADGES.contains(&word))
    };
    let badge = page.descendants(at).take(PARTS).find(is_badge);
    badge.map_or(row.text.end, |below| page.row(below).text.start)
}

/// Words of classes for what a site says of somebody behind the name.
const BADGES: [&str; 4] = ["badge", "badges", "rank", "role"];
/// Elements of a name that are looked at.
const PARTS: usize = 8;

fn name_on(line: &str) -> Option<String> {
    let line = author::without_labels(line).trim();
    // "Ann said..." leads to what she said as a colon does; the full stop of an initial stays.
    let said = line.ends_with([':', '…']) || line.ends_with("...");
    let line = line.trim_end_matches([':', ',', ' ', '…']);
    let line = line.strip_suffix("...").unwrap_or(line);
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let verb = labels::is(last, labels::Purpose::Says) && (said || last != line);
    let line = if verb { line.strip_suffix(last).unwrap_or(line) } else { line };
    let line = without_standing(line);
    let named = plain(line).filter(|name| name.len() <= LONGEST_LINE)?;
    let date = date::read(&named, Order::Day).is_some();
    (named.chars().any(char::is_alphanumeric) && !date && !labels::is(&named, labels::Purpose::Nobody)).then_some(named)
}

/// What stands behind the names of those whom a site does not know, in brackets.
const STANDINGS: [&str; 14] = [
    "not verified",
    "unverified",
    "guest",
    "nicht überprüft",
    "gast",
    "non vérifié",
    "invité",
    "no verificado",
    "non verificato",
    "não verificado",
    "niet gecontroleerd",
    "niezweryfikowany",
    "не проверено",
    "гость",
];

/// A name without what a site says of it in brackets: "Ann (not verified)".
fn without_standing(line: &str) -> &str {
    let parts = line.trim_end().strip_suffix(')').and_then(|line| line.rsplit_once('('));
    match parts {
        Some((name, standing)) if STANDINGS.contains(&standing.to_lowercase().as_str()) => name.trim_end(),
        _ => line,
    }
}

/// The name at the end of a line that tells who wrote the comment and when: "On 3 May 2020, Ann Lee wrote:".
fn introduced(line: &str) -> Option<String> {
    let named = line.strip_suffix(':')?.rsplit(',').next()?.trim();
    let verb = named.rsplit(char::is_whitespace).next().filter(|verb| *verb != named)?;
    if labels::is(verb, labels::Purpose::Says) { name_on(&format!("{named}:")) } else { None }
}

/// The day that a short line gives when it says nothing but when something was written, by whom and where.
pub(super) fn dated_alone(line: &str, order: Order) -> Option<date::Moment> {
    sides_of_day(line, order).map(|(moment, ..)| moment)
}

/// The day of such a line, and what stands before and behind it.
fn sides_of_day(line: &str, order: Order) -> Option<(date::Moment, &str, &str)> {
    let (moment, before, behind) = date::parted(line, order)?;
    let is_few = |text: &str| words::how_many(text) <= MOST_BESIDE;
    // A number may end in a full stop, and a sentence does.
    let last = line.trim_end_matches(['.', '!', '?', '。']);
    let is_sentence = last.len() < line.len() && !last.ends_with(|letter: char| letter.is_ascii_digit());
    (is_few(before) && is_few(behind) && !is_sentence).then_some((moment, before, behind))
}

/// Words on either side of a day on a line that says only who and when.
const MOST_BESIDE: u32 = 6;

/// The name on such a line: "Ann Lee, 3 May 2020", "Submitted by Ann on 3 May 2020", "3 May 2020 | Ann".
pub(super) fn beside_date(line: &str, order: Order) -> Option<String> {
    let (_, before, behind) = sides_of_day(line, order)?;
    let sides = [before, behind].map(|side| without_last_labels(side.trim_matches(is_sign)));
    sides.into_iter().find_map(|side| {
        let name = name_on(side.trim_matches(is_sign))?;
        is_somebody(&name, order).then_some(name)
    })
}

/// Whether a short line may name somebody, rather than a day, a number or a button.
fn is_somebody(line: &str, order: Order) -> bool {
    let found = phrases::read(line);
    let is_chrome = (found.line | found.start | found.end) != Phrases::NONE;
    let lower = line.to_lowercase();
    let is_label = labels::is_any(&lower, &[labels::Purpose::Day, labels::Purpose::Published, labels::Purpose::By]);
    let is_plain = !line.contains(['|', ':', '：', '…']) && !line.starts_with(|letter: char| letter.is_ascii_digit());
    records::is_name(line) && is_plain && !is_chrome && !is_label && date::read(line, order).is_none()
}

/// What parts a name from the day beside it.
fn is_sign(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, ',' | '|' | '-' | '–' | '—' | '/' | '·' | '•' | ':' | '«' | '»' | '(' | '#')
}

/// What stands before the words that lead to a day: "Ann on", "Ann at 2:31 AM".
fn without_last_labels(text: &str) -> &str {
    let mut rest = text;
    while let Some(last) = rest.rsplit(char::is_whitespace).next().filter(|last| !last.is_empty()) {
        let lower = last.to_lowercase();
        let is_time = last.starts_with(|letter: char| letter.is_ascii_digit());
        let is_half = matches!(lower.as_str(), "am" | "pm" | "a.m." | "p.m." | "uhr");
        if !is_time && !is_half && !labels::is(&lower, labels::Purpose::Published) {
            break;
        }
        rest = rest.strip_suffix(last).unwrap_or_default().trim_end_matches(is_sign);
    }
    rest
}

/// The name behind a label: "Posted by: Ann |".
fn labelled(line: &str) -> Option<String> {
    let line = line.trim_matches(is_sign);
    let name = author::without_labels(line).trim_matches(is_sign);
    if name.len() == line.len() || !is_somebody(name, Order::Day) { None } else { name_on(name) }
}

/// The date an element that says it holds one gives.
fn date_of(page: &Page, at: u32, order: Order) -> Option<date::Moment> {
    let row = page.row(at);
    if row.text.len() > LONGEST_LINE {
        return None;
    }
    let declared = [Name::ItemProperty, Name::Property].into_iter().filter_map(|name| page.attribute(at, name));
    let mut words = declared.flat_map(str::split_ascii_whitespace).map(super::posts::last);
    let says = words.any(|word| matches!(word, "datePublished" | "dateCreated" | "commentTime"));
    if row.tag != Tag::Time && !says && !row.cues.meets(KINDS.date) {
        return None;
    }
    let given = [Name::Datetime, Name::Content, Name::DataTime].into_iter().filter_map(|name| page.attribute(at, name));
    given.chain(std::iter::once(page.text_of(at))).find_map(|text| date::read(text, order))
}

/// Whether an element holds the comment's own words and nothing of its head.
fn is_body(page: &Page, at: u32, author: Option<u32>, dated: Option<u32>) -> bool {
    let row = page.row(at);
    if row.text.is_empty() || row.attributes == 0 {
        return false;
    }
    let declared = [Name::ItemProperty, Name::Property].into_iter().filter_map(|name| page.attribute(at, name));
    let mut words = declared.flat_map(str::split_ascii_whitespace).map(super::posts::last);
    let holds = |meta: Option<u32>| meta.is_some_and(|meta| at <= meta && meta < row.end);
    words.any(|word| matches!(word, "text" | "commentText" | "reviewBody"))
        || row.cues.meets(KINDS.content) && row.tag.heading_level() == 0 && !holds(author) && !holds(dated)
}
