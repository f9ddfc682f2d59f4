//! The adjoint of `x` in `100.0 * x * x` is a sum of two products that are equal: it is one product by twice
//! the number. Twice of what is rounded is what twice is rounded to.

use crate::ir::*;
use rustc_hash::FxHashMap;

/// Only in values from `generated` on: what the user wrote stays as it is.
pub(super) fn products(function: &mut Function, generated: usize) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, generated, &mut body, &mut FxHashMap::default());
    function.body.stmts = body;
}

fn block(
    function: &mut Function,
    generated: usize,
    stmts: &mut Vec<Stmt>,
    known: &mut FxHashMap<Value, Expr>,
) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        if let Stmt::Let { value, expr } = &mut stmt
            && matches!(function.value(*value).ty, Type::Float(_))
        {
            if value.index() >= generated
                && let Some((factor, number)) = of_both(expr, known)
            {
                let ty = function.value(*value).ty.clone();
                let twice = function.value_like(*value, ty);
                let number = float(2.0 * number);
                out.push(Stmt::Let {
                    value: twice,
                    expr: number,
                });
                *expr = Expr::Binary(Binary::Mul, twice, factor);
            }
            if let Expr::Literal(_) | Expr::Binary(Binary::Mul, ..) = expr {
                known.insert(*value, expr.clone());
            }
        }
        for inner in stmt.blocks_mut() {
            block(function, generated, &mut inner.stmts, known);
        }
        out.push(stmt);
    }
    *stmts = out;
}

/// What is multiplied by which number in both terms of a sum.
fn of_both(sum: &Expr, known: &FxHashMap<Value, Expr>) -> Option<(Value, f64)> {
    let Expr::Binary(Binary::Add, a, b) = sum else {
        return None;
    };
    let product = |value: &Value| {
        let Expr::Binary(Binary::Mul, a, b) = known.get(value)? else {
            return None;
        };
        let number = |value: &Value| known.get(value).and_then(Expr::number);
        match (number(a), number(b)) {
            (Some(number), None) => Some((*b, number)),
            (None, Some(number)) => Some((*a, number)),
            _ => None,
        }
    };
    let (factor, number) = product(a)?;
    // Of one below zero the literal would lose its sign.
    let is_plain = number > 0.0 && (2.0 * number).is_finite();
    let doubled = is_plain && product(b)? == (factor, number);
    doubled.then_some((factor, number))
}
