//! Integers that the primal moves on in every iteration: they start from what they were after the loop,
//! and every iteration of the backward loop first moves them back.

use super::Backward;
use crate::analysis::{Item, Recompute};
use crate::ir::*;

impl Backward<'_> {
    /// The integers that the backward loop carries, each with its value before the step.
    pub(super) fn move_back(&mut self, carried: &[Carried], body: &Block) -> Vec<(Carried, Value)> {
        let recompute = Recompute {
            function: self.primal.function,
            structure: self.primal.structure,
        };
        let mut moved = Vec::new();
        for c in carried {
            if !self.primal.plan.is_replayed(Item::Value(c.inside)) {
                continue;
            }
            let Some(recurrence) = recompute.recurrence(c.inside) else {
                continue;
            };
            for stmt in &body.stmts {
                if stmt.defines().iter().any(|v| recurrence.cone.contains(v)) {
                    self.replay_values(stmt);
                }
            }
            let info = self.primal.function.value(c.inside).clone();
            let init = self.value(recurrence.result);
            let inside = self.out.new_value(info.clone());
            let result = self.out.new_value(info.clone());
            let step = self.value(recurrence.step);
            let before = self.emit(info, Expr::Binary(recurrence.back, inside, step));
            self.scope.values.insert(c.inside, before);
            let integer = Carried {
                init,
                inside,
                result,
            };
            moved.push((integer, before));
        }
        moved
    }
}
