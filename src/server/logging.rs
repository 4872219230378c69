//! Log lines: text or JSON, never with anything of a document.

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

/// Lines that could not be written, such as to a full disk.
static LOST: AtomicUsize = AtomicUsize::new(0);

/// Writes lines to standard error from a thread of its own, so that a reader that stands still holds up no call. What
/// waits is written, for a moment, when the guard is dropped.
pub(super) fn standard_error() -> (NonBlocking, WorkerGuard) {
    let writer =
        NonBlockingBuilder::default().lossy(true).buffered_lines_limit(WAITING).thread_name("isnad-log");
    let (lines, guard) = writer.finish(Gathered { lines: Vec::new(), to: io::stderr() });
    // Of a second server in one process the lines are those of the first.
    let _ = LINES.set(lines.error_counter());
    (lines, guard)
}

/// Writes the lines of a moment together: a write and the wake of its thread for each would cost a call of a few
/// kilobytes more than all that is logged of it.
struct Gathered<W> {
    lines: Vec<u8>,
    to: W,
}

/// After lines were written, the next wait so long for others.
const MOMENT: Duration = Duration::from_millis(2);

/// Bytes of lines that are written together at most, but for the last line.
const TOGETHER: usize = 1 << 16;

impl<W: Write> Gathered<W> {
    /// Writes what has been gathered. What cannot be written is counted and not tried again.
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

    /// Called when no line waits: at once after a quiet time, else a moment after the last time.
    fn flush(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let written = self.out().and_then(|()| self.to.flush());
        thread::sleep(MOMENT);
        written
    }
}

/// Log lines that nobody read in time or that could not be written, in this process so far.
pub(super) fn dropped_lines() -> usize {
    LINES.get().map_or(0, ErrorCounter::dropped_lines) + LOST.load(Ordering::Relaxed)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What was written at a time.
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
