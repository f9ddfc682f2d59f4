//! Blocks and statements.

use super::closures::inner_functions;
use super::expr::plain;
use super::flow::branch::as_is;
use super::flow::choices;
use super::flow::exits::{Flow, LevelKind, Target};
use super::flow::leaving;
use super::messages as m;
use super::types::infer::Kind;
use super::*;
use crate::ir::Passing;

impl<'a> Lowerer<'a> {
    /// The body of the function.
    pub(super) fn body(&mut self, block: &syn::Block) {
        let span = block.brace_token.span.join();
        let ty = self.function.result_type.clone();
        if let (Type::Result(..), Some(syn::Stmt::Expr(last, None))) = (&ty, block.stmts.last())
            && templates::until_missing(last).is_some()
        {
            self.facts.ends_early();
        }
        let target = if self.facts.returns() {
            self.target_of(&ty, "result", span)
        } else {
            Target::Nothing
        };
        let returns = self.facts.returns();
        let (outcome, _) = self.level(LevelKind::Body, None, None, target.clone(), |l| {
            l.views_as_matrices();
            l.around.expected_last = l.type_for_result(block, &ty);
            l.block_then(block, &mut |l, outcome| {
                if !returns {
                    return outcome;
                }
                let outcome = l.read(outcome, span);
                l.put_into(&target, outcome, span);
                Outcome::Unit
            })
        });
        let outcome = match outcome {
            Outcome::Never if !returns => {
                let target = self.target_of(&ty, "result", span);
                self.take_from(&target)
            }
            _ if returns => self.take_from(&target),
            other => other,
        };
        self.function.result = self.result(outcome, &ty, span);
    }

    /// What the function hands out in the end. A local array is moved, nobody looks at it again.
    fn result(&mut self, outcome: Outcome, ty: &Type, span: Span) -> Operand {
        let outcome = self.read(outcome, span);
        if let (
            Outcome::Maybe(..) | Outcome::Failing(..),
            ty @ (Type::Option(_) | Type::Result(..)),
        ) = (&outcome, self.infer.shallow(ty))
        {
            return self.optional_result(outcome, &ty, span);
        }
        let outcome = self.as_deque_or_list(outcome, ty, span);
        let found = self.type_of(&outcome);
        if !matches!(outcome, Outcome::Poison | Outcome::Never) {
            self.unify(&found, ty, span);
        }
        match (outcome, self.infer.shallow(ty)) {
            (_, Type::Unit) | (Outcome::Poison, _) => Operand::Unit,
            (Outcome::Tuple(items), Type::Tuple(types)) => {
                let mut operands: Vec<Operand> = Vec::new();
                for (item, ty) in items.into_iter().zip(&types) {
                    let mut operand = self.result(item, ty, span);
                    let again = |m: &Memory| operands.iter().any(|o| o.memories().contains(m));
                    if let Operand::Memory(memory) = &operand
                        && again(memory)
                    {
                        let place = crate::ir::Place::whole(*memory);
                        operand = Operand::Value(self.value(Outcome::Place(place), span));
                    }
                    operands.push(operand);
                }
                Operand::Tuple(operands)
            }
            (Outcome::Place(place), _)
                if place.path.is_empty()
                    && !matches!(
                        self.function.passing(place.memory),
                        Some(Passing::Ref | Passing::RefMut)
                    )
                    && !matches!(
                        self.function.memory(place.memory).origin,
                        crate::ir::Origin::Const(_)
                    ) =>
            {
                Operand::Memory(place.memory)
            }
            (outcome, _) => match self.operand(outcome, span) {
                Operand::Value(value) => match self.loaded_last(value) {
                    Some(memory) => Operand::Memory(memory),
                    None => Operand::Value(value),
                },
                other => other,
            },
        }
    }

    /// The local memory that a value is a copy of which nothing happened to since.
    fn loaded_last(&self, value: Value) -> Option<Memory> {
        let stmts = self.open.last()?;
        let mut found = None;
        for stmt in stmts {
            match stmt {
                Stmt::Let { value: v, expr } if *v == value => match expr {
                    crate::ir::Expr::Load(place) if place.path.is_empty() => {
                        found = Some(place.memory);
                    }
                    _ => return None,
                },
                Stmt::Let { .. } => {}
                _ => found = None,
            }
        }
        let ty = &self.function.value(value).ty;
        let array = match self.infer.shallow(ty) {
            Type::Array(..) | Type::Vec(_) => true,
            Type::Var(_) => self.infer.name(ty).is_some() && self.infer.kind(ty) == Kind::Any,
            _ => false,
        };
        found.filter(|memory| {
            let origin = &self.function.memory(*memory).origin;
            let own = matches!(origin, crate::ir::Origin::Local)
                || self.function.passing(*memory) == Some(Passing::Value);
            own && array
        })
    }

    /// A block and what follows it; `k` sees the names around the block.
    pub(super) fn block_then(&mut self, block: &syn::Block, k: Then<'_, 'a>) -> Outcome {
        let outer = self.scope.clone();
        self.scoped(|l| {
            l.constant_items(&block.stmts);
            l.stmts(&block.stmts, &mut |l, outcome| {
                // What the block gives is read while its names can be seen.
                let outcome = l.read(outcome, Span::call_site());
                l.going_on(&outer, |l| k(l, outcome))
            })
        })
    }

