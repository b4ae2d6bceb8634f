//! Makes and measures hostile pages: `hostile list`, `hostile make FAMILY BYTES` prints a page,
//! `hostile measure BYTES [FAMILY...]` prints a table of processor time and peak memory at this size and twice of it,
//! `hostile count BYTES [FAMILY...]` one of the instructions that valgrind counts, and
//! `hostile late MILLISECONDS BYTES [FAMILY...]` one of the processor time by which a deadline is overrun. Every run is a
//! process of its own, in a thread with a stack of 256 KiB. Linux only, for the peak of memory.

#[path = "../tests/reliability/families.rs"]
mod families;
#[path = "../tests/reliability/usage.rs"]
mod usage;

use std::io::Write;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, io, thread};

use dechrome::{Extractor, Options};

use families::{FAMILIES, FOUND, Family};
use usage::{peak, processor_seconds};

const STACK: usize = 256 << 10;
/// Seconds by which a call may be late.
const LATEST: f64 = 0.05;
/// Runs of which the one that overran its deadline least counts.
const REPEATS: usize = 3;
const MIB: f64 = 1024.0 * 1024.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["list"] => FAMILIES.iter().for_each(|family| println!("{}", family.name)),
        ["make", name, size] => {
            let page = find(name).page(bytes(size));
            io::stdout().write_all(page.as_bytes()).expect("the page can be written");
        }
        ["run", name, size] => run(find(name), bytes(size)),
        // Without a clock, which cannot be read under valgrind.
        ["extract", name, size] => {
            let page = find(name).page(bytes(size));
            println!("{}", in_small_stack(move || extract(&page)).0);
        }
        ["measure", size, names @ ..] => return judge(names, |family| measure(family, bytes(size))),
        ["overrun", milliseconds, name, size] => overrun(find(name), bytes(size), bytes(milliseconds)),
        ["late", milliseconds, size, names @ ..] => {
            return judge(names, |family| late(family, bytes(size), milliseconds));
        }
        ["count", size, names @ ..] => return judge(names, |family| count(family, bytes(size))),
        _ => {
            eprintln!(
                "hostile list | make FAMILY BYTES | measure BYTES [FAMILY...] | count BYTES [FAMILY...] | late MILLISECONDS BYTES [FAMILY...]"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Holds some families, or all, to the bar.
fn judge(names: &[&str], within: impl Fn(&Family) -> bool) -> ExitCode {
    let chosen = FAMILIES.iter().filter(|family| names.is_empty() || names.contains(&family.name));
    let failed = chosen.filter(|family| !within(family)).count();
    if failed > 0 {
        eprintln!("{failed} families are over the bar");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn find(name: &str) -> &'static Family {
    FAMILIES.iter().find(|family| family.name == name).expect("a family of this name")
}

fn bytes(written: &str) -> usize {
    written.parse().expect("a number of bytes")
}

/// Extracts one page; prints its size, the seconds of processor time, the peak of memory and the size of the JSON.
fn run(family: &Family, size: usize) {
    let page = family.page(size);
    let length = page.len();
    let work = move || {
        let start = processor_seconds();
        let (written, found) = extract(&page);
        (processor_seconds() - start, written, found)
    };
    let (seconds, written, found) = in_small_stack(work);
    println!("{length} {seconds} {} {written} {found}", peak());
}

/// Extracts a page; gives the size of what is written of it, and whether the article was found.
fn extract(page: &str) -> (usize, bool) {
    let article = dechrome::extract_bytes(page.as_bytes(), None);
    let json = dechrome::write::to_json(&article, false);
    let markdown = dechrome::write::to_markdown(&article);
    (json.len() + markdown.len(), article.text.contains(FOUND))
}

fn in_small_stack<Found: Send + 'static>(work: impl FnOnce() -> Found + Send + 'static) -> Found {
    thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread").join().expect("no panic")
}

/// Measures a family at a size and twice of it, and says whether it is within the bar.
fn measure(family: &Family, size: usize) -> bool {
    let (Some(once), Some(twice)) = (child(family, size), child(family, 2 * size)) else {
        println!("| {} | **failed** |", family.name);
        return false;
    };
    let mebibytes = twice.length / MIB;
    let slow = twice.seconds > f64::max(2.0, 1.0 + 0.25 * mebibytes);
    let large = twice.peak / MIB > 64.0 + 32.0 * mebibytes;
    let grows = twice.seconds > 2.3 * once.seconds + 0.15;
    let mark = |bad: bool| if bad { "**" } else { "" };
    println!(
        "| {} | {mebibytes:.1} | {1}{2:.2}{1} | {3}{4:.2}{3} | {5}{6:.0}{5} | {7:.2} | {8} |",
        family.name,
        mark(slow),
        twice.seconds,
        mark(grows),
        if once.seconds > 0.0 { twice.seconds / once.seconds } else { 0.0 },
        mark(large),
        twice.peak / MIB,
        twice.written / twice.length,
        if twice.found { "yes" } else { "no" },
    );
    !(slow || large || grows)
}

/// Prints by how many milliseconds of processor time a deadline was overrun, without an explanation and with one: the least
/// of some runs each. A clock on the wall would also count what the machine does for others meanwhile.
fn overrun(family: &Family, size: usize, milliseconds: usize) {
    let page = family.page(size);
    let allowed = Duration::from_millis(milliseconds as u64);
    for explain in [false, true] {
        let extractor = Extractor::new(Options::default().deadline(allowed).explain(explain));
        let mut least = f64::INFINITY;
        for _ in 0..REPEATS {
            let start = Instant::now();
            let watch = thread::spawn(move || {
                thread::sleep(allowed);
                processor_seconds()
            });
            let article = extractor.extract_bytes(page.as_bytes(), None);
            let (early, ended) = (start.elapsed().as_secs_f64() - allowed.as_secs_f64(), processor_seconds());
            let over = ended - watch.join().expect("the watch");
            least = least.min(if early < 0.0 { early } else { over });
            drop(article);
            if least <= LATEST {
                break;
            }
        }
        print!("{} ", least * 1e3);
    }
}

/// Says how far a family overruns a deadline, and whether that is within the bar.
fn late(family: &Family, size: usize, milliseconds: &str) -> bool {
    let program = env::current_exe().expect("this program");
    let output = Command::new(program).args(["overrun", milliseconds, family.name, &size.to_string()]).output();
    let said = output.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let over: Vec<f64> = said.split_whitespace().filter_map(|over| over.parse().ok()).collect();
    let [plain, explained] = over[..] else {
        println!("| {} | **failed** |", family.name);
        return false;
    };
    let within = plain.max(explained) <= LATEST * 1e3;
    let mark = if within { "" } else { "**" };
    println!("| {} | {mark}{plain:.0}{mark} | {mark}{explained:.0}{mark} |", family.name);
    within
}

/// Counts the instructions of a family at a size and twice of it, beyond those of its smallest page, and says whether their
/// growth is within the bar.
fn count(family: &Family, size: usize) -> bool {
    let [Some(fixed), Some(once), Some(twice)] = [0, size, 2 * size].map(|size| instructions(family, size)) else {
        println!("| {} | **failed** |", family.name);
        return false;
    };
    let growth = (twice - fixed) / (once - fixed);
    let mark = if growth > 2.3 { "**" } else { "" };
    println!("| {} | {:.0} | {mark}{growth:.2}{mark} |", family.name, (twice - fixed) / (2 * size) as f64);
    growth <= 2.3
}

/// The instructions of a run, as valgrind counts them.
fn instructions(family: &Family, size: usize) -> Option<f64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    let output =
        valgrind.arg(env::current_exe().ok()?).args(["extract", family.name, &size.to_string()]).output().ok()?;
    let said = String::from_utf8(output.stderr).ok().filter(|_| output.status.success())?;
    said.lines().find_map(|line| line.split_once("refs:")?.1.trim().replace(',', "").parse().ok())
}

struct Measured {
    length: f64,
    seconds: f64,
    peak: f64,
    written: f64,
    found: bool,
}

fn child(family: &Family, size: usize) -> Option<Measured> {
    let program = env::current_exe().ok()?;
    let output = Command::new(program).args(["run", family.name, &size.to_string()]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut fields = text.split_whitespace();
    let mut number = || fields.next()?.parse().ok();
    let (length, seconds, peak, written) = (number()?, number()?, number()?, number()?);
    Some(Measured { length, seconds, peak, written, found: fields.next() == Some("true") })
}
