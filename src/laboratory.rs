//! Decides nothing: opens the stages to the laboratory, which trains and measures with the same blocks and features as
//! at run time. Not part of the library's promise.

use crate::options::Limits;
use crate::weigh::features::{self, Token};
use crate::weigh::{Context, Matrix, Weights, Whole, whole};
use crate::{block, decode, dom, page};

/// What the stages up to weigh see of a page.
pub struct Observation {
    /// The text of every block.
    pub texts: Vec<String>,
    /// The features of every block, row by row.
    pub values: Vec<f32>,
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
    let whole = Whole::of(&context);
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
        tokens,
        page: whole.values,
    }
}

/// The families of sparse features, each with the names of its bits.
pub fn token_names() -> Vec<(&'static str, Vec<&'static str>)> {
    features::FAMILIES.iter().enumerate().map(|(at, family)| (*family, crate::weigh::weights::bit_names(at))).collect()
}
