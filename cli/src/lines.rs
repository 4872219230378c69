//! JSON Lines files in which each line is a request. Each gets one line as its answer, in input order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::progress::Progress;
use crate::report::Report;

/// Longer lines are rejected.
const LONGEST: u64 = 16 << 20;

/// The object of a line.
pub type Object = Map<String, Value>;

/// Maps the object of a line to the fields of its answer.
type Answer<'a> = &'a dyn Fn(&Object) -> Result<Value, Fault>;

/// Answers all lines of these files; `-` or none means standard input.
pub fn run(paths: &[PathBuf], answer: Answer<'_>) -> ExitCode {
    let mut report = Report::new(Progress::none());
    let standard = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &standard } else { paths };
    for path in paths {
        let place = if is_standard(path) { "standard input".into() } else { path.display().to_string() };
        match open(path) {
            Ok(reader) => {
                if !answered(reader, &place, answer, &mut report) {
                    break;
                }
            }
            Err(error) => report.complain(&format!("{place}: {}", Fault::from(error))),
        }
    }
    report.end()
}

/// Whether a path means standard input.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(if is_standard(path) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path)?))
    })
}

/// Answers the lines of one file. Returns false if the reader of the answers has gone away.
fn answered(mut reader: Box<dyn BufRead>, place: &str, answer: Answer<'_>, report: &mut Report) -> bool {
    for number in 1_u64.. {
        let mut line = Vec::new();
        match reader.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.trim_ascii().is_empty() => {}
            Ok(_) => {
                let line = one(&line, &format!("{place}:{number}"), answer, report);
                if report.write(format!("{line}\n").as_bytes()).is_break() {
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

fn one(line: &[u8], place: &str, answer: Answer<'_>, report: &mut Report) -> Value {
    let parsed = serde_json::from_slice(line).map_err(|_| Fault::invalid("is not a JSON object"));
    let id = parsed.as_ref().ok().and_then(|object: &Object| object.get("id").cloned());
    let id = id.filter(|id| id.is_string() || id.is_number()).unwrap_or_else(|| place.into());
    match parsed.and_then(|object| answer(&object)) {
        Ok(Value::Object(rest)) => {
            let mut answer = Map::from_iter([("id".to_owned(), id)]);
            answer.extend(rest);
            Value::Object(answer)
        }
        Ok(other) => other,
        Err(fault) => {
            report.complain(&format!("{place}: {fault}"));
            json!({"id": id, "error": fault.to_json(place)})
        }
    }
}
