//! The laboratory: decides how good the extraction is, from gold sets and from `corpus/`, for those who work on it.
//! It uses the public API like any other caller. Its subcommands are a module each.

mod corpus;
mod eval;
mod folds;
mod gold;
mod label;
mod observe;
mod report;
mod score;

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};

/// What a subcommand gives back: nothing, or a sentence for stderr.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Measures dechrome.
#[derive(Parser)]
#[command(name = "lab")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Scores gold sets and the corpus.
    Eval(eval::Arguments),
    /// Prints every expectation of the corpus that is not met, with what was found instead.
    Corpus {
        /// Names of cases; all of them when none is given.
        cases: Vec<String>,
        /// The folder of the cases.
        #[arg(long, default_value = "corpus")]
        corpus: PathBuf,
    },
    /// Prints what `corpus/floor.json` would be for the code as it stands. It never writes the file.
    Floor {
        /// The folder of the cases.
        #[arg(long, default_value = "corpus")]
        corpus: PathBuf,
    },
    /// Writes what the stages see of the gold pages, with labels, for the trainer.
    Observe {
        /// A directory of SET.jsonl with SET/, or of SET.tar.zst.
        gold: PathBuf,
        /// Where the arrays go.
        out: PathBuf,
    },
    /// Prints how the time of an extraction divides over the stages.
    Stages {
        /// Pages.
        pages: Vec<PathBuf>,
    },
    /// Unpacks the archives of a gold directory if need be, and prints where the pages are.
    Unpack {
        /// A directory of SET.jsonl with SET/, or of SET.tar.zst.
        gold: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Eval(arguments) => eval::run(&arguments),
        Task::Corpus { cases, corpus } => failures(&corpus, &cases),
        Task::Floor { corpus } => floor(&corpus),
        Task::Observe { gold, out } => observe::run(&gold, &out),
        Task::Stages { pages } => stages(&pages),
        Task::Unpack { gold } => unpack(&gold),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lab: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A reader such as `head` that has seen enough is not a failure.
fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn failures(folder: &Path, wanted: &[String]) -> Outcome {
    let mut out = io::stdout().lock();
    let cases = corpus::cases(folder)?;
    if let Some(unknown) = wanted.iter().find(|name| cases.iter().all(|case| case.name != **name)) {
        return Err(format!("no case is named {unknown}").into());
    }
    for case in cases.iter().filter(|case| wanted.is_empty() || wanted.contains(&case.name)) {
        let expectations = case.run()?;
        let missed: Vec<_> = expectations.iter().filter(|expectation| !expectation.is_met()).collect();
        writeln!(out, "{}: {} of {} met", case.name, expectations.len() - missed.len(), expectations.len())?;
        for expectation in missed {
            writeln!(out, "  {}: {}", expectation.name, expectation.failure.as_deref().unwrap_or_default())?;
        }
    }
    Ok(())
}

fn stages(pages: &[PathBuf]) -> Outcome {
    let mut sums: Vec<(&str, f64)> = Vec::new();
    for path in pages {
        let bytes = std::fs::read(path)?;
        let mut last = Instant::now();
        for (name, moment) in dechrome::laboratory::stages(&bytes, Instant::now) {
            let time = moment.duration_since(last).as_secs_f64();
            match sums.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += time,
                None => sums.push((name, time)),
            }
            last = moment;
        }
    }
    let total: f64 = sums.iter().map(|(_, time)| time).sum();
    let mut out = io::stdout().lock();
    for (name, time) in sums {
        writeln!(out, "{name:<16} {:>6.1} %", 100.0 * time / total)?;
    }
    Ok(())
}

fn floor(folder: &Path) -> Outcome {
    let mut missed = Vec::new();
    for case in corpus::cases(folder)? {
        let expectations = case.run()?;
        let names = expectations.into_iter().filter(|expectation| !expectation.is_met()).map(|missed| missed.name);
        missed.push((case.name, names.collect()));
    }
    write!(io::stdout().lock(), "{}", corpus::floor_file(&missed))?;
    Ok(())
}

fn unpack(folder: &Path) -> Outcome {
    let names = gold::SETS.map(str::to_owned);
    writeln!(io::stdout().lock(), "{}", gold::unpacked(folder, &names)?.display())?;
    Ok(())
}
