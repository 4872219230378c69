//! No function has more than 60 lines, and no file more than 400.

use super::tree::Tree;

/// From the signature to the last brace.
const MOST: usize = 60;

/// The whole file, including comments and tests.
const MOST_IN_FILE: usize = 400;

/// The advice for a long function.
const ADVICE: &str = "Give its steps names of their own.";

/// The advice for a long file.
const SPLIT: &str = "Make it a folder with a file for each of its questions.";

/// The functions with more lines.
fn long(tree: &Tree) -> Vec<String> {
    let long = tree.functions.iter().filter(|it| it.lines > MOST);
    long.map(|it| format!("{}: {} has {} lines, over {MOST}", it.place, it.path, it.lines)).collect()
}

/// The files with more lines.
fn long_files(tree: &Tree) -> Vec<String> {
    let long = tree.sizes.iter().filter(|(_, lines)| *lines > MOST_IN_FILE);
    long.map(|(path, lines)| format!("{path} has {lines} lines, over {MOST_IN_FILE}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{REAL, none};
    use super::*;

    #[test]
    fn no_function_has_more_than_sixty_lines() {
        none(&long(&REAL), ADVICE);
    }

    #[test]
    fn no_file_has_more_than_four_hundred_lines() {
        none(&long_files(&REAL), SPLIT);
    }

    #[test]
    fn a_long_file_is_found() {
        let source = |lines: usize| "//! Text.\n".repeat(lines);
        assert!(long_files(&Tree::of(&[("src/a.rs", &source(MOST_IN_FILE))])).is_empty());
        let found = long_files(&Tree::of(&[("src/a.rs", &source(MOST_IN_FILE + 1))]));
        assert_eq!(found, ["src/a.rs has 401 lines, over 400"]);
    }

    #[test]
    fn a_long_function_is_found() {
        let source = |lines: usize| format!("/// Text.\nfn f() {{\n{}}}\n", "x();\n".repeat(lines - 2));
        assert!(long(&Tree::of(&[("src/a.rs", &source(MOST))])).is_empty());
        let found = long(&Tree::of(&[("src/a.rs", &source(MOST + 1))]));
        assert_eq!(found, ["src/a.rs:2: a::f has 61 lines, over 60"]);
    }
}
