//! A layer may import only layers to its left.

use super::modules::{ABOVE, LIBRARY};
use super::tree::Tree;

/// The layers of all packages, from left to right. The last lines are separate packages. Names on one line are at the same level and do not
/// import each other. To allow one of them to import another, put them on separate lines.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["markup"],
    &["lexicon"],
    &["tokens"],
    &["clean"],
    &["segment"],
    &["tagger"],
    &["quotes"],
    &["analysis"],
    &["respan"],
    &["rules"],
    &["analyze"],
    &["analyzer"],
    &["across"],
    &["explain"],
    &["internals"],
    &["page"],
    &["server"],
    &["cli", "python"],
];

/// The folders and files of `src/quotes/`, in the order in which a sentence passes through them.
const QUOTES: &[&[&str]] = &[
    &["signature"],
    &["words"],
    &["score"],
    &["resolution", "rule"],
    &["result"],
    &["view"],
    &["extraction"],
    &["phrase"],
    &["cue", "name", "content"],
    &["clause"],
    &["people"],
    &["inventory"],
    &["mention"],
    &["drafts"],
    &["choice"],
    &["speakers"],
    &["answer", "headline", "trust"],
    &["mod"],
];

/// The library's own file. It is above its layers and defines nothing.
const ROOT: &str = "lib";

/// The advice for an import that points upwards.
const ADVICE: &str = "Move what is imported to the layer that produces it, or the code that needs it further up; \
                      the order is in tests/it/architecture/layers.rs.";

/// The violations of a folder's order: imports that point to the right or to the same level, and parts
/// that are not in the order.
fn upwards(tree: &Tree, folder: &str, order: &[&[&str]]) -> Vec<String> {
    let place = |file: usize| Some(Place::of(part(tree.path(file), folder)?, order));
    let mut complaints = Vec::new();
    for import in &tree.imports {
        let (Some(from), Some(to)) = (place(import.from), place(import.to)) else { continue };
        if !from.may_import(&to) {
            let (file, target) = (tree.path(import.from), tree.path(import.to));
            complaints.push(format!(
                "{file}:{} imports {} ({target}): {} may not import {}",
                import.line, import.path, from.name, to.name
            ));
        }
    }
    let parts = tree.files.iter().filter_map(|file| part(&file.path, folder));
    let mut homeless: Vec<_> = parts.filter(|part| Place::of(part, order).rank.is_none()).collect();
    homeless.dedup();
    complaints.extend(homeless.iter().map(|part| format!("{folder}/{part} has no place in the order")));
    complaints
}

/// The file or folder of `folder` that contains a file, or the package above it; `None` for files elsewhere and for the root.
fn part<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let package = ABOVE.iter().find(|(sources, _)| folder == LIBRARY && path.starts_with(sources));
    if let Some((_, name)) = package {
        return Some(name);
    }
    let inside = path.strip_prefix(folder)?.strip_prefix('/')?;
    let part = inside.split('/').next()?.trim_end_matches(".rs");
    Some(part).filter(|it| *it != ROOT)
}

/// A part of a folder, and its position in the order.
struct Place<'p> {
    name: &'p str,
    rank: Option<usize>,
}

impl<'p> Place<'p> {
    fn of(name: &'p str, order: &[&[&str]]) -> Self {
        Self { name, rank: order.iter().position(|rank| rank.contains(&name)) }
    }

    /// Returns whether the order allows the import. A part that is not in the order is reported once, not for each import.
    fn may_import(&self, other: &Self) -> bool {
        match (self.rank, other.rank) {
            (Some(rank), Some(others)) => self.name == other.name || others < rank,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{REAL, none};
    use super::*;

    #[test]
    fn layers_import_only_layers_to_their_left() {
        none(&upwards(&REAL, "src", LAYERS), ADVICE);
    }

    #[test]
    fn the_questions_of_quotes_are_asked_in_their_order() {
        none(&upwards(&REAL, "src/quotes", QUOTES), ADVICE);
    }

    #[test]
    fn the_orders_name_only_what_exists() {
        for (folder, order) in [("src", LAYERS), ("src/quotes", QUOTES)] {
            for name in order.concat() {
                let exists = REAL.files.iter().any(|file| part(&file.path, folder) == Some(name));
                assert!(exists, "{folder} has no {name}: take it out of tests/it/architecture/layers.rs");
            }
        }
    }

    const LOWER: (&str, &str) = ("src/text.rs", "use crate::quotes::Quote;");

    #[test]
    fn an_upward_import_is_found() {
        let upper = ("src/quotes.rs", "pub struct Quote;");
        let found = upwards(&Tree::of(&[LOWER, upper]), "src", LAYERS);
        assert_eq!(
            found,
            ["src/text.rs:1 imports crate::quotes::Quote (src/quotes.rs): text may not import quotes"]
        );
        assert!(
            upwards(
                &Tree::of(&[("src/quotes.rs", "use crate::text::T;"), ("src/text.rs", "pub struct T;")]),
                "src",
                LAYERS
            )
            .is_empty()
        );
    }

    #[test]
    fn an_upward_import_through_a_re_export_is_found() {
        let root = ("src/lib.rs", "mod quotes; mod text; pub use quotes::Quote;");
        let upper = ("src/quotes/mod.rs", "mod result; pub use result::Quote;");
        let result = ("src/quotes/result.rs", "pub struct Quote;");
        let lower = ("src/text.rs", "fn f(_: crate::Quote) {}");
        let found = upwards(&Tree::of(&[root, upper, result, lower]), "src", LAYERS);
        assert_eq!(
            found,
            ["src/text.rs:1 imports crate::Quote (src/quotes/result.rs): text may not import quotes"]
        );
    }

    #[test]
    fn an_import_of_what_is_beside_is_found() {
        let name = ("src/quotes/name/mod.rs", "pub fn name() {}");
        let cue = ("src/quotes/cue.rs", "fn f() { super::name::name() }");
        assert_eq!(upwards(&Tree::of(&[name, cue]), "src/quotes", QUOTES).len(), 1);
    }

    #[test]
    fn the_program_is_the_last_layer() {
        let main = ("cli/src/main.rs", "mod text;");
        let user = ("cli/src/text.rs", "use isnad::quotes::Quote; use crate::main;");
        let upper = ("src/quotes.rs", "pub struct Quote;");
        assert!(upwards(&Tree::of(&[main, user, upper]), "src", LAYERS).is_empty());
        assert_eq!(part(user.0, "src"), Some("cli"));
    }

    #[test]
    fn a_folder_without_a_layer_is_found() {
        let found = upwards(&Tree::of(&[("src/other/mod.rs", ""), ("src/other/part.rs", "")]), "src", LAYERS);
        assert_eq!(found, ["src/other has no place in the order"]);
    }
}
