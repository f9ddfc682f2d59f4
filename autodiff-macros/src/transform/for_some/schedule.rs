//! The order of statements that stand under conditions: what is computed for some arguments only moves
//! to where it is used, so that one condition holds for as much as possible.

use crate::analysis::{Arguments, Demand};
use crate::ir::*;
use rustc_hash::FxHashSet;

/// The statements of a block in runs, each with whom it is for.
pub(super) fn runs(
    demand: &Demand<'_>,
    function: &Function,
    stmts: Vec<Stmt>,
    around: Arguments,
) -> Vec<(Arguments, Vec<Stmt>)> {
    let mut runs: Vec<(Arguments, Vec<Stmt>)> = Vec::new();
    let mut all = scheduled(demand, function, stmts, around)
        .into_iter()
        .peekable();
    while let Some(stmt) = all.next() {
        let mut set = demand.runs_for(&stmt, around);
        let last = runs.last().map(|(set, _)| *set);
        let next = all.peek().map(|next| demand.runs_for(next, around));
        // The compiler drops arithmetic that nobody reads.
        if is_arithmetic(function, &stmt) && last != Some(set) && next != Some(set) {
            set = around;
        }
        match runs.last_mut() {
            Some((of, run)) if *of == set => run.push(stmt),
            _ => runs.push((set, vec![stmt])),
        }
    }
    runs
}

/// Whether it is arithmetic of floats, which does no harm whatever it is done with.
fn is_arithmetic(function: &Function, stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Let { value, expr } => {
            let float = |v: &Value| function.value(*v).ty.is_float();
            let operands = match expr {
                Expr::Unary(_, a) => float(a),
                Expr::Binary(_, a, b) => float(a) && float(b),
                Expr::Literal(_) => true,
                _ => false,
            };
            operands && float(value)
        }
        _ => false,
    }
}

fn scheduled(
    demand: &Demand<'_>,
    function: &Function,
    stmts: Vec<Stmt>,
    around: Arguments,
) -> Vec<Stmt> {
    let mut schedule = Schedule::default();
    for mut stmt in stmts {
        if demand.runs_for(&stmt, around) != around && is_movable(function, &stmt) {
            schedule.held.push(stmt);
            continue;
        }
        if moves_cursors(&stmt) {
            schedule.flush(None);
        }
        let mut used = FxHashSet::default();
        let mut note = |used_here: Use<'_>| {
            if let Use::Value(value) = used_here {
                used.insert(*value);
            }
        };
        stmt.uses(&mut note);
        for block in stmt.blocks_mut() {
            block.all_uses(&mut note);
        }
        schedule.flush(Some(used));
        schedule.done.push(stmt);
    }
    schedule.flush(None);
    schedule.done
}

/// Whether other records are read behind the statement: it moves a cursor, or the function calls itself in it.
fn moves_cursors(stmt: &Stmt) -> bool {
    let mut moves = matches!(stmt, Stmt::Rewind { .. } | Stmt::Turn { .. });
    let mut look = |stmt: &Stmt| {
        moves |= matches!(stmt, Stmt::Backward(call) if call.cache.at == At::Itself);
    };
    look(stmt);
    (stmt.blocks().into_iter()).for_each(|block| block.walk(&mut look));
    moves
}

/// Whether the statement gives the same behind others: what it reads does not change.
fn is_movable(function: &Function, stmt: &Stmt) -> bool {
    let Stmt::Let { expr, .. } = stmt else {
        return false;
    };
    let mut is_fixed = expr.is_pure();
    stmt.look(&mut |used| {
        let memory = match used {
            Use::Place(place, _) => place.memory,
            Use::Moved(memory) => *memory,
            Use::Value(_) => return,
        };
        let is_recalled = function.memory(memory).origin == Origin::Recalled;
        is_fixed &= is_recalled || function.passing(memory) == Some(Passing::Ref);
    });
    is_fixed
}

#[derive(Default)]
struct Schedule {
    /// What waits for its use.
    held: Vec<Stmt>,
    done: Vec<Stmt>,
}

impl Schedule {
    /// Places what is needed for these values, or everything.
    fn flush(&mut self, needed: Option<FxHashSet<Value>>) {
        let Some(mut needed) = needed else {
            self.done.append(&mut self.held);
            return;
        };
        let mut placed = vec![false; self.held.len()];
        for (placed, stmt) in placed.iter_mut().zip(&mut self.held).rev() {
            *placed = stmt.defines().iter().any(|value| needed.contains(value));
            if *placed {
                stmt.uses(&mut |used| {
                    if let Use::Value(value) = used {
                        needed.insert(*value);
                    }
                });
            }
        }
        let all = std::mem::take(&mut self.held).into_iter().zip(placed);
        for (stmt, placed) in all {
            match placed {
                true => self.done.push(stmt),
                false => self.held.push(stmt),
            }
        }
    }
}
