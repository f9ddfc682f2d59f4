//! What is expected of the ends of branches, of what closures give and of the right sides of assignments.

use crate::lower::closures::Callable;
use crate::lower::memory::memory_options;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Notes what the ends of the branches of an expression have to give.
    pub(in crate::lower) fn expect_at_ends(&mut self, e: &syn::Expr, ty: &Type) {
        let block = |l: &mut Self, block: &syn::Block| {
            if let Some(syn::Stmt::Expr(last, None)) = block.stmts.last() {
                l.expect_at_ends(last, ty);
            }
        };
        match expr::plain(e) {
            syn::Expr::If(e) => {
                block(self, &e.then_branch);
                if let Some((_, els)) = &e.else_branch {
                    self.expect_at_ends(els, ty);
                }
            }
            syn::Expr::Match(e) => {
                for arm in &e.arms {
                    self.expect_at_ends(&arm.body, ty);
                }
            }
            syn::Expr::Block(e) => block(self, &e.block),
            end @ (syn::Expr::Call(_) | syn::Expr::MethodCall(_)) if memory_options::asks(end) => {
                self.around
                    .expected_at
                    .insert(std::ptr::from_ref(end) as usize, ty.clone());
            }
            _ => {}
        }
    }

    /// The type of the variable or field that is assigned to, if the right side has to be told it.
    pub(in crate::lower) fn expected_by_target(&mut self, e: &syn::ExprAssign) -> Option<Type> {
        let mut root = expr::plain(&e.left);
        loop {
            root = match root {
                syn::Expr::Field(field) => expr::plain(&field.base),
                syn::Expr::Unary(unary) => expr::plain(&unary.expr),
                _ => break,
            };
        }
        if !memory_options::asks(&e.right) || !matches!(root, syn::Expr::Path(_)) {
            return None;
        }
        let target = self.expr(&e.left);
        Some(self.type_of(&target))
    }

    /// The types that a closure writes for its parameters.
    pub(in crate::lower) fn expected_of_callable(
        &mut self,
        callable: &Callable,
    ) -> Vec<Option<Type>> {
        let Callable::Closure(closure, _) = callable else {
            return Vec::new();
        };
        let inputs = closure.inputs.iter();
        inputs
            .map(|input| match input {
                syn::Pat::Type(typed) => self.declared_argument(&typed.ty),
                _ => None,
            })
            .collect()
    }

    /// The same of what a closure gives.
    pub(in crate::lower) fn expect_of_closure(&mut self, f: &Callable, ty: &Type) {
        if let Callable::Closure(closure, _) = f {
            self.expect_at_ends(&closure.body, ty);
        }
    }

    /// What was noted for this very expression.
    pub(in crate::lower) fn expected_at(&self, e: &syn::Expr) -> Option<Type> {
        self.around
            .expected_at
            .get(&(std::ptr::from_ref(e) as usize))
            .cloned()
    }
}
