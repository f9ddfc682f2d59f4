//! Sums of what a loop records are one summand late.
//!
//! `sum += (x[i] - max).exp()` keeps its sum in memory while a function that is no instruction runs, and each
//! iteration waits there for the one before. An iteration that adds what the one before has made, while its own
//! summand is on its way, waits for nothing. The order stays: to the first summand's predecessor, `-0.0`, anything
//! can be added without a change.

use crate::ir::*;

/// In a forward pass that is finished: records under a condition stay where they are.
pub(crate) fn late(forward: &mut Function) {
    let mut body = std::mem::take(&mut forward.body.stmts);
    block(forward, &mut body);
    forward.body.stmts = body;
}

fn block(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        for inner in stmt.blocks_mut() {
            block(function, &mut inner.stmts);
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        if let Stmt::For(l) = &mut stmt {
            for sum in sums(function, l) {
                let (first, last) = delay(function, l, &sum);
                before.push(first);
                after.push(last);
            }
        }
        out.extend(before);
        out.push(stmt);
        out.extend(after);
    }
    *stmts = out;
}

/// A sum that a loop carries, and what is added.
struct Sum {
    position: usize,
    part: Value,
}

/// All that a loop carries, if these are sums of records; else nothing.
fn sums(function: &Function, l: &For) -> Vec<Sum> {
    let upwards = !l.reversed && !l.inclusive && l.exit.is_none();
    let simple = (l.body.stmts.iter()).all(|stmt| {
        matches!(
            stmt,
            Stmt::Let { .. } | Stmt::Record { .. } | Stmt::Store { .. } | Stmt::Update { .. }
        )
    });
    if !upwards || !simple || !l.body.stmts.iter().any(is_called) {
        return Vec::new();
    }
    let found = (0..l.carried.len()).map(|position| sum(function, l, position));
    found.collect::<Option<_>>().unwrap_or_default()
}

/// Adds to a sum what the iteration before has made, as soon as the next summand is computed. Gives what
/// stands before the loop, and the last summand's addition behind it.
fn delay(function: &mut Function, l: &mut For, sum: &Sum) -> (Stmt, Stmt) {
    let like_part = |function: &mut Function| {
        let value = function.value_like(sum.part, function.value(sum.part).ty.clone());
        function.values[value.index()].name = function.value(sum.part).name.clone();
        value
    };
    let [init, inside, result] = [(); 3].map(|()| like_part(function));
    let (carried, next) = (&mut l.carried[sum.position], l.body.yields[sum.position]);
    let all = carried.result;
    carried.result = function.value_like(all, function.value(all).ty.clone());
    function.values[carried.result.index()].name = function.value(all).name.clone();
    let last = Stmt::Let {
        value: all,
        expr: Expr::Binary(Binary::Add, carried.result, result),
    };
    let addition = Stmt::Let {
        value: next,
        expr: Expr::Binary(Binary::Add, carried.inside, inside),
    };
    l.carried.push(Carried {
        init,
        inside,
        result,
    });
    l.body.yields.push(sum.part);
    let stmts = &mut l.body.stmts;
    stmts.retain(|stmt| stmt.defines() != [next]);
    let made = stmts.iter().position(|stmt| stmt.defines() == [sum.part]);
    stmts.insert(made.map_or(0, |made| made + 1), addition);
    let first = Stmt::Let {
        value: init,
        expr: Expr::Zero(None),
    };
    (first, last)
}

/// Whether it computes something that takes a call.
fn is_called(stmt: &Stmt) -> bool {
    const CALLED: &[&str] = &[
        "exp", "exp_m1", "ln", "ln_1p", "sin", "cos", "tan", "tanh", "powf",
    ];
    matches!(stmt, Stmt::Let { expr: Expr::Rule(rule, _), .. } if CALLED.contains(&rule.name))
}

/// The sum that a carried value is, if every iteration adds what it records, and nothing else reads it.
fn sum(function: &Function, l: &For, position: usize) -> Option<Sum> {
    let (carried, next) = (l.carried[position].inside, l.body.yields[position]);
    let part = l.body.stmts.iter().find_map(|stmt| match stmt {
        Stmt::Let {
            value,
            expr: Expr::Binary(Binary::Add, a, b),
        } if *value == next && *a == carried => Some(*b),
        _ => None,
    })?;
    let is_recorded = l.body.stmts.iter().any(|stmt| match stmt {
        // The room of a loop that begins at zero.
        Stmt::Record {
            operand: Operand::Value(value),
            at: Some(at),
            ..
        } => *value == part && *at == l.var,
        _ => false,
    });
    let alone = l.body.count(carried) == 1 && l.body.count(next) == 1;
    let ty = &function.value(part).ty;
    let known = ty.is_float() || ty.is_generic_float();
    (is_recorded && alone && known).then_some(Sum { position, part })
}
