//! What the command line may say.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::thread;

use clap::builder::PossibleValue;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use isnad::clean::{Step, Steps};
use isnad::text::OffsetEncoding;
use isnad::{CleanOptions, CleanProfile, Options, QuoteOptions, SegmentOptions};

use super::answer::{Call, Job};
use super::serve::Serve;

/// The most threads that can be asked for.
const MAX_JOBS: u16 = 512;

/// What `--version` says after the name.
const LONG_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (commit ", env!("ISNAD_COMMIT"), ")");

/// Arabic news text in; the article, its sentences, and who said what to whom, through whom, out.
#[derive(Debug, Parser)]
#[command(name = "isnad", version, long_version = LONG_VERSION, arg_required_else_help = true)]
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
            let message = format!("the step {} is given with --with and with --without", step.name());
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
            Self::Analyze(_) | Self::Serve(_) | Self::Explain(_) | Self::Descriptors => return false,
        };
        io.format == Format::Html
    }

    /// A step that is asked for and left out at once.
    fn contradiction(&self) -> Option<Step> {
        match self {
            Self::Analyze(call) => call.clean.contradiction(),
            Self::Clean(call) => call.clean.contradiction(),
            Self::Serve(_) | Self::Segment(_) | Self::Quotes(_) | Self::Explain(_) | Self::Descriptors => {
                None
            }
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
    /// Show how each stage came to its answer: which row of the lexicon matched, what was refused and why
    #[command(after_help = EXIT_CODES)]
    Explain(Explain),
    /// Write the contract as a FileDescriptorSet, for proxies and tools that read one
    ///
    /// Envoy's gRPC-JSON transcoder takes it as proto_descriptor, grpcurl with -protoset. A server tells the same by reflection.
    Descriptors,
}

/// What a script needs to know.
const EXIT_CODES: &str = "\
A document that is missing, empty, not UTF-8 or not JSON is named on standard error, and with \
--format jsonl by a line {\"id\": …, \"error\": {\"code\": …, \"message\": …}}; the rest goes on. The codes are \
those of google.rpc.Code. The server's limit on the size of a text does not hold here.

Exit codes: 0 all documents were answered, 1 some were not, 2 the command line is wrong.";

/// `isnad analyze`.
#[derive(Debug, Args)]
pub struct Analyze {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    clean: CleanArgs,
    #[command(flatten)]
    segment: SegmentArgs,
    #[command(flatten)]
    quotes: QuoteArgs,
}

/// `isnad clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    clean: CleanArgs,

    /// Show what each line is, whether it is kept, and the rule that says so, instead of the article
    ///
    /// The text form only: --format jsonl has kind and rule of each block anyway.
    #[arg(long, conflicts_with = "format")]
    explain: bool,
}

/// `isnad segment`.
#[derive(Debug, Args)]
pub struct Segment {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    segment: SegmentArgs,
}

/// `isnad quotes`.
#[derive(Debug, Args)]
pub struct Quotes {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    quotes: QuoteArgs,
}

impl Analyze {
    /// The call with its options.
    pub fn job(&self) -> Job {
        let options = Options {
            clean: self.clean.options(),
            segment: self.segment.options(),
            quotes: self.quotes.options(),
        };
        Job { call: Call::Analyze, options }
    }
}

impl Clean {
    /// The call with its options.
    pub fn job(&self) -> Job {
        let call = if self.explain { Call::Blocks } else { Call::Clean };
        Job { call, options: Options { clean: self.clean.options(), ..Options::default() } }
    }
}

impl Segment {
    /// The call with its options.
    pub fn job(&self) -> Job {
        Job {
            call: Call::Segment,
            options: Options { segment: self.segment.options(), ..Options::default() },
        }
    }
}

impl Quotes {
    /// The call with its options.
    pub fn job(&self) -> Job {
        Job { call: Call::Quotes, options: Options { quotes: self.quotes.options(), ..Options::default() } }
    }
}

