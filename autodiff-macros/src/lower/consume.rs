//! Methods of iterators: adaptors, and what ends a chain.

use super::builder::{Deferred, named};
use super::closures::Callable;

use super::infer::Kind;
use super::iterators::Iter;
use super::messages as m;
use super::scope::Slot;
use super::sequential::Step;
use super::*;
use crate::ir::Binary;
use std::rc::Rc;

/// What moves an iterator on and leaves the rest of its items.
const ADVANCING: [&str; 10] = [
    "by_ref",
    "next",
    "nth",
    "all",
    "any",
    "find",
    "find_map",
    "position",
    "try_fold",
    "next_back",
];

/// Whether an expression makes the iterator, so that nobody asks it for the rest of its items.
fn is_new(receiver: &syn::Expr) -> bool {
    match expr::plain(receiver) {
        syn::Expr::MethodCall(call) => call.method != "by_ref",
        syn::Expr::Call(_) | syn::Expr::Range(_) => true,
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn iter_method(
        &mut self,
        iter: Rc<Iter>,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        if let Some(item) = self.asked(&iter, &name, &args, span) {
            return item;
        }
        if ADVANCING.contains(&name.as_str()) && !is_new(&e.receiver) {
            return self.error_about(span, m::ADVANCED, &name);
        }
        let iter = self.rest(iter);
        let adapted = match (name.as_str(), &args[..]) {
            ("peekable", []) => return Outcome::Iter(iter),
            ("iter" | "into_iter" | "fuse" | "clone", []) => return Outcome::Iter(iter),
            ("copied" | "cloned", []) => Iter::Copied(iter),
            ("enumerate", []) if iter.is_sequential() => Iter::Step(iter, Step::Numbered),
            ("enumerate", []) => Iter::Enumerate(iter),
            ("rev", []) => {
                if iter.is_flattened() {
                    return self.error_about(span, m::ITERATOR_METHOD, "rev");
                }
                let length = match iter.is_sequential() {
                    true => None,
                    false => self.iter_length(&iter, span),
                };
                Iter::Rev(iter, length)
            }
            ("flatten", []) => Iter::Step(iter, Step::Flatten),
            ("chain", [other]) => {
                let outcome = self.expr(other);
                let Some(other) = self.iterator(outcome, m::span(*other)) else {
                    return Outcome::Poison;
                };
                match self.iter_length(&iter, span) {
                    Some(length) => Iter::Chain(iter, other, length),
                    None if iter.is_sequential() => return Outcome::Poison,
                    None => return self.error(span, m::ENDLESS_RANGE),
                }
            }
            ("scan", [init, f]) => {
                let init = self.rvalue(init);
                let init = self.settle(init, span);
                match self.callable(f) {
                    Some(f) => Iter::Step(iter, Step::Scan(init, f)),
                    None => return Outcome::Poison,
                }
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
            (
                "map" | "inspect" | "filter" | "filter_map" | "take_while" | "skip_while"
                | "map_while" | "flat_map",
                [f],
            ) => {
                let Some(f) = self.callable(f) else {
                    return Outcome::Poison;
                };
                match name.as_str() {
                    "map" => Iter::Map(iter, f),
                    "inspect" => Iter::Inspect(iter, f),
                    "filter" => Iter::Step(iter, Step::Filter(f)),
                    "filter_map" => Iter::Step(iter, Step::FilterMap(f)),
                    "take_while" => Iter::Step(iter, Step::TakeWhile(f)),
                    "skip_while" => Iter::Step(iter, Step::SkipWhile(f)),
                    "map_while" => Iter::Step(iter, Step::MapWhile(f)),
                    _ => Iter::Step(Rc::new(Iter::Map(iter, f)), Step::Flatten),
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
            ("count" | "len", []) => match iter.is_sequential() {
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
            _ => self.optional_end(iter, name, args, span),
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
    pub(super) fn accumulator(
        &mut self,
        name: &str,
        ty: Type,
        value: Option<Value>,
        span: Span,
    ) -> Slot {
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
        match self.infer.shallow(&ty) {
            Type::Ref(..) => return self.error(span, m::FOLDED_REFERENCE),
            _ if self.facts.is_stored("folded") => return self.fold_in_place(iter, init, f, span),
            Type::Array(..) | Type::Vec(_) => return self.fold_in_place(iter, init, f, span),
            Type::Var(_) if self.infer.name(&ty).is_some() && !self.is_number(&ty) => {
                return self.fold_in_place(iter, init, f, span);
            }
            _ => {}
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

    /// What is folded is an aggregate: a variable that each item changes.
    fn fold_in_place(&mut self, iter: &Iter, init: Outcome, f: &Callable, span: Span) -> Outcome {
        let init = self.settle(init, span);
        let folded = self.variable("folded", init, true, span);
        self.each(iter, None, span, &mut |l, item| {
            let new = l.apply(f, vec![folded.clone(), item], span);
            // A closure may change what it is given, and give that back.
            if !choices::is_same(&new, &folded) {
                let new = l.settle(new, span);
                l.assign_to(folded.clone(), new, span);
            }
        });
        folded
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
}
