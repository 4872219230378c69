//! The functions, with the number of their decisions and of their lines.
//!
//! A decision is `&&`, `||`, `if`, the guard of a match arm, `matches!`, and a closure that is passed to
//! `filter`, `any`, `all` or `is_some_and`, directly or by the name that a `let` gives it. Closures count towards
//! their function; a nested function counts separately. The arguments of a macro count too; the body of a `macro_rules!` does not.

use std::collections::HashSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    BinOp, Block, Expr, ExprBinary, ExprIf, ExprMethodCall, ImplItemFn, ItemFn, ItemImpl, ItemMod, ItemTrait,
    Local, Macro, Pat, PatGuard, Signature, Token, TraitItemFn, Type,
};

use super::modules::{Unit, shown};

/// Methods whose closure decides.
const DECIDING: [&str; 4] = ["filter", "any", "all", "is_some_and"];

/// A function with a body.
#[derive(Clone, Debug)]
pub struct Function {
    /// The path: `quotes::cue::Cues::find`, `server::access::<Record as Drop>::drop`.
    pub path: String,
    /// The file, and the line where the function starts.
    pub place: String,
    /// The number of decisions.
    pub decisions: usize,
    /// The number of lines from the signature to the last brace.
    pub lines: usize,
}

/// All functions.
pub fn of(units: &[Unit]) -> Vec<Function> {
    let one = |unit: &Unit| {
        let scope = shown(&unit.module).to_vec();
        let mut search = Search {
            file: unit.path.clone(),
            scope,
            open: Vec::new(),
            named: HashSet::new(),
            closed: Vec::new(),
        };
        search.visit_file(&unit.syntax);
        search.closed
    };
    units.iter().flat_map(one).collect()
}

struct Search {
    file: String,
    /// The enclosing modules, types and functions.
    scope: Vec<String>,
    /// The enclosing functions. Decisions count towards the last.
    open: Vec<Function>,
    /// The named closures of that function.
    named: HashSet<String>,
    closed: Vec<Function>,
}

