//! Planning the input from the paths of the command line: names only, no texts.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use walkdir::{DirEntry, WalkDir};

use crate::fault::Fault;
use crate::paths::{has_extension, is_hidden, is_packed, stem, unpacked};

/// How input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// Files by their extension; standard input is JSON Lines if it begins with {" and otherwise one text
    Auto,
    /// One text per file
    Text,
    /// One document per line, each {"id": …, "text": …}
    Jsonl,
}

/// One input, in the order of the command line.
#[derive(Debug)]
pub struct Entry {
    /// The input and how to read it.
    pub source: Source,
    /// Whether it is the only input, so that its answer needs no heading.
    pub alone: bool,
}

/// A source of texts.
#[derive(Debug)]
pub enum Source {
    /// A file with one text, and its id.
    File(PathBuf, String),
    /// A file with one text per line.
    Lines(PathBuf),
    /// Standard input, one text or JSON Lines.
    Stdin(InputKind),
    /// A path that planning found to be unreadable.
    Bad(PathBuf, Fault),
}

/// The entries for `paths`; standard input if there are none. Subfolders are included only if `recursive`.
pub fn entries(paths: &[PathBuf], kind: InputKind, recursive: bool) -> Vec<Entry> {
    let alone = paths.len() < 2;
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { stdin.as_slice() } else { paths };
    paths.iter().flat_map(|path| expand(path, kind, recursive, alone)).collect()
}

/// The entries of one path.
fn expand(path: &Path, kind: InputKind, recursive: bool, alone: bool) -> Vec<Entry> {
    let one = |source| vec![Entry { source, alone }];
    if path == Path::new("-") {
        return one(Source::Stdin(kind));
    }
    if path.is_dir() {
        return folder(path, recursive);
    }
    let owned = path.to_owned();
    one(if is_lines(path, kind) { Source::Lines(owned) } else { Source::File(owned, stem(path)) })
}

/// Whether a named file is JSON Lines.
fn is_lines(path: &Path, kind: InputKind) -> bool {
    match kind {
        InputKind::Jsonl => true,
        InputKind::Text => false,
        InputKind::Auto => has_extension(unpacked(path), &["jsonl", "ndjson"]),
    }
}

/// The `*.txt` files of a folder, including compressed ones, sorted by the bytes of their names. Like a shell's
/// `*.txt`, it leaves out hidden files and, unless `recursive`, subfolders. Links to folders are not followed, so
/// every walk ends.
fn folder(path: &Path, recursive: bool) -> Vec<Entry> {
    let depth = if recursive { usize::MAX } else { 1 };
    let shown = |item: &DirEntry| item.depth() == 0 || !is_hidden(item.file_name());
    let walk = WalkDir::new(path).min_depth(1).max_depth(depth).sort_by_file_name();
    let files = walk.into_iter().filter_entry(shown).filter_map(|item| found(path, item));
    let sources: Vec<Source> = files.collect();
    if sources.is_empty() {
        let fault = Fault::invalid("no *.txt in this folder");
        return vec![Entry { source: Source::Bad(path.to_owned(), fault), alone: false }];
    }
    sources.into_iter().map(|source| Entry { source, alone: false }).collect()
}

/// The source for an item of a walk through `folder`, if it is to be read.
fn found(folder: &Path, item: walkdir::Result<DirEntry>) -> Option<Source> {
    match item {
        Ok(item) => {
            let path = item.into_path();
            let wanted = has_extension(unpacked(&path), &["txt"]) && !path.is_dir();
            wanted.then(|| Source::File(path.clone(), id_below(folder, &path)))
        }
        Err(error) => {
            let path = error.path().unwrap_or(folder).to_owned();
            let fault = error.into_io_error().map_or_else(|| Fault::invalid("cannot be read"), Fault::from);
            Some(Source::Bad(path, fault))
        }
    }
}

/// A file's id: its name, preceded by its path below `folder`, because names can repeat in different subfolders.
fn id_below(folder: &Path, file: &Path) -> String {
    let between = file.parent().and_then(|parent| parent.strip_prefix(folder).ok());
    between.unwrap_or(Path::new("")).join(stem(file)).to_string_lossy().into_owned()
}

/// The number of bytes to read, for the progress bar. None if standard input or a compressed file is among them.
pub fn total_size(entries: &[Entry]) -> Option<u64> {
    entries.iter().map(|entry| size(&entry.source)).sum()
}

fn size(source: &Source) -> Option<u64> {
    match source {
        // Its decompressed size is not known before it is read.
        Source::File(path, _) | Source::Lines(path) if is_packed(path) => None,
        Source::File(path, _) | Source::Lines(path) => {
            Some(fs::metadata(path).map_or(0, |metadata| metadata.len()))
        }
        Source::Stdin(_) => None,
        Source::Bad(..) => Some(0),
    }
}
