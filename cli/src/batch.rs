//! Running a call on many documents.

use std::process::ExitCode;

use isnad::{Cancel, OffsetEncoding};

use crate::answer::{Answerer, Form, Job};
use crate::args::{Format, Io, Sources};
use crate::ordered::in_order;
use crate::plan;
use crate::progress::Progress;
use crate::report::{self, Report};
use crate::style::Style;
use crate::tickets::Tickets;

/// Runs `job` on all documents that `io` names.
pub fn run(job: Job, io: &Io) -> ExitCode {
    answer(job, &io.sources, form(io))
}

/// Explains the results for all documents that `sources` name.
pub fn explain(job: Job, sources: &Sources) -> ExitCode {
    answer(job, sources, Form::Text(Style::of_stdout(sources.color)))
}

/// Writes the features of all documents that `sources` name.
pub fn facts(job: Job, sources: &Sources) -> ExitCode {
    answer(job, sources, Form::Jsonl { unit: OffsetEncoding::Utf8, defaults: false })
}

fn answer(job: Job, sources: &Sources, form: Form) -> ExitCode {
    report::redact_panics();
    let entries = plan::entries(&sources.paths, sources.input, sources.recursive);
    report::hint(&entries);
    let mut report = Report::new(Progress::over(&entries));
    let (head, tail) = form.frame();
    if report.write(head.as_bytes()).is_break() {
        return report.end();
    }
    let answerer = Answerer { job, form, cancel: Cancel::new() };
    in_order(
        sources.jobs(),
        Tickets::new(entries),
        |ticket| answerer.answer(ticket),
        |answer| report.take(&answer).map_break(|()| answerer.cancel.cancel()),
    );
    if !answerer.cancel.is_cancelled() {
        let _ = report.write(tail.as_bytes());
    }
    report.end()
}

fn form(io: &Io) -> Form {
    match io.format {
        Format::Text => Form::Text(Style::of_stdout(io.sources.color)),
        Format::Jsonl => Form::Jsonl { unit: io.offsets.into(), defaults: io.json_defaults },
        Format::Html => Form::Html,
    }
}
