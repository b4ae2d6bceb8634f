//! Decides what kind of run the arguments ask for, what is said about each input and how the run ends. For `cli::main`.

use std::io;
use std::num::NonZeroUsize;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use dechrome::Extractor;
use dechrome::template::Templates;

use super::arguments::{Arguments, Volume};
use super::desk::{Desk, Sink};
use super::early::Shelf;
use super::format::From;
use super::globs::Globs;
use super::outlet::Outlets;
use super::output::Output;
use super::progress::Progress;
use super::report::Report;
use super::source::{self, Source};
use super::task::{Content, Task};
use super::tree::Tree;
use super::walk::{Rules, Walk};
use super::work::{Assigned, Shape, Work};
use super::{engine, interrupt, learn, message};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every input gave an article.
    Complete,
    /// Some input could not be read or gave no article; the others are done.
    Incomplete,
    /// Wrong usage, or the output could not be written.
    Stopped,
    /// Somebody interrupted it.
    Interrupted,
}

impl std::convert::From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Complete => 0,
            Outcome::Incomplete => 1,
            Outcome::Stopped => 2,
            Outcome::Interrupted => interrupt::CODE,
        })
    }
}

/// What kind of run it is.
#[derive(Debug, Clone, Copy)]
struct Plan {
    /// Whether there may be any number of inputs: then there is a bar, a last line with counts, and a record for each
    /// input that fails.
    batch: bool,
    /// The extension of the files that pages get, where each gets its own.
    tree: Option<&'static str>,
    /// Whether the inputs can be counted without reading them.
    countable: bool,
}

impl Plan {
    fn of(arguments: &Arguments) -> Plan {
        let directory = arguments.paths.iter().any(|path| path.is_dir());
        let many = directory || arguments.files_from.is_some();
        let records = matches!(arguments.from, From::Jsonl | From::Warc)
            || arguments.from == From::Auto && arguments.paths.iter().any(|path| source::records(path).is_some());
        let tree = if many && arguments.output_path().is_some() { arguments.to.extension() } else { None };
        let batch =
            many || records || arguments.to.is_table() || arguments.report.is_some() || arguments.dedup.is_some();
        Plan { batch, tree, countable: directory && !records && arguments.files_from.is_none() }
    }
}

/// Runs the tool: every input in order, one article each.
pub fn run(arguments: &Arguments) -> Outcome {
    match begin(arguments) {
        Ok(outcome) => outcome,
        Err(Refusal { name, error }) => stopped(&error, &name),
    }
}

/// Why a run cannot begin.
pub struct Refusal {
    name: String,
    error: io::Error,
}

impl Refusal {
    /// What is wrong with a file.
    pub fn of(path: &Path) -> impl FnOnce(io::Error) -> Refusal {
        let name = message::name(path.as_os_str());
        |error| Refusal { name, error }
    }
}

fn begin(arguments: &Arguments) -> Result<Outcome, Refusal> {
    let plan = Plan::of(arguments);
    interrupt::outlive_large_files();
    if plan.batch || arguments.learn.is_some() {
        interrupt::watch();
    }
    check_output(arguments)?;
    let globs = Globs::new(arguments).map_err(|error| Refusal {
        name: "a pattern cannot be read".to_owned(),
        error: io::Error::other(error.to_string()),
    })?;
    let tree = tree(arguments, plan)?;
    let written = tree.as_ref().map(|tree| tree.root().to_owned());
    let written = written.or_else(|| arguments.output_path().and_then(|path| path.canonicalize().ok()));
    let rules = Rules { globs: Arc::new(globs), follow: arguments.follow, output: written };
    check_roots(arguments, &rules)?;
    let list = arguments.files_from.as_deref().unwrap_or(Path::new(""));
    // A panic is told as the failure of its input, in one line.
    panic::set_hook(Box::new(|_| {}));
    if let Some(path) = &arguments.learn {
        return learn(arguments, &rules, path);
    }
    let (templates, shelf) = templates(arguments, plan, &rules, tree.as_ref())?;
    let outlets = Outlets::default();
    let source = Source::new(arguments, rules.clone(), tree.is_none(), &outlets).map_err(Refusal::of(list))?;
    let several = plan.batch || arguments.paths.len() > 1;
    let (sink, shape) = sink(arguments, plan, several)?;
    let report = arguments.report.as_deref();
    let report = report.map(|path| Report::open(path).map_err(Refusal::of(path))).transpose()?;
    let progress = progress(arguments, plan, rules);
    outlets.add(progress.messages());
    if let Sink::Stream(output) = &sink
        && let Some(outlet) = output.outlet()
    {
        outlets.add(outlet);
    }
    let mut options = arguments.options();
    options.templates = templates;
    let work = Work {
        extractor: Extractor::new(options),
        arguments,
        shape,
        limit: arguments.max_input,
        tree: tree.as_ref(),
        names: several,
        failures: plan.batch && tree.is_none() && arguments.to.is_record(),
        shelf,
    };
    let desk = Desk::new(arguments, sink, report, progress);
    Ok(work_through(arguments, plan, &work, source, desk))
}

