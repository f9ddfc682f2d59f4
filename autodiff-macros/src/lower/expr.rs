//! Expressions: who lowers which.

use super::flow::branch::as_is;
use super::flow::exits::{Flow, LevelKind};
use super::messages as m;
use super::*;
use crate::ir::Expr;

/// Sees through the invisible groups that `macro_rules!` leaves, and through parentheses.
pub(super) fn plain(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Group(group) => plain(&group.expr),
        syn::Expr::Paren(paren) => plain(&paren.expr),
        other => other,
    }
}

/// The conditions that all have to hold, as `if let … && …` has them.
fn conjuncts<'e>(condition: &'e syn::Expr, found: &mut Vec<&'e syn::Expr>) {
    match condition {
        syn::Expr::Binary(e) if matches!(e.op, syn::BinOp::And(_)) => {
            conjuncts(&e.left, found);
            conjuncts(&e.right, found);
        }
        other => found.push(other),
    }
}

fn has_let(condition: &syn::Expr) -> bool {
    let mut conditions = Vec::new();
    conjuncts(condition, &mut conditions);
    conditions.iter().any(|c| matches!(c, syn::Expr::Let(_)))
}

impl<'a> Lowerer<'a> {
    /// An operand. Leaving the function or a loop from inside it is an error: the rest of the
    /// expression could not be skipped.
    pub(super) fn expr(&mut self, expr: &syn::Expr) -> Outcome {
        let outcome = self.expr_then(expr, &mut as_is);
        if matches!(self.flow, Flow::MayLeave | Flow::Leaves) {
            self.flow = Flow::Falls;
            return self.error(m::span(expr), m::EXIT_IN_EXPRESSION);
        }
        outcome
    }

    /// An expression and what follows it: where only one branch goes on, `k` is lowered inside it.
    pub(super) fn expr_then(&mut self, expr: &syn::Expr, k: Then<'_, 'a>) -> Outcome {
        let expr = plain(expr);
        let span = m::span(expr);
        if matches!(expr, syn::Expr::Call(_) | syn::Expr::MethodCall(_)) {
            self.around.expected = self
                .around
                .expected
                .take()
                .or_else(|| self.expected_at(expr));
        } else {
            self.around.converts = false;
            if let Some(ty) = self.around.expected.take() {
                self.expect_at_ends(expr, &ty);
            }
            self.around.asks_option = false;
        }
        if self.fuel == 0 {
            return Outcome::Poison;
        }
        self.fuel -= 1;
        if self.fuel == 0 {
            return self.error(span, m::TOO_LARGE);
        }
        let outcome = match expr {
            syn::Expr::If(e) => return self.if_then(e, k),
            syn::Expr::Match(e) => return self.match_then(e, k),
            syn::Expr::Block(e) => match &e.label {
                None => return self.block_then(&e.block, k),
                Some(label) => self.labelled(label, &e.block),
            },
            syn::Expr::Assign(e) => {
                self.around.expected = self.expected_by_target(e);
                return self.expr_then(&e.right, &mut |l, outcome| {
                    let outcome = l.read(outcome, span);
                    l.assign(&e.left, outcome, span);
                    k(l, Outcome::Unit)
                });
            }
            syn::Expr::Try(e) if let Some(call) = templates::until_missing(&e.expr) => {
                return self.until_missing_then(call, true, k, span);
            }
            last if let (Some(call), Some(Type::Result(_, error))) =
                (templates::until_missing(last), &self.around.expected)
                && **error != Type::Unknown =>
            {
                return self.until_missing_then(call, false, k, span);
            }
            syn::Expr::Try(e) => {
                self.around.converts = true;
                self.around.asks_option = true;
                return self.expr_then(&e.expr, &mut |l, outcome| {
                    let outcome = l.read(outcome, span);
                    l.try_then(outcome, k, span)
                });
            }
            syn::Expr::Binary(e) if let Some(op) = operators::assigned(&e.op) => {
                return self.expr_then(&e.right, &mut |l, outcome| {
                    let outcome = l.read(outcome, span);
                    let outcome = l.compound(&e.left, op, (outcome, &e.right), span);
                    k(l, outcome)
                });
            }
            syn::Expr::While(e) if has_let(&e.cond) => self.while_let(e),
            syn::Expr::While(e) => self.while_loop(e),
            syn::Expr::Loop(e) => self.endless_loop(e),
            syn::Expr::ForLoop(e) => self.for_loop(e),
            syn::Expr::Break(e) => self.as_it_leaves(|l| l.leave_with_break(e)),
            syn::Expr::Continue(e) => self.leave_with_continue(e),
            syn::Expr::Return(e) => match &e.expr {
                Some(value) => {
                    return self.as_it_leaves(|l| {
                        l.expr_then(value, &mut |l, outcome| {
                            let outcome = l.taken_out(value, outcome);
                            let outcome = l.read(outcome, span);
                            l.leave_with_return(outcome, span)
                        })
                    });
                }
                None => self.leave_with_return(Outcome::Unit, span),
            },
            other => self.simple(other, span),
        };
        // What was not understood is never passed over.
        let outcome = match outcome {
            Outcome::Poison if self.errors.is_empty() => self.error(span, m::NOT_UNDERSTOOD),
            other => other,
        };
        self.go_on(outcome, k)
    }

