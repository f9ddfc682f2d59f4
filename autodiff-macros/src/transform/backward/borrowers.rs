//! The adjoints of structs that hold references: after the call they are added to those of what the
//! struct was made of.

use super::Backward;
use crate::ir::*;
use crate::transform::borrowers::{borrowed, places};

impl Backward<'_> {
    /// The argument of the backward function; `later` comes after it.
    pub(super) fn borrower_argument(
        &mut self,
        borrower: &Borrower,
        rest: &mut dyn Iterator<Item = Arg>,
        later: &mut Vec<Stmt>,
    ) -> BackwardArg {
        let lent = places(borrower, rest);
        let here = lent.iter().map(|place| self.primal_place(place)).collect();
        let (memory, alloc) = borrowed(&mut self.out, borrower, here);
        self.stmts.push(alloc);
        let place = Place::whole(memory);
        let adjoint = self.out.new_memory(MemoryInfo {
            ty: borrower.ty.gradient(),
            name: format!("d_{}", borrower.name),
            span: borrower.span,
            origin: Origin::Local,
        });
        self.stmts.push(Stmt::Alloc {
            memory: adjoint,
            init: Init::ZeroLike(place.clone()),
        });
        for (part, place) in borrower.parts().into_iter().zip(&lent) {
            let ty = self.primal.function.place_type(place);
            let carries = ty.is_some_and(|ty| ty.carries_gradient());
            if carries && self.primal.activity.memory(place.memory) {
                let original = self.primal.originals.get(&place.memory).unwrap_or(place);
                let to = self.shadow_place(&original.clone());
                let names = part.into_iter().map(String::from);
                let from = names.fold(Place::whole(adjoint), |of, name| {
                    of.then(Projection::Member(name))
                });
                later.push(Stmt::Accumulate { to, from });
            }
        }
        let shadow = Some(Place::whole(adjoint));
        BackwardArg::Ref { place, shadow }
    }
}
