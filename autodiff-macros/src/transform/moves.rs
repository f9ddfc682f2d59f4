//! Statements that move a memory away, and so end the time in which it can be recorded.

use super::consumed::copied;
use crate::ir::*;
use rustc_hash::FxHashSet;

/// Whether the statement, or one inside it, moves the memory away.
pub(super) fn moves(stmt: &Stmt, memory: Memory) -> bool {
    moves_itself(stmt, memory)
        || (stmt.blocks().iter()).any(|b| b.stmts.iter().any(|s| moves(s, memory)))
}

fn moves_itself(stmt: &Stmt, memory: Memory) -> bool {
    let mut moved = false;
    stmt.look(&mut |used| {
        moved |= matches!(used, Use::Moved(m) if *m == memory);
    });
    moved
}

/// Whether the statement, or one inside it, may move the memory, or a part of it, by reading it: what
/// it reads is not known to be `Copy`.
pub(super) fn may_take(function: &Function, stmt: &Stmt, memory: Memory) -> bool {
    let takes = matches!(stmt, Stmt::Let { value, expr: Expr::Load(place) }
        if place.memory == memory && !function.value(*value).ty.is_copy());
    let inside = |block: &&Block| block.stmts.iter().any(|s| may_take(function, s, memory));
    takes || stmt.blocks().iter().any(inside)
}

/// The position of the first statement that may move the memory, provided that nothing is written
/// to it from there on.
pub(super) fn first_move(function: &Function, stmts: &[Stmt], memory: Memory) -> Option<usize> {
    let at = stmts
        .iter()
        .position(|stmt| moves(stmt, memory) || may_take(function, stmt, memory))?;
    let written = stmts[at..].iter().any(|stmt| writes(stmt, memory));
    (!written).then_some(at)
}

/// Whether the statement reads the memory as a whole, which takes it.
fn reads_whole(function: &Function, stmt: &Stmt, memory: Memory) -> bool {
    matches!(stmt, Stmt::Let { value, expr: Expr::Load(place) }
        if *place == Place::whole(memory) && !function.value(*value).ty.is_copy())
}

/// Whether the memory, which has a content before the statements, surely has one behind them.
pub(super) fn is_left_whole(function: &Function, stmts: &[Stmt], memory: Memory) -> bool {
    let mut whole = true;
    for stmt in stmts {
        whole = match stmt {
            Stmt::Assign { place, .. } if *place == Place::whole(memory) => true,
            Stmt::Alloc { memory: made, .. } if *made == memory => true,
            stmt => {
                let mut blocks = stmt.blocks().into_iter();
                let takes = moves_itself(stmt, memory) || reads_whole(function, stmt, memory);
                whole && !takes && blocks.all(|b| is_left_whole(function, &b.stmts, memory))
            }
        };
    }
    whole
}

/// Moves copies of the memory away instead of itself.
pub(super) fn move_copies(function: &mut Function, stmts: &mut Vec<Stmt>, memory: Memory) {
    for mut stmt in std::mem::take(stmts) {
        for block in stmt.blocks_mut() {
            move_copies(function, &mut block.stmts, memory);
        }
        move_copy(function, &mut stmt, memory, stmts);
        stmts.push(stmt);
    }
}

/// Lets a statement that moves the memory move a copy, which is made before.
pub(super) fn move_copy(
    function: &mut Function,
    stmt: &mut Stmt,
    memory: Memory,
    before: &mut Vec<Stmt>,
) {
    let whole = reads_whole(function, stmt, memory);
    if whole || moves_itself(stmt, memory) {
        let copy = copied(function, memory, before);
        stmt.uses(&mut |used| match used {
            Use::Moved(moved) if *moved == memory => *moved = copy,
            Use::Place(place, _) if whole => place.memory = copy,
            _ => {}
        });
    }
}

/// The values that are more than a number, and moved into a memory or a call.
pub(super) fn given_away(function: &Function) -> FxHashSet<Value> {
    let mut found = FxHashSet::default();
    function.body.walk(&mut |stmt| {
        if let Stmt::Alloc { .. } | Stmt::Assign { .. } | Stmt::Push { .. } | Stmt::Call(_) = stmt {
            stmt.look(&mut |used| {
                if let Use::Value(value) = used {
                    found.insert(*value);
                }
            });
        }
    });
    found.retain(|value| !function.value(*value).ty.is_copy());
    found
}

/// Whether the memory is moved anywhere, or may be.
pub(super) fn is_moved(function: &Function, memory: Memory) -> bool {
    let mut found = false;
    function.body.walk(&mut |stmt| {
        found |= moves(stmt, memory) || may_take(function, stmt, memory);
    });
    found
}

/// Whether the statement, or one inside it, reads, writes or moves the content of the memory.
pub(super) fn touches(stmt: &Stmt, memory: Memory) -> bool {
    let mut touched = false;
    stmt.look(&mut |used| match used {
        Use::Place(place, access) => {
            touched |= place.memory == memory && access != Access::Length;
        }
        Use::Moved(moved) => touched |= *moved == memory,
        Use::Value(_) => {}
    });
    touched || (stmt.blocks().iter()).any(|b| b.stmts.iter().any(|s| touches(s, memory)))
}

/// Whether the statement, or one inside it, writes the memory.
pub(super) fn writes(stmt: &Stmt, memory: Memory) -> bool {
    let mut written = false;
    stmt.look(&mut |used| {
        written |= matches!(used, Use::Place(place, access)
            if place.memory == memory && access.writes());
    });
    written || (stmt.blocks().iter()).any(|b| b.stmts.iter().any(|s| writes(s, memory)))
}
