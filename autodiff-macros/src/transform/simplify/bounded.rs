//! A guard is cheaper where it has to do with one kind of infinity only.
//!
//! In `d_e = guarded(d * q, e)` with `q = n / (c + e)`, as `1 / (1 + exp(-x))` and `ln(1 + exp(x))` have it, the
//! adjoint is zero wherever `e` is infinite. Then a product with the largest number is as good, and nothing has to be
//! asked of the adjoint, which is what others wait for. It may still be infinite where `e` is zero, as in
//! `ln(1 + exp(x)).sqrt()` far left of zero.

use crate::ir::*;
use rustc_hash::FxHashMap;

pub(super) fn guards(function: &mut Function) {
    let mut known = FxHashMap::default();
    function.body.walk(&mut |stmt| {
        if let Stmt::Let { value, expr } = stmt
            && let Expr::Unary(..) | Expr::Binary(..) | Expr::Literal(_) = expr
        {
            known.insert(*value, expr.clone());
        }
    });
    block(&Known(known), &mut function.body.stmts);
}

fn block(known: &Known, stmts: &mut [Stmt]) {
    for stmt in stmts {
        for inner in stmt.blocks_mut() {
            block(known, &mut inner.stmts);
        }
        if let Stmt::Let { expr, .. } = stmt
            && let Expr::Runtime(name @ "guarded", operands) = expr
            && known.vanishes(operands[0], operands[1])
        {
            let stays_finite = known.is_finite_without(operands[0], operands[1]);
            *name = if stays_finite { "finite" } else { "bounded" };
        }
    }
}

/// How values are computed.
struct Known(FxHashMap<Value, Expr>);

impl Known {
    /// Whether the adjoint is zero where the factor is infinite.
    fn vanishes(&self, d: Value, factor: Value) -> bool {
        match self.0.get(&d) {
            Some(Expr::Unary(Unary::Neg, d)) => self.vanishes(*d, factor),
            Some(Expr::Binary(Binary::Mul, a, b)) => {
                self.vanishes(*a, factor) || self.vanishes(*b, factor)
            }
            Some(Expr::Binary(Binary::Div, _, divisor)) => self.grows_with(*divisor, factor),
            _ => false,
        }
    }

    /// Whether the adjoint is surely finite where the factor is zero.
    fn is_finite_without(&self, d: Value, factor: Value) -> bool {
        let is_finite = |d: &Value| self.is_finite_without(*d, factor);
        match self.0.get(&d) {
            Some(Expr::Unary(Unary::Neg, d)) => is_finite(d),
            Some(Expr::Binary(Binary::Mul, a, b)) => is_finite(a) && is_finite(b),
            Some(Expr::Binary(Binary::Div, a, divisor)) => {
                is_finite(a) && self.grows_with(*divisor, factor)
            }
            Some(expr) => expr.number().is_some_and(f64::is_finite),
            None => false,
        }
    }

    /// `c + factor`, where the constant is not zero.
    fn grows_with(&self, sum: Value, factor: Value) -> bool {
        let constant = |v: &Value| {
            let number = self.0.get(v).and_then(Expr::number);
            number.is_some_and(|number| number != 0.0)
        };
        match self.0.get(&sum) {
            Some(Expr::Binary(Binary::Add, a, b)) => {
                constant(a) && *b == factor || constant(b) && *a == factor
            }
            _ => false,
        }
    }
}
