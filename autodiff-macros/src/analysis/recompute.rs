//! Whether something can be had again in the backward pass, and from what.

use super::recurrence::Recurrence;
use super::{Definition, Item, Structure, length_is_at_hand, reshapes};
use crate::ir::*;
use crate::rules::Rule;
use rustc_hash::FxHashMap;

/// How the backward pass can have a value or a memory without a record of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Again {
    /// It is at hand: a literal, a constant, an argument that is passed again.
    Free,
    /// By a cheap computation from these.
    From(Vec<Item>),
    /// Not at all, or not cheaply.
    Never,
}

/// Rows as cheap as reading a record.
const CHEAP_ROWS: &[&str] = &[
    "abs",
    "ceil",
    "clamp",
    "copysign",
    "floor",
    "fract",
    "max",
    "min",
    "mul_add",
    "powi",
    "recip",
    "round",
    "round_ties_even",
    "signum",
    "to_degrees",
    "to_radians",
    "trunc",
];

/// Array literals of up to this many scalars, not counting literals, are put together again rather
/// than recorded.
const SHORT_ARRAY: usize = 16;

pub(crate) struct Recompute<'a> {
    pub(super) function: &'a Function,
    pub(super) structure: &'a Structure<'a>,
    /// Where values stand in memory that is recorded.
    pub(super) stored: FxHashMap<Value, Place>,
}

impl<'a> Recompute<'a> {
    pub(crate) fn of(function: &'a Function, structure: &'a Structure<'a>) -> Self {
        Recompute {
            function,
            structure,
            stored: FxHashMap::default(),
        }
    }

    /// Where a value stands that cannot be computed again.
    pub(super) fn stored(&self, value: Value) -> Option<&Place> {
        let place = self.stored.get(&value)?;
        (self.value(value) == Again::Never).then_some(place)
    }

    /// Whether evaluating the row costs no more than reading a record.
    pub(super) fn is_cheap(rule: &Rule) -> bool {
        CHEAP_ROWS.contains(&rule.name)
    }

    pub(crate) fn again(&self, item: Item) -> Again {
        match item {
            Item::Value(value) => match self.stored(value) {
                Some(place) => {
                    let indices = place.values().into_iter().map(Item::Value);
                    Again::From(indices.chain([Item::Memory(place.memory)]).collect())
                }
                None => self.value(value),
            },
            Item::Memory(memory) => self.memory(memory),
        }
    }

    fn value(&self, value: Value) -> Again {
        match self.structure.definition(value) {
            Definition::Let(expr) => self.expr(value, expr),
            Definition::If(stmt, at) => match self.cone(stmt, at) {
                Some(items) => Again::From(items),
                None => Again::Never,
            },
            Definition::LoopVar => Again::Free,
            Definition::Inside { .. } => match self.recurrence(value) {
                Some(Recurrence::Moved(found)) => {
                    Again::From(vec![Item::Value(found.result), Item::Value(found.step)])
                }
                Some(Recurrence::Negated { first }) => Again::From(vec![Item::Value(first)]),
                None => Again::Never,
            },
            Definition::Param | Definition::LoopResult | Definition::Call => Again::Never,
        }
    }

    fn expr(&self, value: Value, expr: &Expr) -> Again {
        let from = |values: &[Value]| Again::From(values.iter().map(|v| Item::Value(*v)).collect());
        match expr {
            Expr::Literal(_) | Expr::Const(_) => Again::Free,
            Expr::Unary(_, v) | Expr::Cast(v, _) | Expr::StopGradient(v) => from(&[*v]),
            Expr::Binary(_, a, b) => from(&[*a, *b]),
            Expr::Method(_, values) | Expr::Runtime(_, values) => from(values),
            Expr::Rule(rule, values) if Self::is_cheap(rule) => from(values),
            Expr::Is(place, _) | Expr::Load(place) if self.is_error(place.memory) => Again::Never,
            Expr::Is(place, _) => {
                let block = self.structure.block_of(value);
                self.read(place, self.structure.position_of(value), block)
            }
            Expr::Load(place) if self.function.value(value).ty.is_scalar() => {
                let block = self.structure.block_of(value);
                self.read(place, self.structure.position_of(value), block)
            }
            Expr::Len(place) => self.length(value, place),
            _ => Again::Never,
        }
    }

    /// Whether it is the error of a call, which is not recorded.
    fn is_error(&self, memory: Memory) -> bool {
        let info = self.function.memory(memory);
        info.ty == Type::Unknown
            || info.origin == Origin::Local
                && self.function.passing(memory).is_none()
                && self.structure.allocation(memory).is_none()
    }

    /// A read of a place that nobody has written since.
    fn read(&self, place: &Place, position: usize, block: BlockId) -> Again {
        let memory = place.memory;
        if !self.structure.is_stable(memory, position, block) {
            return Again::Never;
        }
        let mut items: Vec<_> = place.values().into_iter().map(Item::Value).collect();
        match self.memory(memory) {
            Again::Free => {}
            _ if self.function.passing(memory) == Some(Passing::RefMut) => return Again::Never,
            _ => items.push(Item::Memory(memory)),
        }
        Again::From(items)
    }

