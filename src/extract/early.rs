//! Decides what of an article its site's template could change, where the template is not known yet. For callers that learn
//! templates from the very pages whose articles they want, and would otherwise parse each of them twice.

use super::Extractor;
use super::site::is_held_against_its_site;
use crate::article::{Article, PageType};
use crate::block::Blocks;
use crate::outline;
use crate::page::Page;
use crate::template::{Exposed, Outline};

/// An article with what its page teaches about its site.
#[derive(Debug, Clone)]
pub struct Early {
    /// The article as it is without a template.
    pub article: Article,
    /// What a [`Learner`](crate::template::Learner) takes.
    pub outline: Outline,
    /// What the template can change, once it is learned: see [`Templates::spare`](crate::template::Templates::spare).
    pub exposed: Exposed,
}

impl Extractor {
    /// Extracts an article and its page's outline from one reading. When the templates are learned and
    /// [`Templates::spare`](crate::template::Templates::spare) it, the article is the one that
    /// [`extract_bytes`](Extractor::extract_bytes) would give with them; otherwise the page is extracted again.
    ///
    /// None with options under which this cannot be told: with a deadline, with selectors, and with templates already.
    pub fn extract_early(&self, bytes: &[u8], hint: Option<&str>) -> Option<Early> {
        #[cfg(feature = "selectors")]
        if !self.options.selects_nothing() {
            return None;
        }
        if self.options.deadline.is_some() || self.options.templates.is_some() {
            return None;
        }
        let (article, early) = Extractor { early: true, ..self.clone() }.read_bytes(bytes, hint);
        // What is no page with elements is never held against a template, but it teaches all the same.
        let (outline, exposed) = early.unwrap_or_else(|| (self.outline_bytes(bytes, hint), Exposed::default()));
        Some(Early { article, outline, exposed })
    }

    pub(super) fn early(&self, page: &Page, blocks: &Blocks, page_type: PageType, keep: &[bool]) -> (Outline, Exposed) {
        let lines = outline::lines(page, blocks);
        let site = self.site_of(&page.head);
        let kept = lines.iter().zip(keep).filter(|(_, keep)| **keep).filter_map(|(line, _)| *line);
        let exposed = match is_held_against_its_site(page_type) {
            true => Exposed { site: site.clone(), lines: kept.collect() },
            false => Exposed::default(),
        };
        (Outline::new(site, lines.into_iter().flatten().collect()), exposed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::template::Learner;
    use crate::{Extractor, Options};

    const NOTICE: &str = "<p>Every Friday at noon we send a letter about the harbour to everybody who wants to know how the \
                          fish are, and it costs nothing.";
    const NAVIGATION: &str = "<nav><ul><li><a href=/a>News of the northern islands</a></ul></nav>";

    fn page(at: usize, further: &str) -> String {
        format!(
            "<html><title>Ferry {at}</title><body>{NAVIGATION}<article><h1>Ferry {at}</h1>\
             <p>The ferry {at} to the northern islands left the harbour an hour late on Monday, because the crew had waited \
             for a doctor who was held up by snow.\
             <p>The {at} passengers took it calmly, drank their coffee on deck, and watched how the gulls followed a trawler \
             that came in from the open sea.{further}</article>"
        )
    }

    #[test]
    fn an_article_that_is_spared_is_the_one_with_templates() {
        let extractor = Extractor::new(Options::default().site("s"));
        let mut pages: Vec<String> = (0..6).map(|at| page(at, if at < 4 { NOTICE } else { "" })).collect();
        pages.push("Words without a tag, which are plain text.\n\nA second paragraph of it stands below.".to_owned());
        let mut learner = Learner::default();
        let mut early = Vec::new();
        for (at, page) in pages.iter().enumerate() {
            let read = extractor.extract_early(page.as_bytes(), None).unwrap();
            assert_eq!(read.outline, extractor.outline(page));
            learner.add(&at.to_string(), read.outline);
            early.push((read.article, read.exposed));
        }
        let templates = Arc::new(learner.learn());
        let spared: Vec<bool> = early.iter().map(|(_, exposed)| templates.spare(exposed)).collect();
        assert_eq!(spared, [false, false, false, false, true, true, true]);
        let extractor = extractor.with_options(extractor.options().clone().templates(templates));
        for ((page, (article, _)), spared) in pages.iter().zip(&early).zip(spared) {
            assert_eq!(*article == extractor.extract_bytes(page.as_bytes(), None), spared, "{page}");
        }
    }

    #[test]
    fn nothing_is_said_early_where_it_cannot_be_known() {
        let page = page(1, NOTICE);
        let early = |options: Options| Extractor::new(options).extract_early(page.as_bytes(), None).is_some();
        assert!(early(Options::default()));
        assert!(!early(Options::default().templates(Arc::default())));
        assert!(!early(Options::default().deadline(std::time::Duration::from_secs(60))));
        #[cfg(feature = "selectors")]
        assert!(!early(Options::default().drop("nav").unwrap()));
    }
}
