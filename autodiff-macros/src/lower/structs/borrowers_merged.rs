//! A struct that holds references, of which one arm of a branch alone has one: `Some(table)` beside `None`.
//! What it lends is there without the branch, what it has of its own is given by the branch.

use crate::ir::{Init, Place};
use crate::lower::flow::branch::Arms;
use crate::lower::messages as m;
use crate::lower::structs::borrowers::Borrowing;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// Whether zeros can stand for what such a struct has of its own.
    pub(in crate::lower) fn borrower_has_junk(&mut self, of: &Borrowing) -> bool {
        let own: Vec<_> = of.own_places().cloned().collect();
        !of.holds_functions() && (own.into_iter()).all(|own| self.has_junk(&Outcome::Place(own)))
    }

    /// The struct of one arm, as it is after the branch; it is not looked at after the other arm.
    pub(in crate::lower) fn borrower_of_one(
        &mut self,
        of: &Borrowing,
        then: bool,
        arms: &mut Arms,
    ) -> Outcome {
        let mut merged = of.clone();
        if of.moves() {
            return self.error(arms.span, m::BRANCH_REFERENCE);
        }
        for (name, lent, place) in merged.parts_mut() {
            let there = Outcome::Place(place.clone());
            let arm = if then { &arms.then } else { &arms.els };
            if lent && !self.outlives(&there, arm) || of.holds_functions() {
                return self.error(arms.span, m::BRANCH_REFERENCE);
            }
            if lent {
                if let Outcome::Place(lent) = self.lent_by_one(there, then, arms) {
                    *place = lent;
                }
                continue;
            }
            let ty = self.place_type(place);
            let own = match then {
                true => self.merge_values(there, Outcome::Never, arms),
                false => self.merge_values(Outcome::Never, there, arms),
            };
            let operand = self.operand(own, arms.span);
            let (stmts, memory) = self.collect(|l| {
                l.allocate(
                    Init::Operand(operand),
                    ty,
                    &format!("own_{name}"),
                    arms.span,
                )
            });
            arms.after.extend(stmts);
            *place = Place::whole(memory);
            self.keep_own(place);
        }
        Outcome::Borrower(Rc::new(merged))
    }
}
