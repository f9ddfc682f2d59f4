//! Results of branches, carried values and harmless expressions that nobody uses are left out.

use crate::ir::{Binary, Block, Expr, Flags, Function, Projection, Stmt, Unary, Value};

/// Removes what the structured form of the control flow made in vain.
pub(super) fn prune(function: &mut Function) {
    let mut marker = Marker {
        function,
        live: Flags::default(),
        changed: true,
    };
    marker.mark_all(&function.result.values());
    while std::mem::take(&mut marker.changed) {
        marker.block(&function.body, &[], &[]);
    }
    let live = marker.live;
    let mut body = std::mem::replace(
        &mut function.body,
        Block {
            id: crate::ir::BlockId(0),
            stmts: Vec::new(),
            yields: Vec::new(),
        },
    );
    sweep(&mut body, function, &live);
    function.body = body;
}

struct Marker<'a> {
    function: &'a Function,
    live: Flags<Value>,
    changed: bool,
}

impl Marker<'_> {
    fn mark(&mut self, value: Value) {
        self.changed |= self.live.insert(value);
    }

    fn mark_all(&mut self, values: &[Value]) {
        values.iter().for_each(|v| self.mark(*v));
    }

    fn is_live(&self, value: Value) -> bool {
        self.live.contains(&value)
    }

    /// Flags what a block uses. Of what it yields only that counts whose taker is live.
    fn block(&mut self, block: &Block, takers: &[Value], also: &[Value]) {
        for (at, value) in block.yields.iter().enumerate() {
            let taken = takers.get(at).is_none_or(|t| self.is_live(*t))
                || also.get(at).is_some_and(|t| self.is_live(*t));
            if taken {
                self.mark(*value);
            }
        }
        for stmt in block.stmts.iter().rev() {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, expr } => {
                if self.is_live(*value) || !is_harmless(self.function, expr) {
                    self.uses(stmt);
                }
            }
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                self.block(then, results, &[]);
                self.block(els, results, &[]);
                if results.iter().any(|r| self.is_live(*r)) || has_effect(then) || has_effect(els) {
                    self.mark(*condition);
                }
            }
            Stmt::For(l) => {
                self.mark(l.from);
                self.mark(l.to);
                if let Some(exit) = l.exit.and_then(|at| l.carried.get(at)) {
                    self.mark(exit.result);
                }
                let (results, inside) = self.carried(&l.carried);
                self.block(&l.body, &results, &inside);
            }
            Stmt::While(l) => {
                let (results, inside) = self.carried(&l.carried);
                self.block(&l.body, &results, &inside);
                self.block(&l.condition, &[], &[]);
            }
            other => self.uses(other),
        }
    }

    fn carried(&mut self, carried: &[crate::ir::Carried]) -> (Vec<Value>, Vec<Value>) {
        for c in carried {
            if self.is_live(c.result) || self.is_live(c.inside) {
                self.mark(c.init);
            }
        }
        (
            carried.iter().map(|c| c.result).collect(),
            carried.iter().map(|c| c.inside).collect(),
        )
    }

    fn uses(&mut self, stmt: &Stmt) {
        let mut used = Vec::new();
        stmt.look(&mut |u| {
            if let crate::ir::Use::Value(v) = u {
                used.push(*v);
            }
        });
        self.mark_all(&used);
    }
}

/// Whether evaluating an expression cannot fail, so that it may be left out.
fn is_harmless(function: &Function, expr: &Expr) -> bool {
    let float = |v: &Value| function.value(*v).ty.is_float();
    match expr {
        Expr::Literal(_)
        | Expr::Const(_)
        | Expr::Len(_)
        | Expr::Is(..)
        | Expr::Rule(..)
        | Expr::Cast(..) => true,
        Expr::StopGradient(_) | Expr::Unary(Unary::Not, _) => true,
        Expr::Unary(Unary::Neg, v) => float(v),
        Expr::Binary(op, v, _) => {
            op.is_comparison()
                || float(v)
                || matches!(op, Binary::BitAnd | Binary::BitOr | Binary::BitXor)
        }
        Expr::Method(name, _) => {
            matches!(
                *name,
                "min" | "max" | "saturating_sub" | "div_ceil" | "is_nan" | "is_finite"
            )
        }
        Expr::Runtime(name, _) => matches!(*name, "trips" | "trips_inclusive"),
        Expr::Load(place) => place
            .path
            .iter()
            .all(|p| !matches!(p, Projection::Index(_) | Projection::Range(..))),
        _ => false,
    }
}

/// Whether a block does something beside yielding values.
fn has_effect(block: &Block) -> bool {
    !block.stmts.is_empty()
}

fn sweep(block: &mut Block, function: &Function, live: &Flags<Value>) {
    block.stmts.retain_mut(|stmt| {
        if let Stmt::Let { value, expr } = stmt {
            return live.contains(value) || !is_harmless(function, expr);
        }
        match stmt {
            Stmt::If {
                then, els, results, ..
            } => {
                let kept: Vec<_> = results.iter().map(|r| live.contains(r)).collect();
                retain(results, &kept);
                retain(&mut then.yields, &kept);
                retain(&mut els.yields, &kept);
            }
            Stmt::For(l) => {
                let kept = kept(&l.carried, live);
                l.exit = l.exit.map(|at| kept[..at].iter().filter(|k| **k).count());
                retain(&mut l.carried, &kept);
                retain(&mut l.body.yields, &kept);
            }
            Stmt::While(l) => {
                let kept = kept(&l.carried, live);
                retain(&mut l.carried, &kept);
                retain(&mut l.body.yields, &kept);
            }
            _ => {}
        }
        for inner in stmt.blocks_mut() {
            sweep(inner, function, live);
        }
        match stmt {
            Stmt::If {
                then, els, results, ..
            } => !results.is_empty() || has_effect(then) || has_effect(els),
            _ => true,
        }
    });
}

fn kept(carried: &[crate::ir::Carried], live: &Flags<Value>) -> Vec<bool> {
    let is = |v: &Value| live.contains(v);
    carried
        .iter()
        .map(|c| is(&c.result) || is(&c.inside))
        .collect()
}

fn retain<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    items.retain(|_| kept.next().copied().unwrap_or(true));
}
