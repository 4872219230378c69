//! What there is to read, from the paths of the command line: names only, no texts.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::fault::Fault;

/// How input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// Files by their extension; standard input is JSON Lines when it begins with {" and else one text
    Auto,
    /// One text each
    Text,
    /// A document a line, each {"id": …, "text": …}
    Jsonl,
}

/// One thing to read, in the order of the command line.
#[derive(Debug)]
pub struct Entry {
    /// What and how.
    pub source: Source,
    /// Whether it is the only thing named, so that no heading is needed above its answer.
    pub alone: bool,
}

/// Where texts come from.
#[derive(Debug)]
pub enum Source {
    /// A file with one text.
    File(PathBuf),
    /// A file with a text a line.
    Lines(PathBuf),
    /// Standard input, one text or JSON Lines.
    Stdin(InputKind),
    /// Something that cannot be read, found out while planning.
    Bad(PathBuf, Fault),
}

/// The entries for `paths`; standard input when there are none.
pub fn entries(paths: &[PathBuf], kind: InputKind) -> Vec<Entry> {
    let alone = paths.len() < 2;
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { stdin.as_slice() } else { paths };
    paths.iter().flat_map(|path| expand(path, kind, alone)).collect()
}

/// What one path stands for.
fn expand(path: &Path, kind: InputKind, alone: bool) -> Vec<Entry> {
    let one = |source| vec![Entry { source, alone }];
    if path == Path::new("-") {
        return one(Source::Stdin(kind));
    }
    if path.is_dir() {
        return folder(path).unwrap_or_else(|fault| one(Source::Bad(path.to_owned(), fault)));
    }
    one(if is_lines(path, kind) { Source::Lines(path.to_owned()) } else { Source::File(path.to_owned()) })
}

/// Whether a named file is JSON Lines.
fn is_lines(path: &Path, kind: InputKind) -> bool {
    match kind {
        InputKind::Jsonl => true,
        InputKind::Text => false,
        InputKind::Auto => has_extension(path, &["jsonl", "ndjson"]),
    }
}

/// The `*.txt` files of a folder, sorted by the bytes of their names; hidden ones and those in
/// folders below are left out, as a shell's `*.txt` leaves them out.
fn folder(path: &Path) -> Result<Vec<Entry>, Fault> {
    let mut files = Vec::new();
    for item in fs::read_dir(path)? {
        let file = item?.path();
        if has_extension(&file, &["txt"]) && !is_hidden(&file) && !file.is_dir() {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(Fault::invalid("no *.txt in this folder"));
    }
    files.sort_unstable();
    Ok(files.into_iter().map(|file| Entry { source: Source::File(file), alone: false }).collect())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let found = path.extension().unwrap_or(OsStr::new(""));
    extensions.iter().any(|extension| found.eq_ignore_ascii_case(extension))
}

/// How many bytes there are to read, for the progress bar; none when standard input is among them.
pub fn total_size(entries: &[Entry]) -> Option<u64> {
    entries.iter().map(|entry| size(&entry.source)).sum()
}

fn size(source: &Source) -> Option<u64> {
    match source {
        Source::File(path) | Source::Lines(path) => {
            Some(fs::metadata(path).map_or(0, |metadata| metadata.len()))
        }
        Source::Stdin(_) => None,
        Source::Bad(..) => Some(0),
    }
}
