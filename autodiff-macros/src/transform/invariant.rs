//! Indices that are the same in every iteration of a loop, although its body computes them.

use crate::ir::*;
use std::collections::HashMap;

/// The values that a loop's body computes from literals and from what stands before it, by additions and
/// multiplications of `usize` alone: what can be computed before the loop, whether it runs or not.
pub(super) fn invariant(function: &Function, l: &For) -> HashMap<Value, Expr> {
    let mut made = vec![l.var];
    made.extend(l.carried.iter().map(|c| c.inside));
    made.extend(l.body.stmts.iter().flat_map(Stmt::defines));
    let mut found: HashMap<Value, Expr> = HashMap::new();
    for stmt in &l.body.stmts {
        let Stmt::Let { value, expr } = stmt else {
            continue;
        };
        let known = |v: &Value| found.contains_key(v) || !made.contains(v);
        let constant = match expr {
            Expr::Literal(_) => true,
            Expr::Binary(Binary::Add | Binary::Mul, a, b) => known(a) && known(b),
            _ => false,
        };
        if constant && function.value(*value).ty == Type::USIZE {
            found.insert(*value, expr.clone());
        }
    }
    found
}
