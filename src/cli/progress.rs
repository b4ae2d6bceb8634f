//! Decides what somebody at a terminal sees while a run goes on: a bar on standard error, and messages above it. For `run`.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::thread;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::message;
use super::outlet::Outlet;

/// The bar, or nothing where nobody looks, and the way out of messages.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    messages: Outlet,
    bytes: u64,
    failed: u64,
}

impl Default for Progress {
    fn default() -> Progress {
        let messages = Outlet::new(io::stderr(), io::stderr().is_terminal());
        Progress { bar: None, messages, bytes: 0, failed: 0 }
    }
}

impl Progress {
    /// The way out of messages.
    pub fn messages(&self) -> &Outlet {
        &self.messages
    }

    /// A bar on standard error.
    pub fn shown() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style("{spinner} {pos} pages  {rate}  {msg}"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar: Some(bar), ..Progress::default() }
    }

    /// A bar for the look at the sites before the work.
    pub fn learning() -> Progress {
        let progress = Progress::shown();
        if let Some(bar) = &progress.bar {
            bar.set_style(style("{spinner} learning the sites' templates  {pos} pages  {rate}"));
        }
        progress
    }

    /// Finds out beside the work how many pages there are, so that the time left can be told.
    pub fn expect(&self, count: impl FnOnce() -> u64 + Send + 'static) {
        let Some(bar) = self.bar.clone() else {
            return;
        };
        // It is not waited for: a run that ends before needs no count.
        let _ = thread::Builder::new().spawn(move || {
            bar.set_length(count());
            bar.set_style(style("{wide_bar} {pos}/{len} pages  {rate}  {msg}  {eta} left"));
        });
    }

    /// Says something in a line of its own.
    pub fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| message::say(text)),
            // Nobody is left to be told when standard error itself is gone.
            None => drop(self.messages.write(&["dechrome: ", &message::one_line(text), "\n"])),
        }
    }

    /// One more input is through.
    pub fn step(&mut self, bytes: usize, failed: bool) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
        self.failed += u64::from(failed);
        if let Some(bar) = &self.bar {
            let rate = self.bytes as f64 / bar.elapsed().as_secs_f64().max(0.1);
            bar.set_message(format!("{}/s  {} failed", HumanBytes(rate as u64), self.failed));
            bar.inc(1);
        }
    }

    /// Takes the bar away, and lets the last messages out.
    pub fn end(&self) {
        let _ = self.messages.flush();
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    // The templates are those above, and a bar of the default look would do no harm.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    // Nobody wants to know of a ten-thousandth of a page.
    style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
        let _ = write!(text, "{:.0}/s", state.per_sec());
    })
}
