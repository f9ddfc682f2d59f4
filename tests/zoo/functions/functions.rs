//! Functions as arguments: those that take them, and closures, functions and arguments handed over.

use crate::support::slices;
use autodiff::differentiate;
use num_traits::Float;

#[differentiate]
fn decay(t: f64, y: f64) -> f64 {
    t.sin() - 0.5 * y * y
}

#[differentiate]
pub fn rk4(f: impl Fn(f64, f64) -> f64, y0: f64, h: f64, steps: usize) -> f64 {
    let mut y = y0;
    for i in 0..steps {
        let t = i as f64 * h;
        let k1 = f(t, y);
        let k2 = f(t + 0.5 * h, y + 0.5 * h * k1);
        let k3 = f(t + 0.5 * h, y + 0.5 * h * k2);
        let k4 = f(t + h, y + h * k3);
        y += h * (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0;
    }
    y
}

#[differentiate]
fn applied_twice<F>(f: F, x: f64) -> f64
where
    F: Fn(f64) -> f64,
{
    f(f(x))
}

#[differentiate]
fn by_pointer(f: fn(f64) -> f64, x: f64) -> f64 {
    if x > 0.0 { f(x) * x } else { f(-x) - x }
}

#[differentiate]
fn by_dyn(f: &dyn Fn(f64) -> f64, xs: &[f64]) -> f64 {
    xs.iter().map(|&x| f(x)).sum()
}

#[differentiate]
fn mapped<F: Fn(f64) -> f64>(xs: &[f64], f: F) -> f64 {
    xs.iter().copied().map(f).sum()
}

#[differentiate]
fn integral(f: impl Fn(f64) -> f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += f((i as f64 + 0.5) / n as f64);
    }
    sum / n as f64
}

#[differentiate]
fn simpson(f: &impl Fn(f64) -> f64, from: f64, to: f64, depth: u32) -> f64 {
    let middle = 0.5 * (from + to);
    if depth == 0 {
        (to - from) * (f(from) + 4.0 * f(middle) + f(to)) / 6.0
    } else {
        simpson(f, from, middle, depth - 1) + simpson(f, middle, to, depth - 1)
    }
}

#[differentiate]
fn of_slices(f: impl Fn(&[f64], f64) -> f64, x: &[f64]) -> f64 {
    let doubled = [2.0 * x[0], x[1]];
    f(x, x[0]) + f(&doubled, 0.5) * x[1]
}

#[differentiate]
fn changing(f: impl Fn(&mut [f64]), x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    f(&mut y);
    f(&mut y[..2]);
    y[0] * y[1]
}

#[differentiate]
fn several(f: impl Fn(f64) -> f64, g: impl Fn(f64, f64) -> f64, x: f64) -> f64 {
    g(f(x), f(x * x)) * f(g(x, x))
}

#[differentiate]
fn handed_on(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    applied_twice(&f, x) * x + several(cubed, |a: f64, b: f64| f(a) * b * x, x)
}

#[differentiate]
fn generic<T: Float>(f: impl Fn(T) -> T, x: &[T]) -> T {
    x.iter().fold(T::zero(), |acc, &xi| acc + f(xi) * xi)
}

#[differentiate]
fn calls_generic<T: Float>(x: &[T]) -> T {
    let scale = x[1];
    generic(|xi: T| (xi * scale).sin() + T::one(), x) * generic(T::tanh, x)
}

#[differentiate]
fn cubed(x: f64) -> f64 {
    x * x * x
}

#[differentiate]
fn sum_of(x: &[f64], scale: f64) -> f64 {
    let mut total = 0.0;
    for xi in x {
        total += xi.sin() * scale;
    }
    total
}

#[derive(autodiff::Differentiable, Clone, Debug)]
struct Spring {
    stiffness: f64,
    damping: [f64; 2],
}

