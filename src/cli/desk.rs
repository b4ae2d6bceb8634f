//! Decides what happens with what came of each input, in the order of the inputs: it is written, counted, told and
//! reported. For `run`.

use std::io;

use super::arguments::{Arguments, Dedup, Volume};
use super::dedup::Seen;
use super::interrupt;
use super::label;
use super::message;
use super::output::Output;
use super::progress::Progress;
use super::report::Report;
use super::run::{Outcome, stopped};
use super::tree::Tree;
use super::work::{Document, Done, Verdict};

/// Where documents go.
pub enum Sink {
    /// One after another into a file or to standard output.
    Stream(Output),
    /// Each into a file of its own.
    Files,
    /// Into a table.
    #[cfg(feature = "parquet")]
    Table(Box<super::table::Table>),
}

/// Where everything that came of a run ends.
pub struct Desk {
    sink: Sink,
    report: Option<Report>,
    /// The report's name, for a message when it cannot be written.
    report_name: String,
    /// What it was that could not be written.
    broken: Option<String>,
    progress: Progress,
    volume: Volume,
    dedup: Option<(Dedup, Seen)>,
    counts: Counts,
}

/// How many inputs went how.
#[derive(Debug, Default)]
struct Counts {
    found: u64,
    empty: u64,
    failed: u64,
    skipped: u64,
}

impl Desk {
    /// A desk for a run.
    pub fn new(arguments: &Arguments, sink: Sink, report: Option<Report>, progress: Progress) -> Desk {
        let report_name = arguments.report.as_ref().map(|path| message::name(path.as_os_str())).unwrap_or_default();
        let dedup = arguments.dedup.map(|dedup| (dedup, Seen::default()));
        let counts = Counts::default();
        Desk { sink, report, report_name, broken: None, progress, volume: arguments.volume(), dedup, counts }
    }

    /// Takes what came of the next input. An error is one of the output, and ends the run.
    pub fn take(&mut self, mut done: Done, tree: Option<&Tree>) -> io::Result<()> {
        let written = match done.stop.take() {
            Some(error) => Err(error),
            None if self.is_left_out(&mut done) => Ok(()),
            None => self.write(&mut done, tree),
        };
        if let (Err(_), Sink::Files, Some(tree)) = (&written, &self.sink, tree) {
            self.broken = Some(message::name(tree.root().as_os_str()));
        }
        written?;
        let failed = matches!(done.verdict, Verdict::Empty(_) | Verdict::Failed(_));
        self.tell(&done);
        match &done.verdict {
            Verdict::Found => self.counts.found += 1,
            Verdict::Skipped => self.counts.skipped += 1,
            Verdict::Empty(_) => self.counts.empty += 1,
            Verdict::Failed(_) => self.counts.failed += 1,
        }
        self.progress.step(done.bytes, failed);
        if let (Some(report), Verdict::Empty(reason) | Verdict::Failed(reason)) = (&mut self.report, &done.verdict) {
            let added = report.add(&done.name, done.place.as_ref(), reason);
            return added.inspect_err(|_| self.broken = Some(self.report_name.clone()));
        }
        Ok(())
    }

    /// Whether an article goes nowhere because it was seen before; one that stays is marked where that was asked for.
    fn is_left_out(&mut self, done: &mut Done) -> bool {
        let (Some((dedup, seen)), Some(print)) = (&mut self.dedup, done.print.take()) else {
            return false;
        };
        let Some(first) = seen.before(print) else {
            return false;
        };
        match dedup {
            Dedup::Skip => {
                done.verdict = Verdict::Skipped;
                true
            }
            Dedup::Mark => {
                match &mut done.document {
                    Some(Document::Text(json)) => {
                        let pretty = json.starts_with("{\n");
                        label::append(json, "duplicate_of", &label::quoted(first), pretty);
                    }
                    #[cfg(feature = "parquet")]
                    Some(Document::Row(row)) => row.duplicate_of = Some(first.to_owned()),
                    None => {}
                }
                false
            }
        }
    }

    fn write(&mut self, done: &mut Done, tree: Option<&Tree>) -> io::Result<()> {
        let Some(document) = done.document.take() else {
            return Ok(());
        };
        match (&mut self.sink, document) {
            (Sink::Stream(output), Document::Text(text)) => {
                output.write(&text).inspect_err(|_| self.broken = Some(output.name()))
            }
            #[cfg(feature = "parquet")]
            (Sink::Table(table), Document::Row(row)) => {
                table.add(*row).inspect_err(|_| self.broken = Some(table.name()))
            }
            (Sink::Files, Document::Text(text)) => {
                if let (Some(tree), Some((target, changed))) = (tree, &done.target) {
                    let written = tree.write(target, &text, *changed);
                    done.written(written)?;
                }
                Ok(())
            }
            // What is made is made for the sink.
            #[cfg(feature = "parquet")]
            _ => Ok(()),
        }
    }

    fn tell(&self, done: &Done) {
        match (&done.verdict, self.volume) {
            (Verdict::Empty(reason) | Verdict::Failed(reason), Volume::Normal | Volume::Verbose) => {
                self.progress.say(&format!("{}: {reason}", done.name));
            }
            (Verdict::Found, Volume::Verbose) => {
                for warning in &done.warnings {
                    self.progress.say(&format!("{}: warning: {warning}", done.name));
                }
            }
            _ => {}
        }
    }

    /// Ends the run: files get their names, and in a batch the counts are told.
    pub fn close(self, ended: io::Result<()>, batch: bool) -> Outcome {
        let Desk { sink, report, report_name, broken, progress, volume, counts, .. } = self;
        progress.end();
        let interrupted = interrupt::came();
        let ended = ended.map_err(|error| (error, broken.unwrap_or_default()));
        // An interrupted run leaves no output that looks whole, but what it found out is worth keeping.
        let ended = ended.and_then(|()| if interrupted { Ok(()) } else { sink.close() });
        let reported = report.map_or(Ok(()), |report| report.close().map_err(|error| (error, report_name)));
        let outcome = match ended.and(reported) {
            Err((error, name)) => stopped(&error, &name),
            Ok(()) if interrupted => Outcome::Interrupted,
            Ok(()) if counts.empty + counts.failed > 0 => Outcome::Incomplete,
            Ok(()) => Outcome::Complete,
        };
        if batch && volume != Volume::Quiet && outcome != Outcome::Stopped {
            message::say(&counts.line());
        }
        outcome
    }
}

impl Sink {
    fn close(self) -> Result<(), (io::Error, String)> {
        match self {
            Sink::Stream(output) => {
                let name = output.name();
                output.close().map_err(|error| (error, name))
            }
            #[cfg(feature = "parquet")]
            Sink::Table(table) => {
                let name = table.name();
                table.close().map_err(|error| (error, name))
            }
            Sink::Files => Ok(()),
        }
    }
}

impl Counts {
    fn line(&self) -> String {
        let failed = self.failed + self.empty;
        let without = if self.empty > 0 { format!(" ({} without an article)", self.empty) } else { String::new() };
        format!("{} ok, {failed} failed{without}, {} skipped", self.found, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_everything() {
        let counts = Counts { found: 5, empty: 0, failed: 1, skipped: 2 };
        assert_eq!(counts.line(), "5 ok, 1 failed, 2 skipped");
        let counts = Counts { empty: 3, ..counts };
        assert_eq!(counts.line(), "5 ok, 4 failed (3 without an article), 2 skipped");
    }
}
