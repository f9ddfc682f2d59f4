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
