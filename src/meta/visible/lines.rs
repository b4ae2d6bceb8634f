//! Decides what lines without any helpful class say: "By Ann Lee", "20 September 2019", "Tags: rain, snow".
//! One part of the pass over visible elements.

use std::sync::LazyLock;

use super::byline::is_user;
use super::told::{behind_day, change_in, is_published_by_paper};
use super::{AFTER, BEFORE, BETWEEN, KINDS, LONGEST_LINE, MOST, Pass, SOON, reporter};
use crate::article::PageType;
use crate::block::Block;
use crate::meta::candidate::Source;
use crate::meta::clean::{self, clean};
use crate::meta::date::{self, Meaning};
use crate::meta::labels::{self, Purpose};
use crate::meta::{author, name, tags};
use crate::page::{Flags, Row};
use crate::phrases::{self, Phrases};
use crate::tag::Tag;

impl Pass<'_> {
    /// Reads the lines around the headline that no class marks: "By Ann Lee", "20 September 2019".
    pub(super) fn lines(&mut self) {
        let first = self.blocks.list.iter().position(|block| block.text.end + BEFORE > self.place.start).unwrap_or(0);
        let page = self.page;
        let kinds = &*KINDS;
        let comments = self.comments();
        let mut left = LINES;
        let mut label_alone = false;
        let mut opened = 0;
        for block in self.blocks.list.iter().skip(first) {
            let row = page.row(block.row);
            if block.text.start > self.place.body.saturating_add(AFTER) || block.text.start >= comments || left == 0 {
                break;
            }
            if opened < OPENINGS && block.text.start >= self.place.body && block.is_long() {
                opened += 1;
                self.opening(block);
            }
            if block.text.len() > LONGEST_LINE
                || block.flags.meets(Flags::NAVIGATION | Flags::HIDDEN | Flags::DIALOG)
                || Some(block.row) == self.place.heading
                || row.cues.meets(kinds.away)
            {
                continue;
            }
            left -= 1;
            let text = page.slice(block.text);
            let near = self.place.nearness(&Row { text: block.text, ..*row });
            let named = std::mem::replace(&mut label_alone, labels::is(text, Purpose::By));
            // "Author" above a column is followed by the name of the next column.
            if named && row.tag != Tag::Th && name::looks_like_name(text.lines().next().unwrap_or_default()) {
                self.add_names(text.lines().next().unwrap_or_default(), 36 + near);
            }
            // Below the beginning of the text a heading names a part of it: "Author Contributions".
            if block.is_heading() && block.text.start > self.place.body {
                continue;
            }
            for (at, line) in text.lines().take(4).enumerate() {
                self.line(line, near, (at == 0).then_some(block.text.start), block.row);
            }
        }
        self.tag_lines();
        self.closing_lines(comments);
    }

    /// Where in the page's text a heading behind the beginning of an article opens the comments of its readers, each of whom
    /// signs.
    fn comments(&self) -> u32 {
        let opens = |block: &&Block| {
            let is_headed =
                block.is_heading() && block.text.start > self.place.body && block.text.len() <= LONGEST_HEADING;
            is_headed && phrases::line(self.page.slice(block.text)).meets(*COMMENTS)
        };
        let first = self.blocks.list.iter().filter(|_| self.is_article()).find(opens);
        first.map_or(u32::MAX, |block| block.text.start)
    }

    /// Reads bylines behind the running text: "Text: Ann Lee", or "Written by" with the name below it. Only labels that
    /// mean nothing else count there.
    fn closing_lines(&mut self, comments: u32) {
        let page = self.page;
        let last = self.place.last;
        let near = self.blocks.list.iter().filter(|block| block.text.end.saturating_add(CLOSING) >= last);
        let near = near.take_while(|block| block.text.start < comments);
        let mut label_alone = false;
        for block in near.take(CLOSING_LINES) {
            let row = page.row(block.row);
            if block.text.len() > LONGEST_LINE
                || block.flags.meets(Flags::NAVIGATION | Flags::HIDDEN | Flags::DIALOG | Flags::FOOTER)
                || row.cues.meets(KINDS.away)
            {
                continue;
            }
            for line in page.slice(block.text).lines().take(4) {
                self.name_before_label(line, CLOSING_RANK);
                self.add_people(reporter::in_line(line), CLOSING_RANK);
                let found = labels::opening(line, Purpose::By).filter(|(label, _)| is_firm(line, label));
                let alone = found.is_some_and(|(_, rest)| rest.is_empty());
                if std::mem::replace(&mut label_alone, alone) && name::looks_like_person(line) {
                    self.add_names(line, CLOSING_RANK);
                }
                let named = |(label, rest): &(&str, &str)| {
                    !rest.is_empty() && rest.len() < LONGEST_DATE_LINE && !is_published_by_paper(label, rest)
                };
                if let Some((_, rest)) = found.filter(named) {
                    self.add_names(rest, CLOSING_RANK);
                }
            }
        }
    }

    /// Reads a date that opens the running text: "27.1.2022 - ...".
    fn opening(&mut self, block: &Block) {
        let text = self.page.slice(block.text);
        let start = clean::cut(text, 40);
        let leads = |before: &str| before.len() <= 20 && !date::is_sentence(before);
        if let Some((moment, _)) = date::find(start, self.setting.manner).filter(|(_, before)| leads(before)) {
            self.add_date(moment, Meaning::Publication, Source::Text, 24, block.row);
        }
        self.add_people(reporter::in_brackets(text), 24);
    }

    pub(super) fn add_people(&mut self, names: Vec<String>, rank: u8) {
        if !names.is_empty() {
            self.found.authors.add(Source::Text, rank, author::unlinked(names));
        }
    }

    /// Reads lines behind the headline that are a label and keywords: "Tags: rain, snow".
    fn tag_lines(&mut self) {
        let page = self.page;
        let behind = self.blocks.list.iter().filter(|block| block.text.start >= self.place.body);
        for block in behind.take(2000).filter(|block| block.text.len() <= 400) {
            let text = page.slice(block.text);
            if let Some(tags) = tags::hashtags(text) {
                self.found.tags.add(Source::Text, 50, tags);
                break;
            }
            if block.links == 0 || !clean::cut(text, 40).contains([':', '：']) {
                continue;
            }
            let Some((_, rest)) = labels::opening(text, Purpose::Tags) else { continue };
            if !rest.is_empty() && !block.flags.meets(Flags::NAVIGATION | Flags::FOOTER) {
                let tags: Vec<String> = rest.split([',', '、', '，', '|', '·', '•']).filter_map(clean).collect();
                // Where no sign parts them, each link is one.
                let tags = if tags.len() > 1 { tags } else { self.linked(block) };
                self.found.tags.add(Source::Text, 50, tags);
                break;
            }
        }
    }

    /// What the links of a block say.
    fn linked(&self, block: &Block) -> Vec<String> {
        let page = self.page;
        let inside = page.descendants(block.row).filter(|at| page.row(*at).tag == Tag::A);
        let links = inside.filter(|at| block.text.contains(page.row(*at).text.start)).take(30);
        links.filter_map(|at| clean(page.text_of(at))).collect()
    }

    /// Reads blocks that are a date and nothing else, wherever they stand: better than no date.
    pub(super) fn lone_dates(&mut self) {
        if !self.found.published.list.is_empty() {
            return;
        }
        let page = self.page;
        let kinds = &*KINDS;
        // Every byte is looked at, because that takes less time than to look for the first digit.
        let has_digit = |text: &str| text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit());
        let lone = |text: &str| text.len() <= 60 && has_digit(text);
        let short = |block: &&Block| {
            let text = if block.text.len() <= LONGEST_LINE { page.slice(block.text) } else { "" };
            has_digit(text) && text.lines().any(lone)
        };
        for block in self.blocks.list.iter().filter(short).take(MOST as usize) {
            if block.flags.meets(
                Flags::NAVIGATION
                    | Flags::HIDDEN
                    | Flags::DIALOG
                    | Flags::FOOTER
                    | Flags::TABLE
                    | Flags::LINK
                    | Flags::CODE,
            ) || page.row(block.row).cues.meets(kinds.away)
            {
                continue;
            }
            let above = self.label_above(block.text.start);
            for line in page.slice(block.text).lines().filter(|line| lone(line)).take(4) {
                if let Some((moment, before, behind)) = date::parted(line, self.setting.manner) {
                    let meaning = if before.trim().is_empty() { above } else { date::meaning(before) };
                    let is_other = || {
                        self.is_none_of_page(before, moment, block.row)
                            || self.is_told(["", before, behind_day(line, behind)], block.row)
                    };
                    if meaning == Meaning::Publication && is_other() {
                        continue;
                    }
                    self.add_date(moment, meaning, Source::Text, 15, block.row);
                }
            }
        }
    }

    /// What a date is the date of when the line above it is its label: "Last updated" and the date below it.
    fn label_above(&self, start: u32) -> Meaning {
        let above = self.line_before(start).trim();
        match above {
            _ if labels::is(above, Purpose::Updated) => Meaning::Change,
            _ if labels::is_any(above, &[Purpose::Reader, Purpose::Deadline]) => Meaning::Other,
            _ => Meaning::Publication,
        }
    }

    /// Reads one line. `start` is where its block begins, if it is the first one there and may have its label above it.
    fn line(&mut self, line: &str, near: u8, start: Option<u32>, row: u32) {
        if let Some((label, rest)) = labels::opening(line, Purpose::By) {
            // A label of one word may open a sentence, so the rest must be names only.
            if rest.len() < 120 && !label.is_empty() && !is_published_by_paper(label, rest) {
                self.add_names(rest, 38 + near);
                // "by tidewatch" as a block of its own, between the headline and the text.
                let alone = near == BETWEEN && start.is_some() && label.eq_ignore_ascii_case("by") && self.is_article();
                if alone || USER_LABELS.iter().any(|known| label.eq_ignore_ascii_case(known)) {
                    self.add_user(rest, 38 + near);
                }
            }
        }
        if line.len() > LONGEST_DATE_LINE {
            return;
        }
        let page = self.page;
        self.name_before_label(line, 36 + near);
        self.add_people(reporter::in_line(line), 36 + near);
        let (mut dated, mut changed) = (false, false);
        // One line may tell both the day of publication and that of the last change.
        for piece in line.split(['|', '·', '•']).take(4) {
            let Some((moment, before, next)) =
                date::parted(piece, self.setting.manner).filter(|(_, before, _)| before.len() <= 80)
            else {
                continue;
            };
            let meaning = match start {
                _ if before.contains(char::is_alphanumeric) => self.meaning(before),
                Some(start) => self.label_above(start),
                None => Meaning::Publication,
            };
            dated = true;
            changed |= meaning == Meaning::Change;
            let is_other = || {
                let above = start.map_or("", |start| self.line_before(start).trim());
                near <= SOON && self.is_told([above, before, behind_day(piece, next)], row)
                    || self.is_none_of_page(before, moment, row)
            };
            if meaning == Meaning::Publication && is_other() {
                self.found.lists_dates |= page.row(row).tag == Tag::Li;
                continue;
            }
            self.add_date(moment, meaning, Source::Text, 30 + near, row);
            // "Published 3 May 2021 Updated 4 May 2021"
            if let Some((moment, _)) = change_in(next).and_then(|change| date::find(change, self.setting.manner)) {
                self.add_date(moment, Meaning::Change, Source::Text, 30 + near, row);
            }
        }
        if let Some((_, rest)) = USER_PHRASES.iter().find_map(|phrase| line.split_once(phrase)) {
            self.add_names(rest, 36 + near);
            self.add_user(rest, 36 + near);
        }
        // Who is named in the text beside the day of a change made the change, and a post its author changes.
        if dated && !(changed && near <= SOON && self.setting.page_type != PageType::Forum) {
            self.name_beside_date(line, near);
            self.name_inside(line, near);
        }
    }

    /// Adds the people a line names, if all have the shape of a name.
    fn add_names(&mut self, line: &str, rank: u8) {
        let names = author::people(line);
        if names.iter().all(|name| name::looks_like_name(name)) {
            self.add_people(names, rank);
        }
    }

    fn is_article(&self) -> bool {
        self.setting.page_type == PageType::Article
    }

    /// Adds the user whom a text names, who may have a small name: "tidewatch, 3 May 2020".
    fn add_user(&mut self, text: &str, rank: u8) {
        if let [name] = author::people(text).as_slice()
            && is_user(name)
            && !name::looks_like_name(name)
        {
            self.add_people(vec![name.clone()], rank);
        }
    }

    /// Reads a name with what its bearer does behind it: "박서연 기자".
    fn name_before_label(&mut self, line: &str, rank: u8) {
        // It is looked for where names are not written in ASCII.
        if line.is_ascii() {
            return;
        }
        let mut before = "";
        for word in line.split_whitespace().take(20) {
            let word = word.trim_matches(['[', ']', '(', ')', '<', '>', '=', ',', '·', '■', '/']);
            let is_name = (2..=4).contains(&before.chars().count()) && before.chars().all(char::is_alphabetic);
            if is_name && !before.is_ascii() && labels::is(word, Purpose::Behind) {
                self.add_people(vec![before.to_owned()], rank);
                return;
            }
            before = word;
        }
    }

    /// Reads "Posted in Weather by Ann Lee on 3 May 2020".
    fn name_inside(&mut self, line: &str, near: u8) {
        let found = INNER_LABELS.iter().find_map(|label| line.split_once(label));
        let Some((_, rest)) = found.filter(|(before, _)| !before.is_empty()) else { return };
        if labels::opening(line, Purpose::Publisher).is_some_and(|(label, rest)| is_published_by_paper(label, rest)) {
            return;
        }
        let names = author::people(rest);
        // A user's name may be one small word; a longer text must have the shape of a name.
        if near >= SOON
            && names.len() == 1
            && names.iter().all(|name| !name.contains(' ') || name::looks_like_name(name))
        {
            self.add_people(names, 30 + near / 2);
        }
    }

    /// Reads "Ann Lee | 3 May 2020": a piece of a date line that has two or three words, all with capitals.
    fn name_beside_date(&mut self, line: &str, near: u8) {
        let pieces = line.split(['|', '·', '•', '—', '–', '⋅']).flat_map(|piece| piece.split(" - ")).map(str::trim);
        // "5 May 2020 - Editor: Ann Lee"
        for piece in pieces.clone().take(6) {
            if near >= SOON
                && let Some((label, rest)) = labels::opening(piece, Purpose::By)
                && is_firm(piece, label)
                && !is_published_by_paper(label, rest)
            {
                self.add_names(rest, 30 + near / 2);
            }
        }
        let name = pieces.filter(|piece| (2..=3).contains(&piece.split_whitespace().count()) && piece.len() < 40).find(
            |piece| {
                let capital = |word: &str| {
                    word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
                };
                name::looks_like_name(piece)
                    && piece.split_whitespace().all(capital)
                    && labels::opening(piece, Purpose::Published).is_none()
                    && labels::opening(piece, Purpose::Updated).is_none()
                    && date::read(piece, self.setting.manner).is_none()
            },
        );
        if let Some(name) = name.filter(|_| near >= SOON) {
            self.add_names(name, 16 + near / 2);
        }
    }
}

