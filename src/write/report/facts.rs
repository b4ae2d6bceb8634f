//! Decides what the report says about the page as a whole: how much was kept, by which passes, what the page may be, and
//! what went wrong.

use super::{Report, count, is_overruled, number};
use crate::article::{Article, EncodingSource, ExplainedBlock, Method};
use crate::words;

impl Report<'_> {
    pub(super) fn summary(&mut self) {
        let article = self.article;
        self.html
            .push_str("<section class=\"summary\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n");
        self.warnings(article);
        if let Some(blocks) = &article.explain {
            self.sentence(article, blocks);
            self.strip(blocks);
        }
        self.html.push_str("<div class=\"facts\">\n<dl>\n");
        let page = article.explain_page.as_ref();
        self.fact("Type of page", article.page_type.as_str(), None);
        let threshold = page.and_then(|page| page.threshold);
        let (value, note) = match threshold {
            Some(value) => {
                (format!("{value:.3}"), "a block is kept from this probability on, unless a later pass says otherwise")
            }
            None => ("none".to_owned(), "the blocks were not weighed"),
        };
        self.fact("Threshold", &value, Some(note));
        let note = Some("the share of words that is expected to be right (F1)");
        self.fact("Quality", &format!("{:.3}", article.quality), note);
        self.fact("Method", method(article.method), None);
        let encoding = article.encoding.as_deref().unwrap_or("none: the page was given as text");
        self.fact("Encoding", encoding, article.encoding_source.map(chosen_by));
        self.html.push_str("</dl>\n");
        self.types(article);
        if let Some(blocks) = &article.explain {
            self.passes(blocks);
        }
        self.html.push_str("</div>\n</section>\n");
    }

    fn warnings(&mut self, article: &Article) {
        if article.warnings.is_empty() {
            return;
        }
        self.html.push_str("<div class=\"warnings\"><h3>Warnings</h3>\n<ul>\n");
        for warning in &article.warnings {
            self.html.push_str("<li>");
            self.escape(warning);
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ul></div>\n");
    }

    fn sentence(&mut self, article: &Article, blocks: &[ExplainedBlock]) {
        let kept = blocks.iter().filter(|block| block.kept);
        let words: usize = blocks.iter().map(|block| words::count(&block.text).words as usize).sum();
        let kept_words: usize = kept.clone().map(|block| words::count(&block.text).words as usize).sum();
        let threshold = article.explain_page.as_ref().and_then(|page| page.threshold);
        let overruled = blocks.iter().filter(|block| is_overruled(block, threshold)).count();
        let share = if words == 0 { 0.0 } else { kept_words as f64 / words as f64 * 100.0 };
        let kept = kept.count();
        let mut sentence = format!(
            "<p class=\"lead\"><strong>{}</strong> of {} kept: {} of {}, {share:.0} %.",
            number(kept),
            count(blocks.len(), "block"),
            number(kept_words),
            count(words, "word"),
        );
        if overruled > 0 {
            sentence.push_str(&format!(" Passes behind the threshold decided {}.", count(overruled, "block")));
        }
        self.html.push_str(&sentence);
        let first = blocks.iter().position(|block| block.kept);
        if let (Some(first), Some(last)) = (first, blocks.iter().rposition(|block| block.kept)) {
            self.html.push_str(&format!(
                " The first kept block is <a href=\"#b{0}\">{0}</a>, the last <a href=\"#b{1}\">{1}</a>.",
                first + 1,
                last + 1
            ));
        }
        self.html.push_str("</p>\n");
    }

    fn fact(&mut self, name: &str, value: &str, note: Option<&str>) {
        self.html.push_str(&format!("<div><dt>{name}</dt><dd>"));
        self.escape(value);
        if let Some(note) = note {
            self.html.push_str("<small>");
            self.escape(note);
            self.html.push_str("</small>");
        }
        self.html.push_str("</dd></div>\n");
    }

    fn types(&mut self, article: &Article) {
        let Some(page) = article.explain_page.as_ref().filter(|page| !page.page_types.is_empty()) else {
            return;
        };
        self.html.push_str("<table class=\"types\">\n<caption>What the page may be</caption>\n<tbody>\n");
        for kind in &page.page_types {
            let name = kind.page_type.as_str();
            let chosen = if kind.page_type == article.page_type { " class=\"chosen\"" } else { "" };
            self.html.push_str(&format!(
                "<tr{chosen}><th scope=\"row\">{name}</th><td>{}</td><td class=\"number\">{:.3}</td></tr>\n",
                bar(kind.probability),
                kind.probability
            ));
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    /// How many blocks each pass decided last, in the order in which the passes are met.
    fn passes(&mut self, blocks: &[ExplainedBlock]) {
        let mut passes: Vec<(&str, [usize; 2])> = Vec::new();
        for block in blocks {
            let at = passes.iter().position(|(name, _)| *name == block.by).unwrap_or_else(|| {
                passes.push((&block.by, [0, 0]));
                passes.len() - 1
            });
            if let Some((_, counts)) = passes.get_mut(at) {
                let [kept, dropped] = counts;
                *(if block.kept { kept } else { dropped }) += 1;
            }
        }
        if passes.is_empty() {
            return;
        }
        passes.sort_by_key(|(_, [kept, dropped])| std::cmp::Reverse(kept + dropped));
        self.html.push_str(
            "<table class=\"passes\">\n<caption>Which pass decided</caption>\n<thead><tr><th scope=\"col\">pass</th>\
             <th scope=\"col\">kept</th><th scope=\"col\">dropped</th></tr></thead>\n<tbody>\n",
        );
        for (name, [kept, dropped]) in passes {
            self.html.push_str("<tr><th scope=\"row\">");
            self.escape(name);
            self.html
                .push_str(&format!("</th><td class=\"number\">{kept}</td><td class=\"number\">{dropped}</td></tr>\n"));
        }
        self.html.push_str("</tbody>\n</table>\n");
    }
}

/// A bar for a share; the number stands beside it, so that it need not be read out.
fn bar(share: f64) -> String {
    format!("<span class=\"bar\" aria-hidden=\"true\" style=\"--share:{share:.3}\"></span>")
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Dom => "the visible document",
        Method::StructuredData => "structured data: the blocks below are those of an articleBody",
        Method::EmbeddedState => "embedded state: the blocks below are those of the page's data",
        Method::PlainText => "plain text",
    }
}

/// Says in a sentence what an encoding was chosen by.
fn chosen_by(how: EncodingSource) -> &'static str {
    match how {
        EncodingSource::ByteOrderMark => "the page opens with a byte order mark",
        EncodingSource::Hint => "named by the caller",
        EncodingSource::Utf16Pattern => "every other byte is mostly NUL",
        EncodingSource::Iso2022Jp => "escapes of ISO-2022-JP in plain ASCII",
        EncodingSource::ValidUtf8 => "the whole page is valid UTF-8",
        EncodingSource::NearlyUtf8 => "nearly all of the page is valid UTF-8",
        EncodingSource::Declared => "the page declares it",
        EncodingSource::Detected => "guessed from the letters",
        EncodingSource::Ascii => "all bytes are ASCII",
    }
}
