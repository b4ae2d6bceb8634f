//! Decides what becomes of one task: it is read, extracted and made into a document, or it fails with a reason. On any
//! thread; a panic is one task's failure. For `run`, through `engine`.

use std::any::Any;
use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::time::SystemTime;

use dechrome::options::Source;
use dechrome::{Article, Extractor};

use super::arguments::Arguments;
use super::dedup::Print;
use super::early::Shelf;
use super::engine::Job;
use super::label::{Id, Label};
use super::message;
use super::output::Form;
use super::page::Page;
use super::record::Body;
use super::task::{Place, Task};
use super::tree::Tree;

/// What all tasks of a run have in common.
pub struct Work<'a> {
    /// Extracts.
    pub extractor: Extractor,
    /// What the user asked for.
    pub arguments: &'a Arguments,
    /// What a document looks like.
    pub shape: Shape,
    /// Bytes of a page that are read.
    pub limit: usize,
    /// Where pages get files of their own.
    pub tree: Option<&'a Tree>,
    /// Whether a file's path becomes the `id` of its article.
    pub names: bool,
    /// Whether a failed input becomes a record too.
    pub failures: bool,
    /// What was done while templates were learned.
    pub shelf: Shelf,
}

/// What a document looks like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text of some form.
    Text(Form),
    /// A row of a table.
    #[cfg(feature = "parquet")]
    Row,
}

impl Shape {
    /// The shape of many documents, which nobody reads as they come.
    pub fn of_batch(arguments: &Arguments) -> Shape {
        #[cfg(feature = "parquet")]
        if arguments.to.is_table() {
            return Shape::Row;
        }
        Shape::Text(Form::chosen(arguments, false))
    }
}

/// What came of a task.
pub struct Done {
    /// How messages call the input.
    pub name: String,
    /// Where the input is, if it can be named again.
    pub place: Option<Place>,
    /// How it went.
    pub verdict: Verdict,
    /// What goes to the output.
    pub document: Option<Document>,
    /// The file of its own that the document goes into, and the time of the page.
    pub target: Option<(PathBuf, Option<SystemTime>)>,
    /// What a later article can be a duplicate of.
    pub print: Option<Print>,
    /// The library's warnings.
    pub warnings: Vec<String>,
    /// Bytes that were read.
    pub bytes: usize,
    /// Why nothing more can be written.
    pub stop: Option<io::Error>,
}

/// How a task went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is an article.
    Found,
    /// There is a document, but no article in it, and why.
    Empty(String),
    /// The input could not be read, and why.
    Failed(String),
    /// An earlier run has done it.
    Skipped,
}

/// What goes to the output.
pub enum Document {
    /// Text of some form.
    Text(String),
    /// A row of a table.
    #[cfg(feature = "parquet")]
    Row(Box<super::table::Row>),
}

/// What a task is before it becomes a document.
enum Outcome {
    Early(Box<Done>),
    Article(Label, Box<Article>, usize),
    Failed(Label, String),
    Skipped,
}

impl Job for Work<'_> {
    type Task = Assigned;
    type Done = Done;

    fn work(&self, assigned: Assigned) -> Done {
        let Assigned { task, target } = &assigned;
        let changed = self.changed(task);
        // Nothing is shared with a task but what is only read, so a panic leaves nothing broken behind.
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| match target {
            Some(Err(reason)) => Outcome::Failed(self.label(task), reason.clone()),
            Some(Ok(target)) if self.tree.is_some_and(|tree| tree.is_done(target, changed)) => Outcome::Skipped,
            _ => match self.shelf.take(task, self.extractor.options().templates.as_deref()) {
                Some(done) => Outcome::Early(Box::new(done)),
                None => self.attempt(task),
            },
        }));
        let outcome = outcome
            .unwrap_or_else(|panic| Outcome::Failed(self.label(task), format!("internal error: {}", words(&*panic))));
        let mut done = self.done(outcome, assigned.task);
        if let (Some(Ok(target)), Some(tree)) = (assigned.target, self.tree) {
            // Whether a duplicate is written is decided in the order of the input; everything else is written here, by
            // all threads at a time.
            if done.print.is_none()
                && let Some(Document::Text(text)) = done.document.take()
            {
                done.stop = done.written(tree.write(&target, &text, changed)).err();
            }
            done.target = Some((target, changed));
        }
        done
    }

    fn weight(done: &Done) -> usize {
        match &done.document {
            Some(Document::Text(text)) => text.len(),
            // An article holds its words twice, in `text` and in `blocks`.
            #[cfg(feature = "parquet")]
            Some(Document::Row(row)) => row.weight(),
            None => 0,
        }
    }
}

/// A task with the file that its article goes into, where each has its own, or why there is none.
pub struct Assigned {
    /// The task.
    pub task: Task,
    /// The file.
    pub target: Option<Result<PathBuf, String>>,
}

impl Done {
    /// A task of which nothing came yet.
    pub fn skipped(name: String, place: Option<Place>) -> Done {
        Done {
            name,
            place,
            verdict: Verdict::Skipped,
            document: None,
            target: None,
            print: None,
            warnings: Vec::new(),
            bytes: 0,
            stop: None,
        }
    }

