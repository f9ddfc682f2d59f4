//! The adjoint of what is put together goes to its parts.

use super::Backward;
use crate::ir::*;

impl Backward<'_> {
    /// Hands the adjoint that a place holds to the parts that the value there was put together of.
    pub(super) fn distribute(&mut self, operand: &Operand, place: &Place) {
        match operand {
            Operand::Unit | Operand::Failure(_) => {}
            Operand::Value(value) => {
                if self.primal.activity.value(*value) {
                    let place = self.held_alone(*value, place);
                    let d = self.read_shadow(*value, Expr::Load(place));
                    self.add(*value, d, false);
                }
            }
            Operand::Memory(memory) => {
                if self.primal.activity.memory(*memory) {
                    let to = self.shadow_place(&Place::whole(*memory));
                    let from = place.clone();
                    self.stmts.push(Stmt::Accumulate { to, from });
                }
            }
            Operand::Tuple(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.distribute(item, &place.then(Projection::Field(i)));
                }
            }
            Operand::Struct(_, fields) => {
                for (name, item) in fields {
                    self.distribute(item, &place.then(Projection::Member(name.clone())));
                }
            }
            Operand::Variant {
                variant, fields, ..
            } => {
                for (name, item) in fields {
                    let payload = Projection::Payload(variant.clone(), name.clone());
                    self.distribute(item, &place.then(payload));
                }
            }
            Operand::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    if self.primal.activity.operand(item) {
                        let index = self.index(i);
                        self.distribute(item, &place.then(Projection::Index(index)));
                    }
                }
            }
        }
    }

    /// A place that the adjoint of a value can be moved out of.
    fn held_alone(&mut self, value: Value, place: &Place) -> Place {
        let ty = self.primal.function.value(value).ty.gradient();
        if place.path.is_empty() || ty.is_copy() {
            return place.clone();
        }
        let part = self.out.new_memory(MemoryInfo {
            ty,
            name: "part".into(),
            span: self.primal.function.value(value).span,
            origin: Origin::Local,
        });
        let init = Init::Clone(place.clone());
        self.stmts.push(Stmt::Alloc { memory: part, init });
        Place::whole(part)
    }
}
