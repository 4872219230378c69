//! The methods of a type are in one file.
//!
//! So are the methods that a trait of this crate adds to the type: extension traits would spread methods.
//! Traits of other crates, derived or not, may be implemented anywhere. Code that a `macro_rules!`
//! generates is not seen.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{ItemImpl, ItemMod, Path, Type};

use super::modules::{Modules, Target, Unit, Wanted};
use super::tree::Tree;

/// The advice for a type in several files.
const ADVICE: &str = "Make the methods of one file functions, or give their question a type of its own.";

/// An `impl` of a type of this crate: inherent, or of a trait of this crate.
pub struct Block {
    /// The type, by its path in the crate.
    pub owner: String,
    /// The file.
    pub file: usize,
    /// The line.
    pub line: usize,
}

/// Types whose methods are in several files.
fn spread(tree: &Tree) -> Vec<String> {
    let mut owners: BTreeMap<&str, Vec<&Block>> = BTreeMap::new();
    for block in &tree.blocks {
        owners.entry(&block.owner).or_default().push(block);
    }
    let several = |blocks: &[&Block]| blocks.iter().map(|it| it.file).collect::<BTreeSet<_>>().len() > 1;
    owners.retain(|_, blocks| several(blocks));
    let place = |it: &&Block| format!("\n    {}:{}", tree.path(it.file), it.line);
    let describe = |(owner, blocks): (&&str, &Vec<&Block>)| {
        format!("{owner} has methods in several files:{}", blocks.iter().map(place).collect::<String>())
    };
    owners.iter().map(describe).collect()
}

/// All blocks of methods.
pub fn of(modules: &Modules, units: &[Unit]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (file, unit) in units.iter().enumerate() {
        let module = modules.find(&unit.module);
        let mut search = Search { modules, file, module, blocks };
        search.visit_file(&unit.syntax);
        blocks = search.blocks;
    }
    blocks
}

struct Search<'m> {
    modules: &'m Modules,
    file: usize,
    module: usize,
    blocks: Vec<Block>,
}

impl Search<'_> {
    /// The module that defines an item of this crate, and its name there.
    fn local(&self, path: &Path) -> Option<(usize, String)> {
        let words: Vec<Ident> = path.segments.iter().map(|it| it.ident.clone()).collect();
        match self.modules.resolve(self.module, &words, Wanted::Item)? {
            Target::Item(module, name) => Some((module, name)),
            Target::Module(_) => None,
        }
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() {
            let around = self.module;
            self.module = self.modules.find(&self.modules.inside(around, &item.ident.to_string()));
            visit::visit_item_mod(self, item);
            self.module = around;
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let of_another_crate = item.trait_.as_ref().is_some_and(|it| self.local(&it.0).is_none());
        if let Type::Path(path) = &*item.self_ty
            && let Some((module, name)) = self.local(&path.path)
            && !of_another_crate
        {
            let owner = [self.modules.path(module), &[name]].concat().join("::");
            let line = item.impl_token.span.start().line;
            self.blocks.push(Block { owner, file: self.file, line });
        }
        visit::visit_item_impl(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{REAL, none};
    use super::*;

    #[test]
    fn the_methods_of_a_type_are_in_one_file() {
        none(&spread(&REAL), ADVICE);
    }

    const OWN: (&str, &str) = ("src/a/mod.rs", "mod b; pub struct Unit; impl Unit { fn one(&self) {} }");

    #[test]
    fn a_type_in_two_files_is_found() {
        let other = ("src/a/b.rs", "use super::Unit as U; impl<'a> U { fn two(&self) {} }");
        assert_eq!(
            spread(&Tree::of(&[OWN, other])),
            ["a::Unit has methods in several files:\n    src/a/mod.rs:1\n    src/a/b.rs:1"]
        );
    }

    #[test]
    fn an_extension_trait_is_found() {
        for visibility in ["", "pub(crate)", "pub"] {
            let other = format!(
                "{visibility} trait More {{ fn two(&self); }} impl More for crate::a::Unit {{ fn two(&self) {{}} }}"
            );
            assert_eq!(spread(&Tree::of(&[OWN, ("src/a/b.rs", &other)])).len(), 1, "{visibility}");
        }
    }

    #[test]
    fn traits_of_other_crates_and_tests_may_be_anywhere() {
        for other in [
            "use super::Unit; impl std::fmt::Display for Unit {} impl From<u8> for Unit {}",
            "#[cfg(test)] mod tests { use crate::a::Unit; impl Unit { fn two(&self) {} } }",
            "struct Unit; impl Unit { fn two(&self) {} }",
        ] {
            assert!(spread(&Tree::of(&[OWN, ("src/a/b.rs", other)])).is_empty(), "{other}");
        }
    }
}
