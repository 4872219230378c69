//! `isnad compare`: pairs of quotes, a line of JSON each, in the order of the input.

use std::path::PathBuf;
use std::process::ExitCode;

use isnad::internals::across::pair_facts;
use isnad::{Edit, Quotation, compare};
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::lines::{self, Object};

/// The input, and whether to write only the features.
pub struct Comparing<'a> {
    /// JSON Lines files; `-` or none for standard input.
    pub paths: &'a [PathBuf],
    /// Whether to write the features instead of the answer.
    pub facts: bool,
}

impl Comparing<'_> {
    /// Compares all pairs.
    pub fn run(&self) -> ExitCode {
        lines::run(self.paths, &|pair| self.pair(pair))
    }

    fn pair(&self, pair: &Object) -> Result<Value, Fault> {
        let (a, b) = (quotation(pair, "a")?, quotation(pair, "b")?);
        Ok(if self.facts { facts(&a, &b) } else { found(&a, &b) })
    }
}

/// The quote under a key. Unknown fields may be missing, null or empty.
fn quotation<'v>(pair: &'v Object, key: &str) -> Result<Quotation<'v>, Fault> {
    let quote = pair.get(key).and_then(Value::as_object);
    let quote = quote.ok_or_else(|| Fault::invalid(format!("{key:?} is not an object")))?;
    let text = quote.get("text").and_then(Value::as_str);
    let text = text.ok_or_else(|| Fault::invalid(format!("{key:?} has no string \"text\"")))?;
    let known = |name: &str| quote.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
    let quotation = Quotation::new(text);
    let quotation = known("speaker").map_or(quotation, |speaker| quotation.with_speaker(speaker));
    Ok(known("published").map_or(quotation, |day| quotation.with_published(day)))
}

fn found(a: &Quotation<'_>, b: &Quotation<'_>) -> Value {
    let found = compare(a, b);
    let row = |edit: &Edit| {
        let [a, b] = [edit.a, edit.b].map(|span| json!({"start": span.start, "end": span.end}));
        json!({"kind": edit.kind.as_str(), "a": a, "b": b})
    };
    let mut answer = json!({
        "relation": found.relation.as_str(),
        "kind": found.kind.as_str(),
        "similarity": rounded(found.similarity),
        "confidence": rounded(found.confidence),
        "edits": found.edits.iter().map(row).collect::<Vec<_>>(),
    });
    if let Some(part) = found.part {
        answer["part"] = part.as_str().into();
    }
    answer
}

fn facts(a: &Quotation<'_>, b: &Quotation<'_>) -> Value {
    let (facts, column) = pair_facts(a, b);
    let facts: Map<_, _> =
        facts.iter().map(|(fact, value)| (fact.as_str().to_owned(), rounded(*value).into())).collect();
    json!({"column": column.as_str(), "facts": facts})
}

fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}
