//! Iterators: a length and an item at `i`. A chain of adaptors is one counted loop.

use crate::ir::{Binary, Expr, Place, Projection};
use crate::lower::closures::Callable;
use crate::lower::flow::branch;
use crate::lower::iteration::sequential::Step;
use crate::lower::messages as m;
use crate::lower::state::Counted;
use crate::lower::*;
use std::rc::Rc;

/// What a chain iterates over.
pub(in crate::lower) enum Iter {
    Range {
        from: Option<Value>,
        to: Option<Value>,
        inclusive: bool,
    },
    /// The elements of a place: references, mutable ones, or values.
    Items(Place, By),
    Windows(Place, Value),
    /// Place, size, length of the place, whether the rest is left out, whether mutable.
    Chunks {
        place: Place,
        size: Value,
        length: Value,
        exact: bool,
        mutable: bool,
    },
    Zip(Rc<Iter>, Rc<Iter>),
    Enumerate(Rc<Iter>),
    /// With the length, if it is known.
    Rev(Rc<Iter>, Option<Value>),
    Skip(Rc<Iter>, Value),
    Take(Rc<Iter>, Value),
    StepBy(Rc<Iter>, Value),
    Copied(Rc<Iter>),
    Map(Rc<Iter>, Rc<Callable>),
    Inspect(Rc<Iter>, Rc<Callable>),
    /// What comes one after the other, and the length of the first.
    Chain(Rc<Iter>, Rc<Iter>, Value),
    /// What begins anew after its end, and how many items it has.
    Cycle(Rc<Iter>, Value),
    /// The same item again and again, so often if that is known.
    Repeat(Outcome, Option<Value>),
    /// Rows or columns of a matrix.
    Parts(Box<crate::lower::library::parts::Parts>),
    /// What has no item at an index.
    Step(Rc<Iter>, Step),
    /// A variable that is moved on: what it goes over, and how many items are gone.
    Cursor(Rc<Iter>, crate::lower::scope::Slot),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum By {
    Ref,
    RefMut,
    Value,
}

impl<'a> Lowerer<'a> {
    /// What a `for` loop or `zip` iterates over.
    pub(in crate::lower) fn iterator(&mut self, outcome: Outcome, span: Span) -> Option<Rc<Iter>> {
        if let Some(iter) = self.own_iterator(&outcome, span) {
            return Some(iter);
        }
        if let Some(items) = self.own_into_iter(&outcome, span) {
            return self.iterator(items, span);
        }
        if let Some(items) = self.items_of_option(&outcome, span) {
            return Some(items);
        }
        match outcome {
            Outcome::Iter(iter) => Some(self.rest(iter)),
            Outcome::Map(map) => Some(self.map_items(&map, By::Value)),
            Outcome::Ref(inner, mutable) => match *inner {
                Outcome::Map(map) if mutable => Some(self.map_items(&map, By::RefMut)),
                Outcome::Map(map) => Some(self.map_items(&map, By::Ref)),
                Outcome::Iter(iter) => self.lent_items(iter, span),
                other => {
                    let by = if mutable { By::RefMut } else { By::Ref };
                    self.items(other, by, span)
                }
            },
            other => self.items(other, By::Value, span),
        }
    }

    pub(in crate::lower) fn items(
        &mut self,
        outcome: Outcome,
        by: By,
        span: Span,
    ) -> Option<Rc<Iter>> {
        if let Some(library) = self.library(&outcome) {
            let place = match by {
                By::RefMut => {
                    let matrix = self.place_of(outcome, span)?;
                    self.lend_elements(matrix, &library, None, span)?
                }
                By::Ref | By::Value => self.library_elements(outcome, &library, span)?,
            };
            return Some(Rc::new(Iter::Items(place, by)));
        }
        let place = self.place_of(outcome, span)?;
        let ty = self.place_type(&place);
        match self.infer.shallow(&ty) {
            Type::Array(..) | Type::Slice(_) | Type::Vec(_) | Type::Var(_) => {}
            _ => {
                let text = self.infer.describe(&ty);
                self.error_about(span, m::NOT_ITERABLE, &text);
                return None;
            }
        }
        self.element_type(&ty, span);
        let (place, by) = match by {
            By::Value if self.is_lent_item(&place) => (self.behind_lent(place), By::Ref),
            By::Value => (self.as_it_is(place, span), by),
            By::Ref => (self.behind_lent(place), by),
            By::RefMut => (place, by),
        };
        Some(Rc::new(Iter::Items(place, by)))
    }

