//! Decides how dechrome's speed compares with that of other extractors in Rust: processor time of each on the same pages,
//! in the same run, in turns, on one thread. Each gets the page as the text it wants and is asked for its main content
//! with its default options.
//!
//! `peers FILE...` prints a table; `peers --seconds FILE...` prints only dechrome's seconds, for the script that compares
//! tools in Python, and `peers --once FILE...` the same of a single run, for the one that measures batches. With
//! `peers --learned FILE...` that run first learns the templates of the pages' sites, as a caller of the library would.

use std::hint::black_box;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use dechrome::template::{DECLARING, Learner, Survey};
use dechrome::{Extractor, Options, write};
use html5ever::tendril::TendrilSink;
use rustix::time::{ClockId, clock_gettime};

/// A tool: its name, and what it does with a page. False when it gives up.
type Tool<'a> = (&'static str, Box<dyn Fn(&[u8], &str) -> bool + 'a>);

/// Times that a page is given to each tool; the best counts.
const REPEATS: usize = 3;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mode = arguments.first().filter(|first| first.starts_with("--")).cloned().unwrap_or_default();
    let seconds_only = !mode.is_empty();
    let repeats = if matches!(&*mode, "--once" | "--learned") { 1 } else { REPEATS };
    if seconds_only {
        arguments.remove(0);
    }
    // What a peer says when it panics is counted below, not printed for each page.
    panic::set_hook(Box::new(|_| {}));
    let (extractor, learning) = if mode == "--learned" { learned(&arguments) } else { (Extractor::default(), 0.0) };
    let mut tools = tools(&extractor);
    if seconds_only {
        tools.truncate(1);
    }
    let mut totals = vec![(0.0, 0_usize); tools.len()];
    let mut bytes = 0;
    for path in &arguments {
        let Ok(page) = std::fs::read(path) else {
            eprintln!("{path}: cannot be read");
            continue;
        };
        bytes += page.len();
        let text = String::from_utf8_lossy(&page);
        for ((_, run), (seconds, failed)) in tools.iter().zip(&mut totals) {
            let (best, worked) = measure(repeats, || run(&page, &text));
            *seconds += best;
            *failed += usize::from(!worked);
        }
    }
    if seconds_only {
        println!("{:.6}", totals[0].0 + learning);
        return;
    }
    println!("{} pages, {:.1} MB; processor time, best of {REPEATS}", arguments.len(), bytes as f64 / 1e6);
    println!("{:<36} {:>10} {:>10} {:>8}", "tool", "MB/s", "ratio", "failed");
    for ((name, _), (seconds, failed)) in tools.iter().zip(&totals) {
        println!("{name:<36} {:>10.1} {:>10.2} {failed:>8}", bytes as f64 / 1e6 / seconds, seconds / totals[0].0);
    }
}

/// An extractor that knows the templates of the pages' sites, and the processor time that learning them took.
fn learned(paths: &[String]) -> (Extractor, f64) {
    let plain = Extractor::default();
    let pages: Vec<_> = paths.iter().filter_map(|path| Some((path, std::fs::read(path).ok()?))).collect();
    let start = now();
    let mut survey = Survey::default();
    for (name, page) in &pages {
        if let Some(site) = plain.site(&page[..page.len().min(DECLARING)], None) {
            survey.see(&site, name);
        }
    }
    let choice = survey.choose();
    let mut learner = Learner::default();
    for (name, page) in pages.iter().filter(|(name, _)| choice.holds(name)) {
        learner.add(name, plain.outline_bytes(page, None));
    }
    let mut options = Options::default();
    options.templates = Some(Arc::new(learner.learn()));
    let learning = now() - start;
    (Extractor::new(options), learning)
}

fn tools(extractor: &Extractor) -> Vec<Tool<'_>> {
    vec![
        (
            "dechrome, bytes to JSON",
            Box::new(|page, _| !black_box(write::to_json(&extractor.extract_bytes(page, None), false)).is_empty()),
        ),
        (
            "html5ever into RcDom, parsing alone",
            Box::new(|_, text| {
                let dom = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), Default::default()).one(text);
                !black_box(dom).document.children.borrow().is_empty()
            }),
        ),
        (
            "dom_smoothie",
            Box::new(|_, text| {
                let article = dom_smoothie::Readability::new(text, None, None).and_then(|mut reader| reader.parse());
                black_box(article).is_ok()
            }),
        ),
        ("rs-trafilatura", Box::new(|_, text| black_box(rs_trafilatura::extract(text)).is_ok())),
        (
            "trafilatura (crate)",
            Box::new(|_, text| black_box(trafilatura::extract(text, &trafilatura::Options::default())).is_ok()),
        ),
    ]
}

/// The least processor time of some runs, in seconds, and whether the last one worked.
fn measure(repeats: usize, run: impl Fn() -> bool) -> (f64, bool) {
    let mut best = f64::INFINITY;
    let mut worked = false;
    for _ in 0..repeats {
        let start = now();
        worked = panic::catch_unwind(AssertUnwindSafe(&run)).unwrap_or(false);
        best = best.min(now() - start);
    }
    (best, worked)
}

fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
