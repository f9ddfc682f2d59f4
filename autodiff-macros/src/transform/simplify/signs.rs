//! Signs that meet: `-(-x)` is `x`, and `a + -b` is `a - b`.

use super::Renames;
use crate::ir::*;
use rustc_hash::FxHashMap;

pub(super) fn meet(function: &mut Function) {
    let mut pass = Pass::default();
    let mut stmts = std::mem::take(&mut function.body.stmts);
    pass.block(function, &mut stmts);
    function.body.stmts = stmts;
    pass.renames.apply(function);
}

#[derive(Default)]
struct Pass {
    /// What a value is the negative of.
    negatives: FxHashMap<Value, Value>,
    renames: Renames,
}

impl Pass {
    fn block(&mut self, function: &mut Function, stmts: &mut Vec<Stmt>) {
        stmts.retain_mut(|stmt| {
            for inner in stmt.blocks_mut() {
                self.block(function, &mut inner.stmts);
            }
            match stmt {
                Stmt::Let { value, expr } if function.value(*value).ty.is_float() => {
                    self.expr(function, *value, expr)
                }
                // The other way round it would be no assignment where nothing was before.
                Stmt::Update {
                    value,
                    subtract: subtract @ true,
                    ..
                } => {
                    if let Some(positive) = self.positive(value) {
                        (*value, *subtract) = (positive, false);
                    }
                    true
                }
                _ => true,
            }
        });
    }

    /// Whether the value is still needed.
    fn expr(&mut self, function: &mut Function, value: Value, expr: &mut Expr) -> bool {
        match expr {
            Expr::Unary(Unary::Neg, negative) => match self.positive(negative) {
                Some(positive) => {
                    let name = function.value(value).name.clone();
                    if name.as_ref().is_some_and(|name| name.by_user) {
                        let unnamed = &mut function.values[positive.index()].name;
                        *unnamed = unnamed.take().or(name);
                    }
                    self.renames.add(value, positive);
                    return false;
                }
                None => {
                    self.negatives.insert(value, *negative);
                }
            },
            Expr::Binary(op @ (Binary::Add | Binary::Sub), a, b) => {
                let other = match op {
                    Binary::Add => Binary::Sub,
                    _ => Binary::Add,
                };
                if let Some(positive) = self.positive(b) {
                    (*op, *b) = (other, positive);
                } else if let (Binary::Add, Some(positive)) = (&op, self.positive(a)) {
                    (*op, *a, *b) = (other, *b, positive);
                }
            }
            _ => {}
        }
        true
    }

    fn positive(&self, value: &Value) -> Option<Value> {
        self.negatives.get(&self.renames.resolve(*value)).copied()
    }
}
