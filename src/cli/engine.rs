//! Decides how work is shared among threads: each takes the next task that nobody has taken, results leave in the order
//! of the tasks, and nobody runs far ahead. Knows nothing of pages; for `run`.
//!
//! There are no queues between the threads. A thread that needs a task takes it from the source itself, under a lock, and
//! one whose result is the next to leave hands over everything that is ready. So memory is bounded by the window.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait for an earlier one, for each thread: enough that one long page does not stop the others.
const WINDOW: u64 = 16;
/// Bytes of results that may wait: beyond it only the result that all wait for is worked on.
const WAITING: usize = 64 << 20;

/// What the engine asks of its caller.
pub trait Job: Sync {
    /// What there is to do.
    type Task;
    /// What came of it.
    type Done: Send;
    /// Does one task; on any thread, in any order.
    fn work(&self, task: Self::Task) -> Self::Done;
    /// Memory that a result holds while it waits.
    fn weight(done: &Self::Done) -> usize;
}

/// Works on every task with so many threads; `take` gets the results in the order of the tasks, one at a time, and its
/// first error ends the run. So does `stop`, after the tasks that were begun.
pub fn run<J: Job>(
    job: &J,
    jobs: usize,
    stop: &AtomicBool,
    source: impl Iterator<Item = J::Task> + Send,
    take: impl FnMut(J::Done) -> io::Result<()> + Send,
) -> io::Result<()> {
    let state = State {
        source: Mutex::new((0, source)),
        line: Mutex::new(Line { next: 0, weight: 0, ready: BTreeMap::new(), waiting: 0, take, end: None }),
        moved: Condvar::new(),
        window: WINDOW * jobs as u64,
    };
    thread::scope(|scope| {
        for _ in 1..jobs {
            // With fewer threads than asked for the work is done all the same.
            let _ = thread::Builder::new().spawn_scoped(scope, || state.work(job, stop));
        }
        state.work(job, stop);
    });
    match lock(&state.line).end.take() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

struct State<S, D, T> {
    /// The number of the next task, and where it comes from.
    source: Mutex<(u64, S)>,
    line: Mutex<Line<D, T>>,
    /// A result has left.
    moved: Condvar,
    window: u64,
}

/// The results on their way out.
struct Line<D, T> {
    /// The number of the result that leaves next.
    next: u64,
    /// Bytes of all that wait.
    weight: usize,
    ready: BTreeMap<u64, D>,
    /// Threads that wait until a result has left; to wake nobody takes a call of the system too.
    waiting: usize,
    take: T,
    end: Option<io::Error>,
}

impl<S: Iterator, D, T: FnMut(D) -> io::Result<()>> State<S, D, T> {
    fn work<J: Job<Task = S::Item, Done = D>>(&self, job: &J, stop: &AtomicBool) {
        while let Some((number, task)) = self.next(stop) {
            let done = job.work(task);
            let mut line = lock(&self.line);
            line.weight = line.weight.saturating_add(J::weight(&done));
            line.ready.insert(number, done);
            line.hand_over(J::weight);
            let waiting = line.waiting > 0;
            drop(line);
            if waiting {
                self.moved.notify_all();
            }
        }
        // Whoever waits for its turn sees that there is an end.
        self.moved.notify_all();
    }

    fn next(&self, stop: &AtomicBool) -> Option<(u64, S::Item)> {
        let mut source = lock(&self.source);
        let mut line = lock(&self.line);
        // The task of the result that leaves next is always given out, so somebody always moves on.
        while line.end.is_none()
            && source.0 > line.next
            && (source.0 - line.next >= self.window || line.weight > WAITING)
        {
            line.waiting += 1;
            line = self.moved.wait(line).unwrap_or_else(PoisonError::into_inner);
            line.waiting -= 1;
        }
        let ended = line.end.is_some();
        drop(line);
        if ended || stop.load(Ordering::Relaxed) {
            return None;
        }
        let task = source.1.next()?;
        let number = source.0;
        source.0 += 1;
        Some((number, task))
    }
}

impl<D, T: FnMut(D) -> io::Result<()>> Line<D, T> {
    fn hand_over(&mut self, weight: fn(&D) -> usize) {
        while self.end.is_none()
            && let Some(done) = self.ready.remove(&self.next)
        {
            self.weight = self.weight.saturating_sub(weight(&done));
            self.next += 1;
            self.end = (self.take)(done).err();
        }
    }
}

/// A panic of another thread is that thread's: what it guarded is whole, since nothing here stops halfway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Square;

    impl Job for Square {
        type Task = u64;
        type Done = u64;

        fn work(&self, task: u64) -> u64 {
            // Later tasks are quicker, so that results are ready in another order than they leave.
            for _ in 0..(1000_u64.saturating_sub(task)) * 20 {
                std::hint::black_box(task);
            }
            task * task
        }

        fn weight(_: &u64) -> usize {
            1 << 20
        }
    }

    #[test]
    fn results_leave_in_order_for_any_number_of_threads() {
        let expected: Vec<u64> = (0..1000).map(|task| task * task).collect();
        for jobs in [1, 2, 7] {
            let mut results = Vec::new();
            let take = |result| {
                results.push(result);
                Ok(())
            };
            run(&Square, jobs, &AtomicBool::new(false), 0..1000, take).unwrap();
            assert_eq!(results, expected, "{jobs}");
        }
    }

    #[test]
    fn the_first_error_ends_the_run() {
        let mut taken = 0;
        let take = |_| {
            taken += 1;
            if taken == 10 { Err(io::Error::other("full")) } else { Ok(()) }
        };
        let ended = run(&Square, 3, &AtomicBool::new(false), 0.., take);
        assert_eq!((ended.unwrap_err().to_string().as_str(), taken), ("full", 10));
    }

    #[test]
    fn a_stopped_run_takes_nothing_up() {
        let take = |_| Err(io::Error::other("something was done"));
        run(&Square, 2, &AtomicBool::new(true), 0.., take).unwrap();
    }
}