/// `isnad explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// What to read.
    #[command(flatten)]
    pub sources: Sources,

    /// Only these stages, in the order of the work
    #[arg(long, value_enum, value_name = "STAGE", value_delimiter = ',')]
    stage: Vec<Stage>,

    /// Only the sentences that hold these words, as they are written
    #[arg(long = "match", value_name = "WORDS")]
    words: Option<String>,
}

impl Explain {
    /// The call.
    pub fn job(&self) -> Job {
        let all = Stage::value_variants();
        let asked = |stage: &&Stage| self.stage.is_empty() || self.stage.contains(stage);
        let stages = all.iter().filter(asked).copied().collect();
        let view = View { stages, words: self.words.clone() };
        Job { call: Call::Explain(view), options: Options::default() }
    }
}

/// What of an explanation is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The stages.
    pub stages: Vec<Stage>,
    /// Words of the sentences; none for all.
    pub words: Option<String>,
}

/// A stage of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Lines, each with its kind and rule
    Blocks,
    /// Words and signs, with what the lexicon says of them
    Tokens,
    /// Quotation marks and how they were paired
    Marks,
    /// Sentences
    Sentences,
    /// Words that might attribute: the row that matched, what was read around it, the quote or why there is none
    Cues,
    /// How each speaker was found: what was read, the sources compared, which one was taken and why the others were not
    Speakers,
    /// Quotes with rule, speaker and confidence
    Quotes,
}

/// What to read, how to write.
#[derive(Debug, Args)]
pub struct Io {
    /// What to read.
    #[command(flatten)]
    pub sources: Sources,

    /// The form of the output, for a terminal and a pipe alike
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// The unit of offsets in --format jsonl
    #[arg(long, value_enum, default_value_t = Offsets::Utf8, value_name = "UNIT")]
    pub offsets: Offsets,
}

/// What to read, with how many threads, and whether to colour what is said of it.
#[derive(Debug, Args)]
pub struct Sources {
    /// Files, folders, or - for standard input (also when no PATH is given)
    ///
    /// A file is one text, and its id is its name without the extension; a file named *.jsonl or *.ndjson has a
    /// document a line: {"id": …, "text": …}, where a line without an id gets NAME:LINE for one. A folder
    /// stands for its *.txt files, sorted by name, without hidden ones and without the folders below it.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How files named here, and standard input, are read
    #[arg(long, value_enum, default_value_t = InputKind::Auto, value_name = "KIND")]
    pub input: InputKind,

    /// Documents in work at once [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_JOBS)))]
    jobs: Option<u16>,

    /// Colour in the text form; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,
}

impl Sources {
    /// Documents in work at once.
    pub fn jobs(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(cores, usize::from)
    }
}

/// How input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// Files by their extension; standard input is JSON Lines when it begins with {" and else one text
    Auto,
    /// One text each
    Text,
    /// A document a line, each {"id": …, "text": …}
    Jsonl,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Text,
    /// A line a document: {"id": …, KEY: the answer of the service as JSON}, where KEY is analysis, cleaning,
    /// segmentation or extraction
    Jsonl,
    /// A page to look at, for analyze alone: one HTML file with every document, its quotes and speakers
    Html,
}

/// When there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The unit of offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// Bytes (Rust, Go)
    Utf8,
    /// UTF-16 code units (Java, JavaScript, C#)
    Utf16,
    /// Unicode code points (Python)
    Utf32,
}

impl From<Offsets> for OffsetEncoding {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Utf8 => Self::Utf8,
            Offsets::Utf16 => Self::Utf16,
            Offsets::Utf32 => Self::Utf32,
        }
    }
}

/// How clean text is written.
#[derive(Debug, Args)]
struct CleanArgs {
    /// Which changes to characters make the clean text
    #[arg(long, value_enum, default_value_t = Profile::Display)]
    profile: Profile,

    /// Make this change to characters, too; may be given again
    #[arg(long, value_enum, value_name = "STEP")]
    with: Vec<CleanStep>,

