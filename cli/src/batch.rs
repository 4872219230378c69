//! A call on many documents.

use std::io::{self, IsTerminal};
use std::panic;
use std::process::ExitCode;

use isnad::{Cancel, OffsetEncoding};

use crate::answer::{Answerer, Form, Job};
use crate::args::{Format, Io, Sources};
use crate::ordered::in_order;
use crate::plan::{self, Entry, Source};
use crate::progress::{self, Progress};
use crate::report::{self, Report};
use crate::style::Style;
use crate::tickets::Tickets;

/// Does `job` on everything that `io` names.
pub fn run(job: Job, io: &Io) -> ExitCode {
    answer(job, &io.sources, form(io))
}

/// Tells of everything that `sources` name how its answer came about.
pub fn explain(job: Job, sources: &Sources) -> ExitCode {
    answer(job, sources, Form::Text(Style::of_stdout(sources.color)))
}

/// Tells of everything that `sources` name what the tagger's weights stand on.
pub fn facts(job: Job, sources: &Sources) -> ExitCode {
    answer(job, sources, Form::Jsonl { unit: OffsetEncoding::Utf8, defaults: false })
}

fn answer(job: Job, sources: &Sources, form: Form) -> ExitCode {
    hush_panics();
    let entries = plan::entries(&sources.paths, sources.input, sources.recursive);
    hint(&entries);
    let mut report = Report::new(progress(&entries));
    let (head, tail) = form.frame();
    if report.write(head.as_bytes()).is_break() {
        return report.end();
    }
    let answerer = Answerer { job, form, cancel: Cancel::new() };
    let done = in_order(
        sources.jobs(),
        Tickets::new(entries),
        |ticket| answerer.answer(ticket),
        |answer| report.take(&answer).map_break(|()| answerer.cancel.cancel()),
    );
    if let Err(error) = done {
        report.complain(&format!("no thread to work on: {error}"));
    }
    if !answerer.cancel.is_cancelled() {
        let _ = report.write(tail.as_bytes());
    }
    report.end()
}

/// Makes panics say where they happened and not what they say: the message of a slice that fails
/// quotes the text around it.
pub fn hush_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        report::complain(&format!("fault at {place}"));
    }));
}

fn form(io: &Io) -> Form {
    match io.format {
        Format::Text => Form::Text(Style::of_stdout(io.sources.color)),
        Format::Jsonl => Form::Jsonl { unit: io.offsets.into(), defaults: io.json_defaults },
        Format::Html => Form::Html,
    }
}

/// The progress bar, where somebody looks at it.
pub fn progress(entries: &[Entry]) -> Progress {
    if progress::is_wanted() { Progress::new(plan::total_size(entries)) } else { Progress::none() }
}

/// Tells a person before an empty terminal that it waits for them.
pub fn hint(entries: &[Entry]) {
    let waits = entries.iter().any(|entry| matches!(entry.source, Source::Stdin(_)));
    if waits && io::stdin().is_terminal() {
        report::complain("reading standard input; end it with Ctrl-D");
    }
}
