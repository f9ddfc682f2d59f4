//! A struct that a branch gives where control may leave one of its arms: there is no zero to stand for it then, so that
//! it is handed on in an `Option`. What is behind the branch looks at it only where control comes there.

use crate::lower::flow::branch::{Arm, Arms};
use crate::lower::flow::exits::Flow;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Whether a branch gives a struct of the user's that may not be there.
    pub(in crate::lower) fn may_lack(&mut self, a: &Outcome, b: &Outcome, arms: &Arms) -> bool {
        let left = |arm: &Arm| arm.flow != Flow::Falls;
        (left(&arms.then) || left(&arms.els)) && (self.has_no_zero(a) || self.has_no_zero(b))
    }

    /// Whether this is a struct of the user's.
    pub(in crate::lower) fn has_no_zero(&mut self, outcome: &Outcome) -> bool {
        let (Outcome::Value(_) | Outcome::Slot(_) | Outcome::Place(_)) = outcome else {
            return false;
        };
        let ty = self.type_of(outcome);
        self.is_struct(&ty)
    }

    /// What such a branch gives.
    pub(in crate::lower) fn merged_in_option(
        &mut self,
        a: Outcome,
        b: Outcome,
        arms: &mut Arms,
    ) -> Outcome {
        let span = arms.span;
        let known = if matches!(a, Outcome::Never) { &b } else { &a };
        let item = self.type_of(known);
        for other in [&a, &b] {
            if !matches!(other, Outcome::Never) {
                let found = self.type_of(other);
                self.unify(&found, &item, span);
            }
        }
        let ty = Type::Option(Box::new(item));
        let a = self.in_option(a, &mut arms.then, &ty, span);
        let b = self.in_option(b, &mut arms.els, &ty, span);
        let packed = self.merge_values(a, b, arms);
        let (stmts, held) = self.collect(|l| l.optional(packed, span));
        arms.after.extend(stmts);
        held.map_or(Outcome::Poison, |held| held.inner)
    }

    /// What an arm gives, as an `Option` of this type: something where control comes to its end.
    fn in_option(&mut self, given: Outcome, arm: &mut Arm, ty: &Type, span: Span) -> Outcome {
        let left = match arm.flow {
            Flow::MayLeave => self.left(arm),
            _ => None,
        };
        self.in_arm(arm, |l| {
            let given = match (given, left) {
                (Outcome::Never, _) => l.nothing(),
                (given, None) => l.something(vec![given], span),
                (given, Some(left)) => {
                    let there = l.not(left, span);
                    l.perhaps(there, given)
                }
            };
            l.packed_value(given, ty, span)
        })
    }

    /// Whether control has left an arm, as it is at its end.
    fn left(&self, arm: &Arm) -> Option<Value> {
        let skip = self.levels.last()?.skip;
        let at = self.alive.iter().position(|slot| *slot == skip)?;
        arm.held[at]
    }
}
