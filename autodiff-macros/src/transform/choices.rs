//! A value that a loop only ever replaces, as in `if v > max { max = v; }`: after the loop it is what the
//! last replacing iteration made of it. So the adjoint goes to that iteration alone, and all that is
//! recorded is which one it was.
//!
//! The loop chooses without a gradient, and notes the iteration; behind it, the chosen value is
//! computed once more, and it is this one that has an adjoint.

use super::copying::Copier;
use crate::analysis::{Activity, Asked};
use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) fn chosen(function: &Function, asked: &Asked) -> Function {
    let activity = Activity::of(function, asked);
    let mut out = function.clone();
    let mut body = out.body.clone();
    let mut pass = Pass {
        activity: &activity,
        function: &mut out,
    };
    pass.block(&mut body);
    out.body = body;
    out
}

struct Pass<'a> {
    activity: &'a Activity,
    function: &'a mut Function,
}

/// Where a loop replaces what it carries.
struct Choice {
    /// The position of the `if` in the body.
    at: usize,
    /// Which of its results it is, and whether the branch taken replaces it.
    result: usize,
    by_then: bool,
    chosen: Value,
    /// What the value is computed from, in order.
    slice: Vec<Stmt>,
}

impl Pass<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in stmt.blocks_mut() {
                self.block(inner);
            }
            let mut behind = Vec::new();
            if let Stmt::For(l) = &mut stmt
                && self.function.value(l.var).ty == Type::USIZE
                && !l.inclusive
                && l.exit.is_none()
            {
                for position in 0..l.carried.len() {
                    if let Some(choice) = self.choice(l, position) {
                        self.replace(l, position, choice, &mut stmts, &mut behind);
                    }
                }
            }
            stmts.push(stmt);
            stmts.append(&mut behind);
        }
        block.stmts = stmts;
    }

    fn choice(&self, l: &For, position: usize) -> Option<Choice> {
        let (c, next) = (&l.carried[position], l.body.yields[position]);
        let active = self.activity.value(c.inside) && self.activity.value(c.result);
        let is_float = self.function.value(c.inside).ty.is_float();
        if !active || !is_float || l.body.count(next) != 1 || !self.only_compared(l, c.inside) {
            return None;
        }
        let at = l
            .body
            .stmts
            .iter()
            .position(|s| s.defines().contains(&next))?;
        let Stmt::If {
            then, els, results, ..
        } = &l.body.stmts[at]
        else {
            return None;
        };
        let result = results.iter().position(|r| *r == next)?;
        let (a, b) = (then.yields[result], els.yields[result]);
        let (by_then, chosen, branch) = match (a == c.inside, b == c.inside) {
            (false, true) => (true, a, then),
            (true, false) => (false, b, els),
            _ => return None,
        };
        let slice = Slice::of(l, &l.body.stmts[..at], branch)?.computing(chosen)?;
        Some(Choice {
            at,
            result,
            by_then,
            chosen,
            slice,
        })
    }

    /// Whether the value is handed on in branches once, and else only compared.
    fn only_compared(&self, l: &For, value: Value) -> bool {
        let mut compared = 0;
        l.body.walk(&mut |stmt| {
            if let Stmt::Let { value: of, expr } = stmt
                && !self.function.value(*of).ty.carries_gradient()
                && !matches!(expr, Expr::Aggregate(_))
            {
                expr.clone().uses(&mut |used| {
                    compared += usize::from(matches!(used, Use::Value(v) if *v == value));
                });
            }
        });
        l.body.count(value) == compared + 1
    }

    fn replace(
        &mut self,
        l: &mut For,
        position: usize,
        choice: Choice,
        before: &mut Vec<Stmt>,
        behind: &mut Vec<Stmt>,
    ) {
        let c = l.carried[position].clone();
        let name = self.function.value(c.inside).name.clone();
        let name = name.map_or("chosen".into(), |name| name.text);
        // The end of the range stands for no iteration.
        let mut number = || {
            let value = self.function.value_like(c.inside, Type::USIZE);
            self.function.values[value.index()].name = Name::kept(format!("{name}_at"));
            value
        };
        let (inside, next, result) = (number(), number(), number());
        l.carried.push(Carried {
            init: l.to,
            inside,
            result,
        });
        l.body.yields.push(next);
        let ty = self.function.value(c.inside).ty.clone();
        let kept = self.function.value_like(choice.chosen, ty.clone());
        // Without a replacement it is what the loop began with.
        let unchosen = self.function.value(c.result).clone();
        let unchosen = self.function.new_value(unchosen);
        l.carried[position].result = unchosen;
        let mut otherwise = unchosen;
        if self.activity.value(c.init) {
            let init = self.function.value_like(c.init, ty);
            before.push(Stmt::Let {
                value: init,
                expr: Expr::StopGradient(c.init),
            });
            l.carried[position].init = init;
            otherwise = c.init;
        }
        if let Stmt::If {
            then, els, results, ..
        } = &mut l.body.stmts[choice.at]
        {
            let (replacing, keeping) = match choice.by_then {
                true => (then, els),
                false => (els, then),
            };
            replacing.stmts.push(Stmt::Let {
                value: kept,
                expr: Expr::StopGradient(choice.chosen),
            });
            replacing.yields[choice.result] = kept;
            replacing.yields.push(l.var);
            keeping.yields.push(inside);
            results.push(next);
        }

        let mut copier = Copier::new(self.function);
        copier.stands_for(l.var, result);
        let stmts: Vec<Stmt> = choice.slice.iter().map(|s| copier.copy(s)).collect();
        let chosen = copier.copied(choice.chosen);
        let replaced = self.function.value_like(c.result, Type::Bool);
        behind.push(Stmt::Let {
            value: replaced,
            expr: Expr::Binary(Binary::Ne, result, l.to),
        });
        behind.push(Stmt::If {
            condition: replaced,
            then: Block {
                id: self.function.new_block(),
                stmts,
                yields: vec![chosen],
            },
            els: Block {
                id: self.function.new_block(),
                stmts: Vec::new(),
                yields: vec![otherwise],
            },
            results: vec![c.result],
        });
    }
}

