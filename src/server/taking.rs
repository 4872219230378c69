//! How long a client may take to take an answer. It is the task of a call that looks after it: only who holds the task can reset the
//! stream while HTTP/2 waits for the client.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task_local;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

task_local! {
    static CURRENT: Arc<Taking>;
}

/// What of a call's answer was given to HTTP/2 and is not written to the client yet.
#[derive(Debug, Default)]
pub(super) struct Taking {
    pieces: AtomicUsize,
    bytes: AtomicUsize,
    /// When all of it should be taken.
    due: Mutex<Option<Instant>>,
    changed: Notify,
}

impl Taking {
    /// That of the call whose task this is; a new one outside of such tasks.
    pub(super) fn current() -> Arc<Self> {
        CURRENT.try_with(Arc::clone).unwrap_or_default()
    }

    /// Bytes of the answer that are not taken yet.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Acquire)
    }

    /// Gives out a piece that has to be taken in this time.
    pub(super) fn give(&self, bytes: usize, limit: Duration) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + limit);
        self.bytes.fetch_add(bytes, Ordering::AcqRel);
        self.pieces.fetch_add(1, Ordering::AcqRel);
        self.changed.notify_one();
    }

    /// A piece was taken, or nobody will any more.
    pub(super) fn taken(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::AcqRel);
        self.pieces.fetch_sub(1, Ordering::AcqRel);
        self.changed.notify_one();
    }

    /// Whether the time is over and something is not taken.
    pub(super) fn is_late(&self) -> bool {
        self.due().is_some_and(|due| due <= Instant::now())
    }

    /// When what is given out should be taken; none when nothing is.
    fn due(&self) -> Option<Instant> {
        let due = *self.due.lock().unwrap_or_else(PoisonError::into_inner);
        due.filter(|_| self.pieces.load(Ordering::Acquire) > 0)
    }

    /// Waits until something is not taken in time.
    async fn late(&self) {
        loop {
            match self.due() {
                None => self.changed.notified().await,
                Some(due) => {
                    tokio::select! {
                        () = sleep_until(due) => {}
                        () = self.changed.notified() => {}
                    }
                }
            }
            if self.is_late() {
                return;
            }
        }
    }
}

/// Runs the task of a call until its answer is taken, or not taken in time.
pub(super) async fn watched(call: impl Future<Output: Send>, connection: CancellationToken) {
    let taking = Arc::new(Taking::default());
    let task = async {
        let mut call = pin!(call);
        tokio::select! {
            biased;
            _ = call.as_mut() => {}
            // Where the body is asked once more it says so, and the stream is reset. Where HTTP/2 still waits for room
            // it has nothing of the answer, and dropping the call resets the stream.
            () = taking.late() => std::future::poll_fn(|context| {
                let _ = call.as_mut().poll(context);
                Poll::Ready(())
            }).await,
        }
    };
    CURRENT.scope(Arc::clone(&taking), task).await;
    rest(&taking, &connection).await;
}

/// Runs a connection of HTTP/1, over which answers go out one after the other, until one is not taken in time.
pub(super) async fn watched_in_turn(connection: impl Future<Output = ()>) {
    let taking = Arc::new(Taking::default());
    tokio::select! {
        () = CURRENT.scope(Arc::clone(&taking), connection) => {}
        () = taking.late() => {}
    }
}

/// Waits for the end of an answer that HTTP/2 has taken over. Nobody can reset its stream any more, so that what is late ends
/// the connection: whatever fits one window is late only when the whole connection stands still.
async fn rest(taking: &Taking, connection: &CancellationToken) {
    while let Some(due) = taking.due() {
        let left = due.saturating_duration_since(Instant::now());
        if timeout(left, taking.changed.notified()).await.is_err() && taking.is_late() {
            return connection.cancel();
        }
    }
}
