//! What the server shares between threads, in the form of the schedule explorer where schedules are explored.
//!
//! `--features schedules` puts shuttle's atomics and tasks in the place of the system's: each step of one is a point at
//! which the explorer may go on with another task. See `schedules`.

#[cfg(feature = "schedules")]
pub(super) use shuttle::sync::atomic::AtomicUsize;
#[cfg(not(feature = "schedules"))]
pub(super) use std::sync::atomic::AtomicUsize;

/// Runs a piece of work on a thread that may block; none when it panicked.
#[cfg(not(feature = "schedules"))]
pub(super) async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(job).await.ok()
}

/// The same, as a task of the explorer.
#[cfg(feature = "schedules")]
pub(super) async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    shuttle::future::spawn(async { job() }).await.ok()
}
