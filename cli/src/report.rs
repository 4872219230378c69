//! Output: standard output, standard error, and the exit code.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic;
use std::process::ExitCode;

use crate::answer::Answer;
use crate::fault::plain;
use crate::plan::{Entry, Source};
use crate::progress::Progress;

/// Prints answers in order and records whether any failed.
pub struct Report {
    progress: Progress,
    failed: bool,
}

impl Report {
    /// A report that also advances `progress`.
    pub fn new(progress: Progress) -> Self {
        Self { progress, failed: false }
    }

    /// Prints an answer. Breaks if standard output fails; without a message if its reader has gone away.
    pub fn take(&mut self, answer: &Answer) -> ControlFlow<()> {
        if let Some(complaint) = &answer.complaint {
            self.complain(complaint);
        }
        self.advance(answer.size);
        self.write(&answer.output)
    }

    /// Advances the progress bar by `size` bytes.
    pub fn advance(&mut self, size: u64) {
        self.progress.advance(size);
    }

    /// Prints output that is not a document's answer. Breaks like [`Report::take`].
    pub fn write(&mut self, output: &[u8]) -> ControlFlow<()> {
        if output.is_empty() {
            return ControlFlow::Continue(());
        }
        match print(output) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.give_up(&error),
        }
    }

    fn give_up(&mut self, error: &io::Error) -> ControlFlow<()> {
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.complain(&format!("standard output: {}", plain(error)));
        }
        ControlFlow::Break(())
    }

    /// Prints an error and records that there was one.
    pub fn complain(&mut self, words: &str) {
        self.failed = true;
        self.progress.aside(|| complain(words));
    }

    /// The exit code: 0 if every document was answered, otherwise 1.
    pub fn end(self) -> ExitCode {
        self.progress.end();
        ExitCode::from(u8::from(self.failed))
    }
}

/// Prints output that is not a document's answer, and returns the exit code as [`Report`] does.
pub fn only(output: &[u8]) -> ExitCode {
    let mut report = Report::new(Progress::none());
    let _ = report.write(output);
    report.end()
}

/// Writes a document's whole answer and flushes, so that the reader of a pipe need not wait for the next one.
fn print(output: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(output)?;
    stdout.flush()
}

/// Prints a line on standard error. Control characters, which file names can contain, are removed for a
/// terminal.
pub fn complain(words: &str) {
    let mut line = String::from("isnad: ");
    for c in words.chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    // If standard error is closed, there is nowhere to report the failure.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Reports why the command could not start.
pub fn unusable(words: &str) -> ExitCode {
    complain(words);
    ExitCode::FAILURE
}

/// Makes panics report their location but not their message, because the message of a failed slice quotes the
/// text around it.
pub fn redact_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        complain(&format!("fault at {place}"));
    }));
}

/// Prints a hint if the command is waiting for input on a terminal.
pub fn hint(entries: &[Entry]) {
    let waits = entries.iter().any(|entry| matches!(entry.source, Source::Stdin(_)));
    if waits && io::stdin().is_terminal() {
        complain("reading standard input; end it with Ctrl-D");
    }
}
