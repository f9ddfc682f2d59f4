//! Expressions and branches.

use super::build::*;
use crate::ir::*;

#[test]
fn straight_line_without_needless_parentheses() {
    let mut b = Build::new("f", Type::F64);
    let (x, y) = (b.scalar("x"), b.scalar("y"));
    let sum = b.op(".", x, Binary::Add, y);
    let product = b.op(".", sum, Binary::Mul, x);
    let inner = b.op(".", product, Binary::Sub, y);
    let difference = b.op(".", x, Binary::Sub, inner);
    let negative = b.neg(".", difference);
    let exp = b.rule("e", "exp", negative);
    let two = b.literal(".", "2.0");
    let root = b.rule(".", "sqrt", two);
    let result = b.op(".", exp, Binary::Div, root);
    let text = forward(b.returns(Operand::Value(result)), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64, y: f64) -> (f64, FCache) {
    let e = (-(x - ((x + y) * x - y))).exp();
    (e / 2.0_f64.sqrt(), FCache {})
}",
    );
}

#[test]
fn a_load_does_not_move_past_a_store() {
    let mut b = Build::new("f", Type::F64);
    let a = b.reference("a", slice(), true);
    let i = b.literal(".", "0");
    let before = b.load(".before", a, i);
    let two = b.literal(".", "2.0");
    let doubled = b.op(".", before, Binary::Mul, two);
    b.push(Stmt::Store {
        place: at(a, i),
        value: two,
    });
    let after = b.load(".", a, i);
    let sum = b.op(".", doubled, Binary::Add, after);
    let text = forward(b.returns(Operand::Value(sum)), vec![]);
    same(
        &text,
        "
pub fn forward(a: &mut [f64]) -> (f64, FCache) {
    let before = a[0];
    a[0] = 2.0;
    (before * 2.0 + a[0], FCache {})
}",
    );
}

#[test]
fn a_taken_adjoint_stays_outside_of_branches() {
    let mut b = Build::new("f", Type::Unit);
    let a = b.reference("a", slice(), true);
    let d_a = b.shadow(0);
    let i = b.literal(".", "0");
    let taken = b.float(".d_item", Expr::Take(at(d_a, i)));
    let zero = b.literal(".", "0.0");
    let positive = b.op(".", taken, Binary::Gt, zero);
    let other = b.float(".d_other", Expr::Take(at(d_a, i)));
    b.branch(
        positive,
        &[],
        |b| {
            b.push(Stmt::Update {
                place: at(d_a, i),
                value: other,
                subtract: false,
            });
            vec![]
        },
        |_| vec![],
    );
    b.function.params[0].binding = Operand::Unit;
    b.function.memories[a.index()].origin = Origin::Local;
    let text = backward(b.returns(Operand::Unit), vec![]);
    same(
        &text,
        "
pub fn backward(_cache: &FCache, d_a: &mut [f64]) {
    let d_item = ::core::mem::take(&mut d_a[0]);
    let d_other = ::core::mem::take(&mut d_a[0]);
    if d_item > 0.0 {
        d_a[0] += d_other;
    }
}",
    );
}

#[test]
fn if_is_an_expression_and_chains_are_flat() {
    let mut b = Build::new("f", Type::F64);
    let x = b.scalar("x");
    let zero = b.literal(".", "0.0");
    let negative = b.op(".", x, Binary::Lt, zero);
    let y = b.branch(
        negative,
        &[("y", Type::F64)],
        |b| vec![b.neg(".", x)],
        |b| {
            let one = b.literal(".", "1.0");
            let small = b.op(".", x, Binary::Lt, one);
            b.branch(
                small,
                &[(".", Type::F64)],
                |b| vec![b.op(".", x, Binary::Mul, x)],
                |_| vec![one],
            )
        },
    );
    let text = forward(b.returns(Operand::Value(y[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64) -> (f64, FCache) {
    let y = if x < 0.0 { -x } else if x < 1.0 { x * x } else { 1.0 };
    (y, FCache {})
}",
    );
}

#[test]
fn several_results_are_a_tuple_and_conditions_are_joined() {
    let mut b = Build::new("f", Type::F64);
    let (x, y) = (b.scalar("x"), b.scalar("y"));
    let zero = b.literal(".", "0.0");
    let right = b.op(".", x, Binary::Gt, zero);
    let both = b.branch(
        right,
        &[(".", Type::Bool)],
        |b| vec![b.op(".", y, Binary::Gt, zero)],
        |b| vec![b.literal(".", "false")],
    );
    let swapped = b.branch(
        both[0],
        &[("a", Type::F64), ("b", Type::F64)],
        |_| vec![y, x],
        |_| vec![x, y],
    );
    let result = b.op(".", swapped[0], Binary::Sub, swapped[1]);
    let text = forward(b.returns(Operand::Value(result)), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64, y: f64) -> (f64, FCache) {
    let (a, b) = if x > 0.0 && y > 0.0 { (y, x) } else { (x, y) };
    (a - b, FCache {})
}",
    );
}

#[test]
fn casts_are_not_read_as_generics() {
    let mut b = Build::new("f", Type::F64);
    let x = b.scalar("x");
    let n = b.bind(".", Type::USIZE, Expr::Cast(x, Type::USIZE));
    let three = b.literal(".", "3");
    let less = b.op(".", n, Binary::Lt, three);
    let y = b.branch(
        less,
        &[("y", Type::F64)],
        |_| vec![x],
        |b| vec![b.neg(".", x)],
    );
    let text = forward(b.returns(Operand::Value(y[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64) -> (f64, FCache) {
    let y = if (x as usize) < 3 { x } else { -x };
    (y, FCache {})
}",
    );
}

#[test]
fn a_number_of_unknown_type_is_annotated() {
    let mut b = Build::new("f", Type::F64);
    let x = b.scalar("x");
    let half = b.literal("half", "0.5");
    let two = b.literal(".", "2.0");
    let one = b.op(".", half, Binary::Mul, two);
    let root = b.rule(".", "sqrt", one);
    let result = b.op(".", root, Binary::Mul, x);
    let text = forward(b.returns(Operand::Value(result)), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64) -> (f64, FCache) {
    let half: f64 = 0.5;
    ((half * 2.0).sqrt() * x, FCache {})
}",
    );
}

#[test]
fn a_variable_changed_in_a_branch_is_no_variable_of_its_own() {
    let mut b = Build::new("f", Type::F64);
    let x = b.scalar("x");
    let zero = b.literal(".", "0.0");
    let positive = b.op(".", x, Binary::Gt, zero);
    let x = b.branch(
        positive,
        &[("x", Type::F64)],
        |b| vec![b.neg("x", x)],
        |_| vec![x],
    );
    let square = b.op(".", x[0], Binary::Mul, x[0]);
    let text = forward(b.returns(Operand::Value(square)), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64) -> (f64, FCache) {
    let x_2 = if x > 0.0 { -x } else { x };
    (x_2 * x_2, FCache {})
}",
    );
}

#[test]
fn no_sign_stands_behind_another() {
    let mut b = Build::new("f", Type::F64);
    let (x, y) = (b.scalar("x"), b.scalar("y"));
    let first = b.neg(".", y);
    let sum = b.op(".", x, Binary::Add, first);
    let second = b.neg(".", x);
    let difference = b.op(".", sum, Binary::Sub, second);
    let negative = b.neg(".", difference);
    let result = b.neg(".", negative);
    let text = forward(b.returns(Operand::Value(result)), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64, y: f64) -> (f64, FCache) {
    (x - y + x, FCache {})
}",
    );
}
