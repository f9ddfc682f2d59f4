//! Segments of a loop whose number of iterations is known before it, or the most that it may be: all
//! of one length, as many as the user says, or as a segment has iterations.

use super::{Pass, Segment, load, number};
use crate::ir::*;

impl Pass<'_> {
    pub(super) fn counted(
        &mut self,
        l: &For,
        segment: &mut Segment,
        checkpoint: &Checkpoint,
        stmts: &mut Vec<Stmt>,
    ) {
        let one = self.count(None, integer(1), stmts);
        let trips = match l.inclusive {
            true => "trips_inclusive",
            false => "trips",
        };
        let trips = Expr::Runtime(trips, vec![l.from, l.to, one]);
        let trips = self.count(Name::made("iterations"), trips, stmts);
        let count = match checkpoint.snapshots {
            None => Expr::Runtime("segments", vec![trips]),
            Some(most) => {
                let most = self.count(None, integer(most), stmts);
                Expr::Method("min", vec![trips, most])
            }
        };
        let count = self.count(Name::made("segments"), count, stmts);
        let from = self.count(None, integer(0), stmts);
        let var = self.function.new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::kept("part"),
            span: l.span,
        });
        let mut body = Vec::new();
        let next = self.count(None, Expr::Binary(Binary::Add, var, one), &mut body);
        let mut start = |at: Value| {
            let expr = Expr::Runtime("segment_start", vec![at, count, trips]);
            let value = self.count(None, expr, &mut body);
            Arg::Operand(Operand::Value(value))
        };
        let range = vec![start(var), start(next)];
        let inner = iterations(l, segment);
        segment.function.body.stmts.extend(inner);
        segment.store(&l.carried);
        body.push(segment.call(range));
        // An iteration that leaves the loop leaves the rest of the segments, too.
        let (mut carried, mut yields) = (Vec::new(), Vec::new());
        if let Some(exit) = l.exit {
            let mut flag = || {
                let info = self.function.value(l.carried[exit].inside).clone();
                self.function.new_value(info)
            };
            let (inside, result, left) = (flag(), flag(), flag());
            body.push(load(left, segment.state[exit]));
            yields.push(left);
            carried.push(Carried {
                init: l.carried[exit].init,
                inside,
                result,
            });
        }
        let body = Block {
            id: self.function.new_block(),
            stmts: body,
            yields,
        };
        stmts.push(Stmt::For(Box::new(For {
            var,
            from,
            to: count,
            inclusive: false,
            reversed: false,
            exit: l.exit.map(|_| 0),
            carried,
            body,
            span: l.span,
        })));
    }
}

/// The iterations of a segment, `first..last` of all.
fn iterations(l: &For, segment: &mut Segment) -> Vec<Stmt> {
    let (first, last) = (segment.own("first"), segment.own("last"));
    let plain = segment.function.value(l.var).ty == Type::USIZE && !l.inclusive && !l.reversed;
    let mut stmts = Vec::new();
    let mut inner = l.clone();
    segment.begin(&mut inner.carried);
    let zero = |segment: &Segment| {
        let literal = |stmt: &Stmt| matches!(stmt, Stmt::Let { value, expr } if *value == l.from && expr.is_number(0.0));
        segment.function.body.stmts.iter().any(literal)
    };
    if plain && zero(segment) {
        (inner.from, inner.to) = (first, last);
    } else if plain {
        let mut from = |by| {
            let expr = Expr::Binary(Binary::Add, l.from, by);
            number(&mut segment.function, None, expr, &mut stmts)
        };
        (inner.from, inner.to) = (from(first), from(last));
    } else {
        let var = segment.function.new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::made("k"),
            span: l.span,
        });
        let mut before = Vec::new();
        let ty = segment.function.value(l.var).ty.clone();
        let mut make = |expr| {
            let value = segment.function.value_like(l.var, ty.clone());
            before.push(Stmt::Let { value, expr });
            value
        };
        let steps = match ty == Type::USIZE {
            true => var,
            false => make(Expr::Cast(var, ty.clone())),
        };
        let at = if l.reversed {
            let end = match l.inclusive {
                true => l.to,
                false => {
                    let one = make(integer(1));
                    make(Expr::Binary(Binary::Sub, l.to, one))
                }
            };
            Expr::Binary(Binary::Sub, end, steps)
        } else {
            Expr::Binary(Binary::Add, l.from, steps)
        };
        before.push(Stmt::Let {
            value: l.var,
            expr: at,
        });
        inner.body.stmts.splice(0..0, before);
        inner = For {
            var,
            from: first,
            to: last,
            inclusive: false,
            reversed: false,
            ..inner
        };
    }
    segment.own_first(2);
    stmts.push(Stmt::For(Box::new(inner)));
    stmts
}
