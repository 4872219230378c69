//! Syntax helpers that several checks use.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, File, Ident, ImplItem, Item, ItemImpl, ItemMod, Lit, Meta, Path, Stmt, UseTree};

/// Removes the code that is compiled only for tests.
pub fn drop_tests(file: &mut File) {
    file.items.retain(is_kept);
    WithoutTests.visit_file_mut(file);
}

struct WithoutTests;

impl VisitMut for WithoutTests {
    fn visit_item_mod_mut(&mut self, item: &mut ItemMod) {
        if let Some((_, items)) = &mut item.content {
            items.retain(is_kept);
        }
        visit_mut::visit_item_mod_mut(self, item);
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        item.items.retain(|it| !matches!(it, ImplItem::Fn(it) if is_for_tests(&it.attrs)));
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        block.stmts.retain(|it| !matches!(it, Stmt::Item(it) if !is_kept(it)));
        visit_mut::visit_block_mut(self, block);
    }
}

fn is_kept(item: &Item) -> bool {
    !is_for_tests(attributes(item))
}

/// Returns whether an item is compiled only for tests.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| match &it.meta {
        Meta::List(list) => list.path.is_ident("cfg") && names_test(list.tokens.clone()),
        Meta::Path(path) => path.is_ident("test"),
        Meta::NameValue(_) => false,
    })
}

/// Returns whether the condition of a `cfg` holds only for tests: `test`, or `all` with `test` in it.
fn names_test(condition: TokenStream) -> bool {
    let mut tokens = condition.into_iter();
    match tokens.next() {
        Some(TokenTree::Ident(word)) if word == "test" => true,
        Some(TokenTree::Ident(word)) if word == "all" => match tokens.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                group.stream().into_iter().any(|it| matches!(it, TokenTree::Ident(word) if word == "test"))
            }
            _ => false,
        },
        _ => false,
    }
}

/// The paths in the arguments of a macro or an attribute, which are not parsed.
pub fn paths(tokens: TokenStream, found: &mut impl FnMut(&[Ident])) {
    let mut path: Vec<Ident> = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Ident(word) if colons == 2 => path.push(word),
            TokenTree::Ident(word) => found(&std::mem::replace(&mut path, vec![word])),
            TokenTree::Group(group) => {
                found(&std::mem::take(&mut path));
                paths(group.stream(), found);
            }
            TokenTree::Punct(_) => found(&std::mem::take(&mut path)),
            TokenTree::Literal(literal) => {
                found(&std::mem::take(&mut path));
                found(&named_by(&literal));
            }
        }
        colons = 0;
    }
    found(&path);
}

/// The path in a string, as serde's attributes name functions; empty if the string is not a path.
fn named_by(literal: &Literal) -> Vec<Ident> {
    let Lit::Str(text) = Lit::new(literal.clone()) else { return Vec::new() };
    let path = text.parse::<Path>();
    path.map_or_else(|_| Vec::new(), |path| path.segments.into_iter().map(|it| it.ident).collect())
}

/// The attributes of an item.
fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// The name that an item adds to its module. Modules are identified by their paths.
pub fn name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(it) => Some(&it.ident),
        Item::Enum(it) => Some(&it.ident),
        Item::Fn(it) => Some(&it.sig.ident),
        Item::Macro(it) => it.ident.as_ref(),
        Item::Static(it) => Some(&it.ident),
        Item::Struct(it) => Some(&it.ident),
        Item::Trait(it) => Some(&it.ident),
        Item::Type(it) => Some(&it.ident),
        _ => None,
    }
}

/// One name, or all names, that a `use` introduces.
pub struct Used {
    /// The path, as it is written.
    pub path: Vec<Ident>,
    /// The name in this module; `None` for `*` and `_`.
    pub name: Option<String>,
    /// Whether the path ends in `*`.
    pub all: bool,
}

/// Everything that a `use` introduces.
pub fn used(tree: &UseTree) -> Vec<Used> {
    let mut found = Vec::new();
    walk(tree, &mut Vec::new(), &mut found);
    found
}

fn walk(tree: &UseTree, before: &mut Vec<Ident>, found: &mut Vec<Used>) {
    match tree {
        UseTree::Path(it) => {
            before.push(it.ident.clone());
            walk(&it.tree, before, found);
            before.pop();
        }
        UseTree::Group(it) => it.items.iter().for_each(|tree| walk(tree, before, found)),
        UseTree::Glob(_) => found.push(Used { path: before.clone(), name: None, all: true }),
        UseTree::Name(it) => found.push(single(before, &it.ident, &it.ident)),
        UseTree::Rename(it) => found.push(single(before, &it.ident, &it.rename)),
    }
}

/// `self` at the end of a path refers to the path before it.
fn single(before: &[Ident], last: &Ident, name: &Ident) -> Used {
    let mut path = before.to_vec();
    if last != "self" || path.is_empty() {
        path.push(last.clone());
    }
    let name = if name == "self" { path.last().map(Ident::to_string) } else { Some(name.to_string()) };
    Used { path, name: name.filter(|it| it != "_"), all: false }
}
