//! Integers that every iteration of a loop moves on by something that can be had again. The backward
//! pass, which comes from the last iteration, moves them back, so that none is recorded. Numbers that every
//! iteration negates follow from the iteration's number.

use super::recompute::Again;
use super::{Definition, Item, Recompute};
use crate::ir::*;

pub(crate) enum Recurrence {
    Moved(Moved),
    /// Every iteration negates what it begins as.
    Negated {
        first: Value,
    },
}

pub(crate) struct Moved {
    /// What the integer is after the loop.
    pub(crate) result: Value,
    pub(crate) step: Value,
    /// What undoes a step.
    pub(crate) back: Binary,
    /// What an iteration computes the step from, and the step itself if it is computed there.
    pub(crate) cone: Vec<Value>,
}

impl Recompute<'_> {
    /// How a carried value at the start of an iteration moves, if this is all that happens to it.
    pub(crate) fn recurrence(&self, inside: Value) -> Option<Recurrence> {
        let structure = self.structure;
        let Definition::Inside { init, next, result } = structure.definition(inside) else {
            return None;
        };
        let body = structure.block_of(inside);
        let Definition::Let(expr) = structure.definition(next) else {
            return None;
        };
        if structure.block_of(next) != body {
            return None;
        }
        let (op, a, b) = match (expr, &self.function.value(inside).ty) {
            (Expr::Unary(Unary::Neg, v), Type::Float(_) | Type::Int(_)) if *v == inside => {
                return Some(Recurrence::Negated { first: init });
            }
            (Expr::Binary(op, a, b), Type::Int(_)) => (op, a, b),
            _ => return None,
        };
        let (step, back) = match op {
            Binary::Add if *a == inside => (*b, Binary::Sub),
            Binary::Add if *b == inside => (*a, Binary::Sub),
            Binary::Sub if *a == inside => (*b, Binary::Add),
            _ => return None,
        };
        let cone = self.cheap_in(body, step)?;
        Some(Recurrence::Moved(Moved {
            result,
            step,
            back,
            cone,
        }))
    }

    /// What the block computes a value from, if all of it is cheap and depends on nothing that a loop
    /// around the block carries.
    fn cheap_in(&self, block: BlockId, value: Value) -> Option<Vec<Value>> {
        let mut cone = Vec::new();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            let definition = self.structure.definition(value);
            let elsewhere = self.structure.block_of(value) != block;
            if elsewhere || cone.contains(&value) || matches!(definition, Definition::LoopVar) {
                continue;
            }
            let Definition::Let(_) = definition else {
                return None;
            };
            cone.push(value);
            match self.again(Item::Value(value)) {
                Again::Free => {}
                Again::Never => return None,
                Again::From(items) => {
                    for item in items {
                        match item {
                            Item::Value(value) => open.push(value),
                            Item::Memory(_) => return None,
                        }
                    }
                }
            }
        }
        Some(cone)
    }
}
