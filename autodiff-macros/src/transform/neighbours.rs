//! Loops that add to neighbouring elements, as in `d[i] += a; d[i + 1] += b;`: what is still to be added
//! to the elements in front is carried along, and each element is added to once. Memory would have to
//! wait for what the iteration before has just stored.

use crate::ir::*;
use std::collections::HashMap;

/// Carries more than so many numbers along for no loop.
const WIDEST: i64 = 4;

/// Only in memories from `generated` on: what the user adds is added in the user's order.
pub(crate) fn carried(function: &mut Function, generated: usize) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, generated, &mut body, &mut HashMap::new());
    function.body.stmts = body;
}

fn block(
    function: &mut Function,
    generated: usize,
    stmts: &mut Vec<Stmt>,
    literals: &mut HashMap<Value, i64>,
) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        if let Stmt::Let {
            value,
            expr: Expr::Literal(tokens),
        } = &stmt
            && let Ok(number) = tokens.text().trim_end_matches("usize").parse()
        {
            literals.insert(*value, number);
        }
        for inner in stmt.blocks_mut() {
            block(function, generated, &mut inner.stmts, literals);
        }
        let mut behind = Vec::new();
        if let Stmt::For(l) = &mut stmt
            && !(l.reversed || l.inclusive || l.exit.is_some())
            && function.value(l.var).ty == Type::USIZE
        {
            let mut windows = windows(function, l, literals);
            windows.retain(|window| window.memory.index() >= generated);
            for window in windows {
                window.carry(function, l, &mut out, &mut behind);
            }
        }
        out.push(stmt);
        out.append(&mut behind);
    }
    *stmts = out;
}

/// The elements of a memory around that of the loop variable which an iteration adds to, and in no
/// other way touches.
struct Window {
    memory: Memory,
    first: i64,
    last: i64,
    /// The position in the body of what is added at each offset.
    updates: HashMap<i64, usize>,
}

fn windows(function: &Function, l: &For, literals: &HashMap<Value, i64>) -> Vec<Window> {
    let mut offsets: HashMap<Value, i64> = HashMap::from([(l.var, 0)]);
    let mut found: Vec<Window> = Vec::new();
    for (at, stmt) in l.body.stmts.iter().enumerate() {
        match stmt {
            Stmt::Let { value, expr } => {
                let offset = match expr {
                    Expr::Binary(Binary::Add, a, b) if *a == l.var => literals.get(b).copied(),
                    Expr::Binary(Binary::Add, a, b) if *b == l.var => literals.get(a).copied(),
                    Expr::Binary(Binary::Sub, a, b) if *a == l.var => literals.get(b).map(|n| -n),
                    _ => None,
                };
                offsets.extend(offset.map(|offset| (*value, offset)));
            }
            Stmt::Update { place, .. } => {
                let [Projection::Index(index)] = place.path[..] else {
                    continue;
                };
                let Some(offset) = offsets.get(&index).copied() else {
                    continue;
                };
                match found.iter_mut().find(|w| w.memory == place.memory) {
                    Some(window) => {
                        window.first = window.first.min(offset);
                        window.last = window.last.max(offset);
                        window.updates.insert(offset, at);
                    }
                    None => found.push(Window {
                        memory: place.memory,
                        first: offset,
                        last: offset,
                        updates: HashMap::from([(offset, at)]),
                    }),
                }
            }
            _ => {}
        }
    }
    let floats = |memory: Memory| {
        let element = function.element_of(&function.memory(memory).ty);
        element.is_some_and(|item| item.is_float())
    };
    found.retain(|w| {
        let alone = mentions(&l.body, w.memory) == w.updates.len();
        let width = w.last - w.first;
        alone && (1..=WIDEST).contains(&width) && floats(w.memory)
    });
    found
}

fn mentions(block: &Block, memory: Memory) -> usize {
    let mut count = 0;
    block.clone().all_uses(&mut |used| {
        count += match used {
            Use::Place(place, _) => usize::from(place.memory == memory),
            Use::Moved(moved) => usize::from(*moved == memory),
            Use::Value(_) => 0,
        };
    });
    count
}

