//! Decides what may be asked for on the command line; holds the help text. For `run`.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use dechrome::options::{Favour, Limits, Options};
use dechrome::selector::{Rules, Selector};

use super::format::{Explain, From, To};
use super::shape::ShapeArguments;
use super::{rules, value};

/// The help's heading over what concerns many pages.
const BATCH: &str = "Many pages";
/// And over what is for people who know their sites.
const SELECTORS: &str = "Selectors";

const EXAMPLES: &str = include_str!("examples.txt").trim_ascii_end();

/// Turn web pages into clean articles: the text without menus, share buttons and other chrome
///
/// Reads a web page, or text that another extractor left behind, and writes its article: title, authors, dates, text,
/// images, links. The result goes to standard output and every message to standard error.
/// Nothing is fetched from the network.
#[derive(Debug, Parser)]
#[command(name = "dechrome", version, after_help = EXAMPLES, max_term_width = 100, args_override_self = true)]
pub struct Arguments {
    /// Pages, directories of pages, JSON Lines (`.jsonl`) and web archives (`.warc`) to read, also compressed with gzip,
    /// zstd or brotli; `-` is standard input, which is also read when no path is given
    #[arg(value_name = "PATH|-")]
    pub paths: Vec<PathBuf>,

    /// What the input is; `auto` goes by the name for JSON Lines and web archives, and takes the rest for HTML when it
    /// holds a tag
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = From::Auto)]
    pub from: From,

    /// What to write (`txt` and `md` will do); several texts are separated by a line that holds one form feed, on a
    /// terminal by `----`
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = To::Json)]
    pub to: To,

    /// The page's address: becomes `url`, and relative links are resolved against it
    #[arg(long, value_name = "URL", value_parser = value::page_address)]
    pub url: Option<String>,

    #[command(flatten)]
    pub shape: ShapeArguments,

    /// Rather leave a paragraph out than keep a piece of chrome
    #[arg(long, overrides_with = "recall")]
    pub precision: bool,

    /// Rather keep a piece of chrome than leave a paragraph out
    #[arg(long, overrides_with = "precision")]
    pub recall: bool,

    /// Keep what this CSS selector means too, however it is judged. May be repeated
    #[arg(long, value_name = "CSS", help_heading = SELECTORS)]
    pub keep: Vec<Selector>,

    /// Take out what this CSS selector means before anything is judged. May be repeated; beats `--keep`
    #[arg(long, value_name = "CSS", help_heading = SELECTORS)]
    pub drop: Vec<Selector>,

    /// Restrict the article to what is found inside of what this CSS selector means. May be repeated
    #[arg(long, value_name = "CSS", help_heading = SELECTORS)]
    pub only: Vec<Selector>,

    /// Read a TOML file that says such things for sites: tables named `example.org`, `*.example.org` or `*` with lists
    /// `keep`, `drop` and `only`
    #[arg(long, value_name = "FILE", value_parser = rules::read, help_heading = SELECTORS)]
    pub rules: Option<Rules>,

    /// The page's encoding, as the server named it; otherwise found from the bytes
    #[arg(long, value_name = "LABEL", value_parser = value::encoding_label)]
    pub encoding: Option<String>,

    /// Indent the JSON, of several pages too; the default for one page on a terminal
    #[arg(long, overrides_with = "compact")]
    pub pretty: bool,

    /// Write each article's JSON on one line; the default elsewhere
    #[arg(long, overrides_with = "pretty")]
    pub compact: bool,

    /// Say what was decided and why: every block with its score, the verdict, the reason and the evidence, and what the
    /// metadata was chosen from; `json`, the default, adds it to the JSON or the table, and `html` writes a page to look
    /// at. The first path may follow, unless it is called `json` or `html`
    #[arg(long, value_enum, value_name = "json|html", num_args = 0..=1, default_missing_value = "json", require_equals = true, hide_possible_values = true)]
    pub explain: Option<Explain>,

    /// Write to FILE, replacing it in one step when everything is done; `-` is standard output. Of a directory and of
    /// listed files, a directory that gets one file a page, unless the format is jsonl or parquet
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,

    /// Read also the files that FILE names, one a line; `-` is standard input. A report of `--report` will do
    #[arg(long, value_name = "FILE|-", help_heading = BATCH)]
    pub files_from: Option<PathBuf>,

    /// The names of `--files-from` end with a NUL, as `find -print0` writes them
    #[arg(short = '0', long, requires = "files_from", help_heading = BATCH)]
    pub null: bool,

    /// In directories, read only what matches; a pattern without `/` is held against the name alone. May be repeated.
    /// Without it everything is read but hidden files and those whose name says that they are no page, such as `.png`
    #[arg(long, value_name = "GLOB", help_heading = BATCH)]
    pub include: Vec<String>,

    /// In directories, leave out files and directories that match. May be repeated
    #[arg(long, value_name = "GLOB", help_heading = BATCH)]
    pub exclude: Vec<String>,

    /// In directories, read hidden files too
    #[arg(long, help_heading = BATCH)]
    pub hidden: bool,

    /// In directories, follow symbolic links
    #[arg(short = 'L', long, help_heading = BATCH)]
    pub follow: bool,

    /// Work on so many pages at a time; as many as there are processors by default, and at most four times as many or 16
    #[arg(short, long, value_name = "N", help_heading = BATCH)]
    pub jobs: Option<NonZeroUsize>,

    /// Carry the fields of a JSON Lines record that dechrome does not know through to the output
    #[arg(long, help_heading = BATCH)]
    pub carry: bool,

    /// Do again what an earlier run has done
    #[arg(long, help_heading = BATCH)]
    pub force: bool,

    /// Write a line of JSON to FILE for each input that fails or holds no article; `--files-from` reads it
    #[arg(long, value_name = "FILE", help_heading = BATCH)]
    pub report: Option<PathBuf>,

    /// Mark or leave out articles that the run has seen before, the same or nearly so
    #[arg(long, value_enum, value_name = "HOW", help_heading = BATCH)]
    pub dedup: Option<Dedup>,

    /// Keep what the pages of a site have in common, such as a box under every story; otherwise a batch learns it from
    /// its input before it begins, and leaves it out. What is piped in can be read only once and teaches nothing
    #[arg(long, help_heading = BATCH)]
    pub no_templates: bool,

    /// Leave out what FILE says that the pages of a site have in common, and learn nothing from the input
    #[arg(long, value_name = "FILE", conflicts_with = "no_templates", help_heading = BATCH)]
    pub templates: Option<PathBuf>,

    /// Learn from the input what the pages of each site have in common, write it to FILE and extract nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["no_templates", "templates", "output", "report"], help_heading = BATCH)]
    pub learn: Option<PathBuf>,

    /// Show no progress bar; without a terminal on standard error there is none anyway
    #[arg(long, help_heading = BATCH)]
    pub no_progress: bool,

    /// Print the manual page
    #[arg(long, exclusive = true)]
    pub man: bool,

    /// Print the completions for a shell
    #[arg(long, value_enum, value_name = "SHELL", exclusive = true)]
    pub completions: Option<clap_complete::Shell>,

    /// Read at most so many bytes of a page, with an optional K, M or G; the rest is cut off with a warning
    #[arg(long, value_name = "BYTES", value_parser = value::size, default_value = "64M")]
    pub max_input: usize,

    /// Set another limit, such as `depth=256` or `output=1M`; also attributes, formatting, nodes, density, json-ld, json-levels
    /// and explained
    #[arg(long, value_name = "NAME=NUMBER", value_parser = value::limit)]
    pub limit: Vec<value::Limit>,

    /// Spend at most so many seconds on a page; what is found until then is written, with a warning
    #[arg(long, value_name = "SECONDS", value_parser = value::seconds)]
    pub deadline: Option<Duration>,

    /// Say nothing about pages that fail or hold no article; the exit code still tells
    #[arg(short, long, overrides_with = "verbose")]
    pub quiet: bool,

    /// Show the warnings of every article, such as limits reached
    #[arg(short, long, overrides_with = "quiet")]
    pub verbose: bool,
}

