//! Drops links to other pages of the site with which an article ends, and the line that announces them: what else there is to
//! read, to see or to buy. Sources lead out of the site, and documents to take along are part of the article.

use super::{Verdicts, View};
use crate::address::{ending, file_name};
use crate::article::PageType;
use crate::block::Block;
use crate::meta::{self, address};
use crate::page::Name;

/// How probable it must be that the page is one article. Threads that are taken for one end in links, too.
const PROBABLE: f32 = 0.7;
/// Links in the shortest run. A single one is as often the last line of the text.
const FEWEST: usize = 2;
/// Words of the shortest link that names a page; shorter ones are buttons and tags, of which other passes decide.
const SHORTEST: u32 = 3;
/// The most of the kept words that the links have; where they have more, the page is a list of them.
const MOST: (u32, u32) = (1, 3);
/// Words of the longest line that announces them: a sentence that ends in a colon tells something.
const ANNOUNCEMENT: u32 = 12;
/// Elements inside of a block's own in which its link is looked for, so that a block of a large element costs no more.
const WITHIN: usize = 16;
/// Endings of documents.
const DOCUMENTS: [&str; 12] = ["csv", "doc", "docx", "epub", "ods", "odt", "pdf", "ppt", "pptx", "xls", "xlsx", "zip"];

/// Looks at the last kept blocks of an article. With each of three draws of the weights seven gold pages are better and two
/// worse, by 0.021 at most, which raises articles by 0.0003; of 2,002 others, most of them from elsewhere, nine lose such
/// links, all of them to other stories.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Article || view.probability(PageType::Article) < PROBABLE {
        return;
    }
    let blocks = view.context.blocks;
    let is_link = |at: &u32| blocks.get(*at).is_some_and(|block| block.is_of_links() && block.counts.words >= SHORTEST);
    let mut last = (0..blocks.len()).rev().filter(|at| verdicts.keeps(*at)).peekable();
    let mut run: Vec<u32> = Vec::new();
    while let Some(at) = last.next_if(is_link) {
        run.push(at);
    }
    let announcement = last.next().filter(|at| blocks.get(*at).is_some_and(|block| announces(view, *at, block)));
    let words: u32 = run.iter().filter_map(|at| blocks.get(*at)).map(|block| block.counts.words).sum();
    let all = view.kept_words(verdicts).within(view.context.span(0));
    if run.len() < FEWEST || words * MOST.1 > all * MOST.0 {
        return;
    }
    let own = meta::site(None, &view.context.page.head);
    let leads = |at: &u32| blocks.get(*at).is_some_and(|block| leads_on(view, block, own.as_deref()));
    let leading: Vec<u32> = run.iter().copied().filter(leads).collect();
    if leading.len() < FEWEST {
        return;
    }
    let announcement = announcement.filter(|_| leading.len() == run.len());
    for at in announcement.into_iter().chain(leading) {
        verdicts.drop(at, "a link to another page of the site, behind the end");
    }
}

/// Whether a line may announce links: a heading, or words before a colon.
fn announces(view: &View<'_>, at: u32, block: &Block) -> bool {
    let is_led = block.is_heading() || view.context.text(at).ends_with([':', '：']);
    is_led && block.counts.words <= ANNOUNCEMENT
}

/// Whether the first link of a block leads to another page of the site, whose host is `own` if the page says so.
fn leads_on(view: &View<'_>, block: &Block, own: Option<&str>) -> bool {
    let page = view.context.page;
    let mut rows = page.upwards(block.row).take(2).chain(page.descendants(block.row).take(WITHIN));
    let Some(link) = rows.find_map(|row| page.attribute(row, Name::Href)).map(str::trim) else { return false };
    let is_document = DOCUMENTS.contains(&ending(file_name(link)).to_ascii_lowercase().as_str());
    !is_document && is_of(link, own)
}

/// Whether an address is one of the site: without a scheme or a host, or with that host.
fn is_of(link: &str, own: Option<&str>) -> bool {
    let scheme = link.split(['/', '?', '#']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme);
    let host = match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            address::host(link)
        }
        Some(_) => return false,
        None if link.starts_with("//") => address::host(&format!("https:{link}")),
        None => return !link.starts_with('#'),
    };
    own.is_some() && host.as_deref() == own
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    /// How many blocks are left of a story with something behind its end.
    fn lines(end: &str, page_type: PageType) -> usize {
        let head = "<link rel=canonical href=https://example.org/rain>";
        left(&format!("{head}<div>{STORY}{end}</div>"), page_type, |_| 1.0).len()
    }

    fn links(address: &str) -> String {
        format!("<ul><li><a href={address}1>Fog over the canal</a><li><a href={address}2>Snow on the pier</a></ul>")
    }

    #[test]
    fn links_to_pages_of_the_site_leave_the_end_with_what_announces_them() {
        let end = format!("<h3>Harbour guides</h3>{}", links("/"));
        assert_eq!(lines(&end, PageType::Article), 2);
        assert_eq!(lines(&end, PageType::Listing), 5);
        assert_eq!(lines(&links("https://www.example.org/"), PageType::Article), 2);
        assert_eq!(lines(&format!("<p>Harbour guides:</p>{}", links("/")), PageType::Article), 2);
    }

    #[test]
    fn sources_documents_and_a_single_link_stay() {
        assert_eq!(lines(&links("https://example.com/"), PageType::Article), 4);
        assert_eq!(lines("<p><a href=/fog>Fog over the canal</a></p>", PageType::Article), 3);
        for address in ["mailto:", "https://example.com/?to=https://example.org/"] {
            assert_eq!(lines(&links(address), PageType::Article), 4, "{address}");
        }
        assert_eq!(lines(&links("/go?to=https://example.com/"), PageType::Article), 2);
        let mixed = format!("{}<p><a href=https://example.com/3>Rain in the hills</a></p>", links("/"));
        assert_eq!(lines(&mixed, PageType::Article), 3);
        let documents = links("/").replace("/1", "/1.pdf").replace("/2", "/2.pdf?download");
        assert_eq!(lines(&documents, PageType::Article), 4);
        assert_eq!(
            lines(&format!("{}<p>The harbour office is open until noon.</p>", links("/")), PageType::Article),
            5
        );
    }
}
