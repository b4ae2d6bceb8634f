//! Decides which words of a command line belong together and which requests make no sense together. For `cli::main`.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};

use super::arguments::{Arguments, Dedup};
use super::format::{Explain, To};

impl Arguments {
    /// Reads the words of a command line, the tool's own name first.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(joined(words)).and_then(Arguments::checked)
    }

    /// The arguments again, or what makes no sense about them together.
    fn checked(mut self) -> Result<Arguments, clap::Error> {
        let refuse = |text: &str| Err(Arguments::command().error(ErrorKind::ArgumentConflict, text));
        if self.paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
            return refuse("standard input ('-') can be read only once");
        }
        if self.url.is_some() && self.paths.len() > 1 {
            return refuse("'--url' is the address of one page, but there are several paths");
        }
        match self.explain {
            Some(Explain::Json) if !self.to.is_record() => {
                return refuse(
                    "'--explain' is part of the JSON; leave out '--to', choose json, or say '--explain=html'",
                );
            }
            Some(Explain::Html) if !matches!(self.to, To::Json | To::Html) => {
                return refuse("'--explain=html' is HTML; leave out '--to'");
            }
            Some(Explain::Html) if self.shape.is_given() => {
                return refuse("'--explain=html' has a form of its own");
            }
            // From here on it is HTML as any other.
            Some(Explain::Html) => self.to = To::Html,
            _ => {}
        }
        if self.report.as_ref().is_some_and(|path| path.as_os_str() == "-") && self.output_path().is_none() {
            return refuse("'--report -' goes to standard output, where the articles go; choose '--output' too");
        }
        if self.dedup == Some(Dedup::Mark) && !self.to.is_record() {
            return refuse("'--dedup mark' writes into the JSON or the table; choose '--dedup skip' for texts");
        }
        #[cfg(feature = "parquet")]
        if self.to.is_table() && self.output_path().is_none() {
            return refuse("'--to parquet' needs '--output FILE'");
        }
        self.shape.checked(self.to).or_else(|text| refuse(&text).map(drop))?;
        Ok(self)
    }
}

/// Joins `--explain` with the form that follows it, so that a path may follow instead: `--explain html page.html` and
/// `--explain page.html` both mean what they look like.
fn joined(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut options = true;
    for word in words {
        let form = word.to_str().filter(|word| Explain::from_str(word, false).is_ok());
        match (form, joined.last_mut()) {
            (Some(form), Some(last)) if options && last == "--explain" => last.push(format!("={form}")),
            _ => {
                options &= word != "--";
                joined.push(word);
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::read(std::iter::once(&"dechrome").chain(words).map(OsString::from))
    }

    #[test]
    fn a_form_may_follow_explain_and_so_may_a_path() {
        for (words, explain, paths) in [
            (&["--explain"][..], Explain::Json, &[][..]),
            (&["--explain", "page.html"], Explain::Json, &["page.html"]),
            (&["--explain", "html", "page.html"], Explain::Html, &["page.html"]),
            (&["page.html", "--explain", "html"], Explain::Html, &["page.html"]),
            (&["--explain", "json", "html"], Explain::Json, &["html"]),
            (&["--explain=html", "json"], Explain::Html, &["json"]),
            (&["--explain", "--", "html"], Explain::Json, &["html"]),
            (&["--explain", "./html"], Explain::Json, &["./html"]),
            (&["--explain", "html", "-t", "html"], Explain::Html, &[]),
        ] {
            let arguments = parse(words).unwrap();
            assert_eq!(arguments.explain, Some(explain), "{words:?}");
            assert_eq!(arguments.paths, paths.iter().map(PathBuf::from).collect::<Vec<_>>(), "{words:?}");
        }
        let after = parse(&["--", "--explain", "html"]).unwrap();
        assert_eq!((after.explain, after.paths.len()), (None, 2));
    }

    #[test]
    fn requests_without_sense_are_refused() {
        for words in [
            vec!["-", "a", "-"],
            vec!["--url", "https://example.org/", "a", "b"],
            vec!["--explain", "-t", "text"],
            vec!["--explain", "html", "-t", "jsonl"],
            vec!["--explain", "html", "--standalone", "-t", "html"],
            vec!["--explain=xml"],
            vec!["--field", "titel"],
            vec!["--field", ","],
            vec!["--field", "title", "-t", "html"],
            vec!["--field", "title", "--shape", "newspaper"],
            vec!["--shape", "newspaper", "-t", "text"],
            vec!["--front-matter"],
            vec!["--report", "-"],
            vec!["--standalone", "-t", "text"],
            vec!["--width", "0", "-t", "text"],
            vec!["--links"],
            vec!["--url", "example.org/page"],
            vec!["--url", "file:///page"],
            vec!["--encoding", "utf-99"],
            vec!["--max-input", "0"],
            vec!["--deadline", "0"],
            vec!["--deadline", "soon"],
            vec!["--max-input", "12x"],
            vec!["--max-input", "99999999999999999999"],
            vec!["--max-input", "17179869184G"],
        ] {
            assert!(parse(&words).is_err(), "{words:?}");
        }
    }
}
