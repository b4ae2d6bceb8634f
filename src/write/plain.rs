//! Decides how an article is laid out as plain text: how long its lines are and where its links stand. From the article
//! alone, for the command line and for callers of the library.

use std::collections::HashMap;

use super::cells::{self, Line};
use super::clean::clean;
use super::spans::{Step, steps};
use crate::article::{Article, ContentBlock, Inline, InlineKind};

/// Where the addresses of links stand in plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TextLinks {
    /// Nowhere.
    #[default]
    None,
    /// In angle brackets behind the link's words.
    Inline,
    /// In a numbered list behind the text, with their numbers behind the words.
    References,
}

/// The article's text with lines of at most `width` characters, and with its links. Code and tables keep their lines. With
/// neither it is [`Article::text`](crate::Article) to the byte.
pub fn to_text(article: &Article, width: Option<usize>, links: TextLinks) -> String {
    if width.is_none() && links == TextLinks::None || article.blocks.is_empty() {
        return article.text.clone();
    }
    let mut writer = Writer { text: String::new(), width, links, numbers: HashMap::new(), list: Vec::new() };
    for block in &article.blocks {
        writer.block(block);
    }
    for (at, url) in writer.list.iter().enumerate() {
        writer.text.push_str(&format!("{}[{}] {url}", if at == 0 { "\n\n" } else { "\n" }, at + 1));
    }
    writer.text
}

struct Writer {
    text: String,
    width: Option<usize>,
    links: TextLinks,
    numbers: HashMap<String, usize>,
    list: Vec<String>,
}

impl Writer {
    fn block(&mut self, block: &ContentBlock) {
        let lines = match block {
            ContentBlock::Heading { text, spans, .. }
            | ContentBlock::Paragraph { text, spans, .. }
            | ContentBlock::Quote { text, spans, .. } => vec![self.piece(text, spans)],
            ContentBlock::List { items, .. } => items.iter().map(|item| self.piece(&item.text, &item.spans)).collect(),
            ContentBlock::DefinitionList { entries, .. } => {
                let pieces = entries.iter().flat_map(|entry| {
                    [(&entry.term, &entry.term_spans), (&entry.description, &entry.description_spans)]
                });
                let pieces: Vec<_> = pieces.filter(|(text, _)| !text.is_empty()).collect();
                pieces.into_iter().map(|(text, spans)| self.piece(text, spans)).collect()
            }
            ContentBlock::Table { header, rows, cells, .. } if self.links != TextLinks::None => {
                cells::lines(header, rows, cells).map(|line| self.cells(&line)).collect()
            }
            ContentBlock::Code { text, .. } | ContentBlock::Table { text, .. } => vec![text.clone()],
            ContentBlock::Embed { .. } | ContentBlock::Image { .. } => return,
        };
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&lines.join("\n"));
    }

    /// A line of a table with its links; as in the text a break in a cell is a space, and empty cells at the end are left out.
    fn cells(&mut self, line: &Line<'_>) -> String {
        let cells: Vec<String> = line.slots.iter().map(|slot| self.linked(slot.text, slot.spans)).collect();
        cells.join("\t").replace('\n', " ").trim_end().to_owned()
    }

    /// A piece of text with its links, in lines.
    fn piece(&mut self, text: &str, spans: &[Inline]) -> String {
        let linked = self.linked(text, spans);
        match self.width {
            Some(width) => linked.split('\n').map(|line| wrapped(line, width)).collect::<Vec<_>>().join("\n"),
            None => linked,
        }
    }

    /// A piece of text with its links.
    fn linked(&mut self, text: &str, spans: &[Inline]) -> String {
        if self.links == TextLinks::None {
            return text.to_owned();
        }
        let mut linked = String::with_capacity(text.len());
        for step in steps(text, spans) {
            match step {
                Step::Words(words) | Step::Whole(_, words) => linked.push_str(words),
                Step::Close(located) if located.part.kind == InlineKind::Link => {
                    self.link(&mut linked, located.part.url.as_deref().unwrap_or_default());
                }
                _ => {}
            }
        }
        linked
    }

    fn link(&mut self, text: &mut String, url: &str) {
        let url: String = clean(url).chars().filter(|character| !character.is_whitespace()).collect();
        if self.links == TextLinks::Inline {
            return text.push_str(&format!(" <{url}>"));
        }
        let next = self.list.len() + 1;
        let number = *self.numbers.entry(url.clone()).or_insert(next);
        if number == next {
            self.list.push(url);
        }
        text.push_str(&format!(" [{number}]"));
    }
}

