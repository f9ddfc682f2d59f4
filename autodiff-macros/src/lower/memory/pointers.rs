//! What is behind a `Box`, an `Rc` or an `Arc`, where it is taken out or replaced as a whole: `let q = *boxed;`. Else
//! the pointer stands for what is behind it.

use crate::ir::{Init, Place, Target};
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The value of an expression, which is what is behind a pointer if it is `*pointer`.
    pub(in crate::lower) fn taken_out(&mut self, e: &syn::Expr, outcome: Outcome) -> Outcome {
        let Some(behind) = self.pointed_to(e, &outcome) else {
            return outcome;
        };
        let span = m::span(e);
        let Some(place) = self.place_of(outcome, span) else {
            return Outcome::Poison;
        };
        // The pointer itself stays where it is.
        let ty = self.place_type(&place);
        let copy = self.allocate(Init::Clone(place), ty, "pointer", span);
        let target = Target::Function(builder::tokens("::autodiff::unboxed"));
        let pointer = vec![Outcome::Place(Place::whole(copy))];
        self.call_target(target, "unboxed", pointer, behind, false, span)
    }

    /// What is assigned to `*pointer` as a pointer to it, which replaces the old one.
    pub(in crate::lower) fn put_behind(
        &mut self,
        left: &syn::Expr,
        target: &Outcome,
        value: Outcome,
    ) -> Outcome {
        match self.pointed_to(left, target) {
            Some(_) => self.boxed("Box", value, m::span(left)),
            None => value,
        }
    }

    /// Of `*pointer`, what is known of the type of what is behind it; none of something else.
    pub(in crate::lower) fn pointed_to(
        &mut self,
        e: &syn::Expr,
        outcome: &Outcome,
    ) -> Option<Option<Type>> {
        let syn::Expr::Unary(unary) = expr::plain(e) else {
            return None;
        };
        let syn::UnOp::Deref(_) = unary.op else {
            return None;
        };
        let ty = match outcome {
            Outcome::Place(place) => self.place_type(place),
            Outcome::Value(value) => self.function.value(*value).ty.clone(),
            _ => return None,
        };
        let name = self.infer.name(&ty)?;
        if let Type::Output(callee) = &name {
            let maker = Target::Function(builder::tokens("::autodiff::boxed"));
            return (callee.target == maker).then(|| callee.args.first().cloned());
        }
        let behind = self.behind_pointer(&name)?;
        Some(self.declared(&behind))
    }
}
