//! Decides which words inside of a line no reader sees and are no part of its text: those hidden by an element's own
//! attributes, and those that only screen readers speak. For settle, which notes where they stand: they stay evidence, as
//! "Posted by" before a name is, but are not written among words that are seen.

use super::Settler;
use crate::cues::Cues;
use crate::dom::Element;
use crate::page::{Flags, Span};
use crate::tag::Tag;
use crate::words;

/// Hidden words up to which they are a label or a key to sort by. More are the rest of a text behind "Read more". On gold,
/// none of the 27 hidden stretches inside of kept lines is in the text, and the longest has two words.
const MOST_HIDDEN: usize = 6;

/// How an inline element is kept from those who look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// By its own attributes.
    Hidden,
    /// By a class for what is only spoken.
    Spoken,
    /// By a class for a tool that is no part of what is printed: "[edit]" behind a heading.
    Unprinted,
}

impl Settler {
    /// Whether an inline element that begins is kept from those who look, while all around it is seen.
    pub fn kept_from_sight(&self, element: &Element<'_>, above: Flags, own: Flags, cues: Cues) -> Option<Kept> {
        if element.tag.is_block() || above.meets(Flags(Flags::HIDDEN.0 | Flags::VERBATIM.0)) {
            return None;
        }
        if own.meets(Flags::HIDDEN) {
            return Some(Kept::Hidden);
        }
        if cues.meets(self.spoken) && element.attribute("class").is_some_and(is_spoken_only) {
            return Some(Kept::Spoken);
        }
        let unprinted = cues.meets(self.unprinted) && element.attribute("class").is_some_and(is_unprinted);
        unprinted.then_some(Kept::Unprinted)
    }

    /// Notes the words of such an element that ends. A formula that is hidden is the text of a picture of it.
    pub fn note_unseen(&mut self, row: u32, text: Span, kept: Kept) {
        if self.page.rows.iter().skip(row as usize).any(|row| row.tag == Tag::Math) {
            return;
        }
        let inside = self.page.slice(text);
        let long = kept == Kept::Hidden && words::count(inside).words as usize > MOST_HIDDEN;
        // A colon for those who listen is a colon for those who read the text without its look.
        let says = kept == Kept::Unprinted || inside.chars().any(char::is_alphanumeric);
        if says && !inside.contains('\n') && !long {
            self.page.unseen.push(text);
        }
    }
}

/// Whether a class says that the element is only spoken, in the names that frameworks of pages share; those that show it on
/// some screens are none.
fn is_spoken_only(class: &str) -> bool {
    let mut found = false;
    for token in class.split_ascii_whitespace() {
        let letters: String =
            token.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
        if letters.contains("notsronly") || letters.contains("notvisuallyhidden") {
            return false;
        }
        found |= !token.contains(':') && SPOKEN_ONLY.iter().any(|name| letters.contains(name));
    }
    found
}

/// Whether a class says that the element is a tool beside the text, in the names that the software of wikis and sheets for
/// printers share.
fn is_unprinted(class: &str) -> bool {
    class.split_ascii_whitespace().any(|token| UNPRINTED.contains(&token))
}

/// Names of classes for what does not belong to the text: the link that edits a section, the way back from a reference, and
/// what is not printed.
const UNPRINTED: &[&str] =
    &["mw-editsection", "mw-cite-backlink", "noprint", "no-print", "d-print-none", "print:hidden"];

/// Names of classes for text that is only spoken, as letters.
const SPOKEN_ONLY: &[&str] = &["sronly", "visuallyhidden", "hiddenvisually", "screenreadertext", "screenreaderonly"];

#[cfg(test)]
mod tests {
    use super::is_spoken_only;
    use crate::page::laid_out;

    /// The words that nobody sees.
    fn unseen(html: &str) -> Vec<String> {
        let page = laid_out(html);
        page.unseen.iter().map(|span| page.slice(*span).to_owned()).collect()
    }

    #[test]
    fn words_of_elements_inside_of_a_line_may_be_unseen() {
        assert_eq!(unseen("<p>The fog <span hidden>a3</span> lifts"), [" a3"]);
        assert_eq!(unseen("<p><i style='display:none'>07 <b class=sr-only>x</b></i>7 boats"), ["07 x"]);
        assert_eq!(unseen("<a href=x>Ida<span class=u-screen-reader-text>Ida</span></a>"), ["Ida"]);
    }

    #[test]
    fn tools_beside_the_text_are_unseen() {
        assert_eq!(unseen("<h2>Use<span class=mw-editsection>[<a href=e>edit</a>]</span></h2>"), ["[edit]"]);
        assert_eq!(unseen("<p>So it was.<sup class='noprint Inline'>[<i>citation needed</i>]"), ["[citation needed]"]);
        assert_eq!(unseen("<li><span class=mw-cite-backlink><b>^</b> <a href=#r>a</a></span> Harrod"), ["^ a"]);
    }

    #[test]
    fn signs_between_words_stay() {
        assert_eq!(
            unseen("<h1>Climate<span class=visually-hidden>: </span><span>Bore until it is hot</span>"),
            [""; 0]
        );
    }

    #[test]
    fn a_hidden_formula_is_what_its_picture_says() {
        assert_eq!(
            unseen("<p>So <span style='display:none'><math><mi>x</mi></math></span><img src=x.svg> is"),
            [""; 0]
        );
    }

    #[test]
    fn lines_of_their_own_and_the_rest_of_a_text_are_not() {
        assert_eq!(unseen("<div hidden><p>Only <b hidden>this</b></div><p class=sr-only>b"), [""; 0]);
        let rest = "and the rest of the text stands here until somebody clicks";
        assert_eq!(unseen(&format!("<p>So it is <span style='display:none'>{rest}")), [""; 0]);
    }

    #[test]
    fn classes_of_what_some_screens_show_are_none() {
        assert!(is_spoken_only("icon Button_visuallyHidden__a1"));
        assert!(
            !is_spoken_only("sr-only sm:not-sr-only") && !is_spoken_only("md:sr-only") && !is_spoken_only("reader")
        );
    }
}
