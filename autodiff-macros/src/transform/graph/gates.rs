//! The gates that expressions are.

use super::Drawing;
use crate::ir::*;

impl Drawing<'_> {
    pub(super) fn gate(&mut self, value: Value, expr: &Expr) {
        let span = self.primal.function.value(value).span;
        match expr {
            Expr::Load(place) if self.has_wire(value) => {
                let args = vec![DrawArg::Path(place.clone()), DrawArg::Value(value)];
                let wire = self.draw_wire(value, "load", args);
                self.wires.insert(value, wire);
            }
            Expr::Load(place) => {
                let place = DrawArg::Path(place.clone());
                self.draw("copy", vec![DrawArg::Result(value), place]);
            }
            Expr::Cast(of, _) if self.has_wire(*of) => {
                let wire = self.wire(*of);
                self.wires.insert(value, wire);
            }
            Expr::Unary(..) | Expr::Binary(..) | Expr::Rule(..) if self.has_wire(value) => {
                let Some((label, operands)) = label(expr) else {
                    return;
                };
                let (stmts, found) = self.partials.of(value, expr);
                self.stmts.extend(stmts);
                let mut seen = Vec::new();
                let mut pairs = Vec::new();
                for operand in operands {
                    if seen.contains(&operand) {
                        continue;
                    }
                    seen.push(operand);
                    let partial = found.iter().find(|(of, _)| *of == operand);
                    let partial = match partial {
                        Some((_, partial)) => *partial,
                        None => self.zero(value),
                    };
                    pairs.push((self.wire(operand), partial));
                }
                let args = vec![
                    self.title(value),
                    DrawArg::Text(label),
                    DrawArg::Value(value),
                    DrawArg::Partials(pairs),
                ];
                let wire = self.draw_wire(value, "gate", args);
                self.wires.insert(value, wire);
            }
            _ => self.cannot(span, "this expression"),
        }
    }

    /// The partial of what nothing flows to.
    fn zero(&mut self, like: Value) -> Value {
        let ty = self.primal.function.value(like).ty.clone();
        let value = self.partials.function().value_like(like, ty);
        let expr = float(0.0);
        self.stmts.push(Stmt::Let { value, expr });
        value
    }
}

/// What stands in a gate's circle, and its operands.
fn label(expr: &Expr) -> Option<(String, Vec<Value>)> {
    Some(match expr {
        Expr::Unary(Unary::Neg, a) => ("neg".into(), vec![*a]),
        Expr::Binary(op, a, b) => {
            let sign = match op {
                Binary::Add => "+",
                Binary::Sub => "-",
                Binary::Mul => "*",
                Binary::Div => "/",
                Binary::Rem => "%",
                _ => return None,
            };
            (sign.into(), vec![*a, *b])
        }
        Expr::Rule(rule, operands) => (rule.name.into(), operands.clone()),
        _ => return None,
    })
}
