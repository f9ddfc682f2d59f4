//! `move` closures that change what they own: called, lent, copied, passed by value, captured by another, made in
//! loops, given to iterators; and what stays of the variables outside.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn again(mut f: impl FnMut(f64) -> f64, x: f64) -> f64 {
    f(x) + 3.0 * f(x)
}

#[differentiate]
fn lent(f: &mut impl FnMut(f64) -> f64, x: f64) -> f64 {
    f(x) + 3.0 * f(x)
}

#[differentiate]
fn by_value_and_lent(a: &[f64]) -> f64 {
    let mut kept = a[0];
    let mut f = move |k: f64| {
        kept = kept * k + 1.0;
        kept
    };
    let by_value = again(f, a[1]) + 10.0 * again(f, 2.0 * a[0]);
    let by_reference = lent(&mut f, a[0]) + 10.0 * lent(&mut f, a[0]);
    let s: f64 = a.iter().map(|&k| f(k)).sum();
    let t: f64 = a.iter().copied().map(f).sum();
    let u: f64 = a.iter().copied().map(&mut f).sum();
    by_value + by_reference + s * t + u * f(1.0)
}

slices! {
    random_numbers(a) {
        let mut state: u64 = 12345;
        let mut uniform = move || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as f64 / (1u64 << 31) as f64
        };
        let mut s = 0.0;
        for i in 0..5 {
            s += uniform() * a[0] * a[1];
            if i % 2 == 0 {
                s *= uniform() + a[0];
            }
        }
        let mut copy = uniform;
        s += a[0] * copy() + 10.0 * a[1] * uniform() + 100.0 * a[1] * a[1] * copy();
        state += 1;
        s + state as f64 * 1e-4 * a[0]
    } at [0.5, -0.75], [-0.25, 0.5];

    copies(a) {
        let mut kept = a[0];
        let mut f = move |k: f64| { kept *= k; kept + 1.0 };
        let r = f(2.0) + 10.0 * f(3.0);
        let mut h = f;
        let t = h(a[1]) * f(2.0) + f(a[0]);
        kept *= 5.0;
        r * t + kept + h(1.0)
    } at [0.5, -0.75], [-0.25, 0.5];

    copies_of_arrays(a) {
        let mut kept = [a[0], 1.0];
        let mut f = move || { kept[0] *= 2.0; kept[0] };
        let mut g = f;
        let r = f() + 10.0 * g() + 100.0 * f();
        let mut own = a[1];
        let mut outer = move || { own += 1.0; own * f() };
        let mut other = outer;
        r + kept[0] + outer() + 10.0 * other() + 100.0 * outer() + f()
    } at [0.5, -0.75], [-0.25, 0.5];

    passed(a) { by_value_and_lent(a) } at [0.5, -0.75], [-0.25, 0.5];

    options_and_tuples(a) {
        let mut last = None;
        let mut f = move |k: f64| { let r = last.unwrap_or(1.0) * k; last = Some(k); r };
        let r = f(a[0]) + 10.0 * f(3.0 * a[1]) + f(a[0] * a[0]);
        let mut t = (a[0], 1.0);
        let mut g = move || { t.0 *= 2.0; t.1 += t.0; t.1 };
        let q = g() * g();
        r + q + t.0 * t.1
    } at [0.5, -0.75], [-0.25, 0.5];

    in_iterators(a) {
        let mut total = 0.0;
        a.iter().for_each(move |k| { total += k; });
        let mut n = 1usize;
        let w: Vec<f64> = a.iter().map(move |k| { n += 1; k * n as f64 }).collect();
        let mut state = 7u64;
        let xs: Vec<f64> = std::iter::from_fn(move || { state = (state * 31 + 7) % 101; Some(state as f64 / 101.0) })
            .take(4)
            .collect();
        total + w[0] * w[1] + n as f64 * a[1] + xs.iter().map(|v| v * a[0]).sum::<f64>() * state as f64
    } at [0.5, -0.75], [-0.25, 0.5];

    made_in_loops(a) {
        let mut s = 0.0;
        for i in 0..4 {
            let mut c = a[0] * i as f64;
            let mut step = move |d: f64| { c += d; c };
            if i > 1 {
                step(a[1]);
            }
            for _ in 0..i {
                s += step(a[0] * a[1]);
            }
            s += c;
        }
        s
    } at [0.5, -0.75], [-0.25, 0.5];
}
