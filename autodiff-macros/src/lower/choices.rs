//! References, iterators and closures that a branch chooses between: no value could stand for both, so
//! what follows is lowered for each.

use super::*;

/// Whether two outcomes are one and the same place or variable.
pub(super) fn is_same(a: &Outcome, b: &Outcome) -> bool {
    match (a, b) {
        (Outcome::Place(a), Outcome::Place(b)) => a == b,
        (Outcome::Slot(a), Outcome::Slot(b)) => a == b,
        (Outcome::Value(a), Outcome::Value(b)) => a == b,
        (Outcome::Const(a), Outcome::Const(b)) => a == b,
        (Outcome::Ref(a, _), Outcome::Ref(b, _)) => is_same(a, b),
        _ => false,
    }
}

/// Whether a statement binds a function: it says so, or its variable is called in the rest of the block.
pub(super) fn binds_function(stmt: &syn::Stmt, rest: &[syn::Stmt]) -> bool {
    let syn::Stmt::Local(local) = stmt else {
        return false;
    };
    match &local.pat {
        syn::Pat::Ident(variable) => scan::is_called(&variable.ident, rest),
        syn::Pat::Type(typed) => function_parameters::is_function(&typed.ty),
        _ => false,
    }
}

/// The call that a statement binds the result of.
pub(super) fn bound_call(stmt: &syn::Stmt) -> Option<&syn::ExprCall> {
    let syn::Stmt::Local(local) = stmt else {
        return None;
    };
    match expr::plain(&local.init.as_ref()?.expr) {
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => {
                let names = paths::segments(&path.path);
                (!paths::is_of_type(&names)).then_some(call)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether a statement binds what a branch chooses.
pub(super) fn binds_a_choice(stmt: &syn::Stmt) -> bool {
    let syn::Stmt::Local(local) = stmt else {
        return false;
    };
    (local.init.as_ref()).is_some_and(|init| {
        matches!(
            expr::plain(&init.expr),
            syn::Expr::If(_) | syn::Expr::Match(_)
        )
    })
}

impl<'a> Lowerer<'a> {
    /// Whether the outcome of an arm holds something that no value can stand for.
    pub(super) fn is_choice(&mut self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Tuple(items) => items.iter().any(|item| self.is_choice(item)),
            Outcome::Maybe(_, inner) => self.is_choice(inner),
            Outcome::Ref(inner, mutable) => *mutable || !self.is_number_at(inner),
            Outcome::Iter(_) | Outcome::Callable(_) => true,
            _ => false,
        }
    }
}
