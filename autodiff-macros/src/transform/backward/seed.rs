//! The adjoint of the result: where the backward pass begins.

use super::Backward;
use crate::ir::*;

impl Backward<'_> {
    /// Binds the adjoint of the result in the shape of the result. The adjoint of memory that is moved out becomes
    /// its shadow at once, of which the replay may ask how long it is; the other parts are given.
    pub(super) fn seed(&mut self) -> Vec<(Operand, Operand)> {
        let function = self.primal.function;
        let mut parts = Vec::new();
        self.out.seed = self.seed_for(&function.result, "d_result", &mut parts);
        parts.retain(|part| {
            let (Operand::Memory(memory), Operand::Memory(seed)) = part else {
                return true;
            };
            let active = self.primal.activity.memory(*memory);
            let taken = self.scope.shadows.contains_key(memory);
            if active && !taken {
                self.scope.shadows.insert(*memory, *seed);
            }
            active && taken
        });
        parts
    }

    /// Hands each part of the adjoint to the value or memory that is the result's part.
    pub(super) fn hand_out_all(&mut self, parts: Vec<(Operand, Operand)>) {
        for (operand, seed) in parts {
            self.hand_out(&operand, &seed);
        }
    }

    fn seed_for(
        &mut self,
        operand: &Operand,
        name: &str,
        parts: &mut Vec<(Operand, Operand)>,
    ) -> Operand {
        let function = self.primal.function;
        let seed = match operand {
            Operand::Unit => return Operand::Unit,
            Operand::Tuple(items) => {
                let seeds = (items.iter().enumerate())
                    .map(|(i, item)| self.seed_for(item, &format!("{name}_{i}"), parts))
                    .collect();
                return Operand::Tuple(seeds);
            }
            Operand::Value(value) => {
                let info = function.value(*value);
                Operand::Value(self.out.new_value(ValueInfo {
                    ty: info.ty.gradient(),
                    name: Name::kept(name),
                    span: info.span,
                }))
            }
            Operand::Memory(_)
            | Operand::Array(_)
            | Operand::Struct(..)
            | Operand::Variant { .. }
            | Operand::Failure(_) => {
                let span = match operand.memories().first() {
                    Some(memory) => function.memory(*memory).span,
                    None => proc_macro2::Span::call_site(),
                };
                Operand::Memory(self.out.new_memory(MemoryInfo {
                    ty: function.operand_type(operand).gradient(),
                    name: name.into(),
                    span,
                    origin: Origin::Seed,
                }))
            }
        };
        parts.push((operand.clone(), seed.clone()));
        seed
    }

    fn hand_out(&mut self, operand: &Operand, seed: &Operand) {
        match (operand, seed) {
            (Operand::Value(value), Operand::Value(seed)) => self.add(*value, *seed, false),
            (Operand::Memory(memory), Operand::Memory(seed)) => {
                let to = self.shadow_place(&Place::whole(*memory));
                let from = Place::whole(*seed);
                self.stmts.push(Stmt::Accumulate { to, from });
            }
            (operand, Operand::Memory(seed)) => {
                self.distribute(operand, &Place::whole(*seed));
            }
            _ => {}
        }
    }
}
