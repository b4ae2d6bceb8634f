//! Decides which lines of a page its site says on other pages too, from outlines of many pages, in memory that has a
//! bound and the same for any order of the pages. For judge, which drops such lines, and for callers with many pages.
//!
//! A newsletter box or a disclaimer can read just like the article around it; that it stands on fifty pages of its site
//! tells. A [`Learner`] takes the outlines of pages, [`Learner::learn`] gives [`Templates`], and
//! [`Options::templates`](crate::Options::templates) uses them:
//!
//! ```
//! use std::sync::Arc;
//! use dechrome::{Extractor, Options, template::Learner};
//!
//! let box_ = "<p>Every Friday we write a letter about the coast. Four thousand people read it, and you can be the next.</p>";
//! let pages = ["It rained all day in the harbour, and nobody went out to see the boats come in, not even the pilot.",
//!     "The lighthouse has a new keeper, who came by the morning ferry with two goats and a very large piano.",
//!     "Nine men mended the net in the old hall, and the mayor brought them soup and bread and a lamp."]
//!     .map(|text| format!("<article><p>{text}</p>{box_}</article>"));
//! let extractor = Extractor::new(Options::default().site("coast.example.org"));
//! let mut learner = Learner::default();
//! for (name, page) in pages.iter().enumerate() {
//!     learner.add(&name.to_string(), extractor.outline(page));
//! }
//! let templates = Arc::new(learner.learn());
//! let extractor = extractor.with_options(extractor.options().clone().templates(templates));
//! assert!(!extractor.extract(&pages[0]).text.contains("Friday"));
//! ```

mod file;
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use crate::table;
use sample::Sample;

/// What of a page can belong to its site's template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    site: Option<String>,
    lines: Vec<u32>,
}

/// Bytes at a page's start in which [`Extractor::site`](crate::Extractor::site) looks for its address. Of the gold pages
/// that declare one, 95 % do so there.
pub const DECLARING: usize = 64 << 10;

/// Lines of a page that are looked at: real pages have a tenth of it.
const MOST_LINES: usize = 512;

impl Outline {
    /// The outline of a page with lines of these hashes.
    pub(crate) fn new(site: Option<String>, mut lines: Vec<u32>) -> Outline {
        lines.sort_unstable();
        lines.dedup();
        lines.truncate(MOST_LINES);
        Outline { site, lines }
    }

    /// The site that the page belongs to, where it is known.
    pub fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// By what the page is told from others: pages of the same lines are one page that was saved twice.
    pub(crate) fn print(&self) -> u64 {
        print(&self.lines)
    }
}

/// The lines of an article that its site's template could drop, for [`Templates::spare`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exposed {
    /// The site, where it is known.
    pub(crate) site: Option<String>,
    /// The lines that are kept.
    pub(crate) lines: Vec<u32>,
}

fn print(lines: &[u32]) -> u64 {
    lines.iter().fold(0, |print, line| table::hash(&line.to_le_bytes(), print))
}

/// Pages of a site that are learned from: a line of a twentieth of the pages is then still met on several.
const PAGES_OF_A_SITE: usize = 128;

/// Pages of all sites that are learned from; with the lines of real pages some 30 MB.
const PAGES: usize = 1 << 16;

/// Chooses, before any page is read as a whole, which ones to learn from: those of sites with several pages, and at most
/// 128 of each. The choice depends on the names of the pages, not on their order.
#[derive(Debug)]
pub struct Survey(Sample<()>);

impl Default for Survey {
    fn default() -> Survey {
        // A name takes less memory than an outline, so that four times as many single pages do no harm.
        Survey(Sample::new(PAGES_OF_A_SITE, 4 * PAGES))
    }
}

impl Survey {
    /// Notes that a site has a page of this name.
    pub fn see(&mut self, site: &str, name: &str) {
        self.0.insert(site, name_of(name), ());
    }

    /// The pages to learn from.
    pub fn choose(&self) -> Choice {
        let several = self.0.sites().filter(|(_, pages)| pages.len() > 1);
        Choice(several.flat_map(|(_, pages)| pages.keys().copied()).collect())
    }
}

/// The pages to learn from.
#[derive(Debug, Clone)]
pub struct Choice(BTreeSet<u64>);

impl Choice {
    /// Whether there is anything to learn from the page of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.0.contains(&name_of(name))
    }

    /// Whether there is nothing to learn from any page.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn name_of(name: &str) -> u64 {
    table::hash(name.as_bytes(), 0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Learns the templates of sites from their pages. The order of the pages does not count.
#[derive(Debug)]
pub struct Learner(Sample<Vec<u32>>);

impl Default for Learner {
    fn default() -> Learner {
        Learner(Sample::new(PAGES_OF_A_SITE, PAGES))
    }
}

impl Learner {
    /// Learns from a page. `name` is what tells it from others, such as its address or path; of the pages of a site, 128
    /// are learned from, chosen by their names. A page of an unknown site teaches nothing.
    pub fn add(&mut self, name: &str, outline: Outline) {
        if let Some(site) = outline.site {
            self.0.insert(&site, name_of(name), outline.lines);
        }
    }

    /// Learns what another one has learned, as from other pages by another thread.
    pub fn merge(&mut self, other: Learner) {
        self.0.merge(other.0);
    }

    /// What was learned.
    pub fn learn(&self) -> Templates {
        let mut templates = Templates::default();
        for (name, pages) in self.0.sites() {
            // A page that was saved under two names counts once.
            let different: BTreeMap<u64, &Vec<u32>> = pages.values().map(|lines| (print(lines), lines)).collect();
            let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
            for line in different.values().copied().flatten() {
                *counts.entry(*line).or_default() += 1;
            }
            counts.retain(|_, count| *count > 1);
            if !counts.is_empty() {
                let site = Site { pages: different.into_keys().collect(), lines: counts };
                templates.sites.insert(name.to_owned(), site);
            }
        }
        templates
    }
}

/// The templates of sites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    sites: BTreeMap<String, Site>,
}

