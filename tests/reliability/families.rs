//! Decides what hostile pages look like: every family of input that made some extractor slow, large or wrong, at any size.
//! For the tests, which run them small, and for the example `hostile`, which measures them large.

mod making;

use std::sync::LazyLock;

#[allow(unused_imports, reason = "not everybody who makes these pages looks for the article")]
pub use making::{ARTICLE, FOUND};

/// A family: its name and what it looks like, with about so many bytes.
pub struct Family {
    pub name: &'static str,
    make: fn(usize) -> String,
}

impl Family {
    /// A page of about this size.
    pub fn page(&self, size: usize) -> String {
        (self.make)(size)
    }
}

/// Makes the families of a list.
macro_rules! families {
    ($($name:literal $make:expr,)*) => {
        /// The families of this file.
        pub fn families() -> Vec<Family> {
            vec![$(Family { name: $name, make: $make },)*]
        }
    };
}

mod elements;
mod texts;

/// Every family.
pub static FAMILIES: LazyLock<Vec<Family>> =
    LazyLock::new(|| elements::families().into_iter().chain(texts::families()).collect());
