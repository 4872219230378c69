//! Work in parallel, answers in order, memory bounded.
//!
//! Workers take the items in turn. The worker whose answer is next in order delivers it, together with the answers that
//! were waiting after it. So no thread only waits, and no thread is woken for each answer. If too many answers wait, no
//! worker takes another item: a slow document delays the others instead of letting their answers pile up.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex};
use std::thread;

/// The maximum number of items in progress or waiting for their turn, per worker.
const WINDOW: usize = 4;

/// Runs `work` over `items` on `jobs` threads, the caller's included, and passes the answers to `take` in the order of the
/// items, until there are no more items or `take` breaks. Items are taken as they are needed. If the system provides fewer
/// threads than requested, the others do the work.
pub fn in_order<I, R, W, T>(jobs: usize, items: I, work: W, take: T)
where
    I: Iterator + Send,
    R: Send,
    W: Fn(I::Item) -> R + Sync,
    T: FnMut(R) -> ControlFlow<()> + Send,
{
    let jobs = jobs.max(1);
    let feed = Mutex::new((0, items));
    let line = Line::new(jobs * WINDOW, take);
    thread::scope(|scope| {
        for _ in 1..jobs {
            let _ = thread::Builder::new().spawn_scoped(scope, || worker(&feed, &line, &work));
        }
        worker(&feed, &line, &work);
    });
}

/// Takes items until there are no more, or `take` has broken.
fn worker<I: Iterator, R, T: FnMut(R) -> ControlFlow<()>>(
    feed: &Mutex<(usize, I)>,
    line: &Line<R, T>,
    work: &impl Fn(I::Item) -> R,
) {
    while let Some((index, item)) = next(feed, line) {
        let mut place = Place { line, index, answer: None };
        place.answer = Some(work(item));
    }
}

/// The next item and its index, once there is room for its answer; nothing at the end.
fn next<I: Iterator, R, T: FnMut(R) -> ControlFlow<()>>(
    feed: &Mutex<(usize, I)>,
    line: &Line<R, T>,
) -> Option<(usize, I::Item)> {
    let mut feed = feed.lock().ok()?;
    line.room_for(feed.0)?;
    let item = feed.1.next()?;
    feed.0 += 1;
    Some((feed.0 - 1, item))
}

/// The place of an item's answer in the line. Dropping it fills the place, even if the work panicked, so the line never stalls.
struct Place<'l, R, T: FnMut(R) -> ControlFlow<()>> {
    line: &'l Line<R, T>,
    index: usize,
    answer: Option<R>,
}

impl<R, T: FnMut(R) -> ControlFlow<()>> Drop for Place<'_, R, T> {
    fn drop(&mut self) {
        self.line.put(self.index, self.answer.take());
    }
}

/// Answers that wait for their turn.
struct Line<R, T> {
    state: Mutex<State<R, T>>,
    moved: Condvar,
    window: usize,
}

struct State<R, T> {
    /// The index of the first answer in `waiting`.
    head: usize,
    /// The answers from the head on: outer `None` if the work continues, inner `None` if it panicked.
    waiting: VecDeque<Option<Option<R>>>,
    /// Receives the answers. A worker takes it out while it delivers answers.
    take: Option<T>,
    /// Whether `take` has broken off.
    broken: bool,
}

impl<R, T: FnMut(R) -> ControlFlow<()>> Line<R, T> {
    fn new(window: usize, take: T) -> Self {
        let state =
            State { head: 0, waiting: VecDeque::with_capacity(window), take: Some(take), broken: false };
        Self { state: Mutex::new(state), moved: Condvar::new(), window }
    }

    /// Waits until the answer with this index is within the window; nothing if `take` has broken.
    fn room_for(&self, index: usize) -> Option<()> {
        let state = self.state.lock().ok()?;
        let full = |state: &mut State<R, T>| !state.broken && index >= state.head + self.window;
        let state = self.moved.wait_while(state, full).ok()?;
        (!state.broken).then_some(())
    }

    /// Stores an answer, and delivers all answers whose turn it is, unless another worker is doing so.
    fn put(&self, index: usize, answer: Option<R>) {
        let Ok(mut state) = self.state.lock() else { return };
        let place = index - state.head;
        if place >= state.waiting.len() {
            state.waiting.resize_with(place + 1, || None);
        }
        if let Some(waiting) = state.waiting.get_mut(place) {
            *waiting = Some(answer);
        }
        let Some(mut take) = state.take.take() else { return };
        while let Some(answer) = state.first() {
            drop(state);
            // It may write and block. The other workers continue.
            let flow = answer.map_or(ControlFlow::Continue(()), &mut take);
            let Ok(locked) = self.state.lock() else { return };
            state = locked;
            state.broken |= flow.is_break();
            self.moved.notify_all();
        }
        state.take = Some(take);
    }
}

impl<R, T> State<R, T> {
    /// The first answer, if it is ready and `take` has not broken.
    fn first(&mut self) -> Option<Option<R>> {
        if self.broken || !matches!(self.waiting.front(), Some(Some(_))) {
            return None;
        }
        self.head += 1;
        self.waiting.pop_front()?
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
        });
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
        });
        // The window, one being put into the line, one just taken out of it.
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
        );
        assert_eq!(got, 10);
    }

    #[test]
    fn a_panic_of_one_item_delays_no_other() {
        let got = Mutex::new(Vec::new());
        let work = |n: u32| {
            // Without the panic hook, so that the test prints nothing.
            if n == 3 {
                std::panic::resume_unwind(Box::new(()));
            }
            n
        };
        let run = || {
            in_order(4, 0..50, work, |n| {
                got.lock().unwrap().push(n);
                ControlFlow::Continue(())
            });
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
        let got = got.into_inner().unwrap();
        assert_eq!(got, (0..50).filter(|n| *n != 3).collect::<Vec<_>>());
    }

    #[test]
    fn one_job_answers_on_its_own_thread() {
        let own = thread::current().id();
        in_order(1, 0..5, |_| assert_eq!(thread::current().id(), own), |()| ControlFlow::Continue(()));
    }
}
