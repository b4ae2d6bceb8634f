//! Decides how what was found becomes an article: what is cleaned, cut and rounded, and what only the finished text can tell.
//! For every way that an article is found.

use std::borrow::Cow;

use super::{Extractor, Findings};
use crate::article::{Article, ContentBlock};
use crate::table::{self, Table};
use crate::write::Content;
use crate::{comments, dateline, meta, words, write};

impl Extractor {
    pub(super) fn finish(&self, mut findings: Findings) -> Article {
        self.tidy(&mut findings);
        let Findings { content, meta, related, comments, page_type, method, quality, explain, warnings, .. } = findings;
        let comments = if comments.is_empty() {
            comments::declared_only(&meta.comments, page_type, &content.text)
        } else {
            comments
        };
        let (explain, mut explain_page) = explain.unzip();
        if let Some(page) = &mut explain_page {
            page.candidates = meta.candidates;
        }
        let word_count = words::how_many(&content.text);
        Article {
            schema_version: 1,
            id: self.options.id.clone(),
            url: self.options.url.clone(),
            canonical_url: meta.canonical_url,
            hostname: meta.hostname,
            site_name: meta.site_name,
            page_type,
            declared_type: meta.declared_type,
            title: meta.title,
            authors: meta.authors,
            published: meta.published,
            modified: meta.modified,
            dateline: opening_dateline(&content.blocks),
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

    /// Fills in what the caller knows, cleans the words, cuts the text, and says so where there is none.
    fn tidy(&self, Findings { content, meta, warnings, .. }: &mut Findings) {
        meta::known::fill(meta, &self.options.known);
        clean(meta);
        cap(content, self.options.limits.output, warnings);
        if content.text.is_empty() && warnings.iter().all(|warning| !warning.starts_with("no article")) {
            warnings.push("no article found: nothing on the page reads like its content".to_owned());
        }
    }
}

/// The dateline that a paragraph near the beginning opens with.
fn opening_dateline(blocks: &[ContentBlock]) -> Option<String> {
    let running = blocks.iter().filter(|block| !matches!(block, ContentBlock::Image { .. }));
    let opening = running.map(ContentBlock::text).filter(|text| words::how_many(text) >= 8).take(OPENING);
    opening.filter_map(dateline::dateline).next()
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

/// Cuts the text at the output limit, on a character boundary. Of a flood of words the lines that were said before go first,
/// then blocks that are longer than any of a real page are cut, and last those that are shorter than a line go, so that an
/// article beside the flood is kept.
fn cap(content: &mut Content, limit: usize, warnings: &mut Vec<String>) {
    if content.text.len() <= limit {
        return;
    }
    warnings.push(format!("output limit of {limit} bytes reached: the text was cut"));
    let texts = content.blocks.iter().filter(|block| block.is_in_text()).map(ContentBlock::text);
    let mut texts: Vec<Cow<str>> = texts.filter(|text| !text.is_empty()).map(Cow::Borrowed).collect();
    let is_flood = content.text.len() > FLOOD;
    if is_flood {
        drop_repeated_lines(&mut texts);
    }
    let longest = fitting(texts.iter().map(|text| text.len()).collect(), limit).max(LONG);
    if is_flood {
        drop_short(&mut texts, longest, limit);
    }
    let mut text = String::with_capacity(limit);
    for block in &texts {
        let between = if text.is_empty() { "" } else { BETWEEN };
        let left = limit.saturating_sub(text.len() + between.len());
        let part = words::cut(block, longest.min(left));
        if part.is_empty() {
            break;
        }
        text.push_str(between);
        text.push_str(part);
    }
    content.text = text;
}

/// Drops lines that were said before, and texts of which nothing is left.
fn drop_repeated_lines(texts: &mut Vec<Cow<'_, str>>) {
    let mut said: Table<()> = Table::default();
    texts.retain_mut(|text| {
        let mut is_new = |line: &&str| said.insert(table::hash(line.as_bytes(), 0), ()).is_none();
        let lines: Vec<&str> = text.split('\n').filter(|line| is_new(line)).collect();
        let is_left = !lines.is_empty();
        if is_left && lines.len() <= memchr::memchr_iter(b'\n', text.as_bytes()).count() {
            *text = Cow::Owned(lines.join("\n"));
        }
        is_left
    });
}

/// Drops the short ones of texts that do not fit, the first of them last.
fn drop_short(texts: &mut Vec<Cow<'_, str>>, longest: usize, limit: usize) {
    let room = |text: &str| text.len().min(longest) + BETWEEN.len();
    let long = texts.iter().filter(|text| text.len() >= SHORT).map(|text| room(text)).sum();
    let mut left = limit.saturating_sub(long);
    texts.retain(|text| {
        let rest = left.checked_sub(room(text));
        left = rest.filter(|_| text.len() < SHORT).unwrap_or(left);
        text.len() >= SHORT || rest.is_some()
    });
}

/// Bytes of text that no real page has: articles with so many are cut as they are by whoever asks for less.
const FLOOD: usize = 1 << 20;
/// Bytes of a block that are kept while there is room for others: more than any paragraph of a real page.
const LONG: usize = 64 << 10;
/// Bytes of a block that is no paragraph of an article: less than a line.
const SHORT: usize = 64;
/// What stands between two blocks of the text.
const BETWEEN: &str = "\n\n";

/// The length at which texts must be cut, so that all of them fit into so many bytes.
fn fitting(mut lengths: Vec<usize>, limit: usize) -> usize {
    lengths.sort_unstable();
    let (mut left, mut count) = (limit, lengths.len());
    for length in lengths {
        let share = (left / count.max(1)).saturating_sub(BETWEEN.len());
        if length > share {
            return share;
        }
        left -= length + BETWEEN.len();
        count -= 1;
    }
    limit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capped(texts: &[&str], limit: usize) -> (String, usize) {
        let blocks = texts.iter().map(|text| ContentBlock::Code { text: (*text).to_owned(), language: None }).collect();
        let mut content = Content { text: texts.join(BETWEEN), blocks, ..Content::default() };
        let mut warnings = Vec::new();
        cap(&mut content, limit, &mut warnings);
        (content.text, warnings.len())
    }

    #[test]
    fn a_flood_of_words_is_cut_before_the_article_beside_it() {
        let flood = "é".repeat(LONG);
        let (text, warnings) = capped(&["a", &flood, "b", &flood, "c"], 3 * LONG);
        assert!(text.starts_with("a\n\né") && text.contains("é\n\nb\n\né") && text.ends_with("é\n\nc"));
        assert!((3 * LONG - 8..=3 * LONG).contains(&text.len()), "{}", text.len());
        assert_eq!(warnings, 1);
    }

    #[test]
    fn what_a_flood_says_again_goes_before_the_article_among_it() {
        let flood = "a word here\n".repeat(FLOOD / 12 + 1);
        let (text, _) = capped(&[&format!("{flood}The boats came back."), "a word here", "to harbour"], LONG);
        assert_eq!(text, "a word here\nThe boats came back.\n\nto harbour");
    }

    #[test]
    fn short_lines_of_a_flood_go_before_the_article_among_them() {
        let lines: Vec<String> = (0..FLOOD / 6).map(|at| at.to_string()).collect();
        let article = "The boats came back at noon, and the whole harbour went down to see them.";
        let mut texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        texts.push(article);
        let (text, _) = capped(&texts, 10 + BETWEEN.len() + article.len());
        assert_eq!(text, format!("0\n\n1\n\n2\n\n{article}"));
    }

    #[test]
    fn many_short_blocks_are_cut_at_the_end() {
        assert_eq!(capped(&["abc", "", "ééé", "def"], 8), ("abc\n\né".to_owned(), 1));
        assert_eq!(capped(&["abc", "def"], 8), ("abc\n\ndef".to_owned(), 0));
        assert_eq!(capped(&["abc"], 0), (String::new(), 1));
    }

    #[test]
    fn the_share_of_each_is_what_the_short_ones_leave() {
        assert_eq!(fitting(vec![100, 10, 100], 116), 50);
        assert_eq!(fitting(vec![10, 10], 100), 100);
        assert_eq!(fitting(Vec::new(), 100), 100);
    }
}
