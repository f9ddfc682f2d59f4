//! Operators on scalars.

pub(super) mod checked;
pub(super) mod overloaded;

use super::flow::branch;
use super::memory::memory_options;
use super::messages as m;
use super::types::infer::Kind;
use super::*;
use crate::ir::{Binary, Expr, Tokens, Unary};
use proc_macro2::{Literal, TokenTree};
use std::str::FromStr;

/// The operator, and whether it assigns.
fn operator(op: &syn::BinOp) -> Option<(Binary, bool)> {
    use syn::BinOp as B;
    Some(match op {
        B::Add(_) => (Binary::Add, false),
        B::Sub(_) => (Binary::Sub, false),
        B::Mul(_) => (Binary::Mul, false),
        B::Div(_) => (Binary::Div, false),
        B::Rem(_) => (Binary::Rem, false),
        B::BitXor(_) => (Binary::BitXor, false),
        B::BitAnd(_) => (Binary::BitAnd, false),
        B::BitOr(_) => (Binary::BitOr, false),
        B::Shl(_) => (Binary::Shl, false),
        B::Shr(_) => (Binary::Shr, false),
        B::Eq(_) => (Binary::Eq, false),
        B::Lt(_) => (Binary::Lt, false),
        B::Le(_) => (Binary::Le, false),
        B::Ne(_) => (Binary::Ne, false),
        B::Ge(_) => (Binary::Ge, false),
        B::Gt(_) => (Binary::Gt, false),
        B::AddAssign(_) => (Binary::Add, true),
        B::SubAssign(_) => (Binary::Sub, true),
        B::MulAssign(_) => (Binary::Mul, true),
        B::DivAssign(_) => (Binary::Div, true),
        B::RemAssign(_) => (Binary::Rem, true),
        B::BitXorAssign(_) => (Binary::BitXor, true),
        B::BitAndAssign(_) => (Binary::BitAnd, true),
        B::BitOrAssign(_) => (Binary::BitOr, true),
        B::ShlAssign(_) => (Binary::Shl, true),
        B::ShrAssign(_) => (Binary::Shr, true),
        _ => return None,
    })
}

fn name_of(op: Binary) -> &'static str {
    match op {
        Binary::Add => "sum",
        Binary::Sub => "difference",
        Binary::Mul => "product",
        Binary::Div => "quotient",
        Binary::Rem => "remainder",
        _ => "",
    }
}

/// The operator of a compound assignment.
pub(super) fn assigned(op: &syn::BinOp) -> Option<Binary> {
    operator(op)
        .filter(|(_, assigns)| *assigns)
        .map(|(op, _)| op)
}

impl<'a> Lowerer<'a> {
    pub(super) fn binary(&mut self, e: &syn::ExprBinary, span: Span) -> Outcome {
        match e.op {
            syn::BinOp::And(_) => return self.lazy(&e.left, &e.right, true, span),
            syn::BinOp::Or(_) => return self.lazy(&e.left, &e.right, false, span),
            _ => {}
        }
        let Some((op, _)) = operator(&e.op) else {
            return self.error(span, m::EXPRESSION);
        };
        if [&e.left, &e.right]
            .into_iter()
            .any(|side| strings::is_literal(side))
        {
            // What stands there is not read as a number.
            let (a, b) = (self.expr(&e.left), self.expr(&e.right));
            return match self.same_text(op, &a, &b, span) {
                Some(same) => same,
                None => self.error(span, m::STRING),
            };
        }
        let a = self.rvalue(&e.left);
        let a = self.before(a, &e.left, std::iter::once(&*e.right));
        self.around.expected = match memory_options::asks_for_conversion(&e.right) {
            true => self.right_operand(op, &a),
            false => None,
        };
        let b = self.rvalue(&e.right);
        let [a, b] = [a, b].map(|operand| self.as_matrix(operand, span));
        let overloaded = self.is_overloaded(&a, &e.left) || self.is_overloaded(&b, &e.right);
        if !op.is_comparison() && overloaded {
            return self.overloaded(op, a, b, span);
        }
        if let Some(same) = self.same_text(op, &a, &b, span) {
            return same;
        }
        if op.is_comparison() && self.is_tuple(&a) && self.is_tuple(&b) {
            return self.tuple_operator(op, a, b, span);
        }
        let a = self.operand_value(a, &e.left);
        let b = self.operand_value(b, &e.right);
        match (a, b) {
            (Some(a), Some(b)) => Outcome::Value(self.operation(op, a, b, span)),
            _ => Outcome::Poison,
        }
    }

    /// A scalar operand. Operators on arrays are an error of their own.
    fn operand_value(&mut self, outcome: Outcome, e: &syn::Expr) -> Option<Value> {
        let ty = self.type_of(&outcome.clone().dereferenced());
        match (outcome.clone().dereferenced(), self.infer.shallow(&ty)) {
            (Outcome::Poison | Outcome::Never, _) => None,
            (_, Type::Array(..) | Type::Slice(_) | Type::Vec(_) | Type::Tuple(_)) => {
                self.error(m::span(e), m::ARRAY_OPERATOR);
                None
            }
            _ => Some(self.value(outcome, m::span(e))),
        }
    }

