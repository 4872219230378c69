//! Spans and weights from files that replace the learned ones.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use isnad::Span;
use isnad::internals::explain::{Instead, WeightRow};
use isnad::internals::tagger::Kind;
use serde::Deserialize;

/// Byte spans with their kind and confidence, by document id.
type Spans = HashMap<String, Vec<(Span, Kind, u8)>>;

/// The content of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    spans: Option<Spans>,
    weights: Option<Vec<WeightRow>>,
}

/// A line of the file with spans.
#[derive(Deserialize)]
struct Line {
    id: String,
    spans: Vec<(u32, u32, String, u8)>,
}

impl Given {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or a line does not parse.
    pub fn read(spans: Option<&Path>, weights: Option<&Path>) -> Result<Self, String> {
        Ok(Self {
            spans: spans.map(read_spans).transpose()?,
            weights: weights.map(read_weights).transpose()?,
        })
    }

    /// The replacements for the document.
    pub fn of(&self, id: &str) -> Instead {
        let spans = self.spans.as_ref().map(|all| all.get(id).cloned().unwrap_or_default());
        Instead { spans, weights: self.weights.clone() }
    }
}

fn read_spans(path: &Path) -> Result<Spans, String> {
    let line = |line: &str| -> Result<_, String> {
        let line: Line =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))?;
        let span = |(start, end, name, trust): (u32, u32, String, u8)| {
            Some((Span { start, end }, kind(&name)?, trust))
        };
        Ok((line.id, line.spans.into_iter().filter_map(span).collect()))
    };
    read(path)?.lines().map(line).collect()
}

/// The kind with this name.
fn kind(name: &str) -> Option<Kind> {
    let all = [Kind::Person, Kind::Body, Kind::Document, Kind::Unnamed, Kind::Title];
    all.into_iter().find(|kind| kind.as_str() == name)
}

fn read_weights(path: &Path) -> Result<Vec<WeightRow>, String> {
    let text = read(path)?;
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    let row = |line: &str| -> Option<WeightRow> {
        let weights: Option<Vec<i16>> = line.split('\t').skip(1).map(|weight| weight.parse().ok()).collect();
        weights?.try_into().ok()
    };
    rows.map(|line| row(line).ok_or_else(|| format!("{}: {line:?} is not a valid row", path.display())))
        .collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
