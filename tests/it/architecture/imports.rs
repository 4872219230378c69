//! The imports between files: each `use` and each path in the code, resolved to the file that defines
//! the item.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, ItemMod, ItemUse, Macro, Path, Visibility};

use super::modules::{Modules, Unit, Wanted};
use super::syntax;

/// An import of one file by another.
#[derive(Clone, Debug)]
pub struct Import {
    /// The importing file.
    pub from: usize,
    /// The file that defines the imported item.
    pub to: usize,
    /// The line of the first import.
    pub line: usize,
    /// The path as it is written there.
    pub path: String,
}

/// All imports, one for each pair of files.
pub fn of(modules: &Modules, units: &[Unit]) -> Vec<Import> {
    let mut found = Vec::new();
    for (from, unit) in units.iter().enumerate() {
        let module = modules.find(&unit.module);
        let mut search = Search { modules, from, module, known: HashSet::new(), found };
        search.visit_file(&unit.syntax);
        found = search.found;
    }
    found
}

struct Search<'m> {
    modules: &'m Modules,
    from: usize,
    module: usize,
    known: HashSet<usize>,
    found: Vec<Import>,
}

impl Search<'_> {
    fn note(&mut self, path: &[Ident], wanted: Wanted) {
        let target = self.modules.resolve(self.module, path, wanted);
        let Some(to) = target.and_then(|it| self.modules.file(&it)) else { return };
        if to != self.from && self.known.insert(to) {
            let words: Vec<String> = path.iter().map(Ident::to_string).collect();
            let line = path.first().map_or(0, |it| it.span().start().line);
            self.found.push(Import { from: self.from, to, line, path: words.join("::") });
        }
    }

    /// Records a path, unless it may be the name of a variable.
    fn note_words(&mut self, path: &[Ident]) {
        let is_capital = |word: &Ident| word.to_string().starts_with(char::is_uppercase);
        if path.len() > 1 || path.first().is_some_and(is_capital) {
            self.note(path, Wanted::Item);
        }
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() {
            let around = self.module;
            let path = self.modules.inside(around, &item.ident.to_string());
            self.module = self.modules.find(&path);
            visit::visit_item_mod(self, item);
            self.module = around;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            syntax::used(&item.tree).iter().for_each(|it| self.note(&it.path, Wanted::Module));
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let words: Vec<Ident> = path.segments.iter().map(|it| it.ident.clone()).collect();
            self.note_words(&words);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(function) = &*call.func
            && let Some(name) = function.path.get_ident()
        {
            self.note(std::slice::from_ref(name), Wanted::Item);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, invoked: &'ast Macro) {
        self.visit_path(&invoked.path);
        syntax::paths(invoked.tokens.clone(), &mut |path| self.note_words(path));
    }

    /// `pub(in path)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    /// The imports of example sources, as `from → to`.
    fn imports(sources: &[(&str, &str)]) -> Vec<String> {
        let tree = Tree::of(sources);
        let arrow = |it: &super::Import| format!("{} → {}", tree.path(it.from), tree.path(it.to));
        tree.imports.iter().map(arrow).collect()
    }

    const DEEP: (&str, &str) = ("src/a/deep.rs", "pub struct Deep; pub fn dig() {}");

    #[test]
    fn an_import_leads_through_re_exports_to_the_file_that_defines_the_item() {
        let exports = ("src/a/mod.rs", "mod deep; pub use deep::{Deep as Shown, dig};");
        let user = ("src/b.rs", "use crate::a::Shown;");
        assert_eq!(
            imports(&[DEEP, exports, user]),
            ["src/a/mod.rs → src/a/deep.rs", "src/b.rs → src/a/deep.rs"]
        );
        let user = ("src/b.rs", "use crate::a; fn f() { a::dig() }");
        assert!(imports(&[DEEP, exports, user]).contains(&"src/b.rs → src/a/deep.rs".to_owned()));
        let user = ("src/b.rs", "use crate::a::*; fn f() { dig() }");
        assert!(imports(&[DEEP, exports, user]).contains(&"src/b.rs → src/a/deep.rs".to_owned()));
    }

    #[test]
    fn paths_inside_code_and_macros_are_imports() {
        for code in [
            "fn f() { crate::a::deep::dig() }",
            "fn f(_: super::a::deep::Deep) {}",
            "fn f() -> bool { matches!(0, crate::a::deep::Deep) }",
            "mod inner { fn f() { super::super::a::deep::dig() } }",
        ] {
            assert_eq!(imports(&[DEEP, ("src/b.rs", code)]), ["src/b.rs → src/a/deep.rs"], "{code}");
        }
    }

    #[test]
    fn the_program_names_the_library_by_its_name() {
        let main = ("cli/src/main.rs", "mod user;");
        let library = ("src/lib.rs", "pub mod a;");
        let module = ("src/a/mod.rs", "pub mod deep;");
        let user = ("cli/src/user.rs", "use isnad::a::deep::Deep;");
        assert_eq!(imports(&[main, library, module, DEEP, user]), ["cli/src/user.rs → src/a/deep.rs"]);
    }

    #[test]
    fn code_for_tests_imports_nothing() {
        for code in [
            "#[cfg(test)] mod tests { use crate::a::deep::Deep; }",
            "struct S; impl S { #[cfg(test)] fn f() { crate::a::deep::dig() } }",
            "pub(in crate::a::deep) struct S;",
        ] {
            assert!(imports(&[DEEP, ("src/b.rs", code)]).is_empty(), "{code}");
        }
        let files =
            [("src/b/mod.rs", "#[cfg(test)] mod tests;"), ("src/b/tests.rs", "use crate::a::deep::Deep;")];
        assert!(imports(&[DEEP, files[0], files[1]]).is_empty());
    }
}
