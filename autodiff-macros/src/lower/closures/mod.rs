//! Closures are dissolved: a call of one is its body, in the scope that it was made in.

pub(super) mod captures;
pub(super) mod closure_params;
mod dropped;
pub(super) mod function_arguments;
pub(super) mod function_fields;
pub(super) mod function_parameters;
pub(super) mod function_tables;
pub(super) mod inner_functions;
mod own_state;
pub(super) mod passed_on;
mod pinned;

use super::flow::branch::as_is;
use super::flow::exits::{Flow, LevelKind, Target};
use super::flow::leaving;
use super::messages as m;
use super::scope::Scope;
use super::*;
use std::rc::Rc;

/// What can be called or given to an iterator's method.
pub(super) enum Callable {
    Closure(Box<syn::ExprClosure>, Scope),
    Function(syn::ExprPath),
    /// The argument of this name.
    Argument(String),
    /// What the function at a path returns, given these arguments.
    Made(crate::ir::Tokens, Vec<Outcome>),
    /// That of these which has the number.
    OneOf(Vec<Rc<Callable>>, Value),
}

impl<'a> Lowerer<'a> {
    pub(super) fn closure(&mut self, e: &syn::ExprClosure) -> Outcome {
        if e.asyncness.is_some() {
            return self.error(m::span_of(e), m::ASYNC);
        }
        let mut scope = self.scope.clone();
        let mentioned = scan::mentioned_names(&e.body);
        scope.map(|name, outcome| {
            if mentioned.iter().all(|mentioned| mentioned != name) {
                return outcome.clone();
            }
            self.pinned(name, outcome, e)
        });
        if e.capture.is_some() {
            self.own_captures(e, &mut scope);
        }
        let callable = Callable::Closure(Box::new(e.clone()), scope);
        Outcome::Callable(Rc::new(callable))
    }

    /// An argument that must be a closure or the name of a function.
    pub(super) fn callable(&mut self, e: &syn::Expr) -> Option<Rc<Callable>> {
        let e = expr::plain(e);
        if let syn::Expr::Path(path) = e {
            let bound = paths::single(path).and_then(|name| self.scope.find(&name).cloned());
            return match bound {
                None => Some(Rc::new(Callable::Function(path.clone()))),
                Some(outcome) => {
                    let outcome = self.taken_by_value(outcome);
                    self.as_callable(outcome, m::span_of(path))
                }
            };
        }
        let outcome = self.expr(e);
        self.as_callable(outcome, m::span(e))
    }

    fn as_callable(&mut self, outcome: Outcome, span: Span) -> Option<Rc<Callable>> {
        match self.function_in(outcome, span).dereferenced() {
            Outcome::Callable(callable) => Some(callable),
            Outcome::Poison | Outcome::Never => None,
            _ => {
                self.error(span, m::NOT_CALLABLE);
                None
            }
        }
    }

    pub(super) fn apply(&mut self, callable: &Callable, args: Vec<Outcome>, span: Span) -> Outcome {
        let (closure, scope) = match callable {
            Callable::Function(path) => {
                let wanted = self.expected_of_call(path, args.len());
                let wanted = wanted.into_iter().chain(std::iter::repeat(None));
                let args = args.into_iter().zip(wanted);
                let args = args.map(|(arg, wanted)| self.shown_as(wanted.as_ref(), arg, span));
                let args = args.collect();
                return self.call_path(path, args, false, span);
            }
            Callable::Argument(name) => return self.call_argument(name, args, span),
            Callable::Made(path, first) => return self.call_made(path, first, args, span),
            Callable::OneOf(functions, number) => {
                return self.apply_one_of(functions, 0, *number, &args, span);
            }
            Callable::Closure(closure, scope) => (closure, scope),
        };
        if closure.inputs.len() != args.len() {
            return self.error(span, m::CLOSURE_ARGUMENTS);
        }
        if self.has_left_its_state(scope) {
            return self.error(span, m::CLOSURE_STATE);
        }
        self.inlined.applied += 1;
        let outcome = self.scoped_in(scope.clone(), |l| {
            for (pattern, arg) in closure.inputs.iter().zip(args) {
                let arg = l.read(arg, span);
                l.bind(pattern, arg);
            }
            let outcome = l.closure_body(closure);
            let outcome = l.read(outcome, m::span(&closure.body));
            match &closure.output {
                syn::ReturnType::Type(_, ty) => {
                    let ty = l.type_from(ty);
                    l.annotated(outcome, &ty, span)
                }
                syn::ReturnType::Default => outcome,
            }
        });
        self.inlined.applied -= 1;
        outcome
    }

