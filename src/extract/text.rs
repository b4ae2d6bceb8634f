//! Decides the order of the stages for plain text, which has passes of its own instead of weights. For the extractor.

use super::{Extractor, Findings};
use crate::article::{ExplainedPage, Method, PageType};
use crate::deadline::Deadline;
use crate::judge::Verdict;
use crate::{explain, plain, words, write};

impl Extractor {
    pub(super) fn find_in_text(&self, text: &str, mut warnings: Vec<String>, deadline: Deadline) -> Findings {
        let read = words::cut(text, deadline.text());
        if read.len() < text.len() {
            warnings.push("deadline near: the rest of the page was not read".to_owned());
        }
        let Some(reading) = plain::read_until(read, deadline) else {
            warnings.push("no article found: the deadline was over before the text was judged".to_owned());
            return Findings::nothing(warnings);
        };
        warnings.extend(reading.warnings);
        #[cfg(feature = "selectors")]
        if !self.options.selection.is_empty() {
            warnings.push("selectors mean nothing here: plain text has no elements".to_owned());
        }
        let content = write::compose(&reading.page, &reading.blocks, &kept(&reading.verdicts), None);
        let most = self.options.limits.explained;
        let blocks = || explain::explain_unweighed(&reading.page, &reading.blocks, &reading.verdicts, most);
        if self.options.explain && reading.blocks.list.len() > most {
            warnings.push(explain::warning(most));
        }
        Findings {
            content,
            explain: self.options.explain.then(|| (blocks(), ExplainedPage::default())),
            related: reading.related,
            comments: Vec::new(),
            meta: reading.meta,
            page_type: PageType::Article,
            method: Method::PlainText,
            quality: reading.quality,
            warnings,
            early: None,
        }
    }
}

fn kept(verdicts: &[Verdict]) -> Vec<bool> {
    verdicts.iter().map(|verdict| verdict.keep).collect()
}
