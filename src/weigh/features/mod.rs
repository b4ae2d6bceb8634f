//! Decides the features of a block: named numbers, one row a block. Each group of features is one file; a name stands
//! beside the value it names, so the two cannot drift apart. For the trees that weigh, and for training.

mod containers;
mod own;
mod position;
mod surroundings;
mod tokens;

pub use own::has_price;
pub use tokens::{FAMILIES, Token, tokens};

use super::{Context, Weights};

/// The features of every block, row by row.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// Features a block.
    pub columns: usize,
    /// Values, a block after another.
    pub values: Vec<f32>,
}

impl Matrix {
    /// Works the features of every block out.
    /// `weights` give the sparse features their values.
    pub fn of(context: &Context<'_>, weights: &Weights) -> Matrix {
        let columns = names().len();
        let mut sink = Sink { values: Vec::with_capacity(columns * context.blocks.list.len()), names: None };
        for at in 0..context.blocks.len() {
            fill(context, weights, at, &mut sink);
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
    /// Puts a value under a name.
    #[inline]
    pub fn put(&mut self, name: &str, value: f32) {
        if let Some(names) = &mut self.names {
            names.push(name.to_owned());
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

fn fill(context: &Context<'_>, weights: &Weights, at: u32, sink: &mut Sink) {
    tokens::fill(context, weights, at, sink);
    own::fill(context, at, sink);
    position::fill(context, at, sink);
    surroundings::fill(context, at, sink);
    containers::fill(context, at, sink);
}

/// The names of the features, in the order of the columns.
pub fn names() -> &'static [String] {
    static NAMES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let page = crate::page::Page::default();
        let blocks = crate::block::Blocks::default();
        let mut sink = Sink { values: Vec::new(), names: Some(Vec::new()) };
        fill(&Context::new(&page, &blocks), &Weights::default(), 0, &mut sink);
        sink.names.unwrap_or_default()
    });
    &NAMES
}

/// The column of a feature.
pub fn column(name: &str) -> Option<usize> {
    names().iter().position(|known| known == name)
}

/// A share of something that may be nothing.
fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
