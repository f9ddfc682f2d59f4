//! Generated gradients against hand-written ones, on slices of 10,000 numbers.
//!
//! Each pair is checked against each other first, then measured interleaved in one process; the
//! table shows medians and their ratio. `cargo bench` runs it.

use autodiff::differentiate;
use std::hint::black_box;
use std::time::Instant;

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * b[i];
    }
    s
}

#[differentiate]
fn logistic(w: f64, x: &[f64], y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += (1.0 + (-y[i] * w * x[i]).exp()).ln();
    }
    s
}

#[differentiate]
fn polynomials(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for &v in x {
        s += 1.0 + v * (0.5 + v * (-0.25 + v * (2.0 + v * (0.125 - v))));
    }
    s
}

#[differentiate]
fn horner(coefficients: &[f64], x: f64) -> f64 {
    let mut p = 0.0;
    for i in (0..coefficients.len()).rev() {
        p = p * x + coefficients[i];
    }
    p
}

/// The backward passes as a careful person writes them: value, and adjoints into the caller's
/// buffers.
mod by_hand {
    pub(super) fn dot(a: &[f64], d_a: &mut [f64], b: &[f64], d_b: &mut [f64]) -> f64 {
        let mut s = 0.0;
        for (a, b) in a.iter().zip(b) {
            s += a * b;
        }
        d_a.copy_from_slice(b);
        d_b.copy_from_slice(a);
        s
    }

    pub(super) fn logistic(
        w: f64,
        x: &[f64],
        d_x: &mut [f64],
        y: &[f64],
        d_y: &mut [f64],
    ) -> (f64, f64) {
        let n = x.len();
        let (y, d_x, d_y) = (&y[..n], &mut d_x[..n], &mut d_y[..n]);
        let mut s = 0.0;
        let mut d_w = 0.0;
        for i in 0..n {
            let e = (-y[i] * w * x[i]).exp();
            s += (1.0 + e).ln();
            let d_margin = -e / (1.0 + e);
            d_w += d_margin * y[i] * x[i];
            d_x[i] = d_margin * y[i] * w;
            d_y[i] = d_margin * w * x[i];
        }
        (s, d_w)
    }

    pub(super) fn polynomials(x: &[f64], d_x: &mut [f64]) -> f64 {
        let mut s = 0.0;
        for (&v, d) in x.iter().zip(d_x) {
            s += 1.0 + v * (0.5 + v * (-0.25 + v * (2.0 + v * (0.125 - v))));
            *d = 0.5 + v * (-0.5 + v * (6.0 + v * (0.5 - v * 5.0)));
        }
        s
    }

    pub(super) fn horner(coefficients: &[f64], d_coefficients: &mut [f64], x: f64) -> (f64, f64) {
        let n = coefficients.len();
        let d_coefficients = &mut d_coefficients[..n];
        let mut before = vec![0.0; n];
        let mut p = 0.0;
        for i in (0..n).rev() {
            before[i] = p;
            p = p * x + coefficients[i];
        }
        let (mut d_p, mut d_x) = (1.0, 0.0);
        for i in 0..n {
            d_coefficients[i] = d_p;
            d_x += d_p * before[i];
            d_p *= x;
        }
        (p, d_x)
    }

    /// No backward pass at all: the derivative is carried along with the value.
    pub(super) fn horner_forward(
        coefficients: &[f64],
        d_coefficients: &mut [f64],
        x: f64,
    ) -> (f64, f64) {
        let (mut p, mut d_x) = (0.0, 0.0);
        for c in coefficients.iter().rev() {
            d_x = d_x * x + p;
            p = p * x + c;
        }
        let mut power = 1.0;
        for d in d_coefficients {
            *d = power;
            power *= x;
        }
        (p, d_x)
    }
}

const LENGTH: usize = 10_000;
const ROUNDS: usize = 301;

/// A comparison: one closure for the generated gradient, one for the hand-written one, each of which
/// returns everything that it computed as a single number.
struct Pair<'a> {
    name: &'a str,
    objective: Box<dyn FnMut() -> f64 + 'a>,
    generated: Box<dyn FnMut() -> f64 + 'a>,
    by_hand: Box<dyn FnMut() -> f64 + 'a>,
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

impl Pair<'_> {
    fn measure(&mut self) {
        let Pair {
            name,
            objective,
            generated,
            by_hand,
        } = self;
        let mut times = [const { Vec::new() }; 3];
        for round in 0..ROUNDS {
            // Another order each round: none is always the one that finds the caches warm.
            for which in (0..3).map(|k| (k + round) % 3) {
                let start = Instant::now();
                black_box(match which {
                    0 => objective(),
                    1 => generated(),
                    _ => by_hand(),
                });
                times[which].push(start.elapsed().as_secs_f64() * 1e6);
            }
        }
        let [objective, generated, by_hand] = times.each_mut().map(|t| median(t));
        println!(
            "{name:<44} {objective:>10.2} {generated:>10.2} {by_hand:>10.2} {:>12.2} {:>14.2}",
            generated / by_hand,
            generated / objective,
        );
    }
}

