//! Functions that are passed to functions. A closure becomes a function of its own, whose parameters
//! are those of the closure and, behind them, references to what it captures.

use crate::ir::{
    Arg, Expr, Init, MemoryInfo, Origin, Param, Passed, Passing, Place, calls_parameter,
};
use crate::lower::closures::Callable;
use crate::lower::closures::captures::Free;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

/// A closure that is passed to a function.
pub(in crate::lower) struct PassedClosure {
    name: String,
    span: Span,
    params: Vec<Param>,
    own_params: usize,
    stmts: Vec<Stmt>,
    result: Operand,
    result_type: Type,
    /// The memories of the function around it that are its parameters, by their positions.
    captured: Vec<(Memory, usize)>,
    /// The arguments of the function around it that it calls.
    functions: Vec<String>,
}

impl<'a> Lowerer<'a> {
    /// The arguments that hand a function on: itself, and what it captures.
    pub(in crate::lower) fn function_argument(
        &mut self,
        callable: &Rc<Callable>,
        reference: Option<bool>,
        span: Span,
    ) -> Option<(Vec<Arg>, Type)> {
        let passed = match &**callable {
            Callable::Function(path) => {
                let names = paths::segments(&path.path);
                if self.of_parameter(path).is_some() || paths::primitive(&names).is_some() {
                    let text = types::tokens_of(path).text().replace(' ', "");
                    let Some(closure) = std_closure(&names, &text) else {
                        self.error_about(span, m::STD_PASSED, &text);
                        return None;
                    };
                    let callable = Callable::Closure(Box::new(closure.clone()), Scope::default());
                    return self.closure_argument(&callable, &closure, reference, span);
                }
                Passed::Item(types::tokens_of(&path.path))
            }
            Callable::Argument(name) => Passed::Argument(name.clone()),
            Callable::OneOf(..) | Callable::Made(..) => {
                let Some((callable, closure)) = self.calling(callable) else {
                    let message = match &**callable {
                        Callable::OneOf(..) => m::CHOSEN_FUNCTION,
                        _ => m::MADE_PASSED,
                    };
                    self.error(span, message);
                    return None;
                };
                return self.closure_argument(&callable, &closure, reference, span);
            }
            Callable::Closure(closure, _) => {
                return self.closure_argument(callable, closure, reference, span);
            }
        };
        let ty = passed.calls(&[]);
        let arg = Arg::Function {
            passed,
            captures: 0,
            reference,
        };
        Some((vec![arg], ty))
    }

    /// The backward function of an argument is lent as mutable, which can be done once in a call.
    pub(in crate::lower) fn check_handed_on(&mut self, args: &[Arg], span: Span) {
        let mut names: Vec<&String> = Vec::new();
        for arg in args {
            if let Arg::Function {
                passed: Passed::Argument(name),
                ..
            } = arg
            {
                if names.contains(&name) {
                    self.error_about(span, m::FUNCTION_TWICE, name);
                    return;
                }
                names.push(name);
            }
        }
    }