/// The statements of an iteration that can be run again behind the loop: they read what the loop does
/// not change, and nothing that it carries.
struct Slice<'a> {
    definitions: FxHashMap<Value, &'a Stmt>,
    order: Vec<&'a Stmt>,
    written: FxHashSet<Memory>,
    carried: FxHashSet<Value>,
}

/// Longer ones are rather recorded.
const LONGEST: usize = 24;

impl<'a> Slice<'a> {
    fn of(l: &For, before: &'a [Stmt], branch: &'a Block) -> Option<Self> {
        let order: Vec<&Stmt> = before.iter().chain(&branch.stmts).collect();
        let mut slice = Slice {
            definitions: FxHashMap::default(),
            order,
            written: FxHashSet::default(),
            carried: l.carried.iter().map(|c| c.inside).collect(),
        };
        for stmt in &slice.order {
            for value in stmt.defines() {
                slice.definitions.insert(value, stmt);
            }
        }
        l.body.walk(&mut |stmt| {
            if let Stmt::Alloc { memory, .. } = stmt {
                slice.written.insert(*memory);
            }
        });
        l.body.look_all(&mut |used| match used {
            Use::Place(place, access) if access.writes() => {
                slice.written.insert(place.memory);
            }
            Use::Moved(memory) => {
                slice.written.insert(*memory);
            }
            _ => {}
        });
        Some(slice)
    }

    fn computing(&self, value: Value) -> Option<Vec<Stmt>> {
        let mut wanted: FxHashSet<Value> = FxHashSet::default();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            if self.carried.contains(&value) {
                return None;
            }
            let Some(stmt) = self.definitions.get(&value) else {
                continue;
            };
            if !wanted.insert(value) {
                continue;
            }
            if !self.is_repeatable(stmt) {
                return None;
            }
            let mut look = |used: Use<'_>| {
                if let Use::Value(v) = used {
                    open.push(*v);
                }
            };
            stmt.look(&mut look);
            for block in stmt.blocks() {
                block.look_all(&mut look);
            }
        }
        let needed = |stmt: &&&Stmt| stmt.defines().iter().any(|v| wanted.contains(v));
        let slice: Vec<Stmt> = (self.order.iter())
            .filter(needed)
            .map(|s| (*s).clone())
            .collect();
        (slice.len() <= LONGEST).then_some(slice)
    }

    fn is_repeatable(&self, stmt: &Stmt) -> bool {
        let itself = match stmt {
            Stmt::Let { expr, .. } => {
                let reads = match expr {
                    Expr::Load(place) | Expr::Len(place) | Expr::Is(place, _) => Some(place.memory),
                    _ => None,
                };
                expr.is_pure() && reads.is_none_or(|memory| !self.written.contains(&memory))
            }
            Stmt::If { .. } => true,
            Stmt::For(l) => l.exit.is_none(),
            _ => false,
        };
        let inner = |block: &&Block| block.stmts.iter().all(|stmt| self.is_repeatable(stmt));
        itself && stmt.blocks().iter().all(inner)
    }
}
