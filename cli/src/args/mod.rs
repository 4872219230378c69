//! The command line: its arguments and subcommands.

mod asked;
mod calls;
mod io;
mod options;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use isnad::Step;
use isnad::server::{COMMIT, VERSION};

use crate::serve::Serve;
use asked::{Completions, Man};
use calls::{Analyze, Clean, Compare, Explain, Facts, Quotes, Segment, Trace, Verify};
pub use io::{Format, Io, Sources};

/// The text that `--version` prints after the name.
fn long_version() -> String {
    format!("{VERSION} (commit {COMMIT})")
}

/// Extracts the article, its sentences, and who said what to whom, through whom, from Arabic news text.
#[derive(Debug, Parser)]
#[command(name = "isnad", version = VERSION, long_version = long_version(), arg_required_else_help = true)]
pub struct Cli {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Parses the command line. On a usage error the process exits with 2, as is usual with clap.
    pub fn read() -> Self {
        let cli = Self::parse();
        if let Some(step) = cli.command.contradiction() {
            let message = format!("the step {} is given to both --with and --without", step.as_str());
            Self::command().error(ErrorKind::ArgumentConflict, message).exit();
        }
        if cli.command.wants_page_of_part() {
            let message = "--format html works with analyze only";
            Self::command().error(ErrorKind::ArgumentConflict, message).exit();
        }
        cli
    }
}

impl Command {
    /// Whether `--format html` is asked of a call other than `analyze`.
    fn wants_page_of_part(&self) -> bool {
        let io = match self {
            Self::Clean(call) => &call.io,
            Self::Segment(call) => &call.io,
            Self::Quotes(call) => &call.io,
            Self::Analyze(_)
            | Self::Serve(_)
            | Self::Explain(_)
            | Self::Facts(_)
            | Self::Compare(_)
            | Self::Trace(_)
            | Self::Verify(_)
            | Self::Descriptors
            | Self::Completions(_)
            | Self::Man(_) => return false,
        };
        io.format == Format::Html
    }

    /// A step that is both requested and excluded.
    fn contradiction(&self) -> Option<Step> {
        match self {
            Self::Analyze(call) => call.clean.contradiction(),
            Self::Clean(call) => call.clean.contradiction(),
            Self::Serve(_)
            | Self::Segment(_)
            | Self::Quotes(_)
            | Self::Explain(_)
            | Self::Facts(_)
            | Self::Compare(_)
            | Self::Trace(_)
            | Self::Verify(_)
            | Self::Descriptors
            | Self::Completions(_)
            | Self::Man(_) => None,
        }
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the gRPC server
    Serve(Box<Serve>),
    /// Find everything in scraped pages: the article, its sentences, quotes and speakers
    #[command(after_help = EXIT_CODES)]
    Analyze(Analyze),
    /// Extract the article from scraped pages
    #[command(after_help = EXIT_CODES)]
    Clean(Clean),
    /// Split Arabic text into sentences; no line is dropped
    #[command(after_help = EXIT_CODES)]
    Segment(Segment),
    /// Find the quotes in text that is already clean; every line counts as part of the article
    #[command(after_help = EXIT_CODES)]
    Quotes(Quotes),
    /// Compare pairs of quotes: whether they report the same utterance, and how they differ
    ///
    /// Each line is an object {"id": …, "a": {"text": …, "speaker": …, "published": …}, "b": {…}}; speaker and published, a
    /// day such as 2024-03-05, are optional, and other fields are ignored.
    #[command(after_help = EXIT_CODES)]
    Compare(Compare),
    /// Group the quotes of many documents that report one utterance: who had it first, from whom, and what changed
    ///
    /// A document is a text, as for analyze; a JSON line may also give its outlet and its time of publication: {"id": …, "text": …,
    /// "outlet": …, "published": "2024-03-05T16:00+03:00"}. With --format documents each document becomes a line with its quotes and
    /// without its text. Such lines are also input for trace, so several machines can analyze texts and one can trace them. The order
    /// of the documents does not matter.
    #[command(after_help = EXIT_CODES)]
    Trace(Trace),
    /// Check claimed quotations against a text: whether it has them, word for word or nearly, and who said them
    ///
    /// Each line is an object {"id": …, "text": …, "claims": [{"words": …, "speaker": …}, …]}; the speaker is optional, and other
    /// fields are ignored. With --claim the files are texts, and the output is human-readable.
    #[command(after_help = EXIT_CODES)]
    Verify(Verify),
    /// Show how each stage reached its result: which lexicon row matched, what was rejected and why
    #[command(after_help = EXIT_CODES)]
    Explain(Explain),
    /// Write the tagger's features, a line of JSON for each document: training data for scripts/train-tagger
    #[command(hide = true)]
    Facts(Facts),
    /// Write the API's protobuf definitions as a FileDescriptorSet, for proxies and tools
    ///
    /// Pass it to Envoy's gRPC-JSON transcoder as proto_descriptor and to grpcurl with -protoset. A server offers the same definitions
    /// by reflection.
    Descriptors,
    /// Write a shell completion script to standard output
    Completions(Completions),
    /// Write the manual pages, isnad.1 and one for each command, into a folder
    Man(Man),
}

/// The notes on errors and exit codes, for scripts.
const EXIT_CODES: &str = "\
A document that is missing, empty, not UTF-8 or not JSON is reported on standard error, and with \
--format jsonl by a line {\"id\": …, \"error\": {\"code\": …, \"message\": …}}; the others are still processed. The codes are \
those of google.rpc.Code. The server's limit on the size of a text does not apply here.

Exit codes: 0 all documents were processed, 1 some failed, 2 the command line is invalid.";

#[cfg(test)]
mod tests {
    use isnad::server::wire::AlignmentForm;
    use isnad::{Analyzer, CleanOptions, CleanProfile, Part, SegmentOptions};

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn options_reach_the_core() {
        let words = [
            "isnad",
            "analyze",
            "--profile=as-is",
            "--apply-repairs",
            "--with=alef",
            "--with=digits",
            "--without=tatweel",
            "--alignment=compact",
            "--no-line-breaks",
            "--keep-quotations-whole",
            "--keep-lines",
            "--min-confidence=0.5",
            "--min-speaker-confidence=0.75",
            "--format=jsonl",
            "--fields=quotes,clean_text",
        ];
        let Command::Analyze(call) = Cli::parse_from(words).command else { panic!("another command") };
        let clean = CleanOptions::new().with_profile(CleanProfile::AsIs).with_repairs(true);
        let expected = Analyzer::new()
            .clean_options(clean.with_step(Step::Alef).with_step(Step::Digits).without_step(Step::Tatweel))
            .segment_options(
                SegmentOptions::new()
                    .with_line_breaks(false)
                    .with_quotations_whole(true)
                    .with_lines_kept(true),
            )
            .min_confidence(0.5)
            .min_speaker_confidence(0.75)
            .parts([Part::CleanText, Part::Quotes]);
        let job = call.job();
        assert_eq!((job.analyzer, job.alignment), (expected, AlignmentForm::Compact));
    }

    #[test]
    fn defaults_are_those_of_the_core() {
        let Command::Analyze(call) = Cli::parse_from(["isnad", "analyze"]).command else { panic!() };
        assert_eq!(call.job().analyzer, Analyzer::new());
    }
}
