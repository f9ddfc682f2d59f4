//! A struct that holds references, of which one arm of a branch alone has one: `Some(table)` beside `None`.
//! What it lends is there without the branch, what it has of its own is given by the branch.

use crate::ir::{Init, Place, Projection};
use crate::lower::flow::branch::Arms;
use crate::lower::messages as m;
use crate::lower::structs::borrowing::Borrowing;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The struct of one arm, as it is after the branch; it is not looked at after the other arm.
    pub(in crate::lower) fn borrower_of_one(
        &mut self,
        of: &Borrowing,
        then: bool,
        arms: &mut Arms,
    ) -> Outcome {
        match self.merged_borrower(of, then, arms) {
            Some(merged) => Outcome::Borrower(Rc::new(merged)),
            None => self.error(arms.span, m::BRANCH_REFERENCE),
        }
    }

    fn merged_borrower(
        &mut self,
        of: &Borrowing,
        then: bool,
        arms: &mut Arms,
    ) -> Option<Borrowing> {
        let mut merged = of.clone();
        if of.moves() || of.stays_inside() {
            return None;
        }
        for inner in merged.inner_structs_mut() {
            *inner = Rc::new(self.merged_borrower(inner, then, arms)?);
        }
        for (name, lent, place) in merged.parts_mut() {
            let there = Outcome::Place(place.clone());
            let arm = if then { &arms.then } else { &arms.els };
            if lent && !self.outlives(&there, arm) {
                return None;
            }
            if lent {
                if let Outcome::Place(lent) = self.lent_by_one(there, then, arms) {
                    *place = lent;
                }
                continue;
            }
            // What may be missing already stays so.
            let inside = place
                .path
                .pop_if(|last| matches!(last, Projection::Payload(..)));
            let there = Outcome::Place(place.clone());
            let ty = self.place_type(place);
            let has_junk = self.has_junk(&there);
            let (a, b) = match then {
                true => (there, Outcome::Never),
                false => (Outcome::Never, there),
            };
            if !has_junk {
                let Outcome::Place(found) = self.merged_in_option(a, b, arms) else {
                    return None;
                };
                *place = found;
                self.keep_own(place);
                continue;
            }
            let own = self.merge_values(a, b, arms);
            let operand = self.operand(own, arms.span);
            let (stmts, memory) = self.collect(|l| {
                let name = format!("own_{name}");
                l.allocate(Init::Operand(operand), ty, &name, arms.span)
            });
            arms.after.extend(stmts);
            *place = Place::whole(memory);
            place.path.extend(inside);
            self.keep_own(place);
        }
        Some(merged)
    }
}
