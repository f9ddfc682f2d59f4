//! Methods of iterators: adaptors, and what ends a chain.

use crate::lower::builder::Deferred;

use crate::ir::Binary;
use crate::lower::iteration::iterators::Iter;
use crate::lower::iteration::sequential::Step;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

/// What moves an iterator on and leaves the rest of its items.
pub(in crate::lower) const ADVANCING: [&str; 14] = [
    "by_ref",
    "next",
    "nth",
    "all",
    "any",
    "find",
    "find_map",
    "position",
    "rposition",
    "rfind",
    "try_fold",
    "try_for_each",
    "next_back",
    "nth_back",
];

/// Whether an expression makes the iterator, so that nobody asks it for the rest of its items.
fn is_new(receiver: &syn::Expr) -> bool {
    match expr::plain(receiver) {
        syn::Expr::MethodCall(call) => call.method != "by_ref",
        syn::Expr::Call(_) | syn::Expr::Range(_) => true,
        _ => false,
    }
}

/// The type in `sum::<f64>()`.
fn written_type(e: &syn::ExprMethodCall) -> Option<&syn::Type> {
    match e.turbofish.as_ref()?.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    /// One iterator after the other, where the items of one are not counted before.
    fn in_parts(&mut self, first: Rc<Iter>, second: Rc<Iter>, span: Span) -> Rc<Iter> {
        let parts = Iter::Range {
            from: Some(self.usize(0, span)),
            to: Some(self.usize(2, span)),
            inclusive: false,
        };
        Rc::new(Iter::Step(Rc::new(parts), Step::InTurn(first, second)))
    }

    pub(in crate::lower) fn iter_method(
        &mut self,
        iter: Rc<Iter>,
        e: &syn::ExprMethodCall,
        asked: Option<&Type>,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        if let Some(item) = self.asked(&iter, &name, &args, span) {
            return item;
        }
        // Its items one by one go on where this has stopped.
        let backwards = matches!(
            name.as_str(),
            "rposition" | "rfind" | "next_back" | "nth_back"
        );
        let goes_on = iter.is_lent() && !backwards;
        if ADVANCING.contains(&name.as_str()) && !goes_on && !is_new(&e.receiver) {
            return self.error_about(span, m::ADVANCED, &name);
        }
        let iter = self.rest(iter);
        let written = written_type(e);
        let of_results = matches!(asked, Some(Type::Result(..)))
            || written.is_some_and(options::results::is_result);
        let of_options = |ty: &syn::Type| options::held::type_inside(ty).is_some();
        if (of_results || asked.is_some() || written.is_some_and(of_options))
            && args.is_empty()
            && let Some(all) =
                self.unless_missing(Outcome::Iter(iter.clone()), &name, of_results, span)
        {
            return all;
        }
        if let ("sum", Some(written)) = (name.as_str(), written_type(e))
            && let Some(sum) = self.sum_of_matrices(Outcome::Iter(iter.clone()), written, span)
        {
            return sum;
        }
        let sequential = iter.is_sequential();
        let one_by_one = sequential || self.has_effects(&iter);
        let adapted = match (name.as_str(), &args[..]) {
            ("peekable", []) => return Outcome::Iter(iter),
            ("iter" | "into_iter" | "fuse" | "clone", []) => return Outcome::Iter(iter),
            ("copied" | "cloned", []) => Iter::Copied(iter),
            ("enumerate", []) if sequential => Iter::Step(iter, Step::Numbered),
            ("enumerate", []) => Iter::Enumerate(iter),
            ("rev", []) => {
                if iter.is_flattened() {
                    return self.error_about(span, m::ITERATOR_METHOD, "rev");
                }
                if self.turns_effects(&iter) || iter.is_around_lent() {
                    return self.error_about(span, m::EFFECTS, "rev");
                }
                let length = match sequential {
                    true => None,
                    false => self.iter_length(&iter, span),
                };
                Iter::Rev(iter, length)
            }
            ("cycle", []) if !sequential => match self.iter_length(&iter, span) {
                Some(length) => Iter::Cycle(iter, length),
                None => return Outcome::Iter(iter),
            },
            ("flatten", []) => Iter::Step(iter, Step::Flatten),
            ("chain", [other]) => {
                let outcome = self.expr(other);
                let Some(other) = self.iterator(outcome, m::span(other)) else {
                    return Outcome::Poison;
                };
                if sequential || other.is_sequential() {
                    return Outcome::Iter(self.in_parts(iter, other, span));
                }
                match self.iter_length(&iter, span) {
                    Some(length) => Iter::Chain(iter, other, length),
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
                if let Some(zipped) = self.zipped_with_own(&iter, &outcome, span) {
                    return zipped;
                }
                match self.iterator(outcome, m::span(other)) {
                    Some(other) if self.is_evaluated_in_vain(&iter, &other) => {
                        return self.error_about(span, m::EFFECTS, "zip");
                    }
                    Some(other) if sequential && other.is_sequential() => {
                        let Some(list) = self.gone_over_first(&iter, &other, span) else {
                            return Outcome::Poison;
                        };
                        let length = self.iter_length(&list, span);
                        Iter::Step(iter, Step::Zip(list, length, false))
                    }
                    Some(other) if sequential => {
                        let length = self.iter_length(&other, span);
                        Iter::Step(iter, Step::Zip(other, length, false))
                    }
                    Some(other) if other.is_sequential() => {
                        let length = self.iter_length(&iter, span);
                        Iter::Step(other, Step::Zip(iter, length, true))
                    }
                    Some(other) => Iter::Zip(iter, other),
                    None => return Outcome::Poison,
                }
            }
            ("skip" | "take" | "step_by", [count]) => {
                let value = self.scalar(count);
                self.unify_value(value, &Type::USIZE, m::span(count));
                match name.as_str() {
                    "skip" if one_by_one => Iter::Step(iter, Step::Skip(value)),
                    "take" if sequential => Iter::Step(iter, Step::Take(value)),
                    "step_by" if one_by_one => Iter::Step(iter, Step::EachNth(value)),
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
            _ => {
                let it = Outcome::Iter(iter.clone());
                return match self.iterator_template(it, &name, &args, span) {
                    Some(outcome) => outcome,
                    None => self.consume(&iter, e, &name, &args, span),
                };
            }
        };
        Outcome::Iter(Rc::new(adapted))
    }

    fn consume(
        &mut self,
        iter: &Rc<Iter>,
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
            ("len", []) if iter.is_sequential() && self.has_effects(iter) => {
                self.error_about(span, m::EFFECTS, name)
            }
            ("count" | "len", []) => {
                match iter.is_sequential() || name == "count" && self.has_effects(iter) {
                    true => self.count(iter, span),
                    false => match self.iter_length(iter, span) {
                        Some(length) => Outcome::Value(length),
                        None => self.error(span, m::ENDLESS_RANGE),
                    },
                }
            }
            ("fold", [init, f]) => {
                if let Some(item) = self.option_without_zero(init, f) {
                    return self.fold_option(iter, &item, [init, f], span);
                }
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
            ("all" | "any", [f]) => match self.callable(f) {
                Some(f) => self.all_or_any(iter, &f, name == "all", span),
                None => Outcome::Poison,
            },
            ("collect", [])
                if let Some(kind) =
                    written_type(e).and_then(collections::ordered::written_kind) =>
            {
                self.list_of(kind, Outcome::Iter(iter.clone()), span)
            }
            ("collect", []) => {
                let ty = self.turbofish(e);
                self.collected(iter, ty, span)
            }
            ("contains", [value]) => self.range_contains(iter, value, span),
            _ => self.optional_end(iter, name, args, span),
        }
    }

    /// The type of `sum::<f64>()`.
    pub(in crate::lower) fn turbofish(&mut self, e: &syn::ExprMethodCall) -> Option<Type> {
        Some(self.type_from(written_type(e)?))
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
