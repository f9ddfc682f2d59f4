//! Operators, literals, bindings and blocks.

use crate::support::scalars;

const RATE: f64 = 0.375;
static OFFSET: f64 = -1.25;
const GRAVITY: f64 = 2.0 * RATE + 9.0;

scalars! {
    sum(x, y) { x + y } at (1.5, -0.75), (-2.0, 0.5);
    difference(x, y) { x - y } at (1.5, -0.75), (-2.0, 0.5);
    product(x, y) { x * y } at (1.5, -0.75), (-2.0, 0.5);
    quotient(x, y) { x / y } at (1.5, -0.75), (-2.0, 2.5);
    remainder(x, y) { x % y } at (7.3, 2.1), (-7.3, 2.1), (7.3, -2.6);
    negation(x, y) { -x * -(-y) } at (1.5, -0.75), (-2.0, 0.5);
    identity(x) { x } at (1.5), (-2.0);
    one_of_two(x, y) { let _ = x; y } at (1.5, -0.75), (-1.5, 2.0);
    constant_result(x) { let _ = x; 2.5 } at (1.5), (-0.5);
    precedence(x, y) { x - y * x / (y + 3.0) - -x } at (1.5, -0.75), (-2.0, 0.5);
    same_operand(x) { x * x + x / x - (x - x) + x % (x + 1.0) } at (1.5), (2.25);
    literal_kinds(x) { 2. * x + 1e-1 * x * x + 3.5e0 - 1_000.0 * x / 1_024.0 } at (1.5), (-2.0);
    literal_on_both_sides(x) { (2.0 * x) * 3.0 + (1.0 / x) / 4.0 - 1.0 } at (1.5), (-2.0);
    typed_literals(x: f64) { 2f64 * x + 0.5_f64 + x * 3_f64 } at (1.5), (-2.0);
    integer_literal_cast(x: f64) { let n = 3; x * n as f64 + (n + 1) as f64 } at (1.5), (-2.0);
    integers_beside_floats(x: f64, y: f64) {
        let mut n: i32 = 7;
        n = n * 3 - 1;
        n %= 6;
        n <<= 1;
        x * f64::from(n) - y * (n as f64)
    } at (1.5, -0.75), (-2.0, 0.5);
    inline_divisor(x, y) { let r = x / (1.0 + y * y); r / (2.0 + x * x) } at (1.5, -0.75), (-2.0, 0.5);
    reciprocal_chain(x) { 1.0 / (1.0 + 1.0 / (1.0 + 1.0 / x)) } at (1.5), (2.25);
    compound_assignments(x, y) {
        let mut v = x;
        v += y;
        v *= x;
        v -= 0.5;
        v /= 1.0 + y * y;
        v %= 3.0;
        v
    } at (1.5, -0.75), (-2.0, 0.5);
    assign_from_itself(x) { let mut v = x; v *= v; v -= 2.0 * v; v += v * v; v } at (0.75), (-1.25);
    assigned_parameter(mut_x) { let mut x = mut_x; x = x * x; x = x + mut_x; x } at (0.75), (-1.25);
    overwritten_value(x, y) { let mut v = x * y; v = y; v = v * x; v } at (1.5, -0.75), (-2.0, 0.5);
    shadowed(x, y) { let x = x * y; let x = x * x; let y = x + y; x * y } at (1.5, -0.75), (-1.0, 0.5);
    annotated(x: f64) { let v: f64 = 2.0; let w: f64 = v * x; w * w } at (1.5), (-2.0);
    uninitialised(x, y) { let v; v = x * y; v * v } at (1.5, -0.75), (-2.0, 0.5);
    tuple_binding(x, y) { let (a, b) = (x * y, x - y); a * b } at (1.5, -0.75), (-2.0, 0.5);
    tuple_of_tuples(x, y) { let ((a, b), c) = ((x, y * 2.0), x + y); a * b * c } at (1.5, -0.75), (-2.0, 0.5);
    tuple_with_mut(x, y) { let (mut a, b) = (x, y); a += b; a *= b; a * x } at (1.5, -0.75), (-2.0, 0.5);
    tuple_fields(x, y) { let t = (x * y, x); t.0 * t.1 + t.1 } at (1.5, -0.75), (-2.0, 0.5);
    destructuring_assignment(x, y) {
        let (mut a, mut b) = (x, y);
        (a, b) = (b * b, a);
        a * b + b
    } at (1.5, -0.75), (-2.0, 0.5);
    array_binding(x, y) { let [a, b, c] = [x, y * x, y]; a * b + c * b } at (1.5, -0.75), (-2.0, 0.5);
    block_value(x, y) { let v = { let w = x * y; w * w + x }; v * y } at (1.5, -0.75), (-2.0, 0.5);
    nested_blocks(x) { let v = { let w = { x * x }; { w + { x } } }; v * x } at (1.5), (-2.0);
    unused_value(x, y) { let _unused = x.exp() * y; let _ = y * y; x } at (1.5, -0.75), (-0.5, 0.25);
    parentheses(x, y) { (((x)) * ((y) + (x))) } at (1.5, -0.75), (-2.0, 0.5);
    constants(x: f64) { RATE * x + OFFSET * x * x + GRAVITY } at (1.5), (-2.0);
    constant_paths(x: f64) {
        x * std::f64::consts::PI + f64::EPSILON + core::f64::consts::E * x * x
    } at (1.5), (-2.0);
    polynomial(x) { 1.0 + x * (2.0 + x * (-3.0 + x * (0.5 + x))) } at (0.75), (-1.25);
    comparison_as_value(x: f64, y: f64) { let above = x > y; x * (above as u8 as f64) + y } at (1.5, -0.75), (-2.0, 0.5);
    cancelling(x, y) { (x + y) * (x - y) - (x * x - y * y) + x * y } at (1.5, -0.75), (-2.0, 0.5);
    long_sum(x, y) { x + y + x * y + x - y + 2.0 * x + y * y + x + x } at (1.5, -0.75), (-2.0, 0.5);
    three_arguments(x, y, z) { x * y * z + y / z - x * z } at (1.5, -0.75, 2.0), (-2.0, 0.5, 1.5);
    quadratic_formula(a, b, c) { (-b + (b * b - 4.0 * a * c).sqrt()) / (2.0 * a) } at (1.0, -5.0, 1.0), (-1.0, 4.0, 2.0);
}

