//! What nested loops record is announced before the outermost of them, as far as their numbers of
//! iterations are known there: room that grows while it is filled is copied again and again.
//!
//! It is only a hint. What overflows, or is no number of iterations in the end, does no harm.

use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) fn announced(function: &mut Function, layout: &Layout) {
    let known = Known::of(function, layout);
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &known, &mut body, &mut FxHashSet::default());
    function.body.stmts = body;
}

pub(super) struct Known<'a> {
    layout: &'a Layout,
    /// The literals that are zero.
    zeros: FxHashSet<Value>,
}

impl<'a> Known<'a> {
    pub(super) fn of(function: &Function, layout: &'a Layout) -> Self {
        let mut zeros = FxHashSet::default();
        function.body.walk(&mut |stmt| {
            if let Stmt::Let { value, expr } = stmt
                && expr.is_number(0.0)
            {
                zeros.insert(*value);
            }
        });
        Known { layout, zeros }
    }

    pub(super) fn is_zero(&self, value: Value) -> bool {
        self.zeros.contains(&value)
    }

    /// Whether the records of all iterations stand in one `Vec`.
    pub(super) fn is_stack(&self, field: Field) -> bool {
        self.layout.field(field).storage == Storage::Stack
    }
}

fn block(
    function: &mut Function,
    known: &Known<'_>,
    stmts: &mut Vec<Stmt>,
    done: &mut FxHashSet<Field>,
) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        if let Stmt::For(l) = &stmt {
            let mut nest = Nest::of(l, known);
            nest.rooms(function, l, None, done);
            let announces = |stmt: &Stmt| matches!(stmt, Stmt::Announce { .. });
            if nest.stmts.iter().any(announces) {
                out.extend(nest.stmts);
            }
        }
        for inner in stmt.blocks_mut() {
            block(function, known, &mut inner.stmts, done);
        }
        out.push(stmt);
    }
    *stmts = out;
}

/// A loop and the loops that run in each of its iterations.
pub(super) struct Nest<'a> {
    known: &'a Known<'a>,
    /// What is made inside, and how, where that can be had before.
    made: FxHashSet<Value>,
    expressions: FxHashMap<Value, Expr>,
    before: FxHashMap<Value, Value>,
    /// What is to stand before the loop.
    pub(super) stmts: Vec<Stmt>,
}

impl<'a> Nest<'a> {
    pub(super) fn of(l: &For, known: &'a Known<'a>) -> Self {
        let mut nest = Nest {
            known,
            made: FxHashSet::default(),
            expressions: FxHashMap::default(),
            before: FxHashMap::default(),
            stmts: Vec::new(),
        };
        nest.bind(l);
        l.body.walk(&mut |stmt| {
            nest.made.extend(stmt.defines());
            match stmt {
                Stmt::Let { value, expr } => {
                    nest.expressions.insert(*value, expr.clone());
                }
                Stmt::For(inner) => nest.bind(inner),
                Stmt::While(inner) => nest.made.extend(inner.carried.iter().map(|c| c.inside)),
                _ => {}
            }
        });
        nest
    }

    fn bind(&mut self, l: &For) {
        self.made.insert(l.var);
        self.made.extend(l.carried.iter().map(|c| c.inside));
    }

    /// How often a loop runs that runs to its end.
    pub(super) fn trips(&mut self, function: &mut Function, l: &For) -> Option<Value> {
        let counted = function.value(l.var).ty == Type::USIZE && !l.inclusive && l.exit.is_none();
        match counted {
            false => None,
            true if self.known.is_zero(l.from) => self.value(function, l.to),
            true => {
                let trips = Expr::Method("saturating_sub", vec![l.to, l.from]);
                self.expression(function, l.to, &trips)
            }
        }
    }

    /// Announces what the loops inside of a loop record in all of its iterations, which `times` iterations
    /// of the loops around it repeat.
    fn rooms(
        &mut self,
        function: &mut Function,
        l: &For,
        times: Option<Value>,
        done: &mut FxHashSet<Field>,
    ) {
        let Some(trips) = self.trips(function, l) else {
            return;
        };
        let times = match times {
            Some(times) => self.product(function, times, trips),
            None => trips,
        };
        for stmt in &l.body.stmts {
            match stmt {
                Stmt::For(inner) => self.rooms(function, inner, Some(times), done),
                Stmt::Reserve { field, count, .. }
                    if self.known.is_stack(*field) && !done.contains(field) =>
                {
                    let Some(count) = self.value(function, *count) else {
                        continue;
                    };
                    let (field, count) = (*field, self.product(function, times, count));
                    self.stmts.push(Stmt::Announce { field, count });
                    done.insert(field);
                }
                _ => {}
            }
        }
    }

    pub(super) fn product(&mut self, function: &mut Function, a: Value, b: Value) -> Value {
        let value = function.value_like(a, Type::USIZE);
        let expr = Expr::Method("saturating_mul", vec![a, b]);
        self.stmts.push(Stmt::Let { value, expr });
        value
    }

    /// A value before the loop, if it can be had there.
    pub(super) fn value(&mut self, function: &mut Function, value: Value) -> Option<Value> {
        if !self.made.contains(&value) {
            return Some(value);
        }
        if let Some(before) = self.before.get(&value) {
            return Some(*before);
        }
        let expr = self.expressions.get(&value)?.clone();
        let before = self.expression(function, value, &expr)?;
        self.before.insert(value, before);
        Some(before)
    }

    fn expression(&mut self, function: &mut Function, like: Value, expr: &Expr) -> Option<Value> {
        let of_two = |op: &Binary| match op {
            Binary::Add => Some("saturating_add"),
            Binary::Sub => Some("saturating_sub"),
            Binary::Mul => Some("saturating_mul"),
            _ => None,
        };
        if function.value(like).ty != Type::USIZE {
            return None;
        }
        let expr = match expr {
            Expr::Literal(_) => expr.clone(),
            Expr::Binary(op, a, b) => {
                let operands = vec![self.value(function, *a)?, self.value(function, *b)?];
                Expr::Method(of_two(op)?, operands)
            }
            Expr::Method(method @ ("saturating_sub" | "saturating_mul"), operands) => {
                let operands: Option<Vec<Value>> = (operands.iter())
                    .map(|v| self.value(function, *v))
                    .collect();
                Expr::Method(method, operands?)
            }
            _ => return None,
        };
        let value = function.value_like(like, Type::USIZE);
        self.stmts.push(Stmt::Let { value, expr });
        Some(value)
    }
}
