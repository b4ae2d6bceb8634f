//! Does what selectors say, whatever was judged: twice, first what the article is restricted to, so that what stands outside
//! takes no part in what comes later, and at the end once more with what is to be kept.

use super::{Verdicts, View};

/// Drops what stands outside the elements that the article is restricted to.
pub fn restrict(view: &View<'_>, verdicts: &mut Verdicts) {
    let Some(allowed) = view.chosen.allowed(view.context.page, view.context.blocks) else { return };
    let others = (0..).zip(allowed).filter(|(_, allowed)| !allowed).map(|(at, _)| at);
    verdicts.drop_kept(others, outside(view));
}

fn outside(view: &View<'_>) -> String {
    let first = view.chosen.only.first().map_or("", |mark| &mark.selector);
    format!("outside of `{first}`, to which the article is restricted")
}

/// The same once more, and keeps what is to be kept.
pub fn keep(view: &View<'_>, verdicts: &mut Verdicts) {
    restrict(view, verdicts);
    for mark in &view.chosen.keep {
        for at in mark.blocks(view.context.page, view.context.blocks) {
            verdicts.keep(at as u32, format!("inside `{}`, which is to be kept", mark.selector));
        }
    }
}
