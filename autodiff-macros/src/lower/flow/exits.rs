//! `break`, `continue` and `return`: flags that say that the rest is to be skipped.
//!
//! Each function, loop, labelled block and inlined closure is a level. Leaving sets the `skip` flag
//! of all levels up to the target, so that the rest of their statements does not run, and the
//! `done` flag of the loops that end. The flags are slots: branches merge and loops carry them.

use crate::ir::{Count, Init, Place};
use crate::lower::builder::{Deferred, named};
use crate::lower::memory::kept::Kept;
use crate::lower::messages as m;
use crate::lower::options::failures::Fault;
use crate::lower::scope::Slot;
use crate::lower::*;

/// Whether control comes to where we are, seen from the innermost level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Flow {
    Falls,
    /// The level's `skip` flag tells.
    MayLeave,
    Leaves,
    Panics,
}

impl Flow {
    /// After a branch.
    pub(in crate::lower) fn join(self, other: Flow) -> Flow {
        match (self, other) {
            (a, b) if a == b => a,
            (Flow::Panics, other) | (other, Flow::Panics) => other,
            _ => Flow::MayLeave,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum LevelKind {
    /// The function or an inlined closure: what `return` leaves.
    Body,
    Loop,
    Block,
}

pub(in crate::lower) struct Level {
    pub(in crate::lower) kind: LevelKind,
    pub(in crate::lower) label: Option<String>,
    pub(in crate::lower) skip: Slot,
    /// Ends the loop.
    pub(in crate::lower) done: Option<Slot>,
    /// Where the value goes that the level is left with.
    pub(in crate::lower) target: Target,
    /// The loop that ends with a `break` here: an adaptor has made a loop inside the loop.
    pub(in crate::lower) within: Option<usize>,
    /// Whether an exit inside it leads to an outer level.
    pub(in crate::lower) crossed: bool,
    /// Whether a `break` leads here.
    pub(in crate::lower) broken: bool,
}

/// Slots in the structure of a value.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Target {
    Nothing,
    Slot(Slot),
    /// For arrays that a loop leaves the function with.
    Memory(Memory),
    Tuple(Vec<Target>),
    /// An `Option` or, with `true`, a `Result`: whether it is there, and what it is then.
    Optional(Slot, Box<Target>, bool),
    /// The same of this type as one value: of what has no zero.
    Packed(Slot, Type),
    /// For what has no zero and a loop leaves the function with.
    Room(Memory, Kept),
}

impl<'a> Lowerer<'a> {
    /// A flag that starts as `false`.
    pub(in crate::lower) fn flag(&mut self, name: &str) -> Slot {
        let no = self.boolean(false);
        self.new_slot(named(name, false), Type::Bool, Some(no), Span::call_site())
    }

    /// Slots for a value of this type.
    pub(in crate::lower) fn target_of(&mut self, ty: &Type, name: &str, span: Span) -> Target {
        match self.infer.shallow(ty) {
            Type::Unit => Target::Nothing,
            Type::Tuple(items) => Target::Tuple(
                items
                    .iter()
                    .map(|i| self.target_of(i, name, span))
                    .collect(),
            ),
            ty @ (Type::Option(_) | Type::Result(..)) => {
                let of_result = matches!(ty, Type::Result(..));
                if let Type::Option(item) | Type::Result(item, _) = &ty
                    && !self.has_zero(item)
                {
                    // Of a body in the function nobody sees the error: it cannot be made into a `Result`.
                    let is_inner = (self.levels.iter()).any(|l| l.kind == LevelKind::Body);
                    if self.facts.returns_from_loops() || of_result && is_inner {
                        let kept = if of_result {
                            Kept::Result
                        } else {
                            Kept::Option
                        };
                        return Target::Room(self.room(*item.clone(), name, span), kept);
                    }
                    let name = named(name, false);
                    let slot = self.new_slot(name, ty.clone(), None, span);
                    return Target::Packed(slot, ty);
                }
                let (Type::Option(item) | Type::Result(item, _)) = ty else {
                    return Target::Nothing;
                };
                let there = self.flag("is_there");
                let inner = self.target_of(&item, name, span);
                Target::Optional(there, Box::new(inner), of_result)
            }
            Type::Array(item, len) if self.facts.returns_from_loops() && self.has_zero(&item) => {
                let zero = self.deferred(Deferred::Zero, *item.clone(), span);
                let init = Init::Repeat {
                    value: Operand::Value(zero),
                    count: Count::Array(len.clone()),
                };
                let memory = self.allocate(init, Type::Array(item, len), name, span);
                self.own(memory);
                Target::Memory(memory)
            }
            Type::Vec(item) if self.facts.returns_from_loops() => {
                let init = Init::VecOf(Vec::new());
                let memory = self.allocate(init, Type::Vec(item), name, span);
                self.own(memory);
                Target::Memory(memory)
            }
            other if self.facts.returns_from_loops() && !self.has_zero(&other) => {
                Target::Room(self.room(other, name, span), Kept::Value)
            }
            other => Target::Slot(self.new_slot(named(name, false), other, None, span)),
        }
    }

    /// Slots for a value that one of its expressions shows the structure of.
    pub(in crate::lower) fn target_like(
        &mut self,
        example: Option<&syn::Expr>,
        name: &str,
    ) -> Target {
        match example {
            None => Target::Nothing,
            Some(syn::Expr::Tuple(tuple)) => {
                let items = tuple.elems.iter();
                Target::Tuple(items.map(|e| self.target_like(Some(e), name)).collect())
            }
            Some(other) if self.facts.is_stored(name) => {
                let ty = self.infer.fresh();
                Target::Room(self.room(ty, name, m::span(other)), Kept::Value)
            }
            Some(other) => {
                let ty = self.infer.fresh();
                Target::Slot(self.new_slot(named(name, false), ty, None, m::span(other)))
            }
        }
    }

    /// Whether there is a zero of a type, or a memory for it, that stands for what is not set.
    pub(in crate::lower) fn has_zero(&self, ty: &Type) -> bool {
        match self.infer.shallow(ty) {
            Type::Tuple(items) => items.iter().all(|item| self.has_zero(item)),
            Type::Array(item, _) => self.facts.returns_from_loops() && self.has_zero(&item),
            Type::Vec(_) => self.facts.returns_from_loops(),
            ty => ty.is_scalar() || self.is_number(&ty),
        }
    }

    pub(in crate::lower) fn put_into(&mut self, target: &Target, outcome: Outcome, span: Span) {
        match (target, outcome) {
            (_, Outcome::Poison | Outcome::Never) | (Target::Nothing, Outcome::Unit) => {}
            (Target::Nothing, Outcome::Value(value)) => {
                self.unify_value(value, &Type::Unit, span);
            }
            (Target::Slot(slot), outcome) => {
                let value = self.value(outcome, span);
                self.set(*slot, value, span);
            }
            (Target::Memory(memory), outcome) => {
                self.assign_to(Outcome::Place(Place::whole(*memory)), outcome, span);
            }
            (Target::Room(memory, kept), outcome) => {
                self.put_in_room(*memory, *kept, outcome, span);
            }
            (Target::Tuple(targets), outcome) => {
                let outcome = self.opened(outcome, span);
                for (i, target) in targets.iter().enumerate() {
                    let item = self.component(outcome.clone(), i, span);
                    let item = self.read(item, span);
                    self.put_into(target, item, span);
                }
            }
            (Target::Optional(there, inner, of_result), outcome) => {
                let Outcome::Maybe(is_there, what) = self.owned_optional(outcome, *of_result, span)
                else {
                    return;
                };
                let is_there = self.value(*is_there, span);
                self.only_where(is_there, span, &mut |l| {
                    let what = l.dereference((*what).clone());
                    l.put_into(inner, what, span);
                });
                self.put(*there, Some(is_there));
            }
            (Target::Packed(slot, ty), outcome) => {
                if let Operand::Value(value) = self.optional_result(outcome, ty, span) {
                    self.put(*slot, Some(value));
                }
            }
            (Target::Nothing, _) => {
                self.error(span, m::EXIT_VALUE);
            }
        }
    }

    pub(in crate::lower) fn take_from(&mut self, target: &Target) -> Outcome {
        match target {
            Target::Nothing => Outcome::Unit,
            Target::Slot(slot) => Outcome::Value(self.held(*slot)),
            Target::Packed(slot, _) => Outcome::Value(self.held(*slot)),
            Target::Memory(memory) => Outcome::Place(Place::whole(*memory)),
            Target::Room(memory, kept) => {
                self.taken_from_room(*memory, *kept, self.function.memory(*memory).span)
            }
            Target::Optional(there, inner, of_result) => {
                let there = Outcome::Value(self.held(*there));
                let maybe = Outcome::Maybe(Box::new(there), Box::new(self.take_from(inner)));
                match of_result {
                    true => Outcome::Failing(Box::new(maybe), Fault::Own),
                    false => maybe,
                }
            }
            Target::Tuple(targets) => {
                Outcome::Tuple(targets.iter().map(|t| self.take_from(t)).collect())
            }
        }
    }

    /// Runs `f` inside a new level. What follows has to look at the flags of the level around it if
    /// something inside leads there.
    pub(in crate::lower) fn level(
        &mut self,
        kind: LevelKind,
        label: Option<&syn::Label>,
        done: Option<Slot>,
        target: Target,
        f: impl FnOnce(&mut Self) -> Outcome,
    ) -> (Outcome, Option<Level>) {
        let skip = self.flag("skip");
        self.levels.push(Level {
            kind,
            label: label.map(|l| l.name.ident.to_string()),
            skip,
            done,
            target,
            within: None,
            crossed: false,
            broken: false,
        });
        let outcome = f(self);
        (outcome, self.levels.pop())
    }

    pub(in crate::lower) fn leave(&mut self, level: usize, breaks: bool) -> Outcome {
        self.check_left(level);
        let yes = self.boolean(true);
        for at in level..self.levels.len() {
            let Level { skip, done, .. } = self.levels[at];
            self.put(skip, Some(yes));
            if let Some(done) = done
                && (at > level || breaks)
            {
                self.put(done, Some(yes));
            }
            self.levels[at].crossed |= at > level;
        }
        self.levels[level].broken |= breaks;
        self.flow = Flow::Leaves;
        Outcome::Never
    }

    /// Ends the loop that we are in.
    pub(in crate::lower) fn leave_loop(&mut self) -> Outcome {
        match self.levels.len() {
            0 => Outcome::Poison,
            length => self.leave(self.whole_loop(length - 1), true),
        }
    }

    /// How many loops we are in.
    pub(in crate::lower) fn loops_around(&self) -> usize {
        let loops = self.levels.iter();
        loops.filter(|level| level.kind == LevelKind::Loop).count()
    }

    /// Notes that a variable stands for a memory. Whether it is the first one.
    pub(in crate::lower) fn own(&mut self, memory: Memory) -> bool {
        // A variable in a loop may take over what stands outside of it.
        let before = self.owned.get(&memory).copied();
        let loops = self.loops_around().min(before.unwrap_or(usize::MAX));
        self.owned.insert(memory, loops);
        before.is_none()
    }

    /// The loop of the user's that a loop is a part of.
    pub(in crate::lower) fn whole_loop(&self, level: usize) -> usize {
        self.levels[level].within.unwrap_or(level)
    }

    /// The level that a `break` or `continue` means.
    fn find_level(&mut self, label: Option<&syn::Lifetime>, span: Span) -> Option<usize> {
        let body = (self.levels.iter()).rposition(|l| l.kind == LevelKind::Body);
        let found = self.levels.iter().rposition(|level| match label {
            Some(label) => level.label.as_ref().is_some_and(|l| label.ident == l),
            None => level.kind == LevelKind::Loop,
        });
        if found.is_none() || found < body {
            self.error(span, m::EXIT_TARGET);
            return None;
        }
        found
    }

    pub(in crate::lower) fn leave_with_break(&mut self, e: &syn::ExprBreak) -> Outcome {
        let span = m::span_of(e);
        let outcome = match &e.expr {
            Some(value) => self.rvalue(value),
            None => Outcome::Unit,
        };
        let Some(level) = self.find_level(e.label.as_ref(), span) else {
            return Outcome::Poison;
        };
        let level = self.whole_loop(level);
        let target = self.levels[level].target.clone();
        self.put_into(&target, outcome, span);
        self.leave(level, true)
    }

    pub(in crate::lower) fn leave_with_continue(&mut self, e: &syn::ExprContinue) -> Outcome {
        match self.find_level(e.label.as_ref(), m::span_of(e)) {
            Some(level) => self.leave(level, false),
            None => Outcome::Poison,
        }
    }

    pub(in crate::lower) fn leave_with_return(&mut self, outcome: Outcome, span: Span) -> Outcome {
        let body = (self.levels.iter()).rposition(|l| l.kind == LevelKind::Body);
        let Some(level) = body else {
            return self.error(span, m::EXIT_TARGET);
        };
        let target = self.levels[level].target.clone();
        self.put_into(&target, outcome, span);
        self.leave(level, true)
    }
}
