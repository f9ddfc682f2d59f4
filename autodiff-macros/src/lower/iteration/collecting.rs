//! What iterators are collected into.

use crate::ir::{Count, Init, Place, Projection};
use crate::lower::builder::Deferred;
use crate::lower::iteration::iterators::Iter;
use crate::lower::library::types::Shape;
use crate::lower::memory::lengths::lends_mutably;
use crate::lower::messages as m;
use crate::lower::*;

/// What is known of the items of a `Vec` that is filled.
pub(in crate::lower) struct Gathering {
    pub(in crate::lower) item: Type,
    /// Zeros in the structure of an item, to begin with; without, items are pushed.
    pub(in crate::lower) zero: Option<Operand>,
}

impl<'a> Lowerer<'a> {
    /// `collect::<Vec<_>>()`: a `Vec` of zeros, and one loop that stores the items.
    pub(in crate::lower) fn collected(
        &mut self,
        iter: &Iter,
        ty: Option<Type>,
        span: Span,
    ) -> Outcome {
        if let Some(library) = ty.as_ref().and_then(|ty| self.infer.library(ty)) {
            let items = self.collected(iter, None, span);
            return match (library.shape, self.place_of(items, span)) {
                (Shape::Array(1), Some(place)) => self.array_of_items(place, span),
                _ => self.error(span, m::COLLECT),
            };
        }
        match ty.map(|ty| self.infer.shallow(&ty)) {
            None | Some(Type::Vec(_) | Type::Var(_)) => {}
            Some(_) => return self.error(span, m::COLLECT),
        }
        if iter.is_sequential() {
            return self.collected_one_by_one(iter, span);
        }
        let Some(length) = self.iter_length(iter, span) else {
            return self.error(span, m::ENDLESS_RANGE);
        };
        self.gathered(length, span, &mut |l, place, gathering| {
            l.each_indexed(iter, Some(length), None, span, &mut |l, index, item| {
                let position = l.position(iter, length, index, span);
                l.gather(place, gathering, position, item, span);
            });
        })
    }

    /// Items of which nobody knows in front of the loop how many there are.
    fn collected_one_by_one(&mut self, iter: &Iter, span: Span) -> Outcome {
        let made = self.array(std::iter::empty(), true, span);
        if let Outcome::Place(place) = &made {
            self.each(
                iter,
                None,
                span,
                &mut |l, item| match lends_mutably(&item) {
                    true => _ = l.error(span, m::COLLECTED_REFERENCES),
                    false => l.push_item(place, item, span),
                },
            );
        }
        made
    }

    /// A `Vec` of zeros that a loop fills. The items' structure shows only when the loop is lowered:
    /// the `Vec` is made then.
    pub(in crate::lower) fn gathered(
        &mut self,
        length: Value,
        span: Span,
        fill: &mut dyn FnMut(&mut Self, &Place, &mut Gathering),
    ) -> Outcome {
        let item = self.infer.fresh();
        let vec = self.function.new_memory(crate::ir::MemoryInfo {
            ty: Type::Vec(Box::new(item.clone())),
            name: "collected".into(),
            span,
            origin: crate::ir::Origin::Local,
        });
        let place = Place::whole(vec);
        let mut gathering = Gathering { item, zero: None };
        let (stmts, ()) = self.collect(|l| fill(l, &place, &mut gathering));
        let init = match gathering.zero {
            Some(value) => Init::Repeat {
                value,
                count: Count::Vec(length),
            },
            None => Init::VecOf(Vec::new()),
        };
        self.emit(Stmt::Alloc { memory: vec, init });
        stmts.into_iter().for_each(|stmt| self.emit(stmt));
        Outcome::Place(place)
    }

    /// Stores an item.
    pub(in crate::lower) fn gather(
        &mut self,
        place: &Place,
        gathering: &mut Gathering,
        position: Value,
        item: Outcome,
        span: Span,
    ) {
        let item = self.read(item, span);
        let item = self.collected_item(place, item, span);
        let ty = self.type_of(&item);
        self.unify(&ty, &gathering.item, span);
        gathering.zero = self.put_item(place, position, item, span);
    }

    /// Stores an item at a position where a zero stands, which is returned, or, if the item's type
    /// has none, pushes it.
    pub(in crate::lower) fn put_item(
        &mut self,
        place: &Place,
        position: Value,
        item: Outcome,
        span: Span,
    ) -> Option<Operand> {
        let zero = self.zeros(&item, span);
        if zero.is_some() {
            let target = place.then(Projection::Index(position));
            self.assign_to(Outcome::Place(target), item, span);
        } else {
            let item = match item {
                // An element cannot be moved out of its array.
                Outcome::Place(place) if !place.path.is_empty() => {
                    let ty = self.place_type(&place);
                    let copy = self.allocate(Init::Clone(place), ty, "item", span);
                    Outcome::Place(Place::whole(copy))
                }
                item => self.settle(item, span),
            };
            let operand = self.operand(item, span);
            let place = place.clone();
            self.emit(Stmt::Push { place, operand });
        }
        zero
    }

    /// Zeros in the structure of an item, if such can be made without looking at it.
    pub(in crate::lower) fn zeros(&mut self, item: &Outcome, span: Span) -> Option<Operand> {
        match item {
            Outcome::Tuple(items) => {
                let items: Option<Vec<_>> = items.iter().map(|i| self.zeros(i, span)).collect();
                items.map(Operand::Tuple)
            }
            Outcome::Value(value) => {
                let ty = self.function.value(*value).ty.clone();
                self.zero_of(ty, span)
            }
            Outcome::Place(place) => {
                let ty = self.place_type(place);
                self.zero_of(ty, span)
            }
            Outcome::Poison | Outcome::Never => Some(Operand::Unit),
            _ => {
                self.error(span, m::COLLECTED_REFERENCES);
                Some(Operand::Unit)
            }
        }
    }

    pub(in crate::lower) fn zero_of(&mut self, ty: Type, span: Span) -> Option<Operand> {
        let has_zero = match self.infer.shallow(&ty) {
            Type::Vec(_) | Type::Slice(_) | Type::Tuple(_) => false,
            Type::Array(item, _) => {
                return self
                    .zero_of(*item, span)
                    .map(|_| Operand::Value(self.deferred(Deferred::Zero, ty, span)));
            }
            Type::Var(_) => self.infer.name(&ty).is_none() || self.is_number(&ty),
            _ => true,
        };
        has_zero.then(|| Operand::Value(self.deferred(Deferred::Zero, ty, span)))
    }
}
