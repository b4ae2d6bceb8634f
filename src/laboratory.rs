//! Decides nothing: opens the stages to the laboratory, which trains and measures with the same blocks and features as
//! at run time. Not part of the library's promise.

use std::sync::{Arc, OnceLock, mpsc};

use crate::extract::{Extractor, Step};
use crate::options::{Options, Source};
use crate::weigh::features::{self, Token};
use crate::weigh::{Context, Matrix, Weights, Whole, whole};
use crate::write;

/// What the stages up to weigh see of a page.
#[derive(Debug, Default)]
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

/// Extracts the article of a page, and says what the stages saw of it on the way; nothing where there was nothing to see.
pub fn observe(bytes: &[u8]) -> Observation {
    let seen = Arc::new(OnceLock::new());
    let seeing = Arc::clone(&seen);
    let options = Options { source: Source::Html, ..Options::default() };
    let extractor = Extractor::new(options).watched(move |step| {
        if let Step::Weighing(context, whole) = step {
            // What comes second is no page but a fragment of one.
            seeing.get_or_init(|| observation(context, whole));
        }
    });
    extractor.extract_bytes(bytes, None);
    drop(extractor);
    Arc::into_inner(seen).and_then(OnceLock::into_inner).unwrap_or_default()
}

fn observation(context: &Context<'_>, whole: &Whole) -> Observation {
    let blocks = context.blocks;
    let tokens = (0..blocks.len())
        .map(|at| {
            let mut list = Vec::new();
            features::tokens(context, at, |Token { family, bit }| list.push((family, bit)));
            list
        })
        .collect();
    Observation {
        texts: blocks.list.iter().map(|block| context.page.slice(block.text).to_owned()).collect(),
        values: Matrix::of(context, whole, &[0.0; 7], &Weights::default()).values,
        groups: blocks.list.iter().map(|block| (context.kin_group(block.row), block.counts.words)).collect(),
        tokens,
        page: whole.values.clone(),
    }
}

/// The families of sparse features, each with the names of its bits.
pub fn token_names() -> Vec<(&'static str, Vec<&'static str>)> {
    features::FAMILIES.iter().enumerate().map(|(at, family)| (*family, crate::weigh::weights::bit_names(at))).collect()
}

/// Extracts the article of a page and writes it as JSON; gives back what the stages are called and when each was done, by
/// whatever clock.
pub fn stages<Moment: Send + 'static>(
    bytes: &[u8],
    now: impl Fn() -> Moment + Copy + Send + Sync + 'static,
) -> Vec<(&'static str, Moment)> {
    let (done, watching) = mpsc::channel();
    let telling = done.clone();
    let extractor = Extractor::default().watched(move |step| {
        if let Step::Done(stage) = step {
            let _ = telling.send((*stage, now()));
        }
    });
    let json = write::to_json(&extractor.extract_bytes(bytes, None), false);
    let _ = done.send(("write: JSON", now()));
    drop((json, done, extractor));
    watching.into_iter().collect()
}
