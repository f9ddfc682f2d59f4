//! What an expression evaluates to during lowering, and turning one kind into another.

use super::builder::Deferred;
use super::closures::Callable;
use super::collections::maps::Map;
use super::iteration::iterators::Iter;
use super::memory::moving::Moving;
use super::messages as m;
use super::options::failures::Fault;
use super::options::opened::Optional;
use super::orders::orderings::Order;
use super::scope::Slot;
use super::structs::borrowing::Borrowing;
use super::*;
use crate::ir::{Expr, Init, Memory, Place};
use std::rc::Rc;

/// What an expression evaluates to. Slots and places are still to be read, so that they can be
/// borrowed or assigned too.
#[derive(Clone)]
pub(super) enum Outcome {
    /// Control does not come here.
    Never,
    /// An error was noted.
    Poison,
    Unit,
    Value(Value),
    Slot(Slot),
    Place(Place),
    Tuple(Vec<Outcome>),
    /// `&` or, with `true`, `&mut`.
    Ref(Box<Outcome>, bool),
    /// A `const` or `static` of this number.
    Const(usize),
    Callable(Rc<Callable>),
    Iter(Rc<Iter>),
    /// An `Option`: whether it is there, and what it is then, to be looked at only there.
    Maybe(Box<Outcome>, Box<Outcome>),
    /// A `Result`: an `Option`, and where the error is kept.
    Failing(Box<Outcome>, Fault),
    /// The error of a call, kept in a memory: only what makes an error of it may use it.
    Error(Memory),
    /// The `Ordering` of two numbers.
    Ordering(Order),
    /// A struct that holds references.
    Borrower(Rc<Borrowing>),
    /// A map that stays in the function.
    Map(Rc<Map>),
    /// A variable that is a reference and may come to refer to something else.
    Moving(Rc<Moving>),
    /// A `Cell` or a `RefCell` that stays in the function: the place of what is in it.
    Cell(Place),
}

impl Outcome {
    /// What stands behind any references.
    pub(super) fn dereferenced(self) -> Outcome {
        match self {
            Outcome::Ref(inner, _) => inner.dereferenced(),
            other => other,
        }
    }

    /// Whether one of the variables that this is made of is such.
    pub(super) fn has_slot(&self, is_such: &dyn Fn(&Slot) -> bool) -> bool {
        match self {
            Outcome::Slot(slot) => is_such(slot),
            Outcome::Tuple(items) => items.iter().any(|item| item.has_slot(is_such)),
            Outcome::Maybe(there, inner) => there.has_slot(is_such) || inner.has_slot(is_such),
            _ => false,
        }
    }

    /// A closure or function, and whether it stands behind a reference.
    pub(super) fn as_callable(&self) -> Option<(Rc<Callable>, Option<bool>)> {
        match self {
            Outcome::Callable(callable) => Some((callable.clone(), None)),
            Outcome::Ref(inner, mutable) => {
                let (callable, _) = inner.as_callable()?;
                Some((callable, Some(*mutable)))
            }
            _ => None,
        }
    }

    /// A struct that holds references, and whether it stands behind one itself.
    pub(super) fn as_borrower(&self) -> Option<(Rc<Borrowing>, bool)> {
        match self {
            Outcome::Borrower(borrowing) => Some((borrowing.clone(), false)),
            Outcome::Ref(inner, false) => Some((inner.as_borrower()?.0, true)),
            _ => None,
        }
    }

    /// A reference, lent as a shared one.
    pub(super) fn shared(self) -> Outcome {
        match self {
            Outcome::Ref(inner, true) => inner.reference(false),
            other => other,
        }
    }

