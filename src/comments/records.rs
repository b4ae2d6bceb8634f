//! Decides which elements of an article's page hold one reader's comment or review each, where nothing is called so: three
//! or more alike, behind the story's beginning, in each of which stand a date, somebody's name and a message. For the same as
//! `posts`, which is asked first.

use std::collections::BTreeSet;

use super::posts::{MOST, Post};
use crate::block::Block;
use crate::meta::date::{self, Order};
use crate::meta::labels::{self, Purpose};
use crate::page::Flags;
use crate::tag::Tag;
use crate::weigh::Context;
use crate::words;

/// Words of a line that is a date, and a name before it.
const LONGEST_DATED: u32 = 8;
/// Words of a line that is a name.
const LONGEST_NAME: u32 = 4;
/// Words of the shortest message.
const MESSAGE: u32 = 2;
/// Blocks of the longest record: a story of many paragraphs under a date and a name is no comment.
const LONGEST: usize = 16;
/// Share of the words of the element around them that the records must hold: quotations stand among a story's paragraphs.
const ALONE: (u32, u32) = (1, 2);
/// Where no comments stand, and what holds a form is none.
const BESIDE: Flags = Flags(Flags::NAVIGATION.0 | Flags::ASIDE.0 | Flags::FORM.0 | Flags::DIALOG.0 | Flags::TABLE.0);
/// Records in a hundred that must be such; some readers write nothing, and some give no name.
const MOST_OF: usize = 60;

/// The records of comments, in page order. `start` is where in the page's text the article begins.
pub(crate) fn records(context: &Context<'_>, start: u32) -> Vec<Post> {
    let page = context.page;
    let is_dated = |block: &&Block| block.text.start >= start && dated(context, block).is_some();
    let dates = context.blocks.list.iter().filter(is_dated).map(|block| block.row);
    let mut posts: Vec<Post> = Vec::new();
    for (_, items) in page.siblings_alike(dates, |_| true).iter().filter(|(_, items)| are_comments(context, items)) {
        posts.extend(items.iter().map(|row| Post { row: *row, end: page.row(*row).end }));
    }
    posts.sort_by_key(|post| post.row);
    posts.into_iter().take(MOST).collect()
}

/// What stands before the date in a block that is nothing but a date, and perhaps a name before it.
fn dated<'a>(context: &Context<'a>, block: &Block) -> Option<&'a str> {
    let text = context.page.slice(block.text);
    let may_be = block.counts.words <= LONGEST_DATED && text.bytes().any(|byte| byte.is_ascii_digit());
    let (_, before, behind) = may_be.then(|| date::parted(text, Order::Day)).flatten()?;
    let name = before.trim_end_matches([',', '|', '-', '–', ' ', '/', '·']);
    (behind.is_empty() && (name.is_empty() || is_name(name))).then_some(name)
}

/// Whether a short line may be a name: users call themselves as they like, but nobody ends a name like a sentence.
pub(super) fn is_name(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    // "Ann L." ends in an initial.
    let ends = text.ends_with(['.', '!', '…', '。', ':', '：']) && last.chars().count() != 2;
    // An initial stands for a portrait.
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(2).count();
    !ends && letters > 1 && words::how_many(text) <= LONGEST_NAME
}

/// Whether most of the elements hold a date, a name and a message each, none a heading or a link to more, and whether they
/// are all that stands in the element around them. Authors of comments differ, while sections of a paper are few.
fn are_comments(context: &Context<'_>, items: &BTreeSet<u32>) -> bool {
    let words = |row: u32| context.blocks.tally(context.span(row)).words;
    let Some(first) = items.first().map(|row| context.page.row(*row)) else { return false };
    let all: u32 = items.iter().map(|row| words(*row)).sum();
    if first.tag == Tag::Blockquote || all * ALONE.1 < words(first.parent) * ALONE.0 {
        return false;
    }
    let found: Option<Vec<Signed<'_>>> = items.iter().map(|row| Signed::read(context, *row)).collect();
    let Some(found) = found else { return false };
    let names = found.iter().filter(|record| record.says).filter_map(|record| record.name);
    let (nobody, somebody): (Vec<&str>, Vec<&str>) = names.partition(|name| labels::is(name, Purpose::Nobody));
    let signed = nobody.len() + somebody.len();
    let different = nobody.len() + somebody.into_iter().collect::<BTreeSet<&str>>().len();
    let sentences = found.iter().filter(|record| record.has_sentence).count();
    signed * 100 >= found.len() * MOST_OF && different * 2 >= signed && sentences * 2 >= found.len()
}

