//! HTTP/1 on one connection: its requests are answered one after the other, each from a bounded buffer and in its time.
//!
//! hyper's own limit on the time of a head also ends connections that only wait, so the times are kept here.

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

/// The least buffer that hyper takes.
const LEAST_BUFFER: usize = 8 << 10;

/// HTTP/1 as the settings want it.
pub(super) fn protocol(settings: &Settings) -> Builder {
    let head = settings.max_header_list_bytes as usize;
    let mut protocol = Builder::new();
    // Written from where answers lie: a piece is dropped when it was written.
    protocol
        .writev(true)
        .max_header_size(head)
        .max_buf_size(head.max(LEAST_BUFFER))
        .header_read_timeout(None);
    protocol
}

/// Where a connection stands.
#[derive(Clone, Copy, Debug)]
enum Stand {
    /// Nothing of a request has come since then.
    Waiting(Instant),
    /// The head of a request has been coming since then.
    Head(Instant),
    /// A call is in work, or its answer goes out.
    Call,
}

/// The turns of a connection: a head comes, is called, is answered, and so on.
#[derive(Debug)]
pub(super) struct Turns {
    stand: Mutex<Stand>,
    changed: Notify,
}

impl Turns {
    /// Those of a connection over which a head has begun to come.
    pub(super) fn begun() -> Arc<Self> {
        Arc::new(Self { stand: Mutex::new(Stand::Head(Instant::now())), changed: Notify::new() })
    }

    /// A head has come whole; the turn lasts until this is dropped.
    pub(super) fn call(self: &Arc<Self>) -> Turn {
        self.set(Stand::Call);
        Turn(Arc::clone(self))
    }

    /// Waits until a head does not come within its time, or none begins within the other.
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

    /// Bytes have come.
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

/// A call and its answer.
#[derive(Debug)]
pub(super) struct Turn(Arc<Turns>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.set(Stand::Waiting(Instant::now()));
    }
}

/// A stream that tells its turns when bytes come.
#[derive(Debug)]
pub(super) struct Heard<S> {
    stream: S,
    turns: Arc<Turns>,
}

impl<S> Heard<S> {
    /// Over a stream.
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

    /// After how long the turns are over; none when that is not soon.
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
