//! The server's primitives for sharing between threads, replaced by the schedule explorer's under `--features
//! schedules`.
//!
//! The feature replaces the system's atomics and tasks with shuttle's. At each step of one, the explorer can switch to
//! another task. See `schedules`.

#[cfg(feature = "schedules")]
pub(super) use shuttle::sync::atomic::AtomicUsize;
#[cfg(not(feature = "schedules"))]
pub(super) use std::sync::atomic::AtomicUsize;

/// Runs work on a thread that may block; none if it panicked.
#[cfg(not(feature = "schedules"))]
pub(super) async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(job).await.ok()
}

/// The same, as a task of the explorer.
#[cfg(feature = "schedules")]
pub(super) async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    shuttle::future::spawn(async { job() }).await.ok()
}
