//! Decides which kept blocks are not written because they only label what stands beside them: words for those who listen, the
//! names of tabs, the marks of printed pages, and what a hidden box says of a word. From the page's rows, for compose and images.

use crate::block::Block;
use crate::page::{Flags, Name, Page, Span};
use crate::tag::Tag;

/// Elements before the labels of tabs among which their buttons are looked for.
const NEAR: usize = 24;

/// Whether a block is a label and not written.
pub(super) fn is_label(page: &Page, block: &Block) -> bool {
    is_spoken_label(page, block)
        || is_page_mark(page, block)
        || names_tabs(page, block)
        || is_hidden_in_line(page, block)
}

/// Whether a block is nothing but the mark of a printed page, of which nothing is seen: "[12]", "Page 12".
fn is_page_mark(page: &Page, block: &Block) -> bool {
    let whole = |span: &Span| span.start <= block.text.start && block.text.end <= span.end;
    let is_digit = |sign: char| sign.is_ascii_digit();
    let inner = page.slice(block.text).trim_end_matches([']', '}', ')']);
    !block.is_heading()
        && block.counts.words <= MOST_OF_MARK
        && inner.ends_with(is_digit)
        && page.unseen_in(block.text).iter().any(whole)
}

/// Words of the longest mark of a page.
const MOST_OF_MARK: u32 = 4;

/// Whether a block stands in a box that is hidden inside of a line whose words are seen: what shows when one points at them.
fn is_hidden_in_line(page: &Page, block: &Block) -> bool {
    if !block.flags.meets(Flags::HIDDEN) {
        return false;
    }
    let is_hidden = |at: u32| page.row(at).flags.meets(Flags::HIDDEN);
    let Some(hidden) = page.upwards(block.row).take(DEEPEST).take_while(|at| is_hidden(*at)).last() else {
        return false;
    };
    let line = page.row(hidden).parent;
    let before = Span { start: page.row(line).text.start, end: page.row(hidden).text.start };
    !is_hidden(line)
        && page.row(hidden).tag.is_block()
        && matches!(page.row(line).tag, Tag::A | Tag::Abbr | Tag::Label | Tag::Span | Tag::Sup)
        && page.text.get(before.range()).is_some_and(|before| before.contains(|sign: char| !sign.is_whitespace()))
}

/// Elements of the deepest such box.
const DEEPEST: usize = 16;

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
    fn marks_of_pages_are_not_written() {
        let text = |html: &str| composed(html).text;
        assert_eq!(text("<p>a</p><span class=pagenum id=p2>[Pg 2]</span><p>b"), "a\n\nb");
        assert_eq!(text("<p>a</p><span class=pagenum>[Notes]</span><p>b"), "a\n\n[Notes]\n\nb");
    }

    #[test]
    fn boxes_hidden_inside_of_a_line_are_not_written() {
        let text = |html: &str| composed(html).text;
        let hidden = "<div style='display:none'><p>Ida, pilot</p></div>";
        assert_eq!(text(&format!("<p>a</p><span><a>Ida</a>{hidden}</span><p>b")), "a\n\nIda\n\nb");
        assert_eq!(text(&format!("<div>Ida{hidden}</div>")), "Ida\n\nIda, pilot");
        assert_eq!(text(&format!("<span>{hidden}</span>")), "Ida, pilot");
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