impl Window {
    fn carry(
        &self,
        function: &mut Function,
        l: &mut For,
        before_loop: &mut Vec<Stmt>,
        behind: &mut Vec<Stmt>,
    ) {
        let Some(Stmt::Update { place, .. }) =
            (self.updates.get(&self.first)).and_then(|at| l.body.stmts.get(*at).cloned())
        else {
            return;
        };
        let added: HashMap<i64, (Value, bool)> = (self.updates.iter())
            .filter_map(|(offset, at)| match &l.body.stmts[*at] {
                Stmt::Update {
                    value, subtract, ..
                } => Some((*offset, (*value, *subtract))),
                _ => None,
            })
            .collect();
        let Some((like, subtract)) = added.get(&self.last).copied() else {
            return;
        };
        let ty = function.value(like).ty.clone();
        let name = format!("{}_ahead", function.memory(self.memory).name);
        let named = |function: &mut Function| {
            let value = function.value_like(like, ty.clone());
            function.values[value.index()].name = Name::kept(name.clone());
            value
        };
        // Only the first element of the window is complete.
        let memory = self.memory;
        l.body
            .stmts
            .retain(|stmt| !matches!(stmt, Stmt::Update { place, .. } if place.memory == memory));
        let pending: Vec<(Value, Value)> = (self.first..self.last)
            .map(|_| (named(function), named(function)))
            .collect();
        let mut sum = |function: &mut Function, before: Value, offset: i64| {
            let Some((value, subtract)) = added.get(&offset).copied() else {
                return before;
            };
            let op = match subtract {
                true => Binary::Sub,
                false => Binary::Add,
            };
            let total = function.value_like(value, ty.clone());
            l.body.stmts.push(Stmt::Let {
                value: total,
                expr: Expr::Binary(op, before, value),
            });
            total
        };
        let complete = sum(function, pending[0].0, self.first);
        let mut next = Vec::new();
        for (ahead, (before, _)) in (self.first + 1..).zip(&pending[1..]) {
            next.push(sum(function, *before, ahead));
        }
        next.push(match subtract {
            false => like,
            true => {
                let negated = function.value_like(like, ty.clone());
                l.body.stmts.push(Stmt::Let {
                    value: negated,
                    expr: Expr::Unary(Unary::Neg, like),
                });
                negated
            }
        });
        l.body.stmts.push(Stmt::Update {
            place,
            value: complete,
            subtract: false,
        });
        let init = function.value_like(like, ty.clone());
        before_loop.push(Stmt::Let {
            value: init,
            expr: Expr::Zero(None),
        });
        let results: Vec<Value> = pending.iter().map(|(_, result)| *result).collect();
        for ((inside, result), next) in pending.into_iter().zip(next) {
            l.carried.push(Carried {
                init,
                inside,
                result,
            });
            l.body.yields.push(next);
        }
        self.store(function, l, &results, behind);
    }

    /// What is left goes to the elements behind the last complete one.
    fn store(&self, function: &mut Function, l: &For, left: &[Value], behind: &mut Vec<Stmt>) {
        let mut stmts = Vec::new();
        for (offset, value) in (self.first..).zip(left) {
            let mut index = l.to;
            if offset != 0 {
                let distance = function.value_like(l.to, Type::USIZE);
                index = function.value_like(l.to, Type::USIZE);
                let op = match offset > 0 {
                    true => Binary::Add,
                    false => Binary::Sub,
                };
                stmts.push(Stmt::Let {
                    value: distance,
                    expr: integer(offset.unsigned_abs() as usize),
                });
                stmts.push(Stmt::Let {
                    value: index,
                    expr: Expr::Binary(op, l.to, distance),
                });
            }
            stmts.push(Stmt::Update {
                place: Place::whole(self.memory).then(Projection::Index(index)),
                value: *value,
                subtract: false,
            });
        }
        let ran = function.value_like(l.to, Type::Bool);
        behind.push(Stmt::Let {
            value: ran,
            expr: Expr::Binary(Binary::Lt, l.from, l.to),
        });
        let mut branch = |stmts| Block {
            id: function.new_block(),
            stmts,
            yields: Vec::new(),
        };
        let (then, els) = (branch(stmts), branch(Vec::new()));
        behind.push(Stmt::If {
            condition: ran,
            then,
            els,
            results: Vec::new(),
        });
    }
}
