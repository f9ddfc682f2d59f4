//! What the parts of an expression change, and whether one may be evaluated before the rest of it: not if it
//! changes what stands before it there.

use crate::lower::expr::plain;
use crate::lower::types::scalar_names;
use crate::lower::{collections, options, paths, scan, types};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The variables that a function can change: those with `mut`, and those that are references to what it may
/// change.
pub(in crate::lower) fn changeable(
    block: &syn::Block,
    signature: &syn::Signature,
) -> FxHashSet<String> {
    let mut names = crate::lower::mutability::mutable_names(block, signature);
    for input in &signature.inputs {
        match input {
            syn::FnArg::Receiver(receiver) if receiver.mutability.is_some() => {
                names.insert("self".into());
            }
            syn::FnArg::Receiver(_) => {}
            syn::FnArg::Typed(typed) => {
                if let syn::Type::Reference(lent) = types::plain(&typed.ty)
                    && lent.mutability.is_some()
                {
                    names.extend(scan::pattern_names(&typed.pat));
                }
            }
        }
    }
    let mut cells = Cells(FxHashSet::default());
    cells.visit_block(block);
    names.extend(cells.0);
    names
}

/// The variables that are changed without `mut`.
struct Cells(FxHashSet<String>);

impl<'ast> Visit<'ast> for Cells {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init
            && collections::cells::makes_cell(&init.expr)
        {
            self.0.extend(scan::pattern_names(&local.pat));
        }
        visit::visit_local(self, local);
    }
}

/// Whether no part that is taken out of an expression changes what was read before it.
pub(in crate::lower) fn is_kept(e: &syn::Expr, changeable: &FxHashSet<String>) -> bool {
    let mut reading = Reading {
        changeable,
        read: FxHashSet::default(),
        clashes: false,
    };
    reading.visit_expr(e);
    !reading.clashes
}

struct Reading<'n> {
    changeable: &'n FxHashSet<String>,
    /// The variables that were read before.
    read: FxHashSet<String>,
    clashes: bool,
}

impl<'ast> Visit<'ast> for Reading<'_> {
    fn visit_expr(&mut self, e: &'ast syn::Expr) {
        if options::tries::is_taken_out(e) {
            let changed = Changed::of(e);
            let mut read = self.read.intersection(self.changeable);
            // A closure may change whatever can be changed.
            let by_closure = !changed.called.is_disjoint(self.changeable);
            self.clashes |= read.any(|name| by_closure || changed.may_change(name));
        } else {
            visit::visit_expr(self, e);
        }
    }

    fn visit_expr_path(&mut self, e: &'ast syn::ExprPath) {
        self.read.extend(paths::single(e));
    }

    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

/// The variables that an expression may change, if they can be changed.
#[derive(Default)]
pub(in crate::lower) struct Changed {
    assigned: FxHashSet<String>,
    /// What functions take by their names, which may be references.
    passed: FxHashSet<String>,
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
        self.assigned.contains(name) || self.passed.contains(name)
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

impl<'ast> Visit<'ast> for Changed {
    fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
        self.note(&e.left);
        visit::visit_expr_assign(self, e);
    }

    fn visit_expr_binary(&mut self, e: &'ast syn::ExprBinary) {
        if crate::lower::operators::assigned(&e.op).is_some() {
            self.note(&e.left);
        }
        visit::visit_expr_binary(self, e);
    }

    fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
        if e.mutability.is_some() {
            self.note(&e.expr);
        }
        visit::visit_expr_reference(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let name = e.method.to_string();
        if !only_reads(&name) {
            self.note(&e.receiver);
        }
        visit::visit_expr_method_call(self, e);
    }

    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        for arg in &e.args {
            if let syn::Expr::Path(path) = plain(arg) {
                self.passed.extend(paths::single(path));
            }
        }
        if let syn::Expr::Path(path) = plain(&e.func) {
            self.called.extend(paths::single(path));
        }
        visit::visit_expr_call(self, e);
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

/// Whether a method of this name leaves its receiver as it is.
fn only_reads(name: &str) -> bool {
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
