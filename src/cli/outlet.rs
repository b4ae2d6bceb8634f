//! Decides when what is written leaves: at once where a person looks or nothing more is there to be done, and else in
//! larger pieces, for a system call for each of a million short lines takes longer than the lines. For `target` and `desk`.

use std::fmt;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that may wait.
const WAITING: usize = 32 << 10;
/// What is written later than this behind the last that left does not wait: whoever is so slow has calls to spare.
const PROMPT: Duration = Duration::from_millis(5);

/// A way out, shared by those who write and those who wait for input.
#[derive(Clone)]
pub struct Outlet(Arc<Shared>);

struct Shared {
    /// Somebody waits for input, so that nothing may be left behind.
    idle: AtomicBool,
    pending: Mutex<Pending>,
}

struct Pending {
    sink: Box<dyn Write + Send>,
    bytes: Vec<u8>,
    /// When something left last.
    left: Option<Instant>,
    prompt: bool,
    /// What went wrong while nobody could be told.
    error: Option<io::Error>,
}

impl Outlet {
    /// A way out to a sink that has no buffer of its own. With `prompt` nothing waits.
    pub fn new(sink: impl Write + Send + 'static, prompt: bool) -> Outlet {
        let pending = Pending { sink: Box::new(sink), bytes: Vec::new(), left: None, prompt, error: None };
        Outlet(Arc::new(Shared { idle: AtomicBool::new(false), pending: Mutex::new(pending) }))
    }

    /// Writes the parts of a document, which leave together.
    pub fn write(&self, parts: &[&str]) -> io::Result<()> {
        let mut pending = self.pending();
        for part in parts {
            pending.bytes.extend_from_slice(part.as_bytes());
        }
        let hurries = pending.prompt || self.0.idle.load(Ordering::SeqCst);
        let slow = || pending.left.is_none_or(|left| left.elapsed() >= PROMPT);
        if hurries || pending.bytes.len() >= WAITING || slow() { pending.flush() } else { Ok(()) }
    }

    /// Whether nothing waits, because a person looks.
    pub fn is_prompt(&self) -> bool {
        self.pending().prompt
    }

    /// Lets everything out.
    pub fn flush(&self) -> io::Result<()> {
        self.pending().flush()
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        // A panic of another thread leaves a buffer behind that is whole.
        self.0.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    fn flush(&mut self) -> io::Result<()> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.bytes.is_empty() {
            return Ok(());
        }
        let written = self.sink.write_all(&self.bytes);
        self.bytes.clear();
        self.left = Some(Instant::now());
        written.and_then(|()| self.sink.flush())
    }
}

impl fmt::Debug for Outlet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Outlet")
    }
}

/// The ways out of a run, for its input.
#[derive(Debug, Clone, Default)]
pub struct Outlets(Arc<Mutex<Vec<Outlet>>>);

impl Outlets {
    /// Adds one.
    pub fn add(&self, outlet: &Outlet) {
        self.list().push(outlet.clone());
    }

    /// A reader that lets everything out before it waits: an answer comes before the next question is read.
    pub fn before<Source>(&self, source: Source) -> Answering<Source> {
        Answering { source, outlets: self.clone() }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Outlet>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A source that lets answers out before it is read.
pub struct Answering<Source> {
    source: Source,
    outlets: Outlets,
}

impl<Source: Read> Read for Answering<Source> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let outlets: Vec<Outlet> = self.outlets.list().clone();
        for outlet in &outlets {
            // What is written from now on does not wait, and what was before leaves here.
            outlet.0.idle.store(true, Ordering::SeqCst);
            let mut pending = outlet.pending();
            pending.error = pending.flush().err();
        }
        let read = self.source.read(buffer);
        for outlet in &outlets {
            outlet.0.idle.store(false, Ordering::SeqCst);
        }
        read
    }
}
