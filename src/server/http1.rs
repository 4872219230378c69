//! HTTP/1 on one connection. Requests are answered one after the other, with bounded buffers and time limits.
//!
//! hyper's own header timeout also closes idle connections, so this module keeps the times.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::server::conn::http1::Builder;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use super::settings::Settings;

/// The smallest buffer that hyper accepts.
const LEAST_BUFFER: usize = 8 << 10;

/// HTTP/1 with these settings.
pub(super) fn protocol(settings: &Settings) -> Builder {
    let head = settings.max_header_list_bytes as usize;
    let mut protocol = Builder::new();
    // Answers are written without copying, so that a piece is dropped when it has been written.
    protocol
        .writev(true)
        .max_header_size(head)
        .max_buf_size(head.max(LEAST_BUFFER))
        .header_read_timeout(None);
    protocol
}

/// The state of a connection.
#[derive(Clone, Copy, Debug)]
enum Stand {
    /// Idle since then.
    Waiting(Instant),
    /// Receiving the head of a request since then.
    Head(Instant),
    /// Processing a call, or sending its answer.
    Call,
}

/// Tracks the states of a connection: a request head arrives, the call runs, it is answered, and so on.
#[derive(Debug)]
pub(super) struct Turns {
    stand: Mutex<Stand>,
    changed: Notify,
}

impl Turns {
    /// The tracker of a connection on which a request head has begun to arrive.
    pub(super) fn begun() -> Arc<Self> {
        Arc::new(Self { stand: Mutex::new(Stand::Head(Instant::now())), changed: Notify::new() })
    }

    /// Records that a head is complete. The call's turn lasts until the returned value is dropped.
    pub(super) fn call(self: &Arc<Self>) -> Turn {
        self.set(Stand::Call);
        Turn(Arc::clone(self))
    }

    /// Waits until a head takes longer than `head`, or the connection is idle longer than `idle`.
    pub(super) async fn over(&self, head: Duration, idle: Duration) {
        loop {
            let due = match self.stand() {
                Stand::Waiting(since) => Some(since + idle),
                Stand::Head(since) => Some(since + head),
                Stand::Call => None,
            };
            tokio::select! {
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => return,
                () = self.changed.notified() => {}
            }
        }
    }

    /// Records that bytes have arrived.
    fn heard(&self) {
        let mut stand = self.stand.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*stand, Stand::Waiting(_)) {
            *stand = Stand::Head(Instant::now());
            self.changed.notify_one();
        }
    }

    fn stand(&self) -> Stand {
        *self.stand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, stand: Stand) {
        *self.stand.lock().unwrap_or_else(PoisonError::into_inner) = stand;
        self.changed.notify_one();
    }
}

/// The turn of a call and its answer.
#[derive(Debug)]
pub(super) struct Turn(Arc<Turns>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.set(Stand::Waiting(Instant::now()));
    }
}

/// A stream that reports arriving bytes to its turns.
#[derive(Debug)]
pub(super) struct Heard<S> {
    stream: S,
    turns: Arc<Turns>,
}

impl<S> Heard<S> {
    /// Wraps a stream.
    pub(super) const fn new(stream: S, turns: Arc<Turns>) -> Self {
        Self { stream, turns }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Heard<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.turns.heard();
        }
        Poll::Ready(Ok(()))
    }
}

written_through!(Heard);

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    const HEAD: Duration = Duration::from_millis(50);
    const IDLE: Duration = Duration::from_millis(200);

    /// The time after which the turns are over; none if that does not happen soon.
    async fn over(turns: &Turns) -> Option<Duration> {
        let start = Instant::now();
        timeout(2 * IDLE, turns.over(HEAD, IDLE)).await.ok().map(|()| start.elapsed())
    }

    #[tokio::test]
    async fn a_head_a_call_and_a_pause_have_times_of_their_own() {
        let turns = Turns::begun();
        assert!(over(&turns).await.is_some_and(|it| it < IDLE), "a head that does not come");
        let call = turns.call();
        assert_eq!(over(&turns).await, None, "a call has its own deadline");
        turns.heard();
        assert_eq!(over(&turns).await, None, "its body is no head");
        drop(call);
        assert!(over(&turns).await.is_some_and(|it| it >= IDLE / 2), "a pause");
        turns.heard();
        assert!(over(&turns).await.is_some_and(|it| it < IDLE), "the next head");
    }
}
