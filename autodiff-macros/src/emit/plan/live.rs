//! Which values are needed at the same time, and so cannot share a variable.

use super::facts::{Definition, Facts};
use super::fold::Fate;
use crate::ir::*;

/// A set of small numbers.
#[derive(Clone, PartialEq)]
struct Set(Vec<u64>);

impl Set {
    fn insert(&mut self, i: usize) {
        self.0[i / 64] |= 1 << (i % 64);
    }
    fn remove(&mut self, i: usize) {
        self.0[i / 64] &= !(1 << (i % 64));
    }
    fn contains(&self, i: usize) -> bool {
        self.0[i / 64] & (1 << (i % 64)) != 0
    }
    fn add(&mut self, other: &Set) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }
}

/// For the values that could share a variable with another: which of them live together.
pub(super) struct Interference {
    index: Vec<Option<usize>>,
    rows: Vec<Set>,
}

impl Interference {
    pub(super) fn of(
        function: &Function,
        facts: &Facts<'_>,
        fates: &[Fate],
        candidates: &[Value],
    ) -> Self {
        let mut index = vec![None; function.values.len()];
        let mut count = 0usize;
        for value in candidates {
            let slot = &mut index[value.index()];
            if slot.is_none() {
                *slot = Some(count);
                count += 1;
            }
        }
        let empty = Set(vec![0; count.div_ceil(64)]);
        let mut walker = Walker {
            facts,
            fates,
            interference: Interference {
                index,
                rows: vec![empty.clone(); count],
            },
        };
        let mut live = empty;
        for value in function.result.values() {
            walker.read(value, &mut live);
        }
        walker.block(&function.body, &mut live);
        walker.interference
    }

    pub(super) fn between(&self, a: Value, b: Value) -> bool {
        match (self.index[a.index()], self.index[b.index()]) {
            (Some(a), Some(b)) => self.rows[a].contains(b) || self.rows[b].contains(a),
            _ => true,
        }
    }
}

/// Calls `f` for the values with a variable of their own that printing `value` reads.
pub(in crate::emit) fn leaves(
    facts: &Facts<'_>,
    fates: &[Fate],
    value: Value,
    f: &mut dyn FnMut(Value),
) {
    if fates[value.index()] != Fate::Folded {
        f(value);
        return;
    }
    match facts.definitions[value.index()] {
        Definition::Expr(expr) => expr.clone().uses(&mut |used| {
            if let Use::Value(v) = used {
                leaves(facts, fates, *v, f);
            }
        }),
        Definition::If(
            Stmt::If {
                condition,
                then,
                els,
                ..
            },
            _,
        ) => {
            for v in [condition]
                .into_iter()
                .chain(&then.yields)
                .chain(&els.yields)
            {
                leaves(facts, fates, *v, f);
            }
        }
        _ => {}
    }
}

/// Walks backward through the code as it will be printed.
struct Walker<'a> {
    facts: &'a Facts<'a>,
    fates: &'a [Fate],
    interference: Interference,
}

impl Walker<'_> {
    fn read(&self, value: Value, live: &mut Set) {
        leaves(self.facts, self.fates, value, &mut |v| {
            if let Some(i) = self.interference.index[v.index()] {
                live.insert(i);
            }
        });
    }

    /// Values that come to be at the same time.
    fn define(&mut self, values: &[Value], live: &mut Set) {
        let index = &self.interference.index;
        let defined: Vec<_> = values.iter().filter_map(|v| index[v.index()]).collect();
        let mut together = live.clone();
        defined.iter().for_each(|i| together.insert(*i));
        for i in defined {
            let row = &mut self.interference.rows[i];
            row.add(&together);
            row.remove(i);
            live.remove(i);
        }
    }

    /// `live` is what is needed behind the block's end, and becomes what is needed before it.
    fn block(&mut self, block: &Block, live: &mut Set) {
        for value in &block.yields {
            self.read(*value, live);
        }
        for stmt in block.stmts.iter().rev() {
            self.stmt(stmt, live);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, live: &mut Set) {
        let defined = stmt.defines();
        let fates = self.fates;
        if !defined.is_empty() && defined.iter().all(|v| fates[v.index()] != Fate::Kept) {
            return;
        }
        match stmt {
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                self.define(results, live);
                let mut other = live.clone();
                self.block(then, live);
                self.block(els, &mut other);
                live.add(&other);
                self.read(*condition, live);
            }
            Stmt::For(l) => {
                let results: Vec<_> = l.carried.iter().map(|c| c.result).collect();
                self.define(&results, live);
                // The ends of the range are evaluated once the variables have their first values.
                let mut ends = live.clone();
                self.read(l.from, &mut ends);
                self.read(l.to, &mut ends);
                self.in_loop(&l.carried, live, &ends, |walker, live, head| {
                    live.add(head);
                    walker.block(&l.body, live);
                });
                self.read(l.from, live);
                self.read(l.to, live);
            }
            Stmt::While(l) => {
                let results: Vec<_> = l.carried.iter().map(|c| c.result).collect();
                self.define(&results, live);
                let ends = live.clone();
                self.in_loop(&l.carried, live, &ends, |walker, live, head| {
                    let mut behind = live.clone();
                    behind.add(head);
                    walker.block(&l.body, &mut behind);
                    live.add(&behind);
                    // What the condition leaves is the result if it is false.
                    for c in &l.carried {
                        walker.read(c.inside, live);
                    }
                    walker.block(&l.condition, live);
                });
            }
            other => {
                self.define(&defined, live);
                other.look(&mut |used| {
                    if let Use::Value(v) = used {
                        self.read(*v, live);
                    }
                });
            }
        }
    }

    /// `round` goes once through the loop: from what is needed behind it, and what the next round
    /// needs, to what is needed before it.
    fn in_loop(
        &mut self,
        carried: &[Carried],
        live: &mut Set,
        ends: &Set,
        round: impl Fn(&mut Self, &mut Set, &Set),
    ) {
        let behind = live.clone();
        let inside: Vec<_> = carried.iter().map(|c| c.inside).collect();
        let mut head = behind.clone();
        // What a second round needs of the first is all that any round needs of another.
        for _ in 0..2 {
            let mut now = behind.clone();
            round(self, &mut now, &head);
            now.add(&behind);
            let mut defined = now.clone();
            defined.add(ends);
            self.define(&inside, &mut defined);
            self.define(&inside, &mut now);
            head = now;
        }
        *live = head;
        for c in carried {
            self.read(c.init, live);
        }
    }
}
