//! What may change how long something in memory is.

use crate::ir::{Arg, Memory, Place, Stmt};

/// Whether a statement, or one inside it, may change the length of the memory.
pub(crate) fn reshapes(stmt: &Stmt, memory: Memory) -> bool {
    let whole = |place: &Place| place.memory == memory && place.path.is_empty();
    let here = match stmt {
        Stmt::Swap { a, b } => whole(a) || whole(b),
        Stmt::Assign { place, .. } | Stmt::Push { place, .. } | Stmt::Truncate { place, .. } => {
            whole(place)
        }
        Stmt::Call(call) => {
            (call.args.iter()).any(|arg| matches!(arg, Arg::RefMut(place) if whole(place)))
        }
        _ => false,
    };
    let mut inside = stmt.blocks().into_iter().flat_map(|block| &block.stmts);
    here || inside.any(|stmt| reshapes(stmt, memory))
}
