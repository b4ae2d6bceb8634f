//! Decides what an interrupt (Ctrl-C) does: nothing new is begun, and when that takes too long the process ends at once,
//! after the files that are not whole are gone; and that no other signal ends it over a large file. For `run` and `target`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The exit code of an interrupted process: 128 and the number of SIGINT.
pub const CODE: u8 = 130;

/// Pages that were begun may take so long to end; somebody who interrupts waits two seconds and no longer.
const GRACE: Duration = Duration::from_millis(1200);

/// Whether an interrupt came.
pub static STOP: AtomicBool = AtomicBool::new(false);

static DRAFTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// From now on an interrupt ends the run in good order.
pub fn watch() {
    // Where no handler can be set the process ends as every other does.
    let _ = ctrlc::set_handler(|| {
        STOP.store(true, Ordering::SeqCst);
        thread::sleep(GRACE);
        // Held to the end, so that no file is begun or named any more.
        let drafts = drafts();
        for draft in drafts.iter() {
            let _ = fs::remove_file(draft);
        }
        process::exit(i32::from(CODE));
    });
}

/// From now on a file that grows past what the system allows (`ulimit -f`) is an error of its own, as on a full disk; the
/// signal that comes with it would end the process.
pub fn outlive_large_files() {
    // Where no handler can be set the process ends as every other does.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Whether an interrupt came.
pub fn came() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// Remembers a file that is not whole yet.
pub fn begun(draft: &Path) {
    drafts().insert(draft.to_owned());
}

/// Forgets a file that is whole or gone.
pub fn ended(draft: &Path) {
    drafts().remove(draft);
}

fn drafts() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}
