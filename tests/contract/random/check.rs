// Values and gradients of one module against differences. This text becomes part of the program.
use std::cell::Cell;

type Plain<'a> = &'a dyn Fn(f64, f64, &[f64], &mut [f64]) -> f64;
type Derived<'a> = &'a dyn Fn(f64, f64, &[f64], &mut [f64]) -> (f64, Vec<f64>);

const POINT: [f64; 8] = [0.37, -0.61, 0.52, -0.43, 0.91, -0.28, 0.66, 0.13];

thread_local! {
    static SLOPES: Cell<usize> = const { Cell::new(0) };
    static KINKS: Cell<usize> = const { Cell::new(0) };
}

fn value(f: Plain, p: &[f64; 8]) -> f64 {
    f(p[0], p[1], &p[2..5], &mut p[5..8].to_vec())
}

pub fn check(name: &str, f: Plain, derived: Derived) {
    let p = POINT;
    let plain = value(f, &p);
    let (forward, gradient) = derived(p[0], p[1], &p[2..5], &mut p[5..8].to_vec());
    assert_eq!(plain.to_bits(), forward.to_bits(), "{name}: another value");
    for (i, exact) in gradient.into_iter().enumerate() {
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

pub fn end() {
    let (slopes, kinks) = (SLOPES.get(), KINKS.get());
    assert!(kinks * 8 <= slopes, "{kinks} of {slopes} slopes were left out");
}
