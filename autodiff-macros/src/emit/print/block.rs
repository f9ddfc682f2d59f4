//! Prints blocks: statement after statement, then what the block hands on.

use super::Printer;
use crate::emit::code::joined;
use crate::emit::plan::{Definition, Fate, Web};
use crate::emit::types;
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

/// What is between two braces.
#[derive(Default)]
pub(in crate::emit) struct Body {
    lines: Vec<TokenStream>,
    pub(super) tail: Option<TokenStream>,
    /// Whether the last line, or the tail, is an `if`.
    pub(super) ends_in_if: bool,
    /// Whether the end is never reached.
    pub(super) leaves: bool,
}

impl Body {
    pub(in crate::emit) fn push(&mut self, line: TokenStream) {
        self.lines.push(line);
        self.ends_in_if = false;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.tail.is_none()
    }

    /// Whether an `else` in front of it needs no braces.
    pub(super) fn is_if(&self) -> bool {
        self.ends_in_if && self.lines.len() + usize::from(self.tail.is_some()) == 1
    }

    pub(super) fn has_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    pub(super) fn append(&mut self, other: Body) {
        self.lines.extend(other.lines);
        self.tail = other.tail;
        self.ends_in_if = other.ends_in_if;
        self.leaves |= other.leaves;
    }

    pub(in crate::emit) fn tokens(self) -> TokenStream {
        self.lines.into_iter().chain(self.tail).collect()
    }
}

/// What becomes of a value that a block yields.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// It is part of the block's value.
    Slot,
    /// It is assigned to a variable.
    Assign(Web),
    /// It ends the loop that the block ends with, and is assigned if somebody asks later.
    Stop(Option<Web>),
    Nothing,
}

impl<'a> Printer<'a> {
    pub(in crate::emit) fn statements(&mut self, block: &'a Block) -> Body {
        self.body(block, &[])
    }

    /// The body of a function that only returns its result.
    pub(in crate::emit) fn statements_and_result(&mut self) -> Body {
        let function = self.function;
        // A `let` right before the result needs no name.
        if let Operand::Value(result) = &function.result
            && let Some((Stmt::Let { value, expr }, before)) = function.body.stmts.split_last()
            && value == result
            && self.plan.fate(*value) == Fate::Kept
            && !self.plan.is_mutable(self.plan.web(*value))
        {
            let mut body = Body::default();
            self.lines(&function.body.stmts, before.len(), &mut body);
            body.tail = Some(self.expr(*value, expr).tokens());
            return body;
        }
        let mut body = self.statements(&function.body);
        if function.result != Operand::Unit {
            body.tail = Some(self.operand(&function.result));
        }
        body
    }

