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
    /// The input and the output.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    pub clean: CleanArgs,
    #[command(flatten)]
    segment: SegmentArgs,
    #[command(flatten)]
    quotes: QuoteArgs,

    /// With --format jsonl, only these fields of the answer; stages that fill none of them are not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::ALL))]
    fields: Vec<Part>,
}

/// `isnad clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// The input and the output.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    pub clean: CleanArgs,

    /// Show each line's kind, whether it is kept, and the rule that decided, instead of the article
    ///
    /// For the text format only: --format jsonl always has kind and rule of each block.
    #[arg(long, conflicts_with = "format")]
    explain: bool,

    /// With --format jsonl, only these fields of the answer; stages that fill none of them are not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::CLEANING))]
    fields: Vec<Part>,
}

/// `isnad segment`.
#[derive(Debug, Args)]
pub struct Segment {
    /// The input and the output.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    segment: SegmentArgs,

    /// With --format jsonl, only these fields of the answer; stages that fill none of them are not run
    #[arg(long, value_delimiter = ',', value_name = "FIELD", value_parser = one_of(Part::SEGMENTATION))]
    fields: Vec<Part>,
}

/// `isnad quotes`.
#[derive(Debug, Args)]
pub struct Quotes {
    /// The input and the output.
    #[command(flatten)]
    pub io: Io,
    #[command(flatten)]
    quotes: QuoteArgs,

    /// With --format jsonl, only these fields of the answer; stages that fill none of them are not run
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
    /// The input.
    #[command(flatten)]
    pub sources: Sources,

    /// Only these stages; they are shown in processing order
    #[arg(long, value_enum, value_name = "STAGE", value_delimiter = ',')]
    stage: Vec<Stage>,

    /// Only the sentences that contain exactly these words
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
    /// JSON Lines files, or - for standard input (also when no PATH is given)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The form of the output; offsets are bytes
    #[arg(long, short, value_enum, default_value_t = Lines::Jsonl)]
    format: Lines,

    /// Write the features of each pair instead of the answer: training data for scripts/train-pairs
    #[arg(long, hide = true)]
    facts: bool,
}

/// The only output format of `compare`: a line for each pair.
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
    /// The input.
    #[command(flatten)]
    sources: Sources,

    /// The form of the output
    #[arg(long, short, value_enum, default_value_t = Traced::Text)]
    format: Traced,

    /// The unit of offsets in --format jsonl and documents; input from --format documents keeps its own unit
    #[arg(long, value_enum, default_value_t = Offsets::Utf8, value_name = "UNIT")]
    offsets: Offsets,
}

/// The output formats of `trace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Traced {
    /// Human-readable
    Text,
    /// A line of JSON for each cluster: the message Cluster of the service
    Jsonl,
    /// A line of JSON for each document, with its quotes and without its text: input for another call of
    /// trace
    Documents,
    /// One HTML file
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
    /// JSON Lines files, or with --claim text files; - for standard input (also when no PATH is given)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// A quotation to look for in the texts; can be given several times
    #[arg(long = "claim", value_name = "WORDS")]
    claims: Vec<String>,

    /// The claimed speaker
    #[arg(long, value_name = "NAME", requires = "claims")]
    speaker: Option<String>,

    /// The unit of offsets in JSON lines
    #[arg(long, value_enum, default_value_t = Offsets::Utf8, value_name = "UNIT")]
    offsets: Offsets,

    /// Colour in the output of --claim; auto: on a terminal, unless NO_COLOR is set
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
    /// The input.
    #[command(flatten)]
    pub sources: Sources,

    /// Treat every line as part of the article
    #[arg(long)]
    every_line: bool,

    /// Write the features of the speaker choices, for scripts/train-choices
    #[arg(long)]
    choices: bool,

    /// Write the features of the title choice, for scripts/train-titles
    #[arg(long, conflicts_with_all = ["choices", "every_line"])]
    titles: bool,

    /// Spans to use instead of the tagger's: lines {"id": …, "spans": [[first byte, last, kind, trust], …]}
    #[arg(long, value_name = "FILE", requires = "choices")]
    spans: Option<PathBuf>,

    /// Weights to use instead of lexicon/choices.tsv: a file in the same format
    #[arg(long, value_name = "FILE", requires = "choices")]
    weights: Option<PathBuf>,
}

impl Facts {
    /// The call.
    ///
    /// # Errors
    ///
    /// If a file with spans or weights cannot be read.
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
