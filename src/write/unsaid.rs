//! Decides which kept blocks are not written because they only label what stands beside them: words for those who listen, and the
//! names of tabs. From the page's rows, for compose and images.

use crate::block::Block;
use crate::page::{Name, Page};
use crate::tag::Tag;

/// Elements before the labels of tabs among which their buttons are looked for.
const NEAR: usize = 24;

/// Whether a block is a label and not written.
pub(super) fn is_label(page: &Page, block: &Block) -> bool {
    is_spoken_label(page, block) || names_tabs(page, block)
}

/// Whether a block is nothing but a label that is only spoken: "Image caption, ". Headings that are only spoken say something.
pub(super) fn is_spoken_label(page: &Page, block: &Block) -> bool {
    let ends = |text: &str| text.ends_with([',', ':', '،', '，', '：', '、']);
    let spoken = page.unseen_in(block.text);
    if spoken.is_empty() || block.is_heading() {
        return false;
    }
    let text = page.slice(block.text).trim();
    ends(text) && spoken.iter().map(|span| page.slice(*span).trim().len()).sum::<usize>() >= text.len()
}

/// Whether a block says nothing but the names of several tabs: labels of the round buttons just before them, of which one alone is
/// pressed.
fn names_tabs(page: &Page, block: &Block) -> bool {
    let labels = page.rows_of(Tag::Label);
    let start = labels.partition_point(|at| page.row(*at).text.start < block.text.start);
    let inside = || labels.iter().skip(start).map(|at| page.row(*at)).take_while(|row| row.text.start < block.text.end);
    let said: usize = inside().map(|row| page.slice(row.text).trim().len()).sum();
    let between = inside().count().saturating_sub(1);
    if between == 0 || page.slice(block.text).len() > said + between {
        return false;
    }
    let around = page.row(block.row).parent;
    let is_round = |at: &u32| page.attribute(*at, Name::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("radio"));
    let buttons = page.descendants(around).take(NEAR).filter(|at| page.row(*at).tag == Tag::Input);
    buttons.filter(is_round).count() > between
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;

    #[test]
    fn labels_for_those_who_listen_are_not_written() {
        let text = |html: &str| composed(html).text;
        assert_eq!(text("<div><span class=sr-only>Caption, </span></div><p>a"), "a");
        assert_eq!(text("<div><span class=sr-only>It rained.</span></div><p>a"), "It rained.\n\na");
        assert_eq!(text("<h2><span class=sr-only>Menu:</span></h2><p>a"), "Menu:\n\na");
    }

    #[test]
    fn names_of_tabs_are_not_written() {
        let tabs = |buttons: &str| {
            let labels = "<div><label for=1>Linux</label><label for=2>macOS</label></div>";
            composed(&format!("<div>{buttons}{labels}<pre>a</pre><pre>b</pre></div>")).text
        };
        assert_eq!(tabs("<input type=radio id=1><input type=radio id=2>"), "a\n\nb");
        assert_eq!(tabs(""), "Linux macOS\n\na\n\nb");
    }
}
