//! `Option`s as iterators of one item or none.

use crate::ir::Expr;
use crate::lower::iteration::iterators::Iter;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The items of an `Option`, if it is one.
    pub(in crate::lower) fn items_of_option(
        &mut self,
        outcome: &Outcome,
        span: Span,
    ) -> Option<Rc<Iter>> {
        let (option, lent) = match outcome {
            Outcome::Ref(inner, mutable) => (&**inner, Some(*mutable)),
            option => (option, None),
        };
        let is_option = match option {
            Outcome::Maybe(..) => true,
            Outcome::Value(_) | Outcome::Place(_) | Outcome::Slot(_) => {
                let ty = self.type_of(option);
                matches!(self.infer.shallow(&ty), Type::Option(_))
            }
            _ => false,
        };
        if !is_option {
            return None;
        }
        let option = self.owned_optional(option.clone(), false, span);
        let (there, inner) = self.as_option(option, span)?;
        let inner = match lent {
            Some(mutable) => inner.reference(mutable),
            None => inner,
        };
        Some(self.once_or_never(there, inner, span))
    }

    /// The item, if it is there.
    pub(in crate::lower) fn once_or_never(
        &mut self,
        there: Value,
        item: Outcome,
        span: Span,
    ) -> Rc<Iter> {
        let count = self.define(Expr::Cast(there, Type::USIZE), Type::USIZE, "", span);
        Rc::new(Iter::Repeat(item, Some(count)))
    }
}
