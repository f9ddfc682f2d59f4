//! Assignments to variables: what a loop or a branch hands on at its end.

use super::Printer;
use super::block::Body;
use super::expr::operator;
use crate::emit::code::{Code, joined, punctuation};
use crate::emit::plan::{Definition, Fate, Web};
use crate::emit::types;
use crate::ir::*;
use proc_macro2::{Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    /// Assigns all the values to their variables as if at once: no value sees another variable's
    /// new content.
    pub(super) fn copies(&self, mut pairs: Vec<(Web, Value)>, body: &mut Body) {
        while !pairs.is_empty() {
            let free = pairs.iter().position(|(web, _)| {
                let mut others = pairs.iter().filter(|(other, _)| other != web);
                !others.any(|(_, value)| self.plan.reads(*value).contains(web))
            });
            let Some(free) = free else { break };
            let (web, value) = pairs.remove(free);
            body.push(self.assignment(web, value));
        }
        if pairs.is_empty() {
            return;
        }
        let variables = pairs.iter().map(|(web, _)| self.variable(*web));
        let values = pairs.iter().map(|(_, value)| self.owned(*value).tokens());
        let (variables, values) = (
            types::tuple(variables.map(|v| quote!(#v))),
            types::tuple(values),
        );
        body.push(quote!(#variables = #values;));
    }

    fn assignment(&self, web: Web, value: Value) -> TokenStream {
        let variable = self.variable(web);
        if self.plan.fate(value) == Fate::Folded
            && let Definition::Expr(expr) = self.plan.definition(value)
        {
            return self.assign_expr(web, value, expr);
        }
        let value = self.owned(value).tokens();
        quote!(#variable = #value;)
    }

    /// `variable = expr;`, shorter if the expression begins with the variable.
    pub(super) fn assign_expr(&self, web: Web, value: Value, expr: &Expr) -> TokenStream {
        let variable = self.variable(web);
        if let Expr::Binary(op, a, b) = expr
            && !op.is_comparison()
            && self.stands_in(*a, web)
        {
            return self.compound(quote!(#variable), *op, *b, self.span(value));
        }
        let expr = if self.plan.fate(value) == Fate::Folded {
            self.owned(value).tokens()
        } else {
            self.expr(value, expr).tokens()
        };
        quote!(#variable = #expr;)
    }

    /// `target op= value;`
    pub(super) fn compound(
        &self,
        target: TokenStream,
        op: Binary,
        value: Value,
        span: Span,
    ) -> TokenStream {
        let (op, code) = self.without_sign(op, value);
        let operator = punctuation(&format!("{}=", operator(op).0), span);
        let value = code.tokens();
        joined([target, operator, value, quote!(;)])
    }

    /// What the value, which stands where it is used, is the negation of.
    pub(super) fn negation(&self, value: Value) -> Option<Value> {
        match self.plan.definition(value) {
            Definition::Expr(Expr::Unary(Unary::Neg, inner))
                if self.plan.fate(value) == Fate::Folded
                    && self.function.value(value).ty.is_float() =>
            {
                Some(*inner)
            }
            _ => None,
        }
    }

    /// `a + -v` is `a - v`, to the last bit.
    pub(super) fn without_sign(&self, op: Binary, value: Value) -> (Binary, Code) {
        let opposite = match op {
            Binary::Add => Some(Binary::Sub),
            Binary::Sub => Some(Binary::Add),
            _ => None,
        };
        if let Some(opposite) = opposite
            && let Some(inner) = self.negation(value)
        {
            return (opposite, self.value(inner));
        }
        (op, self.value(value))
    }
}
