//! Decides which lines are those of a stanza and belong together in one paragraph. From what a page calls their elements and
//! the one around them, for compose.

use crate::block::{Block, Kind};
use crate::page::Page;
use crate::tag::Tag;

/// The row of the stanza that a block is a line of.
pub(super) fn stanza(page: &Page, block: &Block) -> Option<u32> {
    let row = page.row(block.row);
    let is_line = block.kind == Kind::Paragraph && row.tag == Tag::Div && called(page, block.row, &LINES);
    (is_line && called(page, row.parent, &STANZAS)).then_some(row.parent)
}

/// Class words of the lines of a poem.
const LINES: [&str; 4] = ["line", "poem-line", "verse", "verse-line"];
/// Class words of what holds them; several of these around the same lines each begin a stanza.
const STANZAS: [&str; 8] = ["lg", "linegroup", "poem", "poem-stanza", "poetry", "stanza", "strophe", "verse-group"];

/// Whether the class of an element has one of some words, in whatever letters.
pub(super) fn called(page: &Page, row: u32, names: &[&str]) -> bool {
    page.class_words(row).any(|word| names.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;

    #[test]
    fn lines_of_a_stanza_are_one_paragraph() {
        let line = |words: &str| format!("<div class='verse indent0'>{words}</div>");
        let stanza = |lines: &[&str]| {
            format!("<div class=stanza>{}</div>", lines.iter().map(|words| line(words)).collect::<String>())
        };
        let poem = format!("{}{}<p>e", stanza(&["The <i>sea</i>", "the sand"]), stanza(&["the bell", "and he"]));
        assert_eq!(composed(&poem).text, "The sea\nthe sand\n\nthe bell\nand he\n\ne");
        assert_eq!(composed(&format!("<div class=box>{}{}</div>", line("a"), line("b"))).text, "a\n\nb");
    }
}
