//! A loop that begins elsewhere is counted from zero: where its iterations index sub-slices, rustc sees
//! that they stay in them.

use super::regular::number_of;
use super::spans::Known;
use crate::ir::*;

/// The loop counted from zero, and what is to stand before it; and whether its iterations ask for their
/// number in any case.
pub(super) fn from_zero(function: &mut Function, l: &For, known: &Known) -> (For, Vec<Stmt>, bool) {
    let mut before = Vec::new();
    let mut counted = l.clone();
    let zero = number_of(function, l.var, integer(0), &mut before);
    let trips = Expr::Method("saturating_sub", vec![l.to, l.from]);
    let trips = match known.trips(l.from, l.to) {
        Some(trips) => trips,
        None => number_of(function, l.var, trips, &mut before),
    };
    let number = function.new_value(ValueInfo {
        ty: Type::USIZE,
        name: Name::kept("k"),
        span: function.value(l.var).span,
    });
    (counted.var, counted.from, counted.to) = (number, zero, trips);
    let same = |value: Value| value == l.from || known.are_equal(value, l.from);
    let mut numbers = Vec::new();
    counted.body.stmts.retain(|stmt| match stmt {
        Stmt::Let {
            value,
            expr: Expr::Binary(Binary::Sub, var, from),
        } if *var == l.var && same(*from) => {
            numbers.push(*value);
            false
        }
        _ => true,
    });
    counted.body.all_uses(&mut |used| {
        if let Use::Value(value) = used
            && numbers.contains(value)
        {
            *value = number;
        }
    });
    let var = Stmt::Let {
        value: l.var,
        expr: Expr::Binary(Binary::Add, l.from, number),
    };
    counted.body.stmts.insert(0, var);
    (counted, before, !numbers.is_empty())
}