/// What the pages of a site have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// The pages that it was learned from.
    pages: BTreeSet<u64>,
    /// On how many of them each line stands that stands on several.
    lines: BTreeMap<u32, u32>,
}

impl Templates {
    /// How many sites have one.
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether no site has one.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// Whether these templates change nothing of an article, because none of its lines stands on several pages of its site.
    pub fn spare(&self, exposed: &Exposed) -> bool {
        let site = exposed.site.as_deref().and_then(|site| self.site(site));
        site.is_none_or(|site| exposed.lines.iter().all(|line| !site.lines.contains_key(line)))
    }

    /// The template of a site.
    pub(crate) fn site(&self, name: &str) -> Option<&Site> {
        self.sites.get(name)
    }
}

/// A site's template as one of its pages sees it.
#[derive(Debug)]
pub(crate) struct Template<'a> {
    site: &'a Site,
    /// The hash of each block; none for one that belongs to no template.
    lines: Vec<Option<u32>>,
    /// Whether the page is one of those learned from, which itself counts for nothing.
    known: bool,
}

impl<'a> Template<'a> {
    /// The template for a page whose blocks have these hashes.
    pub(crate) fn new(site: &'a Site, lines: Vec<Option<u32>>) -> Template<'a> {
        let print = Outline::new(None, lines.iter().flatten().copied().collect()).print();
        Template { site, lines, known: site.pages.contains(&print) }
    }

    /// The hash of a block's line.
    pub(crate) fn line(&self, block: u32) -> Option<u32> {
        self.lines.get(block as usize).copied().flatten()
    }

    /// The hashes of all lines.
    pub(crate) fn lines(&self) -> impl Iterator<Item = u32> {
        self.lines.iter().flatten().copied()
    }

    /// On how many other pages a block's line stands.
    pub(crate) fn others(&self, block: u32) -> u32 {
        let count = self.line(block).and_then(|line| self.site.lines.get(&line)).copied().unwrap_or(0);
        count.saturating_sub(u32::from(self.known))
    }

    /// How many other pages were looked at.
    pub(crate) fn pages(&self) -> usize {
        self.site.pages.len() - usize::from(self.known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(site: &str, lines: &[u32]) -> Outline {
        Outline::new(Some(site.to_owned()), lines.to_vec())
    }

    #[test]
    fn a_line_of_several_pages_is_the_sites() {
        let mut learner = Learner::default();
        for (name, lines) in [("a", [1, 2]), ("b", [1, 3]), ("c", [1, 2]), ("d", [4, 5])] {
            learner.add(name, outline("s", &lines));
        }
        learner.add("e", outline("t", &[7, 8]));
        learner.add("f", Outline::new(None, vec![1]));
        let templates = learner.learn();
        assert_eq!(templates.len(), 1, "one page alone has no template");
        let site = templates.site("s").unwrap();
        // `c` is `a` saved twice: line 2 is not the site's.
        assert_eq!(site.lines, BTreeMap::from([(1, 2)]));
        let seen = |lines: &[u32]| {
            let template = Template::new(site, lines.iter().copied().map(Some).collect());
            (template.others(0), template.pages())
        };
        assert_eq!(seen(&[1, 2]), (1, 2), "the page itself does not count");
        assert_eq!(seen(&[1, 9]), (2, 3));
        assert_eq!(seen(&[9, 1]), (0, 3));
    }

    #[test]
    fn pages_of_sites_that_have_several_are_chosen() {
        let mut survey = Survey::default();
        survey.see("s", "a");
        assert!(survey.choose().is_empty());
        survey.see("s", "b");
        survey.see("t", "c");
        let choice = survey.choose();
        assert_eq!(["a", "b", "c", "d"].map(|name| choice.holds(name)), [true, true, false, false]);
    }

    #[test]
    fn two_learners_know_what_one_would() {
        let pages: Vec<(String, Outline)> = (0..600_u32)
            .map(|at| (format!("page {at}"), outline(["s", "t"][at as usize % 2], &[at % 7, at])))
            .collect();
        let learn = |pages: &mut dyn Iterator<Item = &(String, Outline)>| {
            let mut learner = Learner::default();
            pages.for_each(|(name, outline)| learner.add(name, outline.clone()));
            learner
        };
        let whole = learn(&mut pages.iter()).learn();
        assert_eq!(whole.site("s").unwrap().pages.len(), PAGES_OF_A_SITE);
        assert_eq!(learn(&mut pages.iter().rev()).learn(), whole);
        let mut merged = learn(&mut pages.iter().skip(200));
        merged.merge(learn(&mut pages.iter().take(250)));
        assert_eq!(merged.learn(), whole);
    }
}
