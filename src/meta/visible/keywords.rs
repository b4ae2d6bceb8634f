//! Decides which links behind the text are keywords by the addresses that they lead to, where nothing else says so. One part of
//! the pass over visible elements.

use super::{KINDS, MOST, Pass};
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

impl Pass<'_> {
    /// Reads a line behind the running text that is nothing but short links to one directory: keywords without a label.
    pub(super) fn lone_tags(&mut self) {
        if !self.found.tags.list.is_empty() {
            return;
        }
        let page = self.page;
        let kinds = &*KINDS;
        let beside = Flags::NAVIGATION | Flags::FOOTER | Flags::HEADER | Flags::ASIDE;
        let avoided = beside | Flags::HIDDEN | Flags::DIALOG | Flags::TABLE;
        let behind = self
            .blocks
            .list
            .iter()
            .filter(|block| block.text.start >= self.place.body && block.links >= 2 && !block.flags.meets(avoided));
        for block in behind.take(MOST as usize) {
            let words = block.counts.words;
            let row = page.row(block.row);
            if block.link_words != words
                || words > u32::from(block.links) * 3
                || row.cues.meets(kinds.away | kinds.aside | kinds.breadcrumb)
                || row.end - block.row > 120
            {
                continue;
            }
            let links: Vec<u32> =
                page.descendants(block.row).filter(|at| page.row(*at).tag == Tag::A).take(30).collect();
            let folders = links.iter().map(|at| page.attribute(*at, Name::Href).and_then(folder));
            let mut folders = folders.collect::<Option<Vec<&str>>>().unwrap_or_default();
            folders.dedup();
            if links.len() >= 2 && folders.len() == 1 {
                let tags: Vec<String> = links.iter().filter_map(|at| clean(page.text_of(*at))).collect();
                // "Next: Questions" is a way to another page.
                if tags.iter().any(|tag| tag.contains(": ")) {
                    continue;
                }
                self.found.tags.add(Source::Text, 20, tags);
                return;
            }
        }
    }
}

/// The directory an address within the site lies in, if it is not the top one.
fn folder(href: &str) -> Option<&str> {
    let path = href.split(['?', '#']).next()?.trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/')?;
    (!folder.is_empty() && !name.is_empty() && !folder.ends_with('/') && !folder.ends_with(':')).then_some(folder)
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
