//! A function makes at most eight decisions.
//!
//! `gates/decisions.txt` lists the functions that make more, each with its number. The list may only
//! shrink: a function that makes fewer than its line says, or that no longer exists, fails as well, and
//! `UPDATE=1 scripts/test architecture` lowers or removes such lines. It never adds or raises one.

use std::collections::BTreeMap;
use std::{env, fs};

use super::functions::Function;
use super::tree::Tree;
use crate::at;

const MOST: usize = 8;

const LIST: &str = "gates/decisions.txt";

const TOO_MANY: &str = "Give groups of conditions names: a function that answers one question, a fact that is \
                        looked up once, or an arm of a match (CONTRIBUTING, Style). A function that only moved \
                        takes its line in gates/decisions.txt along.";

const TOO_FEW: &str = "The code got better: UPDATE=1 scripts/test architecture lowers and removes these \
                       lines of gates/decisions.txt.";

/// The decisions of each function that is allowed more than [`MOST`], by its path.
type Listed = BTreeMap<String, usize>;

/// Reads a list. Lines with `#` are comments.
fn listed(text: &str) -> Listed {
    let entry = |line: &str| {
        let (path, count) = line.rsplit_once(' ').expect("a path and a number");
        (path.to_owned(), count.parse().expect("a number"))
    };
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(entry).collect()
}

/// Functions that make more decisions than allowed, in the notation of a list.
fn over(tree: &Tree, listed: &Listed) -> Vec<String> {
    let most = |it: &Function| listed.get(&it.path).copied().unwrap_or(0).max(MOST);
    let over = tree.functions.iter().filter(|it| it.decisions > most(it));
    over.map(|it| format!("{} {}: over {}, at {}", it.path, it.decisions, most(it), it.place)).collect()
}

/// The list without the lines that are no longer needed.
fn needed(tree: &Tree, listed: &Listed) -> Listed {
    let made = |path: &str| tree.functions.iter().filter(|it| it.path == path).map(|it| it.decisions).max();
    let lowered = |(path, count): (&String, &usize)| {
        let count = made(path)?.min(*count);
        (count > MOST).then(|| (path.clone(), count))
    };
    listed.iter().filter_map(lowered).collect()
}

/// The lines of a list that allow more than is needed.
fn stale(listed: &Listed, needed: &Listed) -> Vec<String> {
    let stale = listed.iter().filter(|(path, count)| needed.get(*path) != Some(count));
    stale
        .map(|(path, count)| match needed.get(path) {
            Some(now) => format!("{path} {count}: makes {now}"),
            None => format!("{path} {count}: makes at most {MOST}, or does not exist"),
        })
        .collect()
}

/// The text of a list with the same comments and new lines.
fn rewritten(text: &str, lines: &Listed) -> String {
    let comments = text.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n"));
    comments.chain(lines.iter().map(|(path, count)| format!("{path} {count}\n"))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{REAL, none};
    use super::*;

    #[test]
    fn a_function_makes_at_most_eight_decisions() {
        let text = fs::read_to_string(at(LIST)).expect(LIST);
        let mut listed = listed(&text);
        let needed = needed(&REAL, &listed);
        if env::var_os("UPDATE").is_some() && needed != listed {
            fs::write(at(LIST), rewritten(&text, &needed)).expect(LIST);
            listed.clone_from(&needed);
        }
        none(&over(&REAL, &listed), TOO_MANY);
        none(&stale(&listed, &needed), TOO_FEW);
    }

    /// A tree with one function, `a::f`.
    fn tree(decisions: usize) -> Tree {
        Tree::of(&[("src/a.rs", &format!("fn f() {{ {} }}", "if x {}".repeat(decisions)))])
    }

    #[test]
    fn a_function_of_nine_decisions_is_found() {
        assert!(over(&tree(8), &Listed::new()).is_empty());
        assert_eq!(over(&tree(9), &Listed::new()), ["a::f 9: over 8, at src/a.rs:1"]);
    }

    #[test]
    fn a_listed_function_may_not_grow() {
        let ten = listed("# Why.\na::f 10\n");
        assert!(over(&tree(10), &ten).is_empty());
        assert_eq!(over(&tree(11), &ten), ["a::f 11: over 10, at src/a.rs:1"]);
    }

    #[test]
    fn the_list_only_shrinks() {
        let text = "# Why.\na::f 12\na::gone 10\n";
        let before = listed(text);
        for (decisions, expected, complaints) in [
            (13, "# Why.\na::f 12\n", 1),
            (12, "# Why.\na::f 12\n", 1),
            (10, "# Why.\na::f 10\n", 2),
            (8, "# Why.\n", 2),
        ] {
            let needed = needed(&tree(decisions), &before);
            assert_eq!(rewritten(text, &needed), expected);
            assert_eq!(stale(&before, &needed).len(), complaints);
        }
    }
}
