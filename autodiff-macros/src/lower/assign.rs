//! Assignment and compound assignment.

use super::expr::plain;
use super::flow::evaluation_order::moves_index;
use super::messages as m;
use super::types::infer::Kind;
use super::*;
use crate::ir::{Binary, Expr, Place, Projection};

impl<'a> Lowerer<'a> {
    /// `left = outcome;`, where the right side is already evaluated, as Rust does it.
    pub(super) fn assign(&mut self, left: &syn::Expr, outcome: Outcome, span: Span) {
        match plain(left) {
            syn::Expr::Infer(_) => {}
            syn::Expr::Struct(_) => {
                self.error(span, m::ASSIGNED_VALUE);
            }
            syn::Expr::Tuple(tuple) => {
                if let Outcome::Value(value) = outcome {
                    let ty = self.function.value(value).ty.clone();
                    self.as_tuple(&ty, tuple.elems.len(), span);
                }
                let outcome = self.opened(outcome, span);
                for (at, left) in tuple.elems.iter().enumerate() {
                    let part = self.component(outcome.clone(), at, span);
                    let part = self.read(part, span);
                    self.assign(left, part, span);
                }
            }
            syn::Expr::Array(array) => {
                let Some(place) = self.place_of(outcome, span) else {
                    return;
                };
                for (at, left) in array.elems.iter().enumerate() {
                    let at = self.usize(at as u64, span);
                    let part = Outcome::Place(place.then(Projection::Index(at)));
                    let part = self.read(part, span);
                    self.assign(left, part, span);
                }
            }
            syn::Expr::Index(index) if let Some(entry) = self.entry_of(index) => {
                self.write_entry(entry, outcome, span);
            }
            left if let Some(moving) = self.reference_named(left) => {
                self.point_to(&moving, outcome, span);
            }
            left => {
                let target = self.expr(left);
                let outcome = self.put_behind(left, &target, outcome);
                self.assign_to(target, outcome, span);
            }
        }
    }

    /// Assigns to what an expression evaluated to.
    pub(super) fn assign_to(&mut self, target: Outcome, outcome: Outcome, span: Span) {
        match (target, outcome) {
            (_, Outcome::Poison | Outcome::Never) | (Outcome::Poison, _) => {}
            (Outcome::Slot(slot), outcome) => {
                let value = self.value(outcome, span);
                self.set(slot, value, span);
            }
            (Outcome::Tuple(targets), outcome) => {
                let outcome = self.opened(outcome, span);
                for (at, target) in targets.into_iter().enumerate() {
                    let part = self.component(outcome.clone(), at, span);
                    let part = self.read(part, span);
                    self.assign_to(target, part, span);
                }
            }
            (Outcome::Maybe(there, inner), Outcome::Maybe(is_there, what)) => {
                self.assign_option(*there, *inner, *is_there, *what, span);
            }
            (Outcome::Maybe(there, inner), outcome @ (Outcome::Value(_) | Outcome::Place(_))) => {
                if let Some(found) = self.optional(outcome, span) {
                    let is_there = Outcome::Value(found.there);
                    self.assign_option(*there, *inner, is_there, found.inner, span);
                }
            }
            (Outcome::Place(place), Outcome::Place(from)) if place == from => {}
            (Outcome::Place(place), Outcome::Place(from))
                if self.order_in(&place).is_some()
                    && self.order_in(&place) == self.order_in(&from) =>
            {
                self.as_plain_list(&from.clone(), |l| {
                    l.store(&place, Outcome::Place(from), span);
                    Outcome::Unit
                });
            }
            (Outcome::Map(map), Outcome::Map(from)) => {
                self.store(&map.keys, Outcome::Place(from.keys.clone()), span);
                self.store(&map.values, Outcome::Place(from.values.clone()), span);
            }
            (Outcome::Place(place), Outcome::Maybe(there, inner))
                if matches!(*inner, Outcome::Ref(_, false)) && self.keeps_contents(&place) =>
            {
                let inner = Box::new(self.as_kept(*inner, span));
                self.store(&place, Outcome::Maybe(there, inner), span);
            }
            (Outcome::Place(place), outcome) => {
                let outcome = self.given_to_option(&place, outcome, span);
                self.store(&place, outcome, span);
            }
            (Outcome::Ref(..), _) => {
                self.error(span, m::ASSIGNED_REFERENCE);
            }
            _ => {
                self.error(span, m::ASSIGNED_VALUE);
            }
        }
    }

    /// Whether a place is that of an `Option` of values.
    fn keeps_contents(&mut self, place: &Place) -> bool {
        let ty = self.place_type(place);
        match self.infer.shallow(&ty) {
            Type::Option(item) => !matches!(self.infer.shallow(&item), Type::Ref(..)),
            _ => false,
        }
    }

