//! Where the server stands in its life. Health, admission, streams and connections all follow it.

use tokio::sync::watch;

/// From start to end, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Not ready yet.
    Starting,
    /// Takes documents.
    Serving,
    /// Says that it is not ready, and still takes documents: load balancers need time to notice.
    Leaving,
    /// Takes no more; finishes what is in flight.
    Draining,
}

/// A view on the phase that anyone may hold.
#[derive(Clone, Debug)]
pub(super) struct Life(watch::Receiver<Phase>);

impl Life {
    /// A life that starts now; who holds the sender moves it on.
    pub(super) fn start() -> (watch::Sender<Phase>, Self) {
        let (sender, receiver) = watch::channel(Phase::Starting);
        (sender, Self(receiver))
    }

    /// The phase now.
    pub(super) fn phase(&self) -> Phase {
        *self.0.borrow()
    }

    /// Whether the server takes documents and wants more.
    pub(super) fn is_ready(&self) -> bool {
        self.phase() == Phase::Serving
    }

    /// Whether the server takes no more documents.
    pub(super) fn is_draining(&self) -> bool {
        self.phase() == Phase::Draining
    }

    /// Waits until the server takes no more documents.
    pub(super) async fn draining(&mut self) {
        // An error means that the server is gone, which is no better.
        let _ = self.0.wait_for(|phase| *phase == Phase::Draining).await;
    }

    /// Waits for another phase; none when the server is gone.
    pub(super) async fn next(&mut self) -> Option<Phase> {
        self.0.changed().await.ok()?;
        Some(*self.0.borrow_and_update())
    }
}
