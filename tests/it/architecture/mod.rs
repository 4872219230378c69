//! The rules of the architecture, checked on the sources.
//!
//! Each check is a function of a [`Tree`], which is read from pairs of a path and a source. Each
//! check therefore runs on the real `src/`, `cli/src/` and `python/src/` and, in its own tests, on an example with a violation.
//! `#[cfg(test)]` code is left out.
//!
//! | check | rule |
//! | --- | --- |
//! | `layers` | a layer imports only layers to its left |
//! | `cycles` | no files or folders of one folder import each other in a cycle |
//! | `methods` | the methods of a type are in one file |
//! | `decisions` | a function makes at most eight decisions |
//! | `lengths` | no function has more than 60 lines, and no file more than 400 |
//! | `unused` | every function has a caller outside tests, and every rule on blocks is applied |

mod cycles;
mod decisions;
mod functions;
mod imports;
mod layers;
mod lengths;
mod methods;
mod modules;
mod syntax;
mod tree;
mod unused;

use std::sync::LazyLock;

use tree::Tree;

/// The sources in `src/`, `cli/src/` and `python/src/`, read once for all tests.
static REAL: LazyLock<Tree> = LazyLock::new(Tree::real);

/// Fails with all complaints at once, and with the advice.
#[track_caller]
fn none(complaints: &[String], advice: &str) {
    assert!(complaints.is_empty(), "\n{}\n\n{} in all. {advice}\n", complaints.join("\n"), complaints.len());
}
