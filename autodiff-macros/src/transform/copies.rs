//! Copies that need not be made: what is only read is read where it is a copy of, as long as nobody
//! writes that.

use super::moves;
use crate::ir::*;

/// Takes such copies out of a function, in the blocks that make them.
pub(super) fn without_needless(function: &mut Function) {
    let mut stmts = std::mem::take(&mut function.body.stmts);
    block(function, &mut stmts);
    function.body.stmts = stmts;
}

fn block(function: &Function, stmts: &mut Vec<Stmt>) {
    let mut at = 0;
    while at < stmts.len() {
        for inner in stmts[at].blocks_mut() {
            block(function, &mut inner.stmts);
        }
        let copy = match &stmts[at] {
            Stmt::Alloc {
                memory,
                init: Init::Clone(place),
            } if *memory != place.memory => Some((*memory, place.clone())),
            _ => None,
        };
        match copy {
            Some((memory, place)) if is_needless(function, &stmts[at + 1..], memory, &place) => {
                stmts.remove(at);
                stmts[at..]
                    .iter_mut()
                    .for_each(|s| read_at(s, memory, &place));
            }
            _ => at += 1,
        }
    }
}

/// Whether the copy is only read, by statements before which nobody writes the original or moves it.
fn is_needless(function: &Function, behind: &[Stmt], copy: Memory, of: &Place) -> bool {
    let uses = |stmt: &Stmt| stmt.mentions(copy) > 0;
    let Some(last) = behind.iter().rposition(uses) else {
        return false;
    };
    let is_result = function.result.memories().contains(&copy);
    // Who takes a `Vec` by reference cannot be lent a slice.
    let is_alike = function
        .place_type(of)
        .is_some_and(|ty| ty == function.memory(copy).ty);
    !is_result
        && is_alike
        && behind[..=last].iter().all(|stmt| {
            let stays = |memory: &Memory| {
                // A method may take what is its receiver.
                let taken = is_handed_on(stmt, *memory) || moves::moves(stmt, *memory);
                !taken && !moves::writes(stmt, *memory) && !moves::may_take(function, stmt, *memory)
            };
            [copy, of.memory].iter().all(stays)
        })
}

/// Whether the memory is passed to a call.
fn is_handed_on(stmt: &Stmt, memory: Memory) -> bool {
    let here = matches!(stmt, Stmt::Call(_)) && stmt.mentions(memory) > 0;
    here || (stmt.blocks().iter()).any(|b| b.stmts.iter().any(|s| is_handed_on(s, memory)))
}

/// Reads a place where its copy was read.
fn read_at(stmt: &mut Stmt, copy: Memory, original: &Place) {
    stmt.uses(&mut |used| {
        if let Use::Place(place, _) = used
            && place.memory == copy
        {
            let mut there = original.clone();
            there.path.append(&mut place.path);
            *place = there;
        }
    });
    for inner in stmt.blocks_mut() {
        inner
            .stmts
            .iter_mut()
            .for_each(|s| read_at(s, copy, original));
    }
}
