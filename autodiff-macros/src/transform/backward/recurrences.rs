//! Integers that the primal moves on in every iteration: they start from what they were after the loop,
//! and every iteration of the backward loop first moves them back. Numbers that the primal negates in every
//! iteration: what they began as, negated in every second one.

use super::Backward;
use crate::analysis::{Item, Recompute, Recurrence};
use crate::ir::*;

impl Backward<'_> {
    /// The integers that the backward loop carries, each with its value before the step.
    pub(super) fn move_back(
        &mut self,
        carried: &[Carried],
        body: &Block,
        ordinal: Value,
    ) -> Vec<(Carried, Value)> {
        let recompute = Recompute::of(self.primal.function, self.primal.structure);
        let mut moved = Vec::new();
        for c in carried {
            if !self.primal.plan.is_replayed(Item::Value(c.inside)) {
                continue;
            }
            let recurrence = match recompute.recurrence(c.inside) {
                Some(Recurrence::Moved(recurrence)) => recurrence,
                Some(Recurrence::Negated { first }) => {
                    self.negate(c.inside, first, ordinal);
                    continue;
                }
                None => continue,
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

    fn negate(&mut self, inside: Value, first: Value, ordinal: Value) {
        let info = self.primal.function.value(inside).clone();
        let first = self.value(first);
        let (two, one) = (self.index(2), self.index(1));
        let rest = self.int(&Type::USIZE, Expr::Binary(Binary::Rem, ordinal, two));
        let is_odd = ValueInfo {
            ty: Type::Bool,
            name: None,
            span: info.span,
        };
        let condition = self.emit(is_odd, Expr::Binary(Binary::Eq, rest, one));
        let negated = self.out.new_value(ValueInfo {
            name: None,
            ..info.clone()
        });
        let negation = Stmt::Let {
            value: negated,
            expr: Expr::Unary(Unary::Neg, first),
        };
        let mut branch = |stmts, result| Block {
            id: self.out.new_block(),
            stmts,
            yields: vec![result],
        };
        let (then, els) = (branch(vec![negation], negated), branch(Vec::new(), first));
        let here = self.out.new_value(info);
        self.stmts.push(Stmt::If {
            condition,
            then,
            els,
            results: vec![here],
        });
        self.scope.values.insert(inside, here);
    }
}
