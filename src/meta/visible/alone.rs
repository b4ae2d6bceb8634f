//! Decides whom a line names that is nothing but a name and stands right above the line with the date, as many blogs sign:
//! a portrait before it, or the profile that it leads to, tells it from the name of a section. One part of the pass over
//! visible elements.

use super::byline::{is_profile, is_user_page};
use super::{ABOVE, BEFORE, BEFORE_TEXT, BETWEEN, Pass};
use crate::article::Author;
use crate::block::Block;
use crate::meta::candidate::Source;
use crate::meta::date;
use crate::meta::labels::{self, Purpose};
use crate::meta::name;
use crate::page::{Flags, Name, Row};
use crate::tag::Tag;

/// How far such a name is trusted: as a portrait beside a name is.
const ALONE: u8 = 32;
/// Bytes of a name, and of the line with the date.
const LONGEST_NAME: u32 = 40;
const LONGEST_LINE: u32 = 60;
/// Rows before a name among which its portrait stands.
const BESIDE: u32 = 6;
/// Blocks that are looked at.
const MOST: usize = 400;

impl Pass<'_> {
    /// Reads a name that stands alone above a date beside the headline.
    pub(super) fn alone(&mut self) {
        if !self.found.authors.list.is_empty() {
            return;
        }
        let blocks = &self.blocks.list;
        let start = self.place.start.saturating_sub(BEFORE);
        let near = blocks.iter().zip(blocks.iter().skip(1)).take(MOST);
        let mut near = near.filter(|(name, _)| name.text.start >= start && name.text.start <= self.place.body);
        let found = near.find_map(|(name, dated)| self.alone_above(name, dated));
        if let Some((person, rank)) = found {
            self.found.authors.add(Source::Text, rank, vec![person]);
        }
    }

    /// Whom a block names that is a person's name, if the next one tells the date.
    fn alone_above(&self, block: &Block, below: &Block) -> Option<(Author, u8)> {
        let page = self.page;
        let beside = Flags::NAVIGATION | Flags::HIDDEN | Flags::DIALOG | Flags::FOOTER | Flags::FIGURE;
        if block.text.len() as u32 > LONGEST_NAME || below.text.len() as u32 > LONGEST_LINE || block.flags.meets(beside)
        {
            return None;
        }
        let row = page.row(block.row);
        let near = self.nearness(&Row { text: block.text, ..*row });
        let name = page.slice(block.text).trim();
        let is_near = matches!(near, BETWEEN | ABOVE | BEFORE_TEXT) && !block.is_heading();
        if !is_near || !is_capital(name) || !self.tells_date(page.slice(below.text)) {
            return None;
        }
        let link = page
            .upwards(block.row)
            .take(2)
            .chain(page.descendants(block.row).take(2))
            .find(|at| page.row(*at).tag == Tag::A);
        let href = link.filter(|at| page.text_of(*at).trim() == name).and_then(|at| page.attribute(at, Name::Href));
        // A section of the paper stands there, too, and its link leads there; but nobody portrays it.
        let is_portrayed = (block.row.saturating_sub(BESIDE)..block.row)
            .any(|at| page.row(at).tag == Tag::Img && page.row(at).text.start == row.text.start);
        let leads_to_own = href.is_some_and(|href| leads_to(href, name));
        let url = href.and_then(|href| self.setting.profile(href));
        (is_portrayed || leads_to_own).then(|| (Author { name: name.to_owned(), url }, ALONE + near))
    }

    /// Whether a line tells the day of publication, and little else.
    fn tells_date(&self, line: &str) -> bool {
        let labelled = labels::opening(line, Purpose::Published).is_some_and(|(label, _)| label.contains(' '));
        let opens = |before: &str| before.trim().is_empty() || labels::is(before, Purpose::Published);
        labelled || date::find(line, self.setting.manner).is_some_and(|(_, before)| opens(before))
    }
}

/// Whether a text is a person's name of two or three words, each with a capital where its script has any.
fn is_capital(name: &str) -> bool {
    let is_capital = |word: &str| !word.starts_with(char::is_lowercase);
    (2..=3).contains(&name.split_whitespace().count())
        && name::looks_like_person(name)
        && name.split_whitespace().all(is_capital)
}

/// Whether an address looks like a person's page, or is that of a user with a short form of this name: "/annl" for Ann Lee.
fn leads_to(href: &str, name: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default().trim_start_matches(['@', '~']).to_lowercase();
    let given = name.split_whitespace().next().map(str::to_lowercase).unwrap_or_default();
    // A section has its name as a whole in its address.
    let is_short =
        || last.len() > given.len() && given.len() >= LEAST && last.starts_with(&given) && !last.contains('-');
    is_profile(href) || is_user_page(Some(href)) || is_short()
}

/// Bytes of a given name that an address does not begin with by chance.
const LEAST: usize = 3;

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    #[test]
    fn a_name_alone_above_the_date_signs() {
        let found = |byline: &str| {
            let found = meta(&format!("<h1>Rain over Velmora</h1>{byline}{BODY}"));
            names(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let portrait = "<img src=a.png alt=''>";
        assert_eq!(found(&format!("{portrait}<div>Ann Lee</div><div>3 May 2020 · 1 min</div>")), ["Ann Lee"]);
        assert_eq!(found("<a href=/annl>Ann Lee</a><p>Posted on 3 May 2020</p>"), ["Ann Lee"]);
        for byline in [
            "<div>Harbour News</div><div>3 May 2020</div>",
            "<a href=/news>Harbour News</a><p>Posted on 3 May 2020</p>",
            "<img src=a.png alt=''><div>Ann Lee</div><div>All of the harbour</div>",
            "<img src=a.png alt=''><div>harbour news</div><div>3 May 2020</div>",
        ] {
            assert_eq!(found(byline), [""; 0], "{byline}");
        }
    }
}
