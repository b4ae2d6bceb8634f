//! Keeps the footnotes that kept text has marks for: a note of a few words below the text is no content by itself, but what is read
//! with its mark is. Only what leads back to its mark is such a note, since marks lead to captions too; lists of sources are weighed
//! as a whole, and most of the gold articles that have one leave it out.

use super::{Verdicts, View};
use crate::block::Block;
use crate::marks;
use crate::page::{Flags, Name, Page};
use crate::tag::Tag;

/// Elements around the place that a mark leads to in which its note stands.
const AROUND: usize = 3;
/// Blocks of the longest note that is kept whole.
const LONGEST: usize = 4;

/// Looks at every mark in kept text.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let (page, blocks) = (view.context.page, view.context.blocks);
    if !view.is_prose() {
        return;
    }
    let is_kept = |row: u32| marks::block_at(blocks, page.row(row).text.start).is_some_and(|at| verdicts.keeps(at));
    let marks = page.rows_of(Tag::A).iter().filter_map(|at| marks::mark(page, *at, None));
    let marks: Vec<(u32, &str)> = marks.filter(|(mark, _)| is_kept(*mark)).collect();
    if marks.is_empty() {
        return;
    }
    let targets = marks::targets(page, marks.iter().map(|(_, target)| *target));
    for (mark, target) in marks {
        let Some(place) = targets.get(target).copied().filter(|place| *place > mark) else { continue };
        let Some((body, _)) = marks::body(page, blocks, place).filter(|(body, _)| !verdicts.keeps(*body)) else {
            continue;
        };
        let may_be = |block: &Block| !block.flags.meets(Flags::LIST) || is_among_notes(page, block.row);
        if !blocks.get(body).is_some_and(may_be) {
            continue;
        }
        let is_note = |at: &u32| blocks.under(page, *at).contains(body) && marks::returns(page, *at, mark);
        let Some(note) = page.upwards(place).take(AROUND).find(is_note) else { continue };
        let whole = blocks.under(page, note);
        let kept = if whole.len() <= LONGEST { whole.start..whole.end } else { body..body + 1 };
        verdicts.keep_dropped(kept, "a footnote that a mark in the text leads to, and that leads back");
    }
}

/// Elements around a note up to what is called after all notes: its paragraph, item, list and section.
const OUTERMOST: usize = 6;

/// Whether an element stands in what is called footnotes and nothing else, as Markdown's writers call them; sources are called
/// references. One gold article is better and two are worse for it, 0.00004 of F1 in the mean; they stay because a mark whose note is
/// gone leads a reader nowhere.
fn is_among_notes(page: &Page, row: u32) -> bool {
    let is_called = |class: &str| class.split(|sign: char| !sign.is_alphanumeric()).any(|word| word == "footnotes");
    page.upwards(row).take(OUTERMOST).any(|around| {
        page.attribute(around, Name::Class).is_some_and(is_called)
            || page.attribute(around, Name::Role) == Some("doc-endnotes")
    })
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    #[test]
    fn a_footnote_that_leads_back_to_its_mark_is_kept() {
        let kept = |note: &str| {
            let mark = "<p>It rained on the harbour all day, and the boats stayed at their moorings <a id=r1 class=footnote href=#n1>1</a>.</p>";
            let score = |text: &str| if text.contains("Zombie") { 0.0 } else { 1.0 };
            let left = left(&format!("<main>{STORY}{mark}{note}</main>"), PageType::Article, score);
            left.iter().any(|text| text.contains("Zombie"))
        };
        assert!(kept("<div class=footnote><a id=n1 href=#r1>1</a><div><p>Zombie was rude then too.</p></div></div>"));
        assert!(kept("<p id=n1>Zombie was rude then too. <a href=#r1>↩</a>"));
        assert!(!kept("<ol><li id=n1>Zombie was rude then too. <a href=#r1>↩</a></ol>"));
        let list =
            "<section class=footnotes><ol><li id=n1><p>Zombie was rude then too. <a href=#r1>↩</a></ol></section>";
        assert!(kept(list));
        assert!(!kept(&list.replace("=footnotes", "=references")));
        assert!(!kept("<div class=footnote><a id=n1>1</a><div><p>Zombie was rude then too.</p></div></div>"));
        assert!(kept("<p><a name=n1 href=#r1>[1]</a> Zombie was rude then too."));
        assert!(!kept("<p id=n2>Zombie was rude then too. <a href=#r1>↩</a>"));
    }
}
