//! Log lines: text or JSON, never with anything of a document.

use std::sync::OnceLock;
use std::{io, panic, thread};

use anyhow::Context;
use tracing::{Subscriber, error};
use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::settings::LogFormat;

/// What writes the lines that `filter` lets through.
///
/// # Errors
/// When the filter cannot be read.
pub fn subscriber<W>(
    format: LogFormat,
    filter: &str,
    writer: W,
) -> anyhow::Result<Box<dyn Subscriber + Send + Sync>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).context("cannot read the log filter")?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false);
    Ok(match format {
        LogFormat::Text => Box::new(lines.finish()),
        LogFormat::Json => Box::new(lines.json().flatten_event(true).finish()),
    })
}

/// Lines that wait to be written; more are dropped and counted.
const WAITING: usize = 8192;

static LINES: OnceLock<ErrorCounter> = OnceLock::new();

/// Writes lines to standard error from a thread of its own, so that a reader that stands still holds up no call. What
/// waits is written, for a moment, when the guard is dropped.
pub(super) fn standard_error() -> (NonBlocking, WorkerGuard) {
    let writer =
        NonBlockingBuilder::default().lossy(true).buffered_lines_limit(WAITING).thread_name("isnad-log");
    let (lines, guard) = writer.finish(io::stderr());
    // Of a second server in one process the lines are those of the first.
    let _ = LINES.set(lines.error_counter());
    (lines, guard)
}

/// Log lines that nobody read in time, in this process so far.
pub(super) fn dropped_lines() -> usize {
    LINES.get().map_or(0, ErrorCounter::dropped_lines)
}

/// Makes panics log where they happened and not what they say: the message of a slice that fails
/// quotes the text around it.
pub fn hush_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let thread = thread::current().name().unwrap_or_default().to_owned();
        error!(place, thread, "panic");
    }));
}
