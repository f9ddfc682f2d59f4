//! `Option` and `Result` where they come from elsewhere or leave the function: what is there is a
//! place or a value as inside the function; errors are the user's own and nothing flows through
//! them.
//!
//! The error that the function may return is kept in one memory, which every place that fails
//! assigns. That of a call that failed has a memory of its own.

use crate::ir::{CheckArg, Fail, Init};
use crate::lower::flow::exits;
use crate::lower::flow::leaving;
use crate::lower::messages as m;
use crate::lower::options::opened::Optional;
use crate::lower::*;

/// Where the error of a `Result` is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Fault {
    /// With the function's.
    Own,
    /// In the memory of a call's.
    Of(Memory),
    /// It is this number, which nothing flows through.
    Number(Value),
    /// Nowhere: it is that of a conversion, which is not made here.
    Unseen,
}

impl<'a> Lowerer<'a> {
    /// Whether the function returns a `Result`.
    pub(in crate::lower) fn returns_result(&self) -> bool {
        matches!(self.function.result_type, Type::Result(..))
    }

    /// The memory of the function's error.
    pub(in crate::lower) fn failure(&mut self) -> Memory {
        if let Some(memory) = self.failure {
            return memory;
        }
        let ty = match &self.function.result_type {
            Type::Result(_, error) => Type::Option(error.clone()),
            _ => Type::Unknown,
        };
        let memory = self.function.new_memory(crate::ir::MemoryInfo {
            ty,
            name: "error".into(),
            span: Span::call_site(),
            origin: crate::ir::Origin::Local,
        });
        let init = Init::NoError;
        self.prelude.push(Stmt::Alloc { memory, init });
        self.failure = Some(memory);
        memory
    }

    /// `Ok(value)`
    pub(in crate::lower) fn success(&mut self, args: Vec<Outcome>, span: Span) -> Outcome {
        match self.something(args, span) {
            maybe @ Outcome::Maybe(..) => Outcome::Failing(Box::new(maybe), Fault::Own),
            other => other,
        }
    }

    /// `Err(error)`: the user's expression as it is.
    pub(in crate::lower) fn failed(
        &mut self,
        error: &syn::Expr,
        converts: bool,
        span: Span,
    ) -> Outcome {
        let in_body = self.inlined.bodies > 0;
        if !self.returns_result() && !in_body {
            return self.error(span, m::OWN_RESULT);
        }
        let Some(captures) = self.captures(error) else {
            return Outcome::Poison;
        };
        if !self.returns_result() {
            // Nobody here can look at the error of a function that is read as its body.
            return Outcome::Failing(Box::new(self.nothing()), Fault::Own);
        }
        let converts = converts || in_body;
        self.told_by_error(error, converts);
        let error = self.cloning_what_it_takes(error);
        let memory = self.failure();
        self.emit(Stmt::Fail(Box::new(Fail {
            memory,
            from: None,
            error: Some(error),
            converts,
            captures,
        })));
        Outcome::Failing(Box::new(self.nothing()), Fault::Own)
    }

    /// Does something where the condition holds; a constant one decides at once.
    pub(in crate::lower) fn only_where(
        &mut self,
        there: Value,
        span: Span,
        body: &mut dyn FnMut(&mut Self),
    ) {
        if self.booleans[0] != Some(there) {
            self.only_if(there, span, body);
        }
    }

    /// The error of a call becomes the function's, where it failed.
    pub(in crate::lower) fn hand_over(
        &mut self,
        optional: &Optional,
        f: Option<&syn::Expr>,
        converts: bool,
        span: Span,
    ) -> Option<()> {
        let from = match optional.fault {
            Some(Fault::Of(from)) => from,
            Some(Fault::Unseen | Fault::Number(_)) => {
                self.error(span, m::ERROR_UNSEEN);
                return None;
            }
            Some(Fault::Own) | None => return Some(()),
        };
        let captures = match f {
            Some(f) => self.captures(f)?,
            None => Vec::new(),
        };
        let memory = self.failure();
        let fail = Fail {
            memory,
            from: Some(from),
            error: f.map(|f| self.cloning_what_it_takes(f)),
            converts,
            captures,
        };
        if self.booleans[0] == Some(optional.there) {
            self.emit(Stmt::Fail(Box::new(fail)));
            return Some(());
        }
        let missing = self.not(optional.there, span);
        self.only_if(missing, span, &mut |l| {
            l.emit(Stmt::Fail(Box::new(fail.clone())));
        });
        Some(())
    }

