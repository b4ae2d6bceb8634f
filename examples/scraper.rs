//! Shows how a scraper uses the library: one extractor for all its threads, saved pages in, a line a page out.
//!
//! ```text
//! cargo run --example scraper -- front.html story.html=https://example.org/story
//! ```
//!
//! Every argument is the path of a saved page, with `=` and its address where that is known.
//! Printed are the title and the first sentence of each page, in the order of the arguments.

use std::env;
use std::fs;
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dechrome::{Article, Extractor, Options};

/// A page that the scraper saved earlier.
struct SavedPage {
    path: String,
    url: Option<String>,
}

fn main() -> ExitCode {
    let pages: Vec<SavedPage> = env::args().skip(1).map(SavedPage::from_argument).collect();
    if pages.is_empty() {
        eprintln!("usage: scraper PATH[=URL]...");
        return ExitCode::from(2);
    }
    // Made once: an extractor holds its options and nothing of any page, so every thread may use it at the same time.
    let extractor = Extractor::new(Options::default());
    let mut failed = false;
    for (page, result) in pages.iter().zip(extract_all(&extractor, &pages)) {
        match result {
            Ok(article) => println!("{}", summary(&article)),
            Err(reason) => {
                failed = true;
                eprintln!("{}: {reason}", page.path);
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

/// Extracts every page on all processors; the results stand in the order of the pages.
fn extract_all(extractor: &Extractor, pages: &[SavedPage]) -> Vec<Result<Article, String>> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(pages.len());
    // Each thread takes the next page that nobody has taken, so that one long page does not keep others waiting.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(page) = pages.get(index) else {
                return done;
            };
            done.push((index, page.article(extractor)));
        }
    };
    let mut results: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        // Extraction does not panic; should anything else, the panic goes on here instead of losing pages.
        let join = |worker: thread::ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        workers.into_iter().flat_map(join).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

impl SavedPage {
    fn from_argument(argument: String) -> SavedPage {
        match argument.split_once("=http") {
            Some((path, rest)) => SavedPage { path: path.to_owned(), url: Some(format!("http{rest}")) },
            None => SavedPage { path: argument, url: None },
        }
    }

    /// Extraction itself cannot fail, only reading can; a page that holds no article gives empty text and a warning.
    fn article(&self, extractor: &Extractor) -> Result<Article, String> {
        // Bytes, not text: finding the encoding is the library's work.
        let bytes = fs::read(&self.path).map_err(|error| error.to_string())?;
        let article = match &self.url {
            // An address belongs to one page: the shared options with that address resolve its relative links.
            Some(url) => extractor.with_options(extractor.options().clone().url(url)).extract_bytes(&bytes, None),
            None => extractor.extract_bytes(&bytes, None),
        };
        if article.text.is_empty() { Err(article.warnings.join("; ")) } else { Ok(article) }
    }
}

fn summary(article: &Article) -> String {
    let title = article.title.as_deref().unwrap_or("(no title)");
    format!("{title}: {}", first_sentence(&article.text))
}

/// The text up to the first full stop that white space follows, or the first full stop of a script that needs none.
fn first_sentence(text: &str) -> &str {
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let ends = match letter {
            '.' | '!' | '?' => letters.peek().is_none_or(|(_, following)| following.is_whitespace()),
            '。' | '！' | '？' | '؟' | '۔' => true,
            _ => false,
        };
        if ends {
            return text.get(..start + letter.len_utf8()).unwrap_or(text);
        }
    }
    text
}