/// What one record holds.
#[derive(Debug, Default)]
struct Signed<'a> {
    name: Option<&'a str>,
    says: bool,
    /// Titles of other stories and places of concerts have none.
    has_sentence: bool,
}

impl<'a> Signed<'a> {
    /// Reads a record; nothing where it is no comment.
    fn read(context: &Context<'a>, row: u32) -> Option<Signed<'a>> {
        let blocks = context.blocks.list.get(context.span(row).range()).unwrap_or_default();
        let mut found = Signed::default();
        // A comment with many answers counts as none, and its neighbours tell what it is.
        if blocks.len() > LONGEST {
            return Some(found);
        }
        for block in blocks {
            let leads_away = block.is_of_links() && block.counts.words > LONGEST_NAME;
            if leads_away || block.is_heading() || block.flags.meets(BESIDE) {
                return None;
            }
            let text = context.page.slice(block.text);
            if let Some(before) = dated(context, block) {
                // One word before a date is a weekday more often than a name.
                found.name = found.name.or(Some(before).filter(|before| before.contains(char::is_whitespace)));
            } else if found.name.is_none() && is_name(text) {
                found.name = Some(text);
            } else if block.counts.words >= MESSAGE && !block.is_of_links() {
                found.says = true;
                found.has_sentence |= block.counts.sentences > 0;
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{block, page};

    fn found(html: &str) -> usize {
        let page = page::laid_out(html);
        let blocks = block::cut(&page);
        records(&Context::new(&page, &blocks), 0).len()
    }

    fn list(record: &str, names: [&str; 3]) -> String {
        let records: String = names.iter().map(|name| record.replace("NAME", name)).collect();
        format!("<div><h2>What others say</h2><div class=a>{records}</div></div>")
    }

    const NAMES: [&str; 3] = ["Ann Lee", "tidewatch", "Anonymous"];
    const RECORD: &str = "<div class=b><p>NAME<p>12/03/2021<p>We cooked it twice!</div>";

    #[test]
    fn names_dates_and_messages_alike_are_comments() {
        assert_eq!(found(&list(RECORD, NAMES)), 3);
        assert_eq!(
            found(&list("<li><b>NAME, 12 March 2021</b><p>We cooked it twice.", ["Ann Lee", "Bo Ek", "Ida M"])),
            3
        );
        assert_eq!(found(&list("<div><i>12.03.2021</i><p>とても美味しかったです。<p>NAME</div>", NAMES)), 3);
    }

    #[test]
    fn cards_quotations_and_entries_are_none() {
        for record in [
            "<div><p>NAME<p>12/03/2021<p><a href=/a>What the harbour does in winter.</a></div>",
            "<div><h3>Rain</h3><p>NAME<p>12/03/2021<p>We cooked it twice!</div>",
            "<div><p>NAME<p>12/03/2021<p>Town Hall, Velmora</div>",
            "<blockquote><p>NAME<p>12/03/2021<p>We cooked it twice!</blockquote>",
            "<div><p>12/03/2021<p>We cooked it twice, and then we slept.</div>",
            "<div><p>NAME<p>We cooked it twice!</div>",
        ] {
            assert_eq!(found(&list(record, NAMES)), 0, "{record}");
        }
        assert_eq!(found(&list(RECORD, ["Weather"; 3])), 0, "sections are few");
        let story = "<p>It rained all day in the harbour, and the boats stayed at their moorings until late.".repeat(9);
        assert_eq!(found(&list(&format!("{RECORD}{story}"), NAMES)), 0, "they stand among paragraphs");
    }
}
