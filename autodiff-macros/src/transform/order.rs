//! Backward loops whose iterations only add run in their natural order: memory is walked upwards,
//! and the compiler can vectorise.

use crate::ir::*;
use std::collections::HashSet;

/// Turns the reversed loops of a backward function around where that changes nothing but the order
/// of sums.
pub(crate) fn ascending(function: &mut Function) {
    block(&mut function.body);
}

fn block(of: &mut Block) {
    for stmt in &mut of.stmts {
        for inner in stmt.blocks_mut() {
            block(inner);
        }
        if let Stmt::For(l) = stmt
            && l.reversed
            && only_adds(l)
        {
            l.reversed = false;
        }
    }
}

fn only_adds(l: &For) -> bool {
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
    let (mut read, mut added, mut ordered) = (HashSet::new(), HashSet::new(), false);
    l.body.walk(&mut |stmt| match stmt {
        Stmt::Update { place, .. } => {
            added.insert(place.memory);
        }
        // A cursor counts down: the records would be read in another order.
        Stmt::Rewind { .. } | Stmt::Backward(_) | Stmt::Call(_) => ordered = true,
        other => other.clone().uses(&mut |used| match used {
            Use::Place(place, access) => {
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
