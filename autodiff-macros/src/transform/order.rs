//! Backward loops whose iterations only add, or touch elements of their own, run in their natural
//! order: memory is walked upwards, and the compiler can vectorise.

use super::invariant::Invariant;
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// Turns the reversed loops of a backward function around where that changes nothing but the order
/// of sums.
pub(crate) fn ascending(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &mut body);
    function.body.stmts = body;
}

fn block(function: &Function, stmts: &mut [Stmt]) {
    for stmt in stmts {
        for inner in stmt.blocks_mut() {
            block(function, &mut inner.stmts);
        }
        if let Stmt::For(l) = stmt
            && l.reversed
            && only_adds(function, l)
        {
            l.reversed = false;
        }
    }
}

fn only_adds(function: &Function, l: &For) -> bool {
    if !l
        .carried
        .iter()
        .zip(&l.body.yields)
        .all(|(c, next)| is_sum(&l.body, c.inside, *next))
    {
        return false;
    }
    let mut local = HashSet::new();
    l.body.walk(&mut |stmt| {
        if let Stmt::Alloc { memory, .. } | Stmt::Recall { memory, .. } = stmt {
            local.insert(*memory);
        }
    });
    let own = elements(function, l);
    let (mut read, mut added, mut ordered) = (HashSet::new(), HashSet::new(), false);
    l.body.walk(&mut |stmt| match stmt {
        Stmt::Update { place, .. } => {
            if !own.contains(&place.memory) {
                added.insert(place.memory);
            }
        }
        // A cursor counts down: the records would be read in another order.
        Stmt::Rewind { .. } | Stmt::Backward(_) | Stmt::Call(_) | Stmt::Draw(_) => ordered = true,
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
fn elements(function: &Function, l: &For) -> HashSet<Memory> {
    let invariant = Invariant::of(function, l);
    // The loop variable, and what is a constant distance away from it.
    let mut moving = HashSet::from([l.var]);
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
    let (mut at, mut others) = (HashMap::new(), HashSet::new());
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
