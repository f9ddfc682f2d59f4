//! Making values, statements and blocks.

use super::scope::Slot;
use super::*;
use crate::ir::{Binary, Expr, Name, Tokens, Use, ValueInfo};
use proc_macro2::{Literal, TokenStream, TokenTree};
use std::str::FromStr;

/// A literal whose text depends on the type that is inferred for it in the end.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Deferred {
    /// What a value is that is not yet set.
    Zero,
    /// Where `sum` starts: `-0.0`, as in `std`, or `0`.
    Sum,
    /// Where `product` starts.
    Product,
}

pub(super) fn named(text: &str, by_user: bool) -> Name {
    Name {
        text: text.to_string(),
        by_user,
    }
}

/// The tokens of a text of ours.
pub(super) fn tokens(text: &str) -> Tokens {
    Tokens::new(TokenStream::from_str(text).unwrap_or_default())
}

impl<'a> Lowerer<'a> {
    pub(super) fn emit(&mut self, mut stmt: Stmt) {
        self.check_parts(&mut stmt);
        let parts = &mut self.matrices;
        if !self.vecs.empty.is_empty() || !parts.named_parts.is_empty() {
            stmt.uses(&mut |used| {
                if let Use::Place(place, access) = used
                    && access.writes()
                {
                    // What is written to a `Vec` that was made without items may be one.
                    self.vecs.empty.remove(&place.memory);
                    parts.changed_parts.insert(place.memory);
                    parts.changed_here.insert(place.memory);
                }
            });
        }
        if let Some(block) = self.open.last_mut() {
            block.push(stmt);
        }
    }

    pub(super) fn new_value(&mut self, ty: Type, name: Option<Name>, span: Span) -> Value {
        self.function.new_value(ValueInfo { ty, name, span })
    }

    /// `let value = expr;`, named after its operation unless the name is empty.
    pub(super) fn define(&mut self, expr: Expr, ty: Type, name: &str, span: Span) -> Value {
        let name = (!name.is_empty()).then(|| named(name, false));
        let value = self.new_value(ty, name, span);
        self.emit(Stmt::Let { value, expr });
        value
    }

    pub(super) fn integer(&mut self, number: u64, ty: Type, span: Span) -> Value {
        let literal = TokenTree::Literal(Literal::u64_unsuffixed(number));
        let expr = Expr::Literal(Tokens::new(literal.into()));
        let value = self.define(expr, ty, "", span);
        self.integers.insert(value, number);
        value
    }

    pub(super) fn usize(&mut self, number: u64, span: Span) -> Value {
        self.integer(number, Type::USIZE, span)
    }

    /// An operation on lengths or indices.
    pub(super) fn index_binary(&mut self, op: Binary, a: Value, b: Value, span: Span) -> Value {
        let known = |v| self.integers.get(&v).copied();
        match (op, known(a), known(b)) {
            (Binary::Add | Binary::Sub, _, Some(0)) => return a,
            (Binary::Add, Some(0), _) => return b,
            (Binary::Mul, _, Some(1)) => return a,
            _ => {}
        }
        let folded = match (op, known(a), known(b)) {
            (Binary::Add, Some(a), Some(b)) => a.checked_add(b),
            (Binary::Sub, Some(a), Some(b)) => a.checked_sub(b),
            (Binary::Mul, Some(a), Some(b)) => a.checked_mul(b),
            _ => None,
        };
        match folded {
            Some(number) => self.usize(number, span),
            None => self.define(Expr::Binary(op, a, b), Type::USIZE, "", span),
        }
    }

    /// `true` or `false`, defined once before everything else.
    pub(super) fn boolean(&mut self, truth: bool) -> Value {
        if let Some(value) = self.booleans[usize::from(truth)] {
            return value;
        }
        let value = self.new_value(Type::Bool, None, Span::call_site());
        let expr = Expr::Literal(tokens(if truth { "true" } else { "false" }));
        self.prelude.push(Stmt::Let { value, expr });
        self.booleans[usize::from(truth)] = Some(value);
        value
    }

    /// A literal of a type that may not be known yet, defined before everything else.
    pub(super) fn deferred(&mut self, kind: Deferred, ty: Type, span: Span) -> Value {
        let value = self.new_value(ty, None, span);
        let expr = Expr::Literal(tokens("0"));
        self.prelude.push(Stmt::Let { value, expr });
        self.pending.deferred.push((value, kind));
        value
    }

    /// What a slot holds, or zero where it is not set.
    pub(super) fn held(&mut self, slot: Slot) -> Value {
        let info = self.slot(slot);
        match info.value {
            Some(value) => value,
            None => {
                let (ty, span) = (info.ty.clone(), info.span);
                self.zero_for(slot, ty, span)
            }
        }
    }

    /// What stands for a slot that is not set.
    pub(super) fn zero_for(&mut self, slot: Slot, ty: Type, span: Span) -> Value {
        let zero = self.deferred(Deferred::Zero, ty, span);
        let name = self.slot(slot).name.text.clone();
        self.pending.unset_names.insert(zero, name);
        zero
    }

    /// Collects the statements that `fill` makes.
    pub(super) fn collect<T>(&mut self, fill: impl FnOnce(&mut Self) -> T) -> (Vec<Stmt>, T) {
        self.open.push(Vec::new());
        let outcome = fill(self);
        (self.open.pop().unwrap_or_default(), outcome)
    }

    pub(super) fn block(&mut self, stmts: Vec<Stmt>, yields: Vec<Value>) -> Block {
        Block {
            id: self.function.new_block(),
            stmts,
            yields,
        }
    }

    /// Makes two types one, or tells that they cannot be.
    pub(super) fn unify(&mut self, a: &Type, b: &Type, span: Span) {
        if !self.infer.unify(a, b) {
            let (a, b) = (self.infer.describe(a), self.infer.describe(b));
            let text = format!("`{a}` and `{b}`");
            self.error_about(span, messages::TYPES_DISAGREE, &text);
        }
    }

    pub(super) fn unify_value(&mut self, value: Value, ty: &Type, span: Span) {
        let found = self.function.value(value).ty.clone();
        self.unify(&found, ty, span);
    }
}
