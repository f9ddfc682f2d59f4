//! Looking at what a statement uses, without changing it and without copying what stands in it.

use super::{Expr, Stmt, Use, Value};

impl Stmt {
    /// [`Stmt::uses`] for who only looks.
    pub(crate) fn look(&self, f: &mut dyn FnMut(Use<'_>)) {
        let mut see = |value: Value| f(Use::Value(&mut { value }));
        match self {
            Stmt::If { condition, .. } => see(*condition),
            Stmt::For(l) => {
                see(l.from);
                see(l.to);
                l.carried.iter().for_each(|c| see(c.init));
            }
            Stmt::While(l) => l.carried.iter().for_each(|c| see(c.init)),
            Stmt::Let { expr, .. } => match expr {
                Expr::Literal(_) | Expr::Const(_) => {}
                Expr::Unary(_, value) => see(*value),
                Expr::Binary(_, a, b) => {
                    see(*a);
                    see(*b);
                }
                Expr::Rule(_, values) => values.iter().for_each(|value| see(*value)),
                other => other.clone().uses(f),
            },
            other => other.clone().uses(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ir::*;
    use proc_macro2::Span;

    fn block(yields: Vec<Value>) -> Block {
        Block {
            id: BlockId(0),
            stmts: Vec::new(),
            yields,
        }
    }

    /// The operands of structured statements are listed twice, here and in `uses`.
    #[test]
    fn what_is_seen_is_what_is_used() {
        let carried = vec![Carried {
            init: Value(3),
            inside: Value(4),
            result: Value(5),
        }];
        let branch = Stmt::If {
            condition: Value(6),
            then: block(vec![Value(7)]),
            els: block(vec![Value(8)]),
            results: vec![Value(9)],
        };
        let counted = Stmt::For(Box::new(For {
            var: Value(0),
            from: Value(1),
            to: Value(2),
            inclusive: false,
            reversed: false,
            carried: carried.clone(),
            exit: None,
            body: block(vec![Value(4)]),
            span: Span::call_site(),
        }));
        let conditional = Stmt::While(Box::new(While {
            carried,
            condition: block(vec![Value(10)]),
            body: block(vec![Value(4)]),
            span: Span::call_site(),
        }));
        for mut stmt in [branch, counted, conditional] {
            let (mut seen, mut used) = (Vec::new(), Vec::new());
            let note = |list: &mut Vec<Value>, used: Use<'_>| match used {
                Use::Value(value) => list.push(*value),
                Use::Place(..) | Use::Moved(_) => panic!("a place"),
            };
            stmt.look(&mut |operand| note(&mut seen, operand));
            stmt.uses(&mut |operand| note(&mut used, operand));
            assert_eq!(seen, used, "{stmt:?}");
            assert!(!seen.is_empty());
        }
    }
}
