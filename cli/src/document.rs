//! One document: its text, or why it has none.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::encoding;
use crate::fault::Fault;
use crate::packed;
use crate::paths::stem;

/// The largest text, in bytes: spans are 32 bits wide. The server's limit does not apply here.
const MAX_BYTES: u64 = u32::MAX as u64;

/// A document's id in the output: a string, or a number if its JSON line has a number.
pub type Id = Value;

/// The id as text.
pub fn spelt(id: &Id) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// A document with a place in the order that has not been read yet.
#[derive(Debug)]
pub struct Ticket {
    /// Its name in messages: a path, or a path and a line number.
    pub place: String,
    /// Its id, unless its JSON line has one.
    pub id: Id,
    /// Whether it is the only document.
    pub alone: bool,
    /// The source of its text.
    pub body: Body,
}

/// The source of a text.
#[derive(Debug)]
pub enum Body {
    /// In this file.
    File(PathBuf),
    /// In these bytes.
    Text(Vec<u8>),
    /// In this JSON line.
    Line(Vec<u8>),
    /// No source: it cannot be read.
    Bad(Fault),
}

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// As in [`Ticket::place`].
    pub place: String,
    /// Its id.
    pub id: Id,
    /// Whether it is the only document.
    pub alone: bool,
    /// The size of its input, in bytes.
    pub size: u64,
    /// Its text, or why it has none.
    pub text: Result<String, Fault>,
    /// The other fields of its JSON line.
    pub more: Map<String, Value>,
}

impl Ticket {
    /// The ticket of a file with one text.
    pub fn file(path: PathBuf, id: String, alone: bool) -> Self {
        Self { place: path.display().to_string(), id: Id::from(id), alone, body: Body::File(path) }
    }

    /// The ticket of a path that cannot be read.
    pub fn bad(path: &Path, fault: Fault) -> Self {
        let place = path.display().to_string();
        Self { place, id: Id::from(stem(path)), alone: false, body: Body::Bad(fault) }
    }

    /// Reads it.
    pub fn read(self) -> Document {
        let Self { place, id, alone, body } = self;
        let Content { id: given, size, text, more } = body.read();
        let text = text.and_then(within_limits);
        Document { place, id: given.unwrap_or(id), alone, size, text, more }
    }
}

/// The content of a body.
struct Content {
    /// Its id, if it has one.
    id: Option<Id>,
    /// The number of bytes read.
    size: u64,
    text: Result<String, Fault>,
    more: Map<String, Value>,
}

impl Content {
    fn of_text(read: Result<Vec<u8>, Fault>) -> Self {
        let size = read.as_ref().map_or(0, |bytes| bytes.len() as u64);
        Self { id: None, size, text: read.and_then(utf8), more: Map::new() }
    }
}

impl Body {
    fn read(self) -> Content {
        match self {
            Self::File(path) => Content::of_text(read_file(&path)),
            Self::Text(bytes) => Content::of_text(Ok(bytes)),
            Self::Line(line) => record(&line),
            Self::Bad(fault) => Content::of_text(Err(fault)),
        }
    }
}

/// All bytes of a file, decompressed. A file that is too large is rejected before it is read.
fn read_file(path: &Path) -> Result<Vec<u8>, Fault> {
    let file = File::open(path)?;
    fits(file.metadata()?.len())?;
    read_text(packed::open(BufReader::new(file))?)
}

/// All bytes of `input`, up to one more than the size of the largest text.
pub fn read_text(input: impl Read) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn utf8(bytes: Vec<u8>) -> Result<String, Fault> {
    if let Some(name) = encoding::utf16(&bytes) {
        return Err(not_utf8(0, Some(name)));
    }
    String::from_utf8(bytes)
        .map_err(|error| not_utf8(error.utf8_error().valid_up_to(), encoding::guess(error.as_bytes())))
}

