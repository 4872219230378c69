//! Log lines: text or JSON, never with any content of a document.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{panic, thread};

use anyhow::Context;
use tracing::{Subscriber, error};
use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::settings::LogFormat;

/// The subscriber that writes the lines that pass `filter`.
///
/// # Errors
/// If the filter is invalid.
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

/// The maximum number of lines waiting to be written; more are dropped and counted.
const WAITING: usize = 8192;

static LINES: OnceLock<ErrorCounter> = OnceLock::new();

/// The number of lines that could not be written, for example to a full disk.
static LOST: AtomicUsize = AtomicUsize::new(0);

/// Writes lines to standard error from a separate thread, so that a stalled reader does not block calls. When the
/// guard is dropped, waiting lines are still written for a moment.
pub(super) fn standard_error() -> (NonBlocking, WorkerGuard) {
    let writer =
        NonBlockingBuilder::default().lossy(true).buffered_lines_limit(WAITING).thread_name("isnad-log");
    let (lines, guard) = writer.finish(Gathered { lines: Vec::new(), to: io::stderr() });
    // A second server in the process shares the counter of the first.
    let _ = LINES.set(lines.error_counter());
    (lines, guard)
}

/// Writes the lines of a short period together. For a call of a few kilobytes, a separate write and thread wake-up
/// per line would cost more than the rest of logging.
struct Gathered<W> {
    lines: Vec<u8>,
    to: W,
}

/// After a write, the next lines wait this long for others.
const MOMENT: Duration = Duration::from_millis(2);

/// The maximum number of bytes written together, not counting the last line.
const TOGETHER: usize = 1 << 16;

impl<W: Write> Gathered<W> {
    /// Writes the gathered lines. Lines that cannot be written are counted and not retried.
    fn out(&mut self) -> io::Result<()> {
        let written = self.to.write_all(&self.lines);
        if written.is_err() {
            LOST.fetch_add(self.lines.iter().filter(|byte| **byte == b'\n').count(), Ordering::Relaxed);
        }
        self.lines.clear();
        written
    }
}

impl<W: Write> Write for Gathered<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.lines.extend_from_slice(line);
        if self.lines.len() >= TOGETHER {
            self.out()?;
        }
        Ok(line.len())
    }

    /// Called when no line is waiting. Writes immediately after a quiet period, otherwise a moment after the last
    /// write.
    fn flush(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let written = self.out().and_then(|()| self.to.flush());
        thread::sleep(MOMENT);
        written
    }
}

/// The number of log lines lost in this process so far: not read in time, or not writable.
pub(super) fn dropped_lines() -> usize {
    LINES.get().map_or(0, ErrorCounter::dropped_lines) + LOST.load(Ordering::Relaxed)
}

/// Makes panics log their location but not their message, because the message of a failed slice quotes the text
/// around it.
pub fn redact_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let thread = thread::current().name().unwrap_or_default().to_owned();
        error!(place, thread, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The writes, one entry each.
    #[derive(Default)]
    struct Times(Vec<Vec<u8>>);

    impl Write for Times {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn gathered() -> Gathered<Times> {
        Gathered { lines: Vec::new(), to: Times::default() }
    }

    #[test]
    fn lines_of_a_moment_are_written_together_and_once() -> io::Result<()> {
        let mut lines = gathered();
        lines.write_all(b"one\n")?;
        lines.write_all(b"two\n")?;
        assert!(lines.to.0.is_empty());
        lines.flush()?;
        lines.flush()?;
        assert_eq!(lines.to.0, [b"one\ntwo\n"]);
        Ok(())
    }

    #[test]
    fn no_more_lines_wait_than_may() -> io::Result<()> {
        let mut lines = gathered();
        for _ in 0..3 {
            lines.write_all(&[b'-'; TOGETHER / 2])?;
        }
        assert_eq!(lines.to.0.len(), 1);
        assert_eq!(lines.lines.len(), TOGETHER / 2);
        Ok(())
    }
}
