//! Names and what they stand for, and the mutable scalars.

use super::*;
use crate::ir::Name;

/// A mutable scalar, or one that is set after its declaration: a variable whose value changes while
/// we lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Slot(usize);

pub(super) struct SlotInfo {
    pub(super) name: Name,
    pub(super) ty: Type,
    pub(super) span: Span,
    /// The present value; `None` where it is not set.
    pub(super) value: Option<Value>,
}

/// The names that can be seen, innermost last.
#[derive(Clone, Default)]
pub(super) struct Scope {
    names: Vec<(String, Outcome)>,
}

impl Scope {
    pub(super) fn bind(&mut self, name: &str, outcome: Outcome) {
        self.names.push((name.to_string(), outcome));
    }

    pub(super) fn find(&self, name: &str) -> Option<&Outcome> {
        let mut names = self.names.iter().rev();
        names.find(|(n, _)| n == name).map(|(_, outcome)| outcome)
    }

    pub(super) fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.names.iter().map(|(_, outcome)| outcome)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Where the variable of a name stands among them.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().rposition(|(n, _)| n == name)
    }

    /// The names with their present outcomes replaced, as a closure sees them that owns its
    /// captures.
    pub(super) fn map(&mut self, mut f: impl FnMut(&str, &Outcome) -> Outcome) {
        for (name, outcome) in &mut self.names {
            *outcome = f(name, outcome);
        }
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn slot(&self, slot: Slot) -> &SlotInfo {
        &self.slots[slot.0]
    }

    pub(super) fn new_slot(
        &mut self,
        name: Name,
        ty: Type,
        value: Option<Value>,
        span: Span,
    ) -> Slot {
        self.slots.push(SlotInfo {
            name,
            ty,
            span,
            value,
        });
        let slot = Slot(self.slots.len() - 1);
        self.alive.push(slot);
        slot
    }

    /// Puts a value into a slot, whatever its name.
    pub(super) fn put(&mut self, slot: Slot, value: Option<Value>) {
        self.slots[slot.0].value = value;
    }

    /// The variable of this slot gets a new value.
    pub(super) fn set(&mut self, slot: Slot, value: Value, span: Span) {
        let ty = self.slot(slot).ty.clone();
        self.unify_value(value, &ty, span);
        let name = self.slot(slot).name.clone();
        if name.by_user {
            self.name_value(value, &name.text);
        }
        self.put(slot, Some(value));
    }

    /// Runs `f` in a scope of its own.
    pub(super) fn scoped<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.scope.clone();
        self.scoped_in(outer, f)
    }

    /// Runs `f` where these names can be seen.
    pub(super) fn scoped_in<T>(&mut self, names: Scope, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scope, names);
        let alive = self.alive.len();
        let outcome = f(self);
        self.alive.truncate(alive);
        self.scope = outer;
        outcome
    }

    /// Evaluates the rest of an outer scope inside an inner one: its names are those of `outer`,
    /// its slots die with it.
    pub(super) fn going_on<T>(&mut self, outer: &Scope, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = outer.clone();
        self.scoped_in(outer, f)
    }
}

/// What a slot holds.
pub(super) fn value_in(slots: &[SlotInfo], slot: Slot) -> Option<Value> {
    slots[slot.0].value
}
