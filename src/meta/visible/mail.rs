//! Decides who wrote a letter that an archive of a list shows, and when: by the lines at its head, "From: Ann Lee
//! <ann@slowpost.example>", or by the name in bold and the day right below the headline. One part of the pass over visible
//! elements.

use super::{BEFORE_TEXT, BETWEEN, Pass};
use crate::meta::candidate::Source;
use crate::meta::clean::cut;
use crate::meta::date::{self, Meaning};
use crate::meta::labels::{self, Purpose};
use crate::meta::{author, name};
use crate::page::{Row, Span};
use crate::tag::Tag;

/// Blocks among which the head of a letter stands, and its lines.
const MOST: usize = 40;
const LINES: usize = 12;
/// Bytes of the head.
const LONGEST: usize = 2000;
/// How far it is trusted: as far as a byline beside the headline.
const HEAD: u8 = 60;
/// Bytes of the line with name and day.
const LONGEST_LINE: u32 = 120;

impl Pass<'_> {
    /// Reads the head of a letter.
    pub(super) fn mail(&mut self) {
        let first = self.blocks.list.iter().position(|block| block.text.end >= self.place.end).unwrap_or(0);
        for block in self.blocks.list.iter().skip(first).take(MOST) {
            if block.text.start > self.place.body {
                break;
            }
            let text = cut(self.page.slice(block.text), LONGEST);
            if self.head(text, block.row) || self.bold(block.text, block.row) {
                break;
            }
        }
    }

    /// Reads lines that each begin with a label, as letters have them; says whether it did.
    fn head(&mut self, text: &str, row: u32) -> bool {
        let value = |label: &str| text.lines().take(LINES).find_map(|line| line.trim_start().strip_prefix(label));
        let (Some(from), Some(day)) = (value("From:"), value("Date:")) else { return false };
        let name = from.split(['<', '[']).next().unwrap_or_default();
        let is_name = |name: &String| name::looks_like_name(name);
        let people: Vec<String> = author::people(name).into_iter().filter(is_name).collect();
        self.add_people(people, HEAD);
        if let Some(moment) = date::read(day, self.setting.manner) {
            self.add_date(moment, Meaning::Publication, Source::Text, HEAD, row);
        }
        true
    }

    /// Reads a line that holds a name in bold and the day behind it; says whether it did.
    fn bold(&mut self, text: Span, row: u32) -> bool {
        let page = self.page;
        let near = self.nearness(&Row { text, ..*page.row(row) });
        if !matches!(near, BETWEEN | BEFORE_TEXT)
            || text.len() as u32 > LONGEST_LINE
            || !self.found.authors.list.is_empty()
        {
            return false;
        }
        let is_bold = |at: &u32| {
            let inside = page.row(*at);
            matches!(inside.tag, Tag::B | Tag::Strong) && inside.text.start == text.start
        };
        let Some(bold) = page.descendants(row).take(MOST).find(is_bold) else { return false };
        let name = page.text_of(bold).trim();
        let shown = page.slice(text);
        // The address of the sender may stand between the two, and a line break behind it.
        let line = match shown.split_once('\n') {
            Some((first, second)) if first.contains(['@', '<']) || first.contains(" at ") => second,
            _ => shown.trim_start().strip_prefix(name).unwrap_or_default(),
        };
        let line = line.lines().next().unwrap_or_default();
        let Some((moment, before)) = date::find(line, self.setting.manner) else { return false };
        // "Ann Lee Tue 14 Jul": a day of the week is part of the date.
        let is_day = |word: &str| labels::is(word, Purpose::Day) || word.chars().count() == WEEKDAY;
        let signs = |sign: char| !sign.is_alphanumeric();
        if name::looks_like_person(name) && before.split(signs).filter(|word| !word.is_empty()).all(is_day) {
            self.add_people(author::people(name), ALONE + near);
            self.add_date(moment, Meaning::Publication, Source::Text, ALONE + near, row);
            return true;
        }
        false
    }
}

/// Letters of a day of the week in short.
const WEEKDAY: usize = 3;
/// How far a name in bold before the day is trusted.
const ALONE: u8 = 32;

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    #[test]
    fn the_head_of_a_letter_names_its_sender_and_day() {
        let head = "<pre><b>From:</b> Ann Lee &lt;ann@slowpost.example&gt;\n<b>To:</b> rain@slowpost.example\n<b>Date:</b> Thu, 9 Feb 2023 11:20:31 +0100\n\nIt rained.</pre>";
        let found = meta(&format!("<h1>Rain over Velmora</h1>{head}{BODY}"));
        assert_eq!((names(&found), found.published.as_deref()), (vec!["Ann Lee"], Some("2023-02-09T11:20:31+01:00")));
        let found = meta(&format!("<h1>Rain over Velmora</h1><p>From: the harbour</p>{BODY}"));
        assert_eq!(names(&found), [""; 0]);
    }

    #[test]
    fn a_name_in_bold_before_the_day_is_the_sender() {
        let found = |line: &str| {
            let found = meta(&format!("<h1>[rain] Over Velmora</h1>{line}{BODY}"));
            names(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(found("<b>Ann Lee</b> <i>Tue Jul 14 10:22:05 CEST 2009</i>"), ["Ann Lee"]);
        let address = "<a href='mailto:a'>ann at slowpost.example</a><br>";
        assert_eq!(found(&format!("<b>Ann Lee</b> {address}<i>Tue Jul 14 10:22:05 CEST 2009</i>")), ["Ann Lee"]);
        assert_eq!(found("<p><b>Harbour Office</b> opened 14 July 2009</p>"), [""; 0]);
    }
}
