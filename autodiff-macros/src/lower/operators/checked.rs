//! Arithmetic and conversions of integers that may not come out: `i.checked_sub(1)`,
//! `usize::try_from(i)`. What there is if they do is computed at once, in ways that always come out.

use crate::ir::{Binary, Expr};
use crate::lower::options::failures::Fault;
use crate::lower::*;

/// Of an operation: the one that stops at the ends of the type and the one that goes round. Where it
/// does not come out, the two differ.
const OPERATIONS: [(&str, &str, &str); 4] = [
    ("checked_add", "saturating_add", "wrapping_add"),
    ("checked_sub", "saturating_sub", "wrapping_sub"),
    (
        "checked_add_signed",
        "saturating_add_signed",
        "wrapping_add_signed",
    ),
    (
        "checked_sub_unsigned",
        "saturating_sub_unsigned",
        "wrapping_sub_unsigned",
    ),
];

/// What an operation takes beside a number of this type.
fn other_side(name: &str, ty: &Type) -> Option<Type> {
    let Type::Int(own) = ty else { return None };
    let of_same_size = |from: char, to: char| {
        let size = own.strip_prefix(from)?;
        types::number(&format!("{to}{size}"))
    };
    match name {
        "checked_add_signed" => of_same_size('u', 'i'),
        "checked_sub_unsigned" => of_same_size('i', 'u'),
        _ => Some(ty.clone()),
    }
}

impl<'a> Lowerer<'a> {
    /// Such a method of an integer; `None` if it is none.
    pub(in crate::lower) fn checked_method(
        &mut self,
        name: &str,
        receiver: Value,
        args: &[Value],
        span: Span,
    ) -> Option<Outcome> {
        let &[other] = args else { return None };
        let ty = self.function.value(receiver).ty.clone();
        let ty = self.infer.shallow(&ty);
        if let "checked_div" | "checked_rem" = name {
            return self.checked_division(name, receiver, other, &ty, span);
        }
        let (_, stopping, going_round) = OPERATIONS.into_iter().find(|(n, ..)| *n == name)?;
        let side = other_side(name, &ty)?;
        self.unify_value(other, &side, span);
        let both = vec![receiver, other];
        let stopped = self.define(Expr::Method(stopping, both.clone()), ty.clone(), "", span);
        let result = self.define(Expr::Method(going_round, both), ty, "", span);
        let there = self.operation(Binary::Eq, stopped, result, span);
        Some(self.perhaps(there, Outcome::Value(result)))
    }

    /// Of unsigned numbers, which only zero does not divide.
    fn checked_division(
        &mut self,
        name: &str,
        receiver: Value,
        other: Value,
        ty: &Type,
        span: Span,
    ) -> Option<Outcome> {
        if !matches!(ty, Type::Int(own) if own.starts_with('u')) {
            return None;
        }
        self.unify_value(other, ty, span);
        let zero = self.integer(0, ty.clone(), span);
        let one = self.integer(1, ty.clone(), span);
        let there = self.operation(Binary::Ne, other, zero, span);
        let divisor = self.define(Expr::Method("max", vec![other, one]), ty.clone(), "", span);
        let op = match name {
            "checked_div" => Binary::Div,
            _ => Binary::Rem,
        };
        let result = self.operation(op, receiver, divisor, span);
        Some(self.perhaps(there, Outcome::Value(result)))
    }

    /// `usize::try_from(i)`: it comes out if the way back leads to the same number, and the signs agree.
    pub(in crate::lower) fn checked_conversion(
        &mut self,
        value: Value,
        to: &Type,
        span: Span,
    ) -> Option<Outcome> {
        let from = self.function.value(value).ty.clone();
        let from = self.infer.shallow(&from);
        let (Type::Int(source), Type::Int(target)) = (&from, to) else {
            return None;
        };
        let result = self.define(Expr::Cast(value, to.clone()), to.clone(), "", span);
        let back = self.define(Expr::Cast(result, from.clone()), from.clone(), "", span);
        let same = self.operation(Binary::Eq, back, value, span);
        let is_signed = |name: &str| name.starts_with('i');
        let signed = match (is_signed(source), is_signed(target)) {
            (true, false) => Some((value, from)),
            (false, true) => Some((result, to.clone())),
            _ => None,
        };
        let there = match signed {
            Some((signed, ty)) => {
                let zero = self.integer(0, ty, span);
                let positive = self.operation(Binary::Ge, signed, zero, span);
                self.operation(Binary::BitAnd, same, positive, span)
            }
            None => same,
        };
        let maybe = self.perhaps(there, Outcome::Value(result));
        Some(Outcome::Failing(Box::new(maybe), Fault::Unseen))
    }
}
