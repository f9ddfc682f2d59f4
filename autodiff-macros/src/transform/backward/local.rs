//! The partials of one expression, by the rules that the backward pass follows.

use super::terms::{Adjoints, Term};
use super::{Backward, Primal, Scope};
use crate::ir::*;
use rustc_hash::FxHashSet;

/// A copy of a function that grows by the partials of its expressions.
pub(in crate::transform) struct LocalPartials<'a>(Backward<'a>);

impl<'a> LocalPartials<'a> {
    pub(in crate::transform) fn new(primal: &'a Primal<'a>) -> Self {
        let function = primal.function;
        let mut scope = Scope::default();
        for value in (0..function.values.len() as u32).map(Value) {
            scope.values.insert(value, value);
        }
        for memory in (0..function.memories.len() as u32).map(Memory) {
            scope.memories.insert(memory, memory);
        }
        LocalPartials(Backward {
            primal,
            out: function.clone(),
            stmts: Vec::new(),
            scope,
            adjoints: Adjoints::default(),
            local: FxHashSet::default(),
            gathered: FxHashSet::default(),
        })
    }

    /// The partial with respect to each active operand: what the backward pass would add for an
    /// adjoint of one; and the statements that compute it.
    pub(in crate::transform) fn of(
        &mut self,
        value: Value,
        expr: &Expr,
    ) -> (Vec<Stmt>, Vec<(Value, Value)>) {
        let ty = self.0.primal.function.value(value).ty.clone();
        let one = self.0.emit_like(value, ty, float(1.0));
        let term = Term {
            value: one,
            negative: false,
        };
        self.0.adjoints.insert(value, vec![term]);
        self.0.adjoint_of_let(value, expr);
        let terms = std::mem::take(&mut self.0.adjoints);
        let partials = terms.into_iter();
        let partials =
            partials.map(|(operand, terms)| (operand, self.0.signed_sum(operand, &terms)));
        let partials = partials.collect();
        (std::mem::take(&mut self.0.stmts), partials)
    }

    pub(in crate::transform) fn function(&mut self) -> &mut Function {
        &mut self.0.out
    }

    pub(in crate::transform) fn finish(self) -> Function {
        self.0.out
    }
}
