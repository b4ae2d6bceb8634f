//! Decides which documents are kept that were made while templates were learned: a page that has to be parsed as a whole to be
//! learned from is extracted at once, and where its site's template turns out to change nothing, that is all. For `learn`,
//! which puts them here, and `work`, which takes them.

use std::collections::HashMap;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use dechrome::template::{Exposed, Templates};

use super::engine::Job;
use super::task::{Content, Place, Task};
use super::work::{Done, Work};

/// Documents that wait for their place in the output.
#[derive(Default)]
pub struct Shelf(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    weight: usize,
    waiting: HashMap<Place, Waiting>,
}

struct Waiting {
    done: Done,
    exposed: Exposed,
    state: State,
}

/// What tells that a file is still the one that was read.
#[derive(PartialEq, Eq)]
pub struct State {
    size: u64,
    changed: Option<SystemTime>,
}

impl State {
    /// How a file is now; taken before it is read, so that a later change is seen.
    pub fn of(place: &Place) -> Option<State> {
        let metadata = fs::metadata(&place.path).ok()?;
        Some(State { size: metadata.len(), changed: metadata.modified().ok() })
    }
}

/// Bytes of documents that wait. Those of the 398 gold pages that are learned from take 14 MB; a page for which there is no
/// room is only learned from, and extracted in its turn.
const ROOM: usize = 32 << 20;
/// What a document takes beside its text: its names, the lines of it that a template could change, what its text has room for.
const OVERHEAD: usize = 4 << 10;

impl Shelf {
    /// Whether another document may wait.
    pub fn has_room(&self) -> bool {
        self.inner().weight < ROOM
    }

    /// Lets a document wait.
    pub fn put(&self, place: Place, state: State, done: Done, exposed: Exposed) {
        let mut inner = self.inner();
        let weight = weight(&done);
        // A page that is named twice waits once.
        if inner.waiting.insert(place, Waiting { done, exposed, state }).is_none() {
            inner.weight += weight;
        }
    }

    /// The document of a task, if it was made early, no template changes it, and its page is as it was.
    pub fn take(&self, task: &Task, templates: Option<&Templates>) -> Option<Done> {
        let Content::File(place) = &task.content else {
            return None;
        };
        let mut inner = self.inner();
        let waiting = inner.waiting.remove(place)?;
        inner.weight = inner.weight.saturating_sub(weight(&waiting.done));
        drop(inner);
        let stands = templates.is_none_or(|templates| templates.spare(&waiting.exposed));
        (stands && State::of(place).as_ref() == Some(&waiting.state)).then_some(waiting.done)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic of another thread leaves nothing broken: a document is put here or it is not.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn weight(done: &Done) -> usize {
    Work::weight(done) + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::work::Verdict;
    use dechrome::template::Learner;
    use dechrome::{Extractor, Options};

    const PAGE: &str = "<article><p>The ferry to the northern islands left the harbour an hour late on Monday, because the \
                        crew had waited for a doctor who was held up by snow.</p></article>";

    fn done(name: &str) -> Done {
        Done { verdict: Verdict::Found, ..Done::skipped(name.to_owned(), None) }
    }

    fn exposed() -> Exposed {
        Extractor::new(Options::default().site("s")).extract_early(PAGE.as_bytes(), None).unwrap().exposed
    }

    /// The templates of a site whose pages all say the same.
    fn templates() -> Templates {
        let extractor = Extractor::new(Options::default().site("s"));
        let mut learner = Learner::default();
        for at in 0..2 {
            let page = format!("{PAGE}<p>Page number {at} of all of them</p>");
            learner.add(&at.to_string(), extractor.outline(&page));
        }
        learner.learn()
    }

    #[test]
    fn only_what_stands_is_taken() {
        let folder = std::env::temp_dir().join(format!("dechrome-shelf-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let place = |name: &str| Place { path: folder.join(name), root: Some(folder.clone()) };
        let shelf = Shelf::default();
        for name in ["same", "larger", "touched", "gone"] {
            fs::write(place(name).path, PAGE).unwrap();
            shelf.put(place(name), State::of(&place(name)).unwrap(), done(name), exposed());
        }
        fs::write(place("larger").path, PAGE.repeat(2)).unwrap();
        fs::remove_file(place("gone").path).unwrap();
        let taken = |name: &str, templates: Option<&Templates>| {
            shelf.take(&Task::file(place(name)), templates).map(|done| done.name)
        };
        assert_eq!(taken("touched", Some(&templates())), None);
        assert_eq!(taken("same", Some(&Templates::default())), Some("same".to_owned()));
        assert_eq!(taken("same", None), None, "it is there once");
        assert_eq!((taken("larger", None), taken("gone", None)), (None, None));
        assert_eq!(shelf.inner().weight, 0);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn room_has_an_end() {
        let shelf = Shelf::default();
        let put = |at: usize| {
            let place = Place { path: at.to_string().into(), root: None };
            shelf.put(place, State { size: 0, changed: None }, done(""), Exposed::default());
        };
        (0..ROOM / OVERHEAD - 1).for_each(put);
        assert!(shelf.has_room());
        put(0);
        assert!(shelf.has_room(), "a page that is named twice waits once");
        put(usize::MAX);
        assert!(!shelf.has_room());
    }
}