    /// A block of which the yields go to `targets`.
    pub(super) fn body(&mut self, block: &'a Block, targets: &[Target]) -> Body {
        let mut body = Body::default();
        if let Some((of, call)) = &self.handed_over
            && *of == block.id
        {
            body.leaves = !targets.contains(&Target::Slot);
            match body.leaves {
                true => body.push(quote!(#call;)),
                false => body.tail = Some(call.clone()),
            }
            return body;
        }
        if let Some((last, before)) = block.stmts.split_last() {
            self.lines(&block.stmts, before.len(), &mut body);
            self.bind_payloads(&block.stmts[before.len()..], &mut body);
            if let Some(inner) = self.inherited(block, last, targets) {
                let printed = self.branches(last, &inner);
                body.append(printed);
                return body;
            }
            self.stmt(last, &mut body);
        }
        self.finish(&block.yields, targets, &mut body);
        body
    }

    /// The first of the statements, as many as `count` says.
    fn lines(&mut self, stmts: &'a [Stmt], count: usize, body: &mut Body) {
        for (i, stmt) in stmts.iter().take(count).enumerate() {
            self.bind_payloads(&stmts[i..], body);
            match stmt {
                Stmt::View { .. } => {
                    let line = self.view(stmt, &stmts[i + 1..]);
                    body.push(line);
                }
                _ => self.stmt(stmt, body),
            }
        }
    }

    /// If all that remains to be done behind an `if` can be done at the ends of its branches: the
    /// targets of its results.
    fn inherited(&self, block: &Block, last: &Stmt, targets: &[Target]) -> Option<Vec<Target>> {
        let Stmt::If { results, .. } = last else {
            return None;
        };
        if results.is_empty() || self.plan.boolean(last).is_some() {
            return None;
        }
        let once = |v: &Value| self.plan.is_used_once(*v);
        // What the condition of a loop yields is read behind it.
        let slots = targets.iter().all(|target| *target == Target::Slot) && !targets.is_empty();
        if slots && *results == block.yields && results.iter().all(once) {
            return Some(vec![Target::Slot; results.len()]);
        }
        let mut stop = None;
        for (value, target) in block.yields.iter().zip(targets) {
            match target {
                Target::Nothing => {}
                Target::Assign(web) if self.stands_in(*value, *web) => {}
                Target::Stop(_) if results.contains(value) && once(value) => {
                    stop = Some((*value, *target));
                }
                _ => return None,
            }
        }
        let (flag, stop) = stop?;
        let mut inner = Vec::new();
        for result in results {
            let web = self.plan.web(*result);
            inner.push(match stop {
                stop if *result == flag => stop,
                _ if !self.plan.is_used(*result) => Target::Nothing,
                _ if self.is_declared(web) => Target::Assign(web),
                _ => return None,
            });
        }
        Some(inner)
    }

    /// Hands on what a block yields.
    fn finish(&mut self, yields: &[Value], targets: &[Target], body: &mut Body) {
        let mut pairs = Vec::new();
        for (value, target) in yields.iter().zip(targets) {
            if let Target::Assign(web) | Target::Stop(Some(web)) = target
                && !self.stands_in(*value, *web)
            {
                pairs.push((*web, *value));
            }
        }
        let assigned = |printer: &Self, value: &Value| {
            let reads = printer.plan.reads(*value);
            pairs.iter().any(|(web, _)| reads.contains(web))
        };
        let mut slots = Vec::new();
        let mut stop = None;
        for (value, target) in yields.iter().zip(targets) {
            let early = assigned(self, value);
            match target {
                Target::Slot => {
                    let code = self.owned(*value).tokens();
                    slots.push(if early {
                        self.kept(*value, code, body)
                    } else {
                        code
                    });
                }
                Target::Stop(web) => {
                    stop = match (
                        self.constant(*value),
                        web.and_then(|web| self.variable(web)),
                    ) {
                        (Some(true), _) => Some(None),
                        (Some(false), _) => None,
                        (None, Some(variable)) => Some(Some(quote!(#variable))),
                        (None, None) => {
                            let code = self.value(*value).tokens();
                            Some(Some(if early {
                                self.kept(*value, code, body)
                            } else {
                                code
                            }))
                        }
                    };
                }
                Target::Assign(_) | Target::Nothing => {}
            }
        }
        self.copies(pairs, body);
        match stop {
            Some(Some(condition)) => body.push(quote!(if #condition { break; })),
            Some(None) => {
                body.push(quote!(break;));
                body.leaves = true;
            }
            None => {}
        }
        if !slots.is_empty() {
            body.tail = Some(types::bare(slots));
            body.ends_in_if = false;
        }
    }

    /// Evaluates before the assignments what would else see them.
    fn kept(&mut self, value: Value, code: TokenStream, body: &mut Body) -> TokenStream {
        let hint = self.operation(value);
        let ident = self.fresh(&hint, self.function.value(value).span);
        body.push(quote!(let #ident = #code;));
        quote!(#ident)
    }

    /// The truth value that a literal is.
    pub(super) fn constant(&self, value: Value) -> Option<bool> {
        match (self.plan.fate(value), self.plan.definition(value)) {
            (Fate::Folded, Definition::Expr(Expr::Literal(tokens))) => match tokens.text() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt, body: &mut Body) {
        match stmt {
            Stmt::Let { value, expr } => self.let_stmt(*value, expr, body),
            Stmt::If { .. } => self.if_stmt(stmt, body),
            Stmt::For(l) => self.for_stmt(l, body),
            Stmt::While(l) => self.while_stmt(l, body),
            Stmt::Call(call) => self.call(call, body),
            Stmt::Backward(call) => self.backward_call(call, body),
            Stmt::Draw(draw) => self.draw(draw, body),
            Stmt::Check(check) => body.push(self.check(check)),
            other => self.memory_stmt(other, body),
        }
    }

    fn let_stmt(&mut self, value: Value, expr: &Expr, body: &mut Body) {
        if self.plan.fate(value) != Fate::Kept || self.adopted.contains(&value) {
            return;
        }
        let web = self.plan.web(value);
        if self.is_declared(web) {
            body.push(self.assign_expr(web, value, expr));
            return;
        }
        let code = self.expr(value, expr).tokens();
        self.bind(value, code, body);
    }

    /// `let value = code;`, or an assignment if the variable exists.
    pub(super) fn bind(&mut self, value: Value, code: TokenStream, body: &mut Body) {
        let web = self.plan.web(value);
        if let Some(variable) = self.variable(web) {
            body.push(joined([quote!(#variable =), code, quote!(;)]));
        } else if !self.plan.is_used(value) {
            body.push(quote!(let _ = #code;));
        } else {
            let ty = self.annotation(value).map(|ty| quote!(: #ty));
            let pattern = self.declare(value);
            body.push(joined([quote!(let #pattern #ty =), code, quote!(;)]));
        }
    }
}