    /// Do not make this change of the profile; may be given again; the names are those of --with
    #[arg(long, value_enum, value_name = "STEP", hide_possible_values = true)]
    without: Vec<CleanStep>,

    /// Make the repairs that findings suggest in the clean text
    #[arg(long)]
    apply_repairs: bool,
}

impl CleanArgs {
    fn options(&self) -> CleanOptions {
        CleanOptions {
            profile: self.profile.into(),
            apply_repairs: self.apply_repairs,
            with: set(&self.with),
            without: set(&self.without),
        }
    }

    /// A step that is asked for and left out at once.
    fn contradiction(&self) -> Option<Step> {
        self.with.iter().find(|step| self.without.contains(step)).map(|step| step.0)
    }
}

/// A change to characters, under the name that the core gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CleanStep(Step);

impl ValueEnum for CleanStep {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<CleanStep>> =
            LazyLock::new(|| Step::ALL.iter().map(|&step| CleanStep(step)).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.does().trim_end_matches('.')))
    }
}

fn set(steps: &[CleanStep]) -> Steps {
    steps.iter().fold(Steps::NONE, |set, step| set.with(step.0))
}

/// A named list of changes to characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// None: only blocks are dropped
    AsIs,
    /// Safe ones: spaces, invisible marks, presentation forms, tatweel that only stretches
    Display,
    /// For matching: also diacritics, forms of alef and hamza, final yaa, taa marbuta, digits
    Search,
}

impl From<Profile> for CleanProfile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::AsIs => Self::AsIs,
            Profile::Display => Self::Display,
            Profile::Search => Self::Search,
        }
    }
}

/// Where sentences may end.
#[derive(Debug, Args)]
struct SegmentArgs {
    /// Only a blank line ends a paragraph; by default every line end does but those that wrap text at a column
    #[arg(long)]
    no_line_breaks: bool,

    /// Leave out sentence ends inside a quotation
    #[arg(long)]
    keep_quotations_whole: bool,
}

impl SegmentArgs {
    fn options(&self) -> SegmentOptions {
        SegmentOptions {
            line_breaks: !self.no_line_breaks,
            keep_quotations_whole: self.keep_quotations_whole,
        }
    }
}

/// Which quotes are given.
#[derive(Debug, Args)]
struct QuoteArgs {
    /// Leave out quotes below this confidence, from 0 to 1
    #[arg(long, default_value_t = 0.0, value_name = "SHARE", value_parser = share)]
    min_confidence: f32,
}

impl QuoteArgs {
    fn options(&self) -> QuoteOptions {
        QuoteOptions { min_confidence: self.min_confidence }
    }
}

fn share(word: &str) -> Result<f32, String> {
    let outside = || "not a number from 0 to 1".to_owned();
    word.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(outside)
}

#[cfg(test)]
mod tests {
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
            "--no-line-breaks",
            "--keep-quotations-whole",
            "--min-confidence=0.5",
        ];
        let Command::Analyze(call) = Cli::parse_from(words).command else { panic!("another command") };
        let expected = Options {
            clean: CleanOptions {
                profile: CleanProfile::AsIs,
                apply_repairs: true,
                with: Steps::of(&[Step::Alef, Step::Digits]),
                without: Steps::of(&[Step::Tatweel]),
            },
            segment: SegmentOptions { line_breaks: false, keep_quotations_whole: true },
            quotes: QuoteOptions { min_confidence: 0.5 },
        };
        assert_eq!(call.job().options, expected);
    }

    #[test]
    fn defaults_are_those_of_the_core() {
        let Command::Analyze(call) = Cli::parse_from(["isnad", "analyze"]).command else { panic!() };
        assert_eq!(call.job().options, Options::default());
    }

    #[test]
    fn shares_outside_are_refused() {
        assert_eq!(share("0.25"), Ok(0.25));
        for word in ["-0.1", "1.1", "NaN", "inf", "much"] {
            assert!(share(word).is_err(), "{word}");
        }
    }
}