    fn closure_argument(
        &mut self,
        callable: &Callable,
        closure: &syn::ExprClosure,
        reference: Option<bool>,
        span: Span,
    ) -> Option<(Vec<Arg>, Type)> {
        // What a trait's methods leave is named apart from the functions of closures in them.
        if self.owner.is_some_and(|owner| {
            let generics = &owner.generics;
            generics.lifetimes().next().is_some()
                || !generics.params.is_empty() && !owner.is_inherent
        }) {
            self.error(span, m::CLOSURE_IN_BLOCK);
            return None;
        }
        let passing_to = self.around.passing_to.take();
        let handed = std::mem::take(&mut self.around.handed).into_iter();
        let handed: Vec<_> = handed
            .chain(std::iter::repeat(None))
            .take(closure.inputs.len())
            .collect();
        let (mut params, mut args) = (Vec::new(), Vec::new());
        // While the closure is read its parameters stand behind those of the function around it.
        let around = self.function.params.len();
        for (position, (pattern, handed)) in closure.inputs.iter().zip(handed).enumerate() {
            let is_known = handed.is_some();
            let (param, outcome) =
                self.closure_param(around + position, pattern, handed, &closure.body);
            self.function.params.push(param.clone());
            match pattern {
                syn::Pat::Type(_) => self
                    .pending
                    .wanted
                    .push((param.ty.clone(), m::span_of(pattern))),
                _ if is_known => self
                    .pending
                    .wanted
                    .push((param.ty.clone(), m::span_of(pattern))),
                _ => self.note_bare(&param, passing_to.clone(), position, closure),
            }
            params.push(param);
            args.push(outcome);
        }
        let own_params = params.len();
        // Only in the closure's function are these parameters.
        let own = params.iter().enumerate();
        let own = own.flat_map(|(i, p)| p.binding.memories().into_iter().map(move |m| (m, i)));
        let mut captured: Vec<_> = own.collect();
        let before: Vec<_> = self.slots.iter().map(|slot| slot.value).collect();
        let (stmts, (result, result_type)) = self.collect(|l| {
            let outcome = l.apply(callable, args, span);
            let outcome = l.read(outcome, span);
            let outcome = l.settle(outcome, span);
            if let Outcome::Ref(..) = outcome {
                l.error(span, m::RETURNED_REFERENCE);
            }
            let ty = l.type_of(&outcome);
            (l.operand(outcome, span), ty)
        });
        self.function.params.truncate(around);
        let changed = before
            .iter()
            .zip(&self.slots)
            .any(|(before, slot)| *before != slot.value);
        let mut free = Free::default();
        self.free(&stmts, &result, &params, &mut free);
        if changed || free.changes {
            self.error(span, m::CLOSURE_CHANGES);
            return None;
        }
        for (memory, _) in &captured {
            self.function.memories[memory.index()].origin = Origin::Local;
        }
        let (mut prologue, mut captures) = (Vec::new(), Vec::new());
        let mut functions = Vec::new();
        for param in &self.function.params {
            if free.functions.contains(&param.name) {
                params.push(param.clone());
                functions.push(param.name.clone());
                captures.push(Arg::Function {
                    passed: Passed::Argument(param.name.clone()),
                    captures: 0,
                    reference: None,
                });
            }
        }
        for value in free.values {
            let info = self.function.value(value).clone();
            let place = self.place_of(Outcome::Value(value), span)?;
            captures.push(Arg::Ref(place.clone()));
            let name = self.function.memory(place.memory).name.clone();
            let memory = self.function.new_memory(MemoryInfo {
                ty: info.ty.clone(),
                name: name.clone(),
                span: info.span,
                origin: Origin::Local,
            });
            captured.push((memory, params.len()));
            params.push(captured_param(name, info.ty, memory, info.span));
            let expr = Expr::Load(Place::whole(memory));
            prologue.push(Stmt::Let { value, expr });
        }
        for memory in free.memories {
            let info = self.function.memory(memory).clone();
            captures.push(Arg::Ref(Place::whole(memory)));
            captured.push((memory, params.len()));
            params.push(captured_param(info.name, info.ty, memory, info.span));
        }
        prologue.extend(stmts);
        let number = self.handing.passed.len();
        let name = self.generated_name("closure", number);
        let closure = PassedClosure {
            name,
            span,
            params,
            own_params,
            stmts: prologue,
            result,
            result_type,
            captured,
            functions,
        };
        let ty = passed_type(&self.as_function(&closure));
        self.handing.passed.push(closure);
        let function = Arg::Function {
            passed: Passed::Closure(number),
            captures: captures.len(),
            reference,
        };
        Some((std::iter::once(function).chain(captures).collect(), ty))
    }

    /// `f_closure`, `f_closure_2`, and `type_f_closure` in a method.
    pub(in crate::lower) fn generated_name(&self, what: &str, number: usize) -> String {
        let mut name = String::new();
        if let Some(owner) = self.owner {
            let text = types::tokens_of(&owner.ty).text().to_lowercase();
            name.extend(text.chars().filter(|c| c.is_alphanumeric()));
            name.push('_');
        }
        name.push_str(self.function.name.trim_start_matches("r#"));
        name.push('_');
        name.push_str(what);
        if number > 0 {
            name.push_str(&format!("_{}", number + 1));
        }
        name
    }

