//! Segments of a loop that runs for as long as a condition holds: each has an iteration more than the
//! one before, so that there are as many segments as iterations in a segment, up to a factor.

use super::{Pass, Problem, Segment, load, number};
use crate::ir::*;

impl Pass<'_> {
    pub(super) fn unbounded(
        &mut self,
        l: &While,
        segment: &mut Segment,
        checkpoint: &Checkpoint,
        stmts: &mut Vec<Stmt>,
    ) {
        if checkpoint.snapshots.is_some() {
            self.problems.push(Problem {
                span: checkpoint.span,
                what: "how often this loop runs is not known before it".into(),
                hint: "leave `snapshots` out: there will be as many as a part of the loop has iterations",
                variable: None,
            });
        }
        let steps = segment.own("steps");
        segment.own_first(1);
        let inner = iterations(l, steps, segment);
        segment.function.body.stmts.extend(inner);
        segment.store(&l.carried);

        let init = self.count(None, integer(0), stmts);
        let counter = |pass: &mut Self| {
            pass.function.new_value(ValueInfo {
                ty: Type::USIZE,
                name: Name::kept("part"),
                span: l.span,
            })
        };
        let (inside, result) = (counter(self), counter(self));
        let carried = Carried {
            init,
            inside,
            result,
        };
        let mut body = Vec::new();
        let one = self.count(None, integer(1), &mut body);
        let next = self.count(None, Expr::Binary(Binary::Add, inside, one), &mut body);
        body.push(segment.call(vec![Arg::Operand(Operand::Value(next))]));
        let mut condition = l.condition.clone();
        let state = l.carried.iter().zip(&segment.state);
        let loads = state.map(|(c, memory)| load(c.inside, *memory));
        condition.stmts.splice(0..0, loads);
        let body = Block {
            id: self.function.new_block(),
            stmts: body,
            yields: vec![next],
        };
        stmts.push(Stmt::While(Box::new(While {
            carried: vec![carried],
            condition,
            body,
            span: l.span,
        })));
    }
}

/// As many iterations, or fewer if the condition says so.
fn iterations(l: &While, steps: Value, segment: &mut Segment) -> Vec<Stmt> {
    let mut inner = l.clone();
    segment.begin(&mut inner.carried);
    let function = &mut segment.function;
    let mut stmts = Vec::new();
    let init = number(function, None, integer(0), &mut stmts);
    let mut counter = || {
        function.new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::kept("k"),
            span: l.span,
        })
    };
    let (inside, result) = (counter(), counter());
    let mut flag = || {
        function.new_value(ValueInfo {
            ty: Type::Bool,
            name: None,
            span: l.span,
        })
    };
    let (goes_on, both, no) = (flag(), flag(), flag());
    let els = Block {
        id: function.new_block(),
        stmts: vec![Stmt::Let {
            value: no,
            expr: Expr::Literal(Tokens::new(proc_macro2::TokenStream::from(
                proc_macro2::TokenTree::Ident(proc_macro2::Ident::new("false", l.span)),
            ))),
        }],
        yields: vec![no],
    };
    let condition = Block {
        id: function.new_block(),
        stmts: vec![
            Stmt::Let {
                value: goes_on,
                expr: Expr::Binary(Binary::Lt, inside, steps),
            },
            Stmt::If {
                condition: goes_on,
                then: l.condition.clone(),
                els,
                results: vec![both],
            },
        ],
        yields: vec![both],
    };
    let one = number(function, None, integer(1), &mut inner.body.stmts);
    let next = Expr::Binary(Binary::Add, inside, one);
    let next = number(function, None, next, &mut inner.body.stmts);
    inner.body.yields.push(next);
    inner.condition = condition;
    inner.carried.push(Carried {
        init,
        inside,
        result,
    });
    stmts.push(Stmt::While(Box::new(inner)));
    stmts
}
