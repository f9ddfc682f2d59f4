//! Irrefutable patterns: `let`, parameters, loops.

use crate::ir::{Init, Place, Projection};
use crate::lower::builder::named;
use crate::lower::closures::function_tables;
use crate::lower::library::types::Shape;
use crate::lower::messages as m;
use crate::lower::options::failures::Fault;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// `let pattern = outcome;`
    pub(in crate::lower) fn bind(&mut self, pattern: &syn::Pat, outcome: Outcome) {
        let span = m::span_of(pattern);
        self.shape(pattern, &outcome);
        match pattern {
            syn::Pat::Ident(ident) => self.bind_ident(ident, outcome),
            syn::Pat::Wild(_) => {}
            syn::Pat::Paren(paren) => self.bind(&paren.pat, outcome),
            syn::Pat::Type(typed) if options::held::type_inside(&typed.ty).is_some() => {
                if self.bind_room(&typed.pat, &outcome, &typed.ty).is_some() {
                    return;
                }
                let outcome = self.annotated_option(outcome, &typed.ty);
                self.bind(&typed.pat, outcome);
            }
            syn::Pat::Type(typed) if collections::maps::is_map(&typed.ty) => {
                let map = self.annotated_map(outcome, &typed.ty);
                self.bind(&typed.pat, map);
            }
            syn::Pat::Type(typed)
                if outcome.as_callable().is_some() || function_tables::has_functions(&typed.ty) =>
            {
                self.bind(&typed.pat, outcome);
            }
            syn::Pat::Type(typed) => {
                let ty = self.type_from(&typed.ty);
                let span = m::span_of(&*typed.ty);
                let outcome = self.as_deque_or_list(outcome, &ty, span);
                let outcome = self.annotated(outcome, &ty, span);
                self.bind(&typed.pat, outcome);
            }
            syn::Pat::Reference(reference) => {
                let inner = self.dereference(outcome);
                let inner = self.read(inner, span);
                self.bind(&reference.pat, inner);
            }
            syn::Pat::Tuple(tuple) => self.bind_tuple(tuple, outcome, span),
            syn::Pat::Slice(slice) => self.bind_slice(slice, outcome, span),
            syn::Pat::Struct(parts) => self.bind_struct(parts, outcome),
            syn::Pat::TupleStruct(parts) => self.bind_tuple_struct(parts, outcome),
            syn::Pat::Or(_) => self.bind_names(pattern, &outcome),
            _ => {
                if !matches!(outcome, Outcome::Poison) {
                    self.error(span, m::PATTERN);
                }
                for name in scan::pattern_names(pattern) {
                    self.scope.bind(&name, Outcome::Poison);
                }
            }
        }
    }

    /// What a type annotation says about an outcome.
    pub(in crate::lower) fn annotated(
        &mut self,
        outcome: Outcome,
        ty: &Type,
        span: Span,
    ) -> Outcome {
        if let Some(library) = self.infer.library(ty)
            && let Outcome::Place(place) = &outcome
        {
            // An array is collected into like a `Vec`.
            let found = self.place_type(place);
            let is_list = matches!(self.infer.shallow(&found), Type::Vec(_));
            if is_list && library.shape == Shape::Array(1) {
                return self.array_of_items(place.clone(), span);
            }
        }
        match (&outcome, ty) {
            // A reference to a reference is coerced to the reference that is asked for.
            (Outcome::Ref(inner, _), Type::Ref(behind, _))
                if matches!(**inner, Outcome::Ref(..))
                    && !matches!(**behind, Type::Ref(..) | Type::Var(_)) =>
            {
                return self.annotated((**inner).clone(), ty, span);
            }
            (
                Outcome::Poison
                | Outcome::Never
                | Outcome::Callable(_)
                | Outcome::Iter(_)
                | Outcome::Maybe(..)
                | Outcome::Failing(..)
                | Outcome::Ordering(_),
                _,
            ) => {}
            (Outcome::Ref(inner, _), Type::Ref(behind, _)) => {
                let found = self.type_of(inner);
                self.unify(&found, behind, span);
            }
            _ => {
                let found = self.type_of(&outcome);
                self.unify(&found, ty, span);
            }
        }
        outcome
    }

    fn bind_ident(&mut self, pattern: &syn::PatIdent, outcome: Outcome) {
        let name = pattern.ident.to_string();
        if let Some((_, inner)) = &pattern.subpat {
            self.bind(inner, outcome.clone());
        }
        let outcome = match pattern.by_ref {
            Some(_) => outcome.reference(pattern.mutability.is_some()),
            None => {
                let mutable = pattern.mutability.is_some();
                self.variable(&name, outcome, mutable, pattern.ident.span())
            }
        };
        self.scope.bind(&name, outcome);
    }

    /// What a new variable of this name stands for.
    pub(in crate::lower) fn variable(
        &mut self,
        name: &str,
        outcome: Outcome,
        mutable: bool,
        span: Span,
    ) -> Outcome {
        let outcome = self.function_in(outcome, span);
        let outcome = self.borrower_in(outcome);
        let outcome = self.number_by_itself(outcome);
        match outcome {
            Outcome::Borrower(borrowing) => self.borrower_named(&borrowing, name),
            Outcome::Map(map) => self.map_variable(map, name, span),
            Outcome::Cell(place) => self.cell_variable(place, name),
            Outcome::Value(value) => {
                let ty = self.function.value(value).ty.clone();
                let array = match self.infer.shallow(&ty) {
                    Type::Array(..) | Type::Vec(_) => true,
                    Type::Var(_) if self.infer.library(&ty).is_some() => true,
                    Type::Var(_) if self.is_trait_object(&ty) => true,
                    Type::Var(_) => self.infer.name(&ty).is_some() && self.facts.is_object(name),
                    _ => false,
                };
                if let Type::Tuple(_) = self.infer.shallow(&ty) {
                    let parts = self.opened(outcome, span);
                    return self.variable(name, parts, mutable, span);
                }
                if array {
                    let init = Init::Operand(Operand::Value(value));
                    let memory = self.allocate(init, ty, name, span);
                    self.own(memory);
                    return Outcome::Place(Place::whole(memory));
                }
                self.name_value(value, name);
                if mutable {
                    let slot = self.new_slot(named(name, true), ty, Some(value), span);
                    return Outcome::Slot(slot);
                }
                Outcome::Value(value)
            }
            Outcome::Tuple(items) => {
                let items = items.into_iter().enumerate();
                let parts = items
                    .map(|(at, item)| self.variable(&format!("{name}_{at}"), item, mutable, span));
                Outcome::Tuple(parts.collect())
            }
            Outcome::Place(place) => self.array_variable(name, place, mutable, span),
            Outcome::Iter(iter) if mutable => self.cursor(name, iter, span),
            Outcome::Ref(behind, lent) if mutable && matches!(*behind, Outcome::Place(_)) => {
                match *behind {
                    Outcome::Place(place) => self.moving_variable(name, &place, lent, span),
                    behind => behind.reference(lent),
                }
            }
            Outcome::Maybe(there, inner) => {
                self.option_variable(name, *there, *inner, mutable, span)
            }
            Outcome::Failing(_, Fault::Own) => self.error(span, m::OWN_RESULT),
            Outcome::Failing(maybe, fault) => {
                let maybe = self.variable(name, *maybe, mutable, span);
                Outcome::Failing(Box::new(maybe), fault)
            }
            Outcome::Slot(_) => {
                let value = self.value(outcome, span);
                self.variable(name, Outcome::Value(value), mutable, span)
            }
            Outcome::Const(id) if mutable || !self.facts.is_memory(name) => {
                let ty = self.consts[id].ty.clone();
                if let Type::Array(..) | Type::Slice(_) = self.infer.shallow(&ty) {
                    let memory = self.constant_memory(id, span);
                    return self.array_variable(name, Place::whole(memory), mutable, span);
                }
                if self.facts.is_memory(name) && self.infer.name(&ty).is_none() {
                    self.error(span, m::MUTABLE_CONST);
                    return Outcome::Poison;
                }
                let value = self.constant_value(id, span);
                self.variable(name, Outcome::Value(value), mutable, span)
            }
            other => other,
        }
    }

    /// A variable of an array or a `Vec`: the memory itself if it is new or moved, else a copy.
    fn array_variable(&mut self, name: &str, place: Place, mutable: bool, span: Span) -> Outcome {
        if self.can_move(&place) {
            let memory = place.memory;
            if self.own(memory) {
                let info = &mut self.function.memories[memory.index()];
                info.name = name.to_string();
                info.span = span;
            }
            return Outcome::Place(place);
        }
        if !mutable && (self.is_constant(&place) || self.is_borrowed_field(&place)) {
            return Outcome::Place(place);
        }
        let ty = match self.place_type(&place) {
            Type::Slice(item) => Type::Vec(item),
            other => other,
        };
        let memory = self.allocate(Init::Clone(place.clone()), ty, name, span);
        self.is_copy_of(&place, memory);
        self.own(memory);
        Outcome::Place(Place::whole(memory))
    }

    /// A tuple pattern says that what it takes apart is a tuple, and how long.
    pub(in crate::lower) fn shape(&mut self, pattern: &syn::Pat, outcome: &Outcome) {
        let known = matches!(
            outcome,
            Outcome::Value(_) | Outcome::Place(_) | Outcome::Const(_) | Outcome::Ref(..)
        );
        if known && let syn::Pat::Tuple(_) | syn::Pat::Reference(_) = pattern {
            let ty = self.type_of(outcome);
            self.shape_of(pattern, &ty);
        }
    }

    fn shape_of(&mut self, pattern: &syn::Pat, ty: &Type) {
        match (pattern, self.infer.shallow(ty)) {
            (syn::Pat::Paren(paren), ty) => self.shape_of(&paren.pat, &ty),
            (syn::Pat::Reference(reference), Type::Ref(behind, _)) => {
                self.shape_of(&reference.pat, &behind);
            }
            (_, Type::Ref(behind, _)) => self.shape_of(pattern, &behind),
            (syn::Pat::Reference(reference), ty) => self.shape_of(&reference.pat, &ty),
            (syn::Pat::Tuple(tuple), ty)
                if !tuple.elems.iter().any(|p| matches!(p, syn::Pat::Rest(_))) =>
            {
                self.as_tuple(&ty, tuple.elems.len(), m::span_of(tuple));
                if let Type::Tuple(items) = self.infer.shallow(&ty) {
                    for (pattern, item) in tuple.elems.iter().zip(&items) {
                        self.shape_of(pattern, item);
                    }
                }
            }
            _ => {}
        }
    }

    /// Makes a type of unknown structure, which is taken apart as a tuple, a tuple of components of
    /// unknown structure.
    pub(in crate::lower) fn as_tuple(&mut self, ty: &Type, count: usize, span: Span) {
        let Type::Var(_) = self.infer.shallow(ty) else {
            return;
        };
        let name = self.infer.name(ty);
        let components = (0..count).map(|at| match &name {
            Some(of) => (self.infer).named(Type::Component(Box::new(of.clone()), at), span),
            None => self.infer.of_constant(),
        });
        let components = Type::Tuple(components.collect());
        self.unify(ty, &components, span);
    }

    fn bind_tuple(&mut self, tuple: &syn::PatTuple, outcome: Outcome, span: Span) {
        let mut outcome = self.opened(outcome, span);
        if let Outcome::Value(_) = outcome {
            outcome = self.error(span, m::UNKNOWN_TUPLE);
        }
        for (at, pattern) in self.parts_of_tuple(tuple, &outcome) {
            if matches!(pattern, syn::Pat::Wild(_)) {
                continue;
            }
            let part = match &outcome {
                // The parts of a tuple behind a reference are behind it too.
                Outcome::Ref(inner, mutable) => self
                    .component((**inner).clone(), at, span)
                    .reference(*mutable),
                _ => {
                    let part = self.component(outcome.clone(), at, span);
                    self.read(part, span)
                }
            };
            self.bind(pattern, part);
        }
    }

    fn bind_slice(&mut self, slice: &syn::PatSlice, outcome: Outcome, span: Span) {
        let behind = match &outcome {
            Outcome::Ref(_, mutable) => Some(*mutable),
            _ => None,
        };
        let place = self.place_of(outcome, span);
        let total = slice.elems.len();
        let is_rest = |p: &syn::Pat| match p {
            syn::Pat::Rest(_) => true,
            syn::Pat::Ident(i) => i
                .subpat
                .as_ref()
                .is_some_and(|(_, p)| matches!(**p, syn::Pat::Rest(_))),
            _ => false,
        };
        let rest = slice.elems.iter().position(is_rest);
        for (at, pattern) in slice.elems.iter().enumerate() {
            let Some(place) = &place else {
                self.bind(pattern, Outcome::Poison);
                continue;
            };
            if rest == Some(at) {
                if let syn::Pat::Ident(ident) = pattern {
                    let (from, last) = (at as u64, total - at - 1);
                    self.bind_rest(ident, place, (from, last), behind, span);
                }
                continue;
            }
            if matches!(pattern, syn::Pat::Wild(_)) {
                continue;
            }
            let index = match rest {
                Some(rest) if at > rest => self.counted_back(place, total - at, span),
                _ => self.usize(at as u64, span),
            };
            let item = Outcome::Place(place.then(Projection::Index(index)));
            let item = match behind {
                Some(mutable) => item.reference(mutable),
                None => self.read(item, span),
            };
            match patterns::conditional::always_fits(pattern) {
                true => self.bind(pattern, item),
                false => self.bind_names(pattern, &item),
            }
        }
    }

    /// `let pattern;`
    pub(in crate::lower) fn declare(&mut self, pattern: &syn::Pat) {
        match pattern {
            syn::Pat::Ident(ident) => {
                let ty = self.infer.fresh();
                self.declare_slot(&ident.ident, &ty);
            }
            syn::Pat::Type(typed) => {
                let ty = self.type_from(&typed.ty);
                match &*typed.pat {
                    syn::Pat::Ident(ident) => self.declare_slot(&ident.ident, &ty),
                    _ => self.declare(&typed.pat),
                }
            }
            syn::Pat::Tuple(tuple) => tuple.elems.iter().for_each(|p| self.declare(p)),
            other => {
                self.error(m::span_of(other), m::PATTERN);
            }
        }
    }

    fn declare_slot(&mut self, ident: &syn::Ident, ty: &Type) {
        let name = ident.to_string();
        let outcome = match self.infer.shallow(ty) {
            Type::Tuple(items) => {
                let slots = items.iter().enumerate().map(|(at, ty)| {
                    let name = named(&format!("{name}_{at}"), true);
                    Outcome::Slot(self.new_slot(name, ty.clone(), None, ident.span()))
                });
                Outcome::Tuple(slots.collect())
            }
            Type::Ref(..) => self.error(ident.span(), m::DECLARED_REFERENCE),
            other => Outcome::Slot(self.new_slot(named(&name, true), other, None, ident.span())),
        };
        self.scope.bind(&name, outcome);
    }
}
