//! Methods of iterators: adaptors, and what ends a chain.

use super::builder::{Deferred, named};
use super::closures::Callable;

use super::infer::Kind;
use super::iterators::Iter;
use super::messages as m;
use super::scope::Slot;
use super::*;
use crate::ir::{Binary, Place, Projection};
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    pub(super) fn iter_method(
        &mut self,
        iter: Rc<Iter>,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let adapted = match (name.as_str(), &args[..]) {
            ("iter" | "into_iter" | "fuse" | "clone", []) => return Outcome::Iter(iter),
            ("copied" | "cloned", []) => Iter::Copied(iter),
            ("enumerate", []) => Iter::Enumerate(iter),
            ("rev", []) => {
                let length = match *iter {
                    Iter::Filter(..) => None,
                    _ => self.iter_length(&iter, span),
                };
                Iter::Rev(iter, length)
            }
            ("zip", [other]) => {
                let outcome = self.expr(other);
                match self.iterator(outcome, m::span(*other)) {
                    Some(other) => Iter::Zip(iter, other),
                    None => return Outcome::Poison,
                }
            }
            ("skip" | "take" | "step_by", [count]) => {
                let value = self.scalar(count);
                self.unify_value(value, &Type::USIZE, m::span(*count));
                match name.as_str() {
                    "skip" => Iter::Skip(iter, value),
                    "take" => Iter::Take(iter, value),
                    _ => Iter::StepBy(iter, value),
                }
            }
            ("map" | "filter" | "inspect", [f]) => {
                let Some(f) = self.callable(f) else {
                    return Outcome::Poison;
                };
                match name.as_str() {
                    "map" => Iter::Map(iter, f),
                    "filter" => Iter::Filter(iter, f),
                    _ => Iter::Inspect(iter, f),
                }
            }
            _ => return self.consume(&iter, e, &name, &args, span),
        };
        Outcome::Iter(Rc::new(adapted))
    }

    fn consume(
        &mut self,
        iter: &Iter,
        e: &syn::ExprMethodCall,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Outcome {
        match (name, args) {
            ("sum", []) => {
                let ty = self.turbofish(e);
                self.reduce(iter, Binary::Add, ty, Deferred::Sum, "sum", span)
            }
            ("product", []) => {
                let ty = self.turbofish(e);
                self.reduce(iter, Binary::Mul, ty, Deferred::Product, "product", span)
            }
            ("count" | "len", []) => match self.counts(iter) {
                true => self.count(iter, span),
                false => match self.iter_length(iter, span) {
                    Some(length) => Outcome::Value(length),
                    None => self.error(span, m::ENDLESS_RANGE),
                },
            },
            ("fold", [init, f]) => {
                let init = self.rvalue(init);
                match self.callable(f) {
                    Some(f) => self.fold(iter, init, &f, span),
                    None => Outcome::Poison,
                }
            }
            ("for_each", [f]) => {
                if let Some(f) = self.callable(f) {
                    self.each(iter, None, span, &mut |l, item| {
                        let outcome = l.apply(&f, vec![item], span);
                        l.expect_unit(outcome, span);
                    });
                }
                Outcome::Unit
            }
            // A named iterator goes on where these have stopped.
            ("all" | "any", _) if matches!(expr::plain(&e.receiver), syn::Expr::Path(_)) => {
                self.error_about(span, m::ITERATOR_METHOD, name)
            }
            ("all" | "any", [f]) => match self.callable(f) {
                Some(f) => self.all_or_any(iter, &f, name == "all", span),
                None => Outcome::Poison,
            },
            ("collect", []) => {
                let ty = self.turbofish(e);
                self.collected(iter, ty, span)
            }
            ("contains", [value]) => self.range_contains(iter, value, span),
            (
                "min" | "max" | "min_by" | "max_by" | "min_by_key" | "max_by_key" | "next" | "last"
                | "nth" | "find" | "position" | "find_map" | "reduce",
                _,
            ) => self.error_about(span, m::OPTION_ITERATOR, name),
            _ => self.error_about(span, m::ITERATOR_METHOD, name),
        }
    }

    /// The type of `sum::<f64>()`.
    fn turbofish(&mut self, e: &syn::ExprMethodCall) -> Option<Type> {
        let arguments = e.turbofish.as_ref()?;
        match arguments.args.first()? {
            syn::GenericArgument::Type(ty) => Some(self.type_from(ty)),
            _ => None,
        }
    }

    /// A slot that a loop accumulates into.
    fn accumulator(&mut self, name: &str, ty: Type, value: Option<Value>, span: Span) -> Slot {
        self.new_slot(named(name, false), ty, value, span)
    }

    fn reduce(
        &mut self,
        iter: &Iter,
        op: Binary,
        ty: Option<Type>,
        start: Deferred,
        name: &str,
        span: Span,
    ) -> Outcome {
        let alive = self.alive.len();
        let ty = ty.unwrap_or_else(|| self.infer.of_kind(Kind::Number));
        let start = self.deferred(start, ty.clone(), span);
        let slot = self.accumulator(name, ty, Some(start), span);
        self.each(iter, None, span, &mut |l, item| {
            let item = l.value(item, span);
            let old = l.held(slot);
            let new = l.operation(op, old, item, span);
            l.set(slot, new, span);
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    fn fold(&mut self, iter: &Iter, init: Outcome, f: &Callable, span: Span) -> Outcome {
        let alive = self.alive.len();
        let ty = self.type_of(&init);
        if matches!(init, Outcome::Poison) {
            return init;
        }
        if let Type::Array(..) | Type::Vec(_) | Type::Ref(..) = self.infer.shallow(&ty) {
            return self.error(span, m::FOLDED_ARRAY);
        }
        let target = self.target_of(&ty, "folded", span);
        self.put_into(&target, init, span);
        self.each(iter, None, span, &mut |l, item| {
            let old = l.take_from(&target);
            let new = l.apply(f, vec![old, item], span);
            l.put_into(&target, new, span);
        });
        let result = self.take_from(&target);
        self.alive.truncate(alive);
        result
    }

    /// Whether the length of an iterator is not known before its loop.
    fn counts(&self, iter: &Iter) -> bool {
        match iter {
            Iter::Filter(..) => true,
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => self.counts(inner),
            _ => false,
        }
    }

    fn count(&mut self, iter: &Iter, span: Span) -> Outcome {
        let alive = self.alive.len();
        let zero = self.usize(0, span);
        let slot = self.accumulator("count", Type::USIZE, Some(zero), span);
        self.each(iter, None, span, &mut |l, _| {
            let old = l.held(slot);
            let one = l.usize(1, span);
            let new = l.index_binary(Binary::Add, old, one, span);
            l.set(slot, new, span);
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    /// `all` and `any` end with the first item that decides.
    fn all_or_any(&mut self, iter: &Iter, f: &Callable, all: bool, span: Span) -> Outcome {
        let alive = self.alive.len();
        let undecided = self.boolean(all);
        let slot = self.accumulator(
            if all { "all" } else { "any" },
            Type::Bool,
            Some(undecided),
            span,
        );
        self.each(iter, None, span, &mut |l, item| {
            let outcome = l.apply(f, vec![item], span);
            let value = l.value(outcome, span);
            l.unify_value(value, &Type::Bool, span);
            let leave = |l: &mut Self| {
                let decided = l.boolean(!all);
                l.put(slot, Some(decided));
                l.leave_loop()
            };
            l.branch(
                value,
                &mut |l, k| if all { k(l, Outcome::Unit) } else { leave(l) },
                &mut |l, k| if all { leave(l) } else { k(l, Outcome::Unit) },
                &mut branch::as_is,
                span,
            );
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    fn range_contains(&mut self, iter: &Iter, value: &syn::Expr, span: Span) -> Outcome {
        let value = self.scalar(value);
        let Iter::Range {
            from,
            to,
            inclusive,
        } = iter
        else {
            return self.error_about(span, m::ITERATOR_METHOD, "contains");
        };
        let mut conditions = Vec::new();
        if let Some(from) = from {
            conditions.push(self.operation(Binary::Ge, value, *from, span));
        }
        if let Some(to) = to {
            let op = if *inclusive { Binary::Le } else { Binary::Lt };
            conditions.push(self.operation(op, value, *to, span));
        }
        match conditions[..] {
            [a, b] => Outcome::Value(self.operation(Binary::BitAnd, a, b, span)),
            [a] => Outcome::Value(a),
            _ => Outcome::Value(self.boolean(true)),
        }
    }

    /// `collect::<Vec<_>>()`: a `Vec` of zeros, and one loop that stores the items.
    fn collected(&mut self, iter: &Iter, ty: Option<Type>, span: Span) -> Outcome {
        match ty.map(|ty| self.infer.shallow(&ty)) {
            None | Some(Type::Vec(_) | Type::Var(_)) => {}
            Some(_) => return self.error(span, m::COLLECT),
        }
        let Some(length) = self.iter_length(iter, span) else {
            return Outcome::Poison;
        };
        let item_type = self.infer.fresh();
        // The items' structure shows only when the body is lowered: the `Vec` is made then.
        let vec = self.function.new_memory(crate::ir::MemoryInfo {
            ty: Type::Vec(Box::new(item_type.clone())),
            name: "collected".into(),
            span,
            origin: crate::ir::Origin::Local,
        });
        let place = Place::whole(vec);
        let mut zero = Operand::Unit;
        let (stmts, ()) = self.collect(|l| {
            l.each_indexed(iter, Some(length), None, span, &mut |l, index, item| {
                let position = l.position(iter, length, index, span);
                let item = l.read(item, span);
                let ty = l.type_of(&item);
                l.unify(&ty, &item_type, span);
                zero = l.zeros(&item, span);
                let target = place.then(Projection::Index(position));
                l.assign_to(Outcome::Place(target), item, span);
            });
        });
        let init = crate::ir::Init::Repeat {
            value: zero,
            count: crate::ir::Count::Vec(length),
        };
        self.emit(Stmt::Alloc { memory: vec, init });
        stmts.into_iter().for_each(|stmt| self.emit(stmt));
        Outcome::Place(place)
    }

    /// Zeros in the structure of an item.
    fn zeros(&mut self, item: &Outcome, span: Span) -> Operand {
        match item {
            Outcome::Tuple(items) => {
                Operand::Tuple(items.iter().map(|i| self.zeros(i, span)).collect())
            }
            Outcome::Value(value) => {
                let ty = self.function.value(*value).ty.clone();
                if let Type::Array(..) | Type::Vec(_) = self.infer.shallow(&ty) {
                    self.error(span, m::COLLECTED_ARRAYS);
                }
                Operand::Value(self.deferred(Deferred::Zero, ty, span))
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
