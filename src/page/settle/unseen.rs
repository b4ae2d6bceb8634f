//! Decides which words inside of a line no reader sees and are no part of its text: those hidden by an element's own
//! attributes, and those that only screen readers speak. For settle, which notes where they stand: they stay evidence, as
//! "Posted by" before a name is, but are not written among words that are seen.

use super::Settler;
use crate::cues::Cues;
use crate::dom::Element;
use crate::page::{Flags, Name, Span};
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
    /// By a name for the mark of where a page of a book begins: "[2]".
    PageMark,
    /// By a class for what folds a section out, in the button that is its heading: "Show".
    Folding,
    /// By a class for ways through the page, where nothing but such links stands in it: "| parent | next".
    Ways,
}

impl Settler {
    /// Whether an inline element that begins is kept from those who look, while all around it is seen.
    pub fn kept_from_sight(
        &self,
        element: &Element<'_>,
        tag: Tag,
        above: Flags,
        own: Flags,
        cues: Cues,
    ) -> Option<Kept> {
        if tag.is_block() || above.meets(Flags(Flags::HIDDEN.0 | Flags::VERBATIM.0)) {
            return None;
        }
        if own.meets(Flags::HIDDEN) {
            return Some(Kept::Hidden);
        }
        if cues.meets(self.spoken) && element.attribute("class").is_some_and(is_spoken_only) {
            return Some(Kept::Spoken);
        }
        if cues.meets(self.unprinted) && element.attribute("class").is_some_and(is_unprinted) {
            return Some(Kept::Unprinted);
        }
        if is_page_mark(element) {
            return Some(Kept::PageMark);
        }
        if above.meets(Flags::DEFINITION) && element.attribute("class").is_some_and(is_of_code) {
            return Some(Kept::Unprinted);
        }
        let folds = above.meets(Flags::BUTTON) && above.meets(Flags::HEADING);
        if folds && element.attribute("class").is_some_and(|class| words_of(class).any(|word| word == FOLDING)) {
            return Some(Kept::Folding);
        }
        let leads = element.tag == Tag::Span && cues.meets(self.ways) && !above.meets(Flags::NAVIGATION);
        leads.then_some(Kept::Ways)
    }

    /// Notes the words of such an element that ends. A formula that is hidden is the text of a picture of it.
    pub fn note_unseen(&mut self, row: u32, mut text: Span, kept: Kept) {
        if self.page.rows.iter().skip(row as usize).any(|row| row.tag == Tag::Math) {
            return;
        }
        let inside = self.page.slice(text);
        let long = kept == Kept::Hidden && words::count(inside).words as usize > MOST_HIDDEN;
        // A colon for those who listen is a colon for those who read the text without its look; a drawn box says nothing.
        let says = match kept {
            Kept::Unprinted | Kept::Folding => true,
            Kept::Ways => self.is_of_ways(row, text),
            Kept::PageMark => self.marks_page(row, inside),
            Kept::Hidden | Kept::Spoken => inside.chars().any(|sign| sign.is_alphanumeric() || is_drawn(sign)),
        };
        if says && !inside.contains('\n') && !long {
            let from = self.page.unseen.last().map_or(0, |last| last.end);
            let before = Span { start: from, end: text.start };
            if let Some(before) = self.page.text.get(before.range()).filter(|_| kept == Kept::Folding) {
                // The comma before it is for those who listen.
                let trimmed = before.trim_end_matches([',', ' ']);
                text.start -= (before.len() - trimmed.len()) as u32;
            }
            self.page.unseen.push(text);
        }
    }

    /// Whether what is called the mark of a page is one: a few words with a number. What is called just a page's number stands in
    /// brackets too or where links lead to, since the numbers of an index are called so.
    fn marks_page(&self, row: u32, text: &str) -> bool {
        let rows = || row..self.page.rows.len() as u32;
        let is_place = |at: u32| [Name::Id, Name::Name].iter().any(|name| self.page.attribute(at, *name).is_some());
        let leads = |at: u32| self.page.attribute(at, Name::Href).is_some_and(|href| !href.is_empty());
        let is_numbered = text.split(|sign: char| !sign.is_alphanumeric()).any(is_numeral);
        let is_bracketed = text.trim().starts_with(['[', '{', '(']);
        let class = self.page.attribute(row, Name::Class).unwrap_or_default();
        let is_break = class.contains("break") || class.contains("mark") || class.contains("printed");
        is_numbered
            && words::count(text).words as usize <= MOST_OF_MARK
            && (is_break || is_bracketed || rows().any(is_place))
            && !rows().any(leads)
    }

