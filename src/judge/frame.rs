//! Drops what stands in a consent box or a dialog as a whole: its sentences read like prose, and a wall of them may be
//! longer than the article. Of the text near class words of consent 0.3 % was content on gold articles and 2.1 % on other
//! pages.

use std::sync::LazyLock;

use super::{Verdicts, View};
use crate::cues::Cues;
use crate::page::Flags;
use crate::tag::Tag;

static CONSENT: LazyLock<Cues> = LazyLock::new(|| Cues::named("consent"));

/// Looks at every element that a class word calls a consent dialog.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let mut at = 0;
    while let Some(row) = context.page.rows.get(at as usize) {
        let opens = row.flags.meets(Flags::DIALOG) && !context.page.row(row.parent).flags.meets(Flags::DIALOG);
        // Inside the main part a section may be about cookies; what asks for consent stands outside it.
        let asks = row.cues.meets(*CONSENT) && row.tag.is_block() && !row.flags.meets(Flags::MAIN | Flags::ARTICLE);
        if !(opens || asks) || holds_article(view, at) {
            at += 1;
            continue;
        }
        let span = context.span(at);
        for block in span.start..span.end {
            if verdicts.keeps(block) {
                verdicts.drop(block, "inside a consent box or a dialog");
            }
        }
        at = row.end;
    }
}

/// Whether an element holds the article: page builders put words such as `cookies-not-set` on the body.
fn holds_article(view: &View<'_>, at: u32) -> bool {
    let page = view.context.page;
    let row = page.row(at);
    let landmark = |row: u32| matches!(page.row(row).tag, Tag::Main | Tag::Article | Tag::Body);
    let headline = view.context.headline().is_some_and(|headline| view.context.span(at).contains(headline));
    headline || matches!(row.tag, Tag::Body | Tag::Html) || page.descendants(at).any(landmark)
}