    pub(super) fn reference(self, mutable: bool) -> Outcome {
        match self {
            Outcome::Poison | Outcome::Never => self,
            other => Outcome::Ref(Box::new(other), mutable),
        }
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn type_of(&mut self, outcome: &Outcome) -> Type {
        match outcome {
            Outcome::Never | Outcome::Poison => self.infer.fresh(),
            Outcome::Unit => Type::Unit,
            Outcome::Value(v) => self.function.value(*v).ty.clone(),
            Outcome::Slot(slot) => self.slot(*slot).ty.clone(),
            Outcome::Place(place) => self.place_type(place),
            Outcome::Tuple(items) => Type::Tuple(items.iter().map(|i| self.type_of(i)).collect()),
            Outcome::Ref(inner, mutable) => Type::Ref(Box::new(self.type_of(inner)), *mutable),
            Outcome::Const(id) => self.consts[*id].ty.clone(),
            Outcome::Maybe(_, inner) => Type::Option(Box::new(self.type_of(inner))),
            Outcome::Borrower(borrowing) => borrowing.whole.ty.clone(),
            Outcome::Moving(_) => {
                let target = self.pointed(outcome.clone());
                self.type_of(&target)
            }
            Outcome::Callable(_)
            | Outcome::Iter(_)
            | Outcome::Failing(..)
            | Outcome::Error(_)
            | Outcome::Ordering(_)
            | Outcome::Map(_)
            | Outcome::Cell(_) => Type::Unknown,
        }
    }

    /// Evaluates an expression and reads what it found.
    pub(super) fn rvalue(&mut self, expr: &syn::Expr) -> Outcome {
        let outcome = self.expr(expr);
        let outcome = self.taken_out(expr, outcome);
        self.read(outcome, m::span(expr))
    }

    /// Reads a scalar or a tuple now; arrays stay places, which only their use reads.
    pub(super) fn read(&mut self, outcome: Outcome, span: Span) -> Outcome {
        match outcome {
            Outcome::Slot(_) => Outcome::Value(self.value(outcome, span)),
            Outcome::Place(ref place) if self.is_borrower(place) => self.borrower_in(outcome),
            Outcome::Place(place) if self.is_lent_item(&place) => {
                Outcome::Place(self.copied_out(place)).reference(false)
            }
            Outcome::Place(ref place) if let Some(f) = self.function_at(place, span) => {
                Outcome::Callable(f)
            }
            Outcome::Place(ref place) => {
                let ty = self.place_type(place);
                match self.infer.shallow(&ty) {
                    Type::Array(..) | Type::Slice(_) | Type::Vec(_) => outcome,
                    // What nobody writes is known by its place.
                    Type::Str if !self.may_be_written(place) => outcome.reference(false),
                    Type::Var(_) if self.is_borrowed_field(place) => outcome,
                    Type::Option(_) | Type::Result(..) => outcome,
                    // A new copy of something unknown may become a variable as it is.
                    Type::Var(_) if self.can_move(place) => outcome,
                    Type::Var(_) if self.is_struct(&ty) => outcome,
                    Type::Tuple(items) => Outcome::Tuple(
                        (0..items.len())
                            .map(|i| {
                                let field = place.then(crate::ir::Projection::Field(i));
                                self.read(Outcome::Place(field), span)
                            })
                            .collect(),
                    ),
                    _ => Outcome::Value(self.value(outcome, span)),
                }
            }
            Outcome::Tuple(items) => {
                Outcome::Tuple(items.into_iter().map(|i| self.read(i, span)).collect())
            }
            Outcome::Maybe(there, inner) => {
                let there = self.read(*there, span);
                Outcome::Maybe(Box::new(there), Box::new(self.held_now(*inner)))
            }
            Outcome::Failing(maybe, fault) => {
                Outcome::Failing(Box::new(self.read(*maybe, span)), fault)
            }
            Outcome::Moving(_) => self.pointed(outcome),
            other => other,
        }
    }

    /// Reads the slots in an outcome, and nothing in memory: that may not be there.
    pub(super) fn held_now(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Slot(slot) => Outcome::Value(self.held(slot)),
            Outcome::Tuple(items) => {
                Outcome::Tuple(items.into_iter().map(|i| self.held_now(i)).collect())
            }
            Outcome::Ref(inner, false) => self.held_now(*inner).reference(false),
            other => other,
        }
    }

    /// Reads even arrays now, unless they are new or moved: parts of a larger value.
    pub(super) fn settle(&mut self, outcome: Outcome, span: Span) -> Outcome {
        match self.read(outcome, span) {
            Outcome::Place(place) if self.is_left_with(&place) => {
                let ty = self.place_type(&place);
                let name = self.function.memory(place.memory).name.clone();
                let copy = self.allocate(Init::Clone(place), ty, &name, span);
                Outcome::Place(Place::whole(copy))
            }
            Outcome::Place(place)
                if !self.can_move(&place)
                    && (self.is_option_of_reference(&place)
                        || self.is_list_of_references(&Outcome::Place(place.clone()))) =>
            {
                // What its items are is known of a memory.
                self.cloned(place, "clone", span)
            }
            Outcome::Place(place) if !self.can_move(&place) => {
                Outcome::Value(self.value(Outcome::Place(place), span))
            }
            Outcome::Tuple(items) => {
                Outcome::Tuple(items.into_iter().map(|i| self.settle(i, span)).collect())
            }
            other => other,
        }
    }

    /// Evaluates an expression to one value.
    pub(super) fn scalar(&mut self, expr: &syn::Expr) -> Value {
        let outcome = self.expr(expr);
        self.value(outcome, m::span(expr))
    }

