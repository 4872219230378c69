//! Where answers go: standard output, standard error, the exit code.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic;
use std::process::ExitCode;

use crate::answer::Answer;
use crate::fault::plain;
use crate::plan::{Entry, Source};
use crate::progress::Progress;

/// Takes answers in order and remembers whether all went well.
pub struct Report {
    progress: Progress,
    failed: bool,
}

impl Report {
    /// With `progress` beside it.
    pub fn new(progress: Progress) -> Self {
        Self { progress, failed: false }
    }

    /// Prints an answer. Breaks when standard output takes no more: quietly when whoever read it
    /// has gone.
    pub fn take(&mut self, answer: &Answer) -> ControlFlow<()> {
        if let Some(complaint) = &answer.complaint {
            self.complain(complaint);
        }
        self.advance(answer.size);
        self.write(&answer.output)
    }

    /// So many bytes more were read.
    pub fn advance(&mut self, size: u64) {
        self.progress.advance(size);
    }

    /// Prints what is no answer of a document. Breaks as [`Report::take`] does.
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

    /// Says what went wrong, and that something did.
    pub fn complain(&mut self, words: &str) {
        self.failed = true;
        self.progress.aside(|| complain(words));
    }

    /// 0 when every document was answered, else 1.
    pub fn end(self) -> ExitCode {
        self.progress.end();
        ExitCode::from(u8::from(self.failed))
    }
}

/// Prints what is no answer of a document, and ends as [`Report`] does.
pub fn only(output: &[u8]) -> ExitCode {
    let mut report = Report::new(Progress::none());
    let _ = report.write(output);
    report.end()
}

/// A document's answer at once and whole: whoever reads a pipe need not wait for the next.
fn print(output: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(output)?;
    stdout.flush()
}

/// A line on standard error. File names may hold anything; a terminal gets no control characters.
pub fn complain(words: &str) {
    let mut line = String::from("isnad: ");
    for c in words.chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    // Nothing is left to say it to when standard error is gone.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Says why nothing could be begun.
pub fn unusable(words: &str) -> ExitCode {
    complain(words);
    ExitCode::FAILURE
}

/// Makes panics say where they happened and not what they say: the message of a slice that fails
/// quotes the text around it.
pub fn hush_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        complain(&format!("fault at {place}"));
    }));
}

/// Tells a person before an empty terminal that it waits for them.
pub fn hint(entries: &[Entry]) {
    let waits = entries.iter().any(|entry| matches!(entry.source, Source::Stdin(_)));
    if waits && io::stdin().is_terminal() {
        complain("reading standard input; end it with Ctrl-D");
    }
}
