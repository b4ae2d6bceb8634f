//! Decides nothing: opens the stages to the laboratory, which trains and measures with the same blocks and features as
//! at run time. Not part of the library's promise.

use crate::chosen::Chosen;
use crate::deadline::Deadline;
use crate::judge::{self, View};
use crate::options::Limits;
use crate::weigh::features::{self, Token};
use crate::weigh::{Context, Matrix, Weights, Whole, whole};
use crate::{block, decode, dom, meta, page, weigh, write};

/// What the stages up to weigh see of a page.
pub struct Observation {
    /// The text of every block.
    pub texts: Vec<String>,
    /// The features of every block, row by row.
    pub values: Vec<f32>,
    /// The group of blocks on the same path that every block belongs to, and its words as the stages count them.
    pub groups: Vec<(u32, u32)>,
    /// The sparse features of every block, as family and bit.
    pub tokens: Vec<Vec<(u8, u8)>>,
    /// The features of the page.
    pub page: Vec<f32>,
}

/// The names of the columns of [`Observation::values`].
pub fn feature_names() -> &'static [String] {
    features::names()
}

/// The names of the columns of [`Observation::page`].
pub fn page_feature_names() -> &'static [String] {
    whole::names()
}

/// Looks at a page as an extraction does.
pub fn observe(bytes: &[u8]) -> Observation {
    let decoded = decode::decode(bytes, None);
    let document = dom::parse(&decoded.text, &Limits::default());
    let page = page::settle(&document);
    let blocks = block::cut(&page);
    let context = Context::new(&page, &blocks);
    let whole = Whole::of(&context, &page.head);
    let matrix = Matrix::of(&context, &whole, &[0.0; 7], &Weights::default());
    let tokens = (0..blocks.len())
        .map(|at| {
            let mut list = Vec::new();
            features::tokens(&context, at, |Token { family, bit }| list.push((family, bit)));
            list
        })
        .collect();
    Observation {
        texts: blocks.list.iter().map(|block| page.slice(block.text).to_owned()).collect(),
        values: matrix.values,
        groups: blocks.list.iter().map(|block| (context.kin_group(block.row), block.counts.words)).collect(),
        tokens,
        page: whole.values,
    }
}

/// The families of sparse features, each with the names of its bits.
pub fn token_names() -> Vec<(&'static str, Vec<&'static str>)> {
    features::FAMILIES.iter().enumerate().map(|(at, family)| (*family, crate::weigh::weights::bit_names(at))).collect()
}

/// Runs the stages of an extraction one by one, and says after each that it is done, so that a benchmark can look at its
/// clock. The last name is that of freeing what the stages made.
pub fn stages(bytes: &[u8], mut done: impl FnMut(&'static str)) {
    let decoded = decode::decode(bytes, None);
    done("decode");
    let document = dom::parse(&decoded.text, &Limits::default());
    done("parse");
    let page = page::settle(&document);
    done("settle");
    drop(document);
    done("free the tree");
    let blocks = block::cut(&page);
    done("cut");
    let context = Context::new(&page, &blocks);
    done("weigh: context");
    let weights = Weights::shipped();
    let whole = Whole::of(&context, &page.head);
    let (page_type, types) = weigh::page_type(&whole, weights);
    done("weigh: page");
    let mut scores = weigh::weigh(&context, &whole, &types, weights, Deadline::default()).unwrap_or_default();
    weigh::level(&context, &mut scores);
    let words: Vec<u32> = judge::new_words(&context).collect();
    let cut = weigh::cut(scores.iter().copied().zip(words), weights.lean(&types));
    done("weigh: blocks");
    let chosen = Chosen::default();
    let view = View { context: &context, scores: &scores, cut, page_type, chosen: &chosen, template: None };
    let verdicts = judge::judge(&view);
    done("judge");
    let meta =
        meta::gather(&page, &blocks, None, crate::article::PageType::default(), &crate::chosen::Chosen::default());
    done("gather");
    let keep = verdicts.kept();
    let content = write::compose(&page, &blocks, &keep, None);
    done("write");
    drop((decoded, scores, verdicts, meta, content));
    done("free the rest");
}
