//! Room for what a loop inside of another one records is made for all iterations of that one at once. Where
//! records stand then changes with the iterations as the user's own rows do, so that rustc asks once whether
//! they overlap, not before each run of the inner loop.

use super::rooms::{Known, Nest};
use crate::ir::*;
use rustc_hash::FxHashMap;

pub(crate) fn gathered(function: &mut Function, layout: &Layout) {
    // What a call of the function itself records would come between.
    if (layout.fields.iter()).any(|field| field.ty == FieldType::Itself) {
        return;
    }
    let known = Known::of(function, layout);
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &known, &mut body);
    function.body.stmts = body;
}

fn block(function: &mut Function, known: &Known<'_>, stmts: &mut Vec<Stmt>) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        // Of several loops around one only the innermost: more room than a few rows need is written twice.
        if let Stmt::For(l) = &mut stmt
            && !l.reversed
        {
            out.append(&mut before(function, known, l));
        }
        for inner in stmt.blocks_mut() {
            block(function, known, &mut inner.stmts);
        }
        out.push(stmt);
    }
    *stmts = out;
}

/// What is to stand before the loop; in the loop each room becomes a part of it.
fn before(function: &mut Function, known: &Known<'_>, l: &mut For) -> Vec<Stmt> {
    let mut nest = Nest::of(l, known);
    let Some(trips) = nest.trips(function, l) else {
        return Vec::new();
    };
    let mut rooms = Vec::new();
    // How much is there for so many records in each iteration, and where an iteration's begin.
    let mut parts: FxHashMap<Value, (Value, Value)> = FxHashMap::default();
    for stmt in std::mem::take(&mut l.body.stmts) {
        let row = match stmt {
            Stmt::Reserve {
                field,
                count,
                filled: true,
            } if known.is_stack(field) => {
                let before = nest.value(function, count);
                before.map(|before| (field, count, before))
            }
            _ => None,
        };
        let Some((field, row, before)) = row else {
            l.body.stmts.push(stmt);
            continue;
        };
        let (count, from) = *parts.entry(before).or_insert_with(|| {
            let mut add = |function: &mut Function, a, op, b| {
                let value = function.value_like(before, Type::USIZE);
                let expr = Expr::Binary(op, a, b);
                l.body.stmts.push(Stmt::Let { value, expr });
                value
            };
            let number = match known.is_zero(l.from) {
                true => l.var,
                false => add(function, l.var, Binary::Sub, l.from),
            };
            let from = add(function, number, Binary::Mul, before);
            (nest.product(function, trips, before), from)
        });
        rooms.push(Stmt::Reserve {
            field,
            count,
            filled: true,
        });
        l.body.stmts.push(Stmt::Room {
            field,
            from,
            // The inner loop goes through as many, as rustc sees.
            count: row,
        });
    }
    if rooms.is_empty() {
        return rooms;
    }
    nest.stmts.append(&mut rooms);
    nest.stmts
}
