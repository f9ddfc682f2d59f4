//! The adjoints of structs that hold references: after the call they are added to those of what the
//! struct was made of.

use super::Backward;
use crate::ir::*;
use crate::transform::borrowers::{borrowed, places};

impl Backward<'_> {
    /// The argument of the backward function, and what it adds to. `results` are the adjoints that it
    /// returns, and `later` comes after it.
    pub(super) fn borrower_argument(
        &mut self,
        borrower: &Borrower,
        by_reference: bool,
        rest: &mut dyn Iterator<Item = Arg>,
        results: &mut Vec<Option<Value>>,
        later: &mut Vec<Stmt>,
    ) -> Option<BackwardArg> {
        let lent = places(borrower, rest);
        let ty = borrower.ty.gradient();
        let name = format!("d_{}", borrower.name);
        let adjoint = self.out.new_memory(MemoryInfo {
            ty: ty.clone(),
            name: name.clone(),
            span: borrower.span,
            origin: Origin::Local,
        });
        let argument = match by_reference {
            true => {
                let here = lent.iter().map(|place| self.primal_place(place)).collect();
                let (memory, alloc) = borrowed(&mut self.out, borrower, here);
                self.stmts.push(alloc);
                let place = Place::whole(memory);
                let init = Init::ZeroLike(place.clone());
                let memory = adjoint;
                self.stmts.push(Stmt::Alloc { memory, init });
                let shadow = Some(Place::whole(adjoint));
                Some(BackwardArg::Ref { place, shadow })
            }
            false => {
                let value = self.out.new_value(ValueInfo {
                    ty,
                    name: Name::made(name),
                    span: borrower.span,
                });
                results.push(Some(value));
                let init = Init::Operand(Operand::Value(value));
                let memory = adjoint;
                later.push(Stmt::Alloc { memory, init });
                None
            }
        };
        for ((name, _), place) in borrower.fields.iter().zip(&lent) {
            let ty = self.primal.function.place_type(place);
            let carries = ty.is_some_and(|ty| ty.carries_gradient());
            if carries && self.primal.activity.memory(place.memory) {
                let original = self.primal.originals.get(&place.memory).unwrap_or(place);
                let to = self.shadow_place(&original.clone());
                let from = Place::whole(adjoint).then(Projection::Member(name.clone()));
                later.push(Stmt::Accumulate { to, from });
            }
        }
        argument
    }
}
