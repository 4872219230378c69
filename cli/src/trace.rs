//! `isnad trace`: documents are analysed in parallel as by `analyze`, and their quotes traced together.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use isnad::internals::across::is_time;
use isnad::server::wire::{self, cluster};
use isnad::trace::{Trace, TraceDocument};
use isnad::{OffsetEncoding, trace};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document::{Document, Ticket, spelt};
use crate::fault::{Fault, guarded};
use crate::html;
use crate::ordered::in_order;
use crate::plan::{self, InputKind};
use crate::progress::Progress;
use crate::read;
use crate::report::{self, Report};
use crate::style::Style;
use crate::tickets::Tickets;

/// The output format.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// Clusters, human-readable.
    Text(Style),
    /// A line of JSON for each cluster.
    Clusters,
    /// A line of JSON for each document, as input for another call.
    Documents,
    /// An HTML page.
    Page,
}

/// The input and the output of a trace.
#[derive(Debug)]
pub struct Tracing<'a> {
    /// Where the documents are.
    pub paths: &'a [PathBuf],
    /// How the documents are read.
    pub input: InputKind,
    /// Whether subfolders are read, too.
    pub recursive: bool,
    /// Documents processed in parallel.
    pub jobs: usize,
    /// The output format.
    pub outcome: Outcome,
    /// The unit of all offsets.
    pub unit: OffsetEncoding,
}

/// The result of reading one document.
struct Read {
    document: Result<TraceDocument, String>,
    size: u64,
}

impl Tracing<'_> {
    /// Traces all documents.
    pub fn run(&self) -> ExitCode {
        report::redact_panics();
        let entries = plan::entries(self.paths, self.input, self.recursive);
        report::hint(&entries);
        let mut report = Report::new(Progress::over(&entries));
        let mut documents = Vec::new();
        let take = |read: Read| {
            report.advance(read.size);
            match read.document {
                Ok(document) if self.is_first_half() => return report.write(&line(&document)),
                Ok(document) => documents.push(document),
                Err(complaint) => report.complain(&complaint),
            }
            ControlFlow::Continue(())
        };
        in_order(self.jobs, Tickets::new(entries), |ticket| self.read(ticket), take);
        if !self.is_first_half() {
            self.write(&documents, &mut report);
        }
        report.end()
    }

    /// Whether documents are only analyzed, for another call to trace.
    const fn is_first_half(&self) -> bool {
        matches!(self.outcome, Outcome::Documents)
    }

    fn read(&self, ticket: Ticket) -> Read {
        let mut read = ticket.read();
        let size = read.size;
        let more = std::mem::take(&mut read.more);
        let document = self.document(&read, more).map_err(|fault| format!("{}: {fault}", read.place));
        Read { document, size }
    }

    /// The document of a text, or a document that an earlier call analyzed.
    fn document(&self, read: &Document, more: Map<String, Value>) -> Result<TraceDocument, Fault> {
        if more.contains_key("quotes") {
            let mut more = more;
            more.insert("id".to_owned(), spelt(&read.id).into());
            let document = TraceDocument::deserialize(Value::Object(more));
            return document
                .map_err(|error| Fault::invalid(format!("not a document from --format documents: {error}")));
        }
        let text = read.text.as_ref().map_err(Fault::clone)?;
        let (outlet, published) = (known(&more, "outlet")?, known(&more, "published")?);
        if let Some(published) = published.filter(|published| !is_time(published)) {
            return Err(Fault::invalid(format!("\"published\" is not an ISO 8601 date: {published:?}")));
        }
        let analysis = guarded(|| Ok(isnad::analyze(text)))?;
        let mut document =
            wire::in_unit(TraceDocument::new(spelt(&read.id), text, &analysis), text, self.unit);
        document.outlet = outlet.map(str::to_owned);
        document.published = published.map(str::to_owned);
        Ok(document)
    }

    /// Traces the documents and writes the clusters.
    fn write(&self, documents: &[TraceDocument], report: &mut Report) {
        let traced = trace(documents);
        match self.outcome {
            Outcome::Clusters | Outcome::Documents => {
                for found in traced.clusters {
                    if report.write(&line(&cluster(documents, found, self.unit))).is_break() {
                        return;
                    }
                }
            }
            Outcome::Text(style) => {
                let _ = report.write(read::clusters(documents, &traced, style).as_bytes());
            }
            Outcome::Page => page(documents, traced, report),
        }
    }
}

/// Writes the page, until standard output is closed.
fn page(documents: &[TraceDocument], traced: Trace, report: &mut Report) {
    for piece in html::trace(documents, traced) {
        match piece {
            Ok(piece) if report.write(&piece).is_break() => return,
            Ok(_) => {}
            Err(fault) => report.complain(&fault.to_string()),
        }
    }
}

/// A field that may be missing, null or empty.
fn known<'m>(more: &'m Map<String, Value>, field: &str) -> Result<Option<&'m str>, Fault> {
    match more.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value.as_str()).filter(|value| !value.is_empty())),
        Some(_) => Err(Fault::invalid(format!("\"{field}\" is not a string"))),
    }
}

fn line(value: &impl serde::Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}
