//! Array literals, `vec!` and ranges.

use crate::ir::{Count, Init, Place, Tokens};
use crate::lower::closures::function_tables::Functions;
use crate::lower::iteration::iterators::Iter;
use crate::lower::memory::lists_of_references::Lent;
use crate::lower::messages as m;
use crate::lower::*;
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::ToTokens;
use std::rc::Rc;
use syn::Token;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;

/// The arguments of `vec!`.
pub(in crate::lower) enum VecArguments {
    Repeat(Box<[syn::Expr; 2]>),
    List(Punctuated<syn::Expr, Token![,]>),
}

impl Parse for VecArguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        if ahead.parse::<syn::Expr>().is_ok() && ahead.peek(Token![;]) {
            let value = input.parse()?;
            input.parse::<Token![;]>()?;
            return Ok(VecArguments::Repeat(Box::new([value, input.parse()?])));
        }
        Ok(VecArguments::List(Punctuated::parse_terminated(input)?))
    }
}

impl ToTokens for VecArguments {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            VecArguments::Repeat(both) => {
                let [value, count] = &**both;
                value.to_tokens(tokens);
                <Token![;]>::default().to_tokens(tokens);
                count.to_tokens(tokens);
            }
            VecArguments::List(items) => items.to_tokens(tokens),
        }
    }
}

impl<'a> Lowerer<'a> {
    /// `[a, b]` or `vec![a, b]`
    pub(in crate::lower) fn array<'e>(
        &mut self,
        items: impl Iterator<Item = &'e syn::Expr>,
        vec: bool,
        span: Span,
    ) -> Outcome {
        let item_type = self.infer.fresh();
        let (mut outcomes, mut lent) = (Vec::new(), Lent::default());
        let mut functions = Functions::default();
        for (item, number) in items.zip(0..) {
            let item_span = m::span(item);
            let outcome = self.item_of_list(item);
            let outcome = self.settle(outcome, item_span);
            let outcome = self.numbered(outcome, number, &[], &mut functions, item_span);
            self.note_lent(&outcome, &[], &mut lent);
            outcomes.push((outcome, item_span));
        }
        let count = outcomes.len();
        let mut operands = Vec::new();
        for (outcome, item_span) in outcomes {
            let outcome = self.copied_item(outcome, &lent, item_span);
            if let Outcome::Poison = outcome {
                return outcome;
            }
            let ty = self.type_of(&outcome);
            if self.are_other_structs(&ty, &item_type) {
                return self.error(item_span, m::LENT_OBJECTS);
            }
            self.unify(&ty, &item_type, item_span);
            operands.push(self.operand(outcome, item_span));
        }
        let (init, ty) = if vec {
            (Init::VecOf(operands), Type::Vec(Box::new(item_type)))
        } else {
            let length = Literal::usize_unsuffixed(operands.len());
            let length = Tokens::new(TokenTree::Literal(length).into());
            let ty = Type::Array(Box::new(item_type), length);
            (Init::Operand(Operand::Array(operands)), ty)
        };
        let name = if vec { "vec" } else { "array" };
        let memory = self.allocate(init, ty, name, span);
        self.is_list_of(memory, lent);
        self.is_table(memory, functions, count);
        Outcome::Place(Place::whole(memory))
    }

    /// `[value; length]`
    pub(in crate::lower) fn repeat(
        &mut self,
        value: &syn::Expr,
        len: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let outcome = self.expr(value);
        let (value, ty, lent) = self.repeated(outcome, m::span(value));
        let length = types::tokens_of(len);
        let init = Init::Repeat {
            value,
            count: Count::Array(length.clone()),
        };
        let ty = Type::Array(Box::new(ty), length);
        let memory = self.allocate(init, ty, "array", span);
        self.is_list_of(memory, lent);
        Outcome::Place(Place::whole(memory))
    }

    /// What is repeated, its type, and the references in it.
    fn repeated(&mut self, outcome: Outcome, span: Span) -> (Operand, Type, Lent) {
        let outcome = self.settle(outcome, span);
        let mut lent = Lent::default();
        self.note_lent(&outcome, &[], &mut lent);
        let outcome = self.copied_item(outcome, &lent, span);
        let ty = self.type_of(&outcome);
        (self.operand(outcome, span), ty, lent)
    }

    /// `vec![…]`
    pub(in crate::lower) fn vec(&mut self, mac: &syn::Macro, span: Span) -> Outcome {
        match mac.parse_body::<VecArguments>() {
            Ok(VecArguments::List(items)) => self.array(items.iter(), true, span),
            Ok(VecArguments::Repeat(both)) => {
                let [value, len] = &*both;
                let outcome = self.expr(value);
                if self.library(&outcome).is_some() {
                    return self.matrix_copies(outcome, len, span);
                }
                let (value, ty, lent) = self.repeated(outcome, m::span(value));
                let count = self.scalar(len);
                self.unify_value(count, &Type::USIZE, m::span(len));
                let vec = self.new_vec(value, ty, count, "vec", span);
                if let Outcome::Place(place) = &vec {
                    self.is_list_of(place.memory, lent);
                }
                vec
            }
            Err(error) => {
                self.errors.push(error);
                Outcome::Poison
            }
        }
    }

    pub(in crate::lower) fn new_vec(
        &mut self,
        value: Operand,
        item: Type,
        count: Value,
        name: &str,
        span: Span,
    ) -> Outcome {
        let init = Init::Repeat {
            value,
            count: Count::Vec(count),
        };
        let ty = Type::Vec(Box::new(item));
        Outcome::Place(Place::whole(self.allocate(init, ty, name, span)))
    }

    /// `from..to` and its kin.
    pub(in crate::lower) fn range(&mut self, e: &syn::ExprRange, span: Span) -> Outcome {
        let from = e.start.as_ref().map(|e| self.scalar(e));
        let to = e.end.as_ref().map(|e| self.scalar(e));
        if let (Some(from), Some(to)) = (from, to) {
            let ty = self.function.value(from).ty.clone();
            self.unify_value(to, &ty, span);
        }
        let inclusive = matches!(e.limits, syn::RangeLimits::Closed(_));
        Outcome::Iter(Rc::new(Iter::Range {
            from,
            to,
            inclusive,
        }))
    }
}
