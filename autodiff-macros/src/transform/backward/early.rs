//! Adjoints that are known early: those of a value that reaches the result through sums and known
//! factors only.

use super::Backward;
use super::terms::Term;
use crate::analysis::Definition;
use crate::ir::*;

impl Backward<'_> {
    /// The adjoint of a value, computed from what exists at a position of the body, provided that
    /// the result's adjoint is one.
    pub(super) fn early_adjoint(&mut self, value: Value, position: usize) -> Option<Value> {
        let function = self.primal.function;
        let ty = function.value(value).ty.clone();
        let mut terms = Vec::new();
        if function.result == Operand::Value(value) {
            let one = self.emit_like(value, ty.clone(), float(1.0));
            terms.push(Term {
                value: one,
                negative: false,
            });
        }
        for stmt in &function.body.stmts {
            let mut here = 0;
            stmt.look(&mut |used| {
                here += usize::from(matches!(used, Use::Value(v) if *v == value));
            });
            let mut deeper = 0;
            for mut block in stmt.blocks().into_iter().cloned() {
                block.all_uses(&mut |used| {
                    deeper += usize::from(matches!(used, Use::Value(v) if *v == value));
                });
            }
            if here + deeper == 0 {
                continue;
            }
            let Stmt::Let { value: user, expr } = stmt else {
                return None;
            };
            if !self.primal.activity.value(*user) {
                continue;
            }
            if here > 1 {
                return None;
            }
            let d = self.early_adjoint(*user, position)?;
            let (expr, negative) = self.early_term(value, d, expr, position)?;
            let term = match expr {
                Some(expr) => self.emit_like(value, ty.clone(), expr),
                None => d,
            };
            terms.push(Term {
                value: term,
                negative,
            });
        }
        match terms[..] {
            [] => None,
            // The seed itself stays a number.
            [
                Term {
                    value: one,
                    negative: false,
                },
            ] => Some(one),
            _ => Some(self.sum(value, &terms)),
        }
    }

    /// The term of one use: an expression, or the adjoint of the use itself, and its sign.
    fn early_term(
        &mut self,
        value: Value,
        d: Value,
        expr: &Expr,
        position: usize,
    ) -> Option<(Option<Expr>, bool)> {
        Some(match expr {
            Expr::Binary(Binary::Add, ..) => (None, false),
            Expr::Binary(Binary::Sub, left, _) => (None, *left != value),
            Expr::Unary(Unary::Neg, _) => (None, true),
            Expr::Binary(Binary::Mul, a, b) => {
                let factor = if *a == value { *b } else { *a };
                let factor = self.early_value(factor, position)?;
                (Some(Expr::Binary(Binary::Mul, d, factor)), false)
            }
            Expr::Binary(Binary::Div, a, b) if *a == value => {
                let divisor = self.early_value(*b, position)?;
                let ty = self.primal.function.value(value).ty.clone();
                let one = self.emit_like(value, ty.clone(), float(1.0));
                let reciprocal = Expr::Binary(Binary::Div, one, divisor);
                let reciprocal = self.emit_like(value, ty, reciprocal);
                (Some(Expr::Runtime("guarded", vec![d, reciprocal])), false)
            }
            _ => return None,
        })
    }

    /// A value that exists at the position, or a cheap copy of one that will.
    fn early_value(&mut self, value: Value, position: usize) -> Option<Value> {
        let structure = self.primal.structure;
        let function = self.primal.function;
        if structure.block_of(value) != function.body.id {
            return None;
        }
        let definition = structure.definition(value);
        if matches!(definition, Definition::Param) || structure.position_of(value) < position {
            return Some(value);
        }
        let Definition::Let(expr) = definition else {
            return None;
        };
        let cheap = matches!(
            expr,
            Expr::Literal(_)
                | Expr::Const(_)
                | Expr::Unary(..)
                | Expr::Binary(..)
                | Expr::Cast(..)
                | Expr::Method(..)
        );
        let length_of_argument = matches!(
            expr,
            Expr::Len(place) if function.passing(place.memory) == Some(Passing::Ref)
        );
        if !(cheap || length_of_argument) {
            return None;
        }
        let mut copy = expr.clone();
        let mut known = true;
        copy.uses(&mut |used| {
            if let Use::Value(v) = used {
                match self.early_value(*v, position) {
                    Some(early) => *v = early,
                    None => known = false,
                }
            }
        });
        let ty = function.value(value).ty.clone();
        known.then(|| self.emit_like(value, ty, copy))
    }
}
