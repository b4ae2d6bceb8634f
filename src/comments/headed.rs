//! Decides which elements hold one reader's comment each where nothing is called so, but a line such as "3 comments" stands
//! above what is alike and holds names, days and messages. For the same as `posts`, which is asked first; `records` asks
//! more of what no such line announces.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::posts::{MOST, Post, is_elsewhere};
use super::{post, records};
use crate::block::Block;
use crate::cues;
use crate::meta::date::Order;
use crate::page::{Flags, Name, Row};
use crate::phrases::Phrases;
use crate::weigh::Context;

/// Bytes of a line above comments; the longest of the list is shorter in every script.
const LONGEST_HEADING: usize = 80;
/// Lines of one page that are tried; lists of stories have one a story, with no comments below any.
const MOST_HEADINGS: usize = 8;
/// Elements around such a line in which the comments are looked for: it stands in the head of a section in a few.
const LEVELS: usize = 4;
/// Elements around a day among which one comment's is; no record of a comment holds it deeper.
const AROUND: usize = 6;
/// Words between the line and the first comment: rules and ways to sort take fewer, and a story more.
const FARTHEST: u32 = 30;
/// Words of a line that says when a comment was written, with its author, a place and the labels of buttons.
const LONGEST_DATED: u32 = 12;
/// Words of a line of links that no comment consists of.
const LONGEST_LINKS: u32 = 4;
/// Comments in a hundred that must have an author and say something; some say nothing that is text.
const MOST_OF: usize = 60;
/// Where no comments are announced.
const BESIDE: Flags = Flags(Flags::NAVIGATION.0 | Flags::TEMPLATE.0 | Flags::DIALOG.0);

static HEADINGS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = cues::lines(include_str!("headings.txt"));
    lines.flat_map(|(_, headings)| headings.split('|').map(str::trim)).collect()
});
/// The first and the last letter of each, by which most lines are told at a glance.
static ENDS: LazyLock<BTreeSet<(char, char)>> =
    LazyLock::new(|| HEADINGS.iter().filter_map(|line| ends(line)).collect());
/// Ages: "3 days ago".
static AGES: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("clock"));

/// The comments below the first line that announces some, in page order. `start` is where in the page's text the article
/// begins.
pub(crate) fn headed(context: &Context<'_>, start: u32) -> Vec<Post> {
    let page = context.page;
    let headings = context.blocks.list.iter().filter(|block| {
        // A link leads to the comments of this story or of another one.
        let is_plain = !block.is_of_links() && !block.flags.meets(BESIDE);
        block.text.start > start && block.text.len() <= LONGEST_HEADING && is_plain
    });
    let counted = headings.filter_map(|block| Some((block, announced(page.slice(block.text))?)));
    let own = counted.filter(|(block, _)| !is_elsewhere(page, block.row, start));
    own.take(MOST_HEADINGS)
        .map(|(block, count)| below(context, block, count))
        .find(|posts| !posts.is_empty())
        .unwrap_or_default()
}

/// The first and the last letter of a line, small.
fn ends(line: &str) -> Option<(char, char)> {
    let letter = |letter: char| letter.is_alphabetic().then(|| letter.to_lowercase().next()).flatten();
    Some((line.chars().find_map(letter)?, line.chars().rev().find_map(letter)?))
}

/// Whether a line announces comments, and how many if it says so.
fn announced(line: &str) -> Option<Option<u32>> {
    ends(line).filter(|ends| ENDS.contains(ends))?;
    let lower = line.to_lowercase();
    let is_between = |letter: char| {
        let is_sign = letter.is_ascii_punctuation() && letter != '\'' || "：（）·•…–—«»▾▼".contains(letter);
        letter.is_ascii_digit() || letter.is_whitespace() || is_sign
    };
    let words: Vec<&str> = lower.split(is_between).filter(|word| !word.is_empty()).collect();
    let plain = words.join(" ");
    let count = || line.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
    HEADINGS.contains(&plain.as_str()).then(count)
}

