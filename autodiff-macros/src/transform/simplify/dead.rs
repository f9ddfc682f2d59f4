//! Removes what nobody reads: values, carried values, writes to local memory.

use crate::ir::*;

pub(in crate::transform) fn never_read(function: &mut Function) {
    let mut live = Live::default();
    live.operand(&function.result);
    loop {
        live.changed = false;
        live.block(function, &function.body);
        if !live.changed {
            break;
        }
    }
    let mut body = std::mem::take(&mut function.body.stmts);
    sweep(function, &live, &mut body);
    function.body.stmts = body;
}

#[derive(Default)]
struct Live {
    values: Flags<Value>,
    memories: Flags<Memory>,
    changed: bool,
}

impl Live {
    fn value(&mut self, value: Value) {
        self.changed |= self.values.insert(value);
    }

    fn memory(&mut self, memory: Memory) {
        self.changed |= self.memories.insert(memory);
    }

    fn operand(&mut self, operand: &Operand) {
        operand.values().into_iter().for_each(|v| self.value(v));
        operand.memories().into_iter().for_each(|m| self.memory(m));
    }

    /// Everything that a statement uses.
    fn uses(&mut self, stmt: &Stmt) {
        stmt.look(&mut |used| match used {
            Use::Value(v) => self.value(*v),
            Use::Place(place, _) => self.memory(place.memory),
            Use::Moved(memory) => self.memory(*memory),
        });
    }

    fn writes_live(&self, function: &Function, memory: Memory) -> bool {
        self.memories.contains(&memory)
            || !matches!(
                function.memory(memory).origin,
                Origin::Local | Origin::Seed | Origin::Recalled
            )
    }

    fn is_live(&self, function: &Function, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Let { value, expr } => {
                self.values.contains(value)
                    || matches!(expr, Expr::Take(p) | Expr::Pop(p) if self.writes_live(function, p.memory))
            }
            Stmt::Store { place, .. }
            | Stmt::Update { place, .. }
            | Stmt::Fill { place, .. }
            | Stmt::Zero { place }
            | Stmt::Assign { place, .. }
            | Stmt::Push { place, .. }
            | Stmt::Truncate { place, .. }
            | Stmt::Lengthen { place, .. }
            | Stmt::Copy { to: place, .. }
            | Stmt::Accumulate { to: place, .. } => self.writes_live(function, place.memory),
            Stmt::Swap { a, b } => {
                self.writes_live(function, a.memory) || self.writes_live(function, b.memory)
            }
            Stmt::Alloc { memory, .. } | Stmt::Recall { memory, .. } => {
                self.memories.contains(memory)
            }
            Stmt::If { results, .. } => {
                results.iter().any(|v| self.values.contains(v)) || self.has_live(function, stmt)
            }
            Stmt::For(l) => self.any_carried(&l.carried) || self.has_live(function, stmt),
            Stmt::While(_)
            | Stmt::Call(_)
            | Stmt::Check(_)
            | Stmt::Fail(_)
            | Stmt::Record { .. }
            | Stmt::Keep { .. }
            | Stmt::Forget { .. }
            | Stmt::Turn { .. }
            | Stmt::Settle { .. }
            | Stmt::Reserve { .. }
            | Stmt::Room { .. }
            | Stmt::Announce { .. }
            | Stmt::View { .. }
            | Stmt::Rewind { .. }
            | Stmt::Draw(_)
            | Stmt::Backward(_) => true,
        }
    }

    fn any_carried(&self, carried: &[Carried]) -> bool {
        (carried.iter()).any(|c| self.values.contains(&c.result) || self.values.contains(&c.inside))
    }

    /// Whether a block of the statement has an effect.
    fn has_live(&self, function: &Function, stmt: &Stmt) -> bool {
        let effect = |stmt: &Stmt| !matches!(stmt, Stmt::Let { expr, .. } if expr.is_pure());
        (stmt.blocks().iter()).any(|b| {
            b.stmts
                .iter()
                .any(|s| effect(s) && self.is_live(function, s))
        })
    }

    fn block(&mut self, function: &Function, block: &Block) {
        for stmt in block.stmts.iter().rev() {
            if !self.is_live(function, stmt) {
                continue;
            }
            match stmt {
                Stmt::Let { value, expr } if !self.values.contains(value) => {
                    // Only the effect is live; that of a `Take` will be a `Zero`.
                    if let Expr::Take(place) | Expr::Pop(place) = expr {
                        self.memory(place.memory);
                        place.values().into_iter().for_each(|v| self.value(v));
                    }
                }
                Stmt::If {
                    condition,
                    then,
                    els,
                    results,
                } => {
                    self.value(*condition);
                    for ((result, a), b) in results.iter().zip(&then.yields).zip(&els.yields) {
                        if self.values.contains(result) {
                            self.value(*a);
                            self.value(*b);
                        }
                    }
                    self.block(function, then);
                    self.block(function, els);
                }
                Stmt::For(l) => {
                    self.value(l.from);
                    self.value(l.to);
                    for (at, c) in l.carried.iter().enumerate() {
                        // A loop that ends early keeps all that it carries.
                        if self.any_carried(std::slice::from_ref(c)) || l.exit.is_some() {
                            self.value(c.init);
                            self.value(c.inside);
                            self.value(l.body.yields[at]);
                        }
                    }
                    self.block(function, &l.body);
                }
                Stmt::While(l) => {
                    for (c, next) in l.carried.iter().zip(&l.body.yields) {
                        self.value(c.init);
                        self.value(*next);
                    }
                    l.condition.yields.iter().for_each(|v| self.value(*v));
                    self.block(function, &l.condition);
                    self.block(function, &l.body);
                }
                other => self.uses(other),
            }
        }
    }
}

fn sweep(function: &Function, live: &Live, stmts: &mut Vec<Stmt>) {
    stmts.retain(|stmt| live.is_live(function, stmt));
    for stmt in stmts {
        match stmt {
            Stmt::Let {
                value,
                expr: Expr::Take(place),
            } if !live.values.contains(value) => {
                let place = place.clone();
                *stmt = Stmt::Zero { place };
            }
            Stmt::If {
                then, els, results, ..
            } => {
                let kept: Vec<bool> = results.iter().map(|v| live.values.contains(v)).collect();
                retain(results, &kept);
                retain(&mut then.yields, &kept);
                retain(&mut els.yields, &kept);
            }
            Stmt::For(l) => {
                // The flag that ends a loop is carried whoever reads it.
                let kept: Vec<bool> = (l.carried.iter().enumerate())
                    .map(|(at, c)| l.exit == Some(at) || live.any_carried(std::slice::from_ref(c)))
                    .collect();
                retain(&mut l.carried, &kept);
                retain(&mut l.body.yields, &kept);
                let before = |at: usize| kept[..at].iter().filter(|kept| **kept).count();
                l.exit = l.exit.map(before);
            }
            Stmt::Backward(call) => {
                for result in &mut call.results {
                    *result = result.filter(|v| live.values.contains(v));
                }
            }
            _ => {}
        }
        for block in stmt.blocks_mut() {
            sweep(function, live, &mut block.stmts);
        }
    }
}

fn retain<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    items.retain(|_| kept.next().copied().unwrap_or(true));
}
