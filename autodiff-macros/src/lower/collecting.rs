//! What iterators are collected into.

use super::builder::Deferred;
use super::iterators::Iter;
use super::messages as m;
use super::*;
use crate::ir::{Binary, Count, Init, Place, Projection};

/// What is known of the items of a `Vec` that is filled.
pub(super) struct Gathering {
    pub(super) item: Type,
    /// Zeros in the structure of an item.
    pub(super) zero: Operand,
}

impl<'a> Lowerer<'a> {
    /// `collect::<Vec<_>>()`: a `Vec` of zeros, and one loop that stores the items.
    pub(super) fn collected(&mut self, iter: &Iter, ty: Option<Type>, span: Span) -> Outcome {
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

    /// Items of which there may be fewer than are looked at: room for all, then the part that came.
    fn collected_one_by_one(&mut self, iter: &Iter, span: Span) -> Outcome {
        let alive = self.alive.len();
        let Some(bound) = self.iter_bound(iter, span) else {
            return Outcome::Poison;
        };
        let zero = self.usize(0, span);
        let count = self.accumulator("count", Type::USIZE, Some(zero), span);
        let all = self.gathered(bound, span, &mut |l, place, gathering| {
            l.each(iter, None, span, &mut |l, item| {
                let position = l.held(count);
                let one = l.usize(1, span);
                let next = l.index_binary(Binary::Add, position, one, span);
                l.put(count, Some(next));
                l.gather(place, gathering, position, item, span);
            });
        });
        let count = self.held(count);
        self.alive.truncate(alive);
        match all {
            Outcome::Place(place) => {
                let ty = self.place_type(&place);
                let part = place.then(Projection::Range(None, Some(count)));
                let memory = self.allocate(Init::Clone(part), ty, "collected", span);
                Outcome::Place(Place::whole(memory))
            }
            other => other,
        }
    }

    /// A `Vec` of zeros that a loop fills. The items' structure shows only when the loop is lowered:
    /// the `Vec` is made then.
    pub(super) fn gathered(
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
        let mut gathering = Gathering {
            item,
            zero: Operand::Unit,
        };
        let (stmts, ()) = self.collect(|l| fill(l, &place, &mut gathering));
        let init = Init::Repeat {
            value: gathering.zero,
            count: Count::Vec(length),
        };
        self.emit(Stmt::Alloc { memory: vec, init });
        stmts.into_iter().for_each(|stmt| self.emit(stmt));
        Outcome::Place(place)
    }

    /// Stores an item.
    fn gather(
        &mut self,
        place: &Place,
        gathering: &mut Gathering,
        position: Value,
        item: Outcome,
        span: Span,
    ) {
        let item = self.read(item, span);
        let ty = self.type_of(&item);
        self.unify(&ty, &gathering.item, span);
        gathering.zero = self.zeros(&item, span);
        let target = place.then(Projection::Index(position));
        self.assign_to(Outcome::Place(target), item, span);
    }

    /// Zeros in the structure of an item.
    pub(super) fn zeros(&mut self, item: &Outcome, span: Span) -> Operand {
        match item {
            Outcome::Tuple(items) => {
                Operand::Tuple(items.iter().map(|i| self.zeros(i, span)).collect())
            }
            Outcome::Value(value) => {
                let ty = self.function.value(*value).ty.clone();
                if let Type::Vec(_) = self.infer.shallow(&ty) {
                    self.error(span, m::COLLECTED_ARRAYS);
                }
                Operand::Value(self.deferred(Deferred::Zero, ty, span))
            }
            Outcome::Place(place) => {
                let ty = self.place_type(place);
                if let Type::Array(..) = self.infer.shallow(&ty) {
                    return Operand::Value(self.deferred(Deferred::Zero, ty, span));
                }
                self.error(span, m::COLLECTED_ARRAYS);
                Operand::Unit
            }
            Outcome::Poison | Outcome::Never => Operand::Unit,
            Outcome::Ref(..) => {
                self.error(span, m::COLLECTED_REFERENCES);
                Operand::Unit
            }
            _ => {
                self.error(span, m::COLLECTED_ARRAYS);
                Operand::Unit
            }
        }
    }
}
