//! Keeps the list, table, sample or quotation that a kept line announces with a colon: "Bring with you:" is nothing without what
//! follows, however short the items are and however much they look like links to somewhere else.

use super::small::BESIDE;
use super::{Verdicts, View};
use crate::page::Row;
use crate::tag::Tag;
use crate::weigh::Context;

/// Share of linked words from which a list leads away from the page, and is announced as such: "See also:".
const OF_LINKS: f32 = 0.5;
/// Elements around the first block of what follows in which its outermost one is looked for.
const DEPTH: usize = 6;

/// Looks behind every kept line that ends in a colon.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.is_of_cards() {
        return;
    }
    let context = view.context;
    let all: u32 = view.kept_words(verdicts).within(context.span(0));
    for at in 0..context.blocks.len() {
        let announces = verdicts.keeps(at) && context.text(at).trim_end().ends_with([':', '：']);
        let Some(list) = announces.then(|| follows(context, at)).flatten() else { continue };
        let span = context.span(list);
        let tally = context.blocks.tally(span);
        // What is longer than all that is kept is no part of it.
        if tally.words > all || tally.link_density() > OF_LINKS {
            continue;
        }
        let may_be = |part: &u32| context.blocks.get(*part).is_some_and(|block| !block.flags.meets(BESIDE));
        verdicts.keep_dropped((span.start..span.end).filter(may_be), "a kept line announces it with a colon");
    }
}

/// The list or the like that stands behind a block, in the same element.
fn follows(context: &Context<'_>, at: u32) -> Option<u32> {
    let page = context.page;
    let own = context.blocks.get(at)?.row;
    let next = context.blocks.get(at + 1)?.row;
    let is_beside = |row: &Row| row.parent == own || row.parent == page.row(own).parent;
    let around = page.upwards(next).take(DEPTH);
    let list = around.take_while(|row| *row != own).find(|row| is_beside(page.row(*row)))?;
    let is_list = matches!(page.row(list).tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table | Tag::Pre | Tag::Blockquote);
    is_list.then_some(list)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(rest: &str, page_type: PageType) -> Vec<String> {
        let page = format!("<main>{STORY}{rest}</main>");
        left(&page, page_type, |text| if text.len() > 80 || text.ends_with([':', '：', '!']) { 0.9 } else { 0.2 })
    }

    const LIST: &str = "<ul><li>a rope<li>two lamps</ul><ul><li>a tin</ul>";

    #[test]
    fn a_list_behind_a_colon_stays() {
        for lead in ["<p>Bring with you:</p>", "<p>携帯品：</p>", "Bring with you:"] {
            let kept = kept(&format!("{lead}{LIST}"), PageType::Article);
            assert_eq!(kept[kept.len() - 2..], ["a rope", "two lamps"], "{lead}");
        }
        assert!(
            kept("<p>Our rule:</p><blockquote><p>No oars.</p></blockquote>", PageType::Forum)
                .contains(&"No oars.".into())
        );
    }

    #[test]
    fn other_lists_go() {
        let links = "<ul><li><a href=/a>a rope</a><li><a href=/b>two lamps</a></ul>";
        for (rest, page_type) in [
            (format!("<p>Bring a lot!</p>{LIST}"), PageType::Article),
            (format!("<p>See also:</p>{links}"), PageType::Article),
            (format!("<p>Bring with you:</p><p>Print</p>{LIST}"), PageType::Article),
            (format!("<div><p>Bring with you:</p></div>{LIST}"), PageType::Article),
            (format!("<p>Colours:</p>{LIST}"), PageType::Product),
            (format!("<p>Here:</p><ul>{}</ul>", "<li>a rope".repeat(60)), PageType::Article),
        ] {
            assert!(!kept(&rest, page_type).iter().any(|text| text.starts_with("a rope")), "{rest}");
        }
    }
}
