//! What the command line may say.

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

/// What `--version` says after the name.
fn long_version() -> String {
    format!("{VERSION} (commit {COMMIT})")
}

/// Arabic news text in; the article, its sentences, and who said what to whom, through whom, out.
#[derive(Debug, Parser)]
#[command(name = "isnad", version = VERSION, long_version = long_version(), arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// What the command line says. Where it is wrong the process ends with 2, as clap has it.
    pub fn read() -> Self {
        let cli = Self::parse();
        if let Some(step) = cli.command.contradiction() {
            let message = format!("the step {} is given with --with and with --without", step.as_str());
            Self::command().error(ErrorKind::ArgumentConflict, message).exit();
        }
        if cli.command.wants_page_of_part() {
            let message = "--format html is for analyze alone";
            Self::command().error(ErrorKind::ArgumentConflict, message).exit();
        }
        cli
    }
}

impl Command {
    /// Whether a call that finds only a part is to make a page.
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

    /// A step that is asked for and left out at once.
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

/// The things that can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the gRPC server
    Serve(Box<Serve>),
    /// Find everything in scraped pages: the article, its sentences, quotes and speakers
    #[command(after_help = EXIT_CODES)]
    Analyze(Analyze),
    /// Take the article out of scraped pages
    #[command(after_help = EXIT_CODES)]
    Clean(Clean),
    /// Cut Arabic text into sentences; every line counts as text
    #[command(after_help = EXIT_CODES)]
    Segment(Segment),
    /// Find the quotes in text that is already clean; every line counts as the article's
    #[command(after_help = EXIT_CODES)]
    Quotes(Quotes),
    /// Tell of pairs of quotes whether they report the same utterance, and in what they differ
    ///
    /// Each line is an object {"id": …, "a": {"text": …, "speaker": …, "published": …}, "b": {…}}; speaker and published, a
    /// day such as 2024-03-05, may be missing, and other fields are passed over.
    #[command(after_help = EXIT_CODES)]
    Compare(Compare),
    /// Join the quotes of many documents that report one utterance: who had it first, from whom, and what changed
    ///
    /// A document is a text as analyze takes it; a line of JSON may name its outlet and when it was published: {"id": …, "text": …,
    /// "outlet": …, "published": "2024-03-05T16:00+03:00"}. With --format documents each document becomes a line with its quotes and no
    /// text, which trace takes, too: so several machines can read texts, and one can trace. The order of the documents changes nothing.
    #[command(after_help = EXIT_CODES)]
    Trace(Trace),
    /// Tell of claimed quotations whether a text holds them, word for word or nearly, and whose words they are
    ///
    /// Each line is an object {"id": …, "text": …, "claims": [{"words": …, "speaker": …}, …]}; the speaker may be missing, and
    /// other fields are passed over. With --claim the files are texts, and the answer is for reading.
    #[command(after_help = EXIT_CODES)]
    Verify(Verify),
    /// Show how each stage came to its answer: which row of the lexicon matched, what was refused and why
    #[command(after_help = EXIT_CODES)]
    Explain(Explain),
    /// Write what the tagger's weights stand on, a line of JSON for each document: scripts/train-tagger learns from it
    #[command(hide = true)]
    Facts(Facts),
    /// Write the contract as a FileDescriptorSet, for proxies and tools that read one
    ///
    /// Envoy's gRPC-JSON transcoder takes it as proto_descriptor, grpcurl with -protoset. A server tells the same by reflection.
    Descriptors,
    /// Write what lets a shell complete the command line, to standard output
    Completions(Completions),
    /// Write the manual pages, isnad.1 and one for each command, into a folder
    Man(Man),
}

/// What a script needs to know.
const EXIT_CODES: &str = "\
A document that is missing, empty, not UTF-8 or not JSON is named on standard error, and with \
--format jsonl by a line {\"id\": …, \"error\": {\"code\": …, \"message\": …}}; the rest goes on. The codes are \
those of google.rpc.Code. The server's limit on the size of a text does not hold here.

Exit codes: 0 all documents were answered, 1 some were not, 2 the command line is wrong.";

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
