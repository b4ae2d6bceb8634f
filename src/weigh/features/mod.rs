//! Decides the features of a block: named numbers, one row a block. Each group of features is one file; a name stands
//! beside the value it names, so the two cannot drift apart. For the trees that weigh, and for training.

mod containers;
mod own;
mod position;
mod surroundings;
mod tokens;

use crate::article::PageType;

pub use own::{has_price, has_year};
pub use tokens::FAMILIES;
#[cfg(feature = "lab")]
pub use tokens::{Token, tokens};

use super::{Context, Weights, Whole, whole};

/// The features of every block, row by row, as training wants them.
#[cfg(feature = "lab")]
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// Values, a block after another.
    pub values: Vec<f32>,
}

#[cfg(feature = "lab")]
impl Matrix {
    /// Works the features of every block out. `weights` give the sparse features their values; `types` are the
    /// probabilities of the page types.
    pub fn of(context: &Context<'_>, whole: &Whole, types: &[f32; 7], weights: &Weights) -> Matrix {
        let page = of_page(whole, types);
        let values = (0..context.blocks.len()).flat_map(|at| of_block(context, weights, at, &page)).collect();
        Matrix { values }
    }
}

/// Takes values under their names. What puts them is the same for both, so that a name cannot drift from its value, and
/// compiled for each, so that values cost no look at names.
pub trait Sink {
    /// Puts a value under a name.
    fn put(&mut self, name: &str, value: f32);
    /// Puts a value under a name of a group, such as `type_forum`.
    fn put_of(&mut self, group: &str, name: &str, value: f32);
    /// Puts a value under a name with a number, such as `up2_words`.
    fn put_nth(&mut self, group: &str, nth: usize, name: &str, value: f32);
}

/// Takes values in their order, whatever their names.
pub trait Values {
    /// Takes the next one.
    fn take(&mut self, value: f32);
}

impl<Taker: Values> Sink for Taker {
    #[inline]
    fn put(&mut self, _: &str, value: f32) {
        self.take(value);
    }
    #[inline]
    fn put_of(&mut self, _: &str, _: &str, value: f32) {
        self.take(value);
    }
    #[inline]
    fn put_nth(&mut self, _: &str, _: usize, _: &str, value: f32) {
        self.take(value);
    }
}

impl Values for Vec<f32> {
    #[inline]
    fn take(&mut self, value: f32) {
        self.push(value);
    }
}

/// Takes the names.
impl Sink for Vec<String> {
    fn put(&mut self, name: &str, _: f32) {
        self.push(name.to_owned());
    }
    fn put_of(&mut self, group: &str, name: &str, _: f32) {
        self.push(format!("{group}_{name}"));
    }
    fn put_nth(&mut self, group: &str, nth: usize, name: &str, _: f32) {
        self.push(format!("{group}{nth}_{name}"));
    }
}

/// Puts the features that differ from block to block.
pub fn fill(context: &Context<'_>, weights: &Weights, at: u32, sink: &mut impl Sink) {
    tokens::fill(context, weights, at, sink);
    own::fill(context, at, sink);
    position::fill(context, at, sink);
    surroundings::fill(context, at, sink);
    containers::fill(context, at, sink);
}

/// The features that are the same for every block of a page; they are the last columns.
pub fn of_page(whole: &Whole, types: &[f32; 7]) -> Vec<f32> {
    let mut values = Vec::with_capacity(PAGE.len() + types.len());
    fill_page(whole, types, &mut values);
    values
}

/// The features of one block with those of the page behind them.
pub fn of_block(context: &Context<'_>, weights: &Weights, block: u32, page: &[f32]) -> Vec<f32> {
    let mut values = Vec::with_capacity(names().len());
    fill(context, weights, block, &mut values);
    values.extend_from_slice(page);
    values
}

fn fill_page(whole: &Whole, types: &[f32; 7], sink: &mut impl Sink) {
    for (page_type, probability) in PageType::ALL.iter().zip(types) {
        sink.put_of("type", page_type.as_str(), *probability);
    }
    for (name, column) in PAGE.iter().zip(page_columns()) {
        sink.put(name, whole.value(*column));
    }
}

/// The features of the page that are features of every block: trees need them to tell a forum from a news story.
const PAGE: [&str; 17] = [
    "page_words",
    "page_link_density",
    "page_long_share",
    "page_long_blocks",
    "page_sentences",
    "page_paragraphs",
    "page_items",
    "page_articles",
    "page_images",
    "page_prices",
    "page_years",
    "page_longest",
    "page_group_share",
    "page_main0_share",
    "page_main0_link_density",
    "page_main0_headings",
    "page_main1_share",
];

fn page_columns() -> &'static [usize] {
    static COLUMNS: std::sync::LazyLock<Vec<usize>> =
        std::sync::LazyLock::new(|| PAGE.iter().filter_map(|name| whole::column(name)).collect());
    &COLUMNS
}

/// The names of the features, in the order of the columns.
pub fn names() -> &'static [String] {
    static NAMES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let page = crate::page::Page::default();
        let blocks = crate::block::Blocks::default();
        let context = Context::new(&page, &blocks);
        let mut names = Vec::<String>::new();
        fill(&context, &Weights::default(), 0, &mut names);
        fill_page(&Whole::of(&context, &page.head), &[0.0; 7], &mut names);
        names
    });
    &NAMES
}

/// The column of a feature.
pub fn column(name: &str) -> Option<usize> {
    names().iter().position(|known| known == name)
}

/// A share of something that may be nothing.
pub fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_name_of_its_own() {
        assert_eq!(page_columns().len(), PAGE.len());
        let mut sorted = names().to_vec();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names().len());
    }
}
