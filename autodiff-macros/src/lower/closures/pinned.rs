//! What a closure sees of variables that are references and come to refer to something else: what they refer to where the
//! closure is made, unless it is the closure that lets them refer to something else.

use crate::lower::calls::changed_borrowers;
use crate::lower::*;
use std::rc::Rc;
use syn::visit::{self, Visit};

impl<'a> Lowerer<'a> {
    /// A variable of this name as the closure captures it.
    pub(in crate::lower) fn pinned(
        &mut self,
        name: &str,
        outcome: &Outcome,
        closure: &syn::ExprClosure,
    ) -> Outcome {
        let moves = closure.capture.is_some();
        let changes = Changes::of(name, outcome, &closure.body);
        match outcome {
            Outcome::Moving(moving) if changes && moves => {
                let span = messages::span_of(closure);
                self.moving_anew(name, moving, span)
            }
            Outcome::Borrower(borrowing) if moves => {
                Outcome::Borrower(Rc::new(self.another_borrower(borrowing)))
            }
            outcome if changes => outcome.clone(),
            Outcome::Borrower(borrowing) if borrowing.moves() => {
                Outcome::Borrower(Rc::new(self.with_own_references(borrowing)))
            }
            Outcome::Ref(inner, mutable) if let Outcome::Borrower(borrowing) = &**inner => {
                match borrowing.moves() {
                    true => Outcome::Borrower(Rc::new(self.with_own_references(borrowing)))
                        .reference(*mutable),
                    false => outcome.clone(),
                }
            }
            other => self.pointed(other.clone()),
        }
    }
}

/// Whether a closure may let a variable, or a field of it, refer to something else.
struct Changes<'n> {
    name: &'n str,
    /// The type of a struct with such fields.
    owner: Option<syn::Ident>,
    /// Whether it is a name under which such a variable is lent, which calls are handed.
    is_lent: bool,
    found: bool,
}

impl<'n> Changes<'n> {
    fn of(name: &'n str, outcome: &Outcome, body: &syn::Expr) -> bool {
        let borrower = outcome.clone().dereferenced().as_borrower();
        let path = borrower.and_then(|(borrower, _)| {
            syn::parse2::<syn::Path>(borrower.whole.path.stream().clone()).ok()
        });
        let mut changes = Changes {
            name,
            owner: path.and_then(|path| Some(path.segments.last()?.ident.clone())),
            is_lent: matches!(outcome, Outcome::Ref(..)),
            found: false,
        };
        changes.visit_expr(body);
        changes.found
    }

    fn is_it(&self, e: &syn::Expr) -> bool {
        match expr::plain(e) {
            syn::Expr::Path(path) => paths::single(path).is_some_and(|name| name == self.name),
            _ => false,
        }
    }

    /// `name`, `*name` or `name.field`
    fn is_of_it(&self, e: &syn::Expr) -> bool {
        match expr::plain(e) {
            syn::Expr::Unary(e) => self.is_it(&e.expr),
            syn::Expr::Field(e) => self.is_it(&e.base),
            e => self.is_it(e),
        }
    }
}

impl<'ast> Visit<'ast> for Changes<'_> {
    fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
        self.found |= match expr::plain(&e.left) {
            syn::Expr::Tuple(parts) => parts.elems.iter().any(|part| self.is_of_it(part)),
            left => self.is_of_it(left),
        };
        visit::visit_expr_assign(self, e);
    }

    fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
        self.found |= e.mutability.is_some() && self.is_of_it(&e.expr);
        visit::visit_expr_reference(self, e);
    }

    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        self.found |= self.is_lent && e.args.iter().any(|arg| self.is_it(arg));
        visit::visit_expr_call(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        self.found |= self.is_lent && e.args.iter().any(|arg| self.is_it(arg));
        if let (true, Some(owner)) = (self.is_it(&e.receiver), &self.owner) {
            self.found |= changed_borrowers::is_changing(owner, &e.method.to_string());
        }
        visit::visit_expr_method_call(self, e);
    }
}
