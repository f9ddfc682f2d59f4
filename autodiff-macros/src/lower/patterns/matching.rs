//! `match`: tests of the patterns in turn.

use crate::ir::{Binary, Expr};
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn match_then(&mut self, e: &syn::ExprMatch, k: Then<'_, 'a>) -> Outcome {
        let span = m::span_of(e);
        if let Some(outcome) = self.only_tests(e) {
            return k(self, outcome);
        }
        let patterns: Vec<_> = e.arms.iter().map(|arm| parts(arm).0).collect();
        self.around.asks_option = patterns
            .iter()
            .any(|p| patterns::of_variants::is_optional(p));
        let scrutinee = self.matched(&e.expr, &patterns);
        if matches!(scrutinee, Outcome::Iter(_) | Outcome::Callable(_)) {
            return self.error(m::span(&e.expr), m::MATCHED);
        }
        let whole = |arm: &syn::Arm| {
            matches!(arm.pat, syn::Pat::Slice(_)) || patterns::conditional::always_fits(&arm.pat)
        };
        if let Outcome::Place(place) = &scrutinee {
            let ty = self.place_type(place);
            let array = matches!(
                self.infer.shallow(&ty),
                Type::Array(..) | Type::Slice(_) | Type::Vec(_)
            );
            if array && !e.arms.iter().all(whole) {
                return self.error(m::span(&e.expr), m::MATCHED);
            }
        }
        // What is matched is bound to no name.
        self.arms(&e.arms, &scrutinee, k, span)
    }

    /// `match value { pattern if guard => true, _ => false }`, which is no branch.
    fn only_tests(&mut self, e: &syn::ExprMatch) -> Option<Outcome> {
        let [fits, other] = &e.arms[..] else {
            return None;
        };
        let is = |arm: &syn::Arm, expected: bool| match expr::plain(&arm.body) {
            syn::Expr::Lit(literal) => {
                matches!(&literal.lit, syn::Lit::Bool(b) if b.value == expected)
            }
            _ => false,
        };
        if !is(fits, true) || !is(other, false) || !matches!(other.pat, syn::Pat::Wild(_)) {
            return None;
        }
        let (pattern, guard) = parts(fits);
        let value = self.matched(&e.expr, &[pattern]);
        let test = match self.pattern_test(pattern, &value) {
            Some(test) => test,
            None => self.boolean(true),
        };
        let Some(guard) = guard else {
            return Some(Outcome::Value(test));
        };
        Some(self.both(test, true, &mut |l| {
            l.scoped(|l| {
                l.bind_names(pattern, &value);
                let value = l.scalar(guard);
                l.unify_value(value, &Type::Bool, m::span(guard));
                value
            })
        }))
    }

    /// What is matched: an enum in memory stays where it is.
    pub(in crate::lower) fn matched(&mut self, e: &syn::Expr, patterns: &[&syn::Pat]) -> Outcome {
        let outcome = self.expr(e);
        let in_place = matches!(outcome, Outcome::Place(_))
            && patterns
                .iter()
                .any(|p| patterns::of_variants::is_variant(p));
        if in_place {
            return outcome;
        }
        let outcome = self.read(outcome, m::span(e));
        match outcome {
            Outcome::Poison | Outcome::Never => outcome,
            outcome => self.scrutinee(outcome, patterns),
        }
    }

    fn arms(
        &mut self,
        arms: &[syn::Arm],
        scrutinee: &Outcome,
        k: Then<'_, 'a>,
        span: Span,
    ) -> Outcome {
        let Some((arm, rest)) = arms.split_first() else {
            return Outcome::Never;
        };
        let test = self.arm_test(arm, scrutinee, rest.is_empty());
        let outer = self.scope.clone();
        let mut body = |l: &mut Self, k: Then<'_, 'a>| {
            l.scoped(|l| {
                l.bind_names(parts(arm).0, scrutinee);
                l.expr_then(&arm.body, &mut |l, outcome| {
                    let outcome = l.read(outcome, Span::call_site());
                    l.going_on(&outer, |l| k(l, outcome))
                })
            })
        };
        match test {
            None => body(self, k),
            Some(test) => self.branch(
                test,
                &mut body,
                &mut |l, k| l.arms(rest, scrutinee, k, span),
                k,
                span,
            ),
        }
    }

    /// Whether the arm is taken; `None` if it surely is. The last one is.
    fn arm_test(&mut self, arm: &syn::Arm, scrutinee: &Outcome, last: bool) -> Option<Value> {
        let (pattern, guard) = parts(arm);
        let test = self.pattern_test(pattern, scrutinee);
        let Some(guard) = guard else {
            return test.filter(|_| !last);
        };
        let mut guarded = |l: &mut Self| {
            l.scoped(|l| {
                l.bind_names(pattern, scrutinee);
                let value = l.scalar(guard);
                l.unify_value(value, &Type::Bool, m::span(guard));
                value
            })
        };
        match test {
            None => Some(guarded(self)),
            Some(test) => {
                let both = self.both(test, true, &mut guarded);
                Some(self.value(both, m::span_of(pattern)))
            }
        }
    }

    /// Whether a value fits a pattern; `None` if it always does.
    pub(in crate::lower) fn pattern_test(
        &mut self,
        pattern: &syn::Pat,
        value: &Outcome,
    ) -> Option<Value> {
        let span = m::span_of(pattern);
        if let Outcome::Ordering(order) = value.clone().dereferenced()
            && let Some(name) = unit_name(pattern)
            && let Some(test) = self.is_ordering(order, &name, span)
        {
            return Some(test);
        }
        if let Outcome::Error(memory) = value.clone().dereferenced()
            && !patterns::conditional::always_fits(pattern)
        {
            return self.is_failure(pattern, memory);
        }
        match pattern {
            syn::Pat::Wild(_) | syn::Pat::Rest(_) => None,
            syn::Pat::Ident(ident) if ident.ident == "None" => {
                let optional = self.optional(value.clone(), span)?;
                Some(self.not(optional.there, span))
            }
            syn::Pat::TupleStruct(inner) if patterns::of_variants::is_optional(pattern) => {
                self.option_test(inner, value, span)
            }
            syn::Pat::TupleStruct(_) | syn::Pat::Struct(_) => {
                self.variant_test(pattern, value, span)
            }
            syn::Pat::Slice(slice) => self.slice_test(slice, value, span),
            syn::Pat::Paren(paren) => self.pattern_test(&paren.pat, value),
            syn::Pat::Ident(ident) if is_constant(ident) && self.may_be_enum(value) => {
                self.path_test(types::tokens_of(&ident.ident), value, span)
            }
            syn::Pat::Ident(ident) if is_constant(ident) => {
                let constant = types::tokens_of(&ident.ident);
                let bound = self.scope.find(&ident.ident.to_string()).cloned();
                let constant = match bound {
                    Some(outcome @ Outcome::Const(_)) => outcome,
                    _ => self.constant(constant, span),
                };
                let constant = self.value(constant, span);
                self.compare(Binary::Eq, value, constant, span)
            }
            syn::Pat::Ident(ident) => match &ident.subpat {
                Some((_, pattern)) => self.pattern_test(pattern, value),
                None => None,
            },
            syn::Pat::Reference(reference) => {
                let inner = self.dereference(value.clone());
                self.pattern_test(&reference.pat, &inner)
            }
            syn::Pat::Lit(literal)
                if matches!(literal.lit, syn::Lit::Str(_)) || self.is_unknown_place(value) =>
            {
                self.path_test(types::tokens_of(literal), value, span)
            }
            syn::Pat::Lit(literal) => {
                let expected = self.pattern_literal(literal);
                self.compare(Binary::Eq, value, expected, span)
            }
            syn::Pat::Path(path) if !paths::is_of_type(&paths::segments(&path.path)) => {
                let constant = self.path(path, span);
                let constant = self.value(constant, span);
                self.compare(Binary::Eq, value, constant, span)
            }
            syn::Pat::Path(_) => self.variant_test(pattern, value, span),
            syn::Pat::Range(range) => self.range_test(range, value, span),
            syn::Pat::Or(or) => {
                let mut result: Option<Value> = None;
                for case in &or.cases {
                    let test = self.pattern_test(case, value)?;
                    result = Some(match result {
                        Some(before) => self.operation(Binary::BitOr, before, test, span),
                        None => test,
                    });
                }
                result
            }
            syn::Pat::Tuple(tuple) => {
                let mut result: Option<Value> = None;
                for (at, pattern) in self.parts_of_tuple(tuple, value) {
                    let part = self.component(value.clone(), at, span);
                    let part = self.read(part, span);
                    let Some(test) = self.pattern_test(pattern, &part) else {
                        continue;
                    };
                    result = Some(match result {
                        Some(before) => self.operation(Binary::BitAnd, before, test, span),
                        None => test,
                    });
                }
                result
            }
            _ => {
                self.error(span, m::MATCH_PATTERN);
                None
            }
        }
    }

    /// Whether a place holds what is only a name here: rustc compares it with a literal.
    fn is_unknown_place(&mut self, value: &Outcome) -> bool {
        matches!(value.clone().dereferenced(), Outcome::Place(_)) && self.may_be_enum(value)
    }

    fn compare(
        &mut self,
        op: Binary,
        value: &Outcome,
        expected: Value,
        span: Span,
    ) -> Option<Value> {
        if matches!(value, Outcome::Poison) {
            return None;
        }
        let value = self.value(value.clone(), span);
        let ty = self.function.value(value).ty.clone();
        self.unify_value(expected, &ty, span);
        // `match b { true => …, false => … }` tests nothing anew.
        if self.booleans[1] == Some(expected) && op == Binary::Eq {
            return Some(value);
        }
        Some(self.define(Expr::Binary(op, value, expected), Type::Bool, "", span))
    }

    fn pattern_literal(&mut self, literal: &syn::ExprLit) -> Value {
        let span = m::span_of(literal);
        let outcome = self.literal(&literal.lit, false, span);
        self.value(outcome, span)
    }

    fn range_test(&mut self, range: &syn::ExprRange, value: &Outcome, span: Span) -> Option<Value> {
        let mut tests = Vec::new();
        if let Some(start) = &range.start {
            let start = self.scalar(start);
            tests.push(self.compare(Binary::Ge, value, start, span)?);
        }
        if let Some(end) = &range.end {
            let end = self.scalar(end);
            let op = match range.limits {
                syn::RangeLimits::Closed(_) => Binary::Le,
                syn::RangeLimits::HalfOpen(_) => Binary::Lt,
            };
            tests.push(self.compare(op, value, end, span)?);
        }
        match tests[..] {
            [a, b] => Some(self.operation(Binary::BitAnd, a, b, span)),
            [a] => Some(a),
            _ => None,
        }
    }

    /// The names that a pattern binds once it fits.
    pub(in crate::lower) fn bind_names(&mut self, pattern: &syn::Pat, value: &Outcome) {
        let whole = pattern;
        if let Outcome::Error(memory) = value.clone().dereferenced()
            && !patterns::conditional::always_fits(pattern)
        {
            return self.bind_parts(pattern, memory);
        }
        match pattern {
            syn::Pat::Ident(ident) if !is_constant(ident) => {
                let mutable = ident.mutability.is_some();
                let name = ident.ident.to_string();
                if let Outcome::Place(place) = value.clone().dereferenced() {
                    self.payload_names.push((place, name.clone()));
                }
                let outcome = self.variable(&name, value.clone(), mutable, ident.ident.span());
                self.scope.bind(&name, outcome);
                if let Some((_, inner)) = &ident.subpat {
                    self.bind_names(inner, value);
                }
            }
            syn::Pat::TupleStruct(pattern) if patterns::of_variants::is_optional(whole) => {
                self.bind_inside(pattern, value);
            }
            syn::Pat::TupleStruct(_) | syn::Pat::Struct(_) | syn::Pat::Path(_) => {
                self.bind_variant(pattern, value);
            }
            syn::Pat::Slice(_) => self.bind(pattern, value.clone()),
            syn::Pat::Ident(_) | syn::Pat::Lit(_) | syn::Pat::Range(_) => {}
            syn::Pat::Paren(paren) => self.bind_names(&paren.pat, value),
            syn::Pat::Reference(reference) => {
                let inner = self.dereference(value.clone());
                self.bind_names(&reference.pat, &inner);
            }
            syn::Pat::Tuple(tuple) => {
                self.shape(pattern, value);
                let value = self.opened(value.clone(), m::span_of(tuple));
                for (at, pattern) in self.parts_of_tuple(tuple, &value) {
                    let span = m::span_of(pattern);
                    let part = match &value {
                        // What is behind a mutable reference is written there.
                        Outcome::Ref(inner, true) => {
                            let part = self.component((**inner).clone(), at, span);
                            part.reference(true)
                        }
                        _ => {
                            let part = self.component(value.clone(), at, span);
                            self.read(part, span)
                        }
                    };
                    self.bind_names(pattern, &part);
                }
            }
            syn::Pat::Or(or) if matches!(value, Outcome::Value(_) | Outcome::Slot(_)) => {
                or.cases
                    .iter()
                    .for_each(|case| self.bind_names(case, value));
            }
            syn::Pat::Or(or) => {
                let cases: Vec<_> = or.cases.iter().collect();
                self.bind_either(&cases, value);
            }
            _ => {
                let names = scan::pattern_names(pattern);
                for name in names {
                    self.scope.bind(&name, Outcome::Poison);
                }
            }
        }
    }
}

/// Whether an identifier in a pattern names a constant, by its spelling.
fn is_constant(ident: &syn::PatIdent) -> bool {
    let name = ident.ident.to_string();
    ident.subpat.is_none()
        && ident.mutability.is_none()
        && ident.by_ref.is_none()
        && name.starts_with(char::is_uppercase)
}

/// The name that a pattern without parts consists of, or ends in.
fn unit_name(pattern: &syn::Pat) -> Option<String> {
    match pattern {
        syn::Pat::Ident(ident) if is_constant(ident) => Some(ident.ident.to_string()),
        syn::Pat::Path(path) => paths::segments(&path.path).pop(),
        _ => None,
    }
}

/// The pattern of an arm and its guard.
fn parts(arm: &syn::Arm) -> (&syn::Pat, Option<&syn::Expr>) {
    match &arm.pat {
        syn::Pat::Guard(guarded) => (&guarded.pat, Some(&guarded.guard)),
        pattern => (pattern, None),
    }
}