    /// A call of a function that returns a closure, which is bound or called itself.
    pub(super) fn made(&mut self, e: &syn::ExprCall) -> Outcome {
        let span = m::span_of(e);
        let syn::Expr::Path(path) = expr::plain(&e.func) else {
            return self.error(span, m::CALLED);
        };
        if paths::single(path).is_some_and(|name| self.scope.find(&name).is_some()) {
            // A closure that gives a closure.
            return self.call(e, false);
        }
        let mut first = Vec::new();
        let wanted = self.expected_of_call(path, e.args.len());
        for arg in self.expected_arguments(&e.args, wanted, false) {
            let arg = match arg {
                Outcome::Poison => return Outcome::Poison,
                Outcome::Slot(_) => self.read(arg, span),
                arg => arg,
            };
            // It is there for as long as the closure is.
            if let Outcome::Place(place) = &arg {
                self.own(place.memory);
            }
            first.push(arg);
        }
        let made = Callable::Made(types::tokens_of(&path.path), first);
        Outcome::Callable(Rc::new(made))
    }

    /// A call of such a closure: each has copies of what the function was given by value.
    fn call_made(
        &mut self,
        path: &crate::ir::Tokens,
        first: &[Outcome],
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let mut all = Vec::new();
        for arg in first {
            all.push(match arg {
                Outcome::Place(place) => {
                    let ty = self.place_type(place);
                    let init = crate::ir::Init::Clone(place.clone());
                    let copy = self.allocate(init, ty, "argument", span);
                    Outcome::Place(crate::ir::Place::whole(copy))
                }
                other => other.clone(),
            });
        }
        self.hand_on(&args);
        all.extend(args);
        let target = crate::ir::Target::Collecting(path.clone());
        let name = path
            .text()
            .rsplit(':')
            .next()
            .unwrap_or("made")
            .trim()
            .to_string();
        self.call_target(target, &name, all, None, false, span)
    }

    fn closure_body(&mut self, closure: &syn::ExprClosure) -> Outcome {
        let body = &closure.body;
        let span = m::span(body);
        if let syn::ReturnType::Type(_, ty) = &closure.output {
            let ty = self.type_from(ty);
            self.expect_at_ends(body, &ty);
        }
        let returning = leaving::returning(body);
        let example = returning.value;
        let tries = options::tries::has_try(body);
        if !returning.returns && !tries {
            return self.expr_then(body, &mut as_is);
        }
        let target = match &closure.output {
            syn::ReturnType::Type(_, ty) => {
                let ty = self.type_from(ty);
                let around = self.facts.returns_from_loops();
                (self.facts).set_returns_from_loops(around || returning.from_loops);
                let target = self.target_of(&ty, "returned", span);
                self.facts.set_returns_from_loops(around);
                target
            }
            syn::ReturnType::Default if tries || example.as_ref().is_some_and(is_option) => {
                let there = self.flag("is_there");
                // Not a tuple, whatever stands in the `Some`.
                let any = syn::Expr::Infer(syn::ExprInfer {
                    attrs: Vec::new(),
                    underscore_token: syn::token::Underscore(span),
                });
                let found = self.target_like(Some(&any), "found");
                Target::Optional(there, Box::new(found), false)
            }
            syn::ReturnType::Default => match &example {
                Some(example) => self.target_like(Some(example), "returned"),
                None => Target::Nothing,
            },
        };
        self.level(LevelKind::Body, None, None, target.clone(), |l| {
            l.expr_then(body, &mut |l, outcome| {
                // What it gives may come from outside of a loop that calls it.
                l.as_it_leaves(|l| {
                    let outcome = l.read(outcome, span);
                    l.put_into(&target, outcome, span);
                    Outcome::Unit
                })
            })
        });
        if self.flow != Flow::Panics {
            self.flow = Flow::Falls;
        }
        self.take_from(&target)
    }
}

/// Whether an expression is an `Option` made here.
fn is_option(e: &syn::Expr) -> bool {
    let path = match expr::plain(e) {
        syn::Expr::Path(path) => path,
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => path,
            _ => return false,
        },
        _ => return false,
    };
    paths::single(path).is_some_and(|name| name == "Some" || name == "None")
}
