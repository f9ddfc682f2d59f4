//! Loops that add to neighbouring elements, as in `d[i] += a; d[i + 1] += b;`: what is still to be added
//! to the elements in front is carried along, and each element is added to once. Memory would have to
//! wait for what the iteration before has just stored.

use super::invariant::Invariant;
use crate::ir::*;
use rustc_hash::FxHashMap;

/// Carries more than so many numbers along for no loop.
const WIDEST: i64 = 4;

/// Only in memories from `generated` on: what the user adds is added in the user's order.
pub(crate) fn carried(function: &mut Function, generated: usize) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, generated, &mut body, &mut FxHashMap::default());
    function.body.stmts = body;
}

fn block(
    function: &mut Function,
    generated: usize,
    stmts: &mut Vec<Stmt>,
    literals: &mut FxHashMap<Value, i64>,
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
            let mut invariant = Invariant::of(function, l);
            let mut windows = windows(function, l, literals, &invariant);
            windows.retain(|window| window.memory.index() >= generated);
            for window in windows {
                window.carry(function, l, &mut invariant, &mut behind);
            }
            out.append(&mut invariant.stmts);
        }
        out.push(stmt);
        out.append(&mut behind);
    }
    *stmts = out;
}

/// The elements of a memory around that of the loop variable, all at one distance from it, which an
/// iteration adds to.
struct Window {
    memory: Memory,
    base: Option<Value>,
    first: i64,
    last: i64,
    /// What is added at each offset, and whether it is subtracted.
    updates: FxHashMap<i64, (Place, Value, bool)>,
    /// Whether something is added twice at one offset.
    twice: bool,
}

/// Where an index is: the loop variable, a value that stays the same, and a number.
type Index = (Option<Value>, i64);

fn index_of(
    expr: &Expr,
    known: &FxHashMap<Value, Index>,
    literals: &FxHashMap<Value, i64>,
    invariant: &Invariant,
) -> Option<Index> {
    let moved = |from: &Value, by: &Value| {
        let (base, offset) = known.get(from).copied()?;
        match (literals.get(by), base) {
            (Some(number), _) => Some((base, offset + number)),
            (None, None) if invariant.has(*by) => Some((Some(*by), offset)),
            _ => None,
        }
    };
    match expr {
        Expr::Binary(Binary::Add, a, b) => moved(a, b).or_else(|| moved(b, a)),
        Expr::Binary(Binary::Sub, a, b) => {
            let ((base, offset), number) = (known.get(a)?, literals.get(b)?);
            Some((*base, offset - number))
        }
        _ => None,
    }
}

fn windows(
    function: &Function,
    l: &For,
    literals: &FxHashMap<Value, i64>,
    invariant: &Invariant,
) -> Vec<Window> {
    let mut indices: FxHashMap<Value, Index> = FxHashMap::from_iter([(l.var, (None, 0))]);
    let mut found: Vec<Window> = Vec::new();
    for stmt in &l.body.stmts {
        match stmt {
            Stmt::Let { value, expr } => {
                let index = index_of(expr, &indices, literals, invariant);
                indices.extend(index.map(|index| (*value, index)));
            }
            Stmt::Update {
                place,
                value,
                subtract,
            } => {
                let [Projection::Index(index)] = place.path[..] else {
                    continue;
                };
                let Some((base, offset)) = indices.get(&index).copied() else {
                    continue;
                };
                let update = (place.clone(), *value, *subtract);
                let here = |w: &&mut Window| w.memory == place.memory && w.base == base;
                match found.iter_mut().find(here) {
                    Some(window) => {
                        window.first = window.first.min(offset);
                        window.last = window.last.max(offset);
                        window.twice |= window.updates.insert(offset, update).is_some();
                    }
                    None => found.push(Window {
                        memory: place.memory,
                        base,
                        first: offset,
                        last: offset,
                        updates: FxHashMap::from_iter([(offset, update)]),
                        twice: false,
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
        let width = w.last - w.first;
        !w.twice
            && (1..=WIDEST).contains(&width)
            && floats(w.memory)
            && only_added_to(&l.body, w.memory)
    });
    found
}

/// Whether nobody looks at the memory in the loop: then it does not matter when something is added.
fn only_added_to(block: &Block, memory: Memory) -> bool {
    let mut updates = 0;
    block.walk(&mut |stmt| {
        updates +=
            usize::from(matches!(stmt, Stmt::Update { place, .. } if place.memory == memory));
    });
    mentions(block, memory) == updates
}

fn mentions(block: &Block, memory: Memory) -> usize {
    let mut count = 0;
    block.look_all(&mut |used| {
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
        invariant: &mut Invariant,
        behind: &mut Vec<Stmt>,
    ) {
        let (Some((place, ..)), Some((_, like, subtract))) =
            (self.updates.get(&self.first), self.updates.get(&self.last))
        else {
            return;
        };
        let (place, like, subtract) = (place.clone(), *like, *subtract);
        let ty = function.value(like).ty.clone();
        let name = format!("{}_ahead", function.memory(self.memory).name);
        let named = |function: &mut Function| {
            let value = function.value_like(like, ty.clone());
            function.values[value.index()].name = Name::kept(name.clone());
            value
        };
        // Only the first element of the window is complete.
        l.body.stmts.retain(|stmt| match stmt {
            Stmt::Update { place, .. } => self.updates.values().all(|(other, ..)| other != place),
            _ => true,
        });
        let pending: Vec<(Value, Value)> = (self.first..self.last)
            .map(|_| (named(function), named(function)))
            .collect();
        let mut sum = |function: &mut Function, before: Value, offset: i64| {
            let Some((_, value, subtract)) = self.updates.get(&offset).cloned() else {
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
        invariant.stmts.push(Stmt::Let {
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
        let base = self.base.map(|base| invariant.before_loop(function, base));
        self.store(function, (l, base), &results, behind);
    }

    /// What is left goes to the elements behind the last complete one.
    fn store(
        &self,
        function: &mut Function,
        (l, base): (&For, Option<Value>),
        left: &[Value],
        behind: &mut Vec<Stmt>,
    ) {
        let mut stmts = Vec::new();
        let mut end = l.to;
        if let Some(base) = base {
            end = function.value_like(l.to, Type::USIZE);
            stmts.push(Stmt::Let {
                value: end,
                expr: Expr::Binary(Binary::Add, base, l.to),
            });
        }
        for (offset, value) in (self.first..).zip(left) {
            let mut index = end;
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
                    expr: Expr::Binary(op, end, distance),
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
