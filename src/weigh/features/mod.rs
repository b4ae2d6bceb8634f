//! Decides the features of a block: named numbers, one row a block. Each group of features is one file; a name stands
//! beside the value it names, so the two cannot drift apart. For the trees that weigh, and for training.

mod containers;
mod own;
mod position;
mod surroundings;
mod tokens;

use crate::article::PageType;

pub use own::{has_price, has_year};
#[cfg(feature = "lab")]
pub use tokens::tokens;
pub use tokens::{FAMILIES, Token};

use super::{Context, Weights, Whole, whole};

/// The features of every block, row by row.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// Features a block.
    pub columns: usize,
    /// Values, a block after another.
    pub values: Vec<f32>,
}

impl Matrix {
    /// Works the features of every block out. `weights` give the sparse features their values; `types` are the
    /// probabilities of the page types.
    pub fn of(context: &Context<'_>, whole: &Whole, types: &[f32; 7], weights: &Weights) -> Matrix {
        Matrix::part(context, whole, types, weights, 0..context.blocks.len())
    }

    /// The same for some of the blocks.
    pub fn part(
        context: &Context<'_>,
        whole: &Whole,
        types: &[f32; 7],
        weights: &Weights,
        blocks: std::ops::Range<u32>,
    ) -> Matrix {
        let columns = names().len();
        let mut sink = Sink::values(columns * blocks.len());
        for at in blocks {
            fill(context, whole, types, weights, at, &mut sink);
        }
        Matrix { columns, values: sink.values }
    }

    /// The features of one block.
    pub fn row(&self, block: usize) -> &[f32] {
        self.values.get(block * self.columns..(block + 1) * self.columns).unwrap_or_default()
    }
}

/// Takes values, and names when they are asked for.
pub struct Sink {
    values: Vec<f32>,
    names: Option<Vec<String>>,
}

impl Sink {
    /// Takes values only.
    pub fn values(capacity: usize) -> Sink {
        Sink { values: Vec::with_capacity(capacity), names: None }
    }

    /// Takes names too.
    pub fn names() -> Sink {
        Sink { values: Vec::new(), names: Some(Vec::new()) }
    }

    /// The values.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// The names.
    pub fn into_names(self) -> Vec<String> {
        self.names.unwrap_or_default()
    }

    /// Puts a value under a name.
    #[inline]
    pub fn put(&mut self, name: &str, value: f32) {
        if let Some(names) = &mut self.names {
            names.push(name.to_owned());
        }
        self.values.push(value);
    }

    /// Puts a value under a name of a group, such as `type_forum`.
    #[inline]
    pub fn put_of(&mut self, group: &str, name: &str, value: f32) {
        if let Some(names) = &mut self.names {
            names.push(format!("{group}_{name}"));
        }
        self.values.push(value);
    }

    /// Puts a value under a name with a number, such as `up2_words`.
    #[inline]
    pub fn put_nth(&mut self, group: &str, nth: usize, name: &str, value: f32) {
        if let Some(names) = &mut self.names {
            names.push(format!("{group}{nth}_{name}"));
        }
        self.values.push(value);
    }
}

fn fill(context: &Context<'_>, whole: &Whole, types: &[f32; 7], weights: &Weights, at: u32, sink: &mut Sink) {
    tokens::fill(context, weights, at, sink);
    own::fill(context, at, sink);
    position::fill(context, at, sink);
    surroundings::fill(context, at, sink);
    containers::fill(context, at, sink);
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
        let mut sink = Sink::names();
        fill(&context, &Whole::of(&context), &[0.0; 7], &Weights::default(), 0, &mut sink);
        sink.into_names()
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
