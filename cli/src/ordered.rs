//! Work in parallel, answers in order, memory bounded.
//!
//! Each worker takes the next item under a lock and, under the same lock, adds a one-slot channel to the
//! queue. The queue is in item order; its reader waits for each answer in turn. When the queue is full,
//! workers take no more items, so a slow first document delays the others instead of letting their answers
//! pile up.

use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, Scope};

/// The maximum number of items in progress or waiting for their turn, per worker.
const WINDOW: usize = 4;

/// The items and the queue of promised answers, advanced together.
struct Feed<I, R> {
    items: I,
    line: SyncSender<Receiver<R>>,
}

impl<I: Iterator, R> Feed<I, R> {
    /// The next item and the channel for its answer. None at the end, or if the queue's reader has gone away.
    fn next(&mut self) -> Option<(I::Item, SyncSender<R>)> {
        let item = self.items.next()?;
        let (answer, promise) = sync_channel(1);
        self.line.send(promise).ok()?;
        Some((item, answer))
    }
}

/// Runs `work` over `items` on `jobs` threads and hands the answers to `take` in the order of the
/// items, until there are no more or `take` breaks. Items are taken as they are needed.
///
/// # Errors
/// If the system provides no thread at all. Fewer threads than requested are not an error.
pub fn in_order<I, R, W>(
    jobs: usize,
    items: I,
    work: W,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) -> io::Result<()>
where
    I: Iterator + Send,
    R: Send,
    W: Fn(I::Item) -> R + Sync,
{
    let (line, promises) = sync_channel(jobs.max(1) * WINDOW);
    let feed = Arc::new(Mutex::new(Feed { items, line }));
    thread::scope(|scope| {
        start(scope, jobs, feed, &work)?;
        // The queue ends when the last worker has dropped the feed. A break drops `promises`, and the workers
        // stop at their next item.
        for promise in promises {
            if promise.recv().is_ok_and(|answer| take(answer).is_break()) {
                break;
            }
        }
        Ok(())
    })
}

/// Starts the workers; at least one.
fn start<'scope, I, R, W>(
    scope: &'scope Scope<'scope, '_>,
    jobs: usize,
    feed: Arc<Mutex<Feed<I, R>>>,
    work: &'scope W,
) -> io::Result<()>
where
    I: Iterator + Send + 'scope,
    R: Send + 'scope,
    W: Fn(I::Item) -> R + Sync,
{
    for n in 0..jobs.max(1) {
        let feed = Arc::clone(&feed);
        match thread::Builder::new().spawn_scoped(scope, move || worker(&feed, work)) {
            Err(error) if n == 0 => return Err(error),
            Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(())
}

/// Works on items until there are no more.
fn worker<I: Iterator, R>(feed: &Mutex<Feed<I, R>>, work: &impl Fn(I::Item) -> R) {
    while let Some((item, answer)) = feed.lock().ok().and_then(|mut feed| feed.next()) {
        // If the receiving side has stopped, the answer is dropped.
        let _ = answer.send(work(item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn answers_come_in_the_order_of_the_items() {
        let mut got = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_millis(20_u64.saturating_sub(n)));
            n
        };
        in_order(4, 0..100, slow_first, |n| {
            got.push(n);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(got, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_slow_item_holds_back_the_taking_of_others() {
        let (jobs, answered, worst) = (2, AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..500).inspect(|n| {
            worst.fetch_max(n - answered.load(Ordering::SeqCst), Ordering::SeqCst);
        });
        let work = |n| thread::sleep(Duration::from_millis(if n == 0 { 50 } else { 0 }));
        in_order(jobs, items, work, |()| {
            answered.fetch_add(1, Ordering::SeqCst);
            ControlFlow::Continue(())
        })
        .unwrap();
        // The window, one item being added to the queue, one just taken from it.
        assert!(worst.into_inner() <= jobs * WINDOW + 2);
        assert_eq!(answered.into_inner(), 500);
    }

    #[test]
    fn breaking_off_ends_an_endless_input() {
        let mut got = 0;
        in_order(
            3,
            0..,
            |n: u32| n,
            |n| {
                got = n;
                if n == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        )
        .unwrap();
        assert_eq!(got, 10);
    }
}
