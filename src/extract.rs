//! Decides the order of the stages: eight calls from bytes to article. For callers of the library and the command line.

use std::borrow::Cow;

use crate::article::{Article, Method, PageType};
use crate::decode;
use crate::options::{Options, Source};
use crate::{block, dom, judge, meta, page, plain, weigh, words, write};

/// Extracts the article of a page given as text, with default options.
///
/// ```
/// let article = dechrome::extract("<title>Rain</title><p>It rained all day in the harbour, and nobody went out to see the boats come in.</p>");
/// assert_eq!(article.title.as_deref(), Some("Rain"));
/// ```
pub fn extract(html: &str) -> Article {
    Extractor::default().extract(html)
}

/// Extracts the article of a page given as bytes. `hint` is a charset label or a `Content-Type` value, if one is known.
pub fn extract_bytes(bytes: &[u8], hint: Option<&str>) -> Article {
    Extractor::default().extract_bytes(bytes, hint)
}

/// Extracts articles with one set of options; reusable, and shared freely between threads.
#[derive(Debug, Clone, Default)]
pub struct Extractor {
    options: Options,
}

impl Extractor {
    /// An extractor with these options.
    pub fn new(options: Options) -> Extractor {
        Extractor { options }
    }

    /// The options it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Extracts the article of a page given as text. Never fails: a page without an article gives empty text and a
    /// warning.
    pub fn extract(&self, text: &str) -> Article {
        self.run(text, Vec::new())
    }

    /// Extracts the article of a page given as bytes, as [`extract_bytes`] does.
    pub fn extract_bytes(&self, bytes: &[u8], hint: Option<&str>) -> Article {
        let bytes = bytes.get(..self.options.limits.input).unwrap_or(bytes);
        let decoded = decode::decode(bytes, hint);
        let mut article = self.run(&decoded.text, Vec::new());
        article.encoding = Some(decoded.encoding.to_owned());
        article
    }

    fn run(&self, text: &str, mut warnings: Vec<String>) -> Article {
        if self.options.source == Source::Text || self.options.source == Source::Auto && !text.contains('<') {
            let reading = plain::read(text);
            let keep: Vec<bool> = reading.verdicts.iter().map(|verdict| verdict.keep).collect();
            let content = write::compose(&reading.page, &reading.blocks, &keep, None);
            return self.finish(content, reading.meta, Method::PlainText, warnings);
        }
        let document = dom::parse(text, &self.options.limits);
        let page = page::settle(&document);
        warnings.extend(document.warnings);
        let blocks = block::cut(&page);
        let context = weigh::Context::new(&page, &blocks);
        let weights = weigh::Weights::shipped();
        let matrix = weigh::Matrix::of(&context, weights);
        let scores = weigh::weigh(&matrix, weights, blocks.list.len());
        let cut = weigh::cut(scores.iter().copied().zip(blocks.list.iter().map(|block| block.counts.words)));
        let verdicts = judge::judge(&judge::View { context: &context, scores: &scores, cut });
        let keep: Vec<bool> = verdicts.iter().map(|verdict| verdict.keep).collect();
        let meta = meta::gather(&page, &blocks, self.options.url.as_deref());
        let content = write::compose(&page, &blocks, &keep, None);
        self.finish(content, meta, Method::Dom, warnings)
    }

    fn finish(&self, content: write::Content, meta: meta::Meta, method: Method, warnings: Vec<String>) -> Article {
        let word_count = words::count(&content.text).words;
        Article {
            schema_version: 1,
            id: self.options.id.clone(),
            url: self.options.url.clone(),
            canonical_url: meta.canonical_url,
            hostname: meta.hostname,
            site_name: meta.site_name,
            page_type: PageType::Article,
            title: meta.title,
            authors: meta.authors,
            published: meta.published,
            modified: meta.modified,
            dateline: None,
            language: meta.language,
            direction: meta.direction,
            description: meta.description,
            image: meta.image,
            categories: meta.categories,
            tags: meta.tags,
            license: meta.license,
            text: content.text,
            blocks: content.blocks,
            comments: Vec::new(),
            images: content.images,
            links: content.links,
            related: Vec::new(),
            word_count,
            reading_minutes: (f64::from(word_count) / 23.8).round() / 10.0,
            fingerprint: String::new(),
            quality: 0.0,
            method,
            encoding: None,
            warnings,
            explain: None,
        }
    }
}

#[allow(dead_code)]
fn unused(_: Cow<'_, str>) {}
