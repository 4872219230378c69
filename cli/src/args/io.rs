//! What to read, and how to write.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, ValueEnum};
use isnad::{OffsetEncoding, Part};

use crate::plan::InputKind;
use crate::style::ColorChoice;

/// The most threads that can be asked for.
const MAX_JOBS: u16 = 512;

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

    /// Whether --format jsonl has fields that hold their default values, such as 0, false and empty lists
    #[arg(long, action = ArgAction::Set, default_value_t = true, value_name = "BOOL")]
    pub json_defaults: bool,
}

impl Io {
    /// The parts that are wanted: those that are named, in --format jsonl; else all.
    pub fn parts(&self, named: &[Part]) -> Vec<Part> {
        let are_named = self.format == Format::Jsonl && !named.is_empty();
        if are_named { named } else { Part::ALL }.to_vec()
    }
}

/// Reads the name of one of these parts.
pub fn one_of(parts: &'static [Part]) -> impl TypedValueParser<Value = Part> {
    let named = |name: String| {
        let found = Part::ALL.iter().copied().find(|part| part.as_str() == name);
        found.ok_or("is no field of the answer")
    };
    PossibleValuesParser::new(parts.iter().map(|part| part.as_str())).try_map(named)
}

/// What to read, with how many threads, and whether to colour what is said of it.
#[derive(Debug, Args)]
pub struct Sources {
    /// Files, folders, or - for standard input (also when no PATH is given)
    ///
    /// A file is one text, and its id is its name without the extension; a file named *.jsonl or *.ndjson has a
    /// document a line: {"id": …, "text": …}, where a line without an id gets NAME:LINE for one. A folder
    /// stands for its *.txt files, sorted by name, without hidden ones and, unless --recursive, without the folders
    /// below it. What is packed with gzip, Zstandard or xz is unpacked; NAME.txt.gz has the id NAME.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How files named here, and standard input, are read
    #[arg(long, value_enum, default_value_t = InputKind::Auto, value_name = "KIND")]
    pub input: InputKind,

    /// Also the folders below a folder; the id of a file in them begins with their names: FOLDER/NAME
    #[arg(long, short)]
    pub recursive: bool,

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
