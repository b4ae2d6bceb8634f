//! Decides how much time an extraction takes beside the parsing that no tool of its kind can avoid: html5ever into
//! RcDom alone, against the way from bytes to JSON, on the same pages in the same run, in turns, on one thread.
//!
//! `cargo bench --bench parse_ratio -- --gold DIR [--every N] [--repeats N]`. DIR holds folders of pages, as an
//! unpacked gold directory does; `DECHROME_GOLD` says the same. Without either the corpus is measured. With
//! `--features lab` the stages are measured one by one as well.

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dechrome::{Extractor, write};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::RcDom;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What a run is asked for.
struct Arguments {
    gold: Option<PathBuf>,
    /// Every how many pages one is measured, for a quick look.
    every: usize,
    repeats: usize,
}

/// What one page took, or all of them in one repeat.
#[derive(Clone, Copy, Default)]
struct Times {
    bytes: usize,
    parse: Duration,
    extract: Duration,
}

impl Times {
    fn ratio(self) -> f64 {
        self.extract.as_secs_f64() / self.parse.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

fn main() -> Outcome {
    let arguments = arguments()?;
    let sets = match &arguments.gold {
        Some(directory) => sets(directory)?,
        None => vec![("corpus".to_owned(), pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))?)],
    };
    if sets.is_empty() {
        return Err("no folder with pages there; are the archives unpacked?".into());
    }
    println!("{} time on one thread; ratio = extraction from bytes to JSON / html5ever into RcDom", clock_name());
    for (name, paths) in sets {
        let paths: Vec<PathBuf> = paths.into_iter().step_by(arguments.every).collect();
        measure(&name, &paths, arguments.repeats)?;
    }
    Ok(())
}

fn arguments() -> Outcome<Arguments> {
    // Five repeats show whether a median is to be trusted; more would only cost time.
    let mut found = Arguments { gold: env::var_os("DECHROME_GOLD").map(PathBuf::from), every: 1, repeats: 5 };
    let mut list = env::args().skip(1);
    while let Some(argument) = list.next() {
        let mut value = || list.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--gold" => found.gold = Some(value()?.into()),
            "--every" => found.every = value()?.parse::<usize>()?.max(1),
            "--repeats" => found.repeats = value()?.parse::<usize>()?.max(1),
            // Cargo says so of itself.
            "--bench" => {}
            _ => return Err(format!("unknown argument {argument}").into()),
        }
    }
    Ok(found)
}

/// The folders below a directory that hold pages, by name.
fn sets(directory: &Path) -> Outcome<Vec<(String, Vec<PathBuf>)>> {
    let mut sets = Vec::new();
    for folder in listing(directory)?.into_iter().filter(|path| path.is_dir()) {
        let pages = pages(&folder)?;
        if !pages.is_empty() {
            sets.push((folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), pages));
        }
    }
    Ok(sets)
}

/// The HTML files of a folder, and one folder deeper, as the corpus has them.
fn pages(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in listing(folder)? {
        let inner = path.join("page.html");
        if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        } else if inner.is_file() {
            found.push(inner);
        }
    }
    Ok(found)
}

fn listing(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn measure(name: &str, paths: &[PathBuf], repeats: usize) -> Outcome {
    let extractor = Extractor::default();
    let mut rounds = vec![Times::default(); repeats];
    let mut best = vec![Times::default(); paths.len()];
    for (round, total) in rounds.iter_mut().enumerate() {
        for (path, best) in paths.iter().zip(&mut best) {
            let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let times = times(&extractor, &bytes, round % 2 == 0);
            total.bytes += times.bytes;
            total.parse += times.parse;
            total.extract += times.extract;
            let first = round == 0;
            *best = Times {
                bytes: times.bytes,
                parse: if first { times.parse } else { best.parse.min(times.parse) },
                extract: if first { times.extract } else { best.extract.min(times.extract) },
            };
        }
    }
    report(name, rounds, paths, &best);
    #[cfg(feature = "lab")]
    shares(paths)?;
    Ok(())
}

/// Prints what each stage takes of the whole, from one more run over the pages.
#[cfg(feature = "lab")]
fn shares(paths: &[PathBuf]) -> Outcome {
    let mut stages: Vec<(&str, Duration)> = Vec::new();
    for path in paths {
        let bytes = fs::read(path)?;
        let mut last = clock();
        for (name, moment) in dechrome::laboratory::stages(&bytes, clock) {
            let took = moment.saturating_sub(last);
            match stages.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += took,
                None => stages.push((name, took)),
            }
            last = moment;
        }
    }
    let whole: f64 = stages.iter().map(|(_, sum)| sum.as_secs_f64()).sum();
    println!("  share of each stage");
    for (name, sum) in &stages {
        println!("    {:>5.1} %  {name}", 100.0 * sum.as_secs_f64() / whole.max(f64::MIN_POSITIVE));
    }
    Ok(())
}

