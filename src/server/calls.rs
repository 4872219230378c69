//! The tasks of one connection's calls.

use std::time::Duration;

use hyper::rt::Executor;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::taking::watched;

/// How long a connection without calls may take to say farewell, in a drain. A call may be on its way to it.
const FAREWELL: Duration = Duration::from_secs(2);

/// The calls of one connection.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    of_all: TaskTracker,
    own: TaskTracker,
    late: CancellationToken,
}

impl Calls {
    /// None yet; those that come are also tracked with those of all connections.
    pub(super) fn new(of_all: TaskTracker) -> Self {
        let own = TaskTracker::new();
        own.close();
        Self { of_all, own, late: CancellationToken::new() }
    }

    /// Counts a call that has no task of its own, until this is dropped.
    pub(super) fn enter(&self) -> TaskTrackerToken {
        self.own.token()
    }

    /// Waits until an answer is not taken that only the end of the connection frees.
    pub(super) async fn late(self) {
        self.late.cancelled().await;
    }

    /// Waits until there has been no call for a while.
    pub(super) async fn idle(self) {
        loop {
            self.own.wait().await;
            sleep(FAREWELL).await;
            if self.own.is_empty() {
                return;
            }
        }
    }
}

/// hyper runs each call in a task; it ends with its connection.
impl<F: Future<Output: Send> + Send + 'static> Executor<F> for Calls {
    fn execute(&self, call: F) {
        let call = self.own.track_future(watched(call, self.late.clone()));
        self.of_all.spawn(call);
    }
}
