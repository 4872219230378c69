//! The tasks of one connection's calls.

use std::time::Duration;

use hyper::rt::Executor;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::taking::watched;

/// How long a connection without calls may take to close during the drain. A call may be in transit to it.
const FAREWELL: Duration = Duration::from_secs(2);

/// The calls of one connection.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    of_all: TaskTracker,
    own: TaskTracker,
    late: CancellationToken,
}

impl Calls {
    /// An empty set. Its calls are also tracked in the tracker of all connections.
    pub(super) fn new(of_all: TaskTracker) -> Self {
        let own = TaskTracker::new();
        own.close();
        Self { of_all, own, late: CancellationToken::new() }
    }

    /// Counts a call without its own task, until the token is dropped.
    pub(super) fn enter(&self) -> TaskTrackerToken {
        self.own.token()
    }

    /// Waits until an answer is late that only closing the connection can free.
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

/// hyper runs each call in a task, which ends with its connection.
impl<F: Future<Output: Send> + Send + 'static> Executor<F> for Calls {
    fn execute(&self, call: F) {
        let call = self.own.track_future(watched(call, self.late.clone()));
        self.of_all.spawn(call);
    }
}
