//! What the parts of an expression change.

use crate::ir::Passing;
use crate::lower::expr::plain;
use crate::lower::types::scalar_names;
use crate::lower::{options, owner, paths, scan, source};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The variables that an expression may change, if they can be changed.
#[derive(Default)]
pub(in crate::lower) struct Changed {
    pub(in crate::lower) assigned: FxHashSet<String>,
    /// What functions take by their names, which may be references.
    pub(in crate::lower) passed: FxHashSet<String>,
    /// The same of methods.
    pub(in crate::lower) lent: FxHashSet<String>,
    /// What is called, which may be a closure.
    pub(in crate::lower) called: FxHashSet<String>,
}

impl Changed {
    pub(in crate::lower) fn of(e: &syn::Expr) -> Changed {
        let mut changed = Changed::default();
        changed.visit_expr(e);
        changed
    }

    pub(in crate::lower) fn names(&self) -> impl Iterator<Item = &String> {
        self.assigned.iter().chain(&self.passed)
    }

    pub(in crate::lower) fn may_change(&self, name: &String) -> bool {
        let is_named = |names: &FxHashSet<String>| names.contains(name);
        [&self.assigned, &self.passed, &self.lent]
            .into_iter()
            .any(is_named)
    }

    /// What an expression itself changes, without its parts.
    pub(in crate::lower) fn note_alone(&mut self, e: &syn::Expr) {
        match e {
            syn::Expr::Assign(e) => self.note(&e.left),
            syn::Expr::Binary(e) if crate::lower::operators::assigned(&e.op).is_some() => {
                self.note(&e.left);
            }
            syn::Expr::Reference(e) if e.mutability.is_some() => self.note(&e.expr),
            syn::Expr::MethodCall(e) if !only_reads(&e.method, &e.receiver) => {
                self.note(&e.receiver);
                self.lent.extend(e.args.iter().filter_map(named));
            }
            syn::Expr::Call(e) => {
                self.passed.extend(e.args.iter().filter_map(named));
                self.called.extend(named(&e.func));
            }
            _ => {}
        }
    }

    fn note(&mut self, e: &syn::Expr) {
        match plain(e) {
            syn::Expr::Path(path) => self.assigned.extend(paths::single(path)),
            syn::Expr::Field(e) => self.note(&e.base),
            syn::Expr::Index(e) => self.note(&e.expr),
            syn::Expr::Reference(e) => self.note(&e.expr),
            syn::Expr::Unary(e) => self.note(&e.expr),
            syn::Expr::MethodCall(e) => self.note(&e.receiver),
            _ => {}
        }
    }
}

/// The variable that an expression is.
fn named(e: &syn::Expr) -> Option<String> {
    match plain(e) {
        syn::Expr::Path(path) => paths::single(path),
        _ => None,
    }
}

impl<'ast> Visit<'ast> for Changed {
    fn visit_expr(&mut self, e: &'ast syn::Expr) {
        self.note_alone(e);
        visit::visit_expr(self, e);
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

/// Whether the right side of an assignment changes what its left side is indexed by.
pub(in crate::lower) fn moves_index(left: &syn::Expr, right: &syn::Expr) -> bool {
    let changed = Changed::of(right);
    let mut indices = Indices {
        changed,
        moved: false,
    };
    indices.visit_expr(left);
    indices.moved
}

struct Indices {
    changed: Changed,
    moved: bool,
}

impl<'ast> Visit<'ast> for Indices {
    fn visit_expr_index(&mut self, e: &'ast syn::ExprIndex) {
        self.moved |= match plain(&e.index) {
            // An integer: a function that takes it has its own.
            syn::Expr::Path(path) => {
                paths::single(path).is_some_and(|name| self.changed.assigned.contains(&name))
            }
            index => {
                let names = scan::mentioned_names(index);
                names.iter().any(|name| self.changed.may_change(name))
            }
        };
        visit::visit_expr_index(self, e);
    }
}

/// Whether a method leaves its receiver and its arguments as they are: one of the standard library with such a name.
/// The file may have one of the same name that does not, and so may the type that `self` is.
fn only_reads(method: &syn::Ident, receiver: &syn::Expr) -> bool {
    if !is_of_readers(&method.to_string()) {
        return false;
    }
    let mut own = source::definitions::signatures(method).into_iter();
    let by = |sig: &syn::Signature| sig.receiver().map(owner::passing);
    let of_self = named(receiver).is_some_and(|name| name == "self");
    match own.len() {
        0 => !of_self || method == "clone",
        _ => own.all(|sig| by(&sig) != Some(Some(Passing::RefMut))),
    }
}

/// Whether methods of the standard library with this name only read.
fn is_of_readers(name: &str) -> bool {
    const MORE: [&str; 21] = [
        "len",
        "is_empty",
        "iter",
        "get",
        "first",
        "last",
        "windows",
        "chunks",
        "split_first",
        "split_last",
        "split_at",
        "to_vec",
        "as_slice",
        "contains",
        "contains_key",
        "chars",
        "range",
        "keys",
        "values",
        "map",
        "copied",
    ];
    scalar_names::is_of_scalars(name)
        || options::results::is_of_options(name)
        || MORE.contains(&name)
}
