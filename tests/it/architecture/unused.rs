//! Every function has a caller outside tests.
//!
//! The compiler does not warn of a public function without a caller, nor of one that only tests
//! call. A free function is identified by its path. Methods are identified only by name: an unused method that shares its
//! name with a used one is not found. Methods of traits are left to the compiler.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ItemMod, ItemUse, Macro, Member, Meta, Path, Signature};

use super::modules::{Modules, Target, Unit, Wanted};
use super::syntax;
use super::tree::Tree;

/// The public API of the library. Its functions are for others to call.
const PUBLIC: &str = include_str!("../../../gates/api.txt");

/// The advice for a function without a caller.
const ADVICE: &str = "Delete it. What a test needs is in the tests.";

/// The items and names that the sources use.
#[derive(Default)]
pub struct Used {
    /// The items, by their paths in the crate.
    items: HashSet<String>,
    /// Words that may be the name of a method, and the last two words of paths: `Self::name`, `BlockRule::Prose`.
    words: HashSet<String>,
    /// The paths of the modules.
    modules: HashSet<String>,
}

/// Collects everything that the sources use.
pub fn of(modules: &Modules, units: &[Unit]) -> Used {
    let mut used = Used::default();
    for unit in units {
        let module = modules.find(&unit.module);
        used.modules.insert(modules.path(module).join("::"));
        let mut search = Search { modules, module, used };
        search.visit_file(&unit.syntax);
        used = search.used;
    }
    used
}

/// Returns whether the public API lists a function, or a method of that type.
fn is_public(owner: &str, name: &str) -> bool {
    let of = owner.rsplit("::").next().filter(|of| of.starts_with(char::is_uppercase));
    let listed = of.map_or_else(|| format!(" fn isnad::{name}("), |of| format!("::{of}::{name}("));
    PUBLIC.contains(&listed)
}

/// Functions that nothing uses.
fn unused(tree: &Tree) -> Vec<String> {
    let is_used = |path: &str| {
        let (owner, name) = path.rsplit_once("::").unwrap_or(("", path));
        if is_public(owner, name) {
            return true;
        }
        match tree.used.modules.contains(owner) {
            true => tree.used.items.contains(path),
            false => owner.contains('<') || tree.used.words.contains(name),
        }
    };
    // Functions that Python calls have no caller here. The compiler finds unused ones, because that crate has no public functions.
    let ours = tree.functions.iter().filter(|it| it.path != "cli::main" && !it.path.starts_with("python::"));
    let unused = ours.filter(|it| !is_used(&it.path));
    unused.map(|it| format!("{}: only tests call {}, or nobody does", it.place, it.path)).collect()
}

struct Search<'m> {
    modules: &'m Modules,
    module: usize,
    used: Used,
}

impl Search<'_> {
    fn path(&mut self, path: &[Ident]) {
        self.used.words.extend(path.iter().map(Ident::to_string));
        if let [.., before, last] = path {
            self.used.words.insert(format!("{before}::{last}"));
        }
        if let Some(Target::Item(module, name)) = self.modules.resolve(self.module, path, Wanted::Item) {
            let words = [self.modules.path(module), &[name]].concat();
            self.used.items.insert(words.join("::"));
        }
    }

    /// The arguments of a macro or an attribute: each path, and everything that the path passes through.
    fn tokens(&mut self, tokens: TokenStream) {
        syntax::paths(tokens, &mut |path| {
            for words in 1..=path.len() {
                self.path(&path[..words]);
            }
        });
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() {
            let around = self.module;
            let path = self.modules.inside(around, &item.ident.to_string());
            self.module = self.modules.find(&path);
            self.used.modules.insert(self.modules.path(self.module).join("::"));
            visit::visit_item_mod(self, item);
            self.module = around;
        }
    }

    /// An import alone uses nothing.
    fn visit_item_use(&mut self, _: &'ast ItemUse) {}

    /// Nor does a definition.
    fn visit_signature(&mut self, signature: &'ast Signature) {
        signature.inputs.iter().for_each(|it| self.visit_fn_arg(it));
        self.visit_return_type(&signature.output);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let words: Vec<Ident> = path.segments.iter().map(|it| it.ident.clone()).collect();
        self.path(&words);
        visit::visit_path(self, path);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        match expression {
            Expr::MethodCall(call) => {
                self.used.words.insert(call.method.to_string());
            }
            Expr::Field(field) => {
                if let Member::Named(name) = &field.member {
                    self.used.words.insert(name.to_string());
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expression);
    }

    fn visit_macro(&mut self, invoked: &'ast Macro) {
        self.tokens(invoked.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use isnad::rules::BlockRule;

    use super::super::{REAL, none};
    use super::*;

    #[test]
    fn every_function_has_a_caller_that_is_no_test() {
        none(&unused(&REAL), ADVICE);
    }

    /// The variant of an enum that has this name in answers.
    fn variant(name: &str) -> String {
        let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
        name.split('-').map(capital).collect()
    }

    #[test]
    fn each_rule_on_blocks_decides_somewhere() {
        let is_used = |rule: &str| REAL.used.words.contains(&format!("BlockRule::{}", variant(rule)));
        let unused = BlockRule::ALL.iter().map(|rule| rule.as_str()).filter(|rule| !is_used(rule));
        none(&unused.map(str::to_owned).collect::<Vec<_>>(), "A rule that no code applies is not a rule.");
    }

    /// The unused functions of example sources.
    fn found(code: &str) -> Vec<String> {
        let library = ("src/a/mod.rs", "mod deep; pub use deep::{S, dig};");
        let deep = ("src/a/deep.rs", "pub struct S; impl S { pub fn whole(&self) {} } pub fn dig() {}");
        let files = [library, deep, ("src/b.rs", code)];
        let words =
            |it: String| it.split_whitespace().nth(4).unwrap_or_default().trim_matches(',').to_owned();
        unused(&Tree::of(&files)).into_iter().map(words).collect()
    }

    #[test]
    fn a_function_that_only_tests_call_is_found() {
        let tests = "#[cfg(test)] mod tests { fn f() { crate::a::dig(); crate::a::S.whole() } }";
        assert_eq!(found(tests), ["a::deep::S::whole", "a::deep::dig"]);
        // So is a function that shares its name with another.
        let other = "use crate::a; fn dig() {} const F: fn() = || { dig(); a::S.whole() };";
        assert_eq!(found(other), ["a::deep::dig"]);
        assert_eq!(found("use crate::a::dig; const F: fn(&S) = S::whole;"), ["a::deep::dig"]);
    }

    #[test]
    fn a_call_a_name_and_a_macro_use_a_function() {
        let same = ("src/a/mod.rs", "mod dig; use dig::dig; const F: fn() = || dig();");
        assert!(unused(&Tree::of(&[same, ("src/a/dig.rs", "pub fn dig() {}")])).is_empty());
        for used in ["|| a::dig()", "a::dig", "|| x!(a::dig())", "|| { #[y(with = dig)] dig() }"] {
            let code = format!("use crate::a::{{self, dig}}; const F: fn() = {used}; const G: X = S::whole;");
            assert!(found(&code).is_empty(), "{used}");
        }
    }
}
