//! Backward loops whose iterations only add, or touch elements of their own, run in their natural
//! order: memory is walked upwards, and the compiler can vectorise.

use super::invariant::Invariant;
use super::regular::Regular;
use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Turns the reversed loops of a backward function around where that changes nothing but the order
/// of sums.
pub(crate) fn ascending(function: &mut Function) {
    let mut known = Known::default();
    function.body.walk(&mut |stmt| {
        if let Stmt::Let { value, expr } = stmt
            && matches!(expr, Expr::Binary(..) | Expr::Literal(_))
        {
            known.insert(*value, expr.clone());
        }
    });
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &known, &mut body);
    function.body.stmts = body;
}

/// How values are computed.
type Known = FxHashMap<Value, Expr>;

fn block(function: &mut Function, known: &Known, stmts: &mut Vec<Stmt>) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        for inner in stmt.blocks_mut() {
            block(function, known, &mut inner.stmts);
        }
        if let Stmt::For(l) = &mut stmt
            && l.reversed
            && only_adds(function, known, l)
            && let Some(regular) = Regular::of(function, l)
        {
            l.reversed = false;
            let from = known.get(&l.from).and_then(Expr::number);
            out.append(&mut regular.apply(function, l, from == Some(0.0)));
        }
        out.push(stmt);
    }
    *stmts = out;
}

fn only_adds(function: &Function, known: &Known, l: &For) -> bool {
    if !l
        .carried
        .iter()
        .zip(&l.body.yields)
        .all(|(c, next)| is_sum(&l.body, c.inside, *next))
    {
        return false;
    }
    let mut local = FxHashSet::default();
    l.body.walk(&mut |stmt| {
        if let Stmt::Alloc { memory, .. } | Stmt::Recall { memory, .. } = stmt {
            local.insert(*memory);
        }
    });
    let own = elements(function, known, l);
    let (mut read, mut added, mut ordered) = (FxHashSet::default(), FxHashSet::default(), false);
    l.body.walk(&mut |stmt| match stmt {
        Stmt::Update { place, .. } => {
            if !own.contains(&place.memory) {
                added.insert(place.memory);
            }
        }
        Stmt::Call(call) if call.target.adds_to_entry() => {
            if let Some(Arg::RefMut(place)) = call.args.first() {
                added.insert(place.memory);
            }
        }
        Stmt::Backward(_) | Stmt::Call(_) | Stmt::Draw(_) => ordered = true,
        // In one body with the forward pass: records stand in the order of the iterations.
        Stmt::Record { at: None, .. }
        | Stmt::Reserve { .. }
        | Stmt::Keep { .. }
        | Stmt::Forget { .. }
        | Stmt::Turn { .. } => ordered = true,
        other => other.look(&mut |used| match used {
            Use::Place(place, access) => {
                if own.contains(&place.memory) {
                    return;
                }
                if access.writes() && !local.contains(&place.memory) {
                    if matches!(other, Stmt::Accumulate { .. }) {
                        added.insert(place.memory);
                    } else {
                        ordered = true;
                    }
                } else if access.reads() && !local.contains(&place.memory) {
                    read.insert(place.memory);
                }
            }
            Use::Moved(_) => {}
            Use::Value(_) => {}
        }),
    });
    // Nested loops carry on their own; what they add to must not be read here either.
    !ordered && read.is_disjoint(&added)
}

/// The memories of which each iteration touches an element of its own.
fn elements(function: &Function, known: &Known, l: &For) -> FxHashSet<Memory> {
    let invariant = Invariant::of(function, l);
    // The loop variable, and what is a constant distance away from it.
    let mut moving = FxHashSet::from_iter([l.var]);
    moving.extend(rows(function, known, l, &invariant));
    for stmt in &l.body.stmts {
        if let Stmt::Let {
            value,
            expr: Expr::Binary(Binary::Add, a, b),
        } = stmt
            && (*a == l.var && invariant.has(*b) || *b == l.var && invariant.has(*a))
        {
            moving.insert(*value);
        }
    }
    let (mut at, mut others) = (FxHashMap::default(), FxHashSet::default());
    l.body.look_all(&mut |used| match used {
        Use::Place(place, _) => {
            let index = match place.path.first() {
                Some(Projection::Index(index)) if moving.contains(index) => Some(*index),
                _ => None,
            };
            if index.is_none() || *at.entry(place.memory).or_insert(index) != index {
                others.insert(place.memory);
            }
        }
        Use::Moved(memory) => {
            others.insert(*memory);
        }
        Use::Value(_) => {}
    });
    at.into_keys().filter(|m| !others.contains(m)).collect()
}

/// Where a loop inside reaches elements of a row of the iteration's own: `i * n + j`, where `j` is less than
/// `n`.
fn rows(function: &Function, known: &Known, l: &For, invariant: &Invariant) -> Vec<Value> {
    // What is at most `n`: had the subtraction wrapped, the primal would have run over the end.
    let up_to = |to: Value| match known.get(&to) {
        Some(Expr::Binary(Binary::Sub, n, by)) if known.get(by)?.number().is_some() => Some(*n),
        _ => Some(to),
    };
    let width = |value: &Value| match known.get(value)? {
        Expr::Binary(Binary::Mul, a, b) if *a == l.var => Some(*b),
        Expr::Binary(Binary::Mul, a, b) if *b == l.var => Some(*a),
        _ => None,
    };
    let mut found = Vec::new();
    for stmt in &l.body.stmts {
        let Stmt::For(inner) = stmt else { continue };
        let usual =
            !inner.inclusive && inner.exit.is_none() && function.value(inner.var).ty == Type::USIZE;
        for stmt in &inner.body.stmts {
            if let Stmt::Let {
                value,
                expr: Expr::Binary(Binary::Add, a, b),
            } = stmt
                && let Some(row) = width(if *b == inner.var { a } else { b })
                && (*a == inner.var || *b == inner.var)
                && usual
                && up_to(inner.to) == Some(row)
                && invariant.has(row)
            {
                found.push(*value);
            }
        }
    }
    found
}

/// Whether the carried value is read for nothing but adding to it, here or in a loop inside, and what
/// that makes of it for nothing at all before the loop ends.
fn is_sum(body: &Block, inside: Value, next: Value) -> bool {
    let adds = body.stmts.iter().any(|stmt| match stmt {
        Stmt::Let {
            value,
            expr: Expr::Binary(Binary::Add | Binary::Sub, left, _),
        } => *value == next && *left == inside,
        Stmt::For(l) => (l.carried.iter().zip(&l.body.yields)).any(|(c, inner)| {
            c.result == next && c.init == inside && is_sum(&l.body, c.inside, *inner)
        }),
        _ => false,
    });
    adds && body.count(inside) == 1 && body.count(next) == 1
}
