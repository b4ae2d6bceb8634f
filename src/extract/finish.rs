//! Decides how what was found becomes an article: what is cleaned, cut and rounded, and what only the finished text can tell.
//! For every way that an article is found.

use super::{Extractor, Findings};
use crate::article::{Article, ContentBlock};
use crate::{comments, dateline, meta, words, write};

impl Extractor {
    pub(super) fn finish(&self, findings: Findings) -> Article {
        let Findings { mut content, mut meta, related, comments, page_type, method, quality, explain, mut warnings } =
            findings;
        clean(&mut meta);
        cap(&mut content.text, self.options.limits.output, &mut warnings);
        if content.text.is_empty() && warnings.iter().all(|warning| !warning.starts_with("no article")) {
            warnings.push("no article found: nothing on the page reads like its content".to_owned());
        }
        let comments = if comments.is_empty() {
            comments::declared_only(&meta.comments, page_type, &content.text)
        } else {
            comments
        };
        let (explain, mut explain_page) = explain.unzip();
        if let Some(page) = &mut explain_page {
            page.candidates = meta.candidates;
        }
        let word_count = words::measure(&content.text).words;
        let running = content.blocks.iter().filter(|block| !matches!(block, ContentBlock::Image { .. }));
        let opening = running.map(ContentBlock::text).filter(|text| words::measure(text).words >= 8).take(OPENING);
        Article {
            schema_version: 1,
            id: self.options.id.clone(),
            url: self.options.url.clone(),
            canonical_url: meta.canonical_url,
            hostname: meta.hostname,
            site_name: meta.site_name,
            page_type,
            title: meta.title,
            authors: meta.authors,
            published: meta.published,
            modified: meta.modified,
            dateline: opening.filter_map(dateline::dateline).next(),
            language: meta.language,
            direction: meta.direction,
            description: meta.description,
            image: meta.image,
            categories: meta.categories,
            tags: meta.tags,
            license: meta.license,
            fingerprint: write::fingerprint(&content.text),
            text: content.text,
            blocks: content.blocks,
            comments,
            images: content.images,
            links: content.links,
            related,
            word_count,
            reading_minutes: (f64::from(word_count) / WORDS_A_MINUTE * 10.0).round() / 10.0,
            quality: if word_count == 0 { 0.0 } else { (f64::from(quality) * 1000.0).round() / 1000.0 },
            method,
            encoding: None,
            encoding_source: None,
            warnings,
            explain,
            explain_page,
        }
    }
}

/// Paragraphs searched for a dateline: a caption or a summary may stand before the one it opens.
const OPENING: usize = 3;
/// Silent reading speed of adults, words a minute (Brysbaert 2019).
const WORDS_A_MINUTE: f64 = 238.0;

/// Takes characters that no output holds out of what comes from the page's own words.
fn clean(meta: &mut meta::Meta) {
    let single = [&mut meta.title, &mut meta.site_name, &mut meta.description, &mut meta.license];
    single.into_iter().flatten().for_each(write::retain_readable);
    meta.categories.iter_mut().chain(&mut meta.tags).for_each(write::retain_readable);
    meta.authors.iter_mut().for_each(|author| write::retain_readable(&mut author.name));
    meta.candidates.iter_mut().for_each(|candidate| write::retain_readable(&mut candidate.value));
}

/// Cuts a text at the output limit, on a character boundary.
fn cap(text: &mut String, limit: usize, warnings: &mut Vec<String>) {
    if text.len() > limit {
        *text = words::cut(text, limit).to_owned();
        warnings.push(format!("output limit of {limit} bytes reached: the text was cut"));
    }
}