    /// The closure as a function, without its body.
    fn as_function(&self, closure: &PassedClosure) -> Function {
        let calls = closure.functions.iter().map(|name| calls_parameter(name));
        Function {
            name: closure.name.clone(),
            params: closure.params.clone(),
            result_type: closure.result_type.clone(),
            result_tokens: None,
            result: closure.result.clone(),
            own_params: closure.own_params,
            generics: self.generics.iter().cloned().chain(calls).collect(),
            pins: Vec::new(),
            closures: Vec::new(),
            ..self.function.clone()
        }
    }

    /// The closures as functions, when all types are known.
    pub(in crate::lower) fn finish_passed(&mut self) {
        let mut closures: Vec<Function> = Vec::new();
        let mut spans = Vec::new();
        for closure in std::mem::take(&mut self.handing.passed) {
            let mut function = self.as_function(&closure);
            for memory in &mut function.memories {
                if let Origin::Param(_) = memory.origin {
                    memory.origin = Origin::Local;
                }
            }
            for (memory, position) in &closure.captured {
                function.memories[memory.index()].origin = Origin::Param(*position);
            }
            for param in &mut function.params {
                param.ty = self.infer.resolve(&param.ty);
            }
            function.result_type = self.infer.resolve(&function.result_type);
            // An error of the function around it is none of its business, and nothing in it would tell its type.
            let mut stmts = self.prelude.clone();
            stmts.retain(|stmt| {
                !matches!(
                    stmt,
                    Stmt::Alloc {
                        init: Init::NoError,
                        ..
                    }
                )
            });
            stmts.extend(closure.stmts);
            function.body = Block {
                id: function.new_block(),
                stmts,
                yields: Vec::new(),
            };
            // A closure inside this one comes before it. Of those no more is asked than their types.
            function.closures = closures.iter().map(Function::without_closures).collect();
            let outer = std::mem::replace(&mut self.function, function);
            let mut body = self.function.body.clone();
            self.rewrite(&mut body);
            self.function.body = body;
            prune::prune(&mut self.function);
            self.write_literals();
            closures.push(std::mem::replace(&mut self.function, outer));
            spans.push(closure.span);
        }
        for bare in std::mem::take(&mut self.handing.bare_params) {
            if !self.is_settled(&bare.ty) {
                self.error(bare.span, m::CLOSURE_PARAMETER);
            }
        }
        // What a closure shares with the function around it in other ways than by its captures.
        let apart = (closures.iter()).map(|closure| crate::ir::verify(closure).is_ok());
        let apart: Vec<bool> = apart.collect();
        let whole = spans.is_empty() || crate::ir::verify(&self.function).is_ok();
        for (span, apart) in spans.into_iter().zip(apart) {
            if !apart || !whole {
                self.error(span, m::CLOSURE_SHARES);
            }
        }
        self.function.closures = closures;
    }
}

fn captured_param(name: String, ty: Type, memory: Memory, span: Span) -> Param {
    // It is no receiver there.
    let name = match name.as_str() {
        "self" => "this".to_string(),
        _ => name,
    };
    Param {
        name,
        span,
        passing: Passing::Ref,
        tokens: None,
        ty,
        binding: Operand::Memory(memory),
    }
}

fn passed_type(closure: &Function) -> Type {
    Type::Calls(Box::new(closure.as_callee()))
}

/// `|a: f64| f64::sin(a)` for `f64::sin`.
fn std_closure(names: &[String], path: &str) -> Option<syn::ExprClosure> {
    let (name, before) = names.split_last()?;
    let (ty, rule) = (before.last()?, crate::rules::find(name)?);
    let names = &["a", "b", "c"][..rule.partials.len().min(3)];
    let params = names
        .iter()
        .zip(&rule.partials)
        .map(|(name, partial)| match partial {
            Some(_) => format!("{name}: {ty}"),
            // The exponent of `powi`.
            None => format!("{name}: i32"),
        });
    let params = params.collect::<Vec<_>>().join(", ");
    syn::parse_str(&format!("|{params}| {path}({})", names.join(", "))).ok()
}
