//! The calls that read documents, each with its options.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use isnad::{Analyzer, Part};

use super::io::{Io, Offsets, Sources, one_of};
use super::options::{CleanArgs, QuoteArgs, SegmentArgs};
use crate::answer::{Call, Job};
use crate::compare::Comparing;
use crate::given::Given;
use crate::read::{Stage, View};
use crate::style::{ColorChoice, Style};
use crate::trace::{Outcome, Tracing};
use crate::verify::Verifying;

/// `isnad analyze`.
#[derive(Debug, Args)]
pub struct Analyze {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    pub clean: CleanArgs,
    #[command(flatten)]
    segment: SegmentArgs,
    #[command(flatten)]
    quotes: QuoteArgs,

    /// Only these fields of the answer, in --format jsonl; a stage of which no field is wanted is not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::ALL))]
    fields: Vec<Part>,
}

/// `isnad clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    pub clean: CleanArgs,

    /// Show what each line is, whether it is kept, and the rule that says so, instead of the article
    ///
    /// The text form only: --format jsonl has kind and rule of each block anyway.
    #[arg(long, conflicts_with = "format")]
    explain: bool,

    /// Only these fields of the answer, in --format jsonl; a stage of which no field is wanted is not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::CLEANING))]
    fields: Vec<Part>,
}

/// `isnad segment`.
#[derive(Debug, Args)]
pub struct Segment {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    segment: SegmentArgs,

    /// Only these fields of the answer, in --format jsonl; a stage of which no field is wanted is not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::SEGMENTATION))]
    fields: Vec<Part>,
}

/// `isnad quotes`.
#[derive(Debug, Args)]
pub struct Quotes {
    /// What to read, how to write.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    quotes: QuoteArgs,

    /// Only these fields of the answer, in --format jsonl; a stage of which no field is wanted is not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::EXTRACTION))]
    fields: Vec<Part>,
}

impl Analyze {
    /// The call with its options.
    pub fn job(&self) -> Job {
        let analyzer = Analyzer::new()
            .clean_options(self.clean.options())
            .segment_options(self.segment.options())
            .quote_options(self.quotes.options())
            .parts(self.io.parts(&self.fields));
        Job { call: Call::Analyze, analyzer, alignment: self.clean.alignment() }
    }
}

impl Clean {
    /// The call with its options.
    pub fn job(&self) -> Job {
        let call = if self.explain { Call::Blocks } else { Call::Clean };
        let analyzer = Analyzer::new().clean_options(self.clean.options()).parts(self.io.parts(&self.fields));
        Job { call, analyzer, alignment: self.clean.alignment() }
    }
}

impl Segment {
    /// The call with its options.
    pub fn job(&self) -> Job {
        let analyzer = Analyzer::new().segment_options(self.segment.options());
        Job::new(Call::Segment, analyzer.parts(self.io.parts(&self.fields)))
    }
}

impl Quotes {
    /// The call with its options.
    pub fn job(&self) -> Job {
        let analyzer = Analyzer::new().quote_options(self.quotes.options());
        Job::new(Call::Quotes, analyzer.parts(self.io.parts(&self.fields)))
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
        Job::new(Call::Explain(view), Analyzer::new())
    }
}

/// `isnad compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Files of JSON Lines, or - for standard input (also when no PATH is given)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The form of the output; offsets are bytes
    #[arg(long, short, value_enum, default_value_t = Lines::Jsonl)]
    format: Lines,

    /// What is measured of each pair, and not the answer: scripts/train-pairs learns from it
    #[arg(long, hide = true)]
    facts: bool,
}

/// The one form of an answer that is a line for each pair.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lines {
    /// One JSON object a line
    Jsonl,
}

impl Compare {
    /// The call.
    pub fn job(&self) -> Comparing<'_> {
        let Lines::Jsonl = self.format;
        Comparing { paths: &self.paths, facts: self.facts }
    }
}

/// `isnad trace`.
#[derive(Debug, Args)]
pub struct Trace {
    /// What to read.
    #[command(flatten)]
    sources: Sources,

    /// The form of the output
    #[arg(long, short, value_enum, default_value_t = Traced::Text)]
    format: Traced,

    /// The unit of offsets in --format jsonl and documents; documents that were read before keep theirs
    #[arg(long, value_enum, default_value_t = Offsets::Utf8, value_name = "UNIT")]
    offsets: Offsets,
}

/// The forms of what was traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Traced {
    /// For reading
    Text,
    /// A line of JSON for each cluster: the message Cluster of the service
    Jsonl,
    /// A line of JSON for each document, with its quotes and without its text: to be traced by another call
    Documents,
    /// A page to look at: one HTML file
    Html,
}

impl Trace {
    /// The call.
    pub fn job(&self) -> Tracing<'_> {
        let outcome = match self.format {
            Traced::Text => Outcome::Text(Style::of_stdout(self.sources.color)),
            Traced::Jsonl => Outcome::Clusters,
            Traced::Documents => Outcome::Documents,
            Traced::Html => Outcome::Page,
        };
        let Sources { paths, input, recursive, .. } = &self.sources;
        Tracing {
            paths,
            input: *input,
            recursive: *recursive,
            jobs: self.sources.jobs(),
            outcome,
            unit: self.offsets.into(),
        }
    }
}

/// `isnad verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Files of JSON Lines, or with --claim texts; - for standard input (also when no PATH is given)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// A quotation that the texts are said to hold; may be given several times
    #[arg(long = "claim", value_name = "WORDS")]
    claims: Vec<String>,

    /// Who is said to have said it
    #[arg(long, value_name = "NAME", requires = "claims")]
    speaker: Option<String>,

    /// The unit of offsets in lines
    #[arg(long, value_enum, default_value_t = Offsets::Utf8, value_name = "UNIT")]
    offsets: Offsets,

    /// Colour in the answers to --claim; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
}

impl Verify {
    /// The call.
    pub fn job(&self) -> Verifying<'_> {
        Verifying {
            paths: &self.paths,
            claims: &self.claims,
            speaker: self.speaker.as_deref(),
            unit: self.offsets.into(),
            style: Style::of_stdout(self.color),
        }
    }
}

/// `isnad facts`.
#[derive(Debug, Args)]
pub struct Facts {
    /// What to read.
    #[command(flatten)]
    pub sources: Sources,

    /// Every line counts as the article's
    #[arg(long)]
    every_line: bool,

    /// The facts of the choices of speakers, for scripts/train-choices
    #[arg(long)]
    choices: bool,

    /// The facts of the choice of the title, for scripts/train-titles
    #[arg(long, conflicts_with_all = ["choices", "every_line"])]
    titles: bool,

    /// Spans to use instead of the tagger's: lines {"id": …, "spans": [[first byte, last, kind, trust], …]}
    #[arg(long, value_name = "FILE", requires = "choices")]
    spans: Option<PathBuf>,

    /// Weights to use instead of those of lexicon/choices.tsv: a file of the same form
    #[arg(long, value_name = "FILE", requires = "choices")]
    weights: Option<PathBuf>,
}

impl Facts {
    /// The call.
    ///
    /// # Errors
    ///
    /// When a file with spans or weights cannot be read.
    pub fn job(&self) -> Result<Job, String> {
        let call = if self.choices {
            Call::Choices(Box::new(Given::read(self.spans.as_deref(), self.weights.as_deref())?))
        } else if self.titles {
            Call::Titles
        } else {
            Call::Facts(self.every_line)
        };
        Ok(Job::new(call, Analyzer::new()))
    }
}