impl Search {
    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.scope.push(name);
        visit(self);
        self.scope.pop();
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        let (start, end) = (signature.span().start().line, block.brace_token.span.close().end().line);
        self.within(signature.ident.to_string(), |it| {
            let (path, place) = (it.scope.join("::"), format!("{}:{start}", it.file));
            it.open.push(Function { path, place, decisions: 0, lines: end - start + 1 });
            let around = std::mem::take(&mut it.named);
            it.visit_block(block);
            it.named = around;
            it.closed.extend(it.open.pop());
        });
    }

    /// Returns whether an argument is a closure of this function.
    fn is_closure(&self, argument: &Expr) -> bool {
        match argument {
            Expr::Closure(_) => true,
            Expr::Reference(it) => self.is_closure(&it.expr),
            Expr::Path(it) => it.path.get_ident().is_some_and(|name| self.named.contains(&name.to_string())),
            _ => false,
        }
    }

    fn decide(&mut self) {
        if let Some(function) = self.open.last_mut() {
            function.decisions += 1;
        }
    }

    /// Counts the arguments of a macro that are not a list of expressions, as tokens.
    fn count_tokens(&mut self, tokens: TokenStream) {
        let mut joint = None;
        for token in tokens {
            let sign = if let TokenTree::Punct(sign) = &token { Some(sign.as_char()) } else { None };
            let is_joint = matches!(&token, TokenTree::Punct(sign) if sign.spacing() == Spacing::Joint);
            if matches!(sign, Some('&' | '|')) && joint == sign {
                self.decide();
                joint = None;
                continue;
            }
            joint = sign.filter(|_| is_joint);
            match token {
                TokenTree::Ident(word) if word == "if" => self.decide(),
                TokenTree::Group(group) => self.count_tokens(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Search {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.within(item.ident.to_string(), |it| visit::visit_item_mod(it, item));
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.within(item.ident.to_string(), |it| visit::visit_item_trait(it, item));
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let owner = type_name(&item.self_ty);
        let of_trait = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
        let name = match of_trait {
            Some(last) => format!("<{owner} as {}>", last.ident),
            None => owner,
        };
        self.within(name, |it| visit::visit_item_impl(it, item));
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        visit::visit_local(self, local);
        let is_closure = local.init.as_ref().is_some_and(|init| matches!(*init.expr, Expr::Closure(_)));
        if let Pat::Ident(it) = &local.pat
            && is_closure
        {
            self.named.insert(it.ident.to_string());
        }
    }

    fn visit_expr_binary(&mut self, expression: &'ast ExprBinary) {
        if matches!(expression.op, BinOp::And(_) | BinOp::Or(_)) {
            self.decide();
        }
        visit::visit_expr_binary(self, expression);
    }

    fn visit_expr_if(&mut self, expression: &'ast ExprIf) {
        self.decide();
        visit::visit_expr_if(self, expression);
    }

    fn visit_pat_guard(&mut self, guard: &'ast PatGuard) {
        self.decide();
        visit::visit_pat_guard(self, guard);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let takes_closure = call.args.iter().any(|it| self.is_closure(it));
        if takes_closure && DECIDING.iter().any(|it| call.method == it) {
            self.decide();
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, invoked: &'ast Macro) {
        let tokens = invoked.tokens.clone();
        if invoked.path.is_ident("matches") {
            self.decide();
            let (value, pattern, guard) = matched.parse2(tokens).expect("what `matches!` takes");
            self.visit_expr(&value);
            self.visit_pat(&pattern);
            if let Some(guard) = guard {
                self.decide();
                self.visit_expr(&guard);
            }
        } else if let Ok(values) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone()) {
            values.iter().for_each(|it| self.visit_expr(it));
        } else {
            self.count_tokens(tokens);
        }
    }

    /// The body of a `macro_rules!` is not code yet.
    fn visit_item_macro(&mut self, _: &'ast syn::ItemMacro) {}
}

/// The arguments of `matches!`: a value, a pattern, and perhaps a guard.
fn matched(input: ParseStream) -> syn::Result<(Expr, Pat, Option<Expr>)> {
    let value = input.parse()?;
    input.parse::<Token![,]>()?;
    let pattern = Pat::parse_multi_with_leading_vert(input)?;
    let guard = if input.parse::<Option<Token![if]>>()?.is_some() { Some(input.parse()?) } else { None };
    input.parse::<Option<Token![,]>>()?;
    Ok((value, pattern, guard))
}

/// The last name of a type.
fn type_name(of: &Type) -> String {
    match of {
        Type::Path(it) => it.path.segments.last().map_or_else(String::new, |last| last.ident.to_string()),
        Type::Reference(it) => type_name(&it.elem),
        _ => "_".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    /// The functions of a source, with their decisions.
    fn counted(source: &str) -> Vec<(String, usize)> {
        let functions = Tree::of(&[("src/a.rs", source)]).functions;
        functions.into_iter().map(|it| (it.path, it.decisions)).collect()
    }

    /// The decisions of one function with this body.
    fn decisions(body: &str) -> usize {
        let [(_, decisions)] = counted(&format!("fn f() {{ {body} }}"))[..] else { panic!("{body}") };
        decisions
    }

    #[test]
    fn every_kind_of_decision_counts() {
        for (body, expected) in [
            ("a && b || c", 2),
            ("if a {} else if b {}", 2),
            ("if let Some(a) = b && c {}", 2),
            ("match a { 1 if b => {} 2 => {} _ => {} }", 1),
            ("matches!(a, Some(1) | None)", 1),
            ("matches!(a, Some(b) if b && c)", 3),
            ("x.filter(|a| a.b).any(|a| a && b)", 3),
            ("x.all(|a| y.is_some_and(|b| b))", 2),
            ("x.filter(Self::is_b).map(|a| a).any(is_c)", 0),
            ("assert!(a && b, \"{}\", if c { 1 } else { 2 })", 2),
            ("select! { biased; x = y, if a && b => z }", 2),
            ("while a {} let Some(b) = c else { return }; d?", 0),
            ("let f = || a; let g = &&b; let h = |_| 1;", 0),
            ("let f = |a| a.b; let g = |a| a.c; x.filter(f).any(&g); y.all(f)", 3),
            ("let f = |a| a.b; x.map(f).filter(g)", 0),
        ] {
            assert_eq!(decisions(body), expected, "{body}");
        }
    }

    #[test]
    fn a_function_inside_a_function_counts_for_itself() {
        let found = counted("fn f() { let c = || a && b; fn g() { if a {} x.any(c) } }");
        assert_eq!(found, [("a::f::g".to_owned(), 1), ("a::f".to_owned(), 1)]);
    }

    #[test]
    fn functions_are_named_by_their_path() {
        let source = "mod m { impl S<'_> { fn f() {} } impl From<T> for S { fn f() {} } trait T { fn g() {} fn h(); } }";
        let names: Vec<_> = counted(source).into_iter().map(|it| it.0).collect();
        assert_eq!(names, ["a::m::S::f", "a::m::<S as From>::f", "a::m::T::g"]);
    }

    #[test]
    fn tests_are_not_counted() {
        assert!(counted("#[cfg(test)] mod tests { fn f() { a && b } }").is_empty());
    }
}