/// Measures both ways once. Who comes first changes from round to round, so that a warm cache favours neither.
fn times(extractor: &Extractor, bytes: &[u8], parse_first: bool) -> Times {
    let text = decoded(extractor, bytes);
    let parse = || {
        timed(|| {
            let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text.as_str());
            drop(black_box(dom));
        })
    };
    let extract = || {
        timed(|| {
            black_box(write::to_json(&extractor.extract_bytes(bytes, None), false));
        })
    };
    let (parse, extract) = if parse_first {
        let parse = parse();
        (parse, extract())
    } else {
        let extract = extract();
        (parse(), extract)
    };
    Times { bytes: bytes.len(), parse, extract }
}

/// The text that the extraction decodes from the bytes, for parsing alone; not measured.
fn decoded(extractor: &Extractor, bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let label = extractor.extract_bytes(bytes, None).encoding.unwrap_or_default();
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

fn report(name: &str, rounds: Vec<Times>, paths: &[PathBuf], best: &[Times]) {
    let mut ratios: Vec<f64> = rounds.iter().map(|round| round.ratio()).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |index: usize| ratios.get(index).copied().unwrap_or_default();
    let (low, middle, high) = (at(0), at(ratios.len() / 2), at(ratios.len().saturating_sub(1)));
    let sum = |time: fn(&Times) -> Duration| rounds.iter().map(time).sum::<Duration>().as_secs_f64();
    let megabytes = rounds.iter().map(|round| round.bytes).sum::<usize>() as f64 / 1e6;
    let (parse, extract) = (sum(|round| round.parse), sum(|round| round.extract));
    println!("{name}: {} pages, {:.1} MB, {} repeats", paths.len(), megabytes / rounds.len() as f64, rounds.len());
    println!("  parse alone  {:>8.1} MB/s", megabytes / parse.max(f64::MIN_POSITIVE));
    println!("  extraction   {:>8.1} MB/s", megabytes / extract.max(f64::MIN_POSITIVE));
    println!("  ratio        {middle:>8.3} median, {low:.3} min, {high:.3} max");
    // Pages of a moment say nothing: the clock and the caches decide there.
    let worth = |times: &Times| times.parse >= Duration::from_millis(1);
    let mut slow: Vec<_> = paths.iter().zip(best).filter(|(_, times)| worth(times)).collect();
    slow.sort_by(|a, b| b.1.ratio().total_cmp(&a.1.ratio()));
    if !slow.is_empty() {
        println!("  the highest ratios of single pages, each at its best");
    }
    for (path, times) in slow.iter().take(5) {
        let milliseconds = times.extract.as_secs_f64() * 1e3;
        let file: PathBuf = path.iter().skip(path.iter().count().saturating_sub(2)).collect();
        println!("    {:>6.3}  {milliseconds:>7.1} ms  {:>8} bytes  {}", times.ratio(), times.bytes, file.display());
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = clock();
    work();
    clock().saturating_sub(start)
}

/// The CPU time of this thread.
#[cfg(unix)]
fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

#[cfg(unix)]
fn clock_name() -> &'static str {
    "CPU"
}

/// The time since the first call, where the CPU time of a thread is not at hand.
#[cfg(not(unix))]
fn clock() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

#[cfg(not(unix))]
fn clock_name() -> &'static str {
    "wall"
}
