//! The server's life-cycle phase. Health, admission, streams and connections all follow it.

use tokio::sync::watch;

/// The phases, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Not ready yet.
    Starting,
    /// Accepts documents.
    Serving,
    /// Reports not ready but still accepts documents, because load balancers need time to notice.
    Leaving,
    /// Accepts no more documents; finishes those in flight.
    Draining,
}

/// A read-only view of the phase.
#[derive(Clone, Debug)]
pub(super) struct Life(watch::Receiver<Phase>);

impl Life {
    /// A new life. The holder of the sender advances the phase.
    pub(super) fn start() -> (watch::Sender<Phase>, Self) {
        let (sender, receiver) = watch::channel(Phase::Starting);
        (sender, Self(receiver))
    }

    /// The phase now.
    pub(super) fn phase(&self) -> Phase {
        *self.0.borrow()
    }

    /// Whether the server is ready for documents.
    pub(super) fn is_ready(&self) -> bool {
        self.phase() == Phase::Serving
    }

    /// Whether the server no longer accepts documents.
    pub(super) fn is_draining(&self) -> bool {
        self.phase() == Phase::Draining
    }

    /// Waits until the server no longer accepts documents.
    pub(super) async fn draining(&mut self) {
        // An error means that the server is gone, which has the same effect.
        let _ = self.0.wait_for(|phase| *phase == Phase::Draining).await;
    }

    /// Waits for the next phase; none if the server is gone.
    pub(super) async fn next(&mut self) -> Option<Phase> {
        self.0.changed().await.ok()?;
        Some(*self.0.borrow_and_update())
    }
}
