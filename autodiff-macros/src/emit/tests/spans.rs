//! Spans of slices in front of a loop.

use super::build::*;
use crate::ir::*;

/// `for i in 0..n { d_x[i] += d; }` with a span, and perhaps a use of the slice behind it.
fn spanned(used_behind: bool) -> String {
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let d_x = b.shadow(0);
    let d = b.value("d", Type::F64);
    b.function.seed = Operand::Value(d);
    let n = b.bind("n", Type::USIZE, Expr::Len(Place::whole(x)));
    let from = b.literal(".", "0");
    let view = b.memory("d_x", slice(), Origin::View);
    b.push(Stmt::View {
        memories: vec![view],
        place: Place::whole(d_x),
        from: None,
        count: n,
        mutable: true,
        only: Vec::new(),
    });
    let add = |to: Memory, i: Value| Stmt::Update {
        place: at(to, i),
        value: d,
        subtract: false,
    };
    b.repeat("i", (from, n), &[], None, |b, i, _, _| {
        b.push(add(view, i));
        vec![]
    });
    if used_behind {
        b.push(add(d_x, from));
    }
    backward(b.returns(Operand::Unit), vec![])
}

#[test]
fn a_span_takes_over_the_name_if_it_is_free() {
    same(
        &spanned(false),
        "
pub fn backward(_cache: &FCache, x: &[f64], d_x: &mut [f64], d_result: f64) {
    let n = x.len();
    let d_x = &mut d_x[..n];
    for i in 0..n {
        d_x[i] += d_result;
    }
}",
    );
    same(
        &spanned(true),
        "
pub fn backward(_cache: &FCache, x: &[f64], d_x: &mut [f64], d_result: f64) {
    let n = x.len();
    let d_x_2 = &mut d_x[..n];
    for i in 0..n {
        d_x_2[i] += d_result;
    }
    d_x[0] += d_result;
}",
    );
}
