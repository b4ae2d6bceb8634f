//! Decides what of a stretch of the page's text is written: not the words that nobody sees among others. For compose and
//! for links.

use std::borrow::Cow;

use super::piece::Marked;
use crate::article::{Inline, InlineKind};
use crate::page::{Page, Span};

/// A stretch of the page's text without the words that nobody sees.
pub(super) struct Seen<'a> {
    text: Cow<'a, str>,
    /// What is left out, in bytes of the stretch.
    gaps: Vec<Span>,
    /// Bytes of what is written before it.
    shift: u32,
}

impl<'a> Seen<'a> {
    /// What is seen of a stretch; all of it when nothing else would be left.
    pub fn of(page: &'a Page, stretch: Span) -> Seen<'a> {
        let whole = page.slice(stretch);
        let mut seen = Seen { text: Cow::Borrowed(whole), gaps: Vec::new(), shift: 0 };
        let unseen = page.unseen_in(stretch);
        if unseen.is_empty() {
            return seen;
        }
        let (mut text, mut at) = (String::with_capacity(whole.len()), 0);
        for span in unseen {
            let start = span.start.max(stretch.start) - stretch.start;
            let end = span.end.min(stretch.end).saturating_sub(stretch.start);
            text.push_str(whole.get(at as usize..start as usize).unwrap_or_default());
            let behind = whole.get(end as usize..).unwrap_or_default().chars().next();
            let gone = whole.get(start as usize..end as usize).unwrap_or_default();
            let touch = start < end
                && text.ends_with(|last: char| !last.is_whitespace())
                && behind.is_some_and(begins_word)
                && !(behind.is_some_and(char::is_lowercase) && parts_word(&text, gone));
            if touch {
                text.push(' ');
            }
            seen.gaps.push(Span { start: start + u32::from(touch), end });
            at = end;
        }
        text.push_str(whole.get(at as usize..).unwrap_or_default());
        if text.chars().any(char::is_alphanumeric) {
            seen.text = Cow::Owned(text);
        } else {
            seen.gaps.clear();
        }
        seen
    }

    /// The same between numbers that stand in other stretches.
    pub fn between(mut self, [before, behind]: [Option<&str>; 2]) -> Seen<'a> {
        if let Some(before) = before {
            self.shift = before.len() as u32 + 1;
            self.text = Cow::Owned(format!("{before} {}", self.text));
        }
        if let Some(behind) = behind {
            self.text = Cow::Owned(format!("{} {behind}", self.text));
        }
        self
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with its parts, which are those of the whole stretch and become those of what is seen.
    pub fn marked<'b>(&'b self, parts: &'b mut Vec<Inline>) -> Marked<'b> {
        if !self.gaps.is_empty() || self.shift > 0 {
            for part in parts.iter_mut() {
                (part.start, part.end) = (self.place(part.start), self.place(part.end));
            }
            parts.retain(|part| part.start < part.end || part.kind == InlineKind::Math);
        }
        Marked { text: &self.text, parts }
    }

    /// Where a place of the whole stretch is in what is seen.
    fn place(&self, at: u32) -> u32 {
        let before = self.gaps.iter().take_while(|gap| gap.start < at);
        self.shift + at - before.map(|gap| gap.end.min(at) - gap.start).sum::<u32>()
    }
}

/// Whether what is left out parts a word before which a small letter stands, as the mark of a page in brackets may: "har[2]bour".
fn parts_word(before: &str, gone: &str) -> bool {
    before.ends_with(char::is_lowercase) && gone.starts_with(['[', '{', '(']) && gone.ends_with([']', '}', ')'])
}

/// Whether a character behind a gap would be glued to the word before it: no white space, and no sign that ends something.
fn begins_word(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(character, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '’' | '”' | '»')
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    #[test]
    fn words_nobody_sees_are_not_written_among_others() {
        let text = |html: &str| composed(html).text;
        assert_eq!(text("<p>$24<b class=sr-only>Now:</b>$14 <i>or</i>"), "$24 $14 or");
        assert_eq!(text("<p>The fog <span hidden>a3</span> lifts"), "The fog lifts");
        assert_eq!(text("<p><i style='display:none'>07</i>7 boats"), "7 boats");
        let mark = "<b class=pagenum id=p2>[2]</b>";
        assert_eq!(text(&format!("<p>{mark}In the har{mark}bour we{mark} saw.{mark}No")), "In the harbour we saw. No");
        assert_eq!(text("<h2>News<span class=sr-only> (opens a window)</span></h2>"), "News");
        assert_eq!(
            text("<ul><li><a href=x>Ida<span class=screen-reader-text>Ida</span></a>, pilot</ul>"),
            "Ida, pilot"
        );
        assert_eq!(text("<p><span class=sr-only>Price</span> <b class=sr-only>now</b> <b>7</b>"), "7");
        assert_eq!(text("<h2><span class=sr-only>Menu</span></h2><p hidden>a"), "Menu\n\na");
    }

    #[test]
    fn parts_stand_where_their_words_are_then() {
        let content =
            composed("<p>a<span hidden> b</span> <a href=/x>c<span hidden> d</span></a> <i>e</i><b hidden>f</b>");
        let Some(ContentBlock::Paragraph { text, spans, .. }) = content.blocks.first() else { panic!("{content:?}") };
        assert_eq!(text, "a c e");
        let found: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(found, [(2, 3), (4, 5)]);
        assert_eq!(content.links[0].text, "c");
    }
}
