//! Decides what happens to each input of a run, what is said about it and how the run ends. For `cli::main`.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use dechrome::{Article, Extractor};

use super::arguments::{Arguments, Volume};
use super::input::Input;
use super::message;
use super::output::Output;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every input gave an article.
    Complete,
    /// Some input could not be read or gave no article; the others are done.
    Incomplete,
    /// Wrong usage, or the output could not be written.
    Stopped,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Complete => 0,
            Outcome::Incomplete => 1,
            Outcome::Stopped => 2,
        })
    }
}

/// Runs the tool: every input in order, one article each.
pub fn run(arguments: &Arguments) -> Outcome {
    if let Some(path) = arguments.output.as_deref()
        && arguments.paths.iter().any(|input| same_file(input, path))
    {
        message::say(&format!("{}: is an input too and would be overwritten", message::name(path.as_os_str())));
        return Outcome::Stopped;
    }
    let mut output = match Output::open(arguments) {
        Ok(output) => output,
        Err(error) => {
            let name = arguments.output.as_ref().map(|path| message::name(path.as_os_str()));
            return stopped(&error, &name.unwrap_or_default());
        }
    };
    let extractor = Extractor::new(arguments.options());
    let mut outcome = Outcome::Complete;
    for input in Input::list(&arguments.paths) {
        let article = match article(&extractor, &input, arguments) {
            Ok(article) => article,
            Err(error) => {
                outcome = Outcome::Incomplete;
                if arguments.volume() != Volume::Quiet {
                    message::say(&format!("{}: {}", input.name(), message::reason(&error)));
                }
                continue;
            }
        };
        if !report(&article, &input, arguments.volume()) {
            outcome = Outcome::Incomplete;
        }
        if let Err(error) = output.write(&article) {
            return stopped(&error, &output.name());
        }
    }
    let name = output.name();
    match output.close() {
        Ok(()) => outcome,
        Err(error) => stopped(&error, &name),
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

fn article(extractor: &Extractor, input: &Input, arguments: &Arguments) -> io::Result<Article> {
    let bytes = input.read(extractor.options().limits.input)?;
    let mut article = extractor.extract_bytes(&bytes, arguments.encoding.as_deref());
    if arguments.paths.len() > 1 {
        article.id = Some(input.id());
    }
    Ok(article)
}

/// What an input without an article is told, by the library's warning and by the tool.
const NOT_FOUND: &str = "no article found";

/// Says what there is to say about an article; returns whether it is one.
fn report(article: &Article, input: &Input, volume: Volume) -> bool {
    let found = !article.text.trim().is_empty();
    if !found && volume != Volume::Quiet {
        // The warning that explains it opens with the same words, which the line need not say twice.
        let reasons = article.warnings.iter().map(|warning| warning.strip_prefix(NOT_FOUND).unwrap_or(warning));
        let reasons: String = reasons.map(|reason| reason.trim_start_matches(": ")).collect::<Vec<_>>().join("; ");
        let colon = if reasons.is_empty() { "" } else { ": " };
        message::say(&format!("{}: {NOT_FOUND}{colon}{reasons}", input.name()));
    }
    if found && volume == Volume::Verbose {
        for warning in &article.warnings {
            message::say(&format!("{}: warning: {warning}", input.name()));
        }
    }
    found
}

/// Whether two names lead to one file that is there.
fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        // Only a file can be lost: a terminal or /dev/null may well be read and written.
        (Ok(one), Ok(other)) => one == other && one.is_file(),
        _ => false,
    }
}
