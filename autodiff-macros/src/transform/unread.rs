//! Passes for `gradient`, which does not give the value: without the loops that only the value needs.

use super::simplify::never_read;
use crate::ir::*;

/// A forward pass that records and gives nothing, where a loop of the whole one can go. An assertion
/// stays, and so does a loop that may not end.
pub(super) fn forward(whole: &Function) -> Option<Function> {
    if !whole.result_type.is_float() {
        return None;
    }
    let mut forward = Function {
        result: Operand::Unit,
        result_type: Type::Unit,
        result_tokens: None,
        ..whole.clone()
    };
    never_read(&mut forward);
    (in_loops(&forward).0 < in_loops(whole).0).then_some(forward)
}

/// Of value and gradient in one body the gradient, where a good part of the loops can go.
pub(super) fn fused(whole: &Function) -> Option<Function> {
    let result = match &whole.result {
        Operand::Tuple(parts) => parts.last().cloned().unwrap_or(Operand::Unit),
        _ => Operand::Unit,
    };
    let mut gradient = Function {
        result,
        ..whole.clone()
    };
    never_read(&mut gradient);
    let (before, after) = (in_loops(whole).1, in_loops(&gradient).1);
    (4 * (before - after.min(before)) >= before.max(1)).then_some(gradient)
}

/// How many loops there are, and how many statements in them.
fn in_loops(function: &Function) -> (usize, usize) {
    let (mut loops, mut statements) = (0, 0);
    function.body.walk(&mut |stmt| {
        if let Stmt::For(_) | Stmt::While(_) = stmt {
            loops += 1;
            for block in stmt.blocks() {
                block.walk(&mut |_| statements += 1);
            }
        }
    });
    (loops, statements)
}