    /// `a op b` of values.
    pub(super) fn operation(&mut self, op: Binary, a: Value, b: Value, span: Span) -> Value {
        let (left, right) = (
            self.function.value(a).ty.clone(),
            self.function.value(b).ty.clone(),
        );
        let ty = match op {
            Binary::Shl | Binary::Shr => left,
            _ => {
                self.unify(&left, &right, span);
                if op.is_comparison() { Type::Bool } else { left }
            }
        };
        let bits = matches!(op, Binary::BitAnd | Binary::BitOr | Binary::BitXor);
        if !op.is_comparison() && !bits && !self.infer.narrow(&ty, Kind::Number) {
            let text = self.infer.describe(&ty);
            self.error_about(span, m::OPERATOR_TYPE, &text);
        }
        if ty == Type::USIZE && matches!(op, Binary::Add | Binary::Sub | Binary::Mul) {
            return self.index_binary(op, a, b, span);
        }
        self.define(Expr::Binary(op, a, b), ty, name_of(op), span)
    }

    /// `&&` and `||`: the right side is evaluated only if the left does not decide.
    fn lazy(&mut self, left: &syn::Expr, right: &syn::Expr, and: bool, span: Span) -> Outcome {
        let condition = self.scalar(left);
        self.unify_value(condition, &Type::Bool, span);
        self.both(condition, and, &mut |l| {
            let value = l.scalar(right);
            l.unify_value(value, &Type::Bool, span);
            value
        })
    }

    /// `condition && right()` or `condition || right()`.
    pub(super) fn both(
        &mut self,
        condition: Value,
        and: bool,
        right: &mut dyn FnMut(&mut Self) -> Value,
    ) -> Outcome {
        let span = self.function.value(condition).span;
        let decided = self.boolean(!and);
        let other = std::cell::RefCell::new(right);
        let evaluate = |l: &mut Self| Outcome::Value((other.borrow_mut())(l));
        self.branch(
            condition,
            &mut |l, k| {
                let outcome = if and {
                    evaluate(l)
                } else {
                    Outcome::Value(decided)
                };
                k(l, outcome)
            },
            &mut |l, k| {
                let outcome = if and {
                    Outcome::Value(decided)
                } else {
                    evaluate(l)
                };
                k(l, outcome)
            },
            &mut branch::as_is,
            span,
        )
    }

    pub(super) fn unary(&mut self, e: &syn::ExprUnary, span: Span) -> Outcome {
        match e.op {
            syn::UnOp::Deref(_) => {
                let inner = self.expr(&e.expr);
                let behind = self.dereference(inner);
                match &behind {
                    // What is copied is no reference any more.
                    Outcome::Place(place) if self.is_lent_number(place) => {
                        Outcome::Value(self.value(behind, span))
                    }
                    _ => behind,
                }
            }
            syn::UnOp::Neg(_) => {
                if let syn::Expr::Lit(literal) = expr::plain(&e.expr) {
                    return self.literal(&literal.lit, true, span);
                }
                let operand = self.rvalue(&e.expr);
                let operand = self.as_matrix(operand, span);
                if self.is_overloaded(&operand, &e.expr) {
                    return self.operator_call("neg", vec![operand], span);
                }
                let Some(value) = self.operand_value(operand, &e.expr) else {
                    return Outcome::Poison;
                };
                let ty = self.function.value(value).ty.clone();
                if !self.infer.narrow(&ty, Kind::Number) {
                    let text = self.infer.describe(&ty);
                    return self.error_about(span, m::OPERATOR_TYPE, &text);
                }
                Outcome::Value(self.define(Expr::Unary(Unary::Neg, value), ty, "", span))
            }
            syn::UnOp::Not(_) => {
                let value = self.scalar(&e.expr);
                let ty = self.function.value(value).ty.clone();
                Outcome::Value(self.define(Expr::Unary(Unary::Not, value), ty, "", span))
            }
            _ => self.error(span, m::EXPRESSION),
        }
    }

    pub(super) fn literal(&mut self, literal: &syn::Lit, negative: bool, span: Span) -> Outcome {
        let (ty, number) = match literal {
            syn::Lit::Float(float) => match types::number(float.suffix()) {
                Some(ty) => (ty, None),
                None => (self.infer.of_kind(Kind::Float), None),
            },
            syn::Lit::Int(int) => match types::number(int.suffix()) {
                Some(ty) => (ty, int.base10_parse().ok()),
                None => (self.infer.of_kind(Kind::Int), int.base10_parse().ok()),
            },
            syn::Lit::Bool(boolean) => return Outcome::Value(self.boolean(boolean.value)),
            syn::Lit::Char(_) => (Type::Char, None),
            syn::Lit::Byte(_) => (Type::Int("u8"), None),
            syn::Lit::Str(text) => {
                let text = types::tokens_of(text);
                return self
                    .declared_constant(text, Type::Str, span)
                    .reference(false);
            }
            syn::Lit::ByteStr(bytes) => {
                let length = Literal::usize_unsuffixed(bytes.value().len());
                let length = Tokens::new(TokenTree::Literal(length).into());
                let ty = Type::Array(Box::new(Type::Int("u8")), length);
                let text = builder::tokens(&format!("(*{})", types::tokens_of(bytes).text()));
                return self.declared_constant(text, ty, span).reference(false);
            }
            _ => return self.error(span, m::STRING),
        };
        let tokens = types::tokens_of(literal);
        let tokens = match Literal::from_str(&format!("-{}", tokens.text())) {
            Ok(negated) if negative => Tokens::new(TokenTree::Literal(negated).into()),
            _ => tokens,
        };
        let value = self.define(Expr::Literal(tokens), ty, "", span);
        if let (Some(number), false) = (number, negative) {
            self.integers.insert(value, number);
        }
        Outcome::Value(value)
    }
}
