//! Decides which weights a page is extracted with in a cross-validation: those of the fold whose training never saw the
//! page's site. From the folder that the trainer writes; without one, the weights that ship.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dechrome::{Extractor, Options};

use crate::Outcome;

/// The weights of a cross-validation's folds.
#[derive(Default)]
pub struct Folds {
    extractors: Vec<Extractor>,
    of_page: HashMap<String, usize>,
}

impl Folds {
    /// Reads `pages.json`, which gives each page's fold, and the weights `0.txt`, `1.txt` and so on.
    pub fn read(directory: &Path) -> Outcome<Folds> {
        let read = |name: &str| {
            let path = directory.join(name);
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let of_page: HashMap<String, usize> = serde_json::from_str(&read("pages.json")?)?;
        let count = of_page.values().max().map_or(0, |last| last + 1);
        let extractors = (0..count)
            .map(|fold| Ok(Extractor::new(Options::default()).with_weights(&read(&format!("{fold}.txt"))?)?))
            .collect::<Outcome<_>>()?;
        Ok(Folds { extractors, of_page })
    }

    /// The extractor for a page.
    pub fn extractor(&self, id: &str, options: Options) -> Result<Extractor, String> {
        if self.extractors.is_empty() {
            return Ok(Extractor::new(options));
        }
        let fold = self.of_page.get(id).and_then(|fold| self.extractors.get(*fold));
        fold.map(|extractor| extractor.with_options(options)).ok_or_else(|| format!("page {id} is in no fold"))
    }
}
