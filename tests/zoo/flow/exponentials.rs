//! Sums of exponentials: of differences, whose adjoint of what is subtracted is had from the sum itself; and of what
//! is recorded, to which each iteration adds what the one before has made.

use crate::support::{assert_close, slices};
use autodiff::{check, differentiate};

slices! {
    /// The largest number is subtracted; two numbers may share it.
    largest(a) {
        let mut max = a[0];
        for &v in a { if v > max { max = v; } }
        let mut sum = 0.0;
        for v in a { sum += (v - max).exp(); }
        max + sum.ln()
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// What is subtracted is needed elsewhere, and counts.
    middle(a) {
        let middle = 0.5 * (a[0] + a[1]);
        let mut sum = 0.0;
        for i in 0..a.len() { sum = (a[i] - middle).exp() + sum; }
        (sum * 0.25).sin() * middle + sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// The sign is the other one; two such numbers in one loop.
    from_above(a) {
        let (high, low) = (a[0] * a[1], a[1].sin());
        let (mut s, mut t) = (-0.0, 0.0);
        for v in a { s += (high - v).exp(); t += (low - high * 0.5).exp() * v; t += (v + low).exp(); }
        s * t
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Logarithms of what stays away from zero, also where an exponential is zero.
    softened(a) {
        let mut sum = 0.0;
        for v in a {
            sum += (1.0 + (v * a[0]).exp()).ln() * a[1] + (-v).exp().ln_1p();
            sum -= ((v * 0.5).exp() + 0.25).ln() + (v * v + 1e-300).ln() + (v * v).ln_1p();
            sum += 3.0 / (2.0 + v.exp()) + (1.0 + (v - 800.0).exp()).ln() * v;
        }
        sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// A sum is stored on the way, or ends the loop.
    stored(a) {
        let mut on_the_way = vec![0.0; a.len()];
        let (mut sum, mut until) = (0.0, 0.0);
        for i in 0..a.len() { sum += (a[i] * a[0]).exp(); on_the_way[i] = sum; }
        for i in 0..a.len() { let e = (a[i] - 1.0).exp(); until += e; if until > 0.9 { break; } }
        for v in a { until += (v - 1.0).exp(); if *v < 0.0 { break; } }
        let squares: f64 = on_the_way.iter().map(|s| s * s).sum();
        (0.1 * squares).sin() * until.cos() + (0.3 * sum).cos()
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Sums that are looked at on the way, that begin elsewhere, or that not every iteration adds to.
    looked_at(a) {
        let centre = a[0].cos();
        let (mut seen, mut running, mut begun, mut some) = (0.0, 0.0, a[1], 0.0);
        for v in a {
            running += (v - centre).exp();
            seen += running * running * v;
            begun += (v * 0.5 - centre).exp();
            if *v > 0.0 { some += (v - centre).exp(); }
        }
        seen.ln_1p() + begun * some - running
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// What is subtracted is another number in every iteration.
    moving(a) {
        let (mut centre, mut shrinking) = (a[0], a[1]);
        let (mut s, mut t) = (0.0, 0.0);
        for v in a {
            s += (v - centre).exp();
            t += (v + shrinking).exp();
            centre += 0.25;
            shrinking *= 0.5 * a[0];
        }
        s.ln() * t + centre * shrinking
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// The summands are needed elsewhere.
    kept(a) {
        let centre = a[0] - a[1];
        let mut weights = a.to_vec();
        let mut sum = 0.0;
        for i in 0..a.len() { let w = (a[i] - centre).exp(); sum += w; weights[i] = w; }
        let mut total = 0.0;
        for i in 0..a.len() { total += weights[i] / sum * a[i] * a[i]; }
        total
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Loops that end early, that count nothing, that stand in loops, and that do not run.
    surrounded(a) {
        let mut total = 0.0;
        for k in 0..a.len() {
            let centre = total * 0.25 + a[k];
            let (mut sum, mut i, mut none) = (0.0, 0, 0.0);
            while i < k { sum += (a[i] - centre).exp(); i += 1; }
            let mut until = 0.0;
            for v in a {
                until += (v - centre).exp();
                if until > 2.0 { break; }
            }
            for v in &a[..0] { none += (v - centre).exp(); }
            total += (sum + 1.0).ln() + until.sqrt() - none * centre;
        }
        total
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Two sums of records in one loop that stands in another; a constant number of records; ranges that begin
    /// elsewhere; a sum beside what is carried otherwise, of integers, and that says when to end.
    recorded(a) {
        let (mut total, mut product, mut count) = (0.25, 1.0, 0);
        for _ in 0..a.len() {
            let (mut s, mut t) = (total, 0.0);
            for i in 0..a.len() { s += (a[i] * total).tanh(); t += a[i].exp(); }
            total += (s * t).tanh();
        }
        let mut few = 0.0;
        for i in 0..3 { few += (a[0] * i as f64).exp(); }
        let mut rest = -0.0;
        for i in 1..a.len() { rest += (a[i] * few * 0.125).exp(); }
        for v in a { let e = v.exp(); product += e; total *= e; count += (e.sin() * 3.0 + 4.0).trunc() as usize; }
        let mut until = 0.0;
        for i in 0..a.len() { until += a[i].exp(); if until > 1.5 { break; } }
        for _ in 1..1 { until += a[0].exp(); }
        ((total * few + rest * product + until * count as f64) * 0.0625).atan()
    } at [0.5, -0.25, 0.75], [1.5, 0.25];
}

#[differentiate]
fn softest(x: &[f64], centre: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += (v - centre).exp();
    }
    sum.ln()
}

#[differentiate(without(sums))]
fn added_up(x: &[f64], centre: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += (v - centre).exp();
    }
    sum.ln()
}

/// Of summands that are infinite, none at all, or not there: what comes of it is what adding up gives.
#[test]
fn with_and_without() {
    let inputs: [&[f64]; 6] = [
        &[0.5, -0.25, 0.75],
        &[],
        &[800.0, -800.0],
        &[-2000.0, -3000.0],
        &[f64::INFINITY, 0.0],
        &[709.7, 709.7, 709.7],
    ];
    for x in inputs {
        for centre in [0.25, f64::NEG_INFINITY, 1000.0] {
            let (value, (d_x, d)) = softest::value_and_gradient(x, centre);
            let (other, (e_x, e)) = added_up::value_and_gradient(x, centre);
            assert_eq!(value.to_bits(), other.to_bits());
            for (ours, theirs) in d_x.iter().chain([&d]).zip(e_x.iter().chain([&e])) {
                if ours != theirs && !(ours.is_nan() && theirs.is_nan()) {
                    assert_close("sums", x, &[*ours], &[*theirs], 1e-12);
                }
            }
        }
    }
}

/// Sums of several things, one of which is read while it grows, and one that begins with a negative zero.
#[differentiate]
fn sums(x: &[f64], start: f64) -> [f64; 4] {
    let (mut waves, mut exps, mut so_far) = (-0.0, start, 1.0);
    for v in x {
        waves += v.sin();
        exps += v.exp();
    }
    let mut growing = 0.0;
    for v in x {
        growing += v.exp();
        so_far += growing;
    }
    [waves, exps, growing, so_far]
}

#[differentiate]
fn sums_of_sums(x: &[f64]) -> f64 {
    let (mut all, mut from) = (0.0, 1);
    for length in [2, 1, 0, 3] {
        let row = &x[from..from + length];
        from += length;
        let mut exps = all * 0.5;
        if length > 1 {
            for v in row {
                exps += (v * x[0]).exp();
            }
        }
        let parts = sums(row, exps);
        all += parts[0] + parts[1] + parts[2] * parts[3];
    }
    all
}

#[differentiate]
fn narrow(x: &[f32]) -> f32 {
    let mut sum = 0.0;
    for v in x {
        sum += v.tanh();
    }
    sum
}

#[differentiate]
fn generic<T: num_traits::Float>(x: &[T], mut sum: T) -> T {
    for &v in x {
        sum = sum + v.exp();
    }
    sum.ln()
}

/// What is added later is added to the same sum, to the last bit.
#[test]
fn summands_that_are_late() {
    let inputs: [&[f64]; 5] = [
        &[],
        &[-0.0, -0.0],
        &[0.5, -1.5, 1e-9],
        &[f64::NEG_INFINITY, 1.0],
        &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
    ];
    for x in inputs {
        for start in [-0.0, 0.25, 1e17] {
            let bits = |of: [f64; 4]| of.map(f64::to_bits);
            assert_eq!(bits(sums::forward(x, start).0), bits(sums(x, start)));
            let value = generic::forward(x, start).0;
            assert_eq!(value.to_bits(), generic(x, start).to_bits());
        }
    }
    let few = [0.5, -0.25, 0.125_f32];
    let (value, slope) = narrow::value_and_gradient(&few);
    assert_eq!(value, narrow(&few));
    assert!((slope[1] - (1.0 - 0.25_f32.tanh().powi(2))).abs() < 1e-6);
    let parts = [0.3, 0.5, -0.25, 0.75, 0.1, 0.2, -0.3];
    check::gradient(sums_of_sums, sums_of_sums::gradient, &parts).unwrap();
}

#[differentiate]
fn softplus(x: f64) -> f64 {
    (1.0 + x.exp()).ln()
}

#[differentiate]
fn softplus_of_all(x: &[f64]) -> f64 {
    x.iter().map(|x| x.exp().ln_1p()).sum()
}

#[differentiate]
fn root_of_softplus(x: f64) -> f64 {
    (1.0 + x.exp()).ln().sqrt() + (1.0 - 1.0 / (1.0 + x.exp())).sqrt()
}

#[differentiate]
fn roots_of_neurons(p: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in &p[1..] {
        let y = 1.0 / (1.0 + (-p[0] * x).exp());
        sum += if *x < 0.0 { 3.0 * y.sqrt() } else { 2.0 * y };
    }
    sum
}

#[differentiate]
fn cube_of_roots(p: &[f64]) -> f64 {
    roots_of_neurons(p).powi(3)
}

/// The adjoint of a neuron may be infinite where its partial is zero.
#[test]
fn neurons_that_are_certain() {
    let certain = [1.0, -1e3, 1e3];
    assert_eq!(roots_of_neurons::gradient(&certain), [0.0; 3]);
    let (_, cache) = roots_of_neurons::forward(&certain);
    let mut d = [0.0; 3];
    roots_of_neurons::backward(&cache, &certain, &mut d, f64::INFINITY);
    assert_eq!(d, [0.0; 3]);
    let uncertain = [0.7, -1.5, 0.3, 2.0];
    check::gradient(cube_of_roots, cube_of_roots::gradient, &uncertain).unwrap();
}

/// Where the exponential is infinite the adjoint is zero, and nothing flows; nor where the exponential is zero and
/// the adjoint infinite.
#[test]
fn infinite_exponentials() {
    assert_eq!(root_of_softplus::gradient(-800.0), 0.0);
    assert_eq!(softplus::gradient(800.0), 0.0);
    assert_eq!(softplus::gradient(-800.0), 0.0);
    assert_eq!(
        softplus_of_all::gradient(&[800.0, -800.0, 0.0]),
        [0.0, 0.0, 0.5]
    );
}