slices! {
    scalars_captured(a) {
        let k = a[0] * 0.5;
        rk4(|t: f64, y: f64| (k * t).sin() - a[1] * y, 0.25, 0.125, 3)
    } at [0.5, -1.25], [-0.75, 0.5];

    nothing_captured(a) {
        rk4(|t: f64, y: f64| t - y * y, a[0], 0.125, 3) * a[1]
    } at [0.5, -1.25], [-0.75, 0.5];

    a_function_by_its_name(a) {
        rk4(decay, a[0], 0.125 * a[1], 3)
    } at [0.5, -1.25], [-0.75, 0.5];

    only_captures_are_active(a) {
        let (p, q) = (a[0], a[1] * a[1]);
        integral(|t: f64| (p * t).exp() * q, 4)
    } at [0.5, -1.25], [-0.75, 0.5];

    inferred_types(a) {
        let p = a[1];
        applied_twice(|x| x.sin() * p, a[0])
    } at [0.5, -1.25], [-0.75, 0.5];

    a_variable_closure(a) {
        let mut shift = a[1];
        shift *= 2.0;
        let f = |x: f64| x * x - shift;
        let first = applied_twice(&f, a[0]);
        first * applied_twice(f, a[1])
    } at [0.5, -1.25], [-0.75, 0.5];

    blocks_and_loops_inside(a) {
        let n = a.len();
        applied_twice(|x: f64| {
            let mut s = x;
            for i in 0..n {
                if s > 2.0 {
                    return s * a[i];
                }
                s += a[i] * x;
            }
            let half = 0.5;
            s * half
        }, a[0])
    } at [0.5, -1.25], [-0.75, 0.5], [2.5, 0.5];

    by_reference(a) {
        by_dyn(&|x: f64| x * a[0], a) * by_pointer(cubed, a[1]) + by_pointer(|x: f64| x.sin(), a[0])
    } at [0.5, -1.25], [-0.75, 0.5];

    in_iterators(a) {
        mapped(a, |x: f64| x * a[1] + x.cos()) * mapped(a, cubed)
    } at [0.5, -1.25], [-0.75, 0.5];

    recursive(a) {
        simpson(&|x: f64| (x * a[1]).sin() + a[0], a[0], 2.0, 2)
    } at [0.5, -1.25], [-0.75, 0.5];

    slices_inside(a) {
        let w = a[1];
        of_slices(|x: &[f64], y: f64| x[0] * x[1] * y + w, a) + of_slices(sum_of, a)
    } at [0.5, -1.25], [-0.75, 0.5];

    written_inside(a) {
        let w = a[1];
        changing(|x: &mut [f64]| { x[0] *= w; x[1] += x[0] * x[0]; }, a)
    } at [0.5, -1.25], [-0.75, 0.5];

    more_than_one(a) {
        several(|x: f64| x * a[1], |x: f64, y: f64| x + a[0] * y, 0.5 * a[0]) + several(cubed, decay, a[1])
    } at [0.5, -1.25], [-0.75, 0.5];

    one_handed_on(a) {
        handed_on(|x: f64| x * a[1] - 0.5, a[0])
    } at [0.5, -1.25], [-0.75, 0.5];

    closures_in_closures(a) {
        let w = a[0];
        applied_twice(|x: f64| applied_twice(|y: f64| y * w + x.sin(), x) * a[1], a[1])
    } at [0.5, -1.25], [-0.75, 0.5];

    of_generic_functions(a) {
        generic(|x: f64| x * a[0], a) + calls_generic(a)
    } at [0.5, -1.25], [-0.75, 0.5];

    functions_of_std(a) {
        applied_twice(f64::sin, a[0]) + several(f64::cos, f64::hypot, a[1]) + generic(f64::exp, a)
    } at [0.5, -1.25], [-0.75, 0.5];

    structs_captured(a) {
        let spring = Spring { stiffness: a[0], damping: [a[1], 0.5] };
        rk4(|t: f64, y: f64| -spring.stiffness * y + spring.damping[0] * t * spring.damping[1], a[1], 0.125, 2)
    } at [0.5, -1.25], [-0.75, 0.5];

    vectors_captured(a) {
        let w = vec![a[0], a[1] * a[0], 0.5];
        let table = [[a[1]; 2]; 2];
        let k = 1;
        integral(|t: f64| w.iter().map(|wi| wi * t).sum::<f64>() * table[k][0] + w[k], 3)
    } at [0.5, -1.25], [-0.75, 0.5];

    captured_and_changed_later(a) {
        let mut w = a.to_vec();
        let first = integral(|t: f64| w[0] * t * w[1], 3);
        w[0] = first;
        first * integral(|t: f64| w[0] * t, 2)
    } at [0.5, -1.25], [-0.75, 0.5];
}

#[test]
fn called_by_hand() {
    let (value, cache) = rk4::forward(&decay::forward, 0.5, 0.125, 3);
    assert_eq!(value, rk4(decay, 0.5, 0.125, 3));
    let (d_y0, _) = rk4::backward(&cache, &mut decay::backward, 1.0);
    let by_closure = crate::support::derivative_by_differences(&|y| rk4(decay, y, 0.125, 3), 0.5);
    assert!((d_y0 - by_closure).abs() < 1e-9);
}