    /// Whether an element holds links to places in the page itself, each named by words, and else only signs.
    fn is_of_ways(&self, row: u32, text: Span) -> bool {
        let says = |span: Span| self.page.slice(span).chars().filter(|sign| sign.is_alphanumeric()).count();
        let rows = (row + 1)..self.page.rows.len() as u32;
        let links = rows.filter(|at| self.page.row(*at).tag == Tag::A);
        let (mut count, mut said) = (0, 0);
        for link in links {
            let within = self.page.row(link).text;
            let words = self.page.slice(within);
            let leads_here = self.page.attribute(link, Name::Href).is_some_and(|href| href.starts_with('#'));
            let is_word = words.trim().chars().all(|letter| letter.is_alphabetic() || letter.is_whitespace());
            if says(within) == 0 {
                continue;
            }
            if !leads_here || !is_word {
                return false;
            }
            (count, said) = (count + 1, said + says(within));
        }
        count > 0 && says(text) == said
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

/// Whether an element says that it is the mark of a page of the printed book, by its role or in the names that makers of electronic
/// books share.
fn is_page_mark(element: &Element<'_>) -> bool {
    let letters = |token: &str| token.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let is_mark = |token: &str| PAGE_MARKS.contains(&letters(token).to_ascii_lowercase().as_str());
    // Every inline element is asked, so its attributes are gone through once.
    element.attributes().any(|(known, value)| match known.spelling {
        "role" => value == "doc-pagebreak",
        "class" => value.contains("page") && value.split_ascii_whitespace().any(is_mark),
        _ => false,
    })
}

/// Whether a word is a number, in digits or in the letters of the Romans.
fn is_numeral(word: &str) -> bool {
    let is_roman = |letter: u8| matches!(letter.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c');
    !word.is_empty() && (word.bytes().all(|digit| digit.is_ascii_digit()) || word.bytes().all(is_roman))
}

/// Names of classes for the marks of pages, as letters.
const PAGE_MARKS: &[&str] =
    &["pagenum", "pageno", "pagenumber", "pagebreak", "pagemark", "printedpage", "printedpageinline"];

/// Words of the longest such mark: "Start Printed Page 44002".
const MOST_OF_MARK: usize = 4;

/// Whether a class says that the element leads from a declaration to its code, as writers of manuals call it.
fn is_of_code(class: &str) -> bool {
    class.split_ascii_whitespace().any(|token| token == "viewcode-link")
}

/// The words of a class.
fn words_of(class: &str) -> impl Iterator<Item = &str> {
    class.split(|letter: char| !letter.is_ascii_alphanumeric())
}

/// What frameworks call the label that folds a section out.
const FOLDING: &str = "toggle";

/// Whether a sign is drawn rather than said: arrows, boxes, bullets and the letters of fonts of signs.
fn is_drawn(sign: char) -> bool {
    matches!(sign, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{2BFF}' | '\u{E000}'..='\u{F8FF}')
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
        assert_eq!(unseen("<dl><dt>bend()<a href=s><span class=viewcode-link>[source]</span></a>"), ["[source]"]);
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
    fn drawn_boxes_and_labels_that_fold_a_section_out_go() {
        assert_eq!(unseen("<li><label><span class=sr-only>▢ </span></label>6 leeks"), ["▢"]);
        let divider = "<span class=visually-hidden>, </span>";
        let toggle = "<span class=section-toggle>Show</span>";
        assert_eq!(unseen(&format!("<h2><button><span>Why?</span>{divider}{toggle}</button></h2>")), [", Show"]);
        assert_eq!(unseen(&format!("<h2>Why?{toggle}</h2>")), [""; 0]);
    }

    #[test]
    fn marks_of_pages_inside_of_a_line_go() {
        for mark in [
            "<span class=pagenum><a id=p2>[2]</a></span>",
            "<span class=page-number id=p2>2</span>",
            "<span role=doc-pagebreak id=xii>xii</span>",
            "<span class='printed-page-inline wide'><b><b>Start Printed Page 44</b></b></span>",
        ] {
            let page = laid_out(&format!("<p>The rope {mark} came up dry"));
            assert_eq!(page.unseen.len(), 1, "{mark}");
        }
        for other in [
            "<span class=pagenum><a href=#p2 id=t2>2</a></span>",
            "<span class=page-number>2</span>",
            "<span class=pagenum id=p2>dry</span>",
            "<span class=pagenum id=p2>2 of the ropes that came up</span>",
        ] {
            assert_eq!(unseen(&format!("<p>The rope {other} came up dry")), [""; 0], "{other}");
        }
    }

    #[test]
    fn ways_through_the_page_inside_of_a_line_go() {
        let ways = "| <a href=#1>root</a> | <a href=#2>next</a> <a>[–]</a>";
        assert_eq!(unseen(&format!("<div>ida <span class=navs>{ways}</span></div>")), [" | root | next [–]"]);
        for line in [
            format!("ida <span class=x>{ways}</span>"),
            format!("<span class=nav>see {ways}</span>"),
            "<span class=nav><a href=#f>Fig 1</a>, <a href=#g>Fig 2</a></span>".to_owned(),
            "<span class=nav><a href=/a>Home</a> | <a href=/b>News</a></span>".to_owned(),
        ] {
            assert_eq!(unseen(&format!("<div>{line}</div>")), [""; 0], "{line}");
        }
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
