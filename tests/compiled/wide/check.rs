// The value and the gradient of one module against differences. This text becomes part of the program.
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Derived<'a> = &'a mut dyn FnMut(&[f64], &mut [f64]) -> f64;

thread_local! {
    static COMPARED: Cell<usize> = const { Cell::new(0) };
    static LEFT_OUT: Cell<usize> = const { Cell::new(0) };
    static WRONG: Cell<usize> = const { Cell::new(0) };
}

/// Of several lengths, so that a cache which is kept has seen longer and shorter ones.
const POINTS: [&[f64]; 6] = [
    &[0.3, 0.9, 1.4],
    &[-0.62, 0.41, 0.77, 0.35, -0.2],
    &[1.3, -0.8, 0.21],
    &[0.11, 2.3, -1.7, 0.6],
    &[0.52, 0.1, 0.93],
    &[-0.3, -0.2, 0.47, 0.8, 1.2, 0.9],
];

fn wrong(name: &str, p: &[f64], what: String) {
    WRONG.set(WRONG.get() + 1);
    println!("{name} at {p:?}: {what}");
}

/// `alone` makes its gradient anew, `kept` has one cache for all points.
pub fn check(name: &str, f: fn(&[f64]) -> f64, alone: Derived, kept: Derived) {
    for p in POINTS {
        let Ok(plain) = catch_unwind(|| f(p)) else {
            continue;
        };
        if !plain.is_finite() {
            continue;
        }
        let mut run = |derived: &mut dyn FnMut(&[f64], &mut [f64]) -> f64| {
            let mut d = vec![f64::NAN; p.len()];
            let value = catch_unwind(AssertUnwindSafe(|| derived(p, &mut d)));
            value.ok().map(|value| (value, d))
        };
        let (Some((value, d)), Some((again, d_again))) = (run(alone), run(kept)) else {
            wrong(name, p, "the gradient panics".into());
            continue;
        };
        // The sum of a matrix's part may be rounded otherwise.
        if (value - plain).abs() > 1e-9 * (1.0 + plain.abs()) || value.is_nan() {
            wrong(name, p, format!("the value is {plain}, with its gradient {value}"));
            continue;
        }
        let same = |a: f64, b: f64| (a - b).abs() <= 1e-12 * (1.0 + a.abs()) || a.is_nan() && b.is_nan();
        if !same(value, again) || d.iter().zip(&d_again).any(|(a, b)| !same(*a, *b)) {
            wrong(name, p, format!("{d:?}, with a cache that is kept {d_again:?}"));
        }
        slopes(name, f, p, plain, &d);
    }
}

fn slopes(name: &str, f: fn(&[f64]) -> f64, p: &[f64], plain: f64, d: &[f64]) {
    for (i, exact) in d.iter().enumerate() {
        let at = |h: f64| {
            let mut moved = p.to_vec();
            moved[i] += h;
            catch_unwind(|| f(&moved)).unwrap_or(f64::NAN)
        };
        let slope = |h: f64| (at(h) - at(-h)) / (2.0 * h);
        let (near, middle, far) = (slope(3e-6), slope(1e-5), slope(1e-4));
        let (right, left) = ((at(1e-6) - plain) / 1e-6, (plain - at(-1e-6)) / 1e-6);
        let scale = 1.0 + middle.abs();
        // Where they disagree, there is a kink or a jump.
        let smooth = (middle - near).abs() <= 2e-5 * scale
            && (middle - far).abs() <= 4e-4 * scale
            && (right - left).abs() <= 1e-3 * scale;
        if !smooth {
            LEFT_OUT.set(LEFT_OUT.get() + 1);
            continue;
        }
        COMPARED.set(COMPARED.get() + 1);
        if !((middle - exact).abs() <= 6e-5 * scale) {
            wrong(name, p, format!("by argument {i} {exact}, and by differences {middle}"));
        }
    }
}

pub fn end() {
    let (compared, left_out, wrong) = (COMPARED.get(), LEFT_OUT.get(), WRONG.get());
    println!("{compared} slopes compared, {left_out} at kinks, {wrong} wrong");
    assert!(wrong == 0 && left_out * 2 < compared, "see above");
}
