//! Decides how other extractors fare on the hostile families that dechrome is measured with: processor time and peak of
//! memory of each tool on each family, every run a process of its own with limits on both.
//!
//! `hostile BYTES [FAMILY...]` prints a table; `hostile --run TOOL FAMILY BYTES` is one of its runs. Linux only.

#[path = "../../../../tests/reliability/families.rs"]
mod families;
#[path = "../../../../tests/reliability/usage.rs"]
mod usage;

use std::hint::black_box;
use std::env;
use std::process::{Command, Stdio};

use families::{FAMILIES, Family};
use rustix::process::{Resource, Rlimit, setrlimit};
use usage::{peak, processor_seconds};

/// Seconds of processor time that a run may take: far more than the bar for pages of this size.
const SECONDS: u64 = 5;
/// Bytes that a run may ask for.
const MEMORY: u64 = 2 << 30;
const MIB: f64 = 1024.0 * 1024.0;

const TOOLS: [&str; 3] = ["dechrome", "dom_smoothie", "rs-trafilatura"];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--run", tool, name, size] => {
            let family = FAMILIES.iter().find(|family| family.name == *name).expect("a family of this name");
            run(tool, family, size.parse().expect("a number of bytes"));
        }
        [size, names @ ..] => {
            println!("| family | {} |", TOOLS.join(" | "));
            for family in FAMILIES.iter().filter(|family| names.is_empty() || names.contains(&family.name)) {
                let cells = TOOLS.map(|tool| child(tool, family, size));
                println!("| {} | {} |", family.name, cells.join(" | "));
            }
        }
        [] => eprintln!("hostile BYTES [FAMILY...]"),
    }
}

/// Runs a tool on a page, within the limits; prints the seconds and the peak of memory.
fn run(tool: &str, family: &Family, size: usize) {
    let page = family.page(size);
    limit(Resource::Cpu, SECONDS);
    limit(Resource::As, MEMORY);
    let start = processor_seconds();
    match tool {
        "dechrome" => {
            let article = dechrome::extract_bytes(page.as_bytes(), None);
            black_box(dechrome::write::to_json(&article, false));
        }
        "dom_smoothie" => {
            let _ = black_box(
                dom_smoothie::Readability::new(page.as_str(), None, None).and_then(|mut reader| reader.parse()),
            );
        }
        _ => {
            let _ = black_box(rs_trafilatura::extract(&page));
        }
    }
    println!("{:.2} s, {:.0} MiB", processor_seconds() - start, peak() / MIB);
}

fn limit(resource: Resource, most: u64) {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).expect("a limit can be lowered");
}

/// What a run printed, or how it ended.
fn child(tool: &str, family: &Family, size: &str) -> String {
    let mut command = Command::new(env::current_exe().expect("this program"));
    let output = command.args(["--run", tool, family.name, size]).stderr(Stdio::piped()).output().expect("a process");
    let printed = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        return printed.trim().to_owned();
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let ending = if said.contains("overflowed its stack") {
        "stack overflow"
    } else if said.contains("memory allocation") {
        "out of memory"
    } else if said.contains("panicked") {
        "panic"
    } else {
        "stopped"
    };
    format!("**{ending}**")
}