/// What heads comments.
static COMMENTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("comment"));
/// Bytes of a heading of comments.
const LONGEST_HEADING: usize = 40;
/// Bytes before the end of the running text from which a closing byline is looked for: a note or two stand behind it.
const CLOSING: u32 = 600;
/// Blocks that are looked at there.
const CLOSING_LINES: usize = 40;
/// Rank of a closing byline: below every one beside the headline.
const CLOSING_RANK: u8 = 24;

/// Whether the label that opens a line has several words or a colon behind it: "By" and "Von" also open sentences.
fn is_firm(line: &str, label: &str) -> bool {
    let behind = line.trim_start().get(label.len()..).unwrap_or_default().trim_start();
    label.contains(' ') || behind.starts_with([':', '：', '/', '／'])
}

/// Labels of a name in the middle of a line that also holds a date.
pub(super) const INNER_LABELS: &[&str] =
    &[" by ", " By ", " von ", " par ", " por ", " przez ", " door ", " автор ", " Автор: ", " Autor: "];

/// Labels of a user, whose name may be one small word.
const USER_LABELS: [&str; 6] =
    ["thread starter", "started by", "asked by", "posted by", "submitted by", "topic author"];
/// The same in the middle of a line: "Discussion in 'Weather' started by tidewatch", "submitted 3 hours ago by tidewatch".
const USER_PHRASES: [&str; 2] = [" started by ", " ago by "];

/// Bytes of a line whose date is the page's; a longer one tells a story.
const LONGEST_DATE_LINE: usize = 120;
/// Paragraphs that may open with the date; a summary may stand before the first one.
const OPENINGS: u32 = 3;
/// Blocks around the headline that are read as lines.
const LINES: usize = 60;