/// The error for bytes that are not UTF-8: the position, and the encoding that they seem to have.
fn not_utf8(at: usize, seems: Option<&str>) -> Fault {
    let hint = seems.map(|name| format!("; it looks like {name}, which iconv -f {name} -t UTF-8 converts"));
    Fault::invalid(format!("not UTF-8 at byte {at}{}", hint.unwrap_or_default()))
}

fn within_limits(text: String) -> Result<String, Fault> {
    if text.is_empty() {
        return Err(Fault::invalid("empty"));
    }
    fits(text.len() as u64).map(|()| text)
}

/// Rejects sizes that are too large for a text.
pub fn fits(bytes: u64) -> Result<(), Fault> {
    if bytes > MAX_BYTES { Err(Fault::invalid("larger than 4 GiB")) } else { Ok(()) }
}

/// The content of a JSON line. The id is used even if the text is missing.
fn record(line: &[u8]) -> Content {
    let size = line.len() as u64;
    let (id, text, more) = match parse(line) {
        Ok(mut object) => {
            let id = id(object.remove("id"));
            let text = text(object.remove("text"));
            let (id, text) = id.map_or_else(|fault| (None, Err(fault)), |id| (id, text));
            (id, text, object)
        }
        Err(fault) => (None, Err(fault), Map::new()),
    };
    Content { id, size, text, more }
}

fn parse(line: &[u8]) -> Result<Map<String, Value>, Fault> {
    let line = simdutf8::compat::from_utf8(line)
        .map_err(|error| not_utf8(error.valid_up_to(), encoding::guess(line)))?;
    serde_json::from_str(line).map_err(|error| Fault::invalid(not_json(&error)))
}

/// The error of a JSON line, without quoting the line. serde_json quotes values only in type errors.
fn not_json(error: &serde_json::Error) -> String {
    if error.classify() == Category::Data {
        return "not a JSON object".to_owned();
    }
    let words = error.to_string();
    let reason = words.split(" at line ").next().unwrap_or_default();
    format!("not JSON: {reason} (column {})", error.column())
}

fn id(value: Option<Value>) -> Result<Option<Id>, Fault> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(id @ (Value::String(_) | Value::Number(_))) => Ok(Some(id)),
        Some(_) => Err(Fault::invalid("\"id\" is neither a string nor a number")),
    }
}

fn text(value: Option<Value>) -> Result<String, Fault> {
    match value {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(Fault::invalid("\"text\" is not a string")),
        None => Err(Fault::invalid("no \"text\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(line: &str) -> String {
        record(line.as_bytes()).text.unwrap_err().to_string()
    }

    #[test]
    fn a_line_gives_its_id_and_text() {
        let Content { id, text, .. } =
            record("{\"id\": \"خبر\", \"text\": \"قال\", \"more\": [1]}".as_bytes());
        assert_eq!((id, text), (Some(Id::from("خبر")), Ok("قال".to_owned())));
        assert_eq!(record(b"{\"id\": 7, \"text\": \"x\"}").id, Some(Id::from(7)));
        assert_eq!(record(b"{\"id\": null, \"text\": \"x\"}").id, None);
    }

    #[test]
    fn a_line_without_text_keeps_its_id() {
        let Content { id, text, .. } = record(b"{\"id\": \"a\"}");
        assert_eq!(id, Some(Id::from("a")));
        assert_eq!(text.unwrap_err().to_string(), "no \"text\"");
    }

    #[test]
    fn reasons_do_not_quote_the_document() {
        assert_eq!(reason("\"سر\""), "not a JSON object");
        assert_eq!(reason("{\"text\": [\"سر\"]}"), "\"text\" is not a string");
        assert_eq!(
            reason("{\"id\": {\"سر\": 1}, \"text\": \"\"}"),
            "\"id\" is neither a string nor a number"
        );
        assert!(!reason("{\"text\": \"سر").contains("سر"));
        assert_eq!(reason("{\"text\": \"a\"} b"), "not JSON: trailing characters (column 15)");
    }
}
