//! Functions inside the function. One that takes floats is read as a closure, which captures
//! nothing; of the others the generated functions have copies.

use crate::lower::paths;
use crate::lower::types::floats::may_hold;
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The items of a body, as its first statements.
pub(in crate::lower) fn dissolved(items: Vec<syn::Item>, sig: &syn::Signature) -> Vec<syn::Stmt> {
    let mut outer = Mentioned::default();
    outer.visit_signature(sig);
    let (mut open, mut kept) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            syn::Item::Fn(f) if is_closure(&f, &outer.bound) => open.push(f),
            other => kept.push(other),
        }
    }
    let mut closures = Vec::new();
    // A closure sees those that stand before it. None of those that call one another is one.
    while let Some(at) = (open.iter()).position(|f| !open.iter().any(|g| mentions(f, g))) {
        closures.push(open.remove(at));
    }
    kept.extend(open.into_iter().map(syn::Item::Fn));
    let needed: Vec<_> = (closures.iter())
        .filter(|f| kept.iter().any(|item| item_mentions(item, f)))
        .cloned()
        .map(without_derivative)
        .collect();
    let items = kept.into_iter().chain(needed).map(syn::Stmt::Item);
    items.chain(closures.into_iter().map(bound)).collect()
}

/// The function where nobody asks for its derivative.
fn without_derivative(mut f: syn::ItemFn) -> syn::Item {
    f.attrs.retain(|attribute| !asks_for_derivative(attribute));
    syn::Item::Fn(f)
}

/// Whether it is `#[differentiate]`.
pub(in crate::lower) fn asks_for_derivative(attribute: &syn::Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| last.ident == "differentiate")
}

/// What is mentioned under a name alone.
#[derive(Default)]
struct Mentioned {
    names: FxHashSet<String>,
    called: FxHashSet<String>,
    bound: FxHashSet<String>,
}

impl<'ast> Visit<'ast> for Mentioned {
    fn visit_expr_path(&mut self, e: &'ast syn::ExprPath) {
        self.names.extend(paths::single(e));
        visit::visit_expr_path(self, e);
    }

    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*e.func {
            self.called.extend(paths::single(path));
        }
        visit::visit_expr_call(self, e);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.bound.insert(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        mentioned_in(mac.tokens.clone(), &mut self.names);
    }
}

fn mentioned_in(tokens: proc_macro2::TokenStream, names: &mut FxHashSet<String>) {
    for tree in tokens {
        match tree {
            proc_macro2::TokenTree::Group(group) => mentioned_in(group.stream(), names),
            proc_macro2::TokenTree::Ident(ident) => {
                names.insert(ident.to_string());
            }
            _ => {}
        }
    }
}

fn mentions(f: &syn::ItemFn, other: &syn::ItemFn) -> bool {
    let mut found = Mentioned::default();
    found.visit_block(&f.block);
    found.names.contains(&other.sig.ident.to_string())
}

fn item_mentions(item: &syn::Item, f: &syn::ItemFn) -> bool {
    let mut found = Mentioned::default();
    found.visit_item(item);
    found.names.contains(&f.sig.ident.to_string())
}

/// Whether a closure does the same. What has the name of an `outer` argument in the function is
/// something else.
fn is_closure(f: &syn::ItemFn, outer: &FxHashSet<String>) -> bool {
    let sig = &f.sig;
    let plain = sig.constness.is_none()
        && sig.asyncness.is_none()
        && matches!(sig.safety, syn::Safety::Default)
        && sig.abi.is_none()
        && sig.variadic.is_none();
    let lifetimes = |p: &syn::GenericParam| matches!(p, syn::GenericParam::Lifetime(_));
    let mut own = Mentioned::default();
    own.visit_signature(sig);
    own.visit_block(&f.block);
    let captures = |name: &String| {
        own.called.contains(name) || own.names.contains(name) && !own.bound.contains(name)
    };
    plain
        && sig.generics.params.iter().all(lifetimes)
        && sig.inputs.iter().all(is_plain)
        && sig.inputs.iter().any(has_floats)
        && !outer.iter().any(captures)
}

fn is_plain(input: &syn::FnArg) -> bool {
    match input {
        syn::FnArg::Typed(param) => !matches!(*param.ty, syn::Type::ImplTrait(_)),
        syn::FnArg::Receiver(_) => false,
    }
}

fn has_floats(input: &syn::FnArg) -> bool {
    matches!(input, syn::FnArg::Typed(param) if may_hold(&param.ty))
}

/// `let name = |params| -> result { body };`
fn bound(f: syn::ItemFn) -> syn::Stmt {
    let Ok(syn::Stmt::Local(mut local)) = syn::parse_str("let f = || {};") else {
        return syn::Stmt::Item(syn::Item::Fn(f));
    };
    if let syn::Pat::Ident(pattern) = &mut local.pat {
        pattern.ident = f.sig.ident.clone();
    }
    if let Some(init) = &mut local.init
        && let syn::Expr::Closure(closure) = &mut *init.expr
    {
        become_function(closure, f);
    }
    syn::Stmt::Local(local)
}

/// `|params| -> result { body }`
pub(in crate::lower) fn as_closure(f: syn::ItemFn) -> Option<syn::ExprClosure> {
    let mut closure = syn::parse_str("|| {}").ok()?;
    become_function(&mut closure, f);
    Some(closure)
}

fn become_function(closure: &mut syn::ExprClosure, f: syn::ItemFn) {
    let inputs = f.sig.inputs.into_iter();
    let inputs = inputs.filter_map(|input| match input {
        syn::FnArg::Typed(param) => Some(syn::Pat::Type(param)),
        syn::FnArg::Receiver(_) => None,
    });
    closure.inputs = inputs.collect();
    closure.output = f.sig.output;
    if let syn::Expr::Block(body) = &mut *closure.body {
        body.block = *f.block;
    }
}
