//! The documents, one after the other. Cheap steps are done here, in order; reading and parsing is done in
//! the workers ([`crate::document`]).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::fd::AsFd;
use std::path::Path;
use std::vec;

use crate::document::{Body, Id, Ticket, fits, read_text};
use crate::fault::Fault;
use crate::packed;
use crate::paths::stem;
use crate::plan::{Entry, InputKind, Source};

/// The name of standard input in messages, and in generated ids.
const STDIN: (&str, &str) = ("standard input", "stdin");

/// The tickets of all entries, in order. Files are opened and lines are read lazily.
pub struct Tickets {
    entries: vec::IntoIter<Entry>,
    lines: Option<Lines>,
}

impl Tickets {
    /// The tickets of `entries`.
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { entries: entries.into_iter(), lines: None }
    }

    /// The ticket of an entry. None if the entry turns out to be JSON Lines, which come next.
    fn open(&mut self, entry: Entry) -> Option<Ticket> {
        match entry.source {
            Source::File(path, id) => Some(Ticket::file(path, id, entry.alone)),
            Source::Lines(path) => self.open_lines(&path),
            Source::Stdin(kind) => self.open_stdin(kind, entry.alone),
            Source::Bad(path, fault) => Some(Ticket::bad(&path, fault)),
        }
    }

    fn open_lines(&mut self, path: &Path) -> Option<Ticket> {
        match File::open(path).and_then(|file| packed::open(BufReader::new(file))) {
            Ok(input) => {
                let (place, stem) = (path.display().to_string(), stem(path));
                self.lines = Some(Lines::new(input, place, stem));
                None
            }
            Err(error) => Some(Ticket::bad(path, error.into())),
        }
    }

    fn open_stdin(&mut self, kind: InputKind, alone: bool) -> Option<Ticket> {
        let mut input = match packed::open(BufReader::new(io::stdin())) {
            Ok(input) => input,
            Err(error) => return Some(stdin_ticket(Body::Bad(error.into()), alone)),
        };
        let mut start = Vec::new();
        let found = peek(&mut input, kind, &mut start);
        let whole: Box<dyn BufRead + Send> = Box::new(io::Cursor::new(start).chain(input));
        match found {
            Ok(true) => self.lines = Some(Lines::new(whole, STDIN.0.to_owned(), STDIN.1.to_owned())),
            Ok(false) => return Some(whole_text(whole, alone)),
            Err(error) => return Some(stdin_ticket(Body::Bad(error.into()), alone)),
        }
        None
    }
}

impl Iterator for Tickets {
    type Item = Ticket;

    fn next(&mut self) -> Option<Ticket> {
        loop {
            if let Some(ticket) = self.lines.as_mut().and_then(Lines::next) {
                return Some(ticket);
            }
            self.lines = None;
            let entry = self.entries.next()?;
            if let Some(ticket) = self.open(entry) {
                return Some(ticket);
            }
        }
    }
}

/// All of standard input as one text.
fn whole_text(input: impl Read, alone: bool) -> Ticket {
    let read = fits(stdin_size()).and_then(|()| read_text(input));
    stdin_ticket(read.map_or_else(Body::Bad, Body::Text), alone)
}

/// The size in bytes of standard input if it is a file; the size of a pipe is not known.
fn stdin_size() -> u64 {
    let file = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    file.and_then(|file| file.metadata()).map_or(0, |metadata| metadata.len())
}

fn stdin_ticket(body: Body, alone: bool) -> Ticket {
    Ticket { place: STDIN.0.to_owned(), id: Id::from(STDIN.1), alone, body }
}

/// Whether standard input is JSON Lines. With `Auto`, it is if its first line that is not blank begins with
/// `{"`, as no news text does. The bytes read for this are returned in `start`.
fn peek(input: &mut impl BufRead, kind: InputKind, start: &mut Vec<u8>) -> io::Result<bool> {
    if kind != InputKind::Auto {
        return Ok(kind == InputKind::Jsonl);
    }
    let mut seen = 0;
    while input.read_until(b'\n', start)? > 0 {
        let line = start.get(seen..).unwrap_or_default().trim_ascii();
        if !line.is_empty() {
            return Ok(is_object_start(line));
        }
        seen = start.len();
    }
    Ok(false)
}

fn is_object_start(line: &[u8]) -> bool {
    let line = line.strip_prefix(BOM).unwrap_or(line);
    line.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

/// A byte order mark in UTF-8. It is part of a plain text (offsets count it), but not of a JSON line.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// A JSON Lines input, read a line at a time.
struct Lines {
    input: Box<dyn BufRead + Send>,
    place: String,
    stem: String,
    number: u64,
    ended: bool,
}

impl Lines {
    fn new(input: Box<dyn BufRead + Send>, place: String, stem: String) -> Self {
        Self { input, place, stem, number: 0, ended: false }
    }

    /// The ticket of the next line that is not blank. A line that cannot be read is the last.
    fn next(&mut self) -> Option<Ticket> {
        while !self.ended {
            let mut line = Vec::new();
            let read = self.input.read_until(b'\n', &mut line);
            self.number += 1;
            match read {
                Ok(0) => self.ended = true,
                Ok(_) if self.content(&line).is_empty() => {}
                Ok(_) => return Some(self.ticket(Body::Line(self.content(&line).to_owned()))),
                Err(error) => {
                    self.ended = true;
                    return Some(self.ticket(Body::Bad(Fault::from(error))));
                }
            }
        }
        None
    }

    /// The line without surrounding white space and, if it is the first, without its byte order mark.
    fn content<'l>(&self, line: &'l [u8]) -> &'l [u8] {
        let line = if self.number == 1 { line.strip_prefix(BOM).unwrap_or(line) } else { line };
        line.trim_ascii()
    }

    fn ticket(&self, body: Body) -> Ticket {
        let (place, id) =
            (format!("{}:{}", self.place, self.number), format!("{}:{}", self.stem, self.number));
        Ticket { place, id: Id::from(id), alone: false, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(input: &str) -> bool {
        peek(&mut input.as_bytes(), InputKind::Auto, &mut Vec::new()).unwrap()
    }

    #[test]
    fn json_lines_are_told_from_text_by_their_first_line() {
        assert!(detect("{\"id\": \"1\"}\n"));
        assert!(detect("\n \n{ \"text\": \"\"}"));
        assert!(detect("\u{FEFF}{\"text\": \"\"}"));
        assert!(!detect("قال الوزير\n{\"id\": 1}\n"));
        assert!(!detect("{قال} الوزير"));
        assert!(!detect(""));
    }

    #[test]
    fn lines_are_numbered_as_an_editor_numbers_them() {
        let input = "{\"a\": 1}\n\n  \r\n{\"b\": 2}";
        let mut lines = Lines::new(Box::new(input.as_bytes()), "dir/x.jsonl".into(), "x".into());
        let places: Vec<_> = std::iter::from_fn(|| lines.next()).map(|ticket| ticket.place).collect();
        assert_eq!(places, ["dir/x.jsonl:1", "dir/x.jsonl:4"]);
    }
}