fn work_through(arguments: &Arguments, plan: Plan, work: &Work, source: Source, mut desk: Desk) -> Outcome {
    let most = if plan.batch { usize::MAX } else { arguments.paths.len().max(1) };
    let jobs = jobs(arguments).min(most);
    let tasks = source.map(|task| assigned(task, work.tree));
    let ended = engine::run(work, jobs, &interrupt::STOP, tasks, |done| desk.take(done, work.tree));
    desk.close(ended, plan.batch)
}

/// Threads for each processor, and on any machine, beyond which further ones only take memory: each has a stack and a heap
/// of its own, and where addresses are limited (`ulimit -v`) a process with 64 of them is ended by a failed allocation.
const MOST_JOBS: (usize, usize) = (4, 16);

/// How many threads work.
fn jobs(arguments: &Arguments) -> usize {
    let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let most = processors.saturating_mul(MOST_JOBS.0).max(MOST_JOBS.1);
    arguments.jobs.map_or(processors, NonZeroUsize::get).min(most)
}

/// Learns the sites' templates, which is all that was asked for.
fn learn(arguments: &Arguments, rules: &Rules, path: &Path) -> Result<Outcome, Refusal> {
    let sites = learn::write(arguments, rules, jobs(arguments), path)?;
    if interrupt::came() {
        return Ok(Outcome::Interrupted);
    }
    if arguments.volume() != Volume::Quiet {
        message::say(&format!("templates of {sites} sites learned"));
    }
    Ok(Outcome::Complete)
}

/// The directory of articles, where each page gets a file of its own.
fn tree(arguments: &Arguments, plan: Plan) -> Result<Option<Tree>, Refusal> {
    let output = arguments.output_path().unwrap_or(Path::new("standard output"));
    // What was left out as a duplicate is nowhere to be seen, so with it nothing counts as done.
    let force = arguments.force || arguments.dedup.is_some();
    let open = |extension| Tree::open(output, extension, force).map_err(Refusal::of(output));
    plan.tree.map(open).transpose()
}

/// The sites' templates: from a file, from the input, or none; and the documents that were made on the way.
fn templates(
    arguments: &Arguments,
    plan: Plan,
    rules: &Rules,
    tree: Option<&Tree>,
) -> Result<(Option<Arc<Templates>>, Shelf), Refusal> {
    let shelf = Shelf::default();
    let input = arguments.paths.first().map_or(Path::new("-"), PathBuf::as_path);
    let templates = match &arguments.templates {
        Some(path) => Some(learn::read(path)?),
        None if arguments.no_templates || !plan.batch || !learn::is_there_to_stay(arguments) => None,
        // All pages are learned from again, also for a few that are missing: what they lack depends on all of them. When
        // there is nothing to do, there is nothing to learn for.
        None if tree.is_some_and(|tree| !is_work_left(arguments, rules, tree)) => None,
        None => {
            let learned = learn::before(arguments, rules, jobs(arguments), tree, &shelf);
            Some(learned.map_err(Refusal::of(input))?)
        }
    };
    Ok((templates, shelf))
}

