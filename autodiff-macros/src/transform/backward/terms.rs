//! The terms of adjoints, and their sums.

use super::Backward;
use crate::ir::*;
use std::collections::BTreeMap;

/// One use's contribution to the adjoint of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) value: Value,
    pub(super) negative: bool,
}

/// The terms so far, by primal value.
pub(super) type Adjoints = BTreeMap<Value, Vec<Term>>;

impl Backward<'_> {
    /// Adds a term to the adjoint of a primal value, if anything flows into that.
    pub(super) fn add(&mut self, primal: Value, value: Value, negative: bool) {
        if self.primal.activity.value(primal) {
            let term = Term { value, negative };
            self.adjoints.entry(primal).or_default().push(term);
        }
    }

    /// The adjoint of a primal value, if it has any term.
    pub(super) fn take(&mut self, primal: Value) -> Option<Value> {
        let terms = self.adjoints.remove(&primal)?;
        Some(self.sum(primal, &terms))
    }

    /// The adjoint of a primal value, or zero.
    pub(super) fn take_or_zero(&mut self, primal: Value) -> Value {
        match self.take(primal) {
            Some(value) => value,
            None => self.zero(primal),
        }
    }

    pub(super) fn zero(&mut self, primal: Value) -> Value {
        let ty = self.primal.function.value(primal).ty.gradient();
        self.emit_like(primal, ty, Expr::Zero(None))
    }

    /// The sum of terms, called after the primal value.
    pub(super) fn sum(&mut self, primal: Value, terms: &[Term]) -> Value {
        let info = self.primal.function.value(primal);
        let total = self.unnamed_sum(primal, terms);
        let name = info.name.as_ref().map(|name| Name {
            text: format!("d_{}", name.text),
            by_user: name.by_user,
        });
        // A value keeps the first name that the user gave something it is the adjoint of.
        let here = &mut self.out.values[total.index()];
        if !here.name.as_ref().is_some_and(|name| name.by_user) && name.is_some() {
            here.name = name;
        }
        total
    }

    pub(super) fn unnamed_sum(&mut self, primal: Value, terms: &[Term]) -> Value {
        if self.primal.function.value(primal).ty.is_float() || terms.len() == 1 {
            self.signed_sum(primal, terms)
        } else {
            self.sum_of_aggregates(primal, terms)
        }
    }

    /// The sum of float terms: positive ones first, so that no sign is wasted.
    pub(super) fn signed_sum(&mut self, primal: Value, terms: &[Term]) -> Value {
        let ty = self.primal.function.value(primal).ty.gradient();
        let mut terms = terms.to_vec();
        if let Some(at) = terms.iter().position(|term| !term.negative) {
            terms[..=at].rotate_right(1);
        }
        let first = terms[0];
        let mut total = first.value;
        if first.negative {
            total = self.emit_like(primal, ty.clone(), Expr::Unary(Unary::Neg, total));
        }
        for term in &terms[1..] {
            let op = if term.negative {
                Binary::Sub
            } else {
                Binary::Add
            };
            total = self.emit_like(primal, ty.clone(), Expr::Binary(op, total, term.value));
        }
        total
    }

    fn sum_of_aggregates(&mut self, primal: Value, terms: &[Term]) -> Value {
        let ty = self.primal.function.value(primal).ty.gradient();
        let total = self.temporary(primal, ty.clone(), terms[0].value);
        for term in &terms[1..] {
            let part = self.temporary(primal, ty.clone(), term.value);
            self.stmts.push(Stmt::Accumulate {
                to: Place::whole(total),
                from: Place::whole(part),
            });
        }
        self.emit_like(primal, ty, Expr::Load(Place::whole(total)))
    }

    /// A memory that holds a value.
    pub(super) fn temporary(&mut self, primal: Value, ty: Type, value: Value) -> Memory {
        let info = self.primal.function.value(primal);
        let name = info.name.as_ref().map_or("part", |name| &name.text);
        let memory = self.out.new_memory(MemoryInfo {
            ty,
            name: format!("d_{name}"),
            span: info.span,
            origin: Origin::Local,
        });
        self.stmts.push(Stmt::Alloc {
            memory,
            init: Init::Operand(Operand::Value(value)),
        });
        memory
    }
}
