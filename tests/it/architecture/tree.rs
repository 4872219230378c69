//! The facts about a set of sources that the checks use.

use std::fs;

use super::functions::{self, Function};
use super::imports::{self, Import};
use super::methods::{self, Block};
use super::modules::{ABOVE, LIBRARY, Modules, Unit};
use super::unused::{self, Used};
use crate::at;

/// The facts about a set of sources. Plain data, so that all tests can share it.
pub struct Tree {
    /// The files, by their paths, and their modules.
    pub files: Vec<File>,
    /// The number of lines of each file, including tests.
    pub sizes: Vec<(String, usize)>,
    /// The imports, in the order of the files.
    pub imports: Vec<Import>,
    /// All functions with a body.
    pub functions: Vec<Function>,
    /// The items and names that the sources use.
    pub used: Used,
    /// All blocks of methods of the crate's own types.
    pub blocks: Vec<Block>,
}

/// A source file.
pub struct File {
    /// The path from the root of the repository, with `/`.
    pub path: String,
    /// The path of its module, including the crate.
    pub module: Vec<String>,
}

impl Tree {
    /// Collects the facts about these sources, each a path and a text.
    pub fn of(sources: &[(&str, &str)]) -> Self {
        let (modules, units) = Modules::of(sources);
        let file = |unit: &Unit| File { path: unit.path.clone(), module: unit.module.clone() };
        Self {
            sizes: sources.iter().map(|(path, text)| ((*path).to_owned(), text.lines().count())).collect(),
            files: units.iter().map(file).collect(),
            imports: imports::of(&modules, &units),
            functions: functions::of(&units),
            used: unused::of(&modules, &units),
            blocks: methods::of(&modules, &units),
        }
    }

    /// The facts about all packages.
    pub fn real() -> Self {
        let mut sources = Vec::new();
        for folder in ABOVE.iter().map(|(sources, _)| *sources).chain([LIBRARY]) {
            read(folder, &mut sources);
        }
        sources.sort();
        let sources: Vec<_> = sources.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        Self::of(&sources)
    }

    /// The path of a file.
    pub fn path(&self, file: usize) -> &str {
        &self.files[file].path
    }
}

/// All Rust files of a folder and its subfolders.
fn read(folder: &str, sources: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(at(folder)).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{folder}/{}", entry.file_name().to_str().expect("a name in UTF-8"));
        if entry.path().is_dir() {
            read(&path, sources);
        } else if path.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).expect("a source");
            sources.push((path, text));
        }
    }
}
