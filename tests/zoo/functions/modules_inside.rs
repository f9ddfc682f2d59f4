//! Modules inside of a module under the attribute: their functions, methods and traits are differentiated with it, but for
//! those that are compiled on a condition.

use autodiff::{Differentiable, differentiate};

#[differentiate]
mod model {
    pub mod linalg {
        pub fn dot(a: &[f64], b: &[f64]) -> f64 {
            a.iter().zip(b).map(|(x, y)| x * y).sum()
        }

        pub mod small {
            pub fn solve(h: [[f64; 2]; 2], g: [f64; 2]) -> [f64; 2] {
                let det = super::det(&h);
                [
                    (h[1][1] * g[0] - h[0][1] * g[1]) / det,
                    (h[0][0] * g[1] - h[1][0] * g[0]) / det,
                ]
            }
        }

        fn det(h: &[[f64; 2]; 2]) -> f64 {
            h[0][0] * h[1][1] - h[0][1] * h[1][0]
        }
    }

    pub mod responses {
        use autodiff::Differentiable;

        pub trait Response {
            fn rate(&self, x: f64) -> f64;
            fn twice(&self, x: f64) -> f64 {
                self.rate(self.rate(x))
            }
        }

        pub trait Number: Copy {
            fn squared(self) -> Self;
        }
        impl Number for f64 {
            fn squared(self) -> f64 {
                self * self
            }
        }

        #[derive(Differentiable)]
        pub struct Holling {
            pub attack: f64,
            pub(super) handling: f64,
        }

        impl Response for Holling {
            fn rate(&self, x: f64) -> f64 {
                self.attack * x / (1.0 + self.handling * x * x)
            }
        }

        impl Holling {
            pub fn new(attack: f64) -> Self {
                Holling {
                    attack,
                    handling: 0.3,
                }
            }
        }
    }

    #[cfg(test)]
    mod tests {
        pub fn no_derivative(x: f64) -> usize {
            x as usize
        }

        #[test]
        fn is_left_alone() {
            assert_eq!(no_derivative(2.5), 2);
            assert!((super::linalg::dot(&[1.0], &[2.0]) - 2.0).abs() < 1e-12);
        }
    }

    use self::linalg::dot;
    use linalg::small::{self, solve};
    use responses::{Holling, Response};

    use super::Differentiable;

    #[derive(Differentiable)]
    struct Linear(f64);

    impl responses::Response for Linear {
        fn rate(&self, x: f64) -> f64 {
            self.0 * x + 0.2
        }
    }

    pub fn solved(x: &[f64]) -> f64 {
        let h = [[2.0 + x[0] * x[0], x[1]], [x[1], 3.0 + x[2] * x[2]]];
        let step = solve(h, [x[0], x[2]]);
        let again = small::solve(h, step);
        dot(&step, &[x[1], x[0]]) + linalg::dot(&again, &again)
    }

    pub fn responded(x: &[f64]) -> f64 {
        let holling = Holling::new(x[1]);
        let mut total = 0.0;
        for v in x {
            total += match *v > 0.0 {
                true => holling.twice(*v),
                false => Linear(x[0]).twice(*v) + holling.rate(x[2]),
            };
        }
        total
    }
}
use model::{responded, solved};

crate::support::whole_functions! { solved responded }
