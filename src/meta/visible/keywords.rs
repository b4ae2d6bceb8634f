//! Decides which links behind the text are keywords by the addresses that they lead to, where nothing else says so. One part of
//! the pass over visible elements.

use super::{KINDS, Pass};
use crate::meta::candidate::Source;
use crate::meta::clean::clean;
use crate::page::{Flags, Name};
use crate::tag::Tag;

/// Rank of such keywords: below all that are called so.
const BY_ADDRESS: u8 = 20;
/// Links of one group, at the least: a single one may stand in a sentence.
const FEWEST: usize = 2;
/// Bytes of text between two links of one group: the signs that part them.
const APART: u32 = 8;
/// Bytes of a keyword.
const LONGEST: usize = 60;
/// Folders in which sites keep the pages of their keywords.
const FOLDERS: [&str; 6] = ["tag", "tags", "keyword", "keywords", "hashtag", "hashtags"];

impl Pass<'_> {
    /// Reads the only group of links behind the text that all lead to pages of keywords. Several groups are those of the
    /// stories that the page points to.
    pub(super) fn addressed_tags(&mut self) {
        if !self.found.tags.list.is_empty() || !self.tags.is_empty() {
            return;
        }
        let page = self.page;
        let beside = Flags::NAVIGATION | Flags::FOOTER | Flags::HEADER | Flags::ASIDE | Flags::HIDDEN | Flags::DIALOG;
        let mut tags: Vec<String> = Vec::new();
        let mut end = None;
        for at in page.rows_of_any(&[Tag::A]) {
            let row = page.row(at);
            let is_behind = row.text.start >= self.place.last && !row.flags.meets(beside);
            let is_tag = is_behind && (1..=LONGEST).contains(&row.text.len()) && self.leads_to_keyword(at);
            if !is_tag || row.cues.meets(KINDS.away | KINDS.aside) {
                continue;
            }
            if end.is_some_and(|end| row.text.start > end + APART) {
                return;
            }
            end = Some(row.text.end);
            tags.extend(clean(page.text_of(at)));
        }
        if tags.len() >= FEWEST {
            self.found.tags.add(Source::Text, BY_ADDRESS, tags);
        }
    }

    /// Whether a link leads into a folder of keywords.
    fn leads_to_keyword(&self, at: u32) -> bool {
        let href = self.page.attribute(at, Name::Href).unwrap_or_default();
        let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let folder = path.rsplit('/').nth(1).unwrap_or_default();
        FOLDERS.contains(&folder)
    }
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn links_to_keywords_in_one_group_behind_the_text_are_its_keywords() {
        let link = |tag: &str| format!("<div><a href='/tag/{tag}?source=post'>{tag}</a></div>");
        let tags = |behind: &str| meta(&format!("<h1>Rain over Velmora</h1>{BODY}<div>{behind}</div>")).tags;
        assert_eq!(tags(&(link("rain") + &link("harbours"))), ["rain", "harbours"]);
        assert_eq!(tags(&link("rain")), [""; 0]);
        let story = "<h3>Snow over Velmora</h3>";
        let stories = format!("{}{story}{}", link("rain") + &link("tugs"), link("snow") + &link("hail"));
        assert_eq!(tags(&stories), [""; 0]);
    }
}
