//! No function has more than 60 lines.

use super::tree::Tree;

/// From the signature to the last brace.
const MOST: usize = 60;

/// What to do about a long function.
const ADVICE: &str = "Give its steps names of their own.";

/// Functions with more lines.
fn long(tree: &Tree) -> Vec<String> {
    let long = tree.functions.iter().filter(|it| it.lines > MOST);
    long.map(|it| format!("{}: {} has {} lines, over {MOST}", it.place, it.path, it.lines)).collect()
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
    fn a_long_function_is_found() {
        let source = |lines: usize| format!("/// Text.\nfn f() {{\n{}}}\n", "x();\n".repeat(lines - 2));
        assert!(long(&Tree::of(&[("src/a.rs", &source(MOST))])).is_empty());
        let found = long(&Tree::of(&[("src/a.rs", &source(MOST + 1))]));
        assert_eq!(found, ["src/a.rs:2: a::f has 61 lines, over 60"]);
    }
}
