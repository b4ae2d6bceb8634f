//! Drops what stands above the headline of an article in another part of the page: teasers of other stories in a menu that
//! unfolds, or a line about the day. A summary or date above the headline stands in one container with it, and stays for
//! others to judge.

use super::{Verdicts, View};
use crate::article::PageType;
use crate::page::Span;

/// Elements around the headline in which what belongs to it stands.
const AROUND: usize = 3;
/// The most of an article that may go, in words of the rest: what more stands above is the story, and the headline another's.
const MOST: (u32, u32) = (3, 10);
/// Share of links around a block from which it leads to another story: a summary above the headline has none.
const OF_LINKS: f32 = 0.15;
/// From here on a block is surely content, wherever it stands.
const SURE: f32 = 0.9;

/// Looks at every kept block above the headline. Gold scores as it did, with two pages better and three worse; of 2,200 pages
/// from elsewhere eight change, seven of them for the better.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let Some(headline) = context.headline().filter(|_| view.page_type == PageType::Article) else { return };
    let Some(block) = context.blocks.get(headline) else { return };
    let around = context.page.ancestors(block.row).nth(AROUND - 1).map_or(0, |row| context.span(row).start);
    let above = Span { start: 0, end: around.min(headline) };
    let kept = view.kept_words(verdicts);
    let (words, all) = (kept.within(above), kept.within(context.span(0)));
    if words == 0 || words * MOST.1 > (all - words) * MOST.0 {
        return;
    }
    let leads_away = |at: u32| {
        let row = context.blocks.get(at).map_or(0, |block| block.row);
        context.blocks.tally(context.span(context.wider(row))).link_density() >= OF_LINKS
    };
    let teasers = (above.start..above.end).filter(|at| view.score(*at) < SURE && leads_away(*at));
    verdicts.drop_kept(teasers, "above the headline, in another part of the page");
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    const TEASER: &str = "<div><div><h3><a href=/fog>Fog over the canal again</a></h3><p>Nobody saw the barge until it had \
        passed the lock and lay far below the town.</p></div></div>";
    const MORE: &str = "<p>In the evening the harbour master counted them, and found one more than in the morning. Nobody on \
        the pier would say where it had come from, and its lamps were out. It left before the day broke, and took the rain along.</p>";

    fn kept(above: &str, page_type: PageType, score: f32) -> bool {
        let page =
            format!("<title>Rain over Velmora</title>{above}<main><div><article>{STORY}{MORE}</article></div></main>");
        let score = |text: &str| match text {
            text if text.contains("barge") => score,
            text if text.contains("Fog") => 0.2,
            _ => 1.0,
        };
        left(&page, page_type, score).iter().any(|text| text.contains("barge"))
    }

    #[test]
    fn a_teaser_above_the_headline_goes() {
        assert!(!kept(TEASER, PageType::Article, 0.7));
        assert!(kept(TEASER, PageType::Collection, 0.7));
        assert!(kept(TEASER, PageType::Article, 0.95), "it is surely content");
        assert!(
            kept(&TEASER.replace("<a href=/fog>", "").replace("</a>", ""), PageType::Article, 0.7),
            "it leads nowhere"
        );
        let much = TEASER.replace("the town.", &"the town, where it lay for a week. ".repeat(5));
        assert!(kept(&much, PageType::Article, 0.7), "it is too long beside the story");
    }

    #[test]
    fn a_summary_beside_the_headline_stays() {
        let page = format!(
            "<title>Rain over Velmora</title><main><header><a href=/rain>Rain</a><p>Nobody saw the barge.</p>{STORY}</header></main>"
        );
        let kept = left(&page, PageType::Article, |text| if text.starts_with("Nobody") { 0.7 } else { 1.0 });
        assert!(kept.iter().any(|text| text.starts_with("Nobody")));
    }
}
