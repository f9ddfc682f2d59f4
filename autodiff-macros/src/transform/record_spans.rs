//! What the iterations of an innermost loop read of their records, as a slice of one length taken before
//! the loop, which then carries no bounds checks.
//!
//! It is taken last of all: who looks at a finished backward pass sees what each statement reads.

use super::spans::is_simple;
use crate::ir::*;
use rustc_hash::FxHashMap;

pub(crate) fn take(function: &mut Function, layout: &Layout) {
    let mut known = FxHashMap::default();
    function.body.walk(&mut |stmt| {
        if let Stmt::Let { value, expr } = stmt
            && let Expr::Literal(_) | Expr::Binary(Binary::Sub, ..) = expr
        {
            known.insert(*value, expr.clone());
        }
    });
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, layout, &mut body, &Known(known));
    function.body.stmts = body;
}

fn block(function: &mut Function, layout: &Layout, stmts: &mut Vec<Stmt>, known: &Known) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        for inner in stmt.blocks_mut() {
            block(function, layout, &mut inner.stmts, known);
        }
        if let Stmt::For(l) = &mut stmt
            && known.is(l.from, 0.0)
            && is_simple(function, l)
        {
            out.extend(spans(function, l, layout, known));
        }
        out.push(stmt);
    }
    *stmts = out;
}

/// How indices are computed.
struct Known(FxHashMap<Value, Expr>);

impl Known {
    fn is(&self, value: Value, number: f64) -> bool {
        (self.0.get(&value)).is_some_and(|expr| expr.is_number(number))
    }

    /// Whether it is `to - 1 - var`: what is counted from the other end of the loop.
    fn is_mirrored(&self, value: Value, l: &For) -> bool {
        let difference = |value| match self.0.get(&value) {
            Some(Expr::Binary(Binary::Sub, a, b)) => Some((*a, *b)),
            _ => None,
        };
        let last = difference(value).filter(|(_, var)| *var == l.var);
        let to = last.and_then(|(last, _)| difference(last));
        to.is_some_and(|(to, one)| to == l.to && self.is(one, 1.0))
    }
}

/// Spans of what the loop has recorded, from which its iterations read.
fn spans(function: &mut Function, l: &mut For, layout: &Layout, known: &Known) -> Vec<Stmt> {
    let (mut spans, mut found) = (Vec::new(), FxHashMap::default());
    let rewinds = |stmt: &Stmt| matches!(stmt, Stmt::Rewind { .. });
    if l.body.stmts.iter().any(rewinds) {
        return spans;
    }
    // Where in the records an iteration counts on from a place that is the same for all.
    let inside: Vec<Value> = l.body.stmts.iter().flat_map(Stmt::defines).collect();
    let fixed = |v: &Value| *v != l.var && !inside.contains(v);
    let mut moved = FxHashMap::from_iter([(l.var, (None, l.var))]);
    for stmt in &l.body.stmts {
        match stmt {
            Stmt::Let {
                value,
                expr: Expr::Binary(Binary::Add, base, var),
            } if *var == l.var && fixed(base) => {
                moved.insert(*value, (Some(*base), l.var));
            }
            Stmt::Let { value, .. } if known.is_mirrored(*value, l) => {
                moved.insert(*value, (None, *value));
            }
            _ => {}
        }
    }
    for stmt in &mut l.body.stmts {
        let Stmt::Let { value, expr } = stmt else {
            continue;
        };
        let Expr::Recorded(Recorded { field, at }) = expr else {
            continue;
        };
        let At::Cursor {
            block,
            cursor,
            ordinal: Some(ordinal),
        } = *at
        else {
            continue;
        };
        let ty = function.value(*value).ty.clone();
        let Some((from, index)) = moved.get(&ordinal).copied() else {
            continue;
        };
        if layout.field(*field).storage != Storage::Stack || !ty.is_scalar() {
            continue;
        }
        let (field, count, span) = (*field, l.to, function.value(*value).span);
        let memory = *found.entry((field, from)).or_insert_with(|| {
            let memory = function.new_memory(MemoryInfo {
                ty: Type::Slice(Box::new(ty)),
                name: layout.field(field).name.to_lowercase(),
                span,
                origin: Origin::Recalled,
            });
            let at = At::Span {
                block,
                cursor,
                from,
                count,
            };
            let from = Recorded { field, at };
            spans.push(Stmt::Recall { memory, from });
            memory
        });
        *expr = Expr::Load(Place::whole(memory).then(Projection::Index(index)));
    }
    spans
}
