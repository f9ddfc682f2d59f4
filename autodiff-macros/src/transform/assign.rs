//! A shadow whose elements one loop reaches once each need not be zeroed first: the loop assigns.
//!
//! Only for functions that overwrite their shadows: value and gradient in one body.

use crate::ir::*;

pub(crate) fn first_contributions(function: &mut Function) {
    let shadows: Vec<Memory> = (0..function.memories.len() as u32)
        .map(Memory)
        .filter(|m| matches!(function.memory(*m).origin, Origin::Shadow(_)))
        .filter(|m| function.memory(*m).ty.has_ranges())
        .collect();
    for shadow in shadows {
        assign(function, shadow);
    }
}

fn assign(function: &mut Function, shadow: Memory) {
    let stmts = &function.body.stmts;
    let touching: Vec<usize> = (0..stmts.len())
        .filter(|at| stmts[*at].mentions(shadow) > 0)
        .collect();
    // Zeroed, then added to once in one loop; what comes behind it does not matter.
    let [zero, at, ..] = touching[..] else { return };
    let (Stmt::Zero { .. }, Stmt::For(l)) = (&stmts[zero], &stmts[at]) else {
        return;
    };
    let from_zero = stmts
        .iter()
        .any(|s| matches!(s, Stmt::Let { value, expr } if *value == l.from && expr.is_number(0.0)));
    let to = l.to;
    if !from_zero || l.inclusive || l.exit.is_some() || stmts[at].mentions(shadow) != 1 {
        return;
    }
    let by_element = |place: &Place| {
        matches!(&place.path[..], [Projection::Index(i)] if *i == l.var) && place.memory == shadow
    };
    let position = (l.body.stmts.iter()).position(
        |stmt| matches!(stmt, Stmt::Update { place, subtract: false, .. } if by_element(place)),
    );
    let Some(position) = position else { return };
    let Stmt::For(l) = &mut function.body.stmts[at] else {
        return;
    };
    if let Stmt::Update { place, value, .. } = l.body.stmts[position].clone() {
        l.body.stmts[position] = Stmt::Store { place, value };
        let rest = Place::whole(shadow).then(Projection::Range(Some(to), None));
        function.body.stmts.insert(at, Stmt::Zero { place: rest });
        function.body.stmts.remove(zero);
    }
}
