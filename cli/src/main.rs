//! The command line: `serve`, and the four calls on files, folders, JSON Lines and standard input.
//!
//! ```text
//! args ─▶ plan ─▶ tickets ══▶ (workers: document ─▶ answer) ══▶ report
//!         what to   lazily,     in parallel                        stdout and stderr,
//!         read      in order                                       in input order
//! ```
//!
//! [`ordered`] bounds memory to a few documents per worker, regardless of the number of documents. A document
//! that cannot be read or answered becomes a [`fault::Fault`], and the others are still processed.

mod answer;
mod args;
mod batch;
mod compare;
mod document;
mod encoding;
mod fault;
mod given;
mod html;
mod json;
mod lines;
mod ordered;
mod packed;
mod pages;
mod paths;
mod plan;
mod progress;
mod read;
mod report;
mod serve;
mod settings;
mod style;
mod tickets;
mod trace;
mod verify;

use std::process::ExitCode;

fn main() -> ExitCode {
    match args::Cli::read().command {
        args::Command::Serve(serve) => serve.run(),
        args::Command::Analyze(call) => batch::run(call.job(), &call.io),
        args::Command::Clean(call) => batch::run(call.job(), &call.io),
        args::Command::Segment(call) => batch::run(call.job(), &call.io),
        args::Command::Quotes(call) => batch::run(call.job(), &call.io),
        args::Command::Explain(call) => batch::explain(call.job(), &call.sources),
        args::Command::Facts(call) => match call.job() {
            Ok(job) => batch::facts(job, &call.sources),
            Err(complaint) => report::unusable(&complaint),
        },
        args::Command::Compare(call) => call.job().run(),
        args::Command::Trace(call) => call.job().run(),
        args::Command::Verify(call) => call.job().run(),
        args::Command::Completions(asked) => pages::completions(asked.shell),
        args::Command::Man(asked) => pages::man(&asked.folder),
        args::Command::Descriptors => report::only(isnad::server::pb::DESCRIPTORS),
    }
}