/// The comments in the elements behind such a line.
fn below(context: &Context<'_>, heading: &Block, count: Option<u32>) -> Vec<Post> {
    let page = context.page;
    let own = page.row(heading.row);
    let rows = page.rows.get(heading.row as usize..own.end as usize).unwrap_or_default();
    let inside = heading.row + rows.partition_point(|row| row.text.start < heading.text.end) as u32;
    let around = page.upwards(heading.row).take(LEVELS);
    let behind = around.map(|at| (page.row(at).end, page.row(page.row(at).parent).end));
    std::iter::once((inside, own.end))
        .chain(behind)
        .filter(|(from, to)| from < to)
        .map(|(from, to)| Area { context, from, to, count, heading: heading.text.end }.posts())
        .find(|posts| !posts.is_empty())
        .unwrap_or_default()
}

/// The rows in which comments are looked for.
struct Area<'a> {
    context: &'a Context<'a>,
    from: u32,
    to: u32,
    /// How many comments were announced.
    count: Option<u32>,
    /// Where in the text the line that announces them ends.
    heading: u32,
}

impl Area<'_> {
    fn posts(&self) -> Vec<Post> {
        let posts = self.alike();
        let Some(first) = posts.first() else { return Vec::new() };
        let before = self.context.blocks.between(self.from, first.row);
        let far = self.context.blocks.list.get(before.range()).unwrap_or_default();
        let far: u32 =
            far.iter().filter(|block| block.text.start >= self.heading).map(|block| block.counts.words).sum();
        let ends = posts.iter().skip(1).map(|next| next.row).chain([u32::MAX]);
        let found: Vec<Said> =
            posts.iter().zip(ends).map(|(post, end)| self.said(post.row, post.end.min(end))).collect();
        let share = |is: fn(&Said) -> bool| found.iter().filter(|said| is(said)).count() * 100 >= found.len() * MOST_OF;
        let enough = posts.len() > 1 || self.count == Some(1);
        let sentences = found.iter().filter(|said| said.has_sentence).count();
        let are_comments = far <= FARTHEST
            && enough
            && share(|said| said.is_signed)
            && share(|said| said.says)
            && sentences * 2 >= found.len()
            && !self.is_thread(first.row);
        if are_comments { posts } else { Vec::new() }
    }

    /// Whether something of the same class stands above the line: then that is the first post of a thread, or an entry of a
    /// diary, and no article.
    fn is_thread(&self, first: u32) -> bool {
        let page = self.context.page;
        let own = page.row(first);
        let before = page.rows.get(..self.from as usize).unwrap_or_default();
        let is_alike = |row: &Row| row.kin == own.kin && row.text.end <= self.heading && !row.text.is_empty();
        page.attribute(first, Name::Class).is_some() && before.iter().any(is_alike)
    }

    /// The elements that may hold one comment each: of one class, or else, where styles number their classes, of one name.
    fn alike(&self) -> Vec<Post> {
        let days: Vec<u32> = self.days();
        let posts = self.alike_by(&days, |row| row.kin, true);
        if posts.len() > 1 { posts } else { self.alike_by(&days, |row| row.tag as u32, false) }
    }

    /// The elements around days that are most, and their like: answers inside of them, too, where these can be told.
    fn alike_by(&self, days: &[u32], kin: fn(&Row) -> u32, with_answers: bool) -> Vec<Post> {
        let page = self.context.page;
        let mut alike: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
        for day in days {
            for at in self.upwards(*day).take(AROUND) {
                let row = page.row(at);
                alike.entry((row.parent, kin(row))).or_default().insert(at);
            }
        }
        let best = alike.iter().max_by_key(|((around, _), items)| (items.len(), Reverse(page.row(*around).depth)));
        let Some((&(around, of), items)) = best else { return Vec::new() };
        if items.len() == 1 {
            return self.few(&alike, days, kin);
        }
        let whole = items.first().is_some_and(|at| self.said(*at, page.row(*at).end).says);
        if !whole {
            return self.entries(around, items);
        }
        let is_alike = |row: &Row| kin(row) == of;
        let children = self.children(around, is_alike);
        self.records(if with_answers { days } else { &[] }, &children, items.len(), is_alike)
    }

    /// Where only one comment has a day: the one that was announced, or as many elements alike as were.
    fn few(&self, alike: &BTreeMap<(u32, u32), BTreeSet<u32>>, days: &[u32], kin: fn(&Row) -> u32) -> Vec<Post> {
        let page = self.context.page;
        let post = |row: u32| Post { row, end: page.row(row).end };
        match (self.count, days.first()) {
            (Some(1), Some(day)) => {
                let holds = |at: &u32| self.said(*at, page.row(*at).end).says;
                self.upwards(*day).take(AROUND).find(holds).map(post).into_iter().collect()
            }
            (Some(count), Some(_)) => {
                let lists = alike.keys().map(|(around, of)| self.children(*around, |row| kin(row) == *of));
                let list = lists.into_iter().find(|list| list.len() == count as usize);
                list.unwrap_or_default().into_iter().map(post).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The comments where each element holds a whole one. Answers are of the same kind, wherever they stand.
    fn records(&self, days: &[u32], children: &[u32], dated: usize, is_alike: impl Fn(&Row) -> bool) -> Vec<Post> {
        let page = self.context.page;
        let nearest = |day: &u32| self.upwards(*day).take(AROUND).find(|at| is_alike(page.row(*at)));
        let mut rows: BTreeSet<u32> = days.iter().filter_map(nearest).collect();
        if dated * 2 >= children.len() {
            rows.extend(children);
        }
        rows.into_iter().take(MOST).map(|row| Post { row, end: page.row(row).end }).collect()
    }

    /// The comments where an element holds name and day, and those behind it the message: each goes on to the next.
    fn entries(&self, around: u32, items: &BTreeSet<u32>) -> Vec<Post> {
        let page = self.context.page;
        let next = |row: u32| page.row(row).end;
        let mut posts: Vec<Post> = Vec::new();
        let mut longest = 1;
        let stops = items.iter().skip(1).map(|row| Some(*row)).chain([None]);
        for (row, stop) in items.iter().zip(stops).take(MOST) {
            // What the last one goes on for is not known, but for how long the others do.
            let most = if stop.is_none() { longest.max(2) } else { MOST };
            let stop = stop.unwrap_or(page.row(around).end.min(self.to));
            let (mut end, mut parts) = (next(*row), 1);
            while end < stop && parts < most {
                end = next(end);
                parts += 1;
            }
            longest = longest.max(parts);
            posts.push(Post { row: *row, end });
        }
        posts
    }

    /// The rows of the blocks that are nothing but a day, or a name and a day.
    fn days(&self) -> Vec<u32> {
        let blocks = self.context.blocks.between(self.from, self.to);
        let blocks = (blocks.start..blocks.end).filter_map(|at| Some((at, self.context.blocks.get(at)?)));
        let days = blocks.filter(|(at, block)| block.text.start >= self.heading && is_dated(self.context, *at, block));
        days.map(|(_, block)| block.row).take(MOST).collect()
    }

    fn upwards(&self, row: u32) -> impl Iterator<Item = u32> {
        self.context.page.upwards(row).take_while(|at| self.from <= *at && *at < self.to)
    }

    /// The elements of one kind that stand in an element and in this area.
    fn children(&self, around: u32, is_alike: impl Fn(&Row) -> bool) -> Vec<u32> {
        let page = self.context.page;
        let end = page.row(around).end.min(self.to);
        let next = |at: &u32| Some(page.row(*at).end);
        let all = std::iter::successors(Some(around + 1), next).take_while(|at| *at < end).take(MOST * 4);
        all.filter(|at| *at >= self.from && is_alike(page.row(*at))).collect()
    }

    /// What some rows say, as a comment.
    fn said(&self, from: u32, to: u32) -> Said {
        let context = self.context;
        let span = context.blocks.between(from, to);
        let mut said = Said::default();
        for (at, block) in (span.start..span.end).filter_map(|at| Some((at, context.blocks.get(at)?))) {
            let text = context.text(at);
            if is_dated(context, at, block) {
                said.is_signed |= post::beside_date(text, Order::Day).is_some();
            } else if !said.is_signed && records::is_name(text) {
                said.is_signed = true;
            } else if block.counts.words > 0 && !(block.is_of_links() && block.counts.words > LONGEST_LINKS) {
                said.says = true;
                said.has_sentence |= block.counts.sentences > 0;
            }
        }
        said
    }
}

/// What a comment has.
#[derive(Debug, Default)]
struct Said {
    is_signed: bool,
    says: bool,
    /// Titles of stories below the line have none.
    has_sentence: bool,
}

/// Whether a block says when something was written, and perhaps by whom, and nothing else.
fn is_dated(context: &Context<'_>, at: u32, block: &Block) -> bool {
    let phrases = context.phrases(at);
    block.counts.words <= LONGEST_DATED
        && ((phrases.line | phrases.end).meets(*AGES) || post::dated_alone(context.text(at), Order::Day).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{block, page};

    fn found(html: &str) -> Vec<String> {
        let page = page::laid_out(&format!("<main><h1>Rain</h1><p>It rained all day in the harbour.</p>{html}</main>"));
        let blocks = block::cut(&page);
        let posts = headed(&Context::new(&page, &blocks), 0);
        let text = |post: &Post| {
            let span = blocks.between(post.row, post.end);
            blocks.list[span.range()].iter().map(|block| page.slice(block.text)).collect::<Vec<_>>().join("/")
        };
        posts.iter().map(text).collect()
    }

    const TWO: &str = "<div><b>Ann</b> <i>3 May 2020 10:12</i><p>Here too.</p></div><div><b>Bo</b> <i>4 May 2020 11:00</i><p>Never.</p></div>";

    #[test]
    fn what_is_alike_below_a_line_that_says_so_is_comments() {
        let both = ["Ann 3 May 2020 10:12/Here too.", "Bo 4 May 2020 11:00/Never."];
        for heading in [
            "<h3>Comments</h3>",
            "<p>2 Comments:</p>",
            "<h2>Leserkommentare (2)</h2>",
            "<b>コメント2件</b>",
            "<header><h2>2 réactions</h2><a>Sort</a></header>",
        ] {
            assert_eq!(found(&format!("{heading}{TWO}")), both, "{heading}");
        }
        assert_eq!(found(&format!("<h3>Comments</h3><ol>{}</ol>", TWO.replace("div", "li"))), both);
        assert_eq!(found(TWO), [""; 0], "nothing announces them");
        assert_eq!(found(&format!("<h3>Comments on the rain</h3>{TWO}")), [""; 0]);
    }

    #[test]
    fn names_and_messages_stand_in_turns() {
        let row = |name: &str, text: &str| format!("<tr><td>{name}<td>3 May 2020 10:12<tr><td colspan=2>{text}");
        let table = format!("<h3>Comments</h3><table>{}{}</table>", row("Ann", "Here too."), row("Bo", "Never."));
        assert_eq!(found(&table), ["Ann/3 May 2020 10:12/Here too.", "Bo/3 May 2020 10:12/Never."]);
    }

    #[test]
    fn one_comment_must_be_announced_as_one() {
        let one = "<div><b>Ann</b> <i>3 May 2020</i><p>Here too.</p></div>";
        assert_eq!(found(&format!("<h3>Comments (1)</h3>{one}")), ["Ann 3 May 2020/Here too."]);
        assert_eq!(found(&format!("<h3>Comments</h3>{one}")), [""; 0]);
        let second = "<div><b>Bo</b><p>It never does.</p></div>";
        assert_eq!(found(&format!("<h3>2 comments</h3>{one}{second}")).len(), 2);
    }

    #[test]
    fn prose_below_such_a_line_is_none() {
        let prose =
            "<p>They say that it rains here more than in any other harbour of the coast, and that nobody minds.</p>"
                .repeat(2);
        assert_eq!(found(&format!("<h3>Comments</h3>{prose}{TWO}")), [""; 0]);
        assert_eq!(
            found(&format!("<h3>Comments</h3>{prose}<p>3 May 2020</p>{prose}<p>4 May 2020</p>{prose}")),
            [""; 0]
        );
        let stories = "<div><p>3 May 2020</p><a href=/a>What the harbour does in winter</a></div>".repeat(3);
        assert_eq!(found(&format!("<h3>Comments</h3>{stories}")), [""; 0]);
    }
}
