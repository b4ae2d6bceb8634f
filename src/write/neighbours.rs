//! Decides whether a list goes on with the one just before it: some editors make a list of every item, and others one of every
//! run of items that are equally deep. From the rows of both, for frames.

use crate::page::{Name, Page, Row, Span};
use crate::tag::Tag;

/// By how much a list is deeper than the one just before it, if it goes on with that.
pub(super) fn goes_on(page: &Page, before: u32, row: u32) -> Option<i16> {
    let (first, second) = (page.row(before), page.row(row));
    let between = page.slice(Span { start: first.text.end, end: second.text.start });
    if first.parent != second.parent || first.end != row || !between.trim().is_empty() {
        return None;
    }
    if let (Some(left), Some(right)) = (level(page, before), level(page, row)) {
        return (left.0 == right.0).then(|| right.1 - left.1);
    }
    let alike = first.tag == second.tag && first.kin == second.kin;
    let single = || is_single(page, before, first) && is_single(page, row, second);
    (alike && counts_on(page, before, row) && single()).then_some(0)
}

/// Whether a list has one item alone.
fn is_single(page: &Page, at: u32, list: &Row) -> bool {
    let item = page.row(at + 1);
    at + 1 < list.end && item.parent == at && item.end == list.end
}

/// Whether the number of a list's item is the next one; what has no numbers always goes on.
fn counts_on(page: &Page, before: u32, row: u32) -> bool {
    let number = |at: u32| page.attribute(at, Name::Start).and_then(|start| start.trim().parse::<u32>().ok());
    page.row(row).tag != Tag::Ol
        || number(row).is_some_and(|next| next.checked_sub(1) == Some(number(before).unwrap_or(1)))
}

/// The name and the level that a class gives a list, as word processors write it: `lst-kix_a1b2-1`.
fn level(page: &Page, row: u32) -> Option<(&str, i16)> {
    let mut tokens = page.attribute(row, Name::Class)?.split_ascii_whitespace();
    let token = tokens.find(|token| token.starts_with(LEVELLED))?;
    let (name, level) = token.rsplit_once('-')?;
    // Word processors have nine levels.
    Some((name, level.parse().ok().filter(|level| (0..9).contains(level))?))
}

/// How the classes of lists with levels begin.
const LEVELLED: &str = "lst-";

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    /// The lists, each as the depths and texts of its items, and its first number.
    fn lists(html: &str) -> Vec<(String, Option<u32>)> {
        let items = |block| match block {
            ContentBlock::List { items, start, .. } => {
                let items = items.iter().map(|item| format!("{}{}", item.depth, item.text));
                Some((items.collect::<Vec<_>>().join(" "), start))
            }
            _ => None,
        };
        composed(html).blocks.into_iter().filter_map(items).collect()
    }

    fn one(items: &str) -> Vec<(String, Option<u32>)> {
        vec![(items.to_owned(), None)]
    }

    #[test]
    fn lists_of_one_item_go_on_with_each_other() {
        assert_eq!(lists("<ul><li>a</ul> <ul><li>b</ul><ul><li>c</ul>"), one("0a 0b 0c"));
        assert_eq!(lists("<ol start=1><li>a</ol><ol start=2><li>b<ul><li>c</ul></ol>"), one("0a 0b 1c"));
        for html in [
            "<ul><li>a<li>b</ul><ul><li>c</ul>",
            "<ul><li>a</ul><ul class=x><li>b</ul>",
            "<ol><li>a</ol><ol><li>b</ol>",
            "<ul><li>a</ul>and<ul><li>b</ul>",
        ] {
            assert_eq!(lists(html).len(), 2, "{html}");
        }
    }

    #[test]
    fn a_class_may_tell_how_deep_a_list_is() {
        let html =
            "<ul class='c5 lst-x-0'><li>a<li>b</ul><ul class='c6 lst-x-1'><li>c</ul><ul class='c5 lst-x-0'><li>d</ul>";
        assert_eq!(lists(html), one("0a 0b 1c 0d"));
        assert_eq!(lists("<ul class=lst-x-0><li>a</ul><ul class=lst-y-1><li>b</ul>").len(), 2);
    }
}