    /// An expression without control flow of its own.
    fn simple(&mut self, expr: &syn::Expr, span: Span) -> Outcome {
        match expr {
            syn::Expr::Lit(e) => self.literal(&e.lit, false, span),
            syn::Expr::Path(e) => {
                let outcome = self.path(e, span);
                self.taken_by_value(outcome)
            }
            syn::Expr::Unary(e) => self.unary(e, span),
            syn::Expr::Binary(e) => self.binary(e, span),
            syn::Expr::Cast(e) => self.cast(e, span),
            syn::Expr::Reference(e) if let Some(lent) = self.lent_reference(e) => lent,
            syn::Expr::Reference(e) => {
                let mut inner = match plain(&e.expr) {
                    // A closure that is lent keeps what it changes.
                    syn::Expr::Path(lent) if self.is_callable(lent) => self.path(lent, span),
                    other => self.expr(other),
                };
                let is_made = matches!(
                    plain(&e.expr),
                    syn::Expr::Call(_) | syn::Expr::MethodCall(_)
                );
                if let (Outcome::Value(value), true, true) =
                    (&inner, is_made, e.mutability.is_some())
                    && let ty = self.function.value(*value).ty.clone()
                    && !self.is_number(&ty)
                {
                    // What is lent to be changed has to stand somewhere.
                    let place = self.place_of(inner, span);
                    inner = place.map_or(Outcome::Poison, Outcome::Place);
                }
                if !matches!(&inner, Outcome::Place(place) if self.is_lent_item(place)) {
                    inner = self.lent_by_itself(inner);
                }
                inner.reference(e.mutability.is_some())
            }
            syn::Expr::Index(e) => self.index(e, span),
            syn::Expr::Field(e) => self.field(e, span),
            syn::Expr::Tuple(e) if e.elems.is_empty() => Outcome::Unit,
            syn::Expr::Tuple(e) => {
                let items = e.elems.iter().map(|item| {
                    let outcome = self.expr(item);
                    self.settle(outcome, m::span(item))
                });
                Outcome::Tuple(items.collect())
            }
            syn::Expr::Array(e) => self.array(e.elems.iter(), false, span),
            syn::Expr::Repeat(e) => self.repeat(&e.expr, &e.len, span),
            syn::Expr::Range(e) => self.range(e, span),
            syn::Expr::Call(e) => self.call(e, false),
            syn::Expr::MethodCall(e) => self.method_call(e, false),
            syn::Expr::Closure(e) => self.closure(e),
            syn::Expr::Macro(e) => self.macro_call(&e.mac, span),
            syn::Expr::Struct(e) => self.struct_literal(e, span),
            syn::Expr::Unsafe(_) => self.error(span, m::UNSAFE),
            syn::Expr::Async(_) | syn::Expr::Await(_) => self.error(span, m::ASYNC),
            syn::Expr::Let(_) => self.error(span, m::IF_LET),
            _ => self.error(span, m::EXPRESSION),
        }
    }

    /// `if condition { … } else { … }`
    fn if_then(&mut self, e: &syn::ExprIf, k: Then<'_, 'a>) -> Outcome {
        let mut conditions = Vec::new();
        conjuncts(&e.cond, &mut conditions);
        let mut els = |l: &mut Self, k: Then<'_, 'a>| match &e.else_branch {
            Some((_, els)) => l.expr_then(els, k),
            None => k(l, Outcome::Unit),
        };
        if has_let(&e.cond) {
            return self.if_let(&conditions, &e.then_branch, &mut els, k, m::span_of(e));
        }
        let condition = self.scalar(&e.cond);
        self.unify_value(condition, &Type::Bool, m::span(&e.cond));
        self.branch(
            condition,
            &mut |l, k| l.block_then(&e.then_branch, k),
            &mut els,
            k,
            m::span_of(e),
        )
    }

    /// `'label: { … }`
    fn labelled(&mut self, label: &syn::Label, block: &syn::Block) -> Outcome {
        let alive = self.alive.len();
        let example = scan::break_value(block, Some(label));
        let target = self.target_like(example, "broken");
        let span = block.brace_token.span.join();
        let (_, level) = self.level(LevelKind::Block, Some(label), None, target.clone(), |l| {
            l.block_then(block, &mut |l, outcome| {
                let outcome = l.read(outcome, span);
                l.put_into(&target, outcome, span);
                Outcome::Unit
            })
        });
        let (crossed, broken) = level.map_or((false, false), |l| (l.crossed, l.broken));
        self.flow = match self.flow {
            // Every way out leads further out.
            Flow::Leaves if crossed && !broken => Flow::Leaves,
            Flow::Panics => Flow::Panics,
            _ if crossed => Flow::MayLeave,
            _ => Flow::Falls,
        };
        let outcome = self.take_from(&target);
        self.alive.truncate(alive);
        outcome
    }

    /// Notes that this outcome is `()`, as the type of a call may only show here.
    pub(super) fn expect_unit(&mut self, outcome: Outcome, span: Span) {
        if let Outcome::Value(value) = outcome {
            self.unify_value(value, &Type::Unit, span);
        }
    }

    /// `value as Type`
    fn cast(&mut self, e: &syn::ExprCast, span: Span) -> Outcome {
        let operand = self.expr(&e.expr);
        let is_constant = matches!(operand, Outcome::Const(_));
        let value = self.value(operand, m::span(&e.expr));
        let from = self.function.value(value).ty.clone();
        let open = self.infer.name(&from).is_some() || self.pending.assigned.contains(&from);
        if !is_constant && (open || self.is_bare(&from)) {
            self.pending.cast.push(from);
        }
        let ty = self.type_from(&e.ty);
        if let Type::Ref(..) | Type::Array(..) | Type::Slice(_) | Type::Vec(_) = ty {
            return self.error(span, m::CAST);
        }
        Outcome::Value(self.define(Expr::Cast(value, ty.clone()), ty, "", span))
    }
}
