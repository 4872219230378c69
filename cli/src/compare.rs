//! `isnad compare`: pairs of quotes, a line of JSON each, in the order of the input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use isnad::internals::across::pair_facts;
use isnad::{Edit, Quotation, compare};
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::progress::Progress;
use crate::report::Report;

/// A longer line is no pair of quotes.
const LONGEST: u64 = 16 << 20;

/// What to read, and whether only the facts are wanted.
pub struct Comparing<'a> {
    /// Files of JSON Lines; `-` or none for standard input.
    pub paths: &'a [PathBuf],
    /// Whether the facts are written and not the answer.
    pub facts: bool,
}

impl Comparing<'_> {
    /// Compares all pairs.
    pub fn run(&self) -> ExitCode {
        let mut report = Report::new(Progress::none());
        let standard = [PathBuf::from("-")];
        let paths = if self.paths.is_empty() { &standard } else { self.paths };
        for path in paths {
            let place = if is_standard(path) { "standard input".into() } else { path.display().to_string() };
            match open(path) {
                Ok(reader) => {
                    if !self.lines(reader, &place, &mut report) {
                        break;
                    }
                }
                Err(error) => report.complain(&format!("{place}: {}", Fault::from(error))),
            }
        }
        report.end()
    }

    /// Answers the lines of one file; false when nobody reads the answers any more.
    fn lines(&self, mut reader: Box<dyn BufRead>, place: &str, report: &mut Report) -> bool {
        for number in 1_u64.. {
            let mut line = Vec::new();
            match reader.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let answer = self.answer(&line, &format!("{place}:{number}"), report);
                    if report.write(format!("{answer}\n").as_bytes()).is_break() {
                        return false;
                    }
                }
                Err(error) => {
                    report.complain(&format!("{place}: {}", Fault::from(error)));
                    break;
                }
            }
        }
        true
    }

    fn answer(&self, line: &[u8], place: &str, report: &mut Report) -> Value {
        let parsed = serde_json::from_slice(line).map_err(|_| Fault::invalid("is not a JSON object"));
        let id = parsed.as_ref().ok().and_then(|map: &Map<String, Value>| map.get("id").cloned());
        let id = id.filter(|id| id.is_string() || id.is_number());
        match parsed.and_then(|map| self.pair(&map)) {
            Ok(Value::Object(rest)) => {
                let mut answer = Map::from_iter([("id".to_owned(), id.unwrap_or_else(|| place.into()))]);
                answer.extend(rest);
                Value::Object(answer)
            }
            Ok(other) => other,
            Err(fault) => {
                report.complain(&format!("{place}: {fault}"));
                json!({"id": id.unwrap_or_else(|| place.into()), "error": fault.to_json(place)})
            }
        }
    }

    fn pair(&self, pair: &Map<String, Value>) -> Result<Value, Fault> {
        let (a, b) = (quotation(pair, "a")?, quotation(pair, "b")?);
        Ok(if self.facts { facts(&a, &b) } else { found(&a, &b) })
    }
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(if is_standard(path) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path)?))
    })
}

/// The quote under a key. What is not known of it may be missing, null or empty.
fn quotation<'v>(pair: &'v Map<String, Value>, key: &str) -> Result<Quotation<'v>, Fault> {
    let quote = pair.get(key).and_then(Value::as_object);
    let quote = quote.ok_or_else(|| Fault::invalid(format!("{key:?} is no object")))?;
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
