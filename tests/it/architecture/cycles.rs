//! The files and folders of one folder never import each other in a cycle.
//!
//! A folder counts as one unit in the folder that contains it. A module's own file (`mod.rs`) belongs
//! to the folder: imports between it and the files below it do not form a cycle.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::Import;
use super::tree::Tree;

/// The advice for a cycle.
const ADVICE: &str = "Move what both sides need into a file of its own, which imports neither; or pass it as an \
                      argument.";

/// The imports between the parts of each folder, by the path of its module.
type Folders<'t> = BTreeMap<&'t [String], Vec<(&'t str, &'t str, &'t Import)>>;

/// All cycles, each with the imports that form it.
fn cycles(tree: &Tree) -> Vec<String> {
    let mut folders = Folders::new();
    for import in &tree.imports {
        let (from, to) = (&tree.files[import.from].module, &tree.files[import.to].module);
        let shared = from.iter().zip(to).take_while(|(from, to)| from == to).count();
        if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
            folders.entry(&from[..shared]).or_default().push((one, other, import));
        }
    }
    folders.values().flat_map(|imports| in_folder(tree, imports)).collect()
}

/// The cycles between the parts of one folder.
fn in_folder(tree: &Tree, imports: &[(&str, &str, &Import)]) -> Vec<String> {
    let parts: BTreeSet<&str> = imports.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        parts.iter().map(|part| (*part, reached(part, imports))).collect();
    let circle = |part: &&str| -> BTreeSet<&str> {
        reach[*part].iter().filter(|other| reach[**other].contains(*part)).copied().collect()
    };
    let circles: BTreeSet<_> = parts.iter().map(circle).filter(|circle| circle.len() > 1).collect();
    circles.iter().map(|circle| describe(tree, circle, imports)).collect()
}

/// Everything that a part imports, directly or indirectly.
fn reached<'t>(part: &'t str, imports: &[(&'t str, &'t str, &Import)]) -> BTreeSet<&'t str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![part];
    while let Some(from) = open.pop() {
        let next = imports.iter().filter(|(it, ..)| *it == from).map(|(_, to, _)| *to);
        open.extend(next.filter(|to| reached.insert(*to)));
    }
    reached
}

fn describe(tree: &Tree, circle: &BTreeSet<&str>, imports: &[(&str, &str, &Import)]) -> String {
    let names = circle.iter().copied().collect::<Vec<_>>().join(", ");
    let mut description = format!("{names} import each other:");
    for (_, _, import) in imports.iter().filter(|(from, to, _)| circle.contains(from) && circle.contains(to))
    {
        let (from, to) = (tree.path(import.from), tree.path(import.to));
        description.push_str(&format!("\n    {from}:{} imports {} ({to})", import.line, import.path));
    }
    description
}

#[cfg(test)]
mod tests {
    use super::super::{REAL, none};
    use super::*;

    #[test]
    fn no_files_import_each_other() {
        none(&cycles(&REAL), ADVICE);
    }

    #[test]
    fn a_cycle_of_two_files_is_found() {
        let one = ("src/server/one.rs", "use super::two::Two; pub struct One;");
        let two = ("src/server/two.rs", "pub struct Two; fn f(_: crate::server::one::One) {}");
        let found = cycles(&Tree::of(&[one, two]));
        assert_eq!(
            found,
            ["one, two import each other:\
              \n    src/server/one.rs:1 imports super::two::Two (src/server/two.rs)\
              \n    src/server/two.rs:1 imports crate::server::one::One (src/server/one.rs)"]
        );
    }

    #[test]
    fn a_cycle_through_a_re_export_and_a_third_file_is_found() {
        let folder = ("src/server/mod.rs", "mod one; mod two; mod three; pub use three::Three;");
        let one = ("src/server/one.rs", "use super::two::Two; pub struct One;");
        let two = ("src/server/two.rs", "use super::Three; pub struct Two;");
        let three = ("src/server/three.rs", "use super::one::One; pub struct Three;");
        assert_eq!(cycles(&Tree::of(&[folder, one, two, three])).len(), 1);
    }

    #[test]
    fn a_cycle_of_two_folders_is_found_though_none_of_their_files_are_in_one() {
        let one = [("src/one/a.rs", "use crate::two::c::C;"), ("src/one/b.rs", "pub struct B;")];
        let two = [("src/two/c.rs", "pub struct C;"), ("src/two/d.rs", "use crate::one::b::B;")];
        assert_eq!(cycles(&Tree::of(&[one, two].concat())).len(), 1);
    }

    #[test]
    fn a_module_and_its_children_are_one_unit() {
        let folder = ("src/server/mod.rs", "mod one; pub use one::One; pub struct Two;");
        let one = ("src/server/one.rs", "use super::Two; pub struct One;");
        assert!(cycles(&Tree::of(&[folder, one])).is_empty());
    }
}
