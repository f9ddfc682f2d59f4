//! Sums over iterations that the primal has already.
//!
//! Of `sum += (x[i] - max).exp();` every iteration adds `d_sum · exp(…)` to the adjoint of `max`: `d_sum · sum`
//! in all. Added up it would be less exact, and each iteration would wait for the one before.

use super::Backward;
use super::terms::Term;
use crate::analysis::Definition;
use crate::ir::*;

/// What all iterations of a loop add to the adjoint of a value from outside: a factor times a sum.
pub(super) struct KnownSum {
    target: Value,
    /// The adjoint of the sum behind the primal loop.
    factor: Value,
    sum: Value,
    negative: bool,
}

impl Backward<'_> {
    /// Takes away the terms of which the sum over the iterations is known. `here` are the adjoints of carried
    /// values, by their positions.
    pub(super) fn known_sums(
        &mut self,
        carried: &[Carried],
        body: &Block,
        here: &[(usize, Carried)],
    ) -> Vec<KnownSum> {
        let mut known = Vec::new();
        if !self.primal.sums {
            return known;
        }
        for (at, adjoint) in here {
            let Some((sum, part)) = self.summed_up(&carried[*at], body, body.yields[*at], adjoint)
            else {
                continue;
            };
            let terms: Vec<Value> = (self.stmts.iter())
                .filter_map(|stmt| match stmt {
                    Stmt::Let {
                        value,
                        expr: Expr::Runtime("guarded", operands),
                    } if operands[..] == [adjoint.inside, part] => Some(*value),
                    _ => None,
                })
                .collect();
            // What a carried value gets goes on to the iteration before.
            let outside = (self.adjoints.iter_mut())
                .filter(|(target, _)| carried.iter().all(|c| c.inside != **target));
            for (target, sums) in outside {
                sums.retain(|term| {
                    let found = terms.contains(&term.value);
                    if found {
                        known.push(KnownSum {
                            target: *target,
                            factor: adjoint.init,
                            sum,
                            negative: term.negative,
                        });
                    }
                    !found
                });
            }
        }
        self.adjoints.retain(|_, terms| !terms.is_empty());
        known
    }

    /// The sum that a carried value is behind the loop, and the summand, as this pass has them: every iteration
    /// adds it, the first to zero, and nothing else becomes of the adjoint of the sum.
    fn summed_up(
        &self,
        carried: &Carried,
        body: &Block,
        next: Value,
        adjoint: &Carried,
    ) -> Option<(Value, Value)> {
        let structure = self.primal.structure;
        let from_zero = matches!(
            structure.definition(carried.init),
            Definition::Let(expr) if expr.is_number(0.0)
        );
        let passed_on = [Term {
            value: adjoint.inside,
            negative: false,
        }];
        let unchanged = self.adjoints.get(&carried.inside)?[..] == passed_on;
        let Definition::Let(Expr::Binary(Binary::Add, a, b)) = structure.definition(next) else {
            return None;
        };
        let part = match carried.inside {
            inside if inside == *a => b,
            inside if inside == *b => a,
            _ => return None,
        };
        let always = structure.block_of(next) == body.id;
        if !(from_zero && unchanged && always) {
            return None;
        }
        let values = &self.scope.values;
        Some((*values.get(&carried.result)?, *values.get(part)?))
    }

    pub(super) fn add_known_sums(&mut self, known: Vec<KnownSum>) {
        for KnownSum {
            target,
            factor,
            sum,
            negative,
        } in known
        {
            let ty = self.out.value(factor).ty.clone();
            let term = Expr::Runtime("guarded", vec![factor, sum]);
            let term = self.emit_like(target, ty, term);
            self.add(target, term, negative);
        }
    }
}