    /// `outcome?`, and what goes on if there is a value.
    pub(in crate::lower) fn try_then(
        &mut self,
        outcome: Outcome,
        k: Then<'_, 'a>,
        span: Span,
    ) -> Outcome {
        if !self.may_try() {
            return self.error(span, m::QUESTION_MARK);
        }
        let Some(optional) = self.optional(outcome, span) else {
            return Outcome::Poison;
        };
        if self.booleans[1] == Some(optional.there) {
            return k(self, optional.inner);
        }
        let inner = optional.inner.clone();
        self.branch(
            optional.there,
            &mut |l, k| {
                let inner = l.held_now(inner.clone());
                k(l, inner)
            },
            &mut |l, _| {
                // Under the condition of this branch.
                let here = Optional {
                    there: l.boolean(false),
                    ..optional.clone()
                };
                if l.hand_over(&here, None, true, span).is_none() {
                    return Outcome::Poison;
                }
                let nothing = l.nothing();
                l.leave_with_return(nothing, span)
            },
            k,
            span,
        )
    }

    /// Whether what we are in may be left with nothing: a function that says so, or a closure that
    /// gives an `Option`.
    fn may_try(&self) -> bool {
        let bodies = self.levels.iter();
        let mut bodies = bodies.filter(|level| level.kind == exits::LevelKind::Body);
        match (bodies.next(), bodies.next_back()) {
            (_, Some(closure)) => matches!(closure.target, exits::Target::Optional(_, _, false)),
            (_, None) => matches!(
                self.function.result_type,
                Type::Option(_) | Type::Result(..)
            ),
        }
    }

    /// An expression of the user's that is not read, with clones of what it takes by value.
    pub(in crate::lower) fn cloning_what_it_takes(&self, e: &syn::Expr) -> crate::ir::Tokens {
        let in_place = |name: &String| {
            matches!(
                self.scope.find(name),
                Some(Outcome::Place(_) | Outcome::Tuple(_))
            )
        };
        let mut names = scan::mentioned_names(e);
        names.retain(in_place);
        super::into_errors::cloning(e, &names)
    }

    /// The variables in an expression of the user's that is not read; `None` if it cannot be kept.
    pub(in crate::lower) fn captures(&mut self, e: &syn::Expr) -> Option<Vec<(String, CheckArg)>> {
        let span = m::span(e);
        let statement = syn::Stmt::Expr(e.clone(), None);
        if leaving::leaves(&statement) {
            self.error(span, m::ERROR_VALUE);
            return None;
        }
        let mut captures: Vec<(String, CheckArg)> = Vec::new();
        for name in scan::mentioned_names(e) {
            let Some(outcome) = self.scope.find(&name).cloned() else {
                continue;
            };
            let arg = match outcome.clone().dereferenced() {
                Outcome::Poison | Outcome::Never => return None,
                Outcome::Error(memory) => CheckArg::Error(memory),
                Outcome::Place(place) => CheckArg::Place(place),
                Outcome::Value(_) | Outcome::Slot(_) => CheckArg::Value(self.value(outcome, span)),
                Outcome::Const(_) => continue,
                Outcome::Tuple(_) => CheckArg::Place(self.place_of(outcome, span)?),
                _ => {
                    self.error(span, m::ERROR_VALUE);
                    return None;
                }
            };
            captures.push((name, arg));
        }
        Some(captures)
    }
}
