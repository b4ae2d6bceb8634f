//! Decides whether an item of a list is a task, and whether it is done. From the box at its beginning, for the list it stands in.

use crate::page::{Name, Page};
use crate::tag::Tag;

/// Whether an item is a task, by the box at its beginning, and whether it is done.
pub(super) fn task(page: &Page, item: u32) -> Option<bool> {
    let before = |at: &u32| page.row(*at).text.start <= page.row(item).text.start;
    let mut inside = page.descendants(item).filter(|at| *at != item).take(BOX).take_while(before);
    let kind = |at: u32| page.attribute(at, Name::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
    inside.find_map(|at| match page.row(at).tag {
        Tag::Input if kind(at) => Some(page.attribute(at, Name::Checked).is_some()),
        Tag::Div | Tag::Span => drawn(page, at),
        _ => None,
    })
}

/// Whether an element is the box of a task, drawn by the class that says whether it is done.
fn drawn(page: &Page, at: u32) -> Option<bool> {
    let mut tokens = page.attribute(at, Name::Class).filter(|_| page.text_of(at).is_empty())?.split_ascii_whitespace();
    tokens.find_map(|token| match token {
        "checkbox-on" => Some(true),
        "checkbox-off" => Some(false),
        _ => None,
    })
}

/// Elements at the beginning of an item in which the box of a task is looked for.
const BOX: usize = 4;

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    #[test]
    fn a_box_at_the_beginning_makes_an_item_a_task() {
        let tasks = |html: &str| match composed(html).blocks.into_iter().next() {
            Some(ContentBlock::List { items, .. }) => items.iter().map(|item| item.checked).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let html =
            "<ul><li><input type=checkbox checked> a<li><p><input type=checkbox>b<li>c<li>d <input type=checkbox></ul>";
        assert_eq!(tasks(html), [Some(true), Some(false), None, None]);
        let drawn =
            "<ul><li><div class='checkbox checkbox-on'></div> a<li><div class='checkbox checkbox-off'></div>b</ul>";
        assert_eq!(tasks(drawn), [Some(true), Some(false)]);
        assert_eq!(tasks("<ul><li><input type=checkbox>a<li>b<li>c</ul>"), [None; 3]);
    }
}