    /// Writes to a place.
    fn store(&mut self, place: &Place, outcome: Outcome, span: Span) {
        if self.is_constant(place) {
            self.error(span, m::ASSIGNED_VALUE);
            return;
        }
        let ty = self.place_type(place);
        let outcome = self.as_item_of(place, outcome, span);
        let outcome = self.as_deque_or_list(outcome, &ty, span);
        let found = self.type_of(&outcome);
        self.unify(&found, &ty, span);
        match (self.infer.shallow(&ty), outcome) {
            (Type::Tuple(items), outcome) => {
                let outcome = self.opened(outcome, span);
                // All parts are read before any is written.
                let parts: Vec<_> = (0..items.len())
                    .map(|at| {
                        let part = self.component(outcome.clone(), at, span);
                        self.settle(part, span)
                    })
                    .collect();
                for (at, part) in parts.into_iter().enumerate() {
                    self.store(&place.then(Projection::Field(at)), part, span);
                }
            }
            (Type::Array(..) | Type::Slice(_), Outcome::Place(from)) if !self.can_move(&from) => {
                self.emit(Stmt::Copy {
                    to: place.clone(),
                    from,
                });
            }
            (Type::Array(..) | Type::Vec(_) | Type::Slice(_), outcome) => {
                let operand = match outcome {
                    Outcome::Place(from) if !self.can_move(&from) => self.copied(&from, span),
                    other => self.operand(other, span),
                };
                self.emit(Stmt::Assign {
                    place: place.clone(),
                    operand,
                    old_length: None,
                });
            }
            (Type::Var(_), outcome) if self.infer.name(&ty).is_some() && !self.is_number(&ty) => {
                let operand = self.operand(outcome, span);
                self.emit(Stmt::Assign {
                    place: place.clone(),
                    operand,
                    old_length: None,
                });
            }
            (Type::Option(_), outcome) => {
                let operand = self.operand(outcome, span);
                self.emit(Stmt::Assign {
                    place: place.clone(),
                    operand,
                    old_length: None,
                });
            }
            (_, outcome) => {
                let value = self.value(outcome, span);
                self.emit(Stmt::Store {
                    place: place.clone(),
                    value,
                });
            }
        }
    }

    /// Whether a type of unknown structure is known to be a number's.
    pub(super) fn is_number(&self, ty: &Type) -> bool {
        !matches!(self.infer.kind(ty), Kind::Any | Kind::Struct)
    }

    /// A `Vec` that is assigned again later is copied rather than moved from.
    fn copied(&mut self, from: &Place, span: Span) -> Operand {
        let ty = match self.place_type(from) {
            Type::Slice(item) => Type::Vec(item),
            other => other,
        };
        let name = self.function.memory(from.memory).name.clone();
        let init = crate::ir::Init::Clone(from.clone());
        Operand::Memory(self.allocate(init, ty, &name, span))
    }

    /// `left op= right;`: of primitive numbers, the right side is evaluated first.
    pub(super) fn compound(
        &mut self,
        left: &syn::Expr,
        op: Binary,
        (value, right): (Outcome, &syn::Expr),
        span: Span,
    ) -> Outcome {
        if let syn::Expr::Index(index) = plain(left)
            && let Some(entry) = self.entry_of(index)
        {
            self.update_entry(entry, op, value, span);
            return Outcome::Unit;
        }
        let target = self.expr(left);
        if self.pointed_to(left, &target).is_some() {
            let old = self.taken_out(left, target.clone());
            let old = self.value(old, span);
            let value = self.value(value, m::span(right));
            let new = Outcome::Value(self.operation(op, old, value, span));
            let new = self.put_behind(left, &target, new);
            self.assign_to(target, new, span);
            return Outcome::Unit;
        }
        if self.is_matrix_target(&target, &value) {
            return self.library_compound(target, op, value, span);
        }
        // Only numbers can be added to a number, whatever operators gave them.
        let ty = self.type_of(&target.clone().dereferenced());
        let number = self.infer.shallow(&ty).is_scalar() || self.is_number(&ty);
        let is_primitive = number && self.infer.parameters.is_empty();
        if !is_primitive && moves_index(left, right) {
            // Rust evaluates the left side first where the operator is somebody's function.
            return self.error(span, m::MOVED_INDEX);
        }
        if !number && (self.is_overloaded(&target, left) || self.is_overloaded(&value, right)) {
            return self.overloaded_assignment(target, op, value, span);
        }
        let value = self.value(value, m::span(right));
        match target {
            Outcome::Slot(slot) => {
                let old = self.value(Outcome::Slot(slot), m::span(left));
                let new = self.operation(op, old, value, span);
                self.set(slot, new, span);
            }
            Outcome::Place(place) => self.update(&place, op, value, span),
            Outcome::Ref(inner, true) => match *inner {
                // `x += 1.0` of a reference `x` is an error of the user's that rustc explains.
                Outcome::Place(place) => self.update(&place, op, value, span),
                _ => {
                    self.error(span, m::ASSIGNED_REFERENCE);
                }
            },
            Outcome::Poison | Outcome::Never => {}
            _ => {
                self.error(span, m::ASSIGNED_VALUE);
            }
        }
        Outcome::Unit
    }

    fn update(&mut self, place: &Place, op: Binary, value: Value, span: Span) {
        let ty = self.place_type(place);
        if !matches!(op, Binary::Shl | Binary::Shr) {
            self.unify_value(value, &ty, span);
        }
        self.infer.narrow(&ty, Kind::Number);
        let float = !matches!(self.infer.kind(&ty), Kind::Int);
        if float && matches!(op, Binary::Add | Binary::Sub) && !self.is_constant(place) {
            // What turns out to be an integer is rewritten at the end.
            self.emit(Stmt::Update {
                place: place.clone(),
                value,
                subtract: op == Binary::Sub,
            });
            return;
        }
        let name = self.place_name(place);
        let old = self.define(Expr::Load(place.clone()), ty, &name, span);
        let new = self.operation(op, old, value, span);
        self.store(place, Outcome::Value(new), span);
    }
}
