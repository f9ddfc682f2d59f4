//! Gradients of arrays begin at a negative zero, to which adding costs nothing, where the backward pass surely adds to
//! each element. Elsewhere they would show it.

use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Larger arrays are not looked at: filling them takes little of the time.
const ELEMENTS: usize = 64;

/// The arguments, arrays of numbers or numbers, to each of whose elements the backward pass adds in any case.
pub(super) fn reached(backward: &Function) -> Vec<usize> {
    let shadows = (0..backward.memories.len() as u32).map(Memory);
    shadows
        .filter_map(|shadow| {
            let info = backward.memory(shadow);
            let Origin::Shadow(argument) = info.origin else {
                return None;
            };
            let elements = elements(&info.ty)?;
            let mut run = Run {
                backward,
                shadow,
                integers: FxHashMap::default(),
                reached: FxHashSet::default(),
            };
            run.block(&backward.body);
            (run.reached.len() == elements).then_some(argument)
        })
        .collect()
}

/// How many there are, if that is a number and not a large one.
fn elements(ty: &Type) -> Option<usize> {
    match ty {
        Type::Float(_) => Some(1),
        Type::Array(item, len) => {
            let len: usize = len.text().parse().ok()?;
            let all = len.checked_mul(elements(item)?)?;
            (all <= ELEMENTS).then_some(all)
        }
        _ => None,
    }
}

/// Goes through what runs in any case, with the integers that are known.
struct Run<'a> {
    backward: &'a Function,
    shadow: Memory,
    integers: FxHashMap<Value, i64>,
    reached: FxHashSet<Vec<i64>>,
}

impl Run<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            match stmt {
                Stmt::Let { value, expr } => {
                    if let Some(integer) = self.integer(expr) {
                        self.integers.insert(*value, integer);
                    }
                }
                Stmt::Update { place, .. } if place.memory == self.shadow => {
                    let index = |projection: &Projection| match projection {
                        Projection::Index(i) => self.integers.get(i).copied(),
                        _ => None,
                    };
                    let indices: Option<Vec<i64>> = place.path.iter().map(index).collect();
                    self.reached.extend(indices);
                }
                Stmt::For(l) if l.exit.is_none() && stmt.mentions(self.shadow) > 0 => {
                    self.iterations(l);
                }
                _ => {}
            }
        }
    }

    fn iterations(&mut self, l: &For) {
        let ends = (self.integers.get(&l.from), self.integers.get(&l.to));
        let (Some(from), Some(to)) = ends else { return };
        let to = to + i64::from(l.inclusive);
        if to - from > ELEMENTS as i64 {
            return;
        }
        for i in *from..to {
            self.integers.insert(l.var, i);
            self.block(&l.body);
        }
    }

    fn integer(&self, expr: &Expr) -> Option<i64> {
        match expr {
            Expr::Literal(tokens) => tokens.text().parse().ok(),
            Expr::Len(place) if place.path.is_empty() => {
                match &self.backward.memory(place.memory).ty {
                    Type::Array(_, len) => len.text().parse().ok(),
                    _ => None,
                }
            }
            Expr::Binary(op, a, b) => {
                let (a, b) = (*self.integers.get(a)?, *self.integers.get(b)?);
                match op {
                    Binary::Add => a.checked_add(b),
                    Binary::Sub => a.checked_sub(b),
                    Binary::Mul => a.checked_mul(b),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