/// What is done about an article that was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dedup {
    /// It gets `duplicate_of`
    Mark,
    /// It is left out
    Skip,
}

/// How much is said on stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volume {
    /// Only what stops the run.
    Quiet,
    /// Also inputs that failed or gave nothing.
    Normal,
    /// Also the warnings of every article.
    Verbose,
}

impl Arguments {
    /// The file or directory that is written to; none for standard output.
    pub fn output_path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// What the library is asked for; the same for every input of the run.
    pub fn options(&self) -> Options {
        let mut limits = Limits::default();
        limits.input = self.max_input;
        self.limit.iter().for_each(|limit| limit.set(&mut limits));
        let mut options = Options::default()
            .source(self.from.source())
            .explain(self.explain.is_some())
            .favour(self.favour())
            .limits(limits);
        options.deadline = self.deadline;
        options.selection.keep.clone_from(&self.keep);
        options.selection.drop.clone_from(&self.drop);
        options.selection.only.clone_from(&self.only);
        options.rules = self.rules.clone().unwrap_or_default();
        match &self.url {
            Some(url) => options.url(url),
            None => options,
        }
    }

    fn favour(&self) -> Favour {
        match (self.precision, self.recall) {
            (true, _) => Favour::Precision,
            (_, true) => Favour::Recall,
            _ => Favour::Balance,
        }
    }

    /// Whether a bar may be shown.
    pub fn shows_progress(&self) -> bool {
        !self.no_progress && self.volume() != Volume::Quiet && io::stderr().is_terminal()
    }

    /// How much is said on stderr.
    pub fn volume(&self) -> Volume {
        match (self.quiet, self.verbose) {
            (true, _) => Volume::Quiet,
            (_, true) => Volume::Verbose,
            _ => Volume::Normal,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::CommandFactory;

    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::read(std::iter::once(&"dechrome").chain(words).map(OsString::from))
    }

    #[test]
    fn the_command_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn short_names_of_formats_are_understood() {
        assert_eq!(parse(&["-t", "md"]).unwrap().to, To::Markdown);
        assert_eq!(parse(&["-t", "txt"]).unwrap().to, To::Text);
        assert_eq!(parse(&["-f", "txt"]).unwrap().from, From::Text);
    }

    #[test]
    fn the_last_of_two_opposites_wins() {
        let arguments = parse(&["--pretty", "-q", "--compact", "-v", "-t", "text", "-t", "json"]).unwrap();
        assert!(arguments.compact && !arguments.pretty);
        assert_eq!(arguments.volume(), Volume::Verbose);
        assert_eq!(arguments.to, To::Json);
    }

    #[test]
    fn the_default_limit_is_the_librarys() {
        assert_eq!(parse(&[]).unwrap().options().limits, Limits::default());
    }
}
