//! A guard is cheaper where it has to do with one kind of infinity only.
//!
//! In `d_e = guarded(d * q, e)` with `q = n / (c + e)`, as `1 / (1 + exp(-x))` and `ln(1 + exp(x))` have it, the
//! adjoint is zero wherever `e` is infinite. Then a product with the largest number is as good, and nothing has to be
//! asked of the adjoint, which is what others wait for.

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
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &Known(known), &mut body);
    function.body.stmts = body;
}

fn block(function: &mut Function, known: &Known, stmts: &mut Vec<Stmt>) {
    for mut stmt in std::mem::take(stmts) {
        for inner in stmt.blocks_mut() {
            block(function, known, &mut inner.stmts);
        }
        if let Stmt::Let { expr, .. } = &mut stmt
            && let Expr::Runtime("guarded", operands) = expr
            && let [d, factor] = operands[..]
            && known.vanishes(d, factor)
        {
            let value = function.value_like(factor, function.value(factor).ty.clone());
            let finite = Expr::Runtime("finite", vec![factor]);
            stmts.push(Stmt::Let {
                value,
                expr: finite,
            });
            *expr = Expr::Binary(Binary::Mul, d, value);
        }
        stmts.push(stmt);
    }
}

/// How values are computed.
struct Known(FxHashMap<Value, Expr>);

impl Known {
    /// Whether the adjoint is zero where the factor is infinite, and finite where it is zero.
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
