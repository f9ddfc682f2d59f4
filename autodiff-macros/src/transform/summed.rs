//! Sums of what a loop records are taken in a loop of their own.
//!
//! `sum += (x[i] - max).exp()` keeps its sum in memory while a function that is no instruction runs, and each
//! iteration waits there for the one before. The records stand in a slice already: they are added up from
//! there, in the same order.

use crate::ir::*;

/// In a forward pass that is finished: records under a condition stay where they are.
pub(crate) fn apart(forward: &mut Function) {
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
        let sums = match &mut stmt {
            Stmt::For(l) => sums(function, l),
            _ => None,
        };
        out.push(stmt);
        out.extend(sums.map(|l| Stmt::For(Box::new(l))));
    }
    *stmts = out;
}

/// A carried sum: what is added, and the field that it is recorded in.
struct Sum {
    carried: Carried,
    next: Value,
    field: Field,
}

/// Takes all that a loop carries out of it, if these are sums of records.
fn sums(function: &mut Function, l: &mut For) -> Option<For> {
    let upwards = !l.reversed && !l.inclusive && l.exit.is_none();
    let simple = (l.body.stmts.iter()).all(|stmt| {
        matches!(
            stmt,
            Stmt::Let { .. } | Stmt::Record { .. } | Stmt::Store { .. } | Stmt::Update { .. }
        )
    });
    if l.carried.is_empty() || !upwards || !simple || !l.body.stmts.iter().any(is_called) {
        return None;
    }
    let found = l.carried.iter().zip(&l.body.yields);
    let found: Option<Vec<Sum>> = found.map(|(c, next)| sum(l, c, *next)).collect();
    let found = found?;
    l.carried.clear();
    l.body.yields.clear();
    (l.body.stmts).retain(|stmt| found.iter().all(|sum| stmt.defines() != [sum.next]));
    let var = function.value_like(l.var, Type::USIZE);
    function.values[var.index()].name = function.value(l.var).name.clone();
    let mut stmts = Vec::new();
    for sum in &found {
        let part = function.value_like(sum.next, function.value(sum.next).ty.clone());
        let at = At::Cursor {
            block: l.body.id,
            cursor: false,
            ordinal: Some(var),
        };
        let record = Recorded {
            field: sum.field,
            at,
        };
        stmts.push(Stmt::Let {
            value: part,
            expr: Expr::Recorded(record),
        });
        stmts.push(Stmt::Let {
            value: sum.next,
            expr: Expr::Binary(Binary::Add, sum.carried.inside, part),
        });
    }
    let id = function.new_block();
    let yields = found.iter().map(|sum| sum.next).collect();
    let carried = found.into_iter().map(|sum| sum.carried).collect();
    Some(For {
        var,
        from: l.from,
        to: l.to,
        inclusive: false,
        reversed: false,
        carried,
        exit: None,
        body: Block { id, stmts, yields },
        span: l.span,
    })
}

/// Whether it computes something that takes a call.
fn is_called(stmt: &Stmt) -> bool {
    const CALLED: &[&str] = &[
        "exp", "exp_m1", "ln", "ln_1p", "sin", "cos", "tan", "tanh", "powf",
    ];
    matches!(stmt, Stmt::Let { expr: Expr::Rule(rule, _), .. } if CALLED.contains(&rule.name))
}

/// The sum that a carried value is, if every iteration adds what it records, and nothing else reads it.
fn sum(l: &For, carried: &Carried, next: Value) -> Option<Sum> {
    let part = l.body.stmts.iter().find_map(|stmt| match stmt {
        Stmt::Let {
            value,
            expr: Expr::Binary(Binary::Add, a, b),
        } if *value == next && *a == carried.inside => Some(*b),
        _ => None,
    })?;
    let field = l.body.stmts.iter().find_map(|stmt| match stmt {
        // The room of a loop that begins at zero.
        Stmt::Record {
            field,
            operand: Operand::Value(value),
            at: Some(at),
            ..
        } if *value == part && *at == l.var => Some(*field),
        _ => None,
    })?;
    let alone = l.body.count(carried.inside) == 1 && l.body.count(next) == 1;
    alone.then(|| Sum {
        carried: carried.clone(),
        next,
        field,
    })
}
