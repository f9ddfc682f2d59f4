//! References, iterators and closures that a branch chooses between: no value could stand for both, so
//! what follows is lowered for each.

use crate::ir::{Init, Place, Tokens};
use crate::lower::closures::function_parameters;
use crate::lower::flow::branch::{Arm, Arms};
use crate::lower::source::definitions;
use crate::lower::*;
use syn::visit::{self, Visit};

/// Whether two outcomes are one and the same place or variable.
pub(in crate::lower) fn is_same(a: &Outcome, b: &Outcome) -> bool {
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
pub(in crate::lower) fn binds_function(stmt: &syn::Stmt, rest: &[syn::Stmt]) -> bool {
    let syn::Stmt::Local(local) = stmt else {
        return false;
    };
    match &local.pat {
        syn::Pat::Ident(variable) => {
            let of_number = (local.init.as_ref()).is_some_and(|init| is_of_number(&init.expr));
            !of_number && is_called(&variable.ident, rest)
        }
        syn::Pat::Type(typed) => function_parameters::is_function(&typed.ty),
        _ => false,
    }
}

/// Whether an expression is no function for all that can be seen of it, so that nobody needs to look for
/// calls in the rest of the block.
fn is_of_number(e: &syn::Expr) -> bool {
    matches!(
        expr::plain(e),
        syn::Expr::Binary(_) | syn::Expr::Cast(_) | syn::Expr::Lit(_) | syn::Expr::Macro(_)
    )
}

/// Whether a variable of this name is called in statements that it can be seen in.
fn is_called(name: &syn::Ident, stmts: &[syn::Stmt]) -> bool {
    struct Calls<'n>(&'n syn::Ident, bool);
    impl<'ast> Visit<'ast> for Calls<'_> {
        fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
            if let syn::Expr::Path(path) = expr::plain(&e.func) {
                self.1 |= path.path.is_ident(self.0);
            }
            visit::visit_expr_call(self, e);
        }
        fn visit_macro(&mut self, mac: &'ast syn::Macro) {
            for arg in macros::arguments(mac).iter().flatten() {
                let mut inner = Calls(self.0, false);
                inner.visit_expr(arg);
                self.1 |= inner.1;
            }
        }
    }
    let mut calls = Calls(name, false);
    stmts.iter().for_each(|stmt| calls.visit_stmt(stmt));
    calls.1
}

