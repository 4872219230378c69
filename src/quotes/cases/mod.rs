//! The test cases of the layers: `tests/layers/*.md`, one table per question. `tests/layers/README.md` describes the
//! format.
//!
//! A layer writes each row as its code sees it, and the result must equal the row in the file. `UPDATE=1` writes the
//! results into the files, except for rows with a known gap; `GAPS=1` prints the current results for those rows.

mod inside;
mod layers;
#[path = "../../../tests/common/marked.rs"]
mod marked;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use layers::LAYERS;
use marked::Marked;

/// A row of a table.
#[derive(Clone, Debug)]
struct Row {
    /// The column titles; the first is the question that the table asks.
    titles: Vec<String>,
    cells: Vec<String>,
    marked: Marked,
}

/// A result, or what is wrong with the row.
type Told<T> = Result<T, String>;

/// How a layer writes a row.
type Write = fn(&mut Row) -> Told<()>;

/// The index of the column that has the sentence.
const SENTENCE: usize = 1;

impl Row {
    fn read(titles: &[String], cells: Vec<String>) -> Told<Self> {
        if cells.len() != titles.len() {
            return Err(format!("{} cells in {} columns", cells.len(), titles.len()));
        }
        let marked = Marked::read(cells.get(SENTENCE).map_or("", String::as_str))?;
        Ok(Self { titles: titles.to_vec(), cells, marked })
    }

    /// The title of the table's first column.
    fn question(&self) -> &str {
        self.titles.first().map_or("", String::as_str)
    }

    /// The cell in the column with the title.
    fn cell(&mut self, title: &str) -> Told<&mut String> {
        let at = self.titles.iter().position(|it| it == title);
        at.and_then(|at| self.cells.get_mut(at)).ok_or(format!("no column \"{title}\""))
    }

    /// The row as the code sees it.
    fn written(&self, write: Write) -> Told<Vec<String>> {
        let mut row = self.clone();
        write(&mut row)?;
        row.cells[SENTENCE] = row.marked.write();
        Ok(row.cells)
    }

    fn gap(&self) -> Option<&str> {
        self.cells.last()?.strip_prefix("known-gap:").map(str::trim)
    }
}

/// The result of checking a file against its layer.
#[derive(Default)]
struct Findings {
    rows: usize,
    faults: String,
    /// The lines of the file as they should be.
    lines: Vec<String>,
}

impl Findings {
    /// Compares each row of the file with the result of the layer's code.
    fn of(name: &str, text: &str, write: Write) -> Self {
        let mut found = Self::default();
        let mut titles: Vec<String> = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            let place = format!("tests/layers/{name}.md:{number}");
            let cells = cells(line);
            let rows = titles.last().is_some_and(|title| title == "note");
            let table = line.starts_with('|');
            if table && rows && !cells.iter().all(|cell| cell.starts_with("--")) {
                let row = Row::read(&titles, cells).unwrap_or_else(|e| panic!("{place}: {e}"));
                found.row(row, &place, line, write);
                continue;
            }
            titles = if !table {
                Vec::new()
            } else if titles.is_empty() {
                cells
            } else {
                titles
            };
            found.lines.push(line.to_owned());
        }
        found
    }

    fn row(&mut self, row: Row, place: &str, line: &str, write: Write) {
        self.rows += 1;
        let written = row.written(write).unwrap_or_else(|e| panic!("{place}: {e}"));
        let pairs = row.cells.iter().zip(&written).filter(|(wanted, found)| wanted != found);
        let difference: String =
            pairs.map(|(wanted, found)| format!("  wanted {wanted}\n  found  {found}\n")).collect();
        match (row.gap(), difference.is_empty()) {
            (Some(reason), true) => {
                self.faults.push_str(&format!("{place} now passes: take out \"known-gap: {reason}\"\n"));
            }
            (Some(reason), false) if asked("GAPS") => println!("{place} {reason}\n{difference}"),
            (None, false) => {
                self.faults.push_str(&format!("{place}\n{difference}"));
                self.lines.push(table_row(&written));
                return;
            }
            _ => {}
        }
        self.lines.push(line.to_owned());
    }
}

fn asked(variable: &str) -> bool {
    std::env::var_os(variable).is_some()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layers")
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let inner = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')).unwrap_or(line);
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn table_row(cells: &[String]) -> String {
    let cell = |cell: &String| if cell.is_empty() { " |".to_owned() } else { format!(" {cell} |") };
    format!("|{}", cells.iter().map(cell).collect::<String>())
}

#[test]
fn every_row_of_every_layer_holds() {
    let mut faults = String::new();
    for (name, write) in LAYERS {
        let path = folder().join(format!("{name}.md"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let found = Findings::of(name, &text, write);
        assert!(found.rows > 0, "{name}.md has no rows");
        println!("{} rows in {name}.md", found.rows);
        faults.push_str(&found.faults);
        if asked("UPDATE") {
            fs::write(&path, found.lines.join("\n") + "\n").expect("the file can be written");
        }
    }
    assert!(faults.is_empty() || asked("UPDATE"), "\n{faults}");
}

#[test]
fn every_file_has_a_layer() {
    let entries = fs::read_dir(folder()).expect("tests/layers is a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let files: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
    assert_eq!(files, LAYERS.iter().map(|(name, _)| format!("{name}.md")).collect());
}