fn is_work_left(arguments: &Arguments, rules: &Rules, tree: &Tree) -> bool {
    let mut tasks = Source::new(arguments, rules.clone(), false, &Outlets::default()).into_iter().flatten();
    tasks.any(|task| match &task.content {
        Content::File(place) => tree.is_left(place),
        _ => false,
    })
}

/// A task with the file that its article goes into.
fn assigned(task: Task, tree: Option<&Tree>) -> Assigned {
    let target = match (&task.content, tree) {
        (Content::File(place), Some(tree)) => Some(tree.give(place)),
        _ => None,
    };
    Assigned { task, target }
}

fn sink(arguments: &Arguments, plan: Plan, several: bool) -> Result<(Sink, Shape), Refusal> {
    let path = arguments.output.as_deref().unwrap_or(Path::new("standard output"));
    if plan.tree.is_some() {
        return Ok((Sink::Files, Shape::of_batch(arguments)));
    }
    #[cfg(feature = "parquet")]
    if arguments.to.is_table() {
        let table = super::table::Table::open(path, arguments.explain.is_some()).map_err(Refusal::of(path))?;
        return Ok((Sink::Table(Box::new(table)), Shape::of_batch(arguments)));
    }
    let output = Output::open(arguments, several).map_err(Refusal::of(path))?;
    let form = output.form();
    Ok((Sink::Stream(output), Shape::Text(form)))
}

fn progress(arguments: &Arguments, plan: Plan, rules: Rules) -> Progress {
    if !plan.batch || !arguments.shows_progress() {
        return Progress::default();
    }
    let progress = Progress::shown();
    let paths = arguments.paths.clone();
    // How many records there are is not known before they are read.
    if plan.countable {
        progress.expect(move || paths.into_iter().map(|path| count(path, rules.clone())).sum());
    }
    progress
}

fn count(path: PathBuf, rules: Rules) -> u64 {
    if path.is_dir() { Walk::new(path, rules).count() as u64 } else { 1 }
}

/// Refuses to write over an input.
fn check_output(arguments: &Arguments) -> Result<(), Refusal> {
    let inputs = || arguments.paths.iter().chain(&arguments.files_from);
    let outputs = arguments.output.iter().chain(&arguments.report).chain(&arguments.learn);
    for output in outputs {
        // A report that is fed back in may be replaced by the next one: it is read before that appears.
        let is_list = arguments.report.as_ref() == Some(output);
        let mut inputs: Box<dyn Iterator<Item = &PathBuf>> =
            if is_list { Box::new(arguments.paths.iter()) } else { Box::new(inputs()) };
        if inputs.any(|input| same_file(input, output)) {
            let name = message::name(output.as_os_str());
            let error = io::Error::other("is an input too and would be overwritten");
            return Err(Refusal { name, error });
        }
    }
    Ok(())
}

/// Refuses to write a directory of articles into the very directory of their pages, where one would be taken for the other.
fn check_roots(arguments: &Arguments, rules: &Rules) -> Result<(), Refusal> {
    let Some(output) = &rules.output else {
        return Ok(());
    };
    match arguments.paths.iter().find(|path| path.is_dir() && path.canonicalize().is_ok_and(|path| path == *output)) {
        Some(path) => {
            let error = io::Error::other("is the directory of the pages too; the articles need one of their own");
            Err(Refusal { name: message::name(path.as_os_str()), error })
        }
        None => Ok(()),
    }
}

/// The end of a run whose output cannot be written. A reader that has seen enough, such as `head`, is no error.
pub fn stopped(error: &io::Error, name: &str) -> Outcome {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Outcome::Complete;
    }
    message::say(&format!("{name}: {}", message::reason(error)));
    Outcome::Stopped
}

/// Whether two names lead to one file that is there.
fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        // Only a file can be lost: a terminal or /dev/null may well be read and written.
        (Ok(one), Ok(other)) => one == other && one.is_file(),
        _ => false,
    }
}