/// The call that a statement binds the result of.
pub(in crate::lower) fn bound_call(stmt: &syn::Stmt) -> Option<&syn::ExprCall> {
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
pub(in crate::lower) fn binds_a_choice(stmt: &syn::Stmt) -> bool {
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

/// Whether two lengths are numbers, and not the same.
fn are_other_numbers(a: &Tokens, b: &Tokens) -> bool {
    let number = |length: &Tokens| {
        let literal = syn::parse2::<syn::LitInt>(length.stream().clone());
        literal.ok()?.base10_parse::<usize>().ok()
    };
    matches!((number(a), number(b)), (Some(a), Some(b)) if a != b)
}

impl<'a> Lowerer<'a> {
    /// Whether the outcome of an arm holds something that no value can stand for.
    pub(in crate::lower) fn is_choice(&mut self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Tuple(items) => items.iter().any(|item| self.is_choice(item)),
            Outcome::Maybe(_, inner) => self.is_choice(inner),
            Outcome::Ref(inner, mutable) => *mutable || !self.is_number_at(inner),
            Outcome::Iter(_) | Outcome::Callable(_) => true,
            _ => false,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Whether what stands behind two shared references can be copied, so that the choice between them is
    /// one between values.
    pub(in crate::lower) fn are_copied(&mut self, a: &Outcome, b: &Outcome) -> bool {
        [a, b].into_iter().all(|outcome| {
            let place = matches!(outcome, Outcome::Place(_) | Outcome::Const(_));
            let ty = self.type_of(outcome);
            place
                && match self.infer.shallow(&ty) {
                    Type::Array(..) | Type::Slice(_) | Type::Vec(_) => true,
                    Type::Var(_) => self.infer.name(&ty).is_some(),
                    _ => false,
                }
        })
    }

    /// Whether a type is a struct or an enum of the file that is no `Copy`.
    pub(in crate::lower) fn is_cloned(&mut self, ty: &Type) -> bool {
        let name = (self.defined_name(ty)).or_else(|| self.struct_of_field(ty));
        name.is_some_and(|name| {
            let is_ours = definitions::is_defined(&name) || definitions::is_enum(&name);
            is_ours && !definitions::derives_copy(&name)
        })
    }

    /// Copies of what stands behind two references, each in its arm. Of slices, these are `Vec`s.
    pub(in crate::lower) fn copied_behind(
        &mut self,
        a: Outcome,
        b: Outcome,
        arms: &mut Arms,
    ) -> (Outcome, Outcome) {
        let (left, right) = (self.type_of(&a), self.type_of(&b));
        let (shallow, other) = (self.infer.shallow(&left), self.infer.shallow(&right));
        let list = match (shallow, other) {
            (Type::Slice(item) | Type::Vec(item), _) | (_, Type::Slice(item) | Type::Vec(item)) => {
                Some(*item)
            }
            // Of several lengths there can only be slices.
            (Type::Array(item, m), Type::Array(_, n)) if are_other_numbers(&m, &n) => Some(*item),
            _ => None,
        };
        let of_clone = self.is_cloned(&left).then_some(left);
        let cloned = list.map(|item| Type::Vec(Box::new(item))).or(of_clone);
        let span = arms.span;
        let copied = |l: &mut Self, outcome: Outcome| {
            let (Some(ty), Some(place)) = (cloned.clone(), l.place_of(outcome.clone(), span))
            else {
                return outcome;
            };
            let copy = l.allocate(Init::Clone(place), ty, "chosen", span);
            Outcome::Place(Place::whole(copy))
        };
        let a = self.in_arm(&mut arms.then, |l| copied(l, a));
        let b = self.in_arm(&mut arms.els, |l| copied(l, b));
        (a, b)
    }

    /// What was chosen behind a reference, in a memory of its own.
    pub(in crate::lower) fn chosen_in_memory(&mut self, outcome: Outcome, span: Span) -> Outcome {
        match outcome {
            Outcome::Ref(inner, false)
                if matches!(*inner, Outcome::Value(_))
                    && (!self.is_number_at(&inner) || self.library(&inner).is_some()) =>
            {
                match self.place_of(*inner, span) {
                    Some(place) => Outcome::Place(place).reference(false),
                    None => Outcome::Poison,
                }
            }
            Outcome::Tuple(items) => {
                let items = items.into_iter();
                Outcome::Tuple(
                    items
                        .map(|item| self.chosen_in_memory(item, span))
                        .collect(),
                )
            }
            other => other,
        }
    }

    /// Whether what stands behind a reference was there before the arm that gives it.
    pub(in crate::lower) fn outlives(&self, behind: &Outcome, arm: &Arm) -> bool {
        match behind {
            Outcome::Place(place) => !arm.makes(place.memory),
            Outcome::Slot(_) | Outcome::Const(_) => true,
            _ => false,
        }
    }

    /// What stands behind a reference that one arm alone gives; it is not looked at after the other one.
    pub(in crate::lower) fn lent_by_one(
        &mut self,
        behind: Outcome,
        then: bool,
        arms: &mut Arms,
    ) -> Outcome {
        let Outcome::Place(mut place) = behind else {
            return behind;
        };
        for value in place.values() {
            let (index, never) = (Outcome::Value(value), Outcome::Never);
            let merged = match then {
                true if arms.then.defines(value) => self.merge(index, never, arms),
                false if arms.els.defines(value) => self.merge(never, index, arms),
                _ => continue,
            };
            if let Outcome::Value(merged) = merged {
                place.rename(value, merged);
            }
        }
        Outcome::Place(place)
    }
}
