//! Decides what a run knows of its sites' templates: learned from a file, from its own input in a pass before the others,
//! or nothing. For `run`.
//!
//! Learning has two steps, so that little is read as a whole: the first tells each page's site, by its address or the
//! start of the page, and chooses pages of sites that have several; the second looks at those, and extracts their articles
//! while it is at it.

use std::borrow::Cow;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dechrome::Extractor;
use dechrome::template::{Choice, DECLARING, Learner, Survey, Templates};

use super::arguments::Arguments;
use super::early::{Shelf, State};
use super::engine::{self, Job};
use super::input;
use super::interrupt;
use super::label::Label;
use super::outlet::Outlets;
use super::page::Page;
use super::progress::Progress;
use super::record::Body;
use super::run::Refusal;
use super::source::Source;
use super::target::Target;
use super::task::{Content, Place, Task};
use super::tree::Tree;
use super::walk::Rules;
use super::work::{Shape, Work};

/// Reads the templates of a file.
pub fn read(path: &Path) -> Result<Arc<Templates>, Refusal> {
    let text = input::text(path).map_err(Refusal::of(path))?;
    Templates::from_lines(&text).map(Arc::new).map_err(|error| Refusal::of(path)(io::Error::other(error)))
}

/// Learns from the inputs of a run and writes what was learned into a file. Gives the number of sites.
pub fn write(arguments: &Arguments, rules: &Rules, jobs: usize, path: &Path) -> Result<usize, Refusal> {
    let mut target = Target::open(Some(path)).map_err(Refusal::of(path))?;
    // A file that cannot be written is known before hours of learning.
    target.write(&[]).map_err(Refusal::of(path))?;
    let learner = match is_there_to_stay(arguments) {
        true => learn(arguments, rules, jobs, None),
        // What is piped in is read once, so every page of it is looked at.
        false => gather(arguments, rules, jobs, None, None),
    };
    let templates = learner.map_err(Refusal::of(path))?.learn();
    if interrupt::came() {
        return Ok(0);
    }
    target.write(&[&templates.to_lines()]).and_then(|()| target.close()).map_err(Refusal::of(path))?;
    Ok(templates.len())
}

/// Learns from the inputs of a run before they are extracted. What is extracted on the way goes on the shelf, but for articles
/// that are in the tree already.
pub fn before(
    arguments: &Arguments,
    rules: &Rules,
    jobs: usize,
    tree: Option<&Tree>,
    shelf: &Shelf,
) -> io::Result<Arc<Templates>> {
    Ok(Arc::new(learn(arguments, rules, jobs, Some(Early { shelf, tree }))?.learn()))
}

/// Whether the inputs can be read twice: what is piped in cannot.
pub fn is_there_to_stay(arguments: &Arguments) -> bool {
    let lists = arguments.files_from.iter();
    let mut named = arguments.paths.iter().chain(lists.clone()).peekable();
    let is_piped = |path: &PathBuf| path.as_os_str() == "-" || input::is_given_pipe(path);
    named.peek().is_some() && !named.any(is_piped) && lists.into_iter().all(|list| list.is_file())
}

fn learn(arguments: &Arguments, rules: &Rules, jobs: usize, early: Option<Early<'_>>) -> io::Result<Learner> {
    let survey = Mutex::default();
    pass(arguments, rules, jobs, Step::Survey(&survey))?;
    let choice = lock(&survey).choose();
    if choice.is_empty() { Ok(Learner::default()) } else { gather(arguments, rules, jobs, Some(&choice), early) }
}

fn gather(
    arguments: &Arguments,
    rules: &Rules,
    jobs: usize,
    choice: Option<&Choice>,
    early: Option<Early<'_>>,
) -> io::Result<Learner> {
    let learner = Mutex::default();
    pass(arguments, rules, jobs, Step::Gather(choice, &learner, early))?;
    Ok(learner.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// What is done with a page.
#[derive(Clone, Copy)]
enum Step<'a> {
    Survey(&'a Mutex<Survey>),
    Gather(Option<&'a Choice>, &'a Mutex<Learner>, Option<Early<'a>>),
}

/// Where articles go that are extracted on the way.
#[derive(Clone, Copy)]
struct Early<'a> {
    shelf: &'a Shelf,
    tree: Option<&'a Tree>,
}

impl Early<'_> {
    /// Whether a page's article is wanted.
    fn wants(self, place: &Place) -> bool {
        self.shelf.has_room() && self.tree.is_none_or(|tree| tree.is_left(place))
    }
}

/// One reading of all inputs.
struct Pass<'a> {
    work: Work<'a>,
    step: Step<'a>,
}

