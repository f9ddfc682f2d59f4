//! Factors of one, which seeds and rows bring along, disappear.

use super::Renames;
use crate::ir::*;
use rustc_hash::FxHashSet;

pub(super) fn factors(function: &mut Function) {
    let mut pass = Pass::default();
    pass.block(&mut function.body.stmts);
    pass.renames.apply(function);
}

#[derive(Default)]
struct Pass {
    ones: FxHashSet<Value>,
    minus_ones: FxHashSet<Value>,
    renames: Renames,
}

impl Pass {
    fn block(&mut self, stmts: &mut Vec<Stmt>) {
        for mut stmt in std::mem::take(stmts) {
            if let Stmt::Let { value, expr } = &mut stmt {
                if let Expr::Unary(Unary::Neg, v) = expr
                    && self.is_one(v)
                {
                    self.minus_ones.insert(*value);
                }
                if let Expr::Binary(Binary::Mul, a, b) = expr
                    && self.minus_ones.contains(a)
                {
                    *expr = Expr::Unary(Unary::Neg, *b);
                }
                if expr.is_number(1.0) {
                    self.ones.insert(*value);
                }
                if let Some(same) = self.other_factor(expr) {
                    self.renames.add(*value, same);
                    continue;
                }
            }
            for inner in stmt.blocks_mut() {
                self.block(&mut inner.stmts);
            }
            stmts.push(stmt);
        }
    }

    fn is_one(&self, value: &Value) -> bool {
        self.ones.contains(&self.renames.resolve(*value))
    }

    fn other_factor(&self, expr: &Expr) -> Option<Value> {
        let one = |v: &Value| self.is_one(v);
        match expr {
            Expr::Binary(Binary::Mul, a, b) if one(b) => Some(*a),
            Expr::Binary(Binary::Mul, a, b) if one(a) => Some(*b),
            Expr::Binary(Binary::Div, a, b) if one(b) => Some(*a),
            // An adjoint of one needs no guard.
            Expr::Runtime("guarded", operands) => match operands[..] {
                [d, partial] if one(&d) => Some(partial),
                [d, partial] if one(&partial) => Some(d),
                _ => None,
            },
            _ => None,
        }
    }
}
