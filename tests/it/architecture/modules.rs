//! The modules of all crates, the names in them, and the files that paths resolve to.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{Item, ItemMod, ItemUse};

use super::syntax;

/// The sources of the library.
pub const LIBRARY: &str = "src";
/// The packages on top of the library: the sources and the crate of each. Other crates never name them: each is a last layer. Here the
/// name is the first word of their paths.
pub const ABOVE: [(&str, &str); 2] = [("cli/src", "cli"), ("python/src", "python")];

/// The name of the library's crate, as these packages write it.
const LIBRARY_CRATE: &str = "isnad";

/// A parsed file.
pub struct Unit {
    /// The path from the root of the repository.
    pub path: String,
    /// The path of its module, including the crate.
    pub module: Vec<String>,
    /// The syntax tree.
    pub syntax: syn::File,
}

/// The target of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A module.
    Module(usize),
    /// An item, by the module that defines it and its name there.
    Item(usize, String),
}

/// Which of two items with the same name is wanted: `clean` is a module and a function.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// The module.
    Module,
    /// The item.
    Item,
}

/// The meaning of a name in a module.
enum Name {
    Item,
    Module(usize),
    Import(Vec<String>),
}

struct Module {
    path: Vec<String>,
    /// `None` for a folder without a file of its own, which occurs only in examples.
    file: Option<usize>,
    names: HashMap<String, Vec<Name>>,
    globs: Vec<Vec<String>>,
}

/// All modules.
pub struct Modules {
    all: Vec<Module>,
    by_path: HashMap<Vec<String>, usize>,
}

impl Modules {
    /// The modules of these sources, and their files without those that are only for tests.
    pub fn of(sources: &[(&str, &str)]) -> (Self, Vec<Unit>) {
        let parse =
            |text: &str, path: &str| syn::parse_file(text).unwrap_or_else(|it| panic!("{path}: {it}"));
        let parsed: Vec<_> = sources.iter().map(|(path, text)| (*path, parse(text, path))).collect();
        let unit = |(path, syntax): (&str, syn::File)| Unit {
            path: path.to_owned(),
            module: module_of(path),
            syntax,
        };
        let mut units: Vec<Unit> = parsed.into_iter().map(unit).collect();
        let tests: HashSet<_> = units.iter().flat_map(tests_of).collect();
        units.retain(|unit| !(1..=unit.module.len()).any(|end| tests.contains(&unit.module[..end])));
        units.iter_mut().for_each(|unit| syntax::drop_tests(&mut unit.syntax));
        let mut modules = Self { all: Vec::new(), by_path: HashMap::new() };
        for (file, unit) in units.iter().enumerate() {
            let module = modules.add(&unit.module);
            modules.all[module].file = Some(file);
            Names { modules: &mut modules, module, file }.visit_file(&unit.syntax);
        }
        (modules, units)
    }

    /// The module with this path. It is created if it does not exist, with its parents.
    fn add(&mut self, path: &[String]) -> usize {
        if let Some(module) = self.by_path.get(path) {
            return *module;
        }
        let module = self.all.len();
        let path = path.to_vec();
        self.by_path.insert(path.clone(), module);
        self.all.push(Module { path: path.clone(), file: None, names: HashMap::new(), globs: Vec::new() });
        if let Some((name, above)) = path.split_last().filter(|(_, above)| !above.is_empty()) {
            let above = self.add(above);
            self.name(above, name, Name::Module(module));
        }
        module
    }

    fn name(&mut self, module: usize, name: &str, meaning: Name) {
        self.all[module].names.entry(name.to_owned()).or_default().push(meaning);
    }

    /// The module with this path.
    pub fn find(&self, path: &[String]) -> usize {
        self.by_path[path]
    }

    /// The path of a module inside another one.
    pub fn inside(&self, module: usize, name: &str) -> Vec<String> {
        [self.all[module].path.as_slice(), &[name.to_owned()]].concat()
    }

    /// The path of a module, as [`shown`].
    pub fn path(&self, module: usize) -> &[String] {
        shown(&self.all[module].path)
    }

    /// The file of a target.
    pub fn file(&self, target: &Target) -> Option<usize> {
        let (Target::Module(module) | Target::Item(module, _)) = target;
        self.all[*module].file
    }

    /// Resolves a path that is written in a module, through imports and re-exports.
    pub fn resolve(&self, from: usize, path: &[Ident], wanted: Wanted) -> Option<Target> {
        let path: Vec<String> = path.iter().map(Ident::to_string).collect();
        self.follow(from, &path, wanted, &mut HashSet::new())
    }