    /// The number of items, before the loop; `None` if there is no end.
    pub(in crate::lower) fn iter_length(&mut self, iter: &Iter, span: Span) -> Option<Value> {
        match iter {
            Iter::Range {
                from: Some(from),
                to: Some(to),
                inclusive,
            } => {
                let ty = self.function.value(*to).ty.clone();
                let from_zero = self.integers.get(from) == Some(&0);
                if from_zero && !inclusive && self.infer.shallow(&ty) == Type::USIZE {
                    return Some(*to);
                }
                let one = self.usize(1, span);
                Some(self.trips(*from, *to, one, *inclusive, span))
            }
            Iter::Range { .. } | Iter::Cycle(..) => None,
            Iter::Items(place, _) => Some(self.length(place, span)),
            Iter::Windows(place, size) => {
                let length = self.length(place, span);
                let one = self.usize(1, span);
                let less = self.index_binary(Binary::Sub, *size, one, span);
                Some(self.method("saturating_sub", vec![length, less], Type::USIZE, span))
            }
            Iter::Chunks {
                size,
                length,
                exact: true,
                ..
            } => Some(self.index_binary(Binary::Div, *length, *size, span)),
            Iter::Chunks { size, length, .. } => {
                Some(self.method("div_ceil", vec![*length, *size], Type::USIZE, span))
            }
            Iter::Zip(a, b) => {
                let (a, b) = (self.iter_length(a, span), self.iter_length(b, span));
                match (a, b) {
                    (Some(a), Some(b)) => Some(self.shorter(a, b, span)),
                    (a, b) => a.or(b),
                }
            }
            Iter::Rev(_, Some(length)) => Some(*length),
            Iter::Enumerate(inner)
            | Iter::Rev(inner, None)
            | Iter::Copied(inner)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _) => self.iter_length(inner, span),
            Iter::Skip(inner, by) => {
                let length = self.iter_length(inner, span)?;
                Some(self.method("saturating_sub", vec![length, *by], Type::USIZE, span))
            }
            Iter::Take(inner, count) => match self.iter_length(inner, span) {
                Some(length) => Some(self.shorter(length, *count, span)),
                None => Some(*count),
            },
            Iter::StepBy(inner, step) => {
                if let Iter::Range {
                    from: Some(from),
                    to: Some(to),
                    inclusive,
                } = &**inner
                {
                    return Some(self.trips(*from, *to, *step, *inclusive, span));
                }
                let length = self.iter_length(inner, span)?;
                Some(self.method("div_ceil", vec![length, *step], Type::USIZE, span))
            }
            Iter::Chain(_, second, first) => {
                let second = self.iter_length(second, span)?;
                Some(self.index_binary(Binary::Add, *first, second, span))
            }
            Iter::Repeat(_, count) => *count,
            Iter::Parts(parts) => Some(parts.count),
            Iter::Step(..) | Iter::Cursor(..) => {
                self.error(span, m::FILTERED);
                None
            }
        }
    }

    fn trips(&mut self, from: Value, to: Value, step: Value, inclusive: bool, span: Span) -> Value {
        let name = if inclusive {
            "trips_inclusive"
        } else {
            "trips"
        };
        let expr = Expr::Runtime(name, vec![from, to, step]);
        self.define(expr, Type::USIZE, "trips", span)
    }

    fn method(&mut self, name: &'static str, args: Vec<Value>, ty: Type, span: Span) -> Value {
        self.define(Expr::Method(name, args), ty, "", span)
    }

    fn shorter(&mut self, a: Value, b: Value, span: Span) -> Value {
        let literals = (self.integers.get(&a), self.integers.get(&b));
        match literals {
            _ if a == b => a,
            (Some(x), Some(y)) => {
                if x <= y {
                    a
                } else {
                    b
                }
            }
            _ => self.method("min", vec![a, b], Type::USIZE, span),
        }
    }

