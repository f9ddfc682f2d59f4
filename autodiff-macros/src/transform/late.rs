//! What a call reads of a slice is copied for the backward pass behind the call, where the call leaves the slice
//! as it is: a copy is made in larger pieces than what has just been written, and processors wait for that.

use crate::ir::*;

pub(crate) fn copies(function: &mut Function, layout: &Layout) {
    // What a call of the function itself records would come before.
    if (layout.fields.iter()).all(|field| field.ty != FieldType::Itself) {
        block(&mut function.body.stmts);
    }
}

fn block(stmts: &mut [Stmt]) {
    // From the end on, so that none passes another one that has moved.
    for at in (0..stmts.len()).rev() {
        for inner in stmts[at].blocks_mut() {
            block(&mut inner.stmts);
        }
        let Stmt::Keep { place, .. } = &stmts[at] else {
            continue;
        };
        let call = (stmts[at + 1..].iter()).position(|stmt| matches!(stmt, Stmt::Call(_)));
        if let Some(call) = call
            && let passed = &stmts[at + 1..=at + 1 + call]
            && passed.iter().all(|stmt| leaves(stmt, place.memory))
        {
            stmts[at..=at + 1 + call].rotate_left(1);
        }
    }
}

/// Whether the memory stays as it is.
fn leaves(stmt: &Stmt, memory: Memory) -> bool {
    let mut stays = stmt.blocks().is_empty();
    stmt.look(&mut |used| match used {
        Use::Place(place, access) => stays &= place.memory != memory || !access.writes(),
        Use::Moved(moved) => stays &= *moved != memory,
        Use::Value(_) => {}
    });
    stays
}
