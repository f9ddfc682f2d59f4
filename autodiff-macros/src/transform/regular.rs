//! A loop whose iterations each read as many records may read them in any order: the cursor moves back
//! past all of them before the loop, and each iteration counts from there.

use super::invariant::Invariant;
use crate::ir::*;
use rustc_hash::FxHashMap;

/// What the iterations of a loop read of records, as far as it is this regular.
pub(super) struct Regular {
    /// The blocks whose cursors move back in each iteration, and by how much.
    rewinds: Vec<(BlockId, Value)>,
}

impl Regular {
    /// `None` if the order of its iterations is that of the records that they read.
    pub(super) fn of(function: &Function, l: &For) -> Option<Self> {
        let mut rewinds: Vec<(BlockId, Value)> = Vec::new();
        let invariant = Invariant::of(function, l);
        for stmt in &l.body.stmts {
            let Stmt::Rewind { block, by } = stmt else {
                continue;
            };
            let by = by.filter(|by| invariant.has(*by))?;
            if rewinds.iter().any(|(other, _)| other == block) {
                return None;
            }
            rewinds.push((*block, by));
        }
        let (mut all, mut counted) = (0, true);
        l.body.walk(&mut |stmt| {
            all += usize::from(matches!(stmt, Stmt::Rewind { .. }));
            let reads = match stmt {
                Stmt::Let {
                    expr: Expr::Recorded(recorded),
                    ..
                } => &recorded.at,
                Stmt::Recall { from, .. } => &from.at,
                Stmt::Backward(call) => &call.cache.at,
                _ => return,
            };
            counted &= match reads {
                At::Cursor {
                    cursor: true,
                    ordinal: None,
                    ..
                }
                | At::Span { .. } => false,
                _ => !matches!(stmt, Stmt::Backward(_)),
            };
        });
        let simple = function.value(l.var).ty == Type::USIZE && counted;
        let regular = all == 0 || simple && all == rewinds.len();
        regular.then_some(Regular { rewinds })
    }

    /// Moves the cursors before the loop; gives what is to stand there.
    pub(super) fn apply(self, function: &mut Function, l: &mut For, from_zero: bool) -> Vec<Stmt> {
        if self.rewinds.is_empty() {
            return Vec::new();
        }
        let mut invariant = Invariant::of(function, l);
        let counts: Vec<(BlockId, Value)> = (self.rewinds.iter())
            .map(|(block, by)| (*block, invariant.before_loop(function, *by)))
            .collect();
        let moved: FxHashMap<Value, Value> = (self.rewinds.iter().zip(&counts))
            .map(|((_, inside), (_, outside))| (*inside, *outside))
            .filter(|(inside, outside)| inside != outside)
            .collect();
        let mut before = std::mem::take(&mut invariant.stmts);
        let mut inside = Vec::new();
        // Of a loop from zero, the end and the variable are these numbers already.
        let (trips, passed) = match from_zero && !l.inclusive {
            true => (l.to, l.var),
            false => {
                let one = number_of(function, l.var, integer(1), &mut before);
                let path = match l.inclusive {
                    true => "trips_inclusive",
                    false => "trips",
                };
                let trips = Expr::Runtime(path, vec![l.from, l.to, one]);
                let passed = Expr::Binary(Binary::Sub, l.var, l.from);
                (
                    number_of(function, l.var, trips, &mut before),
                    number_of(function, l.var, passed, &mut inside),
                )
            }
        };
        let mut bases = Vec::new();
        for (block, by) in counts {
            let all = Expr::Binary(Binary::Mul, trips, by);
            let all = number_of(function, l.var, all, &mut before);
            before.push(Stmt::Rewind {
                block,
                by: Some(all),
            });
            let base = Expr::Binary(Binary::Mul, passed, by);
            bases.push((block, number_of(function, l.var, base, &mut inside)));
        }
        l.body.stmts.retain(|stmt| match stmt {
            Stmt::Rewind { .. } => false,
            Stmt::Let { value, .. } => !moved.contains_key(value),
            _ => true,
        });
        for (inside, outside) in moved {
            l.body.rename(inside, outside);
        }
        count_from(function, &bases, &mut l.body);
        l.body.stmts.splice(0..0, inside);
        before
    }
}

/// Adds to where records are read in their loop what the loops around have passed.
fn count_from(function: &mut Function, bases: &[(BlockId, Value)], body: &mut Block) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(&mut body.stmts) {
        for inner in stmt.blocks_mut() {
            count_from(function, bases, inner);
        }
        let at = match &mut stmt {
            Stmt::Let {
                expr: Expr::Recorded(recorded),
                ..
            } => Some(&mut recorded.at),
            Stmt::Recall { from, .. } => Some(&mut from.at),
            _ => None,
        };
        if let Some(At::Cursor {
            block,
            cursor: true,
            ordinal: Some(ordinal),
        }) = at
            && let Some((_, base)) = bases.iter().find(|(of, _)| of == block)
        {
            let sum = Expr::Binary(Binary::Add, *base, *ordinal);
            *ordinal = number_of(function, *ordinal, sum, &mut out);
        }
        out.push(stmt);
    }
    body.stmts = out;
}

/// A value of `usize` that stands behind these statements.
pub(super) fn number_of(
    function: &mut Function,
    like: Value,
    expr: Expr,
    stmts: &mut Vec<Stmt>,
) -> Value {
    let value = function.value_like(like, Type::USIZE);
    stmts.push(Stmt::Let { value, expr });
    value
}
