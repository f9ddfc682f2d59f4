//! The backward pass of a loop: a loop over the same iterations, the last one first.

use super::terms::Term;
use super::{Backward, Outer};
use crate::ir::*;

/// What a backward loop iterates over.
struct Iterations {
    var: Value,
    from: Value,
    to: Value,
    inclusive: bool,
    reversed: bool,
}

/// The adjoint of a value from outside a loop, while the loop adds to it.
pub(super) struct Sum {
    target: Value,
    inside: Value,
    result: Value,
}

impl Backward<'_> {
    pub(super) fn adjoint_of_for(&mut self, l: &For) {
        if self.skip_fused(l) {
            return;
        }
        self.rewind_loop(&l.body, |this| this.trips(l));
        let seeds = self.loop_seeds(&l.carried);
        let iterations = match self.primal.plan.trips(l.body.id) {
            Some(field) => self.counted(field, l.body.id),
            None => {
                let info = self.primal.function.value(l.var).clone();
                Iterations {
                    var: self.out.new_value(info),
                    from: self.value(l.from),
                    to: self.value(l.to),
                    inclusive: l.inclusive,
                    reversed: !l.reversed,
                }
            }
        };
        let outer = self.enter();
        let ordinal = if l.exit.is_some() && self.primal.plan.trips(l.body.id).is_some() {
            let here = self.var_of(l, iterations.var);
            self.scope.values.insert(l.var, here);
            iterations.var
        } else {
            self.scope.values.insert(l.var, iterations.var);
            self.ordinal(l, iterations.var)
        };
        self.loop_body(
            outer, &l.carried, &l.body, l.span, iterations, seeds, ordinal,
        );
    }

    pub(super) fn adjoint_of_while(&mut self, l: &While) {
        let Some(field) = self.primal.plan.trips(l.body.id) else {
            return;
        };
        self.rewind_loop(&l.body, |this| this.recorded_trips(field, l.body.id));
        let seeds = self.loop_seeds(&l.carried);
        let iterations = self.counted(field, l.body.id);
        let outer = self.enter();
        let ordinal = iterations.var;
        self.loop_body(
            outer, &l.carried, &l.body, l.span, iterations, seeds, ordinal,
        );
    }

    /// Moves the cursor of a nested loop's records to where this execution of the loop began.
    fn rewind_loop(&mut self, body: &Block, trips: impl FnOnce(&mut Self) -> Value) {
        if self.has_cursor(body.id) && !self.primal.plan.is_recursive(body.id) {
            let by = Some(trips(self));
            let block = body.id;
            self.stmts.push(Stmt::Rewind { block, by });
        }
    }

    /// The adjoints of the results of the active carried values, which the loop starts from.
    fn loop_seeds(&mut self, carried: &[Carried]) -> Vec<(usize, Value)> {
        (carried.iter().enumerate())
            .filter(|(_, c)| self.primal.activity.value(c.inside))
            .map(|(i, c)| (i, self.take_or_zero_like(c.result, c.inside)))
            .collect()
    }

    /// Not every result is active: its carried value may be of use inside the loop only.
    fn take_or_zero_like(&mut self, result: Value, inside: Value) -> Value {
        match self.take(result) {
            Some(value) => value,
            None => self.zero(inside),
        }
    }

    #[allow(clippy::too_many_arguments)] // One call for each kind of loop.
    fn loop_body(
        &mut self,
        outer: Outer,
        carried: &[Carried],
        body: &Block,
        span: proc_macro2::Span,
        iterations: Iterations,
        seeds: Vec<(usize, Value)>,
        ordinal: Value,
    ) {
        let mut here = Vec::new();
        if self.has_cursor(body.id) && self.primal.plan.is_recursive(body.id) {
            let block = body.id;
            self.stmts.push(Stmt::Rewind { block, by: None });
        }
        self.scope.ordinals.insert(body.id, ordinal);
        self.nested_ordinal(body.id, ordinal);
        for c in carried {
            self.recall_value(c.inside);
        }
        if let Some(var) = self.loop_var(body) {
            self.recall_value(var);
        }
        let moved = self.move_back(carried, body, ordinal);
        self.replay(body);
        for (i, init) in seeds {
            let inside = self.named_adjoint(carried[i].inside);
            let result = self.named_adjoint(carried[i].inside);
            self.add(body.yields[i], inside, false);
            here.push((
                i,
                Carried {
                    init,
                    inside,
                    result,
                },
            ));
        }
        self.adjoint_block(body);
        let known = self.known_sums(carried, body, &here);
        let mut yields: Vec<Value> = Vec::new();
        for (i, _) in &here {
            yields.push(self.take_or_zero(carried[*i].inside));
        }
        let mut all: Vec<Carried> = here.iter().map(|(_, c)| c.clone()).collect();
        for (integer, before) in moved {
            all.push(integer);
            yields.push(before);
        }
        let sums = self.sums_over_iterations(&mut yields);
        let (stmts, _) = self.leave(outer);
        self.add_known_sums(known);
        all.extend(self.start_sums(&sums));
        let block = Block {
            id: self.out.new_block(),
            stmts,
            yields,
        };
        self.stmts.push(Stmt::For(Box::new(For {
            var: iterations.var,
            from: iterations.from,
            to: iterations.to,
            inclusive: iterations.inclusive,
            reversed: iterations.reversed,
            carried: all,
            exit: None,
            body: block,
            span,
        })));
        for (i, c) in here {
            self.add(carried[i].init, c.result, false);
        }
        self.finish_sums(sums);
    }

    /// Which iteration it is of all that the loops of a constant nest run.
    fn nested_ordinal(&mut self, body: BlockId, ordinal: Value) {
        let structure = self.primal.structure;
        let Some(nest) = structure.nest(body) else {
            return;
        };
        let mut nested = ordinal;
        let outer = structure.block_info(body).parent;
        let outer = outer.and_then(|outer| self.scope.nested.get(&outer).copied());
        if let Some(outer) = outer
            && nest.root != body
        {
            let trips = self.int(&Type::USIZE, integer(nest.trips));
            let before = self.int(&Type::USIZE, Expr::Binary(Binary::Mul, outer, trips));
            nested = self.int(&Type::USIZE, Expr::Binary(Binary::Add, before, ordinal));
        }
        self.scope.nested.insert(body, nested);
    }

    /// What an iteration leaves are terms for values from outside: sums over the iterations.
    pub(super) fn sums_over_iterations(&mut self, yields: &mut Vec<Value>) -> Vec<Sum> {
        let mut sums = Vec::new();
        for (target, terms) in std::mem::take(&mut self.adjoints) {
            let inside = self.named_adjoint(target);
            let result = self.named_adjoint(target);
            let negative = terms.iter().all(|term| term.negative);
            let part = self.part(target, &terms, negative);
            let before = Term {
                value: inside,
                negative: false,
            };
            let value = part;
            yields.push(self.signed_sum(target, &[before, Term { value, negative }]));
            sums.push(Sum {
                target,
                inside,
                result,
            });
        }
        sums
    }

    /// The sums as carried values that go on from the adjoints so far.
    pub(super) fn start_sums(&mut self, sums: &[Sum]) -> Vec<Carried> {
        let carried = sums.iter().map(|sum| Carried {
            init: self.take_or_zero(sum.target),
            inside: sum.inside,
            result: sum.result,
        });
        carried.collect()
    }

    pub(super) fn finish_sums(&mut self, sums: Vec<Sum>) {
        for sum in sums {
            self.add(sum.target, sum.result, false);
        }
    }

    /// The terms of one iteration, without the sign if all of them have it.
    fn part(&mut self, target: Value, terms: &[Term], negative: bool) -> Value {
        let terms: Vec<_> = (terms.iter())
            .map(|term| Term {
                value: term.value,
                negative: term.negative && !negative,
            })
            .collect();
        self.signed_sum(target, &terms)
    }

    fn named_adjoint(&mut self, primal: Value) -> Value {
        let info = self.primal.function.value(primal);
        let name = info.name.as_ref().map_or("part", |name| &name.text);
        self.out.new_value(ValueInfo {
            ty: info.ty.gradient(),
            name: Name::kept(format!("d_{name}")),
            span: info.span,
        })
    }

    fn loop_var(&self, body: &Block) -> Option<Value> {
        self.primal.structure.loop_var(body.id)
    }

    pub(super) fn int(&mut self, ty: &Type, expr: Expr) -> Value {
        let info = ValueInfo {
            ty: ty.clone(),
            name: None,
            span: proc_macro2::Span::call_site(),
        };
        self.emit(info, expr)
    }

    /// All iterations of a loop whose number was recorded.
    fn counted(&mut self, field: Field, body: BlockId) -> Iterations {
        let to = self.recorded_trips(field, body);
        let from = self.int(&Type::USIZE, integer(0));
        let var = self.out.new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::kept("k"),
            span: proc_macro2::Span::call_site(),
        });
        Iterations {
            var,
            from,
            to,
            inclusive: false,
            reversed: true,
        }
    }

    /// The count is recorded in the block that the loop stands in; a count of a loop in a loop is
    /// read where that block's ordinal is known, at its beginning.
    pub(super) fn recorded_trips(&mut self, field: Field, body: BlockId) -> Value {
        if let Some(here) = self.scope.trips.get(&body) {
            return *here;
        }
        let at = self.at(field);
        let here = self.int(&Type::USIZE, Expr::Recorded(Recorded { field, at }));
        self.out.values[here.index()].name = Name::made("iterations");
        self.scope.trips.insert(body, here);
        here
    }

    /// The recorded counts of the loops that stand in a block.
    pub(super) fn replay_trips(&mut self, block: &Block) {
        let bodies = block.stmts.iter().filter_map(|stmt| match stmt {
            Stmt::For(l) => Some(l.body.id),
            Stmt::While(l) => Some(l.body.id),
            _ => None,
        });
        for body in bodies {
            if let Some(field) = self.primal.plan.trips(body) {
                self.recorded_trips(field, body);
            }
        }
    }
}
