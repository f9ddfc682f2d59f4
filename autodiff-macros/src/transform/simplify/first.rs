//! The first contribution to a shadow need not be added to zeros.
//!
//! Where a shadow of a block's own is zeroed and then, first of all, a whole adjoint is added to it that
//! nobody needs otherwise, it begins as that. The elements of a matrix become its adjoint likewise, and what a
//! product of matrices adds to that of its left side.

use crate::ir::*;

pub(super) fn contributions(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &mut body);
    function.body.stmts = body;
}

fn block(function: &mut Function, stmts: &mut Vec<Stmt>) {
    for stmt in stmts.iter_mut() {
        for inner in stmt.blocks_mut() {
            block(function, &mut inner.stmts);
        }
    }
    let mut at = 0;
    while at < stmts.len() {
        if !(moved(function, stmts, at) || given(function, stmts, at)) {
            at += 1;
        }
    }
}

/// The shadow that a statement makes of zeros.
fn zeroed(stmt: &Stmt) -> Option<(Memory, &Init)> {
    match stmt {
        Stmt::Alloc { memory, init } => {
            matches!(init, Init::ZeroLike(_) | Init::ZeroVec(_)).then_some((*memory, init))
        }
        _ => None,
    }
}

/// The position of the first statement behind `at` that mentions a memory.
fn next(stmts: &[Stmt], at: usize, memory: Memory) -> Option<usize> {
    (at + 1..stmts.len()).find(|next| stmts[*next].mentions(memory) > 0)
}

/// `d_x = zeros; d_y = y; d_x += d_y;`
fn moved(function: &Function, stmts: &mut Vec<Stmt>, at: usize) -> bool {
    let Some((shadow, _)) = zeroed(&stmts[at]) else {
        return false;
    };
    // The zeros of an array say how long it is, which a callee may be asked for.
    if matches!(function.memory(shadow).ty, Type::Array(..)) {
        return false;
    }
    let Some(adding) = next(stmts, at, shadow) else {
        return false;
    };
    let Stmt::Accumulate { to, from } = &stmts[adding] else {
        return false;
    };
    let part = from.memory;
    let made = (at + 1..adding).find(
        |made| matches!(&stmts[*made], Stmt::Alloc { memory, init: Init::Operand(_) } if *memory == part),
    );
    let Some(made) = made else { return false };
    let alone = (0..stmts.len())
        .all(|other| other == made || other == adding || stmts[other].mentions(part) == 0);
    if !to.path.is_empty() || !from.path.is_empty() || !alone {
        return false;
    }
    if let Stmt::Alloc { memory, .. } = &mut stmts[made] {
        *memory = shadow;
    }
    stmts.remove(adding);
    stmts.remove(at);
    true
}

/// `d_x = zeros; elements::backward(&mut d_x, d_elements);` and `d_x = zeros; dot::backward(&x, &mut d_x, &y, &mut d_y, d);`
fn given(function: &mut Function, stmts: &mut Vec<Stmt>, at: usize) -> bool {
    let Some((shadow, Init::ZeroLike(like))) = zeroed(&stmts[at]) else {
        return false;
    };
    let like = like.clone();
    let Some(adding) = next(stmts, at, shadow) else {
        return false;
    };
    let once = stmts[adding].mentions(shadow) == 1;
    let Stmt::Backward(call) = &mut stmts[adding] else {
        return false;
    };
    let whole = Place::whole(shadow);
    match &mut call.args[..] {
        [BackwardArg::RefMut(place)] if call.target.is_elements() && *place == whole => {
            call.args = vec![BackwardArg::Ref {
                place: like,
                shadow: None,
            }];
        }
        [
            BackwardArg::Ref { shadow: left, .. },
            BackwardArg::Ref {
                shadow: Some(_), ..
            },
        ] if once
            && call.target.is_product()
            && call.only.is_none()
            && left.as_ref() == Some(&whole) =>
        {
            *left = None;
        }
        _ => return false,
    }
    let value = function.new_value(ValueInfo {
        ty: function.memory(shadow).ty.clone(),
        name: Name::made(function.memory(shadow).name.clone()),
        span: call.span,
    });
    call.only = Some(Face::First);
    call.results = vec![Some(value)];
    let init = Init::Operand(Operand::Value(value));
    let made = Stmt::Alloc {
        memory: shadow,
        init,
    };
    stmts.insert(adding + 1, made);
    stmts.remove(at);
    true
}