/// Fails unless two gradients are the same up to rounding.
fn assert_same(name: &str, generated: &[f64], by_hand: &[f64]) {
    let scale = by_hand.iter().fold(1.0_f64, |s, x| s.max(x.abs()));
    for (i, (a, b)) in generated.iter().zip(by_hand).enumerate() {
        assert!(
            (a - b).abs() <= 1e-10 * scale,
            "{name}: component {i} is {a} generated and {b} by hand"
        );
    }
}

fn main() {
    let x: Vec<f64> = (0..LENGTH).map(|i| (i as f64 * 0.37).sin()).collect();
    let y: Vec<f64> = (0..LENGTH)
        .map(|i| if i % 3 == 0 { 1.0 } else { -1.0 })
        .collect();
    let (w, point) = (0.75, 0.9995);
    let zeros = || vec![0.0; LENGTH];

    let (mut g1, mut g2, mut h1, mut h2) = (zeros(), zeros(), zeros(), zeros());
    dot::value_and_gradient_into(&x, &mut g1, &y, &mut g2);
    by_hand::dot(&x, &mut h1, &y, &mut h2);
    assert_same("dot", &[&g1[..], &g2].concat(), &[&h1[..], &h2].concat());
    let (_, g) = logistic::value_and_gradient_into(w, &x, &mut g1, &y, &mut g2);
    let (_, h) = by_hand::logistic(w, &x, &mut h1, &y, &mut h2);
    assert_same(
        "logistic",
        &[&g1[..], &g2, &[g]].concat(),
        &[&h1[..], &h2, &[h]].concat(),
    );
    polynomials::value_and_gradient_into(&x, &mut g1);
    by_hand::polynomials(&x, &mut h1);
    assert_same("polynomials", &g1, &h1);
    let (_, g) = horner::value_and_gradient_into(&x, &mut g1, point);
    let (_, h) = by_hand::horner(&x, &mut h1, point);
    assert_same(
        "horner",
        &[&g1[..], &[g]].concat(),
        &[&h1[..], &[h]].concat(),
    );

    println!(
        "{:<44} {:>10} {:>10} {:>10} {:>12} {:>14}",
        "medians in µs, 10,000 numbers",
        "objective",
        "generated",
        "by hand",
        "gen / hand",
        "gen / objective"
    );
    let (mut g1, mut g2, mut h1, mut h2) = (zeros(), zeros(), zeros(), zeros());
    Pair {
        name: "dot product, caller's buffers",
        objective: Box::new(|| dot(black_box(&x), black_box(&y))),
        generated: Box::new(|| {
            dot::value_and_gradient_into(black_box(&x), &mut g1, black_box(&y), &mut g2)
        }),
        by_hand: Box::new(|| by_hand::dot(black_box(&x), &mut h1, black_box(&y), &mut h2)),
    }
    .measure();
    let (mut g1, mut g2, mut h1, mut h2) = (zeros(), zeros(), zeros(), zeros());
    Pair {
        name: "sum of ln(1 + exp(-y w x)), caller's buffers",
        objective: Box::new(|| logistic(black_box(w), black_box(&x), black_box(&y))),
        generated: Box::new(|| {
            let (x, y) = (black_box(&x), black_box(&y));
            let (v, d) = logistic::value_and_gradient_into(black_box(w), x, &mut g1, y, &mut g2);
            v + d
        }),
        by_hand: Box::new(|| {
            let (x, y) = (black_box(&x), black_box(&y));
            let (v, d) = by_hand::logistic(black_box(w), x, &mut h1, y, &mut h2);
            v + d
        }),
    }
    .measure();
    let (mut g, mut h) = (zeros(), zeros());
    Pair {
        name: "polynomial of each number, caller's buffer",
        objective: Box::new(|| polynomials(black_box(&x))),
        generated: Box::new(|| polynomials::value_and_gradient_into(black_box(&x), &mut g)),
        by_hand: Box::new(|| by_hand::polynomials(black_box(&x), &mut h)),
    }
    .measure();
    for (name, by_hand) in [
        (
            "polynomial of 10,000 coefficients, Horner",
            by_hand::horner as fn(&[f64], &mut [f64], f64) -> (f64, f64),
        ),
        (
            "the same against a forward derivative",
            by_hand::horner_forward,
        ),
    ] {
        let (mut g, mut h) = (zeros(), zeros());
        Pair {
            name,
            objective: Box::new(|| horner(black_box(&x), black_box(point))),
            generated: Box::new(|| {
                let (x, point) = (black_box(&x), black_box(point));
                let (v, d) = horner::value_and_gradient_into(x, &mut g, point);
                v + d
            }),
            by_hand: Box::new(|| {
                let (v, d) = by_hand(black_box(&x), &mut h, black_box(point));
                v + d
            }),
        }
        .measure();
    }
    Pair {
        name: "dot product, gradient as new vectors",
        objective: Box::new(|| dot(black_box(&x), black_box(&y))),
        generated: Box::new(|| dot::gradient(black_box(&x), black_box(&y)).0[7]),
        by_hand: Box::new(|| {
            let (mut d_a, mut d_b) = (zeros(), zeros());
            by_hand::dot(black_box(&x), &mut d_a, black_box(&y), &mut d_b);
            black_box((d_a, d_b)).0[7]
        }),
    }
    .measure();
}
