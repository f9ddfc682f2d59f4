//! Factors of one, which seeds and rows bring along, disappear.

use crate::ir::*;
use std::collections::{HashMap, HashSet};

pub(super) fn factors(function: &mut Function) {
    let mut pass = Pass::default();
    let mut body = std::mem::take(&mut function.body.stmts);
    pass.block(&mut body);
    function.body.stmts = body;
    let renames = &pass.renames;
    function
        .result
        .for_leaves(&mut |v| *v = renames.get(v).copied().unwrap_or(*v), &mut |_| {});
}

#[derive(Default)]
struct Pass {
    ones: HashSet<Value>,
    renames: HashMap<Value, Value>,
}

impl Pass {
    fn block(&mut self, stmts: &mut Vec<Stmt>) {
        for mut stmt in std::mem::take(stmts) {
            let renames = &self.renames;
            stmt.uses(&mut |used| {
                if let Use::Value(v) = used {
                    *v = renames.get(v).copied().unwrap_or(*v);
                }
            });
            if let Stmt::Let { value, expr } = &stmt {
                if expr.is_number(1.0) {
                    self.ones.insert(*value);
                }
                if let Some(same) = self.other_factor(expr) {
                    self.renames.insert(*value, same);
                    continue;
                }
            }
            for inner in stmt.blocks_mut() {
                self.block(&mut inner.stmts);
                for value in &mut inner.yields {
                    *value = self.renames.get(value).copied().unwrap_or(*value);
                }
            }
            stmts.push(stmt);
        }
    }

    fn other_factor(&self, expr: &Expr) -> Option<Value> {
        match expr {
            Expr::Binary(Binary::Mul, a, b) if self.ones.contains(b) => Some(*a),
            Expr::Binary(Binary::Mul, a, b) if self.ones.contains(a) => Some(*b),
            Expr::Binary(Binary::Div, a, b) if self.ones.contains(b) => Some(*a),
            // An adjoint of one needs no guard.
            Expr::Runtime("guarded", operands) => match operands[..] {
                [d, partial] if self.ones.contains(&d) => Some(partial),
                [d, partial] if self.ones.contains(&partial) => Some(d),
                _ => None,
            },
            _ => None,
        }
    }
}
