//! Decides nothing: opens the stages to the laboratory, which trains and measures with the same blocks and features as
//! at run time. Not part of the library's promise.

use crate::options::Limits;
use crate::weigh::features::{self, Token};
use crate::weigh::{Context, Matrix, Weights};
use crate::{block, decode, dom, page};

/// What the stages up to weigh see of a page.
pub struct Observation {
    /// The text of every block.
    pub texts: Vec<String>,
    /// The features of every block, row by row.
    pub values: Vec<f32>,
    /// The sparse features of every block, as family and bit.
    pub tokens: Vec<Vec<(u8, u8)>>,
}

/// The names of the columns of [`Observation::values`].
pub fn feature_names() -> &'static [String] {
    features::names()
}

/// Looks at a page as an extraction does.
pub fn observe(bytes: &[u8]) -> Observation {
    let decoded = decode::decode(bytes, None);
    let document = dom::parse(&decoded.text, &Limits::default());
    let page = page::settle(&document);
    let blocks = block::cut(&page);
    let context = Context::new(&page, &blocks);
    let matrix = Matrix::of(&context, &Weights::default());
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
        tokens,
    }
}

/// The families of sparse features, each with the names of its bits.
pub fn token_names() -> Vec<(&'static str, Vec<&'static str>)> {
    features::FAMILIES.iter().enumerate().map(|(at, family)| (*family, crate::weigh::weights::bit_names(at))).collect()
}

/// Runs the stages one by one and says how long each took. Extraction itself never reads a clock.
pub fn stage_times(bytes: &[u8]) -> Vec<(&'static str, std::time::Duration)> {
    let mut times = Vec::new();
    let mut last = std::time::Instant::now();
    let mut lap = |name: &'static str| {
        let now = std::time::Instant::now();
        times.push((name, now - last));
        last = now;
    };
    let decoded = decode::decode(bytes, None);
    lap("decode");
    let document = dom::parse(&decoded.text, &Limits::default());
    lap("parse");
    let page = page::settle(&document);
    lap("settle");
    drop(document);
    lap("drop");
    let blocks = block::cut(&page);
    lap("cut");
    let context = Context::new(&page, &blocks);
    lap("context");
    let weights = Weights::shipped();
    let matrix = Matrix::of(&context, weights);
    lap("features");
    let scores = crate::weigh::weigh(&matrix, weights, blocks.list.len());
    lap("trees");
    let words = blocks.list.iter().map(|block| block.counts.words);
    let cut = crate::weigh::cut(scores.iter().copied().zip(words));
    let view = crate::judge::View { context: &context, scores: &scores, cut };
    let verdicts = crate::judge::judge(&view);
    lap("judge");
    let meta = crate::meta::gather(&page, &blocks, None);
    lap("gather");
    let keep: Vec<bool> = verdicts.iter().map(|verdict| verdict.keep).collect();
    let content = crate::write::compose(&page, &blocks, &keep, None);
    lap("compose");
    let related = crate::related::related(&context, &verdicts, None);
    lap("related");
    std::hint::black_box((meta, content, related));
    times
}
