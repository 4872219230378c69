//! The options for input and output.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, ValueEnum};
use isnad::{OffsetEncoding, Part};

use crate::plan::InputKind;
use crate::style::ColorChoice;

/// The maximum of `--jobs`.
const MAX_JOBS: u16 = 512;

/// The input and the output.
#[derive(Debug, Args)]
pub struct Io {
    /// The input.
    #[command(flatten)]
    pub sources: Sources,

    /// The output format; the same on a terminal and in a pipe
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// The unit of offsets in --format jsonl
    #[arg(long, value_enum, default_value_t = Offsets::Utf8, value_name = "UNIT")]
    pub offsets: Offsets,

    /// Whether --format jsonl includes fields with default values, such as 0, false and empty lists
    #[arg(long, action = ArgAction::Set, default_value_t = true, value_name = "BOOL")]
    pub json_defaults: bool,
}

impl Io {
    /// The requested parts: with `--format jsonl` the named ones, otherwise all.
    pub fn parts(&self, named: &[Part]) -> Vec<Part> {
        let are_named = self.format == Format::Jsonl && !named.is_empty();
        if are_named { named } else { Part::ALL }.to_vec()
    }
}

/// Parses the name of one of these parts.
pub fn one_of(parts: &'static [Part]) -> impl TypedValueParser<Value = Part> {
    let named = |name: String| {
        let found = Part::ALL.iter().copied().find(|part| part.as_str() == name);
        found.ok_or("is not a field of the answer")
    };
    PossibleValuesParser::new(parts.iter().map(|part| part.as_str())).try_map(named)
}

/// The input, the number of threads, and whether to use colour.
#[derive(Debug, Args)]
pub struct Sources {
    /// Files, folders, or - for standard input (also when no PATH is given)
    ///
    /// A file is one text, and its id is its name without the extension; a file named *.jsonl or *.ndjson has one
    /// document per line: {"id": …, "text": …}. A line without an id gets the id NAME:LINE. A folder means its
    /// *.txt files, sorted by name, without hidden files and, unless --recursive is given, without subfolders.
    /// Files compressed with gzip, Zstandard or xz are decompressed; NAME.txt.gz has the id NAME.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How the named files and standard input are read
    #[arg(long, value_enum, default_value_t = InputKind::Auto, value_name = "KIND")]
    pub input: InputKind,

    /// Read subfolders, too; the id of a file in a subfolder starts with its path: FOLDER/NAME
    #[arg(long, short)]
    pub recursive: bool,

    /// Documents processed in parallel [default: one per core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_JOBS)))]
    jobs: Option<u16>,

    /// Colour in the text format; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,
}

impl Sources {
    /// The number of documents to process in parallel.
    pub fn jobs(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(cores, usize::from)
    }
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Human-readable
    Text,
    /// One line per document: {"id": …, KEY: the service's answer as JSON}, where KEY is analysis, cleaning,
    /// segmentation or extraction
    Jsonl,
    /// One HTML file with every document, its quotes and speakers; for analyze only
    Html,
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