    fn stmts(&mut self, stmts: &[syn::Stmt], k: Then<'_, 'a>) -> Outcome {
        let mut rest = stmts;
        let mut expected_last = self.around.expected_last.take();
        let outer = self.scope.len();
        let named = self.matrices.named_parts.len();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            self.check_named(first, rest, named);
            let evaluated = match first {
                syn::Stmt::Expr(e, None) if rest.is_empty() => {
                    self.around.expected = expected_last.take();
                    return self.expr_then(e, &mut |l, outcome| {
                        l.take_back_named(named);
                        let outcome = l.taken_out(e, outcome);
                        k(l, outcome)
                    });
                }
                syn::Stmt::Expr(e, _) => Some(e),
                syn::Stmt::Local(local) => local.init.as_ref().map(|init| &*init.expr),
                _ => None,
            };
            if let syn::Stmt::Local(local) = first
                && let Some(init) = &local.init
                && let Some((_, els)) = &init.diverge
            {
                return self.let_else(&local.pat, &init.expr, els, &mut |l| {
                    l.around.expected_last = expected_last.clone();
                    l.stmts(rest, k)
                });
            }
            if self.grows(first, outer) {
                continue;
            }
            if let syn::Stmt::Local(local) = first
                && let Some(part) = self.name_part(local)
            {
                self.bind(&local.pat, part);
                continue;
            }
            let function = choices::binds_function(first, rest);
            if let (true, Some(call)) = (function, choices::bound_call(first)) {
                let made = self.made(call);
                self.stmt(first, made);
                continue;
            }
            self.around.asks_function = function;
            self.around.expected =
                (self.type_for(first)).or_else(|| self.type_told_later(first, rest));
            self.around.annotated = structs::annotation(first);
            let apart = leaving::leaves(first) || choices::binds_a_choice(first);
            match evaluated.filter(|_| apart) {
                Some(e) => {
                    return self.expr_then(e, &mut |l, outcome| {
                        l.around.asks_function = false;
                        l.stmt(first, outcome);
                        l.take_back_named(named);
                        l.around.expected_last = expected_last.clone();
                        let changed = l.matrices.changed_here.clone();
                        let outcome = l.stmts(rest, k);
                        l.matrices.changed_here = changed;
                        // Another arm may be next.
                        l.around.asks_function = function;
                        outcome
                    });
                }
                None => {
                    let outcome = match evaluated {
                        Some(e) => self.statement_value(first, e),
                        None => Outcome::Unit,
                    };
                    self.around.asks_function = false;
                    self.stmt(first, outcome);
                    self.take_back_named(named);
                }
            }
            if self.flow != Flow::Falls {
                return Outcome::Never;
            }
        }
        k(self, Outcome::Unit)
    }

    /// The value of a statement that control does not leave.
    fn statement_value(&mut self, stmt: &syn::Stmt, e: &syn::Expr) -> Outcome {
        match (stmt, plain(e)) {
            (syn::Stmt::Expr(_, Some(_)), syn::Expr::Call(call)) => self.call(call, true),
            (syn::Stmt::Expr(_, Some(_)), syn::Expr::MethodCall(call)) => match self.fluent(call) {
                Some(outcome) => outcome,
                None => self.method_call(call, true),
            },
            _ => self.expr_then(e, &mut as_is),
        }
    }

    /// What a statement does, once its expression is evaluated.
    fn stmt(&mut self, stmt: &syn::Stmt, outcome: Outcome) {
        match stmt {
            syn::Stmt::Expr(e, None) => self.expect_unit(outcome, m::span(e)),
            syn::Stmt::Expr(..) => {}
            syn::Stmt::Macro(stmt) => {
                self.macro_call(&stmt.mac, m::span_of(stmt));
            }
            syn::Stmt::Local(local) => match &local.init {
                None => self.declare(&local.pat),
                Some(init) => {
                    let outcome = match is_whole(&local.pat) {
                        true => self.taken_out(&init.expr, outcome),
                        false => outcome,
                    };
                    let outcome = self.read(outcome, m::span(&init.expr));
                    self.bind(&local.pat, outcome);
                }
            },
            syn::Stmt::Item(item) => self.item(item),
        }
    }

    /// An item of the body. Generated functions repeat it, so it must stand where they can.
    fn item(&mut self, item: &syn::Item) {
        let span = m::span_of(item);
        let tokens = match item {
            syn::Item::Const(c) => types::tokens_of(c),
            syn::Item::Static(s) => {
                if matches!(s.mutability, syn::StaticMutability::Mut(_)) {
                    self.error(span, m::STATIC_MUT);
                    return;
                }
                types::tokens_of(s)
            }
            syn::Item::Fn(f) => {
                if f.attrs.iter().any(inner_functions::asks_for_derivative) {
                    self.error(span, m::INNER_FUNCTION);
                    return;
                }
                let name = f.sig.ident.to_string();
                self.function.inner_functions.push(name);
                types::tokens_of(f)
            }
            syn::Item::Use(_) | syn::Item::Type(_) => types::tokens_of(item),
            _ => {
                self.error(span, m::ITEM);
                return;
            }
        };
        // Items inside inner blocks would be seen everywhere.
        if self.open.len() > 1 || self.levels.len() > 1 {
            self.error(span, m::INNER_ITEM);
        }
        self.function.items.push(tokens);
    }

    /// Lowers a block whose value is not used.
    pub(super) fn unit_block(&mut self, block: &syn::Block) {
        let outcome = self.block_then(block, &mut as_is);
        self.expect_unit(outcome, block.brace_token.span.join());
    }
}

/// Whether a pattern takes all that it is given under one name.
fn is_whole(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Ident(ident) => ident.by_ref.is_none(),
        syn::Pat::Type(typed) => is_whole(&typed.pat),
        _ => false,
    }
}
