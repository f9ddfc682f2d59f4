//! Several contributions to one place become one: `p += a; p += b;` is `p += a + b;`.

use crate::ir::*;
use rustc_hash::FxHashMap;

/// Only in memories from `generated` on: what the user adds is added in the user's order.
pub(super) fn contributions(function: &mut Function, generated: usize) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, generated, &mut body, &mut FxHashMap::default());
    function.body.stmts = body;
}

fn block(
    function: &mut Function,
    generated: usize,
    stmts: &mut Vec<Stmt>,
    literals: &mut FxHashMap<Value, String>,
) {
    let mut at = 0;
    while at < stmts.len() {
        if let Stmt::Let {
            value,
            expr: Expr::Literal(tokens),
        } = &stmts[at]
        {
            literals.insert(*value, tokens.text().into());
        }
        for inner in stmts[at].blocks_mut() {
            block(function, generated, &mut inner.stmts, literals);
        }
        if let Stmt::Update { place, .. } = &stmts[at]
            && place.memory.index() >= generated
            && let Some(before) = earlier(&stmts[..at], place, literals)
        {
            merge(function, stmts, before, at);
        } else {
            at += 1;
        }
    }
}

/// An update of the same place that nothing has looked at since.
fn earlier(stmts: &[Stmt], place: &Place, literals: &FxHashMap<Value, String>) -> Option<usize> {
    for (at, stmt) in stmts.iter().enumerate().rev() {
        if let Stmt::Update { place: other, .. } = stmt {
            if same(place, other, literals) {
                return Some(at);
            }
            // Another element, or the same by another name: adding to it does no harm.
            continue;
        }
        let mut touched = false;
        let mut look = |used: Use<'_>| {
            touched |= match used {
                Use::Place(other, _) => other.memory == place.memory,
                Use::Moved(memory) => *memory == place.memory,
                Use::Value(_) => false,
            };
        };
        stmt.look(&mut look);
        for inner in stmt.blocks() {
            inner.look_all(&mut look);
        }
        if touched {
            return None;
        }
    }
    None
}

fn same(a: &Place, b: &Place, literals: &FxHashMap<Value, String>) -> bool {
    let value = |a: &Value, b: &Value| {
        a == b || (literals.contains_key(a) && literals.get(a) == literals.get(b))
    };
    let end = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
        (Some(a), Some(b)) => value(a, b),
        (None, None) => true,
        _ => false,
    };
    a.memory == b.memory
        && a.path.len() == b.path.len()
        && a.path.iter().zip(&b.path).all(|pair| match pair {
            (Projection::Index(a), Projection::Index(b)) => value(a, b),
            (Projection::Range(a, c), Projection::Range(b, d)) => end(a, b) && end(c, d),
            (Projection::Field(a), Projection::Field(b)) => a == b,
            (Projection::Member(a), Projection::Member(b)) => a == b,
            (Projection::Text, Projection::Text) => true,
            (Projection::Payload(v, a), Projection::Payload(w, b)) => v == w && a == b,
            _ => false,
        })
}

/// Puts both terms where the later one stands.
fn merge(function: &mut Function, stmts: &mut Vec<Stmt>, before: usize, at: usize) {
    let (
        Stmt::Update {
            value: first,
            subtract: first_negative,
            ..
        },
        Stmt::Update {
            place,
            value: second,
            subtract: second_negative,
        },
    ) = (stmts[before].clone(), stmts[at].clone())
    else {
        return;
    };
    let ty = function.value(first).ty.clone();
    let value = function.value_like(second, ty);
    // The sum takes the sign of a positive term, if there is one.
    let (left, op, right, subtract) = match (first_negative, second_negative) {
        (false, false) => (first, Binary::Add, second, false),
        (false, true) => (first, Binary::Sub, second, false),
        (true, false) => (second, Binary::Sub, first, false),
        (true, true) => (first, Binary::Add, second, true),
    };
    stmts[at] = Stmt::Update {
        place,
        value,
        subtract,
    };
    let expr = Expr::Binary(op, left, right);
    stmts.insert(at, Stmt::Let { value, expr });
    stmts.remove(before);
}
