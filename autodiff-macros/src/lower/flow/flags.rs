//! Flags that are always equal become one: a `return` inside loops sets several, which all go the
//! same way.

use crate::ir::{Block, Carried, Function, Stmt, Type, Value};
use rustc_hash::FxHashMap;

/// Unites flags of ours that have the same value wherever they are looked at. `ends` are those that
/// end loops, as seen inside: an iteration only begins while they are `no`.
pub(in crate::lower) fn unite(function: &mut Function, ends: &mut [Value], no: Value) {
    unite_equal(function, ends);
    settle_ends(&mut function.body, ends, no);
    unite_equal(function, ends);
}

/// Flags are assumed to be equal until something tells them apart: where they come from, in a branch
/// or around a loop, comes from unequal ones.
fn unite_equal(function: &mut Function, ends: &mut [Value]) {
    let mut classes = Classes {
        of: FxHashMap::default(),
        numbers: FxHashMap::default(),
    };
    let mut count = 0;
    loop {
        classes.numbers.clear();
        let mut body = Vec::new();
        classes.block(function, &function.body, &mut 0, &mut body);
        classes.of = body.into_iter().collect();
        // Classes are only ever split.
        if classes.numbers.len() == count {
            break;
        }
        count = classes.numbers.len();
    }
    let mut names: Vec<_> = classes.of.into_iter().collect();
    names.sort();
    let (mut first, mut renamed) = (FxHashMap::default(), FxHashMap::default());
    for (value, class) in names {
        let kept = *first.entry(class).or_insert(value);
        if kept != value {
            function.body.rename(value, kept);
            renamed.insert(value, kept);
        }
    }
    for end in ends {
        *end = renamed.get(end).copied().unwrap_or(*end);
    }
    exits(&mut function.body, &renamed);
}

/// A loop ends by the flag that is kept.
fn exits(block: &mut Block, renamed: &FxHashMap<Value, Value>) {
    for stmt in &mut block.stmts {
        if let Stmt::For(l) = stmt
            && let Some(exit) = l.exit.and_then(|at| l.carried.get(at))
            && let Some(kept) = renamed.get(&exit.result)
        {
            l.exit = l.carried.iter().position(|c| c.result == *kept);
        }
        for inner in stmt.blocks_mut() {
            exits(inner, renamed);
        }
    }
}

fn settle_ends(block: &mut Block, ends: &[Value], no: Value) {
    for stmt in &mut block.stmts {
        let (carried, body) = match stmt {
            Stmt::For(l) => (&l.carried, Some(&mut l.body)),
            Stmt::While(l) => (&l.carried, Some(&mut l.body)),
            _ => (&Vec::new(), None),
        };
        if let Some(body) = body {
            for c in carried.iter().filter(|c| ends.contains(&c.inside)) {
                body.rename(c.inside, no);
            }
        }
        for inner in stmt.blocks_mut() {
            settle_ends(inner, ends, no);
        }
    }
}

/// What tells flags apart: the statement, and the classes of what the flag comes from there.
#[derive(PartialEq, Eq, Hash)]
struct Origin {
    stmt: u32,
    inside: bool,
    from: [Result<u32, Value>; 2],
}

struct Classes {
    of: FxHashMap<Value, u32>,
    numbers: FxHashMap<Origin, u32>,
}

impl Classes {
    fn class(&self, value: Value) -> Result<u32, Value> {
        self.of.get(&value).copied().ok_or(value)
    }

    /// The class that the value has by what is known so far; in the first round all flags of a
    /// statement are of one class.
    fn number(&mut self, stmt: u32, inside: bool, from: [Value; 2], first: bool) -> u32 {
        let from = if first {
            [Ok(0), Ok(0)]
        } else {
            from.map(|value| self.class(value))
        };
        let origin = Origin { stmt, inside, from };
        let next = self.numbers.len() as u32;
        *self.numbers.entry(origin).or_insert(next)
    }

    fn block(
        &mut self,
        function: &Function,
        block: &Block,
        at: &mut u32,
        classes: &mut Vec<(Value, u32)>,
    ) {
        let first = self.of.is_empty();
        for stmt in &block.stmts {
            *at += 1;
            let here = *at;
            match stmt {
                Stmt::If {
                    then, els, results, ..
                } => {
                    let yields = then.yields.iter().zip(&els.yields);
                    for (result, (a, b)) in results.iter().zip(yields) {
                        if is_flag(function, *result) {
                            let class = self.number(here, false, [*a, *b], first);
                            classes.push((*result, class));
                        }
                    }
                }
                Stmt::For(l) => {
                    self.carried(function, here, &l.carried, &l.body.yields, first, classes);
                }
                Stmt::While(l) => {
                    self.carried(function, here, &l.carried, &l.body.yields, first, classes);
                }
                _ => {}
            }
            for inner in stmt.blocks() {
                self.block(function, inner, at, classes);
            }
        }
    }

    fn carried(
        &mut self,
        function: &Function,
        stmt: u32,
        carried: &[Carried],
        yields: &[Value],
        first: bool,
        classes: &mut Vec<(Value, u32)>,
    ) {
        for (c, end) in carried.iter().zip(yields) {
            if is_flag(function, c.result) {
                let inside = self.number(stmt, true, [c.init, *end], first);
                let result = self.number(stmt, false, [c.init, *end], first);
                classes.push((c.inside, inside));
                classes.push((c.result, result));
            }
        }
    }
}

fn is_flag(function: &Function, value: Value) -> bool {
    let info = function.value(value);
    info.ty == Type::Bool && info.name.as_ref().is_some_and(|name| !name.by_user)
}