fn pass(arguments: &Arguments, rules: &Rules, jobs: usize, step: Step<'_>) -> io::Result<()> {
    let tasks = Source::new(arguments, rules.clone(), true, &Outlets::default())?;
    let mut progress = Progress::default();
    if arguments.shows_progress() {
        progress = Progress::learning();
    }
    let shape = Shape::of_batch(arguments);
    let extractor = Extractor::new(arguments.options());
    let most = if matches!(step, Step::Survey(_)) { DECLARING } else { usize::MAX };
    let limit = arguments.max_input.min(most);
    let shelf = Shelf::default();
    let work = Work { extractor, arguments, shape, limit, tree: None, names: true, failures: false, shelf };
    let ended = engine::run(&Pass { work, step }, jobs, &interrupt::STOP, tasks, |bytes| {
        progress.step(bytes, false);
        Ok(())
    });
    progress.end();
    ended
}

impl Job for Pass<'_> {
    type Task = Task;
    type Done = usize;

    fn work(&self, task: Task) -> usize {
        // What goes wrong here goes wrong again when the page is extracted, and is told then.
        panic::catch_unwind(AssertUnwindSafe(|| self.look(&task))).ok().flatten().unwrap_or(0)
    }

    fn weight(_: &usize) -> usize {
        size_of::<usize>()
    }
}

impl Pass<'_> {
    /// Looks at a page and says how large it is.
    fn look(&self, task: &Task) -> Option<usize> {
        let unwanted = |name: &str| matches!(self.step, Step::Gather(Some(choice), ..) if !choice.holds(name));
        let path = match &task.content {
            Content::File(place) => Some(place.path.to_string_lossy()),
            _ => None,
        };
        // A file is not even opened when its name was not chosen.
        if path.as_deref().is_some_and(unwanted) {
            return None;
        }
        let early = match (self.step, &task.content) {
            (Step::Gather(_, _, Some(early)), Content::File(place)) if early.wants(place) => {
                State::of(place).map(|state| (early.shelf, place, state))
            }
            _ => None,
        };
        let Page { label, body, hint, source, lost } = self.work.read(task);
        // Only in its turn it is told that a page was not read to its end.
        let early = early.filter(|_| lost.is_none());
        let body = body.ok()?;
        let size = body.len();
        let name = path.unwrap_or_else(|| name(&label, &body));
        if unwanted(&name) {
            return None;
        }
        let extractor = self.work.extractor_for(&label, source, task);
        let hint = self.work.arguments.encoding.as_deref().or(hint.as_deref());
        match (self.step, &body) {
            (Step::Survey(survey), _) => lock(survey).see(&site(&extractor, &body, hint)?, &name),
            (Step::Gather(_, learner, _), Body::Html(text) | Body::Text(text)) => {
                lock(learner).add(&name, extractor.outline(text));
            }
            (Step::Gather(_, learner, _), Body::Bytes(bytes)) => {
                let read = early.and_then(|early| Some((early, extractor.extract_early(bytes, hint)?)));
                if let Some(((shelf, place, state), read)) = read {
                    lock(learner).add(&name, read.outline);
                    let done = self.work.early(label, read.article, size, Task::file(place.clone()));
                    shelf.put(place.clone(), state, done, read.exposed);
                } else {
                    lock(learner).add(&name, extractor.outline_bytes(bytes, hint));
                }
            }
        }
        drop(name);
        body.give_back();
        Some(size)
    }
}

fn site(extractor: &Extractor, body: &Body, hint: Option<&str>) -> Option<String> {
    match body {
        Body::Bytes(bytes) => extractor.site(bytes, hint),
        Body::Html(text) | Body::Text(text) => extractor.site(text.as_bytes(), Some("utf-8")),
    }
}

/// What tells a record from others, wherever it stands: its own name, or else its content.
fn name<'a>(label: &Label, body: &'a Body) -> Cow<'a, str> {
    match (label.id_text(), &label.url, body) {
        (None, None, Body::Bytes(bytes)) => String::from_utf8_lossy(bytes),
        (None, None, Body::Html(text) | Body::Text(text)) => Cow::Borrowed(text),
        (id, url, _) => Cow::Owned(format!("{} {}", id.unwrap_or_default(), url.as_deref().unwrap_or_default())),
    }
}

/// A panic of another thread leaves nothing broken: a page is added or it is not.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