    /// The item at an index.
    pub(in crate::lower) fn item_at(&mut self, iter: &Iter, index: Value, span: Span) -> Outcome {
        match iter {
            Iter::Range { from, .. } => match from {
                Some(from) => Outcome::Value(self.counted_from(*from, index, span)),
                None => self.error(span, m::ENDLESS_RANGE),
            },
            Iter::Items(place, by) => {
                let item = Outcome::Place(place.then(Projection::Index(index)));
                match by {
                    By::Value => self.own_item(item, span),
                    By::Ref => item.reference(false),
                    By::RefMut => item.reference(true),
                }
            }
            Iter::Windows(place, size) => {
                let to = self.index_binary(Binary::Add, index, *size, span);
                let range = Projection::Range(Some(index), Some(to));
                Outcome::Place(place.then(range)).reference(false)
            }
            Iter::Chunks {
                place,
                size,
                length,
                exact,
                mutable,
            } => {
                let from = self.index_binary(Binary::Mul, index, *size, span);
                let mut to = self.index_binary(Binary::Add, from, *size, span);
                if !exact {
                    to = self.method("min", vec![to, *length], Type::USIZE, span);
                }
                let range = Projection::Range(Some(from), Some(to));
                Outcome::Place(place.then(range)).reference(*mutable)
            }
            Iter::Zip(a, b) => {
                let a = self.item_at(a, index, span);
                Outcome::Tuple(vec![a, self.item_at(b, index, span)])
            }
            Iter::Enumerate(inner) => Outcome::Tuple(vec![
                Outcome::Value(index),
                self.item_at(inner, index, span),
            ]),
            Iter::Rev(inner, length) => {
                let Some(length) = *length else {
                    return self.error(span, m::ENDLESS_RANGE);
                };
                let one = self.usize(1, span);
                let last = self.index_binary(Binary::Sub, length, one, span);
                let index = self.index_binary(Binary::Sub, last, index, span);
                self.item_at(inner, index, span)
            }
            Iter::Skip(inner, by) => {
                let index = self.index_binary(Binary::Add, index, *by, span);
                self.item_at(inner, index, span)
            }
            Iter::Take(inner, _) => self.item_at(inner, index, span),
            Iter::StepBy(inner, step) => {
                let index = self.index_binary(Binary::Mul, index, *step, span);
                self.item_at(inner, index, span)
            }
            Iter::Copied(inner) => {
                let item = self.item_at(inner, index, span);
                let item = self.dereference(item);
                self.read(item, span)
            }
            Iter::Map(inner, f) => {
                let item = self.item_at(inner, index, span);
                let outcome = self.apply(f, vec![item], span);
                self.settle(outcome, span)
            }
            Iter::Inspect(inner, f) => {
                let item = self.item_at(inner, index, span);
                self.apply(f, vec![item.clone().reference(false)], span);
                item
            }
            Iter::Chain(first, second, length) => {
                let in_first = self.operation(Binary::Lt, index, *length, span);
                self.branch(
                    in_first,
                    &mut |l, k| {
                        let item = l.item_at(first, index, span);
                        k(l, item)
                    },
                    &mut |l, k| {
                        let index = l.index_binary(Binary::Sub, index, *length, span);
                        let item = l.item_at(second, index, span);
                        k(l, item)
                    },
                    &mut branch::as_is,
                    span,
                )
            }
            Iter::Cycle(inner, length) => {
                let index = self.index_binary(Binary::Rem, index, *length, span);
                self.item_at(inner, index, span)
            }
            Iter::Repeat(item, _) => self.repeated_item(item, span),
            Iter::Parts(parts) => self.part_at(parts, index, span),
            Iter::Step(..) | Iter::Cursor(..) => self.error(span, m::FILTERED),
        }
    }

    /// `from + index`, in the type of `from`.
    fn counted_from(&mut self, from: Value, index: Value, span: Span) -> Value {
        let ty = self.function.value(from).ty.clone();
        if self.infer.shallow(&ty) == Type::USIZE {
            return self.index_binary(Binary::Add, from, index, span);
        }
        let is_open = matches!(self.infer.shallow(&ty), Type::Var(_));
        let cast = self.define(Expr::Cast(index, ty.clone()), ty, "", span);
        let result = self.operation(Binary::Add, from, cast, span);
        if is_open {
            self.pending.counted.push(Counted {
                from,
                index,
                cast,
                result,
            });
        }
        result
    }
}
