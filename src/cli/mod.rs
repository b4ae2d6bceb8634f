//! Decides how a run of the tool begins and ends: arguments in, exit code out. For `main`; uses the library's public face only.

mod archive;
mod arguments;
mod decompress;
mod dedup;
mod desk;
mod early;
mod engine;
mod fields;
mod format;
mod globs;
mod input;
mod interrupt;
mod label;
mod learn;
mod lines;
mod list;
mod mail;
mod message;
mod outlet;
mod output;
mod packing;
mod page;
mod progress;
mod record;
mod report;
mod response;
mod rules;
mod run;
mod sender;
mod sense;
mod shape;
mod source;
#[cfg(feature = "parquet")]
mod table;
mod target;
mod task;
mod tree;
mod value;
mod walk;
mod work;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::thread;

use clap::CommandFactory;

use arguments::Arguments;
use run::Outcome;

/// Bytes of the stack that the run has: as many as Rust gives every further thread. Only the first thread is bound to the
/// system's limit (`ulimit -s`), which may be too low even for reading the arguments.
const STACK: usize = 2 << 20;

/// Runs the tool on the arguments of the process.
pub fn main() -> ExitCode {
    match thread::Builder::new().stack_size(STACK).spawn(whole) {
        Ok(running) => running.join().unwrap_or(Outcome::Stopped.into()),
        // Where there can be no second thread, the first one has to do.
        Err(_) => whole(),
    }
}

fn whole() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => return turned_away(&error).into(),
    };
    if arguments.man || arguments.completions.is_some() {
        return manual(&arguments).into();
    }
    if arguments.paths.is_empty() && arguments.files_from.is_none() && io::stdin().is_terminal() {
        return nothing_to_read().into();
    }
    run::run(&arguments).into()
}

/// Prints what clap has to say: help and version on stdout, a usage error on stderr.
fn turned_away(error: &clap::Error) -> Outcome {
    // A usage error quotes the arguments, and those can hold control characters that no terminal should see.
    let hostile = std::env::args_os().any(|argument| message::has_controls(&argument.to_string_lossy()));
    let printed = if error.use_stderr() && hostile {
        let text = error.render().to_string();
        io::stderr().write_all(message::tame(&text).as_bytes())
    } else {
        error.print()
    };
    match printed {
        Err(failure) if !error.use_stderr() => run::stopped(&failure, "standard output"),
        _ if error.use_stderr() => Outcome::Stopped,
        _ => Outcome::Complete,
    }
}

/// Prints the manual page, or the completions for a shell.
fn manual(arguments: &Arguments) -> Outcome {
    let mut command = Arguments::command();
    let mut text = Vec::new();
    let made = match arguments.completions {
        Some(shell) => {
            clap_complete::generate(shell, &mut command, "dechrome", &mut text);
            Ok(())
        }
        None => clap_mangen::Man::new(command).render(&mut text),
    };
    let printed = made.and_then(|()| {
        let mut output = io::stdout().lock();
        output.write_all(&text)?;
        output.flush()
    });
    match printed {
        Ok(()) => Outcome::Complete,
        Err(error) => run::stopped(&error, "standard output"),
    }
}

/// Somebody typed `dechrome` and nothing else: shows the help instead of waiting for a page to be typed.
fn nothing_to_read() -> Outcome {
    let help = Arguments::command().render_help();
    // Help that cannot be shown leaves nothing better to do; the exit code still tells.
    let _ = if io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) {
        write!(io::stderr(), "{}", help.ansi())
    } else {
        write!(io::stderr(), "{help}")
    };
    Outcome::Stopped
}
