//! The command line tool `dechrome`: hands the process over to `cli` and returns its exit code.

// Input must never end the tool but through an exit code; the tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)
)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