#[autodiff::differentiate]
fn logistic(x: f64, y: f64) -> f64 {
    2.5 / (1.0 + (-x).exp()) + y / (y * y + 0.5 + x.abs())
}

/// Divisors that stay away from zero need no guard, and where they overflow the slope is zero.
#[test]
fn bounded_divisors() {
    for x in [-1000.0, -2.0, 0.5, 1000.0] {
        let (d_x, d_y) = logistic::gradient(x, 0.75);
        let at = |dx: f64, dy: f64| logistic(x + dx, 0.75 + dy);
        let slopes = [
            at(1e-5, 0.0) - at(-1e-5, 0.0),
            at(0.0, 1e-5) - at(0.0, -1e-5),
        ];
        assert!((d_x - slopes[0] / 2e-5).abs() < 1e-8, "{x}: {d_x}");
        assert!((d_y - slopes[1] / 2e-5).abs() < 1e-8, "{x}: {d_y}");
    }
    let (_, cache) = logistic::forward(f64::INFINITY, 0.75);
    assert_eq!(logistic::backward(&cache, 0.0), (0.0, 0.0));
}

macro_rules! springs {
    ($($name:ident $off:tt $t:ty;)*) => {$(
        /// Two equal products in the adjoint, one of other numbers, and one by a sum.
        #[autodiff::differentiate $off]
        fn $name(x: &[$t]) -> $t {
            let mut sum = 0.0;
            for i in 0..x.len() - 1 {
                let long = x[i + 1] - x[i];
                sum += 0.3 * long * long + long * x[i] * 0.7 + 2.5 * x[i] * x[i + 1];
                sum += (1.5 * x[i]) * x[i] + (x[i] * 0.1 + x[i] * 0.1) * x[i];
            }
            sum
        }
    )*};
}

springs! {
    springs () f64;
    plain_springs (without(simplify)) f64;
    short_springs () f32;
    plain_short_springs (without(simplify)) f32;
}

/// Twice a product is the product by twice the number, to the last bit.
#[test]
fn equal_products() {
    let x = [0.7, -1.3, 2.9, 1e-3, 4.1];
    let of = springs::gradient(&x);
    for (a, b) in of.iter().zip(plain_springs::gradient(&x)) {
        assert!((a - b).abs() <= 4.0 * f64::EPSILON * b.abs(), "{a} {b}");
    }
    let x = x.map(|x| x as f32);
    for (a, b) in (short_springs::gradient(&x).iter()).zip(plain_short_springs::gradient(&x)) {
        assert!((a - b).abs() <= 8.0 * f32::EPSILON * b.abs(), "{a} {b}");
    }
    for i in 0..x.len() - 1 {
        let moved = |by: f64| {
            let mut x = x.map(f64::from);
            x[i] += by;
            springs(&x)
        };
        let difference = (moved(1e-3) - moved(-1e-3)) / 2e-3;
        let gradient = springs::gradient(&x.map(f64::from))[i];
        assert!(
            (gradient - difference).abs() < 1e-4 * difference.abs().max(1.0),
            "{gradient} {difference}"
        );
    }
}
