//! How a differentiated function is checked: its value against the plain function, bit by bit, and
//! its adjoints against differences of the plain function.
//!
//! Constructs are written in tables (`scalars!`, `slices!`, `in_place!`): each stands alone and in
//! every surrounding that has ever broken a tool of this kind: inside a loop, in a value that the
//! loop carries, in both arms of a branch, in a called function, and with its value used twice; and
//! in a loop with every optimisation switched off.

// Each of the test binaries uses a part of this.
#![allow(dead_code, unused_imports, unused_macros)]

mod scalars;
mod slices;
mod slices_changed;

pub(crate) use scalars::scalars;
pub(crate) use slices::slices;
pub(crate) use slices_changed::{in_place, whole_functions};

/// What `forward` computes at a point, and what `backward` gives for each of the seeds.
type Derived<'a> = dyn Fn(&[f64], &[Vec<f64>]) -> (Vec<f64>, Vec<Vec<f64>>) + 'a;

/// A differentiated function, seen as a map between lists of floats.
pub struct Subject<'a> {
    pub name: &'a str,
    /// The plain function.
    pub plain: &'a dyn Fn(&[f64]) -> Vec<f64>,
    /// `forward` and `backward`, all on one cache.
    pub derived: &'a Derived<'a>,
}

/// Weights of several outputs, none of them special.
pub fn weights(count: usize) -> Vec<f64> {
    (0..count)
        .map(|j| [1.0, -0.75, 0.5, 1.25, -1.5][j % 5])
        .collect()
}

impl Subject<'_> {
    /// Checks everything that can be checked at one point.
    pub fn check(&self, point: &[f64]) {
        let name = self.name;
        let outputs = (self.plain)(point);
        assert!(
            outputs.iter().all(|y| y.is_finite()),
            "{name} at {point:?} is {outputs:?}: choose another point"
        );
        let first = weights(outputs.len());
        let twice: Vec<f64> = first.iter().map(|w| 2.0 * w).collect();
        let other: Vec<f64> = first.iter().rev().map(|w| 0.5 - w).collect();
        let seeds = [first.clone(), twice, other.clone(), first.clone()];
        let (forward, adjoints) = (self.derived)(point, &seeds);
        assert_identical(name, point, &forward, &outputs);
        assert_identical(name, point, &adjoints[3], &adjoints[0]);
        let doubled: Vec<f64> = adjoints[0].iter().map(|d| 2.0 * d).collect();
        assert_close(name, point, &adjoints[1], &doubled, 1e-13);
        self.check_adjoint(point, &first, &adjoints[0]);
        self.check_adjoint(point, &other, &adjoints[2]);
    }

    fn check_adjoint(&self, point: &[f64], seed: &[f64], adjoint: &[f64]) {
        let weighted = |x: &[f64]| {
            let outputs = (self.plain)(x);
            outputs.iter().zip(seed).map(|(y, w)| y * w).sum()
        };
        let numeric = gradient_by_differences(&weighted, point);
        assert_close(self.name, point, adjoint, &numeric, 1e-7);
    }
}

/// Fails unless both lists are the same, bit by bit.
pub fn assert_identical(name: &str, point: &[f64], got: &[f64], expected: &[f64]) {
    assert_eq!(
        got.iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
        expected.iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
        "{name} at {point:?}: {got:?} instead of {expected:?}, bit by bit"
    );
}

/// Fails unless both lists agree within a tolerance relative to their largest component (or to 1).
pub fn assert_close(name: &str, point: &[f64], got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len(), "{name} at {point:?}: {got:?}");
    let scale = expected.iter().fold(1.0, |s: f64, x| s.max(x.abs()));
    for (i, (a, b)) in got.iter().zip(expected).enumerate() {
        assert!(
            (a - b).abs() <= tolerance * scale,
            "{name} at {point:?}: component {i} is {a}, expected {b}\n  got {got:?}\n  expected {expected:?}"
        );
    }
}

/// The gradient by central differences, extrapolated.
pub fn gradient_by_differences(f: &dyn Fn(&[f64]) -> f64, point: &[f64]) -> Vec<f64> {
    (0..point.len())
        .map(|i| {
            let along = |x: f64| {
                let mut moved = point.to_vec();
                moved[i] = x;
                f(&moved)
            };
            derivative_by_differences(&along, point[i])
        })
        .collect()
}

/// Ridders' method: central differences with ever smaller steps, extrapolated to step zero; of all
/// extrapolations the one that differs least from its neighbours.
pub fn derivative_by_differences(f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    const STEPS: usize = 9;
    let mut table = [[0.0; STEPS]; STEPS];
    let (mut best, mut least) = (f64::NAN, f64::INFINITY);
    let mut h = 1e-2 * x.abs().max(1.0);
    for i in 0..STEPS {
        table[i][0] = (f(x + h) - f(x - h)) / (2.0 * h);
        let mut power = 1.0;
        for j in 1..=i {
            power *= 4.0;
            table[i][j] = (power * table[i][j - 1] - table[i - 1][j - 1]) / (power - 1.0);
            let here = table[i][j];
            let error = (here - table[i][j - 1])
                .abs()
                .max((here - table[i - 1][j - 1]).abs());
            if error <= least {
                (best, least) = (here, error);
            }
        }
        h *= 0.5;
    }
    best
}

#[test]
fn differences_are_accurate() {
    let d = derivative_by_differences(&|x| x.sin() * x.exp(), 0.7);
    let exact = 0.7_f64.exp() * (0.7_f64.sin() + 0.7_f64.cos());
    assert!((d - exact).abs() < 1e-10, "{d} instead of {exact}");
}