    /// Notes how the writing of a file went. An error that every other file would meet too is given back.
    pub fn written(&mut self, written: io::Result<()>) -> io::Result<()> {
        use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match written {
            Err(error) if matches!(error.kind(), QuotaExceeded | ReadOnlyFilesystem | StorageFull) => Err(error),
            Err(error) => {
                self.verdict = Verdict::Failed(format!("its article cannot be written: {}", message::reason(&error)));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

impl Work<'_> {
    fn attempt(&self, task: &Task) -> Outcome {
        let Page { label, body, hint, source, lost } = self.read(task);
        match body {
            Ok(body) => {
                let extractor = self.extractor_for(&label, source, task);
                let mut outcome = self.extract(label, &body, hint.as_deref(), &extractor);
                body.give_back();
                if let Outcome::Article(_, article, _) = &mut outcome {
                    article.warnings.extend(lost);
                }
                outcome
            }
            Err(reason) => Outcome::Failed(label, reason),
        }
    }

    /// The extractor for an input.
    pub fn extractor_for(&self, label: &Label, source: Source, task: &Task) -> Extractor {
        let mut options = self.extractor.options().clone().source(source).known(label.known.clone());
        if let Some(url) = &label.url {
            options = options.url(url);
        }
        // An id of another type is put into the JSON as it is.
        if let Some(Id::Text(id)) = &label.id {
            options = options.id(id.as_str());
        }
        if let Some(site) = task.place().and_then(Place::site) {
            options = options.site(site);
        }
        self.extractor.with_options(options)
    }

    fn extract(&self, label: Label, body: &Body, hint: Option<&str>, extractor: &Extractor) -> Outcome {
        // What the user says outranks what a server said.
        let hint = self.arguments.encoding.as_deref().or(hint);
        let (article, bytes) = match body {
            Body::Html(text) | Body::Text(text) => (extractor.extract(text), text.len()),
            Body::Bytes(bytes) => (extractor.extract_bytes(bytes, hint), bytes.len()),
        };
        Outcome::Article(label, Box::new(article), bytes)
    }

    fn changed(&self, task: &Task) -> Option<SystemTime> {
        // Taken before the page is read: when it changes meanwhile, the next run does it again.
        self.tree?;
        fs::metadata(&task.place()?.path).ok()?.modified().ok()
    }

    /// What came of a task whose article was extracted early.
    pub fn early(&self, label: Label, article: Article, bytes: usize, task: Task) -> Done {
        self.done(Outcome::Article(label, Box::new(article), bytes), task)
    }

    fn done(&self, outcome: Outcome, task: Task) -> Done {
        let place = task.place().cloned();
        let mut done = Done::skipped(task.name, place);
        match outcome {
            Outcome::Early(early) => return *early,
            Outcome::Skipped => {}
            Outcome::Failed(label, reason) => {
                done.document = self.failures.then(|| self.failure(&label, &reason));
                done.verdict = Verdict::Failed(reason);
            }
            Outcome::Article(label, article, bytes) => {
                done.bytes = bytes;
                done.verdict = match article.text.trim().is_empty() {
                    true => Verdict::Empty(why_empty(&article.warnings)),
                    false => Verdict::Found,
                };
                done.warnings.clone_from(&article.warnings);
                if self.arguments.dedup.is_some() && done.verdict == Verdict::Found {
                    done.print = Some(Print::of(&article, label.id_text().unwrap_or_else(|| done.name.clone())));
                }
                done.document = Some(self.document(label, article));
            }
        }
        done
    }

    fn document(&self, label: Label, article: Box<Article>) -> Document {
        match self.shape {
            Shape::Text(form) => {
                let text = form.write(&article).into_owned();
                Document::Text(match form {
                    Form::Json { pretty } => label.stamp(text, pretty),
                    _ => text,
                })
            }
            #[cfg(feature = "parquet")]
            Shape::Row => Document::Row(Box::new(super::table::Row::found(label, *article))),
        }
    }

    fn failure(&self, label: &Label, reason: &str) -> Document {
        match self.shape {
            Shape::Text(_) => Document::Text(label.failure(reason)),
            #[cfg(feature = "parquet")]
            Shape::Row => Document::Row(Box::new(super::table::Row::failed(label.clone(), reason.to_owned()))),
        }
    }
}

/// What an input without an article is told, by the library's warning and by the tool.
pub const NOT_FOUND: &str = "no article found";

fn why_empty(warnings: &[String]) -> String {
    // The warning that explains it opens with the same words, which the line need not say twice.
    let reasons = warnings.iter().map(|warning| warning.strip_prefix(NOT_FOUND).unwrap_or(warning));
    let reasons: String = reasons.map(|reason| reason.trim_start_matches(": ")).collect::<Vec<_>>().join("; ");
    let colon = if reasons.is_empty() { "" } else { ": " };
    format!("{NOT_FOUND}{colon}{reasons}")
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("of an unknown kind").to_owned()
}