    fn length(&self, value: Value, place: &Place) -> Again {
        let memory = place.memory;
        let mut items: Vec<_> = place.values().into_iter().map(Item::Value).collect();
        let only_ranges = (place.path.iter()).all(|p| matches!(p, Projection::Range(..)));
        let resizable = || match self.function.memory(memory).ty {
            Type::Vec(_) => true,
            Type::Array(..) | Type::Slice(_) => false,
            // Of a type that is only a name it can be another one after what is lent all of it.
            _ => (self.function.body.stmts.iter()).any(|stmt| reshapes(stmt, memory)),
        };
        if length_is_at_hand(self.function, place) {
            let by_shadow = self.function.passing(memory) == Some(Passing::RefMut);
            if by_shadow && (!only_ranges || resizable()) {
                return Again::Never;
            }
            return Again::From(items);
        }
        let (position, block) = (
            self.structure.position_of(value),
            self.structure.block_of(value),
        );
        if self.function.passing(memory) == Some(Passing::RefMut)
            || !self.structure.is_stable(memory, position, block)
        {
            return Again::Never;
        }
        items.push(Item::Memory(memory));
        Again::From(items)
    }

    fn memory(&self, memory: Memory) -> Again {
        let info = self.function.memory(memory);
        if matches!(info.origin, Origin::Const(_))
            || self.function.passing(memory) == Some(Passing::Ref)
        {
            return Again::Free;
        }
        let Some((block, init)) = self.structure.allocation(memory) else {
            return Again::Never;
        };
        let position = self.structure.position_of_memory(memory);
        if let Some(matrix) = self.structure.seen(memory) {
            return self.read(matrix, position, block);
        }
        if self.structure.is_written(memory) || !info.ty.is_copy() {
            return Again::Never;
        }
        match init {
            Init::Operand(operand) => self.literal(operand),
            Init::Repeat { value, .. } => self.literal(value),
            Init::Clone(place) => self.read(place, position, block),
            _ => Again::Never,
        }
    }

    /// An array literal of scalars.
    fn literal(&self, operand: &Operand) -> Again {
        let values = operand.values();
        let scalars = (values.iter()).all(|v| self.function.value(*v).ty.is_scalar());
        let is_literal = |v: &&Value| {
            let definition = self.structure.definition(**v);
            matches!(definition, Definition::Let(Expr::Literal(_)))
        };
        let computed = values.iter().filter(|v| !is_literal(v)).count();
        if scalars && operand.memories().is_empty() && computed <= SHORT_ARRAY {
            Again::From(values.into_iter().map(Item::Value).collect())
        } else {
            Again::Never
        }
    }

    /// What lies outside an `if` of all that one of its results is computed from, provided that
    /// what lies inside is cheap.
    fn cone(&self, stmt: &Stmt, at: usize) -> Option<Vec<Item>> {
        let Stmt::If {
            condition,
            then,
            els,
            ..
        } = stmt
        else {
            return None;
        };
        let inside = blocks_inside(stmt);
        let mut outside = vec![Item::Value(*condition)];
        let mut seen = Vec::new();
        let mut open = vec![*then.yields.get(at)?, *els.yields.get(at)?];
        while let Some(value) = open.pop() {
            if seen.contains(&value) {
                continue;
            }
            seen.push(value);
            if !inside.contains(&self.structure.block_of(value)) {
                outside.push(Item::Value(value));
                continue;
            }
            match self.value(value) {
                Again::Free => {}
                Again::Never => return None,
                Again::From(items) => {
                    for item in items {
                        match item {
                            Item::Value(v) => open.push(v),
                            Item::Memory(m) => {
                                let home = self.structure.allocation(m).map(|a| a.0);
                                if home.is_some_and(|home| inside.contains(&home)) {
                                    return None;
                                }
                                outside.push(item);
                            }
                        }
                    }
                }
            }
        }
        outside.sort();
        outside.dedup();
        Some(outside)
    }

    /// The values inside an `if` that one of its results is computed from.
    pub(crate) fn cone_values(&self, value: Value) -> Vec<Value> {
        let Definition::If(stmt, at) = self.structure.definition(value) else {
            return Vec::new();
        };
        let Stmt::If { then, els, .. } = stmt else {
            return Vec::new();
        };
        let inside = blocks_inside(stmt);
        let mut found = Vec::new();
        let mut open = vec![then.yields[at], els.yields[at]];
        while let Some(value) = open.pop() {
            let here = inside.contains(&self.structure.block_of(value));
            if !here || found.contains(&value) {
                continue;
            }
            found.push(value);
            if let Again::From(items) = self.value(value) {
                open.extend(items.iter().filter_map(|item| match item {
                    Item::Value(v) => Some(*v),
                    Item::Memory(_) => None,
                }));
            }
            open.extend(self.cone_values(value));
        }
        found
    }
}

/// The blocks that stand in a statement, at any depth.
fn blocks_inside(stmt: &Stmt) -> Vec<BlockId> {
    let mut inside = Vec::new();
    for block in stmt.blocks() {
        inside.push(block.id);
        block.walk(&mut |stmt| inside.extend(stmt.blocks().iter().map(|b| b.id)));
    }
    inside
}
