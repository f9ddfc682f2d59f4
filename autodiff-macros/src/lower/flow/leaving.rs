//! The ways out of a piece of syntax other than at its end.

use crate::lower::expr::plain;
use crate::lower::macros;
use syn::visit::{self, Visit};

/// Ways out of a piece of syntax.
#[derive(Default)]
pub(in crate::lower) struct Leaving {
    pub(in crate::lower) returns: bool,
    exits: bool,
    panics: bool,
    value: Option<syn::Expr>,
    loops: usize,
    returns_from_loops: bool,
}

impl Leaving {
    fn note_return(&mut self) {
        self.returns = true;
        self.returns_from_loops |= self.loops > 0;
    }

    fn in_loop(&mut self, visit: impl FnOnce(&mut Self)) {
        self.loops += 1;
        visit(self);
        self.loops -= 1;
    }
}

impl<'ast> Visit<'ast> for Leaving {
    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        self.in_loop(|l| visit::visit_expr_for_loop(l, e));
    }

    fn visit_expr_while(&mut self, e: &'ast syn::ExprWhile) {
        self.in_loop(|l| visit::visit_expr_while(l, e));
    }

    fn visit_expr_loop(&mut self, e: &'ast syn::ExprLoop) {
        self.in_loop(|l| visit::visit_expr_loop(l, e));
    }

    fn visit_expr_return(&mut self, e: &'ast syn::ExprReturn) {
        self.note_return();
        if let (Some(value), None) = (&e.expr, &self.value) {
            self.value = Some(plain(value).clone());
        }
        visit::visit_expr_return(self, e);
    }

    fn visit_expr_try(&mut self, e: &'ast syn::ExprTry) {
        self.note_return();
        visit::visit_expr_try(self, e);
    }

    fn visit_expr_break(&mut self, e: &'ast syn::ExprBreak) {
        self.exits = true;
        visit::visit_expr_break(self, e);
    }

    fn visit_expr_continue(&mut self, _: &'ast syn::ExprContinue) {
        self.exits = true;
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let goes_on = macros::check(&macros::name_of(mac)).is_none_or(|(_, goes_on)| goes_on);
        self.panics |= !goes_on;
    }

    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

pub(in crate::lower) fn contains(block: &syn::Block, what: impl Fn(&Leaving) -> bool) -> bool {
    let mut leaving = Leaving::default();
    leaving.visit_block(block);
    what(&leaving)
}

fn ways_out(stmt: &syn::Stmt) -> Leaving {
    let mut leaving = Leaving::default();
    leaving.visit_stmt(stmt);
    leaving
}

/// Whether control may leave a statement other than at its end.
pub(in crate::lower) fn leaves(stmt: &syn::Stmt) -> bool {
    let leaving = ways_out(stmt);
    leaving.returns || leaving.exits || leaving.panics
}

/// The same, but for panics.
pub(in crate::lower) fn exits(stmt: &syn::Stmt) -> bool {
    let leaving = ways_out(stmt);
    leaving.returns || leaving.exits
}

/// How a closure's body returns early.
pub(in crate::lower) struct Returning {
    pub(in crate::lower) returns: bool,
    pub(in crate::lower) from_loops: bool,
    /// A value that it returns.
    pub(in crate::lower) value: Option<syn::Expr>,
}

pub(in crate::lower) fn returning(body: &syn::Expr) -> Returning {
    let mut leaving = Leaving::default();
    leaving.visit_expr(body);
    Returning {
        returns: leaving.returns,
        from_loops: leaving.returns_from_loops,
        value: leaving.value,
    }
}
