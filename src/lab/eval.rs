//! Decides what is measured in one evaluation: extracts every page of the gold sets on all cores and scores it, checks
//! the corpus, and hands the result to the report.

use std::fs;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dechrome::template::{Learner, Templates};
use dechrome::{Article, Extractor, Options, write};
use serde_json::Value;

use crate::folds::Folds;
use crate::gold::{self, Record, Set};
use crate::score::{self, Metadata, Snippets, WordScore};
use crate::{Outcome, corpus, report};

/// What an evaluation is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The gold: a directory of SET.jsonl with SET/, or of SET.tar.zst. Without it only the corpus is scored.
    gold: Option<PathBuf>,
    /// The sets to score.
    #[arg(long, value_delimiter = ',', default_value = "pages,segments")]
    sets: Vec<String>,
    /// How many of the worst pages to list.
    #[arg(long, default_value_t = 20)]
    worst: usize,
    /// Writes every figure, page by page too, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes the articles as DIR/SET.jsonl, which is what the reference scorer reads.
    #[arg(long, value_name = "DIR")]
    predictions: Option<PathBuf>,
    /// Weights of a cross-validation, as the trainer writes them: each page is then extracted with weights that have
    /// never seen its site.
    #[arg(long, value_name = "DIR")]
    folds: Option<PathBuf>,
    /// Learns the templates of sites from all pages of a set before it scores them, as a batch does.
    #[arg(long)]
    templates: bool,
    /// The folder of the corpus cases.
    #[arg(long, default_value = "corpus")]
    corpus: PathBuf,
}

/// What came out for one page.
pub struct Page {
    /// Its record's id.
    pub id: String,
    /// Its address, if known.
    pub url: String,
    /// The page type a person gave it.
    pub page_type: Option<String>,
    /// The page type the extraction gave it.
    pub predicted_type: &'static str,
    /// Words against the full text, where the gold has one.
    pub words: Option<WordScore>,
    /// Snippets found.
    pub snippets: Snippets,
    /// Metadata met.
    pub metadata: Metadata,
    /// Whether the extraction panicked, which it never may.
    pub panicked: bool,
}

/// A set with its pages in the order of the records.
pub struct Scored {
    /// The set's name.
    pub name: String,
    /// Its pages.
    pub pages: Vec<Page>,
}

/// A corpus case with what it expects.
pub struct Checked {
    /// The case's name.
    pub name: String,
    /// Its expectations.
    pub expectations: Vec<corpus::Expectation>,
}

/// Scores what is asked for and prints the report.
pub fn run(arguments: &Arguments) -> Outcome {
    let mut sets = Vec::new();
    let folds = arguments.folds.as_deref().map(Folds::read).transpose()?.unwrap_or_default();
    if let Some(directory) = &arguments.gold {
        let directory = gold::unpacked(directory, &arguments.sets)?;
        for name in &arguments.sets {
            let set = Set::read(&directory, name)?;
            let templates = if arguments.templates { Some(Arc::new(learn(&set)?)) } else { None };
            sets.push(score_set(&set, &folds, templates.as_ref(), arguments.predictions.as_deref())?);
        }
    }
    let mut cases = Vec::new();
    for case in corpus::cases(&arguments.corpus)? {
        cases.push(Checked { expectations: case.run()?, name: case.name });
    }
    let mut out = io::stdout().lock();
    for set in &sets {
        report::set(&mut out, set, arguments.worst)?;
    }
    report::corpus(&mut out, &cases, arguments.worst)?;
    out.flush()?;
    if let Some(path) = &arguments.json {
        let figures: serde_json::Map<String, Value> = sets
            .iter()
            .map(|set| (set.name.clone(), report::set_json(set)))
            .chain([("corpus".to_owned(), report::corpus_json(&cases))])
            .collect();
        let json = serde_json::to_string_pretty(&figures)? + "\n";
        fs::write(path, json).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let panicked = sets.iter().flat_map(|set| &set.pages).filter(|page| page.panicked).count();
    if panicked > 0 { Err(format!("the extraction panicked on {panicked} pages").into()) } else { Ok(()) }
}

/// Learns the templates of sites from all pages of a set.
fn learn(set: &Set) -> Outcome<Templates> {
    let mut learner = Learner::default();
    for record in &set.records {
        let options = record.url.iter().fold(Options::default(), Options::url);
        learner.add(&record.id, Extractor::new(options).outline_bytes(&set.page(record)?, None));
    }
    Ok(learner.learn())
}

/// Extracts and scores the pages of a set on all cores.
fn score_set(
    set: &Set,
    folds: &Folds,
    templates: Option<&Arc<Templates>>,
    predictions: Option<&Path>,
) -> Outcome<Scored> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(record) = set.records.get(at) else { return Ok::<_, String>(done) };
            let bytes = set.page(record).map_err(|error| error.to_string())?;
            let (page, article) = score_page(&bytes, record, folds, templates)?;
            // The articles are only kept when somebody wants to read them.
            let line = predictions.map(|_| write::to_json(&article, false));
            done.push((at, page, line));
        }
    };
    let mut done = Vec::with_capacity(set.records.len());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            done.extend(worker.join().map_err(|_| "a worker panicked".to_owned())??);
        }
        Ok::<(), String>(())
    })?;
    done.sort_by_key(|(at, ..)| *at);
    if let Some(directory) = predictions {
        fs::create_dir_all(directory)?;
        let lines: Vec<&str> = done.iter().filter_map(|(.., line)| line.as_deref()).collect();
        fs::write(directory.join(format!("{}.jsonl", set.name)), lines.join("\n") + "\n")?;
    }
    Ok(Scored { name: set.name.clone(), pages: done.into_iter().map(|(_, page, _)| page).collect() })
}

fn score_page(
    bytes: &[u8],
    record: &Record,
    folds: &Folds,
    templates: Option<&Arc<Templates>>,
) -> Result<(Page, Article), String> {
    let mut options = Options::default().id(&record.id);
    if let Some(url) = &record.url {
        options = options.url(url);
    }
    options.templates = templates.cloned();
    let extractor = folds.extractor(&record.id, options)?;
    let attempt = panic::catch_unwind(AssertUnwindSafe(|| extractor.extract_bytes(bytes, None)));
    let panicked = attempt.is_err();
    if panicked {
        eprintln!("lab: the extraction of {} panicked", record.id);
    }
    let article = attempt.unwrap_or_else(|_| extractor.extract(""));
    let page = Page {
        id: record.id.clone(),
        url: record.url.clone().unwrap_or_default(),
        page_type: record.page_type.clone(),
        predicted_type: article.page_type.as_str(),
        words: record.text.as_deref().map(|text| score::word_score(&article.text, text)),
        snippets: match record.text {
            Some(_) => score::snippets(&article.text, record),
            None => score::segments(&article.text, record),
        },
        metadata: score::metadata(&article, record),
        panicked,
    };
    Ok((page, article))
}
