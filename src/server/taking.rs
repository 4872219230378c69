//! Limits how long a client may take to read an answer. The call's task enforces the limit, because only it can reset the stream
//! while HTTP/2 waits for the client.

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

/// The part of a call's answer that was handed to HTTP/2 and has not been written to the client yet.
#[derive(Debug, Default)]
pub(super) struct Taking {
    pieces: AtomicUsize,
    bytes: AtomicUsize,
    /// When all of it should have been written.
    due: Mutex<Option<Instant>>,
    changed: Notify,
}

impl Taking {
    /// The state of the call whose task this is; a new one outside such tasks.
    pub(super) fn current() -> Arc<Self> {
        CURRENT.try_with(Arc::clone).unwrap_or_default()
    }

    /// Bytes of the answer that have not been written yet.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Acquire)
    }

    /// Records a piece that must be written within this time.
    pub(super) fn give(&self, bytes: usize, limit: Duration) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + limit);
        self.bytes.fetch_add(bytes, Ordering::AcqRel);
        self.pieces.fetch_add(1, Ordering::AcqRel);
        self.changed.notify_one();
    }

    /// Records that a piece was written, or can no longer be delivered.
    pub(super) fn taken(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::AcqRel);
        self.pieces.fetch_sub(1, Ordering::AcqRel);
        self.changed.notify_one();
    }

    /// Whether the time is over and not everything has been written.
    pub(super) fn is_late(&self) -> bool {
        self.due().is_some_and(|due| due <= Instant::now())
    }

    /// When the outstanding pieces should have been written; none if there are none.
    fn due(&self) -> Option<Instant> {
        let due = *self.due.lock().unwrap_or_else(PoisonError::into_inner);
        due.filter(|_| self.pieces.load(Ordering::Acquire) > 0)
    }

    /// Waits until a piece is late.
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

/// Runs the task of a call until its answer has been written or is late.
pub(super) async fn watched(call: impl Future<Output: Send>, connection: CancellationToken) {
    let taking = Arc::new(Taking::default());
    let task = async {
        let mut call = pin!(call);
        tokio::select! {
            biased;
            _ = call.as_mut() => {}
            // If the body is polled again, it reports the error and the stream is reset. If HTTP/2 is still waiting for capacity, it
            // has no part of the answer, and dropping the call resets the stream.
            () = taking.late() => std::future::poll_fn(|context| {
                let _ = call.as_mut().poll(context);
                Poll::Ready(())
            }).await,
        }
    };
    CURRENT.scope(Arc::clone(&taking), task).await;
    rest(&taking, &connection).await;
}

/// Runs an HTTP/1 connection, which sends answers one after the other, until an answer is late.
pub(super) async fn watched_in_turn(connection: impl Future<Output = ()>) {
    let taking = Arc::new(Taking::default());
    tokio::select! {
        () = CURRENT.scope(Arc::clone(&taking), connection) => {}
        () = taking.late() => {}
    }
}

/// Waits for the end of an answer that HTTP/2 holds completely. Its stream can no longer be reset, so a late answer closes the
/// connection. An answer that fits into one window is late only if the whole connection is stalled.
async fn rest(taking: &Taking, connection: &CancellationToken) {
    while let Some(due) = taking.due() {
        let left = due.saturating_duration_since(Instant::now());
        if timeout(left, taking.changed.notified()).await.is_err() && taking.is_late() {
            return connection.cancel();
        }
    }
}
