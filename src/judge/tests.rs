//! What the tests of the passes share: a page on which each block has the probability that the test says.

use super::View;
use crate::article::PageType;
use crate::chosen::Chosen;
use crate::weigh::{Context, Cut};
use crate::{block, judge, page};

/// The blocks that are left of a page with a threshold of 0.5.
pub fn left(html: &str, page_type: PageType, score: impl Fn(&str) -> f32) -> Vec<String> {
    left_above(0.5, html, page_type, score)
}

/// The blocks that are left of a page with another threshold.
pub fn left_above(threshold: f32, html: &str, page_type: PageType, score: impl Fn(&str) -> f32) -> Vec<String> {
    left_of(false, threshold, html, [page_type; 2], score)
}

/// The blocks that are left of a page that is as likely to be of another type.
pub fn left_torn(html: &str, page_type: PageType, other: PageType, score: impl Fn(&str) -> f32) -> Vec<String> {
    left_of(false, 0.5, html, [page_type, other], score)
}

/// The blocks that are left of what a page declares.
pub fn left_declared(html: &str, page_type: PageType, score: impl Fn(&str) -> f32) -> Vec<String> {
    left_of(true, 0.5, html, [page_type; 2], score)
}

fn left_of(
    is_declared: bool,
    threshold: f32,
    html: &str,
    likely: [PageType; 2],
    score: impl Fn(&str) -> f32,
) -> Vec<String> {
    let page = page::laid_out(html);
    let blocks = block::cut(&page);
    let context = Context::new(&page, &blocks);
    let scores: Vec<f32> = blocks.list.iter().map(|block| score(page.slice(block.text))).collect();
    let cut = Cut { threshold, expected: 1.0 };
    let chosen = Chosen::default();
    let [page_type, _] = likely;
    let types = PageType::ALL.map(|of| likely.map(|one| if one == of { 0.5 } else { 0.0 }).iter().sum());
    let view = View {
        context: &context,
        scores: &scores,
        cut,
        page_type,
        types,
        chosen: &chosen,
        is_declared,
        template: None,
    };
    let verdicts = judge::judge(&view).kept();
    let kept = blocks.list.iter().zip(verdicts).filter(|(_, kept)| *kept);
    kept.map(|(block, _)| page.slice(block.text).to_owned()).collect()
}

/// A headline and a paragraph.
pub const STORY: &str = "<h1>Rain over Velmora</h1><p>It rained all day in the harbour of Velmora, and the boats stayed \
    at their moorings until the evening, when the wind turned and the sky over the bay grew light.</p>";
