//! What hands outcomes on: operands, and new memories that hold them.

use super::builder::named;
use super::*;
use crate::ir::{Init, Place};

impl<'a> Lowerer<'a> {
    /// The operand that hands an outcome on by value.
    pub(super) fn operand(&mut self, outcome: Outcome, span: Span) -> Operand {
        match outcome {
            Outcome::Unit | Outcome::Never => Operand::Unit,
            Outcome::Tuple(items) => {
                Operand::Tuple(items.into_iter().map(|i| self.operand(i, span)).collect())
            }
            Outcome::Maybe(..) => self.packed_option(outcome, span).unwrap_or(Operand::Unit),
            Outcome::Place(place) if self.can_move(&place) => {
                self.must_be_plain(&place, span);
                Operand::Memory(place.memory)
            }
            Outcome::Place(ref place) => {
                let ty = self.place_type(place);
                if let Type::Tuple(_) = self.infer.shallow(&ty) {
                    let parts = self.read(outcome, span);
                    return self.operand(parts, span);
                }
                Operand::Value(self.value(outcome, span))
            }
            other => Operand::Value(self.value(other, span)),
        }
    }

    /// Whether a place is a whole memory that nobody looks at after it is moved from: a new one, or
    /// a `Vec` that is not assigned again.
    pub(super) fn can_move(&mut self, place: &Place) -> bool {
        if !place.path.is_empty() {
            return false;
        }
        let Some(declared) = self.owned.get(&place.memory).copied() else {
            return self.function.memory(place.memory).origin == crate::ir::Origin::Local;
        };
        if self.around.leaving && self.loops_around() > declared {
            return false;
        }
        let info = self.function.memory(place.memory);
        let by_value = !matches!(
            self.function.passing(place.memory),
            Some(crate::ir::Passing::Ref | crate::ir::Passing::RefMut)
        ) && !matches!(info.origin, crate::ir::Origin::Const(_));
        let ty = info.ty.clone();
        by_value
            && matches!(self.infer.shallow(&ty), Type::Vec(_))
            && !self
                .facts
                .is_reassigned(&self.function.memory(place.memory).name)
    }

    /// A value that stands for an error, so that what follows goes on.
    pub(super) fn poison(&mut self, span: Span) -> Value {
        let ty = self.infer.fresh();
        self.new_value(ty, None, span)
    }

    /// A new memory in the shape of an operand.
    pub(super) fn allocate(&mut self, init: Init, ty: Type, name: &str, span: Span) -> Memory {
        let memory = self.function.new_memory(crate::ir::MemoryInfo {
            ty,
            name: name.to_string(),
            span,
            origin: crate::ir::Origin::Local,
        });
        self.emit(Stmt::Alloc { memory, init });
        memory
    }

    /// Names a value after the user's variable, unless another variable had it first.
    pub(super) fn name_value(&mut self, value: Value, name: &str) {
        let info = &mut self.function.values[value.index()];
        if !info.name.as_ref().is_some_and(|n| n.by_user) {
            info.name = Some(named(name, true));
        }
    }
}
