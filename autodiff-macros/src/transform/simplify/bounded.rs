//! A guard is cheaper where it has to do with one kind of infinity only.
//!
//! In `guarded(d * q, e)` with `q = n / (c + e)`, as `1 / (1 + exp(-x))` and `ln(1 + exp(x))` have it, the quotient is
//! zero where `e` is infinite, and finite where `e` is zero. So the product of these two is a partial that is never
//! infinite: `bounded(d, finite(q, e))`, where `finite` has the largest number in place of an infinite `e`. Nothing has
//! to be asked of the adjoint, which is what others wait for. It may still be infinite where `e` is zero, as in
//! `ln(1 + exp(x)).sqrt()` far left of zero; where it is a number, as the seed of a gradient, the compiler sees that
//! `bounded` asks for nothing.

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
        if let Stmt::Let { value, expr } = &mut stmt
            && let Expr::Runtime("guarded", operands) = expr
            && let [d, factor] = operands[..]
            && known.vanishes(d, factor)
        {
            let mut parts = Parts {
                function,
                known,
                like: *value,
                factor,
                stmts,
            };
            *expr = parts.bounded(d);
        }
        stmts.push(stmt);
    }
}

/// The factors of an adjoint, parted.
struct Parts<'a> {
    function: &'a mut Function,
    known: &'a Known,
    /// The adjoint times the factor.
    like: Value,
    factor: Value,
    stmts: &'a mut Vec<Stmt>,
}

impl Parts<'_> {
    fn bounded(&mut self, d: Value) -> Expr {
        let mut is_negative = false;
        let [outer, own] = self.split(d, &mut is_negative);
        let partial = Expr::Runtime("finite", vec![own.unwrap_or(d), self.factor]);
        let product = match outer {
            Some(outer) => {
                let partial = self.emit(partial);
                Expr::Runtime("bounded", vec![outer, partial])
            }
            None => partial,
        };
        match is_negative {
            true => Expr::Unary(Unary::Neg, self.emit(product)),
            false => product,
        }
    }

    /// The product of the factors that may be infinite where the factor is zero, and that of all others.
    fn split(&mut self, d: Value, is_negative: &mut bool) -> [Option<Value>; 2] {
        if let Some(Expr::Unary(Unary::Neg, d)) = self.known.0.get(&d) {
            *is_negative ^= true;
            return self.split(*d, is_negative);
        }
        if self.known.is_finite_without(d, self.factor) {
            return [None, Some(d)];
        }
        let Some(Expr::Binary(Binary::Mul, a, b)) = self.known.0.get(&d) else {
            return [Some(d), None];
        };
        let [outer_a, own_a] = self.split(*a, is_negative);
        let [outer_b, own_b] = self.split(*b, is_negative);
        [self.product(outer_a, outer_b), self.product(own_a, own_b)]
    }

    fn product(&mut self, a: Option<Value>, b: Option<Value>) -> Option<Value> {
        match (a, b) {
            (Some(a), Some(b)) => Some(self.emit(Expr::Binary(Binary::Mul, a, b))),
            (a, b) => a.or(b),
        }
    }

    fn emit(&mut self, expr: Expr) -> Value {
        let ty = self.function.value(self.like).ty.clone();
        let value = self.function.value_like(self.like, ty);
        self.stmts.push(Stmt::Let { value, expr });
        value
    }
}

/// How values are computed.
struct Known(FxHashMap<Value, Expr>);

impl Known {
    /// Whether a factor of the adjoint is zero where this one is infinite, and finite where it is zero.
    fn vanishes(&self, d: Value, factor: Value) -> bool {
        match self.0.get(&d) {
            Some(Expr::Unary(Unary::Neg, d)) => self.vanishes(*d, factor),
            Some(Expr::Binary(Binary::Mul, a, b)) => {
                self.vanishes(*a, factor) || self.vanishes(*b, factor)
            }
            Some(Expr::Binary(Binary::Div, ..)) => self.is_finite_without(d, factor),
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
