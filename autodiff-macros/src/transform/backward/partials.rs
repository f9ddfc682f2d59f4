//! The chain rule for expressions on scalars.

use super::Backward;
use crate::analysis::RowUse;
use crate::ir::*;
use crate::rules::{self, Formula, Node, Operator, Partial, PartialKind};

impl Backward<'_> {
    pub(super) fn adjoint_of_let(&mut self, value: Value, expr: &Expr) {
        if let Expr::Load(place) = expr {
            self.adjoint_of_load(value, place);
            return;
        }
        let Some(d) = self.take(value) else { return };
        match expr {
            Expr::Unary(Unary::Neg, a) => self.add(*a, d, true),
            Expr::Aggregate(operand) => self.adjoint_of_option(value, d, operand),
            Expr::Cast(a, _) => {
                let ty = self.primal.function.value(*a).ty.clone();
                let back = self.emit_like(value, ty.clone(), Expr::Cast(d, ty));
                self.add(*a, back, false);
            }
            Expr::Binary(op, a, b) => self.adjoint_of_binary(value, d, *op, *a, *b),
            Expr::Rule(rule, operands) => {
                for (partial, operand) in rule.partials.iter().zip(operands) {
                    if let Some(partial) = partial
                        && self.primal.activity.value(*operand)
                    {
                        self.apply(value, d, partial, operands, *operand);
                    }
                }
            }
            _ => {}
        }
    }

    /// An `Option` or `Result` of numbers; an adjoint that is not there is zero.
    fn adjoint_of_option(&mut self, value: Value, d: Value, operand: &Operand) {
        let Type::Option(ty) = self.primal.function.value(value).ty.gradient() else {
            return;
        };
        for part in operand.clone().parts_mut() {
            let inside = self.emit_like(value, (*ty).clone(), Expr::Unwrap(d));
            match part {
                Operand::Value(part) => self.add(*part, inside, false),
                part => {
                    let memory = self.temporary(value, (*ty).clone(), inside);
                    self.distribute(part, &Place::whole(memory));
                }
            }
        }
    }

    fn adjoint_of_binary(&mut self, value: Value, d: Value, op: Binary, a: Value, b: Value) {
        let ty = self.primal.function.value(value).ty.clone();
        let (a_active, b_active) = (self.primal.activity.value(a), self.primal.activity.value(b));
        match op {
            Binary::Add => {
                self.add(a, d, false);
                self.add(b, d, false);
            }
            Binary::Sub => {
                self.add(a, d, false);
                self.add(b, d, true);
            }
            Binary::Mul if a == b => {
                let (factor, two) = (self.value(a), self.emit_like(value, ty.clone(), float(2.0)));
                let twice = self.emit_like(value, ty.clone(), product(two, d));
                let term = self.emit_like(value, ty, product(twice, factor));
                self.add(a, term, false);
            }
            Binary::Mul => {
                if a_active {
                    let factor = self.value(b);
                    let term = self.emit_like(value, ty.clone(), product(d, factor));
                    self.add(a, term, false);
                }
                if b_active {
                    let factor = self.value(a);
                    let term = self.emit_like(value, ty, product(d, factor));
                    self.add(b, term, false);
                }
            }
            // The partials of a quotient may be infinite where the adjoint is zero.
            Binary::Div => {
                let divisor = self.value(b);
                let one = self.emit_like(value, ty.clone(), float(1.0));
                let reciprocal = Expr::Binary(Binary::Div, one, divisor);
                let reciprocal = self.emit_like(value, ty.clone(), reciprocal);
                self.out.values[reciprocal.index()].name = Name::made("reciprocal");
                let structure = self.primal.structure;
                let bounded = structure.is_away_from_zero(b);
                let applied = |finite: bool, partial: Value| match finite {
                    true => product(d, partial),
                    false => guarded(d, partial),
                };
                if a_active {
                    let term = applied(bounded, reciprocal);
                    let term = self.emit_like(value, ty.clone(), term);
                    self.add(a, term, false);
                }
                if b_active {
                    let quotient = self.value(value);
                    let partial = product(quotient, reciprocal);
                    let partial = self.emit_like(value, ty.clone(), partial);
                    let finite = bounded && structure.is_literal(a);
                    let term = self.emit_like(value, ty, applied(finite, partial));
                    self.add(b, term, true);
                }
            }
            Binary::Rem => {
                self.add(a, d, false);
                if b_active {
                    let (dividend, divisor) = (self.value(a), self.value(b));
                    let quotient = Expr::Binary(Binary::Div, dividend, divisor);
                    let quotient = self.emit_like(value, ty.clone(), quotient);
                    if let Some(trunc) = rules::find("trunc") {
                        let whole = Expr::Rule(trunc, vec![quotient]);
                        let whole = self.emit_like(value, ty.clone(), whole);
                        let term = self.emit_like(value, ty, product(d, whole));
                        self.add(b, term, true);
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds `d · partial` to the adjoint of an operand of a row.
    fn apply(
        &mut self,
        value: Value,
        d: Value,
        partial: &Partial,
        operands: &[Value],
        operand: Value,
    ) {
        let (formula, negative) = match partial.formula.0 {
            Node::Neg(inner) => (*inner, true),
            Node::Number(x) if *x < 0.0 => (Formula::from(-x), true),
            _ => (partial.formula, false),
        };
        match formula.0 {
            Node::Number(x) if *x == 0.0 => return,
            Node::Number(x) if *x == 1.0 => {
                self.add(operand, d, negative);
                return;
            }
            _ => {}
        }
        let ty = self.primal.function.value(value).ty.clone();
        let (factor, kind) = match self.plain_divisor(formula, operands) {
            Some(divisor) => {
                let divisor = self.formula(value, divisor, operands);
                let one = self.emit_like(value, ty.clone(), float(1.0));
                let reciprocal = Expr::Binary(Binary::Div, one, divisor);
                let reciprocal = self.emit_like(value, ty.clone(), reciprocal);
                self.out.values[reciprocal.index()].name = Name::made("reciprocal");
                (reciprocal, PartialKind::Plain)
            }
            None => (self.formula(value, formula, operands), partial.kind),
        };
        let term = match kind {
            PartialKind::Plain => product(d, factor),
            PartialKind::Guarded => guarded(d, factor),
        };
        let term = self.emit_like(value, ty, term);
        self.add(operand, term, negative);
    }

    /// What a partial divides one by, if that surely stays away from zero: of `(1.0 + x.exp()).ln()`, for one.
    fn plain_divisor(&self, partial: Formula, operands: &[Value]) -> Option<Formula> {
        let Node::Runtime("partial::reciprocal", items) = partial.0 else {
            return None;
        };
        let [divisor] = items[..] else { return None };
        let structure = self.primal.structure;
        let is_bounded = match divisor.0 {
            Node::Operand(i) => structure.is_away_from_zero(operands[*i]),
            Node::Operator(Operator::Add, one, x) => match (one.0, x.0) {
                (Node::Number(one), Node::Operand(i)) => {
                    *one == 1.0 && structure.is_not_negative(operands[*i])
                }
                _ => false,
            },
            _ => false,
        };
        is_bounded.then_some(divisor)
    }

    /// A row's expression on the operands and the result of one use of it.
    fn formula(&mut self, value: Value, formula: Formula, operands: &[Value]) -> Value {
        let ty = self.primal.function.value(value).ty.clone();
        let expr = match formula.0 {
            Node::Operand(i) => return self.value(operands[*i]),
            Node::Result => return self.value(value),
            Node::Number(x) if *x < 0.0 => {
                let positive = self.emit_like(value, ty.clone(), float(*x));
                Expr::Unary(Unary::Neg, positive)
            }
            Node::Number(x) => float(*x),
            Node::Neg(a) => Expr::Unary(Unary::Neg, self.formula(value, *a, operands)),
            Node::Operator(op, a, b) => {
                let a = self.formula(value, *a, operands);
                let b = self.formula(value, *b, operands);
                let op = match op {
                    Operator::Add => Binary::Add,
                    Operator::Sub => Binary::Sub,
                    Operator::Mul => Binary::Mul,
                    Operator::Div => Binary::Div,
                    Operator::Rem => Binary::Rem,
                };
                Expr::Binary(op, a, b)
            }
            Node::Method(name, items) => {
                let row = RowUse {
                    structure: self.primal.structure,
                    operands,
                    result: value,
                };
                if let Some(at_hand) = row.at_hand(name, items) {
                    return self.value(at_hand);
                }
                let items = self.formulas(value, items, operands);
                match rules::find(name) {
                    Some(rule) => Expr::Rule(rule, items),
                    None => Expr::Method(name, items),
                }
            }
            Node::Runtime(path, items) => {
                Expr::Runtime(path, self.formulas(value, items, operands))
            }
        };
        self.emit_like(value, ty, expr)
    }

    fn formulas(&mut self, value: Value, items: &[Formula], operands: &[Value]) -> Vec<Value> {
        let formula = |item: &Formula| self.formula(value, *item, operands);
        items.iter().map(formula).collect()
    }
}

fn product(a: Value, b: Value) -> Expr {
    Expr::Binary(Binary::Mul, a, b)
}

fn guarded(d: Value, partial: Value) -> Expr {
    Expr::Runtime("guarded", vec![d, partial])
}
