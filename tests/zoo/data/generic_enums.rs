//! Methods of enums with a type parameter: the payloads of their gradients have names, too.

use autodiff::{Differentiable, differentiate};
use num_traits::Float;

#[derive(Clone, Copy, Differentiable, Debug)]
enum Loss<T> {
    Huber(T),
    LogCosh,
    Quantile { tau: T, smooth: T },
}

#[differentiate]
impl<T: Float> Loss<T> {
    fn eval(&self, r: T) -> T {
        let half = T::from(0.5).unwrap();
        match *self {
            Loss::Huber(d) if r.abs() <= d => half * r * r,
            Loss::Huber(d) => d * (r.abs() - half * d),
            Loss::LogCosh => r.cosh().ln(),
            Loss::Quantile { tau, smooth } => tau * r + smooth * (-r / smooth).exp().ln_1p(),
        }
    }
    fn soften(&mut self, by: T) {
        match self {
            Loss::Huber(d) => *d = *d * by,
            Loss::LogCosh => {}
            Loss::Quantile { smooth, .. } => *smooth = *smooth + by,
        }
    }
}

#[differentiate]
fn top(p: &[f64]) -> f64 {
    let mut losses: [Loss<f64>; 3] = [
        Loss::Huber(1.6 + p[0] * 0.1),
        Loss::LogCosh,
        Loss::Quantile {
            tau: 0.3,
            smooth: p[1] * p[1] + 0.5,
        },
    ];
    let mut total = 0.0;
    for round in 0..3 {
        for loss in &losses {
            total += loss.eval(p[0] - 0.7 * p[2] * round as f64);
        }
        if round == 1 {
            losses[0].soften(1.0 + 0.1 * p[1]);
            losses[2].soften(p[2] * p[2]);
        }
    }
    total
}

/// Literals whose type nothing writes.
#[differentiate]
fn literals(p: &[f64]) -> f64 {
    let losses = [
        Loss::Huber(p[1] * p[1]),
        Loss::LogCosh,
        Loss::Quantile {
            tau: 0.3,
            smooth: p[2] * p[2] + 0.2,
        },
    ];
    let mut last = Loss::LogCosh;
    for loss in &losses {
        last = if loss.eval(p[0]) > 0.3 {
            Loss::Huber(p[0] * p[2])
        } else {
            last
        };
    }
    losses.iter().map(|loss| loss.eval(p[0] - 0.4)).sum::<f64>() * last.eval(p[1])
}

crate::support::whole_functions! { top literals }

/// The generic arguments of a variant are those of the result that it is.
mod arguments_of_results {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable)]
    pub enum Outcome<T, const N: usize> {
        Done { y: [T; N], accepted: usize },
        Late(T),
        Never,
    }

    #[differentiate]
    fn solve<const N: usize>(y0: [f64; N], end: f64) -> Outcome<f64, N> {
        let (mut t, mut y, mut accepted) = (0.0, y0, 0);
        while t < end {
            if accepted > 6 {
                return Outcome::Late(t * y[0]);
            }
            let h = 0.1 + 0.2 * y[0].abs();
            t += h;
            for v in &mut y {
                *v += h * v.sin();
            }
            accepted += 1;
        }
        if end < 0.0 {
            Outcome::Never
        } else {
            Outcome::Done { y, accepted }
        }
    }

    #[differentiate]
    fn checked(x: &[f64]) -> Option<Outcome<f64, 2>> {
        match x[0] > 0.85 {
            true if x[1] > 1.0 => None,
            true => Some(Outcome::Late(x[0] * x[1])),
            false => Some(Outcome::Done {
                y: [x[1], x[0]],
                accepted: 3,
            }),
        }
    }

    #[differentiate]
    fn value<const N: usize>(outcome: &Outcome<f64, N>) -> f64 {
        match outcome {
            Outcome::Done { y, accepted } => y.iter().sum::<f64>() * *accepted as f64,
            Outcome::Late(t) => t * t,
            Outcome::Never => 1.0,
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut total = 0.0;
        for x in p {
            total += value(&solve([*x, p[1]], 1.0)) + value(&solve([p[0], *x, 0.3], 2.5));
            if let Some(outcome) = checked(&[*x, p[2]]) {
                total += value(&outcome) * x;
            }
        }
        total
    }

    crate::support::whole_functions! { top }
}

/// What is bound by a pattern, and given to a conversion whose name tells the type that it takes.
mod converted_integers {
    use super::*;
    use num_traits::FromPrimitive;

    #[derive(Clone, Differentiable)]
    pub enum Term<T> {
        Wave { k: T, n: i32 },
        Power(T, u32, usize),
    }

    #[differentiate]
    impl<T: Float + FromPrimitive> Term<T> {
        fn at(&self, x: T) -> T {
            match *self {
                Term::Wave { k, n } => k * (T::from_i32(n).unwrap() * x).cos(),
                Term::Power(k, n, scale) => {
                    let half = T::from_f64(0.5).unwrap();
                    half * k * x * T::from_u32(n).unwrap() / T::from_usize(scale).unwrap()
                }
            }
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let terms = [Term::Wave { k: p[0], n: -3 }, Term::Power(p[1], 5, 2)];
        let mut total = 0.0;
        for x in p {
            for term in &terms {
                total += term.at(*x) * p[2];
            }
        }
        total
    }

    crate::support::whole_functions! { top }
}
