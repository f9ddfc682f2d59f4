//! Signs that meet: `-(-x)` is `x`, and `a + -b` is `a - b`. So that they do, products and sums have theirs in front.

use super::Renames;
use crate::ir::*;
use rustc_hash::FxHashMap;

/// Only in values from `generated` on: what the user wrote stays as it is.
pub(super) fn meet(function: &mut Function, generated: usize) {
    let mut stmts = std::mem::take(&mut function.body.stmts);
    let mut pass = Pass {
        function,
        generated,
        negatives: FxHashMap::default(),
        renames: Renames::default(),
    };
    pass.block(&mut stmts);
    let renames = pass.renames;
    function.body.stmts = stmts;
    renames.apply(function);
}

/// `a += -b` is `a -= b`. Others look for what is added to elements first, so that this comes last.
pub(crate) fn subtractions(function: &mut Function) {
    let mut negatives = FxHashMap::default();
    function.body.walk(&mut |stmt| {
        if let Stmt::Let {
            value,
            expr: Expr::Unary(Unary::Neg, positive),
        } = stmt
            && !(function.value(*value).name.as_ref()).is_some_and(|name| name.by_user)
        {
            negatives.insert(*value, *positive);
        }
    });
    subtract(&negatives, &mut function.body.stmts);
    super::never_read(function);
}

fn subtract(negatives: &FxHashMap<Value, Value>, stmts: &mut [Stmt]) {
    for stmt in stmts {
        for inner in stmt.blocks_mut() {
            subtract(negatives, &mut inner.stmts);
        }
        if let Stmt::Update {
            value, subtract, ..
        } = stmt
            && let Some(positive) = negatives.get(value)
        {
            (*value, *subtract) = (*positive, !*subtract);
        }
    }
}

struct Pass<'a> {
    function: &'a mut Function,
    generated: usize,
    /// What a value is the negative of.
    negatives: FxHashMap<Value, Value>,
    renames: Renames,
}

impl Pass<'_> {
    fn block(&mut self, stmts: &mut Vec<Stmt>) {
        for mut stmt in std::mem::take(stmts) {
            for inner in stmt.blocks_mut() {
                self.block(&mut inner.stmts);
            }
            let Stmt::Let { value, expr } = &mut stmt else {
                stmts.push(stmt);
                continue;
            };
            let value = *value;
            if !self.is_float(value) {
                stmts.push(stmt);
                continue;
            }
            if value.index() < self.generated {
                self.note(value, expr);
                stmts.push(stmt);
                continue;
            }
            if let Some(positive) = self.positive_of(expr) {
                let negative = Expr::Unary(Unary::Neg, self.emit(value, positive, stmts));
                *expr = negative;
            }
            if let Expr::Unary(Unary::Neg, inner) = expr
                && let Some(positive) = self.positive(*inner)
            {
                self.replace(value, positive);
                continue;
            }
            self.note(value, expr);
            stmts.push(stmt);
        }
    }

    /// What has a name of the user's, or is the adjoint of such, stays in use.
    fn note(&mut self, value: Value, expr: &Expr) {
        let name = &self.function.value(value).name;
        if let Expr::Unary(Unary::Neg, inner) = expr
            && !name.as_ref().is_some_and(|name| name.by_user)
        {
            self.negatives.insert(value, *inner);
        }
    }

    /// What the expression is the negative of, if that is as simple; a sum may change instead.
    fn positive_of(&self, expr: &mut Expr) -> Option<Expr> {
        match expr {
            Expr::Binary(op @ (Binary::Add | Binary::Sub), a, b) => {
                let opposite = match op {
                    Binary::Add => Binary::Sub,
                    _ => Binary::Add,
                };
                match (&op, self.positive(*a), self.positive(*b)) {
                    (Binary::Add, Some(a), Some(b)) => return Some(Expr::Binary(*op, a, b)),
                    (_, _, Some(positive)) => (*op, *b) = (opposite, positive),
                    (Binary::Add, Some(positive), None) => (*op, *a, *b) = (opposite, *b, positive),
                    (_, Some(positive), None) => {
                        return Some(Expr::Binary(opposite, positive, *b));
                    }
                    (_, None, None) => {}
                }
                None
            }
            Expr::Binary(op @ (Binary::Mul | Binary::Div), a, b) => {
                let (positive_a, positive_b) = (self.positive(*a), self.positive(*b));
                let plain = Expr::Binary(*op, positive_a.unwrap_or(*a), positive_b.unwrap_or(*b));
                match (positive_a, positive_b) {
                    (None, None) => None,
                    (Some(_), Some(_)) => {
                        *expr = plain;
                        None
                    }
                    _ => Some(plain),
                }
            }
            Expr::Runtime(name @ ("guarded" | "bounded" | "finite"), operands) => {
                let positive = self.positive(operands[0])?;
                Some(Expr::Runtime(name, vec![positive, operands[1]]))
            }
            _ => None,
        }
    }

    fn is_float(&self, value: Value) -> bool {
        self.function.value(value).ty.is_float()
    }

    fn positive(&self, value: Value) -> Option<Value> {
        self.negatives.get(&self.renames.resolve(value)).copied()
    }

    fn emit(&mut self, like: Value, expr: Expr, stmts: &mut Vec<Stmt>) -> Value {
        let ty = self.function.value(like).ty.clone();
        let value = self.function.value_like(like, ty);
        stmts.push(Stmt::Let { value, expr });
        value
    }

    /// The value is another one, which has its name if that is the user's.
    fn replace(&mut self, value: Value, by: Value) {
        let name = self.function.value(value).name.clone();
        if name.as_ref().is_some_and(|name| name.by_user) {
            let unnamed = &mut self.function.values[by.index()].name;
            *unnamed = unnamed.take().or(name);
        }
        self.renames.add(value, by);
    }
}