    fn follow(&self, from: usize, path: &[String], wanted: Wanted, seen: &mut Seen) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        let one = |rest: &[String]| if rest.is_empty() { wanted } else { Wanted::Module };
        let mut target = self.first(from, first, one(rest), seen)?;
        let mut rest = rest;
        while let (Target::Module(module), Some((name, after))) = (&target, rest.split_first()) {
            let module = *module;
            let next = if name == "super" {
                self.above(module)
            } else {
                self.look_up(module, name, one(after), seen)
            };
            // Only the compiler sees what a macro generates. It counts towards the module that should contain it.
            target = next.unwrap_or_else(|| Target::Item(module, name.clone()));
            rest = after;
        }
        Some(target)
    }

    /// The meaning of the first word of a path. `None` for other crates and the prelude.
    fn first(&self, from: usize, name: &str, wanted: Wanted, seen: &mut Seen) -> Option<Target> {
        let root = |name: &str| self.by_path.get([name.to_owned()].as_slice()).copied().map(Target::Module);
        match name {
            "crate" => root(&self.all[from].path[0]),
            "self" => Some(Target::Module(from)),
            "super" => self.above(from),
            LIBRARY_CRATE if self.all[from].path[0] != LIBRARY_CRATE => root(LIBRARY_CRATE),
            _ => self.look_up(from, name, wanted, seen),
        }
    }

    fn above(&self, module: usize) -> Option<Target> {
        let (_, above) = self.all[module].path.split_last()?;
        self.by_path.get(above).copied().map(Target::Module)
    }

    /// The meaning of a name in a module. `seen` ends the search if imports form a cycle.
    fn look_up(&self, module: usize, name: &str, wanted: Wanted, seen: &mut Seen) -> Option<Target> {
        if !seen.insert((module, name.to_owned(), wanted)) {
            return None;
        }
        let named = self.all[module].names.get(name).into_iter().flatten();
        let mut meanings =
            named.filter_map(|it| self.meaning(module, name, it, wanted, seen)).collect::<Vec<_>>();
        if meanings.is_empty() {
            meanings = self.in_globs(module, name, wanted, seen).into_iter().collect();
        }
        seen.remove(&(module, name.to_owned(), wanted));
        let best =
            meanings.iter().position(|it| matches!(it, Target::Module(_)) == (wanted == Wanted::Module));
        meanings.into_iter().nth(best.unwrap_or(0))
    }

    fn meaning(
        &self,
        module: usize,
        name: &str,
        is: &Name,
        wanted: Wanted,
        seen: &mut Seen,
    ) -> Option<Target> {
        match is {
            Name::Item => Some(Target::Item(module, name.to_owned())),
            Name::Module(inner) => Some(Target::Module(*inner)),
            Name::Import(path) => self.follow(module, path, wanted, seen),
        }
    }

    fn in_globs(&self, module: usize, name: &str, wanted: Wanted, seen: &mut Seen) -> Option<Target> {
        self.all[module].globs.iter().find_map(|path| {
            match self.follow(module, path, Wanted::Module, seen)? {
                Target::Module(inner) => self.look_up(inner, name, wanted, seen),
                Target::Item(..) => None,
            }
        })
    }
}

/// The names that are being looked up, each with its module: `use find::find` looks up a module for an item.
type Seen = HashSet<(usize, String, Wanted)>;

/// The path of a module as it is written: without the name of the library, but with that of another package.
pub fn shown(module: &[String]) -> &[String] {
    if module[0] == LIBRARY_CRATE { &module[1..] } else { module }
}

/// The path of the module in a file, including the crate.
fn module_of(path: &str) -> Vec<String> {
    let inside = |folder: &str| path.strip_prefix(folder)?.strip_prefix('/');
    let crates = ABOVE.iter().copied().chain([(LIBRARY, LIBRARY_CRATE)]);
    let found = crates.filter_map(|(folder, name)| Some((name, inside(folder)?))).next();
    let (name, file) = found.unwrap_or_else(|| panic!("{path} is in none of the packages"));
    let mut words = vec![name];
    words.extend(file.trim_end_matches(".rs").split('/'));
    words.pop_if(|last| matches!(*last, "mod" | "lib" | "main"));
    words.into_iter().map(str::to_owned).collect()
}

/// The modules in files of their own that a file declares for tests only.
fn tests_of(unit: &Unit) -> Vec<Vec<String>> {
    let tests = unit.syntax.items.iter().filter_map(|item| match item {
        Item::Mod(it) if it.content.is_none() && syntax::is_for_tests(&it.attrs) => {
            Some(it.ident.to_string())
        }
        _ => None,
    });
    tests.map(|name| [unit.module.as_slice(), &[name]].concat()).collect()
}

/// Collects the names of a file.
struct Names<'m> {
    modules: &'m mut Modules,
    module: usize,
    file: usize,
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Some(name) = syntax::name(item) {
            self.modules.name(self.module, &name.to_string(), Name::Item);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() {
            let around = self.module;
            let path = self.modules.inside(around, &item.ident.to_string());
            self.module = self.modules.add(&path);
            self.modules.all[self.module].file = Some(self.file);
            visit::visit_item_mod(self, item);
            self.module = around;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for used in syntax::used(&item.tree).into_iter().filter(|_| item.leading_colon.is_none()) {
            let path: Vec<String> = used.path.iter().map(Ident::to_string).collect();
            match used.name {
                Some(name) => self.modules.name(self.module, &name, Name::Import(path)),
                None if used.all => self.modules.all[self.module].globs.push(path),
                None => {}
            }
        }
    }
}
