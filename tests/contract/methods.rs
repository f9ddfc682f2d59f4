//! What stands beside the methods of a differentiated `impl`, and how it is called.

use crate::support::{assert_close, gradient_by_differences};
use autodiff::{Differentiable, differentiate};

mod model {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Debug, PartialEq)]
    pub struct Line {
        pub slope: f64,
        pub offset: f64,
    }

    /// A private type in what a private method of a public type returns.
    #[derive(Differentiable, Clone, Debug)]
    struct Parts {
        scaled: f64,
        shifted: f64,
    }

    #[differentiate]
    impl Line {
        pub const RATE: f64 = 0.5;

        /// Documented.
        #[must_use]
        pub fn new(slope: f64, offset: f64) -> Self {
            Self { slope, offset }
        }

        fn parts(&self, x: f64) -> Parts {
            Parts {
                scaled: self.slope * x,
                shifted: self.offset,
            }
        }

        pub fn at(&self, x: f64) -> f64 {
            let parts = self.parts(x);
            parts.scaled + parts.shifted
        }

        #[differentiate(wrt(self))]
        pub fn loss(&self, xs: &[f64], ys: &[f64]) -> f64 {
            let mut sum = 0.0;
            for (x, y) in xs.iter().zip(ys) {
                sum += (self.at(*x) - y).powi(2);
            }
            sum
        }

        pub fn step(&mut self, slope: f64, offset: f64) {
            self.slope -= Self::RATE * slope;
            self.offset -= Self::RATE * offset * self.slope;
        }

        pub fn into_root(self, shift: f64) -> f64 {
            (shift - self.offset) / self.slope
        }

        pub fn is_flat(&self) -> bool {
            self.slope == 0.0
        }

        pub fn describe(&self, name: &str) -> String {
            format!("{name}: {} x + {}", self.slope, self.offset)
        }

        #[differentiate(skip)]
        pub fn printed(&self) -> f64 {
            println!("{}", self.describe("line"));
            self.slope
        }

        #[differentiate(backward = softened_backward)]
        pub fn softened(&self, x: f64) -> f64 {
            (self.slope * x).abs() + x * 0.0
        }
    }

    fn softened_backward(
        line: &Line,
        d_line: &mut LineGradient,
        x: f64,
        result: f64,
        d_result: f64,
    ) -> f64 {
        d_line.slope += d_result * result / line.slope;
        d_result * result / x
    }
}

use model::{Line, LineGradient};

#[test]
fn by_reference_the_receiver_comes_first() {
    let line = Line::new(1.5, -0.5);
    let (xs, ys) = ([0.5, 2.0], [1.0, 0.25]);
    let (value, cache): (f64, model::LineLossCache) = line.loss_forward(&xs, &ys);
    assert_eq!(value, line.loss(&xs, &ys));
    let mut d_line = autodiff::zero_gradient(&line);
    let (mut d_xs, mut d_ys) = ([0.0; 2], [0.0; 2]);
    line.loss_backward(&cache, &mut d_line, &xs, &mut d_xs, &ys, &mut d_ys, 1.0);
    // `wrt` is about these alone.
    assert_eq!(line.loss_gradient(&xs, &ys), d_line);
    assert_eq!(
        line.loss_value_and_gradient(&xs, &ys),
        (value, d_line.clone())
    );
    let mut into = LineGradient {
        slope: 9.0,
        offset: 9.0,
    };
    assert_eq!(
        line.loss_value_and_gradient_into(&mut into, &xs, &ys),
        value
    );
    assert_eq!(into, d_line);
    let at = [1.5, -0.5, 0.5, 2.0, 1.0, 0.25];
    let plain = |p: &[f64]| Line::new(p[0], p[1]).loss(&p[2..4], &p[4..]);
    let got = [&[d_line.slope, d_line.offset][..], &d_xs, &d_ys].concat();
    assert_close(
        "loss",
        &at,
        &got,
        &gradient_by_differences(&plain, &at),
        1e-8,
    );
}

#[test]
fn without_a_receiver_all_is_as_of_a_function() {
    let (line, cache) = Line::new_forward(2.0, 3.0);
    let seed = LineGradient {
        slope: 0.5,
        offset: -1.0,
    };
    assert_eq!(line, Line::new(2.0, 3.0));
    assert_eq!(Line::new_backward(&cache, seed), (0.5, -1.0));
}