/// A line broken at white space, and between the signs of scripts that have none, so that no part is longer than `width`
/// characters, unless one word is.
fn wrapped(line: &str, width: usize) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let mut column = 0;
    for word in line.split(' ') {
        for (at, piece) in pieces(word).into_iter().enumerate() {
            let length = piece.chars().count();
            let space = usize::from(at == 0);
            if column > 0 && column + space + length > width {
                text.push('\n');
                column = 0;
            } else if column > 0 && at == 0 {
                text.push(' ');
                column += 1;
            }
            text.push_str(piece);
            column += length;
        }
    }
    text
}

/// The parts of a word between which a line may be broken: each sign of a script without spaces, with the punctuation that
/// belongs to it.
fn pieces(word: &str) -> Vec<&str> {
    if word.is_ascii() {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, sign) in word.char_indices() {
        let is_border = before.is_some_and(|before| {
            let hangs = CLOSING.contains(&sign) || is_mark(sign) || OPENING.contains(&before);
            (is_unspaced(before) || is_unspaced(sign)) && !hangs
        });
        if is_border {
            pieces.extend(word.get(start..at));
            start = at;
        }
        before = Some(sign);
    }
    pieces.extend(word.get(start..));
    pieces
}

/// Chinese and Japanese signs, and the punctuation that is as wide as they are.
fn is_unspaced(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Marks that belong to the sign before them: those of voiced Kana written apart, and which form of a sign is meant.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What no line of Chinese or Japanese begins with, and what none ends with.
const CLOSING: [char; 22] = [
    '、', '。', '，', '．', '：', '；', '？', '！', '」', '』', '）', '］', '】', '〉', '》', '〕', 'ー', '々', '”',
    '’', '…', '・',
];
const OPENING: [char; 10] = ['「', '『', '（', '［', '【', '〈', '《', '〔', '“', '‘'];

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use super::*;

    #[test]
    fn lines_of_scripts_without_spaces_are_broken_between_their_signs() {
        assert_eq!(
            wrapped("港では雨が一日中降った。船は出なかった。", 6),
            "港では雨が一\n日中降った。\n船は出なかっ\nた。"
        );
        assert_eq!(wrapped("港の「鐘」は", 3), "港の\n「鐘」\nは");
        assert_eq!(wrapped("か\u{3099}か\u{3099}", 2), "か\u{3099}\nか\u{3099}");
        assert_eq!(wrapped("im Hafen von Velmora", 8), "im Hafen\nvon\nVelmora");
    }

    #[test]
    fn lines_are_broken_and_links_listed() {
        let mut article = crate::extract("");
        let content = composed(
            "<p>one <a href=/x>two three</a> <a href=/y>four</a><ul><li><a href=/x>five</a></ul><pre>six  seven eight</pre>",
        );
        (article.text, article.blocks) = (content.text, content.blocks);
        assert_eq!(to_text(&article, None, TextLinks::None), article.text);
        assert_eq!(to_text(&article, Some(9), TextLinks::None), "one two\nthree\nfour\n\nfive\n\nsix  seven eight");
        assert_eq!(
            to_text(&article, None, TextLinks::References),
            "one two three [1] four [2]\n\nfive [1]\n\nsix  seven eight\n\n[1] https://example.org/x\n[2] https://example.org/y"
        );
        assert!(to_text(&article, None, TextLinks::Inline).starts_with("one two three <https://example.org/x> four"));
    }

    #[test]
    fn links_in_cells_are_written() {
        let mut article = crate::extract("");
        let content =
            composed("<table><tr><th>a<th>b<tr><td>c<br><a href=/x>d</a><td>e<tr><td><a href=/y>f</a><td></table>");
        (article.text, article.blocks) = (content.text, content.blocks);
        let bare = |text: String| text.replace(" <https://example.org/x>", "").replace(" <https://example.org/y>", "");
        let linked = to_text(&article, Some(2), TextLinks::Inline);
        assert_eq!(linked, "a\tb\nc d <https://example.org/x>\te\nf <https://example.org/y>");
        assert_eq!(bare(linked), article.text);
    }
}