    /// The value of an outcome, behind references too; an array is copied or moved into it.
    pub(super) fn value(&mut self, outcome: Outcome, span: Span) -> Value {
        match outcome {
            Outcome::Value(v) => v,
            Outcome::Slot(slot) => self.held(slot),
            Outcome::Place(place) => {
                let ty = self.place_type(&place);
                self.must_be_plain(&place, span);
                match self.infer.shallow(&ty) {
                    Type::Slice(_) => _ = self.error(span, m::UNSIZED),
                    Type::Str => _ = self.error(span, m::STRING),
                    _ => {}
                }
                let name = self.place_name(&place);
                let place = self.moved_out(place, span);
                self.define(Expr::Load(place), ty, &name, span)
            }
            Outcome::Ref(inner, _) => self.value(*inner, span),
            Outcome::Moving(_) => {
                let target = self.pointed(outcome);
                self.value(target, span)
            }
            Outcome::Const(id) => self.constant_value(id, span),
            Outcome::Tuple(items) => {
                let ty = self.type_of(&Outcome::Tuple(items.clone()));
                let operand = self.operand(Outcome::Tuple(items), span);
                let memory = self.allocate(Init::Operand(operand), ty.clone(), "tuple", span);
                self.define(Expr::Load(Place::whole(memory)), ty, "tuple", span)
            }
            Outcome::Maybe(..) => match self.packed_option(outcome, span) {
                Some(Operand::Value(value)) => value,
                _ => self.poison(span),
            },
            Outcome::Unit
            | Outcome::Callable(_)
            | Outcome::Iter(_)
            | Outcome::Failing(..)
            | Outcome::Error(_)
            | Outcome::Ordering(_)
            | Outcome::Borrower(_)
            | Outcome::Map(_)
            | Outcome::Cell(_) => {
                self.no_value(&outcome, span);
                self.poison(span)
            }
            Outcome::Never => {
                let ty = self.infer.fresh();
                self.deferred(Deferred::Zero, ty, span)
            }
            Outcome::Poison => self.poison(span),
        }
    }

    /// The place of an outcome; what is not in memory gets a memory of its own.
    pub(super) fn place_of(&mut self, outcome: Outcome, span: Span) -> Option<Place> {
        match outcome {
            Outcome::Place(place) => Some(place),
            Outcome::Ref(inner, _) => self.place_of(*inner, span),
            Outcome::Moving(_) => {
                let target = self.pointed(outcome);
                self.place_of(target, span)
            }
            Outcome::Const(id) => Some(Place::whole(self.constant_memory(id, span))),
            Outcome::Value(_) | Outcome::Slot(_) | Outcome::Tuple(_) => {
                let ty = self.type_of(&outcome);
                let name = self.name_of(&outcome);
                let operand = self.operand(outcome, span);
                let memory = self.allocate(Init::Operand(operand), ty, &name, span);
                Some(Place::whole(memory))
            }
            Outcome::Maybe(..) => {
                let ty = self.type_of(&outcome);
                let operand = self.packed_option(outcome, span)?;
                let memory = self.allocate(Init::Operand(operand), ty, "option", span);
                Some(Place::whole(memory))
            }
            Outcome::Unit
            | Outcome::Callable(_)
            | Outcome::Iter(_)
            | Outcome::Failing(..)
            | Outcome::Error(_)
            | Outcome::Ordering(_)
            | Outcome::Borrower(_)
            | Outcome::Map(_)
            | Outcome::Cell(_) => {
                self.no_value(&outcome, span);
                None
            }
            Outcome::Never | Outcome::Poison => None,
        }
    }

    /// An `Option` made here, as a value in memory.
    pub(super) fn packed_option(&mut self, outcome: Outcome, span: Span) -> Option<Operand> {
        let ty = self.type_of(&outcome);
        let optional: Optional = self.optional(outcome, span)?;
        self.packed(&optional, &ty, span)
    }

    fn no_value(&mut self, outcome: &Outcome, span: Span) {
        let message = match outcome {
            Outcome::Failing(..) => m::OWN_RESULT,
            Outcome::Error(_) => m::ERROR_USED,
            Outcome::Ordering(_) => m::ORDERING_VALUE,
            Outcome::Borrower(_) => m::REFERENCE_FIELD,
            Outcome::Map(_) => m::MAP_VALUE,
            Outcome::Cell(_) => m::CELL_VALUE,
            _ => m::NOT_A_VALUE,
        };
        self.error(span, message);
    }

    /// What a memory made for this outcome is called after.
    fn name_of(&self, outcome: &Outcome) -> String {
        let value = match outcome {
            Outcome::Value(v) => Some(*v),
            Outcome::Slot(slot) => return self.slot(*slot).name.text.clone(),
            _ => None,
        };
        value
            .and_then(|v| self.function.value(v).name.as_ref())
            .map_or("temporary", |name| &name.text)
            .to_string()
    }
}
