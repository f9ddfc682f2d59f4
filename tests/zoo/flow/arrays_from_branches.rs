//! Arrays, and tuples with arrays, that branches give of which some arms leave.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn in_a_loop(xs: &[f64]) -> f64 {
    let mut total = 0.0;
    for (i, x) in xs.iter().enumerate() {
        let (a, b) = if *x > 1.0 {
            (x * x, [*x, 1.0])
        } else if *x > 0.5 {
            (1.0, [x.sin(), *x])
        } else if *x > -0.5 {
            continue;
        } else {
            break;
        };
        let c = match i % 3 {
            0 => [a, b[0]],
            1 => [b[1], a * a],
            _ => continue,
        };
        total += a * b[0] * b[1] + c[0] * c[1];
    }
    total
}

#[derive(Clone, Copy, Debug, Differentiable)]
enum Seen {
    Range(f64),
    Bearing(f64),
    Missing,
}

#[differentiate]
fn update(seen: Seen, mean: &mut [f64; 2], noise: f64) -> Option<f64> {
    let d = mean[0].hypot(mean[1]);
    let (innovation, h, r) = match seen {
        Seen::Range(z) => (z - d, [-mean[0] / d, -mean[1] / d], noise),
        Seen::Bearing(z) => (z - mean[1].atan2(mean[0]), [mean[1] / d, -mean[0]], 2.0),
        Seen::Missing => return None,
    };
    for (m, h) in mean.iter_mut().zip(h) {
        *m += 0.1 * innovation * h / r;
    }
    Some(innovation * h[0] + h[1] * r)
}

#[differentiate]
fn filtered(p: &[f64]) -> f64 {
    let mut mean = [p[0], p[1]];
    let mut total = 0.0;
    for (i, z) in p.iter().enumerate() {
        let seen = match i % 3 {
            0 => Seen::Range(*z),
            1 => Seen::Missing,
            _ => Seen::Bearing(*z),
        };
        if let Some(l) = update(seen, &mut mean, 1.0 + p[2] * p[2]) {
            total += l;
        }
    }
    total + mean[0] * mean[1]
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, 0.4, 0.9, 1.35, 1.1] in_a_loop filtered);
    slices!(@check [1.6, 0.8, 0.95, 1.9, -0.7, 1.2] in_a_loop filtered);
}

/// Some arms give lists, one leaves the function or goes on with the loop.
mod lists_or_nothing {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub enum Seen {
        Range { from: (f64, f64), value: f64 },
        Bearing { from: (f64, f64), value: f64 },
        Missing,
    }

    #[differentiate]
    fn innovation(x: &[f64], seen: &Seen) -> f64 {
        let (predicted, h, value) = match *seen {
            Seen::Range {
                from: (a, b),
                value,
            } => {
                let rho = (x[0] - a).hypot(x[1] - b);
                (rho, vec![(x[0] - a) / rho, (x[1] - b) / rho], value)
            }
            Seen::Bearing {
                from: (a, b),
                value,
            } => ((x[1] - b).atan2(x[0] - a), vec![x[1] - b, a - x[0]], value),
            Seen::Missing => return x[0],
        };
        let mut sum = 0.0;
        for (h, x) in h.iter().zip(x) {
            sum += h * x;
        }
        sum + (value - predicted).powi(2)
    }

    #[differentiate]
    fn in_loops(x: &[f64], kinds: &[usize]) -> f64 {
        let mut sum = 0.0;
        for &kind in kinds {
            let mut list = match kind {
                0 => vec![x[0], x[1] * x[2]],
                1 => x.to_vec(),
                2 => continue,
                _ => break,
            };
            list[0] *= x[1];
            list.push(sum);
            sum += list.iter().map(|v| v.sin()).sum::<f64>();
        }
        sum
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let seen = [
            Seen::Range {
                from: (0.1, p[2]),
                value: p[0],
            },
            Seen::Missing,
            Seen::Bearing {
                from: (2.0, 0.3),
                value: 0.4,
            },
        ];
        let mut total = in_loops(p, &[0, 2, 1, 0, 3, 1]);
        for one in &seen {
            total += innovation(p, one) * p[1];
        }
        total
    }

    crate::support::whole_functions! { top }
}

/// Arms that give slices of several lengths.
mod of_several_lengths {
    use crate::support::slices;
    use autodiff::differentiate;

    #[differentiate]
    mod integrators {
        #[derive(autodiff::Differentiable, Clone, Copy)]
        pub enum Scheme {
            Euler,
            Verlet,
            Yoshida,
        }

        impl Scheme {
            fn coefficients(self) -> &'static [(f64, f64)] {
                match self {
                    Scheme::Euler => &[(1.0, 1.0)],
                    Scheme::Verlet => &[(0.5, 1.0), (0.5, 0.0)],
                    Scheme::Yoshida => &[(0.7, 1.4), (-0.2, -1.7), (-0.2, 1.4), (0.7, 0.0)],
                }
            }
        }

        pub fn along(x: f64, v: f64, scheme: Scheme) -> f64 {
            let (mut x, mut v) = (x, v);
            for &(c, d) in scheme.coefficients() {
                x += c * v;
                if d != 0.0 {
                    v -= d * x.sin();
                }
            }
            x * v
        }

        pub trait Real: num_traits::Float {
            fn lit(v: f64) -> Self {
                Self::from(v).unwrap()
            }
        }
        impl Real for f64 {}

        pub fn of_any_float<T: Real>(x: T, v: T, scheme: Scheme) -> T {
            let (mut x, mut v) = (x, v);
            for &(c, d) in scheme.coefficients() {
                x = x + T::lit(c) * v;
                if d != 0.0 {
                    v = v - T::lit(d) * x.sin();
                }
            }
            x * v
        }
    }
    use integrators::{Scheme, along, of_any_float};

    slices! {
        chosen(a) {
            let kept = [a[0], a[1] * a[0], a[1]];
            let mut total = 0.0;
            for i in 0..3 {
                let weights: &[f64] = if i == 0 { &[a[1]] } else if i == 1 { &[1.0, a[0]] } else { &kept };
                total += weights.iter().map(|w| w * a[0]).product::<f64>() * weights[weights.len() - 1];
            }
            total
        } at [0.75, 1.25], [-0.5, 2.0];

        schemes(a) {
            let mut total = 0.0;
            for scheme in [Scheme::Yoshida, Scheme::Euler, Scheme::Verlet] {
                total += along(a[0].sin(), a[1], scheme) * of_any_float(a[1], a[0].sin(), scheme);
            }
            total
        } at [0.75, 1.25], [-0.5, 2.0];
    }
}
