// Values and gradients of one module against differences. This text becomes part of the program.
use std::cell::Cell;

type Plain<'a> = &'a dyn Fn(f64, f64, &[f64], &mut [f64]) -> f64;
type Gradient = (f64, f64, Vec<f64>);
type Derived<'a> = &'a dyn Fn(f64, f64, &[f64], &mut [f64]) -> (f64, Vec<f64>);

const POINT: [f64; 8] = [0.37, -0.61, 0.52, -0.43, 0.91, -0.28, 0.66, 0.13];

thread_local! {
    static SLOPES: Cell<usize> = const { Cell::new(0) };
    static KINKS: Cell<usize> = const { Cell::new(0) };
}

fn value(f: Plain, p: &[f64; 8]) -> f64 {
    f(p[0], p[1], &p[2..5], &mut p[5..8].to_vec())
}

/// The value, and the slopes from the argument of this number on.
pub fn check(name: &str, f: Plain, first: usize, derived: Derived) {
    let p = POINT;
    let plain = value(f, &p);
    let (forward, gradient) = derived(p[0], p[1], &p[2..5], &mut p[5..8].to_vec());
    assert_eq!(plain.to_bits(), forward.to_bits(), "{name}: another value");
    for (i, exact) in (first..).zip(gradient) {
        SLOPES.set(SLOPES.get() + 1);
        let slope = |h: f64| {
            let (mut above, mut below) = (p, p);
            above[i] += h;
            below[i] -= h;
            (value(f, &above) - value(f, &below)) / (2.0 * h)
        };
        let (near, far) = (slope(5e-4), slope(1e-3));
        let numerical = (4.0 * near - far) / 3.0;
        let scale = 1f64.max(numerical.abs()).max(exact.abs());
        // Two step widths disagree where the function has a kink.
        if (near - far).abs() > 3e-5 * scale || plain.abs() > 1e4 {
            KINKS.set(KINKS.get() + 1);
            continue;
        }
        // A kink between the two widths moves only what is made of both.
        let agrees = |slope: f64| (slope - exact).abs() <= 1e-6 * scale;
        assert!(
            agrees(numerical) || agrees(near),
            "{name}, argument {i}: analytic {exact}, numerical {numerical}"
        );
    }
}

/// Both have the same value and the same gradient, but for the order of sums.
pub fn whole(
    name: &str,
    one: &dyn Fn(f64, f64, &[f64], &mut [f64]) -> (f64, Gradient),
    other: &dyn Fn(f64, f64, &[f64], &mut [f64]) -> (f64, Gradient),
) {
    let p = POINT;
    let (value, gradient) = one(p[0], p[1], &p[2..5], &mut p[5..8].to_vec());
    let (expected, slopes) = other(p[0], p[1], &p[2..5], &mut p[5..8].to_vec());
    assert_eq!(value.to_bits(), expected.to_bits(), "{name}: the fused value is another");
    let got = [&[gradient.0, gradient.1], gradient.2.as_slice()].concat();
    let expected = [&[slopes.0, slopes.1], slopes.2.as_slice()].concat();
    agree(&format!("{name}, fused"), &got, &expected);
}

/// The derivative by `x` alone is the first of the gradient.
pub fn parts(
    name: &str,
    all: &dyn Fn(f64, f64, &[f64], &mut [f64]) -> Gradient,
    of_x: &dyn Fn(f64, f64, &[f64], &mut [f64]) -> f64,
) {
    let p = POINT;
    let (d_x, _, _) = all(p[0], p[1], &p[2..5], &mut p[5..8].to_vec());
    let alone = of_x(p[0], p[1], &p[2..5], &mut p[5..8].to_vec());
    agree(&format!("{name}, of x alone"), &[alone], &[d_x]);
}

fn agree(name: &str, got: &[f64], expected: &[f64]) {
    let scale = expected.iter().fold(1.0, |s: f64, x| s.max(x.abs()));
    for (a, b) in got.iter().zip(expected) {
        // Sums in another order may both overflow, or both be no number.
        assert!(
            (a - b).abs() <= 1e-9 * scale || a.is_nan() && b.is_nan() || !scale.is_finite(),
            "{name}: {got:?} instead of {expected:?}"
        );
    }
}

pub fn end() {
    let (slopes, kinks) = (SLOPES.get(), KINKS.get());
    assert!(kinks * 8 <= slopes, "{kinks} of {slopes} slopes were left out");
}