#[test]
fn by_mutable_reference_the_shadow_stands_for_the_receiver() {
    let mut line = Line::new(2.0, 3.0);
    let ((), cache) = line.step_forward(0.5, 0.25);
    assert_eq!(line, {
        let mut l = Line::new(2.0, 3.0);
        l.step(0.5, 0.25);
        l
    });
    let mut d_line = LineGradient {
        slope: 1.0,
        offset: 2.0,
    };
    let (d_slope, d_offset) = Line::step_backward(&cache, &mut d_line);
    assert_close("step", &[], &[d_slope, d_offset], &[-0.375, -1.75], 1e-12);
    assert_close(
        "step",
        &[],
        &[d_line.slope, d_line.offset],
        &[0.75, 2.0],
        1e-12,
    );
}

#[test]
fn by_value_the_adjoint_of_the_receiver_is_returned() {
    let line = Line::new(2.0, 3.0);
    let (root, cache) = line.clone().into_root_forward(4.0);
    assert_eq!(root, 0.5);
    let (d_line, d_shift) = Line::into_root_backward(&cache, 1.0);
    assert_eq!((d_line.slope, d_line.offset, d_shift), (-0.25, -0.5, 0.5));
    assert_eq!(line.into_root_gradient(4.0), (d_line, d_shift));
}

#[test]
fn what_has_no_derivative_is_left_alone() {
    let line = Line::new(0.0, 1.0);
    assert!(line.is_flat());
    assert_eq!(line.describe("a"), "a: 0 x + 1");
    assert_eq!(line.printed(), 0.0);
}

#[test]
fn a_derivative_of_ones_own() {
    let line = Line::new(-2.0, 1.0);
    let (d_line, d_x) = line.softened_gradient(1.5);
    assert_eq!((d_line.slope, d_line.offset, d_x), (-1.5, 0.0, 2.0));
}

#[derive(Differentiable, Clone, Debug)]
struct Pipeline {
    first: Line,
    second: Line,
}

/// Methods on fields, of a type from elsewhere.
#[differentiate]
impl Pipeline {
    fn run(&self, x: f64) -> f64 {
        let y = self.first.at(x);
        self.second.at(y * self.first.softened(x))
    }
}

#[test]
fn methods_of_types_from_elsewhere() {
    let at = [1.5, -0.5, 0.75, 0.25, 0.5];
    let of = |p: &[f64]| Pipeline {
        first: Line::new(p[0], p[1]),
        second: Line::new(p[2], p[3]),
    };
    let (d, d_x) = of(&at).run_gradient(at[4]);
    let got = [
        d.first.slope,
        d.first.offset,
        d.second.slope,
        d.second.offset,
        d_x,
    ];
    let numeric = gradient_by_differences(&|p| of(p).run(p[4]), &at);
    assert_close("run", &at, &got, &numeric, 1e-8);
}

/// A whole module.
#[differentiate]
mod whole {
    use autodiff::Differentiable;

    #[derive(Differentiable, Clone, Debug, Default, PartialEq)]
    pub struct Spring {
        pub stiffness: f64,
    }

    pub trait Energy {
        fn energy(&self, x: f64) -> f64;
    }

    impl Energy for Spring {
        fn energy(&self, x: f64) -> f64 {
            0.5 * self.stiffness * x * x
        }
    }

    impl Spring {
        pub fn force(&self, x: f64) -> f64 {
            -self.stiffness * x
        }
    }

    impl core::fmt::Display for Spring {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            write!(f, "{}", self.stiffness)
        }
    }

    pub fn total<E: Energy>(of: &E, xs: &[f64]) -> f64 {
        let mut sum = 0.0;
        for x in xs {
            sum += of.energy(*x);
        }
        sum
    }

    #[differentiate(wrt(x))]
    pub fn work(spring: &Spring, x: f64) -> f64 {
        spring.force(x) * x + total(spring, &[x])
    }

    pub fn count(xs: &[f64]) -> usize {
        xs.len()
    }

    #[differentiate(skip)]
    pub fn printed(x: f64) -> f64 {
        println!("{x}");
        x
    }
}

#[test]
fn modules() {
    let spring = whole::Spring { stiffness: 3.0 };
    assert_eq!(whole::work::gradient(&spring, 2.0), -6.0);
    assert_eq!(whole::total::gradient(&spring, &[2.0]).0.stiffness, 2.0);
    assert_eq!(spring.force_gradient(2.0).1, -3.0);
    assert_eq!((whole::count(&[1.0]), whole::printed(1.0)), (1, 1.0));
    assert_eq!(spring.to_string(), "3");
}
