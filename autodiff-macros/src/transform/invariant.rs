//! Indices that are the same in every iteration of a loop, although its body computes them.

use crate::ir::*;
use rustc_hash::FxHashMap;

/// The values that a loop's body computes from literals, from the lengths of arguments and from what
/// stands before it, by additions and multiplications of `usize` and as numbers of iterations: what can
/// be computed before the loop, whether it runs or not.
pub(super) struct Invariant {
    made: Vec<Value>,
    known: FxHashMap<Value, Expr>,
    hoisted: FxHashMap<Value, Value>,
    /// What is to stand before the loop.
    pub(super) stmts: Vec<Stmt>,
}

impl Invariant {
    pub(super) fn of(function: &Function, l: &For) -> Self {
        let mut made = vec![l.var];
        made.extend(l.carried.iter().map(|c| c.inside));
        l.body.walk(&mut |stmt| {
            made.extend(stmt.defines());
            match stmt {
                Stmt::For(inner) => {
                    made.push(inner.var);
                    made.extend(inner.carried.iter().map(|c| c.inside));
                }
                Stmt::While(inner) => made.extend(inner.carried.iter().map(|c| c.inside)),
                _ => {}
            }
        });
        let mut invariant = Invariant {
            made,
            known: FxHashMap::default(),
            hoisted: FxHashMap::default(),
            stmts: Vec::new(),
        };
        for stmt in &l.body.stmts {
            let Stmt::Let { value, expr } = stmt else {
                continue;
            };
            let constant = match expr {
                Expr::Literal(_) => true,
                Expr::Binary(Binary::Add | Binary::Mul, a, b) => {
                    invariant.has(*a) && invariant.has(*b)
                }
                Expr::Runtime("trips" | "trips_inclusive", values) => {
                    values.iter().all(|v| invariant.has(*v))
                }
                Expr::Len(place) => {
                    place.path.is_empty() && function.passing(place.memory) == Some(Passing::Ref)
                }
                _ => false,
            };
            if constant && function.value(*value).ty == Type::USIZE {
                invariant.known.insert(*value, expr.clone());
            }
        }
        invariant
    }

    /// Whether the value is the same in every iteration.
    pub(super) fn has(&self, value: Value) -> bool {
        self.known.contains_key(&value) || !self.made.contains(&value)
    }

    /// Such a value in front of the loop.
    pub(super) fn before_loop(&mut self, function: &mut Function, value: Value) -> Value {
        let Some(expr) = self.known.get(&value).cloned() else {
            return value;
        };
        if let Some(before) = self.hoisted.get(&value) {
            return *before;
        }
        let known = self.stmts.iter().find_map(|stmt| match (stmt, &expr) {
            (
                Stmt::Let {
                    value,
                    expr: Expr::Literal(other),
                },
                Expr::Literal(tokens),
            ) if other == tokens => Some(*value),
            _ => None,
        });
        let before = known.unwrap_or_else(|| {
            let mut copy = expr;
            copy.uses(&mut |used| {
                if let Use::Value(v) = used {
                    *v = self.before_loop(function, *v);
                }
            });
            let info = function.value(value).clone();
            let before = function.new_value(info);
            self.stmts.push(Stmt::Let {
                value: before,
                expr: copy,
            });
            before
        });
        self.hoisted.insert(value, before);
        before
    }
}
